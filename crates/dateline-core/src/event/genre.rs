//! Whether a report tells of conflict at all. Sport, films, markets and recipes borrow the words of
//! war; storms and accidents kill without anybody doing it.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::frame::Sort;
use super::join::{Telling, is_named};
use super::scene::Scene;
use crate::record::{EventType, Kind, Role};

/// So many different words of one kind in a report make it a report of that kind, where they are
/// at least one in so many of its words.
const WORDS: usize = 5;
const SHARE: usize = 60;
/// So many words of accident or nature make harm without a doer an accident.
const HARM_WORDS: usize = 2;

/// Leaves out the tellings that are none of a conflict.
pub fn keep_conflict(scene: &Scene<'_>, drafts: &[Draft], tellings: &mut Vec<Telling>) {
    let tokens = &scene.mentions.document.tokens;
    let genres = &scene.mentions.pack.event.genres;
    let distinct = |words: &BTreeSet<String>| {
        tokens
            .iter()
            .map(|token| &*token.lower)
            .filter(|word| words.contains(*word))
            .collect::<BTreeSet<_>>()
            .len()
    };
    let enough = WORDS.max(tokens.len() / SHARE);
    let other = [&genres.sport, &genres.culture, &genres.business, &genres.household]
        .into_iter()
        .any(|words| distinct(words) >= enough);
    let armed = |telling: &Telling| {
        telling.drafts.iter().flat_map(|&d| &drafts[d].parties).any(|party| {
            party.role == Role::Actor
                && party.actor.is_some_and(|actor| {
                    let kind = scene.mentions.actors[actor].kind;
                    kind == Kind::ArmedGroup || kind == Kind::ArmedForces && is_named(scene, actor)
                })
        })
    };
    if other && !tellings.iter().any(armed) {
        tellings.clear();
        return;
    }
    // What names no place, no day, nobody and no number is a figure of speech sooner than an act.
    tellings.retain(|telling| {
        !telling.counts.is_empty()
            || telling.drafts.iter().any(|&d| {
                let draft = &drafts[d];
                draft.place.is_some()
                    || draft.time.is_some()
                    || !draft.counts.is_empty()
                    || draft.parties.iter().any(|party| party.actor.is_some())
            })
    });
    let unmeant = distinct(&genres.accident) + distinct(&genres.nature) >= HARM_WORDS;
    tellings.retain(|telling| {
        let violent = telling.drafts.iter().all(|&d| drafts[d].event_type == EventType::Assault);
        let meant = telling.drafts.iter().any(|&d| {
            let draft = &drafts[d];
            let doer = draft
                .parties
                .iter()
                .any(|party| matches!(party.role, Role::Actor) || party.sort == Sort::Weapon);
            doer || (!draft.effect && !draft.weak && draft.frame != super::frame::Frame::Explode)
        });
        !violent || meant || !unmeant
    });
}
