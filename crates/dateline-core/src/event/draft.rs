//! One telling of an act: a trigger with its parties, time, place and counts, before tellings of
//! the same act are joined.

use std::collections::BTreeSet;

use super::argument::{self, Arguments};
use super::frame::{Frame, Relation, Sort};
use super::lexicon::{Form, Need, Trigger};
use super::scene::Scene;
use super::status;
use super::trigger::Match;
use crate::record::{EventType, Kind, Part, Role, Stance, Status};
use crate::text::{Class, Span};
use crate::time::TimeKind;

/// How far from a trigger its time and place may stand, in tokens, outside its clause.
const REACH: usize = 22;

/// Somebody or something in a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// In which role.
    pub role: Role,
    /// What it is.
    pub sort: Sort,
    /// The words, without article and number.
    pub span: Span,
    /// Index of the actor, where it is one.
    pub actor: Option<usize>,
    /// How it hangs on its trigger, for the reasons.
    pub relation: Relation,
}

/// One telling of an act.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The trigger's words.
    pub span: Span,
    /// Its first token.
    pub head: usize,
    /// The stretch of tokens that its clause takes.
    pub clause: (usize, usize),
    /// Index of the entry in the lexicon.
    pub entry: usize,
    /// The form.
    pub form: Form,
    /// The frame.
    pub frame: Frame,
    /// Index of its sentence.
    pub sentence: usize,
    /// Headline or body.
    pub part: Part,
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER modes.
    pub modes: BTreeSet<String>,
    /// True of harm done by an act that may be named elsewhere.
    pub effect: bool,
    /// Whether it happened.
    pub status: Status,
    /// The words that say so.
    pub status_span: Option<Span>,
    /// Who and what.
    pub parties: Vec<Party>,
    /// Index of its time.
    pub time: Option<usize>,
    /// Index of its place.
    pub place: Option<usize>,
    /// Indices of its counts.
    pub counts: Vec<usize>,
    /// True of a noun that points back ("the attack").
    pub definite: bool,
    /// True where the act is only spoken of, as the content of another.
    pub embedded: bool,
    /// True where the words alone do not make it an act of conflict.
    pub weak: bool,
    /// True where it stands in what somebody denies.
    pub denied: bool,
    /// The first phrase of its subject, which a second verb may share.
    pub subject: Option<usize>,
}

/// Makes a draft of every trigger that stands for an act.
pub fn all(scene: &Scene<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for found in &scene.triggers {
        let shared = drafts
            .last()
            .filter(|last| last.sentence == scene.mentions.document.tokens[found.head].sentence)
            .and_then(|last| last.subject);
        if let Some(draft) = one(scene, found, shared) {
            drafts.push(draft);
        }
    }
    embed(scene, &mut drafts);
    drafts
}

/// The draft of a trigger: the first of its readings whose needs are met.
fn one(scene: &Scene<'_>, found: &Match, shared: Option<usize>) -> Option<Draft> {
    let lexicon = &scene.mentions.pack.event;
    let mut chosen: Option<(usize, Form, Arguments)> = None;
    let mut last: Option<(Form, Arguments)> = None;
    for &(entry, form) in &found.readings {
        let arguments = match &last {
            Some((known, arguments)) if *known == form => arguments.clone(),
            _ => argument::gather(scene, found, form, shared),
        };
        last = Some((form, arguments.clone()));
        let trigger = &lexicon.triggers[entry];
        let agrees = form != Form::Participle
            || arguments.passive
            || found.readings.iter().all(|&(e, f)| e != entry || f == Form::Participle);
        if agrees && meets(scene, trigger, &arguments) {
            chosen = Some((entry, form, arguments));
            break;
        }
        // A finite form that turns out to be passive is read as its participle.
        if meets(scene, trigger, &arguments) && chosen.is_none() {
            chosen = Some((entry, form, arguments));
        }
    }
    let (entry, form, arguments) = chosen?;
    let trigger = &lexicon.triggers[entry];
    let tokens = &scene.mentions.document.tokens;
    let said = status::read(scene, found, form, trigger.status);
    let sentence = tokens[found.head].sentence;
    let mut draft = Draft {
        span: found.span,
        head: found.head,
        clause: (arguments.start, arguments.end),
        entry,
        form,
        frame: trigger.frame,
        sentence,
        part: scene.mentions.document.sentences[sentence].part,
        event_type: trigger.event_type,
        modes: trigger.modes.iter().cloned().collect(),
        effect: trigger.effect,
        status: said.status,
        status_span: said.span,
        parties: Vec::new(),
        time: None,
        place: None,
        counts: Vec::new(),
        definite: is_definite(scene, found, form),
        embedded: said.infinitive,
        weak: trigger.strict,
        denied: scene.contents[found.head]
            .iter()
            .any(|&attribution| scene.mentions.attributions[attribution].stance == Stance::Denies),
        subject: arguments.first(Relation::Subject),
    };
    for argument in &arguments.all {
        add_party(scene, &mut draft, argument.relation, argument.phrase);
    }
    if draft.frame == Frame::Speak {
        add_owner(scene, &mut draft, &arguments);
    }
    add_parts_of_phrase(scene, &mut draft, found);
    add_weapons(scene, &mut draft, found);
    draft.time = time_of(scene, &draft);
    draft.place = place_of(scene, &draft);
    Some(draft)
}

/// True where what an entry needs stands beside the trigger.
fn meets(scene: &Scene<'_>, trigger: &Trigger, arguments: &Arguments) -> bool {
    let tokens = &scene.mentions.document.tokens;
    if !trigger.objects.is_empty() {
        let listed = |argument: &argument::Argument| {
            let phrase = &scene.mentions.phrases[argument.phrase];
            argument.relation == Relation::Object
                && phrase.tokens.clone().any(|i| trigger.objects.contains(&*tokens[i].lower))
        };
        return arguments.all.iter().any(listed);
    }
    let Some(need) = trigger.needs else { return true };
    let munition = |phrase: usize| {
        let phrase = &scene.mentions.phrases[phrase];
        let weapon = |i: usize| {
            scene.weapon[i].is_some_and(|w| scene.mentions.pack.event.weapons[w].munition)
        };
        weapon(phrase.head)
            || (trigger.frame == Frame::Intercept && phrase.tokens.clone().any(weapon))
            // "a barrage of 30 rockets", "Tausende von Raketen": what is counted stands behind "of".
            || (phrase.tokens.end..(phrase.tokens.end + 3).min(scene.weapon.len())).any(|i| {
                weapon(i) && scene.phrase[i].is_some_and(|p| scene.governed(p) == Some(phrase.tokens.end))
            })
            || trigger.modes.iter().any(|mode| mode == "primitive")
                && scene.weapon[phrase.head].is_some()
    };
    let wanted = |relation: Relation| match need {
        Need::Munitions => matches!(relation, Relation::Object | Relation::Subject),
        _ => relation == Relation::Subject || (arguments.passive && relation == Relation::Agent),
    };
    let kind = |phrase: usize| {
        let head = scene.mentions.phrases[phrase].head;
        scene.actor[head].map(|actor| scene.mentions.actors[actor].kind)
    };
    let any = |relation: Relation, kinds: &[Kind]| {
        arguments.all.iter().any(|argument| {
            argument.relation == relation
                && kind(argument.phrase).is_some_and(|k| kinds.contains(&k))
        })
    };
    let persons = any(Relation::Object, &[Kind::Person, Kind::Civilians, Kind::ArmedForces]);
    let doer = |kinds: &[Kind]| any(Relation::Subject, kinds) || any(Relation::Agent, kinds);
    match need {
        Need::Munitions | Need::MunitionsSubject => arguments
            .all
            .iter()
            .any(|argument| wanted(argument.relation) && munition(argument.phrase)),
        Need::Persons => persons,
        Need::PersonsByGroup => persons && doer(&[Kind::ArmedGroup]),
        Need::PersonsByAuthority => persons && doer(&[Kind::Government, Kind::ArmedForces]),
        Need::ForcesSubject => any(Relation::Subject, &[Kind::ArmedForces, Kind::ArmedGroup]),
    }
}

fn is_definite(scene: &Scene<'_>, found: &Match, form: Form) -> bool {
    let tokens = &scene.mentions.document.tokens;
    let definite = &scene.mentions.pack.event.relations.definite;
    form == Form::Noun
        && (scene.phrase[found.head].is_some_and(|phrase| {
            let phrase = &scene.mentions.phrases[phrase];
            phrase.tokens.clone().take(2).any(|i| definite.contains(&*tokens[i].lower))
        }) || found.head > 0 && definite.contains(&*tokens[found.head - 1].lower))
}

/// Whom a pronoun means inside what somebody says: "we" in a quotation and "it" in reported speech
/// are the one who speaks.
fn speaker(scene: &Scene<'_>, phrase: usize) -> Option<usize> {
    let phrase = &scene.mentions.phrases[phrase];
    let token = &scene.mentions.document.tokens[phrase.head];
    if !phrase.pronoun || scene.actor[phrase.head].is_some() {
        return None;
    }
    let first = scene.mentions.pack.event.relations.speaker.contains(&*token.lower);
    scene.contents[phrase.head]
        .iter()
        .map(|&attribution| &scene.mentions.attributions[attribution])
        .find(|attribution| attribution.direct == first)
        .and_then(|attribution| attribution.source.as_ref()?.actor)
}

fn add_party(scene: &Scene<'_>, draft: &mut Draft, relation: Relation, phrase: usize) {
    let head = scene.mentions.phrases[phrase].head;
    let speaker = speaker(scene, phrase);
    let sort = match speaker {
        Some(actor) => match scene.mentions.actors[actor].kind {
            Kind::Person | Kind::Civilians => Sort::Person,
            _ => Sort::Body,
        },
        None => match scene.sort(phrase) {
            Some(sort) => sort,
            None => return,
        },
    };
    let actor = speaker.or(scene.actor[head]);
    let mut role = draft.frame.role(relation, sort);
    // Persons are what is abducted, killed or hurt; a body is what is aimed at.
    if role == Some(Role::Victim)
        && sort == Sort::Body
        && actor.is_some_and(|a| scene.mentions.actors[a].named)
    {
        role = Some(Role::Recipient);
    }
    let Some(role) = role else { return };
    let span = match actor {
        Some(actor) if sort != Sort::Weapon => scene.mentions.actors[actor].span,
        _ => scene.bare(phrase),
    };
    let party = Party {
        role,
        sort,
        span,
        actor: if sort == Sort::Weapon { None } else { actor },
        relation,
    };
    if !draft.parties.iter().any(|known| known.role == role && known.span == span) {
        draft.parties.push(party);
    }
}

/// "rejected Hamas’ request": whose it is that is spoken of is the recipient.
fn add_owner(scene: &Scene<'_>, draft: &mut Draft, arguments: &Arguments) {
    for argument in arguments.all.iter().filter(|argument| argument.relation == Relation::Object) {
        let phrase = &scene.mentions.phrases[argument.phrase];
        if scene.actor[phrase.head].is_some() {
            continue;
        }
        let owner = phrase.tokens.clone().find_map(|token| scene.actor[token]);
        let Some(actor) = owner else { continue };
        let known = draft.parties.iter().any(|party| party.actor == Some(actor));
        if !known && super::join::is_named(scene, actor) {
            let span = scene.mentions.actors[actor].span;
            let (role, sort, relation) = (Role::Recipient, Sort::Body, Relation::Of);
            draft.parties.push(Party { role, sort, span, actor: Some(actor), relation });
        }
    }
}

/// What stands inside the trigger's own noun phrase: "Hamas’ rocket attack", "Monday’s blast".
fn add_parts_of_phrase(scene: &Scene<'_>, draft: &mut Draft, found: &Match) {
    if draft.form != Form::Noun {
        return;
    }
    let Some(phrase) = scene.phrase[found.head] else { return };
    let phrase = &scene.mentions.phrases[phrase];
    let mut seen: Option<usize> = None;
    for token in phrase.tokens.start..found.head {
        let Some(actor) = scene.actor[token].filter(|&a| seen != Some(a)) else { continue };
        seen = Some(actor);
        let mention = &scene.mentions.actors[actor];
        let sort = if matches!(mention.kind, Kind::Person | Kind::Civilians) {
            Sort::Person
        } else {
            Sort::Body
        };
        let possessive = (token..found.head)
            .any(|i| scene.mentions.document.tokens[i].kind == crate::text::TokenKind::Possessive);
        let harmed = draft.frame == Frame::Kill && !possessive;
        let relation = if harmed { Relation::Object } else { Relation::Before };
        if let Some(role) = draft.frame.role(relation, sort) {
            draft.parties.push(Party {
                role,
                sort,
                span: mention.span,
                actor: Some(actor),
                relation,
            });
        }
    }
}

/// Weapons in the clause give the act its instrument and its mode.
fn add_weapons(scene: &Scene<'_>, draft: &mut Draft, found: &Match) {
    if draft.event_type != EventType::Assault && draft.event_type != EventType::Protest {
        return;
    }
    let weapons = &scene.mentions.pack.event.weapons;
    let mut at = draft.clause.0;
    while at < draft.clause.1.max(found.tokens.end) {
        let Some(weapon) = scene.weapon[at] else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        while end < scene.weapon.len() && scene.weapon[end] == Some(weapon) {
            end += 1;
        }
        if draft.event_type == EventType::Assault {
            draft.modes.extend(weapons[weapon].modes.iter().cloned());
            let span = scene.mentions.document.token_span(at..end);
            let known =
                draft.parties.iter().any(|p| p.sort == Sort::Weapon && p.span.overlaps(span));
            if !known {
                let relation = Relation::Instrument;
                draft.parties.push(Party {
                    role: Role::Instrument,
                    sort: Sort::Weapon,
                    span,
                    actor: None,
                    relation,
                });
            }
        }
        at = end;
    }
    if let Some(modifier) = &found.modifier {
        let weapon = scene.mentions.pack.event.weapon_words.get(modifier.as_str());
        if let Some((_, weapon)) = weapon.and_then(|entries| entries.first()) {
            draft.modes.extend(weapons[*weapon].modes.iter().cloned());
        }
    }
}

/// The time of a draft: in its clause, else near in its sentence; never that of a saying.
fn time_of(scene: &Scene<'_>, draft: &Draft) -> Option<usize> {
    nearest(
        scene,
        draft,
        &scene.time,
        |_| 0,
        |time, token| {
            let mention = &scene.mentions.times[time];
            // "claimed the ambush on Sunday": the day of the claim.
            let of_claim = draft.definite
                && (scene.mentions.document.sentences[draft.sentence].tokens.start..draft.head)
                    .rev()
                    .take(4)
                    .any(|i| scene.cue[i])
                && token > draft.head;
            matches!(mention.kind, TimeKind::Point | TimeKind::Interval)
                && !scene.dateline[token]
                && !of_claim
                && (scene.cue[draft.head] || !of_saying(scene, token, draft.head))
        },
    )
}

/// True where a time stands beside a cue and so dates the saying: "officials said on Monday".
fn of_saying(scene: &Scene<'_>, token: usize, head: usize) -> bool {
    let tokens = &scene.mentions.document.tokens;
    let near = |i: usize| {
        // "nach eigenen Angaben", "according to" have no day of their own.
        scene.cue.get(i).copied().unwrap_or(false)
            && !tokens[i].class.any(Class::PREPOSITION)
            && tokens[i].sentence == tokens[token].sentence
    };
    let cue = (token.saturating_sub(4)..token)
        .rev()
        .find(|&i| near(i))
        .or_else(|| (token + 1..token + 4).find(|&i| near(i)));
    cue.is_some_and(|cue| {
        let (low, high) = (cue.min(token), cue.max(token));
        // A mark, a verb or the trigger between the two keeps them apart.
        !(low..high).any(|i| {
            i != cue && (i == head || tokens[i].is_mark(",;:") || scene.trigger[i].is_some())
        })
    })
}

/// The place of a draft: the finest near it, in its clause before elsewhere in its sentence.
fn place_of(scene: &Scene<'_>, draft: &Draft) -> Option<usize> {
    let tokens = &scene.mentions.document.tokens;
    let relations = &scene.mentions.pack.event.relations;
    let coarse =
        |place: usize| 2 * usize::from(5 - fineness(scene.mentions.places[place].precision));
    let found = nearest(scene, draft, &scene.place, coarse, |place, token| {
        let mention = &scene.mentions.places[place];
        let first = scene.mentions.document.tokens_in(mention.span).start;
        let inside_actor = scene.actor[token].is_some_and(|actor| {
            let actor = &scene.mentions.actors[actor];
            actor.span.contains(mention.span) && actor.span != mention.span
        });
        let before = first.checked_sub(1).map(|i| &tokens[i]);
        // "fired from Lebanon", "from the direction of Bara": where it starts.
        let origin = tokens[first.saturating_sub(4)..first]
            .iter()
            .rev()
            .take_while(|token| {
                token.class.any(Class::PREPOSITION.or(Class::DETERMINER))
                    || scene.mentions.pack.event.nouns.general.contains(&*token.lower)
            })
            .any(|token| relations.origin.contains(&*token.lower));
        if origin && draft.event_type == EventType::Assault {
            return false;
        }
        let linked = before.is_some_and(|before| {
            relations.place.contains(&*before.lower)
                || before.class.any(Class::DETERMINER.or(Class::PREPOSITION).or(Class::ADVERB))
                || before.is_mark(",(")
                || !before.class.is_empty()
        }) || mention.precision != crate::record::PlacePrecision::Country;
        !inside_actor && linked && !scene.source[token] && !scene.dateline[token]
    })?;
    // "Gossi, Mali": of a chain the finest is the place.
    let near = |other: usize| {
        let (a, b) = (&scene.mentions.places[found], &scene.mentions.places[other]);
        b.span.start.abs_diff(a.span.end).min(a.span.start.abs_diff(b.span.end)) < 40
            && tokens[scene.mentions.document.tokens_in(b.span).start.min(tokens.len() - 1)]
                .sentence
                == draft.sentence
            && fineness(b.precision) > fineness(a.precision)
            && !b.adjectival
            && !b.dateline
            && !scene.source[scene.mentions.document.tokens_in(b.span).start.min(tokens.len() - 1)]
            && b.span.start.max(a.span.start) - b.span.start.min(a.span.start) < 60
            && (b.country == a.country || a.country.is_none() || b.country.is_none())
    };
    let finer = [found.checked_sub(1), Some(found + 1)]
        .into_iter()
        .flatten()
        .filter(|&other| other < scene.mentions.places.len())
        .find(|&other| near(other));
    Some(finer.unwrap_or(found))
}

/// Orders precisions from coarse to fine.
pub fn fineness(precision: crate::record::PlacePrecision) -> u8 {
    use crate::record::PlacePrecision::{Area, Country, Point, Region, Settlement, Unknown};
    match precision {
        Point => 5,
        Settlement => 4,
        Area => 3,
        Region => 2,
        Country => 1,
        Unknown => 0,
    }
}

/// The nearest mention to a trigger that fits: in its clause first, then in its sentence.
fn nearest(
    scene: &Scene<'_>,
    draft: &Draft,
    at: &[Option<usize>],
    coarse: impl Fn(usize) -> usize,
    fits: impl Fn(usize, usize) -> bool,
) -> Option<usize> {
    let sentence = &scene.mentions.document.sentences[draft.sentence].tokens;
    let (start, end) = draft.clause;
    let low = sentence.start.max(draft.head.saturating_sub(REACH));
    let high = sentence.end.min(draft.head + REACH + 10);
    let mut best: Option<(usize, usize)> = None;
    for token in low.min(start)..high.max(end) {
        let Some(index) = at[token].filter(|&index| fits(index, token)) else { continue };
        let mut distance = token.abs_diff(draft.head) + coarse(index);
        if !(start..end).contains(&token) {
            distance += 12;
            // Another act between the two takes it for its own.
            let (low, high) = (token.min(draft.head), token.max(draft.head));
            if (low + 1..high).any(|i| scene.trigger[i].is_some()) {
                distance += 14;
            }
        }
        if best.is_none_or(|(known, _)| distance < known) {
            best = Some((distance, index));
        }
    }
    best.filter(|&(distance, _)| distance < 34).map(|(_, index)| index)
}

/// Marks the acts that stand only in what another act says: "called on both sides to stop the
/// fighting", "threatened to attack".
fn embed(scene: &Scene<'_>, drafts: &mut [Draft]) {
    let tokens = &scene.mentions.document.tokens;
    for i in 0..drafts.len() {
        let outer = (0..i).rev().take(4).find(|&j| {
            let outer = &drafts[j];
            let said = matches!(
                outer.event_type,
                EventType::Request
                    | EventType::Reject
                    | EventType::Threaten
                    | EventType::Agree
                    | EventType::Concede
                    | EventType::Support
                    | EventType::Accuse
                    | EventType::Consult
                    | EventType::Mobilize
            );
            said && !outer.embedded && outer.sentence == drafts[i].sentence
        });
        let Some(outer) = outer else { continue };
        let between = drafts[outer].head + 1..drafts[i].head;
        let apart = between.clone().any(|t| {
            tokens[t].is_mark(";:—\"“”„«»")
                || (tokens[t].is_mark(",")
                    && tokens[t + 1..drafts[i].head].iter().any(|token| {
                        token.class.any(Class::COORDINATOR.or(Class::SUBORDINATOR))
                            && !token.class.any(Class::PREPOSITION)
                    })
                    && !scene.mentions.pack.language.noun_capitals)
        });
        let infinitive = drafts[i].form == Form::Noun
            || drafts[i].form == Form::Gerund
            || between
                .clone()
                .rev()
                .take(6)
                .any(|t| tokens[t].class.any(Class::INFINITIVE_MARKER.or(Class::MODAL)))
            || drafts[i].status != Status::Occurred;
        if !apart && infinitive {
            drafts[i].embedded = true;
        }
    }
}
