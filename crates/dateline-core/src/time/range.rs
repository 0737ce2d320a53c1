//! From expressions to mentions: what "since", "until", "from … to" and "between … and" make of
//! the expressions beside them.

use std::collections::HashSet;

use jiff::civil::Date;

use super::calendar::{self, Stretch, Unit};
use super::lexicon::Lexicon;
use super::piece::Pieces;
use super::resolved::Resolved;
use super::rule::Found;
use super::{Amount, Sense, TimeKind, TimeMention, basis};
use crate::record::TimePrecision;
use crate::text::Span;

/// How far "since" may stand before the day of an event that it names.
const SINCE_REACH: usize = 7;

/// How far before the end of a day's words a "between" may stand: "entre le 3 et le 7 mai".
const DAY_LEAD: usize = 4;

/// A row of words with its meaning.
pub(super) struct Expression {
    pub found: Found,
    pub resolved: Resolved,
}

/// The mentions of a text from its expressions.
pub(super) fn mentions(
    expressions: Vec<Expression>,
    pieces: &Pieces<'_>,
    lexicon: &Lexicon,
    published: Option<Date>,
) -> Vec<TimeMention> {
    let mut mentions = Vec::with_capacity(expressions.len());
    let mut expressions = expressions.into_iter().peekable();
    while let Some(first) = expressions.next() {
        let mut mention = single(&first, pieces, lexicon);
        let joined = expressions.peek().and_then(|second| join(&first, second, pieces, lexicon));
        if let Some(range) = joined {
            expressions.next();
            mention = range;
        } else if let Some(edtf) = mention
            .edtf
            .as_deref()
            .filter(|_| mention.kind == TimeKind::Point && !first.resolved.of_day)
        {
            if led_by(&first, &lexicon.ranges.since, pieces, lexicon)
                || since_event(&first, pieces, lexicon)
            {
                mention.edtf = Some(format!("{}/..", edtf.split('/').next().unwrap_or(edtf)));
                mention.kind = TimeKind::Interval;
            } else if led_by(&first, &lexicon.ranges.until, pieces, lexicon) {
                mention.edtf = Some(format!("../{}", edtf.rsplit('/').next().unwrap_or(edtf)));
                mention.kind = TimeKind::Interval;
            }
        } else if let (TimeKind::Duration, Some(amount)) = (mention.kind, mention.sense.amount)
            && amount.unit >= Unit::Day
            && led_by(&first, &lexicon.ranges.since, pieces, lexicon)
        {
            lasting(&mut mention, amount, published);
        } else if mention.kind == TimeKind::Point
            && [&lexicon.ranges.since, &lexicon.ranges.until]
                .into_iter()
                .any(|words| led_by(&first, words, pieces, lexicon))
        {
            mention.kind = TimeKind::Interval;
        }
        match apart(&first, &mention, pieces, lexicon) {
            Some(days) => mentions.extend(days),
            None => mentions.push(mention),
        }
    }
    mentions
}

/// "3 and 7 May": two days, where "and" joins days that do not follow each other.
fn apart(
    expression: &Expression,
    mention: &TimeMention,
    pieces: &Pieces<'_>,
    lexicon: &Lexicon,
) -> Option<[TimeMention; 2]> {
    let [(first, _), (second, _)] = &expression.resolved.parts[..] else { return None };
    let [one, other] = &mention.parts[..] else { return None };
    let (Some(Stretch::Day(from)), Some(Stretch::Day(to))) = (one.1.stretch, other.1.stretch)
    else {
        return None;
    };
    let word = |at: usize| &*pieces.pieces[at].lower;
    let link = (first.end..second.start).map(word).find(|&link| lexicon.ranges.and.contains(link));
    // "between 3 and 7 May" is a run.
    let between = (first.end.saturating_sub(DAY_LEAD)..first.end).any(|at| {
        let pairs = &lexicon.ranges.pairs;
        pairs.iter().any(|(open, close)| **open == *word(at) && Some(&**close) == link)
    });
    let and = link.is_some() && !between;
    let of_day = expression.resolved.of_day;
    (and && !of_day && from.tomorrow().ok() != Some(to)).then(|| {
        [one, other].map(|&(span, sense)| TimeMention {
            span,
            kind: TimeKind::Point,
            edtf: sense.stretch.map(Stretch::edtf),
            precision: TimePrecision::Day,
            sense,
            parts: Vec::new(),
            ..mention.clone()
        })
    })
}

/// "seit zwei Wochen": from then until the report.
fn lasting(mention: &mut TimeMention, amount: Amount, published: Option<Date>) {
    mention.kind = TimeKind::Interval;
    mention.precision = amount.unit.several();
    mention.basis =
        Some(if published.is_some() { basis::REPORT } else { basis::UNKNOWN }.to_owned());
    mention.edtf = published
        .zip(amount.count)
        .and_then(|(published, count)| {
            calendar::counted(published, count.checked_neg()?, amount.unit)
        })
        .map(|start| format!("{}/..", start.edtf()));
}

fn single(expression: &Expression, pieces: &Pieces<'_>, lexicon: &Lexicon) -> TimeMention {
    let Expression { found, resolved } = expression;
    let sense = resolved.sense;
    let precision = match (sense.stretch, sense.unit, sense.amount) {
        (Some(stretch), ..) => stretch.precision(),
        (None, Some(unit), Some(amount)) if amount.count.is_none() => unit.several(),
        (None, Some(unit), _) => calendar::unit_precision(unit),
        (None, None, _) => TimePrecision::Unknown,
    };
    TimeMention {
        span: span(found, pieces),
        kind: resolved.kind,
        edtf: sense.stretch.map(Stretch::edtf).filter(|edtf| !edtf.is_empty()),
        precision,
        basis: resolved.basis.map(str::to_owned),
        anaphoric: resolved.anaphoric,
        rule: format!("{}.{}", lexicon.prefix, lexicon.rules[found.rule].name).into(),
        sense,
        parts: resolved
            .parts
            .iter()
            .map(|(words, sense)| (between(words, pieces), *sense))
            .collect(),
    }
}

/// The words, with a possessive ending left out.
fn span(found: &Found, pieces: &Pieces<'_>) -> Span {
    between(&found.words, pieces)
}

fn between(words: &std::ops::Range<usize>, pieces: &Pieces<'_>) -> Span {
    let last = words.end.saturating_sub(1).max(words.start);
    Span::new(pieces.pieces[words.start].span.start, pieces.pieces[last].span.end)
}

/// True where one of `words`, perhaps with articles behind it, stands before the expression.
fn led_by(
    expression: &Expression,
    words: &HashSet<Box<str>>,
    pieces: &Pieces<'_>,
    lexicon: &Lexicon,
) -> bool {
    let start = expression.found.words.start;
    for at in (start.saturating_sub(4)..start).rev() {
        let word = &*pieces.pieces[at].lower;
        if words.contains(word) {
            return true;
        }
        if !lexicon.ranges.articles.contains(word) {
            return false;
        }
    }
    false
}

/// "since the attack on October 7", "seit dem Putsch vom 1. Februar": nouns and prepositions, no
/// verb and no mark, stand between the word and the day of the event that it names.
fn since_event(expression: &Expression, pieces: &Pieces<'_>, lexicon: &Lexicon) -> bool {
    let start = expression.found.words.start;
    for at in (start.saturating_sub(SINCE_REACH)..start).rev() {
        let piece = &pieces.pieces[at];
        let here = piece.sentence == pieces.pieces[start].sentence;
        // A word that also opens ranges ("from") leads to much else.
        let word = &piece.lower;
        if here
            && lexicon.ranges.since.contains(&**word)
            && lexicon.ranges.pairs.iter().all(|(open, _)| **open != **word)
        {
            return true;
        }
        let mut endings = lexicon.ranges.verb_endings.iter();
        let verb = piece.verb || endings.any(|ending| piece.lower.ends_with(&**ending));
        if !here || piece.mark || verb {
            return false;
        }
    }
    false
}

/// Two expressions as one range, where the words around and between them make one.
fn join(
    first: &Expression,
    second: &Expression,
    pieces: &Pieces<'_>,
    lexicon: &Lexicon,
) -> Option<TimeMention> {
    let points = [first, second]
        .into_iter()
        .all(|e| e.resolved.kind == TimeKind::Point && e.resolved.parts.is_empty());
    let gap = first.found.words.end..second.found.words.start;
    if !points
        || gap.is_empty()
        || gap.len() > 4
        || pieces.pieces[gap.start].sentence != pieces.pieces[gap.end].sentence
    {
        return None;
    }
    let mut words = gap
        .map(|at| &*pieces.pieces[at].lower)
        .filter(|word| !lexicon.ranges.articles.contains(*word));
    let (link, None) = (words.next()?, words.next()) else { return None };
    let paired = lexicon.ranges.pairs.iter().any(|(lead, between)| {
        **between == *link && led_by(first, &HashSet::from([lead.clone()]), pieces, lexicon)
    });
    let (mut from, to) = (first.resolved.sense.stretch?, second.resolved.sense.stretch?);
    let alike = std::mem::discriminant(&from) == std::mem::discriminant(&to);
    let linked = paired || (alike && lexicon.ranges.between.contains(link));
    let neighbours =
        matches!((from, to), (Stretch::Day(a), Stretch::Day(b)) if a.tomorrow().ok() == Some(b));
    let listed = neighbours && lexicon.ranges.and.contains(link);
    if !linked && !listed {
        return None;
    }
    if first.resolved.year_assumed {
        from = same_year(from, to);
    }
    let (start, end) = (from.edtf(), to.edtf());
    let edtf = format!("{}/{}", start.split('/').next()?, end.rsplit('/').next()?);
    let precision = match (from.days(), to.days()) {
        (Some((first, _)), Some((_, last))) if first <= last => {
            calendar::length_precision(first, last)
        }
        (Some(_), Some(_)) => return None,
        _ => TimePrecision::Unknown,
    };
    let base = single(first, pieces, lexicon);
    let other = single(second, pieces, lexicon);
    let sense = Sense { stretch: Some(from), ..base.sense };
    let both_stated =
        [&base, &other].into_iter().all(|m| m.basis.as_deref() == Some(basis::STATED));
    Some(TimeMention {
        span: base.span.join(other.span),
        kind: TimeKind::Interval,
        edtf: Some(edtf),
        precision,
        basis: if both_stated { base.basis } else { other.basis },
        anaphoric: base.anaphoric || other.anaphoric,
        rule: base.rule,
        sense,
        parts: vec![(base.span, sense), (other.span, other.sense)],
    })
}

/// A first day or month whose year was not said, in the year of the second or the one before.
fn same_year(from: Stretch, to: Stretch) -> Stretch {
    let Some((_, last)) = to.days() else { return from };
    let (month, day) = match from {
        Stretch::Day(day) => (day.month(), day.day()),
        Stretch::YearlessDay(month, day) => (month, day),
        Stretch::Month(_, month) | Stretch::YearlessMonth(month) => (month, 1),
        other => return other,
    };
    let is_day = matches!(from, Stretch::Day(_) | Stretch::YearlessDay(..));
    for year in [last.year(), last.year() - 1] {
        if let Ok(start) = Date::new(year, month, day)
            && start <= last
        {
            return if is_day { Stretch::Day(start) } else { Stretch::Month(year, month) };
        }
    }
    from
}
