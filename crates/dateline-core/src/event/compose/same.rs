//! An act that a report tells twice is one event: the headline's telling and the body's, or two words of
//! one sentence.

use super::nearest;
use crate::actor::ActorMention;
use crate::count::CountMention;
use crate::event::Mentions;
use crate::record::{CountOf, Part as Section, Role};
use crate::tags::{Act, Link, Part, Tags};

/// The acts of a document, those that the headline tells again joined with the body's.
pub fn joined(mentions: &Mentions<'_>, tags: &Tags) -> Vec<Act> {
    let document = mentions.document;
    let section = |act: &Act| {
        let sentence = document.sentence_at(act.trigger.start);
        document.sentences.get(sentence).map_or(Section::Body, |sentence| sentence.part)
    };
    // A headline tells of few acts: each is looked for in the body once.
    let (headline, mut body): (Vec<&Act>, Vec<&Act>) =
        tags.acts.iter().partition(|act| section(act) == Section::Headline);
    let mut acts = Vec::new();
    for told in headline {
        let again = body.iter().position(|act| shared(mentions, tags, told, act) > 0);
        let disputed = || body.iter().position(|act| is_disputed(mentions, tags, told, act));
        match again.or_else(disputed) {
            Some(at) => {
                let act = body.remove(at);
                let mut joined = joined_act(told, act);
                joined.links.extend(against(mentions, tags, told, act));
                acts.push(joined);
            }
            None => acts.push(told.clone()),
        }
    }
    for told in body {
        // two words of one sentence for one act: "the shelling that hit the market"
        let sentence = document.sentence_at(told.trigger.start);
        let again = acts.iter().position(|act: &Act| {
            document.sentence_at(act.trigger.start) == sentence
                && shared(mentions, tags, told, act) >= TOLD_TWICE
        });
        match again {
            Some(at) => acts[at] = joined_act(told, &acts[at]),
            None => acts.push(told.clone()),
        }
    }
    acts
}

/// Slots that two acts of one sentence share at least where they are one.
const TOLD_TWICE: usize = 2;

/// The body's telling of an act, with what only the headline has.
fn joined_act(known: &Act, act: &Act) -> Act {
    let mut links = act.links.clone();
    for link in &known.links {
        let has = |part: Part| {
            links
                .iter()
                .any(|other| std::mem::discriminant(&other.part) == std::mem::discriminant(&part))
        };
        if !has(link.part) {
            links.push(link.clone());
        }
    }
    let modes = act.modes.iter().chain(known.modes.iter().filter(|mode| !act.modes.contains(mode)));
    let mut modes: Vec<String> = modes.cloned().collect();
    modes.sort();
    Act { modes, links, ..act.clone() }
}

/// What a headline says against the text: an actor of another name, a figure that cannot be the text's.
fn against(mentions: &Mentions<'_>, tags: &Tags, headline: &Act, body: &Act) -> Vec<Link> {
    let figure = |link: &Link| match link.part {
        Part::Count(of) => Some((of, counted(mentions, tags, link)?)),
        _ => None,
    };
    let told: Vec<(CountOf, &CountMention)> = body.links.iter().filter_map(figure).collect();
    let (ours, theirs) = (actors(mentions, tags, headline), actors(mentions, tags, body));
    let other_actor = are_apart(&ours, &theirs);
    let is_against = |link: &&Link| match figure(link) {
        Some((of, count)) => {
            let mut same = told.iter().filter(|(other, _)| *other == of).peekable();
            same.peek().is_some() && same.all(|(_, other)| !meets(count, other))
        }
        None => other_actor && link.part == Part::Role(Role::Actor),
    };
    headline.links.iter().filter(is_against).cloned().collect()
}

/// True of a headline's act that differs from the text's in who did it, and else is clearly the same: one
/// type, one aim or place, and one figure or weapon.
fn is_disputed(mentions: &Mentions<'_>, tags: &Tags, headline: &Act, body: &Act) -> bool {
    let (ours, theirs) = (actors(mentions, tags, headline), actors(mentions, tags, body));
    if headline.event_type != body.event_type
        || headline.status != body.status
        || !are_apart(&ours, &theirs)
    {
        return false;
    }
    let words = |role: Role| {
        let ours = words(mentions, tags, headline, role);
        let theirs = words(mentions, tags, body, role);
        ours.iter().any(|word| theirs.contains(word))
    };
    let place = |act: &Act| {
        let link = act.links.iter().find(|link| link.part == Part::Place)?;
        let span = tags.mentions[link.mention].span;
        let place = mentions.places.iter().find(|place| place.span.overlaps(span))?;
        Some((place.geonames, &*place.name))
    };
    let aimed = [Role::Recipient, Role::Victim, Role::Object].into_iter().any(words)
        || place(headline).is_some_and(|one| place(body) == Some(one));
    let figures = |act: &Act| -> Vec<(CountOf, u64, Option<u64>)> {
        let count = |link: &Link| match link.part {
            Part::Count(of) => counted(mentions, tags, link).map(|one| (of, one.low, one.high)),
            _ => None,
        };
        act.links.iter().filter_map(count).collect()
    };
    let counted = figures(headline).iter().any(|one| figures(body).contains(one));
    aimed && (counted || words(Role::Instrument))
}

/// The count that a link's words give.
fn counted<'a>(mentions: &Mentions<'a>, tags: &Tags, link: &Link) -> Option<&'a CountMention> {
    let span = tags.mentions[link.mention].span;
    nearest(mentions.counts, |count| count.span, span).map(|at| &mentions.counts[at])
}

/// True where two counts can be one.
fn meets(one: &CountMention, two: &CountMention) -> bool {
    two.high.is_none_or(|high| one.low <= high) && one.high.is_none_or(|high| two.low <= high)
}

/// The actors of an act that are known by name.
fn actors<'a>(mentions: &Mentions<'a>, tags: &Tags, act: &Act) -> Vec<&'a ActorMention> {
    let linked = act.links.iter().filter(|link| link.part == Part::Role(Role::Actor));
    let known = linked.filter_map(|link| {
        let span = tags.mentions[link.mention].span;
        nearest(mentions.actors, |actor| actor.span, span).map(|at| &mentions.actors[at])
    });
    known.filter(|actor| actor.id.is_some()).collect()
}

/// True where two sides are known and have nobody in common, nor one that is part of another, nor are of one country.
fn are_apart(one: &[&ActorMention], two: &[&ActorMention]) -> bool {
    let one_side = |a: &ActorMention, b: &ActorMention| {
        a.id == b.id
            || a.part_of.is_some() && (a.part_of == b.id || a.part_of == b.part_of)
            || b.part_of.is_some() && b.part_of == a.id
            || a.country.is_some() && a.country == b.country
    };
    let apart = !one.iter().any(|a| two.iter().any(|b| one_side(a, b)));
    !one.is_empty() && !two.is_empty() && apart
}

/// How many slots speak for two acts of one type being one; 0 where a slot speaks against it.
fn shared(mentions: &Mentions<'_>, tags: &Tags, one: &Act, other: &Act) -> usize {
    if one.event_type != other.event_type || one.status != other.status {
        return 0;
    }
    let mut shared = 0;
    for role in [Role::Actor, Role::Recipient, Role::Victim, Role::Object] {
        let (a, b) = (words(mentions, tags, one, role), words(mentions, tags, other, role));
        if a.is_empty() || b.is_empty() {
            continue;
        }
        if a.iter().any(|word| b.contains(word)) {
            shared += 1;
        } else if role == Role::Actor {
            return 0;
        }
    }
    let place = |act: &Act| {
        act.links.iter().find(|link| link.part == Part::Place).and_then(|link| {
            let span = tags.mentions[link.mention].span;
            mentions.places.iter().find(|place| place.span.overlaps(span))
        })
    };
    match (place(one), place(other)) {
        (Some(a), Some(b)) if a.geonames == b.geonames && a.name == b.name => shared += 1,
        (Some(a), Some(b)) if a.country != b.country => return 0,
        _ => {}
    }
    shared
}

/// The words of an act's participants in a role, in small letters, short ones left out.
fn words(mentions: &Mentions<'_>, tags: &Tags, act: &Act, role: Role) -> Vec<String> {
    let linked = act.links.iter().filter(|link| link.part == Part::Role(role));
    linked
        .flat_map(|link| {
            let span = tags.mentions[link.mention].span;
            let tokens = mentions.document.tokens_in(span);
            mentions.document.tokens[tokens].iter().map(|token| token.lower.to_string())
        })
        .filter(|word| word.chars().count() > 3)
        .collect()
}
