//! `dateline show`.

use anyhow::{Result, anyhow};
use dateline_core::incident::Incident;
use dateline_store::{Note, Shown};
use serde::Serialize;

use super::told;
use crate::cli::PartFormat;
use crate::render::incident::page;
use crate::terminal::Page;
use crate::{Outcome, cli};

/// An incident with all that belongs to it.
#[derive(Serialize)]
pub struct Whole {
    /// The incident, field by field.
    #[serde(flatten)]
    pub incident: Incident,
    /// What persons have written down.
    pub notes: Vec<Note>,
    /// The report and the event of each member.
    pub told: Vec<Shown>,
}

/// Shows one incident.
pub fn run(arguments: &cli::store::Show) -> Result<Outcome> {
    let store = super::open(&arguments.file)?;
    let asked = arguments.id.trim();
    let (incident, shown) = store.whole(asked).map_err(not_found)?;
    let notes = store.notes(&incident.id).map_err(told)?;
    let whole = Whole { incident, notes, told: shown };
    let output = &arguments.answer.output;
    let text = match arguments.answer.format {
        PartFormat::Jsonl => super::lines(&[whole])?,
        PartFormat::Table => page(Page::of(output.output.is_none()), &whole, asked),
    };
    super::write(output, &text)?;
    Ok(Outcome::All)
}

/// What went wrong, with what to do where an id leads nowhere.
pub fn not_found(error: dateline_store::Error) -> anyhow::Error {
    if error.is_not_found() {
        return anyhow!(
            "{error}; `dateline incidents` lists incidents, `dateline log` what was done"
        );
    }
    told(error)
}
