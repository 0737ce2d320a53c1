//! A document in stretches that the encoder can read at once.

use std::ops::Range;

use dateline_core::text::Document;

use crate::pieces::Piece;

/// The most pieces of one window; the encoder has two positions more, for begin and end.
pub const SIZE: usize = 510;
/// About so many pieces are read twice, so that no act stands at an edge.
const SHARED: usize = 128;

/// Pieces that are read together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// All its pieces.
    pub pieces: Range<usize>,
    /// The pieces whose acts are taken from this window and from no other.
    pub own: Range<usize>,
}

/// Parts a document's pieces at its sentences; one window where they are few enough.
#[must_use]
pub fn windows(document: &Document, pieces: &[Piece]) -> Vec<Window> {
    if pieces.len() <= SIZE {
        return vec![Window { pieces: 0..pieces.len(), own: 0..pieces.len() }];
    }
    let starts: Vec<usize> = document
        .sentences
        .iter()
        .map(|sentence| pieces.partition_point(|piece| piece.span.start < sentence.span.start))
        .collect();
    // The last sentence start in a range, or where the range ends if a sentence fills it.
    let start_in = |range: Range<usize>| {
        let before = starts.partition_point(|&start| start < range.end);
        starts[..before].last().copied().filter(|start| *start >= range.start).unwrap_or(range.end)
    };
    let mut windows: Vec<Window> = Vec::new();
    let mut from = 0;
    loop {
        let end = (from + SIZE).min(pieces.len());
        let end = if end == pieces.len() { end } else { start_in(from + SIZE / 2..end) };
        windows.push(Window { pieces: from..end, own: 0..0 });
        if end == pieces.len() {
            break;
        }
        from = start_in(end.saturating_sub(SHARED).max(from + 1)..end.saturating_sub(SHARED / 2));
    }
    let mut own = 0;
    for index in 0..windows.len() {
        let end = match windows.get(index + 1) {
            Some(next) => usize::midpoint(next.pieces.start, windows[index].pieces.end),
            None => pieces.len(),
        };
        windows[index].own = own..end;
        own = end;
    }
    windows
}
