//! The crosswalk to MUC-4: which events are its incidents, and what it asked of each.
//!
//! The Fourth Message Understanding Conference (1992) asked for terrorist incidents in nine countries,
//! a template an incident. The type is said of any event ([`incident`]). Everything else (types of
//! targets, effects, numbers, the perpetrator's two slots, the place in MUC-4's writing) is said
//! where a report is about one of the nine countries: there the events that tell one incident become
//! one ([`group`]), the first of them carries what the others say and what their sentences say besides
//! ([`seek`]), and an incident that is only spoken of becomes an event where the report tells of no other.

mod asked;
mod gained;
mod group;
mod incident;
mod perpetrator;
mod person;
mod place;
mod seek;
mod table;
mod target;
mod view;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use incident::incident;
pub use table::{Table, table};

use self::table::vocabulary;
use self::view::View;
use super::{Mentions, write};
use crate::place::PlaceMention;
use crate::read::Reason;
use crate::record::{Event, Role};
use crate::tags::Asked;
use crate::text::Span;

/// Says of all events of a report what MUC-4 calls them. `asked` are the words that a tagger marks for
/// MUC-4's slots, none without a tagger; `published` is the report's day.
///
/// Nothing is taken out of an event. What one gains here has its reasons, as everything has.
pub fn annotate(
    mentions: &Mentions<'_>,
    asked: Option<&[(Asked, Span)]>,
    events: &mut Vec<Event>,
    reasons: &mut Vec<Reason>,
    published: Option<Date>,
) {
    for event in events.iter_mut() {
        event.muc4 = incident(event, published).map(str::to_owned);
    }
    let view = View::new(mentions);
    let Some(home) = place::home(&view) else { return };
    let groups = group::groups(&view, events, published);
    let acts: Vec<Vec<usize>> =
        groups.iter().map(|group| group::sentences(&view, group, events)).collect();
    let mut incidents: Vec<(usize, Event)> = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        let mut told = group::gather(events, group);
        match asked {
            Some(asked) => asked::add(&view, asked, &acts, number, &mut told),
            None => seek::add(&view, group, &mut told, events),
        }
        let told = complete(&view, home, group.kind, told);
        if group::is_relevant(&told, published) {
            incidents.push((group.events[0], told));
        }
    }
    for &index in groups.iter().flat_map(|group| &group.events) {
        events[index].muc4 = None;
    }
    group::drop_copies(&mut incidents);
    if incidents.is_empty() {
        let untold = vocabulary().seek.untold.iter().find_map(|kind| {
            let mut told = seek::untold(&view, kind, events.len() + 1)?;
            if let Some(asked) = asked {
                let act = view.sentence(told.trigger.span);
                asked::add(&view, asked, &[vec![act]], 0, &mut told);
            }
            let told = complete(&view, home, kind, told);
            group::is_relevant(&told, published).then_some(told)
        });
        if let Some(told) = untold {
            gained::note(&view, None, &told, reasons);
            events.push(told);
        }
    }
    for (index, told) in incidents {
        gained::note(&view, Some(&events[index]), &told, reasons);
        events[index] = told;
    }
}

/// Says of an incident all that MUC-4 asked.
fn complete(view: &View<'_>, home: &PlaceMention, kind: &str, mut told: Event) -> Event {
    seek::perpetrators(view, &mut told);
    target::fill(view, kind, &mut told);
    perpetrator::fill(view, &mut told);
    place::fill(view, home, &mut told);
    told.muc4 = Some(kind.to_owned());
    told.participants.sort_by_key(|participant| participant.role);
    write::crosswalked(told)
}

/// True of what may be hurt or hit.
const fn is_target(role: Role) -> bool {
    matches!(role, Role::Victim | Role::Recipient | Role::Object)
}
