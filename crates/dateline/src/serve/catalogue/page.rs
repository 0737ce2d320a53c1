//! A page of a list of incidents.

use dateline_core::incident::days::Day;

use super::columns::UNDATED;
use super::{Catalogue, Selection};
use crate::serve::filters::{Cursor, Filters};

/// The rows of a page, in order, and where the next one begins.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub rows: Vec<i64>,
    /// First day and id of the last one, where more come behind it.
    pub more: Option<(Option<Day>, String)>,
}

impl Catalogue {
    /// The page that is asked for: by first day, the latest or the earliest first, those without a day
    /// last.
    pub fn page(&self, selection: &Selection, filters: &Filters) -> Page {
        let dated = self.columns.dated();
        let after = filters.after.as_ref().map(|cursor| self.behind(cursor));
        let fits = |at: &usize| selection.mask[*at] == 1;
        let mut places = Vec::with_capacity(filters.limit + 1);
        let most = filters.limit + 1;
        if filters.earliest_first {
            let from = after.map_or(0, |(_, upper)| upper);
            places.extend((from..self.len()).filter(fits).take(most));
        } else {
            let (upper, undated) = match (after, &filters.after) {
                (Some((lower, _)), Some(Cursor { first: Some(_), .. })) => (lower, dated),
                (Some((_, upper)), _) => (0, upper),
                (None, _) => (dated, dated),
            };
            places.extend((0..upper).rev().filter(fits).take(most));
            let left = most - places.len();
            places.extend((undated..self.len()).filter(fits).take(left));
        }
        let more = places.len() == most;
        places.truncate(filters.limit);
        let last = places.last().filter(|_| more);
        Page {
            rows: places.iter().map(|&at| self.columns.row[at]).collect(),
            more: last.map(|&at| {
                let first = self.columns.first[at];
                ((first != UNDATED).then_some(first), self.columns.id[at].to_string())
            }),
        }
    }

    /// The rows of all that fit, the earliest first.
    pub fn rows(&self, selection: &Selection) -> Vec<i64> {
        selection.places().map(|at| self.columns.row[at]).collect()
    }

    /// Where an incident is or would be: the place of the first that is not before it, and of the first
    /// that is behind it.
    fn behind(&self, cursor: &Cursor) -> (usize, usize) {
        let key = (cursor.first.unwrap_or(UNDATED), cursor.id.as_str());
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.columns.key(middle) < key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let there = low < self.len() && self.columns.key(low) == key;
        (low, low + usize::from(there))
    }
}
