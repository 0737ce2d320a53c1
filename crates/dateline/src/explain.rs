//! `dateline explain`.

use anyhow::{Result, bail};

use crate::{Outcome, cli};

/// Says which words and which rule gave each value of one event.
pub fn run(_arguments: &cli::Explain) -> Result<Outcome> {
    bail!("not there yet")
}
