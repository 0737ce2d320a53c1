//! A report's text as HTML with its mentions marked.
//!
//! Mentions overlap and nest in any way, HTML elements may not. So the text is cut wherever a
//! mention begins or ends, and each piece between two cuts carries the roles of all mentions that
//! hold it.

use std::collections::BTreeSet;
use std::fmt::Write;

use dateline_core::record::{CodePoints, Event, Record};
use serde::Serialize;

use super::escape::Escaped;
use crate::render::words;

/// How many mentions are named to a reader who points at a piece.
const TITLES: usize = 6;

/// What a piece of the text is to an event. The order is that of preference where a piece is
/// several things: it decides the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    Trigger,
    Actor,
    Recipient,
    Victim,
    Object,
    Means,
    Count,
    Time,
    Place,
    Source,
    Cue,
    /// What a source says.
    Said,
    /// A sentence that tells of an event.
    Evidence,
}

impl Sort {
    /// All that the legend shows.
    pub const SHOWN: [Self; 12] = [
        Self::Trigger,
        Self::Actor,
        Self::Recipient,
        Self::Victim,
        Self::Object,
        Self::Means,
        Self::Count,
        Self::Time,
        Self::Place,
        Self::Source,
        Self::Cue,
        Self::Said,
    ];

    /// The class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Trigger => "trigger",
            Self::Actor => "actor",
            Self::Recipient => "recipient",
            Self::Victim => "victim",
            Self::Object => "object",
            Self::Means => "means",
            Self::Count => "count",
            Self::Time => "time",
            Self::Place => "place",
            Self::Source => "source",
            Self::Cue => "cue",
            Self::Said => "said",
            Self::Evidence => "evidence",
        }
    }

    /// What the legend calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Trigger => "act (leads to its event)",
            Self::Said => "what a source says",
            Self::Cue => "word that attributes",
            other => other.class(),
        }
    }
}

impl From<dateline_core::record::Role> for Sort {
    fn from(role: dateline_core::record::Role) -> Self {
        use dateline_core::record::Role;
        match role {
            Role::Actor => Self::Actor,
            Role::Recipient => Self::Recipient,
            Role::Victim => Self::Victim,
            Role::Object => Self::Object,
            Role::Instrument => Self::Means,
        }
    }
}

/// A stretch of the text and what it is.
#[derive(Clone, Debug)]
struct Mention<'a> {
    span: CodePoints,
    sort: Sort,
    event: &'a str,
    /// What a reader sees who points at it.
    title: String,
}

/// The id of the place in the text where a span begins.
pub fn anchor(report: usize, start: usize) -> String {
    format!("r{report}-c{start}")
}

/// The id of an event's card.
pub fn card(report: usize, event: &str) -> String {
    let plain: String = event.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("r{report}-{plain}")
}

/// A line of the text, cut into pieces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// It is the report's title.
    pub headline: bool,
    pub pieces: Vec<Piece>,
}

/// A piece of the text that no mention begins or ends inside of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Piece {
    pub text: String,
    /// Where it begins, in code points of the report's text.
    pub start: usize,
    /// Some mention begins with it.
    pub begins: bool,
    /// What it is, as the style sheet knows it; empty where it is nothing.
    pub classes: Vec<&'static str>,
    /// What a reader sees who points at it.
    pub title: String,
    /// The event whose act it is.
    pub event: Option<String>,
    /// The act's last piece: here the style sheet shows which event it is.
    pub last: bool,
    /// It lies in the stretch that is to be seen.
    pub mark: bool,
    /// The stretch begins with it.
    pub mark_begins: bool,
}

/// The text, a paragraph a line; empty lines are left out. `mark` is a stretch that is to be seen
/// beside the mentions.
pub fn paragraphs(record: &Record, mark: Option<CodePoints>) -> Vec<Paragraph> {
    let mentions = mentions(record);
    let mut cuts: BTreeSet<usize> = mentions.iter().flat_map(|mention| mention.span).collect();
    cuts.extend(mark.into_iter().flatten());
    let title = record.report.title.as_deref().map(words::one_line);
    let mut cutter = Cutter { ahead: &mentions, open: Vec::new(), mark, marked: false };
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for line in record.report.text.split('\n') {
        let length = line.chars().count();
        if !line.trim().is_empty() {
            let headline = title.as_deref() == Some(words::one_line(line).as_str());
            let pieces = cutter.line(line, start, start + length, &cuts);
            paragraphs.push(Paragraph { headline, pieces });
        }
        start += length + 1;
    }
    paragraphs
}

/// The text, a paragraph a line.
pub fn text(record: &Record, report: usize) -> String {
    let mut out = String::with_capacity(record.report.text.len() * 2);
    for paragraph in paragraphs(record, None) {
        out.push_str(if paragraph.headline { "<p class=\"headline\">" } else { "<p>" });
        for piece in &paragraph.pieces {
            write_piece(piece, report, &mut out);
        }
        out.push_str("</p>\n");
    }
    out
}

struct Cutter<'a> {
    /// Mentions that have not begun.
    ahead: &'a [Mention<'a>],
    /// Mentions that have begun and may not have ended.
    open: Vec<&'a Mention<'a>>,
    mark: Option<CodePoints>,
    /// The stretch that is to be seen has begun.
    marked: bool,
}

impl Cutter<'_> {
    /// One line of the text, which stands from `start` to `end`.
    fn line(&mut self, line: &str, start: usize, end: usize, cuts: &BTreeSet<usize>) -> Vec<Piece> {
        let inside = cuts.range(start + 1..end.max(start + 1)).copied();
        let mut pieces = Vec::new();
        let mut rest = line;
        let mut from = start;
        for to in inside.chain([end]) {
            let bytes = rest.char_indices().nth(to - from).map_or(rest.len(), |(at, _)| at);
            let (piece, after) = rest.split_at(bytes);
            pieces.push(self.piece(piece, from, to));
            (rest, from) = (after, to);
        }
        pieces
    }

    /// A piece that no mention begins or ends inside of.
    fn piece(&mut self, piece: &str, from: usize, to: usize) -> Piece {
        let begun = self.ahead.partition_point(|mention| mention.span[0] <= from);
        let (begun, ahead) = self.ahead.split_at(begun);
        self.ahead = ahead;
        self.open.extend(begun);
        self.open.retain(|mention| mention.span[1] > from);
        let here = &self.open;
        let sorts: BTreeSet<Sort> = here.iter().map(|mention| mention.sort).collect();
        let mut classes: Vec<&str> = sorts.iter().map(|sort| sort.class()).collect();
        classes.retain(|&class| class != Sort::Evidence.class());
        let mut titles: Vec<&str> = Vec::new();
        for mention in here.iter().filter(|mention| mention.sort != Sort::Evidence) {
            if titles.len() < TITLES && !titles.contains(&mention.title.as_str()) {
                titles.push(&mention.title);
            }
        }
        let trigger = here.iter().find(|mention| mention.sort == Sort::Trigger);
        let mark = self.mark.is_some_and(|[first, last]| first <= from && to <= last && from < to);
        let mark_begins = mark && !self.marked;
        self.marked |= mark;
        Piece {
            text: piece.to_owned(),
            start: from,
            begins: here.iter().any(|mention| mention.span[0] == from),
            title: titles.join("; "),
            event: trigger.map(|trigger| trigger.event.to_owned()),
            last: trigger.is_some_and(|trigger| trigger.span[1] == to),
            classes,
            mark,
            mark_begins,
        }
    }
}

fn write_piece(piece: &Piece, report: usize, out: &mut String) {
    let id = piece.begins.then(|| anchor(report, piece.start));
    let id = id.map(|id| format!(" id=\"{id}\"")).unwrap_or_default();
    let escaped = Escaped(&piece.text);
    // writing to a string cannot fail
    let _ = if piece.classes.is_empty() {
        if id.is_empty() {
            write!(out, "{escaped}")
        } else {
            write!(out, "<span{id}>{escaped}</span>")
        }
    } else {
        let (open, close) = match &piece.event {
            Some(event) => {
                let last = if piece.last {
                    format!(" data-event=\"{}\"", Escaped(event))
                } else {
                    String::new()
                };
                (format!("<a href=\"#{}\"{last}>", card(report, event)), "</a>")
            }
            None => (String::new(), ""),
        };
        let (class, title) = (piece.classes.join(" "), Escaped(&piece.title));
        write!(out, "<mark{id} class=\"{class}\" title=\"{title}\">{open}{escaped}{close}</mark>")
    };
}

/// Everything that has a place in the text, sorted by where it begins. Spans that do not lie in
/// the text are passed over.
fn mentions(record: &Record) -> Vec<Mention<'_>> {
    let length = record.report.text.chars().count();
    let mut found: Vec<Mention<'_>> = record.events.iter().flat_map(of_event).collect();
    found.retain(|mention| mention.span[0] < mention.span[1] && mention.span[1] <= length);
    found.sort_by_key(|mention| (mention.span, mention.sort));
    found
}

fn of_event(event: &Event) -> Vec<Mention<'_>> {
    let mut found = Vec::new();
    let mut add = |span: CodePoints, sort: Sort, what: &str| {
        let title = format!("{}: {what}", event.id);
        found.push(Mention { span, sort, event: &event.id, title });
    };
    add(event.trigger.span, Sort::Trigger, &words::kind(event));
    for one in &event.participants {
        let what = format!("{}, {}", words::role(one.role), words::name(one));
        add(one.span, one.role.into(), &what);
    }
    for count in &event.counts {
        add(
            count.span,
            Sort::Count,
            &format!("{} {}", words::counted(count.of), words::number(count)),
        );
    }
    if let Some(time) = &event.time {
        add(time.span, Sort::Time, &format!("time, {}", words::time(Some(time))));
    }
    if let Some(place) = &event.place {
        add(
            place.span,
            Sort::Place,
            &format!("place, {}", words::place(event).unwrap_or_default()),
        );
    }
    for claim in &event.claims {
        let stance = words::stance(claim.stance);
        let by = claim.source.as_ref().map(|source| words::source(source).0);
        if let (Some(source), Some(by)) = (&claim.source, &by) {
            add(source.span, Sort::Source, &format!("source, {by}"));
        }
        if let Some(cue) = &claim.cue {
            add(cue.span, Sort::Cue, stance);
        }
        if let Some(content) = &claim.content {
            let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
            add(content.span, Sort::Said, &format!("{stance}{by}"));
        }
    }
    for evidence in &event.evidence {
        add(evidence.span, Sort::Evidence, "");
    }
    found
}
