//! With what, by all that say so.

use super::super::record::{Conflict, ConflictKind, Slot, Value};
use super::Told;
use crate::language::LanguagePack;
use crate::record::{CodePoints, CountOf, Role};
use crate::weapon::Kind;

/// A weapon that a member names.
struct Named<'a> {
    member: usize,
    kind: Kind,
    text: &'a str,
    span: CodePoints,
}

/// The weapons that a member names: among those who take part, where what was fired is counted, and in
/// the words for the act.
fn named<'a>(told: &'a [Told<'_>], member: usize) -> Vec<Named<'a>> {
    let one = &told[member];
    let Some(pack) = LanguagePack::get(&one.report.language) else { return Vec::new() };
    let event = one.event;
    let means =
        event.participants.iter().filter(|participant| participant.role == Role::Instrument);
    let means = means.map(|participant| (&*participant.text, participant.span));
    let fired = event.counts.iter().filter(|count| count.of == CountOf::Munitions);
    let fired = fired.map(|count| (&*count.text, count.span));
    let words = means.chain(fired).chain([(&*event.trigger.text, event.trigger.span)]);
    let mut all: Vec<Named<'_>> = Vec::new();
    for (text, span) in words {
        for kind in pack.weapon.kinds(text) {
            if !all.iter().any(|known| known.kind == kind) {
                all.push(Named { member, kind, text, span });
            }
        }
    }
    all
}

/// Two members name weapons of which each excludes each of the other's.
pub(super) fn conflict(told: &[Told<'_>]) -> Option<Conflict> {
    let all: Vec<Vec<Named<'_>>> = (0..told.len()).map(|member| named(told, member)).collect();
    let apart = |one: &[Named<'_>], two: &[Named<'_>]| {
        let every = one.iter().all(|a| two.iter().all(|b| a.kind.excludes(b.kind)));
        !one.is_empty() && !two.is_empty() && every
    };
    let split =
        all.iter().enumerate().any(|(at, one)| all[at + 1..].iter().any(|two| apart(one, two)));
    split.then(|| Conflict {
        slot: Slot::Instrument,
        kind: ConflictKind::Contradicts,
        said: all
            .iter()
            .flatten()
            .map(|one| Value {
                member: one.member,
                value: one.kind.name().to_owned(),
                by: None,
                text: Some(one.text.to_owned()),
                span: Some(one.span),
            })
            .collect(),
        open: true,
    })
}
