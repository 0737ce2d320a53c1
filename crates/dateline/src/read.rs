//! `dateline read`.

use anyhow::{Context, Result};
use dateline_io::intake;

use crate::cli::{self, Format};
use crate::known::Known;
use crate::output::Output;
use crate::pipeline::{self, Work};
use crate::progress::Progress;
use crate::render::html::Page;
use crate::render::table::Table;
use crate::render::{Render, json};
use crate::{Outcome, reader, terminal};

/// Reads the reports under some paths and writes what they tell of.
pub fn run(arguments: &cli::Read) -> Result<Outcome> {
    let known = Known::from_arguments(&arguments.known)?;
    let reader = reader::chosen(&arguments.known)?;
    let render: Box<dyn Render> = match arguments.format {
        Format::Table => {
            let colour = arguments.output.is_none() && terminal::has_colour();
            Box::new(Table { columns: terminal::columns(), colour })
        }
        Format::Json => Box::new(json::Array),
        Format::Jsonl => Box::new(json::Lines),
        Format::Html => Box::new(Page),
    };
    let mut output = Output::open(arguments.output.as_deref())?;
    let work = Work {
        reader: &*reader,
        known: &known,
        render: &|reading, number| render.report(reading, number),
    };
    let mut sources = intake::open(arguments.paths.clone());
    let mut progress = Progress::new(arguments.output.is_some());
    let name = output.name().to_owned();
    let cannot_write = || format!("{name}: cannot be written");
    let mut give = |result: Result<String, String>| {
        let text = match result {
            Ok(text) => text,
            Err(message) => {
                progress.one_failed(&message);
                return Ok(());
            }
        };
        let first = progress.read == 0;
        output.write(&if first { render.start() } else { render.between().to_owned() })?;
        output.write(&text)?;
        output.flush()?;
        progress.one_read();
        Ok(())
    };
    pipeline::run(&mut sources, jobs(arguments.jobs), &work, &mut give)
        .with_context(cannot_write)?;
    let (read, failed) = (progress.read, progress.failed);
    drop(progress);
    known.tell_unused();
    if read == 0 {
        return Ok(Outcome::Nothing);
    }
    output.write(&render.end()).with_context(cannot_write)?;
    output.finish()?;
    Ok(if failed == 0 { Outcome::All } else { Outcome::Some })
}

/// Threads to read with.
fn jobs(asked: Option<u16>) -> usize {
    match asked {
        Some(jobs) => jobs.into(),
        None => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
    }
}
