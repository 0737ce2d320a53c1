//! `count.toml`, compiled: every word and phrase of the file in one table, looked up by first word.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use crate::record::CountOf;
use crate::text::{Document, Token, unaccented};

/// `count.toml`.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    pub(super) language: String,
    /// The article, where it is written together with its noun.
    pub(super) article: Box<str>,
    endings: Vec<(Box<str>, Box<str>)>,
    dual: Vec<(Box<str>, Box<str>)>,
    duals: BTreeSet<Box<str>>,
    /// All words as the lists have them, while they are read.
    listed: BTreeSet<String>,
    pub(super) joined_tens: bool,
    pub(super) open_partitive: bool,
    pub(super) bare: bool,
    pub(super) decimal: String,
    pub(super) noun_capitals: bool,
    pub(super) verbs_last: bool,
    pub(super) glue: Option<String>,
    pub(super) cardinals: HashMap<Box<str>, u64>,
    pub(super) multipliers: HashMap<Box<str>, u64>,
    /// What is in a number that tells an age: "65-year-old".
    pub(super) aged: Vec<String>,
    /// Endings of such a number that mean one person.
    pub(super) aged_one: Vec<String>,
    /// The multipliers that may stand within a word, the greatest first.
    pub(super) glued: Vec<(Box<str>, u64)>,
    /// The first two bytes of every number word, to pass over other words at once.
    openings: BTreeSet<[u8; 2]>,
    phrases: HashMap<Box<str>, Vec<Phrase>>,
    /// Phrases with their accents left off, as texts in capitals have them: "VICTIMAS".
    shouted: HashMap<Box<str>, Vec<Phrase>>,
    pub(super) splits: Vec<Split>,
}

/// A phrase behind its first word, and what it means.
#[derive(Clone, Debug)]
struct Phrase {
    rest: Vec<Box<str>>,
    meaning: Meaning,
}

/// A verb and its particle, which stand apart: "nahm … fest", "took … hostage".
#[derive(Clone, Debug)]
pub(super) struct Split {
    pub(super) of: CountOf,
    /// True where the counted noun is the subject ("kamen … ums Leben").
    pub(super) subject: bool,
}

/// What a word or phrase of `count.toml` says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    /// An indefinite number, or a fixed phrase for one.
    Quantity { low: u64, best: Option<u64>, high: Option<u64> },
    /// Half, one and a half: stands before a multiplier.
    Fraction(f64),
    /// A noun whose form says two: "جنديان".
    Dual,
    /// A noun for one person, in a language that has no article for one.
    One,
    /// "a", "ein".
    Article,
    /// "the", "her": before a noun for one person it means one who is known.
    Definite,
    /// "year old": the number before it is an age.
    Age,
    /// "and" within a number.
    NumberJoin,
    /// "et", "y" between tens and units.
    TensJoin,
    /// "at least" and its like before a number.
    Before(Bound),
    /// "or more" behind a number.
    After(Bound),
    /// "all", "only", "the": may stand between a qualifier and its number.
    Through,
    /// "between".
    RangeOpen,
    /// "to" between two numbers.
    RangeJoin,
    /// "of" between a number and its noun.
    Partitive,
    /// "no" before a noun.
    ZeroDeterminer,
    /// "nobody".
    ZeroPronoun,
    /// "no reports of".
    NoReports,
    /// "were reported": with "no injuries" before it, nothing is known.
    Reported,
    /// A whole phrase for none, or, where true, for none that is reported: "пострадавших нет".
    None(bool),
    /// What opens such a phrase, with nouns for the harmed behind it: "сообщений о".
    NoneOpen,
    /// What closes it: "не поступало".
    NoneClose,
    /// "including", "among them": what follows is part of the count before.
    Part,
    /// "of them": the number before is part of the count before it.
    PartBehind,
    /// A unit of measure, money or time behind a number.
    Unit,
    /// A word that a number is the name of: "Route", "Article".
    Label,
    /// Month names: the number beside one is a day.
    Month,
    /// A noun for people.
    People,
    /// A noun for one person: "woman", "wife".
    OnePerson,
    /// Words for a state's police and soldiers, whose captives are arrested.
    State,
    /// "then", "later": the number behind it replaces the one before.
    Later,
    /// A cue that is also said of things: it needs a noun for people.
    Loose,
    /// "at", "auf": with it, what flies is fired, not brought down.
    Toward,
    /// "raised", "lowered": the number behind it replaces the one before.
    Corrected,
    /// "from": the number directly behind it gives way to the next.
    Revised,
    /// "or" between two verbs: the count is of either, so of neither.
    Either,
    /// A noun for two people: "a couple".
    Pair,
    /// A noun for things and acts that are no casualties.
    Thing,
    /// Words that make a munition found or owned rather than fired.
    Stored,
    /// "not" before a number that is taken back.
    Retraction,
    /// "initially": a number that a later one replaces.
    Initially,
    /// "since", "so far this year": a running total.
    Running,
    /// A singular auxiliary.
    Singular,
    /// A plural auxiliary.
    Plural,
    /// An auxiliary of active verbs: "a tué", "ha matado".
    Active,
    /// One that opens like it and is passive: "a été tué", "ha sido muerto".
    Passive,
    /// A word that ends a noun phrase, beside those of the closed classes.
    Stop,
    /// "spoke of", "put it at": a bare number behind it is of what was counted before.
    Figure,
    /// What is counted.
    Cue(CountOf, Role),
    /// The verb of a [`Split`], by index.
    SplitVerb(usize),
    /// The particle of a [`Split`], by index.
    SplitParticle(usize),
}

/// What a qualifier makes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    AtLeast,
    MoreThan,
    About,
    Almost,
    UpTo,
    LessThan,
}

/// Where the counted noun stands beside a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The counted noun itself: "17 wounded".
    Noun,
    /// As [`Role::Noun`], where no verb says otherwise: "three hostages were freed".
    WeakNoun,
    /// As [`Role::Noun`], but only of none: "no casualties".
    ZeroNoun,
    /// A participle: behind its noun, or, where active, before it.
    Participle,
    /// Behind the noun: "died".
    Subject,
    /// Before the noun: "killing".
    Object,
    /// Either side.
    Either,
    /// A number follows somewhere: "the death toll".
    Head,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    language: String,
    /// The article, where it is written together with its noun.
    #[serde(default)]
    article: Box<str>,
    /// Endings of cases: what is replaced, what stands for it.
    #[serde(default)]
    endings: Vec<(Box<str>, Box<str>)>,
    #[serde(default = "point")]
    decimal: String,
    #[serde(default)]
    noun_capitals: bool,
    #[serde(default)]
    verbs_last: bool,
    #[serde(default)]
    numbers: Numbers,
    #[serde(default)]
    indefinite: Vec<Indefinite>,
    #[serde(default)]
    words: Words,
    #[serde(default)]
    cue: Vec<Cue>,
}

fn point() -> String {
    ".".to_owned()
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Numbers {
    cardinals: HashMap<String, u64>,
    multipliers: HashMap<String, u64>,
    fractions: HashMap<String, f64>,
    articles: Vec<String>,
    join: Vec<String>,
    tens_join: Vec<String>,
    glue: Option<String>,
    aged: Vec<String>,
    aged_one: Vec<String>,
    /// True where units and tens are joined by a word in either order, a unit before ten makes a
    /// number over ten, and hundred and thousand need no number before them: "خمسة وعشرون".
    joined_tens: bool,
    /// True where "of" behind a number leads to what is counted, known or not.
    open_partitive: bool,
    /// Nouns for one person: they count one where no number stands beside them.
    one: Vec<String>,
    /// True where a number counts though no noun stands beside it and no word says what.
    bare: bool,
    /// Endings that make two of a noun: what is replaced, what stands for it.
    dual: Vec<(Box<str>, Box<str>)>,
    /// The nouns that bear them.
    duals: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Indefinite {
    words: Vec<String>,
    low: u64,
    best: Option<u64>,
    high: Option<u64>,
}

macro_rules! word_lists {
    ($($field:ident => $meaning:expr;)*) => {
        /// Lists of words, each with one meaning.
        #[derive(Default, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        struct Words {
            $($field: Vec<String>,)*
        }

        impl Words {
            fn add_to(&self, lexicon: &mut Lexicon) {
                $(for words in &self.$field {
                    lexicon.add(words, $meaning);
                })*
            }
        }
    };
}

word_lists! {
    at_least => Meaning::Before(Bound::AtLeast);
    more_than => Meaning::Before(Bound::MoreThan);
    about => Meaning::Before(Bound::About);
    almost => Meaning::Before(Bound::Almost);
    up_to => Meaning::Before(Bound::UpTo);
    less_than => Meaning::Before(Bound::LessThan);
    at_least_behind => Meaning::After(Bound::AtLeast);
    more_than_behind => Meaning::After(Bound::MoreThan);
    about_behind => Meaning::After(Bound::About);
    less_than_behind => Meaning::After(Bound::UpTo);
    through => Meaning::Through;
    range_open => Meaning::RangeOpen;
    range_join => Meaning::RangeJoin;
    partitive => Meaning::Partitive;
    zero_determiners => Meaning::ZeroDeterminer;
    zero_pronouns => Meaning::ZeroPronoun;
    no_reports => Meaning::NoReports;
    reported => Meaning::Reported;
    none => Meaning::None(false);
    none_reported => Meaning::None(true);
    none_open => Meaning::NoneOpen;
    none_close => Meaning::NoneClose;
    definite => Meaning::Definite;
    ages => Meaning::Age;
    part => Meaning::Part;
    part_behind => Meaning::PartBehind;
    units => Meaning::Unit;
    labels => Meaning::Label;
    months => Meaning::Month;
    people => Meaning::People;
    one_person => Meaning::OnePerson;
    state => Meaning::State;
    later => Meaning::Later;
    loose => Meaning::Loose;
    toward => Meaning::Toward;
    corrected => Meaning::Corrected;
    revised_from => Meaning::Revised;
    either_or => Meaning::Either;
    pairs => Meaning::Pair;
    things => Meaning::Thing;
    stored => Meaning::Stored;
    retraction => Meaning::Retraction;
    initially => Meaning::Initially;
    running => Meaning::Running;
    singular => Meaning::Singular;
    plural => Meaning::Plural;
    active => Meaning::Active;
    passive => Meaning::Passive;
    stops => Meaning::Stop;
    figure => Meaning::Figure;
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cue {
    of: CountOf,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    weak_nouns: Vec<String>,
    #[serde(default)]
    zero_nouns: Vec<String>,
    #[serde(default)]
    participles: Vec<String>,
    #[serde(default)]
    subjects: Vec<String>,
    #[serde(default)]
    objects: Vec<String>,
    #[serde(default)]
    either: Vec<String>,
    #[serde(default)]
    heads: Vec<String>,
    #[serde(default)]
    splits: Vec<SplitSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SplitSource {
    verbs: Vec<String>,
    particles: Vec<String>,
    #[serde(default)]
    subject: bool,
}

impl Lexicon {
    /// Reads `count.toml`.
    ///
    /// # Errors
    ///
    /// Where the text is not TOML of the right shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let source: Source = toml::from_str(text)?;
        let boxed = |map: HashMap<String, u64>| {
            // "الاثنين" is Monday, not "the two".
            let forms = |word: &str| crate::language::forms(word, "", &source.endings);
            let words = map.into_iter().flat_map(|(word, value)| {
                forms(&word).into_iter().map(move |word| (word.into_boxed_str(), value))
            });
            words.collect()
        };
        let mut lexicon = Self {
            language: source.language,
            decimal: source.decimal,
            noun_capitals: source.noun_capitals,
            verbs_last: source.verbs_last,
            glue: source.numbers.glue,
            aged: source.numbers.aged,
            aged_one: source.numbers.aged_one,
            article: source.article.clone(),
            endings: source.endings.clone(),
            joined_tens: source.numbers.joined_tens,
            open_partitive: source.numbers.open_partitive,
            bare: source.numbers.bare,
            dual: source.numbers.dual,
            duals: source.numbers.duals.iter().map(|word| crate::text::lower(word)).collect(),
            cardinals: boxed(source.numbers.cardinals),
            multipliers: boxed(source.numbers.multipliers),
            ..Self::default()
        };
        lexicon.prepare_glue();
        for (words, value) in source.numbers.fractions.iter().collect::<BTreeMap<_, _>>() {
            lexicon.add(words, Meaning::Fraction(*value));
        }
        for words in &source.numbers.articles {
            lexicon.add(words, Meaning::Article);
        }
        for words in &source.numbers.one {
            for form in crate::language::forms(words, "", &lexicon.endings.clone()) {
                lexicon.push(&form, Meaning::One);
            }
        }
        for words in &source.numbers.join {
            lexicon.add(words, Meaning::NumberJoin);
        }
        for words in &source.numbers.tens_join {
            lexicon.add(words, Meaning::TensJoin);
        }
        for entry in &source.indefinite {
            for words in &entry.words {
                let &Indefinite { low, best, high, .. } = entry;
                lexicon.add(words, Meaning::Quantity { low, best, high });
            }
        }
        source.words.add_to(&mut lexicon);
        source.cue.iter().for_each(|cue| lexicon.add_cue(cue));
        // A plural of the same form is commoner than a dual.
        let listed = std::mem::take(&mut lexicon.listed);
        for word in &listed {
            if let Some(phrases) = lexicon.phrases.get_mut(word.as_str()) {
                phrases.retain(|phrase| phrase.meaning != Meaning::Dual);
            }
        }
        Ok(lexicon)
    }

    fn prepare_glue(&mut self) {
        let multipliers = self.multipliers.iter().filter(|&(_, &size)| size == 100 || size == 1000);
        self.glued = multipliers.map(|(word, &size)| (word.clone(), size)).collect();
        self.glued.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let words = self.cardinals.keys().chain(self.multipliers.keys());
        self.openings = words.filter_map(|word| word.as_bytes().first_chunk().copied()).collect();
    }

    /// True where a word opens like a number word.
    pub(super) fn may_be_glued(&self, word: &str) -> bool {
        word.as_bytes().first_chunk().is_some_and(|opening| self.openings.contains(opening))
    }

    fn add_cue(&mut self, cue: &Cue) {
        let lists = [
            (&cue.nouns, Role::Noun),
            (&cue.weak_nouns, Role::WeakNoun),
            (&cue.zero_nouns, Role::ZeroNoun),
            (&cue.participles, Role::Participle),
            (&cue.subjects, Role::Subject),
            (&cue.objects, Role::Object),
            (&cue.either, Role::Either),
            (&cue.heads, Role::Head),
        ];
        for (list, role) in lists {
            for words in list {
                self.add(words, Meaning::Cue(cue.of, role));
            }
        }
        for split in &cue.splits {
            let index = self.splits.len();
            self.splits.push(Split { of: cue.of, subject: split.subject });
            for words in &split.verbs {
                self.add(words, Meaning::SplitVerb(index));
            }
            for words in &split.particles {
                self.add(words, Meaning::SplitParticle(index));
            }
        }
    }

    fn add(&mut self, words: &str, meaning: Meaning) {
        let mut forms = crate::language::forms(words, &self.article, &self.endings);
        self.listed.extend(forms.iter().take(2).cloned());
        if self.duals.contains(&crate::text::lower(words)) {
            let duals = self.dual.iter().filter_map(|(from, to)| {
                Some(format!("{}{to}", crate::text::lower(words).strip_suffix(&**from)?))
            });
            let duals: Vec<String> = duals
                .flat_map(|dual| crate::language::forms(&dual, &self.article, &self.endings))
                .collect();
            for dual in &duals {
                self.push(dual, Meaning::Dual);
            }
            forms.extend(duals);
        }
        for form in forms {
            self.push(&form, meaning);
        }
    }

    fn push(&mut self, words: &str, meaning: Meaning) {
        let bare = unaccented(words);
        if bare != words {
            add_to(&mut self.shouted, &bare, meaning);
        }
        add_to(&mut self.phrases, words, meaning);
    }

    /// All words of the lists.
    pub(crate) fn known(&self) -> Vec<&str> {
        let rest = self.phrases.values().flatten().flat_map(|phrase| phrase.rest.iter());
        let words = self.phrases.keys().chain(rest).chain(self.cardinals.keys());
        words.chain(self.multipliers.keys()).map(|word| &**word).collect()
    }
}

fn add_to(phrases: &mut HashMap<Box<str>, Vec<Phrase>>, words: &str, meaning: Meaning) {
    let mut parts = words.split_whitespace().map(Box::from);
    let Some(first) = parts.next() else { return };
    let rest = parts.collect();
    phrases.entry(first).or_default().push(Phrase { rest, meaning });
}

/// A phrase of the lexicon found in a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) start: usize,
    /// Token behind the last.
    pub(super) end: usize,
    pub(super) meaning: Meaning,
}

/// All hits of a document, by their first token.
pub(super) struct Hits {
    hits: Vec<Hit>,
    /// For each token, index of its first hit; one more at the end.
    first: Vec<usize>,
}

impl Hits {
    /// Finds every phrase of the lexicon; no phrase runs over the end of a sentence.
    pub(super) fn find(document: &Document, lexicon: &Lexicon) -> Self {
        let tokens = &document.tokens;
        let (mut hits, mut first) = (Vec::new(), Vec::with_capacity(tokens.len() + 1));
        for (start, token) in tokens.iter().enumerate() {
            first.push(hits.len());
            let shouted = lexicon.shouted.get(&token.lower).filter(|_| document.caseless);
            let plain = lexicon.phrases.get(&token.lower);
            for phrase in plain.into_iter().chain(shouted).flatten() {
                let end = start + 1 + phrase.rest.len();
                if matches(tokens, start, &phrase.rest) {
                    hits.push(Hit { start, end, meaning: phrase.meaning });
                }
            }
        }
        first.push(hits.len());
        Self { hits, first }
    }

    /// The hits that start with a token.
    pub(super) fn at(&self, token: usize) -> &[Hit] {
        match (self.first.get(token), self.first.get(token + 1)) {
            (Some(&from), Some(&to)) => &self.hits[from..to],
            _ => &[],
        }
    }

    /// The longest hit at a token for which `test` holds.
    pub(super) fn longest(&self, token: usize, test: impl Fn(Meaning) -> bool) -> Option<Hit> {
        self.at(token).iter().filter(|hit| test(hit.meaning)).max_by_key(|hit| hit.end).copied()
    }

    /// True where a word of this meaning starts at a token.
    pub(super) fn is(&self, token: usize, meaning: Meaning) -> bool {
        self.at(token).iter().any(|hit| hit.meaning == meaning)
    }

    /// The longest hit that ends before token `end` and for which `test` holds.
    pub(super) fn ending(&self, end: usize, test: impl Fn(Meaning) -> bool) -> Option<Hit> {
        (end.saturating_sub(5)..end)
            .flat_map(|start| self.at(start))
            .find(|hit| hit.end == end && test(hit.meaning))
            .copied()
    }
}

fn matches(tokens: &[Token], start: usize, rest: &[Box<str>]) -> bool {
    rest.iter().enumerate().all(|(i, word)| {
        tokens
            .get(start + 1 + i)
            .is_some_and(|token| token.lower == *word && token.sentence == tokens[start].sentence)
    })
}
