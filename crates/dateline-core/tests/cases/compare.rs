//! Lays what a case asks over what a record says.

use std::fmt::Write;

use dateline_core::Record;
use dateline_core::record::EventType;

use crate::expect::{Event, Expected, Fact};
use crate::said::{Said, said};

/// How a record stands to a case.
#[derive(Debug)]
pub struct Outcome {
    /// Whether all that the case asks is so.
    pub holds: bool,
    /// For each expected event, the number of the record's event that fits it best.
    fits: Vec<Option<usize>>,
}

/// Compares. Each expected event takes another event of the record; of all ways to do so the one
/// counts in which most lines hold.
pub fn compare(expected: &Expected, record: &Record) -> Outcome {
    let events: Vec<(String, Vec<Said>)> =
        record.events.iter().map(|event| (type_of(event.event_type), said(event))).collect();
    let mut search = Search { expected, events: &events, best: None };
    search.from(0, &mut Vec::new(), 0);
    let (lines, fits) = search.best.unwrap_or_default();
    let asked: usize = expected.events.iter().map(worth).sum();
    let others = !expected.nothing_else || events.len() == expected.events.len();
    let forbidden = events.iter().any(|(kind, _)| expected.no_type.contains(kind));
    Outcome { holds: lines == asked && others && !forbidden, fits }
}

/// What a fully fitting event counts: itself and its lines.
fn worth(event: &Event) -> usize {
    1 + event.facts.len()
}

struct Search<'a> {
    expected: &'a Expected,
    events: &'a [(String, Vec<Said>)],
    /// How many lines hold, and which event fits which.
    best: Option<(usize, Vec<Option<usize>>)>,
}

impl Search<'_> {
    /// Tries all events for the expected event of a number and those behind it.
    fn from(&mut self, number: usize, taken: &mut Vec<Option<usize>>, lines: usize) {
        let Some(wanted) = self.expected.events.get(number) else {
            if self.best.as_ref().is_none_or(|(best, _)| lines > *best) {
                self.best = Some((lines, taken.clone()));
            }
            return;
        };
        let events = self.events;
        for (index, (kind, said)) in events.iter().enumerate() {
            if *kind != wanted.event_type || taken.contains(&Some(index)) {
                continue;
            }
            let held = wanted.facts.iter().filter(|fact| holds(fact, said)).count();
            taken.push(Some(index));
            self.from(number + 1, taken, lines + 1 + held);
            taken.pop();
        }
        taken.push(None);
        self.from(number + 1, taken, lines);
        taken.pop();
    }
}

/// Whether a line is true of an event.
fn holds(fact: &Fact, said: &[Said]) -> bool {
    let under_key = || said.iter().filter(|one| one.key == fact.key);
    let found = match &fact.value {
        None => under_key().next().is_some(),
        Some(value) => under_key().any(|one| one.forms.iter().any(|form| same(form, value))),
    };
    found != fact.negated
}

/// Articles that the notation leaves out.
const ARTICLES: [&str; 13] =
    ["the", "a", "an", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem"];

/// Equal but for case and articles before the names.
fn same(said: &str, expected: &str) -> bool {
    let plain = |text: &str| {
        let mut words: Vec<String> = text.to_lowercase().split(' ').map(str::to_owned).collect();
        let mut before = true;
        words.retain(|word| {
            let article = before && ARTICLES.contains(&word.as_str());
            before = matches!(word.as_str(), "by" | "via");
            !article
        });
        words
    };
    plain(said) == plain(expected)
}

fn type_of(event_type: EventType) -> String {
    format!("{event_type:?}").to_uppercase()
}

/// What is wrong, line by line, and all that the reader says.
pub fn explain(expected: &Expected, outcome: &Outcome, record: &Record) -> String {
    let mut out = String::from("  expected                                     (✗ is not so)\n");
    let mut line = |bad: bool, words: &str| {
        // writing to a string cannot fail
        let _ = writeln!(out, "  {} {words}", if bad { '✗' } else { ' ' });
    };
    for (event, fit) in expected.events.iter().zip(&outcome.fits) {
        line(fit.is_none(), &format!("event {}", event.event_type));
        let said = fit.map(|index| said(&record.events[index])).unwrap_or_default();
        for fact in &event.facts {
            line(fit.is_none() || !holds(fact, &said), &format!("  {}", written(fact)));
        }
    }
    for kind in &expected.no_type {
        let there = record.events.iter().any(|event| type_of(event.event_type) == *kind);
        line(there, &format!("no {kind}"));
    }
    if expected.nothing_else {
        let none = expected.events.is_empty();
        let bad = record.events.len() != expected.events.len();
        line(bad, if none { "no event" } else { "no other event" });
    }
    out.push_str("  the reader says\n");
    for event in &record.events {
        let _ = writeln!(out, "    event {}", type_of(event.event_type));
        for one in said(event) {
            let _ = writeln!(out, "      {}: {}", one.key, one.forms[0]);
        }
    }
    if record.events.is_empty() {
        out.push_str("    no event\n");
    }
    out
}

fn written(fact: &Fact) -> String {
    let no = if fact.negated { "no " } else { "" };
    match &fact.value {
        Some(value) => format!("{no}{}: {value}", fact.key),
        None => format!("{no}{}", fact.key),
    }
}

/// The block as the reader would have it: the same keys, its values.
pub fn rewrite(expected: &Expected, outcome: &Outcome, record: &Record) -> String {
    let mut out = String::new();
    for (event, fit) in expected.events.iter().zip(&outcome.fits) {
        let Some(index) = fit else { continue };
        let _ = writeln!(out, "event {}", event.event_type);
        let said = said(&record.events[*index]);
        let mut seen: Vec<&str> = Vec::new();
        for fact in &event.facts {
            if holds(fact, &said) {
                let _ = writeln!(out, "  {}", written(fact));
            } else if !seen.contains(&fact.key.as_str()) {
                seen.push(&fact.key);
                let values: Vec<&Said> = said.iter().filter(|one| one.key == fact.key).collect();
                for one in &values {
                    let _ = writeln!(out, "  {}: {}", one.key, one.forms[0]);
                }
                if values.is_empty() {
                    let _ = writeln!(out, "  no {}", fact.key);
                }
            }
        }
    }
    let matched: Vec<usize> = outcome.fits.iter().flatten().copied().collect();
    if expected.nothing_else {
        for (index, event) in record.events.iter().enumerate() {
            if !matched.contains(&index) {
                let _ = writeln!(out, "event {}", type_of(event.event_type));
            }
        }
        let none = record.events.is_empty();
        out.push_str(if none { "no event\n" } else { "no other event\n" });
    }
    for kind in &expected.no_type {
        if !record.events.iter().any(|event| type_of(event.event_type) == *kind) {
            let _ = writeln!(out, "no {kind}");
        }
    }
    out
}
