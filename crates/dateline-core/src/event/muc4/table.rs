//! The tables of `data/taxonomy`: which events are incidents, and what MUC-4 calls their parts.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::record::{EventType, Kind, Role};

/// `data/taxonomy/muc4.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Days before the report that an incident may lie back.
    pub(super) oldest_days: i32,
    /// Kinds of those who fight.
    pub(super) armed: Vec<Kind>,
    /// ISO 3166-1 alpha-3 codes of the countries whose incidents MUC-4 asked for.
    pub countries: Vec<String>,
    /// Words that name fights of armed bodies.
    pub(super) combat: Vec<String>,
    pub(super) incident: Vec<Incident>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Incident {
    #[serde(rename = "type")]
    pub(super) event_type: EventType,
    pub(super) modes: Vec<String>,
    pub(super) muc4: String,
}

/// `data/taxonomy/muc4-targets.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vocabulary {
    pub(super) endings: Vec<[String; 2]>,
    pub(super) many: Vec<String>,
    pub(super) country: Vec<Country>,
    pub(super) place: PlaceWords,
    pub(super) physical: Vec<Row>,
    pub(super) human: Vec<Row>,
    pub(super) civilian: Nouns,
    pub(super) instrument: Vec<Row>,
    pub(super) harm: Vec<Effect>,
    pub(super) unharmed: Unharmed,
    pub(super) damage: Vec<Effect>,
    pub(super) damaged: Damaged,
    pub(super) perpetrator: Perpetrators,
    pub(super) seek: Seek,
}

/// How the sentences of an incident name who was hit, what was hit, and by whom.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seek {
    pub(super) reach: usize,
    pub(super) untold: Vec<String>,
    pub(super) passive: Vec<String>,
    pub(super) agent: Vec<String>,
    pub(super) of: Vec<String>,
    pub(super) at: Vec<String>,
    pub(super) act: Vec<Act>,
}

/// Words for an act and the role of whom or what it is done to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Act {
    pub(super) incidents: Vec<String>,
    pub(super) role: Role,
    pub(super) verbs: Vec<String>,
    pub(super) dies: Vec<String>,
    pub(super) nouns: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Country {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) capital: String,
    pub(super) division: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceWords {
    pub(super) capital: Vec<String>,
    pub(super) settlement: Vec<String>,
    pub(super) nameless: Vec<String>,
}

/// A type and the nouns that mean it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    #[serde(rename = "type")]
    pub(super) name: String,
    heads: Vec<String>,
    with: Vec<String>,
}

impl Row {
    /// True where a noun is one of the row's.
    pub(super) fn has(&self, head: &str) -> bool {
        has(&self.heads, head)
    }

    /// True where a head noun, in the singular, and the words beside it mean this type.
    pub(super) fn fits(&self, head: &str, beside: &[String]) -> bool {
        self.heads.iter().any(|known| known == head)
            && (self.with.is_empty() || self.with.iter().any(|word| beside.contains(word)))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nouns {
    pub(super) heads: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Effect {
    pub(super) effect: String,
    pub(super) words: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Unharmed {
    pub(super) effect: String,
    pub(super) negations: Vec<String>,
    pub(super) words: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Damaged {
    pub(super) types: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Perpetrators {
    pub(super) heads: Vec<String>,
    pub(super) sure: Vec<String>,
    pub(super) marked: Vec<String>,
}

/// The table of incidents, read once.
///
/// ```
/// assert!(dateline_core::event::muc4::table().countries.contains(&"SLV".to_owned()));
/// ```
#[must_use]
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| toml::from_str(dateline_data::MUC4_TAXONOMY).unwrap_or_default())
}

/// The words of targets, instruments, effects and perpetrators, read once.
pub(super) fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
    VOCABULARY.get_or_init(|| toml::from_str(dateline_data::MUC4_TARGETS).unwrap_or_default())
}

/// True where a list has a word.
pub(super) fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tables_can_be_read() {
        let _: Table = toml::from_str(dateline_data::MUC4_TAXONOMY).unwrap();
        let vocabulary: Vocabulary = toml::from_str(dateline_data::MUC4_TARGETS).unwrap();
        for code in &table().countries {
            assert!(vocabulary.country.iter().any(|country| country.code == *code), "{code}");
        }
    }
}
