//! What the reports of one occurrence together say: a reading that can be taken apart again.
//!
//! A reading states for each slot a value or a range, and the rule by which it follows from what
//! the members say. What cannot hold together stands among the conflicts; nothing is left out
//! of `said` because another value was preferred.

mod conflict;
mod figure;
mod grade;
mod origin;
mod place;
mod time;
mod weapon;
mod who;
mod why;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::facts::{EventFacts, ReportFacts};
use super::record::{Incident, Member, Rule, SCHEMA, Why};
use crate::record::{Event, Level, Report, Status};

/// One event that tells of an occurrence, with its report.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Its report.
    pub report: &'a Report,
    /// What the report as a whole is compared by.
    pub report_facts: &'a ReportFacts,
    /// The event.
    pub event: &'a Event,
    /// What it is compared by.
    pub facts: &'a EventFacts,
}

/// What some events together say of one occurrence. `id` is the caller's, and so is `why`, whose
/// members are indices into `told`.
///
/// # Panics
///
/// Where `told` is empty: an incident has a member.
#[must_use]
pub fn reading(id: String, told: &[Told<'_>], why: Vec<Why>) -> Incident {
    let origins = origin::independent(told);
    let fullest = told
        .iter()
        .enumerate()
        .max_by_key(|(at, one)| (fullness(one.event), std::cmp::Reverse(*at)))
        .map(|(_, one)| one.event)
        .expect("an incident has a member");
    let event_type =
        most(told.iter().map(|one| one.event.event_type)).unwrap_or(fullest.event_type);
    let of_type =
        || told.iter().map(|one| one.event).filter(move |event| event.event_type == event_type);
    let mut modes: Vec<String> = of_type().flat_map(|event| event.modes.iter().cloned()).collect();
    modes.sort();
    modes.dedup();
    let (counts, figures) = figure::counts(told, &origins);
    let responsibility = who::responsibility(told);
    let conflicts = conflict::all(told, &figures);
    Incident {
        schema: SCHEMA.to_owned(),
        id,
        level: level(told),
        members: told.iter().map(Told::member).collect(),
        event_type,
        modes,
        acled: most(of_type().filter_map(|event| event.acled.clone())),
        cameo: most(of_type().filter_map(|event| event.cameo.clone())),
        status: most(told.iter().map(|one| one.event.status as u8))
            .and_then(|status| {
                told.iter().map(|one| one.event.status).find(|one| *one as u8 == status)
            })
            .unwrap_or(Status::Occurred),
        summary: fullest.summary.clone(),
        time: time::reading(told),
        place: place::reading(told),
        participants: who::participants(told),
        grade: grade::of(told, &origins, &responsibility, &conflicts),
        responsibility,
        motives: why::motives(told),
        counts,
        sources: reports(told),
        independent_sources: origins.count(),
        agreements: conflict::agreements(told, &figures),
        conflicts,
        why,
        related: Vec::new(),
        corrections: Vec::new(),
    }
}

impl Told<'_> {
    /// The event by its names.
    #[must_use]
    pub fn member(&self) -> Member {
        Member { report: self.report.name.clone(), event: self.event.id.clone() }
    }
}

/// A total or series is one for all that tell of it.
fn level(told: &[Told<'_>]) -> Level {
    let mut levels = told.iter().map(|one| one.facts.level);
    if levels.clone().any(|level| level == Level::Aggregate) {
        Level::Aggregate
    } else if levels.all(|level| level == Level::Series) {
        Level::Series
    } else {
        Level::Incident
    }
}

/// Reports among the members.
fn reports(told: &[Told<'_>]) -> usize {
    let mut names: Vec<&str> = told.iter().map(|one| &*one.report.name).collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}

/// Slots that an event fills.
fn fullness(event: &Event) -> usize {
    event.participants.len()
        + event.counts.len()
        + event.responsibility.len()
        + usize::from(event.time.as_ref().is_some_and(|time| time.edtf.is_some())) * 2
        + usize::from(event.place.is_some()) * 2
}

/// The value that comes most often, the first of equals.
fn most<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, (usize, usize)> = BTreeMap::new();
    for (at, value) in values.enumerate() {
        counts.entry(value).or_insert((0, at)).0 += 1;
    }
    let best = counts.into_iter().max_by_key(|(_, (count, at))| (*count, std::cmp::Reverse(*at)));
    best.map(|(value, _)| value)
}

/// The rule of a reading from how many say it, and whether they all say the same or can all hold.
const fn rule(members: usize, same: bool, compatible: bool) -> Rule {
    match (members, same, compatible) {
        (..=1, ..) => Rule::OnlyOne,
        (_, true, _) => Rule::AllAgree,
        (_, _, true) => Rule::MostExact,
        _ => Rule::WholeRange,
    }
}
