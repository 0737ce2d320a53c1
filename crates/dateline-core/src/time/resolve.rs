//! From the words of a rule to a stretch of the calendar.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::calendar::{self, DayPart, Stretch, Unit};
use super::lexicon::{Lexicon, kind};
use super::piece::Pieces;
use super::resolved::{
    Resolved, amount, century, clock, decade, fields, night_to, reference, resolved, set, stated,
    unknown, unknown_day, weekday, year,
};
use super::rule::{Found, Means};
use super::tense::{Tense, tense};
use super::{Amount, Edge, Reference, Sense, TimeKind, basis};

/// The day that the story has come to, for "two days later" and "in the evening".
#[derive(Clone, Copy, Debug)]
struct Narrative {
    stretch: Stretch,
    sentence: usize,
}

/// How many sentences back an expression may lean on another.
const REACH: usize = 3;

/// How many pieces behind a time of day its day may stand.
const DAY_BEHIND: usize = 6;

/// A day of the coming weeks is nearer than the same day of last year: within so many days a day
/// and month without a year and without a cue are taken to lie ahead.
const AHEAD: i32 = 60;

/// Without a report date, a day without a year lies in the year of a day that the text states in
/// full where the two are at most so many days apart.
const NEAR_STATED: i32 = 31;

/// Four digits alone are no year before this one.
const FIRST_YEAR: i16 = 1700;

/// Resolves the expressions of one document in their order.
pub(super) struct Resolver<'a> {
    pieces: &'a Pieces<'a>,
    lexicon: &'a Lexicon,
    published: Option<Date>,
    /// Years that the text itself gives to days of the year.
    stated: BTreeMap<(i8, i8), i16>,
    narrative: Option<Narrative>,
}

impl<'a> Resolver<'a> {
    pub fn new(pieces: &'a Pieces<'a>, lexicon: &'a Lexicon, published: Option<Date>) -> Self {
        Self { pieces, lexicon, published, stated: BTreeMap::new(), narrative: None }
    }

    /// Notes a day with its year, before the expressions are resolved.
    pub fn note(&mut self, found: &Found) {
        if let (Some(year), Some(month), Some(day)) = fields(found) {
            self.stated.entry((month, day)).or_insert(year);
        }
    }

    /// What the words mean; none where they are no time after all.
    /// `rest` are the expressions that follow.
    pub fn resolve(&mut self, found: &Found, rest: &[Found]) -> Option<Resolved> {
        let rule = &self.lexicon.rules[found.rule];
        let sentence = self.pieces.get(found.words.start).map_or(0, |piece| piece.sentence);
        let mut resolved = match rule.means {
            Means::Nothing => return None,
            Means::Date => self.date(found)?,
            Means::Weekday => self.weekday(found),
            Means::Deictic => self.deictic(found),
            Means::Shifted => self.shifted(found)?,
            Means::Recent => self.recent(found)?,
            Means::Ago => self.ago(found, -1)?,
            Means::Ahead if self.tense(found) == Tense::Future => self.ago(found, 1)?,
            Means::Ahead => amount(found, TimeKind::Duration)?,
            Means::Later => self.later(found, sentence, 1)?,
            Means::Earlier => self.later(found, sentence, -1)?,
            Means::Running => self.running(found)?,
            Means::Same => self.same(sentence),
            // A clock time that opens a line is an entry of a running log of the report's own day.
            Means::Clock if self.opens(found) && self.published.is_some() => self.deictic(found),
            Means::Part | Means::Clock => {
                let day = rest.iter().take(2).find_map(|next| self.day_behind(found, next));
                Resolved { of_day: true, ..day.unwrap_or_else(|| self.part(sentence)) }
            }
            Means::NightBefore => self.night_before(found, sentence),
            Means::Overnight => self.overnight(found, sentence),
            Means::Season => self.season(found)?,
            Means::Nth => self.nth(found)?,
            Means::Decade => decade(found)?,
            Means::Century => century(found)?,
            Means::Holiday => self.holiday(found)?,
            Means::DayOfMonth => self.day_of_month(found)?,
            Means::DayRange => self.day_range(found)?,
            Means::Duration => amount(found, TimeKind::Duration)?,
            Means::Set => set(found),
            Means::Present => reference(Reference::Present),
            Means::Past => reference(Reference::Past),
            Means::Future => reference(Reference::Future),
        };
        let sense = &mut resolved.sense;
        sense.part = sense.part.or_else(|| found.value(kind::PART).and_then(DayPart::at));
        sense.clock = clock(found);
        sense.edge = found.value(kind::EDGE).and_then(Edge::at);
        if let (TimeKind::Point, Some(stretch)) = (resolved.kind, resolved.sense.stretch) {
            let ahead = matches!((stretch, self.published), (Stretch::Day(day), Some(published)) if day > published);
            if stretch.days().is_some() && !ahead {
                self.narrative = Some(Narrative { stretch, sentence });
            }
        }
        Some(resolved)
    }

    fn opens(&self, found: &Found) -> bool {
        self.pieces.get(found.words.start).is_some_and(|piece| piece.first)
    }

    fn tense(&self, found: &Found) -> Tense {
        tense(self.pieces, &found.words, self.lexicon)
    }

    /// The shift said ("last" is -1), or the rule's own.
    fn shift(&self, found: &Found) -> Option<i32> {
        found.value(kind::SHIFT).or(self.lexicon.rules[found.rule].shift)
    }

    fn date(&self, found: &Found) -> Option<Resolved> {
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

    fn yearless_day(&self, found: &Found, month: i8, day: i8) -> Option<Resolved> {
        Date::new(2000, month, day).ok()?;
        if let Some(&year) = self.stated.get(&(month, day)) {
            return Some(stated(Stretch::Day(Date::new(year, month, day).ok()?)));
        }
        let Some(published) = self.published else {
            let near = self
                .near_stated_day(month, day)
                .map(|day| resolved(Stretch::Day(day), basis::OTHER_YEAR));
            let result = near.unwrap_or_else(|| stated(Stretch::YearlessDay(month, day)));
            return Some(Resolved { year_assumed: true, ..result });
        };
        let year = published.year();
        if let (Some(shift), Some(_)) = (found.value(kind::SHIFT), found.value(kind::UNIT)) {
            let day = Date::new(year.saturating_add(shift as i16), month, day).ok()?;
            return Some(resolved(Stretch::Day(day), basis::YEAR));
        }
        let in_year = |year: i16| Date::new(year, month, day).ok();
        let mut nearby: Vec<Date> =
            [year - 1, year, year + 1].into_iter().filter_map(in_year).collect();
        if let Some(weekday) = found.value(kind::WEEKDAY).and_then(weekday)
            && nearby.iter().any(|day| day.weekday() == weekday)
        {
            nearby.retain(|day| day.weekday() == weekday);
        }
        let past = nearby.iter().rev().find(|&&day| day <= published).copied();
        let coming = nearby.iter().find(|&&day| day > published).copied();
        let near = coming.is_some_and(|day| calendar::days_between(published, day) <= AHEAD);
        let day = match (found.value(kind::SHIFT), self.tense(found)) {
            (Some(..=-1), _) => past,
            (None | Some(_), Tense::Future) if past != Some(published) => coming.or(past),
            _ if near && past != Some(published) => coming,
            _ => past.or(coming),
        }
        .or_else(|| (-8..=8).rev().find_map(|years| in_year(year + years)))?;
        Some(Resolved { year_assumed: true, ..resolved(Stretch::Day(day), basis::YEAR) })
    }

    /// The day of a month that lies next to a day which the text states in full.
    fn near_stated_day(&self, month: i8, day: i8) -> Option<Date> {
        self.stated.iter().find_map(|(&(other_month, other_day), &year)| {
            let other = Date::new(year, other_month, other_day).ok()?;
            [year - 1, year, year + 1]
                .into_iter()
                .filter_map(|year| Date::new(year, month, day).ok())
                .find(|near| calendar::days_between(other, *near).abs() <= NEAR_STATED)
        })
    }

    fn yearless_month(&self, found: &Found, month: i8) -> Resolved {
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
                Tense::Future => coming,
                Tense::Open if ahead <= 2 => coming,
                _ => past,
            },
        };
        Resolved { year_assumed: true, ..resolved(Stretch::Month(year, month), basis::YEAR) }
    }

    fn weekday(&self, found: &Found) -> Resolved {
        let weekday = found.values(kind::WEEKDAY).last().and_then(weekday);
        let (Some(published), Some(weekday)) = (self.published, weekday) else {
            return Resolved { sense: Sense { weekday, ..unknown_day().sense }, ..unknown_day() };
        };
        let before = || calendar::weekday_before(published, weekday);
        let after = || calendar::weekday_after(published, weekday);
        let (day, basis) = match self.shift(found) {
            Some(..=-1) => (
                published.yesterday().ok().and_then(|day| calendar::weekday_before(day, weekday)),
                basis::WEEKDAY_BEFORE,
            ),
            Some(1..) => (
                published.tomorrow().ok().and_then(|day| calendar::weekday_after(day, weekday)),
                basis::WEEKDAY_AFTER,
            ),
            Some(0) => (
                calendar::monday(published)
                    .and_then(|monday| calendar::weekday_after(monday, weekday)),
                basis::REPORT,
            ),
            None if self.tense(found) == Tense::Future => (after(), basis::WEEKDAY_AFTER),
            None => (before(), basis::WEEKDAY_BEFORE),
        };
        match day {
            Some(day) => resolved(Stretch::Day(day), basis),
            None => unknown_day(),
        }
    }

    fn deictic(&self, found: &Found) -> Resolved {
        let days = found.value(kind::DEICTIC).or(self.shift(found)).unwrap_or(0);
        match self.published.and_then(|published| calendar::add_days(published, days)) {
            Some(day) => resolved(Stretch::Day(day), basis::REPORT),
            None => unknown_day(),
        }
    }

    fn shifted(&self, found: &Found) -> Option<Resolved> {
        let (unit, shift) = match found.value(kind::RELATIVE) {
            Some(value) => (Unit::at(value / 100)?, Some(value % 100 - 50)),
            None => (Unit::at(found.value(kind::UNIT)?)?, self.shift(found)),
        };
        let Some(published) = self.published else { return Some(unknown(unit)) };
        let stretch = if unit == Unit::Weekend {
            self.weekend(found, published, shift)
        } else if unit == Unit::Week && self.lexicon.sunday_weeks {
            self.sunday_week(published, shift)
        } else {
            calendar::add_units(published, shift.unwrap_or(0), unit)
                .and_then(|day| Stretch::around(day, unit))
        };
        Some(stretch.map_or_else(|| unknown(unit), |stretch| resolved(stretch, basis::REPORT)))
    }

    /// The week of a day, or one before or behind it, from Sunday on.
    fn sunday_week(&self, published: Date, shift: Option<i32>) -> Option<Stretch> {
        let monday = calendar::monday(calendar::add_days(published, 1)?)?;
        let weeks = shift.unwrap_or(0).clamp(-99, 99);
        let sunday = calendar::add_days(monday, weeks * 7 - 1)?;
        Some(Stretch::Days(sunday, calendar::add_days(sunday, 6)?))
    }

    fn weekend(&self, found: &Found, published: Date, shift: Option<i32>) -> Option<Stretch> {
        let this = calendar::add_days(calendar::monday(published)?, 5)?;
        let weeks = match (shift, self.tense(found)) {
            (Some(shift), _) if shift != 0 => shift,
            (Some(_), _) | (None, Tense::Future) => 0,
            (None, _) if this <= published => 0,
            (None, _) => -1,
        };
        Some(Stretch::Weekend(calendar::add_days(this, weeks.clamp(-99, 99) * 7)?))
    }

    /// "the last three days": up to the report, or from it.
    fn recent(&self, found: &Found) -> Option<Resolved> {
        let measured = amount(found, TimeKind::Interval)?;
        let Amount { count, unit } = measured.sense.amount?;
        let shift = self.shift(found).unwrap_or(-1);
        let stretch = self.published.zip(count).and_then(|(published, count)| {
            let (count, unit) =
                if unit == Unit::Hour { ((count + 12) / 24, Unit::Day) } else { (count, unit) };
            let other = calendar::add_units(published, count.checked_mul(shift.signum())?, unit)?;
            Some(Stretch::Days(other.min(published), other.max(published)))
        });
        let basis = Some(if self.published.is_some() { basis::REPORT } else { basis::UNKNOWN });
        Some(Resolved {
            sense: Sense { stretch, unit: Some(unit), ..measured.sense },
            basis,
            ..measured
        })
    }

    fn ago(&self, found: &Found, direction: i32) -> Option<Resolved> {
        let Amount { count, unit } = amount(found, TimeKind::Point)?.sense.amount?;
        let Some(count) = count else {
            return Some(reference(if direction < 0 {
                Reference::Past
            } else {
                Reference::Future
            }));
        };
        let Some(published) = self.published else { return Some(unknown(unit)) };
        let stretch = calendar::counted(published, count.checked_mul(direction)?, unit)?;
        let mut result = resolved(stretch, basis::REPORT);
        result.sense.unit = Some(unit);
        Some(result)
    }

    /// The stretch that the story last spoke of, where it is near enough to lean on.
    fn narrative(&self, sentence: usize) -> Option<Stretch> {
        let narrative = self.narrative?;
        (sentence - narrative.sentence.min(sentence) <= REACH).then_some(narrative.stretch)
    }

    /// True where the day that the story has come to was said in this very sentence: the day of a
    /// statement ("said on Thursday that in the night …"), which the night comes before.
    fn said_in(&self, sentence: usize) -> bool {
        self.narrative.is_some_and(|narrative| narrative.sentence == sentence)
    }

    fn later(&self, found: &Found, sentence: usize, direction: i32) -> Option<Resolved> {
        let weekday = found.value(kind::WEEKDAY).and_then(weekday);
        let (count, unit) = match amount(found, TimeKind::Point) {
            Some(measured) => measured.sense.amount.map(|amount| (amount.count, amount.unit))?,
            None => (Some(1), Unit::Day),
        };
        let base = self.narrative(sentence);
        let stretch = base.zip(count).and_then(|(base, count)| {
            let day = match base {
                Stretch::Day(day) => day,
                _ if unit >= Unit::Month => base.days()?.0,
                _ => return None,
            };
            match weekday {
                Some(weekday) if direction > 0 => {
                    calendar::weekday_after(day.tomorrow().ok()?, weekday).map(Stretch::Day)
                }
                Some(weekday) => {
                    calendar::weekday_before(day.yesterday().ok()?, weekday).map(Stretch::Day)
                }
                None if unit < Unit::Day => Some(Stretch::Day(day)),
                None => calendar::counted(day, count.checked_mul(direction)?, unit),
            }
        });
        Some(match stretch {
            Some(stretch) => Resolved { anaphoric: true, ..resolved(stretch, basis::NARRATIVE) },
            None => Resolved { anaphoric: true, basis: None, ..unknown(unit) },
        })
    }

    /// "the fourth day running": from its first day up to the report.
    fn running(&self, found: &Found) -> Option<Resolved> {
        const MOST: i32 = 60;
        let days = found.value(kind::ORDINAL).or(found.value(kind::NUMERAL))?;
        let first = self.published.and_then(|day| calendar::add_days(day, 1 - days));
        (2..=MOST).contains(&days).then(|| match self.published.zip(first) {
            Some((last, first)) => resolved(Stretch::Days(first, last), basis::REPORT),
            None => unknown_day(),
        })
    }

    fn same(&self, sentence: usize) -> Resolved {
        match self.narrative(sentence) {
            // "That same evening" after a night is the evening of the day that the night ends on.
            Some(Stretch::Day(day) | Stretch::Days(_, day))
                if self
                    .narrative(sentence)
                    .and_then(Stretch::days)
                    .is_some_and(|(first, last)| calendar::days_between(first, last) <= 1) =>
            {
                Resolved { anaphoric: true, ..resolved(Stretch::Day(day), basis::NARRATIVE) }
            }
            _ => Resolved { anaphoric: true, basis: None, ..unknown_day() },
        }
    }

    /// A part of the day that the story has come to, else of the report's own.
    fn part(&self, sentence: usize) -> Resolved {
        match (self.narrative(sentence), self.published) {
            (Some(Stretch::Day(day)), _) => {
                Resolved { anaphoric: true, ..resolved(Stretch::Day(day), basis::NARRATIVE) }
            }
            (_, Some(day)) => {
                Resolved { anaphoric: true, ..resolved(Stretch::Day(day), basis::REPORT) }
            }
            (_, None) => Resolved { anaphoric: true, ..unknown_day() },
        }
    }

    /// The day that is said right behind a time of day: "at 10:30 (0830 GMT) on Tuesday".
    fn day_behind(&self, found: &Found, next: &Found) -> Option<Resolved> {
        let sentence =
            |found: &Found| self.pieces.get(found.words.start).map(|piece| piece.sentence);
        if sentence(found) != sentence(next) || next.words.start > found.words.end + DAY_BEHIND {
            return None;
        }
        let day = match self.lexicon.rules[next.rule].means {
            Means::Weekday => self.weekday(next),
            Means::Deictic => self.deictic(next),
            Means::Date => self.date(next)?,
            _ => return None,
        };
        matches!(day.sense.stretch, Some(Stretch::Day(_)))
            .then_some(Resolved { anaphoric: true, ..day })
    }

    fn night_before(&self, found: &Found, sentence: usize) -> Resolved {
        let day = if found.value(kind::WEEKDAY).is_some() {
            self.weekday(found)
        } else if found.value(kind::DAY).is_some() || found.value(kind::DATE).is_some() {
            self.date(found).or_else(|| self.day_of_month(found)).unwrap_or_else(unknown_day)
        } else if found.value(kind::DEICTIC).is_some() {
            self.deictic(found)
        } else {
            self.part(sentence)
        };
        night_to(day)
    }

    fn overnight(&self, found: &Found, sentence: usize) -> Resolved {
        if found.labels.iter().any(|label| matches!(label.kind, kind::WEEKDAY | kind::DEICTIC)) {
            return self.night_before(found, sentence);
        }
        match (self.narrative(sentence), self.published) {
            // A night that follows a day in the story begins on it; a story's first night ends on the report's day.
            (Some(Stretch::Day(day)), _)
                if Some(day) != self.published && !self.said_in(sentence) =>
            {
                let next = day.tomorrow().map_or(day, |next| next);
                let mut result = resolved(Stretch::Days(day, next), basis::NARRATIVE);
                result.anaphoric = true;
                result.sense.part = Some(DayPart::Night);
                result
            }
            (Some(Stretch::Day(day)), _) => Resolved {
                anaphoric: true,
                ..night_to(resolved(Stretch::Day(day), basis::NARRATIVE))
            },
            (_, Some(day)) => night_to(resolved(Stretch::Day(day), basis::REPORT)),
            (_, None) => night_to(unknown_day()),
        }
    }

    fn season(&self, found: &Found) -> Option<Resolved> {
        let season = i8::try_from(found.value(kind::SEASON)?).ok()?;
        if let Some(year) = year(found) {
            return Some(stated(Stretch::Season(year, season)));
        }
        let Some(published) = self.published else { return Some(unknown(Unit::Season)) };
        let year = published.year();
        let begun = |year: i16| {
            Stretch::Season(year, season).days().is_some_and(|(first, _)| first <= published)
        };
        let over = |year: i16| {
            Stretch::Season(year, season).days().is_some_and(|(_, last)| last < published)
        };
        let latest = if begun(year) { year } else { year - 1 };
        let year = match self.shift(found) {
            Some(..=-1) if over(latest) => latest,
            Some(..=-1) => latest - 1,
            Some(1..) => latest + 1,
            Some(0) if season == 4 && published.month() < 3 => year - 1,
            Some(0) => year,
            None if self.tense(found) == Tense::Future && over(latest) => latest + 1,
            None => latest,
        };
        Some(resolved(Stretch::Season(year, season), basis::REPORT))
    }

    /// "the third quarter of 1989", "the first half of the year".
    fn nth(&self, found: &Found) -> Option<Resolved> {
        let unit = Unit::at(found.value(kind::UNIT)?)?;
        let nth = found.value(kind::ORDINAL).and_then(|nth| i8::try_from(nth).ok())?;
        let said = year(found);
        let shift = self.shift(found).unwrap_or(0);
        let assumed = self.published.map(|published| published.year().saturating_add(shift as i16));
        let Some(year) = said.or(assumed) else { return Some(unknown(unit)) };
        let mut stretch = match unit {
            Unit::Quarter if (1..=4).contains(&nth) => Stretch::Quarter(year, nth),
            Unit::Half if (1..=2).contains(&nth) => Stretch::Half(year, nth),
            _ => return None,
        };
        // A quarter that has not begun when the report speaks of it without a year is last year's.
        if let (None, Some(published), Some((first, _))) = (said, self.published, stretch.days())
            && first > published
            && self.tense(found) != Tense::Future
            && let Stretch::Quarter(year, nth) = stretch
        {
            stretch = Stretch::Quarter(year - 1, nth);
        }
        Some(if said.is_some() { stated(stretch) } else { resolved(stretch, basis::REPORT) })
    }

    fn holiday(&self, found: &Found) -> Option<Resolved> {
        let value = found.value(kind::HOLIDAY)?;
        let (month, day) = (i8::try_from(value / 100).ok()?, i8::try_from(value % 100).ok()?);
        match year(found) {
            Some(year) => Some(stated(Stretch::Day(Date::new(year, month, day).ok()?))),
            None => self.yearless_day(found, month, day),
        }
    }

    /// "the 21st": of this month or the one before.
    fn day_of_month(&self, found: &Found) -> Option<Resolved> {
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
    fn day_range(&self, found: &Found) -> Option<Resolved> {
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
        }
        Some(result)
    }
}
