//! How many, by all that say so.

use super::super::facts::Range;
use super::super::record::{Count, Figure};
use super::origin::Origins;
use super::{Told, rule};
use crate::record::CountOf;

/// The figures of one thing, as the members say them.
#[derive(Debug)]
pub(super) struct Figures {
    /// Of what.
    pub of: CountOf,
    /// What each member says, in the order of the members.
    pub said: Vec<Figure>,
}

/// The counts of an incident, and the figures that they are read from.
pub(super) fn counts(told: &[Told<'_>], origins: &Origins) -> (Vec<Count>, Vec<Figures>) {
    let mut all = Vec::new();
    for of in CountOf::ALL {
        let mut said = Vec::new();
        for (member, one) in told.iter().enumerate() {
            let counts = one.event.counts.iter().filter(|count| count.of == of);
            said.extend(counts.map(|count| Figure {
                member,
                low: count.low,
                best: count.best,
                high: count.high,
                reported_none: count.reported_none,
                text: count.text.clone(),
                span: count.span,
                by: count.by.clone(),
            }));
        }
        if !said.is_empty() {
            all.push(Figures { of, said });
        }
    }
    (all.iter().map(|figures| figures.reading(told, origins)).collect(), all)
}

impl Figures {
    fn reading(&self, told: &[Told<'_>], origins: &Origins) -> Count {
        // "no reports of injuries" is no figure: it bounds nothing
        let numbers: Vec<&Figure> =
            self.said.iter().filter(|figure| !figure.reported_none).collect();
        let reported_none = numbers.is_empty();
        let numbers = if reported_none { self.said.iter().collect() } else { numbers };
        let range = |figure: &Figure| Range { of: self.of, low: figure.low, high: figure.high };
        let same = numbers.iter().all(|one| range(one) == range(numbers[0]));
        let compatible = numbers
            .iter()
            .enumerate()
            .all(|(at, one)| numbers[at + 1..].iter().all(|two| range(one).meets(&range(two))));
        let lows = numbers.iter().map(|figure| figure.low);
        let low = if compatible { lows.max() } else { lows.min() }.unwrap_or_default();
        let high = numbers.iter().map(|figure| figure.high.unwrap_or(u64::MAX)).max();
        Count {
            of: self.of,
            low,
            best: self.best(&numbers, told, origins),
            high: high.filter(|high| *high < u64::MAX),
            reported_none,
            rule: rule(numbers.len(), same, compatible),
            said: self.said.clone(),
        }
    }

    /// The number of most independent sources; of several, that of the latest report.
    fn best(&self, numbers: &[&Figure], told: &[Told<'_>], origins: &Origins) -> Option<u64> {
        let published =
            |figure: &Figure| told[figure.member].report_facts.published.map(|days| days.first);
        let support = |best: u64| {
            origins.among(numbers.iter().filter(|one| one.best == Some(best)).map(|one| one.member))
        };
        let stated =
            numbers.iter().enumerate().filter_map(|(at, figure)| Some((figure.best?, figure, at)));
        let best = stated.max_by_key(|(best, figure, at)| (support(*best), published(figure), *at));
        best.map(|(best, ..)| best)
    }
}
