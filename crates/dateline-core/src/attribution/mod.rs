//! According to whom: sources, cues, contents.

use serde::Deserialize;

use crate::Rule;
use crate::actor::ActorMention;
use crate::record::{SourceKind, Stance};
use crate::text::{Document, Span};

/// `attribution.toml`.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// Reads `attribution.toml`.
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

/// Who is made to speak.
#[derive(Clone, Debug)]
pub struct SourceMention {
    /// The whole phrase with its article left in: "a senior IDF official".
    pub span: Span,
    /// Index into the actors, where the source is one (its head lies in `span`).
    pub actor: Option<usize>,
    /// What kind of source.
    pub kind: SourceKind,
}

/// One attribution: somebody says something.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// Who; none where only "reportedly" is said.
    pub source: Option<SourceMention>,
    /// The word that attributes; none in a "Netanyahu: …" headline.
    pub cue: Option<Span>,
    /// What is said, in one or more pieces ("'…,' he said. '…'").
    pub content: Vec<Span>,
    /// How the source stands to it.
    pub stance: Stance,
    /// True where the content is between quotation marks.
    pub direct: bool,
    /// Outlets and sources between the source and this report, nearest first.
    pub via: Vec<Span>,
    /// Index of the attribution inside whose content this one stands.
    pub inside: Option<usize>,
    /// The rule or cue entry.
    pub rule: Rule,
}

/// Finds the attributions of a document, in order.
#[must_use]
pub fn find(_document: &Document, _lexicon: &Lexicon, _actors: &[ActorMention]) -> Vec<Attribution> {
    Vec::new()
}
