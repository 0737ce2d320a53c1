//! The mentions of a document laid out by token, so that what stands at a word is found at once.

use std::collections::BTreeMap;

use super::Mentions;
use super::frame::Sort;
use super::trigger::{self, Match};
use crate::record::Kind;
use crate::text::{Class, Span, TokenKind};

/// How many attributions may stand one inside the other.
const DEPTH: usize = 6;

/// What stands at each token.
pub struct Scene<'a> {
    /// The mentions themselves.
    pub mentions: &'a Mentions<'a>,
    /// The acts named, in order.
    pub triggers: Vec<Match>,
    /// Index of the noun phrase at a token.
    pub phrase: Vec<Option<usize>>,
    /// Index of the actor at a token.
    pub actor: Vec<Option<usize>>,
    /// Index of the place at a token, adjectives of nationality left out.
    pub place: Vec<Option<usize>>,
    /// Index of the time expression at a token.
    pub time: Vec<Option<usize>>,
    /// Index of the weapon entry at a token.
    pub weapon: Vec<Option<usize>>,
    /// Index of the trigger at a token.
    pub trigger: Vec<Option<usize>>,
    /// True of the tokens of a dateline: "GAO, Mali, 3 March (…) —".
    pub dateline: Vec<bool>,
    /// True of the tokens of an attribution's cue.
    pub cue: Vec<bool>,
    /// True of the tokens of an attribution's source.
    pub source: Vec<bool>,
    /// True of the tokens of a number that counts something.
    pub number: Vec<bool>,
    /// The attributions in whose content a token stands.
    pub contents: Vec<Vec<usize>>,
    /// Who speaks in each attribution: "It said" goes on with the source before it.
    pub speaker: Vec<Option<usize>>,
    /// The first actor of each id.
    pub actor_of_id: BTreeMap<&'a str, usize>,
}

impl<'a> Scene<'a> {
    /// Lays out the mentions.
    pub fn new(mentions: &'a Mentions<'a>) -> Self {
        let document = mentions.document;
        let size = document.tokens.len();
        let mut scene = Self {
            mentions,
            triggers: trigger::find(document, mentions.pack),
            phrase: vec![None; size],
            actor: vec![None; size],
            place: vec![None; size],
            time: vec![None; size],
            weapon: vec![None; size],
            trigger: vec![None; size],
            dateline: vec![false; size],
            cue: vec![false; size],
            source: vec![false; size],
            number: vec![false; size],
            contents: vec![Vec::new(); size],
            speaker: speakers(mentions),
            actor_of_id: BTreeMap::new(),
        };
        for (index, phrase) in mentions.phrases.iter().enumerate() {
            scene.phrase[phrase.tokens.clone()].fill(Some(index));
        }
        for (index, actor) in mentions.actors.iter().enumerate() {
            for token in document.tokens_in(actor.span) {
                // A named actor stands above a country that is part of its name.
                scene.actor[token].get_or_insert(index);
            }
        }
        for (index, place) in mentions.places.iter().enumerate() {
            if !place.adjectival {
                scene.place[document.tokens_in(place.span)].fill(Some(index));
            }
        }
        for (index, time) in mentions.times.iter().enumerate() {
            scene.time[document.tokens_in(time.span)].fill(Some(index));
        }
        scene.find_datelines();
        scene.find_weapons();
        for (index, found) in scene.triggers.iter().enumerate() {
            scene.trigger[found.head] = Some(index);
        }
        for count in mentions.counts {
            scene.number[document.tokens_in(count.number)].fill(true);
        }
        for (index, actor) in mentions.actors.iter().enumerate() {
            if let Some(id) = &actor.id {
                scene.actor_of_id.entry(id).or_insert(index);
            }
        }
        for (index, attribution) in mentions.attributions.iter().enumerate() {
            for token in attribution.content.iter().flat_map(|span| document.tokens_in(*span)) {
                let known = &mut scene.contents[token];
                if known.len() < DEPTH && known.last() != Some(&index) {
                    known.push(index);
                }
            }
            if let Some(cue) = attribution.cue {
                scene.cue[document.tokens_in(cue)].fill(true);
            }
            if let Some(source) = &attribution.source {
                scene.source[document.tokens_in(source.span)].fill(true);
            }
        }
        scene
    }

    /// A dateline says where and when the report was written, not where and when anything happened.
    fn find_datelines(&mut self) {
        /// A dateline is at most so many tokens long.
        const LENGTH: usize = 26;
        let document = self.mentions.document;
        for place in self.mentions.places.iter().filter(|place| place.dateline) {
            let sentence = &document.sentences[document.sentence_at(place.span.start)].tokens;
            let end = sentence.end.min(sentence.start + LENGTH);
            let dash = (sentence.start..end).find(|&i| document.tokens[i].is_mark("—–-"));
            let end = dash.unwrap_or_else(|| document.tokens_in(place.span).end);
            self.dateline[sentence.start..end].fill(true);
        }
    }

    fn find_weapons(&mut self) {
        let tokens = &self.mentions.document.tokens;
        let lexicon = &self.mentions.pack.event;
        let mut at = 0;
        while at < tokens.len() {
            let found = lexicon.weapon_words.get(&tokens[at].lower).and_then(|entries| {
                entries.iter().find(|(rest, _)| {
                    rest.iter().enumerate().all(|(i, word)| {
                        tokens.get(at + 1 + i).is_some_and(|token| token.lower == *word)
                    })
                })
            });
            let compound = || {
                // "Panzerabwehrrakete", "Kassam-Raketen": the last part names the weapon.
                let token = &tokens[at];
                let capital = token.capital || self.mentions.document.caseless;
                if !self.mentions.pack.language.noun_capitals || !capital || token.lower.len() < 8 {
                    return None;
                }
                token
                    .lower
                    .char_indices()
                    .skip(3)
                    .map(|(i, _)| i)
                    .take_while(|i| token.lower.len() - i >= 5)
                    .find_map(|i| lexicon.weapon_words.get(&token.lower[i..]))
                    .and_then(|entries| entries.iter().find(|(rest, _)| rest.is_empty()))
            };
            match found.or_else(compound) {
                Some((rest, weapon)) => {
                    self.weapon[at..=at + rest.len()].fill(Some(*weapon));
                    at += rest.len() + 1;
                }
                None => at += 1,
            }
        }
    }

    /// What a noun phrase names; none of a time, a pronoun that stands for nobody known, or an act.
    pub fn sort(&self, phrase: usize) -> Option<Sort> {
        let phrase = &self.mentions.phrases[phrase];
        let head = phrase.head;
        // "17 wounded": the word that says what happened is nobody's name.
        let act = self.trigger[head].is_some();
        if let Some(actor) = self.actor[head].filter(|&a| !act || self.mentions.actors[a].named) {
            return Some(match self.mentions.actors[actor].kind {
                Kind::Person | Kind::Civilians => Sort::Person,
                _ => Sort::Body,
            });
        }
        if self.weapon[head].is_some() {
            return Some(Sort::Weapon);
        }
        if phrase.pronoun || self.time[head].is_some() || self.trigger[head].is_some() {
            return None;
        }
        if self.place[head].is_some() {
            return Some(Sort::Place);
        }
        let token = &self.mentions.document.tokens[head];
        let thing = token.kind == TokenKind::Word
            && token.class.is_empty()
            && token.lower.len() > 2
            && !self.mentions.pack.event.nouns.general.contains(&*token.lower)
            && !self.number[head];
        thing.then_some(Sort::Thing)
    }

    /// The words of a noun phrase without its determiner, possessive and number.
    pub fn bare(&self, phrase: usize) -> Span {
        let phrase = &self.mentions.phrases[phrase];
        let tokens = &self.mentions.document.tokens;
        let mut start = phrase.tokens.start;
        while start < phrase.head {
            let token = &tokens[start];
            let skipped =
                token.class.any(Class::DETERMINER.or(Class::POSSESSIVE).or(Class::ADVERB))
                    || (token.kind == TokenKind::Number
                        && token.lower.bytes().all(|b| !b.is_ascii_alphabetic()));
            if !skipped {
                break;
            }
            start += 1;
        }
        self.mentions.document.token_span(start..phrase.head + 1)
    }

    /// Of "dozens of rockets" or "Tausende von Raketen", the phrase of what is counted.
    pub fn partitive(&self, phrase: usize) -> Option<usize> {
        let tokens = &self.mentions.document.tokens;
        let head = self.mentions.phrases[phrase].head;
        let end = self.mentions.phrases[phrase].tokens.end;
        let number = self.number[head];
        let general = self.mentions.pack.event.nouns.general.contains(&*tokens[head].lower);
        let link = tokens.get(end)?;
        let of = self.mentions.pack.event.relations.object.contains(&*link.lower);
        if !(number || general) || !of || self.actor[head].is_some() {
            return None;
        }
        self.phrase.get(end + 1).copied().flatten().filter(|&next| self.governed(next) == Some(end))
    }

    /// True where the phrase hangs on a preposition; with the index of that word.
    pub fn governed(&self, phrase: usize) -> Option<usize> {
        let tokens = &self.mentions.document.tokens;
        let start = self.mentions.phrases[phrase].tokens.start;
        let mut before = start.checked_sub(1)?;
        // "at least nine people", "nahe mindestens drei Orten": what qualifies a number.
        while before > 0
            && tokens[before].sentence == tokens[start].sentence
            && tokens[before].class.any(Class::ADVERB)
            && !tokens[before].class.any(Class::PREPOSITION)
        {
            before -= 1;
        }
        let token = &tokens[before];
        (token.sentence == tokens[start].sentence && token.class.any(Class::PREPOSITION))
            .then_some(before)
    }
}

/// Who speaks in each attribution. A pronoun that no room led back to anybody means the source
/// named last, where that stands in the sentence before or in the same.
fn speakers(mentions: &Mentions<'_>) -> Vec<Option<usize>> {
    let document = mentions.document;
    let mut all: Vec<Option<usize>> = Vec::with_capacity(mentions.attributions.len());
    let mut last: Option<(usize, usize)> = None;
    for attribution in mentions.attributions {
        let Some(source) = &attribution.source else {
            all.push(None);
            continue;
        };
        let sentence = document.sentence_at(source.span.start);
        let tokens = document.tokens_in(source.span);
        let pronoun = tokens.len() == 1 && document.tokens[tokens.start].class.any(Class::PRONOUN);
        let named = source.actor.filter(|&actor| {
            // The pronoun itself may be a mention that stands for nobody.
            !pronoun || mentions.actors[actor].refers_to.is_some()
        });
        let before = last.filter(|&(at, _)| pronoun && sentence - at.min(sentence) <= 1);
        let speaker = named.or(before.map(|(_, actor)| actor));
        if let Some(actor) = speaker {
            last = Some((sentence, actor));
        }
        all.push(speaker);
    }
    all
}
