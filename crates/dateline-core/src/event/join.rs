//! Tellings of one act brought together inside one report. An act may be told three times; what
//! differs in place, day or party is another act.

use std::collections::BTreeSet;

use super::draft::{Draft, fineness};
use super::frame::Sort;
use super::lexicon::Form;
use super::scene::Scene;
use crate::place::gazetteer::kilometres;
use crate::record::{CountOf, EventType, Kind, Part, PlacePrecision, Role, Status, TimePrecision};
use crate::time::TimeMention;

/// Tellings that are one act, as indices of drafts; the first is the fullest early one.
#[derive(Clone, Debug, Default)]
pub struct Telling {
    /// Indices of drafts, in order.
    pub drafts: Vec<usize>,
    /// Counts that stand in sentences of their own: "The toll rose to 24."
    pub counts: Vec<usize>,
}

impl Telling {
    /// The drafts to compare with: all of most acts, the first and the last of one told very often.
    fn compared(&self) -> impl Iterator<Item = usize> + '_ {
        let first = COMPARED.min(self.drafts.len());
        let last = self.drafts.len().saturating_sub(COMPARED).max(first);
        self.drafts[..first].iter().chain(&self.drafts[last..]).copied()
    }
}

/// How much must speak for two tellings being one act.
const ENOUGH: i32 = 4;
/// Of an act told very often only so many tellings, the first and the last, are compared with.
const COMPARED: usize = 12;
/// Only so many acts told last are candidates for one more telling: no report tells of more at once,
/// and time must not grow with the square of a text that does.
pub const CANDIDATES: usize = 40;
/// Two places this far apart, in kilometres, are two places.
const APART: f64 = 45.0;

/// Joins drafts into acts, in the order of the text, and gives counts without a trigger their act.
pub fn join(scene: &Scene<'_>, drafts: &mut [Draft]) -> Vec<Telling> {
    share_counts(scene, drafts);
    let conflict = (0..drafts.len()).any(|index| is_firm(scene, drafts, index));
    let mut tellings: Vec<Telling> = Vec::new();
    for index in 0..drafts.len() {
        let best = tellings
            .iter()
            .enumerate()
            .rev()
            .take(CANDIDATES)
            .filter_map(|(at, telling)| Some((score(scene, drafts, telling, index)?, at)))
            .max_by_key(|&(score, at)| (score, at));
        match best {
            Some((score, at)) if score >= ENOUGH => tellings[at].drafts.push(index),
            _ if drafts[index].embedded || !stands_alone(scene, drafts, index, conflict) => {}
            _ => tellings.push(Telling { drafts: vec![index], counts: Vec::new() }),
        }
    }
    leftover_counts(scene, drafts, &mut tellings);
    tellings
}

/// What speaks for a draft being one more telling of an act; none where something speaks against.
fn score(scene: &Scene<'_>, drafts: &[Draft], telling: &Telling, index: usize) -> Option<i32> {
    let draft = &drafts[index];
    let last = &drafts[*telling.drafts.last()?];
    let first = &drafts[telling.drafts[0]];
    let effect_on_act = draft.effect && takes_harm(first.event_type);
    let act_on_effect =
        telling.compared().all(|d| drafts[d].effect) && draft.event_type == EventType::Assault;
    if draft.event_type != first.event_type && !effect_on_act {
        return None;
    }
    // A total over a time is never one of the acts that it sums up.
    if is_series(scene, draft) != is_series(scene, first) && !draft.effect {
        return None;
    }
    let mut score = 0;
    let same_sentence = telling.compared().any(|d| drafts[d].sentence == draft.sentence);
    let distance = draft.sentence - last.sentence;
    // Place, day, party and status may each rule it out.
    match places(scene, drafts, telling, draft) {
        Some(false) => return None,
        Some(true) => score += 2,
        None => {}
    }
    match days(scene, drafts, telling, draft) {
        Some(false) => return None,
        Some(true) => score += 1,
        None => {}
    }
    // A denial speaks of an act that is told elsewhere.
    let pointing = draft.definite || draft.denied || (draft.form == Form::Noun && draft.embedded);
    match parties(scene, drafts, telling, draft, Role::Actor) {
        Some(false) if !effect_on_act => return None,
        Some(true) => score += 2,
        _ => {}
    }
    for role in [Role::Victim, Role::Recipient, Role::Object] {
        if parties(scene, drafts, telling, draft, role) == Some(true) {
            score += 1;
        }
    }
    let real = |status: Status| {
        matches!(status, Status::Occurred | Status::Ongoing | Status::Attempted | Status::Prevented)
    };
    // "No one was killed" is no act that did not happen, but what is said of one that did.
    if real(draft.status) != real(first.status) && !pointing && !draft.effect {
        return None;
    }
    // What names neither place nor day goes on with what was told last.
    let bare =
        draft.place.is_none() && draft.time.is_none() && draft.event_type == EventType::Assault;
    if bare && draft.part == Part::Body {
        score += match distance {
            0..=2 => 3,
            3..=5 => 2,
            _ => 0,
        };
    }
    let modes: BTreeSet<&String> = telling.compared().flat_map(|d| &drafts[d].modes).collect();
    if !draft.modes.is_empty() && !modes.is_empty() {
        if draft.modes.iter().any(|mode| modes.contains(mode)) {
            score += if same_sentence { 2 } else { 1 };
        } else if !same_sentence && !pointing && !bare {
            return None;
        } else {
            score -= 1;
        }
    }
    if telling.compared().any(|d| drafts[d].entry == draft.entry) {
        score += 1;
    }
    if shares_count(scene, drafts, telling, draft) {
        score += 2;
    }
    if effect_on_act || act_on_effect {
        score += match distance {
            0 => 4,
            1 | 2 => 2,
            _ => 0,
        };
    } else if same_sentence {
        score += 2;
    }
    if pointing {
        score += if distance <= 3 { 3 } else { 2 };
    }
    if telling.compared().all(|d| drafts[d].part == Part::Headline) && draft.part == Part::Body {
        score += 2;
    }
    if verbal(draft.event_type) && distance > 6 {
        score -= 1;
    }
    Some(score)
}

/// True of types that harm may come from.
fn takes_harm(event_type: EventType) -> bool {
    matches!(event_type, EventType::Assault | EventType::Protest)
}

fn verbal(event_type: EventType) -> bool {
    !matches!(event_type, EventType::Assault | EventType::Coerce | EventType::Protest)
}

/// True where a draft's place is one of an act's, false where it is another; none where unknown.
fn places(scene: &Scene<'_>, drafts: &[Draft], telling: &Telling, draft: &Draft) -> Option<bool> {
    let one = &scene.mentions.places[draft.place?];
    let mut known = None;
    for other in telling.compared().filter_map(|d| drafts[d].place) {
        let other = &scene.mentions.places[other];
        let coarse = |p: PlacePrecision| fineness(p) <= fineness(PlacePrecision::Region);
        if one.name == other.name {
            return Some(true);
        }
        if coarse(one.precision) || coarse(other.precision) {
            let apart =
                one.country.is_some() && other.country.is_some() && one.country != other.country;
            known = known.or(apart.then_some(false));
            continue;
        }
        let near = match (one.point, other.point) {
            (Some(a), Some(b)) => kilometres(a, b) <= APART,
            _ => continue,
        };
        if near {
            return Some(true);
        }
        known = Some(false);
    }
    known
}

/// True where a draft's day is one of an act's, false where it is another; none where the words do
/// not tell: a month is no contradiction of a day in it, "today" none of "Sunday".
fn days(scene: &Scene<'_>, drafts: &[Draft], telling: &Telling, draft: &Draft) -> Option<bool> {
    let one = &scene.mentions.times[draft.time?];
    let weekday = |time: &TimeMention| time.edtf.is_none() && time.rule.contains("weekday");
    let words = |time: &TimeMention| scene.mentions.document.words(time.span).to_lowercase();
    let day = |time: &TimeMention| time.precision == TimePrecision::Day;
    let mut known = None;
    for other in telling.compared().filter_map(|d| drafts[d].time) {
        let other = &scene.mentions.times[other];
        let same = match (&one.edtf, &other.edtf) {
            (Some(a), Some(b)) if a == b => Some(true),
            (Some(a), Some(b)) if a.starts_with(b.as_str()) || b.starts_with(a.as_str()) => None,
            (Some(_), Some(_)) => Some(false),
            // Without a report date "Tuesday" is not "Wednesday", nor "7 October".
            _ if words(one) == words(other) => Some(true),
            _ if day(one) && day(other) && (weekday(one) || weekday(other)) => {
                (one.edtf.is_some() || other.edtf.is_some() || weekday(one) && weekday(other))
                    .then_some(false)
            }
            _ => None,
        };
        match same {
            Some(true) => return same,
            Some(false) => known = same,
            None => {}
        }
    }
    known
}

/// True of a telling of many acts over a time: "has fired thousands of rockets since 7 October".
fn is_series(scene: &Scene<'_>, draft: &Draft) -> bool {
    let open = draft.time.is_some_and(|time| {
        scene.mentions.times[time].edtf.as_deref().is_some_and(|edtf| edtf.ends_with("/.."))
    });
    let mut counts = draft.counts.iter().map(|&count| &scene.mentions.counts[count]).peekable();
    open || counts.peek().is_some() && counts.all(|count| count.aggregate)
}

/// The key by which two mentions of an actor are one: its id, else its name, else its head word.
pub fn key(scene: &Scene<'_>, party: &super::draft::Party) -> String {
    let document = scene.mentions.document;
    match party.actor {
        Some(actor) => {
            let mention = &scene.mentions.actors[root(scene, actor)];
            mention
                .id
                .clone()
                .or_else(|| mention.name.clone())
                .unwrap_or_else(|| document.words(mention.head).to_lowercase())
        }
        None => {
            let words = document.words(party.span).to_lowercase();
            words.split_whitespace().last().unwrap_or_default().to_owned()
        }
    }
}

/// The mention that a pronoun or a definite phrase stands for.
pub fn root(scene: &Scene<'_>, actor: usize) -> usize {
    let mut at = actor;
    for _ in 0..8 {
        match scene.mentions.actors[at].refers_to {
            Some(next) if next != at => at = next,
            _ => break,
        }
    }
    at
}

/// True where an actor has a name of its own, in the base or in the report.
pub fn is_named(scene: &Scene<'_>, actor: usize) -> bool {
    let mention = &scene.mentions.actors[root(scene, actor)];
    mention.id.is_some() || mention.named
}

fn parties(
    scene: &Scene<'_>,
    drafts: &[Draft],
    telling: &Telling,
    draft: &Draft,
    role: Role,
) -> Option<bool> {
    let of = |draft: &Draft| -> Vec<(String, bool, Option<String>)> {
        draft
            .parties
            .iter()
            .filter(|party| party.role == role && party.sort != Sort::Weapon)
            .map(|party| {
                let named = party.actor.is_some_and(|a| is_named(scene, a));
                let whole =
                    party.actor.and_then(|a| scene.mentions.actors[root(scene, a)].part_of.clone());
                (key(scene, party), named, whole)
            })
            .collect()
    };
    let ours = of(draft);
    let theirs: Vec<_> = telling.compared().flat_map(|d| of(&drafts[d])).collect();
    if ours.is_empty() || theirs.is_empty() {
        return None;
    }
    let same = |a: &(String, bool, Option<String>), b: &(String, bool, Option<String>)| {
        a.0 == b.0 || a.2.as_deref() == Some(&b.0) || b.2.as_deref() == Some(&a.0)
    };
    if ours.iter().any(|a| theirs.iter().any(|b| same(a, b))) {
        return Some(true);
    }
    // Two unnamed parties ("gunmen", "attackers") may be the same; two named ones are not.
    let both_named = ours.iter().any(|a| a.1) && theirs.iter().any(|b| b.1);
    both_named.then_some(false)
}

fn shares_count(scene: &Scene<'_>, drafts: &[Draft], telling: &Telling, draft: &Draft) -> bool {
    let value = |index: &usize| {
        let count = &scene.mentions.counts[*index];
        (count.of, count.low, count.high)
    };
    let ours: Vec<_> = draft.counts.iter().map(value).collect();
    telling.compared().flat_map(|d| &drafts[d].counts).any(|c| ours.contains(&value(c)))
}

/// True of a draft that says enough to be an act by itself. `conflict` says that the report tells
/// of conflict elsewhere, so that words with other uses are likely meant as such.
fn stands_alone(scene: &Scene<'_>, drafts: &[Draft], index: usize, conflict: bool) -> bool {
    let draft = &drafts[index];
    if draft.effect && draft.status == Status::Denied {
        return false;
    }
    match draft.event_type {
        EventType::Assault => {
            let told = draft.form != Form::Noun || !is_empty(draft);
            let harm = draft.effect && !draft.parties.is_empty() && draft.place.is_some();
            let likely = conflict && draft.weak && !draft.effect && draft.place.is_some();
            told && (is_firm(scene, drafts, index)
                || (!draft.weak && !draft.effect)
                || harm
                || likely)
        }
        EventType::Protest => {
            let crowd = has_count(scene, draft, &[CountOf::Participants]);
            let doer = draft.parties.iter().any(|party| party.role == Role::Actor);
            doer || crowd
                || !draft.weak
                    && (draft.place.is_some() || draft.time.is_some() || !draft.counts.is_empty())
        }
        EventType::Coerce => {
            let counted = has_count(scene, draft, &[CountOf::Arrested, CountOf::Displaced]);
            let likely = conflict && draft.form != Form::Noun && !draft.parties.is_empty();
            let sure = !draft.weak && !is_empty(draft);
            has_kind(scene, draft, &[Kind::ArmedGroup, Kind::ArmedForces, Kind::Government])
                || counted
                || sure
                || likely
        }
        _ => speaks_or_moves(scene, draft, conflict),
    }
}

fn is_empty(draft: &Draft) -> bool {
    draft.place.is_none()
        && draft.time.is_none()
        && draft.parties.is_empty()
        && draft.counts.is_empty()
}

fn has_count(scene: &Scene<'_>, draft: &Draft, of: &[CountOf]) -> bool {
    draft
        .counts
        .iter()
        .any(|&count| scene.mentions.counts[count].of.is_some_and(|o| of.contains(&o)))
}

fn has_kind(scene: &Scene<'_>, draft: &Draft, kinds: &[Kind]) -> bool {
    draft
        .parties
        .iter()
        .filter_map(|p| p.actor)
        .any(|a| kinds.contains(&scene.mentions.actors[a].kind))
}

/// True of violence with a weapon, harm, or an armed or official party beside it.
fn is_firm(scene: &Scene<'_>, drafts: &[Draft], index: usize) -> bool {
    let draft = &drafts[index];
    let harm = [
        CountOf::Killed,
        CountOf::Injured,
        CountOf::Captured,
        CountOf::Munitions,
        CountOf::Intercepted,
    ];
    let effect_beside = drafts[index.saturating_sub(4)..(index + 5).min(drafts.len())]
        .iter()
        .any(|other| other.effect && other.sentence == draft.sentence && other.head != draft.head);
    draft.event_type == EventType::Assault
        && (draft.parties.iter().any(|party| party.sort == Sort::Weapon)
            || has_count(scene, draft, &harm)
            || has_kind(scene, draft, &[Kind::ArmedGroup, Kind::ArmedForces, Kind::Government])
            || effect_beside)
}

/// True of a saying or a move that has the party that makes it news.
fn speaks_or_moves(scene: &Scene<'_>, draft: &Draft, conflict: bool) -> bool {
    let official = |actor: usize| {
        let mention = &scene.mentions.actors[root(scene, actor)];
        mention.named
            || mention.id.is_some()
            || mention.title.is_some()
            || matches!(
                mention.kind,
                Kind::Government | Kind::ArmedForces | Kind::ArmedGroup | Kind::Organisation
            )
    };
    let doer = draft.parties.iter().filter(|p| p.role == Role::Actor).filter_map(|p| p.actor);
    let others = draft.parties.iter().filter(|p| p.role != Role::Actor).filter_map(|p| p.actor);
    let (mut doers, mut speaks) = (0, false);
    for actor in doer {
        doers += 1;
        speaks |= official(actor);
    }
    let aims = others.clone().any(official);
    let persons = others.count() > 0;
    let noun = draft.form == Form::Noun;
    let said = doers > 0 && (speaks || !draft.weak || (aims && conflict));
    // "were freed", "have been sent": what is done to somebody is news without the doer.
    let undergone = matches!(
        draft.event_type,
        EventType::Retreat | EventType::Mobilize | EventType::Sanction | EventType::Concede
    ) && !noun
        && conflict
        && (persons || !draft.weak && !draft.parties.is_empty());
    let named = draft.parties.len() > 1 || draft.time.is_some() || draft.place.is_some();
    (said && (!noun || named)) || undergone
}

/// Gives each count to the nearest act of its sentence that can have it.
fn share_counts(scene: &Scene<'_>, drafts: &mut [Draft]) {
    let document = scene.mentions.document;
    for (index, count) in scene.mentions.counts.iter().enumerate() {
        let Some(of) = count.of else { continue };
        let token = document.tokens_in(count.cue.unwrap_or(count.number)).start;
        let sentence = document.sentence_at(count.number.start);
        let fits = |draft: &Draft| draft.sentence == sentence && can_have(draft, of);
        let from = drafts.partition_point(|draft| draft.sentence < sentence);
        let nearest = (from..drafts.len())
            .take_while(|&d| drafts[d].sentence == sentence)
            .filter(|&d| fits(&drafts[d]))
            .min_by_key(|&d| (drafts[d].head.abs_diff(token), d));
        if let Some(draft) = nearest {
            drafts[draft].counts.push(index);
        }
    }
}

/// True where an act can have a count of something.
fn can_have(draft: &Draft, of: CountOf) -> bool {
    use EventType::{Aid, Assault, Coerce, Protest, Retreat};
    match of {
        CountOf::Killed | CountOf::Injured | CountOf::Missing => {
            matches!(draft.event_type, Assault | Protest)
        }
        CountOf::Munitions | CountOf::Intercepted | CountOf::Captured => {
            draft.event_type == Assault
        }
        CountOf::Released => draft.event_type == Retreat,
        CountOf::Arrested => draft.event_type == Coerce,
        CountOf::Participants => draft.event_type == Protest,
        CountOf::Displaced => matches!(draft.event_type, Assault | Coerce | Aid),
        CountOf::Held => matches!(draft.event_type, Assault | Coerce),
    }
}

/// Counts whose sentence names no act belong to the act told last that can have them.
fn leftover_counts(scene: &Scene<'_>, drafts: &[Draft], tellings: &mut [Telling]) {
    let document = scene.mentions.document;
    let given: BTreeSet<usize> =
        drafts.iter().flat_map(|draft| draft.counts.iter().copied()).collect();
    for (index, count) in scene.mentions.counts.iter().enumerate() {
        let Some(of) = count.of.filter(|_| !given.contains(&index)) else { continue };
        let sentence = document.sentence_at(count.number.start);
        let fits = |telling: &Telling| telling.compared().any(|d| can_have(&drafts[d], of));
        let reach = |telling: &Telling| {
            telling.compared().map(|d| drafts[d].sentence).filter(|&s| s <= sentence).max()
        };
        let told = tellings.partition_point(|t| drafts[t.drafts[0]].sentence <= sentence);
        let last = tellings[..told]
            .iter_mut()
            .rev()
            .take(CANDIDATES)
            .filter(|telling| fits(telling))
            .filter_map(|telling| Some((reach(telling)?, telling)))
            .max_by_key(|(sentence, _)| *sentence);
        if let Some((told, telling)) = last
            && sentence - told <= 6
        {
            telling.counts.push(index);
        }
    }
}
