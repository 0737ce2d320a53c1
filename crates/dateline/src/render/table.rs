//! The record for people at a terminal: a block a report, a line an event, the claims under it.

use dateline_core::Reading;
use dateline_core::record::{Claim, Event, Part, Report, Role};

use super::{Render, words};
use crate::terminal::{self, Page, Paint, plain, wrap};

/// Columns before what stands under an event's line.
const INDENT: usize = 6;

/// Columns of the labels under an event's line.
const LABEL: usize = 13;

/// Characters of a quote that are shown.
const QUOTE: usize = 160;

/// Blocks of text on a page of a terminal.
pub struct Table(pub Page);

impl Render<Reading> for Table {
    fn report(&self, reading: &Reading, _number: usize) -> String {
        let record = &reading.record;
        let mut out = String::new();
        self.head(&record.report, &mut out);
        if record.events.is_empty() {
            out.push_str(&self.0.painted(Paint::Dim, "  no event found"));
            out.push('\n');
        }
        let ids = record.events.iter().map(|event| terminal::width(&event.id)).max().unwrap_or(0);
        let times = record.events.iter().map(|e| terminal::width(&time(e))).max().unwrap_or(0);
        for event in &record.events {
            self.event(event, ids, times, &mut out);
        }
        out
    }

    fn between(&self) -> &'static str {
        "\n"
    }
}

impl Table {
    fn head(&self, report: &Report, out: &mut String) {
        self.0.lines(&report.name, 0, Some(Paint::Cyan), out);
        if let Some(title) = &report.title {
            self.0.lines(&words::one_line(title), 0, Some(Paint::Bold), out);
        }
        let published = words::published(report.published.as_deref(), report.published_basis);
        let mut about = vec![words::language(&report.language), published];
        about.extend(report.publisher.as_deref().map(words::one_line));
        about.extend(report.byline.as_deref().map(|name| format!("by {}", words::one_line(name))));
        self.0.lines(&about.join(" · "), 0, Some(Paint::Dim), out);
        for note in &report.notes {
            self.0.lines(&format!("note: {}", words::one_line(note)), 2, Some(Paint::Yellow), out);
        }
    }

    fn event(&self, event: &Event, ids: usize, times: usize, out: &mut String) {
        let time = time(event);
        let start = 2 + ids + 2 + times + 2;
        // on a narrow terminal the line goes on under the date rather than beside it
        let indent = if start * 2 > self.0.columns { INDENT } else { start };
        let text = plain(&event_line(event)).into_owned();
        let lines = wrap(&text, self.0.columns, start, indent);
        let pad = |text: &str, to: usize| " ".repeat(to.saturating_sub(terminal::width(text)));
        out.push_str(&format!(
            "  {}{}  {}{}  ",
            self.0.painted(Paint::Cyan, &event.id),
            pad(&event.id, ids),
            self.0.painted(Paint::Bold, &time),
            pad(&time, times),
        ));
        out.push_str(&lines.join(&format!("\n{}", " ".repeat(indent))));
        out.push('\n');
        for (label, text) in beneath(event) {
            self.labelled(&label, &text, out);
        }
    }

    fn labelled(&self, label: &str, text: &str, out: &mut String) {
        let start = INDENT + LABEL;
        let pad = LABEL.saturating_sub(terminal::width(label)).max(1);
        let lines = wrap(&plain(text), self.0.columns, start, start);
        out.push_str(&" ".repeat(INDENT));
        out.push_str(&self.0.painted(Paint::Dim, label));
        out.push_str(&" ".repeat(pad));
        out.push_str(&lines.join(&format!("\n{}", " ".repeat(start))));
        out.push('\n');
    }
}

fn time(event: &Event) -> String {
    plain(&words::time(event.time.as_ref())).into_owned()
}

/// Type, status, who to whom, place and counts.
fn event_line(event: &Event) -> String {
    let mut parts = vec![words::kind(event)];
    if !event.trigger.text.trim().is_empty() {
        parts[0].push_str(&format!(" “{}”", words::short(&event.trigger.text, 40)));
    }
    parts.extend(words::standing(event).into_iter().map(str::to_owned));
    parts.extend(who(event));
    let means = words::names(event, &[Role::Instrument]);
    if !means.is_empty() {
        parts.push(format!("with {}", means.join(", ")));
    }
    parts.extend(words::place(event).map(|place| format!("at {place}")));
    for (of, counts) in words::by_kind(&event.counts) {
        let numbers: Vec<_> = distinct(counts.iter().map(|count| words::number(count)));
        parts.push(format!("{} {}", words::counted(of), numbers.join(" / ")));
    }
    parts.join(" · ")
}

/// "Hezbollah → Kiryat Shmona".
fn who(event: &Event) -> Option<String> {
    let actors = words::names(event, &[Role::Actor]);
    let others = words::names(event, &[Role::Recipient, Role::Victim, Role::Object]);
    match (actors.is_empty(), others.is_empty()) {
        (true, true) => None,
        (false, true) => Some(actors.join(", ")),
        (true, false) => Some(format!("→ {}", others.join(", "))),
        (false, false) => Some(format!("{} → {}", actors.join(", "), others.join(", "))),
    }
}

/// Each text once, in order.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for text in texts {
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen
}

/// What stands under an event's line: a label and a text each.
fn beneath(event: &Event) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    for one in &event.responsibility {
        rows.push(("responsible".to_owned(), words::responsibility(one)));
    }
    rows.extend(event.motives.iter().map(|one| ("motive".to_owned(), words::motive(one))));
    for (of, counts) in words::by_kind(&event.counts) {
        let differ = words::disagree(&counts);
        if !differ && counts.iter().all(|count| count.by.is_none()) {
            continue;
        }
        let said = counts.iter().map(|count| {
            let by = count.by.as_deref().map_or("the report", |by| by);
            format!("{} ({})", words::number(count), words::one_line(by))
        });
        let between = if differ { " against " } else { "; " };
        rows.push((words::counted(of), distinct(said).join(between)));
    }
    rows.extend(event.claims.iter().map(|claim| ("claim".to_owned(), self::claim(claim))));
    let open = words::open(event);
    if !open.is_empty() {
        rows.push(("not known".to_owned(), open.join(", ")));
    }
    rows
}

/// "denial by Armed Forces (“the army”, “denied”), via Radio Noor: “…”".
pub fn claim(claim: &Claim) -> String {
    let mut text = words::stance(claim.stance).to_owned();
    let mut said = Vec::new();
    match &claim.source {
        Some(source) => {
            let (name, words) = words::source(source);
            text.push_str(&format!(" by {name}"));
            said.extend(words);
        }
        None => text.push_str(", nobody named"),
    }
    said.extend(claim.cue.as_ref().map(|cue| words::short(&cue.text, 40)));
    let said: Vec<_> = said.iter().filter(|w| !w.is_empty()).map(|w| format!("“{w}”")).collect();
    if !said.is_empty() {
        text.push_str(&format!(" ({})", said.join(", ")));
    }
    let via = words::via(claim);
    if !via.is_empty() {
        text.push_str(&format!(", via {}", via.join(", ")));
    }
    if claim.part == Some(Part::Headline) {
        text.push_str(", in the headline");
    }
    if let Some(content) = claim.content.as_ref().filter(|said| !said.text.trim().is_empty()) {
        text.push_str(&format!(": “{}”", words::short(&content.text, QUOTE)));
    }
    text
}
