//! Tokens: words, numbers and marks.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::{Class, Span};
use crate::language::LanguagePack;
use crate::language::clitics::Part;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner hyphens, points of an acronym, digits behind letters.
    Word,
    /// Begins with a digit: `30`, `1.400`, `8th`, `65-year-old`, `12:30`.
    Number,
    /// A possessive ending that stands behind a word: `’s`, `'`.
    Possessive,
    /// Anything else, one character each.
    Mark,
}

/// A word, a number or a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Lower case, typographic apostrophes and hyphens made plain: what word lists are matched on.
    pub lower: Box<str>,
    /// The classes of function word that it may belong to.
    pub class: Class,
    /// True where the first letter is a capital.
    pub capital: bool,
    /// Index of its sentence.
    pub sentence: usize,
}

impl Token {
    /// True where the token is this word, in lower case.
    #[must_use]
    pub fn is(&self, word: &str) -> bool {
        &*self.lower == word
    }

    /// True where the token is a word or a number.
    #[must_use]
    pub fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }

    /// True of a word that has lost its vowel before the next: "l'", "d'".
    #[must_use]
    pub fn is_elided(&self) -> bool {
        self.kind == TokenKind::Word && self.lower.ends_with('\'')
    }

    /// True where the token is one of these marks.
    #[must_use]
    pub fn is_mark(&self, marks: &str) -> bool {
        self.kind == TokenKind::Mark && marks.contains(&*self.lower)
    }
}

/// Splits a text into tokens; their sentence is set later.
pub(super) fn split(text: &str, pack: &LanguagePack) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() || is_invisible(c) {
            continue;
        }
        let rest = &text[start..];
        let (kind, length) = if c.is_ascii_digit() || c.is_numeric() {
            (TokenKind::Number, number_length(rest))
        } else if c.is_alphabetic() {
            (TokenKind::Word, elided_length(rest, pack).unwrap_or_else(|| word_length(rest)))
        } else if is_apostrophe(c) && follows_word(&tokens, start) {
            match possessive_length(rest) {
                0 => (TokenKind::Mark, c.len_utf8()),
                length => (TokenKind::Possessive, length),
            }
        } else {
            (TokenKind::Mark, c.len_utf8())
        };
        let mut end = start + length;
        // "כ-18,000", ב"מאות": a number or a quotation behind a preposition is its own token. The
        // quotation mark of an abbreviation stands before its last letter.
        if kind == TokenKind::Word
            && let Some(at) = text[start..end].find(|c: char| c.is_numeric() || c == '"')
            && (!text[start + at..].starts_with('"') || text[start + at..end].chars().count() > 3)
            && pack.clitics.is_prefix(&lower(&text[start..start + at]))
        {
            end = start + at;
        }
        while chars.peek().is_some_and(|&(at, _)| at < end) {
            chars.next();
        }
        let mut lower = lower(&text[start..end]);
        if kind == TokenKind::Word && lower.ends_with('-') {
            lower = lower.trim_end_matches('-').into();
        }
        if kind == TokenKind::Word
            && let Some(parts) = pack.clitics.cut(&lower)
        {
            apart(text, start..end, parts, pack, &mut tokens);
            continue;
        }
        let class = match kind {
            TokenKind::Word => pack.words.class(&lower),
            _ => Class::default(),
        };
        tokens.push(Token {
            span: Span::new(start, end),
            kind,
            lower,
            class,
            capital: c.is_uppercase(),
            sentence: 0,
        });
    }
    tokens
}

/// A word with what is written together with it, as tokens of their own.
fn apart(
    text: &str,
    word: std::ops::Range<usize>,
    parts: Vec<Part>,
    pack: &LanguagePack,
    tokens: &mut Vec<Token>,
) {
    let mut start = word.start;
    let last = parts.len().saturating_sub(1);
    for (at, part) in parts.into_iter().enumerate() {
        // The marks above a letter and a hyphen go with the letters before them.
        let rest = text[start..word.end].char_indices().filter(|&(_, c)| written(c));
        let length = rest.map(|(at, _)| at).nth(part.letters);
        let end = length.filter(|_| at < last).map_or(word.end, |length| start + length);
        let number = part.lower.starts_with(|c: char| c.is_ascii_digit());
        tokens.push(Token {
            span: Span::new(start, end),
            kind: if number { TokenKind::Number } else { TokenKind::Word },
            class: if number { Class::default() } else { pack.words.class(&part.lower) },
            lower: part.lower,
            capital: text[start..end].chars().next().is_some_and(char::is_uppercase),
            sentence: 0,
        });
        start = end;
    }
}

/// True of a character that [`lower`] keeps and that is no hyphen.
fn written(c: char) -> bool {
    !is_invisible(c)
        && !is_combining(c)
        && !matches!(c, '-' | '‐' | '‑' | '–' | '\u{5be}' | '\u{640}')
}

/// Lower case with plain apostrophes and hyphens and without soft hyphens and accents' variants;
/// Arabic and Hebrew without vowel signs, with one form for the letters that writers confuse, and
/// with digits as all others write them.
pub(crate) fn lower(word: &str) -> Box<str> {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '’' | '‘' | 'ʼ' | '`' | '´' | '\u{5f3}' => out.push('\''),
            '‐' | '‑' | '–' | '\u{5be}' => out.push('-'),
            '\u{5f4}' => out.push('"'),
            c if is_invisible(c) => {}
            '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{610}'..='\u{6ff}' => {
                out.extend(script(c));
            }
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
    out.into_boxed_str()
}

/// The letters without their accents and other marks, all else as it is.
pub(crate) fn unaccented(text: &str) -> String {
    text.nfkd().filter(|&c| !is_combining_mark(c)).collect()
}

/// A letter, sign or digit of Arabic or Hebrew as words are matched: alef is alef with and without
/// hamza, the feminine ending is written as ha, alef maqsura as ya, and vowel signs are not written.
fn script(c: char) -> Option<char> {
    let plain = match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ة' => 'ه',
        'ى' | 'ئ' | 'ی' => 'ي',
        'ؤ' => 'و',
        'ک' => 'ك',
        '٫' => '.',
        '٬' => ',',
        '\u{640}' => return None,
        c if is_combining(c) => return None,
        '٠'..='٩' | '۰'..='۹' => {
            let digit = (c as u32) & 0xf;
            char::from_digit(digit, 10)?
        }
        c => c,
    };
    Some(plain)
}

/// Zero-width and directional marks, which no reader sees.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

fn follows_word(tokens: &[Token], start: usize) -> bool {
    tokens.last().is_some_and(|token| token.is_word() && token.span.end == start)
}

/// Length of `’s` or a bare `’` behind a word, 0 where the mark closes a quotation or opens a word.
fn possessive_length(rest: &str) -> usize {
    let mut chars = rest.char_indices();
    let Some((_, quote)) = chars.next() else { return 0 };
    match (chars.next(), chars.next()) {
        (Some((_, 's' | 'S')), after) if after.is_none_or(|(_, c)| !c.is_alphanumeric()) => {
            quote.len_utf8() + 1
        }
        (Some((_, c)), _) if c.is_whitespace() => quote.len_utf8(),
        _ => 0,
    }
}

/// A word runs over letters, digits and combining marks, over a hyphen or an apostrophe between
/// letters (`Al-Aqsa`, `Jama'at`, but not the possessive `'s`), and over the points of an acronym.
fn word_length(rest: &str) -> usize {
    let chars: Vec<(usize, char)> = rest.char_indices().take(80).collect();
    let at = |i: usize| chars.get(i).map(|&(_, c)| c);
    let letter = |i: usize| at(i).is_some_and(|c| c.is_alphanumeric() || is_combining(c));
    let mut i = 0;
    while let Some(c) = at(i) {
        let inner = match c {
            '-' | '‐' | '‑' | '\u{5be}' => letter(i + 1),
            c if is_apostrophe(c) => {
                letter(i + 1) && !(matches!(at(i + 1), Some('s' | 'S')) && !letter(i + 2))
            }
            '.' => is_acronym_point(&chars, i),
            '\u{5f3}' | '\u{5f4}' | '"' => is_hebrew(at(i.wrapping_sub(1))) && is_hebrew(at(i + 1)),
            c => c.is_alphanumeric() || is_combining(c) || is_invisible(c),
        };
        if !inner {
            break;
        }
        i += 1;
    }
    chars.get(i).map_or_else(|| chars.last().map_or(0, |&(at, c)| at + c.len_utf8()), |&(at, _)| at)
}

/// Length of a short word that has lost its vowel before the next, with its apostrophe: `l’` in
/// "l’armée", `qu'` in "qu'on". None where the language has none, or no vowel follows ("N'Djamena").
fn elided_length(rest: &str, pack: &LanguagePack) -> Option<usize> {
    let language = &pack.language;
    if language.elisions.is_empty() {
        return None;
    }
    let (at, mark) =
        rest.char_indices().take(LONGEST_ELISION).find(|&(_, c)| !c.is_alphabetic())?;
    let end = at + mark.len_utf8();
    let vowel = rest[end..].chars().next()?.to_lowercase().next()?;
    let elided = is_apostrophe(mark)
        && language.elides_before.contains(vowel)
        && language.elisions.contains(&*lower(&rest[..at]));
    elided.then_some(end)
}

/// More letters than any word before an elision has.
const LONGEST_ELISION: usize = 10;

/// `U.S.`, `a.m.`, `z.B.`: single letters, each with its point, at least two of them.
fn is_acronym_point(chars: &[(usize, char)], i: usize) -> bool {
    let single = |i: usize| {
        chars.get(i).is_some_and(|&(_, c)| c.is_alphabetic())
            && (i == 0 || chars.get(i - 1).is_some_and(|&(_, c)| c == '.'))
    };
    i > 0
        && single(i - 1)
        && ((single(i + 1) && chars.get(i + 2).is_none_or(|&(_, c)| !c.is_alphanumeric()))
            || (i > 1
                && chars[i - 2].1 == '.'
                && chars.get(i + 1).is_none_or(|&(_, c)| !c.is_alphanumeric())))
}

fn is_hebrew(c: Option<char>) -> bool {
    c.is_some_and(|c| ('\u{590}'..='\u{5ff}').contains(&c))
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// A number runs over digits, over a separator between digits and over letters behind a digit.
fn number_length(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let inner = match c {
            '.' | ',' | ':' | '\u{66b}' | '\u{66c}' => next.is_some_and(char::is_numeric),
            '-' | '‑' => next.is_some_and(char::is_alphabetic),
            c => c.is_alphanumeric(),
        };
        if !inner {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}
