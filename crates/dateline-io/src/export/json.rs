//! The incidents as they are.

use std::io::Write;

use super::{Failure, Shape, Subject};

/// Writes one value on one line.
pub(super) fn line(value: &impl serde::Serialize, out: &mut dyn Write) -> Result<(), Failure> {
    write(value, out)?;
    Ok(out.write_all(b"\n")?)
}

/// Writes one value.
pub(super) fn write(value: &impl serde::Serialize, out: &mut dyn Write) -> Result<(), Failure> {
    // a whole value at a time: serde_json hands over many small pieces
    let bytes = serde_json::to_vec(value).map_err(|error| Failure::Export(error.to_string()))?;
    Ok(out.write_all(&bytes)?)
}

/// Parts the elements of a JSON array, each on its own line.
#[derive(Default)]
pub(super) struct Commas(bool);

impl Commas {
    /// What stands before the next element.
    pub fn next(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        let before: &[u8] = if self.0 { b",\n" } else { b"\n" };
        self.0 = true;
        Ok(out.write_all(before)?)
    }
}

/// An object a line.
pub(super) struct Jsonl;

impl Shape for Jsonl {
    fn start(&mut self, _: &mut dyn Write) -> Result<(), Failure> {
        Ok(())
    }

    fn each(&mut self, subject: &Subject<'_>, out: &mut dyn Write) -> Result<bool, Failure> {
        line(subject.incident, out)?;
        Ok(true)
    }

    fn finish(&mut self, _: &mut dyn Write) -> Result<(), Failure> {
        Ok(())
    }
}

/// One array.
#[derive(Default)]
pub(super) struct Json(Commas);

impl Shape for Json {
    fn start(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        Ok(out.write_all(b"[")?)
    }

    fn each(&mut self, subject: &Subject<'_>, out: &mut dyn Write) -> Result<bool, Failure> {
        self.0.next(out)?;
        write(subject.incident, out)?;
        Ok(true)
    }

    fn finish(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        Ok(out.write_all(b"\n]\n")?)
    }
}
