//! The names of what the model says, in the order of its numbers (`data/model/labels.json`, written
//! by `training/export.py`).

use dateline_core::record::{EventType, Kind, SourceKind, Status};
use dateline_core::tags::{Asked, Layer, Part};
use serde::Deserialize;
use serde::de::{DeserializeOwned, Error};
use serde_json::Value;

/// What each number stands for.
#[derive(Clone, Debug, Deserialize)]
pub struct Labels {
    /// Layers of mentions; the first is that of triggers.
    #[serde(deserialize_with = "layers")]
    pub layers: Vec<Option<Layer>>,
    /// Layers of what MUC-4 asked for; they come behind the others.
    #[serde(deserialize_with = "asked")]
    pub asked: Vec<Asked>,
    /// Types; none where the words turn out to name no act.
    #[serde(deserialize_with = "types")]
    pub types: Vec<Option<EventType>>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// Modes, of all types.
    pub modes: Vec<String>,
    /// Parts of mentions in acts.
    #[serde(deserialize_with = "parts")]
    pub links: Vec<Part>,
    /// Kinds of participants.
    pub kinds: Vec<Kind>,
    /// Kinds of sources.
    pub source_kinds: Vec<SourceKind>,
    /// Edges of the steps of distance between trigger and mention, in pieces.
    pub steps: Vec<usize>,
    /// From which score on something is said.
    pub thresholds: Thresholds,
}

/// From which score on something is said, tuned on reports held out of training.
#[derive(Clone, Debug, Deserialize)]
pub struct Thresholds {
    /// What is added to the scores of pieces within triggers.
    pub trigger_bias: f32,
    /// What is added to the scores of pieces within other mentions.
    pub mention_bias: f32,
    /// For modes.
    pub mode: f32,
    /// For participants in roles.
    pub role: f32,
    /// For responsibility.
    pub responsibility: f32,
    /// For places.
    pub place: f32,
    /// For times.
    pub time: f32,
    /// For counts.
    pub count: f32,
    /// For claims.
    pub stance: f32,
    /// What is added to the scores of pieces within what MUC-4 asked for.
    pub asked_bias: f32,
}

impl Labels {
    /// The step of a distance: nearer is finer, and mentions before the trigger have their own.
    #[must_use]
    pub fn step(&self, trigger: usize, mention: usize) -> i32 {
        let size = self.steps.partition_point(|&edge| edge < trigger.abs_diff(mention));
        let step = if mention < trigger { self.steps.len() + size } else { size };
        i32::try_from(step).unwrap_or(i32::MAX)
    }

    /// From which score on a part is said.
    #[must_use]
    pub fn threshold(&self, part: Part) -> f32 {
        let thresholds = &self.thresholds;
        match part {
            Part::Role(_) => thresholds.role,
            Part::Responsibility(_) => thresholds.responsibility,
            Part::Place => thresholds.place,
            Part::Time => thresholds.time,
            Part::Count(_) => thresholds.count,
            Part::Stance(_) | Part::Cue | Part::Content => thresholds.stance,
        }
    }
}

/// A name as the record spells it.
fn named<T: DeserializeOwned, E: Error>(name: &str) -> Result<T, E> {
    serde_json::from_value(Value::from(name))
        .map_err(|_| E::custom(format!("unknown label {name}")))
}

fn layers<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Vec<Option<Layer>>, D::Error> {
    let layer = |name: String| match name.as_str() {
        "trigger" => Ok(None),
        "participant" => Ok(Some(Layer::Participant)),
        "place" => Ok(Some(Layer::Place)),
        "time" => Ok(Some(Layer::Time)),
        "count" => Ok(Some(Layer::Count)),
        "source" => Ok(Some(Layer::Source)),
        "cue" => Ok(Some(Layer::Cue)),
        "content" => Ok(Some(Layer::Content)),
        _ => Err(D::Error::custom(format!("unknown layer {name}"))),
    };
    Vec::<String>::deserialize(source)?.into_iter().map(layer).collect()
}

fn asked<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Vec<Asked>, D::Error> {
    let asked = |name: String| match name.as_str() {
        "perpetrator" => Ok(Asked::Perpetrator),
        "organisation" => Ok(Asked::Organisation),
        "means" => Ok(Asked::Means),
        "physical-target" => Ok(Asked::PhysicalTarget),
        "human-target" => Ok(Asked::HumanTarget),
        _ => Err(D::Error::custom(format!("unknown slot {name}"))),
    };
    Vec::<String>::deserialize(source)?.into_iter().map(asked).collect()
}

fn types<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Vec<Option<EventType>>, D::Error> {
    let event_type = |name: String| match name.as_str() {
        "none" => Ok(None),
        name => named(name).map(Some),
    };
    Vec::<String>::deserialize(source)?.into_iter().map(event_type).collect()
}

fn parts<'de, D: serde::Deserializer<'de>>(source: D) -> Result<Vec<Part>, D::Error> {
    let part = |name: String| match name.split_once(':').unwrap_or((&name, "")) {
        ("role", role) => named(role).map(Part::Role),
        ("responsibility", status) => named(status).map(Part::Responsibility),
        ("place", _) => Ok(Part::Place),
        ("time", _) => Ok(Part::Time),
        ("count", of) => named(of).map(Part::Count),
        ("stance", stance) => named(stance).map(Part::Stance),
        ("cue", _) => Ok(Part::Cue),
        ("content", _) => Ok(Part::Content),
        _ => Err(D::Error::custom(format!("unknown link {name}"))),
    };
    Vec::<String>::deserialize(source)?.into_iter().map(part).collect()
}
