//! What a phrase stands for that only points back: surnames, acronyms, "the group", "he".

use std::collections::BTreeMap;

use super::ActorMention;
use super::lexicon::Number;
use super::nation::COUNTRY;
use super::phrase::Draft;
use super::tag::{Tagged, is_given_name};
use crate::record::Kind;
use crate::text::{Class, TokenKind};

/// The pronoun at a token, where it may stand for an actor.
pub(super) fn pronoun_at(tagged: &Tagged, at: usize) -> Option<Draft> {
    let token = tagged.token(at)?;
    let pronoun = tagged.lexicon.pronoun(&token.lower)?;
    let verb = |i: Option<usize>| {
        i.and_then(|i| tagged.token(i)).is_some_and(|verb| {
            verb.sentence == token.sentence
                && verb.class.any(Class::VERB.or(Class::AUXILIARY).or(Class::MODAL))
                && pronoun.verb_endings.iter().any(|end| verb.lower.ends_with(end.as_str()))
        })
    };
    if !pronoun.verb_endings.is_empty() && !verb(Some(at + 1)) && !verb(at.checked_sub(1)) {
        return None;
    }
    Some(Draft {
        tokens: at..at + 1,
        head: at..at + 1,
        rule: "pronoun",
        entry: pronoun.id.clone(),
        plural: pronoun.plural,
        pronoun: true,
        ..Draft::default()
    })
}

/// Says what each draft stands for, drops what carries no evidence, and makes mentions of the rest.
pub(super) fn settle(tagged: &Tagged, mut drafts: Vec<Draft>) -> Vec<ActorMention> {
    apposition(tagged, &mut drafts);
    let known = Known::new(tagged, &drafts);
    let mut refers: Vec<Option<usize>> = vec![None; drafts.len()];
    let mut keep = vec![true; drafts.len()];
    for at in 0..drafts.len() {
        let target = target_of(tagged, &drafts, &refers, &known, at);
        match target {
            Some(target) => {
                refers[at] = Some(target);
                adopt(&mut drafts, at, target);
            }
            None if drafts[at].pronoun => keep[at] = false,
            None if drafts[at].weak => keep[at] = is_evident(tagged, &mut drafts[at]),
            None => in_context(tagged, &mut drafts[at]),
        }
    }
    mentions(tagged, &drafts, &refers, &keep)
}

/// "Musa Hamdan, an RSF adviser,": the title behind the comma is the name's.
fn apposition(tagged: &Tagged, drafts: &mut [Draft]) {
    for at in 1..drafts.len() {
        let (before, after) = drafts.split_at_mut(at);
        let (Some(name), Some(title)) = (before.last_mut(), after.first_mut()) else { continue };
        let gap =
            &tagged.document.tokens[name.tokens.end.min(title.tokens.start)..title.tokens.start];
        let comma = gap.first().is_some_and(|token| token.is_mark(","))
            && gap[1..].iter().all(|token| {
                token.class.any(Class::DETERMINER.or(Class::POSSESSIVE))
                    || token.kind == TokenKind::Number
            })
            && gap.len() <= 2;
        let closes = tagged.token(title.tokens.end).is_none_or(|token| token.is_mark(",.;:)"));
        let titled = title
            .noun
            .is_some_and(|noun| tagged.group(noun).title && noun.number == Number::Singular);
        if comma
            && closes
            && titled
            && !title.named
            && name.named
            && (name.weak || name.kind == Kind::Person)
            && name.rule != "body-name"
        {
            name.title = Some(title.tokens.clone());
            name.kind = Kind::Person;
            name.weak = false;
            if name.part_of.is_none() {
                name.part_of.clone_from(&title.part_of);
            }
            if name.country.is_none() {
                name.country.clone_from(&title.country);
            }
        }
    }
}

/// Names of the report by the words that later stand for them.
struct Known {
    /// Last word of a person's name, and acronyms: the drafts that have the full form.
    short: BTreeMap<String, Vec<usize>>,
}

impl Known {
    fn new(tagged: &Tagged, drafts: &[Draft]) -> Self {
        let mut short: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, draft) in drafts.iter().enumerate() {
            if let Some(acronym) = &draft.acronym {
                short.entry(acronym.clone()).or_default().push(at);
            }
            if draft.kind == Kind::Person && draft.named && !draft.weak && draft.head.len() > 1 {
                let last = &tagged.document.tokens[draft.head.end - 1].lower;
                short.entry(last.to_string()).or_default().push(at);
            }
        }
        Self { short }
    }

    /// The full form that one word stands for: the last one before it, else the only one after.
    fn full(&self, word: &str, at: usize) -> Option<usize> {
        let all = self.short.get(word)?;
        all.iter()
            .rev()
            .find(|&&full| full < at)
            .or_else(|| all.first())
            .copied()
            .filter(|&full| full != at)
    }
}

fn target_of(
    tagged: &Tagged,
    drafts: &[Draft],
    refers: &[Option<usize>],
    known: &Known,
    at: usize,
) -> Option<usize> {
    let draft = &drafts[at];
    if draft.pronoun {
        return pronoun_target(tagged, drafts, at).map(|target| root(refers, target));
    }
    if draft.named
        && draft.head.len() == 1
        && draft.id.is_none()
        && draft.rule != COUNTRY
        && draft.rule != "branch"
    {
        let word = &tagged.document.tokens[draft.head.start].lower;
        return known.full(word, at).map(|target| root(refers, target));
    }
    if draft.named || draft.name.is_some() {
        return None;
    }
    definite_target(tagged, drafts, refers, at)
}

fn root(refers: &[Option<usize>], at: usize) -> usize {
    refers.get(at).copied().flatten().unwrap_or(at)
}

/// "The group", "the rebels", "the minister": the nearest actor of that kind named before, where
/// only one fits.
fn definite_target(
    tagged: &Tagged,
    drafts: &[Draft],
    refers: &[Option<usize>],
    at: usize,
) -> Option<usize> {
    let draft = &drafts[at];
    let noun = draft.noun?;
    let group = tagged.group(noun);
    if !draft.definite || !draft.bare || group.refers.is_empty() {
        return None;
    }
    let sentence = tagged.document.tokens[draft.tokens.start].sentence;
    let fits = |other: &&(usize, &Draft)| {
        let (_, other) = **other;
        let near =
            sentence - tagged.document.tokens[other.tokens.start].sentence.min(sentence) <= 6;
        near && other.named
            && !other.media
            && other.rule != COUNTRY
            && !other.weak
            && group.refers.contains(&other.kind)
    };
    let earlier: Vec<(usize, &Draft)> = drafts[..at].iter().enumerate().collect();
    if group.refers == [Kind::Person] {
        // Only who bears that office: "the minister" is the one called so before.
        let word = &tagged.document.tokens[draft.head.end - 1].lower;
        return earlier
            .iter()
            .rev()
            .filter(fits)
            .find(|(_, other)| {
                other.title.clone().is_some_and(|title| {
                    tagged.document.tokens[title].iter().any(|token| ends_alike(&token.lower, word))
                })
            })
            .map(|&(index, _)| root(refers, index));
    }
    if group.branch.is_some() {
        let same = earlier
            .iter()
            .rev()
            .find(|(_, other)| other.named && other.noun.is_some_and(|n| n.group == noun.group));
        return same.map(|&(index, _)| root(refers, index));
    }
    let nearest = earlier.iter().rev().find(fits)?;
    let name = &nearest.1.name;
    let rivals = earlier
        .iter()
        .filter(fits)
        .filter(|(_, other)| {
            other.kind == nearest.1.kind && &other.name != name && related(other, nearest.1)
        })
        .count();
    let last_sentence = sentence - tagged.document.tokens[nearest.1.tokens.start].sentence <= 1;
    (rivals == 0 || (last_sentence && noun.number == Number::Singular && rivals < 2))
        .then(|| root(refers, nearest.0))
}

/// True where two drafts might be confused: neither is part of the other.
fn related(one: &Draft, other: &Draft) -> bool {
    one.id.is_none() || (one.part_of != other.id && other.part_of != one.id)
}

fn ends_alike(word: &str, end: &str) -> bool {
    word.ends_with(end)
}

/// "He": the nearest person before; "they": the first body of the sentence before, if it is alone.
fn pronoun_target(tagged: &Tagged, drafts: &[Draft], at: usize) -> Option<usize> {
    let draft = &drafts[at];
    let sentence = tagged.document.tokens[draft.tokens.start].sentence;
    let kinds = &tagged.lexicon.pronoun(&tagged.document.tokens[draft.tokens.start].lower)?.kinds;
    let fits = |other: &Draft| {
        !other.pronoun
            && !other.weak
            && kinds.contains(&other.kind)
            && (other.plural == draft.plural || draft.plural)
    };
    for back in 0..=2 {
        let wanted = sentence.checked_sub(back)?;
        let here: Vec<usize> = (0..at)
            .filter(|&i| {
                tagged.document.tokens[drafts[i].tokens.start].sentence == wanted
                    && fits(&drafts[i])
            })
            .collect();
        let mut names: Vec<_> =
            here.iter().map(|&i| (&drafts[i].name, drafts[i].head.clone())).collect();
        names.dedup_by(|a, b| a.0.is_some() && a.0 == b.0);
        match names.len() {
            0 => {}
            1 => return here.first().copied(),
            // Two persons: the one who speaks or acts first, unless the sentence is the pronoun's own.
            _ if !draft.plural && back > 0 => return here.first().copied(),
            _ => return None,
        }
    }
    None
}

/// A draft takes over what it stands for.
fn adopt(drafts: &mut [Draft], at: usize, target: usize) {
    let full = drafts[target].clone();
    let draft = &mut drafts[at];
    draft.name = full.name;
    draft.id = full.id;
    draft.kind = full.kind;
    draft.country = full.country;
    draft.part_of = full.part_of;
    draft.media = full.media;
    draft.weak = false;
}

/// Evidence for a name that only its capitals show: who speaks is a person or a body.
fn is_evident(tagged: &Tagged, draft: &mut Draft) -> bool {
    let run = draft.head.clone();
    let speaks = tagged.is_speech(run.end);
    let place = run.clone().any(|i| tagged.place(i).is_some());
    let first = &tagged.document.tokens[run.start];
    if draft.kind == Kind::Organisation {
        let article = run
            .start
            .checked_sub(1)
            .and_then(|i| tagged.token(i))
            .is_some_and(|token| tagged.lexicon.words.definite.contains(&*token.lower));
        return (article || speaks) && !place;
    }
    let given = is_given_name(&first.lower) && run.len() > 1;
    if given {
        return true;
    }
    !place && run.len() > 1 && speaks && !tagged.lexicon.noun_capitals
}

/// "The army" is that of the country that the report is about.
fn in_context(tagged: &Tagged, draft: &mut Draft) {
    let Some(noun) =
        draft.noun.filter(|_| draft.country.is_none() && !draft.named && draft.name.is_none())
    else {
        return;
    };
    let group = tagged.group(noun);
    if !matches!(draft.kind, Kind::Government | Kind::ArmedForces) || draft.kind != group.kind {
        return;
    }
    // "The government in Beirut" is that of the place, "the government" that of the report.
    let tokens = &tagged.document.tokens;
    let end = draft.tokens.end;
    let behind = tokens.get(end).filter(|token| token.class.any(Class::PREPOSITION));
    let there = behind.and_then(|_| tagged.place(end + 1));
    let country = match there {
        Some(place) => place.country,
        None => tagged.main_country(),
    };
    let Some(country) = country else { return };
    draft.country = Some(country.to_owned());
    if group.branch.is_some() && draft.bare && draft.definite {
        super::extend::name_branch(tagged, draft);
    }
}

fn mentions(
    tagged: &Tagged,
    drafts: &[Draft],
    refers: &[Option<usize>],
    keep: &[bool],
) -> Vec<ActorMention> {
    let mut index = vec![None; drafts.len()];
    let mut count = 0;
    for at in 0..drafts.len() {
        if keep[at] {
            index[at] = Some(count);
            count += 1;
        }
    }
    let span = |tokens: &std::ops::Range<usize>| tagged.document.token_span(tokens.clone());
    let kept = drafts.iter().enumerate().filter(|&(at, _)| keep[at]);
    let office = |draft: &Draft| {
        let actor = tagged.base.actor(draft.id.as_deref()?)?;
        let title = draft.title.as_ref().map(span);
        Some(super::office::office(tagged.document, tagged.lexicon, actor, title, tagged.day))
    };
    kept.map(|(at, draft)| {
        let (office, terms) = office(draft).unwrap_or_default();
        ActorMention {
            office,
            terms,
            span: draft.part.unwrap_or_else(|| span(&draft.tokens)),
            head: draft.part.unwrap_or_else(|| span(&draft.head)),
            name: draft.name.clone(),
            id: draft.id.clone(),
            part_of: draft
                .part_of
                .clone()
                .filter(|owner| Some(owner) != draft.id.as_ref() || !draft.named),
            kind: draft.kind,
            country: draft.country.clone(),
            title: draft.title.as_ref().map(span),
            named: draft.named,
            refers_to: refers[at].and_then(|target| index[target]),
            media: draft.media,
            rule: tagged.lexicon.rule(if draft.entry.is_empty() {
                draft.rule
            } else {
                &draft.entry
            }),
        }
    })
    .collect()
}
