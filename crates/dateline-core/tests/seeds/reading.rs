//! A record with the questions that the checks ask of it.

use dateline_core::record::{BackgroundKind, Claim, CodePoints, Event, Status};
use dateline_core::{Input, Record, read};

use super::appendix::{Row, report};

/// One report as it was read.
#[derive(Debug)]
pub struct Reading {
    /// The first three digits of its name.
    pub name: String,
    /// What the reader made of it.
    pub record: Record,
    text: Vec<char>,
}

impl Reading {
    /// Reads a report of the folder.
    pub fn new(name: &str, published: Option<&str>) -> Self {
        let input = Input {
            name: name.to_owned(),
            text: report(name),
            published: published.map(str::to_owned),
            ..Input::default()
        };
        let record = read(input).record;
        Self { name: name.to_owned(), text: record.report.text.chars().collect(), record }
    }

    /// The words at a span of the record's text.
    pub fn at(&self, span: CodePoints) -> String {
        self.text.get(span[0]..span[1]).unwrap_or_default().iter().collect()
    }

    /// Where a row's words stand in the record's text: of several places the one that has as many
    /// of the same words before it as in the file, as far as they were not taken off.
    pub fn find(&self, row: &Row) -> Option<CodePoints> {
        let words = row.words();
        let raw: String = report(&row.report).chars().take(row.span[0]).collect();
        let before = raw.matches(&words).count();
        let text = &self.record.report.text;
        let places: Vec<usize> = text.match_indices(&words).map(|(at, _)| at).collect();
        let &byte = places.get(before).or_else(|| places.last())?;
        let start = text[..byte].chars().count();
        Some([start, start + words.chars().count()])
    }

    /// True where the row's words were taken off.
    pub fn has_removed(&self, row: &Row) -> bool {
        let said = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let removed: Vec<String> =
            self.record.report.removed.iter().map(|removed| said(&removed.text)).collect();
        removed.join(" ").contains(&said(&row.words()))
    }

    /// The events that have the span in their evidence.
    pub fn events(&self, span: CodePoints) -> impl Iterator<Item = &Event> {
        self.record
            .events
            .iter()
            .filter(move |event| event.evidence.iter().any(|evidence| covers(evidence.span, span)))
    }

    /// All claims, of events and of background.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        let events = self.record.events.iter().flat_map(|event| &event.claims);
        events.chain(self.record.report.background.iter().flat_map(|background| &background.claims))
    }

    /// The kinds of background that hold the span.
    pub fn kinds(&self, span: CodePoints) -> impl Iterator<Item = BackgroundKind> {
        let background = self.record.report.background.iter();
        background
            .filter(move |background| covers(background.span, span))
            .map(|background| background.kind)
    }

    /// True where evidence, the whole of a claim, or background holds the span.
    pub fn accounts_for(&self, span: CodePoints) -> bool {
        self.events(span).next().is_some()
            || self.kinds(span).next().is_some()
            || self.claims().any(|claim| covers(whole(claim), span))
    }

    /// The events told as having happened whose trigger stands in the span.
    pub fn incidents(&self, span: CodePoints) -> impl Iterator<Item = &Event> {
        self.record.events.iter().filter(move |event| {
            matches!(event.status, Status::Occurred | Status::Ongoing)
                && covers(span, event.trigger.span)
        })
    }
}

/// True where `outer` holds `inner`.
pub fn covers(outer: CodePoints, inner: CodePoints) -> bool {
    outer[0] <= inner[0] && inner[1] <= outer[1]
}

/// True where two spans share a character.
pub fn overlaps(one: CodePoints, other: CodePoints) -> bool {
    one[0] < other[1] && other[0] < one[1]
}

/// From the first to the last word of a claim's source, cue and content.
pub fn whole(claim: &Claim) -> CodePoints {
    let spans = [
        claim.source.as_ref().map(|source| source.span),
        claim.cue.as_ref().map(|cue| cue.span),
        claim.content.as_ref().map(|content| content.span),
    ];
    spans.into_iter().flatten().reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])]).unwrap_or_default()
}
