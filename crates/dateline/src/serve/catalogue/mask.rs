//! Which incidents fit some filters.

use std::sync::Arc;

use dateline_core::incident::pair::distance;

use super::Catalogue;
use super::columns::UNDATED;
use crate::serve::filters::Filters;

/// The rows that filters find which only the store can answer: names and words.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// All of these lists must have an incident.
    pub lists: Vec<Arc<Vec<i64>>>,
}

/// Which incidents of a catalogue fit: one byte each, 1 or 0.
#[derive(Clone, Debug)]
pub struct Selection {
    pub mask: Vec<u8>,
    /// How many fit.
    pub many: usize,
}

impl Catalogue {
    /// The incidents that fit.
    pub fn select(&self, filters: &Filters, found: &Found) -> Selection {
        let mut mask = vec![1_u8; self.len()];
        let columns = &self.columns;
        if let Some(until) = filters.until {
            // what has no day was on none
            keep(&mut mask, &columns.first, |first| first <= until && first != UNDATED);
        }
        if let Some(since) = filters.since {
            keep(&mut mask, &columns.last, |last| last >= since && last != UNDATED);
        }
        if let Some(event_type) = filters.event_type {
            keep(&mut mask, &columns.event_type, |is| is == event_type);
        }
        if let Some(status) = filters.status {
            keep(&mut mask, &columns.status, |is| is == status);
        }
        if let Some(grade) = filters.grade {
            keep(&mut mask, &columns.grade, |is| is == grade);
        }
        if let Some(sources) = filters.min_sources {
            let sources = u32::try_from(sources).unwrap_or(u32::MAX);
            keep(&mut mask, &columns.sources, |has| has >= sources);
        }
        if filters.conflicting {
            keep(&mut mask, &columns.open_conflicts, |open| open > 0);
        }
        if let Some(area) = filters.within {
            keep_point(&mut mask, &columns.lat, &columns.lon, |lat, lon| area.holds(lat, lon));
        }
        if let Some(near) = filters.near {
            let centre = [near.lat, near.lon];
            keep_point(&mut mask, &columns.lat, &columns.lon, |lat, lon| {
                distance(centre, [lat, lon]) <= near.km
            });
        }
        if let Some(code) = country_code(filters) {
            keep(&mut mask, &columns.country, |is| is == code);
        }
        for rows in &found.lists {
            let mut there = vec![0_u8; self.len()];
            for place in rows.iter().filter_map(|&row| self.place(row)) {
                there[place] = 1;
            }
            keep(&mut mask, &there, |there| there == 1);
        }
        let many = mask.iter().map(|&fits| usize::from(fits)).sum();
        Selection { mask, many }
    }
}

/// The code that stands where a place's name could: three capital letters.
fn country_code(filters: &Filters) -> Option<[u8; 3]> {
    let code: [u8; 3] = filters.place.as_deref()?.as_bytes().try_into().ok()?;
    code.iter().all(u8::is_ascii_uppercase).then_some(code)
}

/// True where a filter by place asks for a name rather than for a country's code.
pub fn names_a_place(filters: &Filters) -> bool {
    filters.place.is_some() && country_code(filters).is_none()
}

fn keep<T: Copy>(mask: &mut [u8], column: &[T], fits: impl Fn(T) -> bool) {
    for (kept, &value) in mask.iter_mut().zip(column) {
        *kept &= u8::from(fits(value));
    }
}

fn keep_point(mask: &mut [u8], lat: &[f64], lon: &[f64], fits: impl Fn(f64, f64) -> bool) {
    for ((kept, &lat), &lon) in mask.iter_mut().zip(lat).zip(lon) {
        if *kept == 1 {
            *kept = u8::from(!lat.is_nan() && fits(lat, lon));
        }
    }
}

impl Selection {
    /// The places of those that fit, in order.
    pub fn places(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.mask.iter().enumerate().filter(|(_, fits)| **fits == 1).map(|(at, _)| at)
    }
}
