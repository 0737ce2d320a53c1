//! Everything at once: all reports compared and grouped, in memory, in time that grows as n log n.

use std::collections::BTreeMap;

use dateline_core::incident::weights::Weights;
use dateline_core::incident::{Edge, Facts, Link, Member, cluster};
use rayon::prelude::*;
use rusqlite::{Connection, params};

use crate::error::{Error, Result};
use crate::groups::{self, Change, Step, decisions, links, settle};
use crate::log::{self, Act, Body, Move};
use crate::pack::unpack_facts;
use crate::watch::{Stage, Watch};
use crate::{By, Store, write};

/// Under this name `meta` has that reports are stored and not yet grouped.
const PENDING: &str = "pending";

/// Under this name `meta` has by which rules reports were compared.
const RULED: &str = "rules";

/// The number of the rules by which reports are compared. It is raised when `Facts`, their keys, the
/// weights or grouping change: a store that was grouped by other rules is then grouped anew before
/// anything is added to it.
const RULES: &str = "3";

/// Pages that are kept in memory meanwhile, in KiB below zero: all tables are written at once.
const CACHE: i64 = -786_432;

/// Moves, and reasons, that one entry of the log has at most.
const AT_ONCE: usize = 1000;

impl Store {
    /// Compares and groups everything anew. What it finds is what is there already, unless reports
    /// were added by [`Store::add_all`] in a process that was ended, or the rules by which events are
    /// compared have changed with the program's version.
    ///
    /// Takes some 2 KB of memory an event. Gives how many events have changed their incident.
    ///
    /// # Errors
    ///
    /// Where the store cannot be written.
    pub fn recluster_all(&mut self, now: &str) -> std::result::Result<usize, Error> {
        self.write(|db, watch| {
            if !same_rules(db)? {
                crate::rebuild::renew_facts(db, watch)?;
            }
            Ok(recluster(db, now, true, watch)?.moves.len())
        })
    }

    /// Groups what a process that was ended in [`Store::add_all`] has left, and everything where it was
    /// grouped by an older program's rules; true where there was such. Every change of the store does
    /// so first.
    ///
    /// # Errors
    ///
    /// Where the store cannot be written.
    pub fn catch_up(&mut self, now: &str) -> std::result::Result<bool, Error> {
        self.write(|db, watch| catch_up(db, now, watch))
    }

    /// True where [`Store::catch_up`] has something to do: until then incidents are those of before.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn is_behind(&self) -> std::result::Result<bool, Error> {
        self.read(|db| Ok(is_pending(db)? || !same_rules(db)?))
    }
}

/// Says that reports are stored which are not yet grouped.
pub(crate) fn leave_for_later(db: &Connection) -> Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO meta (name, value) VALUES (?, '1')")?
        .execute([PENDING])?;
    Ok(())
}

/// True where reports are stored which are not yet grouped.
pub(crate) fn is_pending(db: &Connection) -> Result<bool> {
    Ok(db.prepare_cached("SELECT 1 FROM meta WHERE name = ?")?.exists([PENDING])?)
}

/// Groups what was left for later, and what was grouped by other rules.
pub(crate) fn catch_up(db: &Connection, now: &str, watch: &Watch) -> Result<bool> {
    let same = same_rules(db)?;
    if !same {
        crate::rebuild::renew_facts(db, watch)?;
    }
    let behind = !same || is_pending(db)?;
    if behind {
        recluster(db, now, !same, watch)?;
    }
    Ok(behind)
}

/// Says that everything was compared by the rules of this program.
pub(crate) fn set_rules(db: &Connection) -> Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)")?
        .execute([RULED, RULES])?;
    Ok(())
}

/// True where everything was compared by the rules of this program.
pub(crate) fn same_rules(db: &Connection) -> Result<bool> {
    let mut query = db.prepare_cached("SELECT 1 FROM meta WHERE name = ? AND value = ?")?;
    Ok(query.exists([RULED, RULES])?)
}

/// Groups everything and logs what changes; reads every incident anew where `all` is wanted, else
/// those that change.
pub(crate) fn recluster(db: &Connection, now: &str, all: bool, watch: &Watch) -> Result<Change> {
    db.pragma_update(None, "cache_size", CACHE)?;
    let change = regroup_everything(db, all, watch);
    db.pragma_update(None, "cache_size", crate::open::CACHE)?;
    let change = change?;
    let mut ended = change.ended.clone();
    let mut moves = change.moves.as_slice();
    let mut reasons = change.reasons.as_slice();
    while !moves.is_empty() || !ended.is_empty() || !reasons.is_empty() {
        let (some, rest) = moves.split_at(moves.len().min(AT_ONCE));
        let (why, further) = reasons.split_at(reasons.len().min(AT_ONCE));
        let body = Body {
            moves: some.to_vec(),
            reasons: why.to_vec(),
            ended: std::mem::take(&mut ended),
            ..Body::default()
        };
        log::write(db, Act::Regroup, By::rule(now), &body)?;
        (moves, reasons) = (rest, further);
    }
    Ok(change)
}

/// Works keys, links and groups out again.
fn regroup_everything(db: &Connection, all: bool, watch: &Watch) -> Result<Change> {
    let reports = reports(db)?;
    write_keys(db, &reports)?;
    let edges = compare_all(db, &reports, watch)?;
    drop(reports);
    let groups = group_all(db, edges)?;
    let mut step = Step::default();
    let mut is_in: BTreeMap<i64, String> = BTreeMap::new();
    let mut query = db.prepare(
        "SELECT m.event, i.id, e.active, e.successor FROM member m
         JOIN incident i ON i.row = m.incident JOIN event e ON e.row = m.event",
    )?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (event, id): (i64, String) = (row.get(0)?, row.get(1)?);
        if all {
            step.again.insert(id.clone());
        }
        if row.get(2)? {
            is_in.insert(event, id);
            continue;
        }
        step.again.insert(id.clone());
        if let Some(successor) = row.get(3)? {
            step.was.insert(successor, id.clone());
        }
        step.left.push(Move(event, Some(id), None));
    }
    drop(rows);
    for left in &step.left {
        db.prepare_cached("DELETE FROM member WHERE event = ?")?.execute([left.0])?;
    }
    follow(db, &mut step.was)?;
    if all {
        write::forget_all(db)?;
        step.forgotten = true;
    }
    let change = settle(db, &groups, &is_in, step, watch)?;
    db.prepare_cached("DELETE FROM meta WHERE name = ?")?.execute([PENDING])?;
    set_rules(db)?;
    Ok(change)
}

/// Takes what is known of events whose reports have been superseded again on to the events that hold.
fn follow(db: &Connection, was: &mut BTreeMap<i64, String>) -> Result<()> {
    let mut query =
        db.prepare_cached("SELECT successor FROM event WHERE row = ? AND active = 0")?;
    let mut open: Vec<i64> = was.keys().copied().collect();
    while let Some(event) = open.pop() {
        let mut rows = query.query([event])?;
        if let Some(row) = rows.next()? {
            let id = was.remove(&event);
            if let (Some(id), Some(next)) = (id, row.get(0)?) {
                was.insert(next, id);
                open.push(next);
            }
        }
    }
    Ok(())
}

/// An active report as it is compared.
pub(crate) struct Compared {
    pub row: i64,
    pub name: String,
    pub facts: Facts,
    /// Row of its first event; the others follow.
    pub first: i64,
}

/// All active reports, by their rows.
pub(crate) fn reports(db: &Connection) -> Result<Vec<Compared>> {
    let mut query = db.prepare(
        "SELECT r.row, r.name, r.facts,
             (SELECT min(e.row) FROM event e WHERE e.report = r.row AND e.place = 0)
         FROM report r WHERE r.active = 1 ORDER BY r.row",
    )?;
    let mut rows = query.query([])?;
    let mut reports = Vec::new();
    while let Some(row) = rows.next()? {
        let first: Option<i64> = row.get(3)?;
        let facts = unpack_facts(row.get_ref(2)?.as_blob()?)?;
        reports.push(Compared {
            row: row.get(0)?,
            name: row.get(1)?,
            facts,
            first: first.unwrap_or_default(),
        });
    }
    Ok(reports)
}

/// All keys with the places of the reports that have them, in order.
fn keys(reports: &[Compared]) -> Vec<(u64, u32)> {
    let mut keys: Vec<(u64, u32)> = (0_u32..)
        .zip(reports)
        .flat_map(|(at, report)| report.facts.index().into_iter().map(move |key| (key, at)))
        .collect();
    keys.par_sort_unstable();
    keys
}

fn write_keys(db: &Connection, reports: &[Compared]) -> Result<()> {
    db.execute("DELETE FROM key", [])?;
    let mut add = db.prepare_cached("INSERT INTO key (key, report) VALUES (?, ?)")?;
    // in the order of the table, where a key is signed
    let mut keys: Vec<(i64, i64)> = keys(reports)
        .into_iter()
        .map(|(key, at)| (key.cast_signed(), reports[at as usize].row))
        .collect();
    keys.sort_unstable();
    for (key, row) in keys {
        add.execute([key, row])?;
    }
    Ok(())
}

/// A link between events by their rows.
pub(crate) type Linked = (i64, i64, Link);

/// The links of all reports with those behind them, some reports at a time.
pub(crate) fn each_links(
    reports: &[Compared],
    watch: &Watch,
    mut take: impl FnMut(Vec<Linked>) -> Result<()>,
) -> Result<()> {
    /// Reports that are compared before their links are written.
    const AT_ONCE: usize = 4096;
    let keys = keys(reports);
    let of_report = |at: usize| {
        let one = &reports[at];
        let mut others: Vec<u32> = Vec::new();
        for key in one.facts.probe() {
            let from = keys.partition_point(|(other, _)| *other < key);
            let same = keys[from..].iter().take_while(|(other, _)| *other == key);
            others.extend(same.map(|(_, other)| *other).filter(|other| *other as usize > at));
        }
        others.sort_unstable();
        others.dedup();
        let mut found: Vec<Linked> = Vec::new();
        for other in others {
            let two = &reports[other as usize];
            for link in links((&one.name, &one.facts), (&two.name, &two.facts)) {
                found.push((row(one, link.a), row(two, link.b), link));
            }
        }
        found
    };
    let row_numbers: Vec<usize> = (0..reports.len()).collect();
    for some in row_numbers.chunks(AT_ONCE) {
        watch.tell(Stage::Comparing, some[0], reports.len());
        let mut found: Vec<Linked> =
            some.par_iter().map(|&at| of_report(at)).collect::<Vec<_>>().concat();
        found.sort_by_key(|(a, b, _)| (*a, *b));
        take(found)?;
    }
    watch.tell(Stage::Comparing, reports.len(), reports.len());
    Ok(())
}

fn row(report: &Compared, event: usize) -> i64 {
    report.first + i64::try_from(event).unwrap_or_default()
}

/// Writes all links; gives what grouping needs of them.
fn compare_all(
    db: &Connection,
    reports: &[Compared],
    watch: &Watch,
) -> Result<Vec<(i64, i64, f64)>> {
    db.execute("DELETE FROM link", [])?;
    let mut add =
        db.prepare_cached("INSERT INTO link (a, b, score, because) VALUES (?, ?, ?, ?)")?;
    let mut edges = Vec::new();
    each_links(reports, watch, |found| {
        for (one, two, link) in found {
            let (a, b) = (one.min(two), one.max(two));
            add.execute(params![a, b, link.score, write::because(&link)?])?;
            edges.push((a, b, link.score));
        }
        Ok(())
    })?;
    Ok(edges)
}

/// The groups of all active events, by their first events.
pub(crate) fn group_all(db: &Connection, edges: Vec<(i64, i64, f64)>) -> Result<Vec<Vec<i64>>> {
    let mut rows: Vec<i64> = Vec::new();
    let mut query = db.prepare("SELECT row FROM event WHERE active = 1 ORDER BY row")?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        rows.push(row.get(0)?);
    }
    let place = |row: i64| rows.binary_search(&row).ok();
    let together = Weights::fitted().together;
    let mut chains = Chains::new(rows.len());
    let edges: Vec<(usize, usize, f64)> =
        edges.into_iter().filter_map(|(a, b, score)| Some((place(a)?, place(b)?, score))).collect();
    for &(a, b, score) in &edges {
        if score >= together {
            chains.join(a, b);
        }
    }
    let mut query = db.prepare("SELECT seq FROM decision WHERE kind IN ('merge', 'split')")?;
    let mut seqs = query.query([])?;
    while let Some(seq) = seqs.next()? {
        let events: Vec<i64> = groups::sides(db, seq.get(0)?)?.concat();
        let places: Vec<usize> = events.into_iter().filter_map(place).collect();
        for two in places.windows(2) {
            chains.join(two[0], two[1]);
        }
    }
    drop(seqs);
    let decided = db.prepare("SELECT 1 FROM decision LIMIT 1")?.exists([])?;
    let chains = chains.all();
    // which chain an edge is in
    let mut chain_of = vec![0_u32; rows.len()];
    for (at, chain) in (0_u32..).zip(&chains) {
        for &event in chain {
            chain_of[event] = at;
        }
    }
    let mut inside: Vec<(u32, usize, usize, f64)> = edges
        .into_iter()
        .filter(|(a, b, _)| chain_of[*a] == chain_of[*b])
        .map(|(a, b, score)| (chain_of[a], a, b, score))
        .collect();
    inside.sort_unstable_by_key(|edge| (edge.0, edge.1, edge.2));
    let mut groups: Vec<Vec<i64>> = Vec::new();
    let mut next = 0;
    for (at, chain) in (0_u32..).zip(&chains) {
        let end = next + inside[next..].partition_point(|edge| edge.0 == at);
        let own = &inside[next..end];
        next = end;
        if let [only] = chain.as_slice() {
            groups.push(vec![rows[*only]]);
            continue;
        }
        let mut members: BTreeMap<i64, Member> = BTreeMap::new();
        for &event in chain {
            members.insert(rows[event], crate::load::member(db, rows[event])?);
        }
        let within = |event: usize| chain.binary_search(&event).unwrap_or_default();
        let edges: Vec<Edge> = own
            .iter()
            .map(|&(_, a, b, score)| Edge { a: within(a), b: within(b), score })
            .collect();
        let decisions = if decided { decisions(db, &members)? } else { Vec::new() };
        let nodes: Vec<Member> = members.values().cloned().collect();
        let found = cluster(&nodes, &edges, &decisions);
        groups.extend(
            found
                .into_iter()
                .map(|group| group.into_iter().map(|at| rows[chain[at]]).collect::<Vec<_>>()),
        );
    }
    groups.sort_by_key(|group| group.iter().min().copied());
    Ok(groups)
}

/// Events joined to chains (Galler and Fischer 1964).
struct Chains {
    up: Vec<usize>,
}

impl Chains {
    fn new(events: usize) -> Self {
        Self { up: (0..events).collect() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.up[at] != at {
            self.up[at] = self.up[self.up[at]];
            at = self.up[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.up[a.max(b)] = a.min(b);
    }

    /// The chains, each in order, by their first events.
    fn all(mut self) -> Vec<Vec<usize>> {
        let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.up.len() {
            let root = self.root(at);
            of.entry(root).or_default().push(at);
        }
        of.into_values().collect()
    }
}
