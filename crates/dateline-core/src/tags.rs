//! What a tagger says of a document: mentions, acts, and what each mention is to each act.
//!
//! The core does not know how tags come about. Whoever calls it brings a [`Tagger`]; the one that the
//! program ships is the crate `dateline-tagger`, a small trained model. Tags are words and the part
//! they play; what they *mean* (which day, which place, how many) the core's rooms say.

use crate::record::{
    CountOf, EventType, Kind, ResponsibilityStatus, Role, SourceKind, Stance, Status,
};
use crate::text::{Document, Span};

/// Something that finds acts and mentions in a document.
///
/// The same document must give the same tags, every time and on every thread.
pub trait Tagger: Send + Sync {
    /// Tags a document. Spans are bytes of [`Document::text`], on character boundaries.
    fn tags(&self, document: &Document) -> Tags;
}

/// Everything that was tagged in a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tags {
    /// Mentions, in the order of the text within each layer.
    pub mentions: Vec<Mention>,
    /// Acts, in the order of the text.
    pub acts: Vec<Act>,
    /// Words that fill the slots of MUC-4, in the order of the text; empty where the tagger does not
    /// know what it asked for. Only the crosswalk reads them ([`crate::event::muc4`]).
    pub asked: Vec<(Asked, Span)>,
}

/// What MUC-4 asked of an incident, as words of the report (its slots of strings).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asked {
    /// The persons who did it: PERP: INDIVIDUAL ID.
    Perpetrator,
    /// The body that they belong to: PERP: ORGANIZATION ID.
    Organisation,
    /// With what: INCIDENT: INSTRUMENT ID.
    Means,
    /// What was hit: PHYS TGT: ID.
    PhysicalTarget,
    /// Who was hit: HUM TGT: NAME and DESCRIPTION.
    HumanTarget,
}

/// What sort of mention it is. Layers are found independently and may overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Who or what takes part in an act.
    Participant,
    /// Where.
    Place,
    /// When.
    Time,
    /// How many, with the noun that is counted.
    Count,
    /// Who says so.
    Source,
    /// The words of saying.
    Cue,
    /// What is said.
    Content,
}

/// Words of one layer.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Its layer.
    pub layer: Layer,
    /// Its words.
    pub span: Span,
    /// What a participant is; none of other layers.
    pub kind: Option<Kind>,
    /// What sort of source it is; none of other layers.
    pub source_kind: Option<SourceKind>,
}

/// The part that a mention plays in an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A participant in a role.
    Role(Role),
    /// A participant who is held responsible, or says it was not.
    Responsibility(ResponsibilityStatus),
    /// Where the act took place.
    Place,
    /// When it took place.
    Time,
    /// How many of something.
    Count(CountOf),
    /// A source (a cue, where no source is named) that speaks of the act.
    Stance(Stance),
    /// The words by which a source speaks of the act.
    Cue,
    /// What a source says of the act.
    Content,
}

/// One mention's part in one act.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Index of the mention in [`Tags::mentions`].
    pub mention: usize,
    /// Its part.
    pub part: Part,
    /// How sure, from 0 to 1.
    pub score: f32,
}

/// An act that the document tells of.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// The words that name it.
    pub trigger: Span,
    /// Its PLOVER type.
    pub event_type: EventType,
    /// Its PLOVER modes, in the order of the alphabet.
    pub modes: Vec<String>,
    /// Whether it happened.
    pub status: Status,
    /// How sure, from 0 to 1.
    pub score: f32,
    /// The parts that mentions play in it, surest first.
    pub links: Vec<Link>,
}
