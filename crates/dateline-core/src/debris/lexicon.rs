//! The words by which debris is known, compiled so that a line is looked up in one walk.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::line::{self, Word};

/// One kind of debris as `debris.toml` has it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Source {
    phrases: Vec<String>,
    headers: Vec<String>,
    fillers: Vec<String>,
    openers: Vec<String>,
}

/// What a matched pattern says of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The piece of the line that holds it is debris.
    Phrase,
    /// As a phrase, and where it is alone on its line, the list below belongs to it.
    Header,
    /// A line that is filled with such words is debris.
    Filler,
    /// What follows at the start of a line is a name ("By", "Von").
    Opener,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Word(Box<str>),
    /// `*`: one to [`GAP`] words.
    Gap,
}

/// Most words that a `*` in a pattern stands for.
const GAP: usize = 12;

#[derive(Clone, Debug)]
struct Pattern {
    /// The parts behind the first word.
    rest: Box<[Part]>,
    kind: usize,
    role: Role,
    /// `^`: only at the start of a piece, numbers and marks aside.
    at_start: bool,
    /// `$`: only at the end of a piece.
    at_end: bool,
}

/// A pattern found among the words of a piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match<'a> {
    pub kind: &'a str,
    /// First word and word after the last.
    pub from: usize,
    pub to: usize,
    /// True where the pattern says where in the piece it stands.
    pub anchored: bool,
    /// True where the pattern holds a mark that no sentence has there: "Photo:", "©".
    pub certain: bool,
}

/// `debris.toml`: by kind of debris, the patterns that show it.
///
/// A pattern is words in any case. `^` binds it to the start and `$` to the end of a piece of a
/// line, `#` stands for a number, `*` for some words; `:` and `©` count, other marks do not.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    kinds: Vec<Box<str>>,
    patterns: HashMap<Box<str>, Vec<Pattern>>,
}

impl Lexicon {
    /// Reads `debris.toml`.
    ///
    /// # Errors
    ///
    /// Where the text is not TOML of the right shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let sources: BTreeMap<String, Source> = toml::from_str(text)?;
        let mut lexicon = Self::default();
        for (kind, source) in sources {
            let number = lexicon.kinds.len();
            lexicon.kinds.push(kind.into_boxed_str());
            for (patterns, role) in [
                (source.phrases, Role::Phrase),
                (source.headers, Role::Header),
                (source.fillers, Role::Filler),
                (source.openers, Role::Opener),
            ] {
                for pattern in patterns {
                    lexicon.add(&pattern, number, role);
                }
            }
        }
        // The longest pattern first, so that the first that fits says most.
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for patterns in lexicon.patterns.values_mut() {
            patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.rest.len()));
        }
        Ok(lexicon)
    }

    fn add(&mut self, pattern: &str, kind: usize, role: Role) {
        let bare = pattern.trim_start_matches('^').trim_end_matches('$');
        let mut parts = Vec::new();
        for (i, run) in bare.split('*').enumerate() {
            if i > 0 {
                parts.push(Part::Gap);
            }
            parts.extend(line::words(run).into_iter().map(|word| Part::Word(word.lower)));
        }
        if matches!(parts.last(), Some(Part::Gap)) {
            parts.pop();
        }
        let says = |part: &Part| matches!(part, Part::Word(word) if !matches!(&**word, "#" | ":"));
        let wordless = !parts.iter().any(says);
        let mut parts = parts.into_iter().filter(|_| !wordless);
        if let Some(Part::Word(first)) = parts.next() {
            self.patterns.entry(first).or_default().push(Pattern {
                rest: parts.collect(),
                kind,
                role,
                at_start: pattern.starts_with('^'),
                at_end: pattern.ends_with('$'),
            });
        }
    }

    /// The longest pattern of one of `roles` that begins with the word at `at`.
    pub(super) fn at(&self, words: &[Word], at: usize, roles: &[Role]) -> Option<Match<'_>> {
        let patterns = self.patterns.get(&words.get(at)?.lower)?;
        patterns
            .iter()
            .filter(|pattern| roles.contains(&pattern.role))
            .filter(|pattern| !pattern.at_start || words[..at].iter().all(|word| word.is("#")))
            .find_map(|pattern| {
                let to = fits(&pattern.rest, words, at + 1)?;
                if pattern.at_end && words[to..].iter().any(|word| !word.is("#")) {
                    return None;
                }
                Some(Match {
                    kind: &self.kinds[pattern.kind],
                    from: at,
                    to,
                    anchored: pattern.at_start || pattern.at_end,
                    certain: words[at..to].iter().any(|word| word.is(":") || word.is("©")),
                })
            })
    }
}

/// The word after the parts where they stand at `at`.
fn fits(parts: &[Part], words: &[Word], at: usize) -> Option<usize> {
    let Some((first, rest)) = parts.split_first() else { return Some(at) };
    match first {
        Part::Word(word) => {
            words.get(at).filter(|found| found.lower == *word)?;
            fits(rest, words, at + 1)
        }
        Part::Gap => (1..=GAP).find_map(|gap| {
            (at + gap < words.len()).then(|| fits(rest, words, at + gap)).flatten()
        }),
    }
}
