//! When and where, of acts whose own words do not say: what the report told just before, or where it
//! all happens.
//!
//! Reports name the day and the town once and go on from there. So an act of force without a place of
//! its own is taken to be where the act of force told just before it was, and on its day; and where the
//! report is about one town, in that town.

use crate::read::Reason;
use crate::record::{CodePoints, Event, EventType, Place, Status, Time};

/// How far behind, in code points, the telling goes on: a paragraph.
const REACH: usize = 500;

/// Gives acts of force without a time or place those of the act told just before, or else the place
/// that the report is about, its `home`.
pub fn complete(events: &mut [Event], home: Option<&Place>, reasons: &mut Vec<Reason>) {
    let mut order: Vec<usize> = (0..events.len()).filter(|&at| is_force(&events[at])).collect();
    order.sort_by_key(|&at| events[at].trigger.span);
    times(events, &order, reasons);
    places(events, &order, home, reasons);
}

fn times(events: &mut [Event], order: &[usize], reasons: &mut Vec<Reason>) {
    let mut dated = None::<(usize, EventType, Time)>;
    for &at in order {
        let event = &mut events[at];
        let [start, end] = event.trigger.span;
        if event.status != Status::Occurred {
            continue;
        }
        match &event.time {
            Some(time) if time.edtf.is_some() => {
                dated = Some((end, event.event_type, time.clone()));
            }
            // What the report says itself is kept, though it is no date.
            Some(_) => {}
            None => {
                // An arrest follows a shooting, on whatever day.
                let fits = |told: EventType| {
                    told != EventType::Coerce || event.event_type == EventType::Coerce
                };
                let before = dated.as_ref();
                if let Some((.., time)) =
                    before.filter(|(reach, told, _)| start <= reach + REACH && fits(*told))
                {
                    let value = time.edtf.clone().unwrap_or_default();
                    let reason = told(&event.id, "time", value, (&time.text, time.span));
                    reasons.push(Reason { rule: "told.before".into(), ..reason });
                    event.time = Some(time.clone());
                }
            }
        }
    }
}

fn places(events: &mut [Event], order: &[usize], home: Option<&Place>, reasons: &mut Vec<Reason>) {
    let mut placed = None::<(usize, Place)>;
    for &at in order {
        let event = &mut events[at];
        let [start, end] = event.trigger.span;
        if let Some(place) = &event.place {
            placed = Some((end, place.clone()));
            continue;
        }
        let before = placed.as_ref().filter(|(reach, _)| start <= reach + REACH);
        let found = before.map(|(_, place)| (place, "told.before"));
        let Some((place, rule)) = found.or(home.map(|home| (home, "told.home"))) else { continue };
        let reason = told(&event.id, "place", place.name.clone(), (&place.text, place.span));
        reasons.push(Reason { rule: rule.into(), ..reason });
        event.place = Some(place.clone());
    }
}

fn is_force(event: &Event) -> bool {
    matches!(event.event_type, EventType::Assault | EventType::Coerce | EventType::Protest)
}

fn told(event: &str, slot: &str, value: String, (text, span): (&str, CodePoints)) -> Reason {
    Reason {
        event: event.to_owned(),
        slot: slot.to_owned(),
        value,
        text: text.to_owned(),
        span,
        rule: "told".into(),
    }
}
