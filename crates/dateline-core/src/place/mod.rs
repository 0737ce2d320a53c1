//! Place names and where they are.

use serde::Deserialize;

use crate::Rule;
use crate::record::PlacePrecision;
use crate::text::{Document, Span};

/// `place.toml`.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// Reads `place.toml`.
    ///
    /// # Errors
    ///
    /// Where the text is not TOML of the right shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        #[derive(Deserialize)]
        struct Source {}
        let Source {} = toml::from_str(text)?;
        Ok(Self {})
    }
}

/// A place named in a report.
#[derive(Clone, Debug)]
pub struct PlaceMention {
    /// The name with what narrows it ("the outskirts of Gao", "northern Israel"), no preposition.
    pub span: Span,
    /// The bare name inside `span`.
    pub head: Span,
    /// The gazetteer's name; the report's own where it is not listed.
    pub name: String,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north and east, where known.
    pub point: Option<(f64, f64)>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<&'static str>,
    /// How exact.
    pub precision: PlacePrecision,
    /// True of an adjective of nationality ("Israeli"), which names no event place.
    pub adjectival: bool,
    /// Why this place and not its namesakes.
    pub rule: Rule,
}

/// Finds the places of a document, in order, not overlapping.
#[must_use]
pub fn find(_document: &Document, _lexicon: &Lexicon) -> Vec<PlaceMention> {
    Vec::new()
}
