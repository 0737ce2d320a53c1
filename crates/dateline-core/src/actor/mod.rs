//! Who: armed groups, forces, governments, bodies, persons, people.
//!
//! Actors are found a noun phrase at a time: names of the actor base ([`base`]), nouns that stand
//! for actors, titles with the name behind them, and names that only this report has. Everything
//! that belongs to one phrase ("senior IDF official", "Hamas leader Ismail Haniyeh") is one
//! mention. What a phrase stands for where it only points back ("the group", "he") is settled
//! afterwards, and left open where it is not plain.

pub mod base;
mod entry;
mod extend;
pub(crate) mod fold;
mod lexicon;
mod nation;
mod office;
mod phrase;
mod reference;
mod tag;
#[cfg(test)]
mod tests;

use crate::Rule;
use crate::place::PlaceMention;
use crate::record::Kind;
use crate::text::{Document, Span};

pub use base::{Actor, Base};
pub use entry::{File, Flaw};
pub use lexicon::Lexicon;
pub use office::{Membership, Office, Role, days};
pub(crate) use tag::is_given_name;

/// An actor named in a report.
#[derive(Clone, Debug, Default)]
pub struct ActorMention {
    /// The whole phrase with title and modifiers, without article: "Defence Minister Amir Peretz",
    /// "senior IDF official", "65 year old man".
    pub span: Span,
    /// The name or head noun inside `span`: "Amir Peretz", "official", "man".
    pub head: Span,
    /// Canonical name: from the actor base, or the fullest form in this report.
    pub name: Option<String>,
    /// Id in the actor base.
    pub id: Option<String>,
    /// Id of the actor that this one belongs to.
    pub part_of: Option<String>,
    /// What kind of being.
    pub kind: Kind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// The office or description that the report gives beside a name.
    pub title: Option<Span>,
    /// Of a person of the base: the office that the report names, beside those on record.
    pub office: Option<Office>,
    /// The terms on record of the office that the report says this person holds.
    pub terms: Vec<Role>,
    /// True of a proper name, false of "soldiers", "the group", "he".
    pub named: bool,
    /// Index of the mention that a pronoun, a surname or a definite phrase stands for
    /// ("the group", "he", "the militia"); name, id, kind and country are that actor's.
    pub refers_to: Option<usize>,
    /// True of news agencies, newspapers, broadcasters.
    pub media: bool,
    /// The rule or data entry.
    pub rule: Rule,
}

/// What is known of actors before a report is read.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The actors known by name.
    pub base: &'a Base,
    /// The day of the report, for which offices and memberships are looked up.
    pub day: Option<jiff::civil::Date>,
}

impl Default for Known<'_> {
    /// The built-in base, on no day.
    fn default() -> Self {
        Self { base: Base::get(), day: None }
    }
}

/// Finds the actors of a document, in order of `span.start`, not overlapping.
#[must_use]
pub fn find(
    document: &Document,
    lexicon: &Lexicon,
    known: Known<'_>,
    places: &[PlaceMention],
) -> Vec<ActorMention> {
    if lexicon.groups.is_empty() {
        return Vec::new();
    }
    let tagged = tag::Tagged::new(document, lexicon, known, places);
    let drafts = phrase::find(&tagged);
    reference::settle(&tagged, drafts)
}
