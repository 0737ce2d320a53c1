//! Reads the extract and the supplement.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::path::Path;

use crate::fold::fold;

/// One place, as the sources have it.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Index into `KINDS` of `src/gazetteer.rs`.
    pub kind: u8,
    pub geonames: u32,
    pub name: String,
    /// ISO 3166-1 alpha-2; the supplement's alpha-3 is translated. Empty for seas.
    pub country: String,
    /// Alpha-3, of countries only.
    pub alpha3: String,
    /// GeoNames id of the first-level division.
    pub parent: u32,
    pub point: Option<(f64, f64)>,
    pub population: f64,
    pub others: Vec<String>,
    /// GeoNames id of a country's seat of government.
    pub capital: u32,
    /// Kilometres of a circle as large as it; 0 where that is not known.
    pub radius: f64,
}

pub const COUNTRY: u8 = 0;
pub const DIVISION: u8 = 1;
const KINDS: &[&str] = &[
    "country",
    "division",
    "district",
    "settlement",
    "quarter",
    "camp",
    "crossing",
    "site",
    "region",
    "sea",
    "river",
    "island",
    "desert",
    "mountains",
];

/// The lines of `geonames.tsv.zst`.
pub fn extract(path: &Path) -> Vec<Place> {
    let file = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut text = String::new();
    ruzstd::decoding::StreamingDecoder::new(file.as_slice())
        .expect("the extract is zstd")
        .read_to_string(&mut text)
        .expect("the extract is UTF-8");
    text.lines().map(line).collect()
}

fn line(line: &str) -> Place {
    let cells: Vec<&str> = line.split('\t').collect();
    let kind = match cells[0] {
        "C" => COUNTRY,
        "A" => DIVISION,
        "B" => 2,
        _ => 3,
    };
    Place {
        kind,
        geonames: cells[1].parse().unwrap_or(0),
        name: cells[2].to_owned(),
        country: cells[3].to_owned(),
        alpha3: if kind == COUNTRY { cells[4].to_owned() } else { String::new() },
        parent: cells[4].parse().unwrap_or(0),
        point: cells[5].parse().ok().zip(cells[6].parse().ok()),
        population: cells[7].parse().unwrap_or(0.0),
        others: cells[8].split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        capital: cells[9].parse().unwrap_or(0),
        radius: cells[10].parse().unwrap_or(0.0),
    }
}

/// Where the extract's places stand, so that the supplement adds to them and does not repeat them.
pub struct Index {
    by_name: HashMap<(String, String), Vec<usize>>,
    alpha2: BTreeMap<String, String>,
    /// Rows that only name places: of a file that is read before the one with the point, too.
    names: Vec<Place>,
}

impl Index {
    pub fn new(records: &[Place]) -> Self {
        let mut by_name: HashMap<(String, String), Vec<usize>> = HashMap::new();
        for (at, place) in records.iter().enumerate() {
            for name in std::iter::once(&place.name).chain(&place.others) {
                by_name.entry((place.country.clone(), fold(name))).or_default().push(at);
            }
        }
        let alpha2 = records
            .iter()
            .filter(|place| place.kind == COUNTRY)
            .map(|place| (place.alpha3.clone(), place.country.clone()))
            .collect();
        Self { by_name, alpha2, names: Vec::new() }
    }

    /// Adds one file of the supplement; the format is told in `data/places/README.md`.
    pub fn add(&mut self, records: &mut Vec<Place>, path: &Path) {
        let file = path.display();
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{file}: {error}"));
        let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{file}: {error}"));
        for group in table["group"].as_array().expect("groups are tables") {
            let kind = group["kind"].as_str().expect("a kind is text");
            let kind = KINDS
                .iter()
                .position(|&k| k == kind)
                .unwrap_or_else(|| panic!("{file}: no kind {kind}"));
            let country = group.get("country").and_then(toml::Value::as_str).unwrap_or_default();
            let country = match country {
                "" => String::new(),
                code => self
                    .alpha2
                    .get(code)
                    .unwrap_or_else(|| panic!("{file}: no country {code}"))
                    .clone(),
            };
            let population =
                group.get("population").and_then(toml::Value::as_integer).unwrap_or(20_000);
            for row in group["places"].as_array().expect("places are rows") {
                let row = row.as_array().expect("a place is a row");
                let mut place = Place {
                    kind: kind as u8,
                    country: country.clone(),
                    population: population as f64,
                    ..Place::default()
                };
                supplement_row(row, &mut place).unwrap_or_else(|| panic!("{file}: {row:?}"));
                match place.point {
                    Some(_) => self.merge(records, place),
                    None => self.names.push(place),
                }
            }
        }
    }

    /// Adds the rows that only name places, when all places are known whatever file they stand in.
    pub fn add_names(&mut self, records: &mut Vec<Place>) {
        for place in std::mem::take(&mut self.names) {
            self.merge(records, place);
        }
    }

    /// Joins a supplement's place to the extract's place of that name and neighbourhood, or adds it.
    fn merge(&mut self, records: &mut Vec<Place>, place: Place) {
        let mut found = None;
        for name in std::iter::once(&place.name).chain(&place.others) {
            let at = self.by_name.get(&(place.country.clone(), fold(name)));
            let fits = |at: &&usize| same(&records[**at], &place);
            // Of namesakes the best known, the first of equals.
            let best = |a: &&usize, b: &&usize| {
                let people = |at: usize| records[at].population;
                people(**a).total_cmp(&people(**b)).then(b.cmp(a))
            };
            found = found.or_else(|| at?.iter().filter(fits).max_by(best).copied());
        }
        let at = found.unwrap_or(records.len());
        if let Some(known) = records.get_mut(at) {
            if fold(&known.name) != fold(&place.name) {
                known.others.push(place.name.clone());
            }
            known.others.extend(place.others.iter().cloned());
            known.point = place.point.or(known.point);
            known.population = known.population.max(place.population);
        } else {
            records.push(place.clone());
        }
        for name in std::iter::once(&place.name).chain(&place.others) {
            self.by_name.entry((place.country.clone(), fold(name))).or_default().push(at);
        }
    }
}

/// `[name, latitude, longitude, geonames?, other names …]`; the latitude may be missing with the
/// longitude, where a row only adds names to a place of the extract.
fn supplement_row(row: &[toml::Value], place: &mut Place) -> Option<()> {
    let mut numbers = Vec::new();
    for (at, cell) in row.iter().enumerate() {
        match cell {
            toml::Value::String(name) if at == 0 => place.name.clone_from(name),
            toml::Value::String(name) => place.others.push(name.clone()),
            toml::Value::Integer(number) => numbers.push(*number as f64),
            toml::Value::Float(number) => numbers.push(*number),
            _ => return None,
        }
    }
    match numbers[..] {
        [] => {}
        [latitude, longitude] => place.point = Some((latitude, longitude)),
        [latitude, longitude, geonames] => {
            place.point = Some((latitude, longitude));
            place.geonames = geonames as u32;
        }
        _ => return None,
    }
    (!place.name.is_empty() && numbers.iter().take(2).all(|n| n.abs() <= 180.0)).then_some(())
}

/// True where two descriptions are of one place: the same kind of thing, not too far apart.
fn same(known: &Place, new: &Place) -> bool {
    let class = |kind: u8| match kind {
        0 => 0,
        1 => 1,
        2 => 2,
        3..=7 => 3,
        _ => 4,
    };
    if class(known.kind) != class(new.kind) {
        return false;
    }
    let reach = match class(new.kind) {
        0 | 1 => 10.0,
        2 => 1.0,
        3 => 0.15,
        _ => 5.0,
    };
    match (known.point, new.point) {
        (Some(a), Some(b)) => (a.0 - b.0).abs() <= reach && (a.1 - b.1).abs() <= reach,
        _ => class(new.kind) <= 1 || new.point.is_none(),
    }
}
