//! `cargo xtask score`: reads the development sets with the release build and scores what it says.
//!
//! The sets and the scorers lie beside the project, in `../shared`; where they do not, this says so
//! and ends well. With `--check` it ends badly where a figure has fallen under its floor, so that
//! no change makes the reader worse unseen.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

/// A development set, where it lies under `../shared`, and the record F1 it must not fall under.
struct Set {
    name: &'static str,
    gold: &'static str,
    reports: &'static str,
    published: Option<&'static str>,
    language: Option<&'static str>,
    /// False where the word lists alone are scored.
    model: bool,
    floor: f64,
}

/// The floors are the figures of docs/results.md less two points.
const SETS: &[Set] = &[
    Set {
        name: "seeds",
        gold: "gold/seeds/gold.jsonl",
        reports: "gold/seeds/reports",
        published: None,
        language: None,
        model: true,
        floor: 61.5,
    },
    Set {
        name: "dev",
        gold: "gold/dev/gold.jsonl",
        reports: "gold/dev/reports",
        published: Some("gold/dev/published.tsv"),
        language: None,
        model: true,
        floor: 67.8,
    },
    Set {
        name: "seeds, word lists",
        gold: "gold/seeds/gold.jsonl",
        reports: "gold/seeds/reports",
        published: None,
        language: None,
        model: false,
        floor: 61.5,
    },
    Set {
        name: "dev, English, word lists",
        gold: "gold/dev/gold.jsonl",
        reports: "gold/dev/reports",
        published: Some("gold/dev/published.tsv"),
        language: Some("en"),
        model: false,
        floor: 56.6,
    },
    Set {
        name: "dev, German, word lists",
        gold: "gold/dev/gold.jsonl",
        reports: "gold/dev/reports",
        published: Some("gold/dev/published.tsv"),
        language: Some("de"),
        model: false,
        floor: 56.1,
    },
];

/// Runs the task.
///
/// # Errors
///
/// Where the build, a reading or a scorer fails, or with `--check` where a figure is under its floor.
pub fn run(arguments: &[String]) -> anyhow::Result<()> {
    let check = arguments.iter().any(|argument| argument == "--check");
    let shared = Path::new("../shared");
    if !shared.is_dir() {
        println!("score: no ../shared beside the project; nothing to score");
        return Ok(());
    }
    let work = PathBuf::from("target/score");
    std::fs::create_dir_all(&work)?;
    let reader = crate::reader()?;
    let mut fallen = Vec::new();
    for set in SETS {
        let said = work.join(format!("{}.jsonl", set.name.replace([',', ' '], "")));
        let mut command = Command::new(&reader);
        command.args(["read", "--format", "jsonl", "--output"]).arg(&said);
        if !set.model {
            command.arg("--no-model");
        }
        if let Some(published) = set.published {
            command.arg("--published-from").arg(dated(&shared.join(published), &work)?);
        }
        let status = command.arg(shared.join(set.reports)).status().context("dateline read")?;
        if !status.success() {
            bail!("dateline read of {} ended with {status}", set.reports);
        }
        let gold = match set.language {
            Some(language) => only(&shared.join(set.gold), language, &work)?,
            None => shared.join(set.gold),
        };
        let scored = Command::new("python3")
            .arg(shared.join("score/record.py"))
            .args([&gold, &said])
            .args(["--by", "lang"])
            .output()
            .context("python3 shared/score/record.py")?;
        let table = String::from_utf8_lossy(&scored.stdout);
        println!("== {}\n{table}", set.name);
        let figure = table
            .lines()
            .rfind(|line| line.starts_with("record   "))
            .and_then(|line| {
                line.split("F1").nth(1)?.split_whitespace().next()?.parse::<f64>().ok()
            })
            .context("the scorer printed no record F1")?;
        if figure < set.floor {
            fallen.push(format!("{}: record F1 {figure} is under {}", set.name, set.floor));
        }
    }
    if check && !fallen.is_empty() {
        bail!(fallen.join("; "));
    }
    Ok(())
}

/// The lines of a table of dates that have one, written beside the predictions.
pub(crate) fn dated(table: &Path, work: &Path) -> anyhow::Result<PathBuf> {
    let text = std::fs::read_to_string(table)?;
    let has_date =
        |line: &&str| line.split('\t').nth(1).is_some_and(|date| !date.trim().is_empty());
    let kept: Vec<&str> = text.lines().filter(has_date).collect();
    let path = work.join("published.tsv");
    std::fs::write(&path, kept.join("\n") + "\n")?;
    Ok(path)
}

/// The gold reports of one language, written beside the predictions.
fn only(gold: &Path, language: &str, work: &Path) -> anyhow::Result<PathBuf> {
    let text = std::fs::read_to_string(gold)?;
    let mut kept = String::new();
    for line in text.lines() {
        let report: serde_json::Value = serde_json::from_str(line)?;
        if report["lang"] == language {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    let path = work.join(format!("gold-{language}.jsonl"));
    std::fs::write(&path, kept)?;
    Ok(path)
}
