//! What members say that cannot hold together, and what can.

use super::super::facts::{Party, Range};
use super::super::pair::Meeting;
use super::super::record::{Agreement, AgreementKind, Conflict, ConflictKind, Figure, Slot, Value};
use super::figure::Figures;
use super::{Told, place, time};
use crate::record::{CodePoints, CountOf, Part, ResponsibilityStatus, Role, Status};

/// All conflicts of an incident, one a slot at most, in the order of the slots.
pub(super) fn all(told: &[Told<'_>], figures: &[Figures]) -> Vec<Conflict> {
    let mut conflicts: Vec<Conflict> =
        [status(told), times(told), places(told), actors(told), responsibility(told)]
            .into_iter()
            .flatten()
            .chain(figures.iter().filter_map(|figures| counts(told, figures)))
            .collect();
    conflicts.sort_by_key(|conflict| conflict.slot);
    conflicts
}

fn contradiction(slot: Slot, said: Vec<Value>) -> Option<Conflict> {
    Some(Conflict { slot, kind: ConflictKind::Contradicts, said, open: true })
}

/// Some say that it happened, some that it did not.
fn status(told: &[Told<'_>]) -> Option<Conflict> {
    let stands = |status: Status| match status {
        Status::Occurred | Status::Ongoing => Some(true),
        Status::Denied => Some(false),
        _ => None,
    };
    let stand: Vec<(usize, &Told<'_>, bool)> = told
        .iter()
        .enumerate()
        .filter_map(|(member, one)| Some((member, one, stands(one.event.status)?)))
        .collect();
    let split = stand.iter().any(|(.., happened)| *happened)
        && stand.iter().any(|(.., happened)| !happened);
    split.then_some(())?;
    let said = stand.iter().map(|(member, one, _)| Value {
        member: *member,
        value: name_of(one.event.status),
        by: None,
        text: Some(one.event.trigger.text.clone()),
        span: Some(one.event.trigger.span),
    });
    contradiction(Slot::Status, said.collect())
}

/// The contract's name of a status.
fn name_of(status: impl serde::Serialize) -> String {
    serde_json::to_value(status)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// Two members tell days that do not meet.
fn times(told: &[Told<'_>]) -> Option<Conflict> {
    let days: Vec<_> = told
        .iter()
        .enumerate()
        .filter_map(|(member, one)| Some((member, one, time::told_days(one)?)))
        .collect();
    let apart = days.iter().any(|(.., one)| days.iter().any(|(.., two)| one.gap(*two) > 0));
    apart.then_some(())?;
    let said = days.iter().map(|(member, one, days)| Value {
        member: *member,
        value: days.edtf(),
        by: None,
        text: one.event.time.as_ref().map(|time| time.text.clone()),
        span: one.event.time.as_ref().map(|time| time.span),
    });
    contradiction(Slot::Time, said.collect())
}

/// Two members tell places that cannot be one.
fn places(told: &[Told<'_>]) -> Option<Conflict> {
    let spots: Vec<_> = told
        .iter()
        .enumerate()
        .filter_map(|(member, one)| {
            Some((member, one.event.place.as_ref()?, one.facts.spot.as_ref()?))
        })
        .collect();
    let apart = spots.iter().any(|(.., one)| spots.iter().any(|(.., two)| !place::fits(one, two)));
    apart.then_some(())?;
    let said = spots.iter().map(|(member, place, _)| Value {
        member: *member,
        value: place.name.clone(),
        by: None,
        text: Some(place.text.clone()),
        span: Some(place.span),
    });
    contradiction(Slot::Place, said.collect())
}

/// A party of a member, with its words.
struct Side<'a> {
    member: usize,
    party: &'a Party,
    name: &'a str,
    text: &'a str,
    span: CodePoints,
    headline: bool,
}

/// The named parties in a role.
fn sides<'a>(told: &'a [Told<'a>], role: Role) -> Vec<Side<'a>> {
    let mut sides = Vec::new();
    for (member, one) in told.iter().enumerate() {
        let headlines =
            one.event.evidence.iter().filter(|evidence| evidence.part == Some(Part::Headline));
        let headlines: Vec<CodePoints> = headlines.map(|evidence| evidence.span).collect();
        let parties = one.event.participants.iter().zip(&one.facts.parties);
        for (participant, party) in
            parties.filter(|(one, party)| one.role == role && party.id.is_some())
        {
            let inside = |span: &CodePoints| {
                span[0] <= participant.span[0] && participant.span[1] <= span[1]
            };
            sides.push(Side {
                member,
                party,
                name: participant.name.as_deref().unwrap_or(&participant.text),
                text: &participant.text,
                span: participant.span,
                headline: headlines.iter().any(inside),
            });
        }
    }
    sides
}

/// Members name actors of different sides, or a headline another than its text.
fn actors(told: &[Told<'_>]) -> Option<Conflict> {
    let sides = sides(told, Role::Actor);
    let of = |member: usize, headline: Option<bool>| -> Vec<&Side<'_>> {
        let asked = |side: &&Side<'_>| headline.is_none_or(|headline| side.headline == headline);
        sides.iter().filter(|side| side.member == member).filter(asked).collect()
    };
    let apart = |one: &[&Side<'_>], two: &[&Side<'_>]| {
        let meet = one.iter().any(|a| two.iter().any(|b| a.party.meets(b.party).is_some()));
        !one.is_empty() && !two.is_empty() && !meet
    };
    let members = 0..told.len();
    let across =
        members.clone().any(|a| (a + 1..told.len()).any(|b| apart(&of(a, None), &of(b, None))));
    let inside = members.into_iter().any(|one| apart(&of(one, Some(true)), &of(one, Some(false))));
    (across || inside).then_some(())?;
    let said = sides.iter().map(|side| Value {
        member: side.member,
        value: side.name.to_owned(),
        by: None,
        text: Some(side.text.to_owned()),
        span: Some(side.span),
    });
    contradiction(Slot::Actor, said.collect())
}

/// One is held responsible whom another clears, or who denies it; or several who are not of one side.
fn responsibility(told: &[Told<'_>]) -> Option<Conflict> {
    use ResponsibilityStatus::{Acquitted, Denied};
    let rows: Vec<_> = told
        .iter()
        .enumerate()
        .flat_map(|(member, one)| one.event.responsibility.iter().map(move |row| (member, row)))
        .collect();
    let cleared = |status| matches!(status, Denied | Acquitted);
    let disputed = rows.iter().any(|(_, one)| {
        cleared(one.status)
            && rows.iter().any(|(_, two)| two.actor == one.actor && !cleared(two.status))
    });
    disputed.then_some(())?;
    let said = rows.iter().map(|(member, row)| Value {
        member: *member,
        value: format!("{} {}", row.actor, name_of(row.status)),
        by: row.by.clone(),
        text: Some(row.text.clone()),
        span: None,
    });
    contradiction(Slot::Responsibility, said.collect())
}

fn range(of: CountOf, figure: &Figure) -> Range {
    Range { of, low: figure.low, high: figure.high }
}

/// Figures of two members of which none can hold with any of the other's; or of two speakers.
fn counts(told: &[Told<'_>], figures: &Figures) -> Option<Conflict> {
    let said = &figures.said;
    let meet = |one: &Figure, two: &Figure| range(figures.of, one).meets(&range(figures.of, two));
    let across =
        said.iter().any(|one| said.iter().any(|two| one.member != two.member && !meet(one, two)));
    let speakers = said.iter().any(|one| {
        said.iter().any(|two| one.member == two.member && one.by != two.by && !meet(one, two))
    });
    (across || speakers).then_some(())?;
    let kind = if across && is_revision(told, figures) {
        ConflictKind::RevisedLater
    } else {
        ConflictKind::Contradicts
    };
    let said = said.iter().map(|figure| Value {
        member: figure.member,
        value: range(figures.of, figure).text(),
        by: figure.by.clone(),
        text: Some(figure.text.clone()),
        span: Some(figure.span),
    });
    Some(Conflict { slot: Slot::Count(figures.of), kind, said: said.collect(), open: true })
}

/// Tolls rise as days go by: true where each later day's figures are as high or higher, and reports
/// of one day agree.
fn is_revision(told: &[Told<'_>], figures: &Figures) -> bool {
    let dated: Option<Vec<(i32, &Figure)>> = figures
        .said
        .iter()
        .map(|figure| Some((told[figure.member].report_facts.published?.first, figure)))
        .collect();
    let Some(mut dated) = dated else { return false };
    dated.sort_by_key(|(day, figure)| (*day, figure.low));
    dated.windows(2).all(|two| {
        let [(day, one), (later, two)] = two else { return true };
        let meet = range(figures.of, one).meets(&range(figures.of, two));
        meet || (day < later && one.low <= two.low)
    })
}

/// The slots of which several members say what can hold together.
pub(super) fn agreements(told: &[Told<'_>], figures: &[Figures]) -> Vec<Agreement> {
    let mut agreements = Vec::new();
    let mut push = |slot, kind, members: Vec<usize>| {
        if members.len() > 1 {
            agreements.push(Agreement { slot, kind, members });
        }
    };
    let days: Vec<_> = told
        .iter()
        .enumerate()
        .filter_map(|(member, one)| Some((member, time::told_days(one)?)))
        .collect();
    if days.iter().all(|(_, one)| days.iter().all(|(_, two)| one.gap(*two) == 0)) {
        let same = days.iter().all(|(_, one)| *one == days[0].1);
        push(Slot::Time, vaguer_unless(same), days.iter().map(|(member, _)| *member).collect());
    }
    let spots: Vec<_> = told
        .iter()
        .enumerate()
        .filter_map(|(member, one)| Some((member, one.facts.spot.as_ref()?)))
        .collect();
    if spots.iter().all(|(_, one)| spots.iter().all(|(_, two)| place::fits(one, two))) {
        let same = spots.iter().all(|(_, one)| place::is_same(one, spots[0].1));
        let kind = if same { AgreementKind::Same } else { AgreementKind::PartOf };
        push(Slot::Place, kind, spots.iter().map(|(member, _)| *member).collect());
    }
    for role in [Role::Actor, Role::Recipient] {
        let slot = if role == Role::Actor { Slot::Actor } else { Slot::Recipient };
        let sides = sides(told, role);
        let meeting = |one: &Side<'_>| {
            let others = sides.iter().filter(|two| two.member != one.member);
            others.filter_map(|two| one.party.meets(two.party)).max()
        };
        let met: Vec<(usize, Meeting)> =
            sides.iter().filter_map(|side| Some((side.member, meeting(side)?))).collect();
        let same = met.iter().all(|(_, meeting)| *meeting == Meeting::Same);
        let mut members: Vec<usize> = met.iter().map(|(member, _)| *member).collect();
        members.dedup();
        push(slot, if same { AgreementKind::Same } else { AgreementKind::PartOf }, members);
    }
    for figures in figures {
        if counts(told, figures).is_some() {
            continue;
        }
        let ranges: Vec<Range> =
            figures.said.iter().map(|figure| range(figures.of, figure)).collect();
        let same = ranges.iter().all(|one| *one == ranges[0]);
        let mut members: Vec<usize> = figures.said.iter().map(|figure| figure.member).collect();
        members.dedup();
        push(Slot::Count(figures.of), vaguer_unless(same), members);
    }
    agreements.sort_by_key(|agreement| agreement.slot);
    agreements
}

const fn vaguer_unless(same: bool) -> AgreementKind {
    if same { AgreementKind::Same } else { AgreementKind::Vaguer }
}
