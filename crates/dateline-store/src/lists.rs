//! Lists of what a store holds, a page at a time: each page begins behind the last thing of the one
//! before, so that a later page takes no longer than the first.

use std::collections::BTreeMap;

use dateline_core::incident::{Facts, Member, is_copy};
use dateline_core::record::{Event, Report};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use serde::Serialize;

use crate::error::{Error, Kind, Result};
use crate::log::Entry;
use crate::pack::{unpack, unpack_facts};
use crate::rows::Named;
use crate::show::{by_id, resolve};
use crate::{Store, log, search};

/// What reports are asked for. All that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportQuery {
    /// In this language: an ISO 639-1 code.
    pub language: Option<String>,
    /// From this publisher, in letters of either case.
    pub publisher: Option<String>,
    /// Behind this one in the list: the `row` of a [`Listed`].
    pub after: Option<i64>,
    /// So many at most.
    pub limit: Option<usize>,
}

/// A report in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// The number of its version, behind which the list goes on.
    pub row: i64,
    /// The name by which it is cited.
    pub name: String,
    /// The headline.
    pub title: Option<String>,
    /// The page's address.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// ISO 639-1 code.
    pub language: String,
    /// When it was published: EDTF.
    pub published: Option<String>,
    /// When it was added.
    pub added: String,
    /// How many events it tells of.
    pub events: u32,
}

/// What events are asked for. All that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventQuery {
    /// Of this report.
    pub report: Option<String>,
    /// Of this incident: its id, or one that it has taken in.
    pub incident: Option<String>,
    /// Behind this one in the list: the `row` of a [`ListedEvent`].
    pub after: Option<i64>,
    /// So many at most.
    pub limit: Option<usize>,
}

/// An event in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ListedEvent {
    /// Its number, behind which the list goes on.
    pub row: i64,
    /// Its report's name.
    pub report: String,
    /// The event.
    pub event: Event,
    /// The id of the incident that it is in; none where its report is not yet grouped.
    pub incident: Option<String>,
}

/// A name of places or actors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Name {
    /// The name as it is looked for: in small letters, without accents; or an id in the actor base.
    pub name: String,
    /// How many incidents have it.
    pub incidents: u64,
}

impl Store {
    /// The reports that hold, of each the version that does, the last added first.
    ///
    /// ```
    /// use dateline_store::{ReportQuery, Store};
    ///
    /// let store = Store::in_memory()?;
    /// let first = store.reports(&ReportQuery { limit: Some(50), ..ReportQuery::default() })?;
    /// let after = first.last().map(|report| report.row);
    /// let next = store.reports(&ReportQuery { after, limit: Some(50), ..ReportQuery::default() })?;
    /// assert!(next.is_empty());
    /// # Ok::<(), dateline_store::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn reports(&self, query: &ReportQuery) -> std::result::Result<Vec<Listed>, Error> {
        self.read(|db| {
            let mut sql =
                "SELECT r.row, r.name, r.url, r.publisher, r.language, r.published, r.added,
                    r.head, (SELECT count(*) FROM event e WHERE e.report = r.row)
                FROM report r WHERE r.active = 1 AND r.row < ?"
                    .to_owned();
            let mut values = vec![Value::from(query.after.unwrap_or(i64::MAX))];
            for (value, condition) in [
                (&query.language, " AND r.language = ?"),
                (&query.publisher, " AND r.publisher = ? COLLATE NOCASE"),
            ] {
                if let Some(value) = value {
                    sql.push_str(condition);
                    values.push(Value::from(value.clone()));
                }
            }
            sql.push_str(" ORDER BY r.row DESC LIMIT ?");
            values.push(Value::from(query.limit.map_or(-1, number)));
            let mut statement = db.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(values))?;
            let mut listed = Vec::new();
            while let Some(row) = rows.next()? {
                let head: Report = unpack(row.get_ref(7)?.as_blob()?)?;
                listed.push(Listed {
                    row: row.get(0)?,
                    name: row.get(1)?,
                    title: head.title,
                    url: row.get(2)?,
                    publisher: row.get(3)?,
                    language: row.get(4)?,
                    published: row.get(5)?,
                    added: row.get(6)?,
                    events: row.get(8)?,
                });
            }
            Ok(listed)
        })
    }

    /// The events of the reports that hold, in the order in which they came in.
    ///
    /// # Errors
    ///
    /// Where there is no such report or incident ([`Error::is_not_found`]).
    pub fn events(&self, query: &EventQuery) -> std::result::Result<Vec<ListedEvent>, Error> {
        self.read(|db| {
            let (mut from, mut row) = ("event e", "e.row");
            let (mut conditions, mut values) = (String::new(), Vec::new());
            if let Some(id) = &query.incident {
                (from, row) = ("member o CROSS JOIN event e ON e.row = o.event", "o.event");
                conditions.push_str("o.incident = ? AND ");
                values.push(incident_row(db, id)?);
            }
            if let Some(name) = &query.report {
                conditions.push_str("e.report = ? AND ");
                values.push(report_row(db, name)?);
            }
            values.extend([query.after.unwrap_or(0), query.limit.map_or(-1, number)]);
            let mut statement = db.prepare_cached(&format!(
                "SELECT e.row, r.name, e.json, i.id FROM {from} JOIN report r ON r.row = e.report
                     LEFT JOIN member m ON m.event = e.row LEFT JOIN incident i ON i.row = m.incident
                 WHERE {conditions} {row} > ? AND e.active = 1 ORDER BY {row} LIMIT ?",
            ))?;
            let mut rows = statement.query(params_from_iter(values))?;
            let mut listed = Vec::new();
            while let Some(row) = rows.next()? {
                listed.push(ListedEvent {
                    row: row.get(0)?,
                    report: row.get(1)?,
                    event: unpack(row.get_ref(2)?.as_blob()?)?,
                    incident: row.get(3)?,
                });
            }
            Ok(listed)
        })
    }

    /// The names of places or actors that begin so, by the alphabet, those behind `after`, `limit` at
    /// most; the beginning is taken in letters of either case, with accents or without. Names of private
    /// persons alone are not listed, nor are ids of the actor base.
    ///
    /// ```
    /// use dateline_store::{Named, Store};
    ///
    /// let store = Store::in_memory()?;
    /// assert!(store.names(Named::Actor, "north", None, 50)?.is_empty());
    /// # Ok::<(), dateline_store::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn names(
        &self,
        kind: Named,
        prefix: &str,
        after: Option<&str>,
        limit: usize,
    ) -> std::result::Result<Vec<Name>, Error> {
        self.read(|db| {
            // from name to name, and never through the incidents of one but to count them
            let mut first = db.prepare_cached(
                "SELECT name FROM named WHERE kind = ? AND name >= ? ORDER BY name LIMIT 1",
            )?;
            let mut next = db.prepare_cached(
                "SELECT name FROM named WHERE kind = ? AND name > ? ORDER BY name LIMIT 1",
            )?;
            let count = format!("SELECT count(*) FROM named WHERE {} = ?", kind.is());
            let mut count = db.prepare_cached(&count)?;
            let prefix = search::name(prefix);
            let after = after.filter(|after| *after >= prefix.as_str());
            let mut name: Option<String> = match after {
                Some(after) => next.query_row([kind.kind(), after], |row| row.get(0)),
                None => first.query_row([kind.kind(), prefix.as_str()], |row| row.get(0)),
            }
            .optional()?;
            let mut names = Vec::new();
            while let Some(one) = name.filter(|one| one.starts_with(&prefix))
                && names.len() < limit
            {
                let incidents: i64 = count.query_row([one.as_str()], |row| row.get(0))?;
                name = next.query_row([kind.kind(), one.as_str()], |row| row.get(0)).optional()?;
                names.push(Name { name: one, incidents: incidents.unsigned_abs() });
            }
            Ok(names)
        })
    }

    /// In which incident each event of a report is: ids of events and of incidents. An event of a report
    /// that is not yet grouped is in none.
    ///
    /// # Errors
    ///
    /// Where there is no such report ([`Error::is_not_found`]).
    pub fn incidents_of(
        &self,
        report: &str,
    ) -> std::result::Result<BTreeMap<String, String>, Error> {
        self.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT e.id, i.id FROM event e JOIN member m ON m.event = e.row
                     JOIN incident i ON i.row = m.incident WHERE e.report = ?",
            )?;
            let rows =
                query.query_map([report_row(db, report)?], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<std::result::Result<_, _>>()?)
        })
    }

    /// For each member of an incident the number of the first member whose report has the same text, a
    /// wire copy or a light rewrite; none where there is no such member before it. Two events of one
    /// report are no copies of each other.
    ///
    /// # Errors
    ///
    /// Where there is no such incident ([`Error::is_not_found`]).
    pub fn copies(&self, id: &str) -> std::result::Result<Vec<Option<usize>>, Error> {
        self.read(|db| {
            let members = by_id(db, &resolve(db, id)?)?.members;
            let mut facts: BTreeMap<&str, Facts> = BTreeMap::new();
            for Member { report, .. } in &members {
                if !facts.contains_key(report.as_str()) {
                    facts.insert(report, facts_of(db, report)?);
                }
            }
            let copied = |at: usize| {
                let this = &members[at].report;
                members[..at].iter().position(|Member { report, .. }| {
                    report != this && is_copy(&facts[report.as_str()], &facts[this.as_str()])
                })
            };
            Ok((0..members.len()).map(copied).collect())
        })
    }

    /// What persons have done: entries of the log, the last first, those before number `before`, `limit`
    /// at most.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn decisions(
        &self,
        before: Option<i64>,
        limit: usize,
    ) -> std::result::Result<Vec<Entry>, Error> {
        self.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT seq FROM decision WHERE seq < ? ORDER BY seq DESC LIMIT ?",
            )?;
            entries(db, &mut query, params![before.unwrap_or(i64::MAX), number(limit)])
        })
    }

    /// What persons have done with an incident, with those that it has taken in, and with what lies in
    /// it now, the last first; also what has been undone since.
    ///
    /// # Errors
    ///
    /// Where there is no such incident ([`Error::is_not_found`]).
    pub fn decisions_on(&self, id: &str) -> std::result::Result<Vec<Entry>, Error> {
        self.read(|db| {
            let mut query = db.prepare_cached(
                "SELECT DISTINCT d.seq FROM member m JOIN decided d ON d.event = m.event
                 WHERE m.incident = ? ORDER BY d.seq DESC",
            )?;
            entries(db, &mut query, [incident_row(db, id)?])
        })
    }

    /// The entries of the log before number `before`, the last first, `limit` at most.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn log_before(
        &self,
        before: Option<i64>,
        limit: usize,
    ) -> std::result::Result<Vec<Entry>, Error> {
        self.read(|db| {
            let mut query =
                db.prepare_cached("SELECT seq FROM log WHERE seq < ? ORDER BY seq DESC LIMIT ?")?;
            entries(db, &mut query, params![before.unwrap_or(i64::MAX), number(limit)])
        })
    }
}

/// A number for the database: as many as there can be where it is larger.
fn number(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

/// The entries whose numbers a query gives.
fn entries(
    db: &Connection,
    query: &mut rusqlite::Statement<'_>,
    values: impl rusqlite::Params,
) -> Result<Vec<Entry>> {
    let mut rows = query.query(values)?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(log::entry(db, row.get(0)?)?);
    }
    Ok(entries)
}

/// The row of the version of a report that holds.
fn report_row(db: &Connection, name: &str) -> Result<i64> {
    let mut query = db.prepare_cached("SELECT row FROM report WHERE name = ? AND active = 1")?;
    let row: Option<i64> = query.query_row([name], |row| row.get(0)).optional()?;
    row.ok_or_else(|| Kind::NoReport(name.to_owned()))
}

/// What the version of a report that holds is compared by.
fn facts_of(db: &Connection, name: &str) -> Result<Facts> {
    let mut query = db.prepare_cached("SELECT facts FROM report WHERE name = ? AND active = 1")?;
    let facts: Option<Vec<u8>> = query.query_row([name], |row| row.get(0)).optional()?;
    unpack_facts(&facts.ok_or_else(|| Kind::NoReport(name.to_owned()))?)
}

/// The row of the incident that an id leads to.
fn incident_row(db: &Connection, id: &str) -> Result<i64> {
    let mut query = db.prepare_cached("SELECT row FROM incident WHERE id = ?")?;
    Ok(query.query_row([resolve(db, id)?], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lists_are_read_by_is_not_taken_for_looking_reports_up() {
        let store = Store::in_memory().expect("there is memory");
        for (condition, index) in [
            ("given = ? AND url IS NULL AND active = 1 ORDER BY row", "report_by_given (given=?)"),
            ("url = ? AND active = 1", "report_by_url (url=?)"),
            ("name = ? AND active = 1", "report_by_name (name=?)"),
            ("active = 1 AND row < ? ORDER BY row DESC", "report_active (row<?)"),
            (
                "active = 1 AND row < ? AND language = 'en' ORDER BY row DESC",
                "report_by_language (language=? AND rowid<?)",
            ),
        ] {
            let sql = format!("EXPLAIN QUERY PLAN SELECT facts FROM report WHERE {condition}");
            let plan: String =
                store.db.query_row(&sql, [0], |row| row.get(3)).expect("it can be asked");
            assert_eq!(plan, format!("SEARCH report USING INDEX {index}"), "{condition}");
        }
    }
}
