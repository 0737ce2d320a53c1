//! Time expressions as TIMEX3 has them (ISO-TimeML), for comparison with annotated text.

use super::calendar::{DayPart, Stretch, Unit};
use super::{Amount, Reference, Sense, TimeKind, TimeMention};
use crate::text::Span;

/// One expression in TIMEX3's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// The expression.
    pub span: Span,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub kind: &'static str,
    /// The value, as `2014-02-12`, `1998-W08`, `P3D`, `PAST_REF`.
    pub value: String,
}

/// A mention in TIMEX3's terms; a range is two expressions there. Nothing where a value is not known.
#[must_use]
pub fn timex(mention: &TimeMention) -> Vec<Timex> {
    let whole = [(mention.span, mention.sense)];
    let parts = if mention.parts.is_empty() { whole.as_slice() } else { mention.parts.as_slice() };
    parts
        .iter()
        .filter_map(|&(span, sense)| {
            let (kind, value) = value(mention.kind, sense)?;
            Some(Timex { span, kind, value })
        })
        .collect()
}

fn value(kind: TimeKind, sense: Sense) -> Option<(&'static str, String)> {
    if kind == TimeKind::Set {
        let value = match (sense.weekday, sense.amount) {
            (Some(weekday), _) => {
                let part = sense.part.map_or("", part);
                format!("XXXX-WXX-{}{part}", weekday.to_monday_one_offset())
            }
            (None, Some(amount)) => duration(amount),
            (None, None) => stretch(sense)?,
        };
        return Some(("SET", value));
    }
    if let (TimeKind::Duration | TimeKind::Interval, Some(amount), None) =
        (kind, sense.amount, sense.reference)
    {
        return Some(("DURATION", duration(amount)));
    }
    // "vor [zwei Tagen]": TIMEX3 sees the two days, and no date where the words do not say it.
    if let (TimeKind::Point, Some(amount)) = (kind, sense.amount) {
        return Some(("DURATION", duration(amount)));
    }
    if let Some(reference) = sense.reference {
        let name = match reference {
            Reference::Past => "PAST_REF",
            Reference::Present => "PRESENT_REF",
            Reference::Future => "FUTURE_REF",
        };
        return Some(("DATE", name.to_owned()));
    }
    let date = match sense.stretch {
        Some(Stretch::Days(_, last)) if kind == TimeKind::Interval => last.to_string(),
        _ => stretch(sense)?,
    };
    if let Some(minutes) = sense.clock {
        return Some(("TIME", format!("{date}T{:02}:{:02}", minutes / 60, minutes % 60)));
    }
    Some(match sense.part {
        None => ("DATE", date),
        Some(of_day) => ("TIME", format!("{date}{}", part(of_day))),
    })
}

fn part(of_day: DayPart) -> &'static str {
    match of_day {
        DayPart::Morning | DayPart::Dawn => "TMO",
        DayPart::Noon => "T12:00",
        DayPart::Afternoon => "TAF",
        DayPart::Evening => "TEV",
        DayPart::Night => "TNI",
        DayPart::Midnight => "T24:00",
    }
}

fn duration(amount: Amount) -> String {
    let (time, scale, letter) = match amount.unit {
        Unit::Second => ("T", 1, "S"),
        Unit::Minute => ("T", 1, "M"),
        Unit::Hour => ("T", 1, "H"),
        Unit::Day | Unit::Night => ("", 1, "D"),
        Unit::Weekend => ("", 1, "WE"),
        Unit::Week => ("", 1, "W"),
        Unit::Fortnight => ("", 2, "W"),
        Unit::Month => ("", 1, "M"),
        Unit::Quarter => ("", 1, "Q"),
        Unit::Season => ("", 3, "M"),
        Unit::Half => ("", 6, "M"),
        Unit::Year => ("", 1, "Y"),
        Unit::Decade => ("", 10, "Y"),
        Unit::Century => ("", 100, "Y"),
    };
    let count =
        amount.count.map_or("X".to_owned(), |count| count.saturating_mul(scale).to_string());
    format!("P{time}{count}{letter}")
}

fn stretch(sense: Sense) -> Option<String> {
    Some(match sense.stretch? {
        Stretch::Week(monday) => week(monday),
        Stretch::Weekend(saturday) => format!("{}-WE", week(saturday)),
        Stretch::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
        Stretch::Half(year, half) => format!("{year:04}-H{half}"),
        Stretch::Season(year, season) => {
            format!(
                "{year:04}-{}",
                ["SP", "SU", "FA", "WI"][usize::from(season.clamp(1, 4).unsigned_abs()) - 1]
            )
        }
        Stretch::Decade(year) => format!("{:03}", year / 10),
        Stretch::Century(year) => format!("{:02}", year / 100),
        // A night counts to the day on which it begins.
        Stretch::Days(first, _) => first.to_string(),
        Stretch::Day(day) if matches!(sense.unit, Some(Unit::Week | Unit::Fortnight)) => week(day),
        other => other.edtf(),
    })
}

fn week(day: jiff::civil::Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}
