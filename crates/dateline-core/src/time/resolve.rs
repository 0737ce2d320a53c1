//! From the words of a rule to a stretch of the calendar.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::calendar::{self, DayPart, Stretch, Unit};
use super::hours::hours_parts;
use super::lexicon::{Lexicon, kind};
use super::piece::Pieces;
use super::resolved::{
    Resolved, amount, century, clock, decade, duration, fields, reference, resolved, set, stated,
    unknown, unknown_day, weekday, year,
};
use super::rule::{Found, Means};
use super::tense::{Tense, tense};
use super::{Amount, Anchor, Edge, Reference, Sense, TimeKind, Zone, basis};

/// The day that the story has come to, for "two days later" and "in the evening".
#[derive(Clone, Copy, Debug)]
struct Narrative {
    stretch: Stretch,
    sentence: usize,
}

/// Among how many of the text's expressions the day is looked for on which a war began, and how
/// many words beside it may say so.
const START_ROWS: usize = 100;
const START_REACH: usize = 30;

/// How many sentences back an expression may lean on another.
const REACH: usize = 3;

/// The same for the quarter that "a year ago" and "the period" lean on.
const QUARTER_REACH: usize = 4;
const PERIOD_REACH: usize = 12;

/// Four digits alone are no year before this one.
pub(super) const FIRST_YEAR: i16 = 1700;

/// Resolves the expressions of one document in their order.
pub(super) struct Resolver<'a> {
    pub(super) pieces: &'a Pieces<'a>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) published: Option<Date>,
    /// The days among which the report was written, where no day is known.
    pub(super) between: Option<(Date, Date)>,
    /// All rows of the text.
    rows: &'a [Found],
    /// Years that the text itself gives to days of the year.
    pub(super) stated: BTreeMap<(i8, i8), i16>,
    /// Years that the text says anywhere.
    pub(super) years: BTreeSet<i16>,
    narrative: Option<Narrative>,
    /// The last day said, with its sentence: a coming one too, which is none of the story's.
    pub(super) day_said: Option<(Date, usize)>,
    /// The last quarter said, with its sentence.
    quarter: Option<(Stretch, usize)>,
}

impl<'a> Resolver<'a> {
    pub fn new(
        pieces: &'a Pieces<'a>,
        lexicon: &'a Lexicon,
        rows: &'a [Found],
        anchor: Anchor,
    ) -> Self {
        let mut stated = BTreeMap::new();
        let mut years = BTreeSet::new();
        for found in rows {
            let (year, month, day) = fields(found);
            if let (Some(year), Some(month), Some(day)) = (year, month, day) {
                stated.entry((month, day)).or_insert(year);
            }
            years.extend(year.filter(|&year| year >= FIRST_YEAR));
        }
        Self {
            pieces,
            lexicon,
            published: anchor.published,
            between: anchor.between,
            rows,
            stated,
            years,
            narrative: None,
            day_said: None,
            quarter: None,
        }
    }

    /// What the words mean, which are row number `at`; none where they are no time after all.
    pub fn resolve(&mut self, found: &Found, at: usize) -> Option<Resolved> {
        let rest = self.rows.get(at + 1..).unwrap_or_default();
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
            Means::Same => self.same(found, sentence),
            // A clock time that opens a line is an entry of a running log of the report's own day.
            Means::Clock if self.opens(found) && self.published.is_some() => self.deictic(found),
            Means::Part | Means::Clock | Means::ClockRange => self.hours(found, rest, sentence),
            Means::NightBefore => self.night_before(found, sentence),
            Means::Overnight => self.overnight(found, sentence),
            Means::Season => self.season(found)?,
            Means::Nth => self.nth(found)?,
            Means::Decade => decade(found)?,
            Means::Century => century(found)?,
            Means::Holiday => self.holiday(found)?,
            Means::DayOfMonth => match self.listed_day(found, rest) {
                Some(listed) => listed,
                None => self.day_of_month(found)?,
            },
            Means::ListedDay => match self.listed_day(found, rest) {
                Some(listed) => listed,
                None => self.unlisted_day(found)?,
            },
            Means::DayRange => self.day_range(found)?,
            Means::NthOf => self.nth_of(found)?,
            Means::Period => self.period(found, sentence)?,
            Means::NthDay => self.nth_day(found)?,
            Means::Duration => duration(found)?,
            Means::Set => set(found),
            Means::Present => reference(Reference::Present),
            Means::Past => reference(Reference::Past),
            Means::Future => reference(Reference::Future),
        };
        let sense = &mut resolved.sense;
        sense.part = sense.part.or_else(|| found.value(kind::PART).and_then(DayPart::at));
        sense.clock = clock(found);
        sense.zone = found.value(kind::ZONE).map(Zone::at);
        sense.edge = found.value(kind::EDGE).and_then(Edge::at);
        if rule.means == Means::ClockRange {
            resolved.parts = hours_parts(found, resolved.sense);
        }
        if let Some(Stretch::Quarter(..)) = resolved.sense.stretch
            && (matches!(rule.means, Means::Nth | Means::Shifted)
                || (rule.means == Means::Period && year(found).is_none()))
            && self.shift(found).is_none_or(|shift| shift == 0)
        {
            self.quarter = resolved.sense.stretch.map(|quarter| (quarter, sentence));
        }
        if let (TimeKind::Point, Some(Stretch::Day(day))) = (resolved.kind, resolved.sense.stretch)
        {
            self.day_said = Some((day, sentence));
        }
        // "a year earlier" compares, and the story stays where it was.
        let compares = matches!(rule.means, Means::Earlier | Means::Ago)
            && matches!(resolved.sense.stretch, Some(Stretch::Year(_) | Stretch::Quarter(..)));
        if let (TimeKind::Point, Some(stretch), false) =
            (resolved.kind, resolved.sense.stretch, compares)
        {
            let ahead = matches!((stretch, self.published), (Stretch::Day(day), Some(published)) if day > published);
            if stretch.days().is_some() && !ahead {
                self.narrative = Some(Narrative { stretch, sentence });
            }
        }
        Some(resolved)
    }

    pub(super) fn opens(&self, found: &Found) -> bool {
        self.pieces.get(found.words.start).is_some_and(|piece| piece.first)
    }

    pub(super) fn tense(&self, found: &Found) -> Tense {
        tense(self.pieces, &found.words, self.lexicon)
    }

    /// The shift said ("last" is -1), or the rule's own.
    pub(super) fn shift(&self, found: &Found) -> Option<i32> {
        found.value(kind::SHIFT).or(self.lexicon.rules[found.rule].shift)
    }

    pub(super) fn weekday(&self, found: &Found) -> Resolved {
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

    pub(super) fn deictic(&self, found: &Found) -> Resolved {
        let days = found.value(kind::DEICTIC).or(self.shift(found)).unwrap_or(0);
        match self.published.and_then(|published| calendar::add_days(published, days)) {
            Some(day) => resolved(Stretch::Day(day), basis::REPORT),
            None => unknown_day(),
        }
    }

    pub(super) fn shifted(&self, found: &Found) -> Option<Resolved> {
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
    pub(super) fn sunday_week(&self, published: Date, shift: Option<i32>) -> Option<Stretch> {
        let monday = calendar::monday(calendar::add_days(published, 1)?)?;
        let weeks = shift.unwrap_or(0).clamp(-99, 99);
        let sunday = calendar::add_days(monday, weeks * 7 - 1)?;
        Some(Stretch::Days(sunday, calendar::add_days(sunday, 6)?))
    }

    pub(super) fn weekend(
        &self,
        found: &Found,
        published: Date,
        shift: Option<i32>,
    ) -> Option<Stretch> {
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
    pub(super) fn recent(&self, found: &Found) -> Option<Resolved> {
        let measured = amount(found, TimeKind::Interval)?;
        let Amount { count, unit } = measured.sense.amount?;
        let shift = self.shift(found).unwrap_or(-1);
        // "the coming weeks", "recent weeks": ahead, and past, with no more said.
        let plural = found.value(kind::PLURAL);
        let reference = match (plural.filter(|_| count.is_none()), found.value(kind::SHIFT)) {
            (Some(_), Some(1..)) => Some(Reference::Future),
            (Some(_), None) => Some(Reference::Past),
            _ => None,
        };
        let stretch = self.published.zip(count).and_then(|(published, count)| {
            let (count, unit) =
                if unit == Unit::Hour { ((count + 12) / 24, Unit::Day) } else { (count, unit) };
            let other = calendar::add_units(published, count.checked_mul(shift.signum())?, unit)?;
            Some(Stretch::Days(other.min(published), other.max(published)))
        });
        let basis = Some(if self.published.is_some() { basis::REPORT } else { basis::UNKNOWN });
        Some(Resolved {
            sense: Sense { stretch, unit: Some(unit), reference, ..measured.sense },
            basis,
            ..measured
        })
    }

    pub(super) fn ago(&self, found: &Found, direction: i32) -> Option<Resolved> {
        let Amount { count, unit } = amount(found, TimeKind::Point)?.sense.amount?;
        // "vor [zwei Tagen]": the words proper say how long, the one before them that it is past.
        let bare = (direction < 0 && found.row.start < found.words.start)
            .then_some(Amount { count, unit });
        let Some(count) = count else {
            let past = if direction < 0 { Reference::Past } else { Reference::Future };
            let mut result = reference(past);
            result.sense.amount = bare;
            return Some(result);
        };
        if let Some(quarter) =
            self.quarter_before(Amount { count: Some(-direction * count), unit }, found)
        {
            return Some(quarter);
        }
        let Some(published) = self.published else { return Some(unknown(unit)) };
        let stretch = calendar::counted(published, count.checked_mul(direction)?, unit)?;
        let mut result = resolved(stretch, basis::REPORT);
        result.sense.unit = Some(unit);
        result.sense.amount = bare;
        Some(result)
    }

    /// "a year ago", where the text has just spoken of a quarter: the same quarter of the year before.
    fn quarter_before(&self, amount: Amount, found: &Found) -> Option<Resolved> {
        let sentence = self.pieces.get(found.words.start)?.sentence;
        let (Stretch::Quarter(year, quarter), said) = self.quarter? else { return None };
        let fits = amount.unit == Unit::Year
            && amount.count == Some(1)
            && sentence - said.min(sentence) <= QUARTER_REACH;
        fits.then(|| {
            let before = resolved(Stretch::Quarter(year - 1, quarter), basis::NARRATIVE);
            Resolved { anaphoric: true, ..before }
        })
    }

    /// "the latest quarter", "the year-ago period": the quarter that the text speaks of, else the
    /// one before the report's own.
    fn period(&self, found: &Found, sentence: usize) -> Option<Resolved> {
        let said = self.quarter.filter(|(_, said)| sentence - said.min(&sentence) <= PERIOD_REACH);
        let (quarter, basis) = match (said, self.published) {
            (Some((quarter, _)), _) => (quarter, basis::NARRATIVE),
            (None, Some(published)) if found.value(kind::UNIT).is_some() => {
                let before = calendar::add_units(published, -1, Unit::Quarter)?;
                (Stretch::around(before, Unit::Quarter)?, basis::REPORT)
            }
            (None, _) => return None,
        };
        let Stretch::Quarter(of_year, number) = quarter else { return None };
        let year = year(found).unwrap_or(of_year);
        let shift = i16::try_from(self.shift(found).unwrap_or(0)).ok()?;
        Some(Resolved {
            anaphoric: true,
            ..resolved(Stretch::Quarter(year + shift, number), basis)
        })
    }

    /// "the 18th day of the war", counted from the day on which the text says that it began.
    fn nth_day(&self, found: &Found) -> Option<Resolved> {
        let nth = [kind::NUMERAL, kind::ORDINAL, kind::NUMBER]
            .into_iter()
            .find_map(|kind| found.value(kind))?;
        let event = &self.pieces.get(found.places(&[kind::EVENT]).next()?.0.start)?.lower;
        let start = self.rows.iter().take(START_ROWS).find_map(|row| {
            if !matches!(self.lexicon.rules[row.rule].means, Means::Date)
                || !self.tells_start(row, event)
            {
                return None;
            }
            match self.date(row)?.sense.stretch? {
                Stretch::Day(day) => Some(day),
                _ => None,
            }
        })?;
        let day = calendar::add_days(
            start,
            nth.checked_sub(1).filter(|days| (0..=9999).contains(days))?,
        )?;
        let late = self.published.is_some_and(|published| day > published);
        (!late).then(|| Resolved {
            anaphoric: true,
            ..resolved(Stretch::Day(day), basis::EVENT_START)
        })
    }

    /// True where the sentence of a date says that the event began: "the war, which began on …".
    fn tells_start(&self, date: &Found, event: &str) -> bool {
        let Some(sentence) = self.pieces.get(date.words.start).map(|piece| piece.sentence) else {
            return false;
        };
        let here =
            |&at: &usize| self.pieces.get(at).is_some_and(|piece| piece.sentence == sentence);
        let before = (0..date.words.start).rev().take(START_REACH).take_while(here);
        let behind = (date.words.end..).take(START_REACH).take_while(here);
        let (mut named, mut begun) = (false, false);
        for at in before.chain(behind) {
            let word = &*self.pieces.pieces[at].lower;
            let has = |kind| self.pieces.labels(at).iter().any(|label| label.kind == kind);
            named |= has(kind::EVENT) && same_noun(word, event, &self.lexicon.article);
            begun |= has(kind::BEGIN) || self.lexicon.ranges.since.contains(word);
        }
        named && begun
    }

    /// The stretch that the story last spoke of, where it is near enough to lean on.
    pub(super) fn narrative(&self, sentence: usize) -> Option<Stretch> {
        let narrative = self.narrative?;
        (sentence - narrative.sentence.min(sentence) <= REACH).then_some(narrative.stretch)
    }

    /// True where the day that the story has come to was said in this very sentence: the day of a
    /// statement ("said on Thursday that in the night …"), which the night comes before.
    pub(super) fn said_in(&self, sentence: usize) -> bool {
        self.narrative.is_some_and(|narrative| narrative.sentence == sentence)
    }

    fn later(&self, found: &Found, sentence: usize, direction: i32) -> Option<Resolved> {
        let weekday = found.value(kind::WEEKDAY).and_then(weekday);
        let (count, unit) = match amount(found, TimeKind::Point) {
            // "in the following days" are several.
            Some(_) if self.is_plural(found) => (None, Unit::at(found.value(kind::UNIT)?)?),
            Some(measured) => measured.sense.amount.map(|amount| (amount.count, amount.unit))?,
            None => (Some(1), Unit::Day),
        };
        if direction < 0
            && let Some(quarter) = self.quarter_before(Amount { count, unit }, found)
        {
            return Some(quarter);
        }
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
        let length = amount(found, TimeKind::Point)
            .and_then(|measured| measured.sense.amount)
            .map(|amount| Amount { count, ..amount });
        let mut unknown = Resolved { anaphoric: true, basis: None, ..unknown(unit) };
        unknown.sense.amount = length;
        Some(match stretch {
            // "An hour later" is on that day, and how much later is all that is known more of it.
            Some(stretch) => {
                let mut later = resolved(stretch, basis::NARRATIVE);
                later.sense.amount = length.filter(|amount| amount.unit < Unit::Day);
                Resolved { anaphoric: true, ..later }
            }
            // "a year earlier" in a text that has come to no time is counted from the report.
            None if unit >= Unit::Month && direction < 0 => {
                let before = self.published.zip(count).and_then(|(published, count)| {
                    calendar::counted(published, count.checked_neg()?, unit)
                });
                match before {
                    Some(stretch) => {
                        Resolved { anaphoric: true, ..resolved(stretch, basis::REPORT) }
                    }
                    None => unknown,
                }
            }
            None => unknown,
        })
    }

    /// True for a unit in the plural that no number stands with.
    fn is_plural(&self, found: &Found) -> bool {
        found.value(kind::NUMBER).is_none()
            && found.places(&[kind::UNIT]).any(|(at, _)| {
                self.pieces.labels(at.start).iter().any(|label| label.kind == kind::PLURAL)
            })
    }

    /// "the fourth day running": from its first day up to the report.
    pub(super) fn running(&self, found: &Found) -> Option<Resolved> {
        const MOST: i32 = 60;
        let days = found.value(kind::ORDINAL).or(found.value(kind::NUMERAL))?;
        let first = self.published.and_then(|day| calendar::add_days(day, 1 - days));
        (2..=MOST).contains(&days).then(|| match self.published.zip(first) {
            Some((last, first)) => resolved(Stretch::Days(first, last), basis::REPORT),
            None => unknown_day(),
        })
    }

    pub(super) fn season(&self, found: &Found) -> Option<Resolved> {
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
    pub(super) fn nth(&self, found: &Found) -> Option<Resolved> {
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
}

/// True for one noun in two of its cases: the beginnings agree but for the ending.
fn same_noun(word: &str, other: &str, article: &str) -> bool {
    const ENDING: usize = 3;
    let [word, other] = [word, other].map(|word| word.strip_prefix(article).unwrap_or(word));
    let shared = word.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    shared >= ENDING && [word, other].iter().all(|word| word.chars().count() <= shared + ENDING)
}
