//! With what: the kinds of weapons that words name, and which kinds exclude each other.
//!
//! Two reports that tell of one act may call its weapon by wider and narrower words. Only words that
//! cannot both be right speak against each other; which those are is said in `data/taxonomy/weapons.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// `weapon.toml`: words for weapons by kind.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    entries: Vec<(Vec<Pattern>, Kind)>,
}

/// A kind of weapon: its place in the taxonomy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kind(usize);

/// A word, or one with any letters before or behind it: `rocket*`.
#[derive(Clone, Debug)]
struct Pattern {
    word: String,
    open_before: bool,
    open_behind: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    #[serde(rename = "language")]
    _language: String,
    words: BTreeMap<String, Vec<String>>,
}

impl Lexicon {
    /// Reads `weapon.toml`.
    ///
    /// # Errors
    ///
    /// Where the text is not TOML of the right shape, or names a kind that the taxonomy does not have.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let source: Source = toml::from_str(text)?;
        let mut entries = Vec::new();
        for (name, phrases) in source.words {
            let kind = Kind::named(&name).ok_or_else(|| {
                serde::de::Error::custom(format!("no kind of weapon is called {name}"))
            })?;
            for phrase in phrases {
                entries.push((phrase.split_whitespace().map(Pattern::new).collect(), kind));
            }
        }
        // of several that fit, the longest
        let letters = |patterns: &[Pattern]| -> usize {
            patterns.iter().map(|pattern| pattern.word.len()).sum()
        };
        entries.sort_by_key(|(patterns, kind): &(Vec<Pattern>, Kind)| {
            (std::cmp::Reverse((patterns.len(), letters(patterns))), *kind)
        });
        Ok(Self { entries })
    }

    /// The kinds of weapons that words name, each once, in the taxonomy's order.
    #[must_use]
    pub fn kinds(&self, text: &str) -> Vec<Kind> {
        let lower = crate::text::lower(text);
        let of_word = |c: char| c.is_alphanumeric() || "-'’\"״".contains(c);
        let words: Vec<&str> = lower
            .split(|c: char| !of_word(c))
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|word| !word.is_empty())
            .collect();
        let (mut kinds, mut at) = (Vec::new(), 0);
        while at < words.len() {
            let fitting = self.entries.iter().find(|(patterns, _)| {
                words.get(at..at + patterns.len()).is_some_and(|words| {
                    patterns.iter().zip(words).all(|(pattern, word)| pattern.fits(word))
                })
            });
            at += match fitting {
                Some((patterns, kind)) => {
                    kinds.push(*kind);
                    patterns.len()
                }
                None => 1,
            };
        }
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
}

impl Pattern {
    fn new(word: &str) -> Self {
        Self {
            open_before: word.starts_with('*'),
            open_behind: word.ends_with('*'),
            word: crate::text::lower(word.trim_matches('*')).into(),
        }
    }

    fn fits(&self, word: &str) -> bool {
        match (self.open_before, self.open_behind) {
            (false, false) => word == self.word,
            (true, false) => word.ends_with(&self.word),
            (false, true) => word.starts_with(&self.word),
            (true, true) => word.contains(&self.word),
        }
    }
}

/// `data/taxonomy/weapons.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Taxonomy {
    weapon: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    kind: String,
    part_of: Option<String>,
    /// True where its parts exclude each other.
    #[serde(default)]
    excludes: bool,
}

/// The taxonomy, read once.
fn taxonomy() -> &'static [Row] {
    static TAXONOMY: OnceLock<Taxonomy> = OnceLock::new();
    let read = || {
        toml::from_str(dateline_data::WEAPON_TAXONOMY)
            .unwrap_or_else(|error| panic!("data/taxonomy/weapons.toml: {error}"))
    };
    &TAXONOMY.get_or_init(read).weapon
}

impl Kind {
    fn named(name: &str) -> Option<Self> {
        taxonomy().iter().position(|row| row.kind == name).map(Self)
    }

    /// The kind's name: `car-bomb`.
    #[must_use]
    pub fn name(self) -> &'static str {
        &taxonomy()[self.0].kind
    }

    /// The kind and those that it is part of, nearest first.
    fn line(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |kind| {
            taxonomy()[kind.0].part_of.as_deref().and_then(Self::named)
        })
    }

    /// True where one weapon cannot be both: neither is part of the other, and the nearest kind that
    /// both are part of has parts that exclude each other.
    #[must_use]
    pub fn excludes(self, other: Self) -> bool {
        let shared = self.line().find(|kind| other.line().any(|one| one == *kind));
        shared.is_some_and(|kind| kind != self && kind != other && taxonomy()[kind.0].excludes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LanguagePack;

    fn names(code: &str, text: &str) -> String {
        let kinds = LanguagePack::get(code).unwrap().weapon.kinds(text);
        kinds.into_iter().map(Kind::name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_name_kinds_in_every_language() {
        for (code, mortar, rocket, knife, gun) in [
            ("en", "a mortar round", "30 rockets", "a kitchen knife", "assault rifles"),
            ("de", "Mörsergranaten", "30 Raketen", "einem Messer", "Sturmgewehren"),
            ("fr", "un obus de mortier", "30 roquettes", "un couteau", "des fusils"),
            ("es", "granadas de mortero", "30 cohetes", "un cuchillo", "fusiles"),
            ("ar", "قذائف هاون", "30 صاروخا", "بسكين", "بنادق"),
            ("he", "פצצת מרגמה", "30 רקטות", "בסכין", "רובים"),
            ("ru", "из миномётов", "30 ракет", "ножом", "из винтовок"),
            ("uk", "з мінометів", "30 ракет", "ножем", "з гвинтівок"),
        ] {
            assert_eq!(names(code, mortar), "mortar", "{code}");
            assert_eq!(names(code, rocket), "rocket", "{code}");
            assert_eq!(names(code, knife), "blade", "{code}");
            assert_eq!(names(code, gun), "gun", "{code}");
        }
        assert_eq!(
            names("en", "gunmen with car bombs and an anti-tank missile"),
            "rocket car-bomb"
        );
    }

    #[test]
    fn only_narrow_kinds_of_one_family_exclude_each_other() {
        let excludes = |one: &str, two: &str| {
            let [one, two] = [one, two].map(|name| Kind::named(name).unwrap());
            assert_eq!(one.excludes(two), two.excludes(one));
            one.excludes(two)
        };
        assert!(excludes("mortar", "rocket") && excludes("blade", "gun"));
        assert!(excludes("drone", "helicopter") && excludes("car-bomb", "grenade"));
        // a car bomb may be a suicide bomb, and no roadside bomb
        assert!(!excludes("car-bomb", "suicide-bomb") && excludes("car-bomb", "mine"));
        // one holds the other
        assert!(!excludes("explosive", "car-bomb") && !excludes("indirect-fire", "mortar"));
        // an attack has both
        assert!(!excludes("gun", "explosive") && !excludes("drone", "rocket"));
        assert!(!excludes("rocket", "rocket"));
    }
}
