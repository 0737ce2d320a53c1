//! `dateline recode`.

use std::panic;

use anyhow::{Result, anyhow};
use dateline_core::Input;

use super::{now, told};
use crate::cli::PartFormat;
use crate::reader::{self, Equipment};
use crate::render::recoded::list;
use crate::terminal::Page;
use crate::{Outcome, cli, pipeline, terminal};

/// Reads stored reports again, says what is otherwise, and takes it over where that is asked for.
pub fn run(arguments: &cli::store::Recode) -> Result<Outcome> {
    let equipment = Equipment::chosen(&arguments.model, &arguments.base)?;
    let mut store = super::open(&arguments.file)?;
    let read = |input: &Input| {
        let read = |input| equipment.reader().read(input).record;
        reader::read(&read, input.clone()).unwrap_or_else(|reason| {
            terminal::complain(&format!("{}: {reason}", input.name));
            // nothing may take the place of what was read before
            panic::resume_unwind(Box::new(()))
        })
    };
    let (name, apply) = (equipment.name(), arguments.apply);
    let work = || reader::guarded(|| store.recode(&read, name, &now(), apply));
    let recoded = pipeline::pool(&arguments.jobs)?.install(work);
    let recoded = recoded
        .map_err(|_| anyhow!("stopped: what was taken over before is kept"))?
        .map_err(told)?;
    let output = &arguments.answer.output;
    let text = match arguments.answer.format {
        PartFormat::Jsonl => super::lines(&recoded.values)?,
        PartFormat::Table => list(Page::of(output.output.is_none()), &recoded, apply),
    };
    super::write(output, &text)?;
    Ok(Outcome::All)
}
