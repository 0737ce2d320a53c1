//! Targets and perpetrators that the sentences of an incident name and no event of it has.

use std::ops::Range;

use super::group::{self, Group};
use super::table::{Act, has, table, vocabulary};
use super::view::{View, is_many, singular};
use super::{person, target};
use crate::event::write;
use crate::phrase::Phrase;
use crate::record::{Event, Evidence, Kind, Level, Participant, Quote, Role, Status};
use crate::text::Class;

/// How many tokens a verb group, a list's gap or an agent may take.
const GROUP: usize = 4;
const AGENT: usize = 14;
/// How many phrases a list is followed for.
const LIST: usize = 6;

/// Adds what is missing.
pub(super) fn add(view: &View<'_>, group: &Group, told: &mut Event, events: &[Event]) {
    let sentences = group::sentences(view, group, events);
    // Where another incident is told, its sentences are its own.
    let others: Vec<usize> = events
        .iter()
        .enumerate()
        .filter(|(index, event)| event.muc4.is_some() && !group.events.contains(index))
        .map(|(_, event)| view.sentence(event.trigger.span))
        .collect();
    let distance = |all: &[usize], sentence: usize| {
        all.iter().map(|at| at.abs_diff(sentence)).min().unwrap_or(usize::MAX)
    };
    for (index, sentence) in view.mentions.document.sentences.iter().enumerate() {
        let ours = distance(&sentences, index);
        if ours > vocabulary().seek.reach || distance(&others, index) < ours {
            continue;
        }
        for at in sentence.tokens.clone() {
            read(view, group.kind, told, at, &sentence.tokens);
        }
    }
}

fn read(view: &View<'_>, kind: &str, told: &mut Event, at: usize, sentence: &Range<usize>) {
    for act in vocabulary().seek.act.iter().filter(|act| has(&act.incidents, kind)) {
        Seeker { view, act, told, sentence: sentence.clone() }.read(at);
    }
}

/// An incident that no event tells of, since it is only spoken of: "after the murder of the mayor".
pub(super) fn untold(view: &View<'_>, kind: &str, number: usize) -> Option<Event> {
    let document = view.mentions.document;
    let mut told = blank(kind, format!("e{number}"))?;
    let mut first = None;
    for sentence in &document.sentences {
        let before = told.participants.len();
        for at in sentence.tokens.clone() {
            read(view, kind, &mut told, at, &sentence.tokens);
            if first.is_none() && told.participants.iter().any(|p| super::is_target(p.role)) {
                first = Some(at);
            }
        }
        if told.participants.len() > before {
            let quote = document.quote(sentence.span);
            let part = Some(sentence.part);
            told.evidence.push(Evidence { text: quote.text, span: quote.span, part });
        }
    }
    told.trigger = document.quote(document.tokens[first?].span);
    let hurt = told.participants.iter().any(|p| p.role == Role::Victim);
    hurt.then_some(told)
}

/// An event of the type and modes that mean a kind of incident, with nothing else.
fn blank(kind: &str, id: String) -> Option<Event> {
    let row = table().incident.iter().find(|row| row.muc4 == kind)?;
    Some(Event {
        id,
        event_type: row.event_type,
        modes: row.modes.clone(),
        contexts: Vec::new(),
        acled: None,
        cameo: None,
        muc4: None,
        status: Status::Occurred,
        trigger: Quote::default(),
        summary: String::new(),
        time: None,
        place: None,
        participants: Vec::new(),
        responsibility: Vec::new(),
        motives: Vec::new(),
        counts: Vec::new(),
        claims: Vec::new(),
        evidence: Vec::new(),
        level: Some(Level::Incident),
        muc4_category: None,
    })
}

/// Gives an incident without an actor the first band that its sentences name.
pub(super) fn perpetrators(view: &View<'_>, told: &mut Event) {
    if told.participants.iter().any(|p| p.role == Role::Actor) {
        return;
    }
    let words = &vocabulary().perpetrator;
    let actors = view.mentions.actors.iter().filter(|actor| {
        let span = view.mentions.document.code_points(actor.span);
        told.evidence.iter().any(|e| e.span[0] <= span[0] && span[1] <= e.span[1])
            && !told.participants.iter().any(|p| p.span[0] < span[1] && span[0] < p.span[1])
    });
    let found = actors.filter(|actor| {
        let head = view.mentions.document.words(actor.head).to_lowercase();
        actor.kind == Kind::ArmedGroup || has(&words.sure, &singular(&head))
    });
    let document = view.mentions.document;
    let Some(actor) = found.min_by_key(|actor| (actor.id.is_none(), actor.span)) else { return };
    let mut participant = write::bare(document, Role::Actor, actor.span, actor.kind);
    write::identify(document, &mut participant, actor);
    told.participants.push(participant);
}

struct Seeker<'a, 'b> {
    view: &'a View<'a>,
    act: &'a Act,
    told: &'b mut Event,
    sentence: Range<usize>,
}

impl Seeker<'_, '_> {
    fn read(&mut self, at: usize) {
        let word = self.view.lower(at);
        let seek = &vocabulary().seek;
        if has(&self.act.verbs, word) {
            let start = at.saturating_sub(GROUP).max(self.sentence.start);
            let passive = (start..at)
                .rev()
                .take_while(|&i| self.is_group(i))
                .any(|i| has(&seek.passive, self.view.lower(i)));
            if passive {
                self.targets_before(at);
                self.agent(at + 1);
            } else {
                self.targets_from(at + 1);
                self.subject(at);
            }
        }
        if has(&self.act.dies, word) {
            self.targets_before(at);
        }
        if has(&self.act.nouns, word) {
            let next = self.view.lower(at + 1);
            let open = if self.act.role == Role::Object { &seek.at } else { &seek.of };
            if has(open, next) {
                self.targets_from(at + 2);
            }
            self.agent(at + 1);
        }
    }

    fn class(&self, at: usize, class: Class) -> bool {
        self.view.mentions.document.tokens.get(at).is_some_and(|token| token.class.any(class))
    }

    fn is_group(&self, at: usize) -> bool {
        self.class(at, Class::AUXILIARY.or(Class::MODAL).or(Class::ADVERB).or(Class::NEGATION))
    }

    fn phrase_at(&self, at: usize) -> Option<&Phrase> {
        let phrases = self.view.mentions.phrases;
        let index = phrases.partition_point(|phrase| phrase.tokens.end <= at);
        phrases.get(index).filter(|phrase| phrase.tokens.contains(&at))
    }

    /// The phrases of a list that begins at a token.
    fn list(&self, from: usize) -> Vec<Range<usize>> {
        let mut all = Vec::new();
        let mut at = from;
        // "killed at least six", "of (the)"
        while at < self.sentence.end && at - from < GROUP && self.phrase_at(at).is_none() {
            if !self.class(at, Class::PREPOSITION.or(Class::ADVERB).or(Class::DETERMINER)) {
                return all;
            }
            at += 1;
        }
        while let Some(phrase) = self.phrase_at(at) {
            let end = phrase.tokens.end;
            all.push(at.max(phrase.tokens.start)..end);
            let tokens = &self.view.mentions.document.tokens;
            let mut next = end;
            while next < self.sentence.end
                && next - end < 2
                && (tokens[next].is_mark(",") || self.class(next, Class::COORDINATOR))
            {
                next += 1;
            }
            if next == end || all.len() >= LIST || next >= self.sentence.end {
                break;
            }
            at = next;
        }
        all
    }

    fn targets_from(&mut self, from: usize) {
        for tokens in self.list(from) {
            if !self.describes(&tokens) {
                self.target(tokens);
            }
        }
    }

    /// "Hector Oqueli, leader of the party": what stands behind a name and a comma says who that is.
    fn describes(&mut self, tokens: &Range<usize>) -> bool {
        let document = self.view.mentions.document;
        let comma = tokens.start.checked_sub(1).filter(|&at| document.tokens[at].is_mark(","));
        let Some(comma) = comma else { return false };
        let noun = self.view.head(tokens.clone()).is_some_and(|at| {
            target::is_person_noun(&singular(self.view.lower(at)))
                && singular(self.view.lower(at)) == self.view.lower(at)
        });
        let end = document.code_points(document.tokens[comma].span)[0];
        let named = self.told.participants.iter_mut().find(|known| {
            known.role == Role::Victim && known.name.is_some() && known.span[1] == end
        });
        let Some(named) = named.filter(|_| noun) else { return false };
        if named.title.is_none() {
            named.title = Some(document.words(document.token_span(tokens.clone())));
        }
        true
    }

    /// The subject before a verb group: of "the mayor of the town" the mayor.
    fn before(&self, at: usize) -> Option<Range<usize>> {
        let tokens = &self.view.mentions.document.tokens;
        let mut end = at;
        while end > self.sentence.start && self.is_group(end - 1) {
            end -= 1;
        }
        for _ in 0..LIST {
            let mut last = end.checked_sub(1).filter(|&last| last >= self.sentence.start)?;
            if tokens[last].is_mark(",])") || self.class(last, Class::RELATIVE) {
                last = last.checked_sub(1)?;
            }
            let phrase = self.phrase_at(last)?.tokens.clone();
            let preposition = phrase.start.checked_sub(1).filter(|&i| i >= self.sentence.start);
            match preposition.filter(|&i| self.class(i, Class::PREPOSITION)) {
                Some(i) => end = i,
                None => return Some(phrase),
            }
        }
        None
    }

    fn targets_before(&mut self, at: usize) {
        let Some(tokens) = self.before(at) else { return };
        let tokens_before = tokens.start;
        // "Danilo Barillas, a leader of the party, was killed"
        let comma = tokens.start.checked_sub(1).filter(|&i| self.view.lower(i) == ",");
        let name = comma.and_then(|i| self.phrase_at(i.checked_sub(1)?)).map(|p| p.tokens.clone());
        if let Some(name) = name.filter(|name| person::name_in(self.view, name).is_some()) {
            self.target(name);
            if self.describes(&tokens) {
                return;
            }
        }
        self.target(tokens);
        // "Father A and Father B were killed"
        let joined = tokens_before.checked_sub(1).filter(|&i| self.class(i, Class::COORDINATOR));
        if let Some(other) = joined.and_then(|i| self.phrase_at(i.checked_sub(1)?)) {
            self.target(other.tokens.clone());
        }
    }

    fn agent(&mut self, from: usize) {
        let end = self.sentence.end.min(from + AGENT);
        let by = (from..end).find(|&at| has(&vocabulary().seek.agent, self.view.lower(at)));
        if let Some(by) = by {
            for tokens in self.list(by + 1) {
                self.perpetrator(tokens);
            }
        }
    }

    fn subject(&mut self, at: usize) {
        if let Some(tokens) = self.before(at) {
            self.perpetrator(tokens);
        }
    }

    fn target(&mut self, tokens: Range<usize>) {
        let Some(participant) = self.participant(tokens, self.act.role) else { return };
        let fits = if self.act.role == Role::Object {
            target::is_thing(self.view, &participant)
        } else {
            target::is_human(self.view, &participant)
        };
        if fits {
            group::add(&mut self.told.participants, participant);
        }
    }

    fn perpetrator(&mut self, tokens: Range<usize>) {
        let Some(participant) = self.participant(tokens.clone(), Role::Actor) else { return };
        let words = &vocabulary().perpetrator;
        let head = self.view.head(self.view.tokens(participant.span));
        let head = head.map_or_else(String::new, |at| singular(self.view.lower(at)));
        let marked = || tokens.clone().any(|at| has(&words.marked, self.view.lower(at)));
        let fits = matches!(participant.kind, Kind::ArmedGroup | Kind::ArmedForces)
            || has(&words.sure, &head)
            || has(&words.heads, &head) && marked();
        let hurt = self
            .told
            .participants
            .iter()
            .any(|known| known.role == Role::Victim && known.span == participant.span);
        if fits && !hurt {
            group::add(&mut self.told.participants, participant);
        }
    }

    /// A participant from a phrase: the actor that stands there, else the phrase's own words.
    fn participant(&self, tokens: Range<usize>, role: Role) -> Option<Participant> {
        let document = self.view.mentions.document;
        let phrase = self.phrase_at(tokens.start)?;
        if phrase.pronoun {
            return None;
        }
        let bare = tokens.clone().find(|&at| {
            !self.class(at, Class::DETERMINER.or(Class::POSSESSIVE).or(Class::ADVERB))
        })?;
        let span = document.token_span(bare..phrase.head.max(bare) + 1);
        let head = document.tokens[phrase.head].span;
        let actor = (role != Role::Object)
            .then(|| self.view.mentions.actors.iter().find(|actor| actor.span.overlaps(head)))
            .flatten();
        let kind = match role {
            Role::Object => Kind::Thing,
            _ if is_many(self.view.lower(phrase.head)) => Kind::Civilians,
            _ => Kind::Person,
        };
        let mut participant = write::bare(document, role, span, kind);
        participant.private = role == Role::Victim;
        if let Some(actor) = actor {
            let span = if actor.named { actor.span } else { span.join(actor.span) };
            participant.text = document.words(span);
            participant.span = document.code_points(span);
            write::identify(document, &mut participant, actor);
            participant.kind = actor.kind;
        }
        if role == Role::Victim && participant.name.is_none() {
            person::split(self.view, bare..phrase.head + 1, &mut participant);
        }
        Some(participant)
    }
}
