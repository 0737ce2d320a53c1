//! Values as a person writes them on one line.

use serde_json::Value;

use super::super::record::Slot;
use super::{CorrectedFigure, CorrectedPlace, CorrectedResponsibility, CorrectedValue};

/// The value of a slot; none where the text is no such value.
pub(super) fn value(slot: Slot, text: &str) -> Option<CorrectedValue> {
    let list = || text.split(';').map(str::trim).filter(|part| !part.is_empty());
    Some(match slot {
        Slot::Type => CorrectedValue::Type(named(text.to_uppercase())?),
        Slot::Status => CorrectedValue::Status(named(text.to_lowercase())?),
        Slot::Time => CorrectedValue::Time(text.to_owned()),
        Slot::Place => CorrectedValue::Place(place_of(text)?),
        Slot::Actor | Slot::Recipient => CorrectedValue::Names(list().map(str::to_owned).collect()),
        Slot::Responsibility => {
            CorrectedValue::Responsibility(list().map(held_of).collect::<Option<_>>()?)
        }
        Slot::Count(_) => CorrectedValue::Figures(list().map(figure_of).collect::<Option<_>>()?),
        Slot::Instrument | Slot::Motive => return None,
    })
}

/// The value of the contract that has this name.
fn named<T: serde::de::DeserializeOwned>(name: String) -> Option<T> {
    serde_json::from_value(Value::String(name)).ok()
}

/// `Gao`, `Gao, MLI`, `Gao, 16.27, -0.04`, `Gao, 16.27, -0.04, MLI`.
fn place_of(text: &str) -> Option<CorrectedPlace> {
    let mut parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let mut place = CorrectedPlace::default();
    let is_code =
        |part: &&str| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_uppercase());
    if parts.len() > 1 && parts.last().is_some_and(is_code) {
        place.country = parts.pop().map(str::to_owned);
    }
    if let [.., _, lat, lon] = parts.as_slice()
        && let (Ok(lat), Ok(lon)) = (lat.parse(), lon.parse())
    {
        (place.lat, place.lon) = (Some(lat), Some(lon));
        parts.truncate(parts.len() - 2);
    }
    place.name = parts.join(", ");
    (!place.name.is_empty()).then_some(place)
}

/// `JNIM: claimed`, `Hamas: accused-by-authorities by Israel`.
fn held_of(text: &str) -> Option<CorrectedResponsibility> {
    let (actor, rest) = text.rsplit_once(':')?;
    let (status, by) = said_by(rest.trim());
    let status = named(status.trim().to_lowercase().replace(' ', "-"))?;
    Some(CorrectedResponsibility { actor: actor.trim().to_owned(), status, by })
}

/// `6`, `6..11`, `6..`, `..11`, `6..9..11`, each also with `by WHO`, and `none reported`.
fn figure_of(text: &str) -> Option<CorrectedFigure> {
    let (number, by) = said_by(text);
    if number.eq_ignore_ascii_case(NONE_REPORTED) {
        return Some(CorrectedFigure { reported_none: true, by, ..CorrectedFigure::default() });
    }
    let parts: Vec<&str> = number.split("..").map(str::trim).collect();
    let one = |part: &str| if part.is_empty() { Some(None) } else { part.parse().ok().map(Some) };
    let (low, best, high) = match parts.as_slice() {
        [only] => {
            let number: u64 = only.parse().ok()?;
            (Some(number), Some(number), Some(number))
        }
        [low, high] => (one(low)?, None, one(high)?),
        [low, best, high] => (one(low)?, one(best)?, one(high)?),
        _ => return None,
    };
    if low.is_none() && best.is_none() && high.is_none() {
        return None;
    }
    Some(CorrectedFigure { low: low.unwrap_or_default(), best, high, reported_none: false, by })
}

/// What the contract calls a count of which nothing but "no reports of" is said.
const NONE_REPORTED: &str = "none reported";

/// What is said, and who says so.
fn said_by(text: &str) -> (&str, Option<String>) {
    match text.rsplit_once(" by ") {
        Some((what, who)) if !who.trim().is_empty() => (what.trim(), Some(who.trim().to_owned())),
        _ => (text.trim(), None),
    }
}
