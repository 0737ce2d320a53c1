//! The few values of every incident that lists, maps and time lines are made of, read without the
//! incidents themselves: a program that shows incidents keeps the outlines of all in memory and asks
//! after each change of the store just for those that have changed.

use std::ops::ControlFlow;

use dateline_core::incident::Incident;
use dateline_core::incident::days::Day;
use dateline_core::incident::record::Grade;
use dateline_core::record::{EventType, Level, Status};
use rusqlite::{Connection, Row, params};
use serde::Deserialize;
use serde::de::value::{Error as Unknown, StrDeserializer};

use crate::Store;
use crate::error::{Error, Kind, Result};
use crate::pack::unpack;
use crate::write::days;
use crate::{log, search};

/// The migration whose columns [`fill`] fills.
pub(crate) const MIGRATION: usize = 3;

/// An incident in a few values.
#[derive(Clone, Debug, PartialEq)]
pub struct Outline {
    /// Its row, by which [`Store::rows`] gives it whole. No two incidents ever have the same one.
    pub row: i64,
    /// Its id.
    pub id: String,
    /// The first day it may have been, counted from 1970-01-01; none where no calendar day is known.
    pub first: Option<Day>,
    /// The last day it may have been.
    pub last: Option<Day>,
    /// Its PLOVER type.
    pub event_type: EventType,
    /// Whether it happened.
    pub status: Status,
    /// One occurrence, a running series, or a total.
    pub level: Level,
    /// How well it is attested.
    pub grade: Grade,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Reports that tell of it.
    pub sources: u32,
    /// Those that do not merely pass on another one.
    pub independent_sources: u32,
    /// Slots that its reports disagree on and nobody has settled.
    pub open_conflicts: u32,
    /// UCDP's scale, 1 the very place to 7 a sea.
    pub where_prec: Option<u8>,
    /// Kilometres around the point within which it most likely is.
    pub radius_km: Option<f64>,
    /// As [`weakest`] says.
    pub weakest: Option<f64>,
    /// The entry of the log with which it was last read anew; 0 where an older program did it.
    pub changed: i64,
}

/// What has changed since an entry of the log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Since {
    /// The last entry of the log: what the next question is about.
    pub entry: i64,
    /// The incidents that are new or were read anew, in the order in which they were.
    pub changed: Vec<Outline>,
    /// The rows of those that are no more.
    pub gone: Vec<i64>,
}

impl Store {
    /// The outlines of all incidents in the order of [`Store::incidents`], one at a time, until `tell`
    /// breaks off; gives what it broke off with. A million take about a second.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// use dateline_store::{Error, Store};
    ///
    /// let store = Store::in_memory()?;
    /// // the entry and the outlines are of one moment
    /// let (entry, outlines) = store.at_one_moment(|store| {
    ///     let mut outlines = Vec::new();
    ///     let _: ControlFlow<()> = store.each_outline(|outline| {
    ///         outlines.push(outline);
    ///         ControlFlow::Continue(())
    ///     })?;
    ///     Ok::<_, Error>((store.last_entry()?, outlines))
    /// })?;
    /// assert_eq!((entry, outlines.len()), (0, 0));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn each_outline<B>(
        &self,
        mut tell: impl FnMut(Outline) -> ControlFlow<B>,
    ) -> std::result::Result<ControlFlow<B>, Error> {
        self.read(|db| {
            let mut query = db.prepare_cached(&all())?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                if let ControlFlow::Break(with) = tell(of_row(row)?) {
                    return Ok(ControlFlow::Break(with));
                }
            }
            Ok(ControlFlow::Continue(()))
        })
    }

    /// What has changed since an entry of the log: whoever has all outlines as of that entry, takes out
    /// the rows that are gone and puts in those that have changed in place of their rows, has all
    /// outlines as of [`Since::entry`].
    ///
    /// What was read anew without an entry of the log ([`Store::rebuild`]) is told until there is a
    /// later entry.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn outlines_since(&self, entry: i64) -> std::result::Result<Since, Error> {
        self.read(|db| {
            let mut since = Since { entry: log::next(db)? - 1, ..Since::default() };
            let mut query = db.prepare_cached(&changed())?;
            let mut rows = query.query([entry])?;
            while let Some(row) = rows.next()? {
                since.changed.push(of_row(row)?);
            }
            let mut query = db.prepare_cached("SELECT row FROM gone WHERE changed > ?")?;
            let rows = query.query_map([entry], |row| row.get(0))?;
            since.gone = rows.collect::<std::result::Result<_, _>>()?;
            Ok(since)
        })
    }
}

/// How sure the member of an incident is to belong that is least sure to: for each member the score of
/// the likeliest link that holds it, of these the least. Whom a person has joined belongs for sure.
/// None where there is one member alone.
#[must_use]
pub fn weakest(incident: &Incident) -> Option<f64> {
    if incident.members.len() < 2 {
        return None;
    }
    let mut best: Vec<Option<f64>> = vec![None; incident.members.len()];
    for why in &incident.why {
        for &member in &why.members {
            if let Some(best) = best.get_mut(member) {
                *best = Some(best.map_or(why.score, |best| best.max(why.score)));
            }
        }
    }
    // whom no link holds a person has put there
    best.into_iter().map(|best| best.unwrap_or(1.0)).min_by(f64::total_cmp)
}

impl Outline {
    /// The outline of an incident.
    pub(crate) fn of(incident: &Incident, row: i64, changed: i64) -> Self {
        let days = days(incident);
        let place = incident.place.as_ref();
        let open = incident.conflicts.iter().filter(|conflict| conflict.open);
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            row,
            id: incident.id.clone(),
            first: days.map(|days| days.first),
            last: days.map(|days| days.last),
            event_type: incident.event_type,
            status: incident.status,
            level: incident.level,
            grade: incident.grade,
            lat: place.and_then(|place| place.lat),
            lon: place.and_then(|place| place.lon),
            country: place.and_then(|place| place.country.clone()),
            sources: number(incident.sources),
            independent_sources: number(incident.independent_sources),
            open_conflicts: number(open.count()),
            where_prec: place.and_then(|place| place.where_prec),
            radius_km: place.and_then(|place| place.radius_km),
            weakest: weakest(incident),
            changed,
        }
    }
}

const COLUMNS: &str =
    "row, id, first, last, type, status, level, grade, lat, lon, country, sources,
    independent_sources, open_conflicts, where_prec, radius_km, weakest, changed";

fn all() -> String {
    format!("SELECT {COLUMNS} FROM incident ORDER BY sort, id")
}

fn changed() -> String {
    format!("SELECT {COLUMNS} FROM incident WHERE changed > ? ORDER BY changed, row")
}

/// The outline of a row as it is stored.
pub(crate) fn stored(db: &Connection, id: &str) -> Result<Option<Outline>> {
    let mut query = db.prepare_cached(&format!("SELECT {COLUMNS} FROM incident WHERE id = ?"))?;
    let mut rows = query.query([id])?;
    rows.next()?.map(of_row).transpose()
}

fn of_row(row: &Row<'_>) -> Result<Outline> {
    Ok(Outline {
        row: row.get(0)?,
        id: row.get(1)?,
        first: row.get(2)?,
        last: row.get(3)?,
        event_type: named(row, 4)?,
        status: named(row, 5)?,
        level: named(row, 6)?,
        grade: named(row, 7)?,
        lat: row.get(8)?,
        lon: row.get(9)?,
        country: row.get(10)?,
        sources: row.get(11)?,
        independent_sources: row.get(12)?,
        open_conflicts: row.get(13)?,
        where_prec: row.get(14)?,
        radius_km: row.get(15)?,
        weakest: row.get(16)?,
        changed: row.get(17)?,
    })
}

/// The value of a name in a column, without a copy of the name.
fn named<'a, T: Deserialize<'a>>(row: &'a Row<'_>, column: usize) -> Result<T> {
    let name = row.get_ref(column)?.as_str()?;
    T::deserialize(StrDeserializer::<Unknown>::new(name))
        .map_err(|error| Kind::Damaged(format!("an incident's column: {error}")))
}

/// A row for a new incident: one that none has had.
pub(crate) fn free_row(db: &Connection) -> Result<i64> {
    let mut query = db.prepare_cached(
        "SELECT 1 + max(coalesce((SELECT max(row) FROM incident), 0),
                        coalesce((SELECT max(row) FROM gone), 0))",
    )?;
    Ok(query.query_row([], |row| row.get(0))?)
}

/// Remembers that a row is no incident's any more.
pub(crate) fn end(db: &Connection, row: i64) -> Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO gone (row, changed) VALUES (?, ?)")?
        .execute([row, log::next(db)?])?;
    Ok(())
}

/// Fills the columns that a store of an older program has not had, and tells kinds of names apart as it
/// did not.
pub(crate) fn fill(db: &Connection) -> Result<()> {
    let mut write = db.prepare(
        "UPDATE incident SET where_prec = ?2, radius_km = ?3, weakest = ?4 WHERE row = ?1",
    )?;
    let mut forget = db.prepare("DELETE FROM named WHERE incident = ? AND kind = 'actor'")?;
    let mut named = db.prepare("INSERT INTO named (kind, name, incident) VALUES (?, ?, ?)")?;
    let mut query = db.prepare("SELECT row FROM incident ORDER BY row")?;
    let rows: Vec<i64> =
        query.query_map([], |row| row.get(0))?.collect::<std::result::Result<_, _>>()?;
    let mut json = db.prepare("SELECT json FROM incident WHERE row = ?")?;
    for row in rows {
        let json: Vec<u8> = json.query_row([row], |row| row.get(0))?;
        // one that cannot be read is left: a store must open to be rebuilt
        if let Ok(incident) = unpack::<Incident>(&json) {
            let Outline { where_prec, radius_km, weakest, .. } = Outline::of(&incident, row, 0);
            write.execute(params![row, where_prec, radius_km, weakest])?;
            forget.execute([row])?;
            for (kind, name) in search::actors_of(&incident) {
                named.execute(params![kind, name, row])?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(sql: &str) -> String {
        let store = Store::in_memory().expect("there is memory");
        let explain = format!("EXPLAIN QUERY PLAN {sql}");
        let mut query = store.db.prepare(&explain).expect("it is a question");
        let values = vec![0; query.parameter_count()];
        let rows = query
            .query_map(rusqlite::params_from_iter(values), |row| row.get::<_, String>(3))
            .expect("it can be asked");
        rows.map(|row| row.expect("it can be read")).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn outlines_are_read_without_the_incidents() {
        assert_eq!(plan(&all()), "SCAN incident USING COVERING INDEX incident_by_day");
        assert_eq!(plan(&changed()), "SEARCH incident USING INDEX incident_changed (changed>?)");
    }
}
