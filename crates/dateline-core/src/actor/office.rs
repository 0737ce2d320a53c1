//! Offices: who held which when, and whether a report says otherwise.
//!
//! What a report calls somebody and what is on record for its day stand side by side. A difference is
//! flagged and nothing is corrected: reports tell of former days, and the record may be wrong.

use std::sync::OnceLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ActorMention;
use super::base::Actor;
use super::lexicon::Lexicon;
use crate::text::{Document, Span};

/// An office that a person holds or held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// The office in English: "Prime Minister".
    pub role: String,
    /// ISO 3166-1 alpha-3, or the id of an actor.
    pub of: String,
    /// First day, month or year in office (ISO 8601, any precision).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day, month or year in office; none where it was still held when the entry was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// What an actor is or was a part of.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The id of the whole.
    pub of: String,
    /// First day, month or year (ISO 8601, any precision); none where always.
    pub from: Option<String>,
    /// Last day, month or year; none where it still is.
    pub to: Option<String>,
}

/// What a report calls a person's office, beside what is on record for the report's day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// The office that the report names, in English; null where it names none that is known.
    pub said: Option<String>,
    /// The offices on record for the day of the report.
    pub on_record: Vec<Role>,
    /// True where the report names another office than those on record, false where it names one of
    /// them; null where that cannot be said.
    pub differs: Option<bool>,
}

/// The days among which a report was written, by who it says holds which office: what all the times in
/// office share. None where nobody's is on record, or two contradict one another.
#[must_use]
pub fn days(actors: &[ActorMention]) -> Option<(Date, Date)> {
    let offices = actors.iter().map(|actor| &actor.terms).filter(|terms| !terms.is_empty());
    let terms = offices.map(|terms| {
        let first = terms.iter().map(|role| bound(role.from.as_deref(), Date::MIN, false));
        let last = terms.iter().map(|role| bound(role.to.as_deref(), Date::MAX, true));
        (first.min().unwrap_or(Date::MIN), last.max().unwrap_or(Date::MAX))
    });
    let all = terms.reduce(|one, other| (one.0.max(other.0), one.1.min(other.1)))?;
    (all.0 <= all.1).then_some(all)
}

/// The first or last day of a date of any precision.
fn bound(date: Option<&str>, open: Date, last: bool) -> Date {
    let Some(date) = date else { return open };
    let mut parts = date.split('-').filter_map(|part| part.parse::<i16>().ok());
    let Some(year) = parts.next() else { return open };
    let small = |part: Option<i16>| part.and_then(|part| i8::try_from(part).ok());
    let (month, day) = (small(parts.next()), small(parts.next()));
    let in_month = Date::new(year, month.unwrap_or(if last { 12 } else { 1 }), day.unwrap_or(1));
    match in_month {
        Ok(date) if last && day.is_none() => date.last_of_month(),
        Ok(date) => date,
        Err(_) => open,
    }
}

/// `data/actors/offices.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Offices {
    /// Names of one office in different states.
    same: Vec<Vec<String>>,
    /// Names that fit many offices.
    loose: Vec<String>,
}

impl Offices {
    fn get() -> &'static Self {
        static OFFICES: OnceLock<Offices> = OnceLock::new();
        OFFICES.get_or_init(|| {
            toml::from_str(dateline_data::OFFICES)
                .unwrap_or_else(|error| panic!("data/actors/offices.toml: {error}"))
        })
    }

    /// True where the office on record is the one that is said: "Mayor of Kyiv" is a mayor.
    fn alike(&self, on_record: &str, said: &str) -> bool {
        let is = |office: &str, name: &str| {
            office.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        let has = |group: &[String], office: &str| group.iter().any(|known| is(office, known));
        is(on_record, said)
            || self.same.iter().any(|group| has(group, on_record) && has(group, said))
    }
}

/// True where a stretch of time with ends of any precision covers a day: a month's last day counts.
fn covers(from: Option<&str>, to: Option<&str>, day: Date) -> bool {
    let day = day.to_string();
    let cut = |to: &str| day[..to.len().min(day.len())].to_owned();
    from.is_none_or(|from| *from <= *cut(from)) && to.is_none_or(|to| *cut(to) <= *to)
}

impl Membership {
    /// True where it holds on a day; without a day, where it never ended.
    pub(super) fn holds(&self, day: Option<Date>) -> bool {
        match day {
            Some(day) => covers(self.from.as_deref(), self.to.as_deref(), day),
            None => self.to.is_none(),
        }
    }
}

impl Role {
    /// True where the office is held on a day.
    pub(super) fn holds(&self, day: Date) -> bool {
        covers(self.from.as_deref(), self.to.as_deref(), day)
    }
}

/// What is wrong with two ends of a stretch of time.
pub(super) fn wrong_dates(from: Option<&str>, to: Option<&str>) -> Option<String> {
    let ends = [from, to].into_iter().flatten();
    if let Some(bad) = ends.clone().find(|end| !is_date(end)) {
        return Some(format!("“{bad}” is not a date (write 2024-05-31, 2024-05 or 2024)"));
    }
    let (from, to) = (from?, to?);
    let least = from.len().min(to.len());
    (from[..least] > to[..least]).then(|| format!("{from} is later than {to}"))
}

fn is_date(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        4 => digits(text),
        7 => format!("{text}-01").parse::<Date>().is_ok(),
        10 => text.parse::<Date>().is_ok(),
        _ => false,
    }
}

/// What a report calls the office of a person of the base, beside what is on record (none where neither
/// says anything), and the terms on record of the office that the report says is held.
pub(super) fn office(
    document: &Document,
    lexicon: &Lexicon,
    actor: &Actor,
    title: Option<Span>,
    day: Option<Date>,
) -> (Option<Office>, Vec<Role>) {
    if actor.roles.is_empty() {
        return (None, Vec::new());
    }
    let (named, fully) = title.map_or((Vec::new(), true), |title| {
        let tokens = &document.tokens[document.tokens_in(title)];
        (lexicon.offices(tokens), lexicon.in_office(tokens))
    });
    let on_record: Vec<Role> = match day {
        Some(day) => actor.roles.iter().filter(|role| role.holds(day)).cloned().collect(),
        None => Vec::new(),
    };
    if named.is_empty() && on_record.is_empty() {
        return (None, Vec::new());
    }
    let offices = Offices::get();
    let is = |said: &str, role: &Role| offices.alike(&role.role, said);
    let right = named.iter().find(|said| on_record.iter().any(|role| is(said, role)));
    let said = right.or(named.first()).map(|said| (*said).to_owned());
    let differs = said.as_deref().filter(|_| day.is_some() && fully).and_then(|said| {
        if right.is_some() {
            return Some(false);
        }
        // Nobody's every office is on record: only what stands against one that is can differ.
        let known = !on_record.is_empty() || actor.roles.iter().any(|role| is(said, role));
        let loose = named.iter().any(|said| offices.loose.iter().any(|office| office == said));
        (known && !loose).then_some(true)
    });
    let held = said.as_deref().filter(|_| fully);
    let terms = held.map_or_else(Vec::new, |said| {
        actor.roles.iter().filter(|role| is(said, role)).cloned().collect()
    });
    (Some(Office { said, on_record, differs }), terms)
}
