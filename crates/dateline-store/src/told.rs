//! What the events of a group together say, and why they are together.

use std::collections::{BTreeMap, BTreeSet};

use dateline_core::incident::record::{Corrected, Why};
use dateline_core::incident::{Incident, Told, reading};
use rusqlite::Connection;

use crate::decide::settled_slots;
use crate::error::Result;
use crate::load::{Sources, Telling};
use crate::{groups, search};

/// A group's reading, with all by which it is looked for.
pub(crate) struct Read {
    pub incident: Incident,
    /// Rows of its members.
    pub rows: Vec<i64>,
    /// Words of its members, cut.
    pub words: String,
    /// Names of its places and actors, in small letters: what kind, which name.
    pub names: BTreeSet<(&'static str, String)>,
}

/// Reads a group; the id is left empty.
pub(crate) fn read(db: &Connection, sources: &mut Sources, group: &[i64]) -> Result<Read> {
    let tellings = tellings(db, sources, group)?;
    let why = why(db, &tellings)?;
    let told: Vec<Told<'_>> = tellings
        .iter()
        .map(|telling| Told {
            report: &telling.source.report,
            report_facts: &telling.source.facts.report,
            event: &telling.event,
            facts: telling.facts(),
        })
        .collect();
    let mut incident = reading(String::new(), &told, why);
    let corrected = tellings.iter().enumerate().flat_map(|(member, telling)| {
        telling.corrections.iter().map(move |one| Corrected { member, ..one.clone() })
    });
    incident.corrections = corrected.collect();
    let settled = settled_slots(db, group)?;
    for conflict in &mut incident.conflicts {
        if let Some(values) = settled.get(conflict.slot.name()) {
            conflict.open = !conflict.said.iter().all(|said| values.contains(&said.value));
        }
    }
    let words = search::words_of(&tellings, &incident);
    let names = search::names_of(&tellings, &incident);
    let rows = tellings.iter().map(|telling| telling.row).collect();
    Ok(Read { incident, rows, words, names })
}

/// The events of a group in the order of their reports' dates and names.
pub(crate) fn tellings(
    db: &Connection,
    sources: &mut Sources,
    group: &[i64],
) -> Result<Vec<Telling>> {
    let mut tellings = Vec::with_capacity(group.len());
    for &event in group {
        tellings.push(sources.telling(db, event)?);
    }
    tellings.sort_by(|one, two| {
        let order = |telling: &Telling| {
            let report = &telling.source.report;
            (report.published.is_none(), report.published.clone(), report.name.clone())
        };
        order(one).cmp(&order(two)).then(one.place.cmp(&two.place))
    });
    Ok(tellings)
}

/// Why events are together: of their links the likeliest that hold all of them together, and what
/// persons have joined.
fn why(db: &Connection, tellings: &[Telling]) -> Result<Vec<Why>> {
    let places: BTreeMap<i64, usize> =
        tellings.iter().enumerate().map(|(at, telling)| (telling.row, at)).collect();
    let mut found: Vec<(f64, [usize; 2], String)> = Vec::new();
    if tellings.len() > 1 {
        let mut query = db.prepare_cached("SELECT b, score, because FROM link WHERE a = ?")?;
        for (&row, &at) in &places {
            let mut links = query.query([row])?;
            while let Some(link) = links.next()? {
                if let Some(&other) = places.get(&link.get(0)?) {
                    found.push((link.get(1)?, [at.min(other), at.max(other)], link.get(2)?));
                }
            }
        }
    }
    found.sort_by(|one, two| two.0.total_cmp(&one.0).then(one.1.cmp(&two.1)));
    let mut tree: Vec<usize> = (0..tellings.len()).collect();
    let mut why = joined(db, &places)?;
    for (score, members, because) in found {
        let [a, b] = members.map(|member| root(&tree, member));
        if a != b {
            tree[a.max(b)] = a.min(b);
            why.push(Why { members, because: serde_json::from_str(&because)?, score });
        }
    }
    why.sort_by_key(|why| why.members);
    Ok(why)
}

fn root(tree: &[usize], mut at: usize) -> usize {
    while tree[at] != at {
        at = tree[at];
    }
    at
}

/// What persons have joined.
fn joined(db: &Connection, places: &BTreeMap<i64, usize>) -> Result<Vec<Why>> {
    let mut seqs = BTreeSet::new();
    for &event in places.keys() {
        seqs.extend(groups::list(
            db,
            "SELECT d.seq FROM decided e JOIN decision d USING (seq)
             WHERE e.event = ? AND d.undone_by IS NULL AND d.kind = 'merge'",
            event,
        )?);
    }
    let mut why = Vec::new();
    for seq in seqs {
        let sides = groups::sides(db, seq)?;
        let here = sides.iter().map(|side| side.iter().filter_map(|event| places.get(event)).min());
        let mut here: Vec<usize> = here.flatten().copied().collect();
        here.sort_unstable();
        here.dedup();
        let (who, reason): (String, String) = db
            .prepare_cached("SELECT who, why FROM decision WHERE seq = ?")?
            .query_row([seq], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for pair in here.windows(2) {
            let because = vec![format!("joined by {who}: {reason}")];
            why.push(Why { members: [pair[0], pair[1]], because, score: 1.0 });
        }
    }
    Ok(why)
}
