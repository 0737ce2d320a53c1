//! The record's codes in words, neutral ones: what is said is *stated*, *claimed* or *denied*, and
//! only the report's own words are ever quoted.

use dateline_core::read::UNDETERMINED;
use dateline_core::record::{
    Claim, Count, CountOf, Event, Level, Motive, Part, Participant, PublishedBasis, Responsibility,
    ResponsibilityStatus, Role, Source, Stance, Status, Time, Via,
};
use serde::Serialize;

/// A code as the record writes it: `ASSAULT`, `armed-group`.
pub fn code(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}

/// White space, line ends included, as single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "1 event", "2 events".
pub fn several(many: impl TryInto<u64>, what: &str) -> String {
    match many.try_into().unwrap_or(u64::MAX) {
        1 => format!("1 {what}"),
        many => format!("{many} {what}s"),
    }
}

/// At most so many characters, cut between words where there are words.
pub fn short(text: &str, most: usize) -> String {
    let text = one_line(text);
    if text.chars().count() <= most {
        return text;
    }
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let space = text[..end].rfind(' ').filter(|&at| at * 2 > end).unwrap_or(end);
    format!("{} …", text[..space].trim_end_matches([',', ';', ':', ' ']))
}

/// Type and modes: "ASSAULT, heavy-weapons".
pub fn kind(event: &Event) -> String {
    let mut words = vec![code(event.event_type)];
    words.extend(event.modes.iter().cloned());
    words.join(", ")
}

/// What there is to say beside the type: a status other than "it happened", a series, a total.
pub fn standing(event: &Event) -> Vec<&'static str> {
    let (status, level) = (status(event.status), level(event.level));
    let headline = !event.evidence.is_empty()
        && event.evidence.iter().all(|evidence| evidence.part == Some(Part::Headline));
    status.into_iter().chain(level).chain(headline.then_some("in the headline only")).collect()
}

/// A status other than "it happened".
pub fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Occurred => None,
        Status::Attempted => Some("attempted"),
        Status::Prevented => Some("prevented"),
        Status::Ongoing => Some("ongoing"),
        Status::Planned => Some("planned"),
        Status::Threatened => Some("threatened"),
        Status::Hypothetical => Some("hypothetical"),
        Status::Denied => Some("said not to have happened"),
    }
}

/// A level other than one occurrence.
pub fn level(level: Option<Level>) -> Option<&'static str> {
    match level {
        Some(Level::Series) => Some("a series"),
        Some(Level::Aggregate) => Some("a total over a period"),
        Some(Level::Incident) | None => None,
    }
}

/// The day, or the words where they give no calendar date.
pub fn time(time: Option<&Time>) -> String {
    match time {
        None => "no date".to_owned(),
        Some(Time { edtf: Some(edtf), .. }) => edtf.clone(),
        Some(time) if !time.text.trim().is_empty() => format!("“{}”", short(&time.text, 24)),
        Some(_) => "no date".to_owned(),
    }
}

/// The place with its country: "Qiryat Shemona (ISR)".
pub fn place(event: &Event) -> Option<String> {
    let place = event.place.as_ref()?;
    let name = if place.name.trim().is_empty() { &place.text } else { &place.name };
    let name = one_line(name);
    Some(match &place.country {
        Some(country) => format!("{name} ({country})"),
        None => name,
    })
}

/// The name of a participant: the canonical one, else the report's words.
pub fn name(participant: &Participant) -> String {
    let canonical = participant.name.as_deref().filter(|name| !name.trim().is_empty());
    one_line(canonical.unwrap_or(&participant.text))
}

/// The names of all participants in some roles, each once.
pub fn names(event: &Event, roles: &[Role]) -> Vec<String> {
    let mut names = Vec::new();
    for participant in event.participants.iter().filter(|one| roles.contains(&one.role)) {
        let name = name(participant);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The heading of a role.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Actor => "actor",
        Role::Recipient => "recipient",
        Role::Victim => "victim",
        Role::Object => "object",
        Role::Instrument => "means",
    }
}

/// What is counted.
pub fn counted(of: CountOf) -> String {
    code(of)
}

/// A number with what is known of its bounds, or that none are reported.
pub fn number(count: &Count) -> String {
    if count.reported_none {
        return "none reported".to_owned();
    }
    bounds(count.low, count.best, count.high)
}

/// What is known of a number: "12", "at least 12", "about 40 (36–44)", "24–99".
pub fn bounds(low: u64, best: Option<u64>, high: Option<u64>) -> String {
    match (best, high) {
        (Some(best), Some(high)) if low == best && best == high => best.to_string(),
        (Some(best), Some(high)) if low == 0 && best == high => format!("up to {high}"),
        (Some(best), Some(high)) => format!("about {best} ({low}–{high})"),
        (_, None) => format!("at least {low}"),
        (None, Some(high)) if low == 0 => format!("up to {high}"),
        (None, Some(high)) if low == high => high.to_string(),
        (None, Some(high)) => format!("{low}–{high}"),
    }
}

/// The counts of an event by what they count, in the order in which the report gives them.
pub fn by_kind(counts: &[Count]) -> Vec<(CountOf, Vec<&Count>)> {
    let mut groups: Vec<(CountOf, Vec<&Count>)> = Vec::new();
    for count in counts {
        match groups.iter_mut().find(|(of, _)| *of == count.of) {
            Some((_, group)) => group.push(count),
            None => groups.push((count.of, vec![count])),
        }
    }
    groups
}

/// True where two numbers of one thing cannot both hold: 9 and 14, not 30 and "dozens".
pub fn disagree(counts: &[&Count]) -> bool {
    counts.iter().enumerate().any(|(at, one)| {
        counts[at + 1..].iter().any(|other| {
            let (one_high, other_high) =
                (one.high.unwrap_or(u64::MAX), other.high.unwrap_or(u64::MAX));
            one.low > other_high || other.low > one_high
        })
    })
}

/// Why it was done: "in retaliation for an attack in Gao, according to the army".
pub fn motive(one: &Motive) -> String {
    let words = one_line(&format!("{} {}", one.cue.text, one.text));
    match &one.by {
        Some(by) => format!("{words}, according to {}", one_line(by)),
        None => words,
    }
}

/// Who is held responsible, how surely, and by whom: "Hamas: accused by the army".
pub fn responsibility(one: &Responsibility) -> String {
    let actor = if one.actor.trim().is_empty() { &one.text } else { &one.actor };
    let text = held_responsible(actor, one.status, one.by.as_deref());
    let headline = if one.part == Some(Part::Headline) { " (headline)" } else { "" };
    format!("{text}{headline}")
}

/// "Hamas: accused by the army".
pub fn held_responsible(
    actor: &str,
    status: ResponsibilityStatus,
    said_by: Option<&str>,
) -> String {
    let actor = one_line(actor);
    let by = said_by.map(one_line).filter(|by| *by != actor);
    let (how, before) = match status {
        ResponsibilityStatus::ReportedAsFact => ("reported as responsible", ", according to"),
        ResponsibilityStatus::Claimed => ("claims responsibility", ", according to"),
        ResponsibilityStatus::Accused => ("accused", " by"),
        ResponsibilityStatus::AccusedByAuthorities => ("accused", " by the authorities:"),
        ResponsibilityStatus::Suspected => ("suspected", " by"),
        ResponsibilityStatus::Possible => ("named as possible", " by"),
        ResponsibilityStatus::Denied if said_by.is_some() && by.is_none() => ("denies", ""),
        ResponsibilityStatus::Denied => ("responsibility denied", " by"),
        ResponsibilityStatus::Acquitted => ("acquitted", " by"),
    };
    let by = match by {
        Some(by) => format!("{before} {by}"),
        None if status == ResponsibilityStatus::AccusedByAuthorities => {
            " by the authorities".to_owned()
        }
        None => String::new(),
    };
    format!("{actor}: {how}{by}")
}

/// What a source gives: "statement", "denial".
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Asserts => "statement",
        Stance::ClaimsResponsibility => "claim of responsibility",
        Stance::Denies => "denial",
        Stance::Accuses => "accusation",
        Stance::Suspects => "suspicion",
        Stance::Doubts => "doubt",
        Stance::Threatens => "threat",
        Stance::Warns => "warning",
        Stance::Demands => "demand",
        Stance::Promises => "promise",
    }
}

/// Who makes a claim: the canonical name, and the report's words where they are other ones.
pub fn source(source: &Source) -> (String, Option<String>) {
    let said = one_line(&source.text);
    match source.name.as_deref().map(one_line) {
        Some(name) if said.is_empty() => (name, None),
        Some(name) if !name.is_empty() && !alike(&name, &said) => (name, Some(said)),
        _ => (said, None),
    }
}

/// Through whom a claim came, nearest first: "The Tower".
pub fn via(claim: &Claim) -> Vec<String> {
    let name = |via: &Via| {
        let name = via.name.as_deref().filter(|name| !name.trim().is_empty());
        one_line(name.unwrap_or(&via.text))
    };
    claim.via.iter().map(name).collect()
}

/// True where the one holds the other, letter case aside.
fn alike(name: &str, said: &str) -> bool {
    let (name, said) = (name.to_lowercase(), said.to_lowercase());
    said.contains(&name) || name.contains(&said)
}

/// The publication date and how it is known.
pub fn published(date: Option<&str>, basis: PublishedBasis) -> String {
    let Some(date) = date else {
        return "publication date not known, so no date is completed".to_owned();
    };
    let basis = match basis {
        PublishedBasis::Given => "as given",
        PublishedBasis::Metadata => "by the page’s metadata",
        PublishedBasis::Dateline => "by its dateline",
        PublishedBasis::Inferred => "inferred from the text",
        PublishedBasis::Unknown => return format!("published {date}"),
    };
    format!("published {date} ({basis})")
}

/// The English name of a language, its code where it has no pack.
pub fn language(code: &str) -> String {
    match dateline_core::language::LanguagePack::get(code) {
        Some(pack) => pack.language.name.clone(),
        None if matches!(code.trim(), "" | UNDETERMINED) => "language not recognised".to_owned(),
        None => code.to_owned(),
    }
}

/// What the report leaves open, for the reader to know.
pub fn open(event: &Event) -> Vec<&'static str> {
    let mut open = Vec::new();
    if event.time.as_ref().is_none_or(|time| time.edtf.is_none()) {
        open.push("date");
    }
    if event.place.is_none() {
        open.push("place");
    }
    if !event.participants.iter().any(|one| one.role == Role::Actor) {
        open.push("actor");
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(low: u64, best: Option<u64>, high: Option<u64>) -> Count {
        Count {
            of: CountOf::Killed,
            low,
            best,
            high,
            text: String::new(),
            span: [0, 0],
            by: None,
            reported_none: false,
        }
    }

    #[test]
    fn numbers_keep_their_bounds() {
        for (low, best, high, words) in [
            (30, Some(30), Some(30), "30"),
            (12, Some(12), None, "at least 12"),
            (24, None, Some(99), "24–99"),
            (36, Some(40), Some(44), "about 40 (36–44)"),
            (0, None, Some(9), "up to 9"),
            (0, Some(9), Some(9), "up to 9"),
            (0, Some(0), Some(0), "0"),
        ] {
            assert_eq!(number(&count(low, best, high)), words);
        }
    }

    #[test]
    fn only_numbers_that_exclude_each_other_disagree() {
        let thirty = count(30, Some(30), Some(30));
        let dozens = count(24, None, Some(99));
        let nine = count(9, Some(9), Some(9));
        let more = count(5, Some(5), None);
        assert!(!disagree(&[&thirty, &dozens, &more]));
        assert!(disagree(&[&nine, &more, &thirty]));
        assert!(!disagree(&[&nine]));
    }

    #[test]
    fn long_quotes_are_cut_between_words() {
        assert_eq!(short("ten rockets\n were fired", 40), "ten rockets were fired");
        assert_eq!(short("ten rockets were fired", 14), "ten rockets …");
        assert_eq!(short("Raketenabwehrstellung", 8), "Raketena …");
    }
}
