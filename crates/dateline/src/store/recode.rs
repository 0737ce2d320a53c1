//! `dateline recode`.

use std::ops::ControlFlow;

use anyhow::Result;
use dateline_core::{Input, Record};
use dateline_store::{Changed, Error, Held, Store};
use rayon::ThreadPool;
use rayon::prelude::*;

use super::{Flow, now, told};
use crate::cli::PartFormat;
use crate::progress::Progress;
use crate::reader::{self, Equipment, Read};
use crate::render::recoded::Changes;
use crate::terminal::Page;
use crate::{Outcome, cli, pipeline};

/// Reports that are read before what has changed in them is told.
const AT_ONCE: usize = 64;

/// Reads stored reports again, says what is otherwise, and takes it over where that is asked for.
pub fn run(arguments: &cli::store::Recode) -> Result<Outcome> {
    let equipment = Equipment::chosen(&arguments.model, &arguments.base)?;
    let mut store = super::open(&arguments.file)?;
    let output = &arguments.answer.output;
    let mut flow = Flow::open(output)?;
    let mut table = match arguments.answer.format {
        PartFormat::Jsonl => None,
        PartFormat::Table => Some(Changes::new(Page::of(output.output.is_none()), arguments.apply)),
    };
    let again = Again {
        read: &|input: Input| equipment.reader().read(input).record,
        reader: equipment.name(),
        apply: arguments.apply,
        pool: pipeline::pool(&arguments.jobs)?,
    };
    let mut progress = Progress::new(output.output.is_some(), "reports read again");
    again.all(&mut store, &mut progress, &mut |changes| match &mut table {
        Some(table) => flow.write(&table.next(changes)),
        None => changes.iter().try_for_each(|change| flow.line(change)),
    })?;
    let (read, failed) = (progress.done, progress.failed);
    drop(progress);
    let many = usize::try_from(read).unwrap_or(usize::MAX);
    flow.end(&table.map(|table| table.end(many)).unwrap_or_default())?;
    Ok(match (read, failed) {
        (_, 0) => Outcome::All,
        (0, _) => Outcome::Nothing,
        _ => Outcome::Some,
    })
}

/// How reports are read again.
struct Again<'a> {
    read: Read<'a, Record>,
    /// What reads them.
    reader: &'a str,
    /// What is otherwise is taken over.
    apply: bool,
    pool: ThreadPool,
}

impl Again<'_> {
    /// Reads every report and tells what is otherwise in it. One that cannot be read again, or not be
    /// taken over, is named, stays as it is, and stops no other.
    fn all(
        &self,
        store: &mut Store,
        progress: &mut Progress,
        tell: &mut dyn FnMut(&[Changed]) -> ControlFlow<anyhow::Error>,
    ) -> Result<()> {
        if self.apply {
            store.catch_up(&now()).map_err(told)?;
        }
        let versions = store.holding().map_err(told)?;
        progress.of = Some(versions.len() as u64);
        for some in versions.chunks(AT_ONCE) {
            let held = some.iter().filter_map(|&version| store.held(version).transpose());
            let held: Vec<Held> = held.collect::<Result<_, _>>().map_err(told)?;
            let records: Vec<_> = self.pool.install(|| {
                let held = held.par_iter().with_max_len(1);
                held.map(|one| reader::read(self.read, one.input.clone())).collect()
            });
            for (one, record) in held.iter().zip(records) {
                let changes =
                    record.and_then(|record| reader::guarded(|| self.take(store, one, &record)));
                match changes {
                    Ok(Err(error)) if !error.is_bad_request() => return Err(told(error)),
                    Ok(Err(error)) => progress.one_failed(&error.reason()),
                    Err(reason) => progress.one_failed(&format!("{}: {reason}", one.name)),
                    Ok(Ok(changes)) => {
                        progress.one_done();
                        if let ControlFlow::Break(error) = tell(&changes) {
                            return Err(error);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// What is otherwise in a report; takes it over where that is asked for.
    fn take(&self, store: &mut Store, held: &Held, record: &Record) -> Result<Vec<Changed>, Error> {
        let changes = store.changes(held, record)?;
        if self.apply && !changes.is_empty() {
            store.recode(held, record, self.reader, &now())?;
        }
        Ok(changes)
    }
}

#[cfg(test)]
mod tests {
    use dateline_core::Reader;
    use dateline_core::actor::Base;

    use super::*;

    /// Reads all reports of a store again by a stand-in for the reader: the names of those in which
    /// something is otherwise, and how many were read and failed.
    fn again(store: &mut Store, read: Read<'_, Record>) -> (Vec<String>, u64, u64) {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let again = Again { read, reader: "a stand-in", apply: true, pool };
        let mut progress = Progress::new(false, "reports read again");
        let mut changed = Vec::new();
        let all = again.all(store, &mut progress, &mut |changes| {
            changed.extend(changes.first().map(|change| change.report.clone()));
            ControlFlow::Continue(())
        });
        all.unwrap();
        (changed, progress.done, progress.failed)
    }

    #[test]
    fn a_report_that_cannot_be_read_again_stays_and_stops_no_other() {
        let mut store = Store::in_memory().unwrap();
        let plain = Reader { tagger: None, actors: Base::get() };
        for name in ["a", "b", "c"] {
            let text = format!("Rebels shelled the town of Gao on 3 May 2024, killing two. {name}");
            let input = Input { name: name.into(), text, ..Input::default() };
            let record = plain.read(input.clone()).record;
            store.add(&input, &record, "0.1.0", "2024-05-05T12:00:00Z").unwrap();
        }
        let title = |input: Input| {
            assert_ne!(input.name, "b", "the reader fails");
            let mut record = plain.read(input).record;
            record.report.title = Some("Another".to_owned());
            record
        };
        reader::keep_panics_quiet();
        assert_eq!(again(&mut store, &title), (vec!["a".to_owned(), "c".to_owned()], 2, 1));
        // what was read before holds on
        assert_eq!(store.record("b", None).unwrap().report.title, None);
        assert_eq!(store.versions("b").unwrap().len(), 1);
        assert_eq!(store.record("c", None).unwrap().report.title.as_deref(), Some("Another"));
        assert_eq!(again(&mut store, &title), (vec![], 2, 1));
        assert!(store.check().unwrap().is_empty());
    }
}
