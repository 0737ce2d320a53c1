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

/// The tense around the pieces `words`: the nearest cue before them in their clause, then behind.
pub(super) fn tense(pieces: &Pieces<'_>, words: &std::ops::Range<usize>, lexicon: &Lexicon) -> Tense {
    let sentence = pieces.get(words.start).map(|piece| piece.sentence);
    let here = |at: &usize| pieces.get(*at).is_some_and(|piece| Some(piece.sentence) == sentence);
    let before = (words.start.saturating_sub(REACH)..words.start).rev().take_while(here);
    let behind = (words.end..words.end.saturating_add(REACH)).take_while(here);
    match look(pieces, before, lexicon) {
        Tense::Open => look(pieces, behind, lexicon),
        tense => tense,
    }
}

fn look(pieces: &Pieces<'_>, way: impl Iterator<Item = usize>, lexicon: &Lexicon) -> Tense {
    let cues = &lexicon.cues;
    for at in way {
        let piece = &pieces.pieces[at];
        let word = &*piece.lower;
        if cues.future.contains(word) {
            return Tense::Future;
        }
        if cues.breaks.contains(word) {
            return Tense::Open;
        }
        let ending = || word.len() > 4 && cues.past_endings.iter().any(|ending| word.ends_with(&**ending));
        if cues.past.contains(word) || (!piece.mark && !piece.number && ending()) {
            return Tense::Past;
        }
    }
    Tense::Open
}
