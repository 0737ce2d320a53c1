//! The commands that put reports into a store, ask it, and change what it holds.
//!
//! This is the one place that reads the clock: the store keeps the time that it is told.

pub mod add;
pub mod backup;
pub mod check;
pub mod correct;
pub mod decide;
pub mod incidents;
pub mod log;
pub mod recode;
pub mod report;
pub mod show;
pub mod token;

use std::env;
use std::ops::ControlFlow;
use std::path::PathBuf;

use anyhow::{Result, anyhow};
use dateline_store::{Error, Store};

use crate::output::Output;
use crate::{cli, progress, terminal};

/// Where the store is: as the call says, else the environment, else a file of this folder.
pub fn path(file: &cli::store::File) -> PathBuf {
    let said = || env::var_os("DATELINE_STORE").filter(|path| !path.is_empty());
    let path = file.store.clone().or_else(|| said().map(PathBuf::from));
    path.unwrap_or_else(|| PathBuf::from("dateline.db"))
}

/// Opens a store that is there.
fn open(file: &cli::store::File) -> Result<Store> {
    let path = path(file);
    let mut store = Store::open_existing(&path).map_err(told)?;
    progress::watch(&mut store);
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
pub fn told(error: Error) -> anyhow::Error {
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
pub fn now() -> String {
    let now = jiff::Timestamp::now();
    // whole seconds of a time that is one are a time
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

/// Where a store's answer goes, a piece at a time.
struct Flow(Output);

impl Flow {
    fn open(output: &cli::Output) -> Result<Self> {
        Ok(Self(Output::open(output.output.as_deref())?))
    }

    /// Writes a piece; breaks off where that cannot be done.
    fn write(&mut self, text: &str) -> ControlFlow<anyhow::Error> {
        match self.0.write(text) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(
                anyhow::Error::from(error).context(format!("{}: cannot be written", self.0.name())),
            ),
        }
    }

    /// Writes a thing as JSON on a line of its own.
    fn line(&mut self, thing: &impl serde::Serialize) -> ControlFlow<anyhow::Error> {
        match serde_json::to_string(thing) {
            Ok(text) => self.write(&(text + "\n")),
            Err(error) => ControlFlow::Break(error.into()),
        }
    }

    /// Writes the last piece.
    fn end(mut self, text: &str) -> Result<()> {
        match self.write(text) {
            ControlFlow::Continue(()) => self.0.finish(),
            ControlFlow::Break(error) => Err(error),
        }
    }
}

/// What went wrong in going through a store, or why it was broken off.
fn to_the_end(gone: Result<ControlFlow<anyhow::Error>, Error>) -> Result<()> {
    match gone.map_err(told)? {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(error) => Err(error),
    }
}

/// Writes all of a text.
fn write(output: &cli::Output, text: &str) -> Result<()> {
    Flow::open(output)?.end(text)
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
