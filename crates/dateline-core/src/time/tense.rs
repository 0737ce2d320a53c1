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
/// How many pieces before a participle a verb may stand that it belongs to: "would be finished".
const PARTICIPLE_REACH: usize = 4;
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
    // "Until Friday", "hasta el viernes".
    let article = |at: &usize| {
        pieces.get(*at).is_some_and(|piece| lexicon.ranges.articles.contains(&*piece.lower))
    };
    let back = (words.start.saturating_sub(2)..words.start).rev().take_while(article).count();
    let word = |at: usize| pieces.get(at).filter(|_| here(&at)).map_or("", |piece| &*piece.lower);
    let lead = (words.start + 1).checked_sub(back + 2).map_or("", word);
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
    let mut behind = 0;
    for at in way {
        behind += usize::from(participle != Tense::Open);
        if behind > PARTICIPLE_REACH {
            return participle;
        }
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
        let plain = !piece.mark && !piece.number && (pieces.caseless || !piece.capital);
        let ends = |endings: &[Box<str>]| {
            plain && word.len() > 4 && endings.iter().any(|ending| word.ends_with(&**ending))
        };
        if cues.past.contains(word) || ends(&cues.finite_endings) {
            let before = at.checked_sub(1).map(|before| &*pieces.pieces[before].lower);
            let bare = before.is_some_and(|before| cues.before_participle.contains(before));
            return if bare { Tense::Future } else { Tense::Past };
        }
        if ends(&cues.future_endings) {
            return Tense::Future;
        }
        if ends(&cues.past_endings) {
            participle = Tense::Past;
        }
    }
    participle
}
