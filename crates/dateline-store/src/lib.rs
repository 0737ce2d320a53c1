//! One file that holds reports, the incidents that they tell of, and every decision.
//!
//! A [`Store`] is an SQLite file. What cannot be worked out again is in three of its tables: the
//! reports as they came in and as they were read, their events, and the log of every change. All else
//! (keys, links, groups, readings, search tables) follows from these, can be checked against them
//! ([`Store::check`]) and made anew ([`Store::rebuild`]).
//!
//! Which events of two reports are one occurrence, which of them are a group, and what a group says
//! is [`dateline_core::incident`]'s to tell. The store sees to it that after each report just what it
//! touches is told again.
//!
//! Nothing here asks a clock: whoever changes a store says what time it is.

mod add;
mod align;
mod assign;
mod batch;
mod check;
mod checkpoint;
mod decide;
mod error;
mod groups;
mod load;
mod log;
mod open;
mod pack;
mod query;
mod rebuild;
mod recode;
mod search;
mod show;
mod told;
mod watch;
mod write;

use rusqlite::{Connection, TransactionBehavior};

use checkpoint::Checkpoints;
use watch::Watch;

pub use add::Added;
pub use check::Breach;
pub use decide::Decided;
pub use error::Error;
pub use log::{Act, Body, Entry, Move, RULE, Reason};
pub use query::{Dispute, Near, Query};
pub use recode::{Changed, Held};
pub use show::{Counts, Note, Shown, Version};
pub use watch::Stage;

/// A store of reports and incidents.
///
/// One process at a time writes; others may read while it does.
pub struct Store {
    /// Ends before the connection does, which folds in the rest of the log.
    checkpoints: Option<Checkpoints>,
    db: Connection,
    /// For messages: the path.
    name: String,
    watch: Watch,
}

/// Who does something, why, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct By<'a> {
    /// Name of the person.
    pub who: &'a str,
    /// The reason that the log keeps.
    pub why: &'a str,
    /// When: an ISO 8601 instant, which the log keeps as it is.
    pub now: &'a str,
}

impl<'a> By<'a> {
    pub(crate) const fn rule(now: &'a str) -> Self {
        Self { who: RULE, why: "", now }
    }
}

impl Store {
    /// Does something in one transaction: all of it is stored, or nothing.
    fn write<T>(
        &mut self,
        work: impl FnOnce(&Connection, &Watch) -> error::Result<T>,
    ) -> Result<T, Error> {
        let name = &self.name;
        let step = self.db.transaction_with_behavior(TransactionBehavior::Immediate);
        let step = step.map_err(|error| Error::new(name, error))?;
        let done = work(&step, &self.watch).map_err(|kind| Error::new(name, kind))?;
        step.commit().map_err(|error| Error::new(name, error))?;
        if let Some(checkpoints) = &mut self.checkpoints {
            checkpoints.after_commit(&self.db);
        }
        Ok(done)
    }

    /// Reads something, all of it as it was at one moment; within another reading, as of its moment.
    fn read<T>(&self, work: impl FnOnce(&Connection) -> error::Result<T>) -> Result<T, Error> {
        if !self.db.is_autocommit() {
            return work(&self.db).map_err(|kind| Error::new(&self.name, kind));
        }
        let step =
            self.db.unchecked_transaction().map_err(|error| Error::new(&self.name, error))?;
        work(&step).map_err(|kind| Error::new(&self.name, kind))
    }
}
