//! Incidents and conflicts for people at a terminal: a block each.

use dateline_core::incident::Incident;
use dateline_core::incident::record::{Conflict, Slot, Value};
use dateline_store::Dispute;

use super::{incident_words, words};
use crate::terminal::{Page, Paint, plain, width, wrap};

/// Columns before what stands under an incident's first line.
const INDENT: usize = 4;

/// Characters of a summary that are shown.
const SUMMARY: usize = 160;

/// Incidents, a block each, and how many they are.
pub struct Incidents {
    page: Page,
    many: usize,
}

impl Incidents {
    /// None yet.
    pub const fn new(page: Page) -> Self {
        Self { page, many: 0 }
    }

    /// The next one.
    pub fn next(&mut self, incident: &Incident) -> String {
        self.many += 1;
        let mut out = String::new();
        block(self.page, incident, &mut out);
        out
    }

    /// What stands behind the last.
    pub fn end(self) -> String {
        let many = match self.many {
            0 => "no incident fits".to_owned(),
            many => words::several(many, "incident"),
        };
        let mut out = String::new();
        self.page.lines(&many, 0, Some(Paint::Dim), &mut out);
        out
    }
}

fn block(page: Page, incident: &Incident, out: &mut String) {
    let place = incident.place.as_ref().map(incident_words::place);
    let place = place.unwrap_or_else(|| "no place".to_owned());
    let when = incident_words::when(incident.time.as_ref());
    let start = width(&incident.id) + 2;
    let head = plain(&format!("{when} · {place}")).into_owned();
    out.push_str(&format!("{}  ", page.painted(Paint::Cyan, &incident.id)));
    for (at, line) in wrap(&head, page.columns, start, INDENT).iter().enumerate() {
        out.push_str(&" ".repeat(if at == 0 { 0 } else { INDENT }));
        out.push_str(&page.painted(Paint::Bold, line));
        out.push('\n');
    }
    page.lines(&words::short(&incident.summary, SUMMARY), INDENT, None, out);
    let mut parts = vec![incident_words::kind(incident)];
    parts.extend(incident_words::who(incident));
    for count in &incident.counts {
        parts.push(format!("{} {}", words::counted(count.of), incident_words::range(count)));
    }
    page.lines(&parts.join(" · "), INDENT, None, out);
    let (grade, _) = incident_words::grade(incident.grade);
    let sources = format!("{} · {grade}", incident_words::sources(incident));
    page.lines(&sources, INDENT, Some(Paint::Dim), out);
    let open: Vec<&str> = incident
        .conflicts
        .iter()
        .filter(|conflict| conflict.open)
        .map(|conflict| conflict.slot.name())
        .collect();
    if !open.is_empty() {
        let mark = format!("! in conflict: {}", open.join(", "));
        page.lines(&mark, INDENT, Some(Paint::Yellow), out);
    }
}

/// Conflicts, a block an incident, and how many they are.
pub struct Conflicts {
    page: Page,
    many: usize,
    /// The incident that the last one was of.
    of: String,
}

impl Conflicts {
    /// None yet.
    pub const fn new(page: Page) -> Self {
        Self { page, many: 0, of: String::new() }
    }

    /// The next one.
    pub fn next(&mut self, dispute: &Dispute) -> String {
        self.many += 1;
        let (page, mut out) = (self.page, String::new());
        if self.of != dispute.incident {
            self.of.clone_from(&dispute.incident);
            out.push_str(&page.painted(Paint::Cyan, &self.of));
            out.push('\n');
            page.lines(&words::short(&dispute.summary, SUMMARY), INDENT, None, &mut out);
        }
        page.lines(&heading(&dispute.conflict), INDENT, Some(Paint::Yellow), &mut out);
        for value in &dispute.conflict.said {
            let report = dispute.members.get(value.member).map(|member| member.report.as_str());
            let quote = value.text.as_deref().map(|text| format!(" “{}”", words::short(text, 80)));
            let text = format!(
                "{} · {}{}",
                said(&dispute.conflict, value),
                report.unwrap_or_default(),
                quote.unwrap_or_default()
            );
            page.lines(&text, INDENT + 2, None, &mut out);
        }
        out
    }

    /// What stands behind the last.
    pub fn end(self) -> String {
        let many = match self.many {
            0 => "no open conflict fits".to_owned(),
            many => words::several(many, "conflict"),
        };
        let mut out = String::new();
        self.page.lines(&many, 0, Some(Paint::Dim), &mut out);
        out
    }
}

/// "killed: they cannot both hold".
pub fn heading(conflict: &Conflict) -> String {
    format!("{}: {}", conflict.slot, incident_words::conflict(conflict.kind))
}

/// What one side says, and who says so where it is not the narrator: "11, by JNIM".
pub fn said(conflict: &Conflict, value: &Value) -> String {
    let what = words::one_line(&value.value);
    let by = value.by.as_deref();
    let what = match conflict.slot {
        Slot::Responsibility => match held_responsible(&what, by) {
            Some(text) => return text,
            None => what,
        },
        Slot::Count(_) => match what.split_once("..") {
            Some((low, "")) => format!("at least {low}"),
            Some((low, high)) => format!("{low}–{high}"),
            None => what,
        },
        _ => what,
    };
    match by {
        Some(by) => format!("{what}, by {}", words::one_line(by)),
        None => what,
    }
}

/// "Hamas accused" in words.
fn held_responsible(value: &str, by: Option<&str>) -> Option<String> {
    let (actor, status) = value.rsplit_once(' ')?;
    let status = serde_json::from_value(serde_json::Value::String(status.to_owned())).ok()?;
    Some(words::held_responsible(actor, status, by))
}

#[cfg(test)]
mod tests {
    use dateline_core::incident::record::ConflictKind;
    use dateline_core::record::CountOf;

    use super::*;

    #[test]
    fn what_is_said_is_said_in_words() {
        let said = |slot, value: &str, by: Option<&str>| {
            let by = by.map(str::to_owned);
            let value = Value { member: 0, value: value.to_owned(), by, text: None, span: None };
            let conflict =
                Conflict { slot, kind: ConflictKind::Contradicts, said: vec![], open: true };
            super::said(&conflict, &value)
        };
        let killed = Slot::Count(CountOf::Killed);
        assert_eq!(said(killed, "11", Some("the army")), "11, by the army");
        assert_eq!(said(killed, "9..", None), "at least 9");
        assert_eq!(said(killed, "24..99", None), "24–99");
        assert_eq!(
            said(Slot::Responsibility, "Islamic State accused", Some("Mali")),
            "Islamic State: accused by Mali"
        );
        assert_eq!(said(Slot::Responsibility, "somebody", None), "somebody");
        assert_eq!(said(Slot::Time, "2024-05-05/2024-05-06", None), "2024-05-05/2024-05-06");
    }
}
