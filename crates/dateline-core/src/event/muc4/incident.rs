//! Which incident type of MUC-4 an event has, from `data/taxonomy/muc4.toml`.
//!
//! The Message Understanding Conference of 1992 asked for terrorist incidents. What it left out is
//! left out here as well: combat, history, and summaries. Where an incident happened is not asked:
//! a bombing is a bombing in any country.

use jiff::civil::Date;

use super::table::table;
use crate::record::{Event, Kind, Level, Role, Status};

/// The MUC-4 incident type of an event, none where it is no such incident. `published` is the
/// report's day.
#[must_use]
pub fn incident(event: &Event, published: Option<Date>) -> Option<&'static str> {
    kind(event).filter(|_| {
        is_told(event) && has_party(event) && !is_combat(event) && !is_history(event, published)
    })
}

/// The incident type that an event's type and modes mean.
pub(super) fn kind(event: &Event) -> Option<&'static str> {
    let row = table().incident.iter().find(|row| {
        row.event_type == event.event_type
            && row.modes.iter().all(|mode| event.modes.contains(mode))
    })?;
    Some(row.muc4.as_str())
}

/// True of one act that was done, tried or threatened.
pub(super) fn is_told(event: &Event) -> bool {
    !matches!(event.status, Status::Hypothetical | Status::Denied)
        && !matches!(event.level, Some(Level::Series | Level::Aggregate))
}

/// True where somebody is known who did it or whom or what it hit: MUC-4 counted no incident without.
pub(super) fn has_party(event: &Event) -> bool {
    event.participants.iter().any(|participant| participant.role != Role::Instrument)
}

/// True where armed bodies fight each other and nobody else is hurt.
pub(super) fn is_combat(event: &Event) -> bool {
    let armed = |kind: Kind| table().armed.contains(&kind);
    let targets = event.participants.iter().filter(|participant| {
        matches!(participant.role, Role::Recipient | Role::Victim | Role::Object)
    });
    let kinds: Vec<Kind> = targets.map(|target| target.kind).collect();
    let fought = event.participants.iter().any(|p| p.role == Role::Actor && armed(p.kind));
    !kinds.is_empty() && kinds.iter().all(|&kind| armed(kind)) && fought
}

/// True where the event lies too far back of its report.
pub(super) fn is_history(event: &Event, published: Option<Date>) -> bool {
    let Some(published) = published else { return false };
    let Some(edtf) = event.time.as_ref().and_then(|time| time.edtf.as_deref()) else {
        return false;
    };
    let last = edtf.rsplit('/').find(|day| !day.is_empty() && *day != "..").unwrap_or(edtf);
    last_day(last).is_some_and(|last| {
        last.until(published).is_ok_and(|span| span.get_days() > table().oldest_days)
    })
}

/// The last day of an EDTF day, month or year.
fn last_day(edtf: &str) -> Option<Date> {
    let edtf = edtf.trim_end_matches(['?', '~', '%']);
    let mut parts = edtf.splitn(3, '-').map(str::parse::<i16>);
    let year = parts.next()?.ok()?;
    let month =
        parts.next().map_or(Ok(12), |month| month).ok().and_then(|m| i8::try_from(m).ok())?;
    let first = Date::new(year, month, 1).ok()?;
    match parts.next() {
        None => Some(first.last_of_month()),
        Some(day) => Date::new(year, month, i8::try_from(day.ok()?).ok()?).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event(event_type: &str, modes: &[&str], parties: &[(&str, &str)], edtf: &str) -> Event {
        let participants: Vec<_> = parties
            .iter()
            .map(|(role, kind)| {
                json!({ "role": role, "text": "", "name": null, "id": null, "kind": kind, "country": null, "span": [0, 0] })
            })
            .collect();
        serde_json::from_value(json!({
            "id": "e1", "type": event_type, "modes": modes, "contexts": [], "acled": null, "cameo": null,
            "muc4": null, "status": "occurred", "trigger": { "text": "", "span": [0, 0] }, "summary": "",
            "time": { "text": "", "span": [0, 0], "edtf": edtf, "precision": "day", "basis": null },
            "place": null, "participants": participants, "responsibility": [], "counts": [], "claims": [],
            "evidence": [],
        }))
        .unwrap()
    }

    #[track_caller]
    fn check(event: &Event, expected: Option<&str>) {
        assert_eq!(incident(event, Date::new(1990, 2, 4).ok()), expected);
    }

    #[test]
    fn types_follow_the_modes() {
        let civilians = [("victim", "civilians")];
        check(&event("ASSAULT", &["explosives"], &civilians, "1990-02-02"), Some("BOMBING"));
        check(&event("ASSAULT", &["abduct"], &civilians, "1990-02"), Some("KIDNAPPING"));
        check(&event("ASSAULT", &["firearms"], &civilians, "1990"), Some("ATTACK"));
        check(&event("THREATEN", &["violence"], &civilians, "1990-02-02"), Some("ATTACK"));
        check(&event("PROTEST", &["demo"], &civilians, "1990-02-02"), None);
        check(&event("CONSULT", &["meet"], &civilians, "1990-02-02"), None);
    }

    #[test]
    fn an_act_of_nobody_on_nothing_is_none() {
        check(&event("ASSAULT", &["explosives"], &[("instrument", "weapon")], "1990-02-02"), None);
        check(
            &event("ASSAULT", &["explosives"], &[("object", "thing")], "1990-02-02"),
            Some("BOMBING"),
        );
    }

    #[test]
    fn combat_is_left_out_unless_others_are_hurt() {
        let fight = [("actor", "armed-group"), ("recipient", "armed-forces")];
        check(&event("ASSAULT", &["firearms"], &fight, "1990-02-02"), None);
        let raid =
            [("actor", "armed-group"), ("recipient", "armed-forces"), ("victim", "civilians")];
        check(&event("ASSAULT", &["firearms"], &raid, "1990-02-02"), Some("ATTACK"));
        let ambush = [("actor", "person"), ("victim", "armed-forces")];
        check(&event("ASSAULT", &["firearms"], &ambush, "1990-02-02"), Some("ATTACK"));
    }

    #[test]
    fn history_is_left_out() {
        let victim = [("victim", "person")];
        check(&event("ASSAULT", &[], &victim, "1989-11-16"), None);
        check(&event("ASSAULT", &[], &victim, "1989"), Some("ATTACK"));
        check(&event("ASSAULT", &[], &victim, "1980-03-24"), None);
        check(&event("ASSAULT", &[], &victim, "1989-10/1989-11"), None);
        check(&event("ASSAULT", &[], &victim, "XXXX-10-07"), Some("ATTACK"));
    }
}
