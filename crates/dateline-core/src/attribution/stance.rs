//! What the content says of the stance where the cue is colourless: "said it had nothing to do
//! with the blast" is a denial.

use super::lexicon::Lexicon;
use crate::record::Stance;
use crate::text::{Document, Span};

/// Words of a content that are looked at: a stance is said early or not at all.
const REACH: usize = 40;
/// How far before a sign the word for the source itself may stand.
const OWN_REACH: usize = 6;

/// The stance that a plain cue's content has by its own words.
pub(super) fn of_content(
    document: &Document,
    lexicon: &Lexicon,
    content: &[Span],
) -> Option<Stance> {
    let first = content.first()?;
    let range = document.tokens_in(*first);
    let end = range.end.min(range.start + REACH);
    let tokens = &document.tokens[range.start..end];
    for at in 0..tokens.len() {
        let Some((stance, own)) = lexicon.sign(&tokens[at..]) else { continue };
        let speaks_of_itself = || {
            tokens[at.saturating_sub(OWN_REACH)..at]
                .iter()
                .any(|token| lexicon.own.contains(&*token.lower))
        };
        if !own || speaks_of_itself() {
            return Some(stance);
        }
    }
    None
}
