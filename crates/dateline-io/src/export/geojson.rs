//! GeoJSON (RFC 7946), a feature an incident.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::json::{Commas, write};
use super::table::Cell;
use super::{Failure, Shape, Subject, flat};

/// A collection of features.
#[derive(Default)]
pub(super) struct Geojson(Commas);

impl Shape for Geojson {
    fn start(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        Ok(out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?)
    }

    fn each(&mut self, subject: &Subject<'_>, out: &mut dyn Write) -> Result<bool, Failure> {
        let point = subject.point();
        let geometry =
            point.map(|point| json!({"type": "Point", "coordinates": [point.lon, point.lat]}));
        let mut properties = Map::new();
        for (name, cell) in flat::columns(Some(subject)) {
            // the point is in the geometry, or has no precision and is nowhere
            if name != "place.lat" && name != "place.lon" {
                properties.insert(name, value(cell));
            }
        }
        let feature = json!({
            "type": "Feature",
            "id": subject.incident.id,
            "geometry": geometry,
            "properties": properties,
        });
        self.0.next(out)?;
        write(&feature, out)?;
        Ok(true)
    }

    fn finish(&mut self, out: &mut dyn Write) -> Result<(), Failure> {
        Ok(out.write_all(b"\n]}\n")?)
    }
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => text.into(),
        Cell::Number(number) => number.into(),
        Cell::Real(number) => number.into(),
        Cell::Flag(flag) => flag.into(),
    }
}
