//! Names that the gazetteer lacks, where the words around say plainly that they are places:
//! "the village of Xyz", "im Dorf Xyz", "20 km north of Xyz".

use super::candidate::Candidate;
use super::word::Word;
use super::{Lexicon, Roles, frame};
use crate::text::{Document, TokenKind};

/// The most words of an unlisted name.
const LONGEST: usize = 4;

/// Finds unlisted names between the accepted ones.
pub fn find(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    taken: &[bool],
) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let end = name_end(document, words, lexicon, taken, at);
        if end == at {
            at += 1;
            continue;
        }
        let frame = frame::around(document, words, lexicon, at..end);
        let typed_behind = frame.tokens.end > end && frame.strength == 3;
        let plain = frame.strength == 3
            && (frame.type_word.is_some() || frame.near || frame.street)
            || frame.near && frame.strength >= 2;
        let single_letter = document.tokens[at].lower.chars().count() < 3;
        // "in Xyz": a capital in the middle of an English sentence says enough.
        let plain = plain
            || !words[at].weak
                && frame.strength == 2
                && !frame.article
                && at > 0
                && words[at - 1].roles.any(Roles::INSIDE);
        if plain
            && !frame.compass
            && !single_letter
            && (!typed_behind || frame.street || frame.tokens.start < at || is_placed(words, at))
        {
            let head = document.token_span(at..end);
            found.push(Candidate::unlisted(at..end, head, frame));
        }
        at = end;
    }
    found
}

/// True where a preposition of place or an article stands before.
fn is_placed(words: &[Word], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| {
        words[before].roles.any(Roles::INSIDE.or(Roles::NEAR).or(Roles::ARTICLE))
    })
}

/// Where a run of capital words that could be a name ends; `at` itself where none begins.
fn name_end(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    taken: &[bool],
    at: usize,
) -> usize {
    let fits = |at: usize| {
        let (token, word) = (&document.tokens[at], &words[at]);
        token.kind == TokenKind::Word
            && word.capital
            && !taken[at]
            && !word.also_small
            && token.class.is_empty()
            && !word.roles.any(
                Roles::NEVER
                    .or(Roles::TITLE)
                    .or(Roles::GIVEN_NAME)
                    .or(Roles::AREA_NOUN)
                    .or(Roles::COMPASS_NOUN)
                    .or(Roles::MODIFIED)
                    .or(Roles::STREET_AFTER)
                    .or(Roles::COMPASS_ADJECTIVE),
            )
            && lexicon.type_before(&token.lower).is_none()
            && lexicon.type_after(std::iter::once(&*token.lower)).is_none()
    };
    let sentence = document.tokens[at].sentence;
    let mut end = at;
    // Where nothing tells names from nouns, one word is taken, and none with the article.
    let joined = !lexicon.article.is_empty();
    let longest = if joined { 1 } else { LONGEST };
    if joined && words[at].folded.starts_with(&*lexicon.article) {
        return at;
    }
    while end < words.len()
        && end - at < longest
        && document.tokens[end].sentence == sentence
        && fits(end)
    {
        end += 1;
    }
    end
}
