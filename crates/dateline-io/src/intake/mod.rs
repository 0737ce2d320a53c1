//! From paths to reports.
//!
//! Reading has two halves. [`open`] walks the paths one after the other and gives a [`Source`] for
//! each report without doing much work; [`Source::load`] reads, unpacks, decodes and takes a page
//! apart, and may be called from many threads. Whoever holds a bounded number of sources at a time
//! needs bounded memory, however large the input.
//!
//! What is read:
//!
//! | bytes | told by | gives |
//! |---|---|---|
//! | plain text | extension, else whatever is nothing else | one report |
//! | HTML | extension or first bytes | one report |
//! | JSON Lines | extension or first bytes | a report a line |
//! | JSON | extension or first bytes | a report for each object |
//! | gzip, zstd (members joined) | first bytes | what is inside, by the same rules |
//!
//! Limits, so that no input can take all memory: a single report may have [`MAX_REPORT`] bytes, as
//! stored and unpacked; of a page the first [`crate::page::MAX_MARKUP`] bytes and of a text the first
//! [`MAX_TEXT`] bytes are read and a note says so; an archive of JSON Lines may be of any size, but is given up
//! where it unpacks to more than 256 MB and more than a hundred times its own size.

mod decode;
mod json;
mod name;
mod report;
mod sniff;
mod stream;
mod walk;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use dateline_core::Input;

use self::json::{Layout, Pieces};
use self::name::Names;
use self::sniff::Format;
use self::stream::Stream;
use self::walk::Walk;
use crate::error::{Error, Kind};

/// Bytes that a file with one report may have, packed or not: 64 MB. A larger one is refused.
pub const MAX_REPORT: u64 = 64 << 20;

/// Bytes of a report's text that are read: 512 KB, some 80 000 words, which is a book.
pub const MAX_TEXT: usize = 512 << 10;

/// How standard input is named in reports and messages.
const STDIN: &str = "stdin";

/// One report that has not been read yet.
#[derive(Debug)]
pub struct Source {
    name: String,
    notes: Vec<String>,
    place: Place,
}

#[derive(Debug)]
enum Place {
    /// A file with one report.
    File(PathBuf),
    /// Standard input, read to its end.
    Bytes { bytes: Vec<u8>, format: Format },
    /// One object of a JSON file.
    Entry { path: String, subject: String, bytes: Vec<u8> },
}

/// Opens paths: files, folders (with all below them, sorted by name), and `-` for standard input.
#[must_use]
pub fn open(paths: Vec<PathBuf>) -> Intake {
    Intake { walk: Walk::new(paths), names: Names::default(), entries: None }
}

/// What the caller of [`from_bytes`] says that the bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Words.
    Text,
    /// A web page.
    Html,
    /// One JSON object.
    Json,
}

/// The one report that some bytes hold, packed or not.
///
/// ```
/// use dateline_io::intake::{self, Told};
///
/// let input = intake::from_bytes("bridge", b"A bridge fell.".to_vec(), Told::Text).unwrap();
/// assert_eq!(input.text, "A bridge fell.");
/// assert!(intake::from_bytes("nothing", Vec::new(), Told::Text).unwrap_err().is_empty());
/// ```
///
/// # Errors
///
/// As [`Source::load`].
pub fn from_bytes(name: &str, bytes: Vec<u8>, told: Told) -> Result<Input, Error> {
    let stream = Stream::open(Box::new(io::Cursor::new(bytes)));
    let read = stream.and_then(|stream| stream.all(MAX_REPORT)).and_then(|bytes| match told {
        Told::Text => report::document(bytes, Format::Text, None),
        Told::Html => report::document(bytes, Format::Html, None),
        Told::Json => report::entry(bytes),
    });
    let input = read.map_err(|kind| Error::new(name, kind))?;
    Ok(Input { name: name.to_owned(), ..input })
}

/// The reports under some paths, in order; see [`open`].
pub struct Intake {
    walk: Walk,
    names: Names,
    entries: Option<Entries>,
}

/// The JSON file that is being read.
struct Entries {
    pieces: Pieces,
    layout: Layout,
    path: String,
    stem: String,
    notes: Vec<String>,
    found: bool,
}

impl Iterator for Intake {
    type Item = Result<Source, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entries) = &mut self.entries {
                if let Some(result) = entries.next(&mut self.names) {
                    return Some(result);
                }
                self.entries = None;
            }
            let result = match self.walk.next()? {
                Err(error) => Err(error),
                Ok(path) if path.as_os_str() == "-" => self.stdin(),
                Ok(path) => self.file(path),
            };
            match result {
                Err(error) => return Some(Err(error)),
                Ok(Some(source)) => return Some(Ok(source)),
                Ok(None) => {}
            }
        }
    }
}

impl Intake {
    /// A file's one report, or none where its entries come next.
    fn file(&mut self, path: PathBuf) -> Result<Option<Source>, Error> {
        let shown = path.display().to_string();
        let file = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let (_, extension) = sniff::split_name(&file);
        let format = sniff::by_extension(extension);
        let (format, stream) = match format {
            // one report, which a worker will open
            Some(format @ (Format::Text | Format::Html)) => (format, None),
            _ => {
                let fail = |kind| Error::new(shown.clone(), kind);
                let stream = open_file(&path).and_then(Stream::open).map_err(fail)?;
                (format.unwrap_or_else(|| sniff::by_content(&stream.head)), Some(stream))
            }
        };
        let (name, note) = self.names.of_file(&path);
        let notes: Vec<String> = note.into_iter().collect();
        match (layout(format), stream) {
            (Some(layout), Some(stream)) => {
                self.entries = Some(Entries::new(stream, layout, shown, name, notes)?);
                Ok(None)
            }
            _ => Ok(Some(Source { name, notes, place: Place::File(path) })),
        }
    }

    fn stdin(&mut self) -> Result<Option<Source>, Error> {
        let fail = |kind| Error::new(STDIN, kind);
        let stream = Stream::open(Box::new(io::stdin())).map_err(fail)?;
        let format = sniff::by_content(&stream.head);
        let (name, note) = self.names.of_file(Path::new(STDIN));
        let notes: Vec<String> = note.into_iter().collect();
        if let Some(layout) = layout(format) {
            self.entries = Some(Entries::new(stream, layout, STDIN.to_owned(), name, notes)?);
            return Ok(None);
        }
        let bytes = stream.all(MAX_REPORT).map_err(fail)?;
        Ok(Some(Source { name, notes, place: Place::Bytes { bytes, format } }))
    }
}

fn layout(format: Format) -> Option<Layout> {
    match format {
        Format::JsonLines => Some(Layout::Lines),
        Format::Json => Some(Layout::Values),
        Format::Text | Format::Html => None,
    }
}

fn open_file(path: &Path) -> Result<Box<dyn Read>, Kind> {
    Ok(Box::new(File::open(path).map_err(Kind::Io)?))
}

impl Entries {
    fn new(
        stream: Stream,
        layout: Layout,
        path: String,
        stem: String,
        notes: Vec<String>,
    ) -> Result<Self, Error> {
        let wide = [b"\xff\xfe", b"\xfe\xff"].iter().any(|mark| stream.head.starts_with(*mark));
        let wide = wide.then(|| Kind::Entry("JSON in UTF-16, which must be UTF-8".to_owned()));
        if let Some(kind) = report::refused(&stream.head).or(wide) {
            return Err(Error::new(path, kind));
        }
        Ok(Self { pieces: Pieces::new(stream, layout), layout, path, stem, notes, found: false })
    }

    fn next(&mut self, names: &mut Names) -> Option<Result<Source, Error>> {
        let Some((number, piece)) = self.pieces.next() else {
            let empty = !std::mem::replace(&mut self.found, true);
            return empty.then(|| Err(Error::new(self.path.clone(), Kind::Blank)));
        };
        self.found = true;
        let word = if self.layout == Layout::Lines { "line" } else { "item" };
        let subject = format!("{}, {word} {number}", self.path);
        let bytes = match piece {
            Ok(piece) => piece.bytes,
            Err(kind @ Kind::TooLarge { what: "one entry", .. }) => {
                return Some(Err(Error::new(subject, kind)));
            }
            Err(kind) => return Some(Err(Error::new(self.path.clone(), kind))),
        };
        let mut notes = self.notes.clone();
        let name = match id(&bytes) {
            Some(id) => {
                notes.extend(names.of_entry(&id));
                id
            }
            None => {
                let name = format!("{}-{number}", self.stem);
                notes.extend(names.of_entry(&name));
                name
            }
        };
        let place = Place::Entry { path: self.path.clone(), subject, bytes };
        Some(Ok(Source { name, notes, place }))
    }
}

/// The id that an object gives, read without the rest.
fn id(bytes: &[u8]) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct OnlyId {
        id: json::Id,
    }
    let OnlyId { id } = serde_json::from_slice(bytes).ok()?;
    Some(id.into_text()).filter(|id| !id.trim().is_empty())
}

impl Source {
    /// The report's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the report stands, as messages name it.
    #[must_use]
    pub fn subject(&self) -> String {
        match &self.place {
            Place::File(path) => path.display().to_string(),
            Place::Bytes { .. } => STDIN.to_owned(),
            Place::Entry { subject, .. } => subject.clone(),
        }
    }

    /// Bytes that the source holds in memory.
    #[must_use]
    pub fn held(&self) -> usize {
        match &self.place {
            Place::File(_) => 0,
            Place::Bytes { bytes, .. } | Place::Entry { bytes, .. } => bytes.len(),
        }
    }

    /// Reads the report.
    ///
    /// # Errors
    ///
    /// Where it cannot be opened, unpacked or decoded, is no text, holds nothing, or is too large.
    pub fn load(self) -> Result<Input, Error> {
        let Self { name, notes, place } = self;
        let mut input = match place {
            Place::File(path) => {
                let shown = path.display().to_string();
                file(&path, &shown).map_err(|kind| Error::new(shown, kind))?
            }
            Place::Bytes { bytes, format } => {
                report::document(bytes, format, None).map_err(|kind| Error::new(STDIN, kind))?
            }
            Place::Entry { path, subject, bytes } => {
                let mut input = report::entry(bytes).map_err(|kind| Error::new(subject, kind))?;
                input.source_path = Some(path);
                input
            }
        };
        input.name = name;
        input.notes.splice(0..0, notes);
        Ok(input)
    }
}

fn file(path: &Path, shown: &str) -> Result<Input, Kind> {
    let opened = File::open(path).map_err(Kind::Io)?;
    let size = opened.metadata().map_err(Kind::Io)?.len();
    if size > MAX_REPORT {
        let what = "too large for one report";
        return Err(Kind::TooLarge { what, limit_mb: MAX_REPORT >> 20 });
    }
    let stream = Stream::open(Box::new(opened))?;
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let (_, extension) = sniff::split_name(&name);
    let format = match sniff::by_extension(extension) {
        Some(Format::Html) => Format::Html,
        // a page that was saved as text
        _ if sniff::is_html(&stream.head) => Format::Html,
        _ => Format::Text,
    };
    let bytes = stream.all(MAX_REPORT)?;
    let input = report::document(bytes, format, extension)?;
    Ok(Input { source_path: Some(shown.to_owned()), ..input })
}
