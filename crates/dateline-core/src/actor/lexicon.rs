//! `actor.toml`: the words of one language that name actors, or stand beside their names.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use super::fold::fold;
use crate::place::Inflection;
use crate::record::Kind;
use crate::text::Token;

/// `actor.toml`.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// ISO 639-1 code, the first part of every rule's name.
    pub(super) code: String,
    pub(super) groups: Vec<Group>,
    nouns: HashMap<Box<str>, Noun>,
    /// First word of nouns of several words: the rest and the noun, longest first.
    runs: HashMap<Box<str>, Vec<(Vec<Box<str>>, Noun)>>,
    pub(super) words: Words,
    /// Endings by which a name is inflected ("s" in "Israels").
    pub(super) genitive: Vec<Box<str>>,
    pub(super) noun_capitals: bool,
    /// The article, where it is written together with its noun.
    pub(super) article: Box<str>,
    /// True where adjectives stand behind their noun ("الجيش السوداني").
    pub(super) adjectives_behind: bool,
    /// True where a noun without article belongs to the noun right behind it ("قائد الجيش").
    pub(super) construct: bool,
    /// The cases of names, as the room of places knows them.
    pub(super) inflection: Inflection,
    pronouns: HashMap<Box<str>, Pronoun>,
    never_compounds: BTreeSet<Box<str>>,
    /// Words of offices by their first word: the rest, and the office in English.
    offices: HashMap<Box<str>, Vec<(Vec<Box<str>>, Box<str>)>>,
    /// Words that say that an office is not held now, or not fully.
    out_of_office: BTreeSet<Box<str>>,
}

/// A noun that stands for an actor, or for what an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Noun {
    /// Index of its [`Group`].
    pub group: usize,
    pub number: Number,
}

/// Singular, plural, or a body of many ("police", "army").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Number {
    #[default]
    Singular,
    Plural,
    Body,
}

/// Nouns that behave alike: one entry of `[[nouns]]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Group {
    /// The last part of the rule's name: `en.actor.soldiers`.
    pub id: String,
    pub kind: Kind,
    singular: Vec<String>,
    plural: Vec<String>,
    body: Vec<String>,
    /// May stand before a person's name: "president", "spokesman".
    pub title: bool,
    /// Belongs to the actor named beside it and is of its kind: "official", "fighter".
    pub member: bool,
    /// Even one alone is of the owner's kind: "IDF official".
    pub inherits: bool,
    /// Together they are that actor: "troops", "fighters", "guerrillas".
    pub collective: bool,
    /// May be joined to what it belongs to: "mayor of Gao", "members of the guard".
    pub of: bool,
    /// Stands for an actor only beside another word that says which: "forces", "unit".
    pub bound: bool,
    /// A name may follow: "the militant group Hamas", "news agency".
    pub names: bool,
    /// Makes a name of the capitals around it: "Committee", "Brigades", "Front".
    pub heads: bool,
    /// Which arm of a state: `army`, `police`, `government`, … , as in the actor base.
    pub branch: Option<String>,
    /// The branch in English, for the canonical name: "foreign ministry".
    pub english: Option<String>,
    /// With a definite article it may stand for an actor of these kinds named before.
    pub refers: Vec<Kind>,
    /// May end a compound written as one word ("Regierungssoldaten").
    pub compounds: Option<bool>,
}

/// What a pronoun may stand for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pronoun {
    pub id: String,
    words: Vec<String>,
    pub kinds: Vec<Kind>,
    /// True where it stands for many, or for a body of many.
    pub plural: bool,
    /// Where the form leaves it open: endings of the verb beside it that say so.
    #[serde(default)]
    pub verb_endings: Vec<String>,
}

/// Words by what they do.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Words {
    /// Adjectives that belong to the phrase of an actor.
    pub modifiers: BTreeSet<String>,
    /// Modifiers that make armed men of men.
    pub armed: BTreeSet<String>,
    /// Endings of adjectives: "-backed", "-linked".
    pub modifier_endings: Vec<String>,
    /// Words that join a noun to what it belongs to: "of", "for".
    pub of: BTreeSet<String>,
    /// Articles that do so by themselves: "der", "des".
    pub genitive_articles: BTreeSet<String>,
    /// Definite articles.
    pub definite: BTreeSet<String>,
    /// Articles that may stand between "of" and the noun.
    pub articles: BTreeSet<String>,
    /// Small words inside names of persons: "al", "bin", "van".
    pub particles: BTreeSet<String>,
    /// Words inside names of bodies: "of", "for", "the".
    pub connectors: BTreeSet<String>,
    /// Verbs of what only persons and bodies do: "said", "denied".
    pub speech: BTreeSet<String>,
    /// Prepositions before one who acts or is acted on: "by", "against".
    pub actor_prepositions: BTreeSet<String>,
    /// Ages: "year-old".
    pub ages: BTreeSet<String>,
    /// Weapons, before which a name is the weapon's: "Qassam rockets".
    pub weapons: BTreeSet<String>,
    /// Nouns that end other words, too.
    pub never_compounds: BTreeSet<String>,
    /// Words that make a force with a name an armed group.
    pub group_names: BTreeSet<String>,
    /// Endings of common nouns that are no names, where all nouns have capitals.
    pub common_endings: Vec<String>,
    /// Endings of nouns for a country's people ("Israelis").
    pub people_endings: Vec<String>,
    /// What a state's forces do or fire ("airstrikes", "drones").
    pub acts: BTreeSet<String>,
    /// Capitalised words that are no names: days, months, holy days.
    pub never_names: BTreeSet<String>,
}

impl Words {
    /// The words as tokens have them, adjectives with the article, too.
    fn folded(mut self, article: &str) -> Self {
        let lists = [
            (&mut self.modifiers, article),
            (&mut self.armed, article),
            (&mut self.of, ""),
            (&mut self.definite, ""),
            (&mut self.articles, ""),
            (&mut self.particles, ""),
            (&mut self.connectors, ""),
            (&mut self.speech, ""),
            (&mut self.actor_prepositions, ""),
            (&mut self.ages, ""),
            (&mut self.weapons, article),
            (&mut self.group_names, article),
            (&mut self.acts, article),
            (&mut self.never_names, article),
        ];
        for (words, article) in lists {
            *words =
                words.iter().flat_map(|word| crate::language::forms(word, article, &[])).collect();
        }
        self
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Source {
    code: String,
    article: String,
    adjectives_behind: bool,
    construct: bool,
    endings: Vec<(Box<str>, Box<str>)>,
    dual: Vec<(Box<str>, Box<str>)>,
    noun_capitals: bool,
    genitive: Vec<String>,
    words: Words,
    nouns: Vec<Group>,
    pronouns: Vec<Pronoun>,
    offices: BTreeMap<String, Vec<String>>,
    office_standing: Standing,
}

/// Words beside an office.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Standing {
    former: Vec<String>,
    not_yet: Vec<String>,
}

impl Lexicon {
    /// Reads `actor.toml`.
    ///
    /// # Errors
    ///
    /// Where the text is not TOML of the right shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let source: Source = toml::from_str(text)?;
        let mut lexicon = Self {
            code: source.code,
            never_compounds: source.words.never_compounds.iter().map(|word| fold(word)).collect(),
            words: source.words.folded(&source.article),
            article: crate::text::lower(&source.article),
            adjectives_behind: source.adjectives_behind,
            construct: source.construct,
            noun_capitals: source.noun_capitals,
            genitive: source.genitive.into_iter().map(String::into_boxed_str).collect(),
            ..Self::default()
        };
        lexicon.groups = source.nouns.clone();
        for (index, group) in source.nouns.iter().enumerate() {
            for (words, number) in [
                (&group.singular, Number::Singular),
                (&group.plural, Number::Plural),
                (&group.body, Number::Body),
            ] {
                let forms =
                    |word: &str| crate::language::forms(word, &source.article, &source.endings);
                for word in words {
                    for form in forms(word) {
                        lexicon.add(&form, Noun { group: index, number });
                    }
                    if number != Number::Singular || word.contains(' ') {
                        continue;
                    }
                    let lower = crate::text::lower(word);
                    for (from, to) in &source.dual {
                        let Some(stem) = lower.strip_suffix(&**from) else { continue };
                        for form in forms(&format!("{stem}{to}")) {
                            lexicon.add(&form, Noun { group: index, number: Number::Plural });
                        }
                    }
                }
            }
        }
        lexicon
            .runs
            .values_mut()
            .for_each(|runs| runs.sort_by_key(|run| std::cmp::Reverse(run.0.len())));
        for pronoun in source.pronouns {
            for word in &pronoun.words {
                lexicon.pronouns.insert(fold(word), pronoun.clone());
            }
        }
        for (office, names) in &source.offices {
            for name in names {
                let mut words = name.split_whitespace().map(fold);
                let Some(first) = words.next() else { continue };
                let known = lexicon.offices.entry(first).or_default();
                known.push((words.collect(), office.as_str().into()));
            }
        }
        let standing = source.office_standing;
        lexicon.out_of_office =
            standing.former.iter().chain(&standing.not_yet).map(|word| fold(word)).collect();
        Ok(lexicon)
    }

    /// The offices that the longest run of a title's words may name, in English.
    pub(super) fn offices(&self, title: &[Token]) -> Vec<&str> {
        let is = |token: &Token, word: &str| {
            let there = fold(&token.lower);
            *there == *word || self.inflection.nouns(&there).iter().any(|form| **form == *word)
        };
        let (mut longest, mut named) = (0, Vec::new());
        for (at, token) in title.iter().enumerate() {
            let there = fold(&token.lower);
            let forms = self.inflection.nouns(&there);
            let firsts = std::iter::once(&*there).chain(forms.iter().map(|form| &**form));
            for (rest, office) in firsts.filter_map(|first| self.offices.get(first)).flatten() {
                let follows = title.get(at + 1..at + 1 + rest.len());
                let whole = follows.is_some_and(|words| {
                    words.iter().zip(rest).all(|(token, word)| is(token, word))
                });
                if !whole || rest.len() + 1 < longest {
                    continue;
                }
                if rest.len() + 1 > longest {
                    longest = rest.len() + 1;
                    named.clear();
                }
                if !named.contains(&&**office) {
                    named.push(office);
                }
            }
        }
        named
    }

    /// True where no word of a title says that its office was held before or is not held fully.
    pub(super) fn in_office(&self, title: &[Token]) -> bool {
        !title.iter().any(|token| {
            token.lower.split('-').any(|part| {
                let part = fold(part);
                let mut forms = self.inflection.nouns(&part).into_iter();
                self.out_of_office.contains(&part)
                    || forms.any(|form| self.out_of_office.contains(&*form))
            })
        })
    }

    /// Takes over the cases of names.
    pub(crate) fn inflect(&mut self, inflection: Inflection) {
        self.inflection = inflection;
    }

    fn add(&mut self, words: &str, noun: Noun) {
        let apart = words.replace("'s", " 's").replace("s'", "s '");
        let mut folded = apart.split_whitespace().map(fold);
        let Some(first) = folded.next() else { return };
        let rest: Vec<Box<str>> = folded.collect();
        if rest.is_empty() {
            match self.nouns.get(&first).copied() {
                Some(known) if !self.outranks(noun, known) => {}
                _ => {
                    self.nouns.insert(first, noun);
                }
            }
        } else {
            self.runs.entry(first).or_default().push((rest, noun));
        }
    }

    /// Which of two entries of one form is the commoner: an office rather than the many who hold
    /// it ("Minister"), the people rather than one of them ("Einwohner").
    fn outranks(&self, new: Noun, known: Noun) -> bool {
        let (new, known) = (&self.groups[new.group], &self.groups[known.group]);
        let office = new.title
            && new.kind == Kind::Person
            && !matches!(known.kind, Kind::Person | Kind::Civilians);
        office || (new.kind == Kind::Civilians && known.kind == Kind::Person)
    }

    /// All words of the lists.
    pub(crate) fn known(&self) -> Vec<&str> {
        let runs = self.runs.iter().flat_map(|(first, runs)| {
            let rest = runs.iter().flat_map(|(rest, _)| rest);
            std::iter::once(first).chain(rest)
        });
        let words = &self.words;
        let lists = [
            &words.modifiers,
            &words.armed,
            &words.of,
            &words.speech,
            &words.particles,
            &words.actor_prepositions,
            &words.weapons,
            &words.acts,
            &words.never_names,
        ];
        let boxed = self.nouns.keys().chain(runs).chain(self.pronouns.keys());
        let listed = lists.into_iter().flatten().map(String::as_str);
        boxed.map(|word| &**word).chain(listed).collect()
    }

    /// The noun that a word is.
    pub(super) fn noun(&self, folded: &str) -> Option<Noun> {
        let bare = || self.genitive.iter().filter_map(|end| folded.strip_suffix(&**end));
        self.nouns.get(folded).copied().or_else(|| {
            bare().find_map(|word| {
                self.nouns.get(word).filter(|noun| noun.number != Number::Plural).copied()
            })
        })
    }

    /// The nouns of several words that begin with a word.
    pub(super) fn runs(&self, folded: &str) -> &[(Vec<Box<str>>, Noun)] {
        self.runs.get(folded).map_or(&[], Vec::as_slice)
    }

    /// The noun that ends a compound, and the byte at which it begins ("Regierungs|soldaten").
    pub(super) fn compound(&self, folded: &str) -> Option<(usize, Noun)> {
        folded.char_indices().skip(3).map(|(at, _)| at).find_map(|at| {
            let noun = self.noun(&folded[at..])?;
            let end = &folded[at..];
            let may = self.groups[noun.group].compounds.unwrap_or(true)
                && end.len() >= 4
                && !self.never_compounds.contains(end);
            may.then_some((at, noun))
        })
    }

    /// True of a word that bears the article.
    pub(super) fn is_definite(&self, lower: &str) -> bool {
        !self.article.is_empty() && lower.starts_with(&*self.article)
    }

    pub(super) fn pronoun(&self, lower: &str) -> Option<&Pronoun> {
        self.pronouns.get(lower)
    }

    pub(super) fn rule(&self, id: &str) -> crate::Rule {
        format!("{}.actor.{id}", self.code).into()
    }
}

/// Names of countries in English, for canonical names of their institutions.
pub(super) type Countries = BTreeMap<Box<str>, Country>;

/// One country of `countries.toml`.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Country {
    /// "Mali".
    pub name: String,
    /// "Malian".
    pub adjective: String,
    /// "Bamako", and other seats of government.
    pub seats: Vec<String>,
}
