//! Whether a store is what it should be: every invariant, and every breach of one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use dateline_core::incident::{Facts, Incident};
use rusqlite::Connection;
use serde::Serialize;

use crate::error::{Error, Result};
use crate::groups::list;
use crate::load::Sources;
use crate::log::Act;
use crate::outline::Outline;
use crate::pack::unpack;
use crate::rebuild::replay;
use crate::token::{Granted, Token};
use crate::watch::{Stage, Watch};
use crate::{Store, batch, load, outline, token, told, write};

/// Reports and incidents after which somebody who waits is told.
const SOME: usize = 256;

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Breach {
    /// What should hold.
    pub rule: String,
    /// Where it does not.
    pub found: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.found)
    }
}

impl Store {
    /// Every breach of what should hold in a store: none where all is well. Compares every pair of
    /// reports that may have something in common and reads every incident again, so that it takes
    /// about as long as [`Store::recluster_all`].
    ///
    /// - the file is whole, and every reference in it leads somewhere;
    /// - reports are grouped, and none is left for later;
    /// - every active event is in one incident, no other event is in any, every incident has members;
    /// - what reports are compared by is what their records say; keys and links follow from it;
    /// - groups are those that links and decisions make; no two events of one report are in one
    ///   incident unless a person has put them there;
    /// - the reading stored is the reading computed, and so is what it is looked for by;
    /// - the log has no gaps, has every version of every report, and leads to the incidents, ids that
    ///   have ended, decisions and tokens that are there.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read at all.
    pub fn check(&self) -> std::result::Result<Vec<Breach>, Error> {
        let watch = &self.watch;
        self.read(|db| {
            let mut found = Found(Vec::new());
            watch.tell(Stage::File, 0, 0);
            file(db, &mut found)?;
            watch.tell(Stage::File, 1, 1);
            if batch::is_pending(db)? || !batch::same_rules(db)? {
                let what = "some were added and left for later, or grouped by other rules";
                found.tell("reports are grouped", what);
                return Ok(found.0);
            }
            members(db, &mut found)?;
            facts(db, watch, &mut found)?;
            links_and_groups(db, watch, &mut found)?;
            readings(db, watch, &mut found)?;
            log(db, watch, &mut found)?;
            Ok(found.0)
        })
    }
}

struct Found(Vec<Breach>);

impl Found {
    fn tell(&mut self, rule: &str, found: impl Into<String>) {
        self.0.push(Breach { rule: rule.to_owned(), found: found.into() });
    }

    /// A breach for each row that a query gives, in words of its first column.
    fn rows(&mut self, db: &Connection, rule: &str, sql: &str) -> Result<()> {
        let mut query = db.prepare(sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let value: rusqlite::types::Value = row.get(0)?;
            let words = match value {
                rusqlite::types::Value::Integer(number) => number.to_string(),
                rusqlite::types::Value::Text(text) => text,
                other => format!("{other:?}"),
            };
            self.tell(rule, words);
        }
        Ok(())
    }
}

fn file(db: &Connection, found: &mut Found) -> Result<()> {
    let mut query = db.prepare("PRAGMA integrity_check")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let said: String = row.get(0)?;
        if said != "ok" {
            found.tell("the file is whole", said);
        }
    }
    let mut query = db.prepare("PRAGMA foreign_key_check")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        found.tell("references lead somewhere", format!("from {table} to {parent}"));
    }
    Ok(())
}

fn members(db: &Connection, found: &mut Found) -> Result<()> {
    found.rows(
        db,
        "every active event is in one incident",
        "SELECT 'event ' || e.row FROM event e LEFT JOIN member m ON m.event = e.row
         WHERE e.active = 1 AND m.event IS NULL ORDER BY e.row",
    )?;
    found.rows(
        db,
        "no event of a superseded report is in an incident",
        "SELECT 'event ' || e.row FROM member m JOIN event e ON e.row = m.event
         WHERE e.active = 0 ORDER BY e.row",
    )?;
    found.rows(
        db,
        "every incident has members",
        "SELECT i.id FROM incident i WHERE NOT EXISTS
         (SELECT 1 FROM member m WHERE m.incident = i.row) ORDER BY i.id",
    )?;
    found.rows(
        db,
        "events are active as their reports are",
        "SELECT 'event ' || e.row FROM event e JOIN report r ON r.row = e.report
         WHERE e.active <> r.active ORDER BY e.row",
    )?;
    found.rows(
        db,
        "an id that has ended is no incident's",
        "SELECT id FROM redirect JOIN incident USING (id) ORDER BY id",
    )?;
    found.rows(
        db,
        "no two events of one report are joined by rule",
        "SELECT DISTINCT i.id FROM member a JOIN event x ON x.row = a.event
         JOIN event y ON y.report = x.report AND y.row > x.row
         JOIN member b ON b.event = y.row AND b.incident = a.incident
         JOIN incident i ON i.row = a.incident
         WHERE NOT EXISTS (SELECT 1 FROM decided d JOIN decision USING (seq)
             JOIN member c ON c.event = d.event
             WHERE c.incident = a.incident AND undone_by IS NULL AND kind IN ('merge', 'split'))
         ORDER BY i.id",
    )
}

fn facts(db: &Connection, watch: &Watch, found: &mut Found) -> Result<()> {
    let mut keys: BTreeSet<(i64, i64)> = BTreeSet::new();
    let reports = batch::reports(db)?;
    for (behind, report) in reports.iter().enumerate() {
        if behind % SOME == 0 {
            watch.tell(Stage::Facts, behind, reports.len());
        }
        let record = load::record(db, report.row)?;
        if Facts::of(&record) != report.facts {
            let rule = "reports are compared by what their records say";
            found.tell(rule, report.name.clone());
        }
        keys.extend(report.facts.index().into_iter().map(|key| (key.cast_signed(), report.row)));
    }
    watch.tell(Stage::Facts, reports.len(), reports.len());
    let mut query = db.prepare("SELECT key, report FROM key")?;
    let mut rows = query.query([])?;
    let mut stored = BTreeSet::new();
    while let Some(row) = rows.next()? {
        stored.insert((row.get(0)?, row.get(1)?));
    }
    for (key, report) in keys.symmetric_difference(&stored) {
        found.tell("keys are those of the reports", format!("key {key} of report {report}"));
    }
    Ok(())
}

fn links_and_groups(db: &Connection, watch: &Watch, found: &mut Found) -> Result<()> {
    let mut stored: BTreeMap<(i64, i64), (f64, String)> = BTreeMap::new();
    let mut query = db.prepare("SELECT a, b, score, because FROM link")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        stored.insert((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?));
    }
    let rule = "links are what comparing gives";
    let mut edges = Vec::new();
    batch::each_links(&batch::reports(db)?, watch, |links| {
        for (one, two, link) in links {
            let pair = (one.min(two), one.max(two));
            let computed = (link.score, write::because(&link)?);
            if stored.remove(&pair).as_ref() != Some(&computed) {
                found.tell(rule, format!("events {} and {}", pair.0, pair.1));
            }
            edges.push((pair.0, pair.1, link.score));
        }
        Ok(())
    })?;
    for (a, b) in stored.keys() {
        found.tell(rule, format!("events {a} and {b}"));
    }
    let computed: BTreeSet<Vec<i64>> = batch::group_all(db, edges)?
        .into_iter()
        .map(|mut group| {
            group.sort_unstable();
            group
        })
        .collect();
    for (id, group) in groups(db)? {
        if !computed.contains(&group) {
            found.tell("groups are what links and decisions make", id);
        }
    }
    Ok(())
}

/// The events of each incident, in order.
fn groups(db: &Connection) -> Result<BTreeMap<String, Vec<i64>>> {
    let mut query = db.prepare(
        "SELECT i.id, m.event FROM incident i JOIN member m ON m.incident = i.row
         ORDER BY i.id, m.event",
    )?;
    let mut rows = query.query([])?;
    let mut groups: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        groups.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    Ok(groups)
}

fn readings(db: &Connection, watch: &Watch, found: &mut Found) -> Result<()> {
    let mut sources = Sources::default();
    let mut query = db.prepare("SELECT json FROM incident WHERE id = ?")?;
    let groups = groups(db)?;
    let many = groups.len();
    for (behind, (id, group)) in groups.into_iter().enumerate() {
        if behind % SOME == 0 {
            watch.tell(Stage::Reading, behind, many);
        }
        let mut read = told::read(db, &mut sources, &group)?;
        read.incident.id.clone_from(&id);
        let mut rows = query.query([&id])?;
        let Some(row) = rows.next()? else { continue };
        let stored: std::result::Result<Incident, _> = unpack(row.get_ref(0)?.as_blob()?);
        if stored.ok().as_ref() != Some(&read.incident) {
            found.tell("the reading stored is the reading computed", id.clone());
        }
        let Ok(Some(stored)) = outline::stored(db, &id) else {
            found.tell("columns and names are those of the reading", id);
            continue;
        };
        let number = stored.row;
        let same = stored == Outline::of(&read.incident, number, stored.changed);
        let named = names(db, number)?;
        let wanted: BTreeSet<(String, String)> =
            read.names.iter().map(|(kind, name)| ((*kind).to_owned(), name.clone())).collect();
        if !same || named != wanted {
            found.tell("columns and names are those of the reading", id.clone());
        }
        let spots = list(db, "SELECT count(*) FROM spot WHERE incident = ?", number)?;
        let dated = list(
            db,
            "SELECT count(*) FROM days d JOIN incident i ON i.row = d.incident
             WHERE d.incident = ? AND d.first = i.first AND d.last = i.last",
            number,
        )?;
        let words = list(db, "SELECT count(*) FROM words WHERE rowid = ?", number)?;
        let placed = i64::from(stored.lat.is_some() && stored.lon.is_some());
        if spots != [placed] || dated != [i64::from(stored.first.is_some())] || words != [1] {
            found.tell("searches by day, place and words are in step", id);
        }
    }
    watch.tell(Stage::Reading, many, many);
    found.rows(
        db,
        "searches by day, place and words are in step",
        "SELECT 'row ' || rowid FROM words WHERE rowid NOT IN (SELECT row FROM incident)
         UNION ALL SELECT 'row ' || incident FROM days
             WHERE incident NOT IN (SELECT row FROM incident)
         UNION ALL SELECT 'row ' || incident FROM spot
             WHERE incident NOT IN (SELECT row FROM incident)",
    )
}

fn names(db: &Connection, incident: i64) -> Result<BTreeSet<(String, String)>> {
    let mut query = db.prepare_cached("SELECT kind, name FROM named WHERE incident = ?")?;
    let rows = query.query_map([incident], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

fn log(db: &Connection, watch: &Watch, found: &mut Found) -> Result<()> {
    let mut next = 1;
    let mut reports: BTreeMap<i64, Option<i64>> = BTreeMap::new();
    let mut decisions: BTreeMap<i64, Act> = BTreeMap::new();
    let mut tokens: BTreeMap<i64, (Granted, Act)> = BTreeMap::new();
    let state = replay(db, watch, |entry| {
        if entry.seq != next {
            found.tell("the log has no gaps", format!("entry {next} is missing"));
        }
        next = entry.seq + 1;
        if let Some(row) = entry.body.row {
            reports.insert(row, entry.body.supersedes);
        }
        if entry.kind.is_decision() {
            decisions.insert(entry.seq, entry.kind);
        }
        if let Some(granted) = &entry.body.token {
            tokens.insert(granted.id, (granted.clone(), entry.kind));
        }
        Ok(())
    })?;
    let mut query = db.prepare(
        // joined, so that the database makes an index for it and does not look at all for each
        "SELECT r.row, o.row, r.name FROM report r LEFT JOIN report o ON o.superseded_by = r.row
         ORDER BY r.row",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        if reports.remove(&row.get(0)?) != Some(row.get(1)?) {
            found.tell("the log has every version of every report", row.get::<_, String>(2)?);
        }
    }
    for row in reports.keys() {
        found.tell("the log has every version of every report", format!("row {row}"));
    }
    let mut is_in: BTreeMap<i64, String> = BTreeMap::new();
    for (id, group) in groups(db)? {
        is_in.extend(group.into_iter().map(|event| (event, id.clone())));
    }
    let rule = "the log leads to the incidents that are there";
    for (event, id) in &state.is_in {
        if is_in.remove(event).as_ref() != Some(id) {
            found.tell(rule, format!("event {event}"));
        }
    }
    for event in is_in.keys() {
        found.tell(rule, format!("event {event}"));
    }
    let mut ended = BTreeMap::new();
    let mut query = db.prepare("SELECT id, \"into\" FROM redirect")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        ended.insert(row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?);
    }
    if ended != state.ended {
        found.tell("the log leads to the ids that have ended", "they are not the same");
    }
    let mut query = db.prepare("SELECT seq, kind FROM decision ORDER BY seq")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (seq, kind): (i64, String) = (row.get(0)?, row.get(1)?);
        if decisions.remove(&seq).map(Act::name) != Some(&kind) {
            found.tell("decisions are the log's", format!("entry {seq}"));
        }
    }
    for seq in decisions.keys() {
        found.tell("decisions are the log's", format!("entry {seq}"));
    }
    let rule = "tokens are the log's";
    for token in token::all(db)? {
        let Token { id, who, scopes, revoked, .. } = token;
        let act = if revoked.is_some() { Act::RevokeToken } else { Act::MakeToken };
        if tokens.remove(&id) != Some((Granted { id, who, scopes }, act)) {
            found.tell(rule, format!("token {id}"));
        }
    }
    for id in tokens.keys() {
        found.tell(rule, format!("token {id}"));
    }
    Ok(())
}
