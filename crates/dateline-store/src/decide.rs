//! What persons decide. Every decision is an entry of the log with who, when and why, holds for
//! whatever comes later, and can be taken back.

use std::collections::{BTreeMap, BTreeSet};

use dateline_core::incident::Member;
use dateline_core::incident::record::Slot;
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Error, Kind, Result};
use crate::groups::{self, Change, Step, list};
use crate::log::{self, Act, Body, Entry};
use crate::show::{by_id, resolve};
use crate::{By, Store, batch, load};

/// What a decision has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The entry of the log, by which it can be undone.
    pub entry: i64,
    /// The incidents that it was about, as they are called now.
    pub incidents: Vec<String>,
}

impl Store {
    /// Takes incidents for one. The result has the id of the one with most events. With one incident
    /// alone it confirms that its events are one: no weak link is all that holds them any more.
    ///
    /// # Errors
    ///
    /// Where one of them is not there, or they are one with one event ([`Error::is_bad_request`]).
    pub fn merge(&mut self, ids: &[&str], by: By<'_>) -> std::result::Result<Decided, Error> {
        self.write(|db, watch| {
            batch::catch_up(db, by.now, watch)?;
            let confirms = ids.len() == 1;
            let ids = distinct(db, ids)?;
            let sides: Vec<Vec<i64>> = match ids.as_slice() {
                [id] if confirms => events(db, id)?.into_iter().map(|event| vec![event]).collect(),
                ids => ids.iter().map(|id| events(db, id)).collect::<Result<_>>()?,
            };
            if sides.len() < 2 {
                let what = "two incidents or more can be merged, or the events of one confirmed";
                return Err(Kind::Asked(what.to_owned()));
            }
            decide(db, Act::Merge, by, Body { incidents: ids, sides, ..Body::default() })
        })
    }

    /// Takes some events out of an incident: they are another one.
    ///
    /// # Errors
    ///
    /// Where there is no such incident, an event is not in it, none is named or none is left.
    pub fn split(
        &mut self,
        id: &str,
        out: &[Member],
        by: By<'_>,
    ) -> std::result::Result<Decided, Error> {
        self.write(|db, watch| {
            batch::catch_up(db, by.now, watch)?;
            let id = resolve(db, id)?;
            let mut rest = events(db, &id)?;
            let mut taken = Vec::new();
            for member in out {
                let row = load::event_row(db, member)?.filter(|row| rest.contains(row));
                let Some(row) = row else {
                    let Member { report, event } = member;
                    let what = format!("event {event} of report “{report}” is not in {id}");
                    return Err(Kind::Asked(what));
                };
                rest.retain(|other| *other != row);
                taken.push(row);
            }
            if taken.is_empty() || rest.is_empty() {
                let what = "a split takes some of the events out, and not all";
                return Err(Kind::Asked(what.to_owned()));
            }
            taken.sort_unstable();
            let sides = vec![taken, rest];
            decide(db, Act::Split, by, Body { incidents: vec![id], sides, ..Body::default() })
        })
    }

    /// Keeps two incidents apart, whatever comes later.
    ///
    /// # Errors
    ///
    /// Where one of them is not there, or they are one already.
    pub fn never_merge(
        &mut self,
        a: &str,
        b: &str,
        by: By<'_>,
    ) -> std::result::Result<Decided, Error> {
        self.write(|db, watch| {
            batch::catch_up(db, by.now, watch)?;
            let ids = distinct(db, &[a, b])?;
            if ids.len() < 2 {
                let what = format!("{a} and {b} are one incident: it can be split");
                return Err(Kind::Asked(what));
            }
            let sides = ids.iter().map(|id| events(db, id)).collect::<Result<_>>()?;
            decide(db, Act::NeverMerge, by, Body { incidents: ids, sides, ..Body::default() })
        })
    }

    /// Writes something down about an incident: the reason in `by` is the text.
    ///
    /// # Errors
    ///
    /// Where there is no such incident.
    pub fn note(&mut self, id: &str, by: By<'_>) -> std::result::Result<Decided, Error> {
        self.write(|db, watch| {
            batch::catch_up(db, by.now, watch)?;
            let id = resolve(db, id)?;
            let sides = vec![events(db, &id)?];
            decide(db, Act::Note, by, Body { incidents: vec![id], sides, ..Body::default() })
        })
    }

    /// Settles what an incident's reports disagree on in one slot. When a report says something new
    /// of it, it is open again.
    ///
    /// # Errors
    ///
    /// Where there is no such incident, or no open conflict of that slot.
    pub fn settle(
        &mut self,
        id: &str,
        slot: Slot,
        by: By<'_>,
    ) -> std::result::Result<Decided, Error> {
        self.conflict(id, slot, Act::Settle, by)
    }

    /// Takes a conflict up again that was settled.
    ///
    /// # Errors
    ///
    /// Where there is no such incident, or no settled conflict of that slot.
    pub fn reopen(
        &mut self,
        id: &str,
        slot: Slot,
        by: By<'_>,
    ) -> std::result::Result<Decided, Error> {
        self.conflict(id, slot, Act::Reopen, by)
    }

    fn conflict(
        &mut self,
        id: &str,
        slot: Slot,
        act: Act,
        by: By<'_>,
    ) -> std::result::Result<Decided, Error> {
        self.write(|db, watch| {
            batch::catch_up(db, by.now, watch)?;
            let id = resolve(db, id)?;
            let incident = by_id(db, &id)?;
            let open = act == Act::Settle;
            let mut conflicts = incident.conflicts.iter();
            if !conflicts.any(|conflict| conflict.slot == slot && conflict.open == open) {
                let state = if open { "open" } else { "settled" };
                return Err(Kind::Asked(format!("{id} has no {state} conflict on {slot}")));
            }
            let of_slot = incident.conflicts.iter().filter(|conflict| conflict.slot == slot);
            let said = of_slot.flat_map(|conflict| conflict.said.iter());
            let values: BTreeSet<String> = said.map(|said| said.value.clone()).collect();
            let body = Body {
                sides: vec![events(db, &id)?],
                incidents: vec![id],
                slot: Some(slot.name().to_owned()),
                values: values.into_iter().collect(),
                ..Body::default()
            };
            decide(db, act, by, body)
        })
    }

    /// Takes back what a person has decided, an undoing included. Incidents that it had joined or
    /// parted are again what they were, with their ids, and with what has come to them since.
    ///
    /// # Errors
    ///
    /// Where the log has no such entry ([`Error::is_not_found`]), no person has made it, or it is
    /// undone already ([`Error::is_bad_request`]).
    pub fn undo(&mut self, entry: i64, by: By<'_>) -> std::result::Result<Decided, Error> {
        self.write(|db, watch| {
            batch::catch_up(db, by.now, watch)?;
            let undone = log::entry(db, entry)?;
            if undone.kind.is_access() {
                let what =
                    "who may do what is not undone: a token is revoked, and another one made";
                return Err(Kind::Asked(what.to_owned()));
            }
            if !undone.kind.is_decision() {
                return Err(Kind::NotAPersons(entry));
            }
            if let Some(by) = undone.undone_by {
                return Err(Kind::Undone { entry, by });
            }
            undo(db, &undone, by)
        })
    }
}

/// The incidents that ids lead to, each once, in the order given.
fn distinct(db: &Connection, ids: &[&str]) -> Result<Vec<String>> {
    let mut distinct: Vec<String> = Vec::new();
    for id in ids {
        let id = resolve(db, id)?;
        if !distinct.contains(&id) {
            distinct.push(id);
        }
    }
    Ok(distinct)
}

/// The rows of an incident's events.
fn events(db: &Connection, id: &str) -> Result<Vec<i64>> {
    let mut query = db.prepare_cached(
        "SELECT m.event FROM incident i JOIN member m ON m.incident = i.row
         WHERE i.id = ? ORDER BY m.event",
    )?;
    let rows = query.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

/// Remembers a decision, groups anew what it is about, and logs both.
pub(crate) fn decide(db: &Connection, act: Act, by: By<'_>, body: Body) -> Result<Decided> {
    let seq = log::next(db)?;
    remember(db, seq, act, by, &body)?;
    let seeds: BTreeSet<i64> = body.sides.iter().flatten().copied().collect();
    let again = body.incidents.iter().cloned().collect();
    finish(db, act, by, body, &seeds, Step { again, ..Step::default() })
}

/// Groups anew and logs.
fn finish(
    db: &Connection,
    act: Act,
    by: By<'_>,
    body: Body,
    seeds: &BTreeSet<i64>,
    step: Step,
) -> Result<Decided> {
    let change = groups::regroup(db, seeds, step)?;
    let mut incidents: BTreeSet<String> = BTreeSet::new();
    for &event in seeds {
        incidents.extend(groups::incident_of(db, event)?);
    }
    let Change { moves, ended, reasons, .. } = change;
    let body = Body { moves, ended, reasons, ..body };
    let entry = log::write(db, act, by, &body)?;
    Ok(Decided { entry, incidents: incidents.into_iter().collect() })
}

/// Puts a decision where grouping finds it.
pub(crate) fn remember(db: &Connection, seq: i64, act: Act, by: By<'_>, body: &Body) -> Result<()> {
    let said = match &body.correction {
        Some(change) => serde_json::to_string(&change.value)?,
        None => serde_json::to_string(&body.values)?,
    };
    db.prepare_cached(
        "INSERT INTO decision (seq, kind, who, why, slot, said) VALUES (?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![seq, act.name(), by.who, by.why, body.slot, said])?;
    let mut add = db.prepare_cached("INSERT INTO decided (event, seq, side) VALUES (?, ?, ?)")?;
    for (side, events) in (0_i64..).zip(&body.sides) {
        for event in events {
            add.execute([*event, seq, side])?;
        }
    }
    if let Some(undone) = body.undoes {
        cancel(db, undone, seq)?;
    }
    Ok(())
}

/// An entry holds no longer; if it was an undoing, what it had undone holds again.
fn cancel(db: &Connection, seq: i64, by: i64) -> Result<()> {
    set_undone(db, seq, Some(by))?;
    match undone_by_entry(db, seq)? {
        Some(restored) => restore(db, restored),
        None => Ok(()),
    }
}

/// An entry holds again; if it is an undoing, what it undoes holds no longer.
fn restore(db: &Connection, seq: i64) -> Result<()> {
    set_undone(db, seq, None)?;
    match undone_by_entry(db, seq)? {
        Some(undone) => cancel(db, undone, seq),
        None => Ok(()),
    }
}

fn set_undone(db: &Connection, seq: i64, by: Option<i64>) -> Result<()> {
    db.prepare_cached("UPDATE decision SET undone_by = ?2 WHERE seq = ?1")?
        .execute(params![seq, by])?;
    Ok(())
}

/// What an entry of the log undoes, if it is an undoing. An entry that is being made is not there.
fn undone_by_entry(db: &Connection, seq: i64) -> Result<Option<i64>> {
    let body: Option<String> = db
        .prepare_cached("SELECT body FROM log WHERE seq = ? AND kind = 'undo'")?
        .query_row([seq], |row| row.get(0))
        .optional()?;
    match body {
        Some(body) => Ok(serde_json::from_str::<Body>(&body)?.undoes),
        None => Ok(None),
    }
}

fn undo(db: &Connection, undone: &Entry, by: By<'_>) -> Result<Decided> {
    // where events were before the decision, followed into later versions of their reports
    let mut was = BTreeMap::new();
    let mut seeds = BTreeSet::new();
    for moved in &undone.body.moves {
        if let Some(event) = active(db, moved.0)? {
            seeds.insert(event);
            if let Some(from) = &moved.1 {
                was.insert(event, from.clone());
            }
        }
    }
    for &event in undone.body.sides.iter().flatten() {
        seeds.extend(active(db, event)?);
    }
    let mut again = BTreeSet::new();
    for &event in &seeds {
        again.extend(groups::incident_of(db, event)?);
    }
    let body = Body {
        undoes: Some(undone.seq),
        incidents: undone.body.incidents.clone(),
        sides: vec![seeds.iter().copied().collect()],
        ..Body::default()
    };
    remember(db, log::next(db)?, Act::Undo, by, &body)?;
    let restored = was.values().cloned().collect();
    finish(db, Act::Undo, by, body, &seeds, Step { was, restored, again, ..Step::default() })
}

/// The event that tells of the same in the version of its report that holds.
fn active(db: &Connection, event: i64) -> Result<Option<i64>> {
    let mut query = db.prepare_cached("SELECT active, successor FROM event WHERE row = ?")?;
    let mut at = Some(event);
    while let Some(event) = at {
        let (active, successor): (bool, Option<i64>) =
            query.query_row([event], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if active {
            return Ok(Some(event));
        }
        at = successor;
    }
    Ok(None)
}

/// The slots that persons have settled for some of these events, with what was said of them then.
pub(crate) fn settled_slots(
    db: &Connection,
    events: &[i64],
) -> Result<BTreeMap<String, BTreeSet<String>>> {
    let mut seqs = BTreeSet::new();
    for &event in events {
        seqs.extend(list(
            db,
            "SELECT d.seq FROM decided e JOIN decision d USING (seq)
             WHERE e.event = ? AND d.undone_by IS NULL AND d.kind IN ('settle', 'reopen')",
            event,
        )?);
    }
    let mut settled = BTreeMap::new();
    let mut query = db.prepare_cached("SELECT kind, slot, said FROM decision WHERE seq = ?")?;
    for seq in seqs {
        let columns = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let (kind, slot, said): (String, String, String) = query.query_row([seq], columns)?;
        if kind == Act::Settle.name() {
            settled.insert(slot, serde_json::from_str(&said)?);
        } else {
            settled.remove(&slot);
        }
    }
    Ok(settled)
}
