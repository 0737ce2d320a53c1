//! Text to the pieces that the encoder reads; `training/tokens.py` is the same in Python, and
//! `tests/pieces.jsonl` holds the two together.

use std::collections::HashMap;

use dateline_core::text::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// The mark at the head of a word.
const WORD: char = '\u{2581}';
/// The piece that a text begins with.
pub const BEGIN: i32 = 0;
/// The piece that a text ends with.
pub const END: i32 = 2;
/// The piece of a character that no piece holds.
const UNKNOWN: i32 = 3;
/// What an unknown character costs.
const UNKNOWN_SCORE: f64 = -30.0;
/// A text is read in small letters where this share of its letters with case is capital.
const CAPITALS: f32 = 0.6;

/// The encoder's pieces: a unigram language model (Kudo 2018, "Subword Regularization", 3.2).
#[derive(Debug)]
pub struct Vocabulary {
    ids: HashMap<Box<str>, (i32, f64)>,
    longest: usize,
    size: usize,
}

/// One piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its number in the vocabulary.
    pub id: i32,
    /// The bytes that it stands for; empty for the mark of a word that is a piece by itself.
    pub span: Span,
}

impl Vocabulary {
    /// Reads lines of piece, tab, score (natural logarithm), in the order of their numbers.
    ///
    /// None where a line has no score.
    #[must_use]
    pub fn parse(table: &str) -> Option<Self> {
        let mut ids = HashMap::new();
        let (mut longest, mut size) = (0, 0);
        for (id, line) in (0_i32..).zip(table.lines()) {
            let (piece, score) = line.split_once('\t')?;
            size += 1;
            if id > UNKNOWN {
                longest = longest.max(piece.chars().count());
                ids.insert(piece.into(), (id, score.parse().ok()?));
            }
        }
        Some(Self { ids, longest, size })
    }

    /// How many numbers there are, those that stand for no text among them.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.size
    }

    /// The likeliest pieces of one word, each with its number of characters.
    fn word(&self, word: &[char], out: &mut Vec<(i32, usize)>) {
        out.clear();
        let text: String = word.iter().collect();
        let mut at: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
        at.push(text.len());
        // best[end] = (score so far, start of the last piece, its number)
        let mut best: Vec<(f64, usize, i32)> =
            vec![(f64::NEG_INFINITY, 0, UNKNOWN); word.len() + 1];
        best[0].0 = 0.0;
        for end in 1..=word.len() {
            for start in end.saturating_sub(self.longest)..end {
                let (id, score) = match self.ids.get(&text[at[start]..at[end]]) {
                    Some(&known) => known,
                    None if end - start == 1 => (UNKNOWN, UNKNOWN_SCORE),
                    None => continue,
                };
                let total = best[start].0 + score;
                if total > best[end].0 {
                    best[end] = (total, start, id);
                }
            }
        }
        let mut end = word.len();
        while end > 0 {
            let (_, start, id) = best[end];
            out.push((id, end - start));
            end = start;
        }
        out.reverse();
    }

    /// The pieces of a text, without begin and end.
    #[must_use]
    pub fn encode(&self, text: &str) -> Vec<Piece> {
        let small = in_capitals(text);
        let mut pieces = Vec::with_capacity(text.len() / 4);
        let mut known: HashMap<Box<[char]>, Box<[(i32, usize)]>> = HashMap::new();
        let (mut word, mut places) = (vec![WORD], Vec::new());
        let mut row = Vec::new();
        let mut close = |word: &mut Vec<char>, places: &mut Vec<Span>| {
            if !places.is_empty() {
                let row: &[(i32, usize)] = match known.get(word.as_slice()) {
                    Some(row) => row,
                    None => {
                        self.word(word, &mut row);
                        known.entry(word.as_slice().into()).or_insert_with(|| row.as_slice().into())
                    }
                };
                let mut at = 0;
                for &(id, length) in row {
                    // The mark at the word's head stands for no character of the text.
                    let (first, last) = (at.max(1) - 1, (at + length).max(1) - 1);
                    at += length;
                    let span = if last > first {
                        Span::new(places[first].start, places[last - 1].end)
                    } else {
                        Span::new(places[0].start, places[0].start)
                    };
                    pieces.push(Piece { id, span });
                }
            }
            word.truncate(1);
            places.clear();
        };
        for (byte, character) in text.char_indices() {
            let span = Span::new(byte, byte + character.len_utf8());
            let mut give = |c: char| {
                if c == ' ' {
                    close(&mut word, &mut places);
                } else {
                    word.push(c);
                    places.push(span);
                }
            };
            normal(if small { lower(character) } else { character }, &mut give);
        }
        close(&mut word, &mut places);
        pieces
    }
}

/// Gives what a character is read as: nothing, one character or more.
fn normal(character: char, give: &mut impl FnMut(char)) {
    if character.is_ascii_graphic() {
        return give(character);
    }
    if is_space(character) {
        return give(' ');
    }
    use GeneralCategory as Category;
    let dropped = match character.general_category() {
        Category::Control
        | Category::Format
        | Category::Surrogate
        | Category::PrivateUse
        | Category::Unassigned => true,
        Category::NonspacingMark => ('\u{590}'..='\u{8ff}').contains(&character),
        _ => character == '\u{640}',
    };
    if !dropped {
        for c in std::iter::once(character).nfkc() {
            give(if is_space(c) { ' ' } else { c });
        }
    }
}

/// White space as Python's `str.isspace` has it.
fn is_space(character: char) -> bool {
    character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character)
}

/// A character in small letters, where that is one character again.
fn lower(character: char) -> char {
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => character,
    }
}

/// True where most letters that have a case are capital.
fn in_capitals(text: &str) -> bool {
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let lower = text.chars().filter(|c| c.is_lowercase()).count();
    #[expect(clippy::cast_precision_loss, reason = "a share of a text's letters")]
    let share = upper as f32 / (upper + lower).max(1) as f32;
    upper > 20 && share >= CAPITALS
}
