//! Connections to the store that only read, lent to the threads that may wait.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use dateline_store::{Error, Store};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Connections that are kept open.
pub struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Store>>,
    /// Answers that are worked out at a time: more would make each of them slower.
    pub quick: Semaphore,
    /// Exports that are written at a time, which take as long as whoever reads them.
    pub long: Turns,
}

/// Turns that are taken in the order in which they were asked for.
pub struct Turns {
    free: Semaphore,
    waiting: AtomicUsize,
}

/// One that waits, as long as it does.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn on(waiting: &'a AtomicUsize) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Turns {
    fn of(turns: usize) -> Self {
        Self { free: Semaphore::new(turns), waiting: AtomicUsize::new(0) }
    }

    /// The next turn, which ends when it is dropped; none where the server has ended.
    pub async fn next(&self) -> Option<SemaphorePermit<'_>> {
        let _waiting = Waiting::on(&self.waiting);
        self.free.acquire().await.ok()
    }

    /// Whether somebody waits for a turn.
    pub fn awaited(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > 0
    }
}

impl Readers {
    /// Readers of the store at `path`, which are opened as they are needed.
    pub fn of(path: PathBuf, threads: usize) -> Self {
        Self {
            path,
            idle: Mutex::default(),
            // twice as many as can run, so that none waits for a thread to wake up
            quick: Semaphore::new(threads.max(2) * 2),
            long: Turns::of(threads.max(2) * 2),
        }
    }

    /// A connection more.
    ///
    /// # Errors
    ///
    /// Where it cannot be opened.
    pub fn open(&self) -> Result<Store, Error> {
        Store::open_reading(&self.path)
    }

    /// Does something with a connection; on a thread that may wait.
    ///
    /// # Errors
    ///
    /// Where none can be opened, or `work` says so.
    pub fn with<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, E>,
    ) -> Result<T, E> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let store = match idle {
            Some(store) => store,
            None => self.open()?,
        };
        let done = work(&store);
        // one that a panic has left in the middle of something is not used again
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(store);
        done
    }
}
