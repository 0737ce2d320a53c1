//! Incidents column by column.

use dateline_core::incident::days::Day;
use dateline_core::incident::record::Grade;
use dateline_core::record::{EventType, Level, Status};
use dateline_store::Outline;

/// The first and last day of what has no day: behind all others.
pub const UNDATED: Day = Day::MAX;

/// The country of what has none.
const NO_COUNTRY: [u8; 3] = [0; 3];

/// One entry of each is one incident's.
#[derive(Debug, Default)]
pub struct Columns {
    pub row: Vec<i64>,
    pub id: Vec<Box<str>>,
    /// [`UNDATED`] where there is none.
    pub first: Vec<Day>,
    /// [`UNDATED`] where there is none.
    pub last: Vec<Day>,
    /// Not a number where there is none.
    pub lat: Vec<f64>,
    /// Not a number where there is none.
    pub lon: Vec<f64>,
    pub where_prec: Vec<u8>,
    /// Not a number where there is none.
    pub radius_km: Vec<f32>,
    pub country: Vec<[u8; 3]>,
    pub event_type: Vec<EventType>,
    pub status: Vec<Status>,
    pub level: Vec<Level>,
    pub grade: Vec<Grade>,
    pub sources: Vec<u32>,
    pub open_conflicts: Vec<u32>,
    /// Not a number where there is one member.
    pub weakest: Vec<f32>,
}

/// What incidents are sorted by.
pub type Key<'a> = (Day, &'a str);

impl Columns {
    pub fn with_capacity(many: usize) -> Self {
        Self {
            row: Vec::with_capacity(many),
            id: Vec::with_capacity(many),
            first: Vec::with_capacity(many),
            last: Vec::with_capacity(many),
            lat: Vec::with_capacity(many),
            lon: Vec::with_capacity(many),
            where_prec: Vec::with_capacity(many),
            radius_km: Vec::with_capacity(many),
            country: Vec::with_capacity(many),
            event_type: Vec::with_capacity(many),
            status: Vec::with_capacity(many),
            level: Vec::with_capacity(many),
            grade: Vec::with_capacity(many),
            sources: Vec::with_capacity(many),
            open_conflicts: Vec::with_capacity(many),
            weakest: Vec::with_capacity(many),
        }
    }

    pub fn push(&mut self, outline: &Outline) {
        self.row.push(outline.row);
        self.id.push(outline.id.as_str().into());
        self.first.push(outline.first.unwrap_or(UNDATED));
        self.last.push(outline.last.unwrap_or(UNDATED));
        self.lat.push(outline.lat.unwrap_or(f64::NAN));
        self.lon.push(outline.lon.unwrap_or(f64::NAN));
        self.where_prec.push(outline.where_prec.unwrap_or(0));
        self.radius_km.push(outline.radius_km.map_or(f32::NAN, |km| km as f32));
        let country = outline.country.as_deref().and_then(|code| code.as_bytes().try_into().ok());
        self.country.push(country.unwrap_or(NO_COUNTRY));
        self.event_type.push(outline.event_type);
        self.status.push(outline.status);
        self.level.push(outline.level);
        self.grade.push(outline.grade);
        self.sources.push(outline.sources);
        self.open_conflicts.push(outline.open_conflicts);
        self.weakest.push(outline.weakest.map_or(f32::NAN, |score| score as f32));
    }

    /// Takes an incident over from other columns.
    pub fn copy(&mut self, other: &Self, at: usize) {
        self.row.push(other.row[at]);
        self.id.push(other.id[at].clone());
        self.first.push(other.first[at]);
        self.last.push(other.last[at]);
        self.lat.push(other.lat[at]);
        self.lon.push(other.lon[at]);
        self.where_prec.push(other.where_prec[at]);
        self.radius_km.push(other.radius_km[at]);
        self.country.push(other.country[at]);
        self.event_type.push(other.event_type[at]);
        self.status.push(other.status[at]);
        self.level.push(other.level[at]);
        self.grade.push(other.grade[at]);
        self.sources.push(other.sources[at]);
        self.open_conflicts.push(other.open_conflicts[at]);
        self.weakest.push(other.weakest[at]);
    }

    pub fn len(&self) -> usize {
        self.row.len()
    }

    pub fn rows(&self) -> &[i64] {
        &self.row
    }

    /// What the incident at a place is sorted by.
    pub fn key(&self, at: usize) -> Key<'_> {
        (self.first[at], &self.id[at])
    }

    /// What an incident is sorted by.
    pub fn key_of(outline: &Outline) -> Key<'_> {
        (outline.first.unwrap_or(UNDATED), &outline.id)
    }

    /// How many of them have a day; all of these come first.
    pub fn dated(&self) -> usize {
        self.first.partition_point(|&first| first != UNDATED)
    }
}
