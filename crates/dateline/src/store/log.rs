//! `dateline log`.

use std::ops::ControlFlow;

use anyhow::Result;

use super::{Flow, told};
use crate::cli::PartFormat;
use crate::render::log::Entries;
use crate::terminal::Page;
use crate::{Outcome, cli};

/// Lists the entries of the log, or the last of them.
pub fn run(arguments: &cli::store::Log) -> Result<Outcome> {
    let store = super::open(&arguments.file)?;
    let last = store.last_entry().map_err(told)?;
    let limit = arguments.limit.and_then(|limit| i64::try_from(limit).ok());
    let after = limit.map_or(0, |limit| (last - limit).max(0));
    let output = &arguments.answer.output;
    let mut flow = Flow::open(output)?;
    let mut table = match arguments.answer.format {
        PartFormat::Jsonl => None,
        PartFormat::Table => Some(Entries::new(Page::of(output.output.is_none()), last)),
    };
    let entries = store.each_entry(after, |entry| {
        if entry.seq > last {
            // it came in meanwhile
            return ControlFlow::Continue(());
        }
        match &mut table {
            Some(table) => flow.write(&table.next(&entry)),
            None => flow.line(&entry),
        }
    });
    super::to_the_end(entries)?;
    flow.end(&table.map(Entries::end).unwrap_or_default())?;
    Ok(Outcome::All)
}
