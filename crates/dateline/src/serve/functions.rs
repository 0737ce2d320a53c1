//! What templates can say of a value beside itself: the words of the command line's tables.

use std::collections::BTreeMap;

use dateline_core::incident::days::Days;
use dateline_core::incident::record::{Count, Grade, Place, Responsibility, Time};
use dateline_core::incident::{CorrectedValue, Incident};
use dateline_core::place::gazetteer::Country;
use dateline_core::record;
use dateline_store::Move;
use minijinja::value::Serde;
use minijinja::{Environment, Error, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::filters::encode;
use crate::render::{incident_words, words};

/// Makes them known.
pub fn add(environment: &mut Environment<'static>) {
    environment.add_filter("encode", |text: String| encode(&text));
    environment.add_filter("when", |time: Value| -> Result<String, Error> {
        Ok(incident_words::when(optional::<Time>(time)?.as_ref()))
    });
    environment.add_filter("where", |place: Value| -> Result<String, Error> {
        Ok(optional::<Place>(place)?.map_or_else(String::new, |place| {
            incident_words::place_in(&place, place.country.as_deref().map(country))
        }))
    });
    environment.add_filter("country", |code: String| country(&code).to_owned());
    environment.add_global("countries", Value::from(Serde(countries())));
    environment.add_filter("exactness", |where_prec: Option<u8>| {
        where_prec.and_then(incident_words::exactness)
    });
    environment.add_filter("range", |count: Value| -> Result<String, Error> {
        Ok(incident_words::range_with_best(&read::<Count>(count)?))
    });
    environment.add_filter("kind", |incident: Value| -> Result<String, Error> {
        Ok(incident_words::kind(&read::<Incident>(incident)?))
    });
    environment.add_filter("sources", |incident: Value| -> Result<String, Error> {
        Ok(incident_words::sources(&read::<Incident>(incident)?))
    });
    environment.add_filter("grade_means", |grade: Value| -> Result<&'static str, Error> {
        Ok(incident_words::grade(read::<Grade>(grade)?).1)
    });
    environment.add_filter("rule_means", |rule: Value| -> Result<&'static str, Error> {
        Ok(incident_words::rule(read(rule)?))
    });
    environment.add_filter("stance", |stance: Value| -> Result<&'static str, Error> {
        Ok(words::stance(read(stance)?))
    });
    environment.add_filter("role", |role: Value| -> Result<&'static str, Error> {
        Ok(words::role(read(role)?))
    });
    environment.add_filter("counted", |of: Value| -> Result<String, Error> {
        Ok(words::counted(read(of)?))
    });
    environment.add_filter("language", |code: String| words::language(&code));
    environment.add_filter("one_line", |text: String| words::one_line(&text));
    environment.add_filter("short", |text: String, most: usize| words::short(&text, most));
    // the address of a sentence in its report
    environment.add_function("sentence", |report: String, span: Vec<usize>| {
        match span.as_slice() {
            [from, to] => format!("/reports/{}?mark={from}-{to}#mark", encode(&report)),
            _ => format!("/reports/{}", encode(&report)),
        }
    });
    environment.add_filter("web", |address: String| {
        crate::render::html::escape::web_address(&address).map(str::to_owned)
    });
    add_incident_words(environment);
    add_event_words(environment);
    add_numbers(environment);
}

/// Words for more of what an incident has.
fn add_incident_words(environment: &mut Environment<'static>) {
    environment.add_filter("conflict_means", |kind: Value| -> Result<&'static str, Error> {
        Ok(incident_words::conflict(read(kind)?))
    });
    environment.add_filter("agreement_means", |kind: Value| -> Result<&'static str, Error> {
        Ok(incident_words::agreement(read(kind)?))
    });
    environment.add_filter("relation_means", |relation: Value| -> Result<&'static str, Error> {
        Ok(incident_words::relation(read(relation)?))
    });
    environment.add_filter("held", |one: Value| -> Result<String, Error> {
        Ok(incident_words::responsibility(&read::<Responsibility>(one)?))
    });
    environment.add_filter("corrected", |value: Value| -> Result<String, Error> {
        Ok(incident_words::corrected(optional::<CorrectedValue>(value)?.as_ref()))
    });
    environment.add_filter("moves", |moves: Value| -> Result<Value, Error> {
        Ok(Value::from(Serde(moved(&read::<Vec<Move>>(moves)?))))
    });
}

/// Words for what a report says of one event.
fn add_event_words(environment: &mut Environment<'static>) {
    environment.add_filter("event_kind", |event: Value| -> Result<String, Error> {
        Ok(words::kind(&read(event)?))
    });
    environment.add_filter("event_standing", |event: Value| -> Result<Vec<&'static str>, Error> {
        Ok(words::standing(&read(event)?))
    });
    environment.add_filter("event_lacks", |event: Value| -> Result<Vec<&'static str>, Error> {
        Ok(words::open(&read(event)?))
    });
    environment.add_filter("event_place", |event: Value| -> Result<Option<String>, Error> {
        Ok(words::place(&read(event)?))
    });
    environment.add_filter("event_held", |one: Value| -> Result<String, Error> {
        Ok(words::responsibility(&read(one)?))
    });
    environment.add_filter("motive", |one: Value| -> Result<String, Error> {
        Ok(words::motive(&read(one)?))
    });
    environment.add_filter("number", |count: Value| -> Result<String, Error> {
        Ok(words::number(&read::<record::Count>(count)?))
    });
    environment.add_filter("source", |source: Value| -> Result<String, Error> {
        Ok(words::source(&read(source)?).0)
    });
    environment.add_filter("via", |claim: Value| -> Result<Vec<String>, Error> {
        Ok(words::via(&read(claim)?))
    });
    environment.add_filter("published", |date: Option<String>, basis: Value| -> Result<_, Error> {
        Ok(words::published(date.as_deref(), read(basis)?))
    });
}

/// What drawings and figures need.
fn add_numbers(environment: &mut Environment<'static>) {
    environment.add_filter("thousands", thousands);
    environment.add_filter("several", |many: u64, what: String| match many {
        1 => format!("1 {what}"),
        many => format!("{} {what}s", thousands(many)),
    });
    // the number of the first day of a date, counted from 1970-01-01
    environment.add_filter("day", |date: String| Days::of_edtf(&date).map(|days| days.first));
    environment.add_function("reach", reach);
    // what stands in an address behind `?`, by name; of several of one name the last
    environment.add_filter("parameters", |query: String| -> Value {
        let pairs = url::form_urlencoded::parse(query.as_bytes());
        Value::from(Serde(pairs.into_owned().collect::<BTreeMap<String, String>>()))
    });
}

/// The gazetteer's name of a country; its code where it has none.
fn country(code: &str) -> &str {
    Country::from_alpha3(code).map_or(code, |country| country.place().name())
}

/// A country.
#[derive(Serialize)]
struct OneCountry {
    code: &'static str,
    name: &'static str,
}

/// All countries by their names.
fn countries() -> Vec<OneCountry> {
    let all = Country::all();
    let all = all.map(|one| OneCountry { code: one.alpha3(), name: one.place().name() });
    let mut all: Vec<OneCountry> = all.collect();
    all.sort_by_key(|one| one.name);
    all
}

/// `1,200`.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How many degrees of longitude and of latitude a distance is at some latitude; near the poles, where
/// a degree of longitude is next to nothing, half the world at most.
fn reach(km: f64, lat: f64) -> Vec<f64> {
    const KM_OF_A_DEGREE: f64 = 111.32;
    let north = km / KM_OF_A_DEGREE;
    vec![(north / lat.to_radians().cos().max(0.01)).min(180.0), north]
}

/// Events that went the same way: how many, from which incident, to which.
#[derive(Serialize)]
struct Moved {
    events: usize,
    from: Option<String>,
    to: Option<String>,
}

fn moved(moves: &[Move]) -> Vec<Moved> {
    let mut ways: BTreeMap<(&Option<String>, &Option<String>), usize> = BTreeMap::new();
    for Move(_, from, to) in moves {
        *ways.entry((from, to)).or_default() += 1;
    }
    let of = |((from, to), events): ((&Option<String>, &Option<String>), usize)| Moved {
        events,
        from: from.clone(),
        to: to.clone(),
    };
    ways.into_iter().map(of).collect()
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    T::deserialize(value)
}

fn optional<T: DeserializeOwned>(value: Value) -> Result<Option<T>, Error> {
    if value.is_none() || value.is_undefined() { Ok(None) } else { read(value).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_three_digits() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn a_distance_is_more_degrees_of_longitude_far_from_the_equator() {
        let [east, north] = reach(111.32, 60.0)[..] else { panic!("two numbers") };
        assert!((east - 2.0).abs() < 1e-9 && (north - 1.0).abs() < 1e-9);
        assert!(reach(20_000.0, 90.0)[0] <= 180.0);
    }

    #[test]
    fn events_that_went_the_same_way_are_told_together() {
        let way = |row, to: &str| Move(row, None, Some(to.to_owned()));
        let told = moved(&[way(1, "b"), way(2, "a"), way(3, "b")]);
        let told: Vec<_> = told.iter().map(|one| (one.events, one.to.as_deref())).collect();
        assert_eq!(told, [(1, Some("a")), (2, Some("b"))]);
    }
}
