//! Spellings made alike, so that "Jama'at", "Jamaat" and "JAMAAT" are one word.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::{Document, TokenKind};

/// A word without case, accents, apostrophes and points.
pub(crate) fn fold(word: &str) -> Box<str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
        return word.into();
    }
    if word.is_ascii() {
        let kept = word.bytes().filter(|b| !matches!(b, b'\'' | b'.' | b'"'));
        return kept
            .map(|b| char::from(b.to_ascii_lowercase()))
            .collect::<String>()
            .into_boxed_str();
    }
    let lower = crate::text::lower(word);
    lower
        .nfkd()
        .filter(|&c| {
            !is_combining_mark(c) && !matches!(c, '\'' | '.' | '"' | '’' | '‘' | 'ʼ' | '`' | '´')
        })
        .map(|c| match c {
            'ı' => 'i',
            'ł' => 'l',
            'ø' => 'o',
            'đ' => 'd',
            '‐' | '‑' | '–' => '-',
            c => c,
        })
        .collect::<String>()
        .into_boxed_str()
}

/// A part of a token between hyphens: what names are matched on.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// The folded part.
    pub word: Box<str>,
    /// Index of its token.
    pub token: usize,
    /// True where it opens its token.
    pub first: bool,
    /// True where it closes its token.
    pub last: bool,
    /// True of a word that has lost its vowel: "l'" before "Islam".
    pub elided: bool,
}

/// The pieces of a document. A possessive ending is no piece: "People's Army" is "people army".
pub(super) fn pieces(document: &Document) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(document.tokens.len() + 16);
    for (token, it) in document.tokens.iter().enumerate() {
        match it.kind {
            TokenKind::Possessive => {}
            TokenKind::Mark => {
                pieces.push(Piece {
                    word: it.lower.clone(),
                    token,
                    first: true,
                    last: true,
                    elided: false,
                });
            }
            TokenKind::Word | TokenKind::Number => split(&it.lower, |word, first, last| {
                let elided = it.is_elided();
                pieces.push(Piece { word, token, first, last, elided });
            }),
        }
    }
    pieces
}

/// The folded words of a name as it is written in the actor base.
pub(super) fn name_pieces(name: &str) -> Vec<Box<str>> {
    let mut words = Vec::new();
    for word in name.split_whitespace() {
        let word = word.replace('’', "'");
        let word = word.strip_suffix("'s").or(word.strip_suffix('\'')).unwrap_or(&word);
        split(&word.to_lowercase(), |piece, _, _| words.push(piece));
    }
    words
}

fn split(lower: &str, mut each: impl FnMut(Box<str>, bool, bool)) {
    if !lower.contains('-') {
        each(fold(lower), true, true);
        return;
    }
    let count = lower.split('-').filter(|part| !part.is_empty()).count();
    for (at, part) in lower.split('-').filter(|part| !part.is_empty()).enumerate() {
        each(fold(part), at == 0, at + 1 == count);
    }
}

pub(super) fn lower(word: &str) -> String {
    word.to_lowercase()
}
