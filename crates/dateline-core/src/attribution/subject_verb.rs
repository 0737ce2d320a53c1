//! Attribution where the subject stands before its verb (English).

use std::ops::Range;

use super::lexicon::{Cue, Entry};
use super::line::{Found, Line, is_attributive};
use crate::record::Stance;
use crate::text::{Class, TokenKind};

/// What stands before a cue and belongs to it.
#[derive(Clone, Copy, Debug, Default)]
struct VerbGroup {
    start: usize,
    negated: bool,
    passive: bool,
    infinitive: bool,
}

/// How a cue's content hangs on it.
struct Frame {
    stance: Stance,
    content: Range<usize>,
    plain: bool,
    via: Vec<Range<usize>>,
}

/// Finds the attributions of a line.
pub(super) fn read(line: &Line<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let mut step = 1;
        for (entry, words) in line.entries(at) {
            let one = match entry {
                Entry::Cue(i) => verb(line, at, words, &line.lexicon.cues[i], false, &found),
                Entry::Participle(i) | Entry::Joined(i) => {
                    verb(line, at, words, &line.lexicon.cues[i], false, &found)
                }
                Entry::Gerund(i) => verb(line, at, words, &line.lexicon.cues[i], true, &found),
                Entry::According(_) | Entry::Hedge(_) | Entry::Via(_) => None,
            };
            if let Some(one) = one {
                found.push(one);
                step = words;
                break;
            }
        }
        at += step;
    }
    found
}

fn verb_group(line: &Line<'_>, cue: usize) -> VerbGroup {
    let mut group = VerbGroup { start: cue, ..VerbGroup::default() };
    let mut adjacent = true;
    while group.start > 0 {
        let at = group.start - 1;
        let class = line.class(at);
        if class.any(Class::NEGATION) && !class.any(Class::DETERMINER.or(Class::PRONOUN))
            || line.lower(at) == "n't"
        {
            group.negated = true;
        } else if class.any(Class::AUXILIARY.or(Class::MODAL)) {
            group.passive |= adjacent && line.lexicon.grammar.passive.contains(line.lower(at));
            adjacent = false;
        } else if class.any(Class::INFINITIVE_MARKER) && group.start == cue {
            group.infinitive = true;
            break;
        } else if line.lexicon.grammar.reflexives.contains(line.lower(at)) {
            adjacent = false;
        } else if !class.any(Class::ADVERB)
            || class.any(Class::PRONOUN.or(Class::DETERMINER))
            || (line.is_time(at) && !(at > 0 && line.is(at - 1, Class::AUXILIARY)))
        {
            break;
        }
        group.start = at;
    }
    // An adverb alone at the head of a clause is no part of a verb group.
    while group.start < cue
        && (group.start == 0 || line.ends_clause(group.start - 1))
        && line.is(group.start, Class::ADVERB)
    {
        group.start += 1;
    }
    group
}

fn verb(
    line: &Line<'_>,
    at: usize,
    words: usize,
    cue: &Cue,
    gerund: bool,
    before: &[Found],
) -> Option<Found> {
    if is_attributive(line, at) {
        return None;
    }
    let group = verb_group(line, at);
    let end = at + words;
    if group.infinitive {
        return None;
    }
    let by_agent = line.lexicon.grammar.agent.contains(line.lower(end));
    let reduced = !gerund
        && complementizer(line, end, clause_end(line, end)).is_none()
        && group.start == at
        && at > 0
        && line.is_nominal(at - 1)
        && (by_agent || (cue.passive.is_some() && cue.prepositions.contains_key(line.lower(end))));
    if !gerund && (group.passive || reduced) {
        return passive(line, at, end, &group, cue);
    }
    let found =
        |source: Option<Range<usize>>, content: Vec<Range<usize>>, frame: Frame, clause| Found {
            source,
            cue: Some(line.range_span(at..end)),
            cue_at: at,
            content,
            stance: frame.stance,
            plain: frame.plain,
            via: frame.via,
            relayed: None,
            clause,
            embedded: false,
            reaches_back: false,
            possible: false,
            rule: cue.name.clone().into(),
        };
    let clause_stance =
        |stance: Stance| Frame { stance, content: 0..0, plain: true, via: Vec::new() };
    // "…, said X"
    if let Some(stance) = cue.clause.filter(|_| {
        !gerund
            && !cue.needs_that
            && !cue.addressee
            && !group.negated
            && group.start == at
            && at > 0
    }) && (line.is_quote(at - 1) || cue.object.is_none())
        && (line.is_quote(at - 1) || line.is_mark(at - 1, ",—–-?!"))
        && !is_parenthesis(line, at - 1)
    {
        let source = end..line.phrase_right(end, true);
        if source.end > source.start
            && !line.is_time(source.start)
            && (line.is_utterance(at - 1) || is_edge(line, source.end))
        {
            let mut content = vec![content_before(line, at, before)];
            if line.is_mark(source.end, ",") && goes_on(line, source.end + 1) {
                content.push(source.end + 1..clause_end(line, source.end + 1));
            }
            content.retain(|piece| !line.trim(piece.clone()).is_empty());
            if !content.is_empty() {
                return Some(found(Some(source), content, clause_stance(stance), at));
            }
        }
    }
    let (source, clause, embedded) = subject(line, group.start, gerund, before)?;
    // "…, X said"
    let rest = after_adjuncts(line, end, cue);
    let trails = source.as_ref().is_some_and(|source| {
        source.end <= at
            && (source.start == 0
                || line.is_quote(source.start - 1)
                || line.is_mark(source.start - 1, ",—–-?!."))
    });
    if let Some(stance) = cue.clause.filter(|_| trails && !cue.needs_that && !group.negated)
        && (rest >= line.len() || line.ends_clause(rest))
        && !line.is_mark(rest, ":")
        && !(line.is_mark(rest, ",") && line.is_quote(rest + 1) && clause == 0)
    {
        let left = content_before(line, clause, before);
        let mut content = vec![left.clone()];
        if line.is_mark(rest, ",") && goes_on(line, rest + 1) && !line.trim(left.clone()).is_empty()
        {
            content.push(rest + 1..clause_end(line, rest + 1));
        }
        content.retain(|piece| !line.trim(piece.clone()).is_empty());
        let mut frame = clause_stance(stance);
        frame.via = addressee(line, end, cue).1;
        let reaches_back = content.is_empty();
        if !reaches_back || (clause == 0 && rest >= line.len().saturating_sub(1)) {
            let mut one = found(source, content, frame, clause);
            one.reaches_back = reaches_back;
            return Some(one);
        }
    }
    let mut frame = frame(line, end, cue)?;
    if group.negated {
        frame.stance = cue.negated?;
        frame.plain = false;
    }
    let content = vec![frame.content.clone()];
    let mut one = found(source, content, frame, clause);
    one.embedded = embedded;
    Some(one)
}

/// The index before times that stand between a subject and its verb: "the group last night said".
fn before_times(line: &Line<'_>, start: usize) -> usize {
    let mut at = start;
    while at > 0 && line.is_time(at - 1) {
        at -= 1;
    }
    if at == start {
        return start;
    }
    if at > 0 && line.is(at - 1, Class::ADVERB.or(Class::DETERMINER).or(Class::ADJECTIVE)) {
        at -= 1;
    }
    if at > 0 && line.is(at - 1, Class::PREPOSITION) {
        at -= 1;
    }
    if at > 0 && line.is_nominal(at - 1) { at } else { start }
}

/// True where a quotation or a clause, no mere apposition, goes on from `start`.
fn goes_on(line: &Line<'_>, start: usize) -> bool {
    let end = clause_end(line, start);
    line.is_quote(start)
        || (!line.is(
            start,
            Class::RELATIVE.or(Class::COORDINATOR).or(Class::SUBORDINATOR).or(Class::PREPOSITION),
        ) && !line.entries(start).iter().any(|(entry, _)| {
            matches!(entry, Entry::Gerund(_) | Entry::According(_) | Entry::Via(_))
        }) && line.has_verb(start..end))
}

/// The subject of a verb group that begins at `start`, where its clause begins, and whether that
/// clause is a relative one.
fn subject(
    line: &Line<'_>,
    start: usize,
    gerund: bool,
    before: &[Found],
) -> Option<(Option<Range<usize>>, usize, bool)> {
    let last = start.checked_sub(1)?;
    if gerund
        && (line.ends_clause(last) || line.is(last, Class::PREPOSITION.or(Class::COORDINATOR)))
    {
        return shared(line, start, before).map(|source| (Some(source), start, false));
    }
    if line.is(last, Class::COORDINATOR) {
        return shared(line, last, before).map(|source| (Some(source), last, false));
    }
    if line.is(last, Class::RELATIVE) && last > 0 {
        let end = if line.is_mark(last - 1, ",") { last - 1 } else { last };
        let source = line.phrase_left(end)?;
        return Some((Some(source..end), last, true));
    }
    if line.is_mark(last, "—–-") {
        let open = (last.saturating_sub(30)..last).rev().find(|&at| line.is_mark(at, "—–-"))?;
        let source = line.phrase_left(open)?;
        return Some((Some(source..open), source, false));
    }
    if line.is_mark(last, ",") {
        let open = (last.saturating_sub(30)..last).rev().find(|&at| line.is_mark(at, ",;:"))?;
        let end = open;
        let source = line.phrase_left(end).filter(|_| line.is_mark(open, ","))?;
        return Some((Some(source..end), source, false));
    }
    let start = before_times(line, start);
    let source = line.phrase_left(start)?;
    // "No group claimed responsibility": nobody speaks.
    if line.is(source, Class::NEGATION) {
        return None;
    }
    Some((Some(source..start), source, false))
}

/// The subject that a coordinated or participial verb shares with what stands before it.
fn shared(line: &Line<'_>, start: usize, before: &[Found]) -> Option<Range<usize>> {
    if let Some(source) = before.iter().rev().find_map(|one| one.source.clone()) {
        return Some(source);
    }
    let mut first = 0;
    while first < start
        && (line.is(first, Class::ADVERB.or(Class::COORDINATOR))
            || line.is_quote(first)
            || line.is_mark(first, ","))
    {
        first += 1;
    }
    if line.is(first, Class::PREPOSITION) {
        first = (first..start).find(|&at| line.is_mark(at, ","))? + 1;
    }
    let end = line.phrase_right(first, true);
    (end > first && end <= start).then_some(first..end)
}

/// "The attack was claimed by X", "Y is believed to have", "men suspected of".
fn passive(line: &Line<'_>, at: usize, end: usize, group: &VerbGroup, cue: &Cue) -> Option<Found> {
    let stance = if group.negated { cue.negated? } else { cue.passive? };
    let stop = clause_end(line, end);
    let subject_end =
        match group.start.checked_sub(1) {
            Some(last) if line.is(last, Class::RELATIVE) => {
                if last > 0 && line.is_mark(last - 1, ",") { last - 1 } else { last }
            }
            _ => group.start,
        };
    let subject = line.phrase_left(subject_end)?;
    let agent =
        (end..stop.min(end + 12)).find(|&i| line.lexicon.grammar.agent.contains(line.lower(i)));
    let source = agent.and_then(|agent| {
        let source = agent + 1..line.phrase_right(agent + 1, true);
        (!source.is_empty() && !line.is_time(source.start)).then_some(source)
    });
    let content_end = match (agent, &source) {
        (Some(agent), Some(source)) if source.end >= stop.saturating_sub(1) => {
            agent.max(subject_end)
        }
        _ => stop,
    };
    let content = if content_end <= end { subject..subject_end } else { subject..content_end };
    Some(Found {
        source,
        cue: Some(line.range_span(at..end)),
        cue_at: at,
        content: vec![content],
        stance,
        plain: false,
        via: Vec::new(),
        relayed: None,
        clause: subject,
        embedded: false,
        reaches_back: false,
        possible: false,
        rule: cue.name.clone().into(),
    })
}

/// How the content hangs on a cue that ends before `end`; none where nothing fits.
fn frame(line: &Line<'_>, end: usize, cue: &Cue) -> Option<Frame> {
    let mut start = end;
    while start < line.len()
        && line.is(start, Class::ADVERB)
        && !line.is(start, Class::DETERMINER.or(Class::SUBORDINATOR))
    {
        start += 1;
    }
    // "said, quoting the hospital, that …"
    if line.is_mark(start, ",")
        && let Some(close) =
            (start + 1..line.len().min(start + 16)).find(|&at| line.is_mark(at, ","))
        && line.lexicon.grammar.complementizers.contains(line.lower(close + 1))
    {
        start = close + 1;
    }
    let (start, via) = match addressee(line, start, cue) {
        (next, via) if next > start => (next, via),
        _ => (start, Vec::new()),
    };
    let stop = clause_end(line, start);
    if start >= stop {
        return None;
    }
    let make = |stance, content: Range<usize>, plain| {
        (!line.trim(content.clone()).is_empty()).then(|| Frame {
            stance,
            content,
            plain,
            via: via.clone(),
        })
    };
    let complementizer = complementizer(line, start, stop);
    for at in start..complementizer.unwrap_or(stop).min(start + 8) {
        if let Some(&stance) = cue.object_words.get(line.lower(at)) {
            let linked = (at + 1..stop.min(at + 8))
                .find(|&i| line.lexicon.grammar.object_links.contains(line.lower(i)));
            return make(stance, linked.map_or(start, |i| i + 1)..stop, false);
        }
        if line.is_quote(at) {
            if let Some(stance) =
                line.quoted(at).find_map(|word| cue.object_words.get(word).copied())
            {
                return make(stance, start..stop, false);
            }
            break;
        }
    }
    let timed = after_times(line, start);
    if let Some(&stance) = cue.prepositions.get(line.lower(timed)) {
        return make(stance, timed + 1..stop, false);
    }
    if let (Some(stance), Some(at)) = (cue.clause, complementizer) {
        return make(stance, at..stop, true);
    }
    let object = line.phrase_right(start, true);
    let object_end = line.phrase_right(start, false);
    if let Some(stance) =
        (start + 1..=object).find_map(|at| cue.prepositions.get(line.lower(at)).copied())
    {
        return make(stance, start..stop, false);
    }
    if let Some(stance) = cue.infinitive.filter(|_| line.is(start, Class::INFINITIVE_MARKER)) {
        return make(stance, start..stop, false);
    }
    let infinitive = line.is(start, Class::INFINITIVE_MARKER)
        || (line.is(start, Class::NEGATION) && line.is(start + 1, Class::INFINITIVE_MARKER));
    if let Some(stance) = cue.clause.filter(|_| !cue.needs_that && !infinitive) {
        let quote = if line.is_mark(start, ",:") { start + 1 } else { start };
        if line.is_quote(quote) && (quote > start || line.ends_clause(quote + 1)) {
            let ends = if line.ends_clause(quote + 1) && !line.is_mark(quote + 1, ",") {
                quote + 1
            } else {
                stop
            };
            return make(stance, quote..ends, true);
        }
        if line.is_mark(start, ":") {
            return make(stance, start + 1..stop, true);
        }
        if line.is_mark(start, ",") {
            return None;
        }
        let nominal = cue.object.is_some() && !line.has_verb(object_end..stop);
        let said = after_times(line, start)..stop;
        if !nominal
            && (cue.object.is_some()
                || line.trim(said.clone()).len() > 2
                || line.has_verb(said.clone()))
        {
            return make(stance, said, true);
        }
    }
    let opens = !line.lexicon.grammar.complementizers.contains(line.lower(start))
        && (line.is(start, Class::DETERMINER.or(Class::POSSESSIVE))
            || line.is_nominal(start)
            || line.is(start, Class::PRONOUN));
    cue.object.filter(|_| opens).and_then(|stance| make(stance, start..stop, false))
}

/// The place of "that" behind a cue, where only adjuncts stand between.
fn complementizer(line: &Line<'_>, start: usize, stop: usize) -> Option<usize> {
    let that = (start..stop).take(14).take_while(|&at| {
        !line.is_quote(at)
            && !line.is_mark(at, ",;:")
            && (at == start || !line.is(at, Class::AUXILIARY.or(Class::MODAL)))
    });
    that.into_iter().find(|&at| line.lexicon.grammar.complementizers.contains(line.lower(at)))
}

/// Who is addressed behind a cue, and the outlet among them; the index behind them.
fn addressee(line: &Line<'_>, start: usize, cue: &Cue) -> (usize, Vec<Range<usize>>) {
    if !cue.addressee || line.is_quote(start) || line.ends_clause(start) {
        return (start, Vec::new());
    }
    if line.lexicon.grammar.complementizers.contains(line.lower(start))
        && !line.is(start, Class::PRONOUN)
    {
        return (start, Vec::new());
    }
    let end = line.phrase_right(start, true);
    let narrow = line.phrase_right(start, false);
    let end =
        if line.is(end, Class::VERB.or(Class::AUXILIARY).or(Class::MODAL)) { narrow } else { end };
    if end == start {
        return (start, Vec::new());
    }
    let media = super::source::is_media(line, start..end);
    (after_times(line, end), if media { std::iter::once(start..end).collect() } else { Vec::new() })
}

/// The index behind times, "on Monday", "in a statement".
fn after_times(line: &Line<'_>, start: usize) -> usize {
    let mut at = start;
    loop {
        let from = at;
        while at < line.len()
            && (line.is_time(at)
                || (at > start
                    && line.is_time(at - 1)
                    && line.token(at).is_some_and(|t| t.kind == TokenKind::Number)))
        {
            at += 1;
        }
        if line.is(at, Class::PREPOSITION) {
            let end = line.phrase_right(at + 1, false);
            let timed = line.is_time(at + 1) || line.is_time(at + 2);
            let document = super::source::is_document(line, at + 1..end);
            if timed {
                at += 1;
                while at < line.len() && (line.is_time(at) || line.is(at, Class::DETERMINER)) {
                    at += 1;
                }
            } else if document {
                at = end;
            }
        }
        if at == from {
            return at;
        }
    }
}

/// The index behind everything that may follow a trailing cue: times, places, whom it was told.
fn after_adjuncts(line: &Line<'_>, start: usize, cue: &Cue) -> usize {
    let (mut at, _) = addressee(line, start, cue);
    loop {
        let from = at;
        at = after_times(line, at);
        while at < line.len() && line.is(at, Class::ADVERB) && !line.is(at, Class::SUBORDINATOR) {
            at += 1;
        }
        if line.is(at, Class::PREPOSITION) && !cue.prepositions.contains_key(line.lower(at)) {
            let end = line.phrase_right(at + 1, true);
            if end > at + 1 {
                at = end;
            }
        }
        if at == from {
            return at;
        }
    }
}

/// True where an inverted subject may end: a mark, a preposition, an adverb, a relative.
fn is_edge(line: &Line<'_>, at: usize) -> bool {
    line.ends_clause(at)
        || line.is_time(at)
        || line.is_quote(at)
        || (line.is(
            at,
            Class::PREPOSITION.or(Class::ADVERB).or(Class::RELATIVE).or(Class::SUBORDINATOR),
        ) && !line.is(at, Class::PRONOUN.or(Class::DETERMINER)))
}

/// True where the comma at `comma` closes a parenthesis behind the subject: "X, who fled, said".
fn is_parenthesis(line: &Line<'_>, comma: usize) -> bool {
    if !line.is_mark(comma, ",") {
        return false;
    }
    let floor = (0..comma).rev().find(|&at| line.is_mark(at, ";:")).map_or(0, |at| at + 1);
    let Some(open) = (floor..comma).find(|&at| line.is_mark(at, ",")) else { return false };
    let start = (floor..open)
        .find(|&at| !line.is(at, Class::COORDINATOR.or(Class::ADVERB)))
        .unwrap_or(floor);
    !line.has_verb(floor..open)
        && line.phrase_right(start, true) == open
        && (line.is(open + 1, Class::RELATIVE)
            || line.lower(open + 1).ends_with("ing")
            || !line.has_verb(open + 1..comma))
}

/// What stands before a trailing attribution: from the last boundary to its comma.
fn content_before(line: &Line<'_>, clause: usize, before: &[Found]) -> Range<usize> {
    let floor = (0..clause).rev().find(|&at| line.is_mark(at, ";:")).map_or(0, |at| at + 1);
    let settled =
        before.iter().filter(|one| one.reaches_back).map(|one| one.clause).max().unwrap_or(0);
    let mut start = floor.max(settled);
    while start < clause && line.is(start, Class::COORDINATOR) {
        start += 1;
    }
    start..clause
}

/// Where the clause that holds `start` ends.
pub(super) fn clause_end(line: &Line<'_>, start: usize) -> usize {
    (start..line.len()).find(|&at| line.is_mark(at, ";")).unwrap_or(line.len())
}
