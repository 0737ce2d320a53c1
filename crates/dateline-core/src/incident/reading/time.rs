//! When it was, by all that say so.

use super::super::days::{self, Days};
use super::super::facts::When;
use super::super::record::Time;
use super::{Told, rule};

/// The stretch that all told days share, else the one that they span; none where no member tells a
/// day.
pub(super) fn reading(told: &[Told<'_>]) -> Option<Time> {
    let days: Vec<Days> = told.iter().filter_map(told_days).collect();
    let Some(&first) = days.first() else { return yearless(told) };
    let same = days.iter().all(|one| *one == first);
    let shared = days[1..].iter().try_fold(first, |all, one| all.shared(*one));
    let span = days.iter().fold(first, |all, one| Days {
        first: all.first.min(one.first),
        last: all.last.max(one.last),
    });
    let reading = shared.unwrap_or(span);
    let end = |day: i32| (!Days::one(day).is_open()).then(|| days::date(day).to_string());
    Some(Time {
        edtf: reading.edtf(),
        earliest: end(reading.first),
        latest: end(reading.last),
        date_prec: reading.date_prec(),
        rule: rule(days.len(), same, shared.is_some()),
    })
}

/// The days that a member tells in words.
pub(super) fn told_days(one: &Told<'_>) -> Option<Days> {
    match one.facts.when {
        When::Told(days) => Some(days),
        When::Recent(_) | When::Yearless(..) | When::Unknown => None,
    }
}

/// A day of an unknown year, where it is the same in all members.
fn yearless(told: &[Told<'_>]) -> Option<Time> {
    let values = told.iter().filter_map(|one| one.event.time.as_ref()?.edtf.clone());
    let values: Vec<String> = values.collect();
    let first = values.first()?;
    let same = values.iter().all(|one| one == first);
    same.then(|| Time {
        edtf: first.clone(),
        earliest: None,
        latest: None,
        date_prec: 5,
        rule: rule(values.len(), true, true),
    })
}
