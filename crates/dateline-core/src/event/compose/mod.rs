//! From a tagger's acts and mentions to the record: the tagger says which words play which part, the
//! rooms say what the words mean.
//!
//! A mention of the tagger is matched with the rooms' mentions by the words that they share. Where a
//! room knows nothing of them (a day that cannot be dated, a village that is in no gazetteer) the
//! slot says what the report says and no more.

mod many;
mod said;
mod same;
mod surroundings;
mod who;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::Mentions;
use super::draft::fineness;
use super::taxonomy;
use super::write;
use crate::place::Whereabouts;
use crate::read::Reason;
use crate::record::{Event, Evidence, Level, Part as Section, Place, PlacePrecision, Role, Time};
use crate::tags::{Act, Layer, Mention, Part, Tags};
use crate::text::{Document, Span};

/// Composes the events that a tagger found, in the order in which they are first told.
#[must_use]
pub fn compose(mentions: &Mentions<'_>, tags: &Tags) -> (Vec<Event>, Vec<Reason>) {
    let acts = same::joined(mentions, tags);
    let is_cue = |mention: &&Mention| mention.layer == Layer::Cue;
    let mut cues: Vec<Span> = tags.mentions.iter().filter(is_cue).map(|cue| cue.span).collect();
    cues.sort_unstable();
    let whereabouts = whereabouts(mentions, tags);
    let mut reasons = Vec::new();
    let unlinked = many::unlinked(mentions, tags, &acts);
    let mut events: Vec<Event> = acts
        .iter()
        .enumerate()
        .map(|(index, act)| {
            let id = format!("e{}", index + 1);
            let reasons = &mut reasons;
            let whereabouts = &whereabouts;
            let counts = &unlinked[index];
            Composer { mentions, tags, cues: &cues, whereabouts, act, counts, id: &id, reasons }
                .event()
        })
        .collect();
    let home = whereabouts.home().map(|home| write::place(mentions.document, home));
    surroundings::complete(&mut events, home.as_ref(), &mut reasons);
    (events, reasons)
}

/// The rule that the reasons name where the tagger's word stands alone.
const RULE: &str = "tagger";

/// Writes one event.
struct Composer<'a, 'b> {
    mentions: &'a Mentions<'a>,
    tags: &'a Tags,
    /// The words of saying in the whole document, in order.
    cues: &'a [Span],
    /// Where things lie that have no point of their own.
    whereabouts: &'a Whereabouts<'a>,
    act: &'a Act,
    /// Indices of counts that no link of the tagger gives to an act, and that tell of this one.
    counts: &'a [usize],
    id: &'b str,
    reasons: &'b mut Vec<Reason>,
}

impl Composer<'_, '_> {
    fn event(mut self) -> Event {
        let act = self.act;
        let modes: Vec<String> = act
            .modes
            .iter()
            .filter(|mode| taxonomy::has_mode(act.event_type, mode))
            .cloned()
            .collect();
        self.say("type", write::type_name(act.event_type), act.trigger, RULE);
        self.say("status", format!("{:?}", act.status).to_lowercase(), act.trigger, RULE);
        let counted = self.counted();
        let mut participants = self.participants();
        self.victims(&counted, &mut participants);
        let time = self.time();
        let place = self.place();
        let claims = self.claims();
        let counts = self.counts(&counted, &claims);
        let responsibility = self.responsibility(&participants, &claims);
        let evidence = self.evidence();
        let level = level(time.as_ref());
        write::crosswalked(Event {
            id: self.id.to_owned(),
            event_type: act.event_type,
            acled: None,
            cameo: None,
            muc4: None,
            muc4_category: None,
            contexts: Vec::new(),
            modes,
            status: act.status,
            trigger: self.document().quote(act.trigger),
            summary: String::new(),
            time,
            place,
            participants,
            responsibility,
            // read from the sentences when all events are known
            motives: Vec::new(),
            counts,
            claims,
            evidence,
            level: Some(level),
        })
    }

    fn document(&self) -> &Document {
        self.mentions.document
    }

    fn say(
        &mut self,
        slot: &str,
        value: impl Into<String>,
        span: Span,
        rule: impl Into<crate::Rule>,
    ) {
        let document = self.mentions.document;
        self.reasons.push(Reason {
            event: self.id.to_owned(),
            slot: slot.to_owned(),
            value: value.into(),
            text: document.slice(span).to_owned(),
            span: document.code_points(span),
            rule: rule.into(),
        });
    }

    /// The sentence of the trigger.
    fn sentence(&self) -> Span {
        let document = self.document();
        let at = document.sentence_at(self.act.trigger.start);
        document.sentences.get(at).map_or(self.act.trigger, |sentence| sentence.span)
    }

    /// The spans of the mentions with a part that `wanted` names, surest first.
    fn linked<T>(&self, wanted: impl Fn(Part) -> Option<T>) -> Vec<(usize, T)> {
        self.act.links.iter().filter_map(|link| Some((link.mention, wanted(link.part)?))).collect()
    }

    fn span(&self, mention: usize) -> Span {
        self.tags.mentions[mention].span
    }

    fn time(&mut self) -> Option<Time> {
        let linked = self.linked(|part| (part == Part::Time).then_some(()));
        // The surest time that can be dated; else the surest that the rooms know at all.
        let known = linked.iter().filter_map(|&(mention, ())| {
            nearest(self.mentions.times, |time| time.span, self.span(mention))
        });
        let times: Vec<usize> = known.collect();
        let dated = times.iter().find(|&&time| self.mentions.times[time].edtf.is_some());
        let index = dated.or(times.first()).copied().or_else(|| {
            // The one day that the act's own sentence names.
            let near = overlapping(self.mentions.times, |time| time.span, self.sentence());
            only(near.filter(|(_, time)| time.edtf.is_some()).map(|(index, _)| index))
        })?;
        let mention = &self.mentions.times[index];
        let value = mention.edtf.clone().unwrap_or_else(|| self.document().words(mention.span));
        self.say("time", value, mention.span, mention.rule.clone());
        Some(write::time(self.document(), mention))
    }

    fn place(&mut self) -> Option<Place> {
        let linked = self.linked(|part| (part == Part::Place).then_some(()));
        let &(mention, ()) = linked.first()?;
        let span = self.span(mention);
        let places = overlapping(self.mentions.places, |place| place.span, span);
        // Of a village in a district the village: what stands first and is finest.
        let known = places.map(|(_, place)| place).max_by_key(|place| {
            (!place.adjectival, fineness(place.precision), std::cmp::Reverse(place.span))
        });
        let document = self.mentions.document;
        if known.is_none_or(|known| known.point.is_none())
            && let Some(named) = self.whereabouts.named(span)
        {
            self.say("place", named.name.clone(), named.span, named.rule.clone());
            return Some(write::place(document, &named));
        }
        if self.whereabouts.is_needed(known, span)
            && let Some(around) = self.whereabouts.around(span, known)
        {
            self.say("place", around.name.clone(), span, "place.around");
            let place = write::place(document, around);
            let text = document.slice(span).to_owned();
            let precision = match place.precision {
                PlacePrecision::Point => PlacePrecision::Area,
                precision => precision,
            };
            return Some(Place { text, span: document.code_points(span), precision, ..place });
        }
        let Some(known) = known else {
            self.say("place", document.words(span), span, RULE);
            return Some(Place {
                text: document.slice(span).to_owned(),
                span: document.code_points(span),
                name: document.words(span),
                ..Place::default()
            });
        };
        self.say("place", known.name.clone(), known.span, known.rule.clone());
        Some(write::place(document, known))
    }

    /// The sentences with the act, its counts and what is said of it, in order.
    fn evidence(&self) -> Vec<Evidence> {
        let document = self.document();
        let linked = self.act.links.iter().filter(|link| {
            matches!(
                link.part,
                Part::Count(_) | Part::Stance(_) | Part::Cue | Part::Responsibility(_)
            )
        });
        let spans = linked.map(|link| self.span(link.mention)).chain([self.act.trigger]);
        let mut sentences: BTreeSet<usize> =
            spans.map(|span| document.sentence_at(span.start)).collect();
        // a headline that names another actor than the text
        let actors = self.linked(|part| (part == Part::Role(Role::Actor)).then_some(()));
        let named: Vec<Span> = actors.iter().map(|&(mention, ())| self.span(mention)).collect();
        if named.iter().any(|span| self.part(*span).is_none()) {
            let heads = named.iter().filter(|span| self.part(**span).is_some());
            sentences.extend(heads.map(|span| document.sentence_at(span.start)));
        }
        sentences
            .into_iter()
            .map(|index| {
                let sentence = &document.sentences[index];
                let quote = document.quote(sentence.span);
                Evidence { text: quote.text, span: quote.span, part: Some(sentence.part) }
            })
            .collect()
    }

    /// Marks what stands in the headline; the body goes without saying.
    fn part(&self, span: Span) -> Option<Section> {
        let sentence = self.document().sentence_at(span.start);
        let part = self.document().sentences.get(sentence)?.part;
        (part == Section::Headline).then_some(part)
    }
}

/// The places of a report, those first at which an act takes place.
fn whereabouts<'a>(mentions: &Mentions<'a>, tags: &Tags) -> Whereabouts<'a> {
    let links = tags.acts.iter().flat_map(|act| &act.links);
    let linked = links.filter(|link| link.part == Part::Place);
    let mut spans: Vec<Span> = linked.map(|link| tags.mentions[link.mention].span).collect();
    spans.sort_unstable();
    spans.dedup();
    Whereabouts::new(mentions.document, &mentions.pack.place, mentions.places, |place| {
        overlapping(&spans, |span| *span, place.span).next().is_some()
    })
}

/// How many mentions that begin before a span are looked at: mentions of a room hardly overlap.
const BACK: usize = 8;

/// The mentions of a room that share words with a span, with their indices. `items` are in the order
/// of where they begin.
fn overlapping<T>(
    items: &[T],
    span_of: impl Fn(&T) -> Span + Copy,
    span: Span,
) -> impl Iterator<Item = (usize, &T)> {
    let behind = items.partition_point(|item| span_of(item).start < span.end);
    let inside = items.partition_point(|item| span_of(item).start < span.start);
    let from = inside.saturating_sub(BACK);
    let near = items[from..behind].iter().enumerate().map(move |(at, item)| (from + at, item));
    near.filter(move |(_, item)| span_of(item).overlaps(span))
}

/// The index of the mention that shares most with a span; the first of equals.
fn nearest<T>(items: &[T], span_of: impl Fn(&T) -> Span + Copy, span: Span) -> Option<usize> {
    overlapping(items, span_of, span)
        .max_by_key(|&(index, item)| (shared(span_of(item), span), std::cmp::Reverse(index)))
        .map(|(index, _)| index)
}

/// What an iterator gives, where it gives one thing alone.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let one = items.next()?;
    items.next().is_none().then_some(one)
}

/// How many bytes two spans share.
fn shared(one: Span, other: Span) -> usize {
    one.end.min(other.end).saturating_sub(one.start.max(other.start))
}

/// What goes on without an end said is a series.
fn level(time: Option<&Time>) -> Level {
    let open = time.and_then(|time| time.edtf.as_deref()).is_some_and(|edtf| edtf.ends_with("/.."));
    if open { Level::Series } else { Level::Incident }
}
