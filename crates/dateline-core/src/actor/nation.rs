//! Nations as actors: a country or the seat of its government, its people, its forces' acts.

use super::phrase::Draft;
use super::tag::Tagged;
use crate::record::{Kind, PlacePrecision};
use crate::text::{Class, TokenKind};

/// A country or the seat of its government where it acts: "Israel said", "Moscow denied".
pub(super) fn country_at(tagged: &Tagged, at: usize, end: usize) -> Option<Draft> {
    let place = tagged.place(at).filter(|place| !place.adjectival)?;
    if at > 0 && tagged.place_of[at - 1] == tagged.place_of[at] {
        return None;
    }
    let code = place.country?;
    let stop = tagged.place_end(at).min(end);
    let country = tagged.base.country(code)?;
    let words = &tagged.lexicon.words;
    let state = place.precision == PlacePrecision::Country && place.head == place.span;
    let before = previous(tagged, at);
    let placed = before.is_some_and(|i| {
        let token = &tagged.document.tokens[i];
        token.class.any(Class::PREPOSITION)
            && !token.class.any(Class::SUBORDINATOR)
            && !words.actor_prepositions.contains(&*token.lower)
    });
    // A dateline or a list of places: "PARIS, May 19", "in Mali, Niger and Chad".
    let listed = tagged.token(stop).is_some_and(|token| token.is_mark(",(–—-"))
        && before.is_none_or(|i| tagged.document.tokens[i].is_mark(","));
    let seat = tagged.base.is_seat(code, &place.name)
        || tagged.base.is_seat(code, tagged.document.slice(place.head));
    let spoken = speaks(tagged, stop, end)
        || ((tagged.lexicon.noun_capitals || tagged.lexicon.adjectives_behind)
            && before.is_some_and(|i| tagged.is_speech(i)));
    let acts = !placed && if state { spoken || !listed } else { seat && spoken };
    acts.then(|| nation(at, stop, code, country.name.clone(), Kind::Government, COUNTRY))
}

/// The rule of mentions that are a country's name.
pub(super) const COUNTRY: &str = "country";

fn nation(
    start: usize,
    end: usize,
    code: &str,
    name: String,
    kind: Kind,
    rule: &'static str,
) -> Draft {
    Draft {
        tokens: start..end,
        head: start..end,
        name: Some(name),
        kind,
        country: Some(code.to_owned()),
        named: true,
        rule,
        ..Draft::default()
    }
}

fn previous(tagged: &Tagged, at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let token = tagged.token(before)?;
    let skip =
        token.class.any(Class::DETERMINER) && tagged.lexicon.words.definite.contains(&*token.lower);
    let before = if skip { before.checked_sub(1)? } else { before };
    (tagged.document.tokens[before].sentence == tagged.document.tokens[at].sentence)
        .then_some(before)
}

/// True where a verb of saying or deciding stands at a token, or behind its auxiliaries.
fn speaks(tagged: &Tagged, at: usize, end: usize) -> bool {
    (at..end.min(at + 4))
        .take_while(|&i| {
            i == at
                || tagged.document.tokens[i - 1]
                    .class
                    .any(Class::AUXILIARY.or(Class::MODAL).or(Class::ADVERB).or(Class::NEGATION))
        })
        .any(|i| tagged.is_speech(i))
}

/// The syllable of adjectives of nationality where nouns have capitals.
const ADJECTIVE: &str = "isch";

/// The people of a country: "three Israelis", "431 Iraker".
pub(super) fn people_at(tagged: &Tagged, at: usize, end: usize) -> Option<Draft> {
    let place = tagged.place(at).filter(|place| place.adjectival)?;
    let code = place.country?;
    let stop = tagged.place_end(at).min(end);
    let last = &tagged.document.tokens[stop - 1];
    let words = &tagged.lexicon.words;
    let inhabitants = if tagged.lexicon.noun_capitals {
        last.capital
            && !tagged.is_modifier(stop - 1)
            && !last.lower.contains(ADJECTIVE)
            && words.people_endings.iter().any(|ending| last.lower.ends_with(ending.as_str()))
    } else {
        words.people_endings.iter().any(|ending| last.lower.ends_with(ending.as_str()))
    };
    let aged = at
        .checked_sub(1)
        .and_then(|i| tagged.token(i))
        .is_some_and(|token| token.kind == TokenKind::Number && token.lower.contains('-'));
    if !inhabitants && !aged {
        return None;
    }
    let mut draft = nation(
        at,
        stop,
        code,
        String::new(),
        if aged { Kind::Person } else { Kind::Civilians },
        "people",
    );
    draft.name = None;
    draft.named = false;
    draft.plural = !aged;
    Some(draft)
}

/// What forces do or fire, under a nation's adjective: "Israeli airstrikes", "russische Drohnen".
pub(super) fn acts_at(tagged: &Tagged, at: usize, end: usize) -> Option<Draft> {
    let place = tagged.place(at).filter(|place| place.adjectival)?;
    let code = place.country?;
    let stop = tagged.place_end(at).min(end);
    let noun = if tagged.lexicon.adjectives_behind {
        // "غارات إسرائيلية": the noun stands before, perhaps with another adjective.
        (at.saturating_sub(2)..at).rev().find(|&i| !tagged.is_modifier(i))?
    } else {
        (stop..end.min(stop + 3)).find(|&i| !tagged.is_modifier(i))?
    };
    let word = &tagged.document.tokens[noun].lower;
    let words = &tagged.lexicon.words;
    let acts = words.acts.contains(&**word)
        || (tagged.lexicon.noun_capitals
            && words.acts.iter().any(|act| word.ends_with(act.as_str())));
    let country = tagged.base.country(code).filter(|_| acts)?;
    Some(nation(at, stop, code, country.name.clone(), Kind::Government, COUNTRY))
}
