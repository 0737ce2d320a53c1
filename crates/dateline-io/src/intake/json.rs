//! Reports as JSON: one object a line, or objects in an array or one after the other. Either way
//! one object is in memory at a time.

use serde::Deserialize;

use super::stream::Stream;
use crate::error::Kind;

/// The longest object that is read, in bytes.
const LONGEST: usize = 64 << 20;

/// What one object may say of a report. Other fields are passed over.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "an object")]
pub(super) struct Fields {
    pub(super) id: Option<Id>,
    pub(super) text: Option<String>,
    pub(super) html: Option<String>,
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) author: Option<Names>,
    /// Sets of annotated texts call it the document creation time.
    #[serde(alias = "dct")]
    pub(super) published: Option<String>,
    #[serde(alias = "lang")]
    pub(super) language: Option<String>,
}

/// An id, which some write as a number.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "an id is a text or a number")]
pub(super) enum Id {
    Text(String),
    Number(i64),
}

impl Id {
    pub(super) fn into_text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

/// One name or several.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "an author is a text or a list of texts")]
pub(super) enum Names {
    One(String),
    Several(Vec<String>),
}

impl Names {
    pub(super) fn into_text(self) -> String {
        match self {
            Self::One(name) => name,
            Self::Several(names) => names.join(", "),
        }
    }
}

/// How objects are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// By line ends.
    Lines,
    /// By their own brackets.
    Values,
}

/// One object's bytes, and its place in the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// The line or item, from 1.
    pub(super) number: u64,
    pub(super) bytes: Vec<u8>,
}

/// Cuts a stream into its objects.
pub(super) struct Pieces {
    stream: Stream,
    layout: Layout,
    buffer: Vec<u8>,
    at: usize,
    filled: usize,
    number: u64,
    ended: bool,
}

/// Where the reading of one value stands.
#[derive(Default)]
struct State {
    depth: u32,
    in_string: bool,
    escaped: bool,
}

/// What a byte means to the value that is being read.
enum Step {
    /// It belongs to no value.
    Skip,
    /// It belongs to the value.
    Keep,
    /// It belongs to the value and ends it.
    KeepAndEnd,
    /// It stands behind the value.
    End,
}

impl Pieces {
    pub(super) fn new(stream: Stream, layout: Layout) -> Self {
        let buffer = vec![0; 64 * 1024];
        Self { stream, layout, buffer, at: 0, filled: 0, number: 0, ended: false }
    }

    /// The next byte without taking it; none at the end.
    fn fill(&mut self) -> Result<bool, Kind> {
        if self.at == self.filled {
            self.filled = self.stream.read(&mut self.buffer)?;
            self.at = 0;
        }
        Ok(self.at < self.filled)
    }

    /// The next piece that is not blank. An error inside says how the stream failed (nothing
    /// comes after it) or that the piece is too long (the next follows).
    pub(super) fn next(&mut self) -> Option<(u64, Result<Piece, Kind>)> {
        while !self.ended {
            let mut bytes = Vec::new();
            self.number += 1;
            let whole = match self.layout {
                Layout::Lines => self.line(&mut bytes),
                Layout::Values => self.value(&mut bytes),
            };
            match whole {
                Err(kind) => {
                    self.ended = true;
                    return Some((self.number, Err(kind)));
                }
                Ok(false) => {
                    let kind = Kind::TooLarge { what: "one entry", limit_mb: LONGEST as u64 >> 20 };
                    return Some((self.number, Err(kind)));
                }
                Ok(true) if bytes.trim_ascii().is_empty() => {}
                Ok(true) => {
                    let number = self.number;
                    return Some((number, Ok(Piece { number, bytes })));
                }
            }
        }
        None
    }

    /// Reads up to a line end. False where the line is too long; it is passed over then.
    fn line(&mut self, bytes: &mut Vec<u8>) -> Result<bool, Kind> {
        let mut fits = true;
        loop {
            if !self.fill()? {
                self.ended = true;
                return Ok(fits);
            }
            let rest = &self.buffer[self.at..self.filled];
            let end = rest.iter().position(|&byte| byte == b'\n');
            let upto = end.unwrap_or(rest.len());
            fits &= bytes.len() + upto <= LONGEST;
            if fits {
                bytes.extend_from_slice(&rest[..upto]);
            }
            self.at += upto + usize::from(end.is_some());
            if end.is_some() {
                return Ok(fits);
            }
        }
    }

    /// Reads one value, brackets and commas around it left out.
    fn value(&mut self, bytes: &mut Vec<u8>) -> Result<bool, Kind> {
        let mut fits = true;
        let mut state = State::default();
        while self.fill()? {
            let byte = self.buffer[self.at];
            let step = state.step(byte, bytes.is_empty());
            if !matches!(step, Step::End) {
                self.at += 1;
            }
            fits &= bytes.len() < LONGEST;
            if fits && matches!(step, Step::Keep | Step::KeepAndEnd) {
                bytes.push(byte);
            }
            if matches!(step, Step::End | Step::KeepAndEnd) {
                return Ok(fits);
            }
        }
        self.ended = true;
        Ok(fits)
    }
}

impl State {
    fn step(&mut self, byte: u8, first: bool) -> Step {
        if self.in_string {
            self.in_string = byte != b'"' || self.escaped;
            self.escaped = byte == b'\\' && !self.escaped;
            return if self.in_string || self.depth > 0 { Step::Keep } else { Step::KeepAndEnd };
        }
        match byte {
            b'[' | b']' | b',' if first && self.depth == 0 => return Step::Skip,
            b'\xef' | b'\xbb' | b'\xbf' | b' ' | b'\n' | b'\r' | b'\t' if first => {
                return Step::Skip;
            }
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth > 0 => {
                self.depth -= 1;
                if self.depth == 0 {
                    return Step::KeepAndEnd;
                }
            }
            b',' | b']' if self.depth == 0 => return Step::End,
            _ => {}
        }
        Step::Keep
    }
}

#[cfg(test)]
mod tests {
    use super::super::stream::tests::{gzip, stream};
    use super::*;

    fn pieces(bytes: impl Into<Vec<u8>>, layout: Layout) -> Vec<String> {
        let mut pieces = Pieces::new(stream(bytes).unwrap(), layout);
        std::iter::from_fn(|| pieces.next())
            .map(|(number, piece)| match piece {
                Ok(piece) => format!("{number} {}", String::from_utf8_lossy(&piece.bytes)),
                Err(kind) => format!("{number} {kind}"),
            })
            .collect()
    }

    #[test]
    fn lines_are_counted_blank_ones_too() {
        assert_eq!(pieces("{}\n\n{\"a\":1}", Layout::Lines), ["1 {}", "3 {\"a\":1}"]);
    }

    #[test]
    fn values_end_where_their_brackets_do() {
        for (text, expected) in [
            ("[{\"a\":1}, {\"b\":[2]}]", vec!["1 {\"a\":1}", "2 {\"b\":[2]}"]),
            ("{\n\"a\": \"}\\\"]\"\n}\n{}", vec!["1 {\n\"a\": \"}\\\"]\"\n}", "2 {}"]),
            ("[1, \"x\", {}]", vec!["1 1", "2 \"x\"", "3 {}"]),
            ("[{\"a\":1}, {\"b\":", vec!["1 {\"a\":1}", "2 {\"b\":"]),
            ("[]", vec![]),
        ] {
            assert_eq!(pieces(text, Layout::Values), expected, "{text}");
        }
    }

    #[test]
    fn what_came_before_the_end_of_a_cut_archive_is_kept() {
        let text: String =
            (0..20_000).map(|n| format!("{{\"text\":\"{}\"}}\n", n * 7919)).collect();
        let packed = gzip(text.as_bytes());
        let found = pieces(&packed[..packed.len() / 2], Layout::Lines);
        assert!(found.len() > 100);
        assert!(found.last().unwrap().contains("is cut short"), "{:?}", found.last());
    }
}
