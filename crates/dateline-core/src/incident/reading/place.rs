//! Where it was, by all that say so.

use super::super::facts::Spot;
use super::super::pair::distance;
use super::super::record::Place;
use super::{Told, rule};
use crate::record::PlacePrecision;

/// The most exact place that is told; of several that cannot be one, the one that most members tell.
/// None where no member tells a place.
pub(super) fn reading(told: &[Told<'_>]) -> Option<Place> {
    let places: Vec<(&crate::record::Place, &Spot)> = told
        .iter()
        .filter_map(|one| Some((one.event.place.as_ref()?, one.facts.spot.as_ref()?)))
        .collect();
    let support = |spot: &Spot| places.iter().filter(|(_, other)| fits(spot, other)).count();
    let exactness = |spot: &Spot| 5 - spot.precision as u8;
    let (_, (place, spot)) = places.iter().enumerate().max_by_key(|(at, (_, spot))| {
        (support(spot), spot.point.is_some(), exactness(spot), std::cmp::Reverse(*at))
    })?;
    let same = places.iter().all(|(_, other)| is_same(spot, other));
    let compatible = support(spot) == places.len();
    Some(Place {
        name: place.name.clone(),
        geonames: place.geonames,
        lat: place.lat,
        lon: place.lon,
        country: place.country.clone(),
        admin1: place.admin1.clone(),
        where_prec: place.where_prec,
        geo_precision: place.geo_precision,
        radius_km: place.radius_km,
        rule: match rule(places.len(), same, compatible) {
            super::Rule::WholeRange => super::Rule::MostSources,
            rule => rule,
        },
    })
}

/// True where two places are one by id or name.
pub(super) fn is_same(one: &Spot, two: &Spot) -> bool {
    one.geonames.is_some() && one.geonames == two.geonames || one.name == two.name
}

/// Kilometres by which two exact places of one occurrence may lie apart before they contradict each
/// other: a village and the town that it is told by.
const NEIGHBOURS: f64 = 25.0;

/// True where both places can be told of one occurrence: the same, near, or one within the other.
pub(super) fn fits(one: &Spot, two: &Spot) -> bool {
    if is_same(one, two) {
        return true;
    }
    let wide = |spot: &Spot| spot.precision == PlacePrecision::Country;
    if wide(one) || wide(two) {
        return one.country.is_none() || two.country.is_none() || one.country == two.country;
    }
    match one.point.zip(two.point) {
        Some((first, second)) => {
            let reach = one.radius_km.max(two.radius_km).max(NEIGHBOURS);
            distance(first, second) <= reach
        }
        None => true,
    }
}
