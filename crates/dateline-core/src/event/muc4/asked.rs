//! What a tagger that has learnt from MUC-4's keys marks for its slots.

use super::group;
use super::view::{View, is_many};
use super::{person, target};
use crate::event::write;
use crate::record::{Event, Kind, Participant, Role};
use crate::tags::Asked;
use crate::text::Span;

/// How many sentences from an act of an incident its slots are filled.
const REACH: usize = 12;

/// The role that a slot's fill has in the record.
const fn role(asked: Asked) -> Role {
    match asked {
        Asked::Perpetrator | Asked::Organisation => Role::Actor,
        Asked::Means => Role::Instrument,
        Asked::PhysicalTarget => Role::Object,
        Asked::HumanTarget => Role::Victim,
    }
}

/// Adds to an incident what is marked nearer to its acts than to those of the others. `acts` are the
/// sentences of each incident's acts, `own` is the incident's number among them.
pub(super) fn add(
    view: &View<'_>,
    asked: &[(Asked, Span)],
    acts: &[Vec<usize>],
    own: usize,
    told: &mut Event,
) {
    let far = |acts: &[usize], sentence: usize| {
        acts.iter().map(|act| act.abs_diff(sentence)).min().unwrap_or(usize::MAX)
    };
    for &(slot, span) in asked {
        let sentence = view.mentions.document.sentence_at(span.start);
        let ours = far(&acts[own], sentence);
        if ours > REACH || acts.iter().any(|other| far(other, sentence) < ours) {
            continue;
        }
        if let Some(participant) = participant(view, slot, span)
            && !told.participants.iter().any(|known| is_one(known, &participant))
        {
            group::add(&mut told.participants, participant);
        }
    }
}

/// True where two participants in one role share words of the text, or are called by one noun: "guerrillas" and
/// "the FMLN guerrillas".
fn is_one(one: &Participant, other: &Participant) -> bool {
    let noun = |p: &Participant| p.text.split_whitespace().last().map(str::to_lowercase);
    one.role == other.role
        && (one.span[0] < other.span[1] && other.span[0] < one.span[1] || noun(one) == noun(other))
}

/// Words of a slot as a participant.
fn participant(view: &View<'_>, slot: Asked, span: Span) -> Option<Participant> {
    let document = view.mentions.document;
    let tokens = document.tokens_in(span);
    let head = document.tokens.get(view.head(tokens.clone())?)?;
    let role = role(slot);
    let actor = (!matches!(role, Role::Object | Role::Instrument))
        .then(|| view.mentions.actors.iter().find(|actor| actor.span.overlaps(head.span)))
        .flatten();
    let kind = match slot {
        Asked::Means => Kind::Weapon,
        Asked::PhysicalTarget => Kind::Thing,
        Asked::Organisation => Kind::ArmedGroup,
        Asked::Perpetrator => Kind::Person,
        Asked::HumanTarget if is_many(&head.lower) => Kind::Civilians,
        Asked::HumanTarget => Kind::Person,
    };
    let mut participant = write::bare(document, role, span, kind);
    participant.private = role == Role::Victim;
    if let Some(actor) = actor {
        write::identify(document, &mut participant, actor);
        participant.kind = actor.kind;
        participant.private = role == Role::Victim && actor.id.is_none();
    }
    if role == Role::Victim && participant.name.is_none() {
        person::split(view, tokens, &mut participant);
    }
    if slot == Asked::HumanTarget && !target::is_human(view, &participant) {
        participant.kind = if is_many(&head.lower) { Kind::Civilians } else { Kind::Person };
    }
    Some(participant)
}
