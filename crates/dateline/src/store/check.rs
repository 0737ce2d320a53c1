//! `dateline check` and `dateline rebuild`.

use anyhow::Result;
use dateline_store::{Breach, Counts};

use super::{now, told};
use crate::cli::PartFormat;
use crate::render::several;
use crate::terminal::{self, Page};
use crate::{Outcome, cli};

/// Says every breach of what should hold in a store.
pub fn run(arguments: &cli::store::Check) -> Result<Outcome> {
    let store = super::open(&arguments.file)?;
    let found = store.check().map_err(told)?;
    let output = &arguments.answer.output;
    let text = match arguments.answer.format {
        PartFormat::Jsonl => super::lines(&found)?,
        PartFormat::Table if found.is_empty() => {
            let holds = store.counts().map_err(told)?;
            format!("nothing is wrong: {}\n", amounts(&holds))
        }
        PartFormat::Table => list(Page::of(output.output.is_none()), &found),
    };
    super::write(output, &text)?;
    if found.is_empty() {
        return Ok(Outcome::All);
    }
    terminal::complain(&format!(
        "{}: not what it should be in {}; `dateline rebuild` mends what follows from the reports and the log",
        super::path(&arguments.file).display(),
        several(found.len(), "line")
    ));
    Ok(Outcome::Some)
}

fn list(page: Page, found: &[Breach]) -> String {
    let mut out = String::new();
    for breach in found {
        page.lines(&breach.to_string(), 0, None, &mut out);
    }
    out
}

/// Works out everything that follows from the reports and the log.
pub fn rebuild(arguments: &cli::store::Rebuild) -> Result<Outcome> {
    let mut store = super::open(&arguments.file)?;
    let moved = store.rebuild(&now()).map_err(told)?;
    let holds = store.counts().map_err(told)?;
    let text = format!(
        "rebuilt: {}; {} in another incident than the log said\n",
        amounts(&holds),
        several(moved, "event")
    );
    super::write(&cli::Output { output: None }, &text)?;
    Ok(Outcome::All)
}

/// "4 reports, 9 events, 7 incidents".
pub fn amounts(holds: &Counts) -> String {
    let Counts { reports, events, incidents } = *holds;
    [(reports, "report"), (events, "event"), (incidents, "incident")]
        .map(|(many, what)| several(many, what))
        .join(", ")
}
