//! An incident's codes in words, neutral ones.

use dateline_core::incident::record::{
    AgreementKind, ConflictKind, Count, Grade, Participant, Place, Relation, Responsibility, Rule,
    Time,
};
use dateline_core::incident::{CorrectedValue, Incident};
use dateline_core::record::Role;

use super::words;

/// When, with how exact it is known where that is not to the day.
pub fn when(time: Option<&Time>) -> String {
    let Some(time) = time else { return "no date".to_owned() };
    let exact = match time.date_prec {
        1 => return time.edtf.clone(),
        2 => "some days",
        3 => "a week",
        4 => "a month",
        _ => "a year or more",
    };
    format!("{} ({exact})", time.edtf)
}

/// Where, with how exact it is known: "near Boni (MLI)".
pub fn place(place: &Place) -> String {
    place_in(place, place.country.as_deref())
}

/// The same, with the country as it is called here: "near Boni (Mali)".
pub fn place_in(place: &Place, country: Option<&str>) -> String {
    let how = match place.where_prec {
        None | Some(1) => "at",
        Some(2) => "near",
        Some(_) => "in",
    };
    let name = words::one_line(&place.name);
    match country {
        Some(country) if country != name => format!("{how} {name} ({country})"),
        _ => format!("{how} {name}"),
    }
}

/// How exact a place is known, by UCDP's scale, where "at" and "near" do not say it.
pub fn exactness(where_prec: u8) -> Option<&'static str> {
    match where_prec {
        0..=2 => None,
        3 => Some("somewhere in this district"),
        4 => Some("somewhere in this region"),
        5 => Some("somewhere in this part of the map"),
        6 => Some("somewhere in this country"),
        _ => Some("somewhere at sea or in the air"),
    }
}

/// How many, over all that is said: "6–11", "at least 9", "none reported".
pub fn range(count: &Count) -> String {
    if count.reported_none {
        return "none reported".to_owned();
    }
    match count.high {
        None => format!("at least {}", count.low),
        Some(high) if high == count.low => high.to_string(),
        Some(high) if count.low == 0 => format!("up to {high}"),
        Some(high) => format!("{}–{high}", count.low),
    }
}

/// The range with the figure that most independent sources give.
pub fn range_with_best(count: &Count) -> String {
    let range = range(count);
    match count.best {
        Some(best) if best.to_string() != range && !count.reported_none => {
            format!("{range}, best {best}")
        }
        _ => range,
    }
}

/// What a person says that a report says.
pub fn corrected(value: Option<&CorrectedValue>) -> String {
    let by = |by: &Option<String>| by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let parts: Vec<String> = match value {
        None => vec!["nothing".to_owned()],
        Some(CorrectedValue::Type(value)) => vec![words::code(value)],
        Some(CorrectedValue::Status(value)) => vec![words::code(value)],
        Some(CorrectedValue::Time(edtf)) => vec![edtf.clone()],
        Some(CorrectedValue::Place(place)) => {
            let country = place.country.as_ref().map(|code| format!(" ({code})"));
            let point = place.lat.zip(place.lon);
            let point = point.map(|(lat, lon)| format!(", {lat:.4} {lon:.4}"));
            vec![[Some(place.name.clone()), country, point].into_iter().flatten().collect()]
        }
        Some(CorrectedValue::Names(names)) => names.clone(),
        Some(CorrectedValue::Responsibility(rows)) => rows
            .iter()
            .map(|row| format!("{}: {}{}", row.actor, words::code(row.status), by(&row.by)))
            .collect(),
        Some(CorrectedValue::Figures(figures)) => figures
            .iter()
            .map(|one| {
                let number = if one.reported_none {
                    "none reported".to_owned()
                } else {
                    words::bounds(one.low, one.best, one.high)
                };
                number + &by(&one.by)
            })
            .collect(),
    };
    words::one_line(&parts.join("; "))
}

/// Type, modes, and what there is to say beside them.
pub fn kind(incident: &Incident) -> String {
    let mut parts = vec![words::code(incident.event_type)];
    parts.extend(incident.modes.iter().cloned());
    parts.extend(words::status(incident.status).map(str::to_owned));
    parts.extend(words::level(Some(incident.level)).map(str::to_owned));
    parts.join(", ")
}

/// "Hezbollah → Kiryat Shmona".
pub fn who(incident: &Incident) -> Option<String> {
    let actors = names(incident, &[Role::Actor]);
    let others = names(incident, &[Role::Recipient, Role::Victim, Role::Object]);
    match (actors.is_empty(), others.is_empty()) {
        (true, true) => None,
        (false, true) => Some(actors.join(", ")),
        (true, false) => Some(format!("→ {}", others.join(", "))),
        (false, false) => Some(format!("{} → {}", actors.join(", "), others.join(", "))),
    }
}

fn names(incident: &Incident, roles: &[Role]) -> Vec<String> {
    let mut names = Vec::new();
    for one in incident.participants.iter().filter(|one| roles.contains(&one.role)) {
        let name = name(one);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The name of a participant.
pub fn name(one: &Participant) -> String {
    words::one_line(&one.name)
}

/// How many reports, and how many of them count.
pub fn sources(incident: &Incident) -> String {
    let reports = words::several(incident.sources, "report");
    if incident.sources == 1 {
        return reports;
    }
    format!("{reports}, {} independent", incident.independent_sources)
}

/// A step of Airwars' ladder, and what it means.
pub fn grade(grade: Grade) -> (&'static str, &'static str) {
    match grade {
        Grade::Confirmed => ("confirmed", "the party held responsible says so itself"),
        Grade::Fair => (
            "fair",
            "two or more independent sources; who did it, and that it happened, is undisputed",
        ),
        Grade::Weak => ("weak", "one independent source"),
        Grade::Contested => ("contested", "who did it, or whether it happened, is disputed"),
        Grade::Discounted => {
            ("discounted", "all but the one that first claimed it say that it did not happen")
        }
    }
}

/// How a reading follows from what is said.
pub fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::OnlyOne => "one alone says it",
        Rule::AllAgree => "all that say it say the same",
        Rule::MostExact => "the most exact of what can hold together",
        Rule::WholeRange => "from the lowest to the highest: they cannot all hold",
        Rule::MostSources => "said by most independent sources; the others are among the conflicts",
    }
}

/// In what way values agree.
pub fn agreement(kind: AgreementKind) -> &'static str {
    match kind {
        AgreementKind::Same => "all say the same",
        AgreementKind::Vaguer => "one is vaguer than the other, and both can hold",
        AgreementKind::PartOf => "one is part of the other",
    }
}

/// In what way values exclude each other.
pub fn conflict(kind: ConflictKind) -> &'static str {
    match kind {
        ConflictKind::Contradicts => "they cannot both hold",
        ConflictKind::RevisedLater => "a later report has revised it",
    }
}

/// How an incident stands to another.
pub fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::PartOf => "part of",
        Relation::Includes => "includes",
    }
}

/// Who is held responsible, how surely, and by whom.
pub fn responsibility(one: &Responsibility) -> String {
    words::held_responsible(&one.actor, one.status, one.by.as_deref())
}

/// Whether a conflict is settled.
pub fn state(open: bool) -> &'static str {
    if open { "open" } else { "settled" }
}
