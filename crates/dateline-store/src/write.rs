//! Links, incidents and what they are looked for by, written down.

use dateline_core::incident::days::{Day, Days};
use dateline_core::incident::{Incident, Link};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use crate::error::{Kind, Result};
use crate::log;
use crate::outline::{self, Outline};
use crate::pack::{hex_digest, pack};
use crate::told::Read;

/// Behind all days.
pub(crate) const UNDATED: Day = Day::MAX;

/// Bounds of the filter by days and place for what has no day: it is there, but on no day asked for.
const NO_DAY: (f64, f64) = (-1e8, 1e8);

/// Keeps a link between two events.
pub(crate) fn link(db: &Connection, one: i64, two: i64, link: &Link) -> Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO link (a, b, score, because) VALUES (?, ?, ?, ?)")?
        .execute(params![one.min(two), one.max(two), link.score, because(link)?])?;
    Ok(())
}

/// The reasons of a link as they are kept.
pub(crate) fn because(link: &Link) -> Result<String> {
    Ok(serde_json::to_string(&link.because)?)
}

/// Puts an event into an incident.
pub(crate) fn member(db: &Connection, event: i64, incident: i64) -> Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO member (event, incident) VALUES (?, ?)")?
        .execute([event, incident])?;
    Ok(())
}

/// True where an incident has this id now.
pub(crate) fn is_used(db: &Connection, id: &str) -> Result<bool> {
    Ok(db.prepare_cached("SELECT 1 FROM incident WHERE id = ?")?.exists([id])?)
}

/// An id for a new incident: its first day, and as many digits of its first member's hash as it takes
/// to be unlike every id that there is or was.
pub(crate) fn free_id(db: &Connection, incident: &Incident) -> Result<String> {
    const SHORTEST: usize = 4;
    let time = incident.time.as_ref();
    let day = time.and_then(|time| time.earliest.as_deref()).unwrap_or("undated");
    let founder = incident.members.first();
    let founder = founder.map(|member| format!("{}\n{}", member.report, member.event));
    let hash = hex_digest(&founder.unwrap_or_default());
    let mut ended = db.prepare_cached("SELECT 1 FROM redirect WHERE id = ?")?;
    for length in SHORTEST..=hash.len() {
        let id = format!("i-{day}-{}", &hash[..length]);
        if !is_used(db, &id)? && !ended.exists([&id])? {
            return Ok(id);
        }
    }
    // all digits are taken where one event has founded incidents again and again
    let mut number = 2_u64;
    loop {
        let id = format!("i-{day}-{hash}-{number}");
        if !is_used(db, &id)? && !ended.exists([&id])? {
            return Ok(id);
        }
        number += 1;
    }
}

/// The name of a value in the contracts: `ASSAULT`, `never-merge`.
pub(crate) fn name_of(value: impl Serialize) -> Result<String> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(name) => Ok(name),
        other => Err(Kind::Damaged(format!("{other} is no name"))),
    }
}

/// The days of an incident.
pub(crate) fn days(incident: &Incident) -> Option<Days> {
    incident.time.as_ref().and_then(|time| Days::of_edtf(&time.edtf))
}

/// Writes an incident, new or anew, with all that it is looked for by; gives its row. `forgotten`
/// says that no incident is found by anything any more.
pub(crate) fn incident(db: &Connection, read: &Read, forgotten: bool) -> Result<i64> {
    let incident = &read.incident;
    let old: Option<i64> = db
        .prepare_cached("SELECT row FROM incident WHERE id = ?")?
        .query_row([&incident.id], |row| row.get(0))
        .optional()?;
    let row = match old {
        Some(row) => row,
        None => outline::free_row(db)?,
    };
    let outline = Outline::of(incident, row, log::next(db)?);
    db.prepare_cached(
        "INSERT INTO incident (row, id, json, type, status, level, grade, first, last, sort, lat,
             lon, country, sources, independent_sources, open_conflicts, where_prec, radius_km,
             weakest, changed)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (row) DO UPDATE SET json = excluded.json, type = excluded.type,
             status = excluded.status, level = excluded.level, grade = excluded.grade,
             first = excluded.first, last = excluded.last, sort = excluded.sort,
             lat = excluded.lat, lon = excluded.lon, country = excluded.country,
             sources = excluded.sources, independent_sources = excluded.independent_sources,
             open_conflicts = excluded.open_conflicts, where_prec = excluded.where_prec,
             radius_km = excluded.radius_km, weakest = excluded.weakest,
             changed = excluded.changed",
    )?
    .execute(params![
        row,
        outline.id,
        pack(incident)?,
        name_of(outline.event_type)?,
        name_of(outline.status)?,
        name_of(outline.level)?,
        name_of(outline.grade)?,
        outline.first,
        outline.last,
        outline.first.unwrap_or(UNDATED),
        outline.lat,
        outline.lon,
        outline.country,
        outline.sources,
        outline.independent_sources,
        outline.open_conflicts,
        outline.where_prec,
        outline.radius_km,
        outline.weakest,
        outline.changed,
    ])?;
    if old.is_some() && !forgotten {
        forget(db, row)?;
    }
    if old.is_none() {
        db.prepare_cached("DELETE FROM redirect WHERE id = ?")?.execute([&incident.id])?;
    }
    look_up(db, row, read, days(incident))?;
    Ok(row)
}

/// Puts an incident where searches find it.
fn look_up(db: &Connection, row: i64, read: &Read, days: Option<Days>) -> Result<()> {
    db.prepare_cached("INSERT INTO words (rowid, body) VALUES (?, ?)")?
        .execute(params![row, read.words])?;
    let mut name =
        db.prepare_cached("INSERT INTO named (kind, name, incident) VALUES (?, ?, ?)")?;
    for (kind, one) in &read.names {
        name.execute(params![kind, one, row])?;
    }
    if let Some(days) = days {
        db.prepare_cached("INSERT INTO days (incident, first, last) VALUES (?, ?, ?)")?
            .execute(params![row, days.first, days.last])?;
    }
    let place = read.incident.place.as_ref();
    if let Some((lat, lon)) = place.and_then(|place| place.lat.zip(place.lon)) {
        let (first, last) =
            days.map_or(NO_DAY, |days| (f64::from(days.first), f64::from(days.last)));
        db.prepare_cached(
            "INSERT INTO spot (incident, south, north, west, east, first, last)
             VALUES (?1, ?2, ?2, ?3, ?3, ?4, ?5)",
        )?
        .execute(params![row, lat, lon, first, last])?;
    }
    Ok(())
}

/// Takes an incident out of what is searched.
fn forget(db: &Connection, row: i64) -> Result<()> {
    for sql in [
        "DELETE FROM words WHERE rowid = ?",
        "DELETE FROM named WHERE incident = ?",
        "DELETE FROM days WHERE incident = ?",
        "DELETE FROM spot WHERE incident = ?",
    ] {
        db.prepare_cached(sql)?.execute([row])?;
    }
    Ok(())
}

/// Takes all incidents out of what is searched, which is done at once.
pub(crate) fn forget_all(db: &Connection) -> Result<()> {
    db.execute_batch(
        "DELETE FROM named; DELETE FROM days; DELETE FROM spot;
         INSERT INTO words (words) VALUES ('delete-all');",
    )?;
    Ok(())
}

/// Ends an incident that has no members; its id leads on. `forgotten` as in [`incident`].
pub(crate) fn end(db: &Connection, id: &str, into: Option<&str>, forgotten: bool) -> Result<()> {
    let row: Option<i64> = db
        .prepare_cached("SELECT row FROM incident WHERE id = ?")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    if let Some(row) = row {
        if !forgotten {
            forget(db, row)?;
        }
        db.prepare_cached("DELETE FROM incident WHERE row = ?")?.execute([row])?;
        outline::end(db, row)?;
    }
    db.prepare_cached("INSERT OR REPLACE INTO redirect (id, \"into\") VALUES (?, ?)")?
        .execute(params![id, into])?;
    Ok(())
}
