//! Which events of two reports are one occurrence.

use super::facts::Facts;
use super::pair::{Feature, Pair, features};
use super::weights::{Weights, probability};

/// Links with a lower score are not worth keeping.
const LEAST: f64 = 0.05;

/// Companions beyond so many say no more.
pub const COMPANIONS: f64 = 3.0;

/// An event of one report and one of another that are likely one occurrence.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The event's index in the first report.
    pub a: usize,
    /// The event's index in the second report.
    pub b: usize,
    /// From 0 to 1, how likely.
    pub score: f64,
    /// Why, in words.
    pub because: Vec<String>,
}

/// Which events of two reports are likely one occurrence, with the shipped weights. An event has one
/// counterpart at most: what a report tells as two events is two.
#[must_use]
pub fn compare(a: &Facts, b: &Facts) -> Vec<Link> {
    compare_by(Weights::fitted(), a, b)
}

/// Which events of two reports are likely one occurrence, with other weights.
#[must_use]
pub fn compare_by(weights: &Weights, a: &Facts, b: &Facts) -> Vec<Link> {
    let mut pairs = possible(a, b);
    let alone: Vec<f64> = pairs.iter().map(|(.., pair)| pair.logit(weights)).collect();
    companions(&mut pairs, &alone);
    pairs.retain(|(.., pair)| pair.is_tenable());
    let scored: Vec<f64> = pairs.iter().map(|(.., pair)| pair.logit(weights)).collect();
    let mut links: Vec<Link> = assign(&pairs, &scored)
        .into_iter()
        .map(|at| {
            let (a, b, pair) = &pairs[at];
            let because = reasons(pair);
            Link { a: *a, b: *b, score: probability(scored[at]), because }
        })
        .filter(|link| link.score >= LEAST)
        .collect();
    links.sort_by_key(|link| (link.a, link.b));
    links
}

/// All pairs of events that can be one, with their features.
#[must_use]
pub fn possible(a: &Facts, b: &Facts) -> Vec<(usize, usize, Pair)> {
    let mut pairs = Vec::new();
    for one in 0..a.events.len() {
        for two in 0..b.events.len() {
            if let Some(pair) = features((a, one), (b, two)) {
                pairs.push((one, two, pair));
            }
        }
    }
    pairs
}

/// Says of each pair how many others of the two reports are one each, by their scores alone.
pub fn companions(pairs: &mut [(usize, usize, Pair)], alone: &[f64]) {
    let mut places = Vec::new();
    for at in assign(pairs, alone) {
        let (a, b, pair) = &pairs[at];
        if !pair.weak {
            places.push((*a, *b, probability(alone[at])));
        }
    }
    for (a, b, pair) in pairs {
        let others = places.iter().filter(|(one, two, _)| one != a && two != b);
        let sum: f64 = others.map(|(.., score)| score).sum();
        pair.features[Feature::Companions as usize] = sum.min(COMPANIONS) / COMPANIONS;
    }
}

/// One counterpart at most for each event: the best pairs first.
fn assign(pairs: &[(usize, usize, Pair)], logits: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    order.sort_by(|&one, &two| {
        let places = (pairs[one].0.min(pairs[one].1), pairs[one].0 + pairs[one].1);
        let others = (pairs[two].0.min(pairs[two].1), pairs[two].0 + pairs[two].1);
        logits[two].total_cmp(&logits[one]).then(places.cmp(&others))
    });
    let (mut first, mut second) = (Vec::new(), Vec::new());
    order.retain(|&at| {
        let (a, b, _) = &pairs[at];
        let free = !first.contains(a) && !second.contains(b);
        if free {
            first.push(*a);
            second.push(*b);
        }
        free
    });
    order
}

fn reasons(pair: &Pair) -> Vec<String> {
    let mut because = pair.because.clone();
    if pair.features[Feature::Companions as usize] * COMPANIONS >= 0.5 {
        because.push("the two reports have other events in common".to_owned());
    }
    because
}
