//! How a name of the gazetteer may be written in a language: in its cases, in adjectives made of
//! it, and in another script than the gazetteer's.
//!
//! Nothing here knows a language. `place.toml` lists the endings of `[inflection]` and the letters
//! of `[script]`; both are only ways to look a name up, so that what the gazetteer lacks stays
//! unknown.

use std::collections::HashMap;

use dateline_data::fold::fold;
use serde::Deserialize;

use super::gazetteer::{Names, Walk};

/// `[inflection]` of `place.toml`: endings, each row the one in the text and those that a name may
/// have in its place. All folded as names are.
#[derive(Clone, Debug, Default)]
pub struct Inflection {
    nouns: Vec<Row>,
    cases: Vec<String>,
    adjectives: Vec<Row>,
    regions: Vec<Row>,
}

/// An ending in the text, and the endings that names have for it.
type Row = (String, Vec<String>);

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct InflectionSource {
    nouns: Vec<Vec<String>>,
    adjective_cases: Vec<String>,
    adjectives: Vec<Vec<String>>,
    regions: Vec<Vec<String>>,
}

/// What is left of a name before an ending has this many letters at least.
const SHORTEST_STEM: usize = 2;

impl Inflection {
    pub(super) fn new(source: &InflectionSource) -> Self {
        let rows = |rows: &[Vec<String>]| {
            let rows = rows.iter().filter_map(|row| row.split_first());
            rows.map(|(ending, names)| {
                (fold(ending), names.iter().map(|name| fold(name)).collect())
            })
            .collect()
        };
        Self {
            nouns: rows(&source.nouns),
            cases: source.adjective_cases.iter().map(|ending| fold(ending)).collect(),
            adjectives: rows(&source.adjectives),
            regions: rows(&source.regions),
        }
    }

    /// True where the language has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nouns.is_empty() && self.adjectives.is_empty()
    }

    /// The names that a folded word may be a case of, without the word itself.
    #[must_use]
    pub fn nouns(&self, folded: &str) -> Vec<String> {
        replaced(folded, &self.nouns)
    }

    /// The names that a folded adjective may be made of: "сумской" of "сумы".
    #[must_use]
    pub fn adjectives(&self, folded: &str) -> Vec<String> {
        let bases = self.cases.iter().filter_map(|ending| folded.strip_suffix(ending.as_str()));
        bases.flat_map(|base| replaced(base, &self.adjectives)).collect()
    }

    /// The towns that a folded word may name the country around: "харківщина".
    #[must_use]
    pub fn regions(&self, folded: &str) -> Vec<String> {
        replaced(folded, &self.regions)
    }
}

fn replaced(folded: &str, rows: &[Row]) -> Vec<String> {
    let stems = rows.iter().filter_map(|(ending, names)| {
        let stem = folded.strip_suffix(ending.as_str())?;
        (stem.chars().count() >= SHORTEST_STEM).then_some((stem, names))
    });
    stems.flat_map(|(stem, names)| names.iter().map(move |name| format!("{stem}{name}"))).collect()
}

/// `[script]` of `place.toml`: how letters of another script are written in Latin names.
#[derive(Clone, Debug, Default)]
pub struct Script {
    /// By folded letter or letters.
    letters: HashMap<Box<str>, Vec<Box<str>>>,
    /// The same as written, with the first spelling alone.
    first: HashMap<Box<str>, Box<str>>,
    /// Letters of the longest key.
    longest: usize,
    /// What may stand between two letters without being written.
    unwritten: Vec<Box<str>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ScriptSource {
    letters: Vec<Vec<String>>,
    unwritten: Vec<String>,
}

/// The most steps that are taken to spell one word.
const BUDGET: usize = 4000;

impl Script {
    pub(super) fn new(source: &ScriptSource) -> Self {
        let mut script = Self {
            unwritten: source.unwritten.iter().map(|vowel| vowel.as_str().into()).collect(),
            ..Self::default()
        };
        for (own, spellings) in source.letters.iter().filter_map(|row| row.split_first()) {
            let key = fold(own);
            script.longest = script.longest.max(key.chars().count());
            let list = script.letters.entry(key.into()).or_default();
            for spelling in spellings {
                let spelling = Box::from(spelling.as_str());
                if !list.contains(&spelling) {
                    list.push(spelling);
                }
            }
            if let Some(spelling) = spellings.first() {
                script.first.insert(own.as_str().into(), spelling.as_str().into());
            }
        }
        script
    }

    /// True where the language is written in the gazetteer's own script.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// True where vowels are not all written, so that a spelling fits many names.
    #[must_use]
    pub fn is_loose(&self) -> bool {
        !self.unwritten.is_empty()
    }

    /// Where a walk through the gazetteer's names may stand when a folded word has been read, in
    /// any of its spellings.
    #[must_use]
    pub fn spell(&self, names: &Names, walk: Walk, folded: &str) -> Vec<Walk> {
        let (mut ends, mut budget) = (Vec::new(), BUDGET);
        let letters: Vec<char> = folded.chars().collect();
        self.go_on(names, walk, &letters, true, &mut ends, &mut budget);
        ends
    }

    fn go_on(
        &self,
        names: &Names,
        walk: Walk,
        letters: &[char],
        first: bool,
        ends: &mut Vec<Walk>,
        budget: &mut usize,
    ) {
        if letters.is_empty() {
            ends.push(walk);
            return;
        }
        if letters[0] == ' ' {
            if let Some(next) = names.read(walk, " ") {
                self.go_on(names, next, &letters[1..], true, ends, budget);
            }
            return;
        }
        for length in (1..=self.longest.min(letters.len())).rev() {
            let key: String = letters[..length].iter().collect();
            for spelling in self.letters.get(key.as_str()).into_iter().flatten() {
                *budget = budget.saturating_sub(1);
                if *budget == 0 {
                    return;
                }
                let Some(next) = names.read(walk, spelling) else { continue };
                let rest = &letters[length..];
                self.go_on(names, next, rest, false, ends, budget);
                if rest.is_empty() || first && spelling.is_empty() {
                    continue;
                }
                for vowel in &self.unwritten {
                    if let Some(next) = names.read(next, vowel) {
                        self.go_on(names, next, rest, false, ends, budget);
                    }
                }
            }
        }
    }

    /// A word in Latin letters, each in its first spelling; none where a letter is not listed.
    #[must_use]
    pub fn latin(&self, word: &str) -> Option<String> {
        let letters: Vec<char> = word.chars().collect();
        let (mut latin, mut at) = (String::with_capacity(word.len()), 0);
        while at < letters.len() {
            let (length, spelling) =
                (1..=self.longest.min(letters.len() - at)).rev().find_map(|length| {
                    let key: String =
                        letters[at..at + length].iter().flat_map(|c| c.to_lowercase()).collect();
                    self.first.get(key.as_str()).map(|spelling| (length, spelling))
                })?;
            let mut spelled = spelling.chars();
            if let Some(c) = spelled.next() {
                match letters[at].is_uppercase() {
                    true => latin.extend(c.to_uppercase()),
                    false => latin.push(c),
                }
            }
            latin.push_str(spelled.as_str());
            at += length;
        }
        Some(latin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script() -> Script {
        let row = |row: &[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        Script::new(&ScriptSource {
            letters: vec![
                row(&["г", "g", "h"]),
                row(&["а", "a"]),
                row(&["о", "o"]),
                row(&["х", "kh", "h"]),
                row(&["р", "r"]),
                row(&["т", "t"]),
                row(&["у", "u", "ou"]),
                row(&["м", "m"]),
            ],
            unwritten: Vec::new(),
        })
    }

    #[test]
    fn a_word_is_spelled_by_its_letters() {
        assert_eq!(script().latin("Хартум").as_deref(), Some("Khartum"));
        assert_eq!(script().latin("Gao"), None);
    }

    #[test]
    fn any_spelling_that_the_gazetteer_has_is_found() {
        let names = Names::get();
        let found = |word: &str| {
            let ends = script().spell(names, names.start(), word);
            ends.iter().any(|&walk| names.bearers(walk).is_some())
        };
        assert!(found("гао") && found("хартум") && !found("аооо"));
    }

    #[test]
    fn endings_are_replaced() {
        let row = |row: &[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        let inflection = Inflection::new(&InflectionSource {
            nouns: vec![row(&["е", "", "а"])],
            adjective_cases: vec!["ой".into()],
            adjectives: vec![row(&["ск", "ы", "ск"])],
            regions: vec![row(&["щина", ""])],
        });
        assert_eq!(inflection.nouns("гомеле"), ["гомел", "гомела"]);
        assert_eq!(inflection.adjectives(&fold("сумской")), ["сумы", "сумск"]);
        assert_eq!(inflection.regions("харковщина"), ["харков"]);
    }
}
