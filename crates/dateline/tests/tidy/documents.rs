//! The documents say what is so.

use std::collections::BTreeSet;

use crate::{files, none, root, text};

/// The documents at the root.
const DOCUMENTS: [&str; 6] =
    ["README.md", "ARCHITECTURE.md", "DESIGN.md", "CONTRIBUTING.md", "DATA.md", "CHANGELOG.md"];

/// All names of functions in the tests and sources.
fn functions() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for path in files("crates", &["rs"]) {
        for line in text(&path).lines() {
            let Some((_, rest)) = line.split_once("fn ") else { continue };
            let name = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_');
            names.insert(name.collect());
        }
    }
    names
}

#[test]
fn every_invariant_names_a_test_that_is_there() {
    let architecture = text("ARCHITECTURE.md");
    let invariants = architecture.split("\n## Invariants").nth(1).expect("there are invariants");
    let invariants = invariants.split("\n## ").next().expect("they end");
    let functions = functions();
    let mut breaches = Vec::new();
    // an entry is a number and what follows up to the next number
    let mut entries: Vec<String> = Vec::new();
    for line in invariants.lines() {
        if line.starts_with(|c: char| c.is_ascii_digit()) {
            entries.push(line.to_owned());
        } else if let Some(entry) = entries.last_mut() {
            entry.push(' ');
            entry.push_str(line.trim());
        }
    }
    assert!(entries.len() >= 12, "{entries:?}");
    for entry in entries {
        let Some((_, held)) = entry.split_once("Held by") else {
            breaches.push(format!("no test named: {entry}"));
            continue;
        };
        for name in held.split('`').skip(1).step_by(2) {
            let name = name.rsplit("::").next().unwrap_or(name);
            let is_test_name =
                name.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit())
                    && name.matches('_').count() >= 2;
            let is_lint =
                ["missing_docs", "unsafe_code", "iter_over_hash_type", "disallowed_methods"]
                    .contains(&name);
            if is_test_name && !is_lint && !functions.contains(name) {
                breaches.push(format!("no such test: {name}"));
            }
        }
    }
    none("each invariant of ARCHITECTURE.md is held by a test", &breaches);
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut breaches = Vec::new();
    let mut documents: Vec<_> = DOCUMENTS.iter().map(std::path::PathBuf::from).collect();
    documents.extend(files("docs", &["md"]));
    for document in documents {
        let folder = document.parent().expect("a document lies somewhere").to_owned();
        for link in text(&document).split("](").skip(1) {
            let link = link.split([')', '#']).next().unwrap_or_default();
            if !link.is_empty()
                && !link.contains("://")
                && !root().join(&folder).join(link).exists()
            {
                breaches.push(format!("{}: {link}", document.display()));
            }
        }
    }
    none("links lead to files that are there", &breaches);
}

#[test]
fn every_room_stands_in_the_code_map() {
    let architecture = text("ARCHITECTURE.md");
    let core = text("crates/dateline-core/src/lib.rs");
    let rooms = core.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let missing = rooms.filter(|room| !architecture.contains(&format!("`{room}`")));
    none(
        "ARCHITECTURE.md has a paragraph for each room",
        &missing.map(str::to_owned).collect::<Vec<_>>(),
    );
}

#[test]
fn every_task_is_explained() {
    let contributing = text("CONTRIBUTING.md");
    let tasks = text("xtask/src/main.rs");
    let tasks = tasks.split("Some(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let missing = tasks.filter(|task| !contributing.contains(&format!("`{task}`")));
    none(
        "CONTRIBUTING.md says what each task of xtask does",
        &missing.map(str::to_owned).collect::<Vec<_>>(),
    );
}

/// The options of all commands, read off the fields that they are given to.
fn options() -> BTreeSet<String> {
    let mut options = BTreeSet::new();
    for path in files("crates/dateline/src", &["rs"]) {
        let source = text(&path);
        for rest in source.split("#[arg(").skip(1) {
            let Some((attribute, field)) = rest.split_once(")]") else { continue };
            let words: Vec<&str> = attribute.split([',', ' ', '\n']).collect();
            if !words.contains(&"long") {
                continue;
            }
            let given = attribute.split("long = \"").nth(1).and_then(|name| name.split('"').next());
            let named = field.split("pub ").nth(1).and_then(|field| field.split(':').next());
            let name = given.or(named).unwrap_or_default().replace('_', "-");
            options.insert(format!("--{name}"));
        }
    }
    options
}

#[test]
fn every_option_is_in_the_readme() {
    let readme = text("README.md");
    let options = options();
    assert!(options.len() > 30, "{options:?}");
    let named = |option: &&String| {
        let after = readme.split(option.as_str()).skip(1);
        after
            .map(|rest| rest.chars().next())
            .any(|next| next.is_none_or(|c| !c.is_alphanumeric() && c != '-'))
    };
    let missing: Vec<String> = options.iter().filter(|option| !named(option)).cloned().collect();
    none("README.md names every option", &missing);
}

#[test]
fn no_document_names_a_machine() {
    let mut breaches = Vec::new();
    let mut documents: Vec<_> = DOCUMENTS.iter().map(std::path::PathBuf::from).collect();
    documents.extend(files("docs", &["md"]));
    let mut roots = ["home", "root", "work", "Users"].map(|top| format!("/{top}/")).to_vec();
    roots.push("C:\\".to_owned());
    for document in documents {
        for path in &roots {
            if text(&document).contains(path.as_str()) {
                breaches.push(format!("{}: {path}", document.display()));
            }
        }
    }
    none("documents hold on any machine", &breaches);
}
