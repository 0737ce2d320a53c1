//! The incidents that need a person's eyes.

use dateline_core::incident::record::Grade;
use serde::Serialize;

use super::Catalogue;
use super::columns::Columns;
use crate::serve::review::Kind;

/// A join whose weakest link has less than this is looked at. Links of 0.65 and more join events; this is
/// chosen so that the queue has those nearest to that, and was not measured on reviewers.
const SURE: f32 = 0.8;

/// How many incidents are in each queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Queue {
    pub conflicts: usize,
    pub weak: usize,
    pub low: usize,
}

impl Queue {
    pub(super) fn of(columns: &Columns) -> Self {
        let many = |kind| (0..columns.len()).filter(|&at| waits(columns, at, kind)).count();
        Self { conflicts: many(Kind::Conflicts), weak: many(Kind::Weak), low: many(Kind::Low) }
    }
}

fn waits(columns: &Columns, at: usize, kind: Kind) -> bool {
    match kind {
        Kind::Conflicts => columns.open_conflicts[at] > 0,
        Kind::Weak => columns.weakest[at] < SURE,
        Kind::Low => {
            matches!(columns.grade[at], Grade::Weak | Grade::Contested | Grade::Discounted)
        }
    }
}

impl Catalogue {
    /// The rows that wait in a queue, `most` of them after so many, the ones that need it most first:
    /// those with most conflicts, with the weakest links, the lowest on the ladder; of equals the latest.
    pub fn waiting(&self, kind: Kind, after: usize, most: usize) -> Vec<i64> {
        let columns = &self.columns;
        let mut waiting: Vec<usize> =
            (0..self.len()).filter(|&at| waits(columns, at, kind)).collect();
        let urgency = |at: usize| match kind {
            Kind::Conflicts => -f64::from(columns.open_conflicts[at]),
            Kind::Weak => f64::from(columns.weakest[at]),
            Kind::Low => -f64::from(columns.grade[at] as u8),
        };
        let order =
            |a: &usize, b: &usize| urgency(*a).total_cmp(&urgency(*b)).then_with(|| b.cmp(a));
        let end = after.saturating_add(most).min(waiting.len());
        if end == 0 || after >= waiting.len() {
            return Vec::new();
        }
        // all but the page that is asked for need not be sorted
        waiting.select_nth_unstable_by(end - 1, order);
        waiting.truncate(end);
        waiting.sort_unstable_by(order);
        waiting.into_iter().skip(after).map(|at| columns.row[at]).collect()
    }
}
