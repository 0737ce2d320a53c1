//! The reasons for what an event gains when it becomes an incident.

use super::view::View;
use crate::event::write;
use crate::read::Reason;
use crate::record::{CodePoints, Event, Participant};

/// The rule that the reasons name.
const RULE: &str = "muc4.incident";

/// Gives a reason for each value that `told` has and the event that it was has not; for all of an event
/// that is new.
pub(super) fn note(view: &View<'_>, was: Option<&Event>, told: &Event, reasons: &mut Vec<Reason>) {
    let document = view.mentions.document;
    let mut say = |slot: &str, value: String, span: CodePoints| {
        let text = document.slice(document.bytes(span)).to_owned();
        let event = told.id.clone();
        reasons.push(Reason { event, slot: slot.to_owned(), value, text, span, rule: RULE.into() });
    };
    let trigger = told.trigger.span;
    if was.is_none() {
        say("type", write::type_name(told.event_type).to_owned(), trigger);
        say("status", format!("{:?}", told.status).to_lowercase(), trigger);
    }
    if let Some(kind) = &told.muc4 {
        say("muc4", kind.clone(), trigger);
    }
    let had = |known: &dyn Fn(&Event) -> bool| was.is_some_and(known);
    for p in &told.participants {
        let known = |q: &Participant| q.role == p.role && q.span == p.span;
        if !had(&|was| was.participants.iter().any(known)) {
            let value = p.name.clone().unwrap_or_else(|| p.text.clone());
            say(&format!("{:?}", p.role).to_lowercase(), value, p.span);
        }
    }
    for count in &told.counts {
        if !had(&|was| was.counts.contains(count)) {
            say(&write::count_slot(count.of), count.text.clone(), count.span);
        }
    }
    if let Some(time) = &told.time
        && !had(&|was| was.time.as_ref().is_some_and(|known| known.span == time.span))
    {
        say("time", time.edtf.clone().unwrap_or_else(|| time.text.clone()), time.span);
    }
    if let Some(place) = &told.place
        && !had(&|was| was.place.as_ref().is_some_and(|known| known.span == place.span))
    {
        say("place", place.name.clone(), place.span);
    }
}
