//! When and where, of acts whose own words do not say: what the report told just before.
//!
//! Reports name the day and the town once and go on from there. So an act of force without a place of
//! its own is taken to be where the act of force told just before it was, and on its day.

use crate::read::Reason;
use crate::record::{CodePoints, Event, EventType, Place, Status, Time};

/// How far behind, in code points, the telling goes on: a paragraph.
const REACH: usize = 500;

/// Gives acts of force without a time or place those of the act told just before.
pub fn complete(events: &mut [Event], reasons: &mut Vec<Reason>) {
    let mut order: Vec<usize> = (0..events.len()).filter(|&at| is_force(&events[at])).collect();
    order.sort_by_key(|&at| events[at].trigger.span);
    let (mut dated, mut placed) = (None::<(usize, Time)>, None::<(usize, Place)>);
    for at in order {
        let event = &mut events[at];
        let [start, end] = event.trigger.span;
        if event.status == Status::Occurred {
            match &event.time {
                Some(time) if time.edtf.is_some() => dated = Some((end, time.clone())),
                // What the report says itself is kept, though it is no date.
                Some(_) => {}
                None => {
                    if let Some((_, time)) = dated.as_ref().filter(|one| start <= one.0 + REACH) {
                        let value = time.edtf.clone().unwrap_or_default();
                        reasons.push(told_before(&event.id, "time", value, &time.text, time.span));
                        event.time = Some(time.clone());
                    }
                }
            }
        }
        match &event.place {
            Some(place) => placed = Some((end, place.clone())),
            None => {
                if let Some((_, place)) = placed.as_ref().filter(|one| start <= one.0 + REACH) {
                    let value = place.name.clone();
                    reasons.push(told_before(&event.id, "place", value, &place.text, place.span));
                    event.place = Some(place.clone());
                }
            }
        }
    }
}

fn is_force(event: &Event) -> bool {
    matches!(event.event_type, EventType::Assault | EventType::Coerce | EventType::Protest)
}

fn told_before(event: &str, slot: &str, value: String, text: &str, span: CodePoints) -> Reason {
    Reason {
        event: event.to_owned(),
        slot: slot.to_owned(),
        value,
        text: text.to_owned(),
        span,
        rule: "told.before".into(),
    }
}
