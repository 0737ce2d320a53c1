//! Rules: rows of kinds of word, and how a row is found in a text.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::lexicon::{Kind, Label, Lexicon, kind};
use super::piece::Pieces;

/// A rule as `time.toml` writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleSource {
    /// What `dateline explain` calls it.
    name: String,
    /// Rows of kinds: `(x)` may be absent, `x|y` is either, `[` and `]` bound the expression where
    /// it is less than the row.
    forms: Vec<String>,
    /// The meaning.
    means: Means,
    /// True where the row must not stand before a noun that it would count or describe.
    #[serde(default)]
    alone: bool,
    /// True where the row must open a sentence.
    #[serde(default)]
    opening: bool,
    /// True where the row must close a clause: "the day after, …", not "the day after the attack".
    #[serde(default)]
    closing: bool,
    /// Added to the value of the words: -1 for a past, 1 for a coming one.
    #[serde(default)]
    shift: Option<i32>,
    /// For readers, and for the test that every rule finds its own examples.
    #[serde(default, rename = "examples")]
    _examples: Vec<String>,
}

/// What the words of a rule mean together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Means {
    /// Not a time: "65 years old". Keeps smaller rules off these words.
    Nothing,
    /// Day, month and year as far as they are said.
    Date,
    /// A weekday, bare or shifted.
    Weekday,
    /// "today", "yesterday evening".
    Deictic,
    /// "last week", "this year".
    Shifted,
    /// "the last three days".
    Recent,
    /// "two days ago".
    Ago,
    /// "in three days", counted from the report.
    Ahead,
    /// "two days later".
    Later,
    /// "two days earlier".
    Earlier,
    /// "for the fourth day now": that many days up to the report.
    Running,
    /// "the same day", "that evening".
    Same,
    /// "in the morning".
    Part,
    /// "at 10 a.m."
    Clock,
    /// "from 10 to 12 o'clock".
    ClockRange,
    /// The night that ends with a day: "in der Nacht zu Dienstag".
    NightBefore,
    /// "overnight", "in der Nacht".
    Overnight,
    /// "spring 2019", "last summer".
    Season,
    /// "the third quarter of 1989".
    Nth,
    /// "the first week of March", "the third Sunday in May 2024".
    NthOf,
    /// "the latest quarter", "the period": the quarter that the text speaks of.
    Period,
    /// "the 18th day of the war", where the text says when the war began.
    NthDay,
    /// "the 1990s".
    Decade,
    /// "the 20th century".
    Century,
    /// "Christmas 2004".
    Holiday,
    /// A day of the month alone: "the 21st".
    DayOfMonth,
    /// A day of the month in a list that ends with the month: "3, 4 and 5 May".
    ListedDay,
    /// Two days of one month: "3 to 5 May".
    DayRange,
    /// "three days", "eight-day".
    Duration,
    /// "every Friday", "daily".
    Set,
    /// "now".
    Present,
    /// "recently".
    Past,
    /// "soon".
    Future,
}

/// A compiled row.
#[derive(Clone, Debug)]
struct Form {
    elements: Vec<Element>,
    /// Index of the first element of the expression, and of the one behind its last.
    bounds: (usize, usize),
}

#[derive(Clone, Debug)]
struct Element {
    /// The kinds that fit, each with the kind that it is kept as: `unit.week` is kept as `unit`.
    kinds: Vec<(Kind, Kind)>,
    optional: bool,
}

/// A compiled rule.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub name: Box<str>,
    pub means: Means,
    pub alone: bool,
    pub opening: bool,
    pub closing: bool,
    pub shift: Option<i32>,
    forms: Vec<Form>,
}

/// The words of a rule as found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Index of the rule.
    pub rule: usize,
    /// The pieces of the whole row.
    pub row: std::ops::Range<usize>,
    /// The pieces of the expression.
    pub words: std::ops::Range<usize>,
    /// The labels of its elements, in order.
    pub labels: Vec<Label>,
    /// The pieces that they stand at.
    pub places: Vec<usize>,
}

impl Found {
    /// The value of the first element of a kind.
    pub fn value(&self, kind: Kind) -> Option<i32> {
        self.labels.iter().find(|label| label.kind == kind).map(|label| label.value)
    }

    /// The values of all elements of a kind.
    pub fn values(&self, kind: Kind) -> impl Iterator<Item = i32> + '_ {
        self.labels.iter().filter(move |label| label.kind == kind).map(|label| label.value)
    }

    /// The pieces of each element of some kinds, with its value.
    pub fn places<'a>(
        &'a self,
        kinds: &'a [Kind],
    ) -> impl Iterator<Item = (std::ops::Range<usize>, i32)> + 'a {
        let both = self.labels.iter().zip(&self.places);
        both.filter(|(label, _)| kinds.contains(&label.kind))
            .map(|(label, &at)| (at..at + label.length, label.value))
    }

    /// The two elements of some kinds, where there are as many: from the first word of the row to
    /// the end of the one, and from the other to the last word.
    pub fn pair(&self, kinds: &[Kind]) -> Option<[(std::ops::Range<usize>, i32); 2]> {
        let mut places = self.places(kinds);
        let (one, other) = (places.next()?, places.next()?);
        let both = [(self.words.start..one.0.end, one.1), (other.0.start..self.words.end, other.1)];
        places.next().is_none().then_some(both)
    }
}

impl Rule {
    pub fn compile(source: &RuleSource, kinds: &BTreeMap<String, Kind>) -> Result<Self, String> {
        let forms = source
            .forms
            .iter()
            .map(|form| {
                Form::compile(form, kinds).map_err(|e| format!("rule {}: {e}", source.name))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            name: source.name.as_str().into(),
            means: source.means,
            alone: source.alone,
            opening: source.opening,
            closing: source.closing,
            shift: source.shift,
            forms,
        })
    }

    /// Its forms, each with the kinds that it may begin with.
    pub fn starts(&self, rule: usize) -> Vec<(Kind, Start)> {
        let mut starts = Vec::new();
        for (at, form) in self.forms.iter().enumerate() {
            let least = form.elements.iter().filter(|element| !element.optional).count();
            let start = Start { rule, form: at, least };
            for element in &form.elements {
                starts.extend(element.kinds.iter().map(|&(kind, _)| (kind, start)));
                if !element.optional {
                    break;
                }
            }
        }
        starts
    }

    /// The longest row of this rule at a piece.
    pub fn find(&self, rule: usize, pieces: &Pieces<'_>, at: usize) -> Option<Found> {
        self.find_among(0..self.forms.len(), rule, pieces, at, &mut Vec::new())
    }

    /// The longest row of some forms of this rule at a piece. `path` is only room to work in.
    fn find_among(
        &self,
        forms: impl Iterator<Item = usize>,
        rule: usize,
        pieces: &Pieces<'_>,
        at: usize,
        path: &mut Vec<Step>,
    ) -> Option<Found> {
        let mut best: Option<Found> = None;
        for form in forms.map(|form| &self.forms[form]) {
            path.clear();
            let Some(end) = form.walk(pieces, 0, at, path) else { continue };
            if best.as_ref().is_some_and(|best| best.row.end >= end) || end == at {
                continue;
            }
            best = Some(Found {
                rule,
                row: at..end,
                words: form.words(path, at, end),
                labels: path.iter().map(|step| step.2).collect(),
                places: path.iter().map(|step| step.1).collect(),
            });
        }
        best
    }
}

/// An element that was found: its index, its piece, its label.
type Step = (usize, usize, Label);

/// A form that a piece of some kind may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Start {
    rule: usize,
    form: usize,
    /// How many pieces it has at least.
    least: usize,
}

/// Room to work in, so that not every row that is tried asks for memory.
#[derive(Default)]
struct Room {
    starts: Vec<Start>,
    path: Vec<Step>,
}

impl Form {
    fn compile(form: &str, kinds: &BTreeMap<String, Kind>) -> Result<Self, String> {
        let mut elements = Vec::new();
        let mut bounds = (0, usize::MAX);
        for word in form.split_whitespace() {
            match word {
                "[" => bounds.0 = elements.len(),
                "]" => bounds.1 = elements.len(),
                _ => {
                    let optional = word.starts_with('(') && word.ends_with(')');
                    let names = word.trim_start_matches('(').trim_end_matches(')');
                    let kinds = names
                        .split('|')
                        .map(|name| match kinds.get(name) {
                            Some(&kind) => Ok((kind, kept_as(kind, name))),
                            None => Err(format!("{form:?}: no kind {name:?}")),
                        })
                        .collect::<Result<_, _>>()?;
                    elements.push(Element { kinds, optional });
                }
            }
        }
        bounds.1 = bounds.1.min(elements.len());
        Ok(Self { elements, bounds })
    }

    /// Matches from element `element` at piece `at`; the piece behind the row where it fits.
    /// A row has few elements, so that the search is bounded by a constant.
    fn walk(
        &self,
        pieces: &Pieces<'_>,
        element: usize,
        at: usize,
        path: &mut Vec<Step>,
    ) -> Option<usize> {
        let Some(wanted) = self.elements.get(element) else { return Some(at) };
        let connected = path.is_empty() || pieces.same_sentence(at);
        if connected {
            for label in pieces.labels(at) {
                let Some(&(_, kept)) = wanted.kinds.iter().find(|(kind, _)| *kind == label.kind)
                else {
                    continue;
                };
                path.push((element, at, Label { kind: kept, ..*label }));
                if let Some(end) = self.walk(pieces, element + 1, at + label.length, path) {
                    return Some(end);
                }
                path.pop();
            }
        }
        if wanted.optional { self.walk(pieces, element + 1, at, path) } else { None }
    }

    /// The pieces of the expression proper.
    fn words(&self, path: &[Step], at: usize, end: usize) -> std::ops::Range<usize> {
        let first = path.iter().find(|step| step.0 >= self.bounds.0).map_or(at, |step| step.1);
        let word = |step: &&Step| {
            !matches!(step.2.kind, kind::MARK_COMMA | kind::MARK_POINT | kind::MARK_DASH)
        };
        let mut inner = path.iter().rev().filter(|step| step.0 < self.bounds.1);
        let last = inner.find(word).map_or(end, |step| step.1 + step.2.length);
        first..last.max(first)
    }
}

/// The general kind of a special one.
fn kept_as(own: Kind, name: &str) -> Kind {
    match name {
        "sure-month" => kind::MONTH,
        "sure-weekday" => kind::WEEKDAY,
        "sure-part" | "part-adverb" => kind::PART,
        "sure-season" => kind::SEASON,
        "short-date" => kind::DATE,
        name if name.starts_with("unit.") => kind::UNIT,
        name if name.starts_with("part.") => kind::PART,
        _ => own,
    }
}

/// The rows of a text, in order, not overlapping: at each piece the longest, of equals the first.
pub(super) fn rows(pieces: &Pieces<'_>, lexicon: &Lexicon) -> Vec<Found> {
    let mut rows = Vec::new();
    let mut at = 0;
    let mut room = Room::default();
    while at < pieces.pieces.len() {
        let mut best = longest(pieces, lexicon, at, &mut room);
        // Words that only lead to an expression must not cut a longer one short.
        let lead = best.as_ref().map_or(at, |found| found.words.start);
        for inner in at + 1..=lead {
            let other = longest(pieces, lexicon, inner, &mut room);
            if other.as_ref().map(|found| found.row.end) > best.as_ref().map(|found| found.row.end)
            {
                best = other;
            }
        }
        match best {
            Some(found) => {
                at = found.row.end.max(at + 1);
                rows.push(found);
            }
            None => at += 1,
        }
    }
    rows
}

/// True for a year that is no round number, before a word that is no noun: "1928 verurteilt".
fn counts_nothing(found: &Found, pieces: &Pieces<'_>, lexicon: &Lexicon) -> bool {
    lexicon.numerals.capital_nouns
        && !pieces.caseless
        && found.value(kind::YEAR).is_some_and(|year| year >= 1800 && year % 10 != 0)
        && pieces.get(found.words.end).is_some_and(|next| !next.capital && !next.number)
}

/// The longest row at a piece, of equals the first rule's.
fn longest(
    pieces: &Pieces<'_>,
    lexicon: &Lexicon,
    at: usize,
    Room { starts, path }: &mut Room,
) -> Option<Found> {
    starts.clear();
    let labels = pieces.labels(at);
    // Most words that may begin a row stand before one that no row speaks of.
    let single = pieces.labels(at + 1).is_empty() && labels.iter().all(|label| label.length == 1);
    for label in labels {
        let of_kind = lexicon.starts[usize::from(label.kind)].iter();
        starts.extend(of_kind.filter(|start| !single || start.least <= 1));
    }
    starts.sort_unstable();
    starts.dedup();
    let mut best: Option<Found> = None;
    for forms in starts.chunk_by(|one, other| one.rule == other.rule) {
        let rule = forms[0].rule;
        let of = &lexicon.rules[rule];
        if of.opening && !pieces.pieces[at].first {
            continue;
        }
        let forms = forms.iter().map(|start| start.form);
        let Some(found) = of.find_among(forms, rule, pieces, at, path) else { continue };
        let behind = found.words.end;
        let alone = || pieces.stands_alone(behind) || counts_nothing(&found, pieces, lexicon);
        if (of.alone && !alone()) || (of.closing && !pieces.closes(behind)) {
            continue;
        }
        if best.as_ref().is_none_or(|best| best.row.end < found.row.end) {
            best = Some(found);
        }
    }
    best
}
