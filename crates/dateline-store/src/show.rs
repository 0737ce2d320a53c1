//! One incident, and what it was made of.

use dateline_core::Record;
use dateline_core::incident::{Incident, Member};
use dateline_core::record::{Event, Report};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::Store;
use crate::error::{Error, Kind, Result};
use crate::pack::unpack;
use crate::related::related;
use crate::{correct, load};

/// A member of an incident with its report, whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shown {
    /// The report.
    pub report: Report,
    /// The event, with what persons have corrected.
    pub event: Event,
}

/// What somebody has written down about an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The entry of the log.
    pub entry: i64,
    /// Who.
    pub who: String,
    /// When.
    pub at: String,
    /// What.
    pub text: String,
}

/// How much holds in a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Reports, each once.
    pub reports: u64,
    /// Events of those.
    pub events: u64,
    /// Incidents that they make up.
    pub incidents: u64,
}

/// One version of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Its number in the store, by which it is cited.
    pub version: i64,
    /// The report's name.
    pub name: String,
    /// Version of the program that read it.
    pub reader: String,
    /// When it was added.
    pub added: String,
    /// The version that superseded it; null for the one that holds.
    pub superseded_by: Option<i64>,
}

impl Store {
    /// An incident by its id, or by one that it has taken in, with the series and totals that it
    /// lies in, or that lie in it.
    ///
    /// # Errors
    ///
    /// Where there is none ([`Error::is_not_found`]).
    pub fn incident(&self, id: &str) -> std::result::Result<Incident, Error> {
        self.read(|db| {
            let mut incident = by_id(db, &resolve(db, id)?)?;
            incident.related = related(db, &incident)?;
            Ok(incident)
        })
    }

    /// When an incident was last read anew: the time of that entry of the log; where an older program
    /// did it, when the last of its reports came in.
    ///
    /// # Errors
    ///
    /// Where there is none ([`Error::is_not_found`]).
    pub fn changed(&self, id: &str) -> std::result::Result<String, Error> {
        self.read(|db| {
            let id = resolve(db, id)?;
            let mut query = db.prepare_cached(
                "SELECT coalesce(
                     (SELECT l.at FROM log l WHERE l.seq = i.changed),
                     (SELECT max(r.added) FROM member m JOIN event e ON e.row = m.event
                      JOIN report r ON r.row = e.report WHERE m.incident = i.row))
                 FROM incident i WHERE i.id = ?",
            )?;
            Ok(query.query_row([id], |row| row.get(0))?)
        })
    }

    /// The id that an incident has now: its own, or that of the incident that took most of its
    /// events.
    ///
    /// # Errors
    ///
    /// Where there is none ([`Error::is_not_found`]).
    pub fn resolve(&self, id: &str) -> std::result::Result<String, Error> {
        self.read(|db| resolve(db, id))
    }

    /// An incident as [`Store::incident`] gives it, with its events as [`Store::members`] does, both
    /// of one moment.
    ///
    /// # Errors
    ///
    /// Where there is none ([`Error::is_not_found`]).
    pub fn whole(&self, id: &str) -> std::result::Result<(Incident, Vec<Shown>), Error> {
        self.read(|db| whole(db, by_id(db, &resolve(db, id)?)?))
    }

    /// The same without the words of the reports, which take longest to read: their texts, what was taken off
    /// them, what is in no event, and notes are left empty.
    ///
    /// # Errors
    ///
    /// Where there is none ([`Error::is_not_found`]).
    pub fn whole_without_words(
        &self,
        id: &str,
    ) -> std::result::Result<(Incident, Vec<Shown>), Error> {
        self.read(|db| {
            let incident = by_id(db, &resolve(db, id)?)?;
            let related = related(db, &incident)?;
            let members = incident.members.iter().map(|member| without_words(db, member));
            let shown = members.collect::<Result<_>>()?;
            Ok((Incident { related, ..incident }, shown))
        })
    }

    /// The events that an incident is made of, each with its report, in the incident's order.
    ///
    /// # Errors
    ///
    /// Where there is none ([`Error::is_not_found`]).
    pub fn members(&self, id: &str) -> std::result::Result<Vec<Shown>, Error> {
        self.read(|db| {
            let incident = by_id(db, &resolve(db, id)?)?;
            incident.members.iter().map(|member| shown(db, member)).collect()
        })
    }

    /// What is written down about an incident, and about those that it has taken in, oldest first.
    ///
    /// # Errors
    ///
    /// Where there is none ([`Error::is_not_found`]).
    pub fn notes(&self, id: &str) -> std::result::Result<Vec<Note>, Error> {
        self.read(|db| {
            let id = resolve(db, id)?;
            let mut query = db.prepare_cached(
                "SELECT DISTINCT l.seq, l.who, l.at, l.why
                 FROM incident i JOIN member m ON m.incident = i.row
                 JOIN decided e ON e.event = m.event
                 JOIN decision d ON d.seq = e.seq JOIN log l ON l.seq = d.seq
                 WHERE i.id = ? AND d.kind = 'note' AND d.undone_by IS NULL ORDER BY l.seq",
            )?;
            let rows = query.query_map([id], |row| {
                Ok(Note {
                    entry: row.get(0)?,
                    who: row.get(1)?,
                    at: row.get(2)?,
                    text: row.get(3)?,
                })
            })?;
            Ok(rows.collect::<std::result::Result<_, _>>()?)
        })
    }

    /// The versions of a report, oldest first.
    ///
    /// # Errors
    ///
    /// Where there is no report of that name ([`Error::is_not_found`]).
    pub fn versions(&self, name: &str) -> std::result::Result<Vec<Version>, Error> {
        self.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT row, name, reader, added, superseded_by FROM report
                 WHERE name = ? ORDER BY row",
            )?;
            let rows = query.query_map([name], |row| {
                Ok(Version {
                    version: row.get(0)?,
                    name: row.get(1)?,
                    reader: row.get(2)?,
                    added: row.get(3)?,
                    superseded_by: row.get(4)?,
                })
            })?;
            let versions: Vec<Version> = rows.collect::<std::result::Result<_, _>>()?;
            if versions.is_empty() {
                return Err(Kind::NoReport(name.to_owned()));
            }
            Ok(versions)
        })
    }

    /// What was read out of a report: its version that holds, or the one with that number.
    ///
    /// # Errors
    ///
    /// Where there is none ([`Error::is_not_found`]).
    pub fn record(&self, name: &str, version: Option<i64>) -> std::result::Result<Record, Error> {
        self.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT row FROM report WHERE name = ?1 AND CASE WHEN ?2 IS NULL THEN active = 1
                 ELSE row = ?2 END",
            )?;
            let row: Option<i64> =
                query.query_row(params![name, version], |row| row.get(0)).optional()?;
            load::record(db, row.ok_or_else(|| Kind::NoReport(name.to_owned()))?)
        })
    }

    /// How many reports, events and incidents hold now.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn counts(&self) -> std::result::Result<Counts, Error> {
        self.read(|db| {
            let count = |sql: &str| -> Result<u64> {
                let count: i64 = db.query_row(sql, [], |row| row.get(0))?;
                Ok(count.unsigned_abs())
            };
            Ok(Counts {
                reports: count("SELECT count(*) FROM report WHERE active = 1")?,
                events: count("SELECT count(*) FROM event WHERE active = 1")?,
                incidents: count("SELECT count(*) FROM incident")?,
            })
        })
    }
}

/// The id of the incident that an id leads to.
pub(crate) fn resolve(db: &Connection, id: &str) -> Result<String> {
    let mut found = db.prepare_cached("SELECT 1 FROM incident WHERE id = ?")?;
    let mut ended = db.prepare_cached("SELECT \"into\" FROM redirect WHERE id = ?")?;
    let mut at = id.to_owned();
    let mut seen = std::collections::BTreeSet::new();
    while !found.exists([&at])? {
        match ended.query_row([&at], |row| row.get::<_, Option<String>>(0)).optional()? {
            Some(Some(into)) if seen.insert(into.clone()) => at = into,
            Some(_) => return Err(Kind::Ended(id.to_owned())),
            None => return Err(Kind::NoIncident(id.to_owned())),
        }
    }
    Ok(at)
}

/// An incident as it is stored.
pub(crate) fn by_id(db: &Connection, id: &str) -> Result<Incident> {
    let mut query = db.prepare_cached("SELECT json FROM incident WHERE id = ?")?;
    let json: Option<Vec<u8>> = query.query_row([id], |row| row.get(0)).optional()?;
    unpack(&json.ok_or_else(|| Kind::NoIncident(id.to_owned()))?)
}

fn shown(db: &Connection, member: &Member) -> Result<Shown> {
    let (record, event) = stored(db, member, "record")?;
    let record: Record = unpack(&record)?;
    Ok(Shown { report: record.report, event })
}

fn without_words(db: &Connection, member: &Member) -> Result<Shown> {
    let (head, event) = stored(db, member, "head")?;
    Ok(Shown { report: unpack(&head)?, event })
}

/// A column of a member's report, and its event as it is corrected.
fn stored(db: &Connection, member: &Member, column: &str) -> Result<(Vec<u8>, Event)> {
    let mut query = db.prepare_cached(&format!(
        "SELECT r.{column}, e.json, e.row FROM report r JOIN event e ON e.report = r.row
         WHERE r.name = ? AND r.active = 1 AND e.id = ?"
    ))?;
    let columns = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    let (report, event, row): (Vec<u8>, Vec<u8>, i64) =
        query.query_row([&member.report, &member.event], columns)?;
    Ok((report, correct::corrected(db, row, &event)?))
}

/// An incident with what it is part of, and the events that it is made of.
pub(crate) fn whole(db: &Connection, incident: Incident) -> Result<(Incident, Vec<Shown>)> {
    let related = related(db, &incident)?;
    let members = incident.members.iter().map(|member| shown(db, member));
    let shown = members.collect::<Result<_>>()?;
    Ok((Incident { related, ..incident }, shown))
}
