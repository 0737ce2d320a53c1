//! What incidents are asked for in an address: the filters of the command line, by the same names.

use std::fmt::Write;
use std::str::FromStr;

use dateline_core::incident::days::{Day, Days};
use dateline_core::incident::record::Grade;
use dateline_core::record::{EventType, Status};
use dateline_store::{Near, Within};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::problem::Problem;
use crate::cli;

/// Incidents on a page where the address does not say how many.
const PAGE: usize = 50;

/// Incidents on a page at most.
const LONGEST_PAGE: usize = 500;

/// The filters as they stand in an address. An empty one is as good as none, since that is what a
/// form sends for a field that nobody has filled in.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// It may have been on or after this day, month or year: 2024-05-31, 2024-05 or 2024
    #[param(example = "2024-05")]
    pub since: Option<String>,
    /// It may have been on or before this day, month or year
    pub until: Option<String>,
    /// It lies in this circle: degrees north, degrees east, kilometres
    #[param(example = "15.08,-2.22,50")]
    pub near: Option<String>,
    /// It lies in this box: degrees west, south, east, north
    #[param(example = "-5,12,3,18")]
    pub within: Option<String>,
    /// Its place is called so, by the gazetteer or a report, or it lies in the country of this name or code
    /// (`Mali`, `MLI`)
    pub place: Option<String>,
    /// Somebody who takes part is called so, or has this id in the actor base
    pub actor: Option<String>,
    /// Its type, one of PLOVER's: ASSAULT, COERCE, PROTEST, …
    #[serde(rename = "type")]
    pub event_type: Option<String>,
    /// Whether it happened: occurred, attempted, prevented, ongoing, planned, threatened, …
    pub status: Option<String>,
    /// The step of the ladder of confidence: confirmed, fair, weak, contested or discounted
    pub grade: Option<String>,
    /// At least so many reports tell of it
    pub min_sources: Option<String>,
    /// `true`: its reports disagree, and nobody has settled it
    pub conflicting: Option<String>,
    /// Its reports have all these words
    pub words: Option<String>,
    /// `latest` (the default) or `earliest` first
    pub order: Option<String>,
    /// So many at most: 50 where nothing is said, never more than 500
    pub limit: Option<String>,
    /// Those behind this one: as `next` of the page before has it
    pub after: Option<String>,
}

/// The filters, understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filters {
    pub since: Option<Day>,
    pub until: Option<Day>,
    pub near: Option<Near>,
    pub within: Option<Within>,
    pub place: Option<String>,
    pub actor: Option<String>,
    pub event_type: Option<EventType>,
    pub status: Option<Status>,
    pub grade: Option<Grade>,
    pub min_sources: Option<usize>,
    pub conflicting: bool,
    pub words: Option<String>,
    pub earliest_first: bool,
    pub limit: usize,
    pub after: Option<Cursor>,
    /// As they were given: names and values, in one order, those alone that are set.
    pub given: Vec<(&'static str, String)>,
}

/// Where a page of incidents goes on: behind this one, which need not be there any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub first: Option<Day>,
    pub id: String,
}

impl Parameters {
    /// Understands the filters.
    ///
    /// # Errors
    ///
    /// Where a value is none of its kind: the problem names the filter.
    pub fn filters(self) -> Result<Filters, Problem> {
        let mut given = Vec::new();
        let mut set = |name: &'static str, value: Option<String>| {
            let value =
                value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
            if let Some(value) = &value {
                given.push((name, value.clone()));
            }
            value
        };
        let since = set("since", self.since);
        let until = set("until", self.until);
        let near = set("near", self.near);
        let within = set("within", self.within);
        let place = set("place", self.place);
        let actor = set("actor", self.actor);
        let event_type = set("type", self.event_type);
        let status = set("status", self.status);
        let grade = set("grade", self.grade);
        let min_sources = set("min_sources", self.min_sources);
        let conflicting = set("conflicting", self.conflicting);
        let words = set("words", self.words);
        let order = set("order", self.order);
        let paging = |_: &str, value: Option<String>| value.filter(|value| !value.is_empty());
        let (limit, after) = (paging("limit", self.limit), paging("after", self.after));
        Ok(Filters {
            since: since.map(|day| days("since", &day)).transpose()?.map(|days| days.first),
            until: until.map(|day| days("until", &day)).transpose()?.map(|days| days.last),
            near: read("near", near, circle)?,
            within: read("within", within, area)?,
            place,
            actor,
            event_type: read("type", event_type, cli::store::event_type)?,
            status: read("status", status, cli::store::status)?,
            grade: read("grade", grade, cli::store::grade)?,
            min_sources: read("min_sources", min_sources, number)?,
            conflicting: read("conflicting", conflicting, flag)?.unwrap_or(false),
            words,
            earliest_first: read("order", order, order_of)?.unwrap_or(false),
            limit: page_length(limit)?,
            after: read("after", after, cursor)?,
            given,
        })
    }
}

impl Filters {
    /// What tells one set of filters from another, whatever page of it is asked for.
    pub fn key(&self) -> String {
        query(self.given.iter().map(|(name, value)| (*name, value.as_str())))
    }

    /// The address of the page behind an incident.
    pub fn next(&self, path: &str, first: Option<Day>, id: &str) -> String {
        let cursor = Cursor { first, id: id.to_owned() }.to_string();
        let limit = self.limit.to_string();
        let mut parts: Vec<(&str, &str)> =
            self.given.iter().map(|(name, value)| (*name, value.as_str())).collect();
        if self.limit != PAGE {
            parts.push(("limit", &limit));
        }
        parts.push(("after", &cursor));
        format!("{path}?{}", query(parts))
    }
}

impl Serialize for Filters {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.given.iter().map(|(name, value)| (name, value)))
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.first {
            Some(first) => write!(f, "{first}~{}", self.id),
            None => write!(f, "~{}", self.id),
        }
    }
}

fn cursor(text: &str) -> Result<Cursor, String> {
    let unknown = || "not where a page ends; take it from `next`".to_owned();
    let (first, id) = text.split_once('~').ok_or_else(unknown)?;
    let first = match first {
        "" => None,
        first => Some(first.parse().map_err(|_| unknown())?),
    };
    Ok(Cursor { first, id: id.to_owned() })
}

/// How many things a page has: as asked for, else 50; 500 at most.
///
/// # Errors
///
/// Where it is no number.
pub fn page_length(limit: Option<String>) -> Result<usize, Problem> {
    Ok(number_given("limit", limit)?.unwrap_or(PAGE).clamp(1, LONGEST_PAGE))
}

/// A number that may have been given; an empty value is none.
///
/// # Errors
///
/// Where it is something else; `name` says what it was given as.
pub fn number_given<T: FromStr>(name: &str, given: Option<String>) -> Result<Option<T>, Problem> {
    read(name, given.filter(|given| !given.is_empty()), number)
}

/// Names and values as the part of an address behind `?`.
pub fn query<'a>(parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = String::new();
    for (name, value) in parts {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(name);
        query.push('=');
        query.push_str(&encode(value));
    }
    query
}

/// A text as a part of an address: all but letters, digits and `-_~` of ASCII as percent and two
/// digits. A full stop is too, so that no name ends like the address of a JSON twin, or means a folder.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for &byte in text.as_bytes() {
        if byte.is_ascii_alphanumeric() || b"-_~".contains(&byte) {
            out.push(byte.into());
        } else {
            // writing to a string cannot fail
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn read<T>(
    name: &str,
    value: Option<String>,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<Option<T>, Problem> {
    let value = value.map(|value| read(value.trim()).map_err(|why| (value.clone(), why)));
    value.transpose().map_err(|(value, why)| Problem::bad_filter(name, &value, &why))
}

fn days(name: &str, text: &str) -> Result<Days, Problem> {
    let days = Days::of_edtf(text).filter(|_| text.len() >= 4 && !text.contains('/'));
    days.ok_or_else(|| {
        Problem::bad_filter(name, text, "not a date (write 2024-05-31, 2024-05 or 2024)")
    })
}

/// A box on the map: degrees west, south, east, north.
///
/// # Errors
///
/// Where there is no such box.
pub fn area(text: &str) -> Result<Within, String> {
    let area = cli::store::within(text)?;
    if area.is_valid() { Ok(area) } else { Err("no box on the map".to_owned()) }
}

fn circle(text: &str) -> Result<Near, String> {
    let near = cli::store::near(text)?;
    let is_valid = near.lat.abs() <= 90.0 && near.lon.abs() <= 180.0 && near.km >= 0.0;
    if is_valid { Ok(near) } else { Err("no circle on the map".to_owned()) }
}

fn number<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| "not a number".to_owned())
}

fn flag(text: &str) -> Result<bool, String> {
    match text {
        "true" | "1" | "on" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err("neither true nor false".to_owned()),
    }
}

fn order_of(text: &str) -> Result<bool, String> {
    match text {
        "earliest" => Ok(true),
        "latest" => Ok(false),
        _ => Err("neither latest nor earliest".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_field_is_no_filter_and_a_wrong_one_is_named() {
        let empty = Parameters { since: Some(String::new()), ..Parameters::default() };
        let filters = empty.filters().unwrap();
        assert_eq!((filters.since, filters.key()), (None, String::new()));
        let wrong = Parameters { since: Some("soon".into()), ..Parameters::default() };
        assert!(wrong.filters().unwrap_err().detail.contains("since"));
    }

    #[test]
    fn a_page_leads_to_the_next_with_the_same_filters() {
        let asked = Parameters {
            place: Some("Deir al-Balaḥ".into()),
            limit: Some("7".into()),
            ..Parameters::default()
        };
        let next = asked.filters().unwrap().next("/incidents", Some(19_848), "i-2024-05-05-7f3a");
        assert_eq!(
            next,
            "/incidents?place=Deir%20al-Bala%E1%B8%A5&limit=7&after=19848~i-2024-05-05-7f3a"
        );
        let after = cursor("19848~i-2024-05-05-7f3a").unwrap();
        assert_eq!(after, Cursor { first: Some(19_848), id: "i-2024-05-05-7f3a".into() });
    }
}
