//! Crosswalks from PLOVER to other codebooks, from `data/taxonomy/events.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::record::EventType;

/// What one type or mode is called elsewhere.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Crosswalk {
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// PLOVER mode; empty for the type as such.
    pub mode: String,
    /// ACLED sub-event type; empty where none fits.
    pub acled: String,
    /// CAMEO code; empty where none fits.
    pub cameo: String,
    /// Neutral words.
    pub label: String,
}

/// The row for a type with its modes: the first row of the file whose mode is among them.
///
/// ```
/// use dateline_core::{event::taxonomy::crosswalk, record::EventType};
/// let row = crosswalk(EventType::Assault, &["heavy-weapons".to_owned()]).unwrap();
/// assert_eq!(row.acled, "Shelling/artillery/missile attack");
/// ```
#[must_use]
pub fn crosswalk(event_type: EventType, modes: &[String]) -> Option<&'static Crosswalk> {
    let rows = rows();
    let of_type = |row: &&Crosswalk| row.event_type == event_type;
    rows.iter()
        .filter(of_type)
        .find(|row| modes.contains(&row.mode))
        .or_else(|| rows.iter().filter(of_type).find(|row| row.mode.is_empty()))
}

/// True where a type has a mode of that name.
#[must_use]
pub fn has_mode(event_type: EventType, mode: &str) -> bool {
    rows().iter().any(|row| row.event_type == event_type && row.mode == mode)
}

/// All rows, in the order of the file.
fn rows() -> &'static [Crosswalk] {
    #[derive(Deserialize)]
    struct Source {
        event: Vec<Crosswalk>,
    }
    static ROWS: OnceLock<Vec<Crosswalk>> = OnceLock::new();
    ROWS.get_or_init(|| {
        toml::from_str::<Source>(dateline_data::EVENT_TAXONOMY).map(|s| s.event).unwrap_or_default()
    })
}
