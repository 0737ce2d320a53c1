//! Noun phrases, told apart by the closed classes of `words.toml`: no grammar, one pass.
//!
//! A phrase runs from its determiner over adjectives, numbers and nouns to its head, the last noun
//! ("an army convoy", "30 rockets", "Israel’s Northern city"). Prepositions, verbs, pronouns and
//! marks end it; what hangs on by a preposition is another phrase.

use std::ops::Range;

use crate::language::LanguagePack;
use crate::text::{Class, Document, Token, TokenKind};

/// A noun phrase, as indices of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// All its tokens, determiner included.
    pub tokens: Range<usize>,
    /// Its head: the last noun.
    pub head: usize,
    /// True of a pronoun that stands alone.
    pub pronoun: bool,
}

/// All noun phrases of a document, in order; they do not overlap and lie within a sentence.
#[must_use]
pub fn find(document: &Document, pack: &LanguagePack) -> Vec<Phrase> {
    let mut phrases = Vec::new();
    for sentence in &document.sentences {
        let mut start: Option<usize> = None;
        for at in sentence.tokens.clone() {
            let token = &document.tokens[at];
            let open = start.is_some_and(|start| start < at);
            if open && begins(document, start.unwrap_or(at), at) {
                close(document, start.take(), at, &mut phrases);
            }
            if is_part(document, pack, start, at, sentence.tokens.start) {
                start.get_or_insert(at);
                continue;
            }
            close(document, start.take(), at, &mut phrases);
            if token.class.any(Class::PRONOUN) && !token.class.any(Class::AUXILIARY) {
                phrases.push(Phrase { tokens: at..at + 1, head: at, pronoun: true });
            }
        }
        close(document, start, sentence.tokens.end, &mut phrases);
    }
    phrases
}

/// True where a determiner opens a new phrase inside a run ("killed soldiers | the army said").
fn begins(document: &Document, start: usize, at: usize) -> bool {
    let token = &document.tokens[at];
    let before = &document.tokens[at - 1];
    token.class.any(Class::DETERMINER.or(Class::POSSESSIVE))
        && !before.class.any(Class::DETERMINER)
        && before.kind != TokenKind::Possessive
        && (start..at).any(|i| is_noun(&document.tokens[i]))
}

fn is_noun(token: &Token) -> bool {
    token.kind == TokenKind::Word && !token.class.any(Class::DETERMINER.or(Class::POSSESSIVE))
}

/// True where the token at `at` belongs to a noun phrase that may have begun at `start`.
fn is_part(
    document: &Document,
    pack: &LanguagePack,
    start: Option<usize>,
    at: usize,
    sentence_start: usize,
) -> bool {
    let token = &document.tokens[at];
    match token.kind {
        TokenKind::Number => return true,
        TokenKind::Possessive => return start.is_some(),
        TokenKind::Mark => return token.is("%") && start.is_some(),
        TokenKind::Word => {}
    }
    let class = token.class;
    let next = document.tokens.get(at + 1).filter(|next| next.sentence == token.sentence);
    let before = start.and_then(|_| at.checked_sub(1)).map(|i| &document.tokens[i]);
    let after_determiner = before.is_some_and(|before| {
        before.class.any(Class::DETERMINER.or(Class::POSSESSIVE).or(Class::ADJECTIVE))
            || before.kind == TokenKind::Possessive
    });
    if class.any(Class::DETERMINER.or(Class::POSSESSIVE)) {
        // A relative or a subordinator of the same form is no determiner where a verb follows.
        return next.is_some_and(|next| {
            next.is_word()
                && !next
                    .class
                    .any(Class::VERB.or(Class::AUXILIARY).or(Class::MODAL).or(Class::PRONOUN))
        });
    }
    let closed = Class::PREPOSITION
        .or(Class::COORDINATOR)
        .or(Class::SUBORDINATOR)
        .or(Class::RELATIVE)
        .or(Class::AUXILIARY)
        .or(Class::MODAL)
        .or(Class::PRONOUN)
        .or(Class::NEGATION)
        .or(Class::CONDITIONAL);
    if class.any(closed) {
        return false;
    }
    if class.any(Class::ADJECTIVE) {
        return true;
    }
    if class.any(Class::VERB) {
        // "the killing", "an armed attack"; in German a capital makes a noun of a verb.
        let named = !document.caseless && token.capital && at > sentence_start;
        return after_determiner || (pack.language.noun_capitals && named);
    }
    if class.any(Class::ADVERB) {
        return after_determiner && next.is_some_and(|next| next.class.any(Class::ADJECTIVE));
    }
    true
}

fn close(document: &Document, start: Option<usize>, mut end: usize, phrases: &mut Vec<Phrase>) {
    let Some(start) = start else { return };
    while end > start && document.tokens[end - 1].kind == TokenKind::Possessive {
        end -= 1;
    }
    let head = (start..end).rev().find(|&i| is_noun(&document.tokens[i]));
    if let Some(head) = head.or((end > start).then_some(end.wrapping_sub(1))) {
        phrases.push(Phrase { tokens: start..end, head, pronoun: false });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(code: &str, text: &str) -> Vec<String> {
        let pack = LanguagePack::get(code).unwrap();
        let document = Document::new(text.to_owned(), None, pack);
        find(&document, pack)
            .into_iter()
            .map(|phrase| document.words(document.token_span(phrase.tokens)))
            .collect()
    }

    #[test]
    fn noun_phrases_of_english() {
        assert_eq!(
            phrases(
                "en",
                "The IDF closed the main crossing to Gaza and killed 30 armed men, officials said."
            ),
            ["The IDF", "the main crossing", "Gaza", "30 armed men", "officials"]
        );
    }

    #[test]
    fn noun_phrases_of_german() {
        assert_eq!(
            phrases(
                "de",
                "Am Mittwoch töteten bewaffnete Männer nahe der Stadt Gao mindestens elf Soldaten."
            ),
            ["Mittwoch", "bewaffnete Männer", "der Stadt Gao", "elf Soldaten"]
        );
    }
}
