//! `attribution.toml`: cues, hedges and the words that tell sources apart.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use crate::record::Stance;
use crate::text::Token;

/// How the clauses of a language are built, as far as the finding of sources needs it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Grammar {
    /// True where the finite verb stands second and its subject on either side of it (German).
    pub verb_second: bool,
    /// Words that open a content clause: "that", "dass", "ob".
    pub complementizers: HashSet<String>,
    /// Forms of the auxiliary of the passive: "was", "wurde".
    pub passive: HashSet<String>,
    /// The preposition of the passive's agent: "by", "von".
    pub agent: HashSet<String>,
    /// Prepositions that hang one noun phrase on another: "of", "for", "des".
    pub attaching: HashSet<String>,
    /// The prepositions that hang the act on the noun that owns or denies it: "claimed
    /// responsibility for …".
    pub object_links: HashSet<String>,
    /// True where every preposition may, behind a noun and before a verb.
    pub all_attach: bool,
    /// Words that stand for a time and never belong to a source: weekdays, "morning".
    pub times: HashSet<String>,
    /// Words that open a subordinate clause of attribution: "as", "wie".
    pub as_words: HashSet<String>,
    /// Determiners and pronouns that cannot stand before a subject (German "den", "dem").
    pub oblique: HashSet<String>,
    /// Verb forms of reported speech, by which a sentence carries on what its forerunner's source
    /// says (German Konjunktiv I).
    pub reported: HashSet<String>,
    /// Verb forms that carry on reported speech only where they are the finite verb of a sentence
    /// without any other (German Konjunktiv II).
    pub reported_weak: HashSet<String>,
    /// Finite auxiliaries that show a sentence to be the report's own: "hat", "wurde".
    pub indicative: HashSet<String>,
    /// Words that stand for a number or a part before a noun though they are pronouns: "one".
    pub quantifiers: HashSet<String>,
    /// "I": its indicative has the form of reported speech.
    pub first_person: HashSet<String>,
    /// Prepositions by which a headline addresses somebody: "Peretz to IDF: Prepare …".
    pub addressing: HashSet<String>,
    /// Pronouns that only strengthen a subject: "itself".
    pub reflexives: HashSet<String>,
    /// Pronouns that rather stand for what was said than for who said it: "das bestätigte X".
    pub demonstratives: HashSet<String>,
    /// Words that carry on what the source before says: "demnach".
    pub carriers: HashSet<String>,
    /// Pronouns that never are a source: "es", "you".
    pub no_source: HashSet<String>,
    /// The infinitive's marker where it is joined into the verb: "niederzubrennen".
    pub infinitive_inside: Vec<String>,
    /// Words that tie a source to somebody who is not the source: "a site | linked | to the rebels".
    pub ties: HashSet<String>,
    /// Adjectives that make the subject itself the source: "nach eigenen Angaben".
    pub own_adjectives: HashSet<String>,
}

/// The words by which sources are told apart.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Sources {
    /// Nouns for people who speak without a name: "official", "witness", "Sprecher".
    pub unnamed: HashSet<String>,
    /// Nouns for texts that speak: "statement", "leaflet".
    pub document: HashSet<String>,
    /// Nouns for outlets, and outlets by name: "radio", "Reuters".
    pub media: HashSet<String>,
    /// Pronouns for the publisher itself: "we", "our".
    pub publisher: HashSet<String>,
    /// Endings of compounds that make a document, outlet or speaker of a longer noun.
    pub document_endings: Vec<String>,
    /// As `document_endings`, for outlets.
    pub media_endings: Vec<String>,
    /// As `document_endings`, for people.
    pub unnamed_endings: Vec<String>,
}

/// One `[[cue]]`: a verb that attributes, and how what it attributes hangs on it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Cue {
    /// The entry's name, which becomes the rule.
    pub name: String,
    /// Its finite forms and, where it is the same, its past participle.
    pub forms: Vec<String>,
    /// Participles that only stand with an auxiliary or behind a noun: "gesagt", "written".
    pub participles: Vec<String>,
    /// Forms with the separable prefix joined: "mitteilte".
    pub joined: Vec<String>,
    /// Forms that hang on another clause: "saying".
    pub gerunds: Vec<String>,
    /// Separable prefix, which must follow in the clause: "teilte … mit".
    pub particle: Option<String>,
    /// Stance of a clause or quotation: "said that", "sagte, …", "…, said X".
    pub clause: Option<Stance>,
    /// True where the clause must be opened by its "that".
    pub needs_that: bool,
    /// Stance of a plain object: "denied the attack".
    pub object: Option<Stance>,
    /// Stance by one word that the object or the rest of the clause must hold: "claimed responsibility".
    pub object_words: BTreeMap<String, Stance>,
    /// Stance by the preposition that must follow, at once or behind an object: "accused … of".
    pub prepositions: BTreeMap<String, Stance>,
    /// Stance of an infinitive: "threatened to", "drohte, … zu".
    pub infinitive: Option<Stance>,
    /// True where somebody may be addressed before the content: "told Reuters that".
    pub addressee: bool,
    /// Stance where the verb is passive and its subject is the content: "is believed to".
    pub passive: Option<Stance>,
    /// Stance where the verb is negated: "could not confirm"; no attribution where absent.
    pub negated: Option<Stance>,
    /// Reads: a source, the cue, and what it says. For people, and for a test.
    pub example: String,
}

/// One `[[according]]`: a preposition that names a source.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct According {
    /// The entry's name.
    pub name: String,
    /// Its forms, each of one or more words: "according to", "nach Angaben von".
    pub forms: Vec<String>,
    /// True where it follows its source ("der Polizei zufolge").
    pub behind: bool,
    /// True where it opens a relative clause and its source stands before ("ein Bericht, wonach").
    pub relative: bool,
    /// True where it counts only behind a comma or a quotation (", so der Sprecher").
    pub after_mark: bool,
    /// Where given, the noun behind it must end so ("nach Polizeiangaben"), and what hangs on that
    /// noun is the source ("nach Angaben der Polizei").
    pub nouns: Vec<String>,
    /// Stance of the source.
    pub stance: Stance,
    /// Reads: a source, the cue, and what it says.
    pub example: String,
}

/// One `[[hedge]]`: a word by which a report distances itself without naming a source.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Hedge {
    /// The entry's name.
    pub name: String,
    /// Its forms: "reportedly", "soll".
    pub forms: Vec<String>,
    /// Where given, one of these must end the clause: "soll … haben".
    pub closing: Vec<String>,
    /// Stance.
    pub stance: Stance,
    /// True where it names a bare possibility, which goes on to the end of the sentence: "it is
    /// possible that …, or even that …".
    pub possible: bool,
    /// Reads: a hedged sentence.
    pub example: String,
}

/// One `[[sign]]`: words of the content that give the bare "said" a stance of its own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Sign {
    /// The stance that the words give.
    pub stance: Stance,
    /// The words, each a phrase: "nothing to do with".
    pub phrases: Vec<String>,
    /// True where they count only with the source itself as subject: "we", "it", "its fighters".
    pub own: bool,
}

/// One `[[via]]`: words behind which the source of a relayed statement stands.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Via {
    /// Its forms: "citing", "quoting".
    pub forms: Vec<String>,
    /// True where only somebody who can speak stands behind it; a growth or a law may be cited.
    pub speaker: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Source {
    grammar: Grammar,
    source: Sources,
    cue: Vec<Cue>,
    according: Vec<According>,
    hedge: Vec<Hedge>,
    sign: Vec<Sign>,
    own: Vec<String>,
    via: Vec<Via>,
}

/// What a run of words is an entry of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// A cue in one of its finite forms.
    Cue(usize),
    /// A cue as past participle only.
    Participle(usize),
    /// A cue with its separable prefix joined to it.
    Joined(usize),
    /// A cue that hangs on another clause.
    Gerund(usize),
    /// "according to".
    According(usize),
    /// "reportedly".
    Hedge(usize),
    /// "citing".
    Via(usize),
}

/// The words of one form and the entry they lead to.
#[derive(Clone, Debug)]
struct Form {
    rest: Box<[Box<str>]>,
    entry: Entry,
}

/// The words of one sign behind its first.
#[derive(Clone, Debug)]
struct SignForm {
    rest: Box<[Box<str>]>,
    stance: Stance,
    own: bool,
}

/// `attribution.toml`, compiled.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    pub(super) grammar: Grammar,
    pub(super) sources: Sources,
    pub(super) cues: Vec<Cue>,
    pub(super) according: Vec<According>,
    pub(super) hedges: Vec<Hedge>,
    pub(super) via: Vec<Via>,
    /// Signs by the first word of their phrase.
    signs: HashMap<Box<str>, Vec<SignForm>>,
    /// Words that stand for the source itself in what it says: "we", "it".
    pub(super) own: HashSet<String>,
    forms: HashMap<Box<str>, Vec<Form>>,
}

impl Lexicon {
    /// True of a language without words of saying.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cues.is_empty()
    }

    /// Reads `attribution.toml`.
    ///
    /// # Errors
    ///
    /// Where the text is not TOML of the right shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let source: Source = toml::from_str(text)?;
        let mut lexicon = Self {
            grammar: source.grammar,
            sources: source.source,
            own: source.own.into_iter().collect(),
            ..Self::default()
        };
        for (i, cue) in source.cue.iter().enumerate() {
            lexicon.add(&cue.forms, Entry::Cue(i));
            lexicon.add(&cue.participles, Entry::Participle(i));
            lexicon.add(&cue.joined, Entry::Joined(i));
            lexicon.add(&cue.gerunds, Entry::Gerund(i));
        }
        for (i, according) in source.according.iter().enumerate() {
            lexicon.add(&according.forms, Entry::According(i));
        }
        for (i, hedge) in source.hedge.iter().enumerate() {
            lexicon.add(&hedge.forms, Entry::Hedge(i));
        }
        for (i, via) in source.via.iter().enumerate() {
            lexicon.add(&via.forms, Entry::Via(i));
        }
        for sign in &source.sign {
            for phrase in &sign.phrases {
                let (first, rest) = words(phrase);
                lexicon.signs.entry(first).or_default().push(SignForm {
                    rest,
                    stance: sign.stance,
                    own: sign.own,
                });
            }
        }
        lexicon.cues = source.cue;
        let cues = &lexicon.cues;
        #[expect(clippy::iter_over_hash_type, reason = "each list is put in order by itself")]
        for forms in lexicon.forms.values_mut() {
            forms.sort_by_key(|form| {
                (std::cmp::Reverse(form.rest.len()), demands(cues, form.entry))
            });
        }
        lexicon.according = source.according;
        lexicon.hedges = source.hedge;
        lexicon.via = source.via;
        Ok(lexicon)
    }

    fn add(&mut self, forms: &[String], entry: Entry) {
        for form in forms {
            let (first, rest) = words(form);
            self.forms.entry(first).or_default().push(Form { rest, entry });
        }
    }

    /// The entries whose words stand at the head of `tokens`, longest first, each with the number
    /// of its words.
    pub(super) fn entries<'a>(
        &'a self,
        tokens: &'a [Token],
    ) -> impl Iterator<Item = (Entry, usize)> + 'a {
        let forms = tokens.first().and_then(|token| self.forms.get(&*token.lower));
        forms.into_iter().flatten().filter_map(|form| {
            follows(&form.rest, &tokens[1..]).then_some((form.entry, form.rest.len() + 1))
        })
    }

    /// The stance that the words at the head of `tokens` give to a plain "said", and whether they
    /// do so only of the source's own doing.
    pub(super) fn sign(&self, tokens: &[Token]) -> Option<(Stance, bool)> {
        let phrases = self.signs.get(&*tokens.first()?.lower)?;
        phrases
            .iter()
            .find(|form| follows(&form.rest, &tokens[1..]))
            .map(|form| (form.stance, form.own))
    }
}

/// How little an entry demands of what stands around it: those that demand most are tried first.
fn demands(cues: &[Cue], entry: Entry) -> usize {
    match entry {
        Entry::Cue(i) | Entry::Participle(i) | Entry::Joined(i) | Entry::Gerund(i) => {
            let cue = &cues[i];
            match () {
                () if cue.particle.is_some() && matches!(entry, Entry::Cue(_)) => 0,
                () if cue.clause.is_none() && cue.object.is_none() => 1,
                () => 2,
            }
        }
        Entry::According(_) | Entry::Hedge(_) | Entry::Via(_) => 3,
    }
}

fn words(phrase: &str) -> (Box<str>, Box<[Box<str>]>) {
    let mut words = phrase.split_whitespace().map(crate::text::lower);
    (words.next().unwrap_or_default(), words.collect())
}

fn follows(rest: &[Box<str>], tokens: &[Token]) -> bool {
    tokens.len() >= rest.len() && rest.iter().zip(tokens).all(|(word, token)| token.lower == *word)
}
