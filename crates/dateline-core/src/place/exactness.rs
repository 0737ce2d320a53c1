//! How exactly a place tells where something happened, as the data sets of the field write it.

use super::PlaceMention;
use super::gazetteer::{Kind, Place};
use crate::record::PlacePrecision;

/// UCDP's and ACLED's codes, and a circle that most likely holds what happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exactness {
    /// UCDP's `where_prec`: 1 the very place, 2 near it (some 25 km), 3 a second-level division, 4 a
    /// first-level division, 5 a part of the map without such a name (a river, a range, "between A
    /// and B"), 6 a country, 7 a sea or what no state holds.
    pub where_prec: u8,
    /// Kilometres around the point.
    pub radius: f64,
}

impl Exactness {
    /// `where_prec` of what is somewhere between two places.
    pub const BETWEEN: u8 = 5;

    /// How exact a gazetteer's place is, named with `precision`.
    ///
    /// ```
    /// use dateline_core::place::{Exactness, gazetteer::Names};
    /// use dateline_core::record::PlacePrecision;
    /// let called_gao = Names::get().find("Gao").unwrap().iter().map(|bearer| bearer.place);
    /// let gao = called_gao.filter(|place| place.kind().is_spot()).next().unwrap();
    /// assert_eq!(Exactness::of(gao, PlacePrecision::Settlement).where_prec, 1);
    /// assert_eq!(Exactness::of(gao, PlacePrecision::Area).where_prec, 2);
    /// ```
    #[must_use]
    pub fn of(place: Place, precision: PlacePrecision) -> Self {
        use PlacePrecision::{Area, Country, Point, Region, Settlement};
        let new = |where_prec, radius: f64| Self { where_prec, radius: radius.round() };
        let land = |usual: f64| place.radius().unwrap_or(usual);
        let spot = place.kind().is_spot();
        match (precision, place.kind()) {
            (_, Kind::Sea) => new(7, 300.0),
            (Point, _) if spot => new(1, 1.0),
            (Settlement, _) => new(1, town(place)),
            (_, Kind::River | Kind::Mountains | Kind::Desert) => new(5, 150.0),
            // The north of a country, its border, its coast.
            (Area | Region, Kind::Country) => new(5, land(300.0)),
            (_, Kind::Country) => new(6, land(300.0)),
            (_, Kind::Division) => new(4, land(100.0)),
            (_, Kind::District) => new(3, land(25.0)),
            (_, Kind::Island) => new(4, land(50.0)),
            // A region by the name of a town: its surroundings.
            (Region | Country, _) if spot => new(3, NEAR),
            _ if spot => new(2, NEAR),
            _ => new(5, land(150.0)),
        }
    }

    /// ACLED's `geo_precision`: 1 the town, 2 a part of a region, near a town, 3 a larger region.
    #[must_use]
    pub const fn geo_precision(where_prec: u8) -> Option<u8> {
        match where_prec {
            1 => Some(1),
            2 | 3 => Some(2),
            4..=7 => Some(3),
            _ => None,
        }
    }

    /// Writes it into a mention.
    pub(super) fn put(self, mention: &mut PlaceMention) {
        mention.where_prec = self.where_prec;
        mention.radius = Some(self.radius);
    }
}

/// Kilometres that "near" a place reaches, as UCDP counts it.
const NEAR: f64 = 25.0;

/// Half the width of a town by its people: 1 km for a village, some 20 for ten million.
fn town(place: Place) -> f64 {
    // A town of ten times the people is about three times as wide.
    (place.prominence() / 2.0 - 5.0).exp().clamp(1.0, 25.0)
}
