//! `dateline add`.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use dateline_core::{Input, Record};
use dateline_io::intake::{self, Source};
use dateline_store::{Added, Error, Store};

use super::{now, told};
use crate::known::Known;
use crate::pipeline::{self, Work};
use crate::progress::{self, Progress};
use crate::reader::{self, Equipment};
use crate::render::several;
use crate::{Outcome, cli, terminal};

/// From so many reports of a run on, it may pay to compare the rest all at once at its end.
const MANY: u64 = 64;

/// What grouping everything anew takes for each stored report, as a part of what it takes to add a
/// report by itself.
const SHARE: u64 = 16;

/// Reports that are stored together where they are compared at the end.
const AT_ONCE: usize = 64;

/// Reads the reports under some paths and stores them in order: each in a transaction of its own
/// and with its incidents, or, once they are many beside what the store held, some at a time and all
/// compared at the end, which has the same result sooner.
pub fn run(arguments: &cli::store::Add) -> Result<Outcome> {
    let known = Known::from_arguments(&arguments.known)?;
    let equipment = Equipment::chosen(&arguments.model, &arguments.base)?;
    let path = super::path(&arguments.file);
    let mut store = Store::open(&path).map_err(told)?;
    progress::watch(&mut store);
    let held = store.counts().map_err(told)?.reports;
    let behind = store.is_behind().map_err(told)?;
    let store = Mutex::new(store);
    let own = Own::of(&path);
    let mut sources = intake::open(arguments.paths.paths.clone()).filter(|found| !own.holds(found));
    let work = Work { known: &known, read: &|input, _| Taken::of(input, &store, &equipment) };
    let mut shelf = Shelf {
        store: &store,
        reader: equipment.name(),
        held,
        behind,
        waiting: Vec::new(),
        tally: Tally::new(),
    };
    pipeline::run(&mut sources, &arguments.jobs, &work, &mut |taken| match taken {
        Ok(taken) => shelf.take(taken.map_err(told)?),
        Err(message) => {
            shelf.tally.progress.one_failed(&message);
            Ok(())
        }
    })?;
    let tally = shelf.close()?;
    known.tell_unused();
    tally.tell(&store.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// A report on its way into the store.
enum Taken {
    /// It is there already, with the same content.
    Same,
    /// What came in, and what was read.
    Read(Box<(Input, Record)>),
}

impl Taken {
    fn of(input: Input, store: &Mutex<Store>, equipment: &Equipment) -> Result<Self, Error> {
        let known = store.lock().unwrap_or_else(PoisonError::into_inner).has(&input)?;
        if known.is_some() {
            return Ok(Self::Same);
        }
        let record = equipment.reader().read(input.clone()).record;
        Ok(Self::Read(Box::new((input, record))))
    }
}

/// Puts reports into the store, in the order in which they are taken.
struct Shelf<'a> {
    store: &'a Mutex<Store>,
    /// What reads them.
    reader: &'a str,
    /// Reports that the store held before.
    held: u64,
    /// It has reports that are still to be compared: one more would have that done at once.
    behind: bool,
    /// Reports to be stored together.
    waiting: Vec<(Input, Record)>,
    tally: Tally,
}

impl Shelf<'_> {
    fn take(&mut self, taken: Taken) -> Result<()> {
        let (input, record) = match taken {
            Taken::Same => {
                self.tally.same += 1;
                self.tally.progress.one_done();
                return Ok(());
            }
            Taken::Read(both) => *both,
        };
        let stored = self.tally.new + self.tally.superseding;
        let many = stored >= MANY && stored * SHARE >= self.held;
        if !many && !self.behind {
            let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
            match reader::guarded(|| store.add(&input, &record, self.reader, &now())) {
                Ok(added) => self.tally.count(&added.map_err(told)?),
                Err(reason) => self.tally.progress.one_failed(&format!("{}: {reason}", input.name)),
            }
            return Ok(());
        }
        self.waiting.push((input, record));
        if self.waiting.len() == AT_ONCE { self.store() } else { Ok(()) }
    }

    /// Stores what waits, to be compared later.
    fn store(&mut self) -> Result<()> {
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = std::mem::take(&mut self.waiting);
        let later = |store: &mut Store, some: &[(Input, Record)]| {
            reader::guarded(|| store.add_later(some, self.reader, &now()))
        };
        if let Ok(added) = later(&mut store, &waiting) {
            added.map_err(told)?.iter().for_each(|added| self.tally.count(added));
            return Ok(());
        }
        // one of them cannot be stored: each by itself, so that it takes no other with it
        for one in &waiting {
            match later(&mut store, std::slice::from_ref(one)) {
                Ok(added) => {
                    added.map_err(told)?.iter().for_each(|added| self.tally.count(added));
                }
                Err(reason) => {
                    self.tally.progress.one_failed(&format!("{}: {reason}", one.0.name));
                }
            }
        }
        Ok(())
    }

    /// Stores the rest and compares what is not compared yet, also of a run that was stopped.
    fn close(mut self) -> Result<Tally> {
        self.store()?;
        let mut store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        if store.is_behind().map_err(told)? {
            self.tally.progress.rest();
            store.catch_up(&now()).map_err(told)?;
        }
        Ok(self.tally)
    }
}

/// What became of the reports.
struct Tally {
    progress: Progress,
    new: u64,
    same: u64,
    superseding: u64,
}

impl Tally {
    fn new() -> Self {
        Self { progress: Progress::new(true, "reports read"), new: 0, same: 0, superseding: 0 }
    }

    fn count(&mut self, added: &Added) {
        match added {
            Added::New(_) => self.new += 1,
            Added::Same(_) => self.same += 1,
            Added::Supersedes(_) => self.superseding += 1,
        }
        self.progress.one_done();
    }

    /// Says how it went, and what the store holds now.
    fn tell(self, store: &Store) -> Result<Outcome> {
        let Self { progress, new, same, superseding } = self;
        let (read, failed) = (progress.done, progress.failed);
        drop(progress);
        let holds = store.counts().map_err(told)?;
        terminal::complain(&format!(
            "reports: {new} new, {same} the same, {superseding} superseding, {failed} failed; the \
             store holds {} in {}",
            several(holds.events, "event"),
            several(holds.incidents, "incident")
        ));
        Ok(match (read, failed) {
            (0, _) => Outcome::Nothing,
            (_, 0) => Outcome::All,
            _ => Outcome::Some,
        })
    }
}

/// The files of a store, which lie perhaps among the reports.
struct Own {
    folder: Option<PathBuf>,
    name: String,
}

impl Own {
    fn of(path: &Path) -> Self {
        let whole = path.canonicalize().ok();
        let path = whole.as_deref().unwrap_or(path);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Self { folder: path.parent().map(Path::to_owned), name }
    }

    /// True of the store itself and of what SQLite keeps beside it.
    fn holds(&self, found: &Result<Source, dateline_io::Error>) -> bool {
        let subject = match found {
            Ok(source) => source.subject(),
            Err(error) => error.subject().to_owned(),
        };
        let path = Path::new(&subject);
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let beside = name.strip_prefix(self.name.as_str());
        beside.is_some_and(|ending| matches!(ending, "" | "-wal" | "-shm" | "-journal"))
            && path.canonicalize().is_ok_and(|path| path.parent() == self.folder.as_deref())
    }
}
