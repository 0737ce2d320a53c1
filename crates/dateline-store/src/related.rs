//! Which series and totals an incident lies in, and which incidents lie in one of those.
//!
//! A series may overlap thousands of incidents, so what cannot be is left out by the columns, and of the
//! others no more is read than what decides.

use dateline_core::incident::pair::distance;
use dateline_core::incident::record::{Place, Related, Relation};
use dateline_core::incident::{Incident, record};
use dateline_core::record::{Level, Role};
use rusqlite::{Connection, params};
use serde::Deserialize;

use crate::error::Result;
use crate::pack::unpack;
use crate::write::{days, name_of};

/// Most incidents that a series is said to include.
const INCLUDED: i64 = 1000;

/// Those whose countries are not known to differ.
const COUNTRY: &str = "(?6 IS NULL OR country IS NULL OR country = ?6)";

/// What decides whether an incident lies in another one besides type, days and country.
#[derive(Debug, Deserialize)]
struct Extent {
    id: String,
    place: Option<Place>,
    participants: Vec<Who>,
}

/// Somebody who takes part.
#[derive(Debug, Deserialize)]
struct Who {
    role: Role,
    id: Option<String>,
    name: String,
}

impl Extent {
    fn of(incident: &Incident) -> Self {
        let who = |one: &record::Participant| Who {
            role: one.role,
            id: one.id.clone(),
            name: one.name.clone(),
        };
        Self {
            id: incident.id.clone(),
            place: incident.place.clone(),
            participants: incident.participants.iter().map(who).collect(),
        }
    }

    fn actors(&self) -> impl Iterator<Item = &str> {
        let actors = self.participants.iter().filter(|one| one.role == Role::Actor);
        actors.map(|one| one.id.as_ref().unwrap_or(&one.name).as_str())
    }
}

/// The series and totals that an incident lies in by type, days, place and actor, or, of one of
/// those, the incidents that lie in it.
pub(crate) fn related(db: &Connection, incident: &Incident) -> Result<Vec<Related>> {
    let Some(days) = days(incident) else { return Ok(Vec::new()) };
    let event_type = name_of(incident.event_type)?;
    let is_one = incident.level == Level::Incident;
    let sql = if is_one {
        format!(
            "SELECT json FROM incident WHERE level <> 'incident' AND type = ?1
             AND first <= ?2 AND last >= ?3 AND id <> ?4 AND {COUNTRY} ORDER BY sort, id LIMIT ?5"
        )
    } else {
        format!(
            "SELECT i.json FROM days d CROSS JOIN incident i ON i.row = d.incident
             WHERE d.first >= ?2 AND d.last <= ?3 AND i.level = 'incident' AND i.type = ?1
             AND i.id <> ?4 AND {COUNTRY} ORDER BY i.sort, i.id LIMIT ?5"
        )
    };
    let country = incident.place.as_ref().and_then(|place| place.country.as_ref());
    let mut query = db.prepare_cached(&sql)?;
    let mut rows =
        query.query(params![event_type, days.first, days.last, incident.id, INCLUDED, country])?;
    let this = Extent::of(incident);
    let mut related = Vec::new();
    while let Some(row) = rows.next()? {
        let other: Extent = unpack(row.get_ref(0)?.as_blob()?)?;
        let (one, wide) = if is_one { (&this, &other) } else { (&other, &this) };
        if lies_in(one, wide) {
            let relation = if is_one { Relation::PartOf } else { Relation::Includes };
            related.push(Related { incident: other.id, relation });
        }
    }
    Ok(related)
}

/// True where place and actor of an incident are those of a series or total, or lie in them.
fn lies_in(one: &Extent, wide: &Extent) -> bool {
    let place = match (&one.place, &wide.place) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(small), Some(large)) => {
            let same = small.name == large.name
                || (large.geonames.is_some() && small.geonames == large.geonames);
            let country = large.where_prec == Some(6) && small.country == large.country;
            let within = match (small.lat.zip(small.lon), large.lat.zip(large.lon)) {
                (Some(one), Some(two)) => {
                    distance([one.0, one.1], [two.0, two.1]) <= large.radius_km.unwrap_or_default()
                        && small.country == large.country
                }
                _ => false,
            };
            same || country || within
        }
    };
    let ours: Vec<&str> = one.actors().collect();
    place && (wide.actors().next().is_none() || wide.actors().any(|actor| ours.contains(&actor)))
}
