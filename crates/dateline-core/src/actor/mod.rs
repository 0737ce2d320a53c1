//! Who: armed groups, forces, governments, bodies, persons, people.

use serde::Deserialize;

use crate::Rule;
use crate::place::PlaceMention;
use crate::record::Kind;
use crate::text::{Document, Span};

/// `actor.toml`.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// Reads `actor.toml`.
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

/// An actor named in a report.
#[derive(Clone, Debug)]
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
    /// True of a proper name, false of "soldiers", "the group", "he".
    pub named: bool,
    /// True of a pronoun or a definite phrase that stands for an actor named before
    /// ("the group", "he", "the militia"); its name, id, kind and country are that actor's.
    pub refers_to: Option<usize>,
    /// The rule or data entry.
    pub rule: Rule,
}

/// Finds the actors of a document, in order of `span.start`, not overlapping.
#[must_use]
pub fn find(_document: &Document, _lexicon: &Lexicon, _places: &[PlaceMention]) -> Vec<ActorMention> {
    Vec::new()
}
