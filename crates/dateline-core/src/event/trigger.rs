//! Where a document names an act.

use std::ops::Range;

use super::lexicon::{Form, Lexicon, Pattern};
use crate::language::LanguagePack;
use crate::text::{Class, Document, Span, Token, TokenKind};

/// How far a gap in an English trigger ("shot … dead") may reach, in tokens.
const GAP: usize = 7;
/// How far the parts of a separable verb may stand apart, in tokens.
const SEPARABLE_GAP: usize = 26;
/// The shortest noun that may end a compound, in letters.
const COMPOUND_HEAD: usize = 5;

/// A word or words that name an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// From its first to its last token.
    pub tokens: Range<usize>,
    /// The token that its arguments hang on: the first of the words.
    pub head: usize,
    /// The bytes of the words; of a phrase with a gap, from the first to the last word.
    pub span: Span,
    /// The entries that it may be, in the order of the file, with the form each would have.
    pub readings: Vec<(usize, Form)>,
    /// Of a compound, the part before the noun: "Drohnen" of "Drohnenangriff".
    pub modifier: Option<String>,
}

/// Finds the triggers of a document, in order; the longest run of words wins.
pub fn find(document: &Document, pack: &LanguagePack) -> Vec<Match> {
    let lexicon = &pack.event;
    let mut matches: Vec<Match> = Vec::new();
    let mut taken = vec![false; document.tokens.len()];
    for at in 0..document.tokens.len() {
        if taken[at] || document.tokens[at].kind != TokenKind::Word {
            continue;
        }
        let Some(found) = at_token(document, pack, lexicon, at, &taken) else { continue };
        for token in &found.words {
            taken[*token] = true;
        }
        matches.push(found.matched);
    }
    matches
}

struct Found {
    matched: Match,
    words: Vec<usize>,
}

fn at_token(
    document: &Document,
    pack: &LanguagePack,
    lexicon: &Lexicon,
    at: usize,
    taken: &[bool],
) -> Option<Found> {
    let token = &document.tokens[at];
    let Some(patterns) = lexicon.patterns.get(&token.lower) else {
        return compound(document, pack, lexicon, at);
    };
    let mut best: Option<(Vec<usize>, Vec<(usize, Form)>)> = None;
    for pattern in patterns {
        if best
            .as_ref()
            .is_some_and(|(words, _)| words.len() > 1 + pattern.rest.iter().flatten().count())
        {
            continue;
        }
        if !may_be(document, pack, pattern, at) {
            continue;
        }
        let Some(words) = reach(document, pack, pattern, at, taken) else { continue };
        let reading = (pattern.trigger, pattern.form);
        match &mut best {
            Some((known, readings)) if known.len() == words.len() => readings.push(reading),
            Some((known, _)) if known.len() > words.len() => {}
            _ => best = Some((words, vec![reading])),
        }
    }
    let (words, mut readings) = best?;
    // What means an act only with something beside it is tried before what means one by itself.
    readings.sort_by_key(|&(trigger, _)| {
        let entry = &lexicon.triggers[trigger];
        (entry.needs.is_none() && entry.objects.is_empty(), trigger)
    });
    let (first, last) = (*words.first()?, *words.last()?);
    let matched = Match {
        tokens: first..last + 1,
        head: at,
        span: Span::new(document.tokens[first].span.start, document.tokens[last].span.end),
        readings,
        modifier: None,
    };
    Some(Found { matched, words })
}

/// Verbs and nouns that are written alike are told apart by what stands before them, and in
/// German by the capital.
fn may_be(document: &Document, pack: &LanguagePack, pattern: &Pattern, at: usize) -> bool {
    let token = &document.tokens[at];
    let before =
        at.checked_sub(1).map(|i| &document.tokens[i]).filter(|b| b.sentence == token.sentence);
    if pack.language.noun_capitals && !document.caseless {
        let noun = pattern.form == Form::Noun;
        return before.is_none() || noun == token.capital || !pattern.rest.is_empty();
    }
    let noun_place = before.is_some_and(|before| {
        before.class.any(Class::DETERMINER.or(Class::POSSESSIVE).or(Class::ADJECTIVE))
            && !before.class.any(Class::PRONOUN.or(Class::RELATIVE))
            || before.kind == TokenKind::Possessive
            || before.class.any(Class::PREPOSITION)
                && !before
                    .class
                    .any(Class::INFINITIVE_MARKER.or(Class::PARTICLE).or(Class::SUBORDINATOR))
    });
    let verb_place = before.is_some_and(|before| {
        before.class.any(Class::PRONOUN.or(Class::MODAL).or(Class::INFINITIVE_MARKER))
            && !before.class.any(Class::DETERMINER)
    });
    match pattern.form {
        Form::Noun => !verb_place,
        Form::Finite => !noun_place || token.lower.ends_with("ed"),
        Form::Participle | Form::Gerund => true,
    }
}

/// The tokens of a pattern that begins at `at`, if it stands there.
fn reach(
    document: &Document,
    pack: &LanguagePack,
    pattern: &Pattern,
    at: usize,
    taken: &[bool],
) -> Option<Vec<usize>> {
    let sentence = document.tokens[at].sentence;
    let mut words = vec![at];
    let (mut next, mut gap) = (at + 1, false);
    for part in &pattern.rest {
        let Some(word) = part else {
            gap = true;
            continue;
        };
        let limit = if !gap {
            next + 1
        } else if pack.language.noun_capitals {
            next + SEPARABLE_GAP
        } else {
            next + GAP
        };
        let mut found = None;
        for i in next..limit.min(document.tokens.len()) {
            let token = &document.tokens[i];
            if token.sentence != sentence || token.is_mark(";") {
                break;
            }
            if *token.lower == **word && !taken[i] {
                if !gap || !pack.language.noun_capitals || closes_clause(document, i) {
                    found = Some(i);
                    break;
                }
            } else if gap && !pack.language.noun_capitals && token.is_mark(",:.") {
                break;
            }
        }
        let found = found?;
        words.push(found);
        (next, gap) = (found + 1, false);
    }
    // "shot 30 rockets down on the city": the particle goes with what is aimed at, not with the verb.
    let last = *words.last()?;
    let aimed = words.len() > 1
        && last > words[words.len() - 2] + 1
        && !pack.language.noun_capitals
        && document.tokens[last].class.any(Class::PARTICLE)
        && document.tokens.get(last + 1).is_some_and(|next| {
            pack.event.relations.target.contains(&*next.lower) && next.sentence == sentence
        });
    if aimed { None } else { Some(words) }
}

/// True where a clause may end behind token `i`, as it does behind the particle of a separable verb.
fn closes_clause(document: &Document, i: usize) -> bool {
    let ends = |token: &Token| {
        token.kind == TokenKind::Mark
            || token.class.any(Class::COORDINATOR.or(Class::SUBORDINATOR))
            || token.sentence != document.tokens[i].sentence
    };
    document.tokens.get(i + 1).is_none_or(ends) || document.tokens[i].capital
}

/// A compound that ends in a noun of the lexicon: "Drohnenangriff", "Hamas-Angriff".
fn compound(
    document: &Document,
    pack: &LanguagePack,
    lexicon: &Lexicon,
    at: usize,
) -> Option<Found> {
    let token = &document.tokens[at];
    if !pack.language.noun_capitals || !(token.capital || document.caseless) {
        return None;
    }
    let (split, patterns) = token
        .lower
        .char_indices()
        .skip(3)
        .map(|(i, _)| i)
        .take_while(|i| token.lower.len() - i >= COMPOUND_HEAD)
        .find_map(|i| Some((i, lexicon.patterns.get(&token.lower[i..])?)))?;
    let readings: Vec<(usize, Form)> = patterns
        .iter()
        .filter(|pattern| pattern.form == Form::Noun && pattern.rest.is_empty())
        .map(|pattern| (pattern.trigger, Form::Noun))
        .collect();
    if readings.is_empty() {
        return None;
    }
    let matched = Match {
        tokens: at..at + 1,
        head: at,
        span: token.span,
        readings,
        modifier: Some(token.lower[..split].trim_end_matches('-').to_owned()),
    };
    Some(Found { matched, words: vec![at] })
}
