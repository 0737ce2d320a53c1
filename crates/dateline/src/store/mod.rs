//! The commands that put reports into a store, ask it, and change what it holds.
//!
//! This is the one place that reads the clock: the store keeps the time that it is told.

pub mod add;
pub mod check;
pub mod decide;
pub mod incidents;
pub mod log;
pub mod recode;
pub mod report;
pub mod show;

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};
use dateline_store::{Error, Store};

use crate::output::Output;
use crate::{cli, terminal};

/// Where the store is: as the call says, else the environment, else a file of this folder.
fn path(file: &cli::store::File) -> PathBuf {
    let said = || env::var_os("DATELINE_STORE").filter(|path| !path.is_empty());
    let path = file.store.clone().or_else(|| said().map(PathBuf::from));
    path.unwrap_or_else(|| PathBuf::from("dateline.db"))
}

/// Opens a store that is there.
fn open(file: &cli::store::File) -> Result<Store> {
    let path = path(file);
    let store = Store::open_existing(&path).map_err(told)?;
    if store.is_behind().map_err(told)? {
        terminal::complain(&format!(
            "note: {}: some reports are not compared yet, or were by other rules; the next \
             `dateline add` does it, and `dateline rebuild`",
            path.display()
        ));
    }
    Ok(store)
}

/// What went wrong, and what can be done about it.
fn told(error: Error) -> anyhow::Error {
    let advice = if error.is_missing() {
        "make a store with `dateline add PATH…`, or name another with --store FILE"
    } else if error.is_not_a_store() {
        "it was left as it is; name another file with --store FILE"
    } else if error.is_newer() {
        "use that version of dateline"
    } else if error.is_locked() {
        "try again when that has ended"
    } else if error.is_full() {
        "make room and run it again: what was stored before is kept"
    } else if error.is_read_only() {
        "the file and its folder must be writable"
    } else if error.is_damaged() {
        "`dateline check` says what is wrong, `dateline rebuild` mends what follows from the \
         reports; else take a copy of the file"
    } else {
        return anyhow!("{error}");
    };
    anyhow!("{error}; {advice}")
}

/// Now, to the second, as the log keeps it.
fn now() -> String {
    let now = jiff::Timestamp::now();
    // whole seconds of a time that is one are a time
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

/// Writes all of a text.
fn write(output: &cli::Output, text: &str) -> Result<()> {
    let mut output = Output::open(output.output.as_deref())?;
    output.write(text).with_context(|| format!("{}: cannot be written", output.name()))?;
    output.finish()
}

/// Things as JSON, one a line.
fn lines<T: serde::Serialize>(things: &[T]) -> Result<String> {
    let mut text = String::new();
    for thing in things {
        text.push_str(&serde_json::to_string(thing)?);
        text.push('\n');
    }
    Ok(text)
}
