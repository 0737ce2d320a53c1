//! ACLED's columns (codebook of 2023, columns since March 2023).

use std::io::Write;

use dateline_core::incident::record::Participant;
use dateline_core::record::{CountOf, Kind, Role};
use jiff::Unit;

use super::countries::Country;
use super::table::{self, Cell};
use super::view::{is_civilian, parties};
use super::{Failure, Shape, Subject, dispute};

/// The columns, in ACLED's order.
pub(super) const COLUMNS: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

/// ACLED's sub-event types with the event type and the disorder type that they belong to.
const TYPES: [(&str, &str, &str); 25] = [
    ("Government regains territory", "Battles", "Political violence"),
    ("Non-state actor overtakes territory", "Battles", "Political violence"),
    ("Armed clash", "Battles", "Political violence"),
    ("Excessive force against protesters", "Protests", "Political violence; Demonstrations"),
    ("Protest with intervention", "Protests", "Demonstrations"),
    ("Peaceful protest", "Protests", "Demonstrations"),
    ("Violent demonstration", "Riots", "Demonstrations"),
    ("Mob violence", "Riots", "Political violence"),
    ("Chemical weapon", "Explosions/Remote violence", "Political violence"),
    ("Air/drone strike", "Explosions/Remote violence", "Political violence"),
    ("Suicide bomb", "Explosions/Remote violence", "Political violence"),
    ("Shelling/artillery/missile attack", "Explosions/Remote violence", "Political violence"),
    ("Remote explosive/landmine/IED", "Explosions/Remote violence", "Political violence"),
    ("Grenade", "Explosions/Remote violence", "Political violence"),
    ("Sexual violence", "Violence against civilians", "Political violence"),
    ("Attack", "Violence against civilians", "Political violence"),
    ("Abduction/forced disappearance", "Violence against civilians", "Political violence"),
    ("Agreement", "Strategic developments", "Strategic developments"),
    ("Arrests", "Strategic developments", "Strategic developments"),
    ("Change to group/activity", "Strategic developments", "Strategic developments"),
    ("Disrupted weapons use", "Strategic developments", "Strategic developments"),
    ("Headquarters or base established", "Strategic developments", "Strategic developments"),
    ("Looting/property destruction", "Strategic developments", "Strategic developments"),
    ("Non-violent transfer of territory", "Strategic developments", "Strategic developments"),
    ("Other", "Strategic developments", "Strategic developments"),
];

/// ACLED's actor types, in the order of their codes, by which an interaction is written.
const INTER: [&str; 8] = [
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
];

/// The roles of those to whom it was done.
const STRUCK: [Role; 2] = [Role::Recipient, Role::Victim];

/// The table.
pub(super) struct Acled;

impl Shape for Acled {
    fn start(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        table::head(COLUMNS.into_iter(), out)
    }

    fn each(&mut self, subject: &Subject<'_>, out: &mut dyn Write) -> Result<bool, Failure> {
        let Some(cells) = row(subject) else { return Ok(false) };
        table::row(&cells, out)?;
        Ok(true)
    }

    fn finish(&mut self, _: &mut dyn Write) -> Result<(), Failure> {
        Ok(())
    }
}

/// The cells of an incident that ACLED would code; none of any other.
fn row(subject: &Subject<'_>) -> Option<[Cell; 31]> {
    let incident = subject.incident;
    let (sub_type, event_type, disorder) = Some(kind(subject)?).filter(|_| subject.is_event())?;
    let place = incident.place.as_ref();
    let country = Country::of_code(place.and_then(|place| place.country.as_deref()));
    let home = place.and_then(|place| place.country.as_deref());
    let first = side(subject, &[Role::Actor], event_type, home);
    let second = side(subject, &STRUCK, event_type, home);
    let date = date(subject);
    // a point goes with its precision, on this scale
    let precision = place.and_then(|place| place.geo_precision);
    let point = subject.point().filter(|_| precision.is_some());
    let civilians = disorder.starts_with("Political violence")
        && subject.on_civilians
        && !parties(incident, &STRUCK).any(is_armed);
    let crowd = matches!(event_type, "Protests" | "Riots").then(|| crowd(subject));
    Some([
        incident.id.as_str().into(),
        date.as_ref().map(|(day, _)| day.to_string()).into(),
        year(subject).into(),
        date.as_ref().map(|(_, precision)| *precision).into(),
        disorder.into(),
        event_type.into(),
        sub_type.into(),
        first.name.into(),
        Cell::list(first.others.iter().map(String::as_str)),
        first.inter.into(),
        second.name.into(),
        Cell::list(second.others.iter().map(String::as_str)),
        second.inter.into(),
        interaction(first.inter, second.inter, second.known).into(),
        civilians.then_some("Civilian targeting").into(),
        country.and_then(|country| country.iso).into(),
        country.map(|country| country.region).into(),
        country.map(|country| country.name).into(),
        place.and_then(|place| place.admin1.as_deref()).into(),
        Cell::Empty,
        Cell::Empty,
        place.map(|place| place.name.as_str()).into(),
        point.map(|point| point.lat).into(),
        point.map(|point| point.lon).into(),
        precision.into(),
        Cell::list(subject.outlets().into_iter()),
        Cell::Empty,
        notes(subject).into(),
        subject.count(CountOf::Killed).map(|count| count.low).into(),
        crowd.into(),
        Cell::Empty,
    ])
}

/// Sub-event type, event type and disorder type.
fn kind(subject: &Subject<'_>) -> Option<(&'static str, &'static str, &'static str)> {
    let named = subject.incident.acled.as_deref()?;
    // to ACLED an `Attack` is one on civilians; of armed sides it is a clash
    let armed = named == "Attack"
        && !subject.on_civilians
        && parties(subject.incident, &STRUCK).next().is_some()
        && parties(subject.incident, &STRUCK).all(is_armed);
    let name = if armed { "Armed clash" } else { named };
    TYPES.into_iter().find(|(sub_type, ..)| *sub_type == name)
}

fn is_armed(participant: &Participant) -> bool {
    matches!(participant.kind, Kind::ArmedForces | Kind::ArmedGroup)
}

/// The day that ACLED would write, and its time precision: the first day of a day, days or week,
/// the middle of a month; none of anything longer.
fn date(subject: &Subject<'_>) -> Option<(jiff::civil::Date, u8)> {
    let (first, last) = subject.days()?;
    match subject.incident.time.as_ref()?.date_prec {
        1 => Some((first, 1)),
        2 | 3 => Some((first, 2)),
        4 => {
            let whole = first.until((Unit::Day, last)).ok()?.get_days();
            let half = jiff::Span::new().days(whole / 2);
            Some((first.checked_add(half).ok()?, 3))
        }
        _ => None,
    }
}

/// The year, where all days that it may have been are in one.
fn year(subject: &Subject<'_>) -> Option<u16> {
    let (first, last) = subject.days()?;
    (first.year() == last.year()).then(|| u16::try_from(first.year()).ok())?
}

/// One side of an event.
#[derive(Default)]
struct Side {
    name: String,
    others: Vec<String>,
    inter: Option<&'static str>,
    /// Whether anybody is known to be on it.
    known: bool,
}

/// Those of some roles: the first named one, else those in the street or civilians, who in ACLED have
/// the country for a name.
fn side(subject: &Subject<'_>, roles: &[Role], event_type: &str, home: Option<&str>) -> Side {
    let acting = roles.contains(&Role::Actor);
    let unnamed = |inter: &'static str| match Country::of_code(home) {
        Some(country) => format!("{inter} ({})", country.name),
        None => inter.to_owned(),
    };
    let mut named: Vec<&Participant> =
        parties(subject.incident, roles).filter(|one| !is_civilian(one)).collect();
    named.dedup_by(|next, one| next.name == one.name);
    let names = |of: &[&Participant]| of.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    // a protest has protesters first, whoever calls for it
    let street = match event_type {
        "Protests" if acting => Some(INTER[5]),
        "Riots" if acting => Some(INTER[4]),
        _ => None,
    };
    let civilians = if acting { subject.by_civilians } else { subject.on_civilians };
    match (street, named.split_first()) {
        (Some(street), _) => {
            Side { name: unnamed(street), others: names(&named), inter: Some(street), known: true }
        }
        (None, Some((first, rest))) => {
            let mut others = names(rest);
            others.extend(civilians.then(|| unnamed(INTER[6])));
            Side { name: first.name.clone(), others, inter: inter(first, home), known: true }
        }
        (None, None) if civilians => {
            Side { name: unnamed(INTER[6]), others: Vec::new(), inter: Some(INTER[6]), known: true }
        }
        (None, None) => Side::default(),
    }
}

/// ACLED's actor type, where the kind of a participant says it. Whether an armed group is a rebel
/// group or a militia it does not say.
fn inter(participant: &Participant, home: Option<&str>) -> Option<&'static str> {
    let foreign = home.zip(participant.country.as_deref()).is_some_and(|(home, of)| home != of);
    match participant.kind {
        Kind::ArmedForces if foreign => Some(INTER[7]),
        Kind::ArmedForces | Kind::Government => Some(INTER[0]),
        Kind::Civilians => Some(INTER[6]),
        _ => None,
    }
}

/// Both actor types, the one with the lower code first; one alone where there is no second actor.
fn interaction(
    first: Option<&'static str>,
    second: Option<&'static str>,
    second_known: bool,
) -> Option<String> {
    let code = |inter| INTER.iter().position(|one| *one == inter);
    match (first, second) {
        (Some(one), Some(other)) if code(one) <= code(other) => Some(format!("{one}-{other}")),
        (Some(one), Some(other)) => Some(format!("{other}-{one}")),
        (Some(one), None) if !second_known => Some(format!("{one} only")),
        _ => None,
    }
}

/// ACLED's tag for how many took part.
fn crowd(subject: &Subject<'_>) -> String {
    match subject.count(CountOf::Participants) {
        Some(count) if !count.reported_none => format!("crowd size=at least {}", count.low),
        _ => "crowd size=no report".to_owned(),
    }
}

/// What happened, between which figures, and what is disputed.
fn notes(subject: &Subject<'_>) -> String {
    let incident = subject.incident;
    let mut notes = Vec::new();
    let summary = incident.summary.trim();
    if !summary.is_empty() {
        let stop = if summary.ends_with(['.', '!', '?', '…']) { "" } else { "." };
        notes.push(format!("{summary}{stop}"));
    }
    if let Some((first, last)) = subject.days().filter(|(first, last)| first != last) {
        notes.push(format!("Between {first} and {last}."));
    }
    if let Some(count) = subject.count(CountOf::Killed).filter(|count| !count.reported_none) {
        let range = match count.high {
            Some(high) if high == count.low => None,
            Some(high) => Some(format!("Figures of people killed: {} to {high}.", count.low)),
            None => Some(format!("Figures of people killed: {} or more.", count.low)),
        };
        notes.extend(range);
    } else if subject.count(CountOf::Killed).is_some() {
        notes.push("No deaths reported.".to_owned());
    }
    notes.extend(dispute::sentences(subject));
    notes.extend(dispute::responsibility(subject));
    let (sources, independent) = (incident.sources, incident.independent_sources);
    let grade = dispute::grade(incident.grade);
    notes.push(format!("Reports: {sources}, independent of each other: {independent} ({grade})."));
    notes.join(" ")
}
