//! `place.toml`: the words around place names.

use std::collections::{BTreeMap, HashMap, HashSet};

use dateline_data::fold::fold;
use serde::Deserialize;

use super::gazetteer::{Country, Kind, Names, Place};
use super::spelling::{Inflection, InflectionSource, Script, ScriptSource};
use crate::language::forms;
use crate::record::PlacePrecision;

/// What a word can do beside a name, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u32);

macro_rules! roles {
    ($($(#[$doc:meta])* $constant:ident $bit:literal;)*) => {
        impl Roles { $($(#[$doc])* pub const $constant: Self = Self(1 << $bit);)* }
    };
}

roles! {
    /// "in", "at".
    INSIDE 0;
    /// "near", "outside".
    NEAR 1;
    /// "to", "from".
    TOWARD 2;
    /// "outskirts", "kilometres", before a connector.
    AREA_NOUN 3;
    /// "of", "from".
    CONNECTOR 4;
    /// "north" in "the north of Israel".
    COMPASS_NOUN 5;
    /// "northern".
    COMPASS_ADJECTIVE 6;
    /// "the".
    ARTICLE 7;
    /// "called", between a type word and a name.
    NAMING 8;
    /// Never a place.
    NEVER 9;
    /// A place, but commoner as something else.
    COMMON 10;
    /// "Mr", "President".
    TITLE 11;
    /// "Kyle".
    GIVEN_NAME 12;
    /// "said".
    SPEECH 13;
    /// "ministry", behind the name of its place.
    MODIFIED 14;
    /// A preposition with its article: "im".
    FUSED 15;
    /// "de", "bin": inside longer names.
    PARTICLE 16;
    /// "across", "crossed": a river's name is rather the river's than the town's on it.
    ACROSS 17;
    /// "between" two names.
    BETWEEN 18;
    /// "and" between the names of a list.
    JOINER 19;
    /// "rue", "улица": before what a street is called after.
    STREET_BEFORE 20;
    /// "Street", "-Straße": behind what a street is called after.
    STREET_AFTER 21;
}

impl Roles {
    /// True where the word can do any of `other`.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What both sets have.
    #[must_use]
    pub const fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A class of type words ("town", "province") and what a name beside one is.
#[derive(Clone, Debug)]
pub struct Type {
    /// How exact a place of the type is.
    pub precision: PlacePrecision,
    /// The kinds of place that bear the type.
    pub kinds: Vec<Kind>,
}

impl Type {
    /// True of buildings and of quarters: what bears the type lies in a town.
    #[must_use]
    pub fn is_inside_a_town(&self) -> bool {
        self.precision == PlacePrecision::Point || self.kinds.first() == Some(&Kind::Quarter)
    }
}

/// The words behind the first one of a phrase, and the type that the phrase tells.
type Phrase = (Vec<Box<str>>, usize);

/// The words of `place.toml`, compiled.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// True where every noun has a capital and nouns are joined into one word.
    pub capital_nouns: bool,
    /// The article, folded, where it is written together with a name.
    pub article: String,
    roles: HashMap<Box<str>, Roles>,
    /// The classes of type words.
    pub types: Vec<Type>,
    before: HashMap<Box<str>, usize>,
    after: HashMap<Box<str>, Vec<Phrase>>,
    plural: HashSet<Box<str>>,
    /// Adjectives and names of peoples, of countries and of regions, folded.
    adjectives: HashMap<Box<str>, Place>,
    adjective_starts: HashSet<Box<str>>,
    /// Endings of the genitive that a name may bear.
    pub genitive: Vec<String>,
    /// Endings that make an inhabitant or an adjective of a town's name.
    pub inhabitant: Vec<String>,
    /// "nord" in "Nordisrael", folded.
    pub compass_prefixes: Vec<String>,
    /// True where adjectives of nationality and names of peoples are written small.
    pub small_peoples: bool,
    /// The cases of names.
    pub inflection: Inflection,
    /// How names are written in the gazetteer's letters.
    pub script: Script,
    /// Countries that reports in the language are about where they name none.
    pub home: Vec<Country>,
    /// Short forms of regions, behind a comma.
    abbreviations: HashMap<Box<str>, Vec<Place>>,
    /// Phrases for the capital of the country in context, as words.
    pub capital: Vec<Vec<Box<str>>>,
    /// Phrases for the country in context.
    pub country: Vec<Vec<Box<str>>>,
    /// Phrases for the town that was named last.
    pub settlement: Vec<Vec<Box<str>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Source {
    capital_nouns: bool,
    small_peoples: bool,
    article: String,
    inside: Vec<String>,
    near: Vec<String>,
    toward: Vec<String>,
    area_nouns: Vec<String>,
    connectors: Vec<String>,
    compass_nouns: Vec<String>,
    compass_adjectives: Vec<String>,
    compass_prefixes: Vec<String>,
    genitive: Vec<String>,
    inhabitant: Vec<String>,
    adjective_endings: Vec<String>,
    inflection: InflectionSource,
    script: ScriptSource,
    articles: Vec<String>,
    fused: Vec<String>,
    particles: Vec<String>,
    across: Vec<String>,
    between: Vec<String>,
    joiners: Vec<String>,
    home: Vec<String>,
    types: Vec<TypeSource>,
    streets: Streets,
    naming: Words,
    exclusions: Exclusions,
    persons: Persons,
    modified: Words,
    references: References,
    abbreviations: BTreeMap<String, Vec<String>>,
    adjectives: BTreeMap<String, Vec<String>>,
    regional: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Words {
    words: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Streets {
    before: Vec<String>,
    after: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Exclusions {
    never: Vec<String>,
    common: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Persons {
    titles: Vec<String>,
    given_names: Vec<String>,
    speech_verbs: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct References {
    capital: Vec<String>,
    country: Vec<String>,
    settlement: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TypeSource {
    precision: PlacePrecision,
    kinds: Vec<Kind>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    plural: Vec<String>,
}

fn phrase(text: &str) -> Vec<Box<str>> {
    text.split_whitespace().map(crate::text::lower).collect()
}

/// True of a role of small words, which bear no article.
fn bare(role: Roles) -> bool {
    role.any(
        Roles::INSIDE
            .or(Roles::NEAR)
            .or(Roles::TOWARD)
            .or(Roles::CONNECTOR)
            .or(Roles::ARTICLE)
            .or(Roles::FUSED)
            .or(Roles::PARTICLE)
            .or(Roles::ACROSS)
            .or(Roles::BETWEEN)
            .or(Roles::JOINER)
            .or(Roles::GIVEN_NAME)
            .or(Roles::SPEECH),
    )
}

impl Lexicon {
    /// Reads `place.toml`.
    ///
    /// # Errors
    ///
    /// Where the text is not TOML of the right shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let source: Source = toml::from_str(text)?;
        let mut lexicon = Self {
            capital_nouns: source.capital_nouns,
            small_peoples: source.small_peoples,
            inflection: Inflection::new(&source.inflection),
            script: Script::new(&source.script),
            article: fold(&source.article),
            genitive: source.genitive.clone(),
            inhabitant: source.inhabitant.clone(),
            compass_prefixes: source.compass_prefixes.iter().map(|prefix| fold(prefix)).collect(),
            capital: source.references.capital.iter().map(|text| phrase(text)).collect(),
            country: source.references.country.iter().map(|text| phrase(text)).collect(),
            settlement: source.references.settlement.iter().map(|text| phrase(text)).collect(),
            home: source.home.iter().filter_map(|code| Country::from_alpha3(code)).collect(),
            ..Self::default()
        };
        // Longer prefixes first: "nordost" before "nord".
        lexicon.compass_prefixes.sort_by_key(|prefix| std::cmp::Reverse(prefix.len()));
        lexicon.add_roles(&source);
        lexicon.add_types(&source);
        lexicon.add_adjectives(&source);
        lexicon.add_abbreviations(&source);
        Ok(lexicon)
    }

    fn add_roles(&mut self, source: &Source) {
        let lists = [
            (&source.inside, Roles::INSIDE),
            (&source.near, Roles::NEAR),
            (&source.toward, Roles::TOWARD),
            (&source.area_nouns, Roles::AREA_NOUN),
            (&source.connectors, Roles::CONNECTOR),
            (&source.compass_nouns, Roles::COMPASS_NOUN),
            (&source.compass_adjectives, Roles::COMPASS_ADJECTIVE),
            (&source.articles, Roles::ARTICLE),
            (&source.fused, Roles::FUSED),
            (&source.particles, Roles::PARTICLE),
            (&source.across, Roles::ACROSS),
            (&source.between, Roles::BETWEEN),
            (&source.joiners, Roles::JOINER),
            (&source.naming.words, Roles::NAMING),
            (&source.streets.before, Roles::STREET_BEFORE),
            (&source.streets.after, Roles::STREET_AFTER),
            (&source.exclusions.never, Roles::NEVER),
            (&source.exclusions.common, Roles::COMMON),
            (&source.persons.titles, Roles::TITLE),
            (&source.persons.given_names, Roles::GIVEN_NAME),
            (&source.persons.speech_verbs, Roles::SPEECH),
            (&source.modified.words, Roles::MODIFIED),
        ];
        for (words, role) in lists {
            let article = if bare(role) { "" } else { source.article.as_str() };
            for word in words.iter().flat_map(|word| forms(word, article, &[])) {
                let entry = self.roles.entry(word.into()).or_default();
                *entry = entry.or(role);
            }
        }
    }

    fn add_types(&mut self, source: &Source) {
        for (at, class) in source.types.iter().enumerate() {
            self.types.push(Type { precision: class.precision, kinds: class.kinds.clone() });
            for word in class.before.iter().flat_map(|word| forms(word, &source.article, &[])) {
                self.before.entry(word.into()).or_insert(at);
            }
            for words in class.after.iter().flat_map(|words| forms(words, &source.article, &[])) {
                let mut words = phrase(&words).into_iter();
                if let Some(first) = words.next() {
                    self.after.entry(first).or_default().push((words.collect(), at));
                }
            }
            let plural = class.plural.iter().flat_map(|word| forms(word, &source.article, &[]));
            self.plural.extend(plural.map(Box::from));
        }
        // The longest phrase of a word is tried first; no order among the words matters.
        self.after
            .values_mut()
            .for_each(|phrases| phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len())));
    }

    fn add_adjectives(&mut self, source: &Source) {
        let bare = [String::new()];
        let countries = source
            .adjectives
            .iter()
            .filter_map(|(code, words)| Some((Country::from_alpha3(code)?.place(), words)));
        let regions = source
            .regional
            .iter()
            .filter_map(|(name, words)| Some((Names::get().region(name)?, words)));
        // A country's own name for its people goes before a region's.
        for (place, words) in regions.chain(countries) {
            for word in words {
                let (stem, endings) = match word.strip_suffix('*') {
                    Some(stem) => (stem, source.adjective_endings.as_slice()),
                    None => (word.as_str(), &bare[..]),
                };
                for key in endings
                    .iter()
                    .flat_map(|ending| forms(&format!("{stem}{ending}"), &source.article, &[]))
                {
                    let key = fold(&key);
                    if let Some((first, _)) = key.split_once(' ') {
                        self.adjective_starts.insert(first.into());
                    }
                    self.adjectives.insert(key.into(), place);
                }
            }
        }
    }

    fn add_abbreviations(&mut self, source: &Source) {
        for (name, forms) in &source.abbreviations {
            let divisions: Vec<Place> = Names::get()
                .find(name)
                .into_iter()
                .flat_map(super::gazetteer::Bearers::iter)
                .map(|bearer| bearer.place)
                .filter(|place| place.kind() == Kind::Division)
                .collect();
            for form in forms {
                self.abbreviations.entry(form.as_str().into()).or_default().extend(&divisions);
            }
        }
    }

    /// All words of the lists.
    pub(crate) fn known(&self) -> Vec<&str> {
        let after = self.after.iter().flat_map(|(first, phrases)| {
            let rest = phrases.iter().flat_map(|(rest, _)| rest);
            std::iter::once(first).chain(rest)
        });
        let references = self.capital.iter().chain(&self.country).flatten();
        let words = self.roles.keys().chain(self.before.keys()).chain(self.adjectives.keys());
        words.chain(after).chain(references).map(|word| &**word).collect()
    }

    /// What a word in lower case can do.
    #[must_use]
    pub fn roles(&self, lower: &str) -> Roles {
        self.roles.get(lower).copied().unwrap_or_default()
    }

    /// What the words can do, of those that are listed in one form, of which a folded word may be a case.
    #[must_use]
    pub fn roles_of_forms(&self, folded: &str) -> Roles {
        if self.inflection.is_empty() || self.roles.contains_key(folded) {
            return Roles::default();
        }
        let forms = self.inflection.nouns(folded);
        let all = forms.iter().fold(Roles::default(), |all, form| all.or(self.roles(form)));
        all.only(Roles::NEVER.or(Roles::COMMON))
    }

    /// The type, as index into `types`, that a word before a name tells; the end of a compound counts where the language
    /// joins nouns ("Hafenstadt").
    #[must_use]
    pub fn type_before(&self, lower: &str) -> Option<usize> {
        let joined = || {
            let ends = lower.char_indices().skip(3).map(|(at, _)| &lower[at..]);
            ends.filter(|end| end.len() >= 3).find_map(|end| self.before.get(end))
        };
        self.before.get(lower).or_else(|| if self.capital_nouns { joined() } else { None }).copied()
    }

    /// The type that words behind a name tell, and how many words that is.
    pub fn type_after<'w>(
        &self,
        mut words: impl Iterator<Item = &'w str> + Clone,
    ) -> Option<(usize, usize)> {
        let phrases = self.after.get(words.next()?)?;
        let (rest, at) = phrases
            .iter()
            .find(|(rest, _)| rest.iter().map(|word| &**word).eq(words.clone().take(rest.len())))?;
        Some((*at, rest.len() + 1))
    }

    /// True of a type word that goes with several names: "counties".
    #[must_use]
    pub fn is_plural(&self, lower: &str) -> bool {
        self.plural.contains(lower)
    }

    /// True where a small word may be the last of a name: "область", "crossing".
    #[must_use]
    pub fn ends_name(&self, lower: &str) -> bool {
        self.after.contains_key(lower)
    }

    /// The country or region of a folded adjective or name of a people.
    #[must_use]
    pub fn adjective(&self, folded: &str) -> Option<Place> {
        self.adjectives.get(folded).copied()
    }

    /// True where an adjective of several words begins with this one.
    #[must_use]
    pub fn starts_adjective(&self, folded: &str) -> bool {
        self.adjective_starts.contains(folded)
    }

    /// The regions that a short form behind a comma stands for.
    #[must_use]
    pub fn abbreviation(&self, folded: &str) -> &[Place] {
        self.abbreviations.get(folded).map_or(&[], Vec::as_slice)
    }
}
