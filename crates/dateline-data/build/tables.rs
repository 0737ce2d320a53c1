//! Writes the tables that `src/gazetteer.rs` describes.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use crate::fold::fold;
use crate::sources::{COUNTRY, DIVISION, Place};

/// As in `src/gazetteer.rs`.
const NO_POINT: i32 = 8_000_000;
const LIST: u64 = 1 << 24;
const ALTERNATE: u32 = 1 << 23;
/// A list's count is one byte.
const LONGEST_LIST: usize = 255;

pub fn write(mut records: Vec<Place>, out: &Path) {
    let first = |kind: u8| match kind {
        COUNTRY => 0,
        DIVISION => 1,
        _ => 2,
    };
    records.sort_by_key(|place| first(place.kind));
    let mut text = String::new();
    let mut bytes = Vec::with_capacity(records.len() * 19);
    let mut starts: HashMap<String, usize> = HashMap::new();
    let countries: HashMap<String, u8> = records
        .iter()
        .take_while(|place| place.kind == COUNTRY)
        .enumerate()
        .map(|(at, place)| (place.country.clone(), u8::try_from(at).expect("under 255 countries")))
        .collect();
    let divisions: HashMap<u32, u16> = records
        .iter()
        .enumerate()
        .filter(|(_, place)| place.kind == DIVISION && place.geonames != 0)
        .map(|(at, place)| (place.geonames, u16::try_from(at).expect("under 65,536 divisions")))
        .collect();
    let settlements: HashMap<u32, usize> = records
        .iter()
        .enumerate()
        .filter(|(_, place)| place.kind == 3)
        .map(|(at, place)| (place.geonames, at))
        .collect();
    let mut capitals = Vec::new();
    for place in records.iter().take_while(|place| place.kind == COUNTRY) {
        let at = settlements.get(&place.capital).copied().unwrap_or(0) as u32;
        capitals.extend_from_slice(&at.to_le_bytes()[..3]);
    }
    for place in &records {
        let start = if place.kind == COUNTRY {
            text.push_str(&place.name);
            text.push_str(&place.alpha3);
            text.len() - place.name.len() - 3
        } else {
            *starts.entry(place.name.clone()).or_insert_with(|| {
                text.push_str(&place.name);
                text.len() - place.name.len()
            })
        };
        let (latitude, longitude) = place.point.map_or((NO_POINT, 0), |(latitude, longitude)| {
            ((latitude * 1e4).round() as i32, (longitude * 1e4).round() as i32)
        });
        let prominence = ((place.population + 1.0).ln() * 12.0).round().clamp(0.0, 255.0) as u8;
        bytes.extend_from_slice(&latitude.to_le_bytes()[..3]);
        bytes.extend_from_slice(&longitude.to_le_bytes()[..3]);
        bytes.extend_from_slice(&place.geonames.to_le_bytes()[..3]);
        bytes.push(countries.get(&place.country).copied().unwrap_or(255));
        bytes.push(place.kind);
        bytes.push(prominence);
        bytes.extend_from_slice(&divisions.get(&place.parent).copied().unwrap_or(0).to_le_bytes());
        bytes.extend_from_slice(&(start as u32).to_le_bytes()[..3]);
        bytes.push(u8::try_from(place.name.len()).expect("a name is under 256 bytes"));
        bytes.push(((place.radius + 1.0).ln() * 30.0).round().clamp(0.0, 255.0) as u8);
    }
    assert!(text.len() < 1 << 24 && records.len() < ALTERNATE as usize);
    let (names, lists) = names(&records);
    for (file, bytes) in [
        ("records.bin", &bytes[..]),
        ("text.txt", text.as_bytes()),
        ("names.fst", &names),
        ("lists.bin", &lists),
        ("capitals.bin", &capitals),
    ] {
        std::fs::write(out.join(file), bytes).expect("OUT_DIR can be written");
    }
}

/// The map of names and the lists that it points to.
fn names(records: &[Place]) -> (Vec<u8>, Vec<u8>) {
    let mut bearers: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (at, place) in records.iter().enumerate() {
        let at = at as u32;
        bearers.entry(fold(&place.name)).or_default().push(at);
        for other in &place.others {
            let list = bearers.entry(fold(other)).or_default();
            if list.last().is_none_or(|&last| last & !ALTERNATE != at) {
                list.push(at | ALTERNATE);
            }
        }
    }
    bearers.remove("");
    let mut lists = Vec::new();
    let mut map = fst::MapBuilder::memory();
    for (name, mut places) in bearers {
        let value = if let [only] = places[..] {
            u64::from(only)
        } else {
            // The best known first; where a name has more bearers than a list holds, villages go.
            places.sort_by(|&a, &b| {
                let population = |at: u32| records[(at & !ALTERNATE) as usize].population;
                population(b).total_cmp(&population(a)).then(a.cmp(&b))
            });
            places.truncate(LONGEST_LIST);
            let at = lists.len() as u64;
            lists.push(places.len() as u8);
            places.iter().for_each(|place| lists.extend_from_slice(&place.to_le_bytes()[..3]));
            LIST | at
        };
        map.insert(name, value).expect("names are sorted");
    }
    assert!(lists.len() < LIST as usize);
    (map.into_inner().expect("memory can be written"), lists)
}
