//! Rows back to values.

use std::collections::BTreeMap;
use std::rc::Rc;

use dateline_core::Record;
use dateline_core::incident::record::Corrected;
use dateline_core::incident::{EventFacts, Facts, Member};
use dateline_core::record::{Event, Report};
use rusqlite::{Connection, OptionalExtension};

use crate::correct;
use crate::error::{Kind, Result};
use crate::pack::{unpack, unpack_facts};

/// What a reading needs of a report: all but its words, which are long.
pub(crate) fn head(report: &Report) -> Report {
    Report {
        text: String::new(),
        removed: Vec::new(),
        background: Vec::new(),
        notes: Vec::new(),
        ..report.clone()
    }
}

/// What a report is compared by.
pub(crate) fn facts(db: &Connection, report: i64) -> Result<Facts> {
    let mut query = db.prepare_cached("SELECT facts FROM report WHERE row = ?")?;
    let bytes: Vec<u8> = query.query_row([report], |row| row.get(0))?;
    unpack_facts(&bytes)
}

/// A version's record, whole.
pub(crate) fn record(db: &Connection, report: i64) -> Result<Record> {
    let mut query = db.prepare_cached("SELECT record FROM report WHERE row = ?")?;
    let bytes: Vec<u8> = query.query_row([report], |row| row.get(0))?;
    let mut record: Record = unpack(&bytes)?;
    record.events = events(db, report)?.into_iter().map(|(_, event)| event).collect();
    Ok(record)
}

/// The events of a version, with their rows, in order.
pub(crate) fn events(db: &Connection, report: i64) -> Result<Vec<(i64, Event)>> {
    let mut query =
        db.prepare_cached("SELECT row, json FROM event WHERE report = ? ORDER BY place")?;
    let mut rows = query.query([report])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        events.push((row.get(0)?, unpack(row.get_ref(1)?.as_blob()?)?));
    }
    Ok(events)
}

/// An event as it was read.
pub(crate) fn event(db: &Connection, row: i64) -> Result<Event> {
    let mut query = db.prepare_cached("SELECT json FROM event WHERE row = ?")?;
    let json: Vec<u8> = query.query_row([row], |row| row.get(0))?;
    unpack(&json)
}

/// The names of an event.
pub(crate) fn member(db: &Connection, event: i64) -> Result<Member> {
    let mut query = db.prepare_cached(
        "SELECT r.name, e.id FROM event e JOIN report r ON r.row = e.report WHERE e.row = ?",
    )?;
    let names = |row: &rusqlite::Row<'_>| Ok(Member { report: row.get(0)?, event: row.get(1)? });
    Ok(query.query_row([event], names)?)
}

/// The row of an active event by its names.
pub(crate) fn event_row(db: &Connection, member: &Member) -> Result<Option<i64>> {
    let mut query = db.prepare_cached(
        "SELECT e.row FROM report r JOIN event e ON e.report = r.row
         WHERE r.name = ? AND r.active = 1 AND e.id = ?",
    )?;
    Ok(query.query_row([&member.report, &member.event], |row| row.get(0)).optional()?)
}

/// One event with all that a reading needs of it.
pub(crate) struct Telling {
    pub row: i64,
    pub event: Event,
    /// Its place in its report.
    pub place: usize,
    pub source: Rc<Source>,
    /// What it is compared by, where that is not what its report's facts say: it is corrected.
    pub facts: Option<EventFacts>,
    /// What persons have corrected; the members are left open.
    pub corrections: Vec<Corrected>,
}

impl Telling {
    /// What the event is compared by.
    pub fn facts(&self) -> &EventFacts {
        self.facts.as_ref().unwrap_or(&self.source.facts.events[self.place])
    }
}

/// A report, without its words.
pub(crate) struct Source {
    pub report: Report,
    pub facts: Facts,
}

/// Reports that have been loaded: an incident has several events of one, and neighbouring incidents
/// have the same ones.
#[derive(Default)]
pub(crate) struct Sources {
    loaded: BTreeMap<i64, Rc<Source>>,
}

impl Sources {
    /// Reports kept at most.
    const KEPT: usize = 4096;

    fn get(&mut self, db: &Connection, report: i64) -> Result<Rc<Source>> {
        if let Some(source) = self.loaded.get(&report) {
            return Ok(Rc::clone(source));
        }
        let mut query = db.prepare_cached("SELECT head, facts FROM report WHERE row = ?")?;
        let blobs = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let (head, facts): (Vec<u8>, Vec<u8>) = query.query_row([report], blobs)?;
        let source = Rc::new(Source { report: unpack(&head)?, facts: unpack_facts(&facts)? });
        if self.loaded.len() >= Self::KEPT {
            self.loaded.clear();
        }
        self.loaded.insert(report, Rc::clone(&source));
        Ok(source)
    }

    /// An event and its report, with what persons have corrected.
    pub(crate) fn telling(&mut self, db: &Connection, row: i64) -> Result<Telling> {
        let mut query = db.prepare_cached("SELECT report, place, json FROM event WHERE row = ?")?;
        let columns = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let (report, place, json): (i64, u32, Vec<u8>) = query.query_row([row], columns)?;
        let place = place as usize;
        let source = self.get(db, report)?;
        if place >= source.facts.events.len() {
            return Err(Kind::Damaged(format!("event {row} has no facts")));
        }
        let (facts, corrections) = (None, Vec::new());
        let event = unpack(&json)?;
        let mut telling = Telling { row, event, place, source, facts, corrections };
        let holding = correct::on(db, row)?;
        if !holding.is_empty() {
            correct::lay_over(&mut telling, &holding);
        }
        Ok(telling)
    }
}
