//! An incident as one row, its columns named after the JSON's fields.

use std::io::Write;

use dateline_core::incident::Incident;
use dateline_core::incident::record::{Motive, Responsibility};
use dateline_core::record::{CountOf, Role};

use super::table::{self, Cell};
use super::view::word;
use super::{Failure, Shape, Subject};

/// The roles that have a column of participants.
const ROLES: [Role; 5] =
    [Role::Actor, Role::Recipient, Role::Victim, Role::Object, Role::Instrument];

/// The columns with their values, in order; without a subject their names alone. A dot leads into
/// the JSON's object of that name; of a list there is a column for each role and each thing counted.
pub(super) fn columns(subject: Option<&Subject<'_>>) -> Vec<(String, Cell)> {
    let incident = subject.map(|subject| subject.incident);
    let time = incident.and_then(|incident| incident.time.as_ref());
    let place = incident.and_then(|incident| incident.place.as_ref());
    let mut columns: Vec<(String, Cell)> = Vec::new();
    let mut add = |name: &str, cell: Cell| columns.push((name.to_owned(), cell));
    add("id", incident.map(|one| one.id.as_str()).into());
    add("level", incident.map(|one| word(one.level)).into());
    add("type", incident.map(|one| word(one.event_type)).into());
    add("modes", list(incident, |one| one.modes.clone()));
    add("acled", incident.and_then(|one| one.acled.as_deref()).into());
    add("cameo", incident.and_then(|one| one.cameo.as_deref()).into());
    add("status", incident.map(|one| word(one.status)).into());
    add("summary", incident.map(|one| one.summary.as_str()).into());
    add("time.edtf", time.map(|time| time.edtf.as_str()).into());
    add("time.earliest", time.and_then(|time| time.earliest.as_deref()).into());
    add("time.latest", time.and_then(|time| time.latest.as_deref()).into());
    add("time.date_prec", time.map(|time| time.date_prec).into());
    add("time.rule", time.map(|time| word(time.rule)).into());
    add("place.name", place.map(|place| place.name.as_str()).into());
    add("place.geonames", place.and_then(|place| place.geonames).into());
    add("place.lat", place.and_then(|place| place.lat).into());
    add("place.lon", place.and_then(|place| place.lon).into());
    add("place.country", place.and_then(|place| place.country.as_deref()).into());
    add("place.admin1", place.and_then(|place| place.admin1.as_deref()).into());
    add("place.where_prec", place.and_then(|place| place.where_prec).into());
    add("place.geo_precision", place.and_then(|place| place.geo_precision).into());
    add("place.radius_km", place.and_then(|place| place.radius_km).into());
    add("place.rule", place.map(|place| word(place.rule)).into());
    for role in ROLES {
        let names = list(incident, |one| {
            let of_role = one.participants.iter().filter(|participant| participant.role == role);
            of_role.map(|participant| participant.name.clone()).collect()
        });
        add(&format!("participants.{}", word(role)), names);
    }
    add(
        "responsibility",
        list(incident, |one| one.responsibility.iter().map(responsible).collect()),
    );
    add("motives", list(incident, |one| one.motives.iter().map(reason).collect()));
    for of in CountOf::ALL {
        let count = subject.and_then(|subject| subject.count(of));
        let name = of.name();
        add(&format!("counts.{name}.low"), count.map(|count| count.low).into());
        add(&format!("counts.{name}.best"), count.and_then(|count| count.best).into());
        add(&format!("counts.{name}.high"), count.and_then(|count| count.high).into());
        let none = count.map(|count| count.reported_none);
        add(&format!("counts.{name}.reported_none"), none.into());
    }
    add("sources", incident.map(|one| one.sources).into());
    add("independent_sources", incident.map(|one| one.independent_sources).into());
    add("grade", incident.map(|one| word(one.grade)).into());
    let conflicts = list(incident, |one| {
        let open = one.conflicts.iter().filter(|conflict| conflict.open);
        open.map(|conflict| conflict.slot.name().to_owned()).collect()
    });
    add("conflicts", conflicts);
    let members = list(incident, |one| {
        let members = one.members.iter();
        members.map(|member| format!("{} {}", member.report, member.event)).collect()
    });
    add("members", members);
    columns
}

/// What an incident has several of, in one cell.
fn list(incident: Option<&Incident>, texts: impl Fn(&Incident) -> Vec<String>) -> Cell {
    let texts = incident.map(texts).unwrap_or_default();
    Cell::list(texts.iter().map(String::as_str))
}

/// `Hezbollah (accused by the army)`, in the contract's terms.
fn responsible(entry: &Responsibility) -> String {
    let status = word(entry.status);
    match &entry.by {
        Some(by) => format!("{} ({status}, by {by})", entry.actor),
        None => format!("{} ({status})", entry.actor),
    }
}

/// `retaliation: an attack in Gao (by the army)`, in the contract's terms.
fn reason(entry: &Motive) -> String {
    let kind = entry.kind.name();
    match &entry.by {
        Some(by) => format!("{kind}: {} (by {by})", entry.text),
        None => format!("{kind}: {}", entry.text),
    }
}

/// The rows as comma-separated values.
pub(super) struct Csv;

impl Shape for Csv {
    fn start(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        let columns = columns(None);
        table::head(columns.iter().map(|(name, _)| name.as_str()), out)
    }

    fn each(&mut self, subject: &Subject<'_>, out: &mut dyn Write) -> Result<bool, Failure> {
        let cells: Vec<Cell> = columns(Some(subject)).into_iter().map(|(_, cell)| cell).collect();
        table::row(&cells, out)?;
        Ok(true)
    }

    fn finish(&mut self, _: &mut dyn Write) -> Result<(), Failure> {
        Ok(())
    }
}
