//! The crosswalk to MUC-4: which events are its incidents, and what it asked of each.
//!
//! The Fourth Message Understanding Conference (1992) asked for terrorist incidents in nine countries,
//! a template an incident. The type is said of any event ([`incident`]). Everything else (types of
//! targets, effects, numbers, the perpetrator's two slots, the place in MUC-4's writing) is said
//! where a report is about one of the nine countries: there the events that tell one incident become
//! one ([`group`]), the first of them carries what the others say and what their sentences say besides
//! ([`seek`]), and an incident that is only spoken of becomes an event where the report tells of no other.

mod group;
mod incident;
mod perpetrator;
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
use super::Mentions;
use crate::place::PlaceMention;
use crate::record::{Event, Role};

/// Says of all events of a report what MUC-4 calls them. `published` is the report's day.
pub fn annotate(mentions: &Mentions<'_>, events: &mut Vec<Event>, published: Option<Date>) {
    for event in events.iter_mut() {
        event.muc4 = incident(event, published).map(str::to_owned);
    }
    let view = View::new(mentions);
    let Some(home) = place::home(&view) else { return };
    place::settle(&view, home, events);
    let groups = group::groups(&view, events, published);
    let mut incidents: Vec<(usize, Event)> = Vec::new();
    for group in &groups {
        let mut told = group::gather(events, group);
        seek::add(&view, group, &mut told, events);
        complete(&view, home, group.kind, &mut told);
        if group::is_relevant(&told, published) {
            incidents.push((group.events[0], told));
        }
    }
    for &index in groups.iter().flat_map(|group| &group.events) {
        events[index].muc4 = None;
    }
    group::drop_copies(&mut incidents);
    let none = incidents.is_empty();
    for (index, told) in incidents {
        events[index] = told;
    }
    if none {
        let untold = vocabulary().seek.untold.iter().find_map(|kind| {
            let mut told = seek::untold(&view, kind, events.len() + 1)?;
            complete(&view, home, kind, &mut told);
            group::is_relevant(&told, published).then_some(told)
        });
        events.extend(untold);
    }
}

/// Says of an incident all that MUC-4 asked.
fn complete(view: &View<'_>, home: &PlaceMention, kind: &str, told: &mut Event) {
    target::keep(view, told);
    perpetrator::keep(view, told);
    seek::perpetrators(view, told);
    target::fill(view, kind, told);
    perpetrator::fill(view, told);
    place::fill(view, home, told);
    told.muc4 = Some(kind.to_owned());
    told.participants.sort_by_key(|participant| participant.role);
}

/// True of what may be hurt or hit.
const fn is_target(role: Role) -> bool {
    matches!(role, Role::Victim | Role::Recipient | Role::Object)
}
