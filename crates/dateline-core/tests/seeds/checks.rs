//! What a correct record of each report holds.

use std::collections::BTreeMap;

use dateline_core::record::{
    BackgroundKind, Claim, CodePoints, Count, CountOf, Event, Level, PublishedBasis,
    ResponsibilityStatus, Stance, Status,
};

use super::appendix::{Row, report};
use super::reading::{Reading, covers, overlaps, whole};

type Faults = BTreeMap<String, String>;

/// The reports and the days on which they were published.
pub const DATES: [(&str, &str); 5] = [
    ("000", "2024-05-05"),
    ("001", "2024-05-06"),
    ("002", "2023-10-25"),
    ("003", "2013-02-28"),
    ("004", "2006-06-11"),
];

fn of<'a>(readings: &'a [Reading], name: &str) -> &'a Reading {
    readings.iter().find(|reading| reading.name == name).expect("all five are read")
}

fn row<'a>(rows: &'a [Row], id: &str) -> &'a Row {
    rows.iter().find(|row| row.id == id).expect("a row of that name")
}

/// The report of a row, and where the row's words stand in its text.
fn place<'a>(rows: &[Row], readings: &'a [Reading], id: &str) -> (&'a Reading, CodePoints) {
    let row = row(rows, id);
    let reading = of(readings, &row.report);
    (reading, reading.find(row).unwrap_or_default())
}

/// Debris is taken off; every other span is evidence, claim or background.
pub fn spans(rows: &[Row], readings: &[Reading]) -> Faults {
    let fault = |row: &Row| {
        let reading = of(readings, &row.report);
        let found = reading.find(row);
        match found {
            _ if row.is_debris() && !reading.has_removed(row) => Some("not taken off"),
            // A repeated headline is debris where it is repeated.
            Some(_) if row.is_debris() => Some("left in the text"),
            None if !row.is_debris() => Some("not in the text"),
            Some(span) if !reading.accounts_for(span) => {
                Some("neither evidence, claim nor background")
            }
            _ => None,
        }
    };
    rows.iter().filter_map(|row| Some((row.id.clone(), fault(row)?.to_owned()))).collect()
}

/// Whatever the record quotes stands where it says.
pub fn offsets(readings: &[Reading]) -> Faults {
    let mut faults = Faults::new();
    for reading in readings {
        let mut check = |what: String, text: &str, span: CodePoints| {
            let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            if plain(&reading.at(span)) != plain(text) {
                faults.insert(
                    format!("{} {what}", reading.name),
                    format!("{text} / {}", reading.at(span)),
                );
            }
        };
        for event in &reading.record.events {
            let mut check =
                |what: &str, text: &str, span| check(format!("{} {what}", event.id), text, span);
            check("trigger", &event.trigger.text, event.trigger.span);
            event.time.iter().for_each(|time| check("time", &time.text, time.span));
            event.place.iter().for_each(|place| check("place", &place.text, place.span));
            event
                .participants
                .iter()
                .for_each(|party| check("participant", &party.text, party.span));
            event.counts.iter().for_each(|count| check("count", &count.text, count.span));
            event
                .evidence
                .iter()
                .for_each(|evidence| check("evidence", &evidence.text, evidence.span));
        }
        for claim in reading.claims() {
            claim
                .source
                .iter()
                .for_each(|source| check("source".into(), &source.text, source.span));
            let quotes = [&claim.cue, &claim.content].into_iter().flatten();
            quotes.for_each(|quote| check("claim".into(), &quote.text, quote.span));
        }
        let background = reading.record.report.background.iter();
        background.for_each(|sentence| check("background".into(), &sentence.text, sentence.span));
    }
    faults
}

/// The table's incidents are told by an event whose trigger stands in one of their spans.
pub fn events(rows: &[Row], readings: &[Reading]) -> Faults {
    let mut faults = Faults::new();
    let told =
        |row: &&Row| row.treatment.starts_with("EVENT ") || row.treatment.starts_with("EVENTS ");
    for row in rows.iter().filter(told) {
        let reading = of(readings, &row.report);
        let span = reading.find(row).unwrap_or_default();
        if !reading.record.events.iter().any(|event| overlaps(event.trigger.span, span))
            && reading.events(span).next().is_none()
        {
            faults.insert(row.id.clone(), "no event".to_owned());
        }
    }
    faults
}

/// No event has a full date, and no year that its report does not name.
pub fn undated(readings: &[Reading]) -> Faults {
    let mut faults = Faults::new();
    for reading in readings {
        if reading.record.report.published.is_some() {
            faults.insert(reading.name.clone(), "has a publication date".to_owned());
        }
        for event in &reading.record.events {
            let Some(edtf) = event.time.as_ref().and_then(|time| time.edtf.as_deref()) else {
                continue;
            };
            for date in edtf.split('/') {
                let year: String = date.chars().take(4).take_while(char::is_ascii_digit).collect();
                let invented = year.len() == 4 && !report(&reading.name).contains(&year);
                let full = date.len() == 10 && !date.contains('X');
                if invented || full {
                    faults.insert(format!("{} {}", reading.name, event.id), edtf.to_owned());
                }
            }
        }
    }
    faults
}

/// The days worked out of the words, by the row that tells of them.
const ANCHORS: [(&str, &str); 6] = [
    ("A03", "2024-05-05"),
    ("C01", "2023-10-25"),
    ("C07", "2023-10-07"),
    ("C14", "2023-10-24"),
    ("D01", "2013-02-26"),
    ("E07", "2006-06-11"),
];

/// With a publication date the days come out, each with its basis.
pub fn anchors(rows: &[Row], readings: &[Reading]) -> Faults {
    let mut faults = Faults::new();
    for ((name, date), reading) in DATES.into_iter().zip(readings) {
        let report = &reading.record.report;
        if report.published.as_deref() != Some(date)
            || report.published_basis != PublishedBasis::Given
        {
            faults.insert(
                name.to_owned(),
                format!("{:?} {:?}", report.published, report.published_basis),
            );
        }
    }
    for (id, date) in ANCHORS {
        let (reading, span) = place(rows, readings, id);
        let is_it = |event: &Event| {
            event
                .time
                .as_ref()
                .is_some_and(|time| time.edtf.as_deref() == Some(date) && time.basis.is_some())
        };
        if !reading.events(span).any(is_it) {
            let times: Vec<_> = reading.events(span).map(|event| &event.time).collect();
            faults.insert(id.to_owned(), format!("{times:?}"));
        }
    }
    faults
}

/// One row of the table of who is held responsible for the disputed rocket.
struct Held {
    /// The row that says so.
    row: &'static str,
    /// A word of each holder; none where the narrator speaks.
    holders: &'static [&'static str],
    /// What stance a claim may have.
    stances: &'static [Stance],
    /// Who is held responsible, and how, where the row says so.
    responsible: Option<(&'static str, &'static [ResponsibilityStatus])>,
}

const ATTRIBUTION: [Held; 8] = [
    Held {
        row: "D01",
        holders: &["sources"],
        stances: &[Stance::Suspects],
        responsible: Some(("Hamas", &[ResponsibilityStatus::Suspected])),
    },
    Held {
        row: "D03",
        holders: &["Egyptian media", "websites", "web forum"],
        stances: &[Stance::Accuses, Stance::Suspects],
        responsible: Some((
            "Hamas",
            &[ResponsibilityStatus::Accused, ResponsibilityStatus::Suspected],
        )),
    },
    Held {
        row: "D06",
        holders: &[],
        stances: &[Stance::Suspects],
        responsible: Some(("Hamas", &[ResponsibilityStatus::Possible])),
    },
    Held { row: "D07", holders: &[], stances: &[Stance::Suspects], responsible: None },
    Held {
        row: "D09",
        holders: &["Aqsa"],
        stances: &[Stance::ClaimsResponsibility],
        responsible: Some(("Aqsa", &[ResponsibilityStatus::Claimed])),
    },
    Held {
        row: "D10",
        holders: &["Israeli security sources"],
        stances: &[Stance::Doubts],
        responsible: None,
    },
    Held { row: "D11", holders: &[], stances: &[], responsible: None },
    Held {
        row: "D12",
        holders: &["Hamas"],
        stances: &[Stance::Asserts, Stance::Denies, Stance::Promises],
        responsible: None,
    },
];

/// Every row of the table is a claim or a responsibility of the event, or is kept beside it.
pub fn attribution(rows: &[Row], readings: &[Reading]) -> Faults {
    let mut faults = Faults::new();
    let (reading, first) = place(rows, readings, "D01");
    let Some(event) = reading.events(first).next() else {
        return Faults::from([("event".to_owned(), "none".to_owned())]);
    };
    for held in &ATTRIBUTION {
        let (_, span) = place(rows, readings, held.row);
        let claims: Vec<&Claim> =
            reading.claims().filter(|claim| overlaps(whole(claim), span)).collect();
        let holds = |claim: &Claim, holder: &str| {
            claim.source.as_ref().is_some_and(|source| {
                source.text.contains(holder)
                    || source.name.as_ref().is_some_and(|name| name.contains(holder))
            })
        };
        let fits = |claim: &&&Claim| held.stances.contains(&claim.stance);
        let mut missing: Vec<String> = Vec::new();
        for holder in held.holders {
            if !claims.iter().filter(fits).any(|claim| holds(claim, holder)) {
                missing.push(format!("holder {holder}"));
            }
        }
        let narrated = claims.iter().filter(fits).any(|claim| claim.source.is_none());
        let general = reading.kinds(span).any(|kind| kind == BackgroundKind::Habit);
        if held.holders.is_empty() && !narrated && !general {
            missing.push("the narrator's row".to_owned());
        }
        if let Some((actor, statuses)) = held.responsible
            && !event
                .responsibility
                .iter()
                .any(|row| row.actor.contains(actor) && statuses.contains(&row.status))
        {
            missing.push(format!("{actor} {statuses:?}"));
        }
        if !missing.is_empty() {
            let claims: Vec<String> = claims.iter().map(|claim| show(claim)).collect();
            faults.insert(held.row.to_owned(), format!("{missing:?} in {claims:?}"));
        }
    }
    faults
}

fn show(claim: &Claim) -> String {
    let source = claim.source.as_ref().map_or("-", |source| &source.text);
    format!("{source}: {:?}", claim.stance)
}

/// What is asked, imagined, wished, threatened, planned or usual.
const NO_INCIDENTS: [&str; 9] = ["A10", "A12", "A21", "B03", "B06", "D11", "E12", "E16", "E18"];

/// None of these is told as having happened.
pub fn no_incident(rows: &[Row], readings: &[Reading]) -> Faults {
    let incident = |id: &str| {
        let (reading, span) = place(rows, readings, id);
        let triggers: Vec<_> =
            reading.incidents(span).map(|event| event.trigger.text.clone()).collect();
        (!triggers.is_empty()).then(|| (id.to_owned(), format!("{triggers:?}")))
    };
    NO_INCIDENTS.into_iter().filter_map(incident).collect()
}

/// Each is kept as an event of another status, as a claim, or as background of a kind.
pub fn typed(rows: &[Row], readings: &[Reading]) -> Faults {
    let untyped = |id: &str| {
        let (reading, span) = place(rows, readings, id);
        let unreal = |event: &Event| {
            !matches!(event.status, Status::Occurred | Status::Ongoing)
                && covers(span, event.trigger.span)
        };
        let kept = reading.record.events.iter().any(unreal)
            || reading.claims().any(|claim| covers(whole(claim), span))
            || reading.kinds(span).any(|kind| kind != BackgroundKind::Context);
        (!kept).then(|| (id.to_owned(), "not kept".to_owned()))
    };
    NO_INCIDENTS.into_iter().filter_map(untyped).collect()
}

/// Report, what it shows, what is counted, low, best, high.
type Number = (&'static str, &'static str, CountOf, u64, Option<u64>, Option<u64>);

const NUMBERS: [Number; 15] = [
    ("000", "30 rockets", CountOf::Munitions, 30, Some(30), Some(30)),
    ("000", "65 more", CountOf::Munitions, 65, Some(65), Some(65)),
    ("000", "about 10", CountOf::Munitions, 9, Some(10), Some(11)),
    ("000", "one injured", CountOf::Injured, 1, Some(1), Some(1)),
    ("001", "dozens", CountOf::Munitions, 24, None, Some(99)),
    ("001", "no reports of injuries", CountOf::Injured, 0, None, None),
    ("002", "at least 1400", CountOf::Killed, 1400, Some(1400), None),
    ("002", "about 40 in all", CountOf::Killed, 36, Some(40), Some(44)),
    ("002", "about 200 taken", CountOf::Captured, 180, Some(200), Some(220)),
    ("002", "4 released", CountOf::Released, 4, Some(4), Some(4)),
    ("003", "one rocket", CountOf::Munitions, 1, Some(1), Some(1)),
    ("004", "over 25", CountOf::Munitions, 26, None, None),
    ("004", "19 more", CountOf::Munitions, 19, Some(19), Some(19)),
    ("004", "one hurt badly", CountOf::Injured, 1, Some(1), Some(1)),
    ("004", "two or more hurt", CountOf::Injured, 2, None, None),
];

/// The numbers come out as counts of some event, totals as totals.
pub fn numbers(readings: &[Reading]) -> Faults {
    let mut faults = Faults::new();
    for (name, what, of_what, low, best, high) in NUMBERS {
        let reading = of(readings, name);
        let fits = |count: &Count| {
            // "A number of" has no upper bound in the table and may have one in the record.
            let open =
                of_what == CountOf::Injured && low == 2 && count.low >= 2 && count.best.is_none();
            count.of == of_what
                && (open || (count.low, count.best, count.high) == (low, best, high))
                && (low > 0 || count.reported_none)
        };
        let holds = |event: &Event| {
            let total = what != "about 40 in all" || event.level == Some(Level::Aggregate);
            total && event.counts.iter().any(fits)
        };
        if !reading.record.events.iter().any(holds) {
            let counts = reading.record.events.iter().flat_map(|event| &event.counts);
            let counts: Vec<_> = counts
                .filter(|count| count.of == of_what)
                .map(|c| (c.low, c.best, c.high, &c.text))
                .collect();
            faults.insert(format!("{name} {what}"), format!("{counts:?}"));
        }
    }
    faults
}
