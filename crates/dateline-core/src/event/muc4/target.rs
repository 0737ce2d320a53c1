//! Targets and instruments: their type, their number, what became of them.

use std::ops::Range;

use super::table::{Row, has, vocabulary};
use super::view::{View, is_many, singular};
use crate::record::{CodePoints, CountOf, Event, Kind, Participant, Role, Status};

/// Effects that MUC-4 has no word list for.
const DEATH: &str = "DEATH";
const INJURY: &str = "INJURY";
const DAMAGE: &str = "SOME DAMAGE";
const NO_DAMAGE: &str = "NO DAMAGE";
const MANY: &str = "PLURAL";

/// How many tokens a word of harm may stand from whom it is said of.
const NEAR: usize = 14;

const fn overlap(one: CodePoints, other: CodePoints) -> bool {
    one[0] < other[1] && other[0] < one[1]
}

/// True of words that mean a thing that MUC-4 has a type for.
pub(super) fn is_thing(view: &View<'_>, participant: &Participant) -> bool {
    type_of(view, participant, &vocabulary().physical).is_some()
}

/// True of words that mean persons.
pub(super) fn is_human(view: &View<'_>, participant: &Participant) -> bool {
    let named =
        matches!(participant.kind, Kind::Person | Kind::Civilians) && participant.name.is_some();
    let (head, _) = view.noun(participant);
    named
        || has(&vocabulary().civilian.heads, &head)
        || type_of(view, participant, &vocabulary().human).is_some()
}

/// True of a noun that means a person.
pub(super) fn is_person_noun(head: &str) -> bool {
    has(&vocabulary().civilian.heads, head) || vocabulary().human.iter().any(|row| row.has(head))
}

/// Fills type, number and effect of all targets and instruments.
pub(super) fn fill(view: &View<'_>, kind: &str, told: &mut Event) {
    let status = told.status;
    let counts = told.counts.clone();
    let mut trigger = told.trigger.text.split_whitespace();
    let deadly = trigger.any(|word| is_harm(&word.to_lowercase(), DEATH));
    for participant in &mut told.participants {
        let tokens = view.tokens(participant.span);
        match participant.role {
            Role::Instrument => {
                participant.muc4.muc4_type = type_of(view, participant, &vocabulary().instrument);
            }
            Role::Object => {
                participant.muc4.muc4_type = type_of(view, participant, &vocabulary().physical);
                participant.muc4.number = Some(number(view, participant, &tokens));
                participant.muc4.muc4_effect = damage(view, kind, status, &tokens);
            }
            Role::Recipient if !matches!(participant.kind, Kind::Person | Kind::Civilians) => {}
            Role::Victim | Role::Recipient => {
                let sort = type_of(view, participant, &vocabulary().human)
                    .unwrap_or_else(|| by_kind(participant.kind).to_owned());
                participant.muc4.muc4_type = Some(sort);
                participant.muc4.number = Some(number(view, participant, &tokens));
                participant.muc4.description = description(view, participant, &tokens);
                let counted = counts.iter().filter(|count| overlap(count.span, participant.span));
                let counted = counted.filter_map(|count| match count.of {
                    CountOf::Killed => Some(DEATH),
                    CountOf::Injured => Some(INJURY),
                    _ => None,
                });
                let mut effects: Vec<String> = counted.map(str::to_owned).collect();
                effects.dedup();
                if effects.is_empty() {
                    effects = harm(view, kind, status, deadly, &tokens);
                }
                participant.muc4.muc4_effect = effects;
            }
            Role::Actor => {}
        }
    }
}

fn type_of(view: &View<'_>, participant: &Participant, rows: &[Row]) -> Option<String> {
    let (head, mut beside) = view.noun(participant);
    let said = participant.title.iter().flat_map(|title| title.split_whitespace());
    beside.extend(said.map(|word| singular(&word.to_lowercase())));
    let fits = |head: &str| rows.iter().find(|row| row.fits(head, &beside));
    // A person's name says nothing; its title, or an office beside it, does.
    let row = fits(&head).or_else(|| {
        let title = participant.title.iter().flat_map(|title| title.split_whitespace());
        let mut title = title.map(|word| singular(&word.to_lowercase()));
        title.find_map(|word| fits(&word)).or_else(|| {
            (participant.kind == Kind::Person)
                .then(|| beside.iter().find_map(|word| fits(word)))
                .flatten()
        })
    })?;
    Some(row.name.clone())
}

const fn by_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Government => "GOVERNMENT OFFICIAL",
        Kind::ArmedForces => "ACTIVE MILITARY",
        _ => "CIVILIAN",
    }
}

/// The office of a named person, where the record has it apart from the name.
fn description(
    _view: &View<'_>,
    participant: &Participant,
    _tokens: &Range<usize>,
) -> Option<String> {
    participant.name.as_ref()?;
    participant.title.clone()
}

/// How many: the number before the words or in them, else one or many by the noun.
fn number(view: &View<'_>, participant: &Participant, tokens: &Range<usize>) -> String {
    let document = view.mentions.document;
    let span = document.token_span(tokens.clone());
    let near = view.mentions.counts.iter().find(|count| {
        count.span.overlaps(span)
            || count.number.end <= span.start && span.start - count.number.end < 3
    });
    if let Some(count) = near.filter(|_| participant.name.is_none()) {
        return match (count.best, count.high) {
            (None, _) => MANY.to_owned(),
            (Some(best), None) => format!("{} -", best.max(count.low)),
            (Some(best), Some(high)) if count.low == high => best.to_string(),
            (Some(best), Some(high)) if count.low < best && best < high => format!("~{best}"),
            (Some(_), Some(high)) => format!("{} - {high}", count.low),
        };
    }
    let named = participant.kind == Kind::Person && participant.name.is_some();
    let head = view.head(tokens.clone()).map_or("", |at| view.lower(at));
    if !named && is_many(head) { MANY.to_owned() } else { "1".to_owned() }
}

fn is_harm(word: &str, effect: &str) -> bool {
    vocabulary().harm.iter().any(|row| row.effect == effect && has(&row.words, word))
}

/// What became of persons: the word of harm nearest to them in their sentence.
fn harm(
    view: &View<'_>,
    kind: &str,
    status: Status,
    deadly: bool,
    tokens: &Range<usize>,
) -> Vec<String> {
    let threat = matches!(status, Status::Threatened | Status::Planned);
    if threat {
        return Vec::new();
    }
    let sentence = view.sentence_of(tokens.start);
    let words = &vocabulary().unharmed;
    let spared = sentence.clone().any(|at| {
        has(&words.negations, view.lower(at))
            && (at + 1..(at + 4).min(sentence.end)).any(|next| has(&words.words, view.lower(next)))
    });
    if spared {
        return vec![words.effect.clone()];
    }
    let near = sentence
        .filter(|at| !tokens.contains(at))
        .filter_map(|at| {
            let word = view.lower(at);
            let row = vocabulary().harm.iter().find(|row| has(&row.words, word))?;
            let far = if at < tokens.start { tokens.start - at } else { at + 1 - tokens.end };
            (far <= NEAR).then_some((far, row))
        })
        .min_by_key(|(far, _)| *far);
    match near {
        Some((_, row)) => vec![row.effect.clone()],
        None if deadly && kind == "ATTACK" => vec![DEATH.to_owned()],
        None => Vec::new(),
    }
}

/// What became of a thing.
fn damage(view: &View<'_>, kind: &str, status: Status, tokens: &Range<usize>) -> Vec<String> {
    match status {
        Status::Threatened | Status::Planned => return Vec::new(),
        Status::Attempted | Status::Prevented => return vec![NO_DAMAGE.to_owned()],
        _ => {}
    }
    let words: Vec<&str> = view.sentence_of(tokens.start).map(|at| view.lower(at)).collect();
    let row = vocabulary().damage.iter().find(|row| words.iter().any(|word| has(&row.words, word)));
    match row {
        Some(row) => vec![row.effect.clone()],
        None if has(&vocabulary().damaged.types, kind) => vec![DAMAGE.to_owned()],
        None => Vec::new(),
    }
}
