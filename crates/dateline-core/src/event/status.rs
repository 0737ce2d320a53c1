//! Whether an act happened: what the words before it, in its clause, make of it.

use super::lexicon::Form;
use super::scene::Scene;
use super::trigger::Match;
use crate::record::Status;
use crate::text::{Class, Span};

/// How far before a trigger a status word may stand, in tokens.
const REACH: usize = 9;

/// A status and the words that gave it.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    /// What they say.
    pub status: Status,
    /// The words.
    pub span: Option<Span>,
    /// True where the act is only named in an infinitive that nothing says was carried out.
    pub infinitive: bool,
}

/// Reads the status of a trigger in one of its forms; `own` is what its entry says by itself.
pub fn read(scene: &Scene<'_>, found: &Match, form: Form, own: Option<Status>) -> Said {
    let document = scene.mentions.document;
    let tokens = &document.tokens;
    let pack = scene.mentions.pack;
    let sentence = &document.sentences[tokens[found.head].sentence];
    let second = pack.language.noun_capitals;
    let opens = |i: usize| {
        tokens[i].is_mark(",;:—–(\"“”„")
            || (tokens[i].class.any(Class::RELATIVE)
                && !tokens[i].class.any(Class::DETERMINER.or(Class::SUBORDINATOR)))
    };
    let floor =
        sentence.tokens.start.max(found.head.saturating_sub(if second { 24 } else { REACH }));
    let start = (floor..found.head).rev().find(|&i| opens(i)).map_or(floor, |i| i + 1);
    // In German the verb may stand before what decides over it: the clause is read to its end.
    let end = if second {
        (found.head + 1..sentence.tokens.end.min(found.head + 24))
            .find(|&i| opens(i))
            .unwrap_or(sentence.tokens.end.min(found.head + 24))
    } else {
        found.head
    };
    let mut best: Option<(Status, Span)> = None;
    for at in (start..end).filter(|&at| !found.tokens.contains(&at)) {
        let Some(entries) = pack.event.status.get(&tokens[at].lower) else { continue };
        for (rest, status) in entries {
            let stands = rest
                .iter()
                .enumerate()
                .all(|(i, word)| tokens.get(at + 1 + i).is_some_and(|token| token.lower == *word));
            if stands && best.is_none_or(|(known, _)| rank(*status) > rank(known)) {
                best = Some((*status, document.token_span(at..at + 1 + rest.len())));
            }
        }
    }
    // "if the attacks do not stop": a condition at the head of the sentence or clause.
    let condition = (sentence.tokens.start..found.head).find(|&i| {
        tokens[i].class.any(Class::CONDITIONAL)
            && !tokens[i].class.any(Class::MODAL)
            && !(i..found.head).any(|j| tokens[j].is_mark(","))
    });
    if let Some(at) = condition {
        best = Some((Status::Hypothetical, tokens[at].span));
    }
    let question = tokens[sentence.tokens.clone()].last().is_some_and(|token| token.is_mark("?؟"));
    let infinitive = form != Form::Noun
        && found.head > sentence.tokens.start
        && tokens[found.head - 1].class.any(Class::INFINITIVE_MARKER)
        && best.is_none();
    let progressive = form == Form::Gerund
        && !second
        && (start..found.head)
            .any(|i| pack.event.relations.progressive.contains(&*tokens[i].lower));
    match best {
        _ if question => Said { status: Status::Hypothetical, span: None, infinitive },
        Some((Status::Ongoing | Status::Prevented | Status::Planned, _)) if own.is_some() => {
            Said { status: own.unwrap_or(Status::Occurred), span: None, infinitive }
        }
        Some((status, span)) => Said { status, span: Some(span), infinitive },
        None if progressive && own.is_none() => {
            Said { status: Status::Ongoing, span: None, infinitive }
        }
        None => Said { status: own.unwrap_or(Status::Occurred), span: None, infinitive },
    }
}

/// Of several status words the one that takes most away decides.
fn rank(status: Status) -> u8 {
    match status {
        Status::Denied => 7,
        Status::Threatened => 6,
        Status::Attempted => 5,
        Status::Prevented => 4,
        Status::Hypothetical => 3,
        Status::Planned => 2,
        Status::Ongoing => 1,
        Status::Occurred => 0,
    }
}
