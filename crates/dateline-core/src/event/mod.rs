//! What happened: triggers, roles, status, and the joining of mentions into events.

mod argument;
mod claim;
mod compose;
mod draft;
mod frame;
mod genre;
mod join;
mod lexicon;
pub mod muc4;
mod scene;
mod status;
pub mod taxonomy;
mod trigger;
mod write;

use crate::actor::ActorMention;
use crate::attribution::Attribution;
use crate::count::CountMention;
use crate::language::LanguagePack;
use crate::phrase::Phrase;
use crate::place::PlaceMention;
use crate::read::Reason;
use crate::record::Event;
use crate::text::Document;
use crate::time::TimeMention;

pub use compose::compose;
pub use lexicon::Lexicon;
pub(crate) use write::crosswalked;

/// What the other rooms found in a document.
#[derive(Clone, Copy, Debug)]
pub struct Mentions<'a> {
    /// The document.
    pub document: &'a Document,
    /// What is known of its language.
    pub pack: &'a LanguagePack,
    /// Its noun phrases.
    pub phrases: &'a [Phrase],
    /// Its time expressions.
    pub times: &'a [TimeMention],
    /// Its places.
    pub places: &'a [PlaceMention],
    /// Its actors.
    pub actors: &'a [ActorMention],
    /// Its counts.
    pub counts: &'a [CountMention],
    /// Its attributions.
    pub attributions: &'a [Attribution],
}

/// Reads the events out of a document's mentions, in the order in which they are first told.
#[must_use]
pub fn find(mentions: &Mentions<'_>) -> (Vec<Event>, Vec<Reason>) {
    let scene = scene::Scene::new(mentions);
    let mut drafts = draft::all(&scene);
    let mut tellings = join::join(&scene, &mut drafts);
    genre::keep_conflict(&scene, &drafts, &mut tellings);
    let laid = claim::Told::new(&scene, &drafts, &tellings);
    let claims = claim::link(&scene, &drafts, &tellings, &laid);
    let ground = write::Ground { scene: &scene, drafts: &drafts, laid: &laid };
    let mut reasons = Vec::new();
    let events = tellings
        .iter()
        .zip(&claims)
        .enumerate()
        .map(|(index, (telling, claims))| {
            let id = format!("e{}", index + 1);
            write::event(&ground, telling, claims, id, &mut reasons)
        })
        .collect();
    (events, reasons)
}
