//! The output contract: what Dateline says of one report, as one JSON object.
//!
//! Field names and meanings are the field's own: event types, modes and contexts from PLOVER
//! (2021 edition), confidence in a perpetrator from MUC-4, precision and low/best/high estimates
//! from UCDP, dates in EDTF (ISO 8601-2, level 1), places by GeoNames id and WGS 84, and
//! source / cue / content of an attribution from PDTB and PolNeAR.
//!
//! A field may be added to the contract, none may change its meaning. [`Report::background`] is
//! such an addition: with it every sentence of a report that was read is somewhere in the record,
//! as evidence of an event, in the content of a claim, or as background.
//!
//! All spans here are offsets into [`Report::text`] in Unicode code points, end exclusive.

use serde::{Deserialize, Serialize};

pub use crate::actor::Office;

/// The name and version of the contract, the value of [`Record::schema`].
pub const SCHEMA: &str = "dateline/1";

/// A half-open range of `report.text` in Unicode code points: `[start, end]`.
pub type CodePoints = [usize; 2];

/// Everything one report says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The report itself: its words, its language, its date.
    pub report: Report,
    /// What the report tells of, in the order in which it is first told.
    pub events: Vec<Event>,
}

/// The report that a record was read from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// File stem, or the id that the input gave.
    pub name: String,
    /// Where the bytes came from, as the caller named it.
    pub source_path: Option<String>,
    /// The page's address, where known.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it, as the page says.
    pub byline: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// ISO 639-1 code.
    pub language: String,
    /// EDTF; null where unknown, never today's date.
    pub published: Option<String>,
    /// How `published` is known.
    pub published_basis: PublishedBasis,
    /// The body as read: boilerplate off, original words and order, headline included.
    pub text: String,
    /// What was taken off, and why.
    pub removed: Vec<Removed>,
    /// The sentences that no event has as evidence and no claim as content, in order; also those of
    /// claims that ask, imagine, foretell or generalise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub background: Vec<Background>,
    /// What a reader should know of the reading: unknown language, an implausible date, a cut text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// How the publication date is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublishedBasis {
    /// The caller gave it.
    Given,
    /// The page's metadata say so.
    Metadata,
    /// The report's own dateline or date line says so.
    Dateline,
    /// Worked out from what the text says.
    Inferred,
    /// Not known.
    #[default]
    Unknown,
}

/// A piece of the page that is not the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// `comment-form`, `cookie-notice`, `byline`, `caption`, …
    pub kind: String,
    /// The words taken off, as they stood.
    pub text: String,
}

/// A sentence that tells of no event, and what it does instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Background {
    /// The sentence.
    pub text: String,
    /// Where it stands.
    pub span: CodePoints,
    /// What it does instead of telling of an event.
    pub kind: BackgroundKind,
    /// Who says it, where the report says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// The part of the report, where it is the headline.
    #[serde(rename = "in", default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

/// What a sentence that tells of no event does. Where several fit, the first in this order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BackgroundKind {
    /// It asks.
    Question,
    /// It says what would be, under a condition or in the mind.
    Condition,
    /// It says what may come.
    Forecast,
    /// It says what happens from time to time.
    Habit,
    /// It stands in a direct quotation.
    Quotation,
    /// Somebody is said to say it.
    Statement,
    /// Plain narration.
    Context,
}

/// A piece of `report.text`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: CodePoints,
}

/// One event as the report tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// `e1`, `e2`, … in the order of the text.
    pub id: String,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// PLOVER modes of that type.
    pub modes: Vec<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// ACLED sub-event type, null where none fits.
    pub acled: Option<String>,
    /// CAMEO code, null where none fits.
    pub cameo: Option<String>,
    /// MUC-4 incident type, null where it is none.
    pub muc4: Option<String>,
    /// Whether it happened.
    pub status: Status,
    /// The word or words that name the act.
    pub trigger: Quote,
    /// One neutral line.
    pub summary: String,
    /// When.
    pub time: Option<Time>,
    /// Where.
    pub place: Option<Place>,
    /// Who and what, by role.
    pub participants: Vec<Participant>,
    /// Who is held responsible, by whom, with what confidence.
    pub responsibility: Vec<Responsibility>,
    /// Why, in the report's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub motives: Vec<Motive>,
    /// How many.
    pub counts: Vec<Count>,
    /// According to whom.
    pub claims: Vec<Claim>,
    /// The sentences that tell of it.
    pub evidence: Vec<Evidence>,
    /// `incident` where it is one occurrence, `aggregate` where it sums up many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// MUC-4's category of who did it: `TERRORIST ACT` or `STATE-SPONSORED VIOLENCE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub muc4_category: Option<String>,
}

/// Whether an event is one occurrence or a sum over many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// One occurrence.
    Incident,
    /// A running series.
    Series,
    /// A total over a period, never added to incidents.
    Aggregate,
}

/// A sentence that tells of an event, and which part of the report it stands in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The sentence.
    pub text: String,
    /// Where it stands.
    pub span: CodePoints,
    /// `headline` or `body`.
    #[serde(rename = "in", default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

/// The part of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Headline, sub-headline or lede set apart.
    Headline,
    /// The running text.
    Body,
}

/// PLOVER event types, 2021 edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names are PLOVER's own and defined in data/taxonomy")]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Concede,
    Cooperate,
    Aid,
    Retreat,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
}

/// Whether an event happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It happened.
    Occurred,
    /// It was tried and failed.
    Attempted,
    /// It was stopped before it could happen.
    Prevented,
    /// It is still going on.
    Ongoing,
    /// It is announced, ordered or prepared.
    Planned,
    /// Somebody threatens it.
    Threatened,
    /// It is imagined, feared, asked about, or stands under a condition.
    Hypothetical,
    /// The report says that it did not happen.
    Denied,
}

/// When an event happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: CodePoints,
    /// EDTF level 1; null where the words give no calendar date.
    pub edtf: Option<String>,
    /// How exact.
    pub precision: TimePrecision,
    /// From what the value was worked out.
    pub basis: Option<String>,
}

/// How exact a time is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimePrecision {
    /// One day.
    Day,
    /// Two to six days.
    Days,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
    /// More than a year.
    Longer,
    /// Not known.
    #[default]
    Unknown,
}

/// Where an event happened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: CodePoints,
    /// The gazetteer's name; the report's own where it is not listed.
    pub name: String,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north, WGS 84.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84.
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// The first-level division (province, department, governorate) that it is or lies in, by the
    /// gazetteer's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin1: Option<String>,
    /// How exact.
    pub precision: PlacePrecision,
    /// How exact by UCDP's scale: 1 the very place, 2 near it, 3 a second-level and 4 a first-level
    /// division, 5 another part of the map, 6 a country, 7 a sea.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub where_prec: Option<u8>,
    /// How exact by ACLED's scale: 1 the town, 2 a part of a region, 3 a larger region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geo_precision: Option<u8>,
    /// Kilometres around the point within which it most likely is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radius_km: Option<f64>,
    /// The place as MUC-4 writes it: "COLOMBIA: ANTIOQUIA (DEPARTMENT): MEDELLIN (CITY)".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub muc4: Option<String>,
}

/// How exact a place is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlacePrecision {
    /// A building, crossing, camp or street.
    Point,
    /// A town or village.
    Settlement,
    /// Somewhere near, or a part of a region.
    Area,
    /// A first- or second-level division, or a named landscape.
    Region,
    /// A country.
    Country,
    /// Not known.
    #[default]
    Unknown,
}

/// Who or what takes part in an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// In which role.
    pub role: Role,
    /// As the report has it.
    pub text: String,
    /// Canonical name where known, else the words without their modifiers.
    pub name: Option<String>,
    /// Id in the actor base.
    pub id: Option<String>,
    /// What kind of being or thing.
    pub kind: Kind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Where the words stand.
    pub span: CodePoints,
    /// The office or description that the report gives beside the name, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Of a person of the actor base: the office that the report names, beside those on record for
    /// its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Office>,
    /// Id of the actor that this one belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// True of victims and bystanders, whom an export may leave out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub private: bool,
    /// What MUC-4 says of it, where the event is an incident of a country that MUC-4 asked for.
    #[serde(flatten)]
    pub muc4: Muc4Participant,
}

/// What MUC-4 asked of perpetrators, targets and instruments beyond the record, in its own words
/// and in capitals; all absent where the event is no incident that MUC-4 asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Muc4Participant {
    /// Type of a target (`CIVILIAN`, `ENERGY`) or of an instrument (`VEHICLE BOMB`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub muc4_type: Option<String>,
    /// What became of a target: `DEATH`, `INJURY`, `SOME DAMAGE`, …
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub muc4_effect: Vec<String>,
    /// How many targets the words mean: `3`, `3 - 5`, `~10`, `3 -` or `PLURAL`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The words that mean the persons who did it ("guerrillas").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub individual: Option<String>,
    /// The words that mean the organisation that they belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// Office or description of a named person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// The role of a participant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Who does it.
    Actor,
    /// At whom it aims.
    Recipient,
    /// Who is killed, hurt or abducted.
    Victim,
    /// What is hit, closed, rejected.
    Object,
    /// With what.
    Instrument,
}

/// What kind of being or thing a participant is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A person.
    Person,
    /// An armed group outside a state's forces.
    ArmedGroup,
    /// A state's army, navy, air force or guard.
    ArmedForces,
    /// A government, ministry, police, court or state as actor.
    Government,
    /// A party, movement, international body, company or charity.
    #[default]
    Organisation,
    /// Civilians.
    Civilians,
    /// A place.
    Place,
    /// A thing.
    Thing,
    /// A weapon or means.
    Weapon,
}

/// Who is held responsible for an event, with what confidence, by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responsibility {
    /// Canonical name.
    pub actor: String,
    /// As the report has it.
    pub text: String,
    /// With what confidence (MUC-4's scale, with claim, doubt and denial).
    pub status: ResponsibilityStatus,
    /// Who says so; null where the narrator does.
    pub by: Option<String>,
    /// The part of the report that says so, where it is the headline.
    #[serde(rename = "in", default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

/// Confidence in a perpetrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResponsibilityStatus {
    /// The narrator's own statement, or an authority's on its own act.
    ReportedAsFact,
    /// The actor says so itself.
    Claimed,
    /// Somebody says so.
    Accused,
    /// An authority says so of somebody else.
    AccusedByAuthorities,
    /// Hedged: believed, hallmarks.
    Suspected,
    /// A bare possibility.
    Possible,
    /// The actor or another denies it.
    Denied,
    /// A court cleared it.
    Acquitted,
}

/// Why an actor did it, as the report says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Motive {
    /// What kind of reason.
    pub kind: MotiveKind,
    /// The words that open it: "in retaliation for".
    pub cue: Quote,
    /// What they name: "an attack in Gao".
    pub text: String,
    /// Where it stands.
    pub span: CodePoints,
    /// Who says so; null where the narrator does.
    pub by: Option<String>,
    /// The actors and places that the words name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<About>,
}

/// An actor or place that the words of a motive name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Canonical name.
    pub name: String,
    /// What kind of being, or a place.
    pub kind: Kind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
}

/// What kind of reason a report gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MotiveKind {
    /// It answers something: "in retaliation for", "in response to".
    Retaliation,
    /// It is done together with somebody: "coordinated with".
    Coordination,
    /// Something makes it necessary: "because of", "due to".
    Cause,
    /// It is for somebody's sake: "in support of".
    Solidarity,
    /// It is to bring something about: "in order to".
    Aim,
}

impl MotiveKind {
    /// The name in the contract: `retaliation`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Retaliation => "retaliation",
            Self::Coordination => "coordination",
            Self::Cause => "cause",
            Self::Solidarity => "solidarity",
            Self::Aim => "aim",
        }
    }
}

/// How many, of what, according to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Of what.
    pub of: CountOf,
    /// At least.
    pub low: u64,
    /// The number said; null for an indefinite word.
    pub best: Option<u64>,
    /// At most; null where no upper bound is said.
    pub high: Option<u64>,
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: CodePoints,
    /// Who says so; null where the narrator does.
    pub by: Option<String>,
    /// "No reports of injuries": neither zero nor unknown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reported_none: bool,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum CountOf {
    Munitions,
    Intercepted,
    Killed,
    Injured,
    Captured,
    Released,
    Missing,
    Displaced,
    Arrested,
    Participants,
    Held,
}

impl CountOf {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Munitions,
        Self::Intercepted,
        Self::Killed,
        Self::Injured,
        Self::Captured,
        Self::Released,
        Self::Missing,
        Self::Displaced,
        Self::Arrested,
        Self::Participants,
        Self::Held,
    ];

    /// The name in the contract: `killed`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Munitions => "munitions",
            Self::Intercepted => "intercepted",
            Self::Killed => "killed",
            Self::Injured => "injured",
            Self::Captured => "captured",
            Self::Released => "released",
            Self::Missing => "missing",
            Self::Displaced => "displaced",
            Self::Arrested => "arrested",
            Self::Participants => "participants",
            Self::Held => "held",
        }
    }
}

/// One source's statement about an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Who says so; null where only "reportedly" is said.
    pub source: Option<Source>,
    /// The word that attributes.
    pub cue: Option<Quote>,
    /// What is said.
    pub content: Option<Quote>,
    /// How the source stands to it.
    pub stance: Stance,
    /// Outlets and sources between the source and this report, nearest first.
    pub via: Vec<Via>,
    /// The part of the report that says so, where it is the headline.
    #[serde(rename = "in", default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
}

/// Who makes a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// As the report has it.
    pub text: String,
    /// Where the words stand.
    pub span: CodePoints,
    /// Canonical name where known.
    pub name: Option<String>,
    /// Id in the actor base.
    pub id: Option<String>,
    /// What kind of source.
    pub kind: SourceKind,
}

/// An outlet or source through which a claim reached the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Via {
    /// As the report has it.
    pub text: String,
    /// Canonical name where known.
    pub name: Option<String>,
}

/// What kind of source makes a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// A named person or body.
    #[default]
    Named,
    /// "A senior official", "residents".
    Unnamed,
    /// A statement, letter, report.
    Document,
    /// Another outlet.
    Media,
    /// This report's own publisher.
    Publisher,
}

/// How a source stands to what it says.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Stance {
    #[default]
    Asserts,
    ClaimsResponsibility,
    Denies,
    Accuses,
    Suspects,
    Doubts,
    Threatens,
    Warns,
    Demands,
    Promises,
}
