//! What all incidents of a store are filtered, counted and drawn by, in memory.
//!
//! A store of a million incidents is asked by many people at once for maps, time lines and counts
//! over any filter. Each of these looks at every incident, so what it looks at is kept here, column
//! by column: some 90 bytes an incident. A [`Catalogue`] never changes; when the store does, the next
//! one is made of it and of the incidents that were read anew.
//!
//! What an incident says stays in the store. The order here is the store's: by first day and id,
//! those without a day last.

mod columns;
mod facets;
mod grid;
mod mask;
mod page;
mod queue;
#[cfg(test)]
mod tests;
mod timeline;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use dateline_store::{Error, Outline, Since, Store};

pub use columns::Columns;
pub use facets::Facets;
pub use grid::{Drawn, View};
pub use mask::{Found, Selection, names_a_place};
pub use queue::Queue;
pub use timeline::Timeline;

/// All incidents of a store as they were at one moment.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// The last entry of the log that is in it.
    pub entry: i64,
    /// Another one for each catalogue that a server has had.
    pub generation: u64,
    columns: Columns,
    /// Where a row of the store is in the columns.
    places: Vec<u32>,
    queue: Queue,
}

/// Of a row that is in no column.
const NOWHERE: u32 = u32::MAX;

/// What has come to a catalogue since the one before.
#[derive(Debug, Default)]
pub struct News {
    /// Incidents that are new, or were read anew.
    pub changed: Vec<Outline>,
    /// How many open conflicts each of these had before; none where it is new.
    pub before: Vec<Option<u32>>,
}

impl Catalogue {
    /// Reads all of a store.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn read(store: &Store) -> Result<Self, Error> {
        // what is stored while this reads is read again by the next one
        let entry = store.last_entry()?;
        let mut columns = Columns::default();
        let _: ControlFlow<()> = store.each_outline(|outline| {
            columns.push(&outline);
            ControlFlow::Continue(())
        })?;
        Ok(Self::of(entry, columns))
    }

    fn of(entry: i64, columns: Columns) -> Self {
        let rows = columns.rows();
        let last = rows.iter().copied().max().unwrap_or(0);
        let mut places = vec![NOWHERE; usize::try_from(last).unwrap_or(0) + 1];
        for (at, &row) in (0_u32..).zip(rows) {
            if let Some(place) = usize::try_from(row).ok().and_then(|row| places.get_mut(row)) {
                *place = at;
            }
        }
        let queue = Queue::of(&columns);
        Self { entry, generation: 0, columns, places, queue }
    }

    /// The catalogue of what the store holds now, made of this one, with what has changed; none where
    /// nothing has.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn next(&self, store: &Store) -> Result<Option<(Self, News)>, Error> {
        let Since { entry, changed, gone } = store.outlines_since(self.entry)?;
        if changed.is_empty() && gone.is_empty() && entry == self.entry {
            return Ok(None);
        }
        let before = changed
            .iter()
            .map(|outline| self.place(outline.row).map(|at| self.columns.open_conflicts[at]));
        let before = before.collect();
        let mut come: BTreeMap<_, _> =
            changed.iter().map(|outline| (Columns::key_of(outline), outline)).collect();
        let touched: BTreeSet<i64> =
            changed.iter().map(|outline| outline.row).chain(gone.iter().copied()).collect();
        let mut columns = Columns::with_capacity(self.len() + changed.len());
        for at in 0..self.len() {
            while let Some(first) = come.first_entry()
                && *first.key() < self.columns.key(at)
            {
                columns.push(first.remove());
            }
            if !touched.contains(&self.columns.rows()[at]) {
                columns.copy(&self.columns, at);
            }
        }
        for outline in come.into_values() {
            columns.push(outline);
        }
        let next = Self { generation: self.generation + 1, ..Self::of(entry, columns) };
        Ok(Some((next, News { changed, before })))
    }

    /// How many incidents need a person's eyes.
    pub fn queue(&self) -> Queue {
        self.queue
    }

    /// How many incidents.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Where the incident of a row is.
    fn place(&self, row: i64) -> Option<usize> {
        let place = *self.places.get(usize::try_from(row).ok()?)?;
        (place != NOWHERE).then_some(place as usize)
    }
}
