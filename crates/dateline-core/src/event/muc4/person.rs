//! Where a phrase has a person's name.

use std::ops::Range;

use super::target;
use super::view::{View, singular};
use crate::actor::is_given_name;
use crate::record::{Kind, Participant};

/// "businessman Enrique Ormazabal": where the name begins, by a given name or the noun before it.
pub(super) fn name_in(view: &View<'_>, tokens: &Range<usize>) -> Option<usize> {
    let all = &view.mentions.document.tokens;
    let lower = |at: usize| view.lower(at);
    let plain = |at: usize| all[at].is_word() && all[at].class.is_empty();
    let given = tokens.clone().find(|&at| is_given_name(lower(at)));
    let noun = || {
        let noun = tokens.clone().rev().find(|&at| target::is_person_noun(&singular(lower(at))))?;
        Some(noun + 1)
    };
    let start = given.or_else(noun)?;
    let name = start + 1 < tokens.end && (start..tokens.end).all(plain);
    (name && !target::is_person_noun(&singular(lower(tokens.end - 1)))).then_some(start)
}

/// Gives a participant the name that its words end in, and what stands before it as title.
pub(super) fn split(view: &View<'_>, tokens: Range<usize>, participant: &mut Participant) {
    let Some(start) = name_in(view, &tokens) else { return };
    let document = view.mentions.document;
    participant.name = Some(document.words(document.token_span(start..tokens.end)));
    participant.title =
        (start > tokens.start).then(|| document.words(document.token_span(tokens.start..start)));
    participant.kind = Kind::Person;
}
