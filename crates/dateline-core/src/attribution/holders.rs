//! Several sources of one statement: "local media, two websites, and a witness said".
//!
//! A verb's subject is found by the noun phrase next to it. Where that phrase is the last of a list
//! that opens the sentence, the others say the same.

use std::ops::Range;

use super::line::Line;
use crate::text::Class;

/// How many words of number may stand between "and" and the last noun: "and at least one witness".
const QUANTITY: usize = 4;

/// The phrases of the list that ends with `last`, in order and with it; only `last` where it is
/// none. Adjectives that share one noun ("local, federal and foreign officials") are one phrase.
pub(super) fn of(line: &Line<'_>, last: Range<usize>) -> Vec<Range<usize>> {
    list(line, last.clone()).unwrap_or_else(|| vec![last])
}

fn list(line: &Line<'_>, last: Range<usize>) -> Option<Vec<Range<usize>>> {
    let link = coordinator(line, &last)?;
    let mut end = if link > 0 && line.is_mark(link - 1, ",") { link - 1 } else { link };
    let mut phrases = vec![link + 1..last.end];
    loop {
        let start = line.phrase_left(end)?;
        // A coordinated pair inside is no list's member.
        if (start..end).any(|at| line.is(at, Class::COORDINATOR.or(Class::PRONOUN))) {
            return None;
        }
        phrases.push(start..end);
        if opens(line, start) {
            break;
        }
        end = start.checked_sub(1).filter(|&at| line.is_mark(at, ","))?;
    }
    // Two of them are one source, as "the mayor and the police" is.
    if phrases.len() < 3 {
        return None;
    }
    phrases.reverse();
    let (first, others) = (phrases.first()?.start, &phrases[..phrases.len() - 1]);
    let is_adjective = |phrase: &Range<usize>| {
        phrase.len() == 1 && !super::source::is_speaker(line, phrase.clone())
    };
    if others.iter().all(is_adjective) && super::source::is_speaker(line, last.clone()) {
        return Some(std::iter::once(first..last.end).collect());
    }
    Some(phrases)
}

/// The "and" before the list's last phrase, or inside it where two of its phrases were taken as one.
fn coordinator(line: &Line<'_>, last: &Range<usize>) -> Option<usize> {
    let is_link = |at: &usize| line.is(*at, Class::COORDINATOR);
    let inside = (last.start..last.end).rev().find(is_link);
    let before = (last.start.saturating_sub(QUANTITY)..last.start).rev().take_while(|&at| {
        !line.is_mark(at, ",;:") && !line.is(at, Class::VERB.or(Class::AUXILIARY))
    });
    inside.or_else(|| before.into_iter().find(is_link)).filter(|&at| at > 0)
}

/// True where only a link to the sentence before stands before `start`.
fn opens(line: &Line<'_>, start: usize) -> bool {
    (0..start).all(|at| line.is(at, Class::COORDINATOR.or(Class::ADVERB)))
}
