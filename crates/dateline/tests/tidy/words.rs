//! Words of a language are data. Where one stands in a source, it is a message to a person.

use crate::none;
use crate::source::{Literal, Source, of_crate};

/// Function words of English and German: running text has two of them soon.
const FUNCTION_WORDS: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "been", "by", "for", "from", "had", "has", "have", "in",
    "into", "is", "near", "not", "of", "on", "or", "said", "since", "that", "the", "this", "to",
    "was", "were", "with", "without", // English
    "am", "auf", "aus", "bei", "das", "dass", "dem", "den", "der", "des", "die", "ein", "eine",
    "einem", "einen", "einer", "für", "hat", "im", "ist", "mit", "nach", "nicht", "oder", "seit",
    "sind", "und", "vom", "von", "vor", "war", "waren", "wurde", "wurden", "zu", "zum", "zur",
];

/// Files of the outer rooms that speak to people, with what they say there. The core has none:
/// its few messages are listed one by one.
const SPEAKING: &[(&str, &str)] = &[
    ("crates/dateline-io/src/export/", "disputes, ratings and types in others' words"),
    ("crates/dateline-io/src/error.rs", "why something could not be read"),
    ("crates/dateline-io/src/intake/", "why something could not be read, notes on how it was"),
    ("crates/dateline-io/src/page/", "notes on what of a page was not read"),
    ("crates/dateline-io/src/published.rs", "what is wrong with a line of the table of dates"),
    ("crates/dateline/src/", "help, complaints, headings and labels"),
    ("crates/dateline-data/build/", "why the data cannot be compiled"),
];

/// What the core says to people: notes in a record, values of `time.basis`, what is wrong with an actor
/// that a user adds, why two events are one occurrence.
const SAID_BY_THE_CORE: &[&str] = &[
    "the language was not recognised: nothing was read out",
    "year of another date in the report",
    "earlier time in the report",
    "relative to an unknown report date",
    "relative.{name}: not unit and number",
    "the year in which the day is that weekday",
    "the year that weekday and offices held leave",
    "the day that the report gives for the start",
    "“{id}” is part of “{of}”, which is not there",
    "“{id}” is part of itself",
    "“{id}” has an office of “{of}”, which is not there",
    "the id “{id}” is not of small letters, digits and hyphens",
    "“{id}”: a place, a thing or a weapon is no actor",
    "“{id}”: “{country}” is not a country’s code of three capitals",
    "“{id}”: “{wikidata}” is not a Wikidata item (Q and digits)",
    "“{id}”: a name without a word",
    "{from} is later than {to}",
    "part_of is an id, or a list of { of, from, to }",
    "“{bad}” is not a date (write 2024-05-31, 2024-05 or 2024)",
    // reasons for taking two events for one occurrence
    "copies of one text",
    "days that meet",
    "same day of an unknown year",
    "one actor part of the other",
    "the two reports have other events in common",
    "names and numbers in common",
    "a slot of an incident",
];

/// Code before a string that makes it a message to whoever maintains the data or the code.
const MESSAGES: &[&str] = &[
    "expect(",
    "panic!(",
    "unreachable!(",
    "#[error(",
    "reason =",
    "assert!(",
    "Err(",
    "custom(",
    "map_err(",
];

#[test]
fn words_of_a_language_stand_in_data_alone() {
    let mut breaches = Vec::new();
    for name in ["dateline-core", "dateline-io", "dateline", "dateline-data"] {
        for source in of_crate(name) {
            let path = source.path.to_string_lossy().replace('\\', "/");
            if SPEAKING.iter().any(|(speaking, _)| path.starts_with(speaking)) {
                continue;
            }
            for literal in &source.strings {
                if is_running_text(&literal.text) && !is_message(&source, literal) {
                    breaches.push(format!(
                        "{path}:{}: {:?}",
                        source.line(literal.at),
                        literal.text
                    ));
                }
            }
        }
    }
    none(
        "words of a language belong in data/lang; list a message in tests/tidy/words.rs",
        &breaches,
    );
}

/// A single function word as a string is a rule of one language written into the code.
#[test]
fn no_function_word_is_a_string_of_the_core() {
    /// Words that are also names of fields and of roles, and a code of ISO 639.
    const NAMES: &[&str] = &["in", "as", "of", "by", "at", "und"];
    let mut breaches = Vec::new();
    for source in of_crate("dateline-core") {
        for literal in &source.strings {
            let word = literal.text.as_str();
            if FUNCTION_WORDS.contains(&word) && !NAMES.contains(&word) {
                let path = source.path.display();
                breaches.push(format!("{path}:{}: {word:?}", source.line(literal.at)));
            }
        }
    }
    none("function words belong in data/lang/<code>/words.toml", &breaches);
}

/// Two or more function words among words in small letters.
fn is_running_text(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic());
    words.filter(|word| FUNCTION_WORDS.contains(word)).count() >= 2
}

fn is_message(source: &Source, literal: &Literal) -> bool {
    if SAID_BY_THE_CORE.contains(&literal.text.as_str()) {
        return true;
    }
    let before = source.code[..literal.at].trim_end();
    let statement = before.rfind([';', '{', '}']).map_or(before, |at| &before[at..]);
    let statement: String = statement.split_whitespace().collect::<Vec<_>>().join(" ");
    MESSAGES.iter().any(|message| statement.contains(message))
}

#[test]
fn running_text_is_told_from_names() {
    assert!(is_running_text("the army of the north"));
    assert!(is_running_text("wurde von der Armee beschossen"));
    assert!(!is_running_text("reported-as-fact"));
    assert!(!is_running_text("en.time.last-weekday"));
}
