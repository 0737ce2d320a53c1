//! How many: numbers, what they count, and how sure they are.
//!
//! Three steps, each over the whole document: find every number with its qualifiers and its noun
//! ([`phrase`]); link it to the word that says what is counted ([`cue`]); then settle what a single
//! phrase cannot know ([`refine`]): parts of a total, sums, figures taken back, running totals.

mod cue;
mod lexicon;
mod number;
mod phrase;
mod refine;
#[cfg(test)]
mod romance_tests;
#[cfg(test)]
mod single_tests;
#[cfg(test)]
mod tests;

use crate::Rule;
use crate::record::CountOf;
use crate::text::{Document, Span};

pub use lexicon::Lexicon;

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
    /// True of a part of another count ("12, including three children"), which is no total.
    pub part: bool,
    /// The rule.
    pub rule: Rule,
}

/// Finds the counts of a document, in order. Ages, dates, money, distances, percentages, times,
/// and scores of matches are no counts.
#[must_use]
pub fn find(document: &Document, lexicon: &Lexicon) -> Vec<CountMention> {
    let hits = lexicon::Hits::find(document, lexicon);
    let phrases = phrase::find(document, lexicon, &hits);
    refine::mentions(document, lexicon, &hits, phrases)
}
