//! The write-ahead log folded into the file, beside the work rather than within it.
//!
//! What is committed lies in SQLite's write-ahead log first. Left to itself SQLite folds the log into
//! the file within whichever commit makes it long, and the report that is added then waits for the
//! disk: seconds, in a large store. Here a thread with a connection of its own does it meanwhile,
//! which keeps no writer waiting. Where a writer never rests the thread cannot finish, since the log
//! begins anew only when all of it is folded in; then a commit does the rest, once in a long while.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, JoinHandle};

use rusqlite::hooks::Wal;
use rusqlite::{Connection, OpenFlags};

use crate::error::Result;

/// Pages of the log that are folded in at once: 4 MB.
const SOME: i32 = 1000;

/// Pages of the log from which on a commit folds them in itself: 64 MB.
const MANY: i32 = 16_384;

/// Folds what is in the log into the file, as far as nobody is in the way.
const FOLD: &str = "PRAGMA wal_checkpoint(PASSIVE)";

/// Folds the log of one store's file.
pub(crate) struct Checkpoints {
    path: PathBuf,
    /// Pages in the log after the last commit.
    pages: Arc<AtomicI32>,
    /// Pages that were in the log when the thread was last called.
    called: i32,
    thread: Option<Thread>,
}

struct Thread {
    call: SyncSender<()>,
    handle: JoinHandle<()>,
}

impl Checkpoints {
    /// Takes the folding over from SQLite.
    pub(crate) fn of(db: &mut Connection, path: &Path) -> Result<Self> {
        let pages = Arc::new(AtomicI32::new(0));
        let told = Arc::clone(&pages);
        db.wal_hook(Some(move |_: &mut Wal, pages| {
            told.store(pages, Ordering::Relaxed);
            Ok(())
        }))?;
        Ok(Self { path: path.to_owned(), pages, called: 0, thread: None })
    }

    /// After a commit: calls the thread where there is something to fold.
    pub(crate) fn after_commit(&mut self, db: &Connection) {
        let pages = self.pages.swap(0, Ordering::Relaxed);
        if pages == 0 {
            // nothing was written
            return;
        }
        if pages < self.called {
            // the log has begun anew
            self.called = 0;
        }
        if pages >= MANY {
            // what cannot be folded in now is so after the next commit
            let _ = db.query_row(FOLD, [], |_| Ok(()));
            self.called = 0;
        } else if pages >= self.called + SOME {
            self.called = pages;
            let thread = self.thread.get_or_insert_with(|| Thread::on(self.path.clone()));
            // one call that waits is as good as two
            let _ = thread.call.try_send(());
        }
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        if let Some(Thread { call, handle }) = self.thread.take() {
            drop(call);
            // a thread that has panicked has folded nothing in, which closing the file does
            let _ = handle.join();
        }
    }
}

impl Thread {
    fn on(path: PathBuf) -> Self {
        let (call, called) = sync_channel(1);
        Self { call, handle: thread::spawn(move || fold(&path, &called)) }
    }
}

/// Folds at every call, until there is nobody left to call.
fn fold(path: &Path, called: &Receiver<()>) {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let Ok(db) = Connection::open_with_flags(path, flags) else { return };
    while called.recv().is_ok() {
        // what fails now (the disk is full) the writer is told by its own commit
        let _ = db.query_row(FOLD, [], |_| Ok(()));
    }
}
