//! Events that tell one incident: the attack, its victims, its damage.

use jiff::civil::Date;

use super::incident;
use super::table::{has, table};
use super::view::View;
use crate::record::{Event, Kind, Participant, PlacePrecision, Role, Status, TimePrecision};

/// The type of violence that has no type of its own.
const GENERAL: &str = "ATTACK";

/// How many sentences apart two tellings of one incident may stand.
const REACH: usize = 12;

/// Events that tell one incident; the first carries it.
#[derive(Debug)]
pub(super) struct Group {
    /// The incident's type.
    pub(super) kind: &'static str,
    /// Indices of its events.
    pub(super) events: Vec<usize>,
}

/// Puts the events of a report together into incidents.
pub(super) fn groups(view: &View<'_>, events: &[Event], published: Option<Date>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let Some(kind) = incident::kind(event).filter(|_| incident::is_told(event)) else {
            continue;
        };
        if incident::is_history(event, published) || !place_is_asked(event) {
            continue;
        }
        let fits = |group: &&mut Group| {
            group.kind == kind
                && group.events.iter().all(|&other| is_same(&events[other], event))
                && group.events.iter().any(|&other| is_near(view, &events[other], event))
        };
        match groups.iter_mut().rev().find(fits) {
            Some(group) => group.events.push(index),
            None => groups.push(Group { kind, events: vec![index] }),
        }
    }
    groups
}

/// The sentences of a group's acts.
pub(super) fn sentences(view: &View<'_>, group: &Group, events: &[Event]) -> Vec<usize> {
    group.events.iter().map(|&index| view.sentence(events[index].trigger.span)).collect()
}

fn place_is_asked(event: &Event) -> bool {
    let country = event.place.as_ref().and_then(|place| place.country.as_ref());
    country.is_none_or(|country| has(&table().countries, country))
}

fn is_near(view: &View<'_>, one: &Event, other: &Event) -> bool {
    view.sentence(one.trigger.span).abs_diff(view.sentence(other.trigger.span)) <= REACH
}

/// True where nothing speaks against two events being one incident.
fn is_same(one: &Event, other: &Event) -> bool {
    stage(one.status) == stage(other.status)
        && !other_day(one, other)
        && !other_place(one, other)
        && !other_victim(one, other)
}

const fn stage(status: Status) -> u8 {
    match status {
        Status::Attempted | Status::Prevented => 1,
        Status::Threatened | Status::Planned => 2,
        _ => 0,
    }
}

fn other_day(one: &Event, other: &Event) -> bool {
    let (Some(a), Some(b)) = (&one.time, &other.time) else { return false };
    let day = |precision: TimePrecision| precision == TimePrecision::Day;
    match (&a.edtf, &b.edtf) {
        (Some(x), Some(y)) if day(a.precision) && day(b.precision) => x != y,
        (Some(x), Some(y)) => !x.starts_with(y.as_str()) && !y.starts_with(x.as_str()),
        _ => false,
    }
}

fn other_place(one: &Event, other: &Event) -> bool {
    let (Some(a), Some(b)) = (&one.place, &other.place) else { return false };
    if a.country.is_some() && b.country.is_some() && a.country != b.country {
        return true;
    }
    let fine = |precision: PlacePrecision| precision == PlacePrecision::Settlement;
    fine(a.precision) && fine(b.precision) && a.name != b.name
}

/// Two persons with names of their own, each alone, are two incidents where only they are hurt.
fn other_victim(one: &Event, other: &Event) -> bool {
    let names = |event: &Event| -> Vec<String> {
        event
            .participants
            .iter()
            .filter(|p| p.role == Role::Victim && p.kind == Kind::Person)
            .filter_map(|p| p.name.as_ref().map(|name| name.to_lowercase()))
            .collect()
    };
    let (a, b) = (names(one), names(other));
    let shares = |x: &String, y: &String| {
        x.split_whitespace().any(|word| word.len() > 3 && y.split_whitespace().any(|w| w == word))
    };
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.iter().any(|y| shares(x, y)))
}

/// The first event of a group with what the others say.
pub(super) fn gather(events: &[Event], group: &Group) -> Event {
    let mut told = events[group.events[0]].clone();
    for event in group.events[1..].iter().map(|&index| &events[index]) {
        for participant in &event.participants {
            add(&mut told.participants, participant.clone());
        }
        for count in &event.counts {
            if !told.counts.iter().any(|known| known.span == count.span && known.of == count.of) {
                told.counts.push(count.clone());
            }
        }
        for row in &event.responsibility {
            if !told.responsibility.contains(row) {
                told.responsibility.push(row.clone());
            }
        }
        if told.time.as_ref().is_none_or(|time| time.edtf.is_none()) {
            told.time = event.time.clone().or(told.time);
        }
        let fine =
            |event: &Event| event.place.as_ref().map_or(0, |place| fineness(place.precision));
        if fine(event) > fine(&told) {
            told.place.clone_from(&event.place);
        }
        for sentence in &event.evidence {
            if !told.evidence.contains(sentence) {
                told.evidence.push(sentence.clone());
            }
        }
    }
    told.evidence.sort_by_key(|evidence| evidence.span);
    told
}

const fn fineness(precision: PlacePrecision) -> u8 {
    match precision {
        PlacePrecision::Settlement => 4,
        PlacePrecision::Area | PlacePrecision::Region => 3,
        PlacePrecision::Point => 2,
        PlacePrecision::Country => 1,
        PlacePrecision::Unknown => 0,
    }
}

/// Adds a participant unless its words or its name stand there already, in fewer words or in more.
pub(super) fn add(all: &mut Vec<Participant>, new: Participant) {
    let words = |p: &Participant| -> Vec<String> {
        p.text.split_whitespace().map(str::to_lowercase).collect()
    };
    let said = words(&new);
    let known = all.iter().filter(|known| known.role == new.role).any(|known| {
        let there = words(known);
        known.name.is_some() && known.name == new.name
            || said.iter().all(|word| there.contains(word))
            || known.name.is_none() && new.name.is_none() && there.iter().all(|w| said.contains(w))
    });
    if !known {
        all.push(new);
    }
}

/// True where MUC-4 asked for an incident that is gathered: somebody did it or was hit, and it was no
/// fight of armed bodies alone.
pub(super) fn is_relevant(told: &Event, published: Option<Date>) -> bool {
    let fight =
        told.trigger.text.split_whitespace().any(|word| has(&table().combat, &word.to_lowercase()));
    let armed = |kind: Kind| table().armed.contains(&kind);
    let others = told.participants.iter().any(|p| super::is_target(p.role) && !armed(p.kind));
    let aimed = told.participants.iter().any(|p| super::is_target(p.role));
    aimed
        && !incident::is_combat(told)
        && (told
            .participants
            .iter()
            .any(|p| p.role == Role::Object || super::is_target(p.role) && !armed(p.kind)))
        && !incident::is_history(told, published)
        && (!fight || others)
}

/// Takes out general incidents that hit nobody but whom another incident of the report hit.
pub(super) fn drop_copies(incidents: &mut Vec<(usize, Event)>) {
    let targets = |event: &Event| -> Vec<String> {
        let hit = event.participants.iter().filter(|p| super::is_target(p.role));
        hit.map(|p| p.name.as_ref().unwrap_or(&p.text).to_lowercase()).collect()
    };
    let all: Vec<(Option<String>, Vec<String>)> =
        incidents.iter().map(|(_, event)| (event.muc4.clone(), targets(event))).collect();
    let mut index = 0;
    incidents.retain(|_| {
        let (kind, ours) = &all[index];
        index += 1;
        let copy = all.iter().any(|(other, theirs)| {
            other != kind && ours.iter().all(|target| theirs.contains(target))
        });
        !(kind.as_deref() == Some(GENERAL) && copy)
    });
}
