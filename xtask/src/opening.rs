//! `cargo xtask opening`: how long it takes a fresh process to open the gazetteer and to look up its first name, how
//! large it is, and how long each language takes to be read from its files.

use std::io::Write as _;
use std::time::Instant;

use anyhow::Context as _;
use dateline_core::language::LanguagePack;
use dateline_core::place::gazetteer::{self, Names};

/// Runs the task.
///
/// # Errors
///
/// Where the gazetteer does not know Gao, or the figures cannot be written.
pub fn run() -> anyhow::Result<()> {
    let start = Instant::now();
    let names = Names::get();
    let opened = start.elapsed();
    let first = names.find("Gao").context("Gao is in the gazetteer")?.iter().next();
    let looked_up = start.elapsed();
    anyhow::ensure!(first.is_some_and(|bearer| bearer.place.name() == "Gao"), "Gao is called Gao");
    let mut out = std::io::stdout().lock();
    writeln!(out, "opened       {:>9.3} ms", opened.as_secs_f64() * 1e3)?;
    writeln!(out, "first name   {:>9.3} ms", looked_up.as_secs_f64() * 1e3)?;
    for code in ["en", "de", "fr", "es", "ar", "he", "ru", "uk"] {
        let start = Instant::now();
        LanguagePack::get(code).context("a pack that is listed")?;
        writeln!(out, "pack {code}      {:>9.3} ms", start.elapsed().as_secs_f64() * 1e3)?;
    }
    writeln!(out, "in the program {:>7.1} MB", gazetteer::size() as f64 / 1e6)?;
    Ok(())
}
