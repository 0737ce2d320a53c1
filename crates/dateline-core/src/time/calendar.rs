//! Stretches of the calendar: what a time expression may stand for, and its EDTF.

use jiff::civil::{Date, Weekday};
use jiff::{Span as Shift, ToSpan};

use crate::record::TimePrecision;

/// A unit in which time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    /// Nights, which are counted like days ("two nights earlier").
    Night,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// All units, with the names that `time.toml` calls them by.
    pub const NAMES: [(&'static str, Self); 15] = [
        ("second", Self::Second),
        ("minute", Self::Minute),
        ("hour", Self::Hour),
        ("day", Self::Day),
        ("night", Self::Night),
        ("weekend", Self::Weekend),
        ("week", Self::Week),
        ("fortnight", Self::Fortnight),
        ("month", Self::Month),
        ("quarter", Self::Quarter),
        ("season", Self::Season),
        ("half", Self::Half),
        ("year", Self::Year),
        ("decade", Self::Decade),
        ("century", Self::Century),
    ];

    /// The unit of an index into [`Unit::NAMES`].
    #[must_use]
    pub fn at(index: i32) -> Option<Self> {
        Self::NAMES.get(usize::try_from(index).ok()?).map(|&(_, unit)| unit)
    }

    /// How exact an expression is that speaks of "a few" of this unit.
    #[must_use]
    pub const fn several(self) -> TimePrecision {
        match self {
            Self::Second | Self::Minute | Self::Hour => TimePrecision::Day,
            Self::Day | Self::Night | Self::Weekend => TimePrecision::Days,
            Self::Week | Self::Fortnight => TimePrecision::Month,
            Self::Month | Self::Quarter | Self::Season | Self::Half => TimePrecision::Year,
            Self::Year | Self::Decade | Self::Century => TimePrecision::Longer,
        }
    }
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum DayPart {
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
    Dawn,
    Midnight,
}

impl DayPart {
    /// All parts, with the names that `time.toml` calls them by.
    pub const NAMES: [(&'static str, Self); 7] = [
        ("morning", Self::Morning),
        ("noon", Self::Noon),
        ("afternoon", Self::Afternoon),
        ("evening", Self::Evening),
        ("night", Self::Night),
        ("dawn", Self::Dawn),
        ("midnight", Self::Midnight),
    ];

    /// The part of an index into [`DayPart::NAMES`].
    #[must_use]
    pub fn at(index: i32) -> Option<Self> {
        Self::NAMES.get(usize::try_from(index).ok()?).map(|&(_, part)| part)
    }
}

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// One day.
    Day(Date),
    /// From one day to another, both in.
    Days(Date, Date),
    /// The week of a Monday.
    Week(Date),
    /// The weekend of a Saturday.
    Weekend(Date),
    /// Year, month.
    Month(i16, i8),
    /// Year, quarter from 1.
    Quarter(i16, i8),
    /// Year, half from 1.
    Half(i16, i8),
    /// Year, season: 1 spring to 4 winter. Winter begins in December of the year.
    Season(i16, i8),
    /// A year.
    Year(i16),
    /// The decade that begins with a year.
    Decade(i16),
    /// The century that begins with a year (1900 for the 20th).
    Century(i16),
    /// A day of an unknown year: month, day.
    YearlessDay(i8, i8),
    /// A month of an unknown year.
    YearlessMonth(i8),
}

impl Stretch {
    /// First and last day; none where the year is not known.
    #[must_use]
    pub fn days(self) -> Option<(Date, Date)> {
        let months = |year: i16, month: i8, count: i32| {
            let first = Date::new(year, month, 1).ok()?;
            let last = first.checked_add(Shift::new().months(count)).ok()?.yesterday().ok()?;
            Some((first, last))
        };
        match self {
            Self::Day(day) => Some((day, day)),
            Self::Days(first, last) => Some((first, last)),
            Self::Week(monday) => Some((monday, add_days(monday, 6)?)),
            Self::Weekend(saturday) => Some((saturday, add_days(saturday, 1)?)),
            Self::Month(year, month) => months(year, month, 1),
            Self::Quarter(year, quarter) => months(year, quarter * 3 - 2, 3),
            Self::Half(year, half) => months(year, half * 6 - 5, 6),
            Self::Season(year, season) => months(year, season * 3, 3),
            Self::Year(year) => months(year, 1, 12),
            Self::Decade(year) => months(year, 1, 120),
            Self::Century(year) => months(year, 1, 1200),
            Self::YearlessDay(..) | Self::YearlessMonth(_) => None,
        }
    }

    /// The EDTF (ISO 8601-2, level 1) of the stretch.
    ///
    /// ```
    /// use dateline_core::time::Stretch;
    /// assert_eq!(Stretch::Month(2012, 11).edtf(), "2012-11");
    /// assert_eq!(Stretch::YearlessDay(10, 7).edtf(), "XXXX-10-07");
    /// assert_eq!(Stretch::Season(2001, 2).edtf(), "2001-06/2001-08");
    /// ```
    #[must_use]
    pub fn edtf(self) -> String {
        let months =
            |(first, last): (Date, Date)| format!("{}/{}", month_edtf(first), month_edtf(last));
        match self {
            Self::Day(day) => day.to_string(),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(year) => format!("{:03}X", year / 10),
            Self::Century(year) => format!("{:02}XX", year / 100),
            Self::YearlessDay(month, day) => format!("XXXX-{month:02}-{day:02}"),
            Self::YearlessMonth(month) => format!("XXXX-{month:02}"),
            Self::Quarter(..) | Self::Half(..) | Self::Season(..) => {
                self.days().map(months).unwrap_or_default()
            }
            Self::Days(..) | Self::Week(_) | Self::Weekend(_) => {
                self.days().map(|(first, last)| format!("{first}/{last}")).unwrap_or_default()
            }
        }
    }

    /// How exact it is.
    #[must_use]
    pub fn precision(self) -> TimePrecision {
        match self {
            Self::Day(_) | Self::YearlessDay(..) => TimePrecision::Day,
            Self::Days(first, last) => length_precision(first, last),
            Self::Weekend(_) => TimePrecision::Days,
            Self::Week(_) => TimePrecision::Week,
            Self::Month(..) | Self::YearlessMonth(_) => TimePrecision::Month,
            Self::Year(_) => TimePrecision::Year,
            Self::Quarter(..)
            | Self::Half(..)
            | Self::Season(..)
            | Self::Decade(_)
            | Self::Century(_) => TimePrecision::Longer,
        }
    }

    /// The stretch of a unit that holds a day.
    #[must_use]
    pub fn around(day: Date, unit: Unit) -> Option<Self> {
        let year = day.year();
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => Self::Day(day),
            Unit::Week | Unit::Fortnight => Self::Week(monday(day)?),
            Unit::Weekend => Self::Weekend(add_days(monday(day)?, 5)?),
            Unit::Month => Self::Month(year, day.month()),
            Unit::Quarter => Self::Quarter(year, (day.month() + 2) / 3),
            Unit::Half => Self::Half(year, (day.month() + 5) / 6),
            Unit::Season if day.month() < 3 => Self::Season(year - 1, 4),
            Unit::Season => Self::Season(year, day.month() / 3),
            Unit::Year => Self::Year(year),
            Unit::Decade => Self::Decade(year - year.rem_euclid(10)),
            Unit::Century => Self::Century(year - year.rem_euclid(100)),
        })
    }
}

/// How exact a run of days is.
#[must_use]
pub fn length_precision(first: Date, last: Date) -> TimePrecision {
    match days_between(first, last) + 1 {
        ..=1 => TimePrecision::Day,
        2..=6 => TimePrecision::Days,
        7 => TimePrecision::Week,
        8..=31 => TimePrecision::Month,
        32..=366 => TimePrecision::Year,
        _ => TimePrecision::Longer,
    }
}

/// Number of days from one day to another.
#[must_use]
pub fn days_between(first: Date, last: Date) -> i32 {
    first.until(last).map_or(0, |span| span.get_days())
}

/// A day some days on; none beyond the calendar.
#[must_use]
pub fn add_days(day: Date, days: i32) -> Option<Date> {
    day.checked_add(days.days()).ok()
}

/// A day some units on; none beyond the calendar.
#[must_use]
pub fn add_units(day: Date, count: i32, unit: Unit) -> Option<Date> {
    let count = i64::from(count.clamp(-4000, 4000));
    let shift = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some(day),
        Unit::Day | Unit::Night => count.days(),
        Unit::Week | Unit::Weekend => count.weeks(),
        Unit::Fortnight => (count * 2).weeks(),
        Unit::Month => count.months(),
        Unit::Quarter | Unit::Season => (count * 3).months(),
        Unit::Half => (count * 6).months(),
        Unit::Year => count.years(),
        Unit::Decade => (count * 10).years(),
        Unit::Century => (count.clamp(-90, 90) * 100).years(),
    };
    day.checked_add(shift).ok()
}

/// The Monday of a day's week.
#[must_use]
pub fn monday(day: Date) -> Option<Date> {
    add_days(day, -i32::from(day.weekday().to_monday_zero_offset()))
}

/// The last such weekday on or before a day.
#[must_use]
pub fn weekday_before(day: Date, weekday: Weekday) -> Option<Date> {
    add_days(day, -i32::from(weekday.until(day.weekday())))
}

/// The first such weekday on or after a day.
#[must_use]
pub fn weekday_after(day: Date, weekday: Weekday) -> Option<Date> {
    add_days(day, i32::from(day.weekday().until(weekday)))
}

fn month_edtf(day: Date) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

/// How exact one of a unit is.
#[must_use]
pub const fn unit_precision(unit: Unit) -> TimePrecision {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => TimePrecision::Day,
        Unit::Weekend => TimePrecision::Days,
        Unit::Week | Unit::Fortnight => TimePrecision::Week,
        Unit::Month => TimePrecision::Month,
        Unit::Year => TimePrecision::Year,
        Unit::Quarter | Unit::Season | Unit::Half | Unit::Decade | Unit::Century => {
            TimePrecision::Longer
        }
    }
}

/// The stretch some units from a day, as exact as its unit.
#[must_use]
pub fn counted(day: Date, count: i32, unit: Unit) -> Option<Stretch> {
    let day = add_units(day, count, unit)?;
    match unit {
        Unit::Week | Unit::Fortnight => Some(Stretch::Day(day)),
        Unit::Decade | Unit::Century => Some(Stretch::Year(day.year())),
        unit => Stretch::around(day, unit),
    }
}
