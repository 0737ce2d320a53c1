//! `dateline log`.

use anyhow::Result;

use super::told;
use crate::cli::PartFormat;
use crate::render::log::list;
use crate::terminal::Page;
use crate::{Outcome, cli};

/// Lists the entries of the log, or the last of them.
pub fn run(arguments: &cli::store::Log) -> Result<Outcome> {
    let store = super::open(&arguments.file)?;
    let last = store.last_entry().map_err(told)?;
    let limit = arguments.limit.and_then(|limit| i64::try_from(limit).ok());
    let after = limit.map_or(0, |limit| (last - limit).max(0));
    let entries = store.log(after, None).map_err(told)?;
    let output = &arguments.answer.output;
    let text = match arguments.answer.format {
        PartFormat::Jsonl => super::lines(&entries)?,
        PartFormat::Table => list(Page::of(output.output.is_none()), &entries),
    };
    super::write(output, &text)?;
    Ok(Outcome::All)
}
