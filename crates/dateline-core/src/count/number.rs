//! Numbers: digits and number words of a language, with the bounds that an indefinite word has.

use std::ops::Range;

use super::lexicon::{Bound, Hits, Lexicon, Meaning};
use crate::text::{Document, Token, TokenKind};

/// How many: at least, said, at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    pub(super) low: u64,
    pub(super) best: Option<u64>,
    pub(super) high: Option<u64>,
}

impl Quantity {
    /// A number said.
    pub(super) const fn exact(value: u64) -> Self {
        Self { low: value, best: Some(value), high: Some(value) }
    }

    /// What a qualifier makes of the number.
    pub(super) fn bounded(self, bound: Bound) -> Self {
        // Ten per cent less and more, in whole numbers inside these bounds.
        let less = |value: u64| value.saturating_mul(9).div_ceil(10);
        let more = |value: u64| value.saturating_mul(11) / 10;
        let said = self.best.unwrap_or(self.low);
        match bound {
            Bound::AtLeast => Self { high: None, ..self },
            Bound::MoreThan => Self { low: said.saturating_add(1), best: None, high: None },
            Bound::About if self.best.is_some() => {
                Self { low: less(said), best: self.best, high: Some(more(said)) }
            }
            Bound::Almost if self.best.is_some() => {
                Self { low: less(said), best: self.best, high: Some(said) }
            }
            Bound::About | Bound::Almost => self,
            Bound::UpTo => Self { low: 0, best: None, high: self.high },
            Bound::LessThan => Self { low: 0, best: None, high: Some(said.saturating_sub(1)) },
        }
    }

    /// The range that runs from this number to another, where that is greater.
    pub(super) fn up_to(self, other: Self) -> Option<Self> {
        let high = other.high?;
        (self.low < high).then_some(Self { low: self.low, best: None, high: Some(high) })
    }

    /// Both together.
    pub(super) fn plus(self, other: Self) -> Self {
        let add = |a: Option<u64>, b: Option<u64>| Some(a?.saturating_add(b?));
        Self {
            low: self.low.saturating_add(other.low),
            best: add(self.best, other.best),
            high: add(self.high, other.high),
        }
    }
}

/// The number that starts with token `at`, and its tokens.
pub(super) fn at(
    document: &Document,
    lexicon: &Lexicon,
    hits: &Hits,
    at: usize,
) -> Option<(Range<usize>, Quantity)> {
    let tokens = &document.tokens;
    let token = tokens.get(at)?;
    if let Some(hit) = hits.longest(at, |meaning| matches!(meaning, Meaning::Quantity { .. }))
        && let Meaning::Quantity { low, best, high } = hit.meaning
    {
        return Some((at..hit.end, Quantity { low, best, high }));
    }
    if let Some(hit) = hits.longest(at, |meaning| matches!(meaning, Meaning::Fraction(_))) {
        let multiplier = tokens.get(hit.end).and_then(|t| lexicon.multipliers.get(&t.lower));
        if let (Meaning::Fraction(fraction), Some(&multiplier)) = (hit.meaning, multiplier) {
            return Some((at..hit.end + 1, Quantity::exact(scaled(fraction, multiplier))));
        }
    }
    if hits.is(at, Meaning::Dual) {
        // The noun is the number, too: it begins where the number does.
        return Some((at..at, Quantity::exact(2)));
    }
    match token.kind {
        TokenKind::Number => digits(document, lexicon, at),
        TokenKind::Word => words(tokens, lexicon, hits, at),
        _ => None,
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
fn scaled(value: f64, multiplier: u64) -> u64 {
    (value * multiplier as f64).round() as u64
}

/// `30`, `1,400`, `1.2 million`, `10 000`.
fn digits(document: &Document, lexicon: &Lexicon, at: usize) -> Option<(Range<usize>, Quantity)> {
    let tokens = &document.tokens;
    let token = &tokens[at];
    let next = tokens.get(at + 1).filter(|next| next.sentence == token.sentence);
    if let Some(&multiplier) = next.and_then(|next| lexicon.multipliers.get(&next.lower)) {
        let value: f64 = token.lower.replace(&lexicon.decimal, ".").parse().ok()?;
        return Some((at..at + 2, Quantity::exact(scaled(value, multiplier))));
    }
    let value = integer(&token.lower, &lexicon.decimal)?;
    // A space between thousands.
    if let Some(next) = next.filter(|next| is_thousand(document, token, next)) {
        let low: u64 = next.lower.parse().ok()?;
        return Some((at..at + 2, Quantity::exact(value * 1000 + low)));
    }
    Some((at..at + 1, Quantity::exact(value)))
}

fn is_thousand(document: &Document, token: &Token, next: &Token) -> bool {
    let digits = |token: &Token| token.lower.bytes().all(|byte| byte.is_ascii_digit());
    let gap = &document.text[token.span.end..next.span.start];
    digits(token)
        && token.lower.len() <= 3
        && !token.lower.starts_with('0')
        && digits(next)
        && next.lower.len() == 3
        && gap.chars().count() == 1
        && gap.chars().all(|c| c.is_whitespace() && c != '\n')
}

/// A whole number in digits, with marks between its thousands but without decimals.
fn integer(word: &str, decimal: &str) -> Option<u64> {
    let mut groups = word.split(['.', ',', '\'', '٬']);
    let first = groups.next()?;
    let mut value: u64 = first.parse().ok()?;
    for group in groups {
        // "1,200" counts thousands also where a comma marks decimals: nobody counts thousandths.
        let decimals = word.contains(decimal) && (decimal != "," || first == "0");
        let separated = group.len() == 3 && first.len() <= 3 && !decimals;
        if !separated {
            return None;
        }
        value = value.checked_mul(1000)?.checked_add(group.parse().ok()?)?;
    }
    Some(value)
}

/// `two hundred and fifty`, `a dozen`, `siebenundzwanzig`.
fn words(
    tokens: &[Token],
    lexicon: &Lexicon,
    hits: &Hits,
    at: usize,
) -> Option<(Range<usize>, Quantity)> {
    let sentence = tokens[at].sentence;
    let (mut total, mut current, mut end) = (0_u64, 0_u64, at);
    if hits.is(at, Meaning::Article) {
        let next = tokens.get(at + 1).filter(|next| next.sentence == sentence);
        if next.is_some_and(|next| lexicon.multipliers.contains_key(&next.lower)) {
            (current, end) = (1, at + 1);
        }
    }
    while let Some(token) = tokens.get(end).filter(|token| token.sentence == sentence) {
        let multiplier = lexicon.multipliers.get(&token.lower).copied();
        let alone = lexicon.joined_tens && (end == at || joined(tokens, hits, end));
        if current == 0 && alone && multiplier.is_some() {
            current = 1;
        }
        if let Some(multiplier) = multiplier.filter(|_| current > 0) {
            if multiplier <= 100 && !(lexicon.joined_tens && current % 100 >= 10) {
                current = current.saturating_mul(multiplier);
            } else {
                total = total.saturating_add(current.saturating_mul(multiplier));
                current = 0;
            }
        } else if let Some(value) = word_value(&token.lower, lexicon) {
            let fits = current == 0
                || (lexicon.joined_tens && fits_joined(tokens, hits, end, current, value))
                || (current % 100 == 0 && value < 100)
                || (current % 100 >= 20 && current % 10 == 0 && value < 10);
            if !fits || (end > at && current == 0 && total == 0) {
                break;
            }
            // "mille deux cents": a thousand alone stands before its hundreds.
            if multiplier.is_some() && value >= 1000 {
                total = total.saturating_add(value);
            } else {
                current += value;
            }
        } else if joins_tens(tokens, lexicon, hits, end, sentence, current)
            || end > at && joins_hundreds(tokens, lexicon, hits, end, sentence, total, current)
        {
            // "treinta y seis", "two hundred and six": joined with the next word.
        } else {
            break;
        }
        end += 1;
    }
    let value = total.saturating_add(current);
    (end > at && value > 0).then(|| (at..end, Quantity::exact(value)))
}

/// True where a word joins tens and ones: "treinta y seis".
fn joins_tens(
    tokens: &[Token],
    lexicon: &Lexicon,
    hits: &Hits,
    at: usize,
    sentence: usize,
    current: u64,
) -> bool {
    hits.is(at, Meaning::TensJoin)
        && current % 100 >= 20
        && current.is_multiple_of(10)
        && tokens.get(at + 1).is_some_and(|next| {
            next.sentence == sentence
                && word_value(&next.lower, lexicon).is_some_and(|value| value < 10)
        })
}

/// True where a word joins what stands before it with a smaller number: "two hundred and six", and
/// in languages that join all parts so.
fn joins_hundreds(
    tokens: &[Token],
    lexicon: &Lexicon,
    hits: &Hits,
    at: usize,
    sentence: usize,
    total: u64,
    current: u64,
) -> bool {
    let Some(next) = tokens.get(at + 1).filter(|next| next.sentence == sentence) else {
        return false;
    };
    let value = word_value(&next.lower, lexicon);
    let multiplier = lexicon.multipliers.get(&next.lower).copied();
    let every_part = lexicon.joined_tens
        && (value.is_some_and(|value| is_joinable(total, current, value))
            || multiplier.is_some_and(|size| current == 0 && size < total));
    let round = current >= 100 && current.is_multiple_of(100) || current == 0 && total > 0;
    hits.is(at, Meaning::NumberJoin)
        && (every_part
            || round && value.is_some_and(|value| value < 100) && hits.at(at + 1).is_empty())
}

/// True where "and" stands before a word.
fn joined(tokens: &[Token], hits: &Hits, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        tokens[before].sentence == tokens[at].sentence && hits.is(before, Meaning::NumberJoin)
    })
}

/// "Five and twenty", "twenty and five", "hundred and three": whether "and" adds the value.
fn is_joinable(total: u64, current: u64, value: u64) -> bool {
    let (units, tens) = (current % 10, current % 100);
    let is_tens = value.is_multiple_of(10) && (20..100).contains(&value);
    match current {
        0 => total > 0 && value < 1000,
        _ if tens == 0 => value < 100,
        _ if tens < 10 => is_tens,
        _ => units == 0 && value < 10,
    }
}

/// True where a word goes on with the number before it: joined by "and", or "three ten".
fn fits_joined(tokens: &[Token], hits: &Hits, at: usize, current: u64, value: u64) -> bool {
    if joined(tokens, hits, at) {
        is_joinable(1, current, value)
    } else {
        value == 10 && (1..10).contains(&(current % 100))
    }
}

/// The value of one word: in the list, hyphened ("twenty-seven"), or glued ("siebenundzwanzig").
fn word_value(word: &str, lexicon: &Lexicon) -> Option<u64> {
    if let Some(&value) = lexicon.cardinals.get(word) {
        return Some(value);
    }
    if let Some((tens, unit)) = word.split_once('-') {
        let (tens, unit) = (lexicon.cardinals.get(tens)?, lexicon.cardinals.get(unit)?);
        return (*tens >= 20 && *tens % 10 == 0 && *unit < 10).then_some(tens + unit);
    }
    glued(word, lexicon, lexicon.glue.as_deref()?)
}

/// A number written as one word: multipliers within it, then unit, joint and tens.
fn glued(word: &str, lexicon: &Lexicon, joint: &str) -> Option<u64> {
    if word.len() < 6 || word.len() > 60 || !lexicon.may_be_glued(word) {
        return None;
    }
    let (mut value, mut rest) = (0, word);
    for (multiplier, size) in &lexicon.glued {
        let Some((before, behind)) = rest.split_once(&**multiplier) else { continue };
        let times = if before.is_empty() { 1 } else { part(before, lexicon, joint)? };
        value += times * size;
        rest = behind;
        if rest.is_empty() {
            return Some(value);
        }
    }
    let unit = rest.strip_prefix(joint).and_then(|rest| lexicon.cardinals.get(rest).copied());
    Some(value + unit.or_else(|| part(rest, lexicon, joint))?)
}

/// A piece of a glued number below a thousand.
fn part(word: &str, lexicon: &Lexicon, joint: &str) -> Option<u64> {
    if let Some(&value) = lexicon.cardinals.get(word) {
        return Some(value);
    }
    let hundred = lexicon.glued.iter().find(|(_, size)| *size == 100);
    if let Some((before, behind)) = hundred.and_then(|(hundred, _)| word.split_once(&**hundred)) {
        let times = if before.is_empty() { 1 } else { *lexicon.cardinals.get(before)? };
        let behind = if behind.is_empty() { 0 } else { part(behind, lexicon, joint)? };
        return Some(times * 100 + behind);
    }
    let (unit, tens) = word.split_once(joint)?;
    let (unit, tens) = (lexicon.cardinals.get(unit)?, lexicon.cardinals.get(tens)?);
    (*unit < 10 && *tens >= 20).then_some(unit + tens)
}
