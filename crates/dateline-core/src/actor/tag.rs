//! What each token may be: part of a known name, of a place, a noun that stands for an actor.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

use super::Known;
use super::base::{Base, Hit};
use super::fold::{self, Piece};
use super::lexicon::{Group, Lexicon, Noun};
use crate::place::PlaceMention;
use crate::record::Kind;
use crate::text::{Class, Document, Span, Token, TokenKind};

/// A name of the base in the text.
#[derive(Clone, Debug)]
pub(super) struct NameAt {
    pub tokens: Range<usize>,
    pub actor: usize,
    /// The noun that ends its last token ("Hamas-Terroristen").
    pub compound: Option<Noun>,
    /// Where only a part of a token is the name ("Hamas-Angriff"): that part.
    pub part: Option<Span>,
}

/// A noun in the text.
#[derive(Clone, Debug)]
pub(super) struct NounAt {
    pub tokens: Range<usize>,
    pub noun: Noun,
    /// What the first part of a compound says ("Regierungs|soldaten").
    pub prefix: Option<Box<str>>,
}

/// A document with what its tokens may be.
pub(super) struct Tagged<'a> {
    pub document: &'a Document,
    pub lexicon: &'a Lexicon,
    pub base: &'a Base,
    /// The day of the report.
    pub day: Option<jiff::civil::Date>,
    pub places: &'a [PlaceMention],
    /// By first token.
    pub names: BTreeMap<usize, NameAt>,
    /// By first token.
    pub nouns: BTreeMap<usize, NounAt>,
    /// The place that each token belongs to.
    pub place_of: Vec<Option<usize>>,
    /// How often each country is named.
    pub countries: BTreeMap<&'static str, usize>,
    /// Sentences in which capitals say nothing.
    pub shouting: Vec<bool>,
    /// True of a text typed without capitals.
    pub small: bool,
}

impl<'a> Tagged<'a> {
    pub(super) fn new(
        document: &'a Document,
        lexicon: &'a Lexicon,
        known: Known<'a>,
        places: &'a [PlaceMention],
    ) -> Self {
        let mut tagged = Self {
            document,
            lexicon,
            base: known.base,
            day: known.day,
            places,
            names: BTreeMap::new(),
            nouns: BTreeMap::new(),
            place_of: vec![None; document.tokens.len()],
            countries: BTreeMap::new(),
            shouting: shouting(document, lexicon),
            small: is_small(document),
        };
        for (index, place) in places.iter().enumerate() {
            for token in document.tokens_in(place.span) {
                tagged.place_of[token] = Some(index);
            }
            if let Some(country) = place.country {
                *tagged.countries.entry(country).or_default() += 1;
            }
        }
        let pieces = fold::pieces(document);
        tagged.tag_nouns();
        tagged.tag_names(&pieces);
        tagged
    }

    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.document.tokens.get(at)
    }

    pub(super) fn group(&self, noun: Noun) -> &Group {
        &self.lexicon.groups[noun.group]
    }

    /// True where a capital letter says that a token is a name.
    pub(super) fn cased(&self, at: usize) -> bool {
        !self.document.caseless && !self.small && !self.shouting[self.document.tokens[at].sentence]
    }

    /// The place that a token belongs to.
    pub(super) fn place(&self, at: usize) -> Option<&'a PlaceMention> {
        self.place_of.get(at).copied().flatten().map(|index| &self.places[index])
    }

    /// The token behind the place that a token belongs to.
    pub(super) fn place_end(&self, at: usize) -> usize {
        let place = self.place_of[at];
        (at..)
            .find(|&i| self.place_of.get(i).copied().flatten() != place)
            .unwrap_or(at + 1)
            .max(at + 1)
    }

    /// The country that most of the report is about.
    pub(super) fn main_country(&self) -> Option<&'static str> {
        let all: usize = self.countries.values().sum();
        let (country, count) = self.countries.iter().max_by_key(|(_, count)| **count)?;
        (*count * 2 > all).then_some(*country)
    }

    fn tag_nouns(&mut self) {
        let folded: Vec<Box<str>> =
            self.document.tokens.iter().map(|token| fold::fold(&token.lower)).collect();
        let mut at = 0;
        while at < folded.len() {
            let found = self.noun_at(at, &folded);
            let end = found.as_ref().map_or(at + 1, |noun| noun.tokens.end);
            if let Some(noun) = found {
                self.nouns.insert(at, noun);
            }
            at = end;
        }
    }

    fn noun_at(&self, at: usize, folded: &[Box<str>]) -> Option<NounAt> {
        let token = &self.document.tokens[at];
        if token.kind != TokenKind::Word
            || (self.lexicon.noun_capitals && !token.capital && !self.small)
        {
            return None;
        }
        let same_sentence = |count: usize| {
            self.token(at + count).is_some_and(|last| last.sentence == token.sentence)
        };
        let run = self.lexicon.runs(&folded[at]).iter().find(|(rest, _)| {
            same_sentence(rest.len())
                && rest.iter().zip(&folded[at + 1..]).all(|(word, here)| word == here)
        });
        if let Some((rest, noun)) = run {
            return Some(NounAt { tokens: at..at + rest.len() + 1, noun: *noun, prefix: None });
        }
        if let Some(noun) = self.lexicon.noun(&folded[at]) {
            return Some(NounAt { tokens: at..at + 1, noun, prefix: None });
        }
        let unknown = token.class.is_empty() || self.lexicon.noun_capitals;
        if !self.lexicon.noun_capitals || !unknown {
            return None;
        }
        let (cut, noun) = self.lexicon.compound(&folded[at])?;
        Some(NounAt { tokens: at..at + 1, noun, prefix: Some(folded[at][..cut].into()) })
    }

    fn tag_names(&mut self, pieces: &[Piece]) {
        let mut found: Vec<(Range<usize>, Hit)> = Vec::new();
        let mut at = 0;
        while at < pieces.len() {
            let hit = self.base.name_at(&pieces[at..], self.lexicon);
            match hit.filter(|hit| self.is_name(&pieces[at..at + hit.pieces], hit)) {
                Some(hit) => {
                    let end = at + hit.pieces;
                    found.push((at..end, hit));
                    at = end;
                }
                None => at += 1,
            }
        }
        let sure: BTreeSet<usize> = found
            .iter()
            .filter(|(_, hit)| hit.actors.len() == 1 && !hit.acronym)
            .map(|(_, hit)| hit.actors[0])
            .collect();
        for (range, hit) in found {
            let actor = self.choose(&hit.actors, &sure);
            if let Some(name) = self.name_of(&pieces[range.clone()], actor) {
                self.clear_place(&name.tokens);
                self.names.insert(name.tokens.start, name);
            }
        }
    }

    /// Of "The River Guard" the name is "River Guard" and no place "The River": a place that a longer name
    /// cuts in two is none.
    fn clear_place(&mut self, name: &Range<usize>) {
        let Some(index) = self.place_of[name.start] else { return };
        let place = self.document.tokens_in(self.places[index].span);
        if place.start < name.start && place.end < name.end {
            self.place_of[place].fill(None);
        }
    }

    /// Which of several actors of one name: the one whose full name or whose country the report has.
    fn choose(&self, actors: &[usize], sure: &BTreeSet<usize>) -> usize {
        let score = |actor: usize| {
            let country = self.base.actors()[actor].country.as_deref();
            let named =
                country.and_then(|country| self.countries.get(country)).copied().unwrap_or(0);
            named + if sure.contains(&actor) { 1000 } else { 0 }
        };
        let best = actors.iter().map(|&actor| score(actor)).max().unwrap_or(0);
        actors.iter().copied().find(|&actor| score(actor) == best).unwrap_or(actors[0])
    }

    /// Whether letters and neighbours allow the name.
    fn is_name(&self, pieces: &[Piece], hit: &Hit) -> bool {
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return false };
        let tokens = &self.document.tokens;
        if tokens[first.token].sentence != tokens[last.token].sentence || !first.first {
            return false;
        }
        let span = self.document.token_span(first.token..last.token + 1);
        let words = self.document.slice(span);
        let single = first.token == last.token;
        if !self.cased(first.token) {
            let common = single
                && (!tokens[first.token].class.is_empty() || self.nouns.contains_key(&first.token));
            return !common;
        }
        if hit.acronym && single && last.last {
            return is_acronym(words);
        }
        if !hit.lower && !words.chars().any(char::is_uppercase) {
            return false;
        }
        let person = hit.actors.iter().all(|&actor| self.base.actors()[actor].kind == Kind::Person);
        !(person && hit.pieces == 1 && self.is_inside_a_name(first.token))
    }

    /// True where a surname stands beside another capitalised word: another person of that name.
    fn is_inside_a_name(&self, at: usize) -> bool {
        let unknown = |i: usize| {
            self.token(i).is_some_and(|token| {
                token.sentence == self.document.tokens[at].sentence
                    && token.capital
                    && token.kind == TokenKind::Word
                    && token.class.is_empty()
                    && !self.nouns.contains_key(&i)
                    && self.place(i).is_none()
                    && !(self.lexicon.noun_capitals && !is_given_name(&token.lower))
            })
        };
        let before = at > 0
            && unknown(at - 1)
            && (self.document.tokens[at - 1].sentence == self.document.tokens[at].sentence)
            && (is_given_name(&self.document.tokens[at - 1].lower)
                || self.document.sentences[self.document.tokens[at].sentence].tokens.start
                    < at - 1);
        before || unknown(at + 1)
    }

    fn name_of(&self, pieces: &[Piece], actor: usize) -> Option<NameAt> {
        let (first, last) = (pieces.first()?, pieces.last()?);
        let tokens = first.token..last.token + 1;
        if last.last {
            return Some(NameAt { tokens, actor, compound: None, part: None });
        }
        let token = &self.document.tokens[last.token];
        let words = self.document.slice(token.span);
        let (cut, mark) =
            words.char_indices().rfind(|(_, c)| matches!(c, '-' | '‐' | '‑' | '–'))?;
        let rest = fold::fold(&super::fold::lower(&words[cut + mark.len_utf8()..]));
        let compound =
            self.lexicon.noun(&rest).or_else(|| self.lexicon.compound(&rest).map(|(_, noun)| noun));
        if compound.is_none() && !self.lexicon.noun_capitals {
            return None;
        }
        let start = self.document.tokens[first.token].span.start;
        let part = compound.is_none().then(|| Span::new(start, token.span.start + cut));
        Some(NameAt { tokens, actor, compound, part })
    }

    /// True of a word that may be part of a name nobody has listed.
    pub(super) fn may_be_name(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        if token.kind != TokenKind::Word
            || !(token.capital || self.small)
            || self.nouns.contains_key(&at)
            || self.lexicon.words.never_names.contains(&*token.lower)
        {
            return false;
        }
        let word = self.document.slice(token.span);
        if !self.cased(at) {
            return token.class.is_empty() && token.lower.len() > 2 && !self.is_modifier(at);
        }
        let closed = Class::DETERMINER
            .or(Class::POSSESSIVE)
            .or(Class::PREPOSITION)
            .or(Class::PRONOUN)
            .or(Class::COORDINATOR)
            .or(Class::SUBORDINATOR)
            .or(Class::CONDITIONAL)
            .or(Class::AUXILIARY)
            .or(Class::MODAL)
            .or(Class::OPENER);
        let acronym = is_acronym(word);
        if token.class.any(closed) && !acronym {
            return false;
        }
        let initial = self.document.sentences[token.sentence].tokens.start == at;
        if initial && !token.class.is_empty() && !acronym {
            return false;
        }
        !(self.lexicon.noun_capitals
            && self
                .lexicon
                .words
                .common_endings
                .iter()
                .any(|end| token.lower.ends_with(end.as_str())))
    }

    /// True of an adjective that belongs to the phrase of an actor.
    pub(super) fn is_modifier(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let words = &self.lexicon.words;
        token.kind == TokenKind::Word
            && !self.may_be_verb(at)
            && (!self.lexicon.noun_capitals
                || !token.capital
                || self.document.sentences[token.sentence].tokens.start == at)
            && (words.modifiers.contains(&*token.lower)
                || words.armed.contains(&*token.lower)
                || words.modifier_endings.iter().any(|end| token.lower.ends_with(end.as_str())))
    }

    /// True of a participle that may as well be the verb: "rebels captured soldiers".
    fn may_be_verb(&self, at: usize) -> bool {
        let nominal =
            Class::DETERMINER.or(Class::POSSESSIVE).or(Class::ADJECTIVE).or(Class::PREPOSITION);
        let before = at.checked_sub(1).and_then(|i| self.token(i));
        self.document.tokens[at].class.any(Class::VERB)
            && !before
                .is_some_and(|token| token.class.any(nominal) || token.kind == TokenKind::Number)
    }

    /// True where a word of saying or deciding stands at a token.
    pub(super) fn is_speech(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| self.lexicon.words.speech.contains(&*token.lower))
    }
}

/// Two to six capitals, digits allowed: "ELN", "M23".
pub(super) fn is_acronym(word: &str) -> bool {
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    let others = word.chars().filter(|c| c.is_lowercase()).count();
    (2..=7).contains(&word.chars().count()) && upper >= 2 && others <= 1
        || (upper == 1
            && word.chars().skip(1).all(|c| c.is_ascii_digit() || c == '-')
            && word.chars().any(|c| c.is_ascii_digit()))
}

/// True of a given name in any of the languages listed.
pub(crate) fn is_given_name(lower: &str) -> bool {
    static NAMES: OnceLock<BTreeSet<Box<str>>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let groups: BTreeMap<String, String> =
            toml::from_str(dateline_data::GIVEN_NAMES).unwrap_or_default();
        groups.values().flat_map(|names| names.split_whitespace()).map(fold::fold).collect()
    });
    names.contains(&fold::fold(lower))
}

/// Sentences in which nearly every word has a capital: headlines in title case.
fn shouting(document: &Document, lexicon: &Lexicon) -> Vec<bool> {
    document
        .sentences
        .iter()
        .map(|sentence| {
            let words = || {
                document.tokens[sentence.tokens.clone()].iter().filter(|token| {
                    token.kind == TokenKind::Word && token.lower.chars().count() > 3
                })
            };
            let all = words().count();
            let capital = words().filter(|token| token.capital).count();
            let stops = document.tokens[sentence.tokens.clone()]
                .last()
                .is_some_and(|token| token.is_mark("."));
            !lexicon.noun_capitals && !stops && all >= 4 && capital * 10 > all * 8
        })
        .collect()
}

/// True where hardly any word begins with a capital: messages typed in a hurry.
fn is_small(document: &Document) -> bool {
    let words = || document.tokens.iter().filter(|token| token.kind == TokenKind::Word);
    let capital = words().filter(|token| token.capital).count();
    capital * 25 < words().count()
}
