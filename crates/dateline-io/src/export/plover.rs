//! PLOVER's JSON fields (manual of 2021), a record a line, as POLECAT's events are coded.

use std::io::Write;

use dateline_core::incident::record::Participant;
use dateline_core::record::{CountOf, Kind, Role};
use serde_json::{Map, Value, json};

use super::json::line;
use super::view::{parties, quad, unique, word};
use super::{Failure, Shape, Subject, dispute};

/// The edition whose types, modes and contexts are used.
const CODEBOOK: &str = "plover-2021";

/// What is counted, with the name that PLOVER has for it.
const SIZES: [(CountOf, &str); 11] = [
    (CountOf::Killed, "dead"),
    (CountOf::Injured, "injured"),
    (CountOf::Arrested, "arrested"),
    (CountOf::Munitions, "munitions"),
    (CountOf::Intercepted, "intercepted"),
    (CountOf::Captured, "captured"),
    (CountOf::Released, "released"),
    (CountOf::Missing, "missing"),
    (CountOf::Displaced, "displaced"),
    (CountOf::Participants, "participants"),
    (CountOf::Held, "held"),
];

/// The records.
pub(super) struct Plover;

impl Shape for Plover {
    fn start(&mut self, _: &mut dyn Write) -> Result<(), Failure> {
        Ok(())
    }

    fn each(&mut self, subject: &Subject<'_>, out: &mut dyn Write) -> Result<bool, Failure> {
        line(&record(subject), out)?;
        Ok(true)
    }

    fn finish(&mut self, _: &mut dyn Write) -> Result<(), Failure> {
        Ok(())
    }
}

fn record(subject: &Subject<'_>) -> Value {
    let incident = subject.incident;
    let time = incident.time.as_ref();
    let events = subject.told.iter().map(|(_, event)| *event);
    let contexts = unique(events.clone().flat_map(|event| &event.contexts).map(String::as_str));
    let triggers = unique(events.map(|event| event.trigger.text.as_str()));
    let actors = |roles: &[Role]| parties(incident, roles).map(actor).collect::<Vec<_>>();
    let days = subject.days();
    let related: Vec<&str> = incident.related.iter().map(|other| other.incident.as_str()).collect();
    let mut comment = dispute::sentences(subject);
    comment.extend(dispute::responsibility(subject));
    json!({
        "id": incident.id,
        "date": days.map(|(first, _)| first.to_string()),
        "enddate": days.filter(|(first, last)| first != last).map(|(_, last)| last.to_string()),
        "date_edtf": time.map(|time| &time.edtf),
        "date_prec": time.map(|time| time.date_prec),
        "actor": actors(&[Role::Actor]),
        "recipient": actors(&[Role::Recipient, Role::Victim]),
        "event": [word(incident.event_type)],
        "mode": incident.modes,
        "context": contexts,
        "quad_code": quad(incident.event_type),
        "event_scale": null,
        "event_text": triggers,
        "event_loc": location(subject),
        "size_info": sizes(subject),
        "status": word(incident.status),
        "level": word(incident.level),
        "grade": word(incident.grade),
        "link": related,
        "cite_info": cited(subject),
        "coder": "dateline",
        "comment": Some(comment.join(" ")).filter(|comment| !comment.is_empty()),
    })
}

/// PLOVER's object for an actor.
fn actor(participant: &Participant) -> Value {
    let words = unique(participant.said.iter().map(|wording| wording.text.as_str()));
    let mut actor = json!({
        "code": participant.country,
        "sector": sector(participant.kind),
        "actor_text": words.first(),
        "identifier_id": participant.id,
        "identifier_text": participant.name,
    });
    if participant.role == Role::Victim {
        actor["victim"] = true.into();
    }
    actor
}

/// PLOVER's sector, where the kind of a participant says it. Whether an armed group are rebels it
/// does not say: to PLOVER it is an unidentified armed force.
const fn sector(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::ArmedForces => Some("MIL"),
        Kind::Government => Some("GOV"),
        Kind::ArmedGroup => Some("UAF"),
        Kind::Civilians => Some("CVL"),
        Kind::Person | Kind::Organisation | Kind::Place | Kind::Thing | Kind::Weapon => None,
    }
}

/// PLOVER's object for a place, with the precision of its point.
fn location(subject: &Subject<'_>) -> Option<Value> {
    let place = subject.incident.place.as_ref()?;
    let point = subject.point();
    Some(json!({
        "geonameid": place.geonames,
        "name": place.name,
        "latitude": point.map(|point| point.lat),
        "longitude": point.map(|point| point.lon),
        "cc3": place.country,
        "where_prec": place.where_prec,
        "geo_precision": place.geo_precision,
        "radius_km": place.radius_km,
    }))
}

/// How many, a best, lowest and highest figure for each thing counted.
fn sizes(subject: &Subject<'_>) -> Value {
    let mut sizes = Map::new();
    for (of, name) in SIZES {
        let Some(count) = subject.count(of) else { continue };
        if count.reported_none {
            sizes.insert(format!("{name}_reported_none"), true.into());
            continue;
        }
        sizes.insert(name.to_owned(), count.best.into());
        sizes.insert(format!("{name}_low"), count.low.into());
        sizes.insert(format!("{name}_high"), count.high.into());
    }
    Value::Object(sizes)
}

/// PLOVER's object for a citation, one for each report.
fn cited(subject: &Subject<'_>) -> Vec<Value> {
    let cited = subject.reports().into_iter().map(|report| {
        json!({
            "citation": report.name,
            "url": report.url,
            "title": report.title,
            "language": Some(&report.language).filter(|code| !code.is_empty()),
            "publication": report.publisher,
            "published": report.published,
            "codebook": CODEBOOK,
        })
    });
    cited.collect()
}
