//! How values lie in the file: JSON in zstd where a person may want to read them in a hundred years,
//! postcard where they can be worked out again.

use std::cell::RefCell;

use dateline_core::incident::Facts;
use dateline_core::{Input, Record};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use zstd::bulk::{Compressor, Decompressor};

use crate::error::{Kind, Result};

/// zstd's own default.
const LEVEL: i32 = 3;

/// Largest value that is unpacked: nothing that goes in is larger.
const LIMIT: usize = 1 << 30;

thread_local! {
    // making a context takes longer than packing one event
    static PACKER: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static UNPACKER: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// A value as compressed JSON.
pub(crate) fn pack(value: &impl Serialize) -> Result<Vec<u8>> {
    let json = serde_json::to_vec(value)?;
    PACKER.with_borrow_mut(|packer| {
        let packer = match packer {
            Some(packer) => packer,
            None => packer.insert(Compressor::new(LEVEL).map_err(damaged)?),
        };
        packer.compress(&json).map_err(damaged)
    })
}

/// The value of [`pack`].
pub(crate) fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let size = zstd::zstd_safe::get_frame_content_size(bytes).ok().flatten().unwrap_or_default();
    let size = usize::try_from(size).unwrap_or(usize::MAX).min(LIMIT);
    let json = UNPACKER.with_borrow_mut(|unpacker| {
        let unpacker = match unpacker {
            Some(unpacker) => unpacker,
            None => unpacker.insert(Decompressor::new().map_err(damaged)?),
        };
        unpacker.decompress(bytes, size).map_err(damaged)
    })?;
    Ok(serde_json::from_slice(&json)?)
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err hands it over")]
fn damaged(error: std::io::Error) -> Kind {
    Kind::Damaged(error.to_string())
}

/// The facts of a report, in little room.
pub(crate) fn pack_facts(facts: &Facts) -> Result<Vec<u8>> {
    postcard::to_stdvec(facts).map_err(|error| Kind::Damaged(error.to_string()))
}

/// The value of [`pack_facts`].
pub(crate) fn unpack_facts(bytes: &[u8]) -> Result<Facts> {
    postcard::from_bytes(bytes).map_err(|error| Kind::Damaged(error.to_string()))
}

/// What tells one content from another: SHA-256 over everything that came in but the path, so that a
/// report is the same wherever it lies.
pub(crate) fn input_hash(input: &Input) -> Result<[u8; 32]> {
    let content = Input { source_path: None, ..input.clone() };
    Ok(Sha256::digest(serde_json::to_vec(&content)?).into())
}

/// Hexadecimal digits of a SHA-256.
pub(crate) fn hex_digest(text: &str) -> String {
    use std::fmt::Write;
    Sha256::digest(text).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// A record without its events.
pub(crate) fn without_events(record: &Record) -> Record {
    Record { schema: record.schema.clone(), report: record.report.clone(), events: Vec::new() }
}
