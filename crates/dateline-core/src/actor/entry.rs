//! Entries of the actor base as they are written: TOML, checked line by line.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use toml::Spanned;

use super::office::{self, Membership, Role};
use crate::record::Kind;

/// A file of actors: its name, for messages, and its text.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// What it is called in a message: a path.
    pub name: &'a str,
    /// TOML as `docs/actors.md` describes it.
    pub text: &'a str,
}

/// What is wrong with an entry, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The file's name.
    pub file: String,
    /// The line on which the entry begins, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}: {}", self.file, self.line, self.reason)
    }
}

impl std::error::Error for Flaw {}

/// One file: what all its entries share, and the entries.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    kind: Option<Kind>,
    #[serde(default)]
    media: bool,
    #[serde(default)]
    actors: Vec<Spanned<toml::Table>>,
}

/// One entry.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub id: String,
    pub name: Option<String>,
    pub kind: Option<Kind>,
    pub country: Option<String>,
    #[serde(default)]
    pub part_of: Owners,
    pub wikidata: Option<String>,
    pub branch: Option<String>,
    #[serde(default)]
    pub media: bool,
    #[serde(default)]
    pub names: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub roles: Vec<Role>,
}

/// What an actor belongs to, always or at times.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged, expecting = "part_of is an id, or a list of { of, from, to }")]
pub(super) enum Owners {
    #[default]
    None,
    One(String),
    Several(Vec<Membership>),
}

impl Owners {
    pub(super) fn into_memberships(self) -> Vec<Membership> {
        match self {
            Self::None => Vec::new(),
            Self::One(of) => vec![Membership { of, from: None, to: None }],
            Self::Several(all) => all,
        }
    }
}

/// An entry with its place.
#[derive(Debug)]
pub(super) struct Placed {
    pub entry: Entry,
    pub line: usize,
}

impl Placed {
    pub(super) fn flaw(&self, file: File<'_>, reason: impl Into<String>) -> Flaw {
        Flaw { file: file.name.to_owned(), line: self.line, reason: reason.into() }
    }
}

/// Reads a file. What is wrong with one entry is added to `flaws`, and the others are read.
pub(super) fn read(file: File<'_>, flaws: &mut Vec<Flaw>) -> Vec<Placed> {
    let line = |at: usize| 1 + file.text.bytes().take(at).filter(|&byte| byte == b'\n').count();
    let mut flaw = |at: usize, reason: String| {
        flaws.push(Flaw { file: file.name.to_owned(), line: line(at), reason });
    };
    let source: Source = match toml::from_str(file.text) {
        Ok(source) => source,
        Err(error) => {
            flaw(error.span().map_or(0, |span| span.start), error.message().to_owned());
            return Vec::new();
        }
    };
    let mut entries = Vec::new();
    // Counting lines on from the last entry keeps a long file linear.
    let (mut counted, mut lines) = (0, 1);
    for table in source.actors {
        let at = table.span().start;
        lines += file.text.as_bytes()[counted.min(at)..at].iter().filter(|&&b| b == b'\n').count();
        counted = at.max(counted);
        let mut entry: Entry = match table.into_inner().try_into() {
            Ok(entry) => entry,
            Err(error) => {
                flaw(at, toml::de::Error::message(&error).to_owned());
                continue;
            }
        };
        entry.kind = entry.kind.or(source.kind);
        entry.media |= source.media;
        match wrong(&entry) {
            Some(reason) => flaw(at, reason),
            None => entries.push(Placed { entry, line: lines }),
        }
    }
    entries
}

/// What is wrong with an entry by itself.
fn wrong(entry: &Entry) -> Option<String> {
    let Entry { id, country, names, wikidata, .. } = entry;
    let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(kebab) {
        return Some(format!("the id “{id}” is not of small letters, digits and hyphens"));
    }
    if matches!(entry.kind, Some(Kind::Place | Kind::Thing | Kind::Weapon)) {
        return Some(format!("“{id}”: a place, a thing or a weapon is no actor"));
    }
    let alpha3 = |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    if let Some(country) = country.as_deref().filter(|code| !alpha3(code)) {
        return Some(format!("“{id}”: “{country}” is not a country’s code of three capitals"));
    }
    let known = |code: &str| dateline_data::LANGUAGES.iter().any(|one| one.code == code);
    if let Some(code) = names.keys().find(|code| !known(code)) {
        return Some(format!("“{id}”: no language “{code}”"));
    }
    let mut all = names.values().flatten().chain(&entry.name);
    if all.any(|name| super::fold::name_pieces(name).is_empty()) {
        return Some(format!("“{id}”: a name without a word"));
    }
    let item = |text: &str| {
        text.strip_prefix('Q').is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    if let Some(wikidata) = wikidata.as_deref().filter(|text| !item(text)) {
        return Some(format!("“{id}”: “{wikidata}” is not a Wikidata item (Q and digits)"));
    }
    let spans = entry.roles.iter().map(|role| (&role.from, &role.to));
    let memberships = match &entry.part_of {
        Owners::Several(all) => all.as_slice(),
        _ => &[],
    };
    let spans = spans.chain(memberships.iter().map(|one| (&one.from, &one.to)));
    spans
        .filter_map(|(from, to)| office::wrong_dates(from.as_deref(), to.as_deref()))
        .next()
        .map(|reason| format!("“{id}”: {reason}"))
}
