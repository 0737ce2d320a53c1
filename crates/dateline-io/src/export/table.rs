//! Tables as comma-separated values (RFC 4180).

use std::io::Write;

use super::Failure;

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Cell {
    /// Not known, or not to be said.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Number(u64),
    /// A number with a fraction.
    Real(f64),
    /// Yes or no.
    Flag(bool),
}

impl Cell {
    /// Several texts in one cell, parted by semicolons.
    pub fn list<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        super::view::unique(texts).join("; ").into()
    }

    fn written(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => tame(text),
            Self::Number(number) => number.to_string(),
            Self::Real(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string(),
        }
    }
}

/// Text that a spreadsheet would run as a formula, made text by an apostrophe: the words of a
/// report are not ours to run.
fn tame(text: &str) -> String {
    let text = text.replace('\0', "");
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text,
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<u16> for Cell {
    fn from(number: u16) -> Self {
        Self::Number(number.into())
    }
}

impl From<u8> for Cell {
    fn from(number: u8) -> Self {
        Self::Number(number.into())
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        if number.is_finite() { Self::Real(number) } else { Self::Empty }
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// Writes the names of the columns.
pub(super) fn head<'a>(
    names: impl Iterator<Item = &'a str>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    record(names.map(str::to_owned), out)
}

/// Writes a row.
pub(super) fn row(cells: &[Cell], out: &mut dyn Write) -> Result<(), Failure> {
    record(cells.iter().map(Cell::written), out)
}

fn record(cells: impl Iterator<Item = String>, out: &mut dyn Write) -> Result<(), Failure> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    match writer.write_record(cells) {
        Ok(()) => Ok(writer.flush()?),
        Err(error) => Err(match error.into_kind() {
            csv::ErrorKind::Io(error) => Failure::Io(error),
            other => Failure::Export(format!("{other:?}")),
        }),
    }
}
