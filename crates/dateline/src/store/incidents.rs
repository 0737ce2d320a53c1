//! `dateline incidents`, `dateline conflicts` and `dateline search`.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;

use anyhow::{Result, bail};
use dateline_core::incident::Incident;
use dateline_core::record::{Event, Report};
use dateline_io::export::{Exported, Exporter, Format, Options, Summary};
use dateline_store::{Error, Shown};

use super::{Flow, to_the_end};
use crate::cli::PartFormat;
use crate::output::Output;
use crate::progress::Progress;
use crate::render::incidents::{Conflicts, Incidents};
use crate::terminal::{Page, Paint};
use crate::{Outcome, cli, terminal};

/// Incidents that a search shows to people where they do not say how many.
const SHOWN: usize = 100;

/// Lists the incidents that fit.
pub fn run(arguments: &cli::store::Incidents) -> Result<Outcome> {
    let output = &arguments.output;
    let format = arguments.form.or_else(|| arguments.format.export());
    if let Some(format) = format {
        let to_terminal = output.output.is_none() && io::stdout().is_terminal();
        if format.is_binary() && to_terminal {
            let name = format.name();
            bail!("{name} is nothing to read on a terminal; name a file with --output FILE");
        }
    }
    let store = super::open(&arguments.file)?;
    let query = arguments.filters.query(arguments.conflicting);
    let Some(format) = format else {
        let mut flow = Flow::open(output)?;
        let mut table = Incidents::new(Page::of(output.output.is_none()));
        to_the_end(store.each_incident(&query, |incident| flow.write(&table.next(&incident))))?;
        flow.end(&table.end())?;
        return Ok(Outcome::All);
    };
    let options = Options { without_persons: arguments.without_persons };
    let summary = export(format, options, output, &|tell| store.each_whole(&query, tell))?;
    if summary.left_out > 0 {
        let Summary { written, left_out } = summary;
        terminal::complain(&format!(
            "note: {left_out} of {} incidents have no place in {} (docs/exports.md says why)",
            written + left_out,
            format.name()
        ));
    }
    Ok(Outcome::All)
}

/// Lists what reports disagree on and nobody has settled.
pub fn conflicts(arguments: &cli::store::Conflicts) -> Result<Outcome> {
    let store = super::open(&arguments.file)?;
    let query = arguments.filters.query(true);
    let output = &arguments.answer.output;
    let mut flow = Flow::open(output)?;
    let mut table = match arguments.answer.format {
        PartFormat::Jsonl => None,
        PartFormat::Table => Some(Conflicts::new(Page::of(output.output.is_none()))),
    };
    to_the_end(store.each_conflict(&query, |dispute| match &mut table {
        Some(table) => flow.write(&table.next(&dispute)),
        None => flow.line(&dispute),
    }))?;
    flow.end(&table.map(Conflicts::end).unwrap_or_default())?;
    Ok(Outcome::All)
}

/// Lists the incidents whose reports have some words.
pub fn search(arguments: &cli::store::Search) -> Result<Outcome> {
    let store = super::open(&arguments.file)?;
    let (words, limit) = (arguments.words.join(" "), arguments.limit);
    let output = &arguments.answer.output;
    match arguments.answer.format {
        PartFormat::Jsonl => {
            export(Format::Jsonl, Options::default(), output, &|tell| {
                store.each_whole_found(&words, limit, tell)
            })?;
        }
        PartFormat::Table => {
            let page = Page::of(output.output.is_none());
            let (mut flow, mut table) = (Flow::open(output)?, Incidents::new(page));
            let mut left = limit.unwrap_or(SHOWN);
            let mut more = false;
            to_the_end(store.each_found(&words, limit.or(Some(SHOWN + 1)), |incident| {
                more = left == 0;
                if more {
                    return ControlFlow::Continue(());
                }
                left -= 1;
                flow.write(&table.next(&incident))
            }))?;
            let mut end = table.end();
            if more {
                let text = "the likeliest to be meant; --limit N shows more";
                page.lines(text, 0, Some(Paint::Dim), &mut end);
            }
            flow.end(&end)?;
        }
    }
    Ok(Outcome::All)
}

/// Takes an incident with the events that it is made of, or breaks off.
type Take<'a> = &'a mut dyn FnMut(Incident, Vec<Shown>) -> ControlFlow<anyhow::Error>;

/// Writes incidents as `each` gives them, each with what it was made of, in a format for programs: one
/// at a time, whatever there are.
fn export(
    format: Format,
    options: Options,
    output: &cli::Output,
    each: &dyn Fn(Take<'_>) -> Result<ControlFlow<anyhow::Error>, Error>,
) -> Result<Summary> {
    let mut progress = Progress::new(output.output.is_some(), "incidents written");
    let mut output = Output::open(output.output.as_deref())?;
    let cannot_write = format!("{}: cannot be written", output.name());
    let failed = |error: dateline_io::Error| {
        let is_io = error.is_io();
        let error = anyhow::Error::from(error);
        if is_io { error.context(cannot_write.clone()) } else { error }
    };
    let bytes = output.bytes();
    // what stands before the first is not written where nothing can be asked
    let mut exporter = Exporter::new(format, options, bytes);
    to_the_end(each(&mut |incident, shown| {
        let told: Vec<(&Report, &Event)> =
            shown.iter().map(|shown| (&shown.report, &shown.event)).collect();
        match exporter.each(&Exported { incident: &incident, told }) {
            Ok(_) => {
                progress.one_done();
                ControlFlow::Continue(())
            }
            Err(error) => ControlFlow::Break(failed(error)),
        }
    }))?;
    let summary = exporter.finish().map_err(failed)?;
    output.finish()?;
    Ok(summary)
}
