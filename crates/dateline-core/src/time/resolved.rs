//! What the words of a rule say, read off them one by one, and the values built from it.

use std::ops::Range;

use jiff::civil::Weekday;

use super::calendar::{DayPart, Stretch, Unit};
use super::lexicon::kind;
use super::rule::Found;
use super::{Amount, Reference, Sense, TimeKind, basis};

/// What a rule's words were found to mean.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub kind: TimeKind,
    pub sense: Sense,
    pub basis: Option<&'static str>,
    pub anaphoric: bool,
    /// True where the year was not said and came from the report's date.
    pub year_assumed: bool,
    /// True where the words name only a time of day, and the day comes from the surroundings.
    pub of_day: bool,
    /// The pieces and the sense of each of two times that are said in one row: "3 to 5 May".
    pub parts: Vec<(Range<usize>, Sense)>,
}

impl Resolved {
    pub fn new(kind: TimeKind, sense: Sense, basis: Option<&'static str>) -> Self {
        Self {
            kind,
            sense,
            basis,
            anaphoric: false,
            year_assumed: false,
            of_day: false,
            parts: Vec::new(),
        }
    }
}

/// The time of day, in minutes.
pub(super) fn clock(found: &Found) -> Option<i32> {
    let minutes = [kind::CLOCK, kind::HOUR, kind::POINT_CLOCK]
        .into_iter()
        .find_map(|kind| found.value(kind))?;
    Some(of_noon(minutes, found))
}

/// A time of day with the "a.m." or "p.m." of its row.
pub(super) fn of_noon(minutes: i32, found: &Found) -> i32 {
    const NOON: i32 = 12 * 60;
    let part = found.value(kind::PART).and_then(DayPart::at);
    match (found.value(kind::MERIDIEM), part) {
        (Some(hours), _) if minutes < NOON + 60 => minutes % NOON + hours * 60,
        // "8 Uhr abends", "3 in the afternoon", "11 at night".
        (None, Some(DayPart::Afternoon | DayPart::Evening)) if minutes < NOON => minutes + NOON,
        (None, Some(DayPart::Night)) if (NOON / 2..NOON).contains(&minutes) => minutes + NOON,
        _ => minutes,
    }
}

pub(super) fn weekday(value: i32) -> Option<Weekday> {
    Weekday::from_monday_zero_offset(i8::try_from(value).ok()?).ok()
}

pub(super) fn year(found: &Found) -> Option<i16> {
    found
        .value(kind::YEAR)
        .or_else(|| found.value(kind::YEAR2))
        .and_then(|year| i16::try_from(year).ok())
}

/// Year, month and day as far as they are said.
pub(super) fn fields(found: &Found) -> (Option<i16>, Option<i8>, Option<i8>) {
    if let Some(date) = found.value(kind::DATE) {
        let year = i16::try_from(date / 10_000).ok().filter(|&year| year > 0);
        return (year, i8::try_from(date / 100 % 100).ok(), i8::try_from(date % 100).ok());
    }
    let month = found.value(kind::MONTH);
    let small = |value: Option<i32>| value.and_then(|value| i8::try_from(value).ok());
    (year(found), small(month), small(found.value(kind::DAY)))
}

/// The night that ends on a day.
pub(super) fn night_to(mut day: Resolved) -> Resolved {
    if let Some(Stretch::Day(end)) = day.sense.stretch {
        day.sense.stretch = Some(Stretch::Days(end.yesterday().unwrap_or(end), end));
    }
    day.sense.part = Some(DayPart::Night);
    day
}

/// The number and the unit of an expression. One where no number is said.
pub(super) fn amount(found: &Found, kind: TimeKind) -> Option<Resolved> {
    let plural = found.value(kind::PLURAL);
    let unit = Unit::at(found.value(kind::UNIT).or(plural)?)?;
    let vague = found.value(kind::VAGUE).is_some() || plural.is_some();
    let count = found.value(kind::NUMBER).or((!vague).then_some(1));
    let sense = Sense { amount: Some(Amount { count, unit }), ..Sense::default() };
    Some(Resolved::new(kind, sense, None))
}

/// A length of time, or two of one unit: "six to eight months".
pub(super) fn duration(found: &Found) -> Option<Resolved> {
    let mut whole = amount(found, TimeKind::Duration)?;
    let Amount { unit, .. } = whole.sense.amount?;
    let part =
        |count| Sense { amount: Some(Amount { count: Some(count), unit }), ..Sense::default() };
    let pair = found.pair(&[kind::NUMBER]).into_iter().flatten();
    whole.parts = pair.map(|(words, count)| (words, part(count))).collect();
    Some(whole)
}

pub(super) fn set(found: &Found) -> Resolved {
    let unit = found.value(kind::UNIT).or(found.value(kind::FREQUENCY)).and_then(Unit::at);
    let sense = Sense {
        amount: unit
            .map(|unit| Amount { count: Some(found.value(kind::NUMBER).unwrap_or(1)), unit }),
        weekday: found.value(kind::WEEKDAY).and_then(weekday),
        stretch: found
            .value(kind::MONTH)
            .and_then(|month| i8::try_from(month).ok())
            .map(Stretch::YearlessMonth),
        ..Sense::default()
    };
    Resolved::new(TimeKind::Set, sense, None)
}

pub(super) fn decade(found: &Found) -> Option<Resolved> {
    const CENTURY: i16 = 100;
    // "les années 80", "los años 1990": any other year behind the words is but a year.
    let value = match (found.value(kind::DECADE), found.value(kind::YEAR), found.value(kind::YEAR2))
    {
        (Some(decade), ..) => decade,
        (None, Some(year), _) if year % 10 != 0 => {
            return Some(stated(Stretch::Year(i16::try_from(year).ok()?)));
        }
        (None, Some(year), _) => year,
        // Two digits are still those of the last century.
        (None, None, Some(year)) if year % 10 == 0 => year % 100 + 1900,
        _ => return None,
    };
    let year = i16::try_from(value).ok()?;
    // "the 1800s" are all of them.
    let spelt = found.value(kind::DECADE).is_some();
    let century = spelt && year % CENTURY == 0 && year < 2000;
    Some(stated(if century { Stretch::Century(year) } else { Stretch::Decade(year) }))
}

pub(super) fn century(found: &Found) -> Option<Resolved> {
    // "the first half of the 15th century" is as exact as the century.
    let nth = i16::try_from(found.values(kind::ORDINAL).last()?)
        .ok()
        .filter(|nth| (1..=30).contains(nth))?;
    Some(stated(Stretch::Century((nth - 1) * 100)))
}

pub(super) fn resolved(stretch: Stretch, basis: &'static str) -> Resolved {
    let sense = Sense { stretch: Some(stretch), ..Sense::default() };
    Resolved::new(TimeKind::Point, sense, Some(basis))
}

pub(super) fn stated(stretch: Stretch) -> Resolved {
    resolved(stretch, basis::STATED)
}

pub(super) fn unknown(unit: Unit) -> Resolved {
    let sense = Sense { unit: Some(unit), ..Sense::default() };
    Resolved::new(TimeKind::Point, sense, Some(basis::UNKNOWN))
}

pub(super) fn unknown_day() -> Resolved {
    unknown(Unit::Day)
}

pub(super) fn reference(reference: Reference) -> Resolved {
    let sense = Sense { reference: Some(reference), ..Sense::default() };
    Resolved::new(TimeKind::Point, sense, None)
}
