//! Attribution where the finite verb stands second and its subject on either side (German).

use std::ops::Range;

use super::lexicon::{Cue, Entry};
use super::line::{Found, Line};
use super::subject_verb::clause_end;
use crate::record::Stance;
use crate::text::Class;

/// Where a cue stands in its clause.
struct Place {
    /// First item of the clause.
    left: usize,
    /// The mark or quotation that ends it.
    right: usize,
    /// The finite verb: the cue itself, or its auxiliary.
    finite: usize,
    /// True where the finite verb stands last ("wie X mitteilte").
    verb_last: bool,
    passive: bool,
    negated: bool,
}

/// Finds the attributions of a line.
pub(super) fn read(line: &Line<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let mut step = 1;
        // In a script that writes nouns large, a large word in mid-sentence is no verb.
        if at > 0 && line.writes_nouns_large() && line.token(at).is_some_and(|token| token.capital)
        {
            at += 1;
            continue;
        }
        for (entry, words) in line.entries(at) {
            let (index, needs_particle) = match entry {
                Entry::Cue(i) => (i, true),
                Entry::Participle(i) | Entry::Joined(i) | Entry::Gerund(i) => (i, false),
                Entry::According(_) | Entry::Hedge(_) | Entry::Via(_) => continue,
            };
            let cue = &line.lexicon.cues[index];
            if let Some(one) = verb(line, at, words, cue, needs_particle, &found) {
                found.push(one);
                step = words;
                break;
            }
        }
        at += step;
    }
    found
}

fn is_break(line: &Line<'_>, at: usize) -> bool {
    line.ends_clause(at)
        || (line.is_utterance(at)
            && (at == 0 || line.is_mark(at - 1, ",:;–—-") || line.is_mark(at + 1, ",")))
}

/// The bounds of the clause around a cue and its finite verb.
fn place(line: &Line<'_>, at: usize, end: usize, particle: Option<usize>) -> Place {
    let mut left = (0..at).rev().find(|&i| is_break(line, i)).map_or(0, |i| i + 1);
    let from = particle.map_or(end, |particle| particle + 1);
    let right = (from..line.len()).find(|&i| is_break(line, i)).unwrap_or(line.len());
    // "…, und sprach von": a verb right behind "und" opens a clause of its own.
    if let Some(link) = (left..at).rev().find(|&i| line.is(i, Class::COORDINATOR))
        && (link + 1 == at || line.is(link + 1, Class::AUXILIARY) && link + 1 < at)
    {
        left = link + 1;
    }
    let auxiliary = |range: Range<usize>| {
        let mut range = range;
        range.find(|&i| {
            line.is(i, Class::AUXILIARY.or(Class::MODAL)) && !line.is(i, Class::POSSESSIVE)
        })
    };
    let before = auxiliary(left..at);
    let behind = auxiliary(end..(end + 2).min(right));
    let last = particle.is_none() && end >= right;
    let opens = line.is(left, Class::SUBORDINATOR.or(Class::CONDITIONAL))
        || (left > 1 && line.is_mark(left - 1, ",") && line.is(left, Class::RELATIVE))
        || line.lexicon.grammar.as_words.contains(line.lower(left));
    let (finite, verb_last) = match (before, behind) {
        (Some(finite), None) if last => (finite, false),
        (_, Some(finite)) if finite + 1 >= right => (finite, true),
        _ => (at, last && opens && at > left),
    };
    let passive =
        finite != at && (left..right).any(|i| line.lexicon.grammar.passive.contains(line.lower(i)));
    let negated = (left..right).any(|i| line.is(i, Class::NEGATION) && i != at);
    Place { left, right, finite, verb_last, passive, negated }
}

fn verb(
    line: &Line<'_>,
    at: usize,
    words: usize,
    cue: &Cue,
    needs_particle: bool,
    before: &[Found],
) -> Option<Found> {
    let end = at + words;
    let particle = match &cue.particle {
        Some(particle) if needs_particle => Some(find_particle(line, end, particle)?),
        _ => None,
    };
    let place = place(line, at, end, particle);
    if !needs_particle
        && cue.participles.iter().any(|form| form == line.lower(at))
        && place.finite == at
    {
        return None;
    }
    let new = |source: Option<Range<usize>>,
               content: Vec<Range<usize>>,
               stance: Stance,
               plain,
               clause| Found {
        source,
        cue: Some(line.range_span(at..end)),
        cue_at: at,
        content,
        stance,
        plain,
        via: Vec::new(),
        relayed: None,
        clause,
        embedded: false,
        reaches_back: false,
        possible: false,
        rule: cue.name.clone().into(),
    };
    let rest = |from: usize| {
        let from = if line.is_utterance(from) { from } else { from + 1 };
        from..clause_end(line, from)
    };
    let after = rest(place.right);
    let left = content_before(line, place.left);
    // "…, wie X mitteilte"
    if place.verb_last && line.lexicon.grammar.as_words.contains(line.lower(place.left)) {
        let stance = cue.clause.or(cue.object)?;
        let start = skip(line, place.left + 1, at);
        let source = start..line.phrase_right(start, true).min(at);
        let mut content = vec![left, after];
        content.retain(|piece| !line.trim(piece.clone()).is_empty());
        if content.is_empty() {
            return None;
        }
        return Some(new(
            (!source.is_empty()).then_some(source),
            content,
            stance,
            true,
            place.left,
        ));
    }
    if place.passive {
        let stance = if place.negated { cue.negated? } else { cue.passive? };
        let agent =
            (place.left..place.right).find(|&i| line.lexicon.grammar.agent.contains(line.lower(i)));
        let source = agent
            .map(|agent| agent + 1..line.phrase_right(agent + 1, true))
            .filter(|s| !s.is_empty());
        let content =
            if line.trim(after.clone()).is_empty() { place.left..place.right } else { after };
        return Some(new(source, vec![content], stance, false, place.left));
    }
    let object_word = |range: Range<usize>| {
        let mut range = range;
        range.find_map(|i| cue.object_words.get(line.lower(i)).map(|&stance| (i, stance)))
    };
    let fronted = object_word(place.left..place.finite).is_some();
    let (source, object_from) = subject(line, &place, end, fronted, before)?;
    let inverted = place.finite == place.left
        && place.left > 0
        && !line.is(place.left - 1, Class::COORDINATOR)
        && !line.is_mark(place.right, ":")
        && subject_before(line, place.left).is_none();
    let clause = if inverted {
        place.left
    } else {
        source.as_ref().map_or(place.left, |s| s.start.max(place.left))
    };
    let stop = particle.unwrap_or(place.right).min(place.right);
    let object = object_from..if place.finite == at { stop } else { at.min(stop) };
    let negated = |stance| if place.negated { cue.negated } else { Some(stance) };
    // "…, sagte X"
    if let Some(stance) = cue.clause.filter(|_| inverted && !place.negated)
        && !line.trim(left.clone()).is_empty()
    {
        let mut content = vec![left];
        if line.is_mark(place.right, ",") && !line.trim(after.clone()).is_empty() {
            content.push(after);
        }
        return Some(new(source, content, stance, true, place.left));
    }
    if let Some((word, stance)) = object_word(place.left..stop) {
        let content = if word < place.finite { place.left..place.finite } else { object.clone() };
        let content = if line.trim(content.clone()).is_empty() { after.clone() } else { content };
        return Some(new(source, vec![content], negated(stance)?, false, clause));
    }
    let preposition = (place.left..stop)
        .filter(|&i| !source.as_ref().is_some_and(|s| s.contains(&i)))
        .find_map(|i| cue.prepositions.get(line.lower(i)).map(|&stance| (i, stance)));
    if let Some((word, stance)) = preposition {
        let content = if word < place.finite {
            word..place.finite
        } else {
            word + 1..object.end.max(word + 1)
        };
        let content = if line.trim(content.clone()).is_empty() { after.clone() } else { content };
        return Some(new(source, vec![content], negated(stance)?, false, clause));
    }
    let follows = !line.trim(after.clone()).is_empty() && !line.is_mark(place.right, ";–—-(");
    if let Some(stance) = cue.infinitive.filter(|_| follows && has_infinitive(line, after.clone()))
    {
        return Some(new(source, vec![after], negated(stance)?, false, clause));
    }
    if let Some(stance) =
        cue.clause.filter(|_| follows && opens_content(line, &place, cue.object.is_none()))
    {
        return Some(new(source, vec![after], negated(stance)?, true, clause));
    }
    let stance = cue.object?;
    let object = trim_times(line, object);
    let content = if fronted || line.trim(object.clone()).is_empty() {
        place.left..place.finite
    } else {
        object
    };
    if line.trim(content.clone()).is_empty() || source.as_ref().is_some_and(|s| *s == content) {
        return None;
    }
    Some(new(source, vec![content], negated(stance)?, false, clause))
}

/// The separable prefix that closes the clause behind a verb.
fn find_particle(line: &Line<'_>, end: usize, particle: &str) -> Option<usize> {
    (end..line.len().min(end + 40)).take_while(|&at| !line.is_mark(at, ";:!?")).find(|&at| {
        line.lower(at) == particle
            && (is_break(line, at + 1)
                || line
                    .is(at + 1, Class::COORDINATOR.or(Class::PREPOSITION).or(Class::SUBORDINATOR))
                    && at > end)
    })
}

/// The subject of a clause, and where its object may begin.
fn subject(
    line: &Line<'_>,
    place: &Place,
    end: usize,
    fronted: bool,
    before: &[Found],
) -> Option<(Option<Range<usize>>, usize)> {
    if place.verb_last {
        let start = skip(line, place.left + 1, place.right);
        // "…, die behaupteten": what stands before the comma speaks.
        if line.is(place.left, Class::RELATIVE)
            && !line.lexicon.grammar.complementizers.contains(line.lower(place.left))
            && place.left > 1
        {
            let source = line.phrase_left(place.left - 1)?;
            return Some((Some(source..place.left - 1), place.left + 1));
        }
        let stop = line.phrase_right(start, true);
        return (stop > start).then_some((Some(start..stop), stop));
    }
    let behind = if place.finite + 1 < end { place.finite + 1 } else { end };
    let mut left = place.left;
    if place.finite == left && left > 0 && line.is(left - 1, Class::COORDINATOR) {
        let source = before.iter().rev().find_map(|one| one.source.clone()).or_else(|| {
            let start = skip(line, 0, left);
            let stop = line.phrase_right(start, true);
            (stop > start && !line.is(0, Class::PREPOSITION)).then_some(start..stop)
        });
        return source.map(|source| (Some(source), behind));
    }
    if place.finite == left
        && let Some(source) = subject_before(line, left)
    {
        return Some((Some(source), behind));
    }
    while left < place.finite && line.is(left, Class::COORDINATOR) {
        left += 1;
    }
    let front = line.phrase_right(left, true);
    let oblique = line.lexicon.grammar.oblique.contains(line.lower(left));
    let nominal = left < place.finite
        && !fronted
        && !oblique
        && !line.is_time(left)
        && (!line.is(left, Class::PREPOSITION) || line.is(left, Class::PRONOUN))
        && front > left;
    let demonstrative =
        place.finite == left + 1 && line.lexicon.grammar.demonstratives.contains(line.lower(left));
    if nominal
        && !demonstrative
        && (front == place.finite || line.phrase_left(place.finite).is_some_and(|s| s <= front))
    {
        return Some((Some(left..front.min(place.finite)), behind));
    }
    let start = skip(line, place.finite + 1, place.right);
    let start = start.max(behind);
    let stop = line.phrase_right(start, true);
    if stop > start
        && !line.lexicon.grammar.oblique.contains(line.lower(start))
        && !line.is(start, Class::NEGATION)
    {
        return Some((Some(start..stop), stop.max(behind)));
    }
    if nominal {
        return Some((Some(left..front.min(place.finite)), behind));
    }
    None
}

/// The subject that a parenthesis parts from its verb: "Der Leiter, Klaus Stöhr, sagte".
fn subject_before(line: &Line<'_>, verb: usize) -> Option<Range<usize>> {
    let comma = verb.checked_sub(1).filter(|&at| line.is_mark(at, ",–—"))?;
    let floor = (0..comma).rev().find(|&at| line.is_mark(at, ";:")).map_or(0, |at| at + 1);
    let open = (floor..comma).find(|&at| line.is_mark(at, ",–—"))?;
    let start = (floor..open).find(|&at| !line.is(at, Class::COORDINATOR.or(Class::ADVERB)))?;
    let named = line.phrase_right(start, true) == open
        && !line.is(start, Class::PREPOSITION)
        && !line.lexicon.grammar.oblique.contains(line.lower(start));
    let relative = line.is(open + 1, Class::RELATIVE)
        || (line.is(open + 1, Class::PREPOSITION) && line.is(open + 2, Class::RELATIVE));
    (named && (relative || !line.has_verb(open + 1..comma))).then_some(start..open)
}

/// The index behind adverbs, times, reflexives and phrases in an oblique case.
fn skip(line: &Line<'_>, start: usize, stop: usize) -> usize {
    let mut at = start;
    while at < stop {
        let from = at;
        while at < stop
            && (line.is(at, Class::ADVERB) || line.is_time(at))
            && !line.is(at, Class::DETERMINER)
        {
            at += 1;
        }
        if line.is(at, Class::PRONOUN)
            && line.lexicon.grammar.oblique.contains(line.lower(at))
            && !line.is_nominal(at + 1)
        {
            at += 1;
        } else if line.is(at, Class::PREPOSITION)
            || (line.lexicon.grammar.oblique.contains(line.lower(at))
                && line.is(at, Class::DETERMINER))
        {
            let mut end =
                line.phrase_right(at + usize::from(line.is(at, Class::PREPOSITION)), false);
            while line.is_time(end) {
                end += 1;
            }
            if line.is_time(at + 1) {
                end = end.max(at + 2);
            }
            if end > at + 1 {
                at = end;
            }
        }
        if at == from {
            break;
        }
    }
    at
}

/// What stands before an inverted or inserted clause.
fn content_before(line: &Line<'_>, clause: usize) -> Range<usize> {
    let floor = (0..clause).rev().find(|&at| line.is_mark(at, ";")).map_or(0, |at| at + 1);
    floor..clause
}

/// True where an infinitive with its marker stands in the clause.
fn has_infinitive(line: &Line<'_>, items: Range<usize>) -> bool {
    let end = (items.start..items.end).find(|&at| line.is_mark(at, ",;:")).unwrap_or(items.end);
    let joined = |at: usize| {
        let word = line.lower(at);
        at + 2 >= end
            && word.ends_with('n')
            && line
                .lexicon
                .grammar
                .infinitive_inside
                .iter()
                .any(|zu| word.get(2..).is_some_and(|w| w.contains(zu.as_str())))
    };
    (items.start..end)
        .any(|at| joined(at) || (line.is(at, Class::INFINITIVE_MARKER) && at + 3 >= end))
        && !(items.start..end).any(|at| {
            line.is(at, Class::AUXILIARY.or(Class::MODAL)) && at + 1 < end.saturating_sub(2)
        })
}

/// True where what follows the clause is content: a quotation, a clause with "dass", reported speech.
fn opens_content(line: &Line<'_>, place: &Place, bare: bool) -> bool {
    let grammar = &line.lexicon.grammar;
    let next = place.right + 1;
    if line.is_utterance(place.right) || line.is_mark(place.right, ":") || line.is_quote(next) {
        return true;
    }
    if grammar.complementizers.contains(line.lower(next)) {
        return true;
    }
    let clause = next..(next..line.len()).find(|&at| line.is_mark(at, ",;:")).unwrap_or(line.len());
    let reported = (clause.start..clause.end).any(|at| {
        line.is_quote(at)
            || grammar.reported.contains(line.lower(at))
            || grammar.reported_weak.contains(line.lower(at))
    });
    let relative = (line.is(next, Class::RELATIVE) && !line.is_nominal(next + 1))
        || (line.is(next, Class::PREPOSITION)
            && line.is(next + 1, Class::RELATIVE)
            && !line.is_nominal(next + 2));
    reported && !relative
        || (bare && !relative && !line.is(next, Class::SUBORDINATOR.or(Class::COORDINATOR)))
}

/// A run without times and adverbs at its head.
fn trim_times(line: &Line<'_>, items: Range<usize>) -> Range<usize> {
    let mut start = items.start;
    while start < items.end
        && (line.is(start, Class::ADVERB)
            || line.is_time(start)
            || (line.is(start, Class::PREPOSITION) && line.is_time(start + 1)))
    {
        start += 1;
    }
    start..items.end.max(start)
}
