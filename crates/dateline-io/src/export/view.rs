//! What several formats ask of an incident.

use dateline_core::incident::Incident;
use dateline_core::incident::record::{Count, Participant, Relation};
use dateline_core::record::{CountOf, Event, EventType, Kind, Level, Report, Role, Status};
use jiff::civil::Date;

use super::Exported;

/// An incident as a format gets it.
pub(super) struct Subject<'a> {
    pub incident: &'a Incident,
    /// The report and event of each member.
    pub told: Vec<(&'a Report, &'a Event)>,
    /// Whether civilians or private persons are among those it was done to; also where they are
    /// left out of the participants.
    pub on_civilians: bool,
    /// Whether those who did it are civilians, likewise.
    pub by_civilians: bool,
}

impl<'a> Subject<'a> {
    pub fn of(exported: &Exported<'a>) -> Self {
        let civilians = |roles: &[Role]| parties(exported.incident, roles).any(is_civilian);
        Self {
            incident: exported.incident,
            told: exported.told.clone(),
            on_civilians: civilians(&[Role::Recipient, Role::Victim]),
            by_civilians: civilians(&[Role::Actor]),
        }
    }

    /// What a figure says is counted.
    pub fn count(&self, of: CountOf) -> Option<&'a Count> {
        self.incident.counts.iter().find(|count| count.of == of)
    }

    /// The point, with its precision: a point of unknown precision is none.
    pub fn point(&self) -> Option<Point> {
        let place = self.incident.place.as_ref()?;
        let known = place.where_prec.is_some()
            || place.geo_precision.is_some()
            || place.radius_km.is_some();
        let (lat, lon) = (place.lat?, place.lon?);
        let on_earth = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        (known && on_earth).then_some(Point { lat, lon })
    }

    /// The first and last day; none where a bound is missing or is no day.
    pub fn days(&self) -> Option<(Date, Date)> {
        let time = self.incident.time.as_ref()?;
        let day = |text: &Option<String>| text.as_deref()?.parse::<Date>().ok();
        let (first, last) = (day(&time.earliest)?, day(&time.latest)?);
        (first <= last).then_some((first, last))
    }

    /// The names of the outlets, each once, in the order of the members.
    pub fn outlets(&self) -> Vec<&'a str> {
        unique(self.told.iter().filter_map(|(report, _)| report.publisher.as_deref()))
    }

    /// Who can be quoted for what a member says: its outlet, else the report's name.
    pub fn source(&self, member: usize) -> Option<&'a str> {
        let outlet = self.told.get(member).and_then(|(report, _)| report.publisher.as_deref());
        let report = self.incident.members.get(member).map(|member| member.report.as_str());
        outlet.or(report).filter(|name| !name.is_empty())
    }

    /// Whether it took place or was tried, and is told nowhere else: what a codebook of events can
    /// hold. Threats and plans did not take place; totals, and series of which there are incidents,
    /// would count the same dead again.
    pub fn is_event(&self) -> bool {
        let incident = self.incident;
        let took_place = matches!(
            incident.status,
            Status::Occurred | Status::Ongoing | Status::Attempted | Status::Prevented
        );
        let sums_up = incident.level == Level::Aggregate
            || incident.related.iter().any(|other| other.relation == Relation::Includes);
        took_place && !sums_up
    }

    /// The reports, each once.
    pub fn reports(&self) -> Vec<&'a Report> {
        once(self.told.iter().map(|&(report, _)| report))
    }
}

/// Reports, each once by its name.
pub(super) fn once<'a>(reports: impl Iterator<Item = &'a Report>) -> Vec<&'a Report> {
    let mut found: Vec<&Report> = Vec::new();
    for report in reports {
        if !found.iter().any(|known| known.name == report.name) {
            found.push(report);
        }
    }
    found
}

/// A place on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// Those that act or suffer in one of the roles: no things, places or weapons.
pub(super) fn parties<'a>(
    incident: &'a Incident,
    roles: &[Role],
) -> impl Iterator<Item = &'a Participant> {
    roles.iter().flat_map(|&role| {
        incident.participants.iter().filter(move |participant| {
            participant.role == role
                && !matches!(participant.kind, Kind::Thing | Kind::Place | Kind::Weapon)
        })
    })
}

/// A civilian, or a person of whom no more is known than that it happened to it.
pub(super) fn is_civilian(participant: &Participant) -> bool {
    match participant.kind {
        Kind::Civilians => true,
        Kind::Person => {
            participant.private || participant.role == Role::Victim && participant.id.is_none()
        }
        _ => false,
    }
}

/// Each once, in order, without what is empty.
pub(super) fn unique<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for text in texts {
        let text = text.trim();
        if !text.is_empty() && !found.contains(&text) {
            found.push(text);
        }
    }
    found
}

/// A value of a contract's enumeration as the JSON writes it.
pub(super) fn word(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// PLOVER's quad category: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
pub(super) const fn quad(event_type: EventType) -> u8 {
    match event_type {
        EventType::Agree | EventType::Consult | EventType::Support | EventType::Concede => 1,
        EventType::Cooperate | EventType::Aid | EventType::Retreat => 2,
        EventType::Request
        | EventType::Accuse
        | EventType::Reject
        | EventType::Sanction
        | EventType::Threaten => 3,
        EventType::Protest | EventType::Mobilize | EventType::Coerce | EventType::Assault => 4,
    }
}
