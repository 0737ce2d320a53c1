//! What reading again changes, for people at a terminal: a block a report, a line a value. Changed
//! positions of words are left to the lines for programs.

use dateline_store::{Changed, Recoded};
use serde_json::Value;

use super::words;
use crate::terminal::{Page, Paint};

/// Columns before a value.
const INDENT: usize = 4;

/// Characters of a value that are shown.
const SHOWN: usize = 80;

/// Every value that is otherwise, and how many; `applied` says that they are taken over.
pub fn list(page: Page, recoded: &Recoded, applied: bool) -> String {
    let mut out = String::new();
    let mut last = "";
    // where words stand follows from which words they are
    let values: Vec<&Changed> =
        recoded.values.iter().filter(|change| !change.path.contains("/span/")).collect();
    for change in &values {
        if last != change.report {
            last = &change.report;
            let head = format!("{last} (version {})", change.version);
            page.lines(&head, 0, Some(Paint::Cyan), &mut out);
        }
        page.lines(&otherwise(change), INDENT, None, &mut out);
    }
    let Recoded { read, changed, .. } = recoded;
    let end = match (values.len(), applied) {
        _ if *changed == 0 => "nothing is otherwise".to_owned(),
        (many, true) => {
            format!("{changed} otherwise, {}, taken over", words::several(many, "value"))
        }
        (many, false) => {
            format!("{changed} otherwise, {}; --apply takes it over", words::several(many, "value"))
        }
    };
    page.lines(
        &format!("{} read again: {end}", words::several(*read, "report")),
        0,
        Some(Paint::Dim),
        &mut out,
    );
    out
}

/// "e2 /place/name: “Gao” → “Gao Region”".
fn otherwise(change: &Changed) -> String {
    let event = change.event.as_deref().unwrap_or("report");
    match (&change.old, &change.new) {
        (Some(old), None) if change.path.is_empty() => {
            format!("{event} is gone: {}", event_line(old))
        }
        (None, Some(new)) if change.path.is_empty() => {
            format!("{event} is new: {}", event_line(new))
        }
        (old, new) => {
            let (old, new) = (value(old.as_ref()), value(new.as_ref()));
            format!("{event} {}: {old} → {new}", change.path)
        }
    }
}

/// An event as a whole by its summary.
fn event_line(event: &Value) -> String {
    words::short(event["summary"].as_str().unwrap_or_default(), SHOWN)
}

fn value(value: Option<&Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(Value::String(text)) => format!("“{}”", words::short(text, SHOWN)),
        Some(other) => words::short(&other.to_string(), SHOWN),
    }
}
