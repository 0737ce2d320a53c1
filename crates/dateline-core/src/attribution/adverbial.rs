//! Attribution without a verb: "according to X", "laut X", "reportedly", a headline's colon.

use std::ops::Range;

use super::lexicon::{According, Entry};
use super::line::{Found, Line};
use crate::record::Stance;
use crate::text::{Class, TokenKind};

/// Adds the attributions that hang on prepositions, hedges and colons to those of the verbs.
pub(super) fn read(line: &Line<'_>, found: &mut Vec<Found>) {
    let mut at = 0;
    while at < line.len() {
        let mut step = 1;
        for (entry, words) in line.entries(at) {
            let taken = match entry {
                Entry::According(i) => according(line, at, words, &line.lexicon.according[i])
                    .map(|one| found.push(one))
                    .is_some(),
                Entry::Hedge(i) => {
                    let hedge = &line.lexicon.hedges[i];
                    let closes =
                        hedge.closing.is_empty() || ends_with(line, at + words, &hedge.closing);
                    if closes {
                        let mut one = hedged(line, at..at + words, hedge.stance, &hedge.name);
                        one.possible = hedge.possible;
                        if hedge.possible {
                            one.content = vec![at + words..line.len()];
                        }
                        found.push(one);
                    }
                    closes
                }
                Entry::Via(i) => relay(line, at, words, line.lexicon.via[i].speaker, found),
                _ => false,
            };
            if taken {
                step = words;
                break;
            }
        }
        at += step;
    }
    if found.is_empty() || found.iter().all(|one| one.embedded) {
        found.extend(colon(line));
    }
}

fn according(line: &Line<'_>, at: usize, words: usize, entry: &According) -> Option<Found> {
    let end = at + words;
    let marked = at == 0 || line.is_quote(at - 1) || line.is_mark(at - 1, ",—–-");
    if entry.after_mark && (at == 0 || !marked) {
        return None;
    }
    if entry.relative {
        let comma = at.checked_sub(1).filter(|&comma| line.is_mark(comma, ","))?;
        let source = line.phrase_left(comma)?..comma;
        let mut one = hedged(line, at..end, entry.stance, &entry.name);
        one.source = Some(source);
        one.content = std::iter::once(end..line.len()).collect();
        return Some(one);
    }
    let (source, clause) = if entry.behind {
        let start = line.phrase_left(at)?;
        let fits = |noun: &String| line.lower(at - 1).ends_with(noun.as_str());
        if !entry.nouns.is_empty() && !entry.nouns.iter().any(fits) {
            return None;
        }
        (start..at, start..end)
    } else {
        let core = line.phrase_right(end, false);
        let whole = line.phrase_right(end, true);
        // An address or a lower-case name: "laut example.org".
        let bare = core == end
            && entry.nouns.is_empty()
            && line.class(end).is_empty()
            && !line.ends_clause(end);
        if core == end && !bare {
            return None;
        }
        let (core, whole) = if bare { (end + 1, end + 1) } else { (core, whole) };
        let head =
            (end..core).rev().find(|&i| line.token(i).is_some_and(|t| t.kind == TokenKind::Word));
        let fits = |i: usize| entry.nouns.iter().any(|noun| line.lower(i).ends_with(noun.as_str()));
        if entry.nouns.is_empty() {
            (end..whole, at..whole)
        } else if let Some(noun) = (end..=head?).find(|&i| fits(i)) {
            let own =
                (end..noun).any(|i| line.lexicon.grammar.own_adjectives.contains(line.lower(i)));
            if own {
                (clause_subject(line, at)?, at..noun + 1)
            } else if whole > noun + 1 {
                (noun + 1..whole, at..whole)
            } else {
                (end..noun + 1, at..noun + 1)
            }
        } else {
            return None;
        }
    };
    if entry.after_mark
        && !line.ends_clause(clause.end)
        && !line.is_quote(clause.end)
        && !line.is(clause.end, Class::PREPOSITION)
        && !line.is_time(clause.end)
    {
        return None;
    }
    let source = strip_link(line, source);
    let floor = (0..clause.start).rev().find(|&i| line.is_mark(i, ";")).map_or(0, |i| i + 1);
    let stop = (clause.end..line.len()).find(|&i| line.is_mark(i, ";")).unwrap_or(line.len());
    let mut content = vec![floor..clause.start, clause.end..stop];
    content.retain(|piece| {
        let piece = line.trim(piece.clone());
        piece.len() > 1 || (piece.len() == 1 && line.is_quote(piece.start))
    });
    (!content.is_empty()).then(|| Found {
        source: Some(source),
        cue: Some(line.range_span(at..end)),
        cue_at: at,
        content,
        stance: entry.stance,
        plain: true,
        via: Vec::new(),
        relayed: None,
        clause: clause.start,
        embedded: true,
        reaches_back: false,
        possible: false,
        rule: entry.name.clone().into(),
    })
}

/// The subject of the clause around "by its own account".
fn clause_subject(line: &Line<'_>, at: usize) -> Option<Range<usize>> {
    let start = (0..at).rev().find(|&i| line.ends_clause(i)).map_or(0, |i| i + 1);
    let end = line.phrase_right(start, true);
    if start < at && end > start && !line.is(start, Class::PREPOSITION.or(Class::ADVERB)) {
        return Some(start..end);
    }
    let verb = (start..line.len())
        .find(|&i| i != at && line.is(i, Class::VERB.or(Class::AUXILIARY).or(Class::MODAL)))?;
    let end = line.phrase_right(verb + 1, true);
    (end > verb + 1).then_some(verb + 1..end)
}

/// A source without the preposition that hung it on its noun ("Angaben | von | Nachbarn").
fn strip_link(line: &Line<'_>, source: Range<usize>) -> Range<usize> {
    let linked = line.is(source.start, Class::PREPOSITION) && source.len() > 1;
    source.start + usize::from(linked)..source.end
}

fn hedged(line: &Line<'_>, cue: Range<usize>, stance: Stance, name: &str) -> Found {
    let start = (0..cue.start).rev().find(|&i| line.ends_clause(i)).map_or(0, |i| i + 1);
    let end = (cue.end..line.len()).find(|&i| line.ends_clause(i)).unwrap_or(line.len());
    // "…, hieß es": what is said stands before.
    let (start, end) = match start == cue.start
        && start > 1
        && line.len() > 3
        && line.is(cue.end - 1, Class::PRONOUN)
    {
        true => ((0..start).rev().find(|&i| line.is_mark(i, ";")).map_or(0, |i| i + 1), start),
        false => (start, end),
    };
    Found {
        source: None,
        cue: Some(line.range_span(cue.clone())),
        cue_at: cue.start,
        content: std::iter::once(start..end).collect(),
        stance,
        plain: false,
        via: Vec::new(),
        relayed: None,
        clause: start,
        embedded: true,
        reaches_back: false,
        possible: false,
        rule: name.to_owned().into(),
    }
}

/// True where the clause from `start` on closes with one of `words`.
fn ends_with(line: &Line<'_>, start: usize, words: &[String]) -> bool {
    let end = (start..line.len())
        .find(|&i| line.is_mark(i, ",;:!?…—–()") || i + 1 == line.len() && line.is_mark(i, "."));
    let end = end.unwrap_or(line.len());
    end > start && words.iter().any(|word| line.lower(end - 1) == word)
}

/// "X, citing Y, said": Y speaks, by way of X.
fn relay(line: &Line<'_>, at: usize, words: usize, speaker: bool, found: &mut [Found]) -> bool {
    let start = at + words;
    let end = line.phrase_right(start, true);
    if end == start {
        return false;
    }
    let apart = |cue: usize| (cue.min(at)..cue.max(at)).any(|i| line.is_mark(i, ";"));
    let nearest = found
        .iter_mut()
        .filter(|one| one.source.is_some() && !apart(one.cue_at))
        .min_by_key(|one| one.cue_at.abs_diff(at));
    let Some(one) = nearest else { return false };
    one.relayed = Some((start..end, speaker));
    true
}

/// "Netanyahu: Hamas rejects …": a headline's colon. What is addressed ("Peretz to IDF: Prepare")
/// and what is only a place or a topic is no attribution.
fn colon(line: &Line<'_>) -> Option<Found> {
    let colon = (1..line.len().min(9)).find(|&at| line.is_mark(at, ":"))?;
    let source = line.phrase_right(0, true);
    let direct = line.is_quote(colon + 1);
    if line.trim(colon + 1..line.len()).len() < 2 && !direct {
        return None;
    }
    // "Egyptian source to AFP: …": told to an outlet, not to an addressee.
    let told = (1..colon).find(|&at| line.lexicon.grammar.addressing.contains(line.lower(at)));
    let via = told.map(|at| at + 1..colon).filter(|via| super::source::is_media(line, via.clone()));
    let source = match (&via, told) {
        (Some(_), Some(at)) => at,
        _ if source == colon => colon,
        _ => return None,
    };
    Some(Found {
        source: Some(0..source),
        cue: None,
        cue_at: colon,
        content: std::iter::once(colon + 1..line.len()).collect(),
        stance: Stance::Asserts,
        plain: true,
        via: via.into_iter().collect(),
        relayed: None,
        clause: 0,
        embedded: false,
        reaches_back: false,
        possible: false,
        rule: "colon".into(),
    })
}
