//! What all requests share.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;
use axum::body::Bytes;
use dateline_store::Store;
use tokio::sync::{Semaphore, broadcast, watch};

use super::access::Access;
use super::answer::Templates;
use super::catalogue::{Catalogue, News};
use super::problem::Problem;
use super::readers::Readers;
use super::telemetry::Metrics;
use crate::reader::Equipment;
use crate::store::now;

/// Bytes of answers that are remembered at most.
const REMEMBERED: usize = 64 << 20;

/// Reports that are read at a time.
const READINGS: usize = 2;

/// Changes that a listener may be behind before it misses some.
const BEHIND: usize = 1024;

/// A store, and what it is served with.
pub struct Site {
    pub readers: Readers,
    /// The one connection that writes.
    writer: Mutex<Store>,
    catalogue: ArcSwap<Catalogue>,
    /// A connection of its own, by which changes are seen. Held while the next catalogue is made, so that
    /// no two are made at once.
    watch: Mutex<Watch>,
    remembered: Mutex<Remembered>,
    pub equipment: Equipment,
    pub readings: Semaphore,
    pub access: Access,
    pub templates: Templates,
    pub metrics: Metrics,
    pub changes: broadcast::Sender<Change>,
    /// True once the server is to end.
    pub ending: watch::Receiver<bool>,
}

/// What listeners are told.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    /// The entry of the log by which it came.
    pub entry: i64,
    /// Of the incident; null where so many have changed that none is named.
    pub id: Option<String>,
    /// True of one that was not there before.
    pub new: bool,
    /// True where its reports disagree on more than before.
    pub conflict: bool,
}

/// What changes of the store are seen by.
#[derive(Default)]
struct Watch {
    store: Option<Store>,
    /// The number that is another one after each change.
    version: Option<i64>,
}

#[derive(Default)]
struct Remembered {
    generation: u64,
    bytes: usize,
    answers: HashMap<String, Bytes>,
    /// Rows that names and words have found, which the store takes longest to find.
    rows: HashMap<String, Arc<Vec<i64>>>,
}

impl Remembered {
    /// Makes room for so many bytes more, of a state of the store.
    fn take(&mut self, generation: u64, bytes: usize) {
        if self.generation != generation || self.bytes + bytes > REMEMBERED {
            *self = Self { generation, ..Self::default() };
        }
        self.bytes += bytes;
    }
}

/// What a site is made of.
pub struct Parts {
    pub readers: Readers,
    pub writer: Store,
    pub catalogue: Catalogue,
    pub equipment: Equipment,
    pub access: Access,
    pub ending: watch::Receiver<bool>,
}

impl Site {
    pub fn of(parts: Parts) -> Self {
        let Parts { readers, writer, catalogue, equipment, access, ending } = parts;
        Self {
            readers,
            writer: Mutex::new(writer),
            catalogue: ArcSwap::from_pointee(catalogue),
            watch: Mutex::default(),
            remembered: Mutex::default(),
            equipment,
            readings: Semaphore::new(READINGS),
            access,
            templates: Templates::new(),
            metrics: Metrics::new(),
            changes: broadcast::Sender::new(BEHIND),
            ending,
        }
    }

    /// The incidents as they are.
    pub fn catalogue(&self) -> Arc<Catalogue> {
        self.catalogue.load_full()
    }

    /// Changes the store, and sees to it that whoever asks next is told of it.
    ///
    /// # Errors
    ///
    /// Where `work` says so, or the store cannot be read afterwards.
    pub fn write<T>(
        &self,
        work: impl FnOnce(&mut Store, &str) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let done = {
            let mut store = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut store, &now())?
        };
        self.renew()?;
        Ok(done)
    }

    /// Takes in what has come to the store, by this program or another.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn renew(&self) -> Result<(), Problem> {
        let mut watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        let store = match watch.store.take() {
            Some(store) => store,
            None => self.readers.open()?,
        };
        let version = store.data_version()?;
        if watch.version == Some(version) {
            watch.store = Some(store);
            return Ok(());
        }
        let next = self.catalogue().next(&store)?;
        *watch = Watch { store: Some(store), version: Some(version) };
        let Some((next, news)) = next else { return Ok(()) };
        self.catalogue.store(Arc::new(next));
        self.tell(news);
        Ok(())
    }

    fn tell(&self, news: News) {
        if news.changed.len() > BEHIND / 2 {
            // where everything was read anew, whoever listens had better ask for all of it
            let entry = self.catalogue().entry;
            let _ = self.changes.send(Change { entry, id: None, new: false, conflict: false });
            return;
        }
        for (outline, before) in news.changed.into_iter().zip(news.before) {
            // nobody may be listening
            let _ = self.changes.send(Change {
                entry: outline.changed,
                new: before.is_none(),
                conflict: outline.open_conflicts > before.unwrap_or(0),
                id: Some(outline.id),
            });
        }
    }

    /// The rows that were found before for the same question and the same state of the store, else what
    /// `work` gives.
    ///
    /// # Errors
    ///
    /// Where `work` says so.
    pub fn remember_rows(
        &self,
        generation: u64,
        question: String,
        work: impl FnOnce() -> Result<Vec<i64>, dateline_store::Error>,
    ) -> Result<Arc<Vec<i64>>, Problem> {
        {
            let remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
            if remembered.generation == generation
                && let Some(rows) = remembered.rows.get(&question)
            {
                return Ok(rows.clone());
            }
        }
        let rows = Arc::new(work()?);
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        remembered.take(generation, question.len() + size_of_val(rows.as_slice()));
        remembered.rows.insert(question, rows.clone());
        Ok(rows)
    }

    /// What was worked out before for the same question and the same state of the store, else what `work`
    /// gives.
    ///
    /// # Errors
    ///
    /// Where `work` says so.
    pub fn remember(
        &self,
        generation: u64,
        question: String,
        work: impl FnOnce() -> Result<Vec<u8>, Problem>,
    ) -> Result<Bytes, Problem> {
        {
            let remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
            if remembered.generation == generation
                && let Some(answer) = remembered.answers.get(&question)
            {
                return Ok(answer.clone());
            }
        }
        let answer = Bytes::from(work()?);
        let mut remembered = self.remembered.lock().unwrap_or_else(PoisonError::into_inner);
        remembered.take(generation, question.len() + answer.len());
        remembered.answers.insert(question, answer.clone());
        Ok(answer)
    }
}
