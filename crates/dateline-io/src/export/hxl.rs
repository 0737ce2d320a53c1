//! A table with a row of hashtags of the Humanitarian Exchange Language (HXL 1.1).

use std::io::Write;

use dateline_core::incident::record::Count;
use dateline_core::record::{CountOf, Role};

use super::countries::Country;
use super::table::{self, Cell};
use super::view::{parties, word};
use super::{Failure, Shape, Subject};

/// The columns with their hashtags.
pub(super) const COLUMNS: [(&str, &str); 42] = [
    ("id", "#event+id"),
    ("type", "#event+type+v_plover"),
    ("acled", "#event+type+v_acled"),
    ("level", "#event+level"),
    ("status", "#status"),
    ("summary", "#description"),
    ("date", "#date+occurred"),
    ("earliest", "#date+start"),
    ("latest", "#date+end"),
    ("date_prec", "#meta+precision+date+v_ucdp"),
    ("region", "#region+name+v_acled"),
    ("country", "#country+name"),
    ("country code", "#country+code+v_iso3"),
    ("admin1", "#adm1+name"),
    ("place", "#loc+name"),
    ("geonames", "#loc+code+v_geonames"),
    ("lat", "#geo+lat"),
    ("lon", "#geo+lon"),
    ("where_prec", "#geo+precision+v_ucdp"),
    ("geo_precision", "#geo+precision+v_acled"),
    ("radius_km", "#geo+radius+km"),
    ("actor", "#group+name+actor"),
    ("recipient", "#group+name+recipient"),
    ("killed", "#affected+killed"),
    ("killed low", "#affected+killed+min"),
    ("killed high", "#affected+killed+max"),
    ("injured", "#affected+injured"),
    ("injured low", "#affected+injured+min"),
    ("injured high", "#affected+injured+max"),
    ("missing", "#affected+missing"),
    ("missing low", "#affected+missing+min"),
    ("missing high", "#affected+missing+max"),
    ("displaced", "#affected+displaced"),
    ("displaced low", "#affected+displaced+min"),
    ("displaced high", "#affected+displaced+max"),
    ("conflicts", "#meta+conflict"),
    ("grade", "#meta+reliability"),
    ("sources", "#meta+sources+num"),
    ("independent sources", "#meta+sources+independent+num"),
    ("outlets", "#meta+source"),
    ("addresses", "#meta+url"),
    ("first reported", "#date+reported"),
];

/// The table.
pub(super) struct Hxl;

impl Shape for Hxl {
    fn start(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        table::head(COLUMNS.into_iter().map(|(name, _)| name), out)?;
        table::head(COLUMNS.into_iter().map(|(_, tag)| tag), out)
    }

    fn each(&mut self, subject: &Subject<'_>, out: &mut dyn Write) -> Result<bool, Failure> {
        table::row(&row(subject), out)?;
        Ok(true)
    }

    fn finish(&mut self, _: &mut dyn Write) -> Result<(), Failure> {
        Ok(())
    }
}

fn row(subject: &Subject<'_>) -> [Cell; 42] {
    let incident = subject.incident;
    let time = incident.time.as_ref();
    let place = incident.place.as_ref();
    let code = place.and_then(|place| place.country.as_deref());
    let country = Country::of_code(code);
    let point = subject.point();
    let days = subject.days();
    let of = |role| Cell::list(parties(incident, &[role]).map(|one| one.name.as_str()));
    let [killed, killed_low, killed_high] = range(subject.count(CountOf::Killed));
    let [injured, injured_low, injured_high] = range(subject.count(CountOf::Injured));
    let [missing, missing_low, missing_high] = range(subject.count(CountOf::Missing));
    let [displaced, displaced_low, displaced_high] = range(subject.count(CountOf::Displaced));
    let conflicts = incident.conflicts.iter().filter(|conflict| conflict.open);
    let reports = subject.told.iter().map(|(report, _)| *report);
    [
        incident.id.as_str().into(),
        word(incident.event_type).into(),
        incident.acled.as_deref().into(),
        word(incident.level).into(),
        word(incident.status).into(),
        incident.summary.as_str().into(),
        days.filter(|(first, last)| first == last).map(|(day, _)| day.to_string()).into(),
        time.and_then(|time| time.earliest.as_deref()).into(),
        time.and_then(|time| time.latest.as_deref()).into(),
        time.map(|time| time.date_prec).into(),
        country.map(|country| country.region).into(),
        country.map(|country| country.name).into(),
        code.into(),
        place.and_then(|place| place.admin1.as_deref()).into(),
        place.map(|place| place.name.as_str()).into(),
        place.and_then(|place| place.geonames).into(),
        point.map(|point| point.lat).into(),
        point.map(|point| point.lon).into(),
        place.and_then(|place| place.where_prec).into(),
        place.and_then(|place| place.geo_precision).into(),
        place.and_then(|place| place.radius_km).into(),
        of(Role::Actor),
        of(Role::Recipient),
        killed,
        killed_low,
        killed_high,
        injured,
        injured_low,
        injured_high,
        missing,
        missing_low,
        missing_high,
        displaced,
        displaced_low,
        displaced_high,
        Cell::list(conflicts.map(|conflict| conflict.slot.name())),
        word(incident.grade).into(),
        incident.sources.into(),
        incident.independent_sources.into(),
        Cell::list(subject.outlets().into_iter()),
        Cell::list(reports.clone().filter_map(|report| report.url.as_deref())),
        reports.filter_map(|report| report.published.as_deref()).min().into(),
    ]
}

/// Best, lowest and highest figure; all empty where nothing but "no reports of" is said.
fn range(count: Option<&Count>) -> [Cell; 3] {
    match count.filter(|count| !count.reported_none) {
        Some(count) => [count.best.into(), count.low.into(), count.high.into()],
        None => [Cell::Empty, Cell::Empty, Cell::Empty],
    }
}
