//! Whether the clause around an expression looks back or ahead: "met on Friday", "will meet on Friday".

use super::lexicon::Lexicon;
use super::piece::Pieces;

/// The way a clause looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    /// No cue stands near.
    Open,
}

/// How many pieces to either side are looked at.
const REACH: usize = 12;
/// How many before one that stands in the possessive.
const POSSESSIVE_REACH: usize = 2;

/// The tense around the pieces `words`: the nearest cue before them in their clause, then behind.
pub(super) fn tense(
    pieces: &Pieces<'_>,
    words: &std::ops::Range<usize>,
    lexicon: &Lexicon,
) -> Tense {
    let sentence = pieces.get(words.start).map(|piece| piece.sentence);
    let here = |at: &usize| pieces.get(*at).is_some_and(|piece| Some(piece.sentence) == sentence);
    let possessive = pieces.get(words.end).is_some_and(|piece| piece.possessive);
    let reach = if possessive { POSSESSIVE_REACH } else { REACH };
    let before = (words.start.saturating_sub(reach)..words.start).rev().take_while(here);
    let behind = (words.end..words.end.saturating_add(REACH)).take_while(here);
    if possessive {
        // "Tuesday's attack": the verb of the clause says nothing of it.
        return match look(pieces, before, lexicon) {
            Tense::Future => Tense::Future,
            _ => Tense::Past,
        };
    }
    let lead =
        words.start.checked_sub(1).and_then(|at| pieces.get(at)).map_or("", |piece| &*piece.lower);
    if lexicon.cues.ahead.contains(lead) {
        return Tense::Future;
    }
    match look(pieces, before, lexicon) {
        Tense::Open => match look(pieces, behind, lexicon) {
            Tense::Open if lexicon.cues.ahead_weak.contains(lead) => Tense::Future,
            tense => tense,
        },
        tense => tense,
    }
}

fn look(pieces: &Pieces<'_>, way: impl Iterator<Item = usize>, lexicon: &Lexicon) -> Tense {
    let cues = &lexicon.cues;
    // A participle looks back unless a verb before it looks ahead: "would be finished".
    let mut participle = Tense::Open;
    for at in way {
        let piece = &pieces.pieces[at];
        let word = &*piece.lower;
        let governs = || {
            at.checked_sub(1).is_some_and(|before| {
                cues.before_infinitive.contains(&*pieces.pieces[before].lower)
            })
        };
        if cues.future.contains(word) || (cues.infinitive.contains(word) && governs()) {
            return Tense::Future;
        }
        if cues.breaks.contains(word) {
            return participle;
        }
        let ending =
            || word.len() > 4 && cues.past_endings.iter().any(|ending| word.ends_with(&**ending));
        if cues.past.contains(word) {
            return Tense::Past;
        }
        if !piece.mark && !piece.number && (pieces.caseless || !piece.capital) && ending() {
            participle = Tense::Past;
        }
    }
    participle
}
