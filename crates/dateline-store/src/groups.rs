//! Which events are one incident: after each change, just what the change touches.
//!
//! Groups are made along links that are strong enough to join two events by themselves, and along
//! what a person has joined: events that no chain of these connects are never in one group, whatever
//! weak links there are between them. So a change is taken in by grouping anew all that such
//! chains lead to from it, and the result is that of grouping everything anew.

use std::collections::{BTreeMap, BTreeSet};

use dateline_core::incident::weights::Weights;
use dateline_core::incident::{
    Decision, DecisionKind, Edge, Facts, Link, Member, cluster, compare,
};
use rusqlite::{Connection, OptionalExtension, params};

use crate::add::Stored;
use crate::assign::assign;
use crate::error::Result;
use crate::load::{self, Sources};
use crate::log::{Act, Move, Reason};
use crate::told;
use crate::watch::{Stage, Watch};
use crate::write;

/// What regrouping has changed.
#[derive(Debug, Default)]
pub(crate) struct Change {
    pub moves: Vec<Move>,
    pub ended: Vec<(String, Option<String>)>,
    pub reasons: Vec<Reason>,
    /// Ids of the incidents that were read anew.
    pub incidents: Vec<String>,
}

/// Puts a report where those that look for it find it.
pub(crate) fn index(db: &Connection, report: i64, facts: &Facts) -> Result<()> {
    let mut add = db.prepare_cached("INSERT OR IGNORE INTO key (key, report) VALUES (?, ?)")?;
    for key in facts.index() {
        add.execute(params![key.cast_signed(), report])?;
    }
    Ok(())
}

fn unindex(db: &Connection, report: i64, facts: &Facts) -> Result<()> {
    let mut take = db.prepare_cached("DELETE FROM key WHERE key = ? AND report = ?")?;
    for key in facts.index() {
        take.execute(params![key.cast_signed(), report])?;
    }
    Ok(())
}

/// Reports that a report may have something in common with.
fn candidates(db: &Connection, report: i64, facts: &Facts) -> Result<BTreeSet<i64>> {
    let mut query = db.prepare_cached("SELECT report FROM key WHERE key = ?")?;
    let mut found = BTreeSet::new();
    for key in facts.probe() {
        let mut rows = query.query([key.cast_signed()])?;
        while let Some(row) = rows.next()? {
            found.insert(row.get(0)?);
        }
    }
    found.remove(&report);
    Ok(found)
}

/// What two reports have in common, called in the order of their names, so that nothing depends on
/// which came first; `a` is an event of the first given all the same.
pub(crate) fn links(one: (&str, &Facts), two: (&str, &Facts)) -> Vec<Link> {
    if one.0 <= two.0 {
        return compare(one.1, two.1);
    }
    let turned = compare(two.1, one.1).into_iter();
    turned.map(|link| Link { a: link.b, b: link.a, ..link }).collect()
}

/// Takes a report that has just been stored into the groups.
pub(crate) fn take_in(db: &Connection, laid: &Stored) -> Result<Change> {
    let mut seeds: BTreeSet<i64> = laid.events.iter().copied().collect();
    let mut step = Step::default();
    if let Some(old) = &laid.old {
        unindex(db, old.row, &old.facts)?;
        step_out(db, &old.events, &mut seeds, &mut step)?;
        for &(from, to) in &old.aligned {
            if let Some(Move(_, Some(id), _)) = step.left.iter().find(|left| left.0 == from) {
                step.was.insert(to, id.clone());
            }
        }
    }
    link(db, laid)?;
    regroup(db, &seeds, step)
}

/// Takes the events of a superseded report out of links and incidents; what was with them must be
/// grouped anew.
fn step_out(
    db: &Connection,
    events: &[i64],
    seeds: &mut BTreeSet<i64>,
    step: &mut Step,
) -> Result<()> {
    for &event in events {
        seeds.extend(list(db, "SELECT b FROM link WHERE a = ?", event)?);
        seeds.extend(list(db, "SELECT a FROM link WHERE b = ?", event)?);
        seeds.extend(list(db, COMPANIONS, event)?);
        if let Some(id) = incident_of(db, event)? {
            step.left.push(Move(event, Some(id.clone()), None));
            step.again.insert(id);
        }
    }
    for &event in events {
        db.prepare_cached("DELETE FROM link WHERE a = ?")?.execute([event])?;
        db.prepare_cached("DELETE FROM link WHERE b = ?")?.execute([event])?;
        db.prepare_cached("DELETE FROM member WHERE event = ?")?.execute([event])?;
        seeds.remove(&event);
    }
    Ok(())
}

/// Compares a report with all that it may have something in common with, and keeps the links.
fn link(db: &Connection, laid: &Stored) -> Result<()> {
    let name: String = name_of(db, laid.row)?;
    for other in candidates(db, laid.row, &laid.facts)? {
        let facts = load::facts(db, other)?;
        let found = links((&name, &laid.facts), (&name_of(db, other)?, &facts));
        if found.is_empty() {
            continue;
        }
        let theirs = list(db, "SELECT row FROM event WHERE report = ? ORDER BY place", other)?;
        for link in found {
            write::link(db, laid.events[link.a], theirs[link.b], &link)?;
        }
    }
    Ok(())
}

fn name_of(db: &Connection, report: i64) -> Result<String> {
    let mut query = db.prepare_cached("SELECT name FROM report WHERE row = ?")?;
    Ok(query.query_row([report], |row| row.get(0))?)
}

/// The other events of an event's incident, and itself.
const COMPANIONS: &str = "SELECT event FROM member
    WHERE incident = (SELECT incident FROM member WHERE event = ?)";

/// The whole numbers that a query with one parameter gives.
pub(crate) fn list(db: &Connection, sql: &str, parameter: i64) -> Result<Vec<i64>> {
    let mut query = db.prepare_cached(sql)?;
    let rows = query.query_map([parameter], |row| row.get(0))?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

/// The id of the incident that an event is in.
pub(crate) fn incident_of(db: &Connection, event: i64) -> Result<Option<String>> {
    let mut query = db.prepare_cached(
        "SELECT i.id FROM member m JOIN incident i ON i.row = m.incident WHERE m.event = ?",
    )?;
    Ok(query.query_row([event], |row| row.get(0)).optional()?)
}

/// What is known before events are grouped anew.
#[derive(Debug, Default)]
pub(crate) struct Step {
    /// Events that are no longer in any incident.
    pub left: Vec<Move>,
    /// In which incident an event counts as having been, other than the one it is in.
    pub was: BTreeMap<i64, String>,
    /// Ids that are to be as they were before anything else.
    pub restored: BTreeSet<String>,
    /// Incidents that are to be read anew even where their events stay.
    pub again: BTreeSet<String>,
    /// No incident is found by anything any more: all of them are to be read anew.
    pub forgotten: bool,
}

/// Groups anew all that chains lead to from some events, and reads what has changed.
pub(crate) fn regroup(db: &Connection, seeds: &BTreeSet<i64>, step: Step) -> Result<Change> {
    let events = reached(db, seeds)?;
    let mut members: BTreeMap<i64, Member> = BTreeMap::new();
    let mut is_in: BTreeMap<i64, String> = BTreeMap::new();
    for &event in &events {
        members.insert(event, load::member(db, event)?);
        if let Some(id) = incident_of(db, event)? {
            is_in.insert(event, id);
        }
    }
    let groups = group(db, &members)?;
    settle(db, &groups, &is_in, step, Watch::NOBODY)
}

/// The groups of some events that no chain connects to others.
fn group(db: &Connection, members: &BTreeMap<i64, Member>) -> Result<Vec<Vec<i64>>> {
    let rows: Vec<i64> = members.keys().copied().collect();
    let nodes: Vec<Member> = members.values().cloned().collect();
    let place = |event: i64| rows.binary_search(&event).ok();
    let mut edges = Vec::new();
    let mut query = db.prepare_cached("SELECT b, score FROM link WHERE a = ?")?;
    for (a, &event) in rows.iter().enumerate() {
        let mut found = query.query([event])?;
        while let Some(row) = found.next()? {
            if let Some(b) = place(row.get(0)?) {
                edges.push(Edge { a, b, score: row.get(1)? });
            }
        }
    }
    let decisions = decisions(db, members)?;
    let groups = cluster(&nodes, &edges, &decisions);
    Ok(groups.into_iter().map(|group| group.into_iter().map(|at| rows[at]).collect()).collect())
}

/// All events that chains lead to, these included.
fn reached(db: &Connection, seeds: &BTreeSet<i64>) -> Result<BTreeSet<i64>> {
    let together = Weights::fitted().together;
    let mut ahead = db.prepare_cached("SELECT b FROM link WHERE a = ? AND score >= ?")?;
    let mut back = db.prepare_cached("SELECT a FROM link WHERE b = ? AND score >= ?")?;
    let mut home = db.prepare_cached("SELECT incident FROM member WHERE event = ?")?;
    let mut decided = db.prepare_cached(&format!(
        "SELECT d.seq FROM decided d JOIN decision USING (seq) WHERE d.event = ?
         AND undone_by IS NULL AND kind IN ('{}', '{}')",
        Act::Merge.name(),
        Act::Split.name(),
    ))?;
    let (mut seen, mut homes, mut decisions) = (seeds.clone(), BTreeSet::new(), BTreeSet::new());
    let mut open: Vec<i64> = seeds.iter().copied().collect();
    while let Some(event) = open.pop() {
        let mut next: Vec<i64> = Vec::new();
        for query in [&mut ahead, &mut back] {
            let rows = query.query_map(params![event, together], |row| row.get(0))?;
            for row in rows {
                next.push(row?);
            }
        }
        if let Some(incident) = home.query_row([event], |row| row.get(0)).optional()?
            && homes.insert(incident)
        {
            next.extend(list(db, "SELECT event FROM member WHERE incident = ?", incident)?);
        }
        let mut rows = decided.query([event])?;
        while let Some(row) = rows.next()? {
            let seq: i64 = row.get(0)?;
            if decisions.insert(seq) {
                next.extend(list(
                    db,
                    "SELECT d.event FROM decided d JOIN event e ON e.row = d.event
                     WHERE d.seq = ? AND e.active = 1",
                    seq,
                )?);
            }
        }
        open.extend(next.into_iter().filter(|event| seen.insert(*event)));
    }
    Ok(seen)
}

/// What persons have decided on some events, oldest first.
pub(crate) fn decisions(db: &Connection, members: &BTreeMap<i64, Member>) -> Result<Vec<Decision>> {
    if !db.prepare_cached("SELECT 1 FROM decision LIMIT 1")?.exists([])? {
        return Ok(Vec::new());
    }
    let mut query = db.prepare_cached(
        "SELECT d.seq, d.kind FROM decided e JOIN decision d USING (seq)
         WHERE e.event = ? AND d.undone_by IS NULL",
    )?;
    let mut found: BTreeMap<i64, String> = BTreeMap::new();
    for &event in members.keys() {
        let mut rows = query.query([event])?;
        while let Some(row) = rows.next()? {
            found.insert(row.get(0)?, row.get(1)?);
        }
    }
    let mut decisions = Vec::new();
    for (seq, kind) in found {
        let sides = sides(db, seq)?;
        let sides: Vec<Vec<Member>> = sides
            .into_iter()
            .map(|side| side.iter().filter_map(|event| members.get(event).cloned()).collect())
            .collect();
        decisions.extend(terms(Act::of_name(&kind), &sides));
    }
    decisions.retain(|decision| !decision.left.is_empty() && !decision.right.is_empty());
    Ok(decisions)
}

/// The events of a decision, by side; those of superseded reports included.
pub(crate) fn sides(db: &Connection, seq: i64) -> Result<Vec<Vec<i64>>> {
    let mut query =
        db.prepare_cached("SELECT side, event FROM decided WHERE seq = ? ORDER BY side, event")?;
    let mut rows = query.query([seq])?;
    let mut sides: Vec<Vec<i64>> = Vec::new();
    while let Some(row) = rows.next()? {
        let side = row.get::<_, u32>(0)? as usize;
        if sides.len() <= side {
            sides.resize(side + 1, Vec::new());
        }
        sides[side].push(row.get(1)?);
    }
    Ok(sides)
}

/// A decision in the terms of the core.
fn terms(act: Option<Act>, sides: &[Vec<Member>]) -> Vec<Decision> {
    let of = |kind, left: &[Member], right: &[Member]| Decision {
        kind,
        left: left.to_vec(),
        right: right.to_vec(),
    };
    let as_one = |side: &Vec<Member>| {
        let (first, rest) = side.split_at(side.len().min(1));
        of(DecisionKind::Join, first, rest)
    };
    match act {
        Some(Act::Merge) => (1..sides.len())
            .map(|at| of(DecisionKind::Join, &sides[..at].concat(), &sides[at]))
            .collect(),
        Some(Act::Split) => {
            let mut terms: Vec<Decision> = sides.iter().map(as_one).collect();
            if let [out, rest] = sides {
                terms.push(of(DecisionKind::Apart, out, rest));
            }
            terms
        }
        Some(Act::NeverMerge) => match sides {
            [one, other] => vec![of(DecisionKind::Apart, one, other)],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// Gives groups their ids, reads those that have changed, and writes it all down.
pub(crate) fn settle(
    db: &Connection,
    groups: &[Vec<i64>],
    is_in: &BTreeMap<i64, String>,
    step: Step,
    watch: &Watch,
) -> Result<Change> {
    /// Groups after which somebody who waits is told.
    const SOME: usize = 256;
    let Step { left, was, restored, again, forgotten } = step;
    let mut ids: BTreeSet<String> = is_in.values().cloned().collect();
    ids.extend(left.iter().filter_map(|left| left.1.clone()));
    let mut counted = is_in.clone();
    for (event, id) in was {
        // an id that is in use elsewhere is nobody's to take
        if ids.contains(&id) || !write::is_used(db, &id)? {
            counted.insert(event, id);
        }
    }
    let assigned = assign(groups, &counted, &ids, &restored);
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for id in is_in.values() {
        *sizes.entry(id).or_default() += 1;
    }
    let mut change = Change { moves: left, ..Change::default() };
    let mut sources = Sources::default();
    let mut final_ids = Vec::new();
    for (behind, (group, id)) in groups.iter().zip(assigned.ids).enumerate() {
        if behind % SOME == 0 {
            watch.tell(Stage::Reading, behind, groups.len());
        }
        let stays = id.as_deref().is_some_and(|id| {
            sizes.get(id) == Some(&group.len())
                && group.iter().all(|event| is_in.get(event).is_some_and(|is| is == id))
        });
        if let Some(id) = id.as_ref().filter(|id| stays && !again.contains(*id)) {
            final_ids.push(id.clone());
            continue;
        }
        let mut read = told::read(db, &mut sources, group)?;
        let id = match id {
            Some(id) => id,
            None => write::free_id(db, &read.incident)?,
        };
        read.incident.id.clone_from(&id);
        let row = write::incident(db, &read, forgotten)?;
        for &event in group {
            if is_in.get(&event) != Some(&id) {
                write::member(db, event, row)?;
                change.moves.push(Move(event, is_in.get(&event).cloned(), Some(id.clone())));
            }
        }
        let moved = |event: &i64| is_in.get(event) != Some(&id);
        change.reasons.extend(read.incident.why.iter().filter_map(|why| {
            let events = why.members.map(|member| read.rows[member]);
            let reason = || Reason { events, score: why.score, because: why.because.clone() };
            events.iter().any(moved).then(reason)
        }));
        change.incidents.push(id.clone());
        final_ids.push(id);
    }
    watch.tell(Stage::Reading, groups.len(), groups.len());
    for (id, heir) in assigned.ended {
        let into = heir.map(|at| final_ids[at].clone());
        write::end(db, &id, into.as_deref(), forgotten)?;
        change.ended.push((id, into));
    }
    change.moves.sort();
    Ok(change)
}
