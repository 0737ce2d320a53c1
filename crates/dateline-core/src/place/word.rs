//! What is known of each token before names are looked for.

use std::collections::HashSet;

use dateline_data::fold::fold_into;

use super::{Lexicon, Roles};
use crate::text::{Document, TokenKind};

/// A token with what matters beside a name.
#[derive(Clone, Debug, Default)]
pub struct Word {
    /// Folded as names are looked up; empty for marks.
    pub folded: String,
    /// What it can do beside a name.
    pub roles: Roles,
    /// True where it bears a capital anywhere: "al-Qaim" does.
    pub capital: bool,
    /// True where the capital says nothing: first in a sentence or quotation, in a headline in
    /// capitals, a noun in German, a text without case.
    pub weak: bool,
    /// True where it also stands in small letters in this report.
    pub also_small: bool,
    /// True of initials in a text that has small letters: "US" is not "us".
    pub initials: bool,
}

/// Reads all tokens.
pub fn read(document: &Document, lexicon: &Lexicon) -> Vec<Word> {
    let caseless = is_caseless(document);
    let mut words: Vec<Word> = document
        .tokens
        .iter()
        .map(|token| {
            let mut folded = String::new();
            if token.is_word() {
                fold_into(&token.lower, &mut folded);
            }
            Word {
                roles: lexicon.roles(&token.lower).or(lexicon.roles_of_forms(&folded)),
                folded,
                capital: caseless || document.slice(token.span).chars().any(char::is_uppercase),
                weak: caseless || lexicon.capital_nouns,
                also_small: false,
                initials: false,
            }
        })
        .collect();
    let small: HashSet<&str> = document
        .tokens
        .iter()
        .zip(&words)
        .filter(|(token, word)| token.kind == TokenKind::Word && !word.capital)
        .map(|(token, _)| &*token.lower)
        .collect();
    for (token, word) in document.tokens.iter().zip(&mut words) {
        word.also_small = !lexicon.capital_nouns && small.contains(&*token.lower);
    }
    for sentence in &document.sentences {
        weaken(document, &mut words, sentence.tokens.clone());
    }
    words
}

/// Marks the capitals of one sentence that say nothing.
fn weaken(document: &Document, words: &mut [Word], tokens: std::ops::Range<usize>) {
    let mut first = true;
    let is_initials = |token: &crate::text::Token| {
        let text = document.slice(token.span);
        (2..=8).contains(&text.len()) && text.chars().all(|c| c.is_uppercase() || c == '.')
    };
    let (mut capitals, mut all) = (0, 0);
    for at in tokens.clone() {
        let token = &document.tokens[at];
        if token.kind == TokenKind::Word {
            words[at].weak |= first;
            first = false;
            if token.lower.chars().count() > 3 {
                all += 1;
                capitals += usize::from(words[at].capital);
            }
        } else if token.is_mark("\"“”„«»‘:•") {
            first = true;
        }
    }
    if all >= 4 && capitals * 10 > all * 7 {
        words[tokens].iter_mut().for_each(|word| word.weak = true);
    } else if capitals < all || all == 0 {
        for at in tokens {
            if document.tokens[at].kind == TokenKind::Word && is_initials(&document.tokens[at]) {
                words[at].initials = true;
                words[at].also_small = false;
            }
        }
    }
}

/// True where case says nothing: all capitals, no case, or hardly a capital anywhere.
fn is_caseless(document: &Document) -> bool {
    let letters = document.tokens.iter().filter(|token| token.kind == TokenKind::Word);
    let (all, capitals) = letters
        .fold((0, 0), |(all, capitals), token| (all + 1, capitals + usize::from(token.capital)));
    document.caseless || (all >= 20 && capitals * 50 < all)
}
