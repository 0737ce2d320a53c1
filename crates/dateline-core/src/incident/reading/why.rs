//! Why it was done, by all that say so.

use super::super::record::{Conflict, ConflictKind, Motive, Slot, Value};
use super::Told;
use crate::actor::fold::fold;
use crate::record::{self, Kind, MotiveKind};

/// The motives that members give, in the order of the members.
pub(super) fn motives(told: &[Told<'_>]) -> Vec<Motive> {
    said(told)
        .map(|(member, motive)| Motive {
            member,
            kind: motive.kind,
            text: motive.text.clone(),
            span: motive.span,
            by: motive.by.clone(),
        })
        .collect()
}

fn said<'a>(told: &'a [Told<'_>]) -> impl Iterator<Item = (usize, &'a record::Motive)> {
    told.iter()
        .enumerate()
        .flat_map(|(member, one)| one.event.motives.iter().map(move |motive| (member, motive)))
}

/// Two members, or two speakers of one report, give reasons of which none can be the other's.
pub(super) fn conflict(told: &[Told<'_>]) -> Option<Conflict> {
    let said: Vec<(usize, &record::Motive)> = said(told).collect();
    let speaker = |(member, motive): &(usize, &record::Motive)| (*member, motive.by.clone());
    let mut speakers: Vec<_> = said.iter().map(speaker).collect();
    speakers.sort();
    speakers.dedup();
    let at_odds = |(a, one): &(usize, &record::Motive), (b, two): &(usize, &record::Motive)| {
        at_odds((one, &told[*a].report.language), (two, &told[*b].report.language))
    };
    let apart = |one: &(usize, Option<String>), two: &(usize, Option<String>)| {
        let mut ones = said.iter().filter(|said| speaker(said) == *one);
        ones.all(|a| said.iter().filter(|said| speaker(said) == *two).all(|b| at_odds(a, b)))
    };
    let split = speakers
        .iter()
        .enumerate()
        .any(|(at, one)| speakers[at + 1..].iter().any(|two| apart(one, two)));
    split.then(|| Conflict {
        slot: Slot::Motive,
        kind: ConflictKind::Contradicts,
        said: said
            .iter()
            .map(|(member, motive)| Value {
                member: *member,
                value: format!("{}: {}", motive.kind.name(), motive.text),
                by: motive.by.clone(),
                text: Some(format!("{} {}", motive.cue.text, motive.text)),
                span: Some([motive.cue.span[0].min(motive.span[0]), motive.span[1]]),
            })
            .collect(),
        open: true,
    })
}

/// True where two reasons cannot be one: both name somebody or some place, none of them the same or of
/// one country, and their words share nothing. What is aimed at, and for whose sake, says nothing
/// against what is answered, and who struck nothing against where: only what can be compared is.
fn at_odds(one: (&record::Motive, &str), two: (&record::Motive, &str)) -> bool {
    let ((one, one_language), (two, two_language)) = (one, two);
    let beside = |kind| matches!(kind, MotiveKind::Aim | MotiveKind::Solidarity);
    let aim = beside(one.kind) || beside(two.kind);
    let same = |a: &record::About, b: &record::About| {
        fold(&a.name) == fold(&b.name) || (a.country.is_some() && a.country == b.country)
    };
    let named = one.about.iter().any(|a| two.about.iter().any(|b| same(a, b)));
    let empty = one.about.is_empty() || two.about.is_empty();
    let worded = one_language == two_language && share_a_word(&one.text, &two.text);
    if aim || named || empty || worded {
        return false;
    }
    // to act together with somebody is no answer to anything
    let together = |motive: &record::Motive| motive.kind == MotiveKind::Coordination;
    let place = |about: &record::About| about.kind == Kind::Place;
    let comparable = one.about.iter().any(|a| two.about.iter().any(|b| place(a) == place(b)));
    together(one) != together(two) || comparable
}

/// Letters that a word has at least to say something, and that are looked at.
const LETTERS: usize = 6;

/// True where two texts share a long word.
fn share_a_word(one: &str, two: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let folded = fold(text);
        let words = folded.split(|c: char| !c.is_alphanumeric());
        let long = words.filter(|word| word.chars().count() >= LETTERS);
        long.map(|word| word.chars().take(LETTERS).collect()).collect()
    };
    let others = words(two);
    words(one).iter().any(|word| others.contains(word))
}
