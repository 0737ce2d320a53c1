//! The actor base: armed groups, forces, governments, bodies and persons known by name.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::Deserialize;

use super::fold::{Piece, name_pieces};
use super::lexicon::{Countries, Country, Lexicon};
use crate::record::Kind;

/// An actor of the base.
#[derive(Clone, Debug)]
pub struct Actor {
    /// Kebab-case id: `hezbollah`.
    pub id: Box<str>,
    /// Canonical English name.
    pub name: Box<str>,
    /// What kind of being.
    pub kind: Kind,
    /// ISO 3166-1 alpha-3 of the country it belongs to or mainly works in.
    pub country: Option<Box<str>>,
    /// Id of the actor that it is a part of.
    pub part_of: Option<Box<str>>,
    /// Wikidata item, where it is sure.
    pub wikidata: Option<Box<str>>,
    /// True of news agencies, newspapers, broadcasters.
    pub media: bool,
    /// Offices held, of persons.
    pub roles: Vec<Role>,
}

/// An office that a person held.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// The office in English: "Prime Minister".
    pub role: String,
    /// ISO 3166-1 alpha-3, or the id of an actor.
    pub of: String,
    /// First day, month or year in office (ISO 8601, any precision).
    pub from: Option<String>,
    /// Last day, month or year in office; none where it was still held when the entry was written.
    pub to: Option<String>,
}

/// One file of `data/actors/`: what all its entries share, and the entries.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    kind: Kind,
    #[serde(default)]
    media: bool,
    #[serde(default)]
    actors: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    name: String,
    kind: Option<Kind>,
    country: Option<String>,
    part_of: Option<String>,
    wikidata: Option<String>,
    branch: Option<String>,
    #[serde(default)]
    media: bool,
    #[serde(default)]
    names: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    roles: Vec<Role>,
}

/// One spelling of a name: what follows its first word, and whose it is.
#[derive(Clone, Debug)]
struct Spelling {
    rest: Box<[Box<str>]>,
    actor: usize,
    /// Where only one language writes it so.
    language: Option<Box<str>>,
    /// Written in capitals: "ELN".
    acronym: bool,
    /// Written in small letters: "dpa".
    lower: bool,
}

/// All actors, and the ways in which they are written.
#[derive(Debug, Default)]
pub struct Base {
    actors: Vec<Actor>,
    spellings: HashMap<Box<str>, Vec<Spelling>>,
    ids: BTreeMap<Box<str>, usize>,
    branches: BTreeMap<(Box<str>, Box<str>), usize>,
    countries: Countries,
}

/// A name found: how many pieces it takes, and which actors are written so.
pub(super) struct Hit {
    pub pieces: usize,
    /// How many words the spelling has behind its first.
    words: usize,
    pub actors: Vec<usize>,
    pub acronym: bool,
    pub lower: bool,
}

impl Base {
    /// The built-in base, read once.
    ///
    /// # Panics
    ///
    /// Where a built-in file cannot be read, which a test rules out.
    #[must_use]
    pub fn get() -> &'static Self {
        static BASE: OnceLock<Base> = OnceLock::new();
        BASE.get_or_init(|| {
            Self::parse(dateline_data::ACTORS, dateline_data::COUNTRIES)
                .unwrap_or_else(|error| panic!("data/actors: {error}"))
        })
    }

    /// Reads the base from its files.
    ///
    /// # Errors
    ///
    /// Where a file is not TOML of the right shape.
    pub fn parse(files: &[&str], countries: &str) -> Result<Self, toml::de::Error> {
        let mut base = Self { countries: toml::from_str(countries)?, ..Self::default() };
        for file in files {
            let source: Source = toml::from_str(file)?;
            for entry in source.actors {
                base.add(entry, source.kind, source.media);
            }
        }
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each list is sorted for itself, in any order"
        )]
        for spellings in base.spellings.values_mut() {
            spellings
                .sort_by_key(|spelling| (std::cmp::Reverse(spelling.rest.len()), spelling.actor));
        }
        Ok(base)
    }

    fn add(&mut self, entry: Entry, kind: Kind, media: bool) {
        let actor = self.actors.len();
        self.spell(&entry.name, actor, None);
        for (language, names) in &entry.names {
            let only = (language != "en").then_some(language.as_str());
            names.iter().for_each(|name| self.spell(name, actor, only));
        }
        self.ids.insert(entry.id.as_str().into(), actor);
        if let (Some(country), Some(branch)) = (&entry.country, &entry.branch) {
            self.branches.insert((country.as_str().into(), branch.as_str().into()), actor);
        }
        let boxed = |text: Option<String>| text.map(String::into_boxed_str);
        self.actors.push(Actor {
            id: entry.id.into_boxed_str(),
            name: entry.name.into_boxed_str(),
            kind: entry.kind.unwrap_or(kind),
            country: boxed(entry.country),
            part_of: boxed(entry.part_of),
            wikidata: boxed(entry.wikidata),
            media: media || entry.media,
            roles: entry.roles,
        });
    }

    fn spell(&mut self, name: &str, actor: usize, language: Option<&str>) {
        let mut pieces = name_pieces(name).into_iter();
        let Some(first) = pieces.next() else { return };
        let letters = || name.chars().filter(|c| c.is_alphabetic());
        let spelling = Spelling {
            rest: pieces.collect(),
            actor,
            language: language.map(Into::into),
            acronym: letters().count() <= 6 && letters().all(char::is_uppercase),
            lower: name.len() <= 4 && letters().all(char::is_lowercase),
        };
        let known = self.spellings.entry(first).or_default();
        if !known
            .iter()
            .any(|k| k.actor == actor && k.rest == spelling.rest && k.language == spelling.language)
        {
            known.push(spelling);
        }
    }

    /// True where a word begins a name that one language alone writes so.
    #[must_use]
    pub fn begins(&self, word: &str, language: &str) -> bool {
        self.spellings.get(&super::fold::fold(word)).is_some_and(|spellings| {
            spellings.iter().any(|spelling| spelling.language.as_deref() == Some(language))
        })
    }

    /// All actors.
    #[must_use]
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// The actor with an id.
    #[must_use]
    pub fn actor(&self, id: &str) -> Option<&Actor> {
        self.ids.get(id).map(|&at| &self.actors[at])
    }

    /// The arm of a country's state: its `army`, `police`, `government`, …
    #[must_use]
    pub fn branch(&self, country: &str, branch: &str) -> Option<&Actor> {
        self.branches.get(&(country.into(), branch.into())).map(|&at| &self.actors[at])
    }

    pub(super) fn country(&self, code: &str) -> Option<&Country> {
        self.countries.get(code)
    }

    /// True where a country is governed from a town of this name.
    pub(super) fn is_seat(&self, country: &str, town: &str) -> bool {
        self.country(country).is_some_and(|country| country.seats.iter().any(|seat| seat == town))
    }

    /// The longest name that begins with `pieces[0]`, as it stands or in a case.
    pub(super) fn name_at(&self, pieces: &[Piece], lexicon: &Lexicon) -> Option<Hit> {
        let first = &pieces.first()?.word;
        let ends = &lexicon.genitive;
        let bare =
            || ends.iter().find_map(|end| first.strip_suffix(&**end)).filter(|word| word.len() > 2);
        let found = self
            .longest(first, pieces, lexicon)
            .or_else(|| self.longest(bare()?, pieces, lexicon).filter(|hit| hit.pieces == 1));
        if lexicon.inflection.is_empty() || first.chars().count() < SHORTEST_INFLECTED {
            return found;
        }
        let forms = lexicon.inflection.nouns(first);
        let inflected = forms.iter().filter_map(|form| self.longest(form, pieces, lexicon));
        found.into_iter().chain(inflected).reduce(|a, b| if b.pieces > a.pieces { b } else { a })
    }

    fn longest(&self, first: &str, pieces: &[Piece], lexicon: &Lexicon) -> Option<Hit> {
        let spellings = self.spellings.get(first)?;
        let mut hit: Option<Hit> = None;
        for spelling in spellings {
            if hit.as_ref().is_some_and(|hit| hit.words > spelling.rest.len()) {
                break;
            }
            if spelling.language.as_deref().is_some_and(|only| only != lexicon.code) {
                continue;
            }
            let Some(length) = follows(spelling, pieces, lexicon) else { continue };
            match &mut hit {
                Some(hit) => hit.actors.push(spelling.actor),
                None => {
                    hit = Some(Hit {
                        pieces: length,
                        words: spelling.rest.len(),
                        actors: vec![spelling.actor],
                        acronym: spelling.acronym,
                        lower: spelling.lower,
                    });
                }
            }
        }
        hit
    }
}

/// A name has this many letters at least in a case that is not its first.
const SHORTEST_INFLECTED: usize = 4;

/// The number of pieces of a spelling, where its rest stands behind `pieces[0]`. An elided word and
/// the next are one word of a spelling: "l'islam".
fn follows(spelling: &Spelling, pieces: &[Piece], lexicon: &Lexicon) -> Option<usize> {
    let count = spelling.rest.len();
    let mut at = 1;
    for (index, word) in spelling.rest.iter().enumerate() {
        let piece = pieces.get(at)?;
        let ends = || {
            let mut ends = lexicon.genitive.iter();
            ends.any(|end| piece.word.strip_suffix(&**end) == Some(&**word))
        };
        let case = || {
            let cases = &lexicon.inflection;
            !cases.is_empty()
                && piece.word.chars().next() == word.chars().next()
                && cases.nouns(&piece.word).iter().any(|form| **form == **word)
        };
        if piece.word == *word || (index + 1 == count && ends()) || case() {
            at += 1;
        } else if piece.elided
            && word.strip_prefix(&*piece.word) == pieces.get(at + 1).map(|next| &*next.word)
        {
            at += 2;
        } else {
            return None;
        }
    }
    Some(at)
}
