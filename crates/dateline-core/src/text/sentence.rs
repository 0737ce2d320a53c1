//! Sentences: where a statement ends, in pages whose lines break anywhere.

use super::{Sentence, Span, Token, TokenKind};
use crate::language::LanguagePack;
use crate::record::Part;

/// Tokens after which a sentence ends whatever stands there. No writer makes a statement that long;
/// a text without full stops would otherwise be one sentence, and every later step that looks at
/// the words of a sentence together would take time without bounds.
const LONGEST: usize = 500;

/// Closing quotes and brackets behind a full stop that still belong to it.
const CLOSING: usize = 8;

/// How the white space between two tokens breaks the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

/// Splits tokens into sentences and writes its sentence into each token.
pub(super) fn split(
    text: &str,
    tokens: &mut [Token],
    headline: Option<Span>,
    caseless: bool,
    pack: &LanguagePack,
) -> Vec<Sentence> {
    let wrapped = is_wrapped(text);
    // Where nobody writes capitals, a small letter does not say that a sentence goes on.
    let caseless =
        caseless || tokens.iter().filter(|token| token.capital).count() * 100 <= tokens.len();
    let mut sentences: Vec<Sentence> = Vec::new();
    let (mut start, mut paragraph) = (0, 0);
    for i in 0..tokens.len() {
        let gap = tokens
            .get(i + 1)
            .map_or(Gap::Paragraph, |next| gap(&text[tokens[i].span.end..next.span.start]));
        let headline_ends = headline.is_some_and(|h| {
            tokens[i].span.end <= h.end && tokens.get(i + 1).is_none_or(|t| t.span.start >= h.end)
        });
        let endless = i + 1 - start >= LONGEST;
        if !headline_ends && !endless && !ends(tokens, i, gap, wrapped, caseless, pack) {
            continue;
        }
        let span = Span::new(tokens[start].span.start, tokens[i].span.end);
        let part = match headline {
            Some(headline) if headline.contains(span) => Part::Headline,
            _ => Part::Body,
        };
        for token in &mut tokens[start..=i] {
            token.sentence = sentences.len();
        }
        sentences.push(Sentence { span, tokens: start..i + 1, paragraph, part });
        start = i + 1;
        paragraph += usize::from(gap == Gap::Paragraph || (gap == Gap::Line && !wrapped));
    }
    sentences
}

/// True where a sentence ends with token `i`.
fn ends(
    tokens: &[Token],
    i: usize,
    gap: Gap,
    wrapped: bool,
    caseless: bool,
    pack: &LanguagePack,
) -> bool {
    let Some(next) = tokens.get(i + 1) else { return true };
    if closes_apart(tokens, i + 1) {
        return false;
    }
    let opens = next.is_mark("\"“„«‘'([»”¿¡") || next.kind == TokenKind::Number;
    let fresh = opens || next.capital || next.is_mark("•-–—*·") || (caseless && next.is_word());
    let end = closing_mark(tokens, i);
    match gap {
        Gap::None => false,
        // Two line ends break, unless a sentence plainly goes on: no full stop, then a small letter.
        Gap::Paragraph => end.is_some() || fresh || !next.is_word(),
        Gap::Line if !wrapped => end.is_some_and(|e| !is_abbreviation(tokens, e, pack)) || fresh,
        Gap::Line | Gap::Space => end.is_some_and(|end| {
            fresh && !is_abbreviation(tokens, end, pack) && !continues(tokens, end, i, pack)
        }),
    }
}

/// The mark that ends a sentence at token `i`: itself, or in front of closing quotes and brackets.
fn closing_mark(tokens: &[Token], i: usize) -> Option<usize> {
    let mut at = i;
    while at > 0
        && at + CLOSING > i
        && tokens[at].is_mark("\"”“»’')]«")
        && (tokens[at - 1].span.end == tokens[at].span.start || closes_apart(tokens, at))
    {
        at -= 1;
    }
    let token = &tokens[at];
    let ends =
        token.is_mark(".!?…。؟۔") || (token.kind == TokenKind::Word && token.lower.ends_with('.'));
    ends.then_some(at)
}

/// True where a quotation closes with a space before its mark, as in French (« … »).
fn closes_apart(tokens: &[Token], at: usize) -> bool {
    let Some(mark) = tokens.get(at).filter(|mark| mark.is_mark("»”")) else { return false };
    at > 0
        && tokens[at - 1].span.end < mark.span.start
        && tokens
            .get(at + 1)
            .is_none_or(|next| next.span.start > mark.span.end || next.is_mark(".,;:!?)"))
}

/// True where the full stop at `at` belongs to an abbreviation, an initial or an ordinal.
fn is_abbreviation(tokens: &[Token], at: usize, pack: &LanguagePack) -> bool {
    let token = &tokens[at];
    let next = tokens.get(at + 1);
    if token.kind == TokenKind::Word {
        // An acronym with its points ends a sentence only before a word that opens one.
        return !next.is_some_and(|next| pack.words.opens_sentence(&next.lower))
            || pack.language.is_abbreviation(token.lower.trim_end_matches('.'));
    }
    if !token.is_mark(".") || at == 0 || tokens[at - 1].span.end != token.span.start {
        return false;
    }
    let before = &tokens[at - 1];
    let letter = |token: &Token| token.kind == TokenKind::Word && token.lower.chars().count() == 1;
    // "z. B.", "т. д."
    if letter(before)
        && next.is_some_and(letter)
        && tokens.get(at + 2).is_some_and(|point| point.is_mark("."))
    {
        return true;
    }
    match before.kind {
        TokenKind::Word if pack.language.number_abbreviations.contains(&*before.lower) => {
            next.is_some_and(|next| next.kind == TokenKind::Number)
        }
        TokenKind::Word => {
            let initial = before.lower.chars().count() == 1 && before.capital;
            (initial || pack.language.is_abbreviation(&before.lower))
                && !opens_anew(tokens, at + 1, pack)
        }
        TokenKind::Number => {
            pack.language.ordinal_point
                && before.lower.len() <= 2
                && next.is_some_and(|next| !pack.words.opens_sentence(&next.lower))
        }
        _ => false,
    }
}

/// True where a word such as "The" stands, which opens a sentence but is no name behind a title.
fn opens_anew(tokens: &[Token], at: usize, pack: &LanguagePack) -> bool {
    pack.language.has_case
        && tokens.get(at).is_some_and(|next| next.capital && pack.words.opens_sentence(&next.lower))
        && !tokens.get(at + 1).is_some_and(|point| point.is_mark("."))
}

/// True where a quotation that ends with `!` or `?` is followed by its own attribution.
fn continues(tokens: &[Token], end: usize, i: usize, _pack: &LanguagePack) -> bool {
    end < i
        && !tokens[end].is_mark(".")
        && tokens.get(i + 1).is_some_and(|next| !next.capital && next.kind == TokenKind::Word)
}

fn gap(between: &str) -> Gap {
    match between.matches('\n').count() {
        _ if between.is_empty() => Gap::None,
        0 => Gap::Space,
        1 => Gap::Line,
        _ => Gap::Paragraph,
    }
}

/// True where lines are broken at a column, as on old wires and in plain-text mail: most lines
/// that are followed by another have no full stop, and the next line's first word would not have
/// fitted on them.
fn is_wrapped(text: &str) -> bool {
    let length = |line: &str| line.trim().chars().count();
    let width = text.lines().map(length).filter(|length| *length <= 100).max().unwrap_or(0);
    let (mut full, mut all) = (0, 0);
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(next) =
            lines.peek().filter(|next| !next.trim().is_empty() && !line.trim().is_empty())
        else {
            continue;
        };
        all += 1;
        let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
        let broken = (45..=100).contains(&length(line)) && length(line) + 1 + word + 6 > width;
        full += usize::from(broken && !line.trim_end().ends_with(['.', '!', '?', ':', '”', '"']));
    }
    all >= 3 && full * 2 > all
}
