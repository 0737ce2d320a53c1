//! How far a store is with what takes long.

use std::fmt;

use crate::Store;

/// What a store does when something takes long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Works out of reports what they are compared by.
    Facts,
    /// Compares reports with each other.
    Comparing,
    /// Reads incidents: works out what their members together say.
    Reading,
    /// Looks at the file page by page; how far it is with that is not known.
    File,
    /// Goes through the log.
    Log,
    /// Copies the file, page by page.
    Copying,
}

type Tell = dyn Fn(Stage, usize, usize) + Send + Sync;

/// Who is told.
#[derive(Default)]
pub(crate) struct Watch(Option<Box<Tell>>);

impl Watch {
    /// Nobody.
    pub(crate) const NOBODY: &'static Self = &Self(None);

    /// Somebody.
    pub(crate) fn by(tell: impl Fn(Stage, usize, usize) + Send + Sync + 'static) -> Self {
        Self(Some(Box::new(tell)))
    }

    /// Tells what is done, how much of it is behind, and of how much.
    pub(crate) fn tell(&self, stage: Stage, done: usize, of: usize) {
        if let Some(tell) = &self.0 {
            tell(stage, done, of);
        }
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Watch" } else { "nobody" })
    }
}

impl Store {
    /// Has somebody told of whatever takes long from now on: what is done, how much of it is behind,
    /// and of how much, which is 0 where that is not known. The last call of a stage has both the
    /// same. It may be called often and must be quick.
    ///
    /// ```
    /// use dateline_store::Store;
    ///
    /// let mut store = Store::in_memory()?;
    /// store.watch(|stage, done, of| eprintln!("{stage:?}: {done} of {of}"));
    /// store.rebuild("2024-05-05T12:00:00Z")?;
    /// # Ok::<(), dateline_store::Error>(())
    /// ```
    pub fn watch(&mut self, tell: impl Fn(Stage, usize, usize) + Send + Sync + 'static) {
        self.watch = Watch::by(tell);
    }
}
