//! Time expressions and the days they mean.

use serde::Deserialize;

use crate::Rule;
use crate::record::{PublishedBasis, TimePrecision};
use crate::text::{Document, Span};

/// `time.toml`.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// Reads `time.toml`.
    ///
    /// # Errors
    ///
    /// Where the text is not TOML of the right shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        #[derive(Deserialize)]
        struct Source {}
        let Source {} = toml::from_str(text)?;
        Ok(Self {})
    }
}

/// What relative expressions are counted from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Anchor {
    /// The day of publication, where it is known.
    pub published: Option<jiff::civil::Date>,
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
}

/// Finds the time expressions of a document, in order, not overlapping.
#[must_use]
pub fn find(_document: &Document, _lexicon: &Lexicon, _anchor: &Anchor) -> Vec<TimeMention> {
    Vec::new()
}

/// The publication date that a page states in its own words: a date line, or a wire's dateline.
/// `raw` is the text before its debris was taken off. Never guessed: none where no year is said.
#[must_use]
pub fn published(_raw: &str, _lexicon: &Lexicon) -> Option<(jiff::civil::Date, PublishedBasis, Rule)> {
    None
}
