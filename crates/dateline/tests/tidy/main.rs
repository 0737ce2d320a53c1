//! The house rules of ARCHITECTURE.md that no compiler holds, read off the sources themselves.

mod corpus;
mod data;
mod documents;
mod edges;
mod pages;
mod purity;
mod source;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

/// The crates of the product, innermost first.
const CRATES: [&str; 6] = [
    "dateline-data",
    "dateline-core",
    "dateline-io",
    "dateline-store",
    "dateline-tagger",
    "dateline",
];

/// The root of the repository.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The text of a file, by its path from the root.
fn text(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files under a folder with one of the endings, by their paths from the root, sorted.
fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        let entries =
            fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("a folder of the repository can be listed").path();
            if path.is_dir() {
                open.push(path);
            } else if endings.iter().any(|ending| path.extension().is_some_and(|is| is == *ending))
            {
                let path = path.strip_prefix(root()).expect("it lies under the root");
                found.push(path.to_owned());
            }
        }
    }
    found.sort();
    found
}

/// Fails with a line for each breach of a rule.
#[track_caller]
fn none(rule: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{rule}:\n  {}", breaches.join("\n  "));
}

#[test]
fn files_stay_under_800_lines() {
    let mut long = Vec::new();
    for folder in ["crates", "xtask/src", "fuzz/fuzz_targets"] {
        for path in files(folder, &["rs"]) {
            let lines = text(&path).lines().count();
            if lines >= 800 {
                long.push(format!("{}: {lines} lines", path.display()));
            }
        }
    }
    none("a file of 800 lines holds more than one thing", &long);
}
