//! `dateline report`.

use anyhow::{Result, anyhow};
use dateline_core::Reading;
use dateline_store::{Error, Version};

use super::told;
use crate::cli::PartFormat;
use crate::render::Render;
use crate::render::table::Table;
use crate::terminal::{Page, Paint};
use crate::{Outcome, cli};

/// Shows a report as it was read, and which versions of it there are.
pub fn run(arguments: &cli::store::Report) -> Result<Outcome> {
    let store = super::open(&arguments.file)?;
    let name = arguments.name.as_str();
    let versions = store.versions(name).map_err(told)?;
    let record =
        store.record(name, arguments.version).map_err(|error| not_found(error, &versions))?;
    let output = &arguments.answer.output;
    let text = match arguments.answer.format {
        PartFormat::Jsonl => super::lines(&[record])?,
        PartFormat::Table => {
            let page = Page::of(output.output.is_none());
            let reading = Reading { record, reasons: Vec::new() };
            let mut out = Table(page).report(&reading, 0);
            out.push('\n');
            for version in &versions {
                page.lines(&said(version), 0, Some(Paint::Dim), &mut out);
            }
            out
        }
    };
    super::write(output, &text)?;
    Ok(Outcome::All)
}

/// "version 3 · added 2024-05-05T12:00:00Z · read by dateline 0.1.0 · superseded by version 7".
fn said(version: &Version) -> String {
    let Version { version, reader, added, superseded_by, .. } = version;
    let after = superseded_by.map(|by| format!(" · superseded by version {by}"));
    format!("version {version} · added {added} · read by {reader}{}", after.unwrap_or_default())
}

fn not_found(error: Error, versions: &[Version]) -> anyhow::Error {
    if !error.is_not_found() {
        return told(error);
    }
    let numbers: Vec<_> = versions.iter().map(|version| version.version.to_string()).collect();
    anyhow!("{}: no such version of it: there are {}", error.subject(), numbers.join(", "))
}
