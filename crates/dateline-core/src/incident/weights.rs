//! How much each feature of a pair says: fitted weights, kept as data.

use std::sync::LazyLock;

use serde::Deserialize;

use super::pair::{Feature, Features};

/// `data/incident/weights.toml`, read once.
static FITTED: LazyLock<Weights> = LazyLock::new(|| {
    Weights::of_toml(dateline_data::INCIDENT_WEIGHTS).expect("data/incident/weights.toml is whole")
});

/// The weights of a logistic model over [`Feature`]s, and where it says "one occurrence".
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    weights: Features,
    /// From which mean score on events of a group are one occurrence.
    pub together: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    together: f64,
    weights: toml::Table,
}

impl Weights {
    /// The fitted weights that Dateline ships.
    #[must_use]
    pub fn fitted() -> &'static Self {
        &FITTED
    }

    /// Weights of a file like `data/incident/weights.toml`.
    ///
    /// # Errors
    ///
    /// Where the text is no such file, or a feature is missing or unknown.
    pub fn of_toml(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut weights = [0.0; Feature::COUNT];
        for (feature, name) in Feature::ALL {
            let value = file.weights.get(name).and_then(toml::Value::as_float);
            weights[feature as usize] = value.ok_or_else(|| format!("{name}: no weight"))?;
        }
        if file.weights.len() != Feature::COUNT {
            return Err(format!("{} weights for {} features", file.weights.len(), Feature::COUNT));
        }
        Ok(Self { weights, together: file.together })
    }

    /// Weights by [`Feature`], and the mean score from which on events are one.
    #[must_use]
    pub const fn new(weights: Features, together: f64) -> Self {
        Self { weights, together }
    }

    /// All weights, by [`Feature`].
    #[must_use]
    pub const fn all(&self) -> &Features {
        &self.weights
    }

    /// The weight of one feature.
    #[must_use]
    pub const fn of(&self, feature: Feature) -> f64 {
        self.weights[feature as usize]
    }
}

/// The probability of a logit.
#[must_use]
pub fn probability(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}
