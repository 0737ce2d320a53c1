//! EDTF dates as stretches of days that can be compared.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A day, counted from 1970-01-01.
pub type Day = i32;

/// A closed stretch of days; an open end is as far as a date can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// The first.
    pub first: Day,
    /// The last.
    pub last: Day,
}

/// The first and last day there are in EDTF level 1, by year.
const FIRST_YEAR: i16 = 0;
const LAST_YEAR: i16 = 9999;

impl Days {
    /// The days of an EDTF level 1 value; none where it leaves the year open (`XXXX-10-07`) or is no
    /// such value. A digit left open (`202X`) stands for all its digits.
    ///
    /// ```
    /// use dateline_core::incident::days::Days;
    ///
    /// let week = Days::of_edtf("2024-05-05/2024-05-07").unwrap();
    /// assert_eq!(week.len(), 3);
    /// assert!(Days::of_edtf("2024-02").unwrap().len() == 29);
    /// assert!(Days::of_edtf("2024-05-05/..").unwrap().is_open());
    /// assert!(Days::of_edtf("XXXX-10-07").is_none());
    /// ```
    #[must_use]
    pub fn of_edtf(edtf: &str) -> Option<Self> {
        let days = match edtf.split_once('/') {
            None => of_one(edtf)?,
            Some((first, last)) => {
                let open = |part: &str| part.is_empty() || part == "..";
                if open(first) && open(last) {
                    return None;
                }
                let first =
                    if open(first) { number(FIRST_YEAR, 1, 1)? } else { of_one(first)?.first };
                let last = if open(last) { number(LAST_YEAR, 12, 31)? } else { of_one(last)?.last };
                Self { first, last }
            }
        };
        (days.first <= days.last).then_some(days)
    }

    /// One day.
    #[must_use]
    pub const fn one(day: Day) -> Self {
        Self { first: day, last: day }
    }

    /// How many days.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "there is always a day")]
    pub const fn len(self) -> Day {
        self.last - self.first + 1
    }

    /// True where an end is left open.
    #[must_use]
    pub fn is_open(self) -> bool {
        Some(self.first) == number(FIRST_YEAR, 1, 1) || Some(self.last) == number(LAST_YEAR, 12, 31)
    }

    /// Days between two stretches: 0 where they meet, 1 for neighbours.
    #[must_use]
    pub fn gap(self, other: Self) -> Day {
        (other.first - self.last).max(self.first - other.last).max(0)
    }

    /// What two stretches have in common.
    #[must_use]
    pub fn shared(self, other: Self) -> Option<Self> {
        let (first, last) = (self.first.max(other.first), self.last.min(other.last));
        (first <= last).then_some(Self { first, last })
    }

    /// UCDP's `date_prec`: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 a year or more.
    #[must_use]
    pub const fn date_prec(self) -> u8 {
        match self.len() {
            ..=1 => 1,
            2..=6 => 2,
            7..=13 => 3,
            14..=31 => 4,
            _ => 5,
        }
    }

    /// The stretch as EDTF: one day, a month, a year or an interval.
    #[must_use]
    pub fn edtf(self) -> String {
        let (first, last) = (date(self.first), date(self.last));
        if first == last {
            return first.to_string();
        }
        if first == first.first_of_month() && last == first.last_of_month() {
            return format!("{:04}-{:02}", first.year(), first.month());
        }
        if first == first.first_of_year() && last == first.last_of_year() {
            return format!("{:04}", first.year());
        }
        let end = |day: Day, date: Date| {
            if Self::one(day).is_open() { "..".to_owned() } else { date.to_string() }
        };
        format!("{}/{}", end(self.first, first), end(self.last, last))
    }
}

/// The calendar day of a day number.
///
/// ```
/// assert_eq!(dateline_core::incident::days::date(19_848).to_string(), "2024-05-05");
/// ```
#[must_use]
pub fn date(day: Day) -> Date {
    let shift = jiff::Span::new().days(day.clamp(-719_528, 2_932_896));
    Date::constant(1970, 1, 1).saturating_add(shift)
}

/// Month and day of an EDTF value that leaves just the year open.
#[must_use]
pub fn yearless(edtf: &str) -> Option<(u8, u8)> {
    let (month, day) = edtf.get(..10)?.strip_prefix("XXXX-")?.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

/// The days of a value that is no interval.
fn of_one(edtf: &str) -> Option<Days> {
    let edtf = edtf.trim_end_matches(['~', '?', '%']);
    let edtf = edtf.split_once('T').map_or(edtf, |(day, _)| day);
    let mut parts = edtf.splitn(3, '-');
    let year = parts.next()?;
    if year.len() != 4 || year.starts_with('X') {
        return None;
    }
    let (low, high): (i16, i16) =
        (year.replace('X', "0").parse().ok()?, year.replace('X', "9").parse().ok()?);
    let whole = Days { first: number(low, 1, 1)?, last: number(high, 12, 31)? };
    let Some(month) = parts.next() else { return Some(whole) };
    let month: i8 = match month.parse().ok() {
        Some(month @ 1..=12) => month,
        // a season: 21 spring to 24 winter, of either half of the world
        Some(_) => return Some(whole),
        None => return month.contains('X').then_some(whole),
    };
    let first = Date::new(low, month, 1).ok()?;
    match parts.next() {
        Some(day) if !day.contains('X') => number(low, month, day.parse().ok()?).map(Days::one),
        _ => Some(Days {
            first: number(low, month, 1)?,
            last: number(low, month, first.days_in_month())?,
        }),
    }
}

fn number(year: i16, month: i8, day: i8) -> Option<Day> {
    let date = Date::new(year, month, day).ok()?;
    Some(date.since(Date::constant(1970, 1, 1)).ok()?.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_stretches() {
        let check = |edtf: &str, first: &str, last: &str| {
            let days = Days::of_edtf(edtf).unwrap();
            assert_eq!(
                (date(days.first).to_string(), date(days.last).to_string()),
                (first.to_owned(), last.to_owned()),
                "{edtf}"
            );
        };
        check("2024-05-05", "2024-05-05", "2024-05-05");
        check("2024-05-05T14:30", "2024-05-05", "2024-05-05");
        check("2023-02", "2023-02-01", "2023-02-28");
        check("197X", "1970-01-01", "1979-12-31");
        check("2024-21", "2024-01-01", "2024-12-31");
        check("2024-05-XX", "2024-05-01", "2024-05-31");
        check("2019-07-14/2019-08", "2019-07-14", "2019-08-31");
        for none in ["", "XXXX-10-07", "2024-02-30", "../..", "soon", "2024-05-07/2024-05-01"] {
            assert_eq!(Days::of_edtf(none), None, "{none}");
        }
    }

    #[test]
    fn a_stretch_is_written_as_it_is_read() {
        for edtf in ["2024-05-05", "2023-02", "1999", "2024-05-05/2024-05-07", "2024-05-05/.."] {
            assert_eq!(Days::of_edtf(edtf).unwrap().edtf(), edtf);
        }
    }

    #[test]
    fn stretches_have_gaps_and_shares() {
        let days = |edtf| Days::of_edtf(edtf).unwrap();
        assert_eq!(days("2024-05-05").gap(days("2024-05-08")), 3);
        assert_eq!(days("2024-05").gap(days("2024-05-08")), 0);
        assert_eq!(
            days("2024-05").shared(days("2024-05-30/2024-06-02")).unwrap().edtf(),
            "2024-05-30/2024-05-31"
        );
        assert_eq!(days("2024-05").date_prec(), 4);
    }
}
