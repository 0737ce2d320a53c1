//! Which crate knows which.

use std::collections::BTreeSet;

use crate::{CRATES, none, text};

/// The crates of the workspace that each crate may use: data ← core ← io, store, tagger ←
/// dateline, and nothing the other way round.
const EDGES: [(&str, &[&str]); 6] = [
    ("dateline-data", &[]),
    ("dateline-core", &["dateline-data"]),
    ("dateline-io", &["dateline-core"]),
    ("dateline-store", &["dateline-core"]),
    ("dateline-tagger", &["dateline-core"]),
    ("dateline", &["dateline-core", "dateline-io", "dateline-store", "dateline-tagger"]),
];

/// What the core may not be built with: the outside world.
const OUTSIDE: [&str; 14] = [
    "async-std",
    "chrono",
    "getrandom",
    "hyper",
    "memmap2",
    "rand",
    "rayon",
    "reqwest",
    "rusqlite",
    "smol",
    "tempfile",
    "tokio",
    "ureq",
    "walkdir",
];

fn manifest(name: &str) -> toml::Table {
    let path = format!("crates/{name}/Cargo.toml");
    text(&path).parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names in one table of dependencies.
fn names(manifest: &toml::Table, table: &str) -> BTreeSet<String> {
    let table = manifest.get(table).and_then(toml::Value::as_table);
    table.into_iter().flat_map(|table| table.keys().cloned()).collect()
}

#[test]
fn crates_know_only_what_lies_further_in() {
    let mut breaches = Vec::new();
    for (name, allowed) in EDGES {
        let manifest = manifest(name);
        for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for used in names(&manifest, table) {
                if CRATES.contains(&used.as_str()) && !allowed.contains(&used.as_str()) {
                    breaches.push(format!("{name} has {used} under {table}"));
                }
            }
        }
    }
    none("data ← core ← io, store, tagger ← dateline", &breaches);
}

#[test]
fn every_crate_stands_in_the_table_of_edges() {
    let known: BTreeSet<_> = EDGES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let folders = std::fs::read_dir(crate::root().join("crates")).expect("crates can be listed");
    let found: BTreeSet<_> = folders
        .map(|entry| entry.expect("crates can be listed").file_name().into_string())
        .collect::<Result<_, _>>()
        .expect("names of crates are text");
    assert_eq!(found, known);
}

#[test]
fn the_core_is_not_built_with_the_outside_world() {
    let used = names(&manifest("dateline-core"), "dependencies");
    let outside = used.iter().filter(|name| OUTSIDE.contains(&name.as_str()));
    none("the core is pure", &outside.cloned().collect::<Vec<_>>());
    // jiff asks for the clock and the time zone database only with these
    let workspace: toml::Table = text("Cargo.toml").parse().expect("Cargo.toml is TOML");
    let jiff = &workspace["workspace"]["dependencies"]["jiff"];
    assert_eq!(jiff["default-features"].as_bool(), Some(false));
    let features = jiff["features"].as_array().expect("jiff names its features");
    assert!(
        features.iter().all(|one| one.as_str().is_some_and(|one| !one.contains("tz"))),
        "{features:?}"
    );
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    let workspace: toml::Table = text("Cargo.toml").parse().expect("Cargo.toml is TOML");
    let lints = &workspace["workspace"]["lints"];
    assert_eq!(lints["rust"]["unsafe_code"].as_str(), Some("forbid"));
    assert_eq!(lints["rust"]["missing_docs"].as_str(), Some("warn"));
    assert_eq!(lints["clippy"]["iter_over_hash_type"].as_str(), Some("warn"));
    for name in CRATES {
        let manifest = manifest(name);
        assert_eq!(manifest["lints"]["workspace"].as_bool(), Some(true), "{name}");
    }
}
