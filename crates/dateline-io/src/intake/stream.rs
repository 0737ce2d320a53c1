//! Bytes out of files and streams, unpacked on the way, never more than was asked for.

use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

use crate::error::Kind;

/// Bytes at the start of a stream that are looked at to tell what it holds.
const HEAD: usize = 8 * 1024;

/// What an archive may always unpack to, in bytes.
const UNPACKED: u64 = 256 << 20;

/// Beyond [`UNPACKED`], how many bytes each packed byte may give. Text packs 3 to 10 times,
/// a repetitive table 50 times; a bomb a thousand times and more.
const RATIO: u64 = 100;

/// A stream whose beginning is known and whose packing, if any, is off.
pub(super) struct Stream {
    /// The first bytes, which the stream will give again.
    pub(super) head: Vec<u8>,
    reader: Box<dyn Read>,
    archive: Option<&'static str>,
    packed: Rc<Cell<u64>>,
    unpacked: Rc<Cell<u64>>,
}

impl Stream {
    /// Looks at the beginning of `reader` and takes the packing off.
    pub(super) fn open(mut reader: Box<dyn Read>) -> Result<Self, Kind> {
        let packed = Rc::new(Cell::new(0));
        let unpacked = Rc::new(Cell::new(0));
        let head = peek(&mut reader).map_err(Kind::Io)?;
        let archive = if head.starts_with(&[0x1f, 0x8b]) {
            Some("gzip archive")
        } else if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
            Some("zstd archive")
        } else {
            None
        };
        let whole: Box<dyn Read> = Box::new(Cursor::new(head.clone()).chain(reader));
        let mut stream = Self {
            head,
            reader: whole,
            archive,
            packed: packed.clone(),
            unpacked: unpacked.clone(),
        };
        let Some(archive) = archive else { return Ok(stream) };
        let counted = Counted { inner: stream.reader, bytes: packed };
        let inner: Box<dyn Read> = match archive {
            "gzip archive" => {
                Box::new(flate2::bufread::MultiGzDecoder::new(io::BufReader::new(counted)))
            }
            _ => Box::new(zstd::stream::read::Decoder::new(counted).map_err(Kind::Io)?),
        };
        stream.reader = Box::new(Counted { inner, bytes: unpacked });
        stream.head = peek(&mut stream.reader).map_err(|error| stream.failed(error))?;
        let rest = std::mem::replace(&mut stream.reader, Box::new(io::empty()));
        stream.reader = Box::new(Cursor::new(stream.head.clone()).chain(rest));
        Ok(stream)
    }

    /// Everything, or [`Kind::TooLarge`] where that is more than `limit` bytes.
    pub(super) fn all(mut self, limit: u64) -> Result<Vec<u8>, Kind> {
        let mut bytes = Vec::new();
        let read = (&mut self.reader).take(limit + 1).read_to_end(&mut bytes);
        read.map_err(|error| self.failed(error))?;
        if bytes.len() as u64 > limit {
            let what = if self.archive.is_some() { "unpacked" } else { "too large for one report" };
            return Err(Kind::TooLarge { what, limit_mb: limit >> 20 });
        }
        Ok(bytes)
    }

    /// More bytes, as [`Read::read`] gives them.
    pub(super) fn read(&mut self, buffer: &mut [u8]) -> Result<usize, Kind> {
        let bomb = self.archive.is_some()
            && self.unpacked.get() > UNPACKED.max(self.packed.get().saturating_mul(RATIO));
        if bomb {
            return Err(Kind::TooLarge { what: "unpacked", limit_mb: UNPACKED >> 20 });
        }
        loop {
            match self.reader.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => return result.map_err(|error| self.failed(error)),
            }
        }
    }

    /// What a failed read means.
    fn failed(&self, error: io::Error) -> Kind {
        let read = self.unpacked.get();
        match self.archive {
            None => Kind::Io(error),
            Some(archive) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Kind::Truncated { archive, read }
            }
            Some(archive) => Kind::Damaged { archive, read, reason: error.to_string() },
        }
    }
}

/// The first [`HEAD`] bytes, or all where there are fewer.
fn peek(reader: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    reader.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

struct Counted<R> {
    inner: R,
    bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes.set(self.bytes.get() + read as u64);
        Ok(read)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use super::*;

    pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 1).unwrap()
    }

    pub(crate) fn stream(bytes: impl Into<Vec<u8>>) -> Result<Stream, Kind> {
        Stream::open(Box::new(Cursor::new(bytes.into())))
    }

    fn all(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
        stream(bytes).and_then(|stream| stream.all(1 << 20)).map_err(|kind| kind.to_string())
    }

    #[test]
    fn packing_comes_off_by_what_the_bytes_say_members_joined() {
        assert_eq!(all(b"plain".to_vec()).unwrap(), b"plain");
        assert_eq!(all(gzip(b"one")).unwrap(), b"one");
        assert_eq!(all([gzip(b"one"), gzip(b"two")].concat()).unwrap(), b"onetwo");
        assert_eq!(all([zstd(b"one"), zstd(b"two")].concat()).unwrap(), b"onetwo");
    }

    #[test]
    fn an_archive_that_ends_early_says_how_much_could_be_read() {
        let text: Vec<u8> =
            (0..200_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        for packed in [gzip(&text), zstd(&text)] {
            let error = all(packed[..packed.len() / 2].to_vec()).unwrap_err();
            assert!(error.contains("is cut short: "), "{error}");
            assert!(!error.contains(" 0 bytes"), "{error}");
        }
        let mut damaged = gzip(&text);
        let middle = damaged.len() / 2;
        damaged[middle..middle + 64].fill(0);
        assert!(all(damaged).unwrap_err().contains("damaged"));
    }

    #[test]
    fn a_bomb_is_stopped() {
        let bomb = gzip(&vec![b' '; 8 << 20]);
        assert_eq!(all(bomb).unwrap_err(), "larger than 1 MB (unpacked)");
    }
}
