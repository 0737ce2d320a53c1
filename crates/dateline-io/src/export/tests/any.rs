//! Properties on made-up words.

use dateline_core::record::{Event, Report};
use proptest::prelude::*;
use serde_json::Value;

use super::{Format, Made, Options, export, incidents};
use crate::export::Exported;

fn config() -> ProptestConfig {
    ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() }
}

/// The shelling of the fixture as one value, changed.
fn changed(change: impl Fn(&mut Value, &mut Value)) -> (Value, Vec<(Report, Event)>) {
    let made = incidents().remove(0);
    let exported = made.exported();
    let mut incident = serde_json::to_value(exported.incident).expect("JSON");
    let told = exported.told.iter().map(|(report, event)| {
        let mut report = serde_json::to_value(report).expect("JSON");
        change(&mut incident, &mut report);
        let report = serde_json::from_value(report).expect("a report");
        (report, (*event).clone())
    });
    let told = told.collect();
    (incident, told)
}

fn written(
    format: Format,
    options: Options,
    (incident, told): &(Value, Vec<(Report, Event)>),
) -> Vec<u8> {
    let incident = serde_json::from_value(incident.clone()).expect("an incident");
    let told = told.iter().map(|(report, event)| (report, event)).collect();
    let exported = Exported { incident: &incident, told };
    export(format, options, &[exported]).expect("written").0
}

#[test]
fn whatever_a_report_says_can_be_read_by_others() {
    proptest!(config(), |(words in any::<String>(), title in any::<String>())| {
        let made = changed(|incident, report| {
            incident["summary"] = words.as_str().into();
            incident["place"]["name"] = title.as_str().into();
            report["title"] = title.as_str().into();
            report["publisher"] = words.as_str().into();
        });
        for format in Format::ALL {
            let bytes = written(format, Options::default(), &made);
            match format.extension() {
                "csv" => {
                    let rows = csv::Reader::from_reader(&bytes[..]).records().count();
                    let all = csv::Reader::from_reader(&bytes[..]).records().all(|row| row.is_ok());
                    let hashtags = usize::from(format == Format::Hxl);
                    prop_assert!(all && rows == 1 + hashtags);
                }
                "jsonl" => {
                    let text = String::from_utf8(bytes).expect("text");
                    prop_assert_eq!(text.matches('\n').count(), 1);
                    prop_assert!(serde_json::from_str::<Value>(&text).is_ok());
                }
                "parquet" => {
                    let rows = super::parquet::rows(bytes);
                    prop_assert_eq!(rows[0]["summary"].as_str(), Some(words.as_str()));
                }
                _ => prop_assert!(serde_json::from_slice::<Value>(&bytes).is_ok()),
            }
        }
    });
}

#[test]
fn whatever_a_private_person_is_called_is_left_out() {
    let name = "[A-ZÄÖ][a-zäöß]{3,9}( van)? [A-ZÉ][a-zé]{3,9}|[А-Я][а-я]{3,9} [А-Я][а-я]{3,9}|[ا-ي]{3,7} [ا-ي]{3,7}";
    proptest!(config(), |(name in name, before in "[a-z ]{0,20}", after in "[ .,’!][a-z ]{0,20}")| {
        let family = name.rsplit(' ').next().unwrap_or_default().to_owned();
        let made = changed(|incident, report| {
            incident["summary"] = format!("{before} {name}{after}").into();
            incident["participants"][2]["name"] = name.as_str().into();
            incident["conflicts"][0]["said"][0]["by"] = format!("{family}’s lawyer").into();
            incident["counts"][0]["said"][0]["text"] = format!("eleven with {family}").into();
            report["title"] = format!("{before} {family}{after}").into();
        });
        for format in Format::ALL.into_iter().filter(|format| !format.is_binary()) {
            let bytes = written(format, Options { without_persons: true }, &made);
            let text = String::from_utf8(bytes).expect("text");
            let words = text.split(|c: char| !c.is_alphanumeric());
            prop_assert!(words.clone().all(|word| word != family), "{format:?}: {text}");
        }
    });
}

#[test]
fn what_is_left_out_twice_is_left_out_once() {
    let options = Options { without_persons: true };
    for made in incidents() {
        let once = export(Format::Jsonl, options, &[made.exported()]).expect("written").0;
        let incident = serde_json::from_slice(&once).expect("an incident");
        let exported = Exported { incident: &incident, told: Made::exported(&made).told };
        let twice = export(Format::Jsonl, options, &[exported]).expect("written").0;
        assert_eq!(String::from_utf8(once), String::from_utf8(twice));
    }
}
