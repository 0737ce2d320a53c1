//! Disputed claims as schema.org's ClaimReview, in JSON-LD.
//!
//! What is rated is how a claim stands among the reports, never whether it is true: there is no
//! `ratingValue`, and `alternateName` says that it is disputed or revised, and how many say it.

use std::io::Write;

use dateline_core::incident::record::{Conflict, ConflictKind, Slot, Value as Said};
use dateline_core::record::{Kind, Report, ResponsibilityStatus};
use serde_json::{Value, json};

use super::dispute::{self, Side};
use super::json::{Commas, write};
use super::view::{once, unique, word};
use super::{Failure, Shape, Subject};

/// An array of reviews.
#[derive(Default)]
pub(super) struct Claimreview(Commas);

impl Shape for Claimreview {
    fn start(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        Ok(out.write_all(b"[")?)
    }

    fn each(&mut self, subject: &Subject<'_>, out: &mut dyn Write) -> Result<bool, Failure> {
        let reviews = reviews(subject);
        for review in &reviews {
            self.0.next(out)?;
            write(review, out)?;
        }
        Ok(!reviews.is_empty())
    }

    fn finish(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        Ok(out.write_all(b"\n]\n")?)
    }
}

/// A review for each value of each conflict.
fn reviews(subject: &Subject<'_>) -> Vec<Value> {
    let mut reviews = Vec::new();
    let denied = denied(subject);
    for conflict in subject.incident.conflicts.iter().chain(&denied) {
        let sides = dispute::sides(subject, conflict);
        for (number, side) in sides.iter().enumerate() {
            let others: Vec<&Side<'_>> =
                sides.iter().filter(|other| other.value != side.value).collect();
            if !others.is_empty() {
                reviews.push(review(subject, conflict, side, number + 1, &others));
            }
        }
    }
    reviews
}

/// Conflicts that a denial of responsibility makes, where none is recorded for it.
fn denied(subject: &Subject<'_>) -> Vec<Conflict> {
    let incident = subject.incident;
    if incident.conflicts.iter().any(|conflict| conflict.slot == Slot::Responsibility) {
        return Vec::new();
    }
    let denies =
        |status| matches!(status, ResponsibilityStatus::Denied | ResponsibilityStatus::Acquitted);
    let held = &incident.responsibility;
    let conflict = |actor: &str| {
        let of_actor = held.iter().filter(|entry| entry.actor == actor);
        let disputed = of_actor.clone().any(|entry| !denies(entry.status));
        let said = of_actor.flat_map(|entry| {
            entry.members.iter().map(|&member| Said {
                member,
                value: format!("{actor}: {}", word(entry.status)),
                by: entry.by.clone(),
                text: None,
                span: None,
            })
        });
        let (slot, kind) = (Slot::Responsibility, ConflictKind::Contradicts);
        disputed.then(|| Conflict { slot, kind, said: said.collect(), open: true })
    };
    let deniers = held.iter().filter(|entry| denies(entry.status));
    unique(deniers.map(|entry| entry.actor.as_str())).into_iter().filter_map(conflict).collect()
}

fn review(
    subject: &Subject<'_>,
    conflict: &Conflict,
    side: &Side<'_>,
    number: usize,
    others: &[&Side<'_>],
) -> Value {
    let incident = subject.incident;
    let (id, slot) = (&incident.id, conflict.slot.name());
    let reports: Vec<&Report> = reports(subject, side);
    let dates = unique(reports.iter().filter_map(|report| report.published.as_deref()));
    json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": format!("urn:dateline:{id}:{slot}:{number}"),
        "author": { "@type": "Organization", "name": "Dateline" },
        "claimReviewed": format!("{} – {slot}: {}", incident.summary, side.value),
        "itemReviewed": {
            "@type": "Claim",
            "name": format!("{slot}: {}", side.value),
            "about": { "@type": "Event", "@id": format!("urn:dateline:{id}"), "name": incident.summary },
            "author": authors(subject, conflict, side),
            "datePublished": dates.iter().min(),
            "appearance": reports.iter().map(|report| appearance(report)).collect::<Vec<_>>(),
        },
        "reviewRating": {
            "@type": "Rating",
            "alternateName": rating(subject, conflict, side, others),
            "ratingExplanation": explanation(subject, side, others),
        },
    })
}

/// How the claim stands: neither true nor false.
fn rating(
    subject: &Subject<'_>,
    conflict: &Conflict,
    side: &Side<'_>,
    others: &[&Side<'_>],
) -> String {
    let latest = |side: &Side<'_>| {
        let dates = reports(subject, side).into_iter();
        dates.filter_map(|report| report.published.clone()).max()
    };
    if conflict.kind == ConflictKind::RevisedLater {
        let own = latest(side);
        let later = others.iter().any(|other| latest(other) > own);
        return if later { "revised later" } else { "latest figure" }.to_owned();
    }
    // of one value alone the sources' independence is known only where all are independent
    let all_independent = subject.incident.independent_sources == subject.incident.sources;
    let outlets = outlets(subject, side);
    let outlet = if outlets == 1 { "outlet" } else { "outlets" };
    let borne = if outlets > 1 && all_independent {
        format!("supported by {outlets} independent sources")
    } else {
        format!("said by {outlets} {outlet}")
    };
    if conflict.open {
        format!("disputed, {borne}")
    } else {
        format!("dispute settled by a reviewer, {borne}")
    }
}

/// The figures behind the rating.
fn explanation(subject: &Subject<'_>, side: &Side<'_>, others: &[&Side<'_>]) -> String {
    let incident = subject.incident;
    let named = |side: &Side<'_>| {
        let by = side.said_by.join("; ");
        if by.is_empty() { side.value.to_owned() } else { format!("{} ({by})", side.value) }
    };
    let others: Vec<String> = others.iter().map(|other| named(other)).collect();
    format!(
        "Said: {}. Said otherwise: {}. The incident has {} reports, {} of them independent of each other: {}.",
        named(side),
        others.join(" / "),
        incident.sources,
        incident.independent_sources,
        dispute::grade(incident.grade),
    )
}

/// Who makes the claim: those whom the reports name, else the outlets.
fn authors(subject: &Subject<'_>, conflict: &Conflict, side: &Side<'_>) -> Vec<Value> {
    let said = conflict.said.iter().filter(|said| said.value == side.value);
    let named = said.map(|said| said.by.as_deref().or_else(|| subject.source(said.member)));
    let is_person = |name: &str| {
        let mut people = subject.incident.participants.iter();
        people.any(|one| one.kind == Kind::Person && one.name == name)
    };
    let author = |name| {
        let kind = if is_person(name) { "Person" } else { "Organization" };
        json!({ "@type": kind, "name": name })
    };
    unique(named.flatten()).into_iter().map(author).collect()
}

/// The reports in which a value stands, each once.
fn reports<'a>(subject: &Subject<'a>, side: &Side<'_>) -> Vec<&'a Report> {
    let told = side.members.iter().filter_map(|&member| subject.told.get(member));
    once(told.map(|&(report, _)| report))
}

/// How many outlets, or reports of unknown outlets, say it.
fn outlets(subject: &Subject<'_>, side: &Side<'_>) -> usize {
    unique(side.members.iter().filter_map(|&member| subject.source(member))).len()
}

fn appearance(report: &Report) -> Value {
    let mut appearance = json!({ "@type": "NewsArticle", "identifier": report.name });
    if let Some(url) = &report.url {
        appearance["url"] = url.as_str().into();
    }
    if let Some(title) = &report.title {
        appearance["headline"] = title.as_str().into();
    }
    if let Some(publisher) = &report.publisher {
        appearance["publisher"] = json!({ "@type": "Organization", "name": publisher });
    }
    if let Some(published) = &report.published {
        appearance["datePublished"] = published.as_str().into();
    }
    appearance
}
