//! From tellings to the record: each event with its slots, each slot with its reason.

use std::collections::BTreeSet;

use super::claim::{self, Claimed, Held};
use super::draft::{Draft, Party, fineness};
use super::frame::Sort;
use super::join::{self, Telling, root};
use super::scene::Scene;
use super::taxonomy::crosswalk;
use crate::actor::ActorMention;
use crate::place::{Exactness, PlaceMention};
use crate::read::Reason;
use crate::record::{
    Claim, CodePoints, Count, CountOf, Event, EventType, Evidence, Kind, Level, Part, Participant,
    Place, Responsibility, ResponsibilityStatus, Role, Stance, Status, Time, TimePrecision, Via,
};
use crate::text::{Document, Span};
use crate::time::TimeMention;

/// What every event of a report is written from.
pub struct Ground<'a> {
    /// The mentions by token.
    pub scene: &'a Scene<'a>,
    /// The tellings' drafts.
    pub drafts: &'a [Draft],
    /// Which telling stands at each token.
    pub laid: &'a claim::Told,
}

/// Writes one event.
pub fn event(
    ground: &Ground<'_>,
    telling: &Telling,
    claims: &[Claimed],
    id: String,
    reasons: &mut Vec<Reason>,
) -> Event {
    let &Ground { scene, drafts, laid } = ground;
    let told: Vec<&Draft> = telling.drafts.iter().map(|&d| &drafts[d]).collect();
    let main = told
        .iter()
        .copied()
        .find(|d| !d.effect && d.part == Part::Body)
        .or_else(|| told.iter().copied().find(|d| !d.effect))
        .unwrap_or(told[0]);
    let mut writer = Writer { scene, id: &id, reasons };
    let modes = modes(&told, main);
    let status = writer.status(&told, main);
    writer.say("type", type_name(main.event_type), main.span, rule(scene, main));
    let held = claim::responsibility(scene, drafts, telling, claims, laid);
    let participants = writer.participants(&told, &held);
    let time = writer.time(&told, main);
    let place = writer.place(&told, main);
    let counts = writer.counts(&told, telling, claims);
    let responsibility = held.iter().map(|row| writer.responsibility(row)).collect();
    let claims = writer.claims(ground, telling, claims);
    let evidence = evidence(scene, &told, telling);
    let level = level(scene, &told, telling);
    crosswalked(Event {
        event_type: main.event_type,
        acled: None,
        cameo: None,
        muc4: None,
        muc4_category: None,
        contexts: Vec::new(),
        status,
        trigger: scene.mentions.document.quote(main.span),
        summary: String::new(),
        time,
        place,
        participants,
        responsibility,
        // read from the sentences when all events are known
        motives: Vec::new(),
        counts,
        claims,
        evidence,
        level,
        modes,
        id: id.clone(),
    })
}

/// An event with what follows from its type, modes and parties: the codes of other codebooks, the
/// contexts, and its line.
pub(crate) fn crosswalked(mut event: Event) -> Event {
    let walk = crosswalk(event.event_type, &event.modes);
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    event.acled = walk.and_then(|row| filled(&row.acled));
    event.cameo = walk.and_then(|row| filled(&row.cameo));
    event.contexts = contexts(&event.participants);
    event.summary = summary(&event, walk.map_or("event", |row| &row.label));
    event
}

/// A participant of whom the words are known and nothing else.
pub(super) fn bare(document: &Document, role: Role, span: Span, kind: Kind) -> Participant {
    Participant {
        role,
        text: document.words(span),
        name: None,
        id: None,
        kind,
        country: None,
        span: document.code_points(span),
        title: None,
        office: None,
        part_of: None,
        private: false,
        muc4: Default::default(),
    }
}

/// Gives a participant what is known of the actor that its words name; its kind stays.
pub(super) fn identify(document: &Document, participant: &mut Participant, actor: &ActorMention) {
    participant.name.clone_from(&actor.name);
    participant.id.clone_from(&actor.id);
    participant.country.clone_from(&actor.country);
    participant.title = actor.title.map(|title| document.words(title));
    participant.office.clone_from(&actor.office);
    participant.part_of.clone_from(&actor.part_of);
}

struct Writer<'a, 'b> {
    scene: &'a Scene<'a>,
    id: &'b str,
    reasons: &'b mut Vec<Reason>,
}

impl Writer<'_, '_> {
    fn say(&mut self, slot: &str, value: impl Into<String>, span: Span, rule: String) {
        let document = self.scene.mentions.document;
        self.reasons.push(Reason {
            event: self.id.to_owned(),
            slot: slot.to_owned(),
            value: value.into(),
            text: document.slice(span).to_owned(),
            span: document.code_points(span),
            rule: rule.into(),
        });
    }

    fn rule(&self, part: &str, name: &str) -> String {
        format!("{}.{part}.{name}", self.scene.mentions.pack.code)
    }

    fn status(&mut self, told: &[&Draft], main: &Draft) -> Status {
        // An act that is told only by the one who denies it is denied.
        if told.iter().all(|draft| draft.denied) {
            let rule = self.rule("status", "denied");
            self.say("status", "denied", main.span, rule);
            return Status::Denied;
        }
        // What the fullest telling says; a telling that says the act happened outweighs a hedge.
        let status = if told.iter().any(|d| {
            d.status == Status::Occurred && !d.effect && d.form != super::lexicon::Form::Noun
        }) {
            told.iter()
                .find(|d| {
                    matches!(d.status, Status::Ongoing | Status::Attempted | Status::Prevented)
                        && d.head == main.head
                })
                .map_or(Status::Occurred, |d| d.status)
        } else {
            main.status
        };
        let span = main.status_span.filter(|_| status == main.status).unwrap_or(main.span);
        let rule = self.rule("status", &format!("{status:?}").to_lowercase());
        self.say("status", format!("{status:?}").to_lowercase(), span, rule);
        status
    }

    fn participants(&mut self, told: &[&Draft], held: &[Held]) -> Vec<Participant> {
        let scene = self.scene;
        let mut known: Vec<(Role, String)> = Vec::new();
        let mut all: Vec<Participant> = Vec::new();
        let parties = told.iter().flat_map(|d| &d.parties).cloned();
        let named = held
            .iter()
            .filter(|row| row.named_by_claim)
            .filter(|row| row.status != ResponsibilityStatus::Denied)
            .map(|row| Party {
                role: Role::Actor,
                sort: Sort::Body,
                span: row.span,
                actor: Some(row.actor),
                relation: super::frame::Relation::Subject,
            });
        for party in parties.chain(named) {
            let key = (party.role, join::key(scene, &party));
            if known.contains(&key) || key.1.is_empty() {
                continue;
            }
            // A person hurt is a victim, and not a recipient as well.
            if party.role == Role::Recipient && known.contains(&(Role::Victim, key.1.clone())) {
                continue;
            }
            if party.role == Role::Victim {
                all.retain(|p| {
                    !(p.role == Role::Recipient
                        && known.iter().any(|k| k.0 == Role::Recipient && k.1 == key.1)
                        && p.span == scene.mentions.document.code_points(party.span))
                });
            }
            let Some(participant) = self.participant(&party) else { continue };
            if all.iter().any(|p| {
                p.role == participant.role && p.name.is_some() && p.name == participant.name
            }) {
                continue;
            }
            known.push(key);
            all.push(participant);
        }
        all.sort_by_key(|p| p.role);
        all
    }

    fn participant(&mut self, party: &Party) -> Option<Participant> {
        let scene = self.scene;
        let document = scene.mentions.document;
        let kind = match party.sort {
            Sort::Weapon => Kind::Weapon,
            Sort::Place => Kind::Place,
            _ => Kind::Thing,
        };
        let mut participant = bare(document, party.role, party.span, kind);
        let mut rule = self.rule("frame", &format!("{:?}", party.relation).to_lowercase());
        if let Some(actor) = party.actor {
            let at = root(scene, actor);
            let mention = &scene.mentions.actors[at];
            let pronoun = scene.mentions.actors[actor].refers_to.is_some();
            // A pronoun that stands for nobody known names nobody.
            let lone = !pronoun
                && document.tokens_in(mention.span).len() == 1
                && document.tokens[document.tokens_in(mention.span).start]
                    .class
                    .any(crate::text::Class::PRONOUN);
            if lone {
                return None;
            }
            if pronoun {
                participant.text = document.words(mention.span);
                participant.span = document.code_points(mention.span);
            }
            identify(document, &mut participant, mention);
            participant.kind = mention.kind;
            participant.private = party.role == Role::Victim && mention.id.is_none()
                || matches!(mention.kind, Kind::Civilians);
            rule = mention.rule.clone().into_owned();
        }
        let slot = format!("{:?}", party.role).to_lowercase();
        let value = participant.name.clone().unwrap_or_else(|| participant.text.clone());
        self.say(&slot, value, party.span, rule);
        Some(participant)
    }

    fn time(&mut self, told: &[&Draft], main: &Draft) -> Option<Time> {
        let scene = self.scene;
        let exact = |index: usize| match scene.mentions.times[index].precision {
            TimePrecision::Day => 6,
            TimePrecision::Days => 5,
            TimePrecision::Week => 4,
            TimePrecision::Month => 3,
            TimePrecision::Year => 2,
            TimePrecision::Longer => 1,
            TimePrecision::Unknown => 0,
        };
        let times: Vec<usize> = told.iter().filter_map(|d| d.time).collect();
        let dated = |index: &&usize| scene.mentions.times[**index].edtf.is_some();
        let index = main
            .time
            .filter(|&t| scene.mentions.times[t].edtf.is_some())
            .or_else(|| {
                times
                    .iter()
                    .filter(dated)
                    .copied()
                    .max_by_key(|&t| (exact(t), std::cmp::Reverse(t)))
            })
            .or(main.time)
            .or_else(|| times.first().copied())?;
        let mention = &scene.mentions.times[index];
        let document = scene.mentions.document;
        let value = mention.edtf.clone().unwrap_or_else(|| document.words(mention.span));
        self.say("time", value, mention.span, mention.rule.clone().into_owned());
        Some(time(document, mention))
    }

    fn place(&mut self, told: &[&Draft], main: &Draft) -> Option<Place> {
        let scene = self.scene;
        let places = told.iter().filter_map(|d| d.place);
        let finest = places.max_by_key(|&p| {
            (
                fineness(scene.mentions.places[p].precision),
                Some(p) == main.place,
                std::cmp::Reverse(p),
            )
        })?;
        let mention = &scene.mentions.places[finest];
        let document = scene.mentions.document;
        self.say("place", mention.name.clone(), mention.span, mention.rule.clone().into_owned());
        Some(place(document, mention))
    }

    fn counts(&mut self, told: &[&Draft], telling: &Telling, claims: &[Claimed]) -> Vec<Count> {
        let scene = self.scene;
        let document = scene.mentions.document;
        let mut all: Vec<Count> = Vec::new();
        let indices: BTreeSet<usize> = told
            .iter()
            .flat_map(|d| d.counts.iter().copied())
            .chain(telling.counts.iter().copied())
            .collect();
        for index in indices {
            let mention = &scene.mentions.counts[index];
            let Some(of) = mention.of else { continue };
            // The same number of munitions is stopped only where a telling says so.
            let stopped = told.iter().any(|draft| draft.frame == super::frame::Frame::Intercept);
            let fired = |known: &Count| known.of == CountOf::Munitions && known.low == mention.low;
            if of == CountOf::Intercepted && !stopped && all.iter().any(fired) {
                continue;
            }
            let by = claims
                .iter()
                .map(|claimed| claimed.attribution)
                .find(|&index| {
                    let contents = &scene.mentions.attributions[index].content;
                    contents.iter().any(|content| content.overlaps(mention.span))
                })
                .and_then(|index| source_name(scene, index));
            // The same number from the same source is one count; without a source it adds nothing.
            let same = |known: &Count| {
                known.of == of
                    && known.low == mention.low
                    && known.high == mention.high
                    && (known.by == by || by.is_none() || known.by.is_none())
            };
            if let Some(known) = all.iter_mut().find(|known| same(known)) {
                if known.by.is_none() {
                    known.by = by;
                }
                continue;
            }
            let slot = count_slot(of);
            self.say(
                &slot,
                number(mention.low, mention.high),
                mention.span,
                mention.rule.clone().into_owned(),
            );
            all.push(Count {
                of,
                low: mention.low,
                best: mention.best,
                high: mention.high,
                text: document.slice(mention.span).to_owned(),
                span: document.code_points(mention.span),
                by,
                reported_none: mention.reported_none,
            });
        }
        all
    }

    fn responsibility(&mut self, row: &Held) -> Responsibility {
        let scene = self.scene;
        let document = scene.mentions.document;
        let mention = &scene.mentions.actors[root(scene, row.actor)];
        let text = document.words(scene.mentions.actors[row.actor].span);
        let actor = mention.name.clone().unwrap_or_else(|| document.words(mention.span));
        let by = row.by.and_then(|by| source_name(scene, by));
        let status = row.status;
        let value = format!("{actor}: {status:?}");
        let rule = row.by.map_or_else(
            || self.rule("responsibility", "narrator"),
            |by| scene.mentions.attributions[by].rule.clone().into_owned(),
        );
        self.say("responsibility", value, row.span, rule);
        Responsibility { actor, text, status, by, part: part(scene, row.span) }
    }

    fn claims(&mut self, ground: &Ground<'_>, telling: &Telling, claims: &[Claimed]) -> Vec<Claim> {
        let &Ground { scene, drafts, laid } = ground;
        let document = scene.mentions.document;
        let mut all: Vec<Claim> = Vec::new();
        let mut seen: BTreeSet<(Stance, Option<String>, Option<CodePoints>)> = BTreeSet::new();
        for claimed in claims {
            let attribution = &scene.mentions.attributions[claimed.attribution];
            let source = attribution.source.as_ref().map(|source| {
                let speaker = scene.speaker[claimed.attribution].or(source.actor);
                let actor = speaker.map(|actor| &scene.mentions.actors[root(scene, actor)]);
                crate::attribution::source(document, source, actor)
            });
            let content = attribution.content.first().map(|&first| {
                let last = attribution.content.last().copied().unwrap_or(first);
                document.quote(first.join(last))
            });
            let stance = claim::stance(scene, drafts, telling, claimed, laid);
            let claim = Claim {
                cue: attribution.cue.map(|cue| document.quote(cue)),
                content,
                stance,
                via: attribution
                    .via
                    .iter()
                    .map(|&via| Via { text: document.words(via), name: Some(document.words(via)) })
                    .collect(),
                part: attribution
                    .cue
                    .or(attribution.content.first().copied())
                    .and_then(|span| part(scene, span)),
                source,
            };
            // The same source with the same stance is one claim on the act; its first words stand.
            let who = |claim: &Claim| {
                claim.source.as_ref().map(|s| {
                    s.id.clone().or_else(|| s.name.clone()).unwrap_or_else(|| s.text.to_lowercase())
                })
            };
            if claim.source.is_none() && claim.stance == Stance::Asserts {
                continue;
            }
            // Nobody twice is not the same nobody: without a source what is said keeps claims apart.
            let said = claim.source.is_none().then(|| claim.content.as_ref().map(|c| c.span));
            if !seen.insert((stance, who(&claim), said.flatten())) {
                continue;
            }
            let span = attribution
                .cue
                .or(attribution.source.as_ref().map(|s| s.span))
                .or(attribution.content.first().copied())
                .unwrap_or_default();
            let value =
                format!("{}: {:?}", who(&claim).unwrap_or_else(|| "unnamed".into()), stance);
            self.say("claim", value, span, attribution.rule.clone().into_owned());
            all.push(claim);
        }
        all
    }
}

fn rule(scene: &Scene<'_>, draft: &Draft) -> String {
    let trigger = &scene.mentions.pack.event.triggers[draft.entry];
    format!("{}.event.{}", scene.mentions.pack.code, trigger.id)
}

pub(super) fn count_slot(of: CountOf) -> String {
    format!("count.{}", format!("{of:?}").to_lowercase())
}

pub(super) fn type_name(event_type: EventType) -> String {
    format!("{event_type:?}").to_uppercase()
}

/// A place as the record has it.
pub(super) fn place(document: &Document, mention: &PlaceMention) -> Place {
    Place {
        text: document.slice(mention.span).to_owned(),
        span: document.code_points(mention.span),
        name: mention.name.clone(),
        geonames: mention.geonames,
        lat: mention.point.map(|point| point.0),
        lon: mention.point.map(|point| point.1),
        country: mention.country.map(str::to_owned),
        admin1: mention.admin1.map(str::to_owned),
        precision: mention.precision,
        where_prec: (mention.where_prec > 0).then_some(mention.where_prec),
        geo_precision: Exactness::geo_precision(mention.where_prec),
        radius_km: mention.radius,
        muc4: None,
    }
}

/// A time as the record has it.
pub(super) fn time(document: &Document, mention: &TimeMention) -> Time {
    Time {
        text: document.slice(mention.span).to_owned(),
        span: document.code_points(mention.span),
        edtf: mention.edtf.clone(),
        precision: mention.precision,
        basis: mention.basis.clone(),
    }
}

/// Marks what stands in the headline; the body goes without saying.
fn part(scene: &Scene<'_>, span: Span) -> Option<Part> {
    let sentence = scene.mentions.document.sentence_at(span.start);
    let sentence = scene.mentions.document.sentences.get(sentence)?;
    (sentence.part == Part::Headline).then_some(Part::Headline)
}

/// The name by which a count or a responsibility says who says so.
fn source_name(scene: &Scene<'_>, attribution: usize) -> Option<String> {
    let source = scene.mentions.attributions[attribution].source.as_ref()?;
    let speaker = scene.speaker[attribution].or(source.actor);
    let actor = speaker.map(|actor| &scene.mentions.actors[root(scene, actor)]);
    Some(
        actor
            .and_then(|actor| actor.name.clone())
            .unwrap_or_else(|| scene.mentions.document.words(source.span)),
    )
}

/// The modes of all tellings of the main type, most telling first; general ones give way.
fn modes(told: &[&Draft], main: &Draft) -> Vec<String> {
    let all: BTreeSet<&String> = told
        .iter()
        .filter(|draft| draft.event_type == main.event_type)
        .flat_map(|draft| &draft.modes)
        .collect();
    all.into_iter().cloned().collect()
}

/// PLOVER contexts that the parties alone give.
fn contexts(participants: &[Participant]) -> Vec<String> {
    let has = |kind: Kind| participants.iter().any(|p| p.kind == kind);
    let mut contexts = Vec::new();
    if has(Kind::ArmedForces) || has(Kind::ArmedGroup) || has(Kind::Weapon) {
        contexts.push("military".to_owned());
    }
    contexts
}

/// The sentences that tell of an event, in order.
fn evidence(scene: &Scene<'_>, told: &[&Draft], telling: &Telling) -> Vec<Evidence> {
    let document = scene.mentions.document;
    let mut sentences: BTreeSet<usize> = told.iter().map(|draft| draft.sentence).collect();
    sentences.extend(
        telling
            .counts
            .iter()
            .map(|&count| document.sentence_at(scene.mentions.counts[count].span.start)),
    );
    sentences
        .into_iter()
        .map(|index| {
            let sentence = &document.sentences[index];
            let quote = document.quote(sentence.span);
            Evidence { text: quote.text, span: quote.span, part: Some(sentence.part) }
        })
        .collect()
}

/// A total over a period is no incident.
fn level(scene: &Scene<'_>, told: &[&Draft], telling: &Telling) -> Option<Level> {
    let counts = told.iter().flat_map(|d| &d.counts).chain(&telling.counts);
    let mut counts = counts.map(|&count| &scene.mentions.counts[count]).peekable();
    let aggregate = counts.peek().is_some() && counts.all(|count| count.aggregate);
    let open = told.iter().filter_map(|d| d.time).any(|time| {
        scene.mentions.times[time].edtf.as_deref().is_some_and(|edtf| edtf.ends_with("/.."))
    });
    Some(if aggregate {
        Level::Aggregate
    } else if open {
        Level::Series
    } else {
        Level::Incident
    })
}

pub(super) fn number(low: u64, high: Option<u64>) -> String {
    match high {
        Some(high) if high == low => low.to_string(),
        Some(high) => format!("{low} to {high}"),
        None => format!("{low} or more"),
    }
}

/// One neutral line: who, what, whom, where, how many.
fn summary(event: &Event, label: &str) -> String {
    let names = |role: Role| -> Vec<&str> {
        event
            .participants
            .iter()
            .filter(|p| p.role == role)
            .take(2)
            .map(|p| p.name.as_deref().unwrap_or(&p.text))
            .collect()
    };
    let actors = names(Role::Actor);
    let mut line =
        if actors.is_empty() { String::new() } else { format!("{}: ", actors.join(", ")) };
    line.push_str(label);
    let aimed: Vec<&str> =
        [Role::Recipient, Role::Object].into_iter().flat_map(names).take(2).collect();
    if !aimed.is_empty() {
        line.push_str(&format!(", {}", aimed.join(", ")));
    }
    if let Some(place) = &event.place {
        line.push_str(&format!(", {}", place.name));
    }
    for of in [CountOf::Killed, CountOf::Injured, CountOf::Munitions] {
        if let Some(count) = event.counts.iter().find(|count| count.of == of) {
            line.push_str(&format!(
                ", {} {}",
                number(count.low, count.high),
                format!("{of:?}").to_lowercase()
            ));
        }
    }
    if event.status != Status::Occurred {
        line.push_str(&format!(" ({})", format!("{:?}", event.status).to_lowercase()));
    }
    line
}
