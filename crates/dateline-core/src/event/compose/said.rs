//! Who says so: sources with their cues and what they say.

use super::{Composer, RULE};
use crate::record::{Claim, Quote, Source, SourceKind, Stance};
use crate::tags::{Layer, Part};
use crate::text::{Class, Span};

/// How far, in bytes, a cue may stand from its source.
const REACH: usize = 160;

impl Composer<'_, '_> {
    pub(super) fn claims(&mut self) -> Vec<Claim> {
        let linked = self.linked(|part| match part {
            Part::Stance(stance) => Some(stance),
            _ => None,
        });
        let mut all: Vec<(Span, Claim)> = Vec::new();
        for (mention, stance) in linked {
            let span = self.span(mention);
            let layer = self.tags.mentions[mention].layer;
            let source = (layer == Layer::Source).then(|| self.source(mention));
            let nobody = source.is_some() && self.is_article(span);
            if source.is_none() && layer != Layer::Cue || nobody || is_bare(source.as_ref(), stance)
            {
                continue;
            }
            let cue = if layer == Layer::Cue { Some(span) } else { self.cue(span) };
            let content = self.content(cue.unwrap_or(span));
            let who = |claim: &Claim| {
                claim
                    .source
                    .as_ref()
                    .map(|source| source.name.clone().unwrap_or_else(|| source.text.to_lowercase()))
            };
            let document = self.document();
            let claim = Claim {
                cue: cue.map(|cue| document.quote(cue)),
                content,
                stance,
                via: Vec::new(),
                part: self.part(span),
                source,
            };
            if all.iter().any(|(_, known)| known.stance == stance && who(known) == who(&claim)) {
                continue;
            }
            let value = format!("{}: {stance:?}", who(&claim).unwrap_or_else(|| "unnamed".into()));
            self.say("claim", value, span, RULE);
            all.push((span, claim));
        }
        all.sort_by_key(|(span, claim)| (*span, claim.stance));
        all.into_iter().map(|(_, claim)| claim).collect()
    }

    /// True of words that only stand before a source: "Die" of "Die Regierung in Bamako".
    fn is_article(&self, span: Span) -> bool {
        let document = self.document();
        let tokens = &document.tokens[document.tokens_in(span)];
        tokens.iter().all(|token| token.class.any(Class::DETERMINER))
    }

    fn source(&self, mention: usize) -> Source {
        let document = self.document();
        let span = self.span(mention);
        let actor = self.actor(span);
        let kind = self.tags.mentions[mention].source_kind.unwrap_or(SourceKind::Unnamed);
        Source {
            text: document.words(span),
            span: document.code_points(span),
            name: actor.and_then(|actor| actor.name.clone()),
            id: actor.and_then(|actor| actor.id.clone()),
            kind,
        }
    }

    /// The cue nearest to a source, in the same sentence or close by.
    fn cue(&self, source: Span) -> Option<Span> {
        let document = self.document();
        let sentence = document.sentence_at(source.start);
        let from = self.cues.partition_point(|cue| cue.end + REACH < source.start);
        self.cues[from..]
            .iter()
            .copied()
            .take_while(|cue| cue.start <= source.end + REACH)
            .filter(|cue| document.sentence_at(cue.start) == sentence)
            .map(|cue| (apart(cue, source), cue))
            .filter(|(distance, _)| *distance <= REACH)
            .min()
            .map(|(_, cue)| cue)
    }

    /// What is said: the content nearest to the cue, those that tell of the act first.
    fn content(&self, cue: Span) -> Option<Quote> {
        let linked = self.linked(|part| (part == Part::Content).then_some(()));
        let nearest = linked
            .iter()
            .map(|&(mention, ())| self.span(mention))
            .map(|content| (apart(content, cue), content))
            .filter(|(distance, _)| *distance <= REACH)
            .min();
        nearest.map(|(_, content)| self.document().quote(content))
    }
}

/// Without a source only more than "it is said" is a claim.
fn is_bare(source: Option<&Source>, stance: Stance) -> bool {
    source.is_none() && stance == Stance::Asserts
}

/// How many bytes lie between two spans; none where they touch.
fn apart(one: Span, other: Span) -> usize {
    one.start.saturating_sub(other.end).max(other.start.saturating_sub(one.end))
}
