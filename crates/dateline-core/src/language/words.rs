//! `words.toml`: the closed classes of a language, by which clauses and noun phrases are told apart.

use std::collections::HashMap;

use serde::Deserialize;

/// The classes of function word that a word may belong to, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(u32);

macro_rules! classes {
    ($($(#[$doc:meta])* $constant:ident $field:ident $bit:literal;)*) => {
        impl Class {
            $($(#[$doc])* pub const $constant: Self = Self(1 << $bit);)*
        }

        /// The file as it is written: a list of words a class.
        #[derive(Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        struct Source {
            $($field: Vec<String>,)*
        }

        impl Source {
            fn classes(&self) -> impl Iterator<Item = (&[String], Class)> {
                [$((self.$field.as_slice(), Class::$constant)),*].into_iter()
            }
        }
    };
}

classes! {
    /// Articles and demonstratives: "the", "ein", "diese".
    DETERMINER determiners 0;
    /// "his", "ihre".
    POSSESSIVE possessives 1;
    /// "in", "auf".
    PREPOSITION prepositions 2;
    /// "and", "oder".
    COORDINATOR coordinators 3;
    /// "that", "while", "dass", "nachdem".
    SUBORDINATOR subordinators 4;
    /// "who", "which", "deren".
    RELATIVE relatives 5;
    /// "he", "sie", "they".
    PRONOUN pronouns 6;
    /// Forms of be, have, become, get.
    AUXILIARY auxiliaries 7;
    /// "will", "would", "könnte".
    MODAL modals 8;
    /// "not", "kein", "nie".
    NEGATION negations 9;
    /// Adverbs, which may stand between a verb and its arguments.
    ADVERB adverbs 10;
    /// Common verbs in their forms, other than triggers and cues.
    VERB verbs 11;
    /// "to", "zu" before an infinitive.
    INFINITIVE_MARKER infinitive_markers 12;
    /// Adjectives that are often mistaken for verbs or nouns.
    ADJECTIVE adjectives 13;
    /// "if", "falls", "unless".
    CONDITIONAL conditionals 14;
    /// Particles of phrasal and separable verbs: "down", "up", "an", "ab".
    PARTICLE particles 15;
    /// Words that open a sentence behind an acronym's point: "The", "He", "In".
    OPENER openers 16;
}

impl Class {
    /// True where the word may belong to any class of `other`.
    #[must_use]
    pub const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True where the word belongs to no class.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The function words of a language.
#[derive(Clone, Debug, Default)]
pub struct Words {
    classes: HashMap<Box<str>, Class>,
}

impl Words {
    /// Reads `words.toml`.
    ///
    /// # Errors
    ///
    /// Where the text is not TOML or names a class that does not exist.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let source: Source = toml::from_str(text)?;
        let mut classes: HashMap<Box<str>, Class> = HashMap::new();
        for (words, class) in source.classes() {
            for word in words {
                let entry = classes.entry(crate::text::lower(word)).or_default();
                *entry = entry.or(class);
            }
        }
        Ok(Self { classes })
    }

    /// Adds the verbs that other parts of the language know to their class.
    pub(super) fn add_verbs<'a>(&mut self, verbs: impl IntoIterator<Item = &'a str>) {
        for verb in verbs {
            let entry = self.classes.entry(verb.into()).or_default();
            if entry.is_empty() {
                *entry = Class::VERB;
            }
        }
    }

    /// All words of the classes.
    pub(super) fn known(&self) -> Vec<&str> {
        self.classes.keys().map(|word| &**word).collect()
    }

    /// The classes of a word in lower case.
    #[must_use]
    pub fn class(&self, lower: &str) -> Class {
        self.classes.get(lower).copied().unwrap_or_default()
    }

    /// True where the word, in lower case, often opens a sentence.
    #[must_use]
    pub fn opens_sentence(&self, lower: &str) -> bool {
        self.class(lower)
            .any(Class::OPENER.or(Class::DETERMINER).or(Class::PRONOUN).or(Class::POSSESSIVE))
    }
}
