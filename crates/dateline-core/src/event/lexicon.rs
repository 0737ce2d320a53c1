//! `event.toml` as it is written, and as it is looked up in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use super::frame::Frame;
use crate::record::{EventType, Status};

/// In which form a trigger stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A finite verb or an infinitive: "shelled", "shell".
    Finite,
    /// A participle, which may be passive: "shelled".
    Participle,
    /// A gerund, or a German infinitive: "shelling".
    Gerund,
    /// A noun: "the shelling".
    Noun,
}

/// What a trigger must have beside it to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Munitions or weapons as its object or subject: "fired 30 rockets".
    Munitions,
    /// Munitions or weapons as its subject: "rockets hit".
    MunitionsSubject,
    /// Persons as its object: "flew out 200 people".
    Persons,
    /// Persons as its object and no authority as its subject: "gunmen took 40 women".
    PersonsByGroup,
    /// Persons as its object and an authority as its subject: "police took 19 to the station".
    PersonsByAuthority,
    /// Armed forces or an armed group as its subject: "troops left the town".
    ForcesSubject,
}

/// One act that a language has words for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// Its name, the last part of its rule: `en.event.ambush`.
    pub id: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// PLOVER modes that the words alone give.
    #[serde(default)]
    pub modes: Vec<String>,
    /// Which argument plays which role.
    pub frame: Frame,
    /// Harm done by an act that may be named elsewhere.
    #[serde(default)]
    pub effect: bool,
    /// True of words that have other uses: they count only with a party, a weapon or harm beside them.
    #[serde(default)]
    pub strict: bool,
    /// What must stand beside them.
    pub needs: Option<Need>,
    /// Heads of which one must be its object, where the words mean an act only with these.
    #[serde(default)]
    pub objects: BTreeSet<String>,
    /// The status that the words alone give.
    pub status: Option<Status>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
}

/// Words for weapons and means.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weapon {
    /// PLOVER modes of an ASSAULT with it.
    pub modes: Vec<String>,
    /// True of what is fired, launched, dropped, planted or thrown.
    #[serde(default)]
    pub munition: bool,
    words: Vec<String>,
}

/// Function words by what they link, beside a trigger.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Relations {
    /// "by".
    pub agent: BTreeSet<String>,
    /// "on", "against".
    pub target: BTreeSet<String>,
    /// "of".
    pub object: BTreeSet<String>,
    /// "with", "using".
    pub instrument: BTreeSet<String>,
    /// "with", "between".
    pub companion: BTreeSet<String>,
    /// "from": where an act starts, not where it strikes.
    pub origin: BTreeSet<String>,
    /// "in", "near".
    pub place: BTreeSet<String>,
    /// Auxiliaries of the passive.
    pub passive: BTreeSet<String>,
    /// Auxiliaries of the perfect.
    pub perfect: BTreeSet<String>,
    /// Auxiliaries of the progressive.
    pub progressive: BTreeSet<String>,
    /// "I", "we": the speaker of a quotation.
    pub speaker: BTreeSet<String>,
    /// "carried out", "staged": verbs that say no more than that an act was done.
    pub light_verbs: BTreeSet<String>,
    /// Words that point back to an act already told.
    pub definite: BTreeSet<String>,
}

/// Words that say whether an act happened; an entry may be of several words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StatusWords {
    /// "would", "if".
    pub hypothetical: Vec<String>,
    /// "will", "plans to".
    pub planned: Vec<String>,
    /// "tried to".
    pub attempted: Vec<String>,
    /// "foiled".
    pub prevented: Vec<String>,
    /// "threatened to".
    pub threatened: Vec<String>,
    /// "not", "denied".
    pub denied: Vec<String>,
    /// "still", "continues to".
    pub ongoing: Vec<String>,
    /// Words under which an act is only spoken of.
    pub embedding: Vec<String>,
}

/// Nouns with no part in an act.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Nouns {
    /// "town", "night", "statement": never what is hit.
    pub general: BTreeSet<String>,
}

/// Words of pages of another kind, that borrow the words of war.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Genres {
    /// Matches and players.
    pub sport: BTreeSet<String>,
    /// Films, books, games.
    pub culture: BTreeSet<String>,
    /// Shares and sales.
    pub business: BTreeSet<String>,
    /// Kitchen, garden, health, science, computers.
    pub household: BTreeSet<String>,
    /// Harm that nobody meant.
    pub accident: BTreeSet<String>,
    /// Harm by storm and earth.
    pub nature: BTreeSet<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Source {
    genres: Genres,
    trigger: Vec<Trigger>,
    weapon: Vec<Weapon>,
    nouns: Nouns,
    relations: Relations,
    status: StatusWords,
}

/// A run of words, with gaps, that may be a trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The words after the first; `None` is a gap.
    pub rest: Vec<Option<Box<str>>>,
    /// Index into [`Lexicon::triggers`].
    pub trigger: usize,
    /// The form.
    pub form: Form,
}

/// `event.toml`.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// The acts.
    pub triggers: Vec<Trigger>,
    /// The weapons.
    pub weapons: Vec<Weapon>,
    /// The words that link.
    pub relations: Relations,
    /// Words of pages of another kind.
    pub genres: Genres,
    /// Nouns with no part in an act.
    pub nouns: Nouns,
    /// Status words: first word, the rest, what they say.
    pub(super) status: HashMap<Box<str>, Vec<(Vec<Box<str>>, Status)>>,
    pub(super) patterns: HashMap<Box<str>, Vec<Pattern>>,
    pub(super) weapon_words: HashMap<Box<str>, Vec<(Vec<Box<str>>, usize)>>,
}

impl Lexicon {
    /// Reads `event.toml`.
    ///
    /// # Errors
    ///
    /// Where the text is not TOML of the right shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let source: Source = toml::from_str(text)?;
        let mut lexicon = Self {
            relations: source.relations,
            nouns: source.nouns,
            genres: source.genres,
            weapons: source.weapon,
            triggers: source.trigger,
            ..Self::default()
        };
        for (index, trigger) in lexicon.triggers.iter().enumerate() {
            for paradigm in &trigger.verbs {
                for (forms, form) in
                    paradigm.split('|').zip([Form::Finite, Form::Participle, Form::Gerund])
                {
                    for words in forms.split(',') {
                        add_pattern(&mut lexicon.patterns, words, index, form);
                    }
                }
            }
            for noun in &trigger.nouns {
                add_pattern(&mut lexicon.patterns, noun, index, Form::Noun);
            }
        }
        // The longest run first, then the order of the file.
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each list is sorted for itself, in any order"
        )]
        for patterns in lexicon.patterns.values_mut() {
            patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.rest.len()));
        }
        for (index, weapon) in lexicon.weapons.iter().enumerate() {
            for words in &weapon.words {
                let mut words = words.split_whitespace().map(lower);
                if let Some(first) = words.next() {
                    lexicon.weapon_words.entry(first).or_default().push((words.collect(), index));
                }
            }
        }
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each list is sorted for itself, in any order"
        )]
        for words in lexicon.weapon_words.values_mut() {
            words.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        let status = source.status;
        for (entries, said) in [
            (status.denied, Status::Denied),
            (status.threatened, Status::Threatened),
            (status.attempted, Status::Attempted),
            (status.prevented, Status::Prevented),
            (status.hypothetical, Status::Hypothetical),
            (status.planned, Status::Planned),
            (status.ongoing, Status::Ongoing),
        ] {
            for entry in entries {
                let mut words = entry.split_whitespace().map(lower);
                if let Some(first) = words.next() {
                    lexicon.status.entry(first).or_default().push((words.collect(), said));
                }
            }
        }
        Ok(lexicon)
    }

    /// Words of one part that are verbs and not nouns, for telling clauses apart.
    pub fn verbs(&self) -> BTreeSet<&str> {
        let mut verbs: BTreeMap<&str, bool> = BTreeMap::new();
        #[expect(clippy::iter_over_hash_type, reason = "the outcome is a set")]
        for (first, patterns) in &self.patterns {
            for pattern in patterns {
                let noun = pattern.form == Form::Noun;
                let verb = verbs.entry(first).or_insert(true);
                *verb &= !noun && pattern.form != Form::Gerund;
            }
        }
        verbs.into_iter().filter_map(|(word, verb)| verb.then_some(word)).collect()
    }
}

fn lower(word: &str) -> Box<str> {
    crate::text::lower(word)
}

fn add_pattern(
    patterns: &mut HashMap<Box<str>, Vec<Pattern>>,
    words: &str,
    trigger: usize,
    form: Form,
) {
    let mut words = words.split_whitespace();
    let Some(first) = words.next() else { return };
    let rest = words.map(|word| (word != "…").then(|| lower(word))).collect();
    let pattern = Pattern { rest, trigger, form };
    let known = patterns.entry(lower(first)).or_default();
    if !known.contains(&pattern) {
        known.push(pattern);
    }
}
