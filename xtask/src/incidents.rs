//! `cargo xtask incidents [--check] [--show]`: how well the reports of the development sets come together.
//!
//! The reports of `../shared/gold/dev` and `../shared/gold/seeds` are added to a new store each, in the order of
//! their names and in the opposite one; what `dateline incidents` then says is scored by
//! `../shared/score/incidents.py`: B-cubed over coded events, pairs joined rightly and wrongly, conflicts
//! found and raised. Both orders must give the same incidents. `--check` fails under the floors,
//! `--show` prints every wrong and missing pair.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

/// The sets, with the least B-cubed F1, the least conflicts found and the most pairs joined wrongly.
const SETS: [(&str, f64, usize, usize); 2] = [("dev", 91.0, 11, 4), ("seeds", 96.0, 1, 1)];

/// Runs the task.
///
/// # Errors
///
/// Where the build, a store or the scorer fails, or with `--check` where a figure is under its floor.
pub fn run(arguments: impl Iterator<Item = String>) -> Result<()> {
    let arguments: Vec<String> = arguments.collect();
    let asked = |name: &str| arguments.iter().any(|argument| argument == name);
    let shared = Path::new("../shared");
    if !shared.is_dir() {
        println!("incidents: no ../shared beside the project; nothing to score");
        return Ok(());
    }
    let work = PathBuf::from("target/score");
    std::fs::create_dir_all(&work)?;
    let reader = crate::reader()?;
    let mut fallen = Vec::new();
    for (set, least, found, wrong) in SETS {
        let gold = shared.join("gold").join(set);
        let mut reports: Vec<PathBuf> = std::fs::read_dir(gold.join("reports"))?
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<_>>()?;
        reports.sort();
        let said = work.join(format!("incidents-{set}-read.jsonl"));
        let table = gold.join("published.tsv");
        let dates = table.is_file().then(|| crate::score::dated(&table, &work)).transpose()?;
        let mut read = Command::new(&reader);
        read.args(["read", "--format", "jsonl", "--output"]).arg(&said);
        succeed(read.args(dated(dates.as_deref())).args(&reports))?;
        let forward = incidents(&reader, &work, set, dates.as_deref(), &reports)?;
        reports.reverse();
        let backward = incidents(&reader, &work, set, dates.as_deref(), &reports)?;
        ensure!(
            members(&forward)? == members(&backward)?,
            "{set}: another order of reports gave other incidents"
        );
        let mut scorer = Command::new("python3");
        scorer.arg(shared.join("score/incidents.py"));
        scorer.args([gold.join("gold.jsonl"), gold.join("INCIDENTS.json"), said, forward]);
        if asked("--show") {
            scorer.arg("--show");
        }
        let scored = String::from_utf8(succeed(&mut scorer)?)?;
        println!("== {set}, in both orders\n{scored}");
        let number = |line: &str, before: &str| -> Option<f64> {
            let line = scored.lines().find(|found| found.starts_with(line))?;
            let end = line.find(before)?;
            line[..end].trim_end_matches(['/', ' ']).rsplit([' ', '/']).next()?.parse().ok()
        };
        let fell = number("B-cubed", " over").context("the scorer printed no B-cubed F1")? < least
            || number("pairs", " joined wrongly").context("no pairs")? > to_float(wrong)
            || conflicts(&scored).context("no conflicts")? < found;
        if fell {
            fallen.push(set);
        }
    }
    if asked("--check") && !fallen.is_empty() {
        bail!("under the floor: {}", fallen.join(", "));
    }
    Ok(())
}

fn to_float(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

/// Conflicts that were found: the first number of "conflicts: 11/15 found".
fn conflicts(scored: &str) -> Option<usize> {
    let line = scored.lines().find_map(|line| line.strip_prefix("conflicts: "))?;
    line.split('/').next()?.parse().ok()
}

fn dated(dates: Option<&Path>) -> Vec<std::ffi::OsString> {
    dates.map_or_else(Vec::new, |path| vec!["--published-from".into(), path.into()])
}

/// Adds reports to a new store, one after the other as they are given, and writes its incidents.
fn incidents(
    reader: &Path,
    work: &Path,
    set: &str,
    dates: Option<&Path>,
    reports: &[PathBuf],
) -> Result<PathBuf> {
    let store = work.join(format!("incidents-{set}.db"));
    for ending in ["", "-wal", "-shm"] {
        let file = PathBuf::from(format!("{}{ending}", store.display()));
        if file.exists() {
            std::fs::remove_file(file)?;
        }
    }
    let mut add = Command::new(reader);
    add.args(["add", "--jobs", "1", "--store"]).arg(&store).args(dated(dates)).args(reports);
    succeed(&mut add)?;
    let mut ask = Command::new(reader);
    let said = succeed(ask.args(["incidents", "--format", "jsonl", "--store"]).arg(&store))?;
    let order = if reports.windows(2).all(|two| two[0] <= two[1]) { "first" } else { "last" };
    let path = work.join(format!("incidents-{set}-{order}.jsonl"));
    std::fs::write(&path, said)?;
    Ok(path)
}

/// The members of each incident, in order: what must not depend on the order of reports.
fn members(path: &Path) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(path)?;
    let mut all = Vec::new();
    for line in text.lines() {
        let incident: serde_json::Value = serde_json::from_str(line)?;
        all.push(incident["members"].to_string());
    }
    all.sort();
    Ok(all)
}

fn succeed(command: &mut Command) -> Result<Vec<u8>> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{command:?} ended with {}: {complaint}", output.status);
    Ok(output.stdout)
}
