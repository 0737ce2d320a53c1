//! One mention a noun phrase: modifiers, the actor it belongs to, head noun or title, name.

use std::ops::Range;

use super::base::Actor;
use super::lexicon::{Group, Noun, Number};
use super::tag::{NameAt, Tagged, is_acronym, is_given_name};
use crate::record::Kind;
use crate::text::{Class, Span, TokenKind};

/// A mention before what it refers to is settled. Ranges are of tokens.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub tokens: Range<usize>,
    pub head: Range<usize>,
    /// Where head and phrase are only a part of a token ("Hamas-Angriff").
    pub part: Option<Span>,
    pub name: Option<String>,
    pub id: Option<String>,
    pub part_of: Option<String>,
    pub kind: Kind,
    pub country: Option<String>,
    pub title: Option<Range<usize>>,
    pub named: bool,
    pub media: bool,
    pub rule: &'static str,
    /// Id of the noun group or of the actor, the last part of the rule.
    pub entry: String,
    pub noun: Option<Noun>,
    pub plural: bool,
    pub definite: bool,
    /// True of a phrase of one noun with nothing beside it.
    pub bare: bool,
    /// How sure it is that a name found by its capitals alone is an actor's.
    pub weak: bool,
    pub pronoun: bool,
    /// The acronym that the report binds to the name.
    pub acronym: Option<String>,
}

/// Whom a phrase belongs to.
#[derive(Clone, Debug, Default)]
pub(super) struct Owner {
    pub id: Option<String>,
    pub name: Option<String>,
    pub kind: Option<Kind>,
    pub country: Option<String>,
}

impl Owner {
    pub(super) fn of_actor(actor: &Actor) -> Self {
        Self {
            id: Some(actor.id.to_string()),
            name: Some(actor.name.to_string()),
            kind: Some(actor.kind),
            country: actor.country.as_deref().map(str::to_owned),
        }
    }

    pub(super) fn of_draft(draft: &Draft) -> Self {
        Self {
            id: draft.id.clone().or_else(|| draft.part_of.clone()),
            name: draft.name.clone(),
            kind: Some(draft.kind),
            country: draft.country.clone(),
        }
    }
}

/// The head of a phrase as it grows.
#[derive(Clone, Debug)]
pub(super) enum Head {
    Name(NameAt),
    Noun(Range<usize>, Noun),
    /// Capitals that no list has, and the noun among them that makes them a body's name.
    Unknown(Range<usize>, Option<Noun>),
}

/// A phrase as it grows.
#[derive(Debug, Default)]
pub(super) struct Growing {
    pub start: usize,
    pub at: usize,
    pub owner: Option<Owner>,
    pub nationality: Option<String>,
    pub head: Option<Head>,
    pub title: Option<Range<usize>>,
    /// The noun in front of the head: "police" in "police officers".
    pub before: Option<Noun>,
    pub prefix: Option<Box<str>>,
    pub armed: bool,
    pub modified: bool,
    /// The phrase as it stood before a possessive ending, should nothing follow.
    pub fallback: Option<(Head, usize)>,
}

/// All phrases of a document that may stand for actors, in order.
pub(super) fn find(tagged: &Tagged) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for sentence in &tagged.document.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let next = match phrase_at(tagged, at, sentence.tokens.end, true) {
                Some(draft) => {
                    let end = draft.tokens.end;
                    drafts.push(draft);
                    end
                }
                None => match super::reference::pronoun_at(tagged, at)
                    .or_else(|| super::nation::country_at(tagged, at, sentence.tokens.end))
                    .or_else(|| super::nation::people_at(tagged, at, sentence.tokens.end))
                    .or_else(|| super::nation::acts_at(tagged, at, sentence.tokens.end))
                {
                    Some(draft) => {
                        let end = draft.tokens.end;
                        drafts.push(draft);
                        end
                    }
                    None => skip(tagged, at),
                },
            };
            at = next.max(at + 1);
        }
    }
    drafts
}

/// The next token at which a phrase may begin: a place is passed as a whole.
fn skip(tagged: &Tagged, at: usize) -> usize {
    if tagged.place(at).is_some() { tagged.place_end(at) } else { at + 1 }
}

/// The phrase that begins at a token. `extended` joins what hangs on by "of".
pub(super) fn phrase_at(tagged: &Tagged, at: usize, end: usize, extended: bool) -> Option<Draft> {
    let mut growing = Growing { start: at, at, ..Growing::default() };
    while growing.at < end && grow(tagged, &mut growing, end) {}
    let mut draft = super::extend::close(tagged, &mut growing)?;
    if extended {
        super::extend::extend(tagged, &mut draft, end);
    }
    let before = at.checked_sub(1).and_then(|i| tagged.token(i));
    draft.definite = before
        .is_some_and(|token| tagged.lexicon.words.definite.contains(&*token.lower))
        || tagged.lexicon.is_definite(&tagged.document.tokens[draft.head.start].lower);
    super::extend::is_wanted(tagged, &draft, at, end).then_some(draft)
}

/// Takes in the next token; false where the phrase ends.
fn grow(tagged: &Tagged, growing: &mut Growing, end: usize) -> bool {
    let at = growing.at;
    let token = &tagged.document.tokens[at];
    if token.kind == TokenKind::Possessive {
        return possess(tagged, growing);
    }
    let behind = tagged.lexicon.adjectives_behind && !tagged.lexicon.construct;
    if behind && grow_behind(tagged, growing, end) {
        return true;
    }
    if let Some((run, noun)) = growing.head.is_none().then(|| body_at(tagged, at, end)).flatten() {
        growing.at = run.end;
        growing.head = Some(Head::Unknown(run, Some(noun)));
        return true;
    }
    // "Bewaffnete Männer": a noun that is an adjective before another noun.
    let adjective = tagged.lexicon.noun_capitals
        && growing.head.is_none()
        && tagged.nouns.contains_key(&at)
        && tagged.is_modifier(at)
        && tagged.nouns.contains_key(&(at + 1));
    if adjective {
        growing.armed |= tagged.lexicon.words.armed.contains(&*token.lower);
        growing.modified = true;
        growing.at += 1;
        return true;
    }
    if let Some(name) = tagged.names.get(&at) {
        return grow_name(tagged, growing, name);
    }
    if let Some(noun) = tagged.nouns.get(&at).filter(|noun| noun.tokens.end <= end) {
        return grow_noun(tagged, growing, noun.tokens.clone(), noun.noun, noun.prefix.clone());
    }
    if tagged.place(at).is_some() && grow_place(tagged, growing, end) {
        return true;
    }
    let behind = tagged.lexicon.adjectives_behind && matches!(growing.head, Some(Head::Noun(..)));
    if (growing.head.is_none() || behind) && tagged.is_modifier(at) {
        growing.armed |= tagged.lexicon.words.armed.contains(&*token.lower);
        growing.modified = true;
        growing.at += 1;
        return true;
    }
    if growing.head.is_none() && grow_age(tagged, growing, end) {
        return true;
    }
    if token.is_mark(OPENING) {
        return grow_quoted(tagged, growing, end);
    }
    grow_unknown(tagged, growing, end)
}

/// "Hombres armados", "chef rebelle": what stands behind its noun and tells of it, a noun included.
fn grow_behind(tagged: &Tagged, growing: &mut Growing, end: usize) -> bool {
    let at = growing.at;
    let Some(&Head::Noun(_, head)) = growing.head.as_ref() else { return false };
    let token = &tagged.document.tokens[at];
    if token.capital && tagged.cased(at) {
        return false;
    }
    if tagged.is_modifier(at) {
        growing.armed |= tagged.lexicon.words.armed.contains(&*token.lower);
        growing.modified = true;
        growing.at += 1;
        return true;
    }
    let Some(noun) = tagged.nouns.get(&at).filter(|noun| noun.tokens.end <= end) else {
        return false;
    };
    let titles = tagged.group(head).title && tagged.group(noun.noun).title;
    let tells = head.number == Number::Singular && !titles;
    if tells {
        growing.before = Some(noun.noun);
        growing.at = noun.tokens.end;
    }
    tells
}

/// "Hamas's", "Mali's", "the party's": what stood so far owns what follows.
fn possess(tagged: &Tagged, growing: &mut Growing) -> bool {
    let Some(head) = growing.head.take() else {
        if growing.nationality.is_some() {
            growing.at += 1;
            return true;
        }
        return false;
    };
    growing.owner = Some(match &head {
        Head::Name(name) => Owner::of_actor(&tagged.base.actors()[name.actor]),
        Head::Noun(_, noun) => Owner {
            kind: Some(tagged.group(*noun).kind),
            country: growing.nationality.clone(),
            ..Owner::default()
        },
        Head::Unknown(run, noun) => Owner {
            name: Some(tagged.document.words(tagged.document.token_span(run.clone()))),
            kind: noun.map(|noun| tagged.group(noun).kind),
            ..Owner::default()
        },
    });
    growing.fallback = Some((head, growing.at));
    growing.at += 1;
    true
}

fn grow_name(tagged: &Tagged, growing: &mut Growing, name: &NameAt) -> bool {
    let actor = &tagged.base.actors()[name.actor];
    let is_part_of = |whole: &NameAt| {
        let whole = &tagged.base.actors()[whole.actor].id;
        actor.part_of.iter().any(|one| *one.of == **whole)
    };
    match &growing.head {
        None => {}
        Some(Head::Noun(range, noun)) => {
            let group = tagged.group(*noun);
            let person = actor.kind == Kind::Person;
            let fits =
                if person { group.title && noun.number == Number::Singular } else { group.names };
            if !fits {
                return false;
            }
            growing.title = Some(growing.start..range.end);
        }
        // "Hamas's armed wing al-Qassam Brigades" is one phrase, "Hamas Fatah" is none.
        Some(Head::Name(first)) if is_part_of(first) => {}
        Some(Head::Name(_)) => return false,
        Some(Head::Unknown(..)) => return false,
    }
    growing.head = Some(Head::Name(name.clone()));
    if let Some(noun) = name.compound {
        growing.owner = Some(Owner::of_actor(actor));
        growing.head = Some(Head::Noun(name.tokens.clone(), noun));
    }
    growing.at = name.tokens.end;
    name.part.is_none()
}

fn grow_noun(
    tagged: &Tagged,
    growing: &mut Growing,
    range: Range<usize>,
    noun: Noun,
    prefix: Option<Box<str>>,
) -> bool {
    match &growing.head {
        None => {}
        Some(Head::Name(name)) => {
            let actor = &tagged.base.actors()[name.actor];
            // Where adjectives stand behind their noun, what belongs to a name stands before it.
            let behind = tagged.lexicon.noun_capitals || tagged.lexicon.adjectives_behind;
            if actor.kind == Kind::Person || behind {
                return false;
            }
            growing.owner = Some(Owner::of_actor(actor));
        }
        Some(Head::Noun(_, before)) => {
            // A plural closes its phrase; where nouns have capitals, two of them are two phrases,
            // but for titles ("Verteidigungsminister General").
            if tagged.lexicon.construct {
                return false;
            }
            let titles = tagged.group(*before).title && tagged.group(noun).title;
            let joined = if tagged.lexicon.noun_capitals { titles } else { true };
            if before.number == Number::Plural || !joined {
                return false;
            }
            growing.before = Some(*before);
        }
        Some(Head::Unknown(run, body)) => {
            let words = tagged.document.words(tagged.document.token_span(run.clone()));
            growing.owner = Some(Owner {
                name: Some(words),
                kind: body.map(|body| tagged.group(body).kind),
                ..Owner::default()
            });
        }
    }
    growing.at = range.end;
    growing.prefix = prefix;
    let short = tagged.document.tokens[range.end - 1].lower.len() <= 5;
    if short
        && tagged.group(noun).title
        && tagged.token(range.end).is_some_and(|token| token.is_mark("."))
    {
        growing.at += 1;
    }
    growing.head = Some(Head::Noun(range, noun));
    true
}

/// A nationality, or a place before the noun ("Israeli troops", "Gaza police").
fn grow_place(tagged: &Tagged, growing: &mut Growing, end: usize) -> bool {
    let at = growing.at;
    let Some(place) = tagged.place(at) else { return false };
    let noun = matches!(growing.head, Some(Head::Noun(..)));
    if noun && tagged.lexicon.adjectives_behind && place.adjectival {
        growing.nationality = growing.nationality.take().or(place.country.map(str::to_owned));
        growing.modified = true;
        growing.at = tagged.place_end(at);
        return true;
    }
    if growing.head.is_some() {
        // A person may be called like a town; behind a title a capital is a name.
        let titled = matches!(&growing.head, Some(Head::Noun(_, noun)) if tagged.group(*noun).title && noun.number == Number::Singular);
        return titled && !place.adjectival && grow_unknown(tagged, growing, end);
    }
    let end = tagged.place_end(at);
    let next =
        tagged.token(end).filter(|next| next.sentence == tagged.document.tokens[at].sentence);
    let carries = next.is_some_and(|next| {
        next.kind == TokenKind::Possessive
            || tagged.nouns.contains_key(&end)
            || tagged.is_modifier(end)
            || tagged.names.contains_key(&end)
            || (place.adjectival && (tagged.may_be_name(end) || tagged.place(end).is_some()))
    });
    if !carries {
        return false;
    }
    growing.nationality = place.country.map(str::to_owned);
    growing.modified = true;
    growing.at = end;
    true
}

/// "65 year old", "65-year-old".
fn grow_age(tagged: &Tagged, growing: &mut Growing, end: usize) -> bool {
    let at = growing.at;
    let token = &tagged.document.tokens[at];
    if token.kind != TokenKind::Number {
        return false;
    }
    let ages = &tagged.lexicon.words.ages;
    let inside = token.lower.split_once('-').is_some_and(|(_, rest)| ages.contains(rest));
    let behind = (at + 1..(at + 3).min(end)).take_while(|&i| {
        let word = &tagged.document.tokens[i].lower;
        ages.contains(&**word) || tagged.is_modifier(i)
    });
    let count = behind.count();
    let aged = inside || (count > 0 && ages.contains(&*tagged.document.tokens[at + 1].lower));
    if aged && at == growing.start {
        growing.at += 1 + if inside { 0 } else { count };
        growing.modified = true;
    }
    aged && at == growing.start
}

/// Marks that open a quoted name.
const OPENING: &str = "\"“„«»‘'";
/// Marks that close one.
const CLOSING: &str = "\"”“»«’'";

/// A name between quotation marks behind a noun that says what it is: «the daily "El Regio"».
fn grow_quoted(tagged: &Tagged, growing: &mut Growing, end: usize) -> bool {
    let Some(Head::Noun(range, noun)) = growing.head.clone() else { return false };
    let from = growing.at + 1;
    let close = (from..end.min(from + 6)).find(|&i| tagged.document.tokens[i].is_mark(CLOSING));
    let Some(close) = close.filter(|&close| close > from && tagged.group(noun).names) else {
        return false;
    };
    if !tagged.document.tokens[from].capital {
        return false;
    }
    growing.title = Some(growing.start..range.end);
    growing.at = close + 1;
    growing.head = match tagged
        .names
        .get(&from)
        .filter(|name| name.tokens.end == close && name.compound.is_none())
    {
        Some(name) => Some(Head::Name(name.clone())),
        None => Some(Head::Unknown(from..close, Some(noun))),
    };
    false
}

/// Capitals that no list has.
fn grow_unknown(tagged: &Tagged, growing: &mut Growing, end: usize) -> bool {
    let at = growing.at;
    match growing.head.clone() {
        Some(Head::Noun(range, noun)) => {
            let group: &Group = tagged.group(noun);
            let singular = noun.number == Number::Singular;
            if group.title && singular {
                let Some(run) = person_run(tagged, at, end) else { return false };
                growing.title = Some(growing.start..range.end);
                growing.at = run.end;
                growing.head = Some(Head::Unknown(run, None));
                return false;
            }
            if group.names && tagged.cased(at) && tagged.may_be_name(at) {
                let run = name_run(tagged, at, end);
                let acronym = is_acronym(tagged.document.slice(tagged.document.tokens[at].span));
                if acronym || run.len() > 1 || singular {
                    growing.title = Some(growing.start..range.end);
                    growing.at = run.end;
                    growing.head = Some(Head::Unknown(run, Some(noun)));
                }
            }
            false
        }
        None if tagged.cased(at) && tagged.may_be_name(at) && tagged.place(at).is_none() => {
            let run = name_run(tagged, at, end);
            growing.at = run.end;
            growing.head = Some(Head::Unknown(run, None));
            true
        }
        _ => false,
    }
}

/// A run of capitals, with small words inside names of persons: "Musa al-Hamdan".
fn name_run(tagged: &Tagged, at: usize, end: usize) -> Range<usize> {
    let mut last = at + 1;
    while last < end && last < at + 6 {
        let word = &tagged.document.tokens[last].lower;
        if tagged.names.contains_key(&last) {
            break;
        }
        let particle = tagged.lexicon.words.particles.contains(&**word)
            && last + 1 < end
            && tagged.may_be_name(last + 1);
        let initial = tagged.document.tokens[last].is_mark(".")
            && tagged.document.tokens[last - 1].lower.chars().count() == 1
            && last + 1 < end
            && tagged.may_be_name(last + 1);
        let named = tagged.may_be_name(last)
            && !tagged.place(last).is_some_and(|place| place.adjectival)
            && (!tagged.lexicon.noun_capitals || !is_plain_noun(tagged, at, last));
        if !(named || particle || initial) {
            break;
        }
        last += 1;
    }
    at..last
}

/// Where every noun has a capital, the second of two unlisted words is a name only behind a given
/// name, an acronym or another word that is plainly no noun.
fn is_plain_noun(tagged: &Tagged, first: usize, _at: usize) -> bool {
    let token = &tagged.document.tokens[first];
    let shape = tagged.document.slice(token.span);
    !(is_given_name(&token.lower)
        || is_acronym(shape)
        || first
            .checked_sub(1)
            .is_some_and(|i| tagged.nouns.values().any(|noun| noun.tokens.contains(&i))))
}

/// A run that may be a person's name behind a title.
pub(super) fn person_run(tagged: &Tagged, at: usize, end: usize) -> Option<Range<usize>> {
    let token = tagged.token(at).filter(|_| at < end)?;
    let particle =
        tagged.lexicon.words.particles.contains(&*token.lower) && tagged.may_be_name(at + 1);
    if !(tagged.may_be_name(at) || particle) {
        return None;
    }
    if !tagged.cased(at) {
        let longest = end.min(at + if tagged.lexicon.construct { 2 } else { 4 });
        let stop = (at..longest).find(|&i| !tagged.may_be_name(i)).unwrap_or(longest);
        return (stop > at).then_some(at..stop);
    }
    let run = name_run(tagged, at, end);
    let single = run.len() == 1;
    // "hat der Präsident Verhandlungen angeboten": one word behind an article and a title may be
    // any noun.
    let article = at >= 2
        && tagged
            .token(at - 2)
            .is_some_and(|token| token.class.any(Class::DETERMINER.or(Class::POSSESSIVE)));
    let acronym = is_acronym(tagged.document.slice(token.span));
    let doubtful = tagged.lexicon.noun_capitals
        && single
        && (article || acronym)
        && !is_given_name(&token.lower);
    (!doubtful).then_some(run)
}

/// A name made of capitals and a noun that says what it is: "Kordofan Doctors Committee".
fn body_at(tagged: &Tagged, at: usize, end: usize) -> Option<(Range<usize>, Noun)> {
    if tagged.lexicon.noun_capitals || !tagged.cased(at) || !opens_body(tagged, at) {
        return None;
    }
    let words = &tagged.lexicon.words;
    let capital = |i: usize| {
        i < end
            && tagged.document.tokens[i].capital
            && tagged.document.tokens[i].kind == TokenKind::Word
    };
    let (mut last, mut body, mut proper) = (at, None, 0);
    while last < end && last < at + 12 {
        let token = &tagged.document.tokens[last];
        if token.kind == TokenKind::Possessive && capital(last + 1) {
            last += 1;
        } else if capital(last) {
            if let Some(noun) = tagged.nouns.get(&last) {
                let group = tagged.group(noun.noun);
                if group.title && noun.noun.number == Number::Singular {
                    return None;
                }
                if group.heads {
                    body = Some((noun.noun, noun.tokens.end.max(last + 1)));
                } else {
                    proper += 1;
                }
                last = noun.tokens.end;
            } else {
                let plain = tagged.is_modifier(last)
                    || tagged.place(last).is_some_and(|place| place.adjectival);
                proper += usize::from(!plain);
                last += 1;
            }
        } else if body.is_some() && words.connectors.contains(&*token.lower) {
            let article =
                last + 1 < end && words.definite.contains(&*tagged.document.tokens[last + 1].lower);
            let next = last + 1 + usize::from(article);
            let joins = words.of.contains(&*token.lower)
                || tagged.document.tokens[at..last].iter().any(|t| words.of.contains(&*t.lower));
            if !joins
                || !capital(next)
                || (tagged.place(next).is_some() && !words.of.contains(&*token.lower))
            {
                break;
            }
            last = next;
        } else {
            break;
        }
    }
    let (noun, _) = body?;
    let wide = last - at >= 2;
    (wide && proper > 0).then_some((at..last, noun))
}

fn opens_body(tagged: &Tagged, at: usize) -> bool {
    let token = &tagged.document.tokens[at];
    let initial = tagged.document.sentences[token.sentence].tokens.start == at;
    let known = tagged.names.contains_key(&at);
    token.capital
        && token.kind == TokenKind::Word
        && !known
        && (token.class.is_empty()
            || (!initial
                && !token.class.any(
                    Class::DETERMINER
                        .or(Class::PREPOSITION)
                        .or(Class::PRONOUN)
                        .or(Class::POSSESSIVE),
                ))
            || token.class.any(Class::ADJECTIVE))
}
