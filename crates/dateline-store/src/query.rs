//! Incidents that fit what is asked.

use std::ops::ControlFlow;

use dateline_core::incident::days::{Day, Days};
use dateline_core::incident::pair::distance;
use dateline_core::incident::record::{Conflict, Grade};
use dateline_core::incident::{Incident, Member};
use dateline_core::place::gazetteer::Country;
use dateline_core::record::{EventType, Status};
use rusqlite::Connection;
use rusqlite::types::Value;
use serde::Serialize;

use crate::error::{Error, Kind, Result};
use crate::pack::unpack;
use crate::show::{Shown, whole};
use crate::write::{UNDATED, name_of};
use crate::{Store, search};

/// What incidents are asked for. All that is given must hold; the default asks for all.
///
/// ```
/// use dateline_store::{Query, Store};
///
/// let store = Store::in_memory()?;
/// let query = Query { since: Some("2024-05".into()), limit: Some(10), ..Query::default() };
/// assert!(store.incidents(&query)?.is_empty());
/// # Ok::<(), dateline_store::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// It may have been on or after this day, month or year (`2024-05-05`, `2024-05`, `2024`).
    pub since: Option<String>,
    /// It may have been on or before this day, month or year.
    pub until: Option<String>,
    /// Its point lies in this circle.
    pub near: Option<Near>,
    /// Its point lies in this box.
    pub within: Option<Within>,
    /// Its place is called so by the gazetteer or a report, or it lies in the country of this name
    /// (`Lebanon`) or code (`LBN`).
    pub place: Option<String>,
    /// Somebody who takes part is called so, or has this id in the actor base.
    pub actor: Option<String>,
    /// Its PLOVER type.
    pub event_type: Option<EventType>,
    /// Whether it happened.
    pub status: Option<Status>,
    /// How well it is attested.
    pub grade: Option<Grade>,
    /// At least so many reports tell of it.
    pub min_sources: Option<usize>,
    /// Its reports disagree, and nobody has settled it.
    pub conflicting: bool,
    /// Its reports have all these words.
    pub words: Option<String>,
    /// So many at most.
    pub limit: Option<usize>,
}

/// A circle on the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Radius in kilometres.
    pub km: f64,
}

/// A box on the map.
///
/// ```
/// use dateline_store::Within;
///
/// // from Fiji over the line where east becomes west to Samoa
/// let sea = Within { west: 177.0, south: -20.0, east: -171.0, north: -12.0 };
/// assert!(sea.holds(-13.6, -172.4) && sea.holds(-18.1, 178.4));
/// assert!(!sea.holds(-13.6, 0.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Within {
    /// Degrees east at its left. More than `east` where the box lies over the line where east becomes
    /// west.
    pub west: f64,
    /// Degrees north at its lower side.
    pub south: f64,
    /// Degrees east at its right.
    pub east: f64,
    /// Degrees north at its upper side.
    pub north: f64,
}

impl Within {
    /// True of a point that lies in the box or on its border: degrees north, degrees east.
    #[must_use]
    pub fn holds(&self, lat: f64, lon: f64) -> bool {
        let across = if self.west <= self.east {
            self.west <= lon && lon <= self.east
        } else {
            self.west <= lon || lon <= self.east
        };
        across && self.south <= lat && lat <= self.north
    }

    /// True where there is such a box.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        let known = |lat: f64, lon: f64| lat.abs() <= 90.0 && lon.abs() <= 180.0;
        known(self.south, self.west) && known(self.north, self.east) && self.south <= self.north
    }
}

/// A slot of an incident that its reports disagree on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dispute {
    /// The incident's id.
    pub incident: String,
    /// What it is, in one line.
    pub summary: String,
    /// Its members, which the conflict's sides are numbers of.
    pub members: Vec<Member>,
    /// What is said on each side.
    pub conflict: Conflict,
}

impl Store {
    /// The incidents that fit, by their first days and ids; those without a day come last.
    ///
    /// # Errors
    ///
    /// Where a day is none ([`Error::is_bad_request`]), or the file cannot be read.
    pub fn incidents(&self, query: &Query) -> std::result::Result<Vec<Incident>, Error> {
        let mut found = Vec::new();
        let _: ControlFlow<()> = self.each_incident(query, |incident| {
            found.push(incident);
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// The incidents that fit, in the order of [`Store::incidents`], one at a time, until `tell` breaks
    /// off; gives what it broke off with. All are as they were at one moment, and no more than one is in
    /// memory.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use dateline_store::{Query, Store};
    ///
    /// let store = Store::in_memory()?;
    /// let first = store.each_incident(&Query::default(), |incident| ControlFlow::Break(incident.id))?;
    /// assert!(first.is_continue(), "there is none");
    /// # Ok::<(), dateline_store::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Store::incidents`].
    pub fn each_incident<B>(
        &self,
        query: &Query,
        mut tell: impl FnMut(Incident) -> ControlFlow<B>,
    ) -> std::result::Result<ControlFlow<B>, Error> {
        self.read(|db| each_row(db, query, |row| Ok(tell(by_row(db, row)?))))
    }

    /// The same, each with the series and totals that it lies in or that lie in it, and with the events
    /// that it is made of, as [`Store::incident`] and [`Store::members`] give them.
    ///
    /// # Errors
    ///
    /// As [`Store::incidents`].
    pub fn each_whole<B>(
        &self,
        query: &Query,
        mut tell: impl FnMut(Incident, Vec<Shown>) -> ControlFlow<B>,
    ) -> std::result::Result<ControlFlow<B>, Error> {
        self.read(|db| {
            each_row(db, query, |row| {
                let (incident, shown) = whole(db, by_row(db, row)?)?;
                Ok(tell(incident, shown))
            })
        })
    }

    /// The conflicts that nobody has settled, of the incidents that fit, in their order, one at a time,
    /// until `tell` breaks off; gives what it broke off with.
    ///
    /// # Errors
    ///
    /// As [`Store::incidents`].
    pub fn each_conflict<B>(
        &self,
        query: &Query,
        mut tell: impl FnMut(Dispute) -> ControlFlow<B>,
    ) -> std::result::Result<ControlFlow<B>, Error> {
        let query = Query { conflicting: true, ..query.clone() };
        self.each_incident(&query, |incident| {
            disputes(incident).into_iter().try_for_each(&mut tell)
        })
    }

    /// The incidents whose reports have all these words, the likeliest to be meant first, `limit` at
    /// most. A word of four letters or more is also found with another ending.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn search(
        &self,
        words: &str,
        limit: Option<usize>,
    ) -> std::result::Result<Vec<Incident>, Error> {
        let mut found = Vec::new();
        let _: ControlFlow<()> = self.each_found(words, limit, |incident| {
            found.push(incident);
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// The same, one at a time, until `tell` breaks off; gives what it broke off with.
    ///
    /// # Errors
    ///
    /// As [`Store::search`].
    pub fn each_found<B>(
        &self,
        words: &str,
        limit: Option<usize>,
        mut tell: impl FnMut(Incident) -> ControlFlow<B>,
    ) -> std::result::Result<ControlFlow<B>, Error> {
        self.read(|db| {
            let found = search::ranked(db, words, limit)?;
            each(found, |row| Ok(tell(by_row(db, row)?)))
        })
    }

    /// The same, each as [`Store::each_whole`] has it.
    ///
    /// # Errors
    ///
    /// As [`Store::search`].
    pub fn each_whole_found<B>(
        &self,
        words: &str,
        limit: Option<usize>,
        mut tell: impl FnMut(Incident, Vec<Shown>) -> ControlFlow<B>,
    ) -> std::result::Result<ControlFlow<B>, Error> {
        self.read(|db| {
            let found = search::ranked(db, words, limit)?;
            each(found, |row| {
                let (incident, shown) = whole(db, by_row(db, row)?)?;
                Ok(tell(incident, shown))
            })
        })
    }
}

/// The conflicts of an incident that nobody has settled.
pub(crate) fn disputes(incident: Incident) -> Vec<Dispute> {
    let Incident { id, summary, members, conflicts, .. } = incident;
    let open = conflicts.into_iter().filter(|conflict| conflict.open);
    let dispute = |conflict| Dispute {
        incident: id.clone(),
        summary: summary.clone(),
        members: members.clone(),
        conflict,
    };
    open.map(dispute).collect()
}

/// Goes through rows of incidents until one breaks off.
fn each<B>(
    rows: impl IntoIterator<Item = i64>,
    mut tell: impl FnMut(i64) -> Result<ControlFlow<B>>,
) -> Result<ControlFlow<B>> {
    for row in rows {
        if let ControlFlow::Break(with) = tell(row)? {
            return Ok(ControlFlow::Break(with));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// The incident of a row.
fn by_row(db: &Connection, row: i64) -> Result<Incident> {
    let mut query = db.prepare_cached("SELECT json FROM incident WHERE row = ?")?;
    let mut rows = query.query([row])?;
    match rows.next()? {
        Some(found) => unpack(found.get_ref(0)?.as_blob()?),
        None => Err(Kind::Damaged(format!("there is no incident in row {row}"))),
    }
}

/// A stretch up to which days are looked for one by one rather than by going through all in order.
const SHORT: Day = 400;

/// Goes through the rows of the incidents that fit, in order, until one breaks off. What is sorted
/// is their numbers alone, so that the memory that it takes does not hang on what incidents hold.
fn each_row<B>(
    db: &Connection,
    query: &Query,
    mut tell: impl FnMut(i64) -> Result<ControlFlow<B>>,
) -> Result<ControlFlow<B>> {
    let mut left = query.limit.unwrap_or(usize::MAX);
    for asked in Asked::of(query)? {
        let mut statement = db.prepare_cached(&asked.sql())?;
        let values = asked.values.iter().cloned();
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        while left > 0
            && let Some(row) = rows.next()?
        {
            if let Some(near) = query.near {
                let point = [row.get(1)?, row.get(2)?];
                if distance([near.lat, near.lon], point) > near.km {
                    continue;
                }
            }
            left -= 1;
            if let ControlFlow::Break(with) = tell(row.get(0)?)? {
                return Ok(ControlFlow::Break(with));
            }
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// A question as SQL.
struct Asked {
    /// The table that is gone through, joined with `incident i`.
    from: &'static str,
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Asked {
    /// One question after the other, so that what they find is in order; none where nothing can fit.
    fn of(query: &Query) -> Result<Vec<Self>> {
        let mut asked = Self { from: "incident i", conditions: Vec::new(), values: Vec::new() };
        let since = query.since.as_deref().map(day).transpose()?.map(|days| days.first);
        let until = query.until.as_deref().map(day).transpose()?.map(|days| days.last);
        if let Some(near) = query.near {
            asked.near(near, since, until)?;
        } else if let Some(within) = query.within {
            asked.place(within, since, until);
        } else if let Some(text) = &query.words {
            let Some(question) = search::question(text) else { return Ok(Vec::new()) };
            asked.from = "words CROSS JOIN incident i ON i.row = words.rowid";
            asked.with("words MATCH ?", [Value::Text(question)]);
        } else if let Some(name) = query.actor.as_ref().or(query.place.as_ref()) {
            // named twice where both are asked for; the second is a condition like any other
            let is = if query.actor.is_some() { search::IS_ACTOR } else { search::IS_PLACE };
            if query.actor.is_some() || !(is_country(name) || country_named(name).is_some()) {
                asked.from = "named n CROSS JOIN incident i ON i.row = n.incident";
                asked.with(&format!("n.{is} = ?"), [text(&search::name(name))]);
            }
        } else if since.zip(until).is_some_and(|(since, until)| until - since <= SHORT) {
            asked.from = "days d CROSS JOIN incident i ON i.row = d.incident";
            asked.with(
                "d.first <= ? AND d.last >= ?",
                [until, since].map(|day| Value::from(day.unwrap_or_default())),
            );
        }
        if let ("incident i", Some(since)) = (asked.from, since) {
            // what had begun before comes first, then the rest along the index
            let mut begun = Self {
                from: "days d CROSS JOIN incident i ON i.row = d.incident",
                conditions: Vec::new(),
                values: Vec::new(),
            };
            begun.with("d.first < ? AND d.last >= ?", [since, since].map(Value::from));
            begun.plain(query, Some(since), until)?;
            asked.with("i.sort >= ? AND i.sort < ?", [since, UNDATED].map(Value::from));
            asked.plain(query, None, until)?;
            return Ok(vec![begun, asked]);
        }
        asked.plain(query, since, until)?;
        Ok(vec![asked])
    }

    fn with(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.conditions.push(condition.to_owned());
        self.values.extend(values);
    }

    /// Columns and names.
    fn plain(&mut self, query: &Query, since: Option<Day>, until: Option<Day>) -> Result<()> {
        if let Some(until) = until {
            self.with("i.first <= ?", [Value::from(until)]);
        }
        if let Some(since) = since {
            self.with("i.last >= ?", [Value::from(since)]);
        }
        if self.from.starts_with("spot")
            && let Some(words) = &query.words
        {
            let question = search::question(words).unwrap_or_else(|| "\"\"".to_owned());
            let rows = "i.row IN (SELECT rowid FROM words WHERE words MATCH ?)";
            self.with(rows, [Value::Text(question)]);
        }
        let named = |is| format!("i.row IN (SELECT incident FROM named WHERE {is} = ?)");
        if let Some(actor) = &query.actor {
            self.with(&named(search::IS_ACTOR), [text(&search::name(actor))]);
        }
        if let Some(place) = &query.place {
            let name = text(&search::name(place));
            match country_named(place) {
                _ if is_country(place) => self.with("i.country = ?", [text(place)]),
                Some(code) => {
                    let either = format!("({} OR i.country = ?)", named(search::IS_PLACE));
                    self.with(&either, [name, text(code)]);
                }
                None => self.with(&named(search::IS_PLACE), [name]),
            }
        }
        if let Some(event_type) = query.event_type {
            self.with("i.type = ?", [Value::Text(name_of(event_type)?)]);
        }
        if let Some(status) = query.status {
            self.with("i.status = ?", [Value::Text(name_of(status)?)]);
        }
        if let Some(grade) = query.grade {
            self.with("i.grade = ?", [Value::Text(name_of(grade)?)]);
        }
        if let Some(within) = query.within {
            if !within.is_valid() {
                let Within { west, south, east, north } = within;
                return Err(Kind::Asked(format!(
                    "{west}, {south}, {east}, {north} is no box on the map"
                )));
            }
            let either = if within.west <= within.east { "AND" } else { "OR" };
            self.with(
                &format!("i.lat >= ? AND i.lat <= ? AND (i.lon >= ? {either} i.lon <= ?)"),
                [within.south, within.north, within.west, within.east].map(Value::from),
            );
        }
        if let Some(sources) = query.min_sources {
            let sources = i64::try_from(sources).unwrap_or(i64::MAX);
            self.with("i.sources >= ?", [Value::from(sources)]);
        }
        if query.conflicting {
            self.with("i.open_conflicts > 0", []);
        }
        Ok(())
    }

    /// The box around a circle, and the days.
    fn near(&mut self, near: Near, since: Option<Day>, until: Option<Day>) -> Result<()> {
        /// Kilometres of a degree of latitude, a little less than it has anywhere.
        const DEGREE: f64 = 110.5;
        let known = near.lat.abs() <= 90.0 && near.lon.abs() <= 180.0;
        if !known || near.km.is_nan() || near.km < 0.0 {
            return Err(Kind::Asked(format!(
                "{}, {} and {} km are no circle on the map",
                near.lat, near.lon, near.km
            )));
        }
        let up = near.km / DEGREE;
        let widest = (near.lat.abs() + up).min(90.0).to_radians().cos();
        let across = if widest > 0.01 { up / widest } else { 360.0 };
        let (mut west, mut east) = (near.lon - across, near.lon + across);
        if across >= 180.0 {
            (west, east) = (-180.0, 180.0);
        } else if west < -180.0 {
            west += 360.0;
        } else if east > 180.0 {
            east -= 360.0;
        }
        let (south, north) = (near.lat - up, near.lat + up);
        self.place(Within { west, south, east, north }, since, until);
        Ok(())
    }

    /// What lies in a box or a little beside it, and the days.
    fn place(&mut self, within: Within, since: Option<Day>, until: Option<Day>) {
        /// What 32 bits may be off by.
        const SLACK: f64 = 1e-4;
        let Within { west, south, east, north } = within;
        self.from = "spot s CROSS JOIN incident i ON i.row = s.incident";
        self.with("s.north >= ? AND s.south <= ?", [south - SLACK, north + SLACK].map(Value::from));
        let across = if west <= east {
            "s.east >= ? AND s.west <= ?"
        } else {
            "(s.east >= ? OR s.west <= ?)"
        };
        self.with(across, [west - SLACK, east + SLACK].map(Value::from));
        if let Some(until) = until {
            self.with("s.first <= ?", [Value::from(f64::from(until))]);
        }
        if let Some(since) = since {
            self.with("s.last >= ?", [Value::from(f64::from(since))]);
        }
    }

    fn sql(&self) -> String {
        let conditions = if self.conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", self.conditions.join(" AND "))
        };
        let point = if self.from.starts_with("spot") { ", i.lat, i.lon" } else { "" };
        format!("SELECT i.row{point} FROM {}{conditions} ORDER BY i.sort, i.id", self.from)
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// True of a country's code, which is no place's name.
pub(crate) fn is_country(place: &str) -> bool {
    place.len() == 3 && place.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The code of the country that the gazetteer knows by a name. Other places may have that name, too:
/// Niger is a state of Nigeria.
pub(crate) fn country_named(place: &str) -> Option<&'static str> {
    Country::named(place).map(Country::alpha3)
}

fn day(asked: &str) -> Result<Days> {
    let days = Days::of_edtf(asked).filter(|_| asked.len() >= 4 && !asked.contains('/'));
    days.ok_or_else(|| {
        Kind::Asked(format!("“{asked}” is no day (write 2024-05-31, 2024-05 or 2024)"))
    })
}
