//! The compiled gazetteer: four tables without pointers, used where they lie.
//!
//! `build/tables.rs` writes them from `data/places/`; `dateline_core::place` reads them.
//! All numbers are little-endian.

/// An fst map from folded names ([`crate::fold`]) to places: see [`LIST`].
pub static NAMES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.fst"));

/// Places, [`RECORD`] bytes each: countries, then first-level divisions, then all others.
///
/// | bytes | what |
/// | --- | --- |
/// | 0..3 | latitude, 1e-4 degrees, signed; [`NO_POINT`] where there is none |
/// | 3..6 | longitude |
/// | 6..9 | GeoNames id, 0 where there is none |
/// | 9 | country, as index of its record; 255 where there is none |
/// | 10 | kind, one of [`KINDS`] |
/// | 11 | prominence: 12 times the natural logarithm of one more than the population |
/// | 12..14 | first-level division, as index of its record; 0 where there is none |
/// | 14..17 | start of the name in [`TEXT`] |
/// | 17 | length of the name |
/// | 18 | radius: 30 times the natural logarithm of one more than the kilometres; 0 where not known |
pub static RECORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/records.bin"));

/// Places of names that several places bear: a count in one byte, then three bytes a place, as
/// values of [`NAMES`] have them.
pub static LISTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lists.bin"));

/// The seat of government of each country, in the order of the countries: the index of its
/// record in three bytes, 0 where there is none.
pub static CAPITALS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/capitals.bin"));

/// Names, end to end; those of the countries are followed by their ISO 3166-1 alpha-3 code.
pub static TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/text.txt"));

/// Bytes of a record.
pub const RECORD: usize = 19;

/// Latitude of a place whose point is not known.
pub const NO_POINT: i32 = 8_000_000;

/// Marks a value of [`NAMES`] that is an offset into [`LISTS`] and no place.
pub const LIST: u64 = 1 << 24;

/// Marks a place that bears the name only as an alternate.
pub const ALTERNATE: u32 = 1 << 23;

/// The kinds of place, by the number that stands in a record.
pub const KINDS: &[&str] = &[
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
