//! When incidents were: how many in each stretch of time, and those that cannot be told to one.

use dateline_core::incident::days::{Day, Days, date};
use jiff::civil::Date;
use serde::Serialize;

use super::columns::UNDATED;
use super::{Catalogue, Selection};

/// Bars that are told at most; the commonest are.
const BARS: usize = 100;

/// Days of the longest stretch that the axis is made long enough for: a year, told loosely. What is longer
/// is drawn where it lies on the axis of the others.
const LONGEST: Day = 400;

/// Bins at most.
const BINS: usize = 420;

/// Incidents in time. Every one that fits is in just one of `bins`, `uncertain`, `others` and
/// `undated`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Timeline {
    /// How long a bin is.
    pub unit: Unit,
    /// The first day of the first bin; null where nothing has a day.
    pub from: Option<String>,
    /// The last day of the last bin.
    pub until: Option<String>,
    /// Stretches of time with the incidents that lie in them for certain; those without any are left
    /// out.
    pub bins: Vec<Bin>,
    /// Stretches longer than a bin, within which some incidents lie: a date that is known to the
    /// month is no day.
    pub uncertain: Vec<Bar>,
    /// Incidents of such stretches that are not told: there are too many, or they reach beyond the axis.
    pub others: usize,
    /// Incidents without a day.
    pub undated: usize,
}

/// How long a bin is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    #[default]
    Day,
    Week,
    Month,
    Year,
}

/// A stretch of time and what lies in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Bin {
    /// First day.
    pub from: String,
    /// Last day.
    pub until: String,
    /// Incidents.
    pub certain: u32,
    /// Those of them whose reports disagree.
    pub conflicting: u32,
}

/// A stretch of time within which some incidents were, nobody says when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Bar {
    /// First day.
    pub from: String,
    /// Last day.
    pub until: String,
    /// Incidents.
    pub count: u32,
}

impl Catalogue {
    /// The incidents that fit, in time.
    pub fn timeline(&self, selection: &Selection) -> Timeline {
        let (first, last) = (&self.columns.first, &self.columns.last);
        let dated = self.columns.dated();
        let mut undated = 0;
        let mut extent: Option<(Day, Day)> = None;
        for (at, fits) in selection.mask.iter().enumerate() {
            if *fits == 0 {
                continue;
            }
            if at >= dated {
                undated += 1;
                continue;
            }
            let days = Days { first: first[at], last: last[at] };
            // a date that is known to the century would make bins of all others that tell nothing
            if days.len() <= LONGEST {
                let (from, until) = extent.unwrap_or((days.first, days.last));
                extent = Some((from.min(days.first), until.max(days.last)));
            }
        }
        let Some((from, until)) = extent else {
            let others = selection.many - undated;
            return Timeline { undated, others, ..Timeline::default() };
        };
        let axis = Axis::over(from, until);
        let mut bins = vec![(0_u32, 0_u32); axis.starts.len()];
        let mut bars = Bars::default();
        let mut others = 0;
        for (at, fits) in selection.mask[..dated].iter().enumerate() {
            if *fits == 0 {
                continue;
            }
            match axis.bin(first[at]).zip(axis.bin(last[at])) {
                Some((bin, same)) if bin == same => {
                    bins[bin].0 += 1;
                    bins[bin].1 += u32::from(self.columns.open_conflicts[at] > 0);
                }
                Some(_) => bars.add(first[at], last[at]),
                None => others += 1,
            }
        }
        let mut bars = bars.0;
        bars.sort_by_key(|&(days, count)| (std::cmp::Reverse(count), days));
        others += bars.iter().skip(BARS).map(|(_, count)| *count as usize).sum::<usize>();
        bars.truncate(BARS);
        bars.sort_unstable();
        let bins = bins.into_iter().enumerate().filter(|(_, (certain, _))| *certain > 0);
        Timeline {
            unit: axis.unit,
            from: Some(date(axis.starts[0]).to_string()),
            until: Some(date(axis.end).to_string()),
            bins: bins
                .map(|(bin, (certain, conflicting))| {
                    let (from, until) = axis.days(bin);
                    Bin { from, until, certain, conflicting }
                })
                .collect(),
            uncertain: bars
                .into_iter()
                .map(|((from, until), count)| Bar {
                    from: date(from).to_string(),
                    until: date(until).to_string(),
                    count,
                })
                .collect(),
            others,
            undated,
        }
    }
}

/// Stretches and how many incidents have each. They come in the order of their first days, so that one that
/// is there already is among the last few.
#[derive(Default)]
struct Bars(Vec<((Day, Day), u32)>);

impl Bars {
    fn add(&mut self, first: Day, last: Day) {
        let same = self.0.iter_mut().rev().take_while(|((known, _), _)| *known == first);
        match same.into_iter().find(|((_, known), _)| *known == last) {
            Some((_, count)) => *count += 1,
            None => self.0.push(((first, last), 1)),
        }
    }
}

/// A stretch of time cut into bins.
struct Axis {
    unit: Unit,
    /// The first day of each bin.
    starts: Vec<Day>,
    /// The last day of the last.
    end: Day,
    /// The bin of each day from the first on.
    bins: Vec<u16>,
}

impl Axis {
    /// The finest bins that are not too many, from the one that holds the first day to the one that
    /// holds the last.
    fn over(from: Day, until: Day) -> Self {
        let units = [Unit::Day, Unit::Week, Unit::Month, Unit::Year];
        let mut axis = None;
        for unit in units {
            let starts = starts(unit, from, until);
            if starts.len() <= BINS || unit == Unit::Year {
                axis = Some((unit, starts));
                break;
            }
        }
        let (unit, starts) = axis.unwrap_or_default();
        let end = next(unit, starts.last().copied().unwrap_or(until)) - 1;
        let mut bins = Vec::new();
        for (number, &start) in (0_u16..).zip(&starts) {
            let days = next(unit, start) - start;
            bins.extend(std::iter::repeat_n(number, usize::try_from(days).unwrap_or(0)));
        }
        Self { unit, starts, end, bins }
    }

    fn bin(&self, day: Day) -> Option<usize> {
        let behind = day.checked_sub(*self.starts.first()?)?;
        self.bins.get(usize::try_from(behind).ok()?).map(|&bin| bin.into())
    }

    fn days(&self, bin: usize) -> (String, String) {
        let start = self.starts[bin];
        (date(start).to_string(), date(next(self.unit, start) - 1).to_string())
    }
}

/// The first days of the bins between two days; not many more than [`BINS`], unless they are years.
fn starts(unit: Unit, from: Day, until: Day) -> Vec<Day> {
    let mut starts = Vec::new();
    let mut start = begin(unit, from);
    while start <= until && (starts.len() <= BINS || unit == Unit::Year) {
        starts.push(start);
        start = next(unit, start);
    }
    starts
}

/// The first day of the bin that a day lies in.
fn begin(unit: Unit, day: Day) -> Day {
    let of = date(day);
    match unit {
        Unit::Day => day,
        Unit::Week => day - Day::from(of.weekday().to_monday_zero_offset()),
        Unit::Month => number(of.first_of_month()),
        Unit::Year => number(of.first_of_year()),
    }
}

/// The first day of the bin behind the one that begins on a day.
fn next(unit: Unit, start: Day) -> Day {
    match unit {
        Unit::Day => start + 1,
        Unit::Week => start + 7,
        Unit::Month => number(date(start).last_of_month()) + 1,
        Unit::Year => number(date(start).last_of_year()) + 1,
    }
}

fn number(date: Date) -> Day {
    Days::of_edtf(&date.to_string()).map_or(UNDATED - 1, |days| days.first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Days::of_edtf(text).unwrap().first
    }

    #[test]
    fn bins_are_as_fine_as_there_is_room_for() {
        let unit = |from, until| Axis::over(day(from), day(until)).unit;
        assert_eq!(unit("2024-05-01", "2024-06-30"), Unit::Day);
        assert_eq!(unit("2020-01-01", "2024-06-30"), Unit::Week);
        assert_eq!(unit("1995-01-01", "2024-06-30"), Unit::Month);
        assert_eq!(unit("1300-01-01", "2024-06-30"), Unit::Year);
    }

    #[test]
    fn every_day_of_an_axis_is_in_the_bin_that_says_so() {
        for (from, until) in [("2024-05-03", "2024-06-30"), ("2011-03-02", "2024-06-30")] {
            let axis = Axis::over(day(from), day(until));
            for number in day(from)..=day(until) {
                let bin = axis.bin(number).unwrap();
                let (first, last) = axis.days(bin);
                assert!(first <= date(number).to_string() && date(number).to_string() <= last);
            }
        }
    }
}
