//! From links between events to groups of events.
//!
//! Groups are joined from the likeliest pair on, as long as the mean score between their events is
//! high enough (agglomerative clustering by mean linkage, Sokal and Michener 1958); a pair without
//! a link counts as 0. What no chain of links connects has nothing to do with each other, so a group
//! is the same whether one clusters everything or its own events alone.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::record::Member;
use super::weights::Weights;

/// How likely two events are one occurrence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// Index of one.
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// From 0 to 1.
    pub score: f64,
}

/// What a person has decided on events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What.
    pub kind: DecisionKind,
    /// Events on one side.
    pub left: Vec<Member>,
    /// Events on the other.
    pub right: Vec<Member>,
}

/// What a person can decide on events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecisionKind {
    /// Those on the left are one occurrence with those on the right.
    Join,
    /// No event on the left is one occurrence with any on the right.
    Apart,
}

/// Groups of events that are one occurrence each: every event in one group, the events of a group and
/// the groups in the order of their names. Of two decisions on a pair the later one holds. Without a
/// decision no two events of one report are together.
///
/// The result depends on what is given, not on its order.
///
/// ```
/// use dateline_core::incident::cluster::{Edge, cluster};
/// use dateline_core::incident::record::Member;
///
/// let member = |report: &str| Member { report: report.to_owned(), event: "e1".to_owned() };
/// let nodes = [member("a"), member("b"), member("c")];
/// let edges = [Edge { a: 0, b: 1, score: 0.9 }];
/// assert_eq!(cluster(&nodes, &edges, &[]), [vec![0, 1], vec![2]]);
/// ```
#[must_use]
pub fn cluster(nodes: &[Member], edges: &[Edge], decisions: &[Decision]) -> Vec<Vec<usize>> {
    cluster_from(Weights::fitted().together, nodes, edges, decisions)
}

/// The same with another mean score from which on events are one occurrence.
#[must_use]
pub fn cluster_from(
    together: f64,
    nodes: &[Member],
    edges: &[Edge],
    decisions: &[Decision],
) -> Vec<Vec<usize>> {
    // places in the order of names, so that nothing depends on the order given
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by(|&a, &b| nodes[a].cmp(&nodes[b]));
    let mut place = vec![0; nodes.len()];
    for (at, &node) in order.iter().enumerate() {
        place[node] = at;
    }
    let decided = decided(nodes, &place, decisions);
    let mut joining = Joining::new(&order, nodes, &decided);
    for (&pair, &kind) in &decided {
        if kind == DecisionKind::Join {
            joining.weigh(pair, 1.0);
        }
    }
    for edge in edges {
        let (a, b) = (place[edge.a].min(place[edge.b]), place[edge.a].max(place[edge.b]));
        if a != b && !decided.contains_key(&(a, b)) {
            joining.weigh((a, b), edge.score);
        }
    }
    joining.decided(&decided);
    joining.run(together);
    let mut groups: Vec<Vec<usize>> = joining.groups;
    groups.retain(|group| !group.is_empty());
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    groups.into_iter().map(|group| group.into_iter().map(|at| order[at]).collect()).collect()
}

/// Two places, the smaller first.
type Two = (usize, usize);

/// What holds of each pair that a person decided on.
fn decided(
    nodes: &[Member],
    place: &[usize],
    decisions: &[Decision],
) -> BTreeMap<Two, DecisionKind> {
    if decisions.is_empty() {
        return BTreeMap::new();
    }
    let known: BTreeMap<&Member, usize> = nodes.iter().zip(place.iter().copied()).collect();
    let mut decided = BTreeMap::new();
    for decision in decisions {
        let right: Vec<usize> =
            decision.right.iter().filter_map(|member| known.get(member).copied()).collect();
        for a in decision.left.iter().filter_map(|member| known.get(member).copied()) {
            for &b in &right {
                if a != b {
                    decided.insert((a.min(b), a.max(b)), decision.kind);
                }
            }
        }
    }
    decided
}

/// Two groups that may be joined, as they were when this was written.
#[derive(PartialEq)]
struct Candidate {
    mean: f64,
    groups: Two,
    versions: Two,
}

impl Eq for Candidate {}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean.total_cmp(&other.mean).then_with(|| other.groups.cmp(&self.groups))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Groups on their way; a group is called by the smallest place in it.
struct Joining<'a> {
    groups: Vec<Vec<usize>>,
    /// Sum of scores to other groups.
    sums: Vec<BTreeMap<usize, f64>>,
    /// Groups that a person keeps apart.
    apart: Vec<BTreeSet<usize>>,
    /// Reports that a group has events of.
    reports: Vec<BTreeSet<&'a str>>,
    versions: Vec<usize>,
}

impl<'a> Joining<'a> {
    fn new(order: &[usize], nodes: &'a [Member], decided: &BTreeMap<Two, DecisionKind>) -> Self {
        let mut apart = vec![BTreeSet::new(); order.len()];
        for (&(a, b), &kind) in decided {
            if kind == DecisionKind::Apart {
                apart[a].insert(b);
                apart[b].insert(a);
            }
        }
        Self {
            groups: (0..order.len()).map(|at| vec![at]).collect(),
            sums: vec![BTreeMap::new(); order.len()],
            apart,
            reports: order.iter().map(|&node| BTreeSet::from([&*nodes[node].report])).collect(),
            versions: vec![0; order.len()],
        }
    }

    fn weigh(&mut self, (a, b): Two, score: f64) {
        self.sums[a].insert(b, score);
        self.sums[b].insert(a, score);
    }

    /// Joins what a person joined, unless that would join what a person keeps apart.
    fn decided(&mut self, decided: &BTreeMap<Two, DecisionKind>) {
        let mut of: Vec<usize> = (0..self.groups.len()).collect();
        for (&(a, b), &kind) in decided {
            let (a, b) = (of[a].min(of[b]), of[a].max(of[b]));
            if kind == DecisionKind::Join && a != b && !self.apart[a].contains(&b) {
                self.join(a, b);
                for &place in &self.groups[a] {
                    of[place] = a;
                }
            }
        }
    }

    fn mean(&self, a: usize, b: usize) -> Option<f64> {
        let sum = self.sums[a].get(&b)?;
        #[expect(clippy::cast_precision_loss, reason = "groups are small")]
        let pairs = (self.groups[a].len() * self.groups[b].len()) as f64;
        Some(sum / pairs)
    }

    fn candidate(&self, a: usize, b: usize) -> Option<Candidate> {
        let groups = (a.min(b), a.max(b));
        let barred = self.apart[a].contains(&b) || !self.reports[a].is_disjoint(&self.reports[b]);
        let versions = (self.versions[groups.0], self.versions[groups.1]);
        let mean = self.mean(a, b).filter(|_| !barred)?;
        Some(Candidate { mean, groups, versions })
    }

    fn run(&mut self, together: f64) {
        let mut heap: BinaryHeap<Candidate> = BinaryHeap::new();
        for a in 0..self.groups.len() {
            let others = self.sums[a].range(a + 1..);
            heap.extend(others.filter_map(|(&b, _)| self.candidate(a, b)));
        }
        while let Some(Candidate { mean, groups: (a, b), versions }) = heap.pop() {
            if mean < together {
                break;
            }
            if versions != (self.versions[a], self.versions[b]) {
                continue;
            }
            self.join(a, b);
            let others: Vec<usize> = self.sums[a].keys().copied().collect();
            heap.extend(others.into_iter().filter_map(|other| self.candidate(a, other)));
        }
    }

    /// Takes group `b` into group `a`.
    fn join(&mut self, a: usize, b: usize) {
        let members = std::mem::take(&mut self.groups[b]);
        self.groups[a].extend(members);
        let reports = std::mem::take(&mut self.reports[b]);
        self.reports[a].extend(reports);
        for (other, sum) in std::mem::take(&mut self.sums[b]) {
            self.sums[other].remove(&b);
            if other != a {
                *self.sums[a].entry(other).or_default() += sum;
                *self.sums[other].entry(a).or_default() += sum;
            }
        }
        self.sums[a].remove(&b);
        for other in std::mem::take(&mut self.apart[b]) {
            self.apart[other].remove(&b);
            self.apart[other].insert(a);
            self.apart[a].insert(other);
        }
        self.versions[a] += 1;
        self.versions[b] += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(report: &str) -> Member {
        let (report, event) = report.split_at(1);
        Member { report: report.to_owned(), event: event.to_owned() }
    }

    fn check(
        nodes: &[&str],
        edges: &[(usize, usize, f64)],
        decisions: &[Decision],
        groups: &[&[usize]],
    ) {
        let nodes: Vec<Member> = nodes.iter().map(|name| member(name)).collect();
        let edges: Vec<Edge> = edges.iter().map(|&(a, b, score)| Edge { a, b, score }).collect();
        assert_eq!(cluster(&nodes, &edges, decisions), groups);
    }

    fn decision(kind: DecisionKind, left: &[&str], right: &[&str]) -> Decision {
        let members = |names: &[&str]| names.iter().map(|name| member(name)).collect();
        Decision { kind, left: members(left), right: members(right) }
    }

    #[test]
    fn likely_pairs_are_one_and_a_weak_one_alone_is_not_enough() {
        check(&["a1", "b1", "c1"], &[(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.9)], &[], &[&[0, 1, 2]]);
        // c is like b, and nothing like a
        check(&["a1", "b1", "c1"], &[(0, 1, 0.9), (1, 2, 0.6)], &[], &[&[0, 1], &[2]]);
    }

    #[test]
    fn two_events_of_one_report_are_two() {
        check(&["a1", "a2", "b1"], &[(0, 2, 0.9), (1, 2, 0.95)], &[], &[&[0], &[1, 2]]);
    }

    #[test]
    fn a_person_has_the_last_word() {
        let join = decision(DecisionKind::Join, &["a1"], &["b1"]);
        let apart = decision(DecisionKind::Apart, &["a1"], &["b1"]);
        check(&["a1", "b1"], &[], &[apart.clone(), join.clone()], &[&[0, 1]]);
        check(&["a1", "b1"], &[(0, 1, 0.99)], &[join, apart], &[&[0], &[1]]);
    }

    #[test]
    fn what_is_kept_apart_does_not_meet_through_a_third() {
        let apart = decision(DecisionKind::Apart, &["a1"], &["c1"]);
        check(
            &["a1", "b1", "c1"],
            &[(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.9)],
            &[apart],
            &[&[0, 1], &[2]],
        );
    }
}
