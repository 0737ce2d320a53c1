//! Who did it: persons and their organisation, and the category of the incident.

use super::table::{has, vocabulary};
use super::view::{View, singular};
use crate::record::{Event, Kind, Participant, Role};
use crate::text::Class;

/// MUC-4's categories.
const TERRORIST: &str = "TERRORIST ACT";
const STATE: &str = "STATE-SPONSORED VIOLENCE";

/// Gives the actors of an incident their two slots, and the incident its category.
pub(super) fn fill(view: &View<'_>, told: &mut Event) {
    let mut state = false;
    for participant in told.participants.iter_mut().filter(|p| p.role == Role::Actor) {
        state |= matches!(participant.kind, Kind::ArmedForces | Kind::Government);
        slots(view, participant);
    }
    if told.participants.iter().any(|p| p.role == Role::Actor) {
        told.muc4_category = Some(if state { STATE } else { TERRORIST }.to_owned());
    }
}

fn slots(view: &View<'_>, participant: &mut Participant) {
    let document = view.mentions.document;
    let tokens = view.tokens(participant.span);
    let Some(head) = view.head(tokens.clone()) else { return };
    let generic = has(&vocabulary().perpetrator.heads, &singular(view.lower(head)));
    let named = participant.id.is_some() || participant.name.is_some();
    if !generic {
        return;
    }
    participant.muc4.individual = Some(document.words(document.token_span(tokens.start..head + 1)));
    if !named {
        return;
    }
    // "members of the front" behind, "front members" before the noun.
    let behind = (head + 1..tokens.end)
        .find(|&at| !document.tokens[at].class.any(Class::PREPOSITION.or(Class::DETERMINER)));
    let organisation = match behind {
        Some(start) => Some(start..tokens.end),
        None if head > tokens.start => Some(tokens.start..head),
        None => None,
    };
    participant.muc4.organisation =
        organisation.map(|tokens| document.words(document.token_span(tokens)));
}
