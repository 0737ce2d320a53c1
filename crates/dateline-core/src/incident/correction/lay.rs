//! A correction laid over an event.

use super::super::days::Days;
use super::super::record::Slot;
use super::{
    CorrectedFigure, CorrectedPlace, CorrectedResponsibility, CorrectedValue, is_yearless,
};
use crate::actor::Base;
use crate::actor::fold::fold;
use crate::event::crosswalked;
use crate::place::Exactness;
use crate::record::{
    CodePoints, Count, CountOf, Event, Kind, Muc4Participant, Participant, Place, Responsibility,
    Role, Time, TimePrecision,
};

/// Lays a correction over an event: `value` is what its report says of the slot, none that it says
/// nothing. A value that is not the slot's changes nothing. The codes of other codebooks follow the
/// type, the summary follows everything.
pub fn correct(event: &mut Event, slot: Slot, value: Option<&CorrectedValue>) {
    match (slot, value) {
        (Slot::Type, Some(CorrectedValue::Type(value))) => {
            if event.event_type != *value {
                event.event_type = *value;
                event.modes.clear();
                event.muc4 = None;
                event.muc4_category = None;
            }
        }
        (Slot::Status, Some(CorrectedValue::Status(value))) => event.status = *value,
        (Slot::Time, None) => event.time = None,
        (Slot::Time, Some(CorrectedValue::Time(edtf))) => {
            let old = event.time.take().map(|time| (time.text, time.span));
            let (text, span) =
                old.filter(|(_, span)| tells(event, *span)).unwrap_or_else(|| nowhere(event));
            let precision = precision(edtf);
            event.time =
                Some(Time { text, span, edtf: Some(edtf.clone()), precision, basis: None });
        }
        (Slot::Place, None) => event.place = None,
        (Slot::Place, Some(CorrectedValue::Place(place))) => {
            let place = place.of_event(event);
            event.place = Some(place);
        }
        (Slot::Actor, names) => parties(event, Role::Actor, names),
        (Slot::Recipient, names) => parties(event, Role::Recipient, names),
        (Slot::Responsibility, None) => event.responsibility.clear(),
        (Slot::Responsibility, Some(CorrectedValue::Responsibility(rows))) => {
            let old = std::mem::take(&mut event.responsibility);
            event.responsibility = rows.iter().map(|row| responsible(event, &old, row)).collect();
        }
        (Slot::Count(of), None) => event.counts.retain(|count| count.of != of),
        (Slot::Count(of), Some(CorrectedValue::Figures(figures))) => counts(event, of, figures),
        _ => return,
    }
    let codes = (event.acled.clone(), event.cameo.clone());
    *event = crosswalked(event.clone());
    if slot != Slot::Type {
        (event.acled, event.cameo) = codes;
    }
}

/// True where something stands in the sentences that tell of the act.
fn tells(event: &Event, span: CodePoints) -> bool {
    event.evidence.iter().any(|one| one.span[0] <= span[0] && span[1] <= one.span[1])
}

/// No words, at the beginning of the first sentence that tells of the act.
fn nowhere(event: &Event) -> (String, CodePoints) {
    let first = event.evidence.first().map_or(event.trigger.span, |evidence| evidence.span);
    (String::new(), [first[0], first[0]])
}

/// Where a name stands in the sentences that tell of the act.
fn found(event: &Event, name: &str) -> Option<(String, CodePoints)> {
    event.evidence.iter().find_map(|evidence| {
        let at = evidence.text.find(name)?;
        let start = evidence.span[0] + evidence.text[..at].chars().count();
        Some((name.to_owned(), [start, start + name.chars().count()]))
    })
}

/// The participants in a role, by their names. Who is there under a name already stays with all that
/// is known of them.
fn parties(event: &mut Event, role: Role, names: Option<&CorrectedValue>) {
    let names: &[String] = match names {
        None => &[],
        Some(CorrectedValue::Names(names)) => names,
        Some(_) => return,
    };
    let private = event.participants.iter().any(|one| one.role == role && one.private);
    let found: Vec<Participant> =
        names.iter().map(|name| party(event, role, name, private)).collect();
    let rest = std::mem::take(&mut event.participants).into_iter();
    event.participants = rest.filter(|one| one.role != role).collect();
    event.participants.extend(found);
    event.participants.sort_by_key(|one| one.role);
}

fn party(event: &Event, role: Role, name: &str, private: bool) -> Participant {
    let is_it = |one: &&Participant| fold(one.name.as_deref().unwrap_or(&one.text)) == fold(name);
    let in_role = event.participants.iter().filter(|one| one.role == role).find(is_it);
    if let Some(known) = in_role.or_else(|| event.participants.iter().find(is_it)) {
        return Participant { role, ..known.clone() };
    }
    let actor = Base::get().named(name);
    let (text, span) = found(event, name).unwrap_or_else(|| nowhere(event));
    Participant {
        role,
        text,
        name: Some(name.to_owned()),
        id: actor.map(|actor| actor.id.to_string()),
        kind: actor.map_or(Kind::Organisation, |actor| actor.kind),
        country: actor.and_then(|actor| actor.country.as_deref()).map(str::to_owned),
        span,
        title: None,
        office: None,
        part_of: None,
        // a private person's name may have been mended
        private: private && actor.is_none(),
        muc4: Muc4Participant::default(),
    }
}

fn responsible(
    event: &Event,
    old: &[Responsibility],
    row: &CorrectedResponsibility,
) -> Responsibility {
    let words = old.iter().find(|one| one.actor == row.actor).map(|one| one.text.clone());
    let words = words.or_else(|| found(event, &row.actor).map(|(text, _)| text));
    Responsibility {
        actor: row.actor.clone(),
        text: words.unwrap_or_default(),
        status: row.status,
        by: row.by.clone(),
        part: None,
    }
}

fn counts(event: &mut Event, of: CountOf, figures: &[CorrectedFigure]) {
    let old: Vec<Count> = event.counts.iter().filter(|count| count.of == of).cloned().collect();
    let at = event.counts.iter().position(|count| count.of == of).unwrap_or(event.counts.len());
    event.counts.retain(|count| count.of != of);
    let at = at.min(event.counts.len());
    let made: Vec<Count> = figures
        .iter()
        .enumerate()
        .map(|(number, figure)| {
            // the words are those of whoever says it; of one figure for one, those that were read
            let same = old.iter().find(|count| count.by == figure.by && figure.by.is_some());
            let alone = (figures.len() == 1 && old.len() == 1).then(|| &old[0]);
            let words = same.or(alone).or_else(|| {
                old.get(number).filter(|count| figures.len() == old.len() && count.by == figure.by)
            });
            let words = words.map(|count| (count.text.clone(), count.span));
            let (text, span) = words.unwrap_or_else(|| nowhere(event));
            Count {
                of,
                low: figure.low,
                best: figure.best,
                high: figure.high,
                text,
                span,
                by: figure.by.clone(),
                reported_none: figure.reported_none,
            }
        })
        .collect();
    event.counts.splice(at..at, made);
}

impl CorrectedPlace {
    fn of_event(&self, event: &Event) -> Place {
        let old = event.place.as_ref().filter(|old| fold(&old.name) == fold(&self.name));
        let words = old.map(|old| (old.text.clone(), old.span));
        let words = words.filter(|(_, span)| tells(event, *span));
        let (text, span) =
            words.or_else(|| found(event, &self.name)).unwrap_or_else(|| nowhere(event));
        Place {
            text,
            span,
            name: self.name.clone(),
            geonames: self.geonames,
            lat: self.lat,
            lon: self.lon,
            country: self.country.clone(),
            admin1: self.admin1.clone(),
            precision: self.precision.unwrap_or_default(),
            where_prec: self.where_prec,
            geo_precision: self.where_prec.and_then(Exactness::geo_precision),
            radius_km: self.radius_km,
            muc4: None,
        }
    }
}

/// How exact a date is.
fn precision(edtf: &str) -> TimePrecision {
    match Days::of_edtf(edtf).map(Days::len) {
        Some(1) => TimePrecision::Day,
        Some(2..=6) => TimePrecision::Days,
        Some(7..=13) => TimePrecision::Week,
        Some(14..=31) => TimePrecision::Month,
        Some(32..=366) => TimePrecision::Year,
        Some(_) => TimePrecision::Longer,
        None if is_yearless(edtf) => TimePrecision::Day,
        None => TimePrecision::Unknown,
    }
}
