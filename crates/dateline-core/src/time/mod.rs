//! Time expressions and the days they mean.
//!
//! A report counts time from its own day: "Tuesday" is the last Tuesday before it, "last week" the
//! week before its week. Where that day is not known, no calendar date comes out of such words;
//! what stays is how exact they are. A year that is not said stays unknown (`XXXX-10-07`) unless
//! the report's day or another place in the text gives it.
//!
//! The way of an expression: [`piece`] cuts compounds and says which kinds of word stand where,
//! [`rule`] finds the longest rows of them, [`resolve`] works out the stretch of the [`calendar`]
//! ([`dates`] for days and months, [`hours`] for what lies within a day, [`holiday`] for named days),
//! with [`tense`] telling coming days from past ones, and [`range`] joins what stands between
//! "from" and "to". All words and rows are in `data/lang/<code>/time.toml`.

mod calendar;
mod dates;
mod holiday;
mod hours;
mod lexicon;
mod piece;
mod published;
mod range;
mod resolve;
mod resolved;
mod rule;
mod tense;
#[cfg(test)]
mod tests;
mod timex;

use jiff::civil::Weekday;

use crate::Rule;
use crate::record::TimePrecision;
use crate::text::{Document, Span};

pub use calendar::{DayPart, Stretch, Unit};
pub use lexicon::Lexicon;
pub use published::published;
pub use timex::{Timex, timex};

/// How values are said to have been worked out, in [`TimeMention::basis`].
mod basis {
    pub const STATED: &str = "stated";
    pub const REPORT: &str = "report date";
    pub const WEEKDAY_BEFORE: &str = "weekday before report date";
    pub const WEEKDAY_AFTER: &str = "weekday after report date";
    pub const YEAR: &str = "year from report date";
    pub const OTHER_YEAR: &str = "year of another date in the report";
    pub const WEEKDAY_YEAR: &str = "the year in which the day is that weekday";
    pub const OFFICE: &str = "the year that weekday and offices held leave";
    pub const EVENT_START: &str = "the day that the report gives for the start";
    pub const NARRATIVE: &str = "earlier time in the report";
    pub const UNKNOWN: &str = "relative to an unknown report date";
}

/// What relative expressions are counted from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Anchor {
    /// The day of publication, where it is known.
    pub published: Option<jiff::civil::Date>,
    /// The first and last day on which the report may have been written, where something says so: who
    /// holds which office in it ([`crate::actor::days`]). Asked only where no day is known.
    pub between: Option<(jiff::civil::Date, jiff::civil::Date)>,
}

/// What kind of expression it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeKind {
    /// A day, week, month or year, or a part of a day.
    Point,
    /// From, until or between.
    Interval,
    /// "for three days", which is no date.
    Duration,
    /// "every Friday".
    Set,
}

/// A number of units; the number is none where it is not said ("several days").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// How many.
    pub count: Option<i32>,
    /// Of what.
    pub unit: Unit,
}

/// Which end of a stretch is meant: "early May", "Mitte Mai", "Ende Mai".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Edge {
    Start,
    Middle,
    End,
}

impl Edge {
    fn at(index: i32) -> Option<Self> {
        [Self::Start, Self::Middle, Self::End].get(usize::try_from(index).ok()?).copied()
    }
}

/// A time that is only named as past, present or future: "recently", "now", "soon".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Reference {
    Past,
    Present,
    Future,
}

/// The clock that a time of day is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// "local time": that of the place where it happened.
    Local,
    /// So many minutes ahead of Greenwich.
    Minutes(i32),
}

impl Zone {
    /// What stands for [`Zone::Local`] in the word lists.
    const LOCAL: i32 = i32::MAX;

    fn at(value: i32) -> Self {
        if value == Self::LOCAL { Self::Local } else { Self::Minutes(value) }
    }
}

/// What an expression says, as far as it says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sense {
    /// The stretch of the calendar.
    pub stretch: Option<Stretch>,
    /// The part of the day.
    pub part: Option<DayPart>,
    /// The time of day, in minutes from midnight.
    pub clock: Option<i32>,
    /// The clock that it is told by, where that is said.
    pub zone: Option<Zone>,
    /// The end of the stretch that is meant.
    pub edge: Option<Edge>,
    /// A duration, or how far back or ahead.
    pub amount: Option<Amount>,
    /// The unit that the expression is as exact as, where no stretch follows.
    pub unit: Option<Unit>,
    /// The weekday, where no stretch follows or for a set.
    pub weekday: Option<Weekday>,
    /// Past, present or future where nothing else is said.
    pub reference: Option<Reference>,
}

/// A time expression and what it means.
#[derive(Clone, Debug)]
pub struct TimeMention {
    /// The expression, with its preposition left out ("Tuesday", not "on Tuesday").
    pub span: Span,
    /// What kind of expression.
    pub kind: TimeKind,
    /// EDTF level 1; none where no calendar date follows. Unknown years as `XXXX-10-07`.
    pub edtf: Option<String>,
    /// How exact.
    pub precision: TimePrecision,
    /// From what the value was worked out: `report date`, `weekday before report date`, `stated`.
    pub basis: Option<String>,
    /// True where it points back or ahead from another event ("two days later").
    pub anaphoric: bool,
    /// The rule.
    pub rule: Rule,
    /// What it says, before it was written as EDTF. Of a range, its first expression.
    pub sense: Sense,
    /// The single expressions of a range or a pair, with their own senses; empty for all others.
    pub parts: Vec<(Span, Sense)>,
}

/// Finds the time expressions of a document, in order, not overlapping.
///
/// ```
/// use dateline_core::language::LanguagePack;
/// use dateline_core::text::Document;
/// use dateline_core::time::{Anchor, find};
///
/// let pack = LanguagePack::get("en").unwrap();
/// let document = Document::new("The convoy was hit on Saturday.".into(), None, pack);
/// let anchor = Anchor { published: Some(jiff::civil::date(2025, 3, 3)), ..Anchor::default() };
/// let times = find(&document, &pack.time, &anchor);
/// assert_eq!(times[0].edtf.as_deref(), Some("2025-03-01"));
/// let times = find(&document, &pack.time, &Anchor::default());
/// assert_eq!(times[0].edtf, None);
/// ```
#[must_use]
pub fn find(document: &Document, lexicon: &Lexicon, anchor: &Anchor) -> Vec<TimeMention> {
    let mut mentions = find_all(document, lexicon, anchor);
    mentions.retain(|mention| mention.sense.reference.is_none() || mention.sense.unit.is_some());
    mentions
}

/// As [`find`], with words that name no time but past, present or future ("now", "recently"),
/// which say nothing of when an event was, but which an annotation of all time expressions has.
#[must_use]
pub fn find_all(document: &Document, lexicon: &Lexicon, anchor: &Anchor) -> Vec<TimeMention> {
    if lexicon.rules.is_empty() {
        return Vec::new();
    }
    let pieces = piece::Pieces::of(document, lexicon);
    let rows = rule::rows(&pieces, lexicon);
    let mut resolver = resolve::Resolver::new(&pieces, lexicon, &rows, *anchor);
    let mut expressions = Vec::with_capacity(rows.len());
    for (at, found) in rows.iter().enumerate() {
        if let Some(resolved) = resolver.resolve(found, at) {
            expressions.push(range::Expression { found: found.clone(), resolved });
        }
    }
    range::mentions(expressions, &pieces, lexicon, anchor.published)
}
