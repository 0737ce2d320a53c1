//! Made-up incidents: places, people and groups are invented, country codes are real ones.

use dateline_core::incident::Incident;
use dateline_core::record::{Event, Report};
use serde_json::{Value, json};

use crate::export::Exported;

/// Names of private persons in the incidents, and words of them.
pub const PRIVATE: [&str; 9] =
    ["Mira", "Talvi", "سامر", "الجدة", "Олег", "Заремб", "talvi", "Osk", "Lindqvist"];

/// An incident with its reports and events.
pub struct Made {
    incident: Incident,
    told: Vec<(Report, Event)>,
}

impl Made {
    pub fn exported(&self) -> Exported<'_> {
        let told = self.told.iter().map(|(report, event)| (report, event)).collect();
        Exported { incident: &self.incident, told }
    }
}

/// All incidents: shelling with disputed deaths, a threat without place and time, a protest, a
/// total, an attack on civilians in an uncertain month, and a clash with a point of no precision.
pub fn incidents() -> Vec<Made> {
    vec![shelling(), threat(), protest(), total(), massacre(), clash()]
}

fn made(incident: Value, told: &[(Value, Value)]) -> Made {
    let incident = serde_json::from_value(incident).expect("an incident");
    let told = told.iter().map(|(report, event)| {
        let report = serde_json::from_value(report.clone()).expect("a report");
        (report, serde_json::from_value(event.clone()).expect("an event"))
    });
    Made { incident, told: told.collect() }
}

fn report(
    name: &str,
    publisher: Option<&str>,
    title: Option<&str>,
    published: Option<&str>,
) -> Value {
    json!({
        "name": name, "source_path": null, "url": publisher.map(|_| format!("https://example.org/{name}")),
        "title": title, "byline": "Someone Else", "publisher": publisher, "language": "en",
        "published": published, "published_basis": "given", "text": "…", "removed": [],
    })
}

fn event(event_type: &str, trigger: &str, participants: Value, claims: Value) -> Value {
    json!({
        "id": "e1", "type": event_type, "modes": [], "contexts": ["military"], "acled": null, "cameo": null,
        "muc4": null, "status": "occurred", "trigger": { "text": trigger, "span": [0, 5] },
        "summary": "…", "time": null,
        "place": { "text": "the bridge of Orvala", "span": [20, 40], "name": "Orvala", "geonames": null,
                   "lat": null, "lon": null, "country": null, "precision": "settlement" },
        "participants": participants, "responsibility": [], "counts": [], "claims": claims,
        "evidence": [{ "text": "Mira Talvi was killed.", "span": [0, 22] }],
    })
}

fn participant(
    role: &str,
    name: &str,
    id: Option<&str>,
    kind: &str,
    country: Option<&str>,
) -> Value {
    json!({
        "role": role, "name": name, "id": id, "kind": kind, "country": country,
        "said": [{ "member": 0, "text": name, "span": [0, 4] }],
    })
}

fn private(name: &str, text: &str) -> Value {
    json!({
        "role": "victim", "name": name, "id": null, "kind": "person", "country": null, "private": true,
        "said": [{ "member": 0, "text": text, "span": [0, 4] }],
    })
}

fn told(role: &str, text: &str, kind: &str) -> Value {
    json!({
        "role": role, "text": text, "name": text, "id": null, "kind": kind, "country": null,
        "span": [0, 4], "private": role == "victim",
    })
}

/// Shelling, told by three reports that disagree on the dead and on who fired.
fn shelling() -> Made {
    let incident = json!({
        "schema": "dateline-incident/1", "id": "i-2024-05-05-7f3a", "level": "incident",
        "members": [
            { "report": "north-1", "event": "e1" }, { "report": "talvi-killed", "event": "e1" },
            { "report": "south-9", "event": "e1" },
        ],
        "type": "ASSAULT", "modes": ["heavy-weapons"], "acled": "Shelling/artillery/missile attack",
        "cameo": "194", "status": "occurred",
        "summary": "Northern Front shells Orvala, killing Mira Talvi and others",
        "time": { "edtf": "2024-05-05", "earliest": "2024-05-05", "latest": "2024-05-05",
                  "date_prec": 1, "rule": "all-agree" },
        "place": { "name": "Orvala", "geonames": 293703, "lat": 33.25, "lon": 35.5, "country": "LBN",
                   "admin1": "Upper Orvala", "where_prec": 1, "geo_precision": 1, "radius_km": 2.0,
                   "rule": "all-agree" },
        "participants": [
            participant("actor", "Northern Front", Some("northern-front"), "armed-group", Some("LBN")),
            participant("recipient", "Orvala Guard", None, "armed-forces", Some("LBN")),
            private("Mira Talvi", "Mira Talvi, a teacher"),
            private("سامر الجدة", "سامر الجدة"),
            private("Олег Заремба", "Олега Зарембу"),
            participant("instrument", "mortar", None, "weapon", None),
        ],
        "responsibility": [
            { "actor": "Northern Front", "status": "accused", "by": "Orvala Guard", "members": [0, 1] },
            { "actor": "Northern Front", "status": "denied", "by": "Northern Front", "members": [2] },
        ],
        "motives": [
            { "member": 1, "kind": "retaliation", "text": "what Mira Talvi wrote", "span": [5, 9], "by": null },
            { "member": 2, "kind": "cause", "text": "fire from the hills", "span": [5, 9], "by": "Northern Front" },
        ],
        "counts": [
            { "of": "killed", "low": 4, "best": 11, "high": 11, "rule": "most-sources", "said": [
                { "member": 0, "low": 11, "best": 11, "high": 11, "text": "11 people, among them Mira Talvi", "span": [5, 9], "by": null },
                { "member": 1, "low": 11, "best": 11, "high": 11, "text": "eleven", "span": [5, 9], "by": "Osk Lindqvist" },
                { "member": 2, "low": 4, "best": 4, "high": 4, "text": "four", "span": [5, 9], "by": "Northern Front" },
            ]},
            { "of": "munitions", "low": 24, "best": null, "high": 99, "rule": "only-one", "said": [
                { "member": 0, "low": 24, "best": null, "high": 99, "text": "dozens", "span": [5, 9], "by": null },
            ]},
            { "of": "injured", "low": 0, "best": null, "high": null, "reported_none": true, "rule": "only-one", "said": [
                { "member": 2, "low": 0, "best": null, "high": null, "reported_none": true, "text": "no injuries", "span": [5, 9], "by": null },
            ]},
        ],
        "sources": 3, "independent_sources": 2, "grade": "contested",
        "agreements": [{ "slot": "place", "kind": "same", "members": [0, 1, 2] }],
        "conflicts": [
            { "slot": "killed", "kind": "contradicts", "open": true, "said": [
                { "member": 0, "value": "11", "by": null, "text": "11 people, among them Mira Talvi", "span": [5, 9] },
                { "member": 1, "value": "11", "by": "Osk Lindqvist" },
                { "member": 2, "value": "4", "by": "Northern Front" },
            ]},
            { "slot": "responsibility", "kind": "contradicts", "open": true, "said": [
                { "member": 0, "value": "Northern Front: accused", "by": "Orvala Guard" },
                { "member": 2, "value": "Northern Front: denied", "by": "Northern Front" },
            ]},
        ],
        "why": [{ "members": [0, 1], "because": ["same day", "same victim Talvi"], "score": 0.93 }],
        "related": [{ "incident": "i-2024-05-a9", "relation": "part-of" }],
    });
    let people = json!([
        told("actor", "Northern Front", "armed-group"),
        told("victim", "Osk Lindqvist", "person")
    ]);
    let claims = json!([{
        "source": { "text": "The mayor", "span": [0, 9], "name": null, "id": null, "kind": "named" },
        "cue": null, "content": { "text": "Talvi was at home", "span": [4, 9] }, "stance": "asserts", "via": [],
    }]);
    made(
        incident,
        &[
            (
                report(
                    "north-1",
                    Some("Northern Courier"),
                    Some("Shells on Orvala"),
                    Some("2024-05-05"),
                ),
                event("ASSAULT", "shelled", people, claims),
            ),
            (
                report(
                    "talvi-killed",
                    Some("Daily Lantern"),
                    Some("Teacher Talvi killed"),
                    Some("2024-05-06"),
                ),
                event("ASSAULT", "shelling", json!([]), json!([])),
            ),
            (report("south-9", None, None, None), event("ASSAULT", "fire", json!([]), json!([]))),
        ],
    )
}

/// A threat: no place, no time, nobody hurt.
fn threat() -> Made {
    let incident = json!({
        "schema": "dateline-incident/1", "id": "i-x-22b1", "level": "incident",
        "members": [{ "report": "north-2", "event": "e1" }],
        "type": "THREATEN", "modes": [], "acled": null, "cameo": "138", "status": "threatened",
        "summary": "=Northern Front threatens Orvala Guard", "time": null, "place": null,
        "participants": [
            participant("actor", "Northern Front", Some("northern-front"), "armed-group", Some("LBN")),
            participant("recipient", "Orvala Guard", None, "armed-forces", Some("LBN")),
        ],
        "responsibility": [], "counts": [], "sources": 1, "independent_sources": 1, "grade": "weak",
        "agreements": [], "conflicts": [], "why": [],
    });
    let report = report("north-2", Some("Northern Courier"), None, Some("2024-05-07"));
    made(incident, &[(report, event("THREATEN", "threatened", json!([]), json!([])))])
}

/// A protest with a number of people that was revised later.
fn protest() -> Made {
    let mut crowd = participant("actor", "residents of Orvala", None, "civilians", None);
    crowd["private"] = true.into();
    let incident = json!({
        "schema": "dateline-incident/1", "id": "i-2024-06-01-0c4d", "level": "incident",
        "members": [{ "report": "a", "event": "e1" }, { "report": "b", "event": "e2" }],
        "type": "PROTEST", "modes": ["demonstration"], "acled": "Peaceful protest", "cameo": "141",
        "status": "occurred", "summary": "Residents of Orvala protest, \"peacefully\", over water",
        "time": { "edtf": "2024-06-01/2024-06-03", "earliest": "2024-06-01", "latest": "2024-06-03",
                  "date_prec": 2, "rule": "whole-range" },
        "place": { "name": "Orvala district", "geonames": null, "lat": 33.0, "lon": 35.25, "country": "LBN",
                   "where_prec": 3, "geo_precision": 2, "radius_km": 20.0, "rule": "only-one" },
        "participants": [crowd, participant("recipient", "Water Ministry", None, "government", Some("LBN"))],
        "responsibility": [],
        "counts": [{ "of": "participants", "low": 200, "best": 350, "high": 350, "rule": "most-sources", "said": [] }],
        "sources": 2, "independent_sources": 2, "grade": "fair", "agreements": [],
        "conflicts": [{ "slot": "participants", "kind": "revised-later", "open": true, "said": [
            { "member": 0, "value": "200", "by": null }, { "member": 1, "value": "350", "by": null },
        ]}],
        "why": [],
    });
    let courier = report("a", Some("Northern Courier"), None, Some("2024-06-01"));
    let lantern = report("b", Some("Daily Lantern"), None, Some("2024-06-04"));
    let event = event("PROTEST", "protested", json!([]), json!([]));
    made(incident, &[(courier, event.clone()), (lantern, event)])
}

/// A total over a year, of deaths that are told one by one elsewhere.
fn total() -> Made {
    let incident = json!({
        "schema": "dateline-incident/1", "id": "i-2024-aa01", "level": "aggregate",
        "members": [{ "report": "year", "event": "e1" }],
        "type": "ASSAULT", "modes": [], "acled": "Attack", "cameo": "190", "status": "occurred",
        "summary": "1,200 killed in a year",
        "time": { "edtf": "2024", "earliest": "2024-01-01", "latest": "2024-12-31", "date_prec": 5, "rule": "only-one" },
        "place": null, "participants": [], "responsibility": [],
        "counts": [{ "of": "killed", "low": 1200, "best": 1200, "high": 1200, "rule": "only-one", "said": [] }],
        "sources": 1, "independent_sources": 1, "grade": "weak", "agreements": [], "conflicts": [], "why": [],
        "related": [{ "incident": "i-2024-05-05-7f3a", "relation": "includes" }],
    });
    let report = report("year", Some("Daily Lantern"), None, Some("2025-01-02"));
    made(incident, &[(report, event("ASSAULT", "killed", json!([]), json!([])))])
}

/// An attack on civilians some time in a month, with nothing but "dozens" for the dead.
fn massacre() -> Made {
    let mut villagers = participant("victim", "villagers", None, "civilians", None);
    villagers["private"] = true.into();
    let incident = json!({
        "schema": "dateline-incident/1", "id": "i-2023-11-55e2", "level": "series",
        "members": [{ "report": "m", "event": "e1" }],
        "type": "ASSAULT", "modes": ["firearms"], "acled": "Attack", "cameo": "190", "status": "occurred",
        "summary": "Armed men kill dozens of villagers",
        "time": { "edtf": "2023-11", "earliest": "2023-11-01", "latest": "2023-11-30", "date_prec": 4, "rule": "only-one" },
        "place": { "name": "Yemen", "geonames": 69543, "lat": 15.5, "lon": 47.5, "country": "YEM",
                   "where_prec": 6, "geo_precision": null, "radius_km": 500.0, "rule": "only-one" },
        "participants": [participant("actor", "Sand Column", None, "armed-group", None), villagers],
        "responsibility": [],
        "counts": [{ "of": "killed", "low": 24, "best": null, "high": 99, "rule": "only-one", "said": [] }],
        "sources": 1, "independent_sources": 1, "grade": "weak", "agreements": [], "conflicts": [], "why": [],
    });
    let report = report("m", Some("Daily Lantern"), Some("Dozens dead"), Some("2023-12-02"));
    made(incident, &[(report, event("ASSAULT", "killed", json!([]), json!([])))])
}

/// A clash without deaths, at a point of which nobody says how exact it is.
fn clash() -> Made {
    let incident = json!({
        "schema": "dateline-incident/1", "id": "i-2024-07-09-b7b7", "level": "incident",
        "members": [{ "report": "c", "event": "e1" }],
        "type": "ASSAULT", "modes": ["firearms"], "acled": "Attack", "cameo": "193", "status": "occurred",
        "summary": "Sand Column attacks border troops",
        "time": { "edtf": "2024-07-09", "earliest": "2024-07-09", "latest": "2024-07-09", "date_prec": 1, "rule": "only-one" },
        "place": { "name": "Dry Well", "geonames": null, "lat": 15.0, "lon": 46.0, "country": "YEM",
                   "where_prec": null, "geo_precision": null, "radius_km": null, "rule": "only-one" },
        "participants": [
            participant("actor", "Sand Column", None, "armed-group", None),
            participant("recipient", "border troops", None, "armed-forces", Some("SAU")),
        ],
        "responsibility": [],
        "counts": [{ "of": "killed", "low": 0, "best": null, "high": null, "reported_none": true, "rule": "only-one", "said": [] }],
        "sources": 1, "independent_sources": 1, "grade": "weak", "agreements": [], "conflicts": [], "why": [],
    });
    let report = report("c", None, Some("Clash at the well"), None);
    made(incident, &[(report, event("ASSAULT", "attacked", json!([]), json!([])))])
}
