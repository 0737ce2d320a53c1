//! One incident for people at a terminal: the reading, who says what in whose words, what they
//! agree and disagree on, and why the reports are taken for one.

use dateline_core::incident::Incident;
use dateline_core::incident::record::{Conflict, Count, Figure, Participant, Place, Value};
use dateline_core::record::{CodePoints, Event, Evidence};
use dateline_store::Shown;

use super::{Lines, incident_words, incidents, table, words};
use crate::store::show::Whole;
use crate::terminal::{Page, Paint, plain, width, wrap};

/// Columns of the labels.
const LABEL: usize = 14;

/// Columns before what each report says.
const INDENT: usize = 4;

/// Characters of a quoted sentence that are shown.
const QUOTE: usize = 240;

/// An incident's page; `asked` is the id that was asked for.
pub fn page(page: Page, whole: &Whole, asked: &str) -> String {
    let mut sheet = Sheet { page, whole, out: String::new() };
    sheet.head(asked);
    sheet.when_and_where();
    sheet.what();
    sheet.participants();
    sheet.responsibility();
    sheet.motives();
    sheet.counts();
    sheet.conflicts();
    sheet.agreements();
    sheet.corrections();
    sheet.reports();
    sheet.why();
    sheet.notes();
    sheet.related();
    sheet.out
}

struct Sheet<'a> {
    page: Page,
    whole: &'a Whole,
    out: String,
}

impl<'a> Sheet<'a> {
    fn incident(&self) -> &'a Incident {
        &self.whole.incident
    }

    /// What each member says of one slot.
    fn told(&self) -> impl Iterator<Item = (usize, &'a Shown)> + use<'a> {
        self.whole.told.iter().enumerate()
    }

    fn line(&mut self, text: &str, indent: usize, paint: Option<Paint>) {
        self.page.lines(text, indent, paint, &mut self.out);
    }

    /// A heading over some lines.
    fn heading(&mut self, text: &str) {
        self.out.push('\n');
        self.line(text, 0, Some(Paint::Bold));
    }

    /// A slot with its reading, and how that follows from what is said.
    fn slot(&mut self, label: &str, reading: &str) {
        let pad = LABEL.saturating_sub(width(label)).max(1);
        let lines = wrap(&plain(reading), self.page.columns, LABEL, LABEL);
        self.out.push_str(&self.page.painted(Paint::Bold, label));
        self.out.push_str(&" ".repeat(pad));
        self.out.push_str(&lines.join(&format!("\n{}", " ".repeat(LABEL))));
        self.out.push('\n');
    }

    /// What one member says: `[1] 6, by ministry “six soldiers”, line 3`.
    fn said(&mut self, member: usize, value: &str, words: &str, span: CodePoints) {
        let mut parts = Vec::new();
        if !value.is_empty() {
            parts.push(value.to_owned());
        }
        let quote = words::short(words, 80);
        if !quote.is_empty() {
            parts.push(match self.place(member, span) {
                Some(place) => format!("“{quote}”, {place}"),
                None => format!("“{quote}”"),
            });
        }
        if parts.is_empty() {
            parts.push("nothing".to_owned());
        }
        self.line(&format!("{} {}", mark(member), parts.join(" ")), INDENT, Some(Paint::Dim));
    }

    /// In which line of its report something stands.
    fn place(&self, member: usize, span: CodePoints) -> Option<String> {
        let text = &self.whole.told.get(member)?.report.text;
        (span[0] < span[1]).then(|| format!("line {}", Lines::new(text).of(span[0])))
    }

    fn head(&mut self, asked: &str) {
        let incident = self.incident();
        self.line(&incident.id, 0, Some(Paint::Cyan));
        if asked != incident.id {
            self.line(&format!("{asked} is part of it now"), 0, Some(Paint::Yellow));
        }
        self.line(&words::one_line(&incident.summary), 0, Some(Paint::Bold));
        let (grade, meaning) = incident_words::grade(incident.grade);
        let sources = incident_words::sources(incident);
        self.line(&format!("{sources} · {grade}: {meaning}"), 0, Some(Paint::Dim));
        self.out.push('\n');
    }

    fn when_and_where(&mut self) {
        let incident = self.incident();
        let time = incident.time.as_ref();
        let reading = incident_words::when(time);
        self.slot("when", &with_rule(reading, time.map(|time| incident_words::rule(time.rule))));
        for (member, shown) in self.told() {
            if let Some(time) = &shown.event.time {
                let edtf = time.edtf.as_deref().unwrap_or("no date");
                self.said(member, edtf, &time.text, time.span);
            }
        }
        let place = incident.place.as_ref();
        let reading = place.map_or_else(|| "no place".to_owned(), whereabouts);
        self.slot("where", &with_rule(reading, place.map(|one| incident_words::rule(one.rule))));
        for (member, shown) in self.told() {
            if let Some(place) = &shown.event.place {
                let name = words::one_line(&place.name);
                self.said(member, &name, &place.text, place.span);
            }
        }
    }

    fn what(&mut self) {
        self.slot("what", &incident_words::kind(self.incident()));
        for (member, shown) in self.told() {
            let event = &shown.event;
            let mut what = words::kind(event);
            for more in words::standing(event) {
                what.push_str(&format!(", {more}"));
            }
            self.said(member, &what, &event.trigger.text, event.trigger.span);
        }
    }

    fn participants(&mut self) {
        for one in &self.incident().participants {
            self.slot(words::role(one.role), &participant(one));
            for said in &one.said {
                self.said(said.member, "", &said.text, said.span);
            }
        }
    }

    fn responsibility(&mut self) {
        for one in &self.incident().responsibility {
            let members: Vec<_> = one.members.iter().map(|&member| mark(member)).collect();
            let text = incident_words::responsibility(one);
            self.slot("responsible", &format!("{text} {}", members.join(" ")));
        }
    }

    fn motives(&mut self) {
        for one in &self.incident().motives {
            let by = one.by.as_deref().map(words::one_line);
            let by = by.map(|by| format!(", by {by}")).unwrap_or_default();
            self.slot("motive", &format!("{}{by}", one.kind.name()));
            self.said(one.member, "", &one.text, one.span);
        }
    }

    fn counts(&mut self) {
        for count in &self.incident().counts {
            let Count { of, rule, said, .. } = count;
            let reading = incident_words::range_with_best(count);
            let rule = incident_words::rule(*rule);
            self.slot(&words::counted(*of), &with_rule(reading, Some(rule)));
            for figure in said {
                self.said(figure.member, &number(figure), &figure.text, figure.span);
            }
        }
    }

    fn conflicts(&mut self) {
        let conflicts = &self.incident().conflicts;
        if conflicts.is_empty() {
            return;
        }
        self.heading("What they disagree on");
        for conflict in conflicts {
            self.conflict(conflict);
        }
    }

    fn conflict(&mut self, conflict: &Conflict) {
        let state = incident_words::state(conflict.open);
        let heading = format!("{} ({state})", incidents::heading(conflict));
        self.line(&heading, 2, conflict.open.then_some(Paint::Yellow));
        for value in &conflict.said {
            let said = incidents::said(conflict, value);
            self.line(&format!("{} {said}", mark(value.member)), INDENT, None);
            let Some(shown) = self.whole.told.get(value.member) else { continue };
            let Some((sentence, span)) = sentence(&shown.event, value) else { continue };
            let place = self.place(value.member, span);
            let place = place.map(|place| format!(", {place}")).unwrap_or_default();
            let quote = words::short(sentence, QUOTE);
            let text = format!("“{quote}” ({}{place})", shown.report.name);
            self.line(&text, INDENT + 4, Some(Paint::Dim));
        }
    }

    fn agreements(&mut self) {
        let agreements = &self.incident().agreements;
        if agreements.is_empty() {
            return;
        }
        self.heading("What they agree on");
        for one in agreements {
            let members: Vec<_> = one.members.iter().map(|&member| mark(member)).collect();
            let kind = incident_words::agreement(one.kind);
            self.line(&format!("{}: {kind} {}", one.slot, members.join(" ")), 2, None);
        }
    }

    fn corrections(&mut self) {
        let corrections = &self.incident().corrections;
        if corrections.is_empty() {
            return;
        }
        self.heading("Corrections");
        for one in corrections {
            let said = incident_words::corrected(one.value.as_ref());
            let was = incident_words::corrected(one.was.as_ref());
            let text = format!("{} {}: {said}; read as: {was}", mark(one.member), one.slot);
            self.line(&text, 2, None);
            let by = format!("entry {}, {}: {}", one.entry, one.by, words::one_line(&one.why));
            self.line(&by, INDENT + 4, Some(Paint::Dim));
        }
    }

    fn reports(&mut self) {
        self.heading("Reports");
        for (member, shown) in self.told() {
            let Shown { report, event } = shown;
            let head = format!("{} {}, {}", mark(member), report.name, event.id);
            self.line(&head, 2, Some(Paint::Cyan));
            let mut about = vec![words::language(&report.language)];
            about.push(words::published(report.published.as_deref(), report.published_basis));
            about.extend(report.publisher.as_deref().map(words::one_line));
            about.extend(report.url.as_deref().map(words::one_line));
            self.line(&about.join(" · "), 6, Some(Paint::Dim));
            if let Some(title) = &report.title {
                self.line(&words::one_line(title), 6, Some(Paint::Bold));
            }
            for evidence in &event.evidence {
                let place = self.place(member, evidence.span);
                let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
                self.line(&format!("“{}”{place}", words::short(&evidence.text, QUOTE)), 6, None);
            }
            for claim in &event.claims {
                self.line(&table::claim(claim), 6, Some(Paint::Dim));
            }
        }
    }

    fn why(&mut self) {
        let why = &self.incident().why;
        if why.is_empty() {
            return;
        }
        self.heading("Why they are taken for one");
        for one in why {
            let [a, b] = one.members.map(mark);
            let because = one.because.join(", ");
            self.line(&format!("{a} and {b}: {because} ({:.2})", one.score), 2, None);
        }
    }

    fn notes(&mut self) {
        if self.whole.notes.is_empty() {
            return;
        }
        self.heading("Notes");
        for note in &self.whole.notes {
            let head = format!("entry {}, {}, {}", note.entry, note.who, note.at);
            self.line(&head, 2, Some(Paint::Dim));
            self.line(&words::one_line(&note.text), INDENT, None);
        }
    }

    fn related(&mut self) {
        let related = &self.incident().related;
        if related.is_empty() {
            return;
        }
        self.heading("Related");
        for one in related {
            let relation = incident_words::relation(one.relation);
            self.line(&format!("{relation} {}", one.incident), 2, None);
        }
    }
}

/// The number of a member on the page.
fn mark(member: usize) -> String {
    format!("[{}]", member + 1)
}

fn with_rule(reading: String, rule: Option<&str>) -> String {
    match rule {
        Some(rule) => format!("{reading} · {rule}"),
        None => reading,
    }
}

/// "at Boni (MLI), 15.0826 -2.2189, within 1 km".
fn whereabouts(place: &Place) -> String {
    let mut text = incident_words::place(place);
    if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
        text.push_str(&format!(", {lat:.4} {lon:.4}"));
    }
    if let Some(within) = place.where_prec.and_then(incident_words::exactness) {
        text.push_str(&format!(", {within}"));
    }
    if let Some(km) = place.radius_km {
        text.push_str(&format!(", within {km:.0} km"));
    }
    text
}

fn participant(one: &Participant) -> String {
    let mut about = vec![words::code(one.kind).replace('-', " ")];
    about.extend(one.country.clone());
    about.extend(one.id.clone());
    format!("{} ({})", incident_words::name(one), about.join(", "))
}

fn number(figure: &Figure) -> String {
    let number = if figure.reported_none {
        "none reported".to_owned()
    } else {
        words::bounds(figure.low, figure.best, figure.high)
    };
    match &figure.by {
        Some(by) => format!("{number}, by {}", words::one_line(by)),
        None => number,
    }
}

/// The sentence of an event's evidence in which the words of one side stand, and where; else the
/// words alone.
fn sentence<'a>(event: &'a Event, value: &'a Value) -> Option<(&'a str, CodePoints)> {
    let words = value.text.as_deref().filter(|words| !words.trim().is_empty());
    let holds = |evidence: &&Evidence| match value.span {
        Some(span) => evidence.span[0] <= span[0] && span[1] <= evidence.span[1],
        None => words.is_some_and(|words| evidence.text.contains(words)),
    };
    let found = event.evidence.iter().find(holds);
    let found = found.map(|evidence| (evidence.text.as_str(), value.span.unwrap_or(evidence.span)));
    found.or_else(|| Some((words?, value.span.unwrap_or_default())))
}
