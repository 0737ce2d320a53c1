//! Takes off what a page adds to a report: bylines, captions, cookie notices, share bars.

use serde::Deserialize;

use crate::record::Removed;
use crate::text::Span;

/// `debris.toml`.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {}

impl Lexicon {
    /// Reads `debris.toml`.
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

/// A report without its debris.
#[derive(Clone, Debug, Default)]
pub struct Stripped {
    /// The body with its headline, original words and order.
    pub text: String,
    /// Where in `text` the headline and any sub-headlines at the top stand, in bytes.
    pub headline: Option<Span>,
    /// The first headline's words.
    pub title: Option<String>,
    /// The author, as the page names them.
    pub byline: Option<String>,
    /// The publisher, as the page names it (a wire's name in the dateline, "(Sahel Wire)").
    pub publisher: Option<String>,
    /// What was taken off.
    pub removed: Vec<Removed>,
}

/// Takes the debris off `raw`. `title` is the headline where the page marks one.
#[must_use]
pub fn strip(raw: &str, _title: Option<&str>, _lexicon: &Lexicon) -> Stripped {
    Stripped { text: raw.to_owned(), ..Stripped::default() }
}
