//! The rooms by themselves: the times, places, actors, counts or claims of a text, without its events.
//!
//! A part reads the whole text as it was handed over, debris and all, so that every position counts in
//! what the caller knows. Nothing is chosen for an event here: all that a room finds is said.

mod said;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::language::LanguagePack;
use crate::place::PlaceMention;
use crate::read::{Reader, UNDETERMINED, UNRECOGNISED, anchor, language_of, published};
use crate::record::PublishedBasis;
use crate::text::{Document, Span};
use crate::{Input, actor, attribution, count, place, time};

pub use said::{Actor, Claim, Count, Expression, Place, Spans};

/// A room that can be asked by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Part {
    Times,
    Places,
    Actors,
    Counts,
    Claims,
}

/// What one room found in one text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parts {
    /// The report's name.
    pub id: String,
    /// ISO 639-1 code; `und` where the language was not recognised, and nothing was looked for.
    pub language: String,
    /// EDTF; null where unknown, never today's date.
    pub published: Option<String>,
    /// How `published` is known.
    pub published_basis: PublishedBasis,
    /// The text as it was read. All spans are offsets into it in Unicode code points, end exclusive.
    pub text: String,
    /// What a reader should know: a guessed encoding, an unknown language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What was found, in the order of the text.
    #[serde(flatten)]
    pub found: Found,
}

/// What a room finds: in JSON one field by the room's name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Found {
    /// `dateline time`: expressions in the terms of TIMEX3 (ISO-TimeML) and EDTF.
    Times {
        /// The expressions.
        timex: Vec<Expression>,
    },
    /// `dateline places`.
    Places {
        /// The places.
        places: Vec<Place>,
    },
    /// `dateline actors`.
    Actors {
        /// The actors.
        actors: Vec<Actor>,
    },
    /// `dateline counts`.
    Counts {
        /// The counts.
        counts: Vec<Count>,
    },
    /// `dateline claims`: attributions, with source, cue and content.
    Claims {
        /// The attributions.
        claims: Vec<Claim>,
    },
}

impl Found {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Times { timex } => timex.len(),
            Self::Places { places } => places.len(),
            Self::Actors { actors } => actors.len(),
            Self::Counts { counts } => counts.len(),
            Self::Claims { claims } => claims.len(),
        }
    }

    /// True where there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Reader<'_> {
    /// Asks one room alone what a text says. The tagger is asked only for claims in languages without
    /// lists of words of saying.
    ///
    /// ```
    /// use dateline_core::parts::{Found, Part};
    /// use dateline_core::{Input, Reader};
    ///
    /// let input = Input {
    ///     text: "Gunmen opened fire in Gao on Monday.".into(),
    ///     language: Some("en".into()),
    ///     published: Some("2025-03-05".into()),
    ///     ..Input::default()
    /// };
    /// let Found::Times { timex } = Reader::default().part(Part::Times, input).found else { panic!() };
    /// assert_eq!((&*timex[0].text, timex[0].span), ("Monday", [29, 35]));
    /// assert_eq!(timex[0].value, "2025-03-03");
    /// ```
    #[must_use]
    pub fn part(&self, part: Part, input: Input) -> Parts {
        let code = language_of(&input);
        let pack = code.and_then(LanguagePack::get);
        let (published, published_basis) = match pack {
            Some(pack) => published(&input, pack),
            None => (input.published.clone(), input.published_basis),
        };
        let mut notes = input.notes;
        let (text, found) = match pack {
            None => {
                notes.push(UNRECOGNISED.to_owned());
                (input.text, part.nothing())
            }
            Some(pack) => {
                let headline = headline(&input.text, input.title.as_deref());
                let document = Document::new(input.text, headline, pack);
                let found = self.found(part, &document, pack, &anchor(published.as_deref()));
                (document.text, found)
            }
        };
        let language = match (pack, code) {
            (Some(pack), _) => pack.code,
            (None, code) => code.unwrap_or(UNDETERMINED),
        };
        Parts {
            id: input.name,
            language: language.to_owned(),
            published,
            published_basis,
            text,
            notes,
            found,
        }
    }

    fn found(
        &self,
        part: Part,
        document: &Document,
        pack: &LanguagePack,
        anchor: &time::Anchor,
    ) -> Found {
        let places = || place::find(document, &pack.place);
        let actors = |places: &[PlaceMention]| {
            actor::find(document, &pack.actor, self.known(anchor), places)
        };
        match part {
            Part::Times => {
                let between = match anchor.published {
                    // Who holds which office says when a report without a date may have been written.
                    None => actor::days(&actors(&places())),
                    Some(_) => None,
                };
                let anchor = time::Anchor { between, ..*anchor };
                let times = time::find_all(document, &pack.time, &anchor);
                let timex = times.iter().flat_map(|one| said::times(document, one)).collect();
                Found::Times { timex }
            }
            Part::Places => {
                let places = places();
                Found::Places {
                    places: places.iter().map(|one| said::place(document, one)).collect(),
                }
            }
            Part::Actors => {
                let actors = actors(&places());
                let actors = actors.iter().map(|one| said::actor(document, self.actors, one));
                Found::Actors { actors: actors.collect() }
            }
            Part::Counts => {
                let counts = count::find(document, &pack.count);
                Found::Counts {
                    counts: counts.iter().map(|one| said::count(document, one)).collect(),
                }
            }
            Part::Claims => {
                let actors = actors(&places());
                let claims = match self.tagger {
                    // What the tagger sees in a language without lists of cues.
                    Some(tagger) if pack.attribution.is_empty() => {
                        attribution::from_tags(document, &tagger.tags(document), &actors)
                    }
                    _ => attribution::find(document, &pack.attribution, &actors),
                };
                let claims = claims.iter().map(|one| said::claim(document, &actors, one));
                Found::Claims { claims: claims.collect() }
            }
        }
    }
}

impl Part {
    fn nothing(self) -> Found {
        match self {
            Self::Times => Found::Times { timex: Vec::new() },
            Self::Places => Found::Places { places: Vec::new() },
            Self::Actors => Found::Actors { actors: Vec::new() },
            Self::Counts => Found::Counts { counts: Vec::new() },
            Self::Claims => Found::Claims { claims: Vec::new() },
        }
    }
}

/// The headline, where the text begins with the title that the page marks.
fn headline(text: &str, title: Option<&str>) -> Option<Span> {
    let start = text.len() - text.trim_start().len();
    let title = title.filter(|title| !title.is_empty() && text[start..].starts_with(title))?;
    Some(Span::new(start, start + title.len()))
}
