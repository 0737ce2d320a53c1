//! The log for people at a terminal: an entry a line.

use dateline_store::{Change, Entry, Granted, Scope};

use super::words;
use crate::terminal::{Page, Paint, plain, width, wrap};

/// Columns before what goes on from an entry's first line.
const INDENT: usize = 4;

/// Entries, oldest first.
pub struct Entries {
    page: Page,
    /// Digits of the last one's number.
    digits: usize,
    any: bool,
}

impl Entries {
    /// None yet; `last` is the number of the last one that will come.
    pub fn new(page: Page, last: i64) -> Self {
        Self { page, digits: last.to_string().len(), any: false }
    }

    /// The next one.
    pub fn next(&mut self, entry: &Entry) -> String {
        self.any = true;
        let (page, digits) = (self.page, self.digits);
        let number = format!("{:>digits$}", entry.seq);
        let text = plain(&told(entry)).into_owned();
        let start = width(&number) + 2;
        let lines = wrap(&text, page.columns, start, INDENT.max(start));
        let lines = lines.join(&format!("\n{}", " ".repeat(INDENT.max(start))));
        format!("{}  {lines}\n", page.painted(Paint::Cyan, &number))
    }

    /// What stands behind the last.
    pub fn end(self) -> String {
        let mut out = String::new();
        if !self.any {
            self.page.lines("nothing has been done", 0, Some(Paint::Dim), &mut out);
        }
        out
    }
}

/// "2024-05-05T12:00:00Z · anna · merge · i-… and i-… · 3 events moved · why: same market".
fn told(entry: &Entry) -> String {
    let body = &entry.body;
    let mut parts = vec![entry.at.clone(), entry.who.clone(), entry.kind.name().to_owned()];
    parts.extend(body.report.clone());
    parts.extend(body.undoes.map(|undone| format!("entry {undone}")));
    if !body.incidents.is_empty() {
        parts.push(body.incidents.join(" and "));
    }
    if let Some(Change { member, .. }) = &body.correction {
        parts.push(format!("{}, {}", member.report, member.event));
    }
    parts.extend(body.slot.clone());
    if let Some(Granted { id, who, scopes }) = &body.token {
        let scopes: Vec<&str> = scopes.iter().copied().map(Scope::name).collect();
        parts.push(format!("token {id} of {who} ({})", scopes.join(", ")));
    }
    if !body.moves.is_empty() {
        parts.push(format!("{} moved", words::several(body.moves.len(), "event")));
    }
    if !entry.why.is_empty() {
        parts.push(format!("why: {}", words::one_line(&entry.why)));
    }
    parts.extend(entry.undone_by.map(|by| format!("undone by entry {by}")));
    parts.join(" · ")
}
