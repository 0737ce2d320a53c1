//! Days and months, said in full or without their year, and lists of them.

use std::ops::Range;

use jiff::civil::{Date, Weekday};

use super::calendar::{self, Stretch, Unit};
use super::holiday::Holiday;
use super::lexicon::kind;
use super::resolve::{FIRST_YEAR, Resolver};
use super::resolved::{Resolved, fields, resolved, stated, unknown_day, weekday, year};
use super::rule::{Found, Means};
use super::tense::Tense;
use super::{Sense, TimeKind, basis};

/// A day of the coming weeks is nearer than the same day of last year: within so many days a day
/// and month without a year and without a cue are taken to lie ahead.
const AHEAD: i32 = 60;

/// Without a report date, a day without a year lies in the year of a day that the text states in
/// full where the two are at most so many days apart.
const NEAR_STATED: i32 = 31;

/// How many years back a day is looked for that falls on the weekday said with it: every weekday
/// comes round within so many.
const WEEKDAY_YEARS: i16 = 6;

/// A day this many days ahead lies so short a while back in the year before that a verb looking
/// ahead does not speak of it.
const FAR_AHEAD: i32 = 320;

impl Resolver<'_> {
    pub(super) fn date(&self, found: &Found) -> Option<Resolved> {
        match fields(found) {
            (Some(year), Some(month), Some(day)) => {
                Some(stated(Stretch::Day(Date::new(year, month, day).ok()?)))
            }
            (Some(year), Some(month), None) => Some(stated(Stretch::Month(year, month))),
            (Some(year), None, _) => (year >= FIRST_YEAR).then(|| stated(Stretch::Year(year))),
            (None, Some(month), Some(day)) => self.yearless_day(found, month, day),
            (None, Some(month), None) => Some(self.yearless_month(found, month)),
            (None, None, _) => None,
        }
    }

    pub(super) fn yearless_day(&self, found: &Found, month: i8, day: i8) -> Option<Resolved> {
        Date::new(2000, month, day).ok()?;
        if let Some(&year) = self.stated.get(&(month, day)) {
            return Some(stated(Stretch::Day(Date::new(year, month, day).ok()?)));
        }
        let in_year = |year: i16| Date::new(year, month, day).ok();
        let said = found.value(kind::WEEKDAY).and_then(weekday);
        let Some(published) = self.published else {
            let near = self
                .near_stated_day(month, day)
                .map(|day| resolved(Stretch::Day(day), basis::OTHER_YEAR));
            let result = near
                .or_else(|| {
                    let day = self.weekday_year(in_year, said?)?;
                    Some(resolved(Stretch::Day(day), basis::WEEKDAY_YEAR))
                })
                .or_else(|| {
                    let day = self.office_year(in_year, said?)?;
                    Some(resolved(Stretch::Day(day), basis::OFFICE))
                })
                .unwrap_or_else(|| stated(Stretch::YearlessDay(month, day)));
            return Some(Resolved { year_assumed: true, ..result });
        };
        self.year_of(found, published, in_year)
    }

    /// The one year that the text says in which the day falls on that weekday.
    fn weekday_year(
        &self,
        in_year: impl Fn(i16) -> Option<Date>,
        weekday: Weekday,
    ) -> Option<Date> {
        let days = self.years.iter().filter_map(|&year| in_year(year));
        let mut fits = days.filter(|day| day.weekday() == weekday);
        let (Some(day), None) = (fits.next(), fits.next()) else { return None };
        Some(day)
    }

    /// The one year in which the day falls on that weekday, and lies before the last and at most a year
    /// before the first day on which the report may have been written.
    fn office_year(&self, in_year: impl Fn(i16) -> Option<Date>, weekday: Weekday) -> Option<Date> {
        let (first, last) = self.between?;
        if first == Date::MIN || last == Date::MAX {
            return None;
        }
        let near = |day: &Date| {
            *day <= last && calendar::days_between(*day, first) <= 365 && day.weekday() == weekday
        };
        let mut fits = (first.year() - 1..=last.year()).filter_map(in_year).filter(near);
        let (Some(day), None) = (fits.next(), fits.next()) else { return None };
        Some(day)
    }

    /// A day of the year in the year that the report speaks of.
    fn year_of(
        &self,
        found: &Found,
        published: Date,
        in_year: impl Fn(i16) -> Option<Date>,
    ) -> Option<Resolved> {
        let year = published.year();
        if let (Some(shift), Some(_)) = (found.value(kind::SHIFT), found.value(kind::UNIT)) {
            let day = in_year(year.saturating_add(shift as i16))?;
            return Some(resolved(Stretch::Day(day), basis::YEAR));
        }
        let mut nearby: Vec<Date> =
            [year - 1, year, year + 1].into_iter().filter_map(&in_year).collect();
        if let Some(weekday) = found.value(kind::WEEKDAY).and_then(weekday) {
            let fits = |day: &Date| day.weekday() == weekday;
            if nearby.iter().any(fits) {
                nearby.retain(fits);
            } else if let Some(day) =
                (2..=WEEKDAY_YEARS).filter_map(|back| in_year(year - back)).find(fits)
            {
                // "Saturday 7 October", two years on.
                return Some(resolved(Stretch::Day(day), basis::WEEKDAY_YEAR));
            }
        }
        let past = nearby.iter().rev().find(|&&day| day <= published).copied();
        let coming = nearby.iter().find(|&&day| day > published).copied();
        let distance = coming.map(|day| calendar::days_between(published, day));
        let near = distance.is_some_and(|days| days <= AHEAD);
        let far = distance.is_some_and(|days| days >= FAR_AHEAD);
        let day = match (found.value(kind::SHIFT), self.tense(found)) {
            (Some(..=-1), _) => past,
            (Some(1..), _) => coming.or(past),
            (_, Tense::Future) if past != Some(published) && !far => coming.or(past),
            _ if near && past != Some(published) => coming,
            _ => past.or(coming),
        }
        .or_else(|| (-8..=8).rev().find_map(|years| in_year(year + years)))?;
        Some(Resolved { year_assumed: true, ..resolved(Stretch::Day(day), basis::YEAR) })
    }

    /// The day of a month that lies next to a day which the text states in full.
    pub(super) fn near_stated_day(&self, month: i8, day: i8) -> Option<Date> {
        self.stated.iter().find_map(|(&(other_month, other_day), &year)| {
            let other = Date::new(year, other_month, other_day).ok()?;
            [year - 1, year, year + 1]
                .into_iter()
                .filter_map(|year| Date::new(year, month, day).ok())
                .find(|near| calendar::days_between(other, *near).abs() <= NEAR_STATED)
        })
    }

    pub(super) fn yearless_month(&self, found: &Found, month: i8) -> Resolved {
        let Some(published) = self.published else {
            return Resolved { year_assumed: true, ..stated(Stretch::YearlessMonth(month)) };
        };
        let (year, now) = (published.year(), published.month());
        let ahead = (month - now).rem_euclid(12);
        let past = if month <= now { year } else { year - 1 };
        let coming = if month >= now { year } else { year + 1 };
        let relative = found
            .value(kind::RELATIVE)
            .filter(|value| Unit::at(value / 100) == Some(Unit::Year))
            .map(|value| value % 100 - 50);
        let year = match self.shift(found) {
            _ if relative.is_some() => year.saturating_add(relative.unwrap_or(0) as i16),
            _ if found.value(kind::UNIT).is_some() => {
                year.saturating_add(self.shift(found).unwrap_or(0) as i16)
            }
            Some(-1) if month == now => year - 1,
            Some(-1) => past,
            Some(1) if month == now => year + 1,
            Some(1) => coming,
            Some(_) => year,
            None => match self.tense(found) {
                // Last month is nearer than the same month of next year.
                Tense::Future if ahead < 11 => coming,
                Tense::Open if ahead <= 2 => coming,
                _ => past,
            },
        };
        Resolved { year_assumed: true, ..resolved(Stretch::Month(year, month), basis::YEAR) }
    }

    pub(super) fn holiday(&self, found: &Found) -> Option<Resolved> {
        let holiday = Holiday::at(found.value(kind::HOLIDAY)?)?;
        match (year(found), holiday) {
            (Some(year), _) => Some(stated(Stretch::Day(holiday.in_year(year)?))),
            (None, Holiday::Fixed(month, day)) => self.yearless_day(found, month, day),
            (None, _) => match self.published {
                Some(published) => self.year_of(found, published, |year| holiday.in_year(year)),
                None => Some(unknown_day()),
            },
        }
    }

    /// "the third Sunday in May", "the first week of March", "the last day of the month".
    pub(super) fn nth_of(&self, found: &Found) -> Option<Resolved> {
        let said = self.date(found)?;
        // Of a month whose year is not known no more can be said than the month.
        let Some((first, last)) = said.sense.stretch?.days() else { return Some(said) };
        let nth = match found.value(kind::LAST) {
            Some(_) => None,
            None => Some(
                found.value(kind::ORDINAL)?.checked_sub(1).filter(|nth| (0..31).contains(nth))?,
            ),
        };
        let weekday = found.value(kind::WEEKDAY).and_then(weekday);
        let stretch = match (weekday, found.value(kind::UNIT).and_then(Unit::at), nth) {
            (Some(weekday), _, Some(nth)) => {
                Stretch::Day(calendar::add_days(calendar::weekday_after(first, weekday)?, nth * 7)?)
            }
            (Some(weekday), _, None) => Stretch::Day(calendar::weekday_before(last, weekday)?),
            (None, Some(Unit::Day), Some(nth)) => Stretch::Day(calendar::add_days(first, nth)?),
            (None, Some(Unit::Day), None) => Stretch::Day(last),
            (None, Some(Unit::Week), Some(nth)) => {
                let start = calendar::add_days(first, nth * 7)?;
                Stretch::Days(start, calendar::add_days(start, 6)?.min(last))
            }
            (None, Some(Unit::Week), None) => Stretch::Days(calendar::add_days(last, -6)?, last),
            _ => return None,
        };
        let inside = stretch
            .days()
            .is_some_and(|(start, end)| first <= start && start <= end && end <= last);
        inside.then(|| Resolved {
            sense: Sense { stretch: Some(stretch), ..Sense::default() },
            ..said
        })
    }

    /// A day whose month is said at the end of the list: "3, 4 and 5 May".
    pub(super) fn listed_day(&self, found: &Found, rest: &[Found]) -> Option<Resolved> {
        const LONGEST: usize = 12;
        let day = i8::try_from(found.value(kind::NUMERAL).or(found.value(kind::DAY))?).ok()?;
        let mut last = found;
        for next in rest.iter().take(LONGEST) {
            if !self.goes_on(last, next) {
                return None;
            }
            let head = match self.lexicon.rules[next.rule].means {
                Means::DayOfMonth | Means::ListedDay => {
                    last = next;
                    continue;
                }
                Means::Date => self.date(next)?,
                Means::DayRange => self.day_range(next)?,
                _ => return None,
            };
            let (Stretch::Day(end) | Stretch::Days(_, end)) = head.sense.stretch? else {
                return None;
            };
            let day = Date::new(end.year(), end.month(), day).ok().filter(|day| *day < end)?;
            return Some(Resolved {
                kind: TimeKind::Point,
                parts: Vec::new(),
                sense: Sense { stretch: Some(Stretch::Day(day)), ..Sense::default() },
                ..head
            });
        }
        None
    }

    /// A day before a comma that opens no list: "on the 21st, …".
    pub(super) fn unlisted_day(&self, found: &Found) -> Option<Resolved> {
        const LEAD: usize = 2;
        let start = found.words.start;
        let rules = self.lexicon.rules.iter().enumerate();
        let mut alone =
            rules.filter(|(_, rule)| rule.means == Means::DayOfMonth).flat_map(|(index, rule)| {
                (start.saturating_sub(LEAD)..=start)
                    .filter_map(move |at| rule.find(index, self.pieces, at))
            });
        alone.find(|found| found.words.contains(&start)).and_then(|found| self.day_of_month(&found))
    }

    /// True where only marks, articles and "and" stand between two rows of a sentence.
    fn goes_on(&self, first: &Found, second: &Found) -> bool {
        let gap = first.words.end..second.words.start;
        let ranges = &self.lexicon.ranges;
        gap.len() <= 4
            && self.pieces.get(first.words.start).map(|piece| piece.sentence)
                == self.pieces.get(second.words.start).map(|piece| piece.sentence)
            && gap.clone().all(|at| {
                let piece = &self.pieces.pieces[at];
                piece.mark
                    || ranges.and.contains(&*piece.lower)
                    || ranges.articles.contains(&*piece.lower)
            })
    }

    /// "the 21st": of this month or the one before.
    pub(super) fn day_of_month(&self, found: &Found) -> Option<Resolved> {
        let day = i8::try_from(found.value(kind::NUMERAL).or(found.value(kind::DAY))?).ok()?;
        if !(1..=31).contains(&day) {
            return None;
        }
        let Some(published) = self.published else { return Some(unknown_day()) };
        let near = [-1, 0, 1].into_iter().filter_map(|months| {
            let first = calendar::add_units(published.first_of_month(), months, Unit::Month)?;
            Date::new(first.year(), first.month(), day).ok()
        });
        if let Some(weekday) = found.value(kind::WEEKDAY).and_then(weekday) {
            // "Monday 14": few months beside the report's have such a day.
            let fits: Vec<Date> = near.filter(|day| day.weekday() == weekday).collect();
            let past = fits.iter().rev().find(|&&day| day <= published);
            let coming = fits.iter().find(|&&day| day > published);
            let future = self.tense(found) == Tense::Future;
            let day = if future { coming.or(past) } else { past.or(coming) };
            return Some(resolved(Stretch::Day(*day?), basis::REPORT));
        }
        let this = Date::new(published.year(), published.month(), day).ok();
        let before = published.first_of_month().yesterday().ok();
        let last = before.and_then(|before| Date::new(before.year(), before.month(), day).ok());
        let future = self.tense(found) == Tense::Future;
        let found = match this {
            Some(this) if this <= published || future => this,
            _ => last?,
        };
        Some(resolved(Stretch::Day(found), basis::REPORT))
    }

    /// "3 to 5 May".
    pub(super) fn day_range(&self, found: &Found) -> Option<Resolved> {
        let (said, month, _) = fields(found);
        let days: Vec<i8> =
            found.values(kind::DAY).filter_map(|day| i8::try_from(day).ok()).collect();
        let (&first, &last) = (days.first()?, days.last()?);
        let end = match (said, month?) {
            (Some(year), month) => stated(Stretch::Day(Date::new(year, month, last).ok()?)),
            (None, month) => self.yearless_day(found, month, last)?,
        };
        let mut result = Resolved { kind: TimeKind::Interval, ..end };
        if let Some(Stretch::YearlessDay(..)) = result.sense.stretch {
            result = Resolved { kind: TimeKind::Interval, ..unknown_day() };
        }
        if let Some(Stretch::Day(end)) = result.sense.stretch {
            let start =
                Date::new(end.year(), end.month(), first).ok().filter(|start| *start < end)?;
            result.sense.stretch = Some(Stretch::Days(start, end));
            result.parts = day_parts(found, start, end);
        }
        Some(result)
    }
}

/// The words of either day of "3 to 5 May", with its sense.
fn day_parts(found: &Found, first: Date, last: Date) -> Vec<(Range<usize>, Sense)> {
    let Some([(one, _), (other, _)]) = found.pair(&[kind::DAY]) else { return Vec::new() };
    let day = |day| Sense { stretch: Some(Stretch::Day(day)), ..Sense::default() };
    vec![(one, day(first)), (other, day(last))]
}
