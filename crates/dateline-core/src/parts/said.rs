//! What each room says of one mention, as it is written out.

use serde::{Deserialize, Serialize};

use crate::actor::{ActorMention, Base, Office};
use crate::attribution::{self, Attribution};
use crate::count::CountMention;
use crate::place::{Exactness, PlaceMention};
use crate::record::{
    CodePoints, CountOf, Kind, PlacePrecision, Quote, Source, Stance, TimePrecision,
};
use crate::text::{Document, Span};
use crate::time::{self, TimeMention};

/// A time expression. A range is two expressions with one EDTF value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expression {
    /// The words, without their preposition.
    pub text: String,
    /// Where they stand.
    pub span: CodePoints,
    /// TIMEX3: `DATE`, `TIME`, `DURATION` or `SET`.
    #[serde(rename = "type")]
    pub timex: String,
    /// TIMEX3: `2014-02-12`, `1998-W08`, `P3D`, `PAST_REF`.
    pub value: String,
    /// EDTF level 1; null where no calendar date follows.
    pub edtf: Option<String>,
    /// How exact.
    pub precision: TimePrecision,
    /// From what the value was worked out.
    pub basis: Option<String>,
    /// True where it points back or ahead from another event ("two days later").
    pub anaphoric: bool,
    /// The rule or data entry.
    pub rule: String,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The name with what narrows it: "the outskirts of Gao".
    pub text: String,
    /// Where the bare name stands.
    pub span: CodePoints,
    /// Where the name with what narrows it stands.
    pub whole: CodePoints,
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
    /// How exact.
    pub precision: PlacePrecision,
    /// How exact by UCDP's scale, as in [`crate::record::Place`].
    pub where_prec: Option<u8>,
    /// How exact by ACLED's scale.
    pub geo_precision: Option<u8>,
    /// Kilometres around the point within which it most likely is.
    pub radius_km: Option<f64>,
    /// True of an adjective of nationality ("Israeli"), which names no event place.
    pub adjectival: bool,
    /// True where the name only tells whose something is: "Gaza Health Ministry".
    pub modifier: bool,
    /// True of the place that the report is sent from.
    pub dateline: bool,
    /// The rule or data entry.
    pub rule: String,
}

/// An actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The whole phrase: "Defence Minister Amir Peretz".
    pub text: String,
    /// Where it stands.
    pub span: CodePoints,
    /// The name or head noun inside.
    pub head: CodePoints,
    /// Canonical name, or the fullest form in this text.
    pub name: Option<String>,
    /// Id in the actor base.
    pub id: Option<String>,
    /// Wikidata item, where it is sure.
    pub wikidata: Option<String>,
    /// What kind of being.
    pub kind: Kind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Id of the actor that this one belongs to.
    pub part_of: Option<String>,
    /// The office or description that the report gives beside the name, in its own words.
    pub title: Option<String>,
    /// Of a person of the actor base: the office that the text names, beside those on record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<Office>,
    /// True of a proper name, false of "soldiers", "the group", "he".
    pub named: bool,
    /// True of news agencies, newspapers, broadcasters.
    pub media: bool,
    /// Index in this list of the actor that a pronoun or a short form stands for.
    pub refers_to: Option<usize>,
    /// The rule or data entry.
    pub rule: String,
}

/// A number of people, munitions or things.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The words: "at least nine people".
    pub text: String,
    /// Where they stand.
    pub span: CodePoints,
    /// What is counted, where the words around say so.
    pub of: Option<CountOf>,
    /// The word that says so: "killing".
    pub cue: Option<Quote>,
    /// At least.
    pub low: u64,
    /// The number said; null for an indefinite word.
    pub best: Option<u64>,
    /// At most; null where no upper bound is said.
    pub high: Option<u64>,
    /// "no reports of injuries".
    pub reported_none: bool,
    /// True of a running total over a period or of many events.
    pub aggregate: bool,
    /// True of a part of another count: "12, including three children".
    pub part: bool,
    /// The rule or data entry.
    pub rule: String,
}

/// Who says what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Who says it; null where only "reportedly" is said.
    pub source: Option<Source>,
    /// The words of saying.
    pub cue: Option<Quote>,
    /// What is said, in one piece or several; null where nothing is.
    pub content: Option<Spans>,
    /// How it is said.
    pub stance: Stance,
    /// True of a quotation.
    pub direct: bool,
    /// Outlets and sources between the source and this report, nearest first.
    pub via: Vec<Quote>,
    /// Index in this list of the claim inside whose content this one stands.
    pub inside: Option<usize>,
    /// The rule or data entry.
    pub rule: String,
}

/// Words in several pieces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spans {
    /// The words of each piece.
    pub text: Vec<String>,
    /// Where each stands.
    pub spans: Vec<CodePoints>,
}

pub(super) fn times(document: &Document, one: &TimeMention) -> Vec<Expression> {
    let said = time::timex(one).into_iter().map(|timex| Expression {
        text: document.words(timex.span),
        span: document.code_points(timex.span),
        timex: timex.kind.to_owned(),
        value: timex.value,
        edtf: one.edtf.clone(),
        precision: one.precision,
        basis: one.basis.clone(),
        anaphoric: one.anaphoric,
        rule: one.rule.to_string(),
    });
    said.collect()
}

pub(super) fn place(document: &Document, one: &PlaceMention) -> Place {
    Place {
        text: document.words(one.span),
        span: document.code_points(one.head),
        whole: document.code_points(one.span),
        name: one.name.clone(),
        geonames: one.geonames,
        lat: one.point.map(|(north, _)| north),
        lon: one.point.map(|(_, east)| east),
        country: one.country.map(str::to_owned),
        precision: one.precision,
        where_prec: (one.where_prec > 0).then_some(one.where_prec),
        geo_precision: Exactness::geo_precision(one.where_prec),
        radius_km: one.radius,
        adjectival: one.adjectival,
        modifier: one.modifier,
        dateline: one.dateline,
        rule: one.rule.to_string(),
    }
}

pub(super) fn actor(document: &Document, base: &Base, one: &ActorMention) -> Actor {
    let known = one.id.as_deref().and_then(|id| base.actor(id));
    Actor {
        text: document.words(one.span),
        span: document.code_points(one.span),
        head: document.code_points(one.head),
        name: one.name.clone(),
        id: one.id.clone(),
        wikidata: known.and_then(|known| known.wikidata.as_deref()).map(str::to_owned),
        kind: one.kind,
        country: one.country.clone(),
        part_of: one.part_of.clone(),
        title: one.title.map(|title| document.words(title)),
        office: one.office.clone(),
        named: one.named,
        media: one.media,
        refers_to: one.refers_to,
        rule: one.rule.to_string(),
    }
}

pub(super) fn count(document: &Document, one: &CountMention) -> Count {
    Count {
        text: document.words(one.span),
        span: document.code_points(one.span),
        of: one.of,
        cue: one.cue.map(|cue| document.quote(cue)),
        low: one.low,
        best: one.best,
        high: one.high,
        reported_none: one.reported_none,
        aggregate: one.aggregate,
        part: one.part,
        rule: one.rule.to_string(),
    }
}

pub(super) fn claim(document: &Document, actors: &[ActorMention], one: &Attribution) -> Claim {
    let source = one.source.as_ref();
    let source = source.map(|source| attribution::named(document, actors, source));
    let words = |spans: &[Span]| Spans {
        text: spans.iter().map(|&span| document.words(span)).collect(),
        spans: spans.iter().map(|&span| document.code_points(span)).collect(),
    };
    Claim {
        source,
        cue: one.cue.map(|cue| document.quote(cue)),
        content: (!one.content.is_empty()).then(|| words(&one.content)),
        stance: one.stance,
        direct: one.direct,
        via: one.via.iter().map(|&span| document.quote(span)).collect(),
        inside: one.inside,
        rule: one.rule.to_string(),
    }
}
