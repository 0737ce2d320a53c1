//! The columns of UCDP's Georeferenced Event Dataset (GED, version 25.1).

use std::io::Write;

use dateline_core::incident::record::{Count, Participant};
use dateline_core::record::{CountOf, Kind, Level, Report, Role};

use super::countries::Country;
use super::table::{self, Cell};
use super::view::{Point, parties, quad, unique};
use super::{Failure, Shape, Subject};

/// The columns, in UCDP's order.
pub(super) const COLUMNS: [&str; 49] = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

/// The table.
pub(super) struct Ucdp;

impl Shape for Ucdp {
    fn start(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        table::head(COLUMNS.into_iter(), out)
    }

    fn each(&mut self, subject: &Subject<'_>, out: &mut dyn Write) -> Result<bool, Failure> {
        let Some(deaths) = deaths(subject) else { return Ok(false) };
        table::row(&row(subject, deaths), out)?;
        Ok(true)
    }

    fn finish(&mut self, _: &mut dyn Write) -> Result<(), Failure> {
        Ok(())
    }
}

/// The deaths of an incident that belongs among UCDP's events: violence in which somebody died, by
/// the best figure or, where no figure is better than another, by the lowest.
fn deaths<'a>(subject: &Subject<'a>) -> Option<&'a Count> {
    let incident = subject.incident;
    let count = subject.count(CountOf::Killed).filter(|count| !count.reported_none)?;
    let died = count.best.unwrap_or(count.low) > 0;
    (died && subject.is_event() && quad(incident.event_type) == 4).then_some(count)
}

fn row(subject: &Subject<'_>, deaths: &Count) -> [Cell; 49] {
    let incident = subject.incident;
    let time = incident.time.as_ref();
    let place = incident.place.as_ref();
    let days = subject.days();
    let country = Country::of_code(place.and_then(|place| place.country.as_deref()));
    let precision = place.and_then(|place| place.where_prec);
    let point = subject.point().filter(|_| precision.is_some());
    let sides = sides(subject);
    let one_sided = sides.violence == Some(3);
    let reports = subject.reports();
    let each = |value: fn(&Report) -> Option<&str>| {
        Cell::list(reports.iter().filter_map(|report| value(report)))
    };
    let articles: Vec<String> = reports.iter().map(|report| article(report)).collect();
    let words = subject.told.iter().filter_map(|(_, event)| event.place.as_ref());
    let of = |name: Option<&str>| -> Cell { name.into() };
    [
        incident.id.as_str().into(),
        Cell::Empty,
        days.map(|(first, _)| first.year().unsigned_abs()).into(),
        Cell::Empty,
        Cell::Empty,
        sides.violence.into(),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        sides.a.as_ref().zip(sides.b.as_ref()).map(|(a, b)| format!("{a} - {b}")).into(),
        Cell::Empty,
        Cell::Empty,
        of(sides.a.as_deref()),
        Cell::Empty,
        Cell::Empty,
        of(sides.b.as_deref()),
        incident.sources.into(),
        Cell::list(articles.iter().map(String::as_str)),
        each(|report| report.publisher.as_deref()),
        each(|report| report.published.as_deref()),
        each(|report| report.title.as_deref()),
        Cell::list(origins(subject).into_iter()),
        precision.into(),
        place.map(|place| place.name.as_str()).into(),
        Cell::list(words.map(|place| place.text.as_str())),
        place.and_then(|place| place.admin1.as_deref()).into(),
        Cell::Empty,
        point.map(|point| point.lat).into(),
        point.map(|point| point.lon).into(),
        point.map(|point| format!("POINT ({} {})", point.lon, point.lat)).into(),
        point.map(prio_grid).into(),
        country.map(|country| country.name).into(),
        country.and_then(|country| country.gw).into(),
        country.and_then(Country::ucdp_region).into(),
        if incident.level == Level::Incident { 1_u8 } else { 2 }.into(),
        time.map(|time| time.date_prec).into(),
        days.map(|(first, _)| first.to_string()).into(),
        days.map(|(_, last)| last.to_string()).into(),
        Cell::Empty,
        Cell::Empty,
        deaths.best.filter(|_| one_sided).into(),
        deaths.best.filter(|_| !one_sided).into(),
        deaths.best.into(),
        deaths.high.into(),
        deaths.low.into(),
        sides.gw_a.into(),
        sides.gw_b.into(),
    ]
}

/// The sides of the violence.
#[derive(Default)]
struct Sides {
    /// 1 state-based, 2 non-state, 3 one-sided.
    violence: Option<u8>,
    a: Option<String>,
    b: Option<String>,
    gw_a: Option<u16>,
    gw_b: Option<u16>,
}

/// Whose violence against whom, as far as the participants say it. A government is always side A;
/// one-sided violence has civilians as side B.
fn sides(subject: &Subject<'_>) -> Sides {
    let armed = |roles: &[Role]| {
        let mut found =
            parties(subject.incident, roles).filter(|one| is_state(one) || is_group(one));
        found.next()
    };
    let by = armed(&[Role::Actor]);
    let on = armed(&[Role::Recipient, Role::Victim]);
    let number = |one: Option<&Participant>| {
        one.filter(|one| is_state(one))
            .and_then(|one| Country::of_code(one.country.as_deref()))
            .and_then(|country| country.gw)
    };
    let name = |one: Option<&Participant>| one.map(|one| one.name.clone());
    let (a, b, violence) = match (by, on) {
        (Some(by), None) if subject.on_civilians => {
            return Sides {
                violence: Some(3),
                a: Some(by.name.clone()),
                b: Some("Civilians".to_owned()),
                gw_a: number(Some(by)),
                gw_b: None,
            };
        }
        (Some(by), Some(on)) if is_state(on) && !is_state(by) => (Some(on), Some(by), Some(1)),
        (Some(by), Some(on)) => (Some(by), Some(on), Some(if is_state(by) { 1 } else { 2 })),
        (by, on) => (by, on, None),
    };
    Sides { violence, a: name(a), b: name(b), gw_a: number(a), gw_b: number(b) }
}

fn is_state(participant: &Participant) -> bool {
    matches!(participant.kind, Kind::ArmedForces | Kind::Government)
}

fn is_group(participant: &Participant) -> bool {
    participant.kind == Kind::ArmedGroup
}

/// Outlet, date and headline in quotation marks, as UCDP cites an article.
fn article(report: &Report) -> String {
    let outlet = report.publisher.as_deref().or(report.url.as_deref()).unwrap_or(&report.name);
    let title = report.title.as_deref().map(|title| format!("“{title}”"));
    let parts = [Some(outlet.to_owned()), report.published.clone(), title];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Whom the reports name as the origin of what they say.
fn origins<'a>(subject: &Subject<'a>) -> Vec<&'a str> {
    let incident = subject.incident;
    let figures = incident.counts.iter().flat_map(|count| &count.said);
    let figures = figures.filter_map(|figure| figure.by.as_deref());
    let held = incident.responsibility.iter().filter_map(|entry| entry.by.as_deref());
    let claims = subject.told.iter().flat_map(|(_, event)| &event.claims);
    let claims = claims.filter_map(|claim| {
        let source = claim.source.as_ref()?;
        Some(source.name.as_deref().unwrap_or(&source.text))
    });
    unique(figures.chain(held).chain(claims))
}

/// The cell of PRIO-GRID that a point lies in: half a degree, counted from the south-west corner.
fn prio_grid(point: Point) -> u32 {
    let step = |degrees: f64, last: u32| {
        // the pole and the date line belong to the last cell
        let step = (degrees * 2.0).floor().clamp(0.0, f64::from(last));
        step as u32
    };
    step(point.lat + 90.0, 359) * 720 + step(point.lon + 180.0, 719) + 1
}

#[test]
fn a_point_lies_in_its_cell() {
    // Kabul, as GED has it
    assert_eq!(prio_grid(Point { lat: 34.53, lon: 69.17 }), 179_779);
    assert_eq!(prio_grid(Point { lat: 90.0, lon: 180.0 }), 360 * 720);
    assert_eq!(prio_grid(Point { lat: -90.0, lon: -180.0 }), 1);
}
