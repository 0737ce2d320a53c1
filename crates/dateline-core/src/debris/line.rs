//! The shape of a line: its words, its cells and sentences, and what they look like.

use std::ops::Range;

use crate::text::Span;

/// A word of a line as patterns see it.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Lower case, plain apostrophes; `#` for a number; `:` and `©` are words.
    pub lower: Box<str>,
    /// Bytes in the text.
    pub span: Span,
    /// True where the first letter is a capital, or the script has none.
    pub capital: bool,
}

impl Word {
    pub(super) fn is(&self, word: &str) -> bool {
        &*self.lower == word
    }
}

/// What stands in front of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Border {
    /// The line begins.
    Line,
    /// A bar, a middle dot, two spaces, an arrow.
    Cell,
    /// A sentence has ended.
    Sentence,
    /// A bracket opens that closes where the line ends, or one has closed that began the line.
    Bracket,
}

/// A part of a line that may go while the rest stays.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub span: Span,
    pub border: Border,
    /// Its words, as indices into [`Line::words`].
    pub words: Range<usize>,
    /// True where it ends as a sentence does.
    pub stopped: bool,
}

/// A line that holds something.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Without its line end and surrounding white space.
    pub span: Span,
    /// With its line end.
    pub whole: Span,
    /// True where nothing stands in the line before.
    pub after_blank: bool,
    pub words: Vec<Word>,
    pub pieces: Vec<Piece>,
    /// True where it ends as a sentence does.
    pub stopped: bool,
}

impl Line {
    pub(super) fn words_of(&self, piece: &Piece) -> &[Word] {
        &self.words[piece.words.clone()]
    }

    /// Number of words, marks aside.
    pub(super) fn length(&self) -> usize {
        self.words.iter().filter(|word| !word.is(":") && !word.is("©")).count()
    }

    /// True where it can only be running text: a whole sentence, or very long.
    pub(super) fn is_body(&self) -> bool {
        let length = self.length();
        (self.stopped && length >= 9) || length >= 30
    }

    /// Pieces that a bar or the like sets apart, the first included.
    pub(super) fn cells(&self) -> usize {
        1 + self.pieces.iter().filter(|piece| piece.border == Border::Cell).count()
    }
}

/// The lines of a text that hold something.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut start, mut blank) = (0, true);
    for whole in text.split_inclusive('\n') {
        let (from, to) = (start, start + whole.len());
        start = to;
        let trimmed = whole.trim();
        if trimmed.is_empty() {
            blank = true;
            continue;
        }
        let begin = from + (whole.len() - whole.trim_start().len());
        let span = Span::new(begin, begin + trimmed.len());
        lines.push(line(text, span, Span::new(from, to), blank));
        blank = false;
    }
    lines
}

fn line(text: &str, span: Span, whole: Span, after_blank: bool) -> Line {
    let words = words_at(text, span);
    let pieces = pieces(text, span, &words);
    Line { stopped: stops(&text[span.start..span.end]), span, whole, after_blank, words, pieces }
}

/// The words of a text by itself.
pub(super) fn words(text: &str) -> Vec<Word> {
    words_at(text, Span::new(0, text.len()))
}

fn words_at(text: &str, span: Span) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut chars = text[span.start..span.end].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let start = span.start + at;
        let mut end = start + c.len_utf8();
        if matches!(c, ':' | '：' | '©') {
            let clock =
                c == ':' && words.last().is_some_and(|word| word.is("#") && word.span.end == start);
            if !(clock && chars.peek().is_some_and(|&(_, c)| c.is_numeric())) {
                let lower = if c == '©' { "©" } else { ":" };
                words.push(Word {
                    lower: lower.into(),
                    span: Span::new(start, end),
                    capital: false,
                });
            }
            continue;
        }
        if c == '#' {
            words.push(Word { lower: "#".into(), span: Span::new(start, end), capital: false });
            continue;
        }
        if !c.is_alphanumeric() {
            continue;
        }
        let mut lower = String::new();
        push_lower(&mut lower, c);
        while let Some(&(at, next)) = chars.peek() {
            let inner = next.is_alphanumeric()
                || is_mark_in_word(next)
                || (is_inner(next)
                    && text[span.start + at + next.len_utf8()..span.end]
                        .starts_with(char::is_alphanumeric));
            if !inner {
                break;
            }
            push_lower(&mut lower, next);
            end = span.start + at + next.len_utf8();
            chars.next();
        }
        let number = c.is_numeric();
        if number && words.last().is_some_and(|word| word.is("#")) {
            let last = words.len() - 1;
            words[last].span.end = end;
            continue;
        }
        let lower = if number { "#".into() } else { lower.into_boxed_str() };
        words.push(Word { lower, span: Span::new(start, end), capital: !c.is_lowercase() });
    }
    words
}

fn is_inner(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '"' | '״' | '׳')
}

/// Marks that are written on letters.
fn is_mark_in_word(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

fn push_lower(out: &mut String, c: char) {
    match c {
        '’' | 'ʼ' | '׳' => out.push('\''),
        '״' => out.push('"'),
        'ё' | 'Ё' => out.push('е'),
        'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
        c if is_mark_in_word(c) => {}
        c => out.extend(c.to_lowercase()),
    }
}

fn stops(text: &str) -> bool {
    text.trim_end_matches(is_closer).ends_with(['.', '!', '?', '…', '؟', '۔'])
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '”' | '“' | '’' | '‘' | '\'' | '»' | '«' | ')' | ']' | ' ' | '\u{a0}')
}

fn pieces(text: &str, span: Span, words: &[Word]) -> Vec<Piece> {
    let borders = borders(text, span);
    let mut pieces = Vec::with_capacity(borders.len());
    let mut word = 0;
    for (i, &(start, border)) in borders.iter().enumerate() {
        let end = borders.get(i + 1).map_or(span.end, |&(next, _)| next);
        let from = word;
        while words.get(word).is_some_and(|word| word.span.start < end) {
            word += 1;
        }
        let words = text[start..end].trim_end();
        pieces.push(Piece {
            span: Span::new(start, start + words.len()),
            border,
            words: from..word,
            stopped: stops(words),
        });
    }
    pieces
}

/// Where pieces of a line begin.
fn borders(text: &str, span: Span) -> Vec<(usize, Border)> {
    let line = &text[span.start..span.end];
    let mut borders = vec![(span.start, Border::Line)];
    let closing = bracket_at_end(line);
    let opening = bracket_at_start(line);
    let mut before: Option<char> = None;
    let mut stop: Option<usize> = None;
    let (mut spaces, mut word_length, mut before_at) = (0, 0, 0);
    for (at, c) in line.char_indices() {
        let at_byte = span.start + at;
        if c.is_whitespace() {
            spaces += if c == '\t' { 2 } else { 1 };
        } else {
            let new = if (Some(at) == closing && at > 0) || (before_at < opening && opening <= at) {
                Some(Border::Bracket)
            } else if matches!(c, '|' | '·' | '•' | '›' | '¦' | '｜' | '●' | '▪')
                || (matches!(c, '>' | '»' | '/' | '*')
                    && spaces > 0
                    && line[at + c.len_utf8()..].starts_with(' '))
                || (spaces >= 2 && stop.is_none())
            {
                Some(Border::Cell)
            } else if spaces > 0 && stop.is_some() && !c.is_lowercase() {
                Some(Border::Sentence)
            } else {
                None
            };
            if let Some(border) = new
                && at > 0
            {
                borders.push((at_byte, border));
            }
            // A full stop behind one letter or a number is an initial or an ordinal.
            stop = match c {
                '!' | '?' | '…' | '؟' | '۔' => Some(at),
                '.' if word_length > 1 && !before.is_some_and(char::is_numeric) => Some(at),
                '.' if before.is_some_and(is_closer) => Some(at),
                '.' if before.is_some_and(char::is_numeric) && word_length >= 3 => Some(at),
                c if is_closer(c) && stop.is_some() => stop,
                _ => None,
            };
            (spaces, before_at) = (0, at);
        }
        word_length = if c.is_alphanumeric() { word_length + 1 } else { 0 };
        before = Some(c);
    }
    borders
}

/// The byte behind the bracket that begins the line; 0 where none does.
fn bracket_at_start(line: &str) -> usize {
    let close = match line.chars().next() {
        Some('(') => ')',
        Some('[') => ']',
        _ => return 0,
    };
    line.find(close).map_or(0, |at| at + close.len_utf8())
}

/// Where the bracket opens that closes at the end of the line.
fn bracket_at_end(line: &str) -> Option<usize> {
    let body = line.trim_end_matches(['.', ' ', '"', '”']);
    let (open, close) = match body.chars().next_back()? {
        ')' => ('(', ')'),
        ']' => ('[', ']'),
        _ => return None,
    };
    let mut depth = 0_usize;
    for (at, c) in body.char_indices().rev() {
        if c == close {
            depth += 1;
        } else if c == open {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}
