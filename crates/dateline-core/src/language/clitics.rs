//! Small words that are written together with the word behind them: Arabic "and", "in", "for",
//! Hebrew "and", "that", "from".
//!
//! No letter says where such a word ends. A word is cut where what is left is known (to the rooms,
//! the gazetteer or the actor base) and the whole is not.

use std::collections::HashSet;

use dateline_data::fold::fold;
use serde::Deserialize;

use crate::actor::Base;
use crate::place::Script;
use crate::place::gazetteer::Names;

/// `[clitics]` of `language.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Source {
    /// What may stand before a word, in the order in which it does; one of each row at most.
    prefixes: Vec<Vec<String>>,
    /// Those that stand before names of places.
    before_names: Vec<String>,
    /// The article, where it is written together with its noun.
    article: String,
    /// A prefix and the article as they are written together.
    contracted: Vec<Contraction>,
    /// Words that are never cut.
    whole: Vec<String>,
}

/// "لل" for "ل" and "ال".
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contraction {
    written: String,
    prefix: String,
}

/// A word that was cut off, or what was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// How many letters of the word it takes.
    pub letters: usize,
    /// As words are matched.
    pub lower: Box<str>,
}

/// The words that may be cut off, and those that may be left.
#[derive(Clone, Debug, Default)]
pub struct Clitics {
    source: Source,
    code: &'static str,
    known: HashSet<Box<str>>,
    /// How names are spelled in the gazetteer's letters.
    script: Script,
}

/// Letters of a name of gazetteer or actor base behind a prefix.
const SHORTEST_NAME: usize = 3;
/// Letters of a name behind a prefix that is only spelled in the gazetteer's letters.
const SHORTEST_SPELLED: usize = 5;
/// Letters of any other word behind a prefix.
const SHORTEST_WORD: usize = 2;

impl Clitics {
    /// The clitics of a language whose rooms know `words`.
    pub(super) fn new<'a>(
        source: &Source,
        code: &'static str,
        words: impl Iterator<Item = &'a str>,
        script: &Script,
    ) -> Self {
        if source.prefixes.is_empty() {
            return Self::default();
        }
        let whole = source.whole.iter().map(|word| crate::text::lower(word));
        let known = words.flat_map(str::split_whitespace).map(Box::from).chain(whole).collect();
        Self { source: source.clone(), code, known, script: script.clone() }
    }

    /// The parts of a word, in order; none where it is one word.
    #[must_use]
    pub fn cut(&self, word: &str) -> Option<Vec<Part>> {
        if self.source.prefixes.is_empty() || self.known.contains(word) {
            return None;
        }
        let mut ways = Vec::new();
        self.walk(word, 0, &mut Vec::new(), &mut ways);
        let named = self.is_name(word);
        let known = ways.into_iter().filter(|(_, sure)| *sure || !named);
        let best = known.min_by_key(|(parts, sure)| (!sure, parts.len()));
        best.map(|(parts, _)| parts).or_else(|| if named { None } else { self.spelled(word) })
    }

    /// A preposition before a name that the gazetteer has only in its own letters.
    fn spelled(&self, word: &str) -> Option<Vec<Part>> {
        let prefixes = self.source.prefixes.iter().flatten();
        let ways = prefixes.filter_map(|prefix| {
            let left = word.strip_prefix(prefix.as_str())?;
            let left = left.strip_prefix('-').unwrap_or(left);
            (left.chars().count() >= SHORTEST_SPELLED
                && !left.starts_with(self.source.article.as_str()))
            .then_some((prefix, left))
        });
        ways.filter(|(prefix, _)| self.source.before_names.contains(prefix)).find_map(
            |(prefix, left)| {
                let names = Names::get();
                let ends = self.script.spell(names, names.start(), &fold(left));
                ends.iter().any(|&end| names.bearers(end).is_some()).then(|| {
                    let part =
                        |word: &str| Part { letters: word.chars().count(), lower: word.into() };
                    vec![part(prefix), part(left)]
                })
            },
        )
    }

    /// True of one or more words that may stand before another, with a hyphen behind them or none.
    #[must_use]
    pub fn is_prefix(&self, word: &str) -> bool {
        let mut rest = word.trim_end_matches('-');
        for prefixes in &self.source.prefixes {
            let left = prefixes.iter().find_map(|prefix| rest.strip_prefix(prefix.as_str()));
            rest = left.unwrap_or(rest);
        }
        let article = self.source.article.as_str();
        rest = rest.strip_prefix(article).unwrap_or(rest);
        rest.is_empty() && !word.is_empty() && !self.source.prefixes.is_empty()
    }

    /// All ways to read prefixes from a row on, and whether what is left is a word of the rooms.
    fn walk(
        &self,
        rest: &str,
        row: usize,
        parts: &mut Vec<Part>,
        ways: &mut Vec<(Vec<Part>, bool)>,
    ) {
        for (at, prefixes) in self.source.prefixes.iter().enumerate().skip(row) {
            for prefix in prefixes {
                let Some(left) = rest.strip_prefix(prefix.as_str()) else { continue };
                let left = left.strip_prefix('-').unwrap_or(left);
                let part = Part { letters: prefix.chars().count(), lower: prefix.as_str().into() };
                parts.push(part);
                self.end(left, parts, ways);
                self.walk(left, at + 1, parts, ways);
                parts.pop();
            }
        }
        if row > self.source.prefixes.len() {
            return;
        }
        for Contraction { written, prefix } in &self.source.contracted {
            let Some(left) = rest.strip_prefix(written.as_str()) else { continue };
            let letters = prefix.chars().count();
            parts.push(Part { letters, lower: prefix.as_str().into() });
            let behind = &rest[prefix.len()..];
            let article = &self.source.article;
            for whole in [format!("{article}{left}"), format!("{article}{behind}")] {
                let before = ways.len();
                self.end(&whole, parts, ways);
                // The article's first letter is not written.
                if let Some((way, _)) = ways.get_mut(before)
                    && let Some(last) = way.last_mut()
                {
                    last.letters = behind.chars().count();
                }
            }
            parts.pop();
        }
    }

    /// Notes a way where what is left can stand alone.
    fn end(&self, left: &str, parts: &[Part], ways: &mut Vec<(Vec<Part>, bool)>) {
        let letters = left.chars().count();
        let foreign = left.starts_with(|c: char| c.is_ascii_alphanumeric());
        let sure = foreign || letters >= SHORTEST_WORD && self.known.contains(left);
        if sure || letters >= SHORTEST_NAME && self.is_name(left) {
            let mut way = parts.to_vec();
            way.push(Part { letters, lower: left.into() });
            ways.push((way, sure));
        }
    }

    /// True of the first word of a name of the gazetteer or the actor base.
    fn is_name(&self, word: &str) -> bool {
        let bare = word.strip_prefix(self.source.article.as_str()).filter(|bare| {
            !self.source.article.is_empty() && bare.chars().count() >= SHORTEST_NAME
        });
        Base::get().begins(word, self.code)
            || [Some(word), bare].into_iter().flatten().any(|word| Names::get().begins(&fold(word)))
    }
}
