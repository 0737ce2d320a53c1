//! The literate cases in `testdata/cases`: short reports, what is right to read out of them, and why.
//!
//! A case is a piece of Markdown: a heading, words that say why, a block `report`, a block `expect`.
//! `testdata/cases/README.md` describes both blocks. Cases below a heading "Known to fail" must still
//! fail, so that whoever mends the reader is told to move them up.
//!
//! `UPDATE_EXPECT=1 cargo test -p dateline-core --test cases` rewrites the lines of failing cases to
//! what the reader says. It is for changes of the notation: a case says what is right.
#![allow(clippy::disallowed_methods, reason = "a test may read files and the environment")]
#![expect(clippy::disallowed_methods, reason = "the cases are files")]

mod compare;
mod expect;
mod file;
mod said;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use dateline_core::{Input, Record, read};

use file::{Case, CaseFile};

#[test]
fn english() {
    check("en");
}

#[test]
fn german() {
    check("de");
}

/// Reads all cases of a language and tells everything that is wrong at once.
fn check(language: &str) {
    let mut wrong = String::new();
    for path in files(language) {
        let name = format!("{language}/{}", path.file_name().unwrap().to_string_lossy());
        let source = std::fs::read_to_string(&path).unwrap();
        let file = CaseFile::parse(&source).unwrap_or_else(|reason| panic!("{name}: {reason}"));
        let mut updated: Vec<(&Case, String)> = Vec::new();
        for case in &file.cases {
            let record = record(case, language);
            let outcome = compare::compare(&case.expected, &record);
            match (outcome.holds, case.known_to_fail) {
                (true, false) | (false, true) => {}
                (false, false) if updating() => {
                    updated.push((case, compare::rewrite(&case.expected, &outcome, &record)));
                }
                // writing to a string cannot fail
                (false, false) => {
                    let _ = write!(wrong, "\n{name}:{}: {}\n", case.line, case.title);
                    let _ =
                        write!(wrong, "{}", compare::explain(&case.expected, &outcome, &record));
                }
                (true, true) => {
                    let _ = write!(
                        wrong,
                        "\n{name}:{}: {}\n  is known to fail, but holds now: move it above that heading\n",
                        case.line, case.title
                    );
                }
            }
        }
        if !updated.is_empty() {
            std::fs::write(&path, file::replace(&source, &updated)).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What the reader makes of a case.
fn record(case: &Case, language: &str) -> Record {
    let input = Input {
        name: "case".to_owned(),
        language: Some(language.to_owned()),
        published: case.published.clone(),
        text: case.report.clone(),
        ..Input::default()
    };
    read(input).record
}

fn updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1")
}

/// The case files of a language, sorted.
fn files(language: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/cases").join(language);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    assert!(files.len() >= 12, "{}: cases are missing", folder.display());
    files
}
