//! What hangs on a trigger: its subject, its objects, and the phrases behind its prepositions.

use super::frame::{Frame, Relation};
use super::lexicon::Form;
use super::scene::Scene;
use super::trigger::Match;
use crate::text::{Class, TokenKind};

/// How many tokens behind a trigger its arguments may begin.
const REACH: usize = 32;

/// A noun phrase that hangs on a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// How it hangs.
    pub relation: Relation,
    /// Index of the phrase.
    pub phrase: usize,
}

/// The arguments of a trigger and the stretch of tokens that its clause takes.
#[derive(Clone, Debug, Default)]
pub struct Arguments {
    /// The phrases.
    pub all: Vec<Argument>,
    /// First token of the clause.
    pub start: usize,
    /// Token behind the last of the clause.
    pub end: usize,
    /// True where the trigger is passive.
    pub passive: bool,
}

impl Arguments {
    /// Adds a phrase; of "dozens of rockets" the rockets are meant.
    fn add_counted(&mut self, scene: &Scene<'_>, relation: Relation, phrase: usize) {
        self.add(relation, scene.partitive(phrase).unwrap_or(phrase));
    }

    fn add(&mut self, relation: Relation, phrase: usize) {
        if !self.all.iter().any(|known| known.phrase == phrase) {
            self.all.push(Argument { relation, phrase });
        }
    }

    /// The first phrase that hangs in a way.
    pub fn first(&self, relation: Relation) -> Option<usize> {
        self.all.iter().find(|argument| argument.relation == relation).map(|a| a.phrase)
    }
}

/// Gathers what hangs on a trigger in one of its forms. `shared` is the subject of the verb before
/// it in the sentence, which a second verb behind "and" shares.
pub fn gather(scene: &Scene<'_>, found: &Match, form: Form, shared: Option<usize>) -> Arguments {
    match form {
        Form::Noun => noun(scene, found),
        _ if scene.mentions.pack.language.noun_capitals => verb_second(scene, found, form, shared),
        _ => verb(scene, found, form),
    }
}

fn is_verb(scene: &Scene<'_>, at: usize) -> bool {
    let token = &scene.mentions.document.tokens[at];
    let trigger_verb = scene.trigger[at].is_some_and(|trigger| {
        scene.triggers[trigger].readings.iter().any(|&(_, form)| form != Form::Noun)
            && scene.phrase[at].is_none()
    });
    trigger_verb || (token.class.any(Class::VERB) && scene.phrase[at].is_none())
}

/// The arguments of a verb of a language in which the subject stands before it.
fn verb(scene: &Scene<'_>, found: &Match, form: Form) -> Arguments {
    let tokens = &scene.mentions.document.tokens;
    let relations = &scene.mentions.pack.event.relations;
    let sentence = &scene.mentions.document.sentences[tokens[found.head].sentence].tokens;
    // The verb group: auxiliaries, adverbs and "to" before the verb.
    let (mut left, mut passive_word, mut perfect, mut marker) = (found.head, false, false, false);
    while left > sentence.start {
        let before = &tokens[left - 1];
        let group = Class::AUXILIARY
            .or(Class::MODAL)
            .or(Class::NEGATION)
            .or(Class::INFINITIVE_MARKER)
            .or(Class::ADVERB);
        if !before.class.any(group)
            || before.class.any(Class::PRONOUN) && !before.class.any(Class::ADVERB)
        {
            break;
        }
        if scene.time[left - 1].is_some() {
            break;
        }
        passive_word |= relations.passive.contains(&*before.lower);
        perfect |= relations.perfect.contains(&*before.lower);
        marker |= before.class.any(Class::INFINITIVE_MARKER);
        left -= 1;
    }
    let mut arguments = Arguments { start: left, end: found.tokens.end, ..Arguments::default() };
    let participle = form == Form::Participle
        || found.readings.iter().any(|&(trigger, f)| {
            f == Form::Participle && found.readings.iter().any(|&(t, _)| t == trigger)
        });
    let objects = objects(scene, found.tokens.end, sentence.end);
    let gapped = found.tokens.len() > 1 && found.tokens.clone().any(|t| scene.phrase[t].is_some());
    let by = tokens
        .get(objects.last().map_or(found.tokens.end, |&p| scene.mentions.phrases[p].tokens.end))
        .is_some_and(|token| relations.agent.contains(&*token.lower));
    // Without an auxiliary a participle is passive where an agent follows, or where no object does
    // and something stands before it ("rockets fired at Israel", "people killed in the attack").
    let reduced = participle
        && !passive_word
        && !perfect
        && objects.is_empty()
        && !gapped
        && (by
            || wants_object(scene, found)
            || left == found.head
                && left > sentence.start
                && scene.phrase[left - 1].is_some()
                && is_finite_near(scene, found, sentence.end));
    arguments.passive = participle && (passive_word || reduced);
    let subjects = subjects(scene, left, sentence.start, marker);
    let subject_relation = if arguments.passive { Relation::Object } else { Relation::Subject };
    for phrase in &subjects {
        arguments.start = arguments.start.min(scene.mentions.phrases[*phrase].tokens.start);
        arguments.add_counted(scene, subject_relation, *phrase);
    }
    if gapped {
        for t in found.tokens.clone() {
            if let Some(phrase) = scene.phrase[t] {
                arguments.add(Relation::Object, phrase);
            }
        }
    }
    let mut next = found.tokens.end;
    for phrase in objects {
        next = scene.mentions.phrases[phrase].tokens.end;
        let relation = if arguments.passive { Relation::Instrument } else { Relation::Object };
        arguments.add_counted(scene, relation, phrase);
    }
    prepositional(scene, &mut arguments, next, sentence.end, false);
    arguments
}

/// True of verbs that are said with what they are done to: "Eleven soldiers killed in ambush".
fn wants_object(scene: &Scene<'_>, found: &Match) -> bool {
    found.readings.iter().any(|&(entry, _)| {
        matches!(scene.mentions.pack.event.triggers[entry].frame, Frame::Kill | Frame::Affect)
    })
}

/// True where another finite verb follows in the sentence, so that this one is a mere attribute.
fn is_finite_near(scene: &Scene<'_>, found: &Match, end: usize) -> bool {
    let tokens = &scene.mentions.document.tokens;
    let limit = end.min(found.tokens.end + REACH);
    let next = tokens.get(found.tokens.end);
    let followed = next.is_some_and(|next| {
        next.class.any(Class::PREPOSITION)
            || next.kind == TokenKind::Mark
            || next.class.any(Class::ADVERB)
    });
    followed
        && (found.tokens.end..limit)
            .any(|i| is_verb(scene, i) || tokens[i].class.any(Class::AUXILIARY))
        || tokens[found.head.saturating_sub(1)].class.is_empty()
            && scene.mentions.document.sentences[tokens[found.head].sentence].part
                == crate::record::Part::Headline
            && next.is_none_or(|next| next.class.any(Class::PREPOSITION))
}

/// The subject before a verb group that begins at `left`, with what is joined to it by "and".
fn subjects(scene: &Scene<'_>, left: usize, start: usize, _infinitive: bool) -> Vec<usize> {
    let tokens = &scene.mentions.document.tokens;
    let mut at = left;
    let (mut commas, mut steps) = (0, 0);
    while at > start && steps < 60 {
        steps += 1;
        let i = at - 1;
        let token = &tokens[i];
        if let Some(phrase) = scene.phrase[i] {
            let begin = scene.mentions.phrases[phrase].tokens.start;
            let clause_opens = |preposition: usize| {
                // "after the RSF rejected": a word that also opens clauses, and the verb follows.
                tokens[preposition].class.any(Class::SUBORDINATOR)
                    && scene.mentions.phrases[phrase].tokens.end == left
            };
            if let Some(preposition) = scene.governed(phrase).filter(|&p| !clause_opens(p)) {
                at = preposition;
                continue;
            }
            if scene.time[scene.mentions.phrases[phrase].head].is_some() {
                at = begin;
                continue;
            }
            let mut all = joined(scene, phrase, start);
            // "The UN envoy in Bamako, Marit Solheim, condemned": the office names who the name is.
            if all.len() == 1
                && scene.actor[scene.mentions.phrases[phrase].head].is_none()
                && begin > start
                && tokens[begin - 1].is_mark(",")
            {
                let office = (start..begin - 1).rev().take(8).find_map(|i| scene.actor[i]);
                all.extend(office.and_then(|actor| {
                    let head =
                        scene.mentions.document.tokens_in(scene.mentions.actors[actor].head).start;
                    scene.phrase[head]
                }));
            }
            return all;
        }
        if token.class.any(Class::RELATIVE) && !token.class.any(Class::DETERMINER)
            || token.class.any(Class::RELATIVE) && i + 1 == left
        {
            // "gunmen who attacked", "the group, which attacked": what stands before it.
            let before = (start..i).rev().find(|&j| scene.phrase[j].is_some());
            return before.and_then(|j| scene.phrase[j]).into_iter().collect();
        }
        if token.class.any(Class::COORDINATOR) {
            // "returned fire and killed": the subject is that of the verb before.
            let verb =
                (start..i).rev().take(24).find(|&j| is_verb(scene, j) || tokens[j].is_mark(";:"));
            match verb {
                Some(j) if !tokens[j].is_mark(";:") => {
                    let mut group = j;
                    while group > start
                        && tokens[group - 1]
                            .class
                            .any(Class::AUXILIARY.or(Class::MODAL).or(Class::ADVERB))
                    {
                        group -= 1;
                    }
                    at = group;
                    continue;
                }
                _ => return Vec::new(),
            }
        }
        if is_verb(scene, i) {
            // "began shelling", "vowed to hunt": a chain of verbs shares its subject.
            let chain = (i + 1..left).all(|j| {
                tokens[j].class.any(
                    Class::INFINITIVE_MARKER
                        .or(Class::ADVERB)
                        .or(Class::NEGATION)
                        .or(Class::PREPOSITION),
                )
            });
            if !chain {
                return Vec::new();
            }
            at = i;
            continue;
        }
        if token.is_mark(",") {
            commas += 1;
            if commas > 2 {
                return Vec::new();
            }
        } else if token.is_mark(";:.!?—–")
            || token.class.any(Class::CONDITIONAL)
            || (token.class.any(Class::SUBORDINATOR) && !token.class.any(Class::PREPOSITION))
        {
            return Vec::new();
        }
        at = i;
    }
    Vec::new()
}

/// A phrase and those joined to it from the left by commas and "and".
fn joined(scene: &Scene<'_>, phrase: usize, start: usize) -> Vec<usize> {
    let tokens = &scene.mentions.document.tokens;
    let mut all = vec![phrase];
    let mut first = scene.mentions.phrases[phrase].tokens.start;
    let mut linked = false;
    while first > start + 1 && all.len() < 6 {
        let link = &tokens[first - 1];
        let coordinator = link.class.any(Class::COORDINATOR);
        if !coordinator && !(linked && link.is_mark(",")) {
            break;
        }
        let mut before = first - 2;
        if coordinator && tokens[before].is_mark(",") && before > start {
            before -= 1;
        }
        let Some(other) = scene.phrase[before] else { break };
        if scene.mentions.phrases[other].tokens.end != before + 1 {
            break;
        }
        linked = true;
        if scene.governed(other).is_some() {
            break;
        }
        all.push(other);
        first = scene.mentions.phrases[other].tokens.start;
    }
    all
}

/// The objects that begin right behind a verb, joined by commas and "and".
fn objects(scene: &Scene<'_>, from: usize, end: usize) -> Vec<usize> {
    let tokens = &scene.mentions.document.tokens;
    let mut all = Vec::new();
    let mut at = from;
    while at < end
        && (tokens[at].class.any(Class::ADVERB.or(Class::PARTICLE))
            && !tokens[at].class.any(Class::PREPOSITION)
            || tokens[at].is_mark("\"“„«"))
    {
        at += 1;
    }
    // "at least nine", "more than 20": qualifiers of a number, not prepositions.
    if at + 1 < end
        && tokens[at].class.any(Class::PREPOSITION.or(Class::DETERMINER))
        && is_number(scene, at + 2, end)
    {
        at += if scene.phrase[at].is_some() { 0 } else { 2 };
    } else if at < end
        && tokens[at].class.any(Class::PREPOSITION)
        && is_number(scene, at + 1, end)
        && scene.phrase[at + 1].is_some()
        && tokens[at].class.any(Class::ADVERB)
    {
        at += 1;
    }
    while let Some(phrase) = (at < end).then(|| scene.phrase[at]).flatten() {
        if scene.mentions.phrases[phrase].tokens.start < at && !all.is_empty() {
            break;
        }
        let next = scene.mentions.phrases[phrase].tokens.end;
        // A phrase that has its own verb behind it opens another clause.
        let verb_follows = next < end
            && !all.is_empty()
            && (is_verb(scene, next) || tokens[next].class.any(Class::AUXILIARY.or(Class::MODAL)));
        if verb_follows {
            break;
        }
        all.push(phrase);
        let link =
            next < end && (tokens[next].class.any(Class::COORDINATOR) || tokens[next].is_mark(","));
        if !link || all.len() > 5 {
            break;
        }
        at = next + 1;
        if at < end && tokens[at].class.any(Class::COORDINATOR) {
            at += 1;
        }
    }
    all
}

fn is_number(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    at < end && (scene.mentions.document.tokens[at].kind == TokenKind::Number || scene.number[at])
}

/// The phrases behind prepositions from `from` on, until the clause ends.
fn prepositional(
    scene: &Scene<'_>,
    arguments: &mut Arguments,
    from: usize,
    end: usize,
    noun: bool,
) {
    let tokens = &scene.mentions.document.tokens;
    let relations = &scene.mentions.pack.event.relations;
    let mut at = from;
    let limit = end.min(from + REACH);
    while at < limit {
        let token = &tokens[at];
        if token.is_mark(";:—–!?")
            || token.class.any(Class::RELATIVE) && !token.class.any(Class::DETERMINER)
        {
            break;
        }
        if scene.trigger[at].is_some() && is_verb(scene, at) || scene.cue[at] && at > from {
            break;
        }
        if noun && is_verb(scene, at) {
            break;
        }
        if token.class.any(Class::PREPOSITION) {
            let phrase = (at + 1..(at + 4).min(limit)).find_map(|i| {
                scene.phrase[i].filter(|&p| {
                    scene.governed(p) == Some(at) || scene.mentions.phrases[p].tokens.start == i
                })
            });
            if let Some(phrase) = phrase {
                let word = &*token.lower;
                let relation = if relations.agent.contains(word) {
                    Some(Relation::Agent)
                } else if noun && relations.object.contains(word) {
                    Some(Relation::Of)
                } else if relations.companion.contains(word) && !relations.target.contains(word) {
                    Some(Relation::Companion)
                } else if relations.target.contains(word) {
                    Some(Relation::Target)
                } else if relations.instrument.contains(word) {
                    Some(Relation::Instrument)
                } else {
                    None
                };
                if let Some(relation) = relation {
                    arguments.add_counted(scene, relation, phrase);
                    let mut next = scene.mentions.phrases[phrase].tokens.end;
                    // "on markets and hospitals"
                    while next + 1 < limit && tokens[next].class.any(Class::COORDINATOR) {
                        let Some(other) = scene.phrase[next + 1] else { break };
                        let after = scene.mentions.phrases[other].tokens.end;
                        if after < limit
                            && (is_verb(scene, after) || tokens[after].class.any(Class::AUXILIARY))
                        {
                            break;
                        }
                        arguments.add(relation, other);
                        next = after;
                    }
                    at = next;
                } else {
                    at = scene.mentions.phrases[phrase].tokens.end.max(at + 1);
                }
                arguments.end = arguments.end.max(at);
                continue;
            }
        }
        at += 1;
        arguments.end = arguments.end.max(at);
    }
}

/// The arguments of a noun: "the army’s attack on the town", "an attack by rebels".
fn noun(scene: &Scene<'_>, found: &Match) -> Arguments {
    let tokens = &scene.mentions.document.tokens;
    let relations = &scene.mentions.pack.event.relations;
    let sentence = &scene.mentions.document.sentences[tokens[found.head].sentence].tokens;
    let mut arguments =
        Arguments { start: found.tokens.start, end: found.tokens.end, ..Arguments::default() };
    if let Some(own) = scene.phrase[found.head] {
        let own = &scene.mentions.phrases[own];
        arguments.start = own.tokens.start;
        // A light verb lends its subject: "militants launched an attack".
        let verb = (sentence.start..own.tokens.start).rev().take(4).find(|&i| is_light(scene, i));
        if let Some(verb) = verb {
            let mut left = verb;
            while left > sentence.start
                && tokens[left - 1]
                    .class
                    .any(Class::AUXILIARY.or(Class::MODAL).or(Class::ADVERB).or(Class::NEGATION))
            {
                left -= 1;
            }
            let passive = (left..verb).any(|i| relations.passive.contains(&*tokens[i].lower));
            for phrase in subjects(scene, left, sentence.start, false) {
                arguments.add(if passive { Relation::Target } else { Relation::Subject }, phrase);
                arguments.start = arguments.start.min(scene.mentions.phrases[phrase].tokens.start);
            }
        }
        // In German the genitive stands behind the noun without a preposition.
        let next = own.tokens.end;
        if scene.mentions.pack.language.noun_capitals
            && next < sentence.end
            && let Some(phrase) = scene.phrase[next]
            && tokens[next].class.any(Class::DETERMINER.or(Class::POSSESSIVE))
        {
            arguments.add(Relation::Of, phrase);
        }
    }
    prepositional(scene, &mut arguments, found.tokens.end, sentence.end, true);
    arguments
}

fn is_light(scene: &Scene<'_>, at: usize) -> bool {
    let token = &scene.mentions.document.tokens[at];
    scene.mentions.pack.event.relations.light_verbs.contains(&*token.lower)
}

/// The arguments of a verb of a language in which the verb stands second or last.
fn verb_second(scene: &Scene<'_>, found: &Match, form: Form, shared: Option<usize>) -> Arguments {
    let document = scene.mentions.document;
    let tokens = &document.tokens;
    let relations = &scene.mentions.pack.event.relations;
    let sentence = &document.sentences[tokens[found.head].sentence].tokens;
    let (start, end) = clause(scene, found);
    let mut arguments = Arguments { start, end, ..Arguments::default() };
    let auxiliary = (start..end).find(|&i| {
        tokens[i].class.any(Class::AUXILIARY.or(Class::MODAL))
            && !tokens[i].class.any(Class::DETERMINER.or(Class::POSSESSIVE))
    });
    let passive_word = (start..end).any(|i| relations.passive.contains(&*tokens[i].lower));
    let perfect = (start..end).any(|i| relations.perfect.contains(&*tokens[i].lower));
    let also_finite = found.readings.iter().any(|&(_, f)| f == Form::Finite);
    arguments.passive = form == Form::Participle
        && !perfect
        && (passive_word || (auxiliary.is_none() && !also_finite));
    let verb = match form {
        Form::Finite => found.head,
        _ => auxiliary.unwrap_or(found.head),
    };
    let mut bare: Vec<usize> = Vec::new();
    let mut at = start;
    while at < end {
        let Some(phrase) = scene.phrase[at] else {
            at += 1;
            continue;
        };
        let tokens_of = &scene.mentions.phrases[phrase].tokens;
        let genitive = at > start
            && scene.phrase[at - 1].is_some()
            && tokens[at].class.any(Class::DETERMINER)
            && matches!(&*tokens[at].lower, _ if tokens[at].class.any(Class::RELATIVE) || tokens[at].lower.ends_with('s') || tokens[at].lower.ends_with('r'));
        if scene.governed(phrase).is_none()
            && scene.time[scene.mentions.phrases[phrase].head].is_none()
            && !genitive
            && scene.sort(phrase).is_some()
        {
            bare.push(phrase);
        }
        at = tokens_of.end.max(at + 1);
    }
    let begins = |phrase: &usize| scene.mentions.phrases[*phrase].tokens.start;
    let first_word = |phrase: &usize| &*tokens[begins(phrase)].lower;
    // Of the articles only the masculine ones tell the accusative from the nominative.
    let oblique = |phrase: &usize| {
        let word = first_word(phrase);
        tokens[begins(phrase)].class.any(Class::DETERMINER.or(Class::POSSESSIVE).or(Class::PRONOUN))
            && (word.ends_with("em") || word.ends_with("en") && word.len() <= 6)
    };
    if arguments.passive {
        for phrase in &bare {
            arguments.add_counted(scene, Relation::Object, *phrase);
        }
    } else {
        let coordinated = verb > start && tokens[verb - 1].class.any(Class::COORDINATOR)
            || verb == start
                && verb > sentence.start
                && tokens[verb - 1].class.any(Class::COORDINATOR);
        let before: Vec<usize> = bare.iter().copied().filter(|p| begins(p) < verb).collect();
        let after: Vec<usize> = bare.iter().copied().filter(|p| begins(p) > verb).collect();
        let mut ordered: Vec<usize> = Vec::new();
        let mut subject = None;
        if coordinated && before.is_empty() {
            subject = shared;
            ordered.extend(&after);
        } else if let Some(&first) = before.first().filter(|p| !oblique(p)) {
            subject = Some(first);
            ordered.extend(before[1..].iter().chain(&after));
        } else {
            subject = after.iter().copied().find(|p| !oblique(p)).or(subject);
            ordered.extend(before.iter().chain(&after).filter(|p| Some(**p) != subject));
        }
        if let Some(subject) = subject {
            for phrase in joined(scene, subject, start) {
                arguments.add(Relation::Subject, phrase);
            }
            // "Hamas und die Hisbollah griffen an": joined on the right as well.
            let mut next = scene.mentions.phrases[subject].tokens.end;
            while next + 1 < end && tokens[next].class.any(Class::COORDINATOR) {
                let Some(other) = scene.phrase[next + 1] else { break };
                arguments.add(Relation::Subject, other);
                next = scene.mentions.phrases[other].tokens.end;
            }
        }
        for phrase in ordered {
            arguments.add_counted(scene, Relation::Object, phrase);
        }
    }
    let passive = arguments.passive;
    for (phrase, _) in scene
        .mentions
        .phrases
        .iter()
        .enumerate()
        .skip_while(|(_, p)| p.tokens.start < start)
        .take_while(|(_, p)| p.tokens.start < end)
    {
        let Some(preposition) = scene.governed(phrase).filter(|&p| p >= start) else { continue };
        let word = &*tokens[preposition].lower;
        let relation = if passive && relations.agent.contains(word) {
            Relation::Agent
        } else if relations.companion.contains(word) && !relations.target.contains(word) {
            Relation::Companion
        } else if relations.target.contains(word) {
            Relation::Target
        } else if relations.instrument.contains(word) {
            Relation::Instrument
        } else {
            continue;
        };
        arguments.add_counted(scene, relation, phrase);
    }
    arguments
}

/// The clause around a trigger: between commas, colons and conjunctions that open a clause.
fn clause(scene: &Scene<'_>, found: &Match) -> (usize, usize) {
    let tokens = &scene.mentions.document.tokens;
    let sentence = &scene.mentions.document.sentences[tokens[found.head].sentence].tokens;
    let opens = |i: usize| {
        tokens[i].is_mark(",;:—–()")
            || (tokens[i].class.any(Class::COORDINATOR) && {
                // "und" joins clauses where a verb stands on its right before the next mark, and on its left.
                let right = (i + 1..sentence.end.min(i + 3)).any(|j| is_verb(scene, j));
                right
                    && (i.saturating_sub(12).max(sentence.start)..i)
                        .any(|j| is_verb(scene, j) || tokens[j].class.any(Class::AUXILIARY))
            })
    };
    let start = (sentence.start..found.tokens.start)
        .rev()
        .find(|&i| opens(i))
        .map_or(sentence.start, |i| i + 1);
    let end = (found.tokens.end..sentence.end).find(|&i| opens(i)).unwrap_or(sentence.end);
    (start, end)
}
