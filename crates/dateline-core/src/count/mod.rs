//! How many: numbers, what they count, and how sure they are.

use serde::Deserialize;

use crate::Rule;
use crate::record::CountOf;
use crate::text::{Document, Span};

/// `count.toml`.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// Reads `count.toml`.
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

/// A number of people, munitions or things.
#[derive(Clone, Debug)]
pub struct CountMention {
    /// Number and noun with what qualifies them: "at least nine people", "30 rockets".
    pub span: Span,
    /// The number word or digits alone.
    pub number: Span,
    /// The noun counted, where one stands beside the number: "people", "rockets".
    pub noun: Option<Span>,
    /// What is counted, where the words around it say so ("killed", "wounded", "rockets").
    pub of: Option<CountOf>,
    /// The word that says so ("killing", "Verletzte"), for linking the count to its event.
    pub cue: Option<Span>,
    /// At least.
    pub low: u64,
    /// The number said; none for an indefinite word.
    pub best: Option<u64>,
    /// At most; none where no upper bound is said.
    pub high: Option<u64>,
    /// "no reports of injuries".
    pub reported_none: bool,
    /// True of a running total over a period or of many events ("since 7 October").
    pub aggregate: bool,
    /// The rule.
    pub rule: Rule,
}

/// Finds the counts of a document, in order. Ages, dates, money, distances, percentages, times,
/// and scores of matches are no counts.
#[must_use]
pub fn find(_document: &Document, _lexicon: &Lexicon) -> Vec<CountMention> {
    Vec::new()
}
