//! `cargo xtask muc4`: reads the development tests of MUC-4 and scores what is said of them.
//!
//! TST1 and TST2 (100 wires each, 1988 to 1991, all capitals) and the scorer lie beside the project
//! in `../shared`; where they do not, this says so and ends well. MUC-4 asked for nine countries
//! only; what happened elsewhere is taken out here, since the record keeps it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use dateline_core::event::muc4;
use serde_json::Value;

/// The sets: texts and answer key.
const SETS: &[(&str, &str, &str)] =
    &[("TST1", "tst1-muc3", "key-tst1.v7"), ("TST2", "tst2-muc4", "key-tst2.v4")];

/// Runs the task; arguments go on to the scorer (`--misses 20`).
///
/// # Errors
///
/// Where the reader does not build, or a reading or the scorer fails.
pub fn run(arguments: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let shared = Path::new("../shared");
    if !shared.join("muc4").is_dir() {
        println!("muc4: no ../shared/muc4 beside the project; nothing to score");
        return Ok(());
    }
    let arguments: Vec<String> = arguments.collect();
    let reader = crate::reader()?;
    let work = PathBuf::from("target/muc4");
    std::fs::create_dir_all(&work)?;
    let scorer = shared.join("score/muc4.py");
    let mut all = String::new();
    for (name, texts, key) in SETS {
        let said = read(&reader, &scorer, &shared.join("muc4").join(texts), &work.join(name))?;
        println!("{name}");
        score(
            &scorer,
            &[shared.join("muc4").join(key)],
            &work.join(format!("{name}.jsonl")),
            &said,
            &arguments,
        )?;
        all.push_str(&said);
    }
    println!("TST1 and TST2");
    let keys: Vec<PathBuf> = SETS.iter().map(|(_, _, key)| shared.join("muc4").join(key)).collect();
    score(&scorer, &keys, &work.join("all.jsonl"), &all, &arguments)
}

/// Splits a set into its texts and reads them, each with the day of its dateline.
fn read(reader: &Path, scorer: &Path, texts: &Path, folder: &Path) -> anyhow::Result<String> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    let split = Command::new("python3").arg(scorer).arg("texts").arg(texts).arg(folder).output()?;
    ensure!(split.status.success(), "{}", String::from_utf8_lossy(&split.stderr));
    // Outside the folder of texts, and without the texts that state no date.
    let dates = std::fs::read_to_string(folder.join("published.tsv")).context("published.tsv")?;
    std::fs::remove_file(folder.join("published.tsv"))?;
    let dates: Vec<&str> = dates
        .lines()
        .filter(|line| !line.trim_end().ends_with('\t') && line.trim_end().contains('\t'))
        .collect();
    let moved = folder.with_extension("tsv");
    std::fs::write(&moved, dates.join("\n"))?;
    let output = Command::new(reader)
        .args(["read", "--format", "jsonl", "--language", "en", "--published-from"])
        .arg(&moved)
        .arg(folder)
        .output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout)?.lines().map(relevant).collect()
}

/// A record without the MUC-4 type of what happened outside the nine countries.
fn relevant(line: &str) -> anyhow::Result<String> {
    let mut record: Value = serde_json::from_str(line)?;
    for event in record["events"].as_array_mut().into_iter().flatten() {
        let country = event["place"]["country"].as_str();
        let asked =
            country.is_none_or(|country| muc4::table().countries.iter().any(|c| c == country));
        if !asked {
            event["muc4"] = Value::Null;
        }
    }
    Ok(format!("{record}\n"))
}

/// Prints the scorer's table.
fn score(
    scorer: &Path,
    keys: &[PathBuf],
    file: &Path,
    said: &str,
    arguments: &[String],
) -> anyhow::Result<()> {
    std::fs::write(file, said)?;
    let status = Command::new("python3")
        .arg(scorer)
        .arg("score")
        .args(keys)
        .arg(file)
        .args(arguments)
        .status()?;
    ensure!(status.success(), "the scorer ended with {status}");
    Ok(())
}
