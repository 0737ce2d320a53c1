//! The publication date that a page states in its own words.
//!
//! Three places are believed: a line that says so ("Published: 3 March 2025"), a wire's dateline
//! at the head of the story ("KABUL, 4 FEB 90 (AFP) --"), and a short line at the top of the page
//! that is little more than a date ("12 July 2025 | 3 min read"). A date in a sentence is never one.

use jiff::civil::Date;

use super::Anchor;
use super::calendar::Stretch;
use super::lexicon::{Lexicon, kind};
use super::piece::Pieces;
use super::resolve::Resolver;
use super::rule::{self, Found, Means};
use crate::Rule;
use crate::record::PublishedBasis;

/// How many lines of a page's top may carry a bare date line.
const TOP: usize = 12;
/// Longest line, in bytes, that is looked at for a date line.
const LINE: usize = 200;
/// Most words that a bare date line has beside its date.
const OTHER_WORDS: usize = 8;
/// Most pieces before the date of a wire's dateline: place, country, perhaps a reporter.
const BEFORE_DATELINE: usize = 10;

/// The publication date that a page states in its own words: a date line, or a wire's dateline.
/// `raw` is the text before its debris was taken off. Never guessed: none where no year is said.
///
/// ```
/// use dateline_core::language::LanguagePack;
/// use dateline_core::time::published;
/// let pack = LanguagePack::get("de").unwrap();
/// let (day, ..) = published("Vier Tote\nVeröffentlicht am 3. März 2025\n…", &pack.time).unwrap();
/// assert_eq!(day, jiff::civil::date(2025, 3, 3));
/// ```
#[must_use]
pub fn published(raw: &str, lexicon: &Lexicon) -> Option<(Date, PublishedBasis, Rule)> {
    let mut best: Option<(u8, Date)> = None;
    let lines = raw.lines().map(str::trim).filter(|line| !line.is_empty());
    for (number, line) in lines.enumerate() {
        let Some((rank, day)) = line_date(line, number, lexicon) else { continue };
        if best.is_none_or(|(other, _)| rank < other) {
            best = Some((rank, day));
        }
        if rank == 0 {
            break;
        }
    }
    let (rank, day) = best?;
    let name =
        ["date-line", "dateline", "bare-date-line", "updated-line"][usize::from(rank.min(3))];
    Some((day, PublishedBasis::Dateline, format!("{}.{name}", lexicon.prefix).into()))
}

/// The date of a line with its rank: 0 the line says so, 1 a dateline, 2 a bare date, 3 an update.
fn line_date(line: &str, number: usize, lexicon: &Lexicon) -> Option<(u8, Date)> {
    let head = head(line);
    if !head.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let pieces = Pieces::of_line(head, lexicon);
    let (found, day) = full_date(&pieces, lexicon)?;
    let says = |cues: &[Box<str>]| {
        let words: Vec<&str> =
            pieces.pieces[..found.words.start].iter().map(|piece| &*piece.lower).collect();
        cues.iter().any(|cue| {
            let cue: Vec<&str> = cue.split_whitespace().collect();
            words.windows(cue.len()).rev().take(5).any(|window| window == cue)
        })
    };
    let short = line.len() <= LINE;
    if short && says(&lexicon.published.other) {
        return None;
    }
    if short && !is_sentence(line) {
        if says(&lexicon.published.cues) {
            return Some((0, day));
        }
        let updated = &lexicon.published.updated;
        let closes = pieces
            .pieces
            .last()
            .is_some_and(|last| updated.iter().any(|word| **word == *last.lower));
        if closes || says(updated) {
            return Some((3, day));
        }
    }
    if number < TOP && is_dateline(&pieces, &found) {
        return Some((1, day));
    }
    let words = pieces.pieces.iter().filter(|piece| !piece.mark).count();
    let bare = short && !is_sentence(line) && words <= found.words.len() + OTHER_WORDS;
    (number < TOP && bare && bounded(&pieces, &found, lexicon)).then_some((2, day))
}

/// The beginning of a line, cut at a character.
fn head(line: &str) -> &str {
    let mut end = line.len().min(LINE);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    &line[..end]
}

fn is_sentence(line: &str) -> bool {
    line.len() > 60 && line.ends_with(['.', '!', '?', '…', '”', '"', '»'])
}

/// The first day of a line that is stated with its year.
fn full_date(pieces: &Pieces<'_>, lexicon: &Lexicon) -> Option<(Found, Date)> {
    let rows = rule::rows(pieces, lexicon);
    let mut resolver = Resolver::new(pieces, lexicon, &rows, Anchor::default());
    rows.iter().enumerate().find_map(|(at, found)| {
        if lexicon.rules[found.rule].means != Means::Date {
            return None;
        }
        match resolver.resolve(found, at)?.sense.stretch? {
            Stretch::Day(day) => Some((found.clone(), day)),
            _ => None,
        }
    })
}

/// "KABUL, 4 FEB 90 (AFP) --", "Bamako, 3 May 2019 (Sahel Monitor).", "LIMA, 14 May 2001 —".
fn is_dateline(pieces: &Pieces<'_>, found: &Found) -> bool {
    let before = &pieces.pieces[..found.words.start];
    let place =
        before.first().is_some_and(|piece| piece.capital) && before.len() <= BEFORE_DATELINE;
    let parted = before
        .last()
        .is_some_and(|piece| matches!(&*piece.lower, "," | "." | "-" | "–" | "—" | "("));
    let behind = pieces.get(found.words.end).is_some_and(|piece| {
        matches!(&*piece.lower, "(" | "-" | "–" | "—" | "/" | ":" | ")" | ".")
    });
    place && parted && behind
}

/// True where the date is set off from the words beside it, as in a byline: at an end of the
/// line, beside a mark, or before a clock time.
fn bounded(pieces: &Pieces<'_>, found: &Found, lexicon: &Lexicon) -> bool {
    let before = found.words.start.checked_sub(1).and_then(|at| pieces.get(at));
    let counted = before.is_some_and(|piece| matches!(&*piece.lower, "-" | "–" | "—"))
        && found
            .words
            .start
            .checked_sub(2)
            .and_then(|at| pieces.get(at))
            .is_some_and(|piece| piece.number);
    if counted {
        return false;
    }
    let article = before
        .is_some_and(|piece| lexicon.published.articles.contains(&piece.lower.as_ref().into()));
    let before = if article {
        found.words.start.checked_sub(2).and_then(|at| pieces.get(at))
    } else {
        before
    };
    let left = before.is_none_or(|piece| piece.mark);
    let behind = pieces.get(found.words.end);
    let clock = (found.words.end..found.words.end + 2).any(|at| {
        pieces.labels(at).iter().any(|label| matches!(label.kind, kind::CLOCK | kind::POINT_CLOCK))
    });
    (left && behind.is_none_or(|piece| piece.mark)) || clock
}
