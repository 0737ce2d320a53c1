//! Holidays: days that have a name, of which some move from year to year.

use jiff::civil::{Date, Weekday};

use super::calendar;

/// A day of the year that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    /// Month and day.
    Fixed(i8, i8),
    /// The nth such weekday of a month: month, number, days behind Monday.
    Nth(i8, i8, i8),
    /// So many days behind Easter.
    Easter(i8),
    /// So many days behind the Easter of the eastern churches.
    EasternEaster(i8),
}

/// What the kinds are told apart by in a word's value.
const KIND: i32 = 1_000_000;
/// Added to numbers that may be negative.
const MIDDLE: i32 = 100;

impl Holiday {
    /// Reads a key of `time.toml`: `12-25`, `11-thursday-4`, `easter-2`, `eastern-easter+1`.
    pub fn parse(key: &str) -> Option<Self> {
        let days = |rest: &str| if rest.is_empty() { Some(0) } else { rest.parse().ok() };
        if let Some(rest) = key.strip_prefix("eastern-easter") {
            return days(rest).map(Self::EasternEaster);
        }
        if let Some(rest) = key.strip_prefix("easter") {
            return days(rest).map(Self::Easter);
        }
        let fields: Vec<&str> = key.split('-').collect();
        match fields[..] {
            [month, day] => Some(Self::Fixed(month.parse().ok()?, day.parse().ok()?)),
            [month, weekday, nth] => {
                const NAMES: [&str; 7] =
                    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
                let weekday = NAMES.iter().position(|&name| name == weekday)?;
                let weekday = i8::try_from(weekday).ok()?;
                Some(Self::Nth(month.parse().ok()?, nth.parse().ok()?, weekday))
            }
            _ => None,
        }
    }

    /// The value of its words.
    pub fn code(self) -> i32 {
        match self {
            Self::Fixed(month, day) => i32::from(month) * 100 + i32::from(day),
            Self::Nth(month, nth, weekday) => {
                KIND + i32::from(month) * 100 + i32::from(nth) * 10 + i32::from(weekday)
            }
            Self::Easter(days) => 2 * KIND + MIDDLE + i32::from(days),
            Self::EasternEaster(days) => 3 * KIND + MIDDLE + i32::from(days),
        }
    }

    /// The holiday of a word's value.
    pub fn at(code: i32) -> Option<Self> {
        let rest = code % KIND;
        let small = |value: i32| i8::try_from(value).ok();
        Some(match code / KIND {
            0 => Self::Fixed(small(rest / 100)?, small(rest % 100)?),
            1 => Self::Nth(small(rest / 100)?, small(rest / 10 % 10)?, small(rest % 10)?),
            2 => Self::Easter(small(rest - MIDDLE)?),
            3 => Self::EasternEaster(small(rest - MIDDLE)?),
            _ => return None,
        })
    }

    /// Its day in a year.
    pub fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, month, day).ok(),
            Self::Nth(month, nth, weekday) => {
                let weekday = Weekday::from_monday_zero_offset(weekday).ok()?;
                let first = calendar::weekday_after(Date::new(year, month, 1).ok()?, weekday)?;
                calendar::add_days(first, 7 * (i32::from(nth) - 1))
            }
            Self::Easter(days) => calendar::add_days(easter(year)?, i32::from(days)),
            Self::EasternEaster(days) => calendar::add_days(eastern_easter(year)?, i32::from(days)),
        }
    }
}

/// Easter by the Gregorian calendar (the anonymous rule of 1876).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century) = (year % 19, year / 100);
    let leaps = (8 * century + 13) / 25;
    let moon = (19 * golden + century - century / 4 - leaps + 15) % 30;
    let moon = moon - (moon / 28) * (1 - (29 / (moon + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
    day_after_march(i16::try_from(year).ok()?, moon - weekday + 28)
}

/// Easter by the Julian calendar, as a day of the Gregorian one (Meeus).
fn eastern_easter(year: i16) -> Option<Date> {
    let number = i32::from(year);
    let moon = (19 * (number % 19) + 15) % 30;
    let weekday = (2 * (number % 4) + 4 * (number % 7) - moon + 34) % 7;
    let julian = day_after_march(year, moon + weekday + 22)?;
    let century = number / 100;
    calendar::add_days(julian, century - century / 4 - 2)
}

/// A day counted from the last of February.
fn day_after_march(year: i16, days: i32) -> Option<Date> {
    calendar::add_days(Date::new(year, 3, 1).ok()?, days - 1)
}
