//! An act that a report tells twice is one event: the headline's telling and the body's, or two words of
//! one sentence.

use crate::event::Mentions;
use crate::record::{Part as Section, Role};
use crate::tags::{Act, Part, Tags};

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
        match body.iter().position(|act| shared(mentions, tags, told, act) > 0) {
            Some(at) => acts.push(joined_act(told, body.remove(at))),
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
