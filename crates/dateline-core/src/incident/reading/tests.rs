//! What members disagree on, on made-up records: an event is what differs from a bare one.

use serde_json::{Value, json};

use super::super::batch::merge;
use super::super::record::{Conflict, ConflictKind, Incident, Slot};
use super::super::{Facts, Told};
use super::reading;
use crate::Record;

/// A report of a day with one event of force.
fn report(name: &str, language: &str, published: &str, more: &Value) -> Record {
    let mut event = json!({
        "id": "e1", "type": "ASSAULT", "modes": [], "contexts": [], "acled": null, "cameo": null,
        "muc4": null, "status": "occurred", "trigger": { "text": "attack", "span": [0, 6] },
        "summary": "", "time": null, "place": null, "participants": [], "responsibility": [],
        "counts": [], "claims": [], "evidence": [],
    });
    for (key, value) in more.as_object().expect("an object") {
        event[key] = value.clone();
    }
    let published = (!published.is_empty()).then_some(published);
    let record = json!({
        "schema": "dateline/1", "events": [event],
        "report": {
            "name": name, "source_path": null, "url": null, "title": null, "byline": null,
            "publisher": null, "language": language, "published": published,
            "published_basis": "given", "text": name, "removed": [],
        },
    });
    serde_json::from_value(record).expect("a record")
}

/// What the events of some reports say together.
fn together(records: &[Record]) -> Incident {
    let facts: Vec<Facts> = records.iter().map(Facts::of).collect();
    let told: Vec<Told<'_>> = records
        .iter()
        .zip(&facts)
        .map(|(record, facts)| Told {
            report: &record.report,
            report_facts: &facts.report,
            event: &record.events[0],
            facts: &facts.events[0],
        })
        .collect();
    reading("i-1".to_owned(), &told, Vec::new())
}

/// The conflict on a slot.
fn on(incident: &Incident, slot: Slot) -> Option<&Conflict> {
    incident.conflicts.iter().find(|conflict| conflict.slot == slot)
}

fn weapon(text: &str) -> Value {
    let part = json!({
        "role": "instrument", "text": text, "name": null, "id": null, "kind": "weapon",
        "country": null, "span": [10, 20],
    });
    json!({ "participants": [part] })
}

#[test]
fn weapons_that_exclude_each_other_are_a_conflict() {
    let of = |one: (&str, &str), two: (&str, &str)| {
        let one = report("r1", one.0, "2024-05-05", &weapon(one.1));
        let two = report("r2", two.0, "2024-05-05", &weapon(two.1));
        let incident = together(&[one, two]);
        on(&incident, Slot::Instrument).map(|conflict| {
            conflict.said.iter().map(|value| value.value.clone()).collect::<Vec<_>>().join(" ")
        })
    };
    assert_eq!(of(("en", "mortar shells"), ("de", "Raketen")).as_deref(), Some("mortar rocket"));
    assert_eq!(of(("en", "a knife"), ("fr", "un fusil")).as_deref(), Some("blade gun"));
    // narrower and wider words, one word of two in another language, and what an attack has both of
    assert_eq!(of(("en", "projectiles"), ("en", "mortar shells")), None);
    assert_eq!(of(("en", "a missile"), ("ar", "صاروخ")), None);
    assert_eq!(of(("en", "rifles"), ("en", "a car bomb")), None);
}

fn motive(kind: &str, text: &str, about: &[(&str, &str, &str)]) -> Value {
    let about: Vec<Value> = about
        .iter()
        .map(|(name, kind, country)| json!({ "name": name, "kind": kind, "country": country }))
        .collect();
    json!({ "motives": [{
        "kind": kind, "cue": { "text": "cue", "span": [10, 13] }, "text": text, "span": [14, 40],
        "by": null, "about": about,
    }] })
}

#[test]
fn reasons_that_have_nothing_in_common_are_a_conflict() {
    let of = |one: &Value, two: &Value| {
        let one = report("r1", "en", "2024-05-05", one);
        let two = report("r2", "en", "2024-05-05", two);
        on(&together(&[one, two]), Slot::Motive).is_some()
    };
    let with =
        motive("coordination", "the Korva militia", &[("Korva militia", "armed-group", "MLI")]);
    let raid = motive("retaliation", "a raid in Dorva", &[("Dorva", "place", "NER")]);
    let other = motive("retaliation", "the killings in Tessit", &[("Tessit", "place", "BFA")]);
    let again = motive("retaliation", "an assault on Dorva", &[("Dorva", "place", "NER")]);
    let vague = motive("retaliation", "what it called crimes", &[]);
    let who = motive("retaliation", "strikes of the army", &[("Army", "armed-forces", "MLI")]);
    let aim = motive("aim", "free the captives in Gao", &[("Gao", "place", "MLI")]);
    assert!(of(&with, &raid));
    assert!(of(&raid, &other));
    // the same place, nothing named, somebody against a place, an aim
    assert!(!of(&raid, &again));
    assert!(!of(&raid, &vague));
    assert!(!of(&raid, &who));
    assert!(!of(&raid, &aim));
}

fn count(of: &str, low: u64, high: Option<u64>, none: bool, span: [usize; 2]) -> Value {
    json!({
        "of": of, "low": low, "best": null, "high": high, "text": "count", "span": span,
        "by": null, "reported_none": none,
    })
}

#[test]
fn none_that_is_reported_is_revised_by_a_figure_and_contradicts_an_earlier_one() {
    let kind = |one: &str, two: &str| {
        let hurt = json!({ "counts": [count("injured", 1, Some(1), false, [0, 5])] });
        let none = json!({ "counts": [count("injured", 0, None, true, [0, 5])] });
        let incident = together(&[report("r1", "en", one, &hurt), report("r2", "en", two, &none)]);
        incident.conflicts.first().map(|conflict| conflict.kind)
    };
    assert_eq!(kind("2024-05-06", "2024-05-05"), Some(ConflictKind::RevisedLater));
    assert_eq!(kind("", ""), Some(ConflictKind::RevisedLater));
    assert_eq!(kind("2024-05-05", "2024-05-06"), Some(ConflictKind::Contradicts));
}

#[test]
fn a_headline_against_its_own_text_is_a_conflict() {
    let told = json!({
        "counts": [
            count("killed", 5, Some(5), false, [0, 5]),
            count("killed", 7, Some(7), false, [40, 45]),
        ],
        "evidence": [
            { "text": "headline", "span": [0, 20], "in": "headline" },
            { "text": "body", "span": [30, 60], "in": "body" },
        ],
    });
    let incident = together(&[report("r1", "en", "2024-05-05", &told)]);
    let conflict = &incident.conflicts[0];
    assert_eq!(conflict.kind, ConflictKind::Contradicts);
    let said: Vec<_> = conflict.said.iter().map(|one| (one.member, one.span)).collect();
    assert_eq!(said, [(0, Some([0, 5])), (0, Some([40, 45]))]);
}

#[test]
fn one_report_alone_is_in_no_conflict() {
    let records = [report("r1", "en", "2024-05-05", &weapon("a knife"))];
    assert!(merge(&records, &[]).iter().all(|incident| incident.conflicts.is_empty()));
}
