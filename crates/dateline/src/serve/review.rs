//! What needs a person's eyes.

use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, Queue};

/// Why an incident is in the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Its reports disagree, and nobody has settled it.
    #[default]
    Conflicts,
    /// What holds its members together is weak.
    Weak,
    /// Little speaks for it: weak, contested or discounted on the ladder of confidence.
    Low,
}

/// How many wait for decisions: what the pages' heads say.
pub fn many(catalogue: &Catalogue) -> usize {
    let Queue { conflicts, weak, .. } = catalogue.queue();
    conflicts + weak
}
