//! What happened: triggers, roles, status, and the joining of mentions into events.

use serde::Deserialize;

use crate::actor::ActorMention;
use crate::attribution::Attribution;
use crate::count::CountMention;
use crate::language::LanguagePack;
use crate::phrase::Phrase;
use crate::place::PlaceMention;
use crate::read::Reason;
use crate::record::Event;
use crate::text::Document;
use crate::time::TimeMention;

/// `event.toml`.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// Reads `event.toml`.
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

/// What the other rooms found in a document.
#[derive(Clone, Copy, Debug)]
pub struct Mentions<'a> {
    /// The document.
    pub document: &'a Document,
    /// What is known of its language.
    pub pack: &'a LanguagePack,
    /// Its noun phrases.
    pub phrases: &'a [Phrase],
    /// Its time expressions.
    pub times: &'a [TimeMention],
    /// Its places.
    pub places: &'a [PlaceMention],
    /// Its actors.
    pub actors: &'a [ActorMention],
    /// Its counts.
    pub counts: &'a [CountMention],
    /// Its attributions.
    pub attributions: &'a [Attribution],
}

/// Reads the events out of a document's mentions, in the order in which they are first told.
#[must_use]
pub fn find(_mentions: &Mentions<'_>) -> (Vec<Event>, Vec<Reason>) {
    Default::default()
}
