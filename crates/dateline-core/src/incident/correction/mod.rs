//! What a person says that a report says, where it was read otherwise.
//!
//! A correction is of one slot of one event. It is laid over the event whenever that is read; what
//! was read out of the report stays as it is. Words and their place in the report stay where they are
//! those of the corrected value, as far as that can be told: a name is looked for in the sentences
//! that tell of the act.

mod lay;
#[cfg(test)]
mod tests;
mod written;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::days::{Days, yearless};
use super::record::Slot;
use crate::actor::Base;
use crate::place::Exactness;
use crate::place::gazetteer::{self, Country, Names};
use crate::record::{Event, EventType, PlacePrecision, ResponsibilityStatus, Role, Status};

pub use lay::correct;

/// What a report says of one slot, by a person. In JSON it is the bare value; the slot beside it
/// says of what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CorrectedValue {
    /// PLOVER type.
    Type(EventType),
    /// Whether it happened.
    Status(Status),
    /// When: EDTF level 1.
    Time(String),
    /// Who did it, or at whom it aimed: names.
    Names(Vec<String>),
    /// How many, by each who says so.
    Figures(Vec<CorrectedFigure>),
    /// Who is held responsible.
    Responsibility(Vec<CorrectedResponsibility>),
    /// Where.
    Place(CorrectedPlace),
}

/// Where it was. Only the name is needed: what the gazetteer knows by it is filled in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectedPlace {
    /// The name.
    pub name: String,
    /// Degrees north, WGS 84.
    #[serde(default)]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(default)]
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-3.
    #[serde(default)]
    pub country: Option<String>,
    /// GeoNames id.
    #[serde(default)]
    pub geonames: Option<u32>,
    /// The first-level division.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin1: Option<String>,
    /// How exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<PlacePrecision>,
    /// UCDP's scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub where_prec: Option<u8>,
    /// Kilometres around the point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radius_km: Option<f64>,
}

/// How many.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectedFigure {
    /// At least.
    pub low: u64,
    /// The number said; null for an indefinite word.
    #[serde(default)]
    pub best: Option<u64>,
    /// At most; null where no upper bound is said.
    #[serde(default)]
    pub high: Option<u64>,
    /// "No reports of": neither zero nor unknown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reported_none: bool,
    /// Who says so; null where the narrator does.
    #[serde(default)]
    pub by: Option<String>,
}

/// Who is held responsible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorrectedResponsibility {
    /// The name.
    pub actor: String,
    /// With what confidence.
    pub status: ResponsibilityStatus,
    /// Who says so; null where the narrator does.
    #[serde(default)]
    pub by: Option<String>,
}

/// Why a value cannot be what a report says of a slot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Words that the reader gives whole.
    #[error("{0} cannot be corrected")]
    Fixed(Slot),
    /// A type or status is never missing.
    #[error("every event has a {0}: say which")]
    Needed(Slot),
    /// No type.
    #[error("“{0}” is not one of PLOVER’s types: ASSAULT, COERCE, PROTEST, …")]
    Type(String),
    /// No status.
    #[error(
        "“{0}” is not one of occurred, attempted, prevented, ongoing, planned, threatened, \
         hypothetical and denied"
    )]
    Status(String),
    /// No date.
    #[error("“{0}” is not a date (EDTF: 2024-05-05, 2024-05, 2024-05-05/2024-05-07, …)")]
    Time(String),
    /// No place.
    #[error(
        "“{0}” is not a place (a name, or name, latitude, longitude and country: \
         Gao, 16.27, -0.04, MLI)"
    )]
    Place(String),
    /// No names.
    #[error("“{0}” is not a list of names (with semicolons between them)")]
    Names(String),
    /// Nobody held responsible.
    #[error(
        "“{0}” does not say who is held responsible (actor: status by whom; with \
         reported-as-fact, claimed, accused, accused-by-authorities, suspected, possible, denied \
         or acquitted)"
    )]
    Responsibility(String),
    /// No figures.
    #[error(
        "“{0}” is not a figure (6, 6..11, 6..9..11, 6.. or none reported; 6 by ministry; 11 by \
         residents)"
    )]
    Figures(String),
    /// A name without a letter.
    #[error("a name has letters")]
    Name,
    /// One of two degrees, or one that is none.
    #[error("not a point of the earth (latitude from -90 to 90, longitude from -180 to 180, both)")]
    Point,
    /// No country.
    #[error("“{0}” is not a country’s code of three capitals")]
    Country(String),
    /// A range that is none.
    #[error("{0} is not in order: the lowest, the best, the highest")]
    Order(String),
    /// A figure beside "none reported".
    #[error("where none are reported there is no figure")]
    NoneAndSome,
}

impl Wrong {
    /// That a value is none of a slot.
    fn form(slot: Slot, value: String) -> Self {
        match slot {
            Slot::Type => Self::Type(value),
            Slot::Status => Self::Status(value),
            Slot::Time => Self::Time(value),
            Slot::Place => Self::Place(value),
            Slot::Actor | Slot::Recipient => Self::Names(value),
            Slot::Responsibility => Self::Responsibility(value),
            Slot::Count(_) => Self::Figures(value),
            Slot::Instrument | Slot::Motive => Self::Fixed(slot),
        }
    }
}

impl CorrectedValue {
    /// The value of a slot as a person writes it on one line. Whether it can hold,
    /// [`CorrectedValue::checked`] says.
    ///
    /// ```
    /// use dateline_core::incident::correction::CorrectedValue;
    /// use dateline_core::incident::record::Slot;
    /// use dateline_core::record::CountOf;
    ///
    /// let killed = Slot::Count(CountOf::Killed);
    /// let value = CorrectedValue::of_text(killed, "6 by ministry; 11..").unwrap();
    /// let CorrectedValue::Figures(figures) = value else { panic!() };
    /// assert_eq!((figures[0].best, figures[1].low, figures[1].high), (Some(6), 11, None));
    /// ```
    ///
    /// # Errors
    ///
    /// Where it is no such value.
    pub fn of_text(slot: Slot, text: &str) -> Result<Self, Wrong> {
        written::value(slot, text.trim()).ok_or_else(|| Wrong::form(slot, text.trim().to_owned()))
    }

    /// The value of a slot as JSON: what this serialises to; one name, figure or row also without
    /// the list around it. Whether it can hold, [`CorrectedValue::checked`] says.
    ///
    /// # Errors
    ///
    /// Where it is no such value.
    pub fn of_json(slot: Slot, json: &Value) -> Result<Self, Wrong> {
        if let Value::String(text) = json {
            return Self::of_text(slot, text);
        }
        let one = || json.clone();
        let listed = || if json.is_array() { one() } else { Value::from(vec![one()]) };
        let value = match slot {
            Slot::Place if json.is_object() => serde_json::from_value(one()).ok().map(Self::Place),
            Slot::Actor | Slot::Recipient => serde_json::from_value(listed()).ok().map(Self::Names),
            Slot::Responsibility => serde_json::from_value(listed()).ok().map(Self::Responsibility),
            Slot::Count(_) if json.is_u64() => return Self::of_text(slot, &json.to_string()),
            Slot::Count(_) => serde_json::from_value(listed()).ok().map(Self::Figures),
            _ => None,
        };
        value.ok_or_else(|| Wrong::form(slot, json.to_string()))
    }

    /// The value with what the gazetteer and the actor base know of it, if an event can have it.
    ///
    /// # Errors
    ///
    /// Where it cannot be: no date, no point, a range that is none.
    pub fn checked(self, slot: Slot) -> Result<Self, Wrong> {
        Ok(match (slot, self) {
            (Slot::Type, value @ Self::Type(_)) | (Slot::Status, value @ Self::Status(_)) => value,
            (Slot::Time, Self::Time(edtf)) if is_edtf(&edtf) => Self::Time(edtf),
            (Slot::Time, Self::Time(text)) => return Err(Wrong::Time(text)),
            (Slot::Place, Self::Place(place)) => Self::Place(place.checked()?),
            (Slot::Actor | Slot::Recipient, Self::Names(names)) if !names.is_empty() => {
                let names = names.iter().map(|name| canonical(name));
                Self::Names(distinct(names.collect::<Result<_, _>>()?))
            }
            (Slot::Responsibility, Self::Responsibility(rows)) if !rows.is_empty() => {
                let rows = rows.into_iter().map(|row| {
                    let by = row.by.as_deref().map(canonical).transpose()?;
                    Ok(CorrectedResponsibility { actor: canonical(&row.actor)?, by, ..row })
                });
                Self::Responsibility(distinct(rows.collect::<Result<_, _>>()?))
            }
            (Slot::Count(_), Self::Figures(figures)) if !figures.is_empty() => {
                let figures = figures.into_iter().map(CorrectedFigure::checked);
                Self::Figures(distinct(figures.collect::<Result<_, _>>()?))
            }
            (slot, value) => {
                return Err(Wrong::form(slot, serde_json::to_string(&value).unwrap_or_default()));
            }
        })
    }
}

/// Says whether an event can have nothing in a slot.
///
/// # Errors
///
/// Where it cannot: an event without a type is none.
pub const fn can_be_absent(slot: Slot) -> Result<(), Wrong> {
    match slot {
        Slot::Type | Slot::Status => Err(Wrong::Needed(slot)),
        Slot::Instrument | Slot::Motive => Err(Wrong::Fixed(slot)),
        _ => Ok(()),
    }
}

/// What an event says of a slot; none where it says nothing, and of slots that are not corrected.
#[must_use]
pub fn said(event: &Event, slot: Slot) -> Option<CorrectedValue> {
    let names = |role: Role| {
        let parties = event.participants.iter().filter(|one| one.role == role);
        let names = parties.map(|one| one.name.as_deref().unwrap_or(&one.text).to_owned());
        Some(distinct(names.collect())).filter(|names| !names.is_empty()).map(CorrectedValue::Names)
    };
    match slot {
        Slot::Type => Some(CorrectedValue::Type(event.event_type)),
        Slot::Status => Some(CorrectedValue::Status(event.status)),
        Slot::Time => event.time.as_ref()?.edtf.clone().map(CorrectedValue::Time),
        Slot::Place => event.place.as_ref().map(|place| {
            CorrectedValue::Place(CorrectedPlace {
                name: place.name.clone(),
                lat: place.lat,
                lon: place.lon,
                country: place.country.clone(),
                geonames: place.geonames,
                admin1: place.admin1.clone(),
                precision: Some(place.precision),
                where_prec: place.where_prec,
                radius_km: place.radius_km,
            })
        }),
        Slot::Actor => names(Role::Actor),
        Slot::Recipient => names(Role::Recipient),
        Slot::Responsibility => {
            let rows = event.responsibility.iter().map(|row| CorrectedResponsibility {
                actor: row.actor.clone(),
                status: row.status,
                by: row.by.clone(),
            });
            let rows: Vec<_> = distinct(rows.collect());
            (!rows.is_empty()).then_some(CorrectedValue::Responsibility(rows))
        }
        Slot::Count(of) => {
            let counts = event.counts.iter().filter(|count| count.of == of);
            let figures = counts.map(|count| CorrectedFigure {
                low: count.low,
                best: count.best,
                high: count.high,
                reported_none: count.reported_none,
                by: count.by.clone(),
            });
            let figures: Vec<_> = distinct(figures.collect());
            (!figures.is_empty()).then_some(CorrectedValue::Figures(figures))
        }
        Slot::Instrument | Slot::Motive => None,
    }
}

impl CorrectedPlace {
    fn checked(mut self) -> Result<Self, Wrong> {
        self.name = letters(&self.name)?;
        match (self.lat, self.lon) {
            (None, None) => {}
            (Some(lat), Some(lon)) if lat.abs() <= 90.0 && lon.abs() <= 180.0 => {}
            _ => return Err(Wrong::Point),
        }
        if let Some(code) = self.country.take() {
            let code = code.trim().to_uppercase();
            if Country::from_alpha3(&code).is_none() {
                return Err(Wrong::Country(code));
            }
            self.country = Some(code);
        }
        if self.radius_km.is_some_and(|km| !km.is_finite() || km < 0.0) {
            return Err(Wrong::Point);
        }
        Ok(self.filled())
    }

    /// The place with what the gazetteer knows of the one that is meant.
    fn filled(mut self) -> Self {
        /// Kilometres by which a point may differ from the gazetteer's for one place.
        const NEAR: f64 = 25.0;
        let meant = |place: &gazetteer::Place| {
            let country = self.country.as_deref();
            let at = self.lat.zip(self.lon).zip(place.point());
            self.geonames.is_none_or(|id| place.geonames() == Some(id))
                && (country.is_none() || country == place.country().map(Country::alpha3))
                && at.is_none_or(|(one, two)| gazetteer::kilometres(one, two) <= NEAR)
        };
        let bearers = Names::get().find(&self.name);
        let all = bearers.into_iter().flat_map(|all| all.iter().map(|one| one.place));
        let meant: Vec<gazetteer::Place> = all.filter(meant).collect();
        let first = meant.first().copied();
        let wide = first.filter(|place| {
            self.precision.is_none()
                && !place.kind().is_spot()
                && place.kind() != gazetteer::Kind::Country
        });
        // by the name of a town and of the region around it the town is meant
        let town = wide.and_then(|wide| {
            let mut spots = meant.iter().filter(|place| place.kind().is_spot());
            spots.find(|place| place.lies_in(wide)).copied()
        });
        let known = town.or(first);
        if let Some(place) = known {
            let precision = self.precision.unwrap_or(match place.kind() {
                gazetteer::Kind::Country => PlacePrecision::Country,
                kind if kind.is_spot() => PlacePrecision::Settlement,
                _ => PlacePrecision::Region,
            });
            let exactness = Exactness::of(place, precision);
            if self.lat.is_none()
                && let Some((lat, lon)) = place.point()
            {
                (self.lat, self.lon) = (Some(lat), Some(lon));
            }
            self.name =
                Some(place.name()).filter(|name| !name.is_empty()).map_or(self.name, str::to_owned);
            self.geonames = self.geonames.or_else(|| place.geonames());
            self.country =
                self.country.or_else(|| place.country().map(|one| one.alpha3().to_owned()));
            self.admin1 = self.admin1.or_else(|| place.admin1().map(str::to_owned));
            self.precision = Some(precision);
            self.where_prec = self.where_prec.or(Some(exactness.where_prec));
            self.radius_km = self.radius_km.or(Some(exactness.radius));
        } else if self.lat.is_some() {
            self.precision = self.precision.or(Some(PlacePrecision::Settlement));
            self.where_prec = self.where_prec.or(Some(1));
            self.radius_km = self.radius_km.or(Some(1.0));
        }
        self
    }
}

impl CorrectedFigure {
    fn checked(mut self) -> Result<Self, Wrong> {
        self.by = self.by.as_deref().map(canonical).transpose()?;
        if self.reported_none {
            let none = self.low == 0 && self.best.is_none() && self.high.is_none();
            return if none { Ok(self) } else { Err(Wrong::NoneAndSome) };
        }
        let best = self.best.unwrap_or(self.low);
        if self.low > best || self.high.is_some_and(|high| best > high) {
            return Err(Wrong::Order(self.text()));
        }
        Ok(self)
    }

    fn text(&self) -> String {
        let text = |number: Option<u64>| number.map(|one| one.to_string()).unwrap_or_default();
        format!("{}..{}..{}", self.low, text(self.best), text(self.high))
    }
}

/// A name with one space between its words.
fn letters(name: &str) -> Result<String, Wrong> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().any(char::is_alphabetic) { Ok(name) } else { Err(Wrong::Name) }
}

/// The name by which the actor base knows somebody, else the one given.
fn canonical(name: &str) -> Result<String, Wrong> {
    let name = letters(name)?;
    Ok(Base::get().named(&name).map_or(name, |actor| actor.name.to_string()))
}

/// Each once, in the order in which they come.
fn distinct<T: PartialEq>(all: Vec<T>) -> Vec<T> {
    let mut found = Vec::with_capacity(all.len());
    for one in all {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

/// True of a value of EDTF level 1 whose days are known, or all of them but the year.
fn is_edtf(edtf: &str) -> bool {
    let formed = edtf.split('/').all(|part| part.is_empty() || part == ".." || is_date(part));
    formed && (Days::of_edtf(edtf).is_some() || (!edtf.contains('/') && is_yearless(edtf)))
}

fn is_yearless(edtf: &str) -> bool {
    // of all years, a leap year has all days
    edtf.len() == 10
        && yearless(edtf).is_some()
        && Days::of_edtf(&edtf.replacen("XXXX", "2024", 1)).is_some()
}

/// `2024`, `2024-05`, `2024-05-05`, with digits left open, perhaps uncertain, perhaps with a time.
fn is_date(part: &str) -> bool {
    let part = part.trim_end_matches(['~', '?', '%']);
    let part = part.split_once('T').map_or(part, |(day, _)| day);
    let digits = |text: &str, count: usize| {
        text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X')
    };
    let mut parts = part.split('-');
    parts.next().is_some_and(|year| digits(year, 4))
        && parts.clone().count() <= 2
        && parts.all(|part| digits(part, 2))
}
