//! Takes off what a page adds to a report: bylines, captions, cookie notices, share bars.
//!
//! A page that has lost its tags still shows what each line is for: by its words ("Leave a
//! Reply"), by its shape (`Home | News | Sudan`) and by where it stands. [`lexicon`] holds the
//! words, reviewed per language in `debris.toml`; [`line`] sees the shape; [`judge`] decides line
//! by line, and inside a line only where a sentence or a bracket ends; [`headline`] says which of
//! the lines that stay are headline. A line of the story is worth more than a clean page: what is
//! not plainly debris stays.

mod headline;
mod judge;
mod lexicon;
mod line;
#[cfg(test)]
mod tests;

use crate::record::Removed;
use crate::text::Span;

pub use lexicon::Lexicon;

/// A report without its debris.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// What was taken off, in the order of the page.
    pub removed: Vec<Removed>,
}

/// How often the page is looked at again after something was taken off: a line may turn out to be
/// the headline's repetition, or a caption, only once its neighbour is gone.
const PASSES: usize = 8;

/// Takes the debris off `raw`. `title` is the headline where the page marks one.
///
/// ```
/// use dateline_core::{debris, language::LanguagePack};
/// let page = "Shells hit market\nBy Ann Lee\nFour shells hit a market on Monday, police said.\nLeave a Reply";
/// let report = debris::strip(page, None, &LanguagePack::get("en").unwrap().debris);
/// assert_eq!(report.text, "Shells hit market\nFour shells hit a market on Monday, police said.");
/// assert_eq!(report.byline.as_deref(), Some("Ann Lee"));
/// ```
#[must_use]
pub fn strip(raw: &str, title: Option<&str>, lexicon: &Lexicon) -> Stripped {
    let mut text = raw.to_owned();
    let mut cuts: Vec<judge::Cut> = Vec::new();
    for _ in 0..PASSES {
        let found = judge::judge(&text, title, lexicon);
        if found.is_empty() {
            break;
        }
        text = without(&text, &found);
        judge::merge(&mut cuts, found);
    }
    let headline = headline::find(&text, title);
    Stripped {
        title: headline.as_ref().map(|headline| headline.title.clone()),
        byline: cuts.iter().find_map(|cut| headline::author(cut, lexicon)),
        publisher: headline::publisher(&text, &cuts, lexicon),
        headline: headline.map(|headline| headline.span),
        removed: cuts.into_iter().map(|cut| Removed { kind: cut.kind, text: cut.text }).collect(),
        text,
    }
}

/// The text without the cuts, and without the blank lines that a cut leaves doubled.
fn without(text: &str, cuts: &[judge::Cut]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for cut in cuts {
        out.push_str(&text[from..cut.span.start]);
        from = cut.span.end;
        let blank_before = out.trim_end_matches([' ', '\t', '\r']).ends_with("\n\n")
            || out.trim_end_matches([' ', '\t', '\r']).ends_with("\n\r\n")
            || out.trim().is_empty();
        let rest = &text[from..];
        let blank = rest.len() - rest.trim_start().len();
        if blank_before && (out.is_empty() || out.ends_with('\n')) {
            // Up to the start of the next line that holds something.
            let end = rest[..blank].rfind('\n').map_or(0, |at| at + 1);
            from += end;
        }
    }
    out.push_str(&text[from..]);
    let end = out.trim_end().len();
    out.truncate(end);
    let start = out.len() - out.trim_start_matches(['\n', '\r']).len();
    out.split_off(start)
}
