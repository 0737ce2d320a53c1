//! According to whom: which attribution speaks of which act, and whom it holds responsible.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::join::{CANDIDATES, Telling, is_named, root};
use super::scene::Scene;
use crate::attribution::Attribution;
use crate::record::{EventType, Kind, ResponsibilityStatus, Role, Stance};
use crate::text::{Class, Span};

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

/// Which telling stands at each token, so that what a content covers is found without a search.
pub struct Told {
    /// The draft whose trigger stands at a token, if it belongs to a telling.
    draft: Vec<Option<usize>>,
    /// The telling that a draft belongs to.
    telling: Vec<Option<usize>>,
    /// The telling whose count stands at a token.
    count: Vec<Option<usize>>,
}

impl Told {
    /// Lays out the tellings by token.
    pub fn new(scene: &Scene<'_>, drafts: &[Draft], tellings: &[Telling]) -> Self {
        let document = scene.mentions.document;
        let size = document.tokens.len();
        let (draft, telling) = (vec![None; size], vec![None; drafts.len()]);
        let mut told = Self { draft, telling, count: vec![None; size] };
        for (at, telling) in tellings.iter().enumerate() {
            for &index in &telling.drafts {
                told.telling[index] = Some(at);
                told.draft[document.tokens_in(drafts[index].span)].fill(Some(index));
            }
            let counts = telling.drafts.iter().flat_map(|&d| &drafts[d].counts);
            for &count in counts.chain(&telling.counts) {
                told.count[document.tokens_in(scene.mentions.counts[count].span)].fill(Some(at));
            }
        }
        told
    }

    /// The drafts whose triggers stand in what an attribution says.
    fn drafts<'a>(
        &'a self,
        scene: &'a Scene<'_>,
        attribution: &'a Attribution,
    ) -> impl Iterator<Item = usize> + 'a {
        let tokens =
            attribution.content.iter().flat_map(|span| scene.mentions.document.tokens_in(*span));
        let mut last = None;
        tokens.filter_map(|token| self.draft[token]).filter(move |&draft| {
            let fresh = last != Some(draft);
            last = Some(draft);
            fresh
        })
    }
}

/// The claims on each act, in the order of the text.
pub fn link(
    scene: &Scene<'_>,
    drafts: &[Draft],
    tellings: &[Telling],
    told: &Told,
) -> Vec<Vec<Claimed>> {
    let document = scene.mentions.document;
    let mut claims: Vec<Vec<Claimed>> = vec![Vec::new(); tellings.len()];
    for (index, attribution) in scene.mentions.attributions.iter().enumerate() {
        if is_topic(scene, attribution) || is_nobody(scene, attribution) {
            continue;
        }
        let mut hit: BTreeSet<usize> = told
            .drafts(scene, attribution)
            .filter(|&draft| !is_cue(attribution, drafts[draft].span))
            .filter_map(|draft| told.telling[draft])
            .collect();
        for token in attribution.content.iter().flat_map(|span| document.tokens_in(*span)) {
            hit.extend(told.count[token]);
        }
        let inside = !hit.is_empty();
        if !inside {
            hit.extend(before(scene, drafts, tellings, attribution));
        }
        for at in hit {
            claims[at].push(Claimed { attribution: index, inside });
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

/// "three suspected fighters", "two who survived said": a number or a verb says nothing.
fn is_nobody(scene: &Scene<'_>, attribution: &Attribution) -> bool {
    attribution.source.as_ref().is_some_and(|source| {
        let mut tokens = scene.mentions.document.tokens_in(source.span);
        let verb = |token: usize| {
            let token = &scene.mentions.document.tokens[token];
            token.class.any(Class::VERB) && !token.capital
        };
        source.actor.is_none() && tokens.all(|token| scene.number[token] || verb(token))
    })
}

/// How a source stands to an act of which it speaks, where its words alone do not say: a group that
/// tells of its own act claims it, a state's forces report theirs.
pub fn stance(
    scene: &Scene<'_>,
    drafts: &[Draft],
    telling: &Telling,
    claimed: &Claimed,
    told: &Told,
) -> Stance {
    let attribution = &scene.mentions.attributions[claimed.attribution];
    let source = scene.speaker[claimed.attribution];
    let Some(source) = source else { return attribution.stance };
    let kind = scene.mentions.actors[root(scene, source)].kind;
    let state = matches!(kind, Kind::ArmedForces | Kind::Government);
    let said = matches!(attribution.stance, Stance::Asserts | Stance::ClaimsResponsibility);
    if !said || !claimed.inside {
        return attribution.stance;
    }
    let violent =
        matches!(drafts[telling.drafts[0]].event_type, EventType::Assault | EventType::Coerce);
    let doers = told
        .drafts(scene, attribution)
        .filter(|&d| told.telling[d] == told.telling[telling.drafts[0]])
        .flat_map(|d| &drafts[d].parties)
        .filter(|party| party.role == Role::Actor)
        .filter_map(|party| party.actor);
    for doer in doers.filter(|&doer| violent && holds(scene, doer)) {
        if own(scene, source, doer) {
            // A state's forces report what they did; a group claims it.
            return if state { Stance::Asserts } else { Stance::ClaimsResponsibility };
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
    let end = tellings.partition_point(|telling| drafts[telling.drafts[0]].sentence <= sentence);
    tellings[..end]
        .iter()
        .enumerate()
        .rev()
        .take(CANDIDATES)
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
    told: &Told,
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
        for row in accused(scene, drafts, told, claimed, attribution) {
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
    let over = scene.contents[draft.head]
        .iter()
        .filter_map(|index| claims.binary_search_by_key(index, |claimed| claimed.attribution).ok())
        .map(|at| &claims[at])
        .find(|claimed| claimed.inside);
    let Some(over) = over else { return (ResponsibilityStatus::ReportedAsFact, None) };
    let attribution = &scene.mentions.attributions[over.attribution];
    let source = scene.speaker[over.attribution];
    let by = Some(over.attribution);
    let status = match attribution.stance {
        _ if attribution.possible => ResponsibilityStatus::Possible,
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
    told: &Told,
    claimed: &Claimed,
    attribution: &Attribution,
) -> Vec<Held> {
    let document = scene.mentions.document;
    let source = scene.speaker[claimed.attribution];
    let contents = attribution.content.iter().flat_map(|span| document.tokens_in(*span));
    let named = contents.filter_map(|token| scene.actor[token]).find(|&actor| holds(scene, actor));
    let row = |actor: usize, status: ResponsibilityStatus| Held {
        actor,
        status,
        by: Some(claimed.attribution),
        named_by_claim: true,
        span: scene.mentions.actors[actor].span,
    };
    let doer = told
        .drafts(scene, attribution)
        .flat_map(|d| &drafts[d].parties)
        .filter(|party| party.role == Role::Actor)
        .filter_map(|party| party.actor)
        .find(|&actor| holds(scene, actor));
    match attribution.stance {
        Stance::ClaimsResponsibility => {
            let actor = source.map(|source| group_of(scene, source));
            actor.map(|actor| row(actor, ResponsibilityStatus::Claimed)).into_iter().collect()
        }
        Stance::Accuses | Stance::Suspects => {
            let status = match (attribution.stance, source) {
                _ if attribution.possible => ResponsibilityStatus::Possible,
                (Stance::Suspects, _) => ResponsibilityStatus::Suspected,
                (_, Some(source)) if is_authority(scene, source) => {
                    ResponsibilityStatus::AccusedByAuthorities
                }
                _ => ResponsibilityStatus::Accused,
            };
            let who = doer.or(named);
            who.filter(|&actor| source.is_none_or(|source| !same_actor(scene, source, actor)))
                .map(|actor| row(actor, status))
                .into_iter()
                .collect()
        }
        Stance::Denies => {
            let who = doer.or_else(|| source.map(|source| group_of(scene, source))).or(named);
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
    scene.actor_of_id.get(group.as_str()).copied().unwrap_or(source)
}
