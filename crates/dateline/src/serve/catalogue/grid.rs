//! Where incidents were, as a map of some scale can show it: points, clusters of points, and areas.

use std::collections::BTreeMap;

use dateline_store::Within;
use serde::Serialize;

use super::{Catalogue, Selection};

/// From this step of UCDP's `where_prec` on (a district, a region, a country …) what is known is an
/// area, and no point of it.
const AREA: u8 = 3;

/// Of a map of the world at zoom 0, so many cells lie side by side: one in 64 of a tile's 512 dots.
const CELLS: f64 = 8.0;

/// Cells of a side of what is drawn at most.
const SIDE: usize = 128;

/// The deepest zoom: a cell of some 40 metres.
const DEEPEST: f64 = 18.0;

/// The part of the world that is looked at, and how close.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    pub area: Within,
    /// As web maps count: at 0 the world is one tile, at each step twice as wide.
    pub zoom: f64,
}

impl View {
    /// All of it.
    pub const WORLD: Self =
        Self { area: Within { west: -180.0, south: -90.0, east: 180.0, north: 90.0 }, zoom: 1.0 };
}

/// What is drawn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, utoipa::ToSchema)]
pub struct Drawn {
    /// Incidents that fit and have a place, wherever.
    pub placed: usize,
    /// Incidents that fit and have none.
    pub unplaced: usize,
    /// What lies in view. Areas first, then clusters and single incidents.
    pub features: Vec<Feature>,
}

/// Something on a map.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Feature {
    /// Incidents of which no more is known than that they were somewhere in here.
    Area {
        lat: f64,
        lon: f64,
        /// Null where it is not known how far it reaches.
        radius_km: Option<f32>,
        /// On UCDP's scale, 3 to 7.
        where_prec: u8,
        count: u32,
        conflicting: u32,
        /// The incident, where there is one alone.
        id: Option<String>,
    },
    /// Incidents too close to each other to be told apart on this scale.
    Cluster {
        /// The middle of them.
        lat: f64,
        lon: f64,
        count: u32,
        conflicting: u32,
        west: f64,
        south: f64,
        east: f64,
        north: f64,
    },
    /// One incident.
    Incident {
        lat: f64,
        lon: f64,
        radius_km: Option<f32>,
        where_prec: u8,
        conflicting: bool,
        id: String,
    },
}

/// What has fallen into one cell.
#[derive(Clone, Copy)]
struct Cell {
    count: u32,
    conflicting: u32,
    /// The first of them.
    one: usize,
    /// Sums.
    lat: f64,
    lon: f64,
    area: Within,
}

impl Catalogue {
    /// The incidents that fit, on a map.
    pub fn draw(&self, selection: &Selection, view: View) -> Drawn {
        let grid = Grid::over(view);
        let columns = &self.columns;
        let mut cells: Vec<Option<Cell>> = vec![None; grid.width * grid.height];
        let mut areas: BTreeMap<(u8, u64, u64), (u32, u32, usize)> = BTreeMap::new();
        let mut placed = 0;
        for (at, fits) in selection.mask.iter().enumerate() {
            let (lat, lon) = (columns.lat[at], columns.lon[at]);
            if *fits == 0 || lat.is_nan() || lon.is_nan() {
                continue;
            }
            placed += 1;
            let open = u32::from(columns.open_conflicts[at] > 0);
            if columns.where_prec[at] >= AREA {
                if view.area.holds(lat, lon) {
                    // places of one kind that are the same have the same numbers to the last digit
                    let key = (columns.where_prec[at], lat.to_bits(), lon.to_bits());
                    let area = areas.entry(key).or_insert((0, 0, at));
                    area.0 += 1;
                    area.1 += open;
                }
            } else if let Some(cell) = grid.cell(lat, lon) {
                let cell = cells[cell].get_or_insert(Cell {
                    count: 0,
                    conflicting: 0,
                    one: at,
                    lat: 0.0,
                    lon: 0.0,
                    area: Within { west: lon, south: lat, east: lon, north: lat },
                });
                cell.count += 1;
                cell.conflicting += open;
                cell.lat += lat;
                cell.lon += lon;
                cell.area.west = cell.area.west.min(lon);
                cell.area.east = cell.area.east.max(lon);
                cell.area.south = cell.area.south.min(lat);
                cell.area.north = cell.area.north.max(lat);
            }
        }
        let mut features = Vec::new();
        for ((where_prec, _, _), (count, conflicting, at)) in areas {
            features.push(Feature::Area {
                lat: columns.lat[at],
                lon: columns.lon[at],
                radius_km: known(columns.radius_km[at]),
                where_prec,
                count,
                conflicting,
                id: (count == 1).then(|| columns.id[at].to_string()),
            });
        }
        features.extend(cells.into_iter().flatten().map(|cell| self.feature(&cell)));
        Drawn { placed, unplaced: selection.many - placed, features }
    }

    fn feature(&self, cell: &Cell) -> Feature {
        let (columns, at) = (&self.columns, cell.one);
        if cell.count == 1 {
            return Feature::Incident {
                lat: columns.lat[at],
                lon: columns.lon[at],
                radius_km: known(columns.radius_km[at]),
                where_prec: columns.where_prec[at],
                conflicting: cell.conflicting > 0,
                id: columns.id[at].to_string(),
            };
        }
        let Within { west, south, east, north } = cell.area;
        // a metre or so; more digits would be the noise of adding up
        let middle = |sum: f64| (sum / f64::from(cell.count) * 1e5).round() / 1e5;
        let (count, conflicting) = (cell.count, cell.conflicting);
        let (lat, lon) = (middle(cell.lat), middle(cell.lon));
        Feature::Cluster { lat, lon, count, conflicting, west, south, east, north }
    }
}

fn known(km: f32) -> Option<f32> {
    (!km.is_nan()).then_some(km)
}

/// The cells of a view. They lie where they do for all views of one zoom, so that a cluster does not
/// change when the map is moved.
struct Grid {
    /// Degrees.
    size: f64,
    /// Numbers of the first cells, from the meridian of 180° and the South Pole on.
    west: i64,
    south: i64,
    width: usize,
    height: usize,
    /// Cells around the world.
    around: i64,
}

impl Grid {
    fn over(view: View) -> Self {
        let mut zoom = view.zoom.clamp(0.0, DEEPEST).floor();
        loop {
            let size = 360.0 / (zoom.exp2() * CELLS);
            let number = |degrees: f64| (degrees / size).floor() as i64;
            let Within { west, south, east, north } = view.area;
            let east = if east < west { east + 360.0 } else { east };
            let (west, south) = (number(west + 180.0), number(south + 90.0));
            let width = number(east + 180.0) - west + 1;
            let height = number(north + 90.0) - south + 1;
            // a window that is asked for with too deep a zoom is drawn in coarser cells
            if let (Ok(width @ 1..=SIDE), Ok(height @ 1..=SIDE)) =
                (usize::try_from(width), usize::try_from(height))
            {
                let around = (zoom.exp2() * CELLS) as i64;
                return Self { size, west, south, width, height, around };
            }
            if zoom == 0.0 {
                return Self { size, west: 0, south: 0, width: 1, height: 1, around: 1 };
            }
            zoom -= 1.0;
        }
    }

    fn cell(&self, lat: f64, lon: f64) -> Option<usize> {
        let x = ((lon + 180.0) / self.size).floor() as i64 - self.west;
        let y = usize::try_from(((lat + 90.0) / self.size).floor() as i64 - self.south).ok()?;
        // a view over the line where east becomes west goes on behind it
        let x = usize::try_from(x).or_else(|_| usize::try_from(x + self.around)).ok()?;
        (x < self.width && y < self.height).then_some(y * self.width + x)
    }
}
