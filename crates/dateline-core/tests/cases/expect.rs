//! The notation of a block `expect`: an event a paragraph, a fact a line.

/// What a case asks of a record.
#[derive(Debug, Default)]
pub struct Expected {
    /// Events that must be there, each a different one.
    pub events: Vec<Event>,
    /// No event besides those.
    pub nothing_else: bool,
    /// Types of which there must be no event.
    pub no_type: Vec<String>,
}

/// One event and what must hold of it.
#[derive(Debug)]
pub struct Event {
    /// PLOVER type.
    pub event_type: String,
    /// All must hold; what is not listed may be anything.
    pub facts: Vec<Fact>,
}

/// One line about an event.
#[derive(Debug)]
pub struct Fact {
    /// `actor`, `killed`, `time`, …
    pub key: String,
    /// What must be said; none where the line is `no KEY`.
    pub value: Option<String>,
    /// Whether it must not be said.
    pub negated: bool,
}

/// Reads the lines of a block.
///
/// # Errors
///
/// The number of the bad line, from 0, and what is wrong.
pub fn parse(lines: &[&str]) -> Result<Expected, (usize, String)> {
    let mut expected = Expected::default();
    for (number, &line) in lines.iter().enumerate() {
        let words = line.trim();
        let bad = |reason: &str| (number, format!("{reason}: {words}"));
        if words.is_empty() {
            continue;
        }
        if line.starts_with(' ') {
            let event = expected.events.last_mut().ok_or_else(|| bad("no event above"))?;
            event.facts.push(fact(words).ok_or_else(|| bad("no such line"))?);
        } else if let Some(kind) = words.strip_prefix("event ") {
            let known = kind.chars().all(|c| c.is_ascii_uppercase());
            let kind = known.then(|| kind.to_owned()).ok_or_else(|| bad("no event type"))?;
            expected.events.push(Event { event_type: kind, facts: Vec::new() });
        } else if words == "no event" || words == "no other event" {
            expected.nothing_else = true;
        } else if let Some(kind) = words.strip_prefix("no ") {
            expected.no_type.push(kind.to_owned());
        } else {
            return Err(bad("no such line"));
        }
    }
    let empty = expected.events.is_empty() && !expected.nothing_else && expected.no_type.is_empty();
    if empty { Err((0, "nothing is expected".to_owned())) } else { Ok(expected) }
}

/// Keys besides the roles and the things counted.
const KEYS: [&str; 15] = [
    "mode",
    "status",
    "level",
    "trigger",
    "time",
    "place",
    "precision",
    "responsible",
    "motive",
    "claim",
    "source",
    "told",
    "acled",
    "cameo",
    "muc4",
];
const ROLES: [&str; 5] = ["actor", "recipient", "victim", "object", "instrument"];
const COUNTED: [&str; 11] = [
    "munitions",
    "intercepted",
    "killed",
    "injured",
    "captured",
    "released",
    "missing",
    "displaced",
    "arrested",
    "participants",
    "held",
];

fn fact(words: &str) -> Option<Fact> {
    let (negated, words) =
        words.strip_prefix("no ").map_or((false, words), |negated| (true, negated));
    let (key, value) = match words.split_once(": ") {
        Some((key, value)) => (key, Some(value.trim().to_owned())),
        None => (words, None),
    };
    let known = KEYS.contains(&key) || ROLES.contains(&key) || COUNTED.contains(&key);
    (known && (negated || value.is_some())).then(|| Fact { key: key.to_owned(), value, negated })
}
