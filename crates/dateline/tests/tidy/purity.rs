//! The core is a function: nothing in it reaches for the outside.

use crate::none;
use crate::source::of_crate;

/// What would make a record depend on more than its `Input`.
const OUTSIDE: [&str; 17] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::io",
    "std::os",
    "SystemTime",
    "Instant",
    "Timestamp::now",
    "Zoned::now",
    "RandomState::new",
    "rand::",
    "println!",
    "eprintln!",
    "static mut",
    "thread_local!",
];

#[test]
fn the_core_reaches_for_nothing_outside() {
    let mut breaches = Vec::new();
    for name in ["dateline-core", "dateline-data"] {
        for source in of_crate(name) {
            for outside in OUTSIDE {
                for (at, _) in source.code.match_indices(outside) {
                    let line = source.line(at);
                    breaches.push(format!("{}:{line}: {outside}", source.path.display()));
                }
            }
        }
    }
    none("the core has no files, environment, clock, network, processes or chance", &breaches);
}

/// A file whose map comes out in no order gives another record tomorrow. The lint
/// `iter_over_hash_type` sees loops; this sees maps turned into lists.
#[test]
fn no_order_of_a_hash_map_is_kept() {
    let mut breaches = Vec::new();
    for source in of_crate("dateline-core") {
        let code: String = source.code.split_whitespace().collect();
        for name in hashed(&source.code) {
            for taking in [
                ".iter().map(",
                ".into_iter().map(",
                ".keys().cloned().collect",
                ".values().cloned().collect",
            ] {
                let use_ = format!("{name}{taking}");
                for (at, _) in code.match_indices(&use_) {
                    let inside_a_word =
                        code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                    if !inside_a_word {
                        breaches.push(format!("{}: {use_}…", source.path.display()));
                    }
                }
            }
        }
    }
    none("what comes out of a hash map is sorted first", &breaches);
}

/// The names that a file gives to hash maps and sets.
fn hashed(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for kind in ["HashMap", "HashSet"] {
        for (at, _) in code.match_indices(kind) {
            let before = code[..at].trim_end().trim_end_matches("std::collections::").trim_end();
            let Some(before) = before.strip_suffix([':', '=']) else { continue };
            let name: String = before
                .trim_end()
                .chars()
                .rev()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            let name: String = name.chars().rev().collect();
            if !name.is_empty() {
                names.push(name);
            }
        }
    }
    names.sort();
    names.dedup();
    names
}
