//! Attributions from a tagger's sources, cues and contents, for languages without lists of cues.

use super::{Attribution, SourceMention};
use crate::actor::ActorMention;
use crate::record::{SourceKind, Stance};
use crate::tags::{Layer, Part, Tags};
use crate::text::{Class, Document, Span, Token, TokenKind};

/// How far, in bytes, a cue may stand from its source, and a content from its cue.
const REACH: usize = 240;

/// Pairs a tagger's cues with the source and the content that stand nearest to them in the sentence;
/// a content may also begin in the sentence behind. An actor that is a source without a cue has the
/// content nearest to it. What is neither said by anybody nor of anything is left out.
#[must_use]
pub fn from_tags(document: &Document, tags: &Tags, actors: &[ActorMention]) -> Vec<Attribution> {
    let of = |layer: Layer| {
        let wanted = tags.mentions.iter().enumerate().filter(move |(_, one)| one.layer == layer);
        let whole =
            wanted.filter_map(|(index, one)| Some((index, words(document, layer, one.span)?)));
        whole.collect::<Vec<_>>()
    };
    let (sources, cues, contents) = (of(Layer::Source), of(Layer::Cue), of(Layer::Content));
    let mut found = Vec::new();
    let mut spoken = Vec::new();
    let in_source = |cue: Span| sources.iter().any(|(_, source)| source.overlaps(cue));
    for &(at, cue) in cues.iter().filter(|(_, cue)| !in_source(*cue)) {
        let source = nearest(document, &sources, cue, 0);
        spoken.extend(source.map(|(at, _)| at));
        let content = nearest(document, &contents, cue, 1);
        if source.is_none() && content.is_none() {
            continue;
        }
        let stance = stance(tags, at).or_else(|| source.and_then(|(at, _)| self::stance(tags, at)));
        let source = source.map(|(at, span)| mention(tags, actors, at, span));
        found.push(attribution(document, source, Some(cue), content, stance));
    }
    for &(at, span) in sources.iter().filter(|(at, _)| !spoken.contains(at)) {
        let Some(content) = nearest(document, &contents, span, 1) else { continue };
        let source = mention(tags, actors, at, span);
        if source.actor.is_none() {
            continue;
        }
        found.push(attribution(document, Some(source), None, Some(content), stance(tags, at)));
    }
    found.sort_by_key(|one| (one.anchor(), one.content.first().copied()));
    found
}

/// The whole words that a span touches; none of one that is marks alone, or a word that only binds
/// others together; a cue may be one ("according to").
fn words(document: &Document, layer: Layer, span: Span) -> Option<Span> {
    let tokens = document.tokens_in(span);
    let says = |token: &Token| token.kind != TokenKind::Mark;
    let first = tokens.clone().find(|&at| says(&document.tokens[at]))?;
    let last = tokens.clone().rfind(|&at| says(&document.tokens[at]))?;
    let one = &document.tokens[first];
    let binds = match layer {
        Layer::Cue => Class::DETERMINER.or(Class::AUXILIARY),
        _ => Class::DETERMINER.or(Class::AUXILIARY).or(Class::PREPOSITION),
    };
    let alone = first == last && (one.class.any(binds) || one.lower.chars().count() < 2);
    (!alone).then(|| document.token_span(first..last + 1))
}

/// The mention nearest to a span, in its sentence or at most so many sentences behind.
fn nearest(
    document: &Document,
    mentions: &[(usize, Span)],
    span: Span,
    behind: usize,
) -> Option<(usize, Span)> {
    let here = document.sentence_at(span.start);
    let from = mentions.partition_point(|(_, one)| one.end + REACH < span.start);
    let near = mentions[from..].iter().take_while(|(_, one)| one.start <= span.end + REACH);
    let there = |one: Span| document.sentence_at(one.start);
    near.filter(|(_, one)| (here..=here + behind).contains(&there(*one)))
        .min_by_key(|(_, one)| (there(*one), apart(*one, span), *one))
        .copied()
}

/// How many bytes lie between two spans; none where they touch.
fn apart(one: Span, other: Span) -> usize {
    one.start.saturating_sub(other.end).max(other.start.saturating_sub(one.end))
}

/// How a source or cue stands to an act that it speaks of: as the surest link says.
fn stance(tags: &Tags, mention: usize) -> Option<Stance> {
    let links = tags.acts.iter().flat_map(|act| &act.links).filter(|link| link.mention == mention);
    let stances = links.filter_map(|link| match link.part {
        Part::Stance(stance) => Some((link.score, stance)),
        _ => None,
    });
    stances.max_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, stance)| stance)
}

fn mention(tags: &Tags, actors: &[ActorMention], at: usize, span: Span) -> SourceMention {
    let same = |actor: &ActorMention| actor.span.overlaps(span);
    let first = actors.partition_point(|actor| actor.span.end <= span.start);
    SourceMention {
        span,
        actor: actors.get(first).filter(|actor| same(actor)).map(|_| first),
        kind: tags.mentions[at].source_kind.unwrap_or(SourceKind::Unnamed),
    }
}

fn attribution(
    document: &Document,
    source: Option<SourceMention>,
    cue: Option<Span>,
    content: Option<(usize, Span)>,
    stance: Option<Stance>,
) -> Attribution {
    let content: Vec<Span> = content.into_iter().map(|(_, span)| span).collect();
    let marks = ['"', '“', '”', '„', '«', '»', '‘', '’', '\''];
    let quoted = |span: &Span| {
        let before = document.text[..span.start].trim_end().chars().next_back();
        let first = document.slice(*span).chars().next();
        before.into_iter().chain(first).any(|c| marks.contains(&c))
    };
    Attribution {
        direct: content.iter().any(quoted),
        source,
        cue,
        content,
        stance: stance.unwrap_or_default(),
        via: Vec::new(),
        inside: None,
        possible: false,
        rule: "tagger".into(),
    }
}
