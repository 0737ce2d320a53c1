//! Counts, pages and drawings of made-up incidents: nothing is lost, nothing is counted twice.

use std::collections::BTreeSet;

use dateline_core::incident::record::Grade;
use dateline_core::record::{EventType, Level, Status};
use dateline_store::{Outline, Within};
use proptest::prelude::*;

use super::columns::Columns;
use super::grid::Feature;
use super::mask::Found;
use super::{Catalogue, View};
use crate::serve::filters::{Cursor, Filters};

/// An incident: first day, how many days, a point with how exact it is, open conflicts.
type Made = (Option<(i32, u16)>, Option<(f64, f64, u8)>, u32);

fn made() -> impl Strategy<Value = Vec<Made>> {
    let days = prop::option::weighted(0.8, (15_000..20_000_i32, prop_oneof![Just(0), 0..900_u16]));
    let point = prop::option::weighted(0.8, (-90.0..=90.0_f64, -180.0..=180.0_f64, 1..=7_u8));
    prop::collection::vec((days, point, 0..3_u32), 0..60)
}

fn catalogue(made: &[Made]) -> Catalogue {
    let mut outlines: Vec<Outline> =
        (1..).zip(made).map(|(row, made)| outline(row, made)).collect();
    outlines.sort_by(|a, b| Columns::key_of(a).cmp(&Columns::key_of(b)));
    let mut columns = Columns::default();
    for outline in &outlines {
        columns.push(outline);
    }
    Catalogue::of(1, columns)
}

fn outline(row: i64, &(days, point, open_conflicts): &Made) -> Outline {
    Outline {
        row,
        id: format!("i-{row}"),
        first: days.map(|(first, _)| first),
        last: days.map(|(first, more)| first + i32::from(more)),
        event_type: EventType::Assault,
        status: Status::Occurred,
        level: Level::Incident,
        grade: Grade::Weak,
        lat: point.map(|(lat, _, _)| lat),
        lon: point.map(|(_, lon, _)| lon),
        country: None,
        sources: 1,
        independent_sources: 1,
        open_conflicts,
        where_prec: point.map(|(_, _, exact)| exact),
        radius_km: None,
        weakest: None,
        changed: 1,
    }
}

/// Incidents of all features.
fn drawn(features: &[Feature]) -> u32 {
    let count = |feature: &Feature| match feature {
        Feature::Area { count, .. } | Feature::Cluster { count, .. } => *count,
        Feature::Incident { .. } => 1,
    };
    features.iter().map(count).sum()
}

proptest! {
    #[test]
    fn every_incident_is_in_the_time_line_once(made in made()) {
        let catalogue = catalogue(&made);
        let all = catalogue.select(&Filters::default(), &Found::default());
        let timeline = catalogue.timeline(&all);
        let certain: u32 = timeline.bins.iter().map(|bin| bin.certain).sum();
        let uncertain: u32 = timeline.uncertain.iter().map(|bar| bar.count).sum();
        let told = (certain + uncertain) as usize + timeline.others + timeline.undated;
        prop_assert_eq!(told, made.len());
        for bin in &timeline.bins {
            prop_assert!(bin.from <= bin.until && bin.conflicting <= bin.certain);
            prop_assert!(timeline.from.as_ref() <= Some(&bin.from));
            prop_assert!(Some(&bin.until) <= timeline.until.as_ref());
        }
    }

    #[test]
    fn every_placed_incident_is_on_the_map_of_the_world_once(made in made(), zoom in 0.0..20.0_f64) {
        let catalogue = catalogue(&made);
        let all = catalogue.select(&Filters::default(), &Found::default());
        let map = catalogue.draw(&all, View { zoom, ..View::WORLD });
        prop_assert_eq!(drawn(&map.features) as usize, map.placed);
        prop_assert_eq!(map.placed + map.unplaced, made.len());
        for feature in &map.features {
            if let Feature::Incident { where_prec, .. } = feature {
                // a district, a region, a country is no point
                prop_assert!(*where_prec < 3);
            }
        }
    }

    #[test]
    fn a_window_shows_what_lies_in_it(
        made in made(), west in -180.0..180.0_f64, east in -180.0..180.0_f64, zoom in 0.0..20.0_f64
    ) {
        let catalogue = catalogue(&made);
        let area = Within { west, south: -30.0, east, north: 60.0 };
        let filters = Filters { within: Some(area), ..Filters::default() };
        let inside = catalogue.select(&filters, &Found::default());
        let shown = catalogue.draw(&inside, View { area, zoom });
        prop_assert_eq!(drawn(&shown.features) as usize, inside.many);
    }

    #[test]
    fn pages_go_through_all_once(made in made(), limit in 1..9_usize, earliest_first: bool) {
        let catalogue = catalogue(&made);
        let mut filters = Filters { limit, earliest_first, ..Filters::default() };
        let all = catalogue.select(&filters, &Found::default());
        let mut rows = Vec::new();
        loop {
            let page = catalogue.page(&all, &filters);
            prop_assert!(page.rows.len() <= limit);
            rows.extend(page.rows);
            let Some((first, id)) = page.more else { break };
            filters.after = Some(Cursor { first, id });
        }
        let distinct: BTreeSet<i64> = rows.iter().copied().collect();
        prop_assert_eq!(rows.len(), made.len());
        prop_assert_eq!(distinct.len(), made.len());
        let first = |row: &i64| made[usize::try_from(row - 1).unwrap()].0.map(|(first, _)| first);
        let firsts: Vec<Option<i32>> = rows.iter().map(first).collect();
        let dated: Vec<i32> = firsts.iter().flatten().copied().collect();
        prop_assert!(firsts[..dated.len()].iter().all(Option::is_some), "those without a day come last");
        let sorted = dated.windows(2).all(|two| if earliest_first { two[0] <= two[1] } else { two[0] >= two[1] });
        prop_assert!(sorted);
    }
}
