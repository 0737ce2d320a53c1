//! What a report says beside its events, so that no sentence of it is lost.
//!
//! A reader who checks a record against its page wants to find every sentence again. Those that an
//! event has as evidence, or a claim as content, are found there. The rest is listed here, each
//! sentence with what it does instead of telling of an event: it asks, imagines, foretells,
//! generalises, quotes, reports speech, or narrates. Who says it is kept as a claim, though there is no event to hang it on.

use std::collections::HashMap;

use serde::Deserialize;

use crate::attribution::{self, Attribution};
use crate::event::Mentions;
use crate::record::{Background, BackgroundKind, CodePoints, Event, Part};
use crate::text::{Class, Document, Sentence, Span, Token};

/// `background.toml` as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Source {
    condition: Vec<String>,
    forecast: Vec<String>,
    habit: Vec<String>,
}

/// `background.toml`: words of conditions, forecasts and habits, by their first word.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    entries: HashMap<Box<str>, Vec<(Vec<Box<str>>, BackgroundKind)>>,
}

impl Lexicon {
    /// Reads `background.toml`.
    ///
    /// # Errors
    ///
    /// Where the text is not TOML of the right shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let source: Source = toml::from_str(text)?;
        let mut lexicon = Self::default();
        for (phrases, kind) in [
            (source.condition, BackgroundKind::Condition),
            (source.forecast, BackgroundKind::Forecast),
            (source.habit, BackgroundKind::Habit),
        ] {
            for phrase in phrases {
                let mut words = phrase.split_whitespace().map(crate::text::lower);
                if let Some(first) = words.next() {
                    lexicon.entries.entry(first).or_default().push((words.collect(), kind));
                }
            }
        }
        Ok(lexicon)
    }

    /// The kinds that the words at the head of `tokens` speak for.
    fn at<'a>(&'a self, tokens: &'a [Token]) -> impl Iterator<Item = BackgroundKind> + 'a {
        let entries = tokens.first().and_then(|token| self.entries.get(&*token.lower));
        entries.into_iter().flatten().filter_map(|(rest, kind)| {
            let behind = tokens.get(1..=rest.len())?;
            rest.iter().zip(behind).all(|(word, token)| token.lower == *word).then_some(*kind)
        })
    }
}

/// The sentences that no event has as evidence and no claim as content, in order; and those that ask,
/// imagine, foretell or generalise inside a claim, which would not be seen there.
#[must_use]
pub fn find(mentions: &Mentions<'_>, events: &[Event]) -> Vec<Background> {
    let document = mentions.document;
    let spans: Vec<CodePoints> =
        document.sentences.iter().map(|sentence| document.code_points(sentence.span)).collect();
    let evidence = events.iter().flat_map(|event| &event.evidence).map(|evidence| evidence.span);
    let told = touched(&spans, evidence);
    let claims = events.iter().flat_map(|event| &event.claims);
    let claimed = touched(
        &spans,
        claims.filter_map(|claim| claim.content.as_ref()).map(|content| content.span),
    );
    let said = by_sentence(document, mentions.attributions);
    let utterances = attribution::utterances(document);
    let mut background = Vec::new();
    for (index, sentence) in
        document.sentences.iter().enumerate().filter(|&(index, _)| !told[index])
    {
        let quoted = is_inside(document, sentence, &utterances);
        let kind = kind(mentions, sentence, quoted, !said[index].is_empty());
        if claimed[index] && kind >= BackgroundKind::Quotation {
            continue;
        }
        let claims = said[index]
            .iter()
            .map(|&at| attribution::claim(document, mentions.actors, &mentions.attributions[at]));
        background.push(Background {
            text: document.slice(sentence.span).to_owned(),
            span: spans[index],
            kind,
            claims: claims.collect(),
            part: (sentence.part == Part::Headline).then_some(Part::Headline),
        });
    }
    background
}

/// Which sentences one of the `spans` touches.
fn touched(sentences: &[CodePoints], spans: impl Iterator<Item = CodePoints>) -> Vec<bool> {
    let mut touched = vec![false; sentences.len()];
    for [start, end] in spans {
        let first = sentences.partition_point(|sentence| sentence[1] <= start);
        let last = sentences.partition_point(|sentence| sentence[0] < end);
        if first < last {
            touched[first..last].fill(true);
        }
    }
    touched
}

/// The attributions whose content touches each sentence.
fn by_sentence(document: &Document, attributions: &[Attribution]) -> Vec<Vec<usize>> {
    let mut said: Vec<Vec<usize>> = vec![Vec::new(); document.sentences.len()];
    for (index, attribution) in attributions.iter().enumerate() {
        for piece in attribution.content.iter().filter(|piece| !piece.is_empty()) {
            for at in document.sentence_at(piece.start)..=document.sentence_at(piece.end - 1) {
                if said[at].last() != Some(&index) {
                    said[at].push(index);
                }
            }
        }
    }
    said
}

/// True where a sentence stands in a quotation, marks and white space aside.
fn is_inside(document: &Document, sentence: &Sentence, utterances: &[Span]) -> bool {
    let words = document.tokens[sentence.tokens.clone()].iter().filter(|token| token.is_word());
    let mut ends = words.map(|token| token.span);
    let Some(first) = ends.next() else { return false };
    let span = first.join(ends.next_back().unwrap_or(first));
    let at = utterances.partition_point(|utterance| utterance.end <= span.start);
    utterances.get(at).is_some_and(|utterance| utterance.contains(span))
}

/// What a sentence does; of several kinds the first in the record's order stands.
fn kind(mentions: &Mentions<'_>, sentence: &Sentence, quoted: bool, said: bool) -> BackgroundKind {
    let document = mentions.document;
    let tokens = &document.tokens[sentence.tokens.clone()];
    let asks =
        tokens.iter().rev().take_while(|token| !token.is_word()).any(|token| token.is_mark("?؟"));
    let mut kinds: Vec<BackgroundKind> = vec![BackgroundKind::Context];
    kinds.extend(asks.then_some(BackgroundKind::Question));
    kinds.extend(quoted.then_some(BackgroundKind::Quotation));
    kinds.extend(said.then_some(BackgroundKind::Statement));
    for at in 0..tokens.len() {
        let fits = |kind: &BackgroundKind| match kind {
            BackgroundKind::Condition => opens_clause(tokens, at),
            _ => document.caseless || !tokens[at].capital || at == first_word(tokens),
        };
        kinds.extend(mentions.pack.background.at(&tokens[at..]).filter(fits));
    }
    kinds.into_iter().min().unwrap_or(BackgroundKind::Context)
}

/// The index of a sentence's first word.
fn first_word(tokens: &[Token]) -> usize {
    tokens.iter().position(Token::is_word).unwrap_or(0)
}

/// True where a word opens a sentence or a clause: "…, if", "but if", "only if".
fn opens_clause(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|before| {
        !tokens[before].is_word() || tokens[before].class.any(Class::COORDINATOR.or(Class::ADVERB))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Input, Record};

    fn record(code: &str, text: &str) -> Record {
        let input = Input {
            name: "note".into(),
            language: Some(code.into()),
            text: text.into(),
            ..Input::default()
        };
        crate::read(input).record
    }

    /// The last sentence of `text` is background of this kind.
    fn check(code: &str, text: &str, expected: &str) {
        let background = record(code, text).report.background;
        let kind = background.last().map(|last| serde_json::to_value(last.kind).unwrap());
        assert_eq!(
            kind.as_ref().and_then(|kind| kind.as_str()),
            Some(expected),
            "{text}: {background:?}"
        );
    }

    #[test]
    fn english_kinds() {
        check("en", "Will the talks ever end?", "question");
        check("en", "“Will the talks ever end?”", "question");
        check("en", "If the rain stops, the road will be open again.", "condition");
        check("en", "Imagine a school full of children here.", "condition");
        check("en", "The road stays open only if the mayor agrees.", "condition");
        check("en", "“We are tired of it all.”", "quotation");
        check("en", "The mayor said the road was in good shape.", "statement");
        check("en", "The road may be open again by the evening.", "forecast");
        check("en", "Its roads are likely to stay empty.", "forecast");
        check("en", "In the past various firms have used the road.", "habit");
        check("en", "The market usually opens at nine.", "habit");
        check("en", "The market opened in May.", "context");
        check("en", "They wondered if it was the right road.", "statement");
        check("en", "The town lies on a hill.", "context");
    }

    #[test]
    fn german_kinds() {
        check("de", "Wird es je ein Ende geben?", "question");
        check("de", "Wenn der Regen aufhört, ist die Straße wieder offen.", "condition");
        check("de", "Die Straße bleibt offen, falls der Bürgermeister zustimmt.", "condition");
        check("de", "Stellen Sie sich vor, hier wäre eine Schule voller Kinder.", "condition");
        check("de", "„Wir haben das alles satt.“", "quotation");
        check("de", "Der Bürgermeister sagte, die Straße sei in gutem Zustand.", "statement");
        check("de", "Die Straße könnte am Abend wieder offen sein.", "forecast");
        check("de", "Der Regen dürfte bis zum Abend dauern.", "forecast");
        check("de", "In der Vergangenheit haben verschiedene Firmen die Straße genutzt.", "habit");
        check("de", "Der Markt öffnet üblicherweise um neun.", "habit");
        check("de", "Die Stadt liegt auf einem Hügel.", "context");
        check("de", "Der Markt war im Mai offen.", "context");
    }

    #[test]
    fn who_says_it_is_kept_without_an_event() {
        let background =
            record("en", "The mayor said the road was in good shape.").report.background;
        let claim = &background[0].claims[0];
        assert_eq!(claim.source.as_ref().unwrap().text, "The mayor");
        assert_eq!(claim.cue.as_ref().unwrap().text, "said");
        assert_eq!(claim.content.as_ref().unwrap().text, "the road was in good shape");
    }

    #[test]
    fn what_an_event_tells_is_not_background() {
        let record =
            record("en", "Rebels shelled the town of Gao on Monday. The town lies on a hill.");
        let words: Vec<_> = record.report.background.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(words, ["The town lies on a hill."]);
    }

    /// Every word of a record's text stands in evidence, in a claim or in background, and what
    /// stands there is what the span says.
    fn no_sentence_is_lost(code: &str, text: &str) {
        let record = record(code, text);
        let chars: Vec<char> = record.report.text.chars().collect();
        let pack = crate::language::LanguagePack::get(code).unwrap();
        let document = Document::new(record.report.text.clone(), None, pack);
        let mut seen = vec![false; chars.len()];
        for one in &record.report.background {
            let [start, end] = one.span;
            assert_eq!(chars[start..end].iter().collect::<String>(), one.text);
            assert!(!seen[start], "in background twice: {}", one.text);
            seen[start..end].fill(true);
        }
        for event in &record.events {
            let evidence = event.evidence.iter().map(|evidence| evidence.span);
            let contents = event
                .claims
                .iter()
                .filter_map(|claim| claim.content.as_ref())
                .map(|content| content.span);
            for [start, end] in evidence.chain(contents) {
                seen[start..end].fill(true);
            }
        }
        for sentence in &document.sentences {
            let [start, end] = document.code_points(sentence.span);
            assert!(seen[start..end].contains(&true), "lost: {}", document.slice(sentence.span));
        }
    }

    proptest! {
        #[test]
        fn no_sentence_of_any_text_is_lost(text in "\\PC{0,200}") {
            no_sentence_is_lost("en", &text);
        }

        #[test]
        fn no_sentence_of_a_report_is_lost(picked in prop::collection::vec(0..SENTENCES.len(), 0..12)) {
            let text: Vec<&str> = picked.iter().map(|&at| SENTENCES[at]).collect();
            no_sentence_is_lost("en", &text.join(" "));
        }
    }

    const SENTENCES: &[&str] = &[
        "Rebels shelled the town of Gao on Monday, killing two soldiers.",
        "The army said the town was quiet.",
        "“We fired no shot.",
        "We never will,” the group said.",
        "Will it last?",
        "If it does, the market may open.",
        "In the past many groups have claimed such attacks.",
        "Nobody was hurt in the attack, the mayor said.\n\n",
        "The group denied it.",
        "• It rained",
    ];
}
