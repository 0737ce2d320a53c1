//! JSON formats: read by serde_json, GeoJSON by the `geojson` crate, PLOVER and ClaimReview against
//! JSON Schemas by the `boon` validator. The schemas are written from the published lists of fields.

use serde_json::Value;

use super::{Format, Options, exported, text};

fn validate(schema: &str, value: &Value) {
    let schema: Value = serde_json::from_str(schema).expect("a schema is JSON");
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.add_resource("schema.json", schema).expect("a schema");
    let index = compiler.compile("schema.json", &mut schemas).expect("a sound schema");
    if let Err(error) = schemas.validate(value, index) {
        panic!("{error:#}\n{value:#}");
    }
}

fn records(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("an object a line")).collect()
}

/// Without what would make a snapshot long.
fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("JSON")
}

#[test]
fn jsonl_and_json_are_the_incidents() {
    let lines = records(&text(Format::Jsonl));
    let array: Vec<Value> = serde_json::from_str(&text(Format::Json)).expect("an array");
    assert_eq!(lines, array);
    for (line, made) in lines.into_iter().zip(super::incidents()) {
        let read: dateline_core::incident::Incident =
            serde_json::from_value(line).expect("an incident");
        assert_eq!(&read, made.exported().incident);
    }
}

#[test]
fn jsonl_without_persons() {
    let (bytes, _) = exported(Format::Jsonl, Options { without_persons: true });
    let text = String::from_utf8(bytes).expect("text");
    let incidents = records(&text);
    for incident in &incidents {
        serde_json::from_value::<dateline_core::incident::Incident>(incident.clone())
            .expect("still an incident");
    }
    insta::assert_snapshot!(pretty(&incidents[0]));
}

#[test]
fn geojson() {
    let text = text(Format::Geojson);
    let collection: geojson::FeatureCollection =
        text.parse::<geojson::GeoJson>().expect("GeoJSON").try_into().expect("a collection");
    assert_eq!(collection.features.len(), 6);
    let points = collection.features.iter().filter(|feature| feature.geometry.is_some());
    assert_eq!(points.count(), 3);
    let first = &collection.features[0];
    let geometry = first.geometry.as_ref().expect("a point");
    let geojson::GeometryValue::Point { coordinates } = &geometry.value else {
        panic!("{geometry:?}")
    };
    assert_eq!(coordinates.as_slice(), [35.5, 33.25], "east before north");
    let known = first.properties.as_ref().expect("properties").iter();
    let known: serde_json::Map<String, Value> = known
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    insta::assert_snapshot!(pretty(&known));
}

#[test]
fn no_point_of_geojson_lacks_its_precision() {
    let collection: Value = serde_json::from_str(&text(Format::Geojson)).expect("JSON");
    for feature in collection["features"].as_array().expect("features") {
        let properties = &feature["properties"];
        let precise = ["place.where_prec", "place.geo_precision", "place.radius_km"]
            .iter()
            .any(|name| !properties[*name].is_null());
        assert!(feature["geometry"].is_null() || precise, "{feature}");
        // and it stands nowhere else
        assert!(properties.get("place.lat").is_none());
    }
}

#[test]
fn plover() {
    let records = records(&text(Format::Plover));
    for record in &records {
        validate(include_str!("plover.schema.json"), record);
        let place = &record["event_loc"];
        let precise =
            ["where_prec", "geo_precision", "radius_km"].iter().any(|name| !place[*name].is_null());
        assert!(place["latitude"].is_null() || precise, "{record}");
    }
    insta::assert_snapshot!(pretty(&records[0]));
}

#[test]
fn plover_has_acts_of_words_too() {
    let records = records(&text(Format::Plover));
    let threat = records.iter().find(|record| record["event"][0] == "THREATEN").expect("a threat");
    assert_eq!(threat["actor"][0]["identifier_text"], "Northern Front");
    assert_eq!(threat["recipient"][0]["sector"], "MIL");
    assert!(threat["date"].is_null() && threat["event_loc"].is_null());
}

#[test]
fn claimreview() {
    let reviews: Value = serde_json::from_str(&text(Format::Claimreview)).expect("JSON");
    validate(include_str!("claimreview.schema.json"), &reviews);
    let slots: Vec<&str> = reviews
        .as_array()
        .expect("an array")
        .iter()
        .filter_map(|review| review["itemReviewed"]["name"].as_str())
        .collect();
    assert_eq!(
        slots,
        [
            "killed: 11",
            "killed: 4",
            "responsibility: Northern Front: accused",
            "responsibility: Northern Front: denied",
            "participants: 200",
            "participants: 350",
        ]
    );
    insta::assert_snapshot!(pretty(&reviews[0]));
}

#[test]
fn a_denial_is_a_dispute_though_no_conflict_is_recorded() {
    let mut made = super::incidents();
    let shelling = made.remove(0);
    let exported = shelling.exported();
    let mut incident = exported.incident.clone();
    incident.conflicts.clear();
    incident.independent_sources = 3;
    let exported = crate::export::Exported { incident: &incident, told: exported.told };
    let written = super::export(Format::Claimreview, Options::default(), &[exported]);
    let reviews: Value = serde_json::from_slice(&written.expect("written").0).expect("JSON");
    validate(include_str!("claimreview.schema.json"), &reviews);
    let rating = |at: usize| reviews[at]["reviewRating"]["alternateName"].as_str().expect("words");
    assert_eq!(rating(0), "disputed, supported by 2 independent sources");
    assert_eq!(rating(1), "disputed, said by 1 outlet");
}

#[test]
fn no_claim_is_rated_true_or_false() {
    let reviews: Value = serde_json::from_str(&text(Format::Claimreview)).expect("JSON");
    let mut ratings = Vec::new();
    for review in reviews.as_array().expect("an array") {
        assert!(review["reviewRating"].get("ratingValue").is_none());
        ratings.push(review["reviewRating"]["alternateName"].as_str().expect("words").to_owned());
    }
    assert_eq!(ratings[0], "disputed, said by 2 outlets");
    assert_eq!(ratings[1], "disputed, said by 1 outlet");
    assert_eq!(ratings[4..], ["revised later", "latest figure"]);
}
