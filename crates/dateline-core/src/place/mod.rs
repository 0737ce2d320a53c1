//! Place names and where they are.
//!
//! Names are found by the longest match of the gazetteer over the tokens ([`find()`]), judged by
//! the words around them ([`frame`]), and given to one of their bearers by what else the report
//! names ([`resolve`]). A place that the evidence does not carry has a name and no point: a wrong
//! point costs more than a missing one.

mod candidate;
mod context;
mod exactness;
mod frame;
pub mod gazetteer;
mod lexicon;
mod reference;
mod resolve;
mod spelling;
mod unlisted;
mod whereabouts;
mod word;

pub use exactness::Exactness;
pub use lexicon::{Lexicon, Roles, Type};
pub use spelling::{Inflection, Script};
pub use whereabouts::Whereabouts;

use crate::Rule;
use crate::record::PlacePrecision;
use crate::text::{Document, Span};

/// A place named in a report.
#[derive(Clone, Debug, Default)]
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
    /// The gazetteer's name of the first-level division that it is or lies in, where known.
    pub admin1: Option<&'static str>,
    /// How exact.
    pub precision: PlacePrecision,
    /// UCDP's `where_prec`, 1 to 7; 0 where no point is known. See [`Exactness`].
    pub where_prec: u8,
    /// Kilometres around the point within which it most likely is.
    pub radius: Option<f64>,
    /// True of an adjective of nationality ("Israeli"), which names no event place.
    pub adjectival: bool,
    /// True where the name only tells whose something is: "Kabul government", "Gaza Health Ministry".
    pub modifier: bool,
    /// True of the place from which the report is sent, named before its first sentence.
    pub dateline: bool,
    /// How plainly the words around say that something is there: 3 a type word or a region behind
    /// a comma, 2 a preposition of place, 1 another preposition, 0 nothing.
    pub frame: u8,
    /// Why this place and not its namesakes.
    pub rule: Rule,
}

/// Finds the places of a document, in order, not overlapping.
#[must_use]
pub fn find(document: &Document, lexicon: &Lexicon) -> Vec<PlaceMention> {
    let words = word::read(document, lexicon);
    let mut candidates = candidate::find(document, &words, lexicon);
    frame::judge(document, &words, lexicon, &mut candidates);
    resolve::resolve(document, &words, lexicon, candidates)
}

#[cfg(test)]
mod tests;
