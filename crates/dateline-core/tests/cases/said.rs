//! What a record says of an event, in the notation of the cases.

use dateline_core::record::{Claim, Count, Event, Motive, Part, Participant, Responsibility};
use serde::Serialize;

/// One thing said, under its key.
#[derive(Debug)]
pub struct Said {
    /// `actor`, `killed`, `time`, …
    pub key: String,
    /// All ways to write it: a name or the report's words, with or without who says so. The first
    /// is the one shown.
    pub forms: Vec<String>,
}

/// All that a record says of an event.
pub fn said(event: &Event) -> Vec<Said> {
    let mut all = Vec::new();
    let mut add = |key: &str, forms: Vec<String>| {
        all.push(Said { key: key.to_owned(), forms });
    };
    for mode in &event.modes {
        add("mode", vec![mode.clone()]);
    }
    add("status", vec![code(event.status)]);
    add("level", vec![event.level.map_or_else(|| "incident".to_owned(), code)]);
    add("trigger", vec![event.trigger.text.clone()]);
    for (key, value) in [("acled", &event.acled), ("cameo", &event.cameo), ("muc4", &event.muc4)] {
        if let Some(value) = value {
            add(key, vec![value.clone()]);
        }
    }
    if let Some(time) = &event.time {
        add("time", vec![time.edtf.clone().unwrap_or_else(|| format!("\"{}\"", time.text))]);
    }
    if let Some(place) = &event.place {
        let names = [&place.name, &place.text];
        let country =
            |name: &&String| place.country.as_ref().map(|country| format!("{name} ({country})"));
        let mut forms: Vec<String> = names.iter().filter_map(country).collect();
        forms.extend(names.map(Clone::clone));
        add("place", forms);
        add("precision", vec![code(place.precision)]);
    }
    for one in &event.participants {
        add(&code(one.role), participant(one));
    }
    for count in &event.counts {
        add(&code(count.of), numbers(count));
    }
    for one in &event.responsibility {
        add("responsible", responsibility(one));
    }
    for one in &event.motives {
        add("motive", motive(one));
    }
    for claim in &event.claims {
        add("claim", claims(claim));
        if let Some(source) = &claim.source {
            add("source", source.name.iter().chain([&source.text]).cloned().collect());
        }
    }
    for (part, name) in [(Part::Headline, "headline"), (Part::Body, "body")] {
        if event.evidence.iter().any(|evidence| evidence.part.unwrap_or(Part::Body) == part) {
            add("told", vec![name.to_owned()]);
        }
    }
    all
}

/// A code as the record writes it.
fn code(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        other => panic!("no code: {other:?}"),
    }
}

fn participant(one: &Participant) -> Vec<String> {
    one.name.iter().chain([&one.text]).cloned().collect()
}

/// `5`, `24..99`, `12..`, `none reported`, each with or without who says so.
fn numbers(count: &Count) -> Vec<String> {
    let number = match (count.low, count.high) {
        (0, None) if count.reported_none => "none reported".to_owned(),
        (low, Some(high)) if low == high => low.to_string(),
        (low, Some(high)) => format!("{low}..{high}"),
        (low, None) => format!("{low}.."),
    };
    with_and_without(vec![number], count.by.as_ref())
}

/// `Hezbollah, claimed`, each with or without who says so.
fn responsibility(one: &Responsibility) -> Vec<String> {
    let status = code(one.status);
    let forms = [&one.actor, &one.text].map(|actor| format!("{actor}, {status}")).to_vec();
    with_and_without(forms, one.by.as_ref())
}

/// `retaliation, a raid on the camp`: the kind and the words, each with or without who says so.
fn motive(one: &Motive) -> Vec<String> {
    with_and_without(vec![format!("{}, {}", code(one.kind), one.text)], one.by.as_ref())
}

fn with_and_without(forms: Vec<String>, by: Option<&String>) -> Vec<String> {
    let said =
        by.into_iter().flat_map(|by| forms.iter().map(move |form| format!("{form} by {by}")));
    said.chain(forms.iter().cloned()).collect()
}

/// `denies by Hezbollah`, `asserts by nobody named`, each with or without `via …`.
fn claims(claim: &Claim) -> Vec<String> {
    let stance = code(claim.stance);
    let sources = match &claim.source {
        Some(source) => source.name.iter().chain([&source.text]).cloned().collect(),
        None => vec!["nobody named".to_owned()],
    };
    let plain: Vec<String> = sources.iter().map(|source| format!("{stance} by {source}")).collect();
    let via = claim.via.iter().flat_map(|via| via.name.iter().chain([&via.text]));
    let via: Vec<String> =
        via.flat_map(|via| plain.iter().map(move |form| format!("{form} via {via}"))).collect();
    via.into_iter().chain(plain).collect()
}
