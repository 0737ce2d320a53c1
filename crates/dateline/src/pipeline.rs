//! Many reports at a time, in order, in bounded memory.
//!
//! Reports are taken in windows: a window is read by all threads, then written in order, then the
//! next is taken. The first window has one report a thread, so that the first record is out early;
//! later ones are larger, so that a slow report holds up little. A window holds a bounded number
//! of reports and of bytes, whatever the size of the input.

use dateline_core::Input;
use dateline_io::Error;
use dateline_io::intake::Source;
use rayon::prelude::*;

use crate::known::Known;
use crate::{cli, reader};

/// Reports a thread in the largest window.
const WINDOW: usize = 16;

/// Bytes of JSON that a window may hold before it is read.
const HELD: usize = 32 << 20;

/// The stack of a reading thread, in bytes: enough for deep pages.
const STACK: usize = 16 << 20;

/// What is done with each report.
pub struct Work<'a, T> {
    /// What the caller knows of the reports.
    pub known: &'a Known,
    /// What is made of a report, on one of the threads; the number is the report's, counted from 0
    /// over everything found.
    pub read: &'a (dyn Fn(Input, usize) -> T + Sync),
}

/// Reads everything that `sources` gives and hands the results to `give`, in order: what was made
/// of a report, or what could not be read and why. Stops at the first error of `give`.
pub fn run<T: Send>(
    sources: &mut dyn Iterator<Item = Result<Source, Error>>,
    jobs: &cli::Jobs,
    work: &Work<'_, T>,
    give: &mut dyn FnMut(Result<T, String>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let pool = pool(jobs)?;
    let jobs = pool.current_num_threads();
    let mut size = jobs;
    let mut number = 0;
    loop {
        let window = take(sources, size);
        if window.is_empty() {
            return Ok(());
        }
        let first = number;
        number += window.len();
        let results: Vec<_> = pool.install(|| {
            let numbered = window.into_par_iter().enumerate().with_max_len(1);
            numbered.map(|(at, found)| work.one(found, first + at)).collect()
        });
        for result in results {
            give(result)?;
        }
        size = (size * 2).min(jobs * WINDOW);
    }
}

/// Threads to read with: as many as asked for, else one a core.
pub fn pool(jobs: &cli::Jobs) -> anyhow::Result<rayon::ThreadPool> {
    let jobs = match jobs.jobs {
        Some(jobs) => jobs.into(),
        None => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
    };
    Ok(rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK).build()?)
}

fn take(
    sources: &mut dyn Iterator<Item = Result<Source, Error>>,
    size: usize,
) -> Vec<Result<Source, Error>> {
    let mut window = Vec::with_capacity(size);
    let mut held = 0;
    while window.len() < size && held < HELD {
        let Some(found) = sources.next() else { break };
        held += found.as_ref().map_or(0, Source::held);
        window.push(found);
    }
    window
}

impl<T> Work<'_, T> {
    fn one(&self, found: Result<Source, Error>, number: usize) -> Result<T, String> {
        let source = found.map_err(|error| error.to_string())?;
        let subject = source.subject();
        let mut input = source.load().map_err(|error| error.to_string())?;
        self.known.lay_over(&mut input);
        reader::guarded(|| (self.read)(input, number))
            .map_err(|reason| format!("{subject}: {reason}"))
    }
}
