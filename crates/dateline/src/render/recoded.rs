//! What reading again changes, for people at a terminal: a block a report, a line a value. Changed
//! positions of words are left to the lines for programs.

use dateline_store::Changed;
use serde_json::Value;

use super::words;
use crate::terminal::{Page, Paint};

/// Columns before a value.
const INDENT: usize = 4;

/// Characters of a value that are shown.
const SHOWN: usize = 80;

/// Every value that is otherwise, and how many.
pub struct Changes {
    page: Page,
    /// They are taken over.
    applied: bool,
    /// Reports of which something is otherwise.
    changed: usize,
    /// Values that are otherwise.
    values: usize,
}

impl Changes {
    /// None yet; `applied` says that they are taken over.
    pub const fn new(page: Page, applied: bool) -> Self {
        Self { page, applied, changed: 0, values: 0 }
    }

    /// What is otherwise in the next report.
    pub fn next(&mut self, changes: &[Changed]) -> String {
        let mut out = String::new();
        self.changed += usize::from(!changes.is_empty());
        // where words stand follows from which words they are
        let mut values = changes.iter().filter(|change| !change.path.contains("/span/")).peekable();
        if let Some(first) = values.peek() {
            let head = format!("{} (version {})", first.report, first.version);
            self.page.lines(&head, 0, Some(Paint::Cyan), &mut out);
        }
        for change in values {
            self.values += 1;
            self.page.lines(&otherwise(change), INDENT, None, &mut out);
        }
        out
    }

    /// What stands behind the last of so many reports that were read.
    pub fn end(self, read: usize) -> String {
        let Self { page, applied, changed, values } = self;
        let values = words::several(values, "value");
        let end = match applied {
            _ if changed == 0 => "nothing is otherwise".to_owned(),
            true => format!("{changed} otherwise, {values}, taken over"),
            false => format!("{changed} otherwise, {values}; --apply takes it over"),
        };
        let mut out = String::new();
        let text = format!("{} read again: {end}", words::several(read, "report"));
        page.lines(&text, 0, Some(Paint::Dim), &mut out);
        out
    }
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
