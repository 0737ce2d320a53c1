//! The bytes that Dateline reads with, and nothing else: language packs, gazetteer, actor base.
//!
//! Everything here is made from the reviewed text under `data/`; see `DATA.md` for origin and
//! licence of each part. This crate has no logic: `dateline-core` gives the bytes their meaning.

pub mod actors;
pub mod fold;
pub mod gazetteer;

/// The source text of one language pack: the same parts, by the same names, in every language.
#[derive(Clone, Copy, Debug)]
pub struct LanguageSource {
    /// ISO 639-1 code.
    pub code: &'static str,
    /// `language.toml`: name, script, numerals, abbreviations.
    pub language: &'static str,
    /// `words.toml`: function words.
    pub words: &'static str,
    /// `debris.toml`: what pages add to a report.
    pub debris: &'static str,
    /// `time.toml`: time expressions.
    pub time: &'static str,
    /// `place.toml`: words around place names.
    pub place: &'static str,
    /// `actor.toml`: words that name actors.
    pub actor: &'static str,
    /// `count.toml`: numbers and what they count.
    pub count: &'static str,
    /// `attribution.toml`: cues and sources.
    pub attribution: &'static str,
    /// `event.toml`: triggers, roles and status.
    pub event: &'static str,
    /// `background.toml`: words of questions, conditions, forecasts and habits.
    pub background: &'static str,
    /// `motive.toml`: words that say why something is done.
    pub motive: &'static str,
    /// `weapon.toml`: words for weapons by kind.
    pub weapon: &'static str,
}

macro_rules! language {
    ($code:literal) => {
        LanguageSource {
            code: $code,
            language: include_str!(concat!("../../../data/lang/", $code, "/language.toml")),
            words: include_str!(concat!("../../../data/lang/", $code, "/words.toml")),
            debris: include_str!(concat!("../../../data/lang/", $code, "/debris.toml")),
            time: include_str!(concat!("../../../data/lang/", $code, "/time.toml")),
            place: include_str!(concat!("../../../data/lang/", $code, "/place.toml")),
            actor: include_str!(concat!("../../../data/lang/", $code, "/actor.toml")),
            count: include_str!(concat!("../../../data/lang/", $code, "/count.toml")),
            attribution: include_str!(concat!("../../../data/lang/", $code, "/attribution.toml")),
            event: include_str!(concat!("../../../data/lang/", $code, "/event.toml")),
            background: include_str!(concat!("../../../data/lang/", $code, "/background.toml")),
            motive: include_str!(concat!("../../../data/lang/", $code, "/motive.toml")),
            weapon: include_str!(concat!("../../../data/lang/", $code, "/weapon.toml")),
        }
    };
}

/// All language packs, by code. English and German are complete; the others hold what is needed
/// to recognise the language and to take debris off a page.
pub const LANGUAGES: &[LanguageSource] = &[
    language!("ar"),
    language!("de"),
    language!("en"),
    language!("es"),
    language!("fr"),
    language!("he"),
    language!("ru"),
    language!("uk"),
];

/// The source of the pack for an ISO 639-1 code.
///
/// ```
/// assert_eq!(dateline_data::language("de").unwrap().code, "de");
/// assert!(dateline_data::language("xx").is_none());
/// ```
#[must_use]
pub fn language(code: &str) -> Option<&'static LanguageSource> {
    LANGUAGES.iter().find(|source| source.code == code)
}

/// `data/taxonomy/events.toml`: what each event type is called in other codebooks, and in words.
pub const EVENT_TAXONOMY: &str = include_str!("../../../data/taxonomy/events.toml");

/// `data/taxonomy/weapons.toml`: kinds of weapons, and which of them exclude each other.
pub const WEAPON_TAXONOMY: &str = include_str!("../../../data/taxonomy/weapons.toml");

/// The actor base as one JSON array of entries, compiled from [`actors::FILES`].
pub const ACTORS: &str = include_str!(concat!(env!("OUT_DIR"), "/actors.json"));

/// How the offices of persons compare.
pub const OFFICES: &str = include_str!("../../../data/actors/offices.toml");

/// Countries by ISO 3166-1 alpha-3: English name, adjective, seats of government.
pub const COUNTRIES: &str = include_str!("../../../data/actors/countries.toml");

/// Given names from many languages, by which an unknown name is seen to be a person's.
pub const GIVEN_NAMES: &str = include_str!("../../../data/actors/given-names.toml");

/// `data/taxonomy/muc4.toml`: which events are incidents of MUC-4, and of which type.
pub const MUC4_TAXONOMY: &str = include_str!("../../../data/taxonomy/muc4.toml");

/// `data/taxonomy/muc4-targets.toml`: what MUC-4 calls targets, instruments, effects and perpetrators.
pub const MUC4_TARGETS: &str = include_str!("../../../data/taxonomy/muc4-targets.toml");

/// `data/incident/weights.toml`: how much each feature of a pair of events says for their being one.
pub const INCIDENT_WEIGHTS: &str = include_str!("../../../data/incident/weights.toml");
