//! How many: the counts that the tagger links to an act, and those whose own words say what they count.

use std::collections::BTreeMap;

use super::{Composer, nearest};
use crate::count::CountMention;
use crate::event::{Mentions, write};
use crate::record::{Claim, Count, CountOf, EventType, Participant, Role, Status};
use crate::tags::{Act, Part, Tags};
use crate::text::Span;

/// How many sentences behind an act a count may stand that goes on telling of it.
const REACH: usize = 2;

/// For each act the counts that no link gives to any act: those whose words say that people were hurt or
/// that weapons flew, in the sentence of an act of force, or close behind it.
pub fn unlinked(mentions: &Mentions<'_>, tags: &Tags, acts: &[Act]) -> Vec<Vec<usize>> {
    let document = mentions.document;
    let mut given = vec![Vec::new(); acts.len()];
    let mut linked: Vec<Span> = Vec::new();
    for link in acts.iter().flat_map(|act| &act.links) {
        if matches!(link.part, Part::Count(_)) {
            linked.push(tags.mentions[link.mention].span);
        }
    }
    linked.sort_unstable();
    let mut force: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, act) in acts.iter().enumerate() {
        let happened = matches!(act.status, Status::Occurred | Status::Ongoing);
        if act.event_type == EventType::Assault && happened {
            force.entry(document.sentence_at(act.trigger.start)).or_default().push(at);
        }
    }
    for (index, count) in mentions.counts.iter().enumerate() {
        let taken = || super::overlapping(&linked, |span| *span, count.span).next().is_some();
        if !count.of.is_some_and(is_of_force) || count.part || count.aggregate || taken() {
            continue;
        }
        let here = document.sentence_at(count.span.start);
        // The nearest sentence first, in it the nearest act.
        let near = force.range(here.saturating_sub(REACH)..=here).next_back();
        let host = near.and_then(|(_, acts_there)| {
            let apart = |at: &&usize| acts[**at].trigger.start.abs_diff(count.span.start);
            acts_there.iter().min_by_key(apart)
        });
        if let Some(&host) = host {
            given[host].push(index);
        }
    }
    given
}

/// True of what force does to people, and of what it fires.
fn is_of_force(of: CountOf) -> bool {
    use CountOf::{Captured, Displaced, Injured, Intercepted, Killed, Missing, Munitions};
    matches!(of, Killed | Injured | Munitions | Intercepted | Captured | Missing | Displaced)
}

/// Whether people died or were hurt: as the count's own words say, where they say it.
fn settled(of: CountOf, own: Option<CountOf>) -> CountOf {
    let of_harm = |of: &CountOf| matches!(of, CountOf::Killed | CountOf::Injured);
    own.filter(|own| of_harm(&of) && of_harm(own)).unwrap_or(of)
}

impl Composer<'_, '_> {
    /// The counts of the act, by their index, and what each counts.
    pub(super) fn counted(&self) -> Vec<(usize, CountOf)> {
        let linked = self.linked(|part| match part {
            Part::Count(of) => Some(of),
            _ => None,
        });
        let known = self.mentions.counts;
        let mut counted: Vec<(usize, CountOf)> = Vec::new();
        for (mention, of) in linked {
            let nearest = nearest(known, |count| count.span, self.span(mention));
            // "nine of the dead" is no toll beside that of all
            let nearest = nearest.filter(|&index| !known[index].part);
            counted.extend(nearest.map(|index| (index, settled(of, known[index].of))));
        }
        let twice = counted.clone();
        counted.retain(|&(index, of)| {
            // Of two things that one number is said to count, the one that its own words name.
            let own = known[index].of;
            own.is_none_or(|own| own == of || !twice.contains(&(index, own)))
        });
        let more = self.counts.iter().filter_map(|&index| Some((index, known[index].of?)));
        counted.extend(more);
        counted
    }

    pub(super) fn counts(&mut self, counted: &[(usize, CountOf)], claims: &[Claim]) -> Vec<Count> {
        let mentions = self.mentions;
        let mut all: Vec<(Span, Count)> = Vec::new();
        for &(index, of) in counted {
            self.count(&mentions.counts[index], of, claims, &mut all);
        }
        all.sort_by_key(|(span, count)| (*span, count.of));
        all.into_iter().map(|(_, count)| count).collect()
    }

    /// Who was killed or hurt, of an act of force whose victims no link names: those who are counted.
    pub(super) fn victims(
        &mut self,
        counted: &[(usize, CountOf)],
        participants: &mut Vec<Participant>,
    ) {
        let is = |role: Role| move |one: &Participant| one.role == role;
        if self.act.event_type != EventType::Assault || participants.iter().any(is(Role::Victim)) {
            return;
        }
        let document = self.mentions.document;
        let harmed =
            counted.iter().filter(|(_, of)| matches!(of, CountOf::Killed | CountOf::Injured));
        let mut nouns: Vec<Span> = harmed
            .map(|&(index, _)| &self.mentions.counts[index])
            .filter(|count| count.high != Some(0))
            .filter_map(|count| count.noun)
            .collect();
        nouns.sort_unstable();
        let Some((noun, actor)) =
            nouns.into_iter().find_map(|noun| Some((noun, self.actor(noun)?)))
        else {
            return;
        };
        let mut victim = write::bare(document, Role::Victim, noun, actor.kind);
        write::identify(document, &mut victim, actor);
        victim.private = victim.id.is_none();
        let taken = |one: &Participant| {
            one.role != Role::Actor && one.span[0] < victim.span[1] && victim.span[0] < one.span[1]
        };
        if participants.iter().any(taken) {
            return;
        }
        let value = victim.name.clone().unwrap_or_else(|| victim.text.clone());
        self.say("victim", value, noun, "counted");
        participants.push(victim);
        participants.sort_by_key(|one| (one.role, one.span));
    }

    /// Adds a count, unless the same was said before.
    fn count(
        &mut self,
        known: &CountMention,
        of: CountOf,
        claims: &[Claim],
        all: &mut Vec<(Span, Count)>,
    ) {
        let document = self.mentions.document;
        let at = document.code_points(known.span);
        let by = claims
            .iter()
            .find(|claim| {
                claim.content.as_ref().is_some_and(|c| c.span[0] <= at[0] && at[1] <= c.span[1])
            })
            .and_then(|claim| claim.source.as_ref())
            .map(|source| source.name.clone().unwrap_or_else(|| source.text.clone()));
        let same = |other: &Count| {
            other.of == of
                && other.low == known.low
                && other.high == known.high
                && (other.by == by || other.by.is_none() || by.is_none())
        };
        if let Some((_, other)) = all.iter_mut().find(|(_, other)| same(other)) {
            other.by = other.by.take().or(by);
            return;
        }
        let slot = write::count_slot(of);
        self.say(&slot, write::number(known.low, known.high), known.span, known.rule.clone());
        all.push((
            known.span,
            Count {
                of,
                low: known.low,
                best: known.best,
                high: known.high,
                text: document.slice(known.span).to_owned(),
                span: at,
                by,
                reported_none: known.reported_none,
            },
        ));
    }
}
