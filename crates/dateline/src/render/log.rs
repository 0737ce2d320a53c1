//! The log for people at a terminal: an entry a line.

use dateline_store::{Act, Entry};

use super::words;
use crate::terminal::{Page, Paint, plain, width, wrap};

/// Columns before what goes on from an entry's first line.
const INDENT: usize = 4;

/// Entries, oldest first.
pub fn list(page: Page, entries: &[Entry]) -> String {
    let mut out = String::new();
    let numbers = entries.last().map_or(0, |entry| entry.seq.to_string().len());
    for entry in entries {
        let number = format!("{:>numbers$}", entry.seq);
        let text = plain(&told(entry)).into_owned();
        let start = width(&number) + 2;
        let lines = wrap(&text, page.columns, start, INDENT.max(start));
        out.push_str(&format!("{}  ", page.painted(Paint::Cyan, &number)));
        out.push_str(&lines.join(&format!("\n{}", " ".repeat(INDENT.max(start)))));
        out.push('\n');
    }
    if entries.is_empty() {
        page.lines("nothing has been done", 0, Some(Paint::Dim), &mut out);
    }
    out
}

/// What was done, by the name of the command that does it.
fn act(act: Act) -> &'static str {
    match act {
        Act::Close => "settle",
        other => other.name(),
    }
}

/// "2024-05-05T12:00:00Z · anna · merge · i-… and i-… · 3 events moved · why: same market".
fn told(entry: &Entry) -> String {
    let body = &entry.body;
    let mut parts = vec![entry.at.clone(), entry.who.clone(), act(entry.kind).to_owned()];
    parts.extend(body.report.clone());
    parts.extend(body.undoes.map(|undone| format!("entry {undone}")));
    if !body.incidents.is_empty() {
        parts.push(body.incidents.join(" and "));
    }
    parts.extend(body.slot.clone());
    if !body.moves.is_empty() {
        parts.push(format!("{} moved", words::several(body.moves.len(), "event")));
    }
    if !entry.why.is_empty() {
        parts.push(format!("why: {}", words::one_line(&entry.why)));
    }
    parts.extend(entry.undone_by.map(|by| format!("undone by entry {by}")));
    parts.join(" · ")
}
