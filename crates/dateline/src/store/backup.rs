//! `dateline backup` and `dateline restore`.

use std::fs;

use anyhow::{Result, anyhow};
use dateline_store::{Error, Store};

use super::check::amounts;
use super::told;
use crate::{Outcome, cli, progress};

/// Copies a store while it is in use.
pub fn backup(arguments: &cli::backup::Backup) -> Result<Outcome> {
    let store = super::open(&arguments.file)?;
    let copy = &arguments.copy;
    store.backup(copy, arguments.force).map_err(in_the_way)?;
    let size = fs::metadata(copy).map(|about| about.len()).unwrap_or_default();
    let text = format!("{}: a whole copy, {}\n", copy.display(), in_bytes(size));
    super::write(&cli::Output { output: None }, &text)?;
    Ok(Outcome::All)
}

/// Puts a copy in a store's place.
pub fn restore(arguments: &cli::backup::Restore) -> Result<Outcome> {
    let path = super::path(&arguments.file);
    let copy = &arguments.copy;
    let restored = match progress::teller() {
        Some(tell) => Store::restore(copy, &path, arguments.force, tell),
        None => Store::restore(copy, &path, arguments.force, |_, _, _| {}),
    };
    restored.map_err(in_the_way)?;
    let store = super::open(&arguments.file)?;
    let holds = amounts(&store.counts().map_err(told)?);
    let text = format!("{}: restored from {}: {holds}\n", path.display(), copy.display());
    super::write(&cli::Output { output: None }, &text)?;
    Ok(Outcome::All)
}

/// What went wrong, with what can be done about a file that is there.
fn in_the_way(error: Error) -> anyhow::Error {
    if error.is_in_the_way() {
        return anyhow!("{error}; --force replaces it");
    }
    told(error)
}

/// "1.4 MB".
#[expect(clippy::cast_precision_loss, reason = "one digit behind the point is shown")]
fn in_bytes(size: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    let mut size = size as f64 / 1000.0;
    let mut units = UNITS.into_iter();
    let mut unit = units.next().unwrap_or_default();
    for larger in units {
        if size < 1000.0 {
            break;
        }
        (size, unit) = (size / 1000.0, larger);
    }
    format!("{size:.1} {unit}")
}
