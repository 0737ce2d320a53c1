//! `time.toml`: the words and the rules of a language's time expressions.
//!
//! A word stands for one or more *kinds* with a value ("march" is a `month` of value 3); a rule is
//! a row of kinds. What a rule's words mean together is said by its `means`, one of the few
//! meanings that [`super::resolve`] knows, so that a language adds words and rows, never code.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use super::Zone;
use super::calendar::{DayPart, Unit};
use super::holiday::Holiday;
use super::rule::{Rule, RuleSource, Start};

/// Number of a kind of word; the first ones are built in, see [`kind`].
pub(super) type Kind = u16;

/// The kinds that the code knows. The rest are the `[word]` lists of `time.toml`.
pub(super) mod kind {
    use super::Kind;

    macro_rules! kinds {
        ($($name:ident $word:literal,)*) => {
            kinds!(@ 0, $($name,)*);
            /// Names as rules write them, in the order of the constants.
            pub const NAMES: &[&str] = &[$($word),*];
        };
        (@ $n:expr, $name:ident, $($rest:ident,)*) => {
            pub const $name: Kind = $n;
            kinds!(@ $n + 1, $($rest,)*);
        };
        (@ $n:expr,) => {};
    }
    kinds! {
        MONTH "month",
        SURE_MONTH "sure-month",
        WEEKDAY "weekday",
        SURE_WEEKDAY "sure-weekday",
        DAY "day",
        ORDINAL "ordinal",
        NUMERAL "numeral",
        YEAR "year",
        YEAR2 "year2",
        NUMBER "number",
        VAGUE "vague",
        UNIT "unit",
        PLURAL "plural",
        SHIFT "shift",
        PART "part",
        PART_ADVERB "part-adverb",
        SURE_PART "sure-part",
        SEASON "season",
        SURE_SEASON "sure-season",
        DEICTIC "deictic",
        RELATIVE "relative",
        HOLIDAY "holiday",
        CLOCK "clock",
        HOUR "hour",
        POINT_CLOCK "point-clock",
        MERIDIEM "meridiem",
        FREQUENCY "frequency",
        DECADE "decade",
        DATE "date",
        SHORT_DATE "short-date",
        EDGE "edge",
        ZONE "zone",
        EVENT "event",
        BEGIN "begin",
        LAST "last-of",
        MARK_COMMA "comma",
        MARK_POINT "point",
        MARK_DASH "dash",
        MARK_APOSTROPHE "apostrophe",
        MARK_COLON "colon",
    }
}

/// A kind that a run of pieces may be, with its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub kind: Kind,
    pub value: i32,
    /// Number of pieces.
    pub length: usize,
}

/// One way to read a word or a phrase.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The words behind the first.
    pub rest: Box<[Box<str>]>,
    pub kind: Kind,
    pub value: i32,
    pub case: Case,
}

/// In which case a word must stand to be a time word. The file says it by example: "May" must be
/// written so, "_morgen" must be written small or open a sentence, "today" may be either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Any,
    Capital,
    Small,
    /// Without its accents, as capitals are often written: "APRES-MIDI".
    Shouted,
}

/// `time.toml`, compiled.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// What the names of rules begin with: "en.time".
    pub(super) prefix: Box<str>,
    /// The article, where it is written together with its noun.
    pub(super) article: Box<str>,
    /// By first word.
    entries: HashMap<Box<str>, Vec<Entry>>,
    /// Endings of words that are cut in two: "abend" off "samstagabend".
    pub(super) tails: Vec<(Box<str>, Box<str>)>,
    /// Words for two of a unit, and the unit's word.
    pub(super) duals: HashMap<Box<str>, Box<str>>,
    /// The rules.
    pub(super) rules: Vec<Rule>,
    /// Forms of rules by the kinds that they may begin with.
    pub(super) starts: Vec<Vec<Start>>,
    pub(super) numerals: Numerals,
    /// True where the week begins on Sunday.
    pub(super) sunday_weeks: bool,
    pub(super) cues: Cues,
    pub(super) ranges: Ranges,
    pub(super) published: PublishedWords,
}

/// How numbers are written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Numerals {
    /// What makes an ordinal behind digits: "th".
    pub ordinal_endings: Vec<Box<str>>,
    /// True where a point does: "7. Oktober".
    pub ordinal_point: bool,
    /// What makes a decade behind digits: "1990s".
    pub decade_endings: Vec<Box<str>>,
    /// What makes a clock time behind digits: "8pm", with the hours to add.
    pub clock_endings: BTreeMap<Box<str>, i32>,
    /// What stands between hours and minutes, or behind the hours: "h" of "14h30" and "8h".
    pub clock_marks: Vec<Box<str>>,
    /// Order of numbers parted by points, slashes and hyphens: `dmy`, `mdy`, or none where both are in use.
    pub point_order: Box<str>,
    pub slash_order: Box<str>,
    /// True where nouns begin with a capital: a small word behind a year is nothing that it counts.
    pub capital_nouns: bool,
    /// Between units and tens in one word: "und" of "vierundzwanzig".
    pub joiner: Box<str>,
}

/// Words that say whether a clause looks back or ahead.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Cues {
    pub future: HashSet<Box<str>>,
    pub past: HashSet<Box<str>>,
    pub past_endings: Vec<Box<str>>,
    pub future_endings: Vec<Box<str>>,
    /// Endings of verbs, not of participles: the nearest one decides.
    pub finite_endings: Vec<Box<str>>,
    /// "to", and the verbs before it that make it look ahead: "are to", "intend to".
    pub infinitive: HashSet<Box<str>>,
    pub before_infinitive: HashSet<Box<str>>,
    /// Verbs right before a participle that keep it from looking back: "to be held".
    pub before_participle: HashSet<Box<str>>,
    /// Words that, right before an expression, say that it lies ahead: "for" Friday.
    pub ahead: HashSet<Box<str>>,
    /// The same where no verb of the clause says otherwise: "until" Friday.
    pub ahead_weak: HashSet<Box<str>>,
    /// Words and marks behind which another clause begins.
    pub breaks: HashSet<Box<str>>,
}

/// Words that make an interval of what follows.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Ranges {
    /// "since": from then on.
    pub since: HashSet<Box<str>>,
    /// "until": up to then.
    pub until: HashSet<Box<str>>,
    /// First and second word of a range: "from … to".
    pub pairs: Vec<(Box<str>, Box<str>)>,
    /// Words that make a range alone, between two expressions of one kind: "to", "bis".
    pub between: HashSet<Box<str>>,
    /// "and": joins two days that follow each other.
    pub and: HashSet<Box<str>>,
    /// Endings of verbs, which end a "since the attack of".
    pub verb_endings: Vec<Box<str>>,
    /// Articles that may stand between such a word and the expression.
    pub articles: HashSet<Box<str>>,
}

/// Words of date lines.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct PublishedWords {
    /// "Published", "Posted on".
    pub cues: Vec<Box<str>>,
    /// "Updated": believed where nothing better stands on the page.
    pub updated: Vec<Box<str>>,
    /// Articles and prepositions that may stand before a bare date: "le 3 mars 2025".
    pub articles: Vec<Box<str>>,
    /// Words of a line whose date is another one: "Copyright".
    pub other: Vec<Box<str>>,
}

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Source {
    prefix: Box<str>,
    /// The article, where it is written together with its noun.
    article: Box<str>,
    /// True where the week begins on Sunday.
    sunday_weeks: bool,
    /// Endings of cases.
    endings: Vec<(Box<str>, Box<str>)>,
    /// One word for two of a unit: "يومان".
    dual: BTreeMap<String, Vec<String>>,
    month: Vec<Vec<String>>,
    weekday: Vec<Vec<String>>,
    season: Vec<Vec<String>>,
    unit: BTreeMap<String, Vec<String>>,
    plural: BTreeMap<String, Vec<String>>,
    part: BTreeMap<String, Vec<String>>,
    part_adverb: BTreeMap<String, Vec<String>>,
    frequency: BTreeMap<String, Vec<String>>,
    meridiem: BTreeMap<String, Vec<String>>,
    shift: BTreeMap<String, Vec<String>>,
    edge: BTreeMap<String, Vec<String>>,
    deictic: BTreeMap<String, Vec<String>>,
    relative: BTreeMap<String, Vec<String>>,
    holiday: BTreeMap<String, Vec<String>>,
    number: BTreeMap<String, Vec<String>>,
    ordinal: BTreeMap<String, Vec<String>>,
    decade: BTreeMap<String, Vec<String>>,
    /// Minutes ahead of Greenwich, or `local`.
    zone: BTreeMap<String, Vec<String>>,
    /// "several", "a few".
    vague: Vec<String>,
    /// Words that are time words only inside a longer expression.
    unsure: HashSet<String>,
    tails: BTreeMap<String, Vec<String>>,
    word: BTreeMap<String, Vec<String>>,
    numerals: Numerals,
    cues: Cues,
    ranges: Ranges,
    published: PublishedWords,
    rule: Vec<RuleSource>,
}

impl Lexicon {
    /// Reads `time.toml`.
    ///
    /// # Errors
    ///
    /// Where the text is not TOML of the right shape, or a rule speaks of a kind of word that
    /// the file does not have.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let source: Source = toml::from_str(text)?;
        let mut builder = Builder::new(&source);
        builder.listed(&source)?;
        builder.named(&source)?;
        for (name, words) in &source.word {
            let kind = builder.kind(name);
            builder.add(words, kind, 0);
        }
        let rules = source
            .rule
            .iter()
            .map(|rule| Rule::compile(rule, &builder.kinds).map_err(error))
            .collect::<Result<Vec<_>, _>>()?;
        let mut starts = vec![Vec::new(); builder.kinds.len()];
        for (index, rule) in rules.iter().enumerate() {
            for (kind, start) in rule.starts(index) {
                starts[usize::from(kind)].push(start);
            }
        }
        let mut duals = HashMap::new();
        for (unit, words) in &source.dual {
            for word in
                words.iter().flat_map(|word| crate::language::forms(word, &source.article, &[]))
            {
                duals.insert(word.into(), crate::text::lower(unit));
            }
        }
        let tails = source.tails.iter().flat_map(|(word, tails)| {
            tails.iter().map(|tail| (tail.as_str().into(), word.as_str().into()))
        });
        let entries = builder.entries;
        Ok(Self {
            prefix: source.prefix,
            article: source.article,
            entries,
            tails: tails.collect(),
            duals,
            rules,
            starts,
            numerals: source.numerals,
            sunday_weeks: source.sunday_weeks,
            cues: source.cues,
            ranges: source.ranges,
            published: source.published,
        })
    }

    /// All words of the entries.
    pub(crate) fn known(&self) -> Vec<&str> {
        let rest = self.entries.values().flatten().flat_map(|entry| entry.rest.iter());
        let cues = self.cues.past.iter().chain(&self.cues.future).chain(&self.ranges.since);
        let words = self.entries.keys().chain(rest).chain(self.duals.keys()).chain(cues);
        words.chain(&self.ranges.until).map(|word| &**word).collect()
    }

    /// True where the word begins an entry.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.entries.contains_key(word)
    }

    /// The entries that begin with a word.
    pub(super) fn entries(&self, first: &str) -> &[Entry] {
        self.entries.get(first).map_or(&[], Vec::as_slice)
    }

    /// The value of a word that has a reading of one kind.
    pub(super) fn value(&self, word: &str, kind: Kind) -> Option<i32> {
        self.entries(word).iter().find(|e| e.kind == kind && e.rest.is_empty()).map(|e| e.value)
    }
}

fn error(message: String) -> toml::de::Error {
    serde::de::Error::custom(message)
}

/// Gathers words under their kinds.
struct Builder<'a> {
    entries: HashMap<Box<str>, Vec<Entry>>,
    kinds: BTreeMap<String, Kind>,
    unsure: &'a HashSet<String>,
    article: &'a str,
    endings: &'a [(Box<str>, Box<str>)],
}

impl<'a> Builder<'a> {
    fn new(source: &'a Source) -> Self {
        let kinds = (0..).zip(kind::NAMES).map(|(kind, &name)| (name.to_owned(), kind)).collect();
        Self {
            entries: HashMap::new(),
            kinds,
            unsure: &source.unsure,
            article: &source.article,
            endings: &source.endings,
        }
    }

    fn kind(&mut self, name: &str) -> Kind {
        let next = Kind::try_from(self.kinds.len()).unwrap_or(Kind::MAX);
        *self.kinds.entry(name.to_owned()).or_insert(next)
    }

    fn add(&mut self, phrases: &[String], kind: Kind, value: i32) {
        for phrase in phrases {
            let case = match phrase.chars().next() {
                Some('_') => Case::Small,
                Some(c) if c.is_uppercase() => Case::Capital,
                _ => Case::Any,
            };
            let phrase = phrase.trim_start_matches('_');
            for form in crate::language::forms(phrase, self.article, self.endings) {
                // "الأحد" is Sunday, not "the one".
                if kind == kind::NUMBER && self.is_weekday(&form) {
                    continue;
                }
                self.push(&form, kind, value, case);
                let bare = crate::text::unaccented(&form);
                if bare != form {
                    self.push(&bare, kind, value, Case::Shouted);
                }
            }
        }
    }

    fn is_weekday(&self, word: &str) -> bool {
        let entries = self.entries.get(word).into_iter().flatten();
        !self.article.is_empty() && entries.into_iter().any(|entry| entry.kind == kind::WEEKDAY)
    }

    fn push(&mut self, words: &str, kind: Kind, value: i32, case: Case) {
        let mut words = words.split_whitespace().map(Box::from);
        let Some(first) = words.next() else { return };
        let rest = words.collect();
        self.entries.entry(first).or_default().push(Entry { rest, kind, value, case });
    }

    /// Words that may be taken alone, under `sure`, and all of them under `kind`.
    fn add_sure(&mut self, phrases: &[String], kind: Kind, sure: Kind, value: i32) {
        self.add(phrases, kind, value);
        let certain: Vec<String> =
            phrases.iter().filter(|p| !self.unsure.contains(&p.to_lowercase())).cloned().collect();
        self.add(&certain, sure, value);
    }

    /// The lists whose order is the value.
    fn listed(&mut self, source: &Source) -> Result<(), toml::de::Error> {
        for (lists, length, name) in [
            (&source.month, 12, "month"),
            (&source.weekday, 7, "weekday"),
            (&source.season, 4, "season"),
        ] {
            if !lists.is_empty() && lists.len() != length {
                return Err(error(format!("{name} has {} lists, not {length}", lists.len())));
            }
        }
        for (value, words) in (1..).zip(&source.month) {
            self.add_sure(words, kind::MONTH, kind::SURE_MONTH, value);
        }
        for (value, words) in (0..).zip(&source.weekday) {
            self.add_sure(words, kind::WEEKDAY, kind::SURE_WEEKDAY, value);
        }
        for (value, words) in (1..).zip(&source.season) {
            self.add_sure(words, kind::SEASON, kind::SURE_SEASON, value);
        }
        self.add(&source.vague, kind::VAGUE, 0);
        Ok(())
    }

    /// The tables whose key is the value.
    fn named(&mut self, source: &Source) -> Result<(), toml::de::Error> {
        for (name, words) in &source.unit {
            let at = Unit::NAMES.iter().position(|&(n, _)| n == name);
            let value = index(at, "unit", name)?;
            self.add(words, kind::UNIT, value);
            let own = self.kind(&format!("unit.{name}"));
            self.add(words, own, value);
        }
        for (name, words) in &source.plural {
            let at = Unit::NAMES.iter().position(|&(n, _)| n == name);
            self.add(words, kind::PLURAL, index(at, "plural", name)?);
        }
        for (name, words) in &source.part {
            let at = DayPart::NAMES.iter().position(|&(n, _)| n == name);
            let value = index(at, "part", name)?;
            self.add_sure(words, kind::PART, kind::SURE_PART, value);
            let own = self.kind(&format!("part.{name}"));
            self.add(words, own, value);
        }
        for (name, words) in &source.part_adverb {
            let at = DayPart::NAMES.iter().position(|&(n, _)| n == name);
            self.add(words, kind::PART_ADVERB, index(at, "part_adverb", name)?);
        }
        for (name, words) in &source.frequency {
            let at = Unit::NAMES.iter().position(|&(n, _)| n == name);
            self.add(words, kind::FREQUENCY, index(at, "frequency", name)?);
        }
        for (name, words) in &source.edge {
            let at = ["start", "middle", "end"].iter().position(|n| n == name);
            self.add(words, kind::EDGE, index(at, "edge", name)?);
        }
        let tables = [
            (&source.shift, kind::SHIFT, "shift"),
            (&source.deictic, kind::DEICTIC, "deictic"),
            (&source.number, kind::NUMBER, "number"),
            (&source.ordinal, kind::ORDINAL, "ordinal"),
            (&source.decade, kind::DECADE, "decade"),
            (&source.meridiem, kind::MERIDIEM, "meridiem"),
        ];
        for (table, kind, name) in tables {
            for (value, words) in table {
                let value: i32 =
                    value.parse().map_err(|_| error(format!("{name}.{value}: no number")))?;
                self.add(words, kind, value);
                if (1..=31).contains(&value) && kind == kind::ORDINAL {
                    self.add(words, kind::DAY, value);
                }
            }
        }
        for (name, words) in &source.relative {
            let (unit, shift) = name
                .split_once(' ')
                .ok_or_else(|| error(format!("relative.{name}: not unit and number")))?;
            let at = Unit::NAMES.iter().position(|&(n, _)| n == unit);
            let shift: i32 =
                shift.parse().map_err(|_| error(format!("relative.{name}: no number")))?;
            self.add(
                words,
                kind::RELATIVE,
                index(at, "unit", unit)? * 100 + shift.clamp(-9, 9) + 50,
            );
        }
        for (minutes, words) in &source.zone {
            let value = if minutes == "local" {
                Zone::LOCAL
            } else {
                minutes.parse().map_err(|_| error(format!("zone.{minutes}: no number")))?
            };
            self.add(words, kind::ZONE, value);
        }
        for (day, words) in &source.holiday {
            let value =
                Holiday::parse(day).ok_or_else(|| error(format!("holiday.{day}: no day")))?;
            self.add(words, kind::HOLIDAY, value.code());
        }
        Ok(())
    }
}

fn index(at: Option<usize>, table: &str, name: &str) -> Result<i32, toml::de::Error> {
    at.and_then(|at| i32::try_from(at).ok())
        .ok_or_else(|| error(format!("{table}.{name}: no such {table}")))
}
