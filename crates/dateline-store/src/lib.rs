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
mod backup;
mod batch;
mod check;
mod checkpoint;
mod correct;
mod decide;
mod error;
mod groups;
mod lists;
mod load;
mod log;
mod open;
mod outline;
mod pack;
mod query;
mod rebuild;
mod recode;
mod related;
mod rows;
mod search;
mod show;
mod token;
mod told;
mod watch;
mod write;

use rusqlite::{Connection, TransactionBehavior};

use checkpoint::Checkpoints;
use watch::Watch;

pub use add::Added;
pub use check::Breach;
pub use correct::{Change, Correction, Lesson};
pub use decide::Decided;
pub use error::Error;
pub use lists::{EventQuery, Listed, ListedEvent, Name, ReportQuery};
pub use log::{Act, Body, Entry, Move, RULE, Reason};
pub use outline::{Outline, Since, weakest};
pub use query::{Dispute, Near, Query, Within};
pub use recode::{Changed, Held};
pub use rows::Named;
pub use show::{Counts, Note, Shown, Version};
pub use token::{Bearer, Granted, NewToken, Scope, Token, is_token};
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

    /// Does several readings, all of them of one moment: what other connections write meanwhile is not
    /// seen.
    ///
    /// ```
    /// use dateline_store::{Error, Store};
    ///
    /// let store = Store::in_memory()?;
    /// let both = store.at_one_moment(|store| Ok::<_, Error>((store.counts()?, store.last_entry()?)));
    /// assert_eq!(both?.1, 0);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As `work`, and where the file cannot be read.
    pub fn at_one_moment<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        if !self.db.is_autocommit() {
            return work(self);
        }
        let step = self.db.unchecked_transaction();
        let _step = step.map_err(|error| Error::new(&self.name, error))?;
        work(self)
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
