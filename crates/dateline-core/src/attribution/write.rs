//! From an attribution to the record's claim.

use super::{Attribution, SourceMention};
use crate::actor::ActorMention;
use crate::record::{Claim, Part, Source, Via};
use crate::text::{Document, Span};

/// The claim that an attribution is: who says what, in the report's words.
#[must_use]
pub fn claim(document: &Document, actors: &[ActorMention], attribution: &Attribution) -> Claim {
    let source = attribution.source.as_ref();
    let source = source.map(|source| named(document, actors, source));
    let via = attribution.via.iter().map(|&via| {
        let words = document.words(via);
        Via { text: words.clone(), name: Some(words) }
    });
    let pieces = attribution.content.iter().copied();
    Claim {
        source,
        cue: attribution.cue.map(|cue| document.quote(cue)),
        content: pieces.reduce(Span::join).map(|content| document.quote(content)),
        stance: attribution.stance,
        via: via.collect(),
        part: headline(document, attribution.anchor()),
    }
}

/// A source with the name of whom it means, led back from a pronoun.
pub(crate) fn named(
    document: &Document,
    actors: &[ActorMention],
    mention: &SourceMention,
) -> Source {
    source(document, mention, mention.actor.map(|actor| root(actors, actor)))
}

/// A source as the record has it, with the name of an actor.
pub(crate) fn source(
    document: &Document,
    mention: &SourceMention,
    actor: Option<&ActorMention>,
) -> Source {
    Source {
        text: document.words(mention.span),
        span: document.code_points(mention.span),
        name: actor.and_then(|actor| actor.name.clone()),
        id: actor.and_then(|actor| actor.id.clone()),
        kind: mention.kind,
    }
}

/// The mention that a pronoun stands for.
fn root(actors: &[ActorMention], actor: usize) -> &ActorMention {
    /// A chain of references is followed so far.
    const CHAIN: usize = 8;
    let mut at = actor;
    for _ in 0..CHAIN {
        match actors[at].refers_to {
            Some(next) if next != at => at = next,
            _ => break,
        }
    }
    &actors[at]
}

/// Marks what stands in the headline; the body goes without saying.
fn headline(document: &Document, span: Span) -> Option<Part> {
    let sentence = document.sentences.get(document.sentence_at(span.start))?;
    (sentence.part == Part::Headline).then_some(Part::Headline)
}
