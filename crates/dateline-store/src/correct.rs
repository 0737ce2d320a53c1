//! What persons say that reports say, where it was read otherwise.
//!
//! A correction is a decision on one event: an entry of the log that holds for later versions of its
//! report, too, and can be undone. Nothing that was read is overwritten. The correction is laid over
//! the event whenever an incident is read or shown; which events are linked does not change by it.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use dateline_core::Record;
use dateline_core::incident::correction::{CorrectedValue, can_be_absent, correct, said};
use dateline_core::incident::record::{Corrected, Slot};
use dateline_core::incident::{EventFacts, Member};
use dateline_core::record::Event;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::decide::{Decided, decide};
use crate::error::{Error, Kind, Result};
use crate::groups::{self, list};
use crate::load::{self, Telling};
use crate::log::{self, Act, Body};
use crate::pack::unpack;
use crate::{By, Store, batch};

/// What a person says that a report says of one slot of one of its events.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// The event.
    pub member: Member,
    /// The slot.
    pub slot: Slot,
    /// The value; none where the report does not say this.
    pub value: Option<CorrectedValue>,
}

/// What the log says of a correction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The event, by the names that it had.
    pub member: Member,
    /// What it said before; null where it said nothing.
    pub was: Option<CorrectedValue>,
    /// What it says; null where it says nothing.
    pub value: Option<CorrectedValue>,
}

/// A correction as something to learn from: what was read, and what the report says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lesson {
    /// The report's name.
    pub report: String,
    /// Its language: ISO 639-1.
    pub language: String,
    /// Its text, which the spans of the event are offsets into.
    pub text: String,
    /// The event as it was read.
    pub event: Event,
    /// The slot that was read wrongly.
    pub slot: Slot,
    /// What was read; null where nothing was.
    pub was: Option<CorrectedValue>,
    /// What the report says; null where it does not say this.
    pub value: Option<CorrectedValue>,
    /// Why.
    pub why: String,
    /// Who says so.
    pub who: String,
    /// When.
    pub at: String,
    /// The entry of the log.
    pub entry: i64,
    /// All events of the report as they were read, by which its private persons are known.
    #[serde(skip)]
    pub events: Vec<Event>,
}

impl Store {
    /// Corrects what a report's event says of one slot. The incident is read anew by it; a later
    /// correction of the same slot takes the place of this one.
    ///
    /// # Errors
    ///
    /// Where there is no such event ([`Error::is_bad_request`]), it cannot have such a value, or says
    /// just this already.
    pub fn correct(
        &mut self,
        correction: &Correction,
        by: By<'_>,
    ) -> std::result::Result<Decided, Error> {
        self.write(|db, watch| {
            batch::catch_up(db, by.now, watch)?;
            let Correction { member, slot, value } = correction;
            let Some(row) = load::event_row(db, member)? else {
                let Member { report, event } = member;
                let what = format!("report “{report}” has no event {event}");
                return Err(Kind::Asked(what));
            };
            let checked = match value {
                Some(value) => value.clone().checked(*slot).map(Some),
                None => can_be_absent(*slot).map(|()| None),
            };
            let value = checked.map_err(|wrong| Kind::Asked(wrong.to_string()))?;
            let mut event = load::event(db, row)?;
            lay(&mut event, &on(db, row)?);
            let was = said(&event, *slot);
            let value = value.map(|value| attributed(value, was.as_ref()));
            if was == value {
                let Member { report, event } = member;
                let what =
                    format!("event {event} of report “{report}” says that of {slot} already");
                return Err(Kind::Asked(what));
            }
            let body = Body {
                incidents: groups::incident_of(db, row)?.into_iter().collect(),
                sides: vec![vec![row]],
                slot: Some(slot.name().to_owned()),
                correction: Some(Change { member: member.clone(), was, value }),
                ..Body::default()
            };
            decide(db, Act::Correct, by, body)
        })
    }

    /// All corrections that hold, the oldest first, one at a time, until `tell` breaks off; gives what
    /// it broke off with. Each with the report and the event as they were when it was made; of
    /// several corrections of one slot the last.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn each_lesson<B>(
        &self,
        tell: impl FnMut(Lesson) -> ControlFlow<B>,
    ) -> std::result::Result<ControlFlow<B>, Error> {
        let mut tell = tell;
        self.read(|db| {
            let mut query = db.prepare(
                "SELECT seq FROM decision d
                 WHERE kind = 'correct' AND undone_by IS NULL AND NOT EXISTS (
                     SELECT 1 FROM decided a JOIN decided b ON b.event = a.event
                     JOIN decision later ON later.seq = b.seq
                     WHERE a.seq = d.seq AND later.seq > d.seq AND later.kind = 'correct'
                     AND later.undone_by IS NULL AND later.slot = d.slot)
                 ORDER BY seq",
            )?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                if let ControlFlow::Break(with) = tell(lesson(db, row.get(0)?)?) {
                    return Ok(ControlFlow::Break(with));
                }
            }
            Ok(ControlFlow::Continue(()))
        })
    }
}

/// A number alone, where one figure was read, is said by whoever said that.
fn attributed(mut value: CorrectedValue, was: Option<&CorrectedValue>) -> CorrectedValue {
    if let (CorrectedValue::Figures(figures), Some(CorrectedValue::Figures(old))) =
        (&mut value, was)
        && let ([figure], [old]) = (figures.as_mut_slice(), old.as_slice())
        && figure.by.is_none()
    {
        figure.by.clone_from(&old.by);
    }
    value
}

/// What an entry of the log has to teach.
fn lesson(db: &Connection, seq: i64) -> Result<Lesson> {
    let entry = log::entry(db, seq)?;
    let lost = || Kind::Damaged(format!("entry {seq} of the log corrects nothing"));
    let slot = entry.body.slot.as_deref().and_then(Slot::of_name).ok_or_else(lost)?;
    let row = *entry.body.sides.iter().flatten().next().ok_or_else(lost)?;
    let value = entry.body.correction.ok_or_else(lost)?.value;
    let event = load::event(db, row)?;
    let report: i64 = db
        .prepare_cached("SELECT report FROM event WHERE row = ?")?
        .query_row([row], |row| row.get(0))?;
    let Record { report, events, .. } = load::record(db, report)?;
    Ok(Lesson {
        report: report.name,
        language: report.language,
        text: report.text,
        was: said(&event, slot),
        event,
        slot,
        value,
        why: entry.why,
        who: entry.who,
        at: entry.at,
        entry: seq,
        events,
    })
}

/// A correction that holds.
#[derive(Clone, Debug)]
pub(crate) struct Holding {
    seq: i64,
    who: String,
    why: String,
    slot: Slot,
    value: Option<CorrectedValue>,
}

/// The corrections of an event that hold: of each slot the last.
pub(crate) fn on(db: &Connection, event: i64) -> Result<Vec<Holding>> {
    let seqs = list(
        db,
        "SELECT d.seq FROM decided e JOIN decision d USING (seq)
         WHERE e.event = ? AND d.undone_by IS NULL AND d.kind = 'correct' ORDER BY d.seq",
        event,
    )?;
    let mut query = db.prepare_cached("SELECT who, why, slot, said FROM decision WHERE seq = ?")?;
    let mut holding: BTreeMap<Slot, Holding> = BTreeMap::new();
    for seq in seqs {
        let columns =
            |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
        let (who, why, slot, said): (String, String, String, String) =
            query.query_row(params![seq], columns)?;
        let Some(slot) = Slot::of_name(&slot) else {
            return Err(Kind::Damaged(format!("decision {seq} is on a slot “{slot}”")));
        };
        let value = serde_json::from_str(&said)?;
        holding.insert(slot, Holding { seq, who, why, slot, value });
    }
    Ok(holding.into_values().collect())
}

/// Lays corrections over an event.
pub(crate) fn lay(event: &mut Event, holding: &[Holding]) {
    for one in holding {
        correct(event, one.slot, one.value.as_ref());
    }
}

/// Lays the corrections of an event over it, and works out what it is compared by; gives what was
/// corrected, with the member left open.
pub(crate) fn lay_over(telling: &mut Telling, holding: &[Holding]) {
    telling.corrections = holding
        .iter()
        .map(|one| Corrected {
            entry: one.seq,
            member: 0,
            slot: one.slot,
            was: said(&telling.event, one.slot),
            value: one.value.clone(),
            by: one.who.clone(),
            why: one.why.clone(),
        })
        .collect();
    lay(&mut telling.event, holding);
    let report = &telling.source.facts.report;
    telling.facts =
        Some(EventFacts::of(&telling.event, report.published, report.home, telling.place));
}

/// The event of a row as an incident has it: with its corrections.
pub(crate) fn corrected(db: &Connection, row: i64, json: &[u8]) -> Result<Event> {
    let mut event: Event = unpack(json)?;
    lay(&mut event, &on(db, row)?);
    Ok(event)
}
