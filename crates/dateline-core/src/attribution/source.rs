//! What kind of source a phrase names, and which actor it is.

use std::collections::HashSet;
use std::ops::Range;

use super::lexicon::Sources;
use super::line::Line;
use crate::actor::ActorMention;
use crate::record::{Kind, SourceKind};
use crate::text::{Document, Span, TokenKind};

/// True of a phrase that names an outlet.
pub(super) fn is_media(line: &Line<'_>, items: Range<usize>) -> bool {
    items.into_iter().any(|at| {
        let word = line.lower(at);
        let sources = &line.lexicon.sources;
        is_in(word, &sources.media, &sources.media_endings)
    })
}

/// True of a phrase that names a text.
pub(super) fn is_document(line: &Line<'_>, items: Range<usize>) -> bool {
    items.into_iter().any(|at| {
        let word = line.lower(at);
        let sources = &line.lexicon.sources;
        is_in(word, &sources.document, &sources.document_endings)
    })
}

/// True of a phrase with a noun for people, texts or outlets that speak.
pub(super) fn is_speaker(line: &Line<'_>, items: Range<usize>) -> bool {
    let sources = &line.lexicon.sources;
    is_media(line, items.clone())
        || is_document(line, items.clone())
        || items
            .into_iter()
            .any(|at| is_in(line.lower(at), &sources.unnamed, &sources.unnamed_endings))
}

fn is_in(word: &str, words: &HashSet<String>, endings: &[String]) -> bool {
    words.contains(word)
        || endings.iter().any(|ending| word.len() > ending.len() && word.ends_with(ending.as_str()))
}

/// The kind of source that the phrase at `span` names. The head decides: the last noun before a
/// preposition, "a spokesman" in "a spokesman for the army".
pub(super) fn kind(
    document: &Document,
    sources: &Sources,
    span: Span,
    actor: Option<&ActorMention>,
) -> SourceKind {
    let tokens = &document.tokens[document.tokens_in(span)];
    if tokens.iter().any(|token| sources.publisher.contains(&*token.lower)) {
        return SourceKind::Publisher;
    }
    let mut kind = None;
    for (at, token) in tokens.iter().enumerate() {
        if token.kind != TokenKind::Word {
            continue;
        }
        let word = &*token.lower;
        let here = if is_in(word, &sources.document, &sources.document_endings) {
            Some(SourceKind::Document)
        } else if is_in(word, &sources.media, &sources.media_endings) {
            Some(SourceKind::Media)
        } else if is_in(word, &sources.unnamed, &sources.unnamed_endings) {
            Some(SourceKind::Unnamed)
        } else {
            None
        };
        if token.class.any(crate::text::Class::PREPOSITION) && at > 0 {
            break;
        }
        kind = here.or(kind);
    }
    match kind {
        // A named person behind an office is named: "army spokesman Lt. Col. John Smith".
        Some(SourceKind::Unnamed) if names_somebody(document, sources, span, actor) => {
            SourceKind::Named
        }
        Some(kind) => kind,
        None => SourceKind::Named,
    }
}

/// True where a proper name stands behind the noun for a speaker.
fn names_somebody(
    document: &Document,
    sources: &Sources,
    span: Span,
    actor: Option<&ActorMention>,
) -> bool {
    if let Some(actor) = actor {
        return actor.named && actor.kind == Kind::Person;
    }
    let tokens = &document.tokens[document.tokens_in(span)];
    let noun = tokens
        .iter()
        .position(|token| is_in(&token.lower, &sources.unnamed, &sources.unnamed_endings));
    noun.is_some_and(|noun| {
        tokens.get(noun + 1).is_some_and(|next| {
            next.kind == TokenKind::Word && next.capital && next.class.is_empty()
        })
    }) && !document.caseless
}

/// The actor that a source's phrase names: the first whose head lies in it, people before bodies.
/// Nobody to whom the source is only tied is it: "a site linked to the rebels".
pub(super) fn actor(
    document: &Document,
    ties: &HashSet<String>,
    actors: &[ActorMention],
    span: Span,
) -> Option<usize> {
    let tokens = &document.tokens[document.tokens_in(span)];
    let tie = tokens.iter().skip(1).find(|token| ties.contains(&*token.lower));
    let end = tie.map_or(span.end, |tie| tie.span.start);
    let from = actors.partition_point(|actor| actor.span.end <= span.start);
    let inside = actors[from..]
        .iter()
        .enumerate()
        .take_while(|(_, actor)| actor.span.start < end)
        .filter(|(_, actor)| span.contains(actor.head));
    inside
        .min_by_key(|(at, actor)| (actor.kind != Kind::Person || !actor.named, *at))
        .map(|(at, _)| from + at)
}

/// The actor of the base that an apposition behind a phrase names: "the party's armed wing, the
/// X Brigade, said".
pub(super) fn apposed(document: &Document, actors: &[ActorMention], span: Span) -> Option<usize> {
    let comma = document.tokens_in(span).end;
    if !document.tokens.get(comma)?.is_mark(",") {
        return None;
    }
    let start = document.tokens.get(comma + 1)?.span.start;
    let at = actors.partition_point(|actor| actor.span.start < start);
    let actor = actors.get(at).filter(|actor| actor.span.start == start && actor.id.is_some())?;
    let behind = document.tokens_in(actor.span).end;
    document.tokens.get(behind)?.is_mark(",").then_some(at)
}
