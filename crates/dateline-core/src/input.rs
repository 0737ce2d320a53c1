//! What the outside world hands to the core: one report as text, with what is known of it.

use serde::{Deserialize, Serialize};

use crate::record::{PublishedBasis, Removed};

/// One report before it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Input {
    /// File stem, or the id that the input gave.
    pub name: String,
    /// Where the bytes came from.
    pub source_path: Option<String>,
    /// The page's address.
    pub url: Option<String>,
    /// The headline, where the page marks one.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// ISO 639-1 code, where it is known; else it is recognised.
    pub language: Option<String>,
    /// ISO 8601 date (or EDTF), where it is known.
    pub published: Option<String>,
    /// How `published` is known.
    pub published_basis: PublishedBasis,
    /// The text as flattened: one block a line, debris and all.
    pub text: String,
    /// What the page reader has already taken off.
    pub removed: Vec<Removed>,
    /// What the reader of bytes wants to have said: a guessed encoding, a cut text.
    pub notes: Vec<String>,
}
