//! Everything that follows from reports and log, worked out again.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use dateline_core::incident::Facts;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::log::Entry;
use crate::pack::{pack_facts, unpack};
use crate::watch::{Stage, Watch};
use crate::{By, Store, batch, decide, load, log, outline, write};

impl Store {
    /// Throws away everything that follows from the reports and the log, and works it out again: what
    /// reports are compared by, keys, links, groups, readings, search tables, and from the log the
    /// ids of incidents and what persons have decided. The state is the one that was there, unless the
    /// file was damaged or the program's rules have changed; then what has changed is logged.
    ///
    /// Gives how many events are in another incident than the log says.
    ///
    /// # Errors
    ///
    /// Where the store cannot be written, or reports or log are damaged; then nothing has changed.
    pub fn rebuild(&mut self, now: &str) -> std::result::Result<usize, Error> {
        self.write(|db, watch| {
            let rows = rows(db)?;
            clear(db)?;
            renew_facts(db, watch)?;
            let state = replay(db, watch, |entry| {
                if entry.kind.is_decision() {
                    let by = By { who: &entry.who, why: &entry.why, now: &entry.at };
                    decide::remember(db, entry.seq, entry.kind, by, &entry.body)?;
                }
                let mut decided = db.prepare_cached(
                    "INSERT OR IGNORE INTO decided (event, seq, side)
                     SELECT ?2, seq, side FROM decided WHERE event = ?1",
                )?;
                for &(old, new) in &entry.body.aligned {
                    decided.execute([old, new])?;
                }
                Ok(())
            })?;
            restore(db, &state, &rows)?;
            Ok(batch::recluster(db, now, true, watch)?.moves.len())
        })
    }

    /// A SHA-256 over everything that follows from the reports and the log. It is the same after
    /// [`Store::rebuild`], and after a change and its undoing but for the log's own traces.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn fingerprint(&self) -> std::result::Result<String, Error> {
        self.read(fingerprint)
    }
}

/// What the log says of incidents.
#[derive(Debug, Default)]
pub(crate) struct State {
    /// In which incident each event is.
    pub is_in: BTreeMap<i64, String>,
    /// Where ids that have ended lead to.
    pub ended: BTreeMap<String, Option<String>>,
}

/// Goes through the log from its beginning.
pub(crate) fn replay(
    db: &Connection,
    watch: &Watch,
    mut each: impl FnMut(&Entry) -> Result<()>,
) -> Result<State> {
    let mut state = State::default();
    let last = usize::try_from(log::next(db)? - 1).unwrap_or_default();
    let mut behind = 0;
    let _: ControlFlow<()> = log::each(db, 0, |entry| {
        if behind % SOME == 0 {
            watch.tell(Stage::Log, behind.min(last), last);
        }
        behind += 1;
        each(&entry)?;
        for log::Move(event, _, to) in entry.body.moves {
            match to {
                Some(id) => {
                    state.ended.remove(&id);
                    state.is_in.insert(event, id);
                }
                None => {
                    state.is_in.remove(&event);
                }
            }
        }
        state.ended.extend(entry.body.ended);
        Ok(ControlFlow::Continue(()))
    })?;
    watch.tell(Stage::Log, last, last);
    Ok(state)
}

/// Entries and reports after which somebody who waits is told.
const SOME: usize = 256;

fn clear(db: &Connection) -> Result<()> {
    db.execute_batch(
        "DELETE FROM key; DELETE FROM link; DELETE FROM member; DELETE FROM incident;
         DELETE FROM redirect; DELETE FROM decided; DELETE FROM decision;",
    )?;
    write::forget_all(db)
}

/// What reports are compared by, from their records.
pub(crate) fn renew_facts(db: &Connection, watch: &Watch) -> Result<()> {
    let mut query = db.prepare("SELECT row FROM report ORDER BY row")?;
    let rows: Vec<i64> =
        query.query_map([], |row| row.get(0))?.collect::<std::result::Result<_, _>>()?;
    let mut write = db.prepare("UPDATE report SET facts = ?2 WHERE row = ?1 AND facts <> ?2")?;
    for (behind, row) in rows.iter().enumerate() {
        if behind % SOME == 0 {
            watch.tell(Stage::Facts, behind, rows.len());
        }
        let facts = Facts::of(&load::record(db, *row)?);
        write.execute(params![row, pack_facts(&facts)?])?;
    }
    watch.tell(Stage::Facts, rows.len(), rows.len());
    Ok(())
}

/// The rows of incidents by their ids.
fn rows(db: &Connection) -> Result<BTreeMap<String, i64>> {
    let mut query = db.prepare("SELECT id, row FROM incident")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

/// Writes the incidents that the log says there are, still to be read. Each has the row that it had,
/// so that whoever follows the store is told right.
fn restore(db: &Connection, state: &State, rows: &BTreeMap<String, i64>) -> Result<()> {
    let mut add = db.prepare(
        "INSERT INTO incident (row, id, json, type, status, level, grade, sort, sources,
             independent_sources, open_conflicts)
         VALUES (?, ?, x'', '', '', '', '', 0, 0, 0, 0)",
    )?;
    let mut member = db.prepare("INSERT INTO member (event, incident) VALUES (?, ?)")?;
    let mut next = outline::free_row(db)?.max(1 + rows.values().max().copied().unwrap_or(0));
    let mut added: BTreeMap<&str, i64> = BTreeMap::new();
    for (event, id) in &state.is_in {
        let row = match added.get(id.as_str()) {
            Some(row) => *row,
            None => {
                let row = rows.get(id).copied().unwrap_or_else(|| {
                    next += 1;
                    next - 1
                });
                add.execute(params![row, id])?;
                added.insert(id, row);
                row
            }
        };
        member.execute([*event, row])?;
    }
    for (id, row) in rows {
        if !added.contains_key(id.as_str()) {
            outline::end(db, *row)?;
        }
    }
    let mut end = db.prepare("INSERT INTO redirect (id, \"into\") VALUES (?, ?)")?;
    for (id, into) in &state.ended {
        end.execute(params![id, into])?;
    }
    Ok(())
}

fn fingerprint(db: &Connection) -> Result<String> {
    let mut hash = Sha256::new();
    let mut query = db.prepare("SELECT id, json FROM incident ORDER BY id")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let json: serde_json::Value = unpack(row.get_ref(1)?.as_blob()?)?;
        hash.update(row.get::<_, String>(0)?);
        hash.update(json.to_string());
    }
    for sql in [
        "SELECT m.event, i.id FROM member m JOIN incident i ON i.row = m.incident ORDER BY m.event",
        "SELECT id, \"into\" FROM redirect ORDER BY id",
        "SELECT * FROM decision ORDER BY seq",
        "SELECT event, seq, side FROM decided ORDER BY event, seq, side",
        "SELECT a, b, score, because FROM link ORDER BY a, b",
        "SELECT key, report FROM key ORDER BY key, report",
        "SELECT n.kind, n.name, i.id FROM named n JOIN incident i ON i.row = n.incident
         ORDER BY n.kind, n.name, i.id",
        "SELECT i.id, d.first, d.last FROM days d JOIN incident i ON i.row = d.incident ORDER BY i.id",
        "SELECT i.id, s.south, s.west, s.first, s.last FROM spot s
         JOIN incident i ON i.row = s.incident ORDER BY i.id",
    ] {
        let mut query = db.prepare(sql)?;
        let columns = query.column_count();
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                let value: rusqlite::types::Value = row.get(column)?;
                hash.update(format!("{value:?}\n"));
            }
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
