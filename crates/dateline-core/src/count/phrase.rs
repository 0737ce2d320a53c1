//! Count phrases: a number with what qualifies it before and behind, and the noun it counts.

use std::ops::Range;

use super::lexicon::{Hits, Lexicon, Meaning, Role};
use super::number::{self, Quantity};
use crate::record::CountOf;
use crate::text::{Class, Document, Token, TokenKind};

/// A number, its qualifiers and its noun, before anything is known of what it counts.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// All of it.
    pub(super) tokens: Range<usize>,
    /// The number alone.
    pub(super) number: Range<usize>,
    /// The noun with its adjectives.
    pub(super) noun: Option<Range<usize>>,
    pub(super) quantity: Quantity,
    /// What the noun itself, or a participle before it, says is counted.
    pub(super) own: Option<(CountOf, Range<usize>, Role)>,
    /// True of "a soldier", "one soldier": a count only where a cue stands with it.
    pub(super) single: bool,
    /// True of "no soldier", "nobody".
    pub(super) zero: bool,
    /// True of "the soldier", "her husband": one who is known.
    pub(super) definite: bool,
    /// Of a whole phrase for none: whether it says only that none is reported.
    pub(super) none: Option<bool>,
    /// What kind of noun.
    pub(super) kind: NounKind,
    /// "two of the nine captives": a part of a whole that is a count itself.
    pub(super) part: bool,
    /// "the nine captives" there.
    pub(super) whole: bool,
}

/// What kind of noun is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NounKind {
    /// No noun stands beside the number.
    Absent,
    /// "people", "soldiers".
    People,
    /// "villages", "attacks".
    Thing,
    /// Not in the lists.
    Unknown,
}

/// All count phrases of a document, in order.
pub(super) fn find(document: &Document, lexicon: &Lexicon, hits: &Hits) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut at = 0;
    while at < document.tokens.len() {
        let found = phrase_at(document, lexicon, hits, at);
        at = match found {
            Some(mut phrase) => {
                let next = phrase.tokens.end.max(at + 1);
                phrase.whole =
                    phrases.last().is_some_and(|part| part.part && part.noun == phrase.noun);
                phrases.push(phrase);
                next
            }
            None => at + 1,
        };
    }
    phrases
}

/// The phrase whose number starts at a token.
fn phrase_at(document: &Document, lexicon: &Lexicon, hits: &Hits, at: usize) -> Option<Phrase> {
    if let Some((tokens, reported)) = none_at(document, hits, at) {
        return Some(Phrase::none(tokens, reported));
    }
    let (number, quantity, single, zero) = quantity_at(document, lexicon, hits, at)?;
    let mut phrase = Phrase {
        tokens: number.clone(),
        number,
        noun: None,
        quantity,
        own: None,
        single,
        zero,
        definite: hits.is(at, Meaning::Definite),
        none: None,
        kind: NounKind::Absent,
        part: false,
        whole: false,
    };
    extend_range(document, lexicon, hits, &mut phrase);
    qualify_before(document, hits, &mut phrase);
    qualify_behind(hits, &mut phrase);
    find_noun(document, lexicon, hits, &mut phrase);
    if phrase.noun.is_some() {
        qualify_behind(hits, &mut phrase);
    }
    let last = phrase.noun.as_ref().map(|noun| noun.end - 1);
    if phrase.single && last.is_some_and(|last| hits.is(last, Meaning::Pair)) {
        (phrase.quantity, phrase.single) = (Quantity::exact(2), false);
    }
    let excluded = is_excluded(document, hits, &phrase);
    (!excluded).then_some(phrase)
}

impl Phrase {
    /// A whole phrase for none: "пострадавших нет".
    const fn none(tokens: Range<usize>, reported: bool) -> Self {
        Self {
            number: Range { start: tokens.start, end: tokens.end },
            tokens,
            noun: None,
            quantity: Quantity::exact(0),
            own: None,
            single: false,
            zero: true,
            definite: false,
            none: Some(reported),
            kind: NounKind::Absent,
            part: false,
            whole: false,
        }
    }
}

/// Words that may stand between the nouns of a phrase for none and what closes it: "пока".
const BEFORE_CLOSE: usize = 3;

/// A whole phrase for none at a token, and whether it says only that none is reported: one of the
/// list, or an opening, nouns for people harmed, and a close.
fn none_at(document: &Document, hits: &Hits, at: usize) -> Option<(Range<usize>, bool)> {
    let whole = hits.longest(at, |m| matches!(m, Meaning::None(_)));
    let is_noun =
        |at: usize| hits.longest(at, |m| matches!(m, Meaning::Cue(_, Role::Noun | Role::ZeroNoun)));
    let opened = hits.longest(at, |m| m == Meaning::NoneOpen).and_then(|open| {
        let sentence = document.sentences[document.tokens[at].sentence].tokens.end;
        let mut end = is_noun(open.end)?.end;
        // "погибших и раненых"
        while end < sentence && document.tokens[end].class.any(Class::COORDINATOR) {
            let Some(noun) = is_noun(end + 1) else { break };
            end = noun.end;
        }
        let last = (end + BEFORE_CLOSE).min(sentence);
        (end..=last).find_map(|at| hits.longest(at, |m| m == Meaning::NoneClose))
    });
    match (whole, opened) {
        (_, Some(close)) => Some((at..close.end, true)),
        (Some(hit), None) => Some((at..hit.end, hit.meaning == Meaning::None(true))),
        (None, None) => None,
    }
}

/// The number at a token, whether it is a bare "one", and whether it is none.
fn quantity_at(
    document: &Document,
    lexicon: &Lexicon,
    hits: &Hits,
    at: usize,
) -> Option<(Range<usize>, Quantity, bool, bool)> {
    let zero = hits.longest(at, |m| matches!(m, Meaning::ZeroDeterminer | Meaning::ZeroPronoun));
    if let Some(hit) = zero {
        return Some((at..hit.end, Quantity::exact(0), false, true));
    }
    if let Some((number, quantity)) = number::at(document, lexicon, hits, at) {
        if hits.is(number.end, Meaning::Age) {
            // "65 year old man": the number is an age.
            return Some((at..at, Quantity::exact(1), true, false));
        }
        let single = quantity == Quantity::exact(1);
        return Some((number, quantity, single, false));
    }
    let further = hits.is(at + 1, Meaning::Through);
    if further && number::at(document, lexicon, hits, at + 2).is_some() {
        // "A further nine": the number follows.
        return None;
    }
    let token = &document.tokens[at];
    let aged = token.kind == TokenKind::Number
        && lexicon.aged_one.iter().any(|age| token.lower.ends_with(&**age));
    let articled = !lexicon.article.is_empty()
        && token.lower.starts_with(&*lexicon.article)
        && hits.is(at, Meaning::OnePerson);
    if hits.is(at, Meaning::One) || aged || articled {
        return Some((at..at, Quantity::exact(1), true, false));
    }
    let known = hits.is(at, Meaning::Definite) && is_person(document, lexicon, hits, at + 1);
    (known || hits.is(at, Meaning::Article)).then(|| (at..at + 1, Quantity::exact(1), true, false))
}

/// Words that may stand between "the" and the noun for a person.
const ADJECTIVES: usize = 3;

/// True where a noun for one person starts at a token, with adjectives or an age before it.
fn is_person(document: &Document, lexicon: &Lexicon, hits: &Hits, at: usize) -> bool {
    let sentence = document.tokens[at - 1].sentence;
    let ages = |token: &Token| {
        token.kind == TokenKind::Number
            && lexicon.aged.iter().any(|age| token.lower.contains(&**age))
    };
    for at in at..=at + ADJECTIVES {
        let Some(token) = document.tokens.get(at).filter(|t| t.sentence == sentence) else {
            return false;
        };
        if hits.is(at, Meaning::OnePerson) {
            return true;
        }
        let modifies = continues(token)
            && hits.longest(at, is_verbal).is_none()
            && known_noun(hits, at).is_none();
        if !modifies && !ages(token) {
            return false;
        }
    }
    false
}

/// "60 to 80", "between 60 and 80", "60-80".
fn extend_range(document: &Document, lexicon: &Lexicon, hits: &Hits, phrase: &mut Phrase) {
    if phrase.single || phrase.zero {
        return;
    }
    let Some(join) = hits.longest(phrase.number.end, |m| m == Meaning::RangeJoin) else { return };
    let opened = phrase.number.start.checked_sub(1).is_some_and(|i| hits.is(i, Meaning::RangeOpen));
    let and = document.tokens[join.start].class.any(Class::COORDINATOR);
    if and && !opened && hits.is(join.start, Meaning::NumberJoin) {
        return;
    }
    let Some((second, high)) = number::at(document, lexicon, hits, join.end) else { return };
    if document.tokens[second.start].sentence != document.tokens[phrase.number.start].sentence {
        return;
    }
    let start = phrase.number.start;
    let change = (start.saturating_sub(6)..start).any(|i| hits.is(i, Meaning::Corrected));
    if change && hits.ending(start, |m| m == Meaning::Revised).is_some() {
        // "Raised from 20 to 24": only the new figure holds.
        (phrase.tokens, phrase.number, phrase.quantity) = (second.clone(), second, high);
        return;
    }
    // "20 to 50 thousand": the multiplier is of both.
    let scale = |tokens: &Range<usize>| {
        lexicon.multipliers.get(&document.tokens[tokens.end - 1].lower).copied()
    };
    if scale(&phrase.number).is_none()
        && let Some(multiplier) = scale(&second).filter(|&multiplier| multiplier >= 1000)
        && let (Some(first), Some(last)) = (phrase.quantity.best, high.best)
        && first < 1000
        && first.saturating_mul(multiplier) < last
    {
        phrase.quantity = Quantity::exact(first.saturating_mul(multiplier));
    }
    if let Some(range) = phrase.quantity.up_to(high) {
        phrase.quantity = range;
        phrase.number.end = second.end;
        phrase.tokens = phrase.number.start - usize::from(opened)..second.end;
    }
}

/// "at least", "some", before the number, with words that may stand between.
fn qualify_before(document: &Document, hits: &Hits, phrase: &mut Phrase) {
    let sentence = document.tokens[phrase.number.start].sentence;
    let mut start = phrase.tokens.start;
    for _ in 0..3 {
        let passes = |m: Meaning| matches!(m, Meaning::Before(_) | Meaning::Through);
        let Some(hit) = hits
            .ending(start, passes)
            .filter(|hit| document.tokens[hit.start].sentence == sentence)
        else {
            break;
        };
        start = hit.start;
        // The "over" of "handed over" is no qualifier.
        let verb = hits.ending(hit.end, is_verbal).is_some();
        let best = hits.ending(hit.end, |m| matches!(m, Meaning::Before(_))).filter(|_| !verb);
        if let Some((hit, Meaning::Before(bound))) = best.map(|hit| (hit, hit.meaning)) {
            phrase.quantity = phrase.quantity.bounded(bound);
            phrase.tokens.start = hit.start;
            phrase.single = false;
            break;
        }
    }
}

/// "or more", "or so", behind the number.
fn qualify_behind(hits: &Hits, phrase: &mut Phrase) {
    let Some(hit) = hits.longest(phrase.tokens.end, |m| matches!(m, Meaning::After(_))) else {
        return;
    };
    if let Meaning::After(bound) = hit.meaning {
        phrase.quantity = phrase.quantity.bounded(bound);
        phrase.tokens.end = hit.end;
        phrase.single = false;
    }
}

/// Words that end a noun phrase.
const STOPS: Class = Class::PREPOSITION
    .or(Class::COORDINATOR)
    .or(Class::SUBORDINATOR)
    .or(Class::RELATIVE)
    .or(Class::PRONOUN)
    .or(Class::AUXILIARY)
    .or(Class::MODAL)
    .or(Class::NEGATION)
    .or(Class::INFINITIVE_MARKER)
    .or(Class::CONDITIONAL)
    .or(Class::DETERMINER)
    .or(Class::POSSESSIVE)
    .or(Class::VERB);

/// The longest run of words that is taken for one noun phrase.
const LONGEST_NOUN: usize = 6;

/// Finds the noun behind the number, and what it says is counted.
fn find_noun(document: &Document, lexicon: &Lexicon, hits: &Hits, phrase: &mut Phrase) {
    let tokens = &document.tokens;
    let sentence = tokens[phrase.number.start].sentence;
    let mut at = phrase.tokens.end;
    let mut definite = false;
    if let Some(of) = hits.longest(at, |m| m == Meaning::Partitive) {
        if !opens_partitive(document, lexicon, hits, phrase, of.end) {
            return;
        }
        at = of.end;
        definite = tokens.get(at).is_some_and(|t| t.class.any(Class::DETERMINER));
        let skipped = Class::DETERMINER.or(Class::POSSESSIVE);
        while tokens.get(at).is_some_and(|t| t.sentence == sentence && t.class.any(skipped)) {
            at += 1;
        }
        if let Some((number, _)) = number::at(document, lexicon, hits, at) {
            // "12 of 14 drones": the whole is a phrase of its own, which gives the noun.
            at = number.end;
            if tokens.get(at).is_none_or(|t| t.sentence != sentence) {
                return;
            }
            phrase.part = true;
            if let Some((noun, kind, own)) = noun_run(document, lexicon, hits, at) {
                phrase.noun = Some(noun);
                phrase.kind = kind;
                phrase.own = own.filter(|(of, ..)| *of == CountOf::Munitions);
            }
            return;
        }
    }
    if tokens.get(at).is_some_and(|t| t.sentence == sentence && t.is_mark("\"“„»«‘'")) {
        at += 1;
    }
    if tokens.get(at).is_none_or(|t| t.sentence != sentence) {
        return;
    }
    if let Some((mut noun, kind, own)) = noun_run(document, lexicon, hits, at) {
        // "طائرتين مسيرتين": the adjective of a noun for two says two as well.
        while noun.end < document.sentences[sentence].tokens.end && hits.is(noun.end, Meaning::Dual)
        {
            noun.end += 1;
        }
        phrase.tokens.end = noun.end;
        phrase.noun = Some(noun);
        phrase.kind = kind;
        // "Four of the dead" says no total.
        phrase.part = definite && own.is_some() && !phrase.zero;
        phrase.own = own;
    }
}

/// True where "of" leads to what is counted: "dozens of", "two of the", "three of them".
fn opens_partitive(
    document: &Document,
    lexicon: &Lexicon,
    hits: &Hits,
    phrase: &Phrase,
    at: usize,
) -> bool {
    let Some(token) = document.tokens.get(at) else { return false };
    phrase.quantity.best.is_none()
        || lexicon.open_partitive
        || token.class.any(Class::DETERMINER.or(Class::POSSESSIVE).or(Class::PRONOUN))
        || known_noun(hits, at).is_some()
        || number::at(document, lexicon, hits, at).is_some()
}

/// A noun phrase, its kind, and what it says is counted.
type Run = (Range<usize>, NounKind, Option<(CountOf, Range<usize>, Role)>);

/// The noun phrase that starts at a token: to its known noun, else to the first word that ends it.
fn noun_run(document: &Document, lexicon: &Lexicon, hits: &Hits, start: usize) -> Option<Run> {
    let tokens = &document.tokens;
    let sentence = tokens[start].sentence;
    let capitals = lexicon.noun_capitals && !document.caseless;
    let (mut end, mut attribute, mut aged) = (start, None, None);
    let mut known = false;
    while end < start + LONGEST_NOUN {
        let Some(token) = tokens.get(end).filter(|t| t.sentence == sentence) else { break };
        // "A bomb injured eleven": behind a noun that is no list's, a participle is a verb.
        let verb = end > start && !known && hits.longest(end, is_verbal).is_some();
        if let Some((behind, kind, own)) = known_noun(hits, end).filter(|_| !verb) {
            known = true;
            // "Police officers", "village councillor": a known noun before another is its modifier.
            let next = tokens.get(behind).filter(|t| {
                // "Soldiers Friday": a name behind a noun does not belong to it.
                t.sentence == sentence && (!t.capital || capitals || document.caseless)
            });
            let verb = hits.longest(behind, is_verbal).is_some();
            let modifies = (known_noun(hits, behind).is_some()
                && !(verb && kind == NounKind::Thing))
                || (kind == NounKind::Thing
                    && own.is_none()
                    && !capitals
                    && next.is_some_and(continues)
                    && hits.longest(behind, is_verbal).is_none());
            if !modifies || next.is_none() {
                let attribute = attribute.filter(|_| kind == NounKind::People);
                return Some((start..behind, kind, own.or(attribute)));
            }
            end = behind;
            continue;
        }
        if let Some(hit) = hits.longest(end, is_verbal) {
            // A participle before its noun ("five wounded policemen") belongs to the phrase.
            let attributive = matches!(hit.meaning, Meaning::Cue(_, Role::Participle))
                && (known_noun(hits, hit.end).is_some()
                    || (capitals && is_inflected(tokens, hit.end)));
            if !attributive {
                break;
            }
            if let Meaning::Cue(of, _) = hit.meaning {
                attribute = Some((of, hit.start..hit.end, Role::WeakNoun));
            }
            end = hit.end;
            continue;
        }
        // "65 year old man"
        let age = number::at(document, lexicon, hits, end)
            .and_then(|(number, _)| hits.longest(number.end, |m| m == Meaning::Age));
        if let Some(age) = age {
            end = age.end;
            aged = Some(end);
            continue;
        }
        if !continues(token) || hits.is(end, Meaning::Stop) {
            break;
        }
        end += 1;
        if token.kind == TokenKind::Number
            && lexicon.aged.iter().any(|age| token.lower.contains(&**age))
        {
            aged = Some(end);
            continue;
        }
        if capitals
            && token.capital
            && !tokens.get(end).is_some_and(|t| t.capital && known_noun(hits, end).is_some())
        {
            break;
        }
    }
    if let Some(aged) = aged {
        return Some((start..aged.max(end), NounKind::People, attribute));
    }
    if capitals && !tokens[start..end].iter().any(|token| token.capital) {
        return None;
    }
    (end > start).then_some((start..end, NounKind::Unknown, attribute))
}

fn is_inflected(tokens: &[Token], noun: usize) -> bool {
    tokens.get(noun).is_some_and(|noun| noun.capital && noun.kind == TokenKind::Word)
}

pub(super) fn is_verbal(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Cue(_, Role::Participle | Role::Subject | Role::Object | Role::Either)
            | Meaning::SplitVerb(_)
            | Meaning::SplitParticle(_)
    )
}

/// A noun of the lists at a token: where it ends, its kind, and what it says is counted.
fn known_noun(hits: &Hits, at: usize) -> Option<KnownNoun> {
    let hit = hits.longest(at, |m| {
        matches!(
            m,
            Meaning::People
                | Meaning::OnePerson
                | Meaning::Thing
                | Meaning::Unit
                | Meaning::Cue(_, Role::Noun | Role::WeakNoun | Role::ZeroNoun)
        )
    })?;
    let cue = hits.longest(at, |m| matches!(m, Meaning::Cue(_, Role::Noun | Role::WeakNoun)));
    let own = match cue.filter(|cue| cue.end == hit.end).map(|cue| cue.meaning) {
        Some(Meaning::Cue(of, role)) => Some((of, hit.start..hit.end, role)),
        _ => None,
    };
    let kind = if hits.is(at, Meaning::People)
        || hits.is(at, Meaning::OnePerson)
        || own.as_ref().is_some_and(|(of, ..)| *of != CountOf::Munitions)
    {
        NounKind::People
    } else {
        NounKind::Thing
    };
    Some((hit.end, kind, own))
}

/// Where a noun of the lists ends, its kind, and what it says is counted.
type KnownNoun = (usize, NounKind, Option<(CountOf, Range<usize>, Role)>);

fn continues(token: &Token) -> bool {
    let word = token.kind == TokenKind::Word
        || (token.kind == TokenKind::Number && token.lower.chars().any(char::is_alphabetic));
    word && (!token.class.any(STOPS) || token.class.any(Class::ADJECTIVE))
}

/// Ages, dates, years, money, measures, names of roads and units, ordinals, scores.
fn is_excluded(document: &Document, hits: &Hits, phrase: &Phrase) -> bool {
    let tokens = &document.tokens;
    let (start, end) = (phrase.number.start, phrase.number.end);
    let sentence = tokens[start].sentence;
    let before = start.checked_sub(1).map(|i| &tokens[i]).filter(|t| t.sentence == sentence);
    let behind = tokens.get(end).filter(|t| t.sentence == sentence);
    let is = |i: usize, meaning| {
        tokens.get(i).is_some_and(|t| t.sentence == sentence) && hits.is(i, meaning)
    };
    if phrase.single && phrase.noun.is_none() && hits.is(start, Meaning::Article) {
        return true;
    }
    let noun_start = phrase.noun.as_ref().map_or(end, |noun| noun.start);
    let noun_last = phrase.noun.as_ref().map_or(end, |noun| noun.end - 1);
    let counted = phrase.kind == NounKind::People || phrase.own.is_some();
    // "מאי 2016": the year of a month.
    if is_year_like(document, phrase) && hits.ending(start, |m| m == Meaning::Month).is_some() {
        return true;
    }
    if is(noun_start, Meaning::Unit) || is(noun_last, Meaning::Unit) || is(end, Meaning::Month) {
        return true;
    }
    if !counted && hits.ending(start, |m| matches!(m, Meaning::Label | Meaning::Month)).is_some() {
        return true;
    }
    let marks = |t: Option<&Token>, marks: &str| t.is_some_and(|t| t.is_mark(marks));
    let abbreviated = start.checked_sub(1).filter(|_| marks(before, "."));
    let is_name = |m| matches!(m, Meaning::Label | Meaning::Month);
    if abbreviated.is_some_and(|point| hits.ending(point, is_name).is_some()) {
        return true;
    }
    if phrase.kind == NounKind::Absent && is_age(document, hits, start) {
        return true;
    }
    if marks(before, "$€£¥₪#№") || marks(behind, "$€£¥₪%°") {
        return true;
    }
    if phrase.number.is_empty() || tokens[start].kind != TokenKind::Number {
        return false;
    }
    // 12.7, 20:30 and 14/3; an ordinal's point; a number in a row of numbers and dashes.
    let close = |t: Option<&Token>, other: &Token, set: &str| {
        t.is_some_and(|t| {
            t.is_mark(set) && (t.span.end == other.span.start || t.span.start == other.span.end)
        })
    };
    if close(behind, &tokens[end - 1], "/") || close(before, &tokens[start], "/-–.") {
        return true;
    }
    if close(behind, &tokens[end - 1], ".") && end + 1 < document.sentences[sentence].tokens.end {
        return true;
    }
    let aged = marks(before, ",(")
        && (marks(behind, ",).") || behind.is_none())
        && phrase.quantity.low < 110;
    let labelled = phrase.noun.is_none()
        && before.is_some_and(|t| t.capital && t.kind == TokenKind::Word && t.class.is_empty())
        && !document.caseless
        && start > document.sentences[sentence].tokens.start + 1
        && hits.at(start - 1).is_empty();
    aged || labelled || is_year(document, phrase)
}

/// "A woman of 67": a bare number behind one person.
fn is_age(document: &Document, hits: &Hits, start: usize) -> bool {
    let Some(of) = start.checked_sub(1).filter(|&of| hits.is(of, Meaning::Partitive)) else {
        return false;
    };
    let near = of.saturating_sub(1)..of;
    document.tokens[of].sentence == document.tokens[start].sentence
        && near.into_iter().any(|at| hits.is(at, Meaning::OnePerson))
}

fn is_year_like(document: &Document, phrase: &Phrase) -> bool {
    (1500..2100).contains(&phrase.quantity.low)
        && phrase.number.len() == 1
        && document.tokens[phrase.number.start].lower.len() == 4
        && document.tokens[phrase.number.start].kind == TokenKind::Number
}

/// A number from 1500 to 2099 in four digits, unless a noun for people or weapons stands behind it.
fn is_year(document: &Document, phrase: &Phrase) -> bool {
    let year = (1500..2100).contains(&phrase.quantity.low)
        && phrase.number.len() == 1
        && document.tokens[phrase.number.start].lower.len() == 4;
    year && phrase.tokens.start == phrase.number.start
        && phrase.own.is_none()
        && phrase.kind != NounKind::People
}
