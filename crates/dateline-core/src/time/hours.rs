//! Parts of the day, times of the clock and nights: they take their day from what stands around them.

use std::ops::Range;

use super::calendar::{self, Stretch, Unit};
use super::lexicon::{Kind, kind};
use super::resolve::Resolver;
use super::resolved::{Resolved, night_to, of_noon, resolved, unknown, unknown_day};
use super::rule::{Found, Means};
use super::{DayPart, Sense, basis};

/// How many pieces behind a time of day its day may stand.
const DAY_BEHIND: usize = 6;

/// How many pieces behind a time of day its day stands where it is said in the same breath.
const DAY_CLOSE: usize = 2;

impl Resolver<'_> {
    /// A time of day: of the day said right behind it, else before it in the sentence, else behind
    /// it, else of the day that the story has come to.
    pub(super) fn hours(&self, found: &Found, rest: &[Found], sentence: usize) -> Resolved {
        let behind = rest.iter().take(2).find_map(|next| self.day_behind(found, next));
        let close = rest.first().is_some_and(|next| {
            let gap = found.words.end..next.words.start;
            gap.len() <= DAY_CLOSE
                && gap.into_iter().all(|at| {
                    let piece = &self.pieces.pieces[at];
                    !piece.mark && !self.lexicon.ranges.and.contains(&*piece.lower)
                })
        });
        let said = self.day_said.filter(|&(_, said)| said == sentence).map(|(day, _)| Resolved {
            anaphoric: true,
            ..resolved(Stretch::Day(day), basis::NARRATIVE)
        });
        let day = if close { behind.or(said) } else { said.or(behind) };
        Resolved { of_day: true, ..day.unwrap_or_else(|| self.part(sentence)) }
    }

    /// "That evening", "the same year": of the time that the story has come to.
    pub(super) fn same(&self, found: &Found, sentence: usize) -> Resolved {
        let unit = found.value(kind::UNIT).and_then(Unit::at).filter(|&unit| unit >= Unit::Weekend);
        if let Some(unit) = unit {
            let day = self.narrative(sentence).and_then(Stretch::days).map(|(first, _)| first);
            return match day.and_then(|day| Stretch::around(day, unit)) {
                Some(stretch) => {
                    Resolved { anaphoric: true, ..resolved(stretch, basis::NARRATIVE) }
                }
                None => Resolved { anaphoric: true, basis: None, ..unknown(unit) },
            };
        }
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
    pub(super) fn part(&self, sentence: usize) -> Resolved {
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
    pub(super) fn day_behind(&self, found: &Found, next: &Found) -> Option<Resolved> {
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

    pub(super) fn night_before(&self, found: &Found, sentence: usize) -> Resolved {
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

    pub(super) fn overnight(&self, found: &Found, sentence: usize) -> Resolved {
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
}

/// The words of either time of "from 10 to 12 o'clock", with its sense.
pub(super) fn hours_parts(found: &Found, sense: Sense) -> Vec<(Range<usize>, Sense)> {
    const CLOCKS: [Kind; 3] = [kind::CLOCK, kind::HOUR, kind::POINT_CLOCK];
    let at = |minutes: i32| Sense { clock: Some(of_noon(minutes, found)), ..sense };
    let pair = found.pair(&CLOCKS).into_iter().flatten();
    pair.map(|(words, minutes)| (words, at(minutes))).collect()
}
