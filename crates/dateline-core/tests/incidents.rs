//! Which events are one occurrence, case by case: invented reports, and what makes two of them one.

use dateline_core::Record;
use dateline_core::incident::pair::{Feature, features};
use dateline_core::incident::{Facts, batch, compare};
use serde_json::{Value, json};

/// Where something happened: name, latitude, longitude, precision.
type Town = (&'static str, f64, f64, &'static str);

const BOREK: Town = ("Borek", 10.0, 20.0, "settlement");
/// 44 kilometres north of Borek.
const LUSK: Town = ("Lusk", 10.4, 20.0, "settlement");
/// Of the other side of the world.
const NAMESAKE: Town = ("Borek Heights", -30.0, 140.0, "settlement");

/// A report of one raid, with the names that stand in its text.
fn report(name: &str, day: &str, town: Option<Town>, names: &str) -> Record {
    let sentence = "Raiders shot guards at the depot.";
    let text = format!("{sentence} In the evening {names} were named, and told what they saw.");
    let place = town.map(|(name, lat, lon, precision)| {
        json!({ "text": name, "span": [0, 1], "name": name, "geonames": null, "lat": lat, "lon": lon,
            "country": "AAA", "precision": precision, "radius_km": 1.0 })
    });
    record(name, &text, vec![event("e1", day, place, sentence)])
}

fn event(id: &str, day: &str, place: Option<Value>, sentence: &str) -> Value {
    json!({
        "id": id, "type": "ASSAULT", "modes": ["firearms"], "contexts": [], "acled": "Attack", "cameo": null,
        "muc4": null, "status": "occurred", "trigger": { "text": "shot", "span": [8, 12] },
        "summary": "raid", "participants": [], "responsibility": [], "counts": [], "claims": [],
        "time": { "text": day, "span": [0, 1], "edtf": day, "precision": "day", "basis": "stated" },
        "place": place,
        "evidence": [{ "text": sentence, "span": [0, sentence.len()], "in": "body" }],
    })
}

fn record(name: &str, text: &str, events: Vec<Value>) -> Record {
    serde_json::from_value(json!({
        "schema": "dateline/1", "events": events,
        "report": { "name": name, "source_path": null, "url": null, "title": null, "byline": null,
            "publisher": null, "language": "en", "published": "2024-05-03",
            "published_basis": "given", "text": text, "removed": [] },
    }))
    .expect("a made-up report is a report")
}

const STORY: &str = "Ansa Kolde, Bruno Maack, Cora Dahl, Dirk Vass, Edda Roon and Falk Siebert";
const OTHERS: &str =
    "Gesa Holm, Hauke Brandt, Inka Lund, Jorn Petersen, Kaja Ritter and Lars Thoms";

fn value(one: &Record, two: &Record, feature: Feature) -> Option<f64> {
    let (one, two) = (Facts::of(one), Facts::of(two));
    features((&one, 0), (&two, 0)).map(|pair| pair.features[feature as usize])
}

/// True where blocks bring the two together, from whichever side one looks.
fn meet(one: &Record, two: &Record) -> bool {
    let facts = [Facts::of(one), Facts::of(two)];
    let turned = [facts[1].clone(), facts[0].clone()];
    let found = !batch::pairs(&facts).is_empty();
    assert_eq!(found, !batch::pairs(&turned).is_empty(), "blocks look both ways");
    found
}

#[test]
fn raids_on_two_towns_of_one_day_are_two() {
    let one = report("a", "2024-05-02", Some(BOREK), STORY);
    let two = report("b", "2024-05-02", Some(LUSK), OTHERS);
    assert_eq!(value(&one, &two, Feature::PlacesApart), Some(1.0));
    // "near Lusk" may be as far away as Borek is
    let near = report("c", "2024-05-02", Some((LUSK.0, LUSK.1, LUSK.2, "area")), OTHERS);
    assert_eq!(value(&one, &near, Feature::PlacesApart), Some(0.0));
    assert!(value(&one, &near, Feature::NearPlace).is_some_and(|near| near < 0.2));
}

#[test]
fn a_namesake_far_away_is_forgiven_where_the_reports_tell_one_story() {
    let right = report("a", "2024-05-02", Some(BOREK), STORY);
    let wrong = report("b", "2024-05-02", Some(NAMESAKE), STORY);
    assert_eq!(value(&right, &wrong, Feature::PlacesApart), Some(1.0));
    let other = report("c", "2024-05-02", Some(NAMESAKE), OTHERS);
    assert_eq!(value(&right, &other, Feature::PlacesApart), None, "another raid");
}

#[test]
fn reports_without_a_place_meet_by_their_story() {
    let one = report("a", "2024-05-02", None, STORY);
    let two = report("b", "2024-05-02", Some(BOREK), STORY);
    assert!(meet(&one, &two));
    let linked = compare::compare(&Facts::of(&one), &Facts::of(&two));
    assert!(linked[0].because.iter().any(|why| why.contains("names and numbers in common")));
}

#[test]
fn a_thing_that_only_its_name_tells_of_lies_where_its_report_is() {
    let sentence = "Raiders shot guards at the depot.";
    let street = json!({ "text": "Mill Street", "span": [0, 1], "name": "Mill Street", "geonames": null,
        "lat": null, "lon": null, "country": null, "precision": "unknown" });
    let town = json!({ "text": "Borek", "span": [0, 1], "name": "Borek", "geonames": null, "lat": 10.0,
        "lon": 20.0, "country": "AAA", "precision": "settlement", "radius_km": 1.0 });
    let day = "2024-05-02";
    let events =
        vec![event("e1", day, Some(street), sentence), event("e2", day, Some(town), sentence)];
    let facts = Facts::of(&record("a", sentence, events));
    let spot = facts.events[0].spot.expect("the street is somewhere");
    assert_eq!(spot.point, Some([10.0, 20.0]));
    assert!(spot.radius_km >= 10.0, "though nobody says where in the town");
}
