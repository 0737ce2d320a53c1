//! `dateline incidents`, `dateline conflicts` and `dateline search`.

use std::io::{self, IsTerminal};

use anyhow::{Context, Result, bail};
use dateline_core::incident::Incident;
use dateline_core::record::{Event, Report};
use dateline_io::export::{Exported, Exporter, Format, Options, Summary};
use dateline_store::{Shown, Store};

use super::told;
use crate::cli::PartFormat;
use crate::output::Output;
use crate::render::incidents::{conflict_list, list};
use crate::terminal::Page;
use crate::{Outcome, cli, terminal};

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
    let found = store.incidents(&query).map_err(told)?;
    let Some(format) = format else {
        let page = Page::of(output.output.is_none());
        super::write(output, &list(page, &found))?;
        return Ok(Outcome::All);
    };
    let options = Options { without_persons: arguments.without_persons };
    let summary = export(&store, &found, format, options, output)?;
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

/// Lists what reports disagree on.
pub fn conflicts(arguments: &cli::store::Conflicts) -> Result<Outcome> {
    let store = super::open(&arguments.file)?;
    let found = store.conflicts(&arguments.filters.query(true)).map_err(told)?;
    let output = &arguments.answer.output;
    let text = match arguments.answer.format {
        PartFormat::Jsonl => super::lines(&found)?,
        PartFormat::Table => conflict_list(Page::of(output.output.is_none()), &found),
    };
    super::write(output, &text)?;
    Ok(Outcome::All)
}

/// Lists the incidents whose reports have some words.
pub fn search(arguments: &cli::store::Search) -> Result<Outcome> {
    let store = super::open(&arguments.file)?;
    let found = store.search(&arguments.words.join(" "), arguments.limit).map_err(told)?;
    let output = &arguments.answer.output;
    match arguments.answer.format {
        PartFormat::Jsonl => {
            export(&store, &found, Format::Jsonl, Options::default(), output)?;
        }
        PartFormat::Table => {
            super::write(output, &list(Page::of(output.output.is_none()), &found))?;
        }
    }
    Ok(Outcome::All)
}

/// Writes incidents, each with what it was made of, in a format for programs.
fn export(
    store: &Store,
    found: &[Incident],
    format: Format,
    options: Options,
    output: &cli::Output,
) -> Result<Summary> {
    let mut output = Output::open(output.output.as_deref())?;
    let cannot_write = format!("{}: cannot be written", output.name());
    let failed = |error: dateline_io::Error| {
        let is_io = error.is_io();
        let error = anyhow::Error::from(error);
        if is_io { error.context(cannot_write.clone()) } else { error }
    };
    let mut exporter = Exporter::start(format, options, output.bytes()).map_err(failed)?;
    for incident in found {
        // gone since the list was made: another program is writing
        let Some((incident, shown)) = whole(store, &incident.id)? else { continue };
        let told: Vec<(&Report, &Event)> =
            shown.iter().map(|shown| (&shown.report, &shown.event)).collect();
        exporter.each(&Exported { incident: &incident, told }).map_err(failed)?;
    }
    let summary = exporter.finish().map_err(failed)?;
    output.finish()?;
    Ok(summary)
}

/// An incident with what it is part of and with the events that it is made of; none where it has
/// ended or is another one by now.
pub fn whole(store: &Store, id: &str) -> Result<Option<(Incident, Vec<Shown>)>> {
    /// How often it is looked at again while another program changes it.
    const PATIENCE: usize = 10;
    for _ in 0..PATIENCE {
        let found = store.incident(id).and_then(|one| Ok((one, store.members(id)?)));
        let (incident, shown) = match found {
            Ok(found) => found,
            Err(error) if error.is_not_found() => return Ok(None),
            Err(error) => return Err(told(error)),
        };
        let same = |(member, shown): (&dateline_core::incident::Member, &Shown)| {
            member.report == shown.report.name && member.event == shown.event.id
        };
        if incident.id != id {
            return Ok(None);
        }
        if incident.members.len() == shown.len() && incident.members.iter().zip(&shown).all(same) {
            return Ok(Some((incident, shown)));
        }
    }
    Err(anyhow::anyhow!("{id} is being changed by another program")).context("try again")
}
