//! The data under `data/`: whole, readable, and accounted for.

use std::collections::{BTreeMap, BTreeSet};

use crate::{files, none, text};

#[test]
fn every_language_has_the_same_files() {
    let mut languages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in files("data/lang", &["toml"]) {
        let name = |path: Option<&std::path::Path>| {
            path.and_then(std::path::Path::file_name)
                .map(|name| name.to_string_lossy().into_owned())
        };
        let code = name(path.parent()).expect("a pack lies in a folder");
        languages.entry(code).or_default().extend(name(Some(&path)));
    }
    let parts = &languages["en"];
    for (code, found) in &languages {
        assert_eq!(found, parts, "data/lang/{code}");
    }
    let explained = text("data/lang/README.md");
    for part in parts {
        assert!(explained.contains(part), "data/lang/README.md says nothing of {part}");
    }
    let built_in: Vec<String> = languages_built_in();
    assert_eq!(languages.into_keys().collect::<Vec<_>>(), built_in, "dateline_data::LANGUAGES");
}

/// The codes in `dateline_data::LANGUAGES`, read off its source: this crate does not know that one.
fn languages_built_in() -> Vec<String> {
    let source = text("crates/dateline-data/src/lib.rs");
    let list = source.split("LANGUAGES: &[").nth(1).expect("there is a list of languages");
    let list = list.split("];").next().expect("it ends");
    let codes = list.split("language!(\"").skip(1);
    codes.map(|code| code.split('"').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_file_of_data_can_be_read() {
    let mut breaches = Vec::new();
    for path in files("data", &["toml"]) {
        if let Err(error) = text(&path).parse::<toml::Table>() {
            breaches.push(format!("{}: {error}", path.display()));
        }
    }
    none("data is TOML", &breaches);
}

#[test]
fn every_file_of_data_says_what_it_is() {
    let mut breaches = Vec::new();
    for path in files("data", &["toml"]) {
        if !text(&path).trim_start().starts_with('#') {
            breaches.push(path.display().to_string());
        }
    }
    none("a file of data begins with a comment that says what it holds", &breaches);
}

#[test]
fn every_folder_of_data_has_its_origin_told() {
    let told = text("DATA.md");
    let folders = std::fs::read_dir(crate::root().join("data")).expect("data can be listed");
    let mut breaches = Vec::new();
    for entry in folders {
        let name = entry.expect("data can be listed").file_name().to_string_lossy().into_owned();
        if !told.contains(&format!("data/{name}/")) {
            breaches.push(format!("data/{name}"));
        }
    }
    none("DATA.md names origin and licence of everything under data/", &breaches);
}
