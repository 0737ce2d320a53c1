//! What members say that cannot hold together, and what can.

use super::super::facts::{Party, Range};
use super::super::pair::Meeting;
use super::super::record::{Agreement, AgreementKind, Conflict, ConflictKind, Figure, Slot, Value};
use super::figure::Figures;
use super::{Told, place, time, weapon, why};
use crate::record::{CodePoints, CountOf, Part, ResponsibilityStatus, Role, Status};

/// All conflicts of an incident, one a slot at most, in the order of the slots.
pub(super) fn all(told: &[Told<'_>], figures: &[Figures]) -> Vec<Conflict> {
    let mut conflicts: Vec<Conflict> = [
        status(told),
        times(told),
        places(told),
        actors(told),
        responsibility(told),
        weapon::conflict(told),
        why::conflict(told),
    ]
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

/// True where a value stands in the sentences that tell of the act. What was told before them, of another
/// act, is likely also true of this one; it is nothing that two reports could contradict each other in.
fn is_said(one: &Told<'_>, span: CodePoints) -> bool {
    let mut sentences = one.event.evidence.iter().map(|evidence| evidence.span);
    sentences.any(|[start, end]| start <= span[0] && span[1] <= end)
}

/// Two members tell days that do not meet.
fn times(told: &[Told<'_>]) -> Option<Conflict> {
    let days: Vec<_> = told
        .iter()
        .enumerate()
        .filter(|(_, one)| one.event.time.as_ref().is_some_and(|time| is_said(one, time.span)))
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
        .filter(|(_, one)| one.event.place.as_ref().is_some_and(|place| is_said(one, place.span)))
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

/// Figures of two members, of two speakers, or of headline and text that cannot both hold; or figures of
/// some where others know of none.
fn counts(told: &[Told<'_>], figures: &Figures) -> Option<Conflict> {
    let said = &figures.said;
    let any = |test: &dyn Fn(&Figure, &Figure) -> bool| {
        said.iter().any(|one| said.iter().any(|two| test(one, two)))
    };
    let meet = |one: &Figure, two: &Figure| range(figures.of, one).meets(&range(figures.of, two));
    let across = any(&|one, two| one.member != two.member && !meet(one, two));
    let inside = any(&|one, two| {
        let other = one.by != two.by || in_headline(told, one) != in_headline(told, two);
        one.member == two.member && other && !meet(one, two)
    });
    // "no reports of injuries" meets every figure, and yet who says it knows of none
    let unknown = any(&|one, two| {
        let other = one.member != two.member || one.by != two.by;
        one.reported_none && two.low > 0 && other
    });
    (across || inside || unknown).then_some(())?;
    let known_before = |one: &Figure, two: &Figure| {
        let [one, two] = [one, two].map(|figure| told[figure.member].report_facts.published);
        one.zip(two).is_some_and(|(one, two)| one.first > two.first)
    };
    // what is not known yet is learned: only who knows of none after others had told is against them
    let learned = !across
        && !inside
        && !any(&|one, two| {
            let speakers = one.member == two.member && one.by != two.by;
            one.reported_none && two.low > 0 && (speakers || known_before(one, two))
        });
    let kind = if learned || across && is_revision(told, figures) {
        ConflictKind::RevisedLater
    } else {
        ConflictKind::Contradicts
    };
    let said = said.iter().map(|figure| Value {
        member: figure.member,
        value: if figure.reported_none {
            "none reported".to_owned()
        } else {
            range(figures.of, figure).text()
        },
        by: figure.by.clone(),
        text: Some(figure.text.clone()),
        span: Some(figure.span),
    });
    Some(Conflict { slot: Slot::Count(figures.of), kind, said: said.collect(), open: true })
}

/// True where the headline of a member's report says it.
fn in_headline(told: &[Told<'_>], figure: &Figure) -> bool {
    let evidence = told[figure.member].event.evidence.iter();
    evidence
        .filter(|one| one.part == Some(Part::Headline))
        .any(|one| one.span[0] <= figure.span[0] && figure.span[1] <= one.span[1])
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
