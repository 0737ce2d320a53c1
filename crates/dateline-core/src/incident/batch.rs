//! Many reports at once.

use std::collections::BTreeMap;

use super::cluster::{Decision, Edge, cluster_from};
use super::compare::compare_by;
use super::facts::Facts;
use super::reading::{Told, reading};
use super::record::{Incident, Member, Why};
use super::weights::Weights;
use crate::record::Record;

/// The pairs of reports that may have an occurrence in common: those where one's probe keys meet the
/// other's index keys. Each pair once, the smaller index first, in order.
#[must_use]
pub fn pairs(facts: &[Facts]) -> Vec<(usize, usize)> {
    let keyed = |keys: fn(&Facts) -> Vec<u64>| {
        let all = facts.iter().enumerate();
        let mut keyed: Vec<(u64, usize)> =
            all.flat_map(|(at, one)| keys(one).into_iter().map(move |key| (key, at))).collect();
        keyed.sort_unstable();
        keyed
    };
    let (index, probe) = (keyed(Facts::index), keyed(Facts::probe));
    let mut pairs = Vec::new();
    let mut from = 0;
    for (key, one) in probe {
        from += index[from..].partition_point(|(other, _)| *other < key);
        let same = index[from..].iter().take_while(|(other, _)| *other == key);
        pairs.extend(same.filter(|(_, two)| one < *two).map(|(_, two)| (one, *two)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The incidents of some reports, ordered by their first members: what a store of these reports and
/// decisions says, but for the ids, which are `i-1`, `i-2`, … here.
#[must_use]
pub fn merge(records: &[Record], decisions: &[Decision]) -> Vec<Incident> {
    merge_by(Weights::fitted(), records, decisions)
}

/// The same with other weights.
#[must_use]
pub fn merge_by(weights: &Weights, records: &[Record], decisions: &[Decision]) -> Vec<Incident> {
    let facts: Vec<Facts> = records.iter().map(Facts::of).collect();
    let mut nodes = Vec::new();
    let mut places = Vec::new();
    let mut first = Vec::new();
    for (report, record) in records.iter().enumerate() {
        first.push(nodes.len());
        for (event, told) in record.events.iter().enumerate() {
            nodes.push(Member { report: record.report.name.clone(), event: told.id.clone() });
            places.push((report, event));
        }
    }
    let mut edges = Vec::new();
    let mut because: BTreeMap<(usize, usize), (f64, Vec<String>)> = BTreeMap::new();
    for (one, two) in pairs(&facts) {
        for link in compare_by(weights, &facts[one], &facts[two]) {
            let (a, b) = (first[one] + link.a, first[two] + link.b);
            edges.push(Edge { a, b, score: link.score });
            because.insert((a, b), (link.score, link.because));
        }
    }
    let groups = cluster_from(weights.together, &nodes, &edges, decisions);
    let incidents = groups.iter().enumerate().map(|(number, group)| {
        let told: Vec<Told<'_>> = group
            .iter()
            .map(|&node| {
                let (report, event) = places[node];
                let record = &records[report];
                Told {
                    report: &record.report,
                    report_facts: &facts[report].report,
                    event: &record.events[event],
                    facts: &facts[report].events[event],
                }
            })
            .collect();
        let mut why = Vec::new();
        for (a, &one) in group.iter().enumerate() {
            for (b, &two) in group.iter().enumerate().skip(a + 1) {
                if let Some((score, because)) = because.get(&(one.min(two), one.max(two))) {
                    why.push(Why { members: [a, b], because: because.clone(), score: *score });
                }
            }
        }
        reading(format!("i-{}", number + 1), &told, why)
    });
    incidents.collect()
}
