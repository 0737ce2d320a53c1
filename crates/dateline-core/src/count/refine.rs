//! What a single phrase cannot know: none, parts and sums, figures taken back, running totals.

use std::ops::Range;

use super::CountMention;
use super::cue::{self, Link, Scene};
use super::lexicon::{Hits, Lexicon, Meaning, Role};
use super::number::Quantity;
use super::phrase::{NounKind, Phrase};
use crate::record::CountOf;
use crate::text::{Class, Document};

/// A phrase with what was found of it.
struct Found {
    phrase: Phrase,
    of: Vec<(CountOf, Option<Range<usize>>, &'static str)>,
    part: bool,
    reported_none: bool,
    dropped: bool,
}

/// Links every phrase and settles the rest.
pub(super) fn mentions(
    document: &Document,
    lexicon: &Lexicon,
    hits: &Hits,
    phrases: Vec<Phrase>,
) -> Vec<CountMention> {
    let mut mentions = Vec::new();
    let mut last_of = None;
    let mut rest = phrases.as_slice();
    while let Some(first) = rest.first() {
        let sentence = document.tokens[first.tokens.start].sentence;
        let in_sentence = |p: &&Phrase| document.tokens[p.tokens.start].sentence == sentence;
        let (here, behind) = rest.split_at(rest.iter().take_while(in_sentence).count());
        rest = behind;
        let cues = cue::in_sentence(document, lexicon, hits, sentence);
        let tokens = document.sentences[sentence].tokens.clone();
        let scene = Scene {
            document,
            hits,
            cues: &cues,
            phrases: here,
            verbs_last: lexicon.verbs_last,
            by_state: tokens.clone().any(|at| hits.is(at, Meaning::State)),
        };
        let mut found: Vec<Found> = here.iter().map(|phrase| settle(&scene, phrase)).collect();
        find_parts(&scene, &mut found);
        inherit(&scene, &mut found, &mut last_of);
        sum(&scene, &mut found);
        add_kin(&scene, &mut found);
        take_back(&scene, &mut found);
        let running = tokens.into_iter().any(|at| hits.is(at, Meaning::Running));
        for found in found.into_iter().filter(|found| !found.dropped) {
            emit(&scene, lexicon, found, running, &mut mentions);
        }
    }
    mentions.sort_by_key(|mention| (mention.span.start, mention.of));
    mentions
}

/// What one phrase counts, by itself or by its cue.
fn settle(scene: &Scene<'_>, phrase: &Phrase) -> Found {
    let mut found = Found {
        phrase: phrase.clone(),
        of: Vec::new(),
        part: false,
        reported_none: false,
        dropped: false,
    };
    if phrase.zero {
        settle_none(scene, &mut found);
        return found;
    }
    if let Some((of, cue, role)) = &phrase.own {
        if *of == CountOf::Munitions {
            settle_munitions(scene, &mut found, cue.clone());
            return found;
        }
        if *role == Role::Noun {
            found.part = phrase.part;
            if !phrase.part {
                found.of.push((*of, Some(cue.clone()), "noun"));
            }
            return found;
        }
    }
    if !phrase.whole {
        settle_by_verb(scene, &mut found);
    }
    if let (Some((of, cue, _)), []) = (&phrase.own, &found.of[..]) {
        found.of.push((*of, Some(cue.clone()), "noun"));
    }
    found
}

/// The verb says it; where people were taken and let go, both verbs do.
fn settle_by_verb(scene: &Scene<'_>, found: &mut Found) {
    let taken = |of| matches!(of, CountOf::Captured | CountOf::Arrested | CountOf::Held);
    let plain = |link: &Link| is_plain(&found.phrase, link);
    if let Some(cue) = own_split(scene, &found.phrase) {
        found.of.push((cue.of, Some(cue.tokens.clone()), "split"));
        return;
    }
    let Some(link) = scene.link(&found.phrase, |_| true).filter(plain) else { return };
    let other = match link.of {
        CountOf::Released => scene.link(&found.phrase, taken),
        of if taken(of) => scene.link(&found.phrase, |of| of == CountOf::Released),
        _ => None,
    };
    let other = other.filter(plain);
    for link in std::iter::once(link).chain(other) {
        found.of.push((link.of, Some(link.cue), rule_of(link.role)));
    }
}

/// "Taken 42 prisoners": the noun is the second half of the verb.
fn own_split<'a>(scene: &'a Scene<'_>, phrase: &Phrase) -> Option<&'a cue::Cue> {
    scene.cues.iter().find(|cue| {
        let near = |verb: usize| verb < phrase.tokens.start && verb + 3 >= phrase.tokens.start;
        cue.verb.is_some_and(near)
            && phrase.tokens.contains(&cue.tokens.start)
            && cue.tokens.start >= phrase.number.end
    })
}

/// A lone "a" or "one" is a count only of people hurt, taken or let go.
fn is_plain(phrase: &Phrase, link: &Link) -> bool {
    let crowd = matches!(link.of, CountOf::Participants | CountOf::Displaced);
    let loose = crowd || link.role == Role::Head || link.of == CountOf::Munitions;
    !phrase.single || (!loose && phrase.kind != NounKind::Thing)
}

/// What brings munitions down stands near them: others may be counted between.
const INTERCEPTED_LIMIT: u32 = 9;

/// "A rocket" names a weapon more often than it counts. Rockets found in a cellar were not fired; rockets shot down were both fired and intercepted.
fn settle_munitions(scene: &Scene<'_>, found: &mut Found, noun: Range<usize>) {
    let sentence = scene.document.tokens[noun.start].sentence;
    let tokens = scene.document.sentences[sentence].tokens.clone();
    if found.phrase.single || tokens.into_iter().any(|at| scene.hits.is(at, Meaning::Stored)) {
        return;
    }
    let whole = found.phrase.whole;
    let link = scene.link(&found.phrase, |of| of == CountOf::Intercepted);
    let link = link.filter(|link| !whole && link.cost <= INTERCEPTED_LIMIT);
    if let Some(link) = link {
        found.of.push((CountOf::Intercepted, Some(link.cue), rule_of(link.role)));
        let fired =
            scene.cues.iter().any(|cue| cue.of == CountOf::Munitions && cue.role != Role::Noun);
        if !fired || found.phrase.part {
            return;
        }
    }
    if found.phrase.part {
        found.part = true;
        return;
    }
    found.of.push((CountOf::Munitions, Some(noun), "noun"));
}

/// "No casualties", "nobody was hurt", "no reports of injuries".
fn settle_none(scene: &Scene<'_>, found: &mut Found) {
    if let Some(reported) = found.phrase.none {
        settle_whole_none(scene, found, reported);
        return;
    }
    let start = found.phrase.number.start;
    let reports = scene.hits.longest(start, |m| m == Meaning::NoReports);
    let noun = reports.map_or(found.phrase.number.end, |hit| hit.end);
    let end =
        (noun + 3).min(scene.document.sentences[scene.document.tokens[start].sentence].tokens.end);
    let named = (noun..end).find(|&at| has_cue_noun(scene, at));
    if let Some(at) = named.filter(|&at| {
        scene.document.tokens[noun..at]
            .iter()
            .all(|t| t.is_word() && !t.class.any(Class::VERB.or(Class::PREPOSITION)))
    }) {
        for hit in scene.hits.at(at) {
            if let Meaning::Cue(of, Role::Noun | Role::ZeroNoun) = hit.meaning
                && is_harm(of)
                && !found.of.iter().any(|(other, ..)| *other == of)
            {
                found.of.push((of, Some(hit.start..hit.end), "none"));
            }
        }
        found.phrase.tokens.end = at + 1;
        found.phrase.noun = Some(at..at + 1);
        let unreported = (at..end + 3).any(|at| scene.hits.is(at, Meaning::Reported));
        if reports.is_some() || unreported {
            found.reported_none = true;
            found.phrase.quantity = Quantity { low: 0, best: None, high: None };
        }
        return;
    }
    let pronoun = scene.hits.longest(start, |m| m == Meaning::ZeroPronoun).is_some();
    let people = found.phrase.kind == NounKind::People || (pronoun && found.phrase.noun.is_none());
    let link = scene.link(&found.phrase, is_harm).filter(|link| people && link.cost <= 10);
    if let Some(link) =
        link.filter(|link| link.cue.start >= found.phrase.number.end && link.role != Role::Head)
    {
        found.of.push((link.of, Some(link.cue), "none"));
    }
}

/// "Пострадавших нет": what its own words name is none.
fn settle_whole_none(scene: &Scene<'_>, found: &mut Found, reported: bool) {
    for at in found.phrase.tokens.clone() {
        for hit in scene.hits.at(at) {
            if let Meaning::Cue(of, _) = hit.meaning
                && is_harm(of)
                && !found.of.iter().any(|(other, ..)| *other == of)
            {
                found.of.push((of, Some(hit.start..hit.end), "none"));
            }
        }
    }
    if reported {
        found.reported_none = true;
        found.phrase.quantity = Quantity { low: 0, best: None, high: None };
    }
}

fn has_cue_noun(scene: &Scene<'_>, at: usize) -> bool {
    let noun =
        |m: Meaning| matches!(m, Meaning::Cue(of, Role::Noun | Role::ZeroNoun) if is_harm(of));
    scene.hits.longest(at, noun).is_some()
}

fn is_harm(of: CountOf) -> bool {
    matches!(of, CountOf::Killed | CountOf::Injured | CountOf::Missing)
}

/// "12, including three children": the three are among the twelve.
fn find_parts(scene: &Scene<'_>, found: &mut [Found]) {
    for i in 0..found.len() {
        let tokens = found[i].phrase.tokens.clone();
        let opens = |at: usize| scene.hits.ending(at, |m| m == Meaning::Part).is_some();
        let before = (adjectives_from(scene, &found[i].phrase)..=tokens.start).any(opens);
        let behind = scene.hits.is(found[i].phrase.number.end, Meaning::PartBehind)
            && tokens
                .start
                .checked_sub(1)
                .is_some_and(|at| scene.document.tokens[at].is_mark(",(-–—"))
            && !scene
                .document
                .tokens
                .get(tokens.end)
                .is_some_and(|t| t.class.any(Class::AUXILIARY));
        let joined =
            i > 0 && found[i - 1].part && is_joined(scene, &found[i - 1].phrase, &found[i].phrase);
        if before || behind || joined {
            found[i].part = true;
            found[i].of.clear();
        }
    }
}

/// Where the adjectives begin that stand before a noun that counts one by itself: "серед них семирічна дитина".
fn adjectives_from(scene: &Scene<'_>, phrase: &Phrase) -> usize {
    let start = phrase.tokens.start;
    if !phrase.number.is_empty() {
        return start;
    }
    let sentence = scene.document.tokens[start].sentence;
    let plain = |at: &usize| {
        let token = &scene.document.tokens[*at];
        token.sentence == sentence && token.is_word() && token.class.is_empty()
    };
    (start.saturating_sub(2)..start).rev().take_while(plain).last().unwrap_or(start)
}

/// True where only "and" or a comma stands between two phrases, and the name of one who is described:
/// "the sergeant Omar Dal and a nurse".
fn is_joined(scene: &Scene<'_>, first: &Phrase, second: &Phrase) -> bool {
    let tokens = &scene.document.tokens;
    let name = |at: &usize| tokens[*at].capital && tokens[*at].is_word();
    let named = if first.single && !scene.document.caseless {
        (first.tokens.end..second.tokens.start).take_while(name).count()
    } else {
        0
    };
    let between = first.tokens.end + named..second.tokens.start;
    !between.is_empty()
        && between.len() <= 2
        && scene.document.tokens[between]
            .iter()
            .all(|token| token.is_mark(",") || token.class.any(Class::COORDINATOR))
}

/// A bare number behind "spoke of", "put it at" is of what was counted last.
fn inherit(scene: &Scene<'_>, found: &mut [Found], last: &mut Option<(CountOf, usize)>) {
    for found in found {
        let phrase = &found.phrase;
        let bare = phrase.kind == NounKind::Absent && found.of.is_empty() && !found.part;
        let start = phrase.tokens.start;
        let sentence = scene.document.tokens[start].sentence;
        let quoted = start.checked_sub(1).filter(|&i| scene.document.tokens[i].is_mark("\"“„»«"));
        let figure = scene.hits.ending(quoted.unwrap_or(start), |m| m == Meaning::Figure);
        if bare
            && !phrase.single
            && !phrase.zero
            && figure.is_some()
            && let Some((of, _)) = last.filter(|&(_, said)| said + 1 >= sentence)
        {
            found.of.push((of, None, "figure"));
        }
        if let Some((of, ..)) = found.of.first() {
            *last = Some((*of, sentence));
        }
    }
}

/// "Two soldiers and a civilian were killed": one count of three.
fn sum(scene: &Scene<'_>, found: &mut [Found]) {
    for i in (1..found.len()).rev() {
        let (left, right) = found.split_at_mut(i);
        let (first, second) = (&mut left[i - 1], &mut right[0]);
        if second.phrase.zero
            || first.phrase.zero
            || first.phrase.noun.is_none()
            || second.phrase.noun.is_none()
        {
            continue;
        }
        let people = |found: &Found| found.phrase.kind == NounKind::People && !found.part;
        let one_cue = match (first.of.first(), second.of.first()) {
            (Some(a), Some(b)) => a.0 == b.0 && a.1.is_some() && a.1 == b.1,
            (None, Some(b)) => b.1.is_some() && people(first),
            (Some(a), None) => a.1.is_some() && people(first) && people(second),
            (None, None) => false,
        };
        let own = first.phrase.own.is_some() || second.phrase.own.is_some();
        if one_cue && !own && is_joined(scene, &first.phrase, &second.phrase) {
            first.phrase.quantity = first.phrase.quantity.plus(second.phrase.quantity);
            first.phrase.tokens.end = second.phrase.tokens.end;
            first.phrase.single = false;
            if first.of.is_empty() {
                first.of.clone_from(&second.of);
            }
            second.dropped = true;
        }
    }
}

/// "A baker and his son": two.
fn add_kin(scene: &Scene<'_>, found: &mut [Found]) {
    let tokens = &scene.document.tokens;
    let linked = |found: &&mut Found| found.phrase.own.is_none() && !found.of.is_empty();
    for found in found.iter_mut().filter(linked) {
        let end = found.phrase.tokens.end;
        let Some([and, his, kin]) = tokens.get(end..end + 3) else { continue };
        let joined = and.class.any(Class::COORDINATOR) && his.class.any(Class::POSSESSIVE);
        let same = kin.sentence == and.sentence;
        if joined && same && scene.hits.is(end + 2, Meaning::OnePerson) {
            found.phrase.quantity = found.phrase.quantity.plus(Quantity::exact(1));
            found.phrase.tokens.end = end + 3;
            found.phrase.single = false;
        }
    }
}

/// "Not 17", and "first four, later nine" in one sentence.
fn take_back(scene: &Scene<'_>, found: &mut [Found]) {
    for i in 0..found.len() {
        let start = found[i].phrase.tokens.start;
        if scene.hits.ending(start, |m| m == Meaning::Retraction).is_some() {
            found[i].dropped = true;
            continue;
        }
        let Some(&(of, ..)) = found[i].of.first() else { continue };
        let before = i.checked_sub(1).map_or(0, |i| found[i].phrase.tokens.end);
        let from = start.saturating_sub(5).max(before);
        let initially = (from..start).any(|at| scene.hits.is(at, Meaning::Initially));
        let same = |later: &Found| later.of.first().is_some_and(|(other, ..)| *other == of);
        let revised = scene.hits.ending(start, |m| m == Meaning::Revised).is_some();
        let corrected = found[i + 1..].iter().any(|next| {
            same(next)
                && (found[i].phrase.tokens.end..next.phrase.tokens.start)
                    .any(|at| scene.hits.is(at, Meaning::Corrected))
        });
        let replaced = found[i + 1..].iter().any(same);
        let next = found.get(i + 1).filter(|next| same(next) && next.phrase.noun.is_none());
        let later = next.is_some_and(|next| {
            (found[i].phrase.tokens.end..next.phrase.tokens.start)
                .any(|at| scene.hits.is(at, Meaning::Later))
        });
        let toll = found[i].of.iter().any(|(_, _, rule)| *rule == rule_of(Role::Head));
        found[i].dropped |=
            later || corrected || (revised && replaced) || (initially && (replaced || toll));
    }
}

fn emit(
    scene: &Scene<'_>,
    lexicon: &Lexicon,
    found: Found,
    running: bool,
    out: &mut Vec<CountMention>,
) {
    let Found { phrase, of, part, reported_none, .. } = found;
    let document = scene.document;
    let bare = phrase.noun.is_none() && !lexicon.bare;
    let nothing = of.is_empty() && (phrase.zero || phrase.single || bare);
    if nothing {
        return;
    }
    let mention = |of: Option<CountOf>, cue: Option<Range<usize>>, rule: &str| CountMention {
        span: document.token_span(phrase.tokens.clone()),
        number: document.token_span(match &phrase.noun {
            Some(noun) if phrase.number.is_empty() => noun.clone(),
            _ => phrase.number.clone(),
        }),
        noun: phrase.noun.clone().map(|noun| document.token_span(noun)),
        of,
        cue: cue.map(|cue| document.token_span(cue)),
        low: phrase.quantity.low,
        best: phrase.quantity.best,
        high: phrase.quantity.high,
        reported_none,
        aggregate: running,
        part,
        rule: format!("{}.count.{rule}", lexicon.language).into(),
    };
    if of.is_empty() {
        out.push(mention(None, None, if part { "part" } else { "number" }));
    }
    for (of, cue, rule) in of {
        out.push(mention(Some(of), cue, rule));
    }
}

fn rule_of(role: Role) -> &'static str {
    match role {
        Role::Noun | Role::WeakNoun | Role::ZeroNoun => "noun",
        Role::Participle => "participle",
        Role::Subject => "subject",
        Role::Object => "object",
        Role::Either => "verb",
        Role::Head => "toll",
    }
}
