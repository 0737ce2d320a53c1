//! What the words of a rule say, read off them one by one, and the values built from it.

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
}

/// The time of day, in minutes.
pub(super) fn clock(found: &Found) -> Option<i32> {
    let minutes = [kind::CLOCK, kind::HOUR, kind::POINT_CLOCK]
        .into_iter()
        .find_map(|kind| found.value(kind))?;
    Some(match found.value(kind::MERIDIEM) {
        Some(hours) if minutes <= 12 * 60 + 59 => minutes % (12 * 60) + hours * 60,
        _ => minutes,
    })
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
    Some(Resolved {
        kind,
        sense,
        basis: None,
        anaphoric: false,
        year_assumed: false,
        of_day: false,
    })
}

pub(super) fn set(found: &Found) -> Resolved {
    let unit = found.value(kind::UNIT).or(found.value(kind::FREQUENCY)).and_then(Unit::at);
    let sense = Sense {
        amount: unit
            .map(|unit| Amount { count: Some(found.value(kind::NUMBER).unwrap_or(1)), unit }),
        weekday: found.value(kind::WEEKDAY).and_then(weekday),
        ..Sense::default()
    };
    Resolved {
        kind: TimeKind::Set,
        sense,
        basis: None,
        anaphoric: false,
        year_assumed: false,
        of_day: false,
    }
}

pub(super) fn decade(found: &Found) -> Option<Resolved> {
    let year = i16::try_from(found.value(kind::DECADE)?).ok()?;
    Some(stated(Stretch::Decade(year)))
}

pub(super) fn century(found: &Found) -> Option<Resolved> {
    let nth =
        i16::try_from(found.value(kind::ORDINAL)?).ok().filter(|nth| (1..=30).contains(nth))?;
    Some(stated(Stretch::Century((nth - 1) * 100)))
}

pub(super) fn resolved(stretch: Stretch, basis: &'static str) -> Resolved {
    let sense = Sense { stretch: Some(stretch), ..Sense::default() };
    Resolved {
        kind: TimeKind::Point,
        sense,
        basis: Some(basis),
        anaphoric: false,
        year_assumed: false,
        of_day: false,
    }
}

pub(super) fn stated(stretch: Stretch) -> Resolved {
    resolved(stretch, basis::STATED)
}

pub(super) fn unknown(unit: Unit) -> Resolved {
    let sense = Sense { unit: Some(unit), ..Sense::default() };
    Resolved {
        kind: TimeKind::Point,
        sense,
        basis: Some(basis::UNKNOWN),
        anaphoric: false,
        year_assumed: false,
        of_day: false,
    }
}

pub(super) fn unknown_day() -> Resolved {
    unknown(Unit::Day)
}

pub(super) fn reference(reference: Reference) -> Resolved {
    let sense = Sense { reference: Some(reference), ..Sense::default() };
    Resolved {
        kind: TimeKind::Point,
        sense,
        basis: None,
        anaphoric: false,
        year_assumed: false,
        of_day: false,
    }
}
