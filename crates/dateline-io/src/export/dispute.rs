//! What reports disagree on, in neutral words.

use dateline_core::incident::record::{Conflict, ConflictKind, Grade, Slot};
use dateline_core::record::{CountOf, ResponsibilityStatus};

use super::Subject;

/// One value of a conflict with those who say it.
pub(super) struct Side<'a> {
    /// The value, in the contract's terms.
    pub value: &'a str,
    /// The members that say it, in order.
    pub members: Vec<usize>,
    /// Who says it, as far as is known, each once.
    pub said_by: Vec<String>,
}

/// The values of a conflict, each once.
pub(super) fn sides<'a>(subject: &Subject<'_>, conflict: &'a Conflict) -> Vec<Side<'a>> {
    let mut sides: Vec<Side<'a>> = Vec::new();
    for said in &conflict.said {
        let source = subject.source(said.member);
        let by = match (&said.by, source) {
            (Some(by), Some(source)) if by != source => Some(format!("{by}, in {source}")),
            (Some(by), _) => Some(by.clone()),
            (None, source) => source.map(str::to_owned),
        };
        let at = sides.iter().position(|side| side.value == said.value).unwrap_or_else(|| {
            sides.push(Side { value: &said.value, members: vec![], said_by: vec![] });
            sides.len() - 1
        });
        let side = &mut sides[at];
        if !side.members.contains(&said.member) {
            side.members.push(said.member);
        }
        if let Some(by) = by.filter(|by| !side.said_by.contains(by)) {
            side.said_by.push(by);
        }
    }
    sides
}

/// A sentence for each open conflict: what is said, by whom.
pub(super) fn sentences(subject: &Subject<'_>) -> Vec<String> {
    let open = subject.incident.conflicts.iter().filter(|conflict| conflict.open);
    open.map(|conflict| {
        let sides = sides(subject, conflict).into_iter().map(|side| {
            let by = side.said_by.join("; ");
            if by.is_empty() { side.value.to_owned() } else { format!("{} ({by})", side.value) }
        });
        let said = sides.collect::<Vec<_>>().join(" / ");
        let about = about(conflict.slot);
        match conflict.kind {
            ConflictKind::Contradicts => format!("Reports disagree on {about}: {said}."),
            ConflictKind::RevisedLater => format!("Later reports revised {about}: {said}."),
        }
    })
    .collect()
}

/// A sentence on who is held responsible, where somebody's word is all there is for it and no
/// sentence on a conflict says so already.
pub(super) fn responsibility(subject: &Subject<'_>) -> Option<String> {
    let entries = &subject.incident.responsibility;
    let fact = entries.iter().all(|entry| entry.status == ResponsibilityStatus::ReportedAsFact);
    let mut open = subject.incident.conflicts.iter().filter(|conflict| conflict.open);
    if fact || open.any(|conflict| conflict.slot == Slot::Responsibility) {
        return None;
    }
    let said = entries.iter().map(|entry| {
        let status = status(entry.status);
        match &entry.by {
            Some(by) => format!("{} ({status}, according to {by})", entry.actor),
            None => format!("{} ({status})", entry.actor),
        }
    });
    Some(format!("Responsibility: {}.", said.collect::<Vec<_>>().join("; ")))
}

/// How well an incident is attested, in words.
pub(super) const fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Confirmed => "acknowledged by the party held responsible",
        Grade::Fair => "several independent sources, undisputed",
        Grade::Weak => "one independent source",
        Grade::Contested => "disputed between sources",
        Grade::Discounted => "said not to have happened by all later sources",
    }
}

/// What a slot is about.
pub(super) const fn about(slot: Slot) -> &'static str {
    match slot {
        Slot::Type => "the kind of act",
        Slot::Status => "whether it happened",
        Slot::Time => "the time",
        Slot::Place => "the place",
        Slot::Actor => "who did it",
        Slot::Recipient => "at whom it was aimed",
        Slot::Responsibility => "who is responsible",
        Slot::Instrument => "the means",
        Slot::Motive => "the motive",
        Slot::Count(CountOf::Munitions) => "the number of munitions",
        Slot::Count(CountOf::Intercepted) => "the number of munitions intercepted",
        Slot::Count(CountOf::Killed) => "the number of people killed",
        Slot::Count(CountOf::Injured) => "the number of people injured",
        Slot::Count(CountOf::Captured) => "the number of people captured",
        Slot::Count(CountOf::Released) => "the number of people released",
        Slot::Count(CountOf::Missing) => "the number of people missing",
        Slot::Count(CountOf::Displaced) => "the number of people displaced",
        Slot::Count(CountOf::Arrested) => "the number of people arrested",
        Slot::Count(CountOf::Participants) => "the number of participants",
        Slot::Count(CountOf::Held) => "the number of people held",
    }
}

/// How somebody is held responsible.
const fn status(status: ResponsibilityStatus) -> &'static str {
    match status {
        ResponsibilityStatus::ReportedAsFact => "reported as fact",
        ResponsibilityStatus::Claimed => "claims responsibility",
        ResponsibilityStatus::Accused => "accused",
        ResponsibilityStatus::AccusedByAuthorities => "accused by authorities",
        ResponsibilityStatus::Suspected => "suspected",
        ResponsibilityStatus::Possible => "named as a possibility",
        ResponsibilityStatus::Denied => "responsibility denied",
        ResponsibilityStatus::Acquitted => "acquitted",
    }
}
