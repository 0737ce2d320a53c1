//! A report's words as the crosswalk asks for them: by token, in the singular, beside a phrase.

use std::ops::Range;

use super::table::{has, vocabulary};
use crate::event::Mentions;
use crate::record::{CodePoints, Participant};
use crate::text::Class;

/// How many tokens before a phrase and behind it may say what it is.
const BESIDE: usize = 5;

/// A document with the code points of its tokens.
pub(super) struct View<'a> {
    pub(super) mentions: &'a Mentions<'a>,
    starts: Vec<usize>,
}

impl<'a> View<'a> {
    pub(super) fn new(mentions: &'a Mentions<'a>) -> Self {
        let document = mentions.document;
        let mut starts = Vec::with_capacity(document.tokens.len());
        let (mut byte, mut point) = (0, 0);
        for token in &document.tokens {
            point += document.text[byte..token.span.start].chars().count();
            byte = token.span.start;
            starts.push(point);
        }
        Self { mentions, starts }
    }

    /// The tokens that begin inside a stretch of code points.
    pub(super) fn tokens(&self, span: CodePoints) -> Range<usize> {
        let start = self.starts.partition_point(|&at| at < span[0]);
        start..self.starts.partition_point(|&at| at < span[1]).max(start)
    }

    pub(super) fn lower(&self, at: usize) -> &'a str {
        self.mentions.document.tokens.get(at).map_or("", |token| &token.lower)
    }

    /// The sentence at a code point.
    pub(super) fn sentence(&self, span: CodePoints) -> usize {
        let at = self.tokens(span).start.min(self.starts.len().saturating_sub(1));
        self.mentions.document.tokens.get(at).map_or(0, |token| token.sentence)
    }

    /// The tokens of the sentence at a token.
    pub(super) fn sentence_of(&self, at: usize) -> Range<usize> {
        let document = self.mentions.document;
        let token = document.tokens.get(at);
        let sentence = token.and_then(|token| document.sentences.get(token.sentence));
        sentence.map_or(0..0, |sentence| sentence.tokens.clone())
    }

    /// The head noun of a phrase: its last word before a preposition or a mark, in the singular.
    pub(super) fn head(&self, tokens: Range<usize>) -> Option<usize> {
        let all = &self.mentions.document.tokens;
        let end = tokens
            .clone()
            .skip(1)
            .find(|&at| {
                all[at].class.any(Class::PREPOSITION)
                    || all[at].is_mark(",;[(")
                    || all[at].class.any(Class::RELATIVE)
            })
            .unwrap_or(tokens.end);
        (tokens.start..end).rev().find(|&at| all[at].is_word())
    }

    /// The words of a phrase and around it that say what it is, in the singular: what stands before
    /// the noun, and "of the mayor" behind it.
    pub(super) fn beside(&self, tokens: Range<usize>) -> Vec<String> {
        let all = &self.mentions.document.tokens;
        let sentence = self.sentence_of(tokens.start);
        let stop = |at: usize| {
            all[at].is_mark(",;:[(\"") || all[at].class.any(Class::COORDINATOR.or(Class::AUXILIARY))
        };
        let mut start = tokens.start;
        while start > sentence.start
            && tokens.start - start < BESIDE
            && !stop(start - 1)
            && !all[start - 1].class.any(Class::PREPOSITION)
        {
            start -= 1;
        }
        let mut end = tokens.end;
        if end < sentence.end && all[end].class.any(Class::PREPOSITION) {
            while end < sentence.end && end - tokens.end < BESIDE && !stop(end) {
                end += 1;
            }
        }
        (start..end).filter(|&at| all[at].is_word()).map(|at| singular(&all[at].lower)).collect()
    }

    /// The head noun of a participant and the words beside it.
    pub(super) fn noun(&self, participant: &Participant) -> (String, Vec<String>) {
        let tokens = self.tokens(participant.span);
        let head =
            self.head(tokens.clone()).map_or_else(String::new, |at| singular(self.lower(at)));
        (head, self.beside(tokens))
    }
}

/// A noun in the singular, as far as the table of endings tells.
pub(super) fn singular(word: &str) -> String {
    let endings = &vocabulary().endings;
    endings
        .iter()
        .find_map(|[ending, put]| {
            let stem = word.strip_suffix(ending.as_str())?;
            (stem.is_empty() || stem.len() + put.len() > 2).then(|| format!("{stem}{put}"))
        })
        .unwrap_or_else(|| word.to_owned())
}

/// True of a noun that means more than one.
pub(super) fn is_many(word: &str) -> bool {
    has(&vocabulary().many, word) || singular(word) != word
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn nouns_lose_their_endings() {
        for (word, expected) in [
            ("guerrillas", "guerrilla"),
            ("policemen", "policeman"),
            ("embassies", "embassy"),
            ("churches", "church"),
            ("women", "woman"),
            ("bus", "bus"),
            ("headquarters", "headquarters"),
        ] {
            assert_eq!(singular(word), expected);
        }
    }
}
