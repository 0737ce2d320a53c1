//! The second output contract: what many reports together say of one occurrence.
//!
//! An [`Incident`] is computed from the events of reports that are its members, and can always be
//! taken apart again: nothing of a member is overwritten. Precision is given on UCDP's scales
//! (`date_prec` 1 to 5, `where_prec` 1 to 7) and ACLED's (`geo_precision` 1 to 3), confidence on
//! Airwars' ladder.
//!
//! `member` everywhere is an index into [`Incident::members`].

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::correction::CorrectedValue;
use crate::record::{
    CodePoints, CountOf, EventType, Kind, Level, MotiveKind, ResponsibilityStatus, Role, Status,
};

/// The name and version of the contract, the value of [`Incident::schema`].
pub const SCHEMA: &str = "dateline-incident/1";

/// One occurrence in the world, as its reports tell it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// `i-2024-05-05-7f3a`: kept when members join or leave.
    pub id: String,
    /// One occurrence, a running series, or a total over a period.
    pub level: Level,
    /// The events that it is made of, in the order of their reports' dates and names.
    pub members: Vec<Member>,
    /// PLOVER type that most members give.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// PLOVER modes that any member of that type gives.
    pub modes: Vec<String>,
    /// ACLED sub-event type that most members give, null where none fits.
    pub acled: Option<String>,
    /// CAMEO code that most members give, null where none fits.
    pub cameo: Option<String>,
    /// Whether it happened, by most members.
    pub status: Status,
    /// One neutral line, the fullest member's.
    pub summary: String,
    /// When; null where no member says.
    pub time: Option<Time>,
    /// Where; null where no member says.
    pub place: Option<Place>,
    /// Who and what, by role, joined by actor.
    pub participants: Vec<Participant>,
    /// Who is held responsible, with what confidence, by whom, in which members.
    pub responsibility: Vec<Responsibility>,
    /// Why, in the words of each member that says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub motives: Vec<Motive>,
    /// How many: the range that the members' figures span.
    pub counts: Vec<Count>,
    /// Reports that tell of it.
    pub sources: usize,
    /// Reports that do not merely copy another one or repeat one named origin.
    pub independent_sources: usize,
    /// How well it is attested, on Airwars' ladder.
    pub grade: Grade,
    /// Slots of which several members say what can hold together.
    pub agreements: Vec<Agreement>,
    /// Slots of which members say what cannot hold together.
    pub conflicts: Vec<Conflict>,
    /// Why the members are taken for one occurrence.
    pub why: Vec<Why>,
    /// Series and totals that it is part of, incidents that it sums up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Related>,
    /// What persons say that members say, where it was read otherwise. Everything else in the incident
    /// follows from the members as they are corrected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Corrected>,
}

/// What a person says that a member says of one slot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Corrected {
    /// The entry of the log, by which it can be undone.
    pub entry: i64,
    /// Which member.
    pub member: usize,
    /// Which slot.
    pub slot: Slot,
    /// What was read out of its report; null where nothing was.
    pub was: Option<CorrectedValue>,
    /// What it says; null where it does not say this.
    pub value: Option<CorrectedValue>,
    /// Who says so.
    pub by: String,
    /// Why.
    pub why: String,
}

/// An event of a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Member {
    /// The report's name.
    pub report: String,
    /// The event's id in that report.
    pub event: String,
}

/// When an incident happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// EDTF level 1.
    pub edtf: String,
    /// The first day it may have been; null where no calendar day is known.
    pub earliest: Option<String>,
    /// The last day it may have been.
    pub latest: Option<String>,
    /// UCDP: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 a year or more.
    pub date_prec: u8,
    /// How the reading follows from what the members say.
    pub rule: Rule,
}

/// Where an incident happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The gazetteer's name, or the report's own.
    pub name: String,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north, WGS 84.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84.
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// The first-level division that it is or lies in, by the gazetteer's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin1: Option<String>,
    /// UCDP's scale, 1 the very place to 7 a sea; null where no place is known.
    pub where_prec: Option<u8>,
    /// ACLED's scale, 1 the town to 3 a larger region.
    pub geo_precision: Option<u8>,
    /// Kilometres around the point within which it most likely is.
    pub radius_km: Option<f64>,
    /// How the reading follows from what the members say.
    pub rule: Rule,
}

/// How a reading follows from what the members say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// One member alone says it.
    OnlyOne,
    /// All members that say it say the same.
    AllAgree,
    /// The members' values can hold together: the most exact one, or what all of them share.
    MostExact,
    /// The values cannot hold together: the range from the lowest to the highest.
    WholeRange,
    /// The values cannot hold together, and one is said by more independent sources than any other;
    /// the others stand among the conflicts.
    MostSources,
}

/// Who or what takes part in an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// In which role.
    pub role: Role,
    /// Canonical name where known, else the first member's words.
    pub name: String,
    /// Id in the actor base.
    pub id: Option<String>,
    /// What kind of being or thing.
    pub kind: Kind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// True of victims and bystanders, whom an export may leave out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// The members that name it, with the words in which they do.
    pub said: Vec<Wording>,
}

/// The words of one member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// Which member.
    pub member: usize,
    /// Its words.
    pub text: String,
    /// Where they stand in its report, in code points.
    pub span: CodePoints,
}

/// Who is held responsible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responsibility {
    /// Canonical name.
    pub actor: String,
    /// With what confidence.
    pub status: ResponsibilityStatus,
    /// Who says so; null where the narrator does.
    pub by: Option<String>,
    /// The members that say so.
    pub members: Vec<usize>,
}

/// Why, as one member says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Motive {
    /// Which member.
    pub member: usize,
    /// What kind of reason.
    pub kind: MotiveKind,
    /// Its words.
    pub text: String,
    /// Where they stand in the member's report, in code points.
    pub span: CodePoints,
    /// Who says so; null where the narrator does.
    pub by: Option<String>,
}

/// How many, over all members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Of what.
    pub of: CountOf,
    /// The lowest that any member says.
    pub low: u64,
    /// The figure of most independent sources, the latest among equals; null where only indefinite
    /// words are said.
    pub best: Option<u64>,
    /// The highest that any member says; null where one says no upper bound.
    pub high: Option<u64>,
    /// True where nothing but "no reports of" is said: neither zero nor unknown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reported_none: bool,
    /// How the range follows from the figures.
    pub rule: Rule,
    /// Every figure that is said.
    pub said: Vec<Figure>,
}

/// One member's figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Which member.
    pub member: usize,
    /// At least.
    pub low: u64,
    /// The number said; null for an indefinite word.
    pub best: Option<u64>,
    /// At most; null where no upper bound is said.
    pub high: Option<u64>,
    /// "No reports of".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reported_none: bool,
    /// The words.
    pub text: String,
    /// Where they stand in the member's report, in code points.
    pub span: CodePoints,
    /// Who says so; null where the narrator does.
    pub by: Option<String>,
}

/// Airwars' ladder, computed from claims and independent sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// The party held responsible says so itself.
    Confirmed,
    /// Two or more independent sources, and nobody disputes it.
    Fair,
    /// One independent source.
    Weak,
    /// Sources dispute who did it or whether it happened.
    Contested,
    /// Those that tell of it, all but the one that first claimed it, say that it did not happen.
    Discounted,
}

/// What can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// PLOVER type.
    Type,
    /// Whether it happened.
    Status,
    /// When.
    Time,
    /// Where.
    Place,
    /// Who did it.
    Actor,
    /// At whom it aimed.
    Recipient,
    /// Who is held responsible, claims it, denies it.
    Responsibility,
    /// With what.
    Instrument,
    /// Why.
    Motive,
    /// How many.
    Count(CountOf),
}

impl Slot {
    /// The slot's name in the contract: `time`, `killed`, …
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Status => "status",
            Self::Time => "time",
            Self::Place => "place",
            Self::Actor => "actor",
            Self::Recipient => "recipient",
            Self::Responsibility => "responsibility",
            Self::Instrument => "instrument",
            Self::Motive => "motive",
            Self::Count(of) => of.name(),
        }
    }

    /// The slot of a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        const PLAIN: [Slot; 9] = [
            Slot::Type,
            Slot::Status,
            Slot::Time,
            Slot::Place,
            Slot::Actor,
            Slot::Recipient,
            Slot::Responsibility,
            Slot::Instrument,
            Slot::Motive,
        ];
        PLAIN
            .into_iter()
            .chain(CountOf::ALL.into_iter().map(Slot::Count))
            .find(|slot| slot.name() == name)
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Slot {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Slot {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Self::of_name(&name)
            .ok_or_else(|| serde::de::Error::unknown_variant(&name, &["a slot of an incident"]))
    }
}

/// A slot of which several members say what can hold together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Which slot.
    pub slot: Slot,
    /// In what way.
    pub kind: AgreementKind,
    /// The members.
    pub members: Vec<usize>,
}

/// How values that can hold together stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AgreementKind {
    /// All say the same.
    Same,
    /// One is vaguer: 30 lies in "dozens", a town in its region.
    Vaguer,
    /// One is part of another: an army's branch and the army.
    PartOf,
}

/// A slot of which members say what cannot hold together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Which slot.
    pub slot: Slot,
    /// In what way.
    pub kind: ConflictKind,
    /// What each says.
    pub said: Vec<Value>,
    /// True until a person closes it.
    pub open: bool,
}

/// How values that cannot hold together stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConflictKind {
    /// They cannot both hold.
    Contradicts,
    /// A later report has moved the figure the way such figures move: a toll that rose.
    RevisedLater,
}

/// One side of a conflict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// Which member.
    pub member: usize,
    /// What it says, in the contract's terms: `11`, `24..99`, `Hezbollah`, `2024-05-05`.
    pub value: String,
    /// Who says so; null where the narrator does.
    pub by: Option<String>,
    /// Its words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where they stand in the member's report, in code points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<CodePoints>,
}

/// Why two members are taken for one occurrence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// The two.
    pub members: [usize; 2],
    /// The reasons, in words: "same day", "6 km apart", "killed: 11 within 9 to 12".
    pub because: Vec<String>,
    /// From 0 to 1, how likely; 1 where a person joined them.
    pub score: f64,
}

/// Another incident, and how this one stands to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// The other's id.
    pub incident: String,
    /// How this one stands to it.
    pub relation: Relation,
}

/// How an incident stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// It lies within a series or total.
    PartOf,
    /// It is a series or total that the other lies within.
    Includes,
}
