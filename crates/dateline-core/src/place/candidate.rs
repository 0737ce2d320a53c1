//! Names that the gazetteer lists, wherever they stand in the text.

use std::ops::Range;

use super::frame::Frame;
use super::gazetteer::{Bearers, Country, Kind, Names, Walk};
use super::word::Word;
use super::{Lexicon, Roles};
use crate::text::{Document, Span, TokenKind};

/// What a candidate could be.
#[derive(Clone, Debug)]
pub enum Meaning {
    /// A name of the gazetteer.
    Listed(Bearers),
    /// An adjective of nationality or the name of a people.
    People(Country),
    /// A name that only its surroundings make a place.
    Unlisted,
}

/// A run of tokens that may name a place.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The tokens of the name.
    pub tokens: Range<usize>,
    /// The name's bytes: less than its tokens in "Gaza-Krieg".
    pub head: Span,
    /// What it could be.
    pub meaning: Meaning,
    /// True of "Kiewer": the name with the ending of an inhabitant.
    pub inhabitant: bool,
    /// True of "Nordisrael" and "Gaza-Krieg": the name is part of a longer word.
    pub joined: Joined,
    /// What the words around say.
    pub frame: Frame,
}

/// How a name sits in a longer word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joined {
    /// It stands alone.
    #[default]
    No,
    /// "Nordisrael".
    Compass,
    /// "Gaza-Krieg": more follows a hyphen.
    First,
}

/// The longest reading from one token on.
struct Match {
    end: usize,
    bearers: Bearers,
    inhabitant: bool,
}

/// Finds all candidates, left to right, not overlapping, the longest first.
pub fn find(document: &Document, words: &[Word], lexicon: &Lexicon) -> Vec<Candidate> {
    let names = Names::get();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let next = match candidate(document, words, lexicon, names, at) {
            Some(candidate) => {
                let end = candidate.tokens.end;
                found.push(candidate);
                end
            }
            None => at + 1,
        };
        at = next;
    }
    found
}

fn candidate(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    names: &Names,
    at: usize,
) -> Option<Candidate> {
    let token = &document.tokens[at];
    if token.kind != TokenKind::Word {
        return None;
    }
    let people = people(document, words, lexicon, at);
    // "northern Gaza" is a name of its own, though it begins small.
    let begins = words[at].capital
        || words[at].roles.any(Roles::COMPASS_ADJECTIVE)
            && words.get(at + 1).is_some_and(|next| next.capital);
    let listed = if begins { longest(document, words, lexicon, names, at) } else { None };
    let new = |end: usize, head: Span, meaning: Meaning| Candidate {
        tokens: at..end,
        head,
        meaning,
        inhabitant: false,
        joined: Joined::No,
        frame: Frame::default(),
    };
    if let Some((end, country)) = people
        && listed.as_ref().is_none_or(|listed| {
            listed.end < end
                || (listed.end == end
                    && !listed
                        .bearers
                        .iter()
                        .any(|b| b.place.kind() == Kind::Country && !b.alternate))
        })
    {
        return Some(new(end, document.token_span(at..end), Meaning::People(country)));
    }
    if let Some(listed) = listed {
        let mut candidate =
            new(listed.end, document.token_span(at..listed.end), Meaning::Listed(listed.bearers));
        candidate.inhabitant = listed.inhabitant;
        return Some(candidate);
    }
    if !words[at].capital {
        return None;
    }
    compass(words, lexicon, names, at)
        .map(|bearers| (token.span, Meaning::Listed(bearers), Joined::Compass))
        .or_else(|| {
            first_part(document, words, lexicon, names, at)
                .map(|(head, meaning)| (head, meaning, Joined::First))
        })
        .map(|(head, meaning, joined)| Candidate { joined, ..new(at + 1, head, meaning) })
}

/// An adjective of nationality, of up to three words.
fn people(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    at: usize,
) -> Option<(usize, Country)> {
    let folded = &words[at].folded;
    let mut found = lexicon.adjective(folded).map(|country| (at + 1, country));
    if lexicon.starts_adjective(folded.split(' ').next().unwrap_or_default()) {
        let mut key = folded.clone();
        for (end, word) in words.iter().enumerate().skip(at + 1).take(2) {
            if document.tokens[end].kind != TokenKind::Word {
                break;
            }
            key.push(' ');
            key.push_str(&word.folded);
            found = lexicon.adjective(&key).map(|country| (end + 1, country)).or(found);
        }
    }
    if found.is_none() {
        let rest =
            lexicon.compass_prefixes.iter().find_map(|prefix| folded.strip_prefix(prefix.as_str()));
        found = rest
            .and_then(|rest| lexicon.adjective(rest.trim_start()))
            .map(|country| (at + 1, country));
    }
    // A people has a capital where anything has one; only German writes adjectives small.
    found.filter(|_| words[at].capital || lexicon.capital_nouns)
}

/// The longest listed name that starts at a token.
fn longest(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    names: &Names,
    at: usize,
) -> Option<Match> {
    let sentence = document.tokens[at].sentence;
    let mut walk = names.start();
    let mut best = None;
    let mut end = at;
    while let Some(token) = document.tokens.get(end) {
        if token.sentence != sentence {
            break;
        }
        if token.is_mark(".") && end > at && document.tokens[end - 1].lower.len() <= 3 {
            // "St. Petersburg"
            end += 1;
            continue;
        }
        if !token.is_word() || (end > at && is_broken(document, end)) {
            break;
        }
        if end > at {
            let Some(next) = names.read(walk, " ") else { break };
            walk = next;
        }
        let folded = words[end].folded.trim();
        if words[end].capital || token.kind == TokenKind::Number {
            for (stem, inhabitant) in stems(folded, lexicon) {
                let bearers = names.read(walk, stem).and_then(|walk| names.bearers(walk));
                if let Some(bearers) = bearers.filter(|&bearers| {
                    fits(document, words, lexicon, at..end + 1, inhabitant, bearers)
                }) {
                    best = Some(Match { end: end + 1, bearers, inhabitant });
                    break;
                }
            }
        }
        let Some(next) = names.read(walk, folded) else { break };
        walk = next;
        end += 1;
    }
    best
}

/// A word, and what is left of it without the endings that a name may bear.
fn stems<'w>(folded: &'w str, lexicon: &'w Lexicon) -> impl Iterator<Item = (&'w str, bool)> {
    let strip = move |endings: &'w [String], inhabitant: bool| {
        endings
            .iter()
            .filter_map(move |ending| folded.strip_suffix(ending.as_str()))
            .filter(|stem| stem.len() >= 3)
            .map(move |stem| (stem, inhabitant))
    };
    std::iter::once((folded, false))
        .chain(strip(&lexicon.genitive, false))
        .chain(strip(&lexicon.inhabitant, true))
}

/// "Kiewer Vorort": only a large town has such a form, and a noun follows.
fn fits(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    tokens: Range<usize>,
    inhabitant: bool,
    bearers: Bearers,
) -> bool {
    const LARGE: f64 = 10.8; // 50,000 people
    let single = tokens.len() == 1;
    let word = &words[tokens.start];
    if single
        && (word.roles.any(Roles::NEVER)
            || (!document.tokens[tokens.start].class.is_empty() && (word.weak || word.also_small)))
    {
        return false;
    }
    if !inhabitant {
        return true;
    }
    let noun = words.get(tokens.end).is_some_and(|next| next.capital && !next.folded.is_empty());
    noun && !lexicon.roles(&document.tokens[tokens.start].lower).any(Roles::COMMON.or(Roles::TITLE))
        && bearers.iter().any(|bearer| {
            !bearer.alternate
                && bearer.place.kind() == Kind::Settlement
                && bearer.place.prominence() > LARGE
        })
}

/// True where a line ends between a token and the one before, outside of running text.
fn is_broken(document: &Document, at: usize) -> bool {
    let between = &document.text[document.tokens[at - 1].span.end..document.tokens[at].span.start];
    between.matches('\n').count() > 1
}

/// "Nordisrael", "Ost-Ghuta": a point of the compass before a country, a region or a large town.
fn compass(words: &[Word], lexicon: &Lexicon, names: &Names, at: usize) -> Option<Bearers> {
    let folded = &words[at].folded;
    lexicon
        .compass_prefixes
        .iter()
        .filter_map(|prefix| folded.strip_prefix(prefix.as_str()))
        .find_map(|rest| {
            stems(rest.trim_start(), lexicon)
                .filter(|(stem, inhabitant)| stem.len() > 2 && !inhabitant)
                .find_map(|(stem, _)| {
                    let walk: Walk = names.read(names.start(), stem)?;
                    names.bearers(walk).filter(|bearers| {
                        bearers.iter().any(|b| match b.place.kind() {
                            Kind::Country | Kind::Region | Kind::Division => {
                                !b.alternate || b.place.kind() == Kind::Country
                            }
                            Kind::Settlement => b.place.prominence() > 11.5,
                            _ => false,
                        })
                    })
                })
        })
}

/// "Gaza-Krieg", "Israel-Hamas": the part of a joined word before a hyphen.
fn first_part(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    names: &Names,
    at: usize,
) -> Option<(Span, Meaning)> {
    let span = document.tokens[at].span;
    let text = document.slice(span);
    let hyphens: Vec<usize> =
        text.char_indices().filter(|(_, c)| "-‐‑–".contains(*c)).map(|(at, _)| at).collect();
    let folded = &words[at].folded;
    let ends: Vec<usize> =
        folded.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at).collect();
    if hyphens.len() != ends.len() {
        return None;
    }
    hyphens.iter().zip(&ends).rev().find_map(|(&hyphen, &end)| {
        let head = Span::new(span.start, span.start + hyphen);
        let part = &folded[..end];
        if let Some(country) = lexicon.adjective(part) {
            return Some((head, Meaning::People(country)));
        }
        if end < 3 || lexicon.roles(part).any(Roles::NEVER.or(Roles::COMMON).or(Roles::GIVEN_NAME))
        {
            return None;
        }
        let bearers = names.bearers(names.read(names.start(), part)?)?;
        let known = |b: super::gazetteer::Bearer| {
            b.place.prominence() > 9.8 || b.place.kind() != Kind::Settlement
        };
        bearers.iter().any(known).then_some((head, Meaning::Listed(bearers)))
    })
}
