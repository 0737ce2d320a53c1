//! According to whom: which attribution speaks of which act, and whom it holds responsible.

use super::draft::Draft;
use super::join::{Telling, is_named, root};
use super::scene::Scene;
use crate::attribution::Attribution;
use crate::record::{EventType, Kind, ResponsibilityStatus, Role, Stance};
use crate::text::Span;

/// A claim on an act, as indices.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// Index of the attribution.
    pub attribution: usize,
    /// True where the content itself tells of the act, false where it speaks of one told before.
    pub inside: bool,
}

/// How far back, in sentences, an attribution that names no act of its own may reach.
const BACK: usize = 6;

/// The claims on each act, in the order of the text.
pub fn link(scene: &Scene<'_>, drafts: &[Draft], tellings: &[Telling]) -> Vec<Vec<Claimed>> {
    let mut claims: Vec<Vec<Claimed>> = vec![Vec::new(); tellings.len()];
    for (index, attribution) in scene.mentions.attributions.iter().enumerate() {
        if is_topic(scene, attribution) {
            continue;
        }
        let covers = |span: Span| attribution.content.iter().any(|content| content.overlaps(span));
        let mut hit = false;
        for (at, telling) in tellings.iter().enumerate() {
            let told = telling
                .drafts
                .iter()
                .any(|&d| covers(drafts[d].span) && !is_cue(attribution, drafts[d].span));
            let counted = telling
                .drafts
                .iter()
                .flat_map(|&d| &drafts[d].counts)
                .chain(&telling.counts)
                .any(|&count| covers(scene.mentions.counts[count].span));
            if told || counted {
                hit = true;
                claims[at].push(Claimed { attribution: index, inside: true });
            }
        }
        if !hit && let Some(at) = before(scene, drafts, tellings, attribution) {
            claims[at].push(Claimed { attribution: index, inside: false });
        }
    }
    claims
}

/// "Nigeria: 44 schoolgirls free": a country before a colon is where, not who says so.
fn is_topic(scene: &Scene<'_>, attribution: &Attribution) -> bool {
    attribution.cue.is_none()
        && !attribution.direct
        && attribution
            .source
            .as_ref()
            .and_then(|source| source.actor)
            .is_some_and(|actor| scene.mentions.actors[actor].rule.ends_with("actor.country"))
}

/// How a source stands to an act of which it speaks, where its words alone do not say: a group that
/// tells of its own act claims it, a state's forces report theirs, and who names another as the doer
/// accuses, unless the narrator says the same.
pub fn stance(
    scene: &Scene<'_>,
    drafts: &[Draft],
    telling: &Telling,
    claimed: &Claimed,
    held: &[Held],
) -> Stance {
    let attribution = &scene.mentions.attributions[claimed.attribution];
    let source = attribution.source.as_ref().and_then(|source| source.actor);
    let Some(source) = source else { return attribution.stance };
    let kind = scene.mentions.actors[root(scene, source)].kind;
    let state = matches!(kind, Kind::ArmedForces | Kind::Government);
    let said = matches!(attribution.stance, Stance::Asserts | Stance::ClaimsResponsibility);
    if !said || !claimed.inside {
        return attribution.stance;
    }
    let violent =
        matches!(drafts[telling.drafts[0]].event_type, EventType::Assault | EventType::Coerce);
    let doers = telling
        .drafts
        .iter()
        .filter(|&&d| attribution.content.iter().any(|content| content.contains(drafts[d].span)))
        .flat_map(|&d| &drafts[d].parties)
        .filter(|party| party.role == Role::Actor)
        .filter_map(|party| party.actor);
    for doer in doers.filter(|&doer| violent && holds(scene, doer)) {
        if own(scene, source, doer) {
            // A state's forces report what they did; a group claims it.
            return if state { Stance::Asserts } else { Stance::ClaimsResponsibility };
        }
        let fact = held.iter().any(|row| {
            row.status == ResponsibilityStatus::ReportedAsFact && same_actor(scene, row.actor, doer)
        });
        if !fact && attribution.stance == Stance::Asserts && is_named(scene, doer) {
            return Stance::Accuses;
        }
    }
    attribution.stance
}

fn is_cue(attribution: &Attribution, span: Span) -> bool {
    attribution.cue.is_some_and(|cue| cue.overlaps(span))
}

/// The act told before that an attribution without one of its own speaks of: blame, denial, doubt
/// and claims of responsibility always speak of one; other sayings do where they point back.
fn before(
    scene: &Scene<'_>,
    drafts: &[Draft],
    tellings: &[Telling],
    attribution: &Attribution,
) -> Option<usize> {
    let at = attribution.cue.or(attribution.content.first().copied())?;
    let sentence = scene.mentions.document.sentence_at(at.start);
    let answers = matches!(
        attribution.stance,
        Stance::Accuses
            | Stance::Denies
            | Stance::Doubts
            | Stance::Suspects
            | Stance::ClaimsResponsibility
    );
    if !answers {
        return None;
    }
    let violent = |telling: &Telling| {
        matches!(drafts[telling.drafts[0]].event_type, EventType::Assault | EventType::Coerce)
    };
    tellings
        .iter()
        .enumerate()
        .filter(|(_, telling)| violent(telling))
        .filter_map(|(index, telling)| {
            let last = telling
                .drafts
                .iter()
                .map(|&d| drafts[d].sentence)
                .filter(|&s| s <= sentence)
                .max()?;
            (sentence - last <= BACK).then_some((last, index))
        })
        .max_by_key(|&(last, index)| (last, std::cmp::Reverse(index)))
        .map(|(_, index)| index)
}

/// Somebody held responsible, as indices.
#[derive(Clone, Debug)]
pub struct Held {
    /// The actor.
    pub actor: usize,
    /// With what confidence.
    pub status: ResponsibilityStatus,
    /// The attribution that says so; none where the narrator does.
    pub by: Option<usize>,
    /// True where only the attribution names the actor, not a telling.
    pub named_by_claim: bool,
    /// The words.
    pub span: Span,
}

/// Who is held responsible for an act, by whom, with what confidence.
pub fn responsibility(
    scene: &Scene<'_>,
    drafts: &[Draft],
    telling: &Telling,
    claims: &[Claimed],
) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    let event_type = drafts[telling.drafts[0]].event_type;
    let violent = matches!(event_type, EventType::Assault | EventType::Coerce);
    let mut add = |row: Held| {
        let same =
            |known: &Held| same_actor(scene, known.actor, row.actor) && known.status == row.status;
        if !held.iter().any(same) {
            held.push(row);
        }
    };
    for claimed in claims {
        let attribution = &scene.mentions.attributions[claimed.attribution];
        for row in accused(scene, drafts, telling, claimed, attribution) {
            add(row);
        }
    }
    if violent {
        for &d in &telling.drafts {
            for party in drafts[d].parties.iter().filter(|party| party.role == Role::Actor) {
                let Some(actor) = party.actor.filter(|&a| holds(scene, a)) else { continue };
                let (status, by) = status_of(scene, &drafts[d], actor, claims);
                add(Held { actor, status, by, named_by_claim: false, span: party.span });
            }
        }
    }
    // What the narrator states as fact stands above the same said by somebody.
    let fact: Vec<usize> = held
        .iter()
        .filter(|row| row.status == ResponsibilityStatus::ReportedAsFact)
        .map(|row| row.actor)
        .collect();
    held.retain(|row| {
        !matches!(
            row.status,
            ResponsibilityStatus::Accused | ResponsibilityStatus::AccusedByAuthorities
        ) || !fact.iter().any(|&actor| same_actor(scene, actor, row.actor))
    });
    held
}

/// True of an actor that can be held responsible by name or office: not "gunmen", not "people".
fn holds(scene: &Scene<'_>, actor: usize) -> bool {
    let mention = &scene.mentions.actors[root(scene, actor)];
    is_named(scene, actor)
        || matches!(mention.kind, Kind::Government | Kind::ArmedForces)
        || (mention.kind == Kind::ArmedGroup && mention.country.is_some() && mention.name.is_some())
}

/// True where two mentions are of one actor.
pub fn same_actor(scene: &Scene<'_>, a: usize, b: usize) -> bool {
    let (a, b) = (root(scene, a), root(scene, b));
    let (one, other) = (&scene.mentions.actors[a], &scene.mentions.actors[b]);
    a == b
        || (one.id.is_some() && one.id == other.id)
        || (one.name.is_some() && one.name == other.name)
}

/// True where a source speaks of its own act: it is the actor, of it, or above it.
fn own(scene: &Scene<'_>, source: usize, actor: usize) -> bool {
    let (one, other) =
        (&scene.mentions.actors[root(scene, source)], &scene.mentions.actors[root(scene, actor)]);
    let official = |kind: Kind| matches!(kind, Kind::Government | Kind::ArmedForces);
    same_actor(scene, source, actor)
        || (one.part_of.is_some() && (one.part_of == other.id || one.part_of == other.part_of))
        || (other.part_of.is_some() && other.part_of == one.id)
        || (one.country.is_some()
            && one.country == other.country
            && (official(one.kind) || one.kind == Kind::Person && one.title.is_some())
            && official(other.kind))
}

/// True of a source that speaks with a state's authority.
fn is_authority(scene: &Scene<'_>, source: usize) -> bool {
    let mention = &scene.mentions.actors[root(scene, source)];
    matches!(mention.kind, Kind::Government | Kind::ArmedForces)
        || (mention.kind == Kind::Person && mention.title.is_some() && mention.country.is_some())
}

/// With what confidence a telling names its actor: the narrator's own, or somebody's.
fn status_of(
    scene: &Scene<'_>,
    draft: &Draft,
    actor: usize,
    claims: &[Claimed],
) -> (ResponsibilityStatus, Option<usize>) {
    let over = claims.iter().find(|claimed| {
        let attribution = &scene.mentions.attributions[claimed.attribution];
        claimed.inside && attribution.content.iter().any(|content| content.contains(draft.span))
    });
    let Some(over) = over else { return (ResponsibilityStatus::ReportedAsFact, None) };
    let attribution = &scene.mentions.attributions[over.attribution];
    let source = attribution.source.as_ref().and_then(|source| source.actor);
    let by = Some(over.attribution);
    let status = match attribution.stance {
        Stance::Suspects => ResponsibilityStatus::Suspected,
        Stance::Denies => ResponsibilityStatus::Denied,
        Stance::ClaimsResponsibility => ResponsibilityStatus::Claimed,
        _ => match source {
            Some(source) if own(scene, source, actor) => {
                let group = scene.mentions.actors[root(scene, actor)].kind == Kind::ArmedGroup;
                if group {
                    ResponsibilityStatus::Claimed
                } else {
                    ResponsibilityStatus::ReportedAsFact
                }
            }
            Some(source) if is_authority(scene, source) => {
                ResponsibilityStatus::AccusedByAuthorities
            }
            _ => ResponsibilityStatus::Accused,
        },
    };
    (status, by)
}

/// Whom an attribution itself names: "blamed the RSF", "claimed responsibility", "denied".
fn accused(
    scene: &Scene<'_>,
    drafts: &[Draft],
    telling: &Telling,
    claimed: &Claimed,
    attribution: &Attribution,
) -> Vec<Held> {
    let source = attribution.source.as_ref().and_then(|source| source.actor);
    let named: Vec<usize> = (0..scene.mentions.actors.len())
        .filter(|&actor| {
            let span = scene.mentions.actors[actor].span;
            attribution.content.iter().any(|content| content.contains(span)) && holds(scene, actor)
        })
        .collect();
    let row = |actor: usize, status: ResponsibilityStatus| Held {
        actor,
        status,
        by: Some(claimed.attribution),
        named_by_claim: true,
        span: scene.mentions.actors[actor].span,
    };
    let doers: Vec<usize> = telling
        .drafts
        .iter()
        .filter(|&&d| attribution.content.iter().any(|content| content.overlaps(drafts[d].span)))
        .flat_map(|&d| &drafts[d].parties)
        .filter(|party| party.role == Role::Actor)
        .filter_map(|party| party.actor)
        .filter(|&actor| holds(scene, actor))
        .collect();
    match attribution.stance {
        Stance::ClaimsResponsibility => {
            let actor = source.map(|source| group_of(scene, source));
            actor.map(|actor| row(actor, ResponsibilityStatus::Claimed)).into_iter().collect()
        }
        Stance::Accuses | Stance::Suspects => {
            let status = match (attribution.stance, source) {
                (Stance::Suspects, _) => ResponsibilityStatus::Suspected,
                (_, Some(source)) if is_authority(scene, source) => {
                    ResponsibilityStatus::AccusedByAuthorities
                }
                _ => ResponsibilityStatus::Accused,
            };
            let who = doers.first().or_else(|| named.first()).copied();
            who.filter(|&actor| source.is_none_or(|source| !same_actor(scene, source, actor)))
                .map(|actor| row(actor, status))
                .into_iter()
                .collect()
        }
        Stance::Denies => {
            let who = doers
                .first()
                .copied()
                .or_else(|| source.map(|source| group_of(scene, source)))
                .or_else(|| named.first().copied());
            who.filter(|&actor| holds(scene, actor))
                .map(|actor| row(actor, ResponsibilityStatus::Denied))
                .into_iter()
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The group that a person speaks for, where the report names it; else the person.
fn group_of(scene: &Scene<'_>, source: usize) -> usize {
    let mention = &scene.mentions.actors[root(scene, source)];
    let Some(group) = mention.part_of.as_ref().filter(|_| mention.kind == Kind::Person) else {
        return source;
    };
    (0..scene.mentions.actors.len())
        .find(|&actor| scene.mentions.actors[actor].id.as_ref() == Some(group))
        .unwrap_or(source)
}
