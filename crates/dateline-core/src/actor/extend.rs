//! Closing a phrase: what kind of actor it names, to whom it belongs, what hangs on to it.

use std::ops::Range;

use super::lexicon::{Noun, Number};
use super::phrase::{Draft, Growing, Head, Owner, person_run, phrase_at};
use super::tag::{Tagged, is_acronym, is_given_name};
use crate::record::{Kind, PlacePrecision};
use crate::text::Class;

/// What has grown, as a draft; none where it has no head.
pub(super) fn close(tagged: &Tagged, growing: &mut Growing) -> Option<Draft> {
    let (head, end) = match growing.head.take() {
        Some(head) => (head, growing.at),
        None => {
            let (head, end) = growing.fallback.take()?;
            growing.owner = None;
            (head, end)
        }
    };
    let tokens = growing.start..end;
    let mut draft = match head {
        Head::Name(name) => {
            let actor = &tagged.base.actors()[name.actor];
            Draft {
                head: name.tokens.clone(),
                part: name.part,
                name: Some(actor.name.to_string()),
                id: Some(actor.id.to_string()),
                part_of: person_belongs(tagged, actor)
                    .or_else(|| actor.owner(tagged.day).map(str::to_owned)),
                kind: actor.kind,
                country: actor.country.as_deref().map(str::to_owned),
                named: true,
                media: actor.media,
                rule: "base",
                entry: actor.id.to_string(),
                ..Draft::default()
            }
        }
        Head::Noun(range, noun) => close_noun(tagged, growing, range, noun),
        Head::Unknown(run, noun) => close_unknown(tagged, growing, run, noun),
    };
    draft.tokens = tokens;
    draft.title = growing.title.take();
    if draft.title.is_some() && draft.part_of.is_none() {
        draft.part_of = growing.owner.as_ref().and_then(|owner| owner.id.clone());
    }
    Some(draft)
}

/// The actor that a person of the base held an office of on the day of the report, or last.
fn person_belongs(tagged: &Tagged, actor: &super::base::Actor) -> Option<String> {
    let bodies = || {
        let roles = actor.roles.iter().rev();
        roles.filter(|role| tagged.base.actor(&role.of).is_some())
    };
    let then = tagged.day.and_then(|day| bodies().find(|role| role.holds(day)));
    then.or_else(|| bodies().next()).map(|role| role.of.clone())
}

fn close_noun(tagged: &Tagged, growing: &mut Growing, range: Range<usize>, noun: Noun) -> Draft {
    let group = tagged.group(noun);
    let owner = growing.owner.clone().unwrap_or_default();
    let country = growing.nationality.clone().or_else(|| owner.country.clone());
    let mut draft = Draft {
        head: range,
        kind: group.kind,
        country: country.clone(),
        rule: "noun",
        entry: group.id.clone(),
        noun: Some(noun),
        plural: noun.number != Number::Singular,
        media: group.id == MEDIA,
        bare: !growing.modified
            && growing.owner.is_none()
            && growing.before.is_none()
            && growing.prefix.is_none(),
        ..Draft::default()
    };
    let before = growing.before.or_else(|| prefix_noun(tagged, growing.prefix.as_deref()));
    if let Some(before) = before {
        draft.bare = false;
        let kind = tagged.group(before).kind;
        let takes = group.inherits || (group.bound && group.member);
        if takes && matches!(kind, Kind::Government | Kind::ArmedForces | Kind::ArmedGroup) {
            draft.kind = kind;
        }
    }
    if growing.armed && matches!(draft.kind, Kind::Civilians | Kind::Person) {
        draft.kind = Kind::ArmedGroup;
    }
    belong(tagged, &mut draft, &owner);
    if draft.name.is_none() && draft.country.is_some() {
        name_branch(tagged, &mut draft);
    }
    draft
}

/// Id of the noun group of media, whose flag goes with the mention.
const MEDIA: &str = "media";

/// The noun that the first part of a compound is: "regierung" in "Regierungssoldaten".
fn prefix_noun(tagged: &Tagged, prefix: Option<&str>) -> Option<Noun> {
    let prefix = prefix?.trim_end_matches('-');
    let lexicon = tagged.lexicon;
    lexicon.noun(prefix).or_else(|| {
        lexicon.genitive.iter().find_map(|end| lexicon.noun(prefix.strip_suffix(&**end)?))
    })
}

/// A phrase takes from its owner: members are of its kind, many members together are it.
pub(super) fn belong(tagged: &Tagged, draft: &mut Draft, owner: &Owner) {
    let Some(noun) = draft.noun else { return };
    let group = tagged.group(noun);
    if owner.country.is_some() && draft.country.is_none() {
        draft.country.clone_from(&owner.country);
    }
    if owner.id.is_none() && owner.name.is_none() && owner.kind.is_none() {
        return;
    }
    draft.bare = false;
    draft.part_of.clone_from(&owner.id);
    let body = owner.kind.is_some_and(|kind| kind != Kind::Person && kind != Kind::Civilians);
    if !body || !group.member {
        return;
    }
    if draft.kind != Kind::Civilians
        && (draft.plural || group.inherits || draft.kind != Kind::Person)
    {
        draft.kind = owner.kind.unwrap_or(draft.kind);
    }
    if group.collective && owner.id.is_some() {
        draft.id.clone_from(&owner.id);
        draft.name.clone_from(&owner.name);
    }
}

/// "The Malian army": the entry of the base, or a name made of adjective and noun.
pub(super) fn name_branch(tagged: &Tagged, draft: &mut Draft) {
    let (Some(noun), Some(country)) = (draft.noun, draft.country.clone()) else { return };
    let group = tagged.group(noun);
    let (branch, english) = match (&group.branch, &group.english) {
        (Some(branch), Some(english)) => (branch.as_str(), english.as_str()),
        _ if group.collective && draft.kind == Kind::ArmedForces && draft.plural => {
            ("armed-forces", "")
        }
        _ => return,
    };
    let known = tagged.base.branch(&country, branch).or_else(|| {
        (branch == "army").then(|| tagged.base.branch(&country, "armed-forces")).flatten()
    });
    if let Some(actor) = known {
        draft.id = Some(actor.id.to_string());
        draft.name = Some(actor.name.to_string());
        draft.part_of = actor.owner(tagged.day).map(str::to_owned);
        draft.named = group.branch.is_some();
    } else if let Some(names) = tagged.base.country(&country).filter(|_| !english.is_empty()) {
        draft.name = Some(if branch == "government" {
            format!("Government of {}", names.name)
        } else {
            format!("{} {english}", names.adjective)
        });
        draft.named = true;
    }
    draft.rule = "branch";
}

fn close_unknown(
    tagged: &Tagged,
    growing: &Growing,
    run: Range<usize>,
    noun: Option<Noun>,
) -> Draft {
    let span = tagged.document.token_span(run.clone());
    let words = tagged.document.words(span);
    let owner = growing.owner.clone().unwrap_or_default();
    let mut draft = Draft {
        head: run.clone(),
        name: Some(words.clone()),
        country: growing.nationality.clone().or(owner.country),
        named: true,
        ..Draft::default()
    };
    if let Some(noun) = noun {
        let group = tagged.group(noun);
        draft.kind = group.kind;
        let tokens = &tagged.document.tokens[run.clone()];
        let groupish =
            tokens.iter().any(|token| tagged.lexicon.words.group_names.contains(&*token.lower));
        if groupish && matches!(group.kind, Kind::ArmedForces) {
            draft.kind = Kind::ArmedGroup;
        }
        draft.media = group.id == MEDIA;
        draft.rule = "body-name";
        draft.country = draft.country.or_else(|| {
            run.clone()
                .find_map(|i| tagged.place(i))
                .and_then(|place| place.country)
                .map(str::to_owned)
        });
        return draft;
    }
    let first = &tagged.document.tokens[run.start];
    let acronym = run.len() == 1 && is_acronym(&words);
    draft.kind = if acronym { Kind::Organisation } else { Kind::Person };
    draft.rule = if growing.title.is_some() { "title" } else { "capitals" };
    draft.weak = growing.title.is_none() && !(run.len() > 1 && is_given_name(&first.lower));
    draft
}

/// Joins what hangs on: "of" with what it belongs to, a name behind a comma, an acronym in brackets.
pub(super) fn extend(tagged: &Tagged, draft: &mut Draft, end: usize) {
    if let Some(noun) = draft.noun
        && tagged.group(noun).of
    {
        join_of(tagged, draft, end);
        join_name(tagged, draft, end);
    }
    if draft.named {
        bind_acronym(tagged, draft, end);
    }
}

fn join_of(tagged: &Tagged, draft: &mut Draft, end: usize) {
    let at = draft.tokens.end;
    let words = &tagged.lexicon.words;
    let Some(token) = tagged.token(at).filter(|_| at < end) else { return };
    // "МИД Афганистана": where names have cases, the genitive alone joins.
    let case = !tagged.lexicon.inflection.is_empty()
        && (tagged.place(at).is_some_and(|place| !place.adjectival)
            || tagged.names.contains_key(&at));
    let genitive = case || words.genitive_articles.contains(&*token.lower);
    let of = words.of.contains(&*token.lower);
    // "قائد الجيش": nothing stands between a noun without article and what it belongs to.
    let head = &tagged.document.tokens[draft.head.end - 1].lower;
    let construct = tagged.lexicon.construct
        && !of
        && draft.tokens.end == draft.head.end
        && !tagged.lexicon.is_definite(head);
    if !genitive && !of && !construct {
        return;
    }
    let mut from = at + usize::from(!construct && !case);
    while from < end
        && tagged.token(from).is_some_and(|token| words.articles.contains(&*token.lower))
    {
        from += 1;
    }
    if from >= end {
        return;
    }
    if let Some(target) =
        phrase_at(tagged, from, end, false).filter(|target| !target.weak && !target.pronoun)
    {
        // "people of the army" is no phrase, "members of the army" is.
        if target.kind == Kind::Civilians && draft.kind != Kind::Person {
            return;
        }
        let mut target = target;
        if target.noun.is_some() && target.name.is_none() && target.bare {
            target.country = target.country.or_else(|| draft.country.clone());
        }
        draft.tokens.end = target.tokens.end;
        belong(tagged, draft, &Owner::of_draft(&target));
        draft.bare = false;
    } else if let Some(place) = tagged.place(from).filter(|place| !place.adjectival) {
        draft.tokens.end = tagged.place_end(from).min(end);
        draft.country = draft.country.take().or_else(|| place.country.map(str::to_owned));
        draft.bare = false;
        if place.precision == PlacePrecision::Country {
            name_branch(tagged, draft);
        }
    } else if !genitive
        && !construct
        && tagged.cased(from)
        && tagged.may_be_name(from)
        && !tagged.lexicon.noun_capitals
    {
        let stop = (from..end.min(from + 5))
            .find(|&i| !tagged.may_be_name(i))
            .unwrap_or(end.min(from + 5));
        draft.tokens.end = stop;
        draft.bare = false;
    }
}

/// "An RSF adviser, Musa Hamdan, said": title, comma, name.
fn join_name(tagged: &Tagged, draft: &mut Draft, end: usize) {
    let at = draft.tokens.end;
    let Some(noun) = draft.noun else { return };
    let group = tagged.group(noun);
    if !group.title || noun.number != Number::Singular || draft.id.is_some() && draft.named {
        return;
    }
    let comma = tagged.token(at).is_some_and(|token| token.is_mark(","));
    let from = at + usize::from(comma);
    if from >= end {
        return;
    }
    let (run, known) = match tagged.names.get(&from) {
        Some(name) if tagged.base.actors()[name.actor].kind == Kind::Person => {
            (name.tokens.clone(), Some(name.actor))
        }
        Some(_) => return,
        None => match person_run(tagged, from, end) {
            Some(run) => (run, None),
            None => return,
        },
    };
    let closes = tagged.token(run.end).is_none_or(|token| {
        token.is_mark(",.;:)")
            || tagged.is_speech(run.end)
            || token.class.any(Class::VERB.or(Class::AUXILIARY).or(Class::MODAL))
    });
    let first = &tagged.document.tokens[run.start];
    let personal = run.len() > 1 || is_given_name(&first.lower) || known.is_some();
    if !closes || !personal || (comma && !tagged.cased(from) && known.is_none()) {
        return;
    }
    draft.title = Some(draft.tokens.clone());
    draft.tokens.end = run.end;
    draft.name = Some(tagged.document.words(tagged.document.token_span(run.clone())));
    draft.head = run;
    draft.named = true;
    draft.kind = Kind::Person;
    draft.plural = false;
    draft.noun = None;
    draft.rule = "title";
    if let Some(actor) = known.map(|actor| &tagged.base.actors()[actor]) {
        draft.id = Some(actor.id.to_string());
        draft.name = Some(actor.name.to_string());
        draft.entry = actor.id.to_string();
    } else {
        draft.id = None;
    }
}

/// "The Sahel Teachers' Union (STU)".
fn bind_acronym(tagged: &Tagged, draft: &mut Draft, end: usize) {
    let at = draft.tokens.end;
    if at + 2 >= end
        || !tagged.document.tokens[at].is_mark("([")
        || !tagged.document.tokens[at + 2].is_mark(")]")
    {
        return;
    }
    let word = tagged.document.slice(tagged.document.tokens[at + 1].span);
    if is_acronym(word) {
        draft.acronym = Some(tagged.document.tokens[at + 1].lower.to_string());
        draft.tokens.end = at + 3;
    }
}

/// Whether a phrase may stand for an actor at all.
pub(super) fn is_wanted(tagged: &Tagged, draft: &Draft, start: usize, end: usize) -> bool {
    let words = &tagged.lexicon.words;
    let next = tagged.token(draft.tokens.end).filter(|_| draft.tokens.end < end);
    if draft.rule == "base" && next.is_some_and(|token| words.weapons.contains(&*token.lower)) {
        let doubtful = draft.head.len() == 1 && draft.part_of.is_some();
        return !doubtful;
    }
    let Some(noun) = draft.noun else { return true };
    if draft.named || draft.name.is_some() {
        return true;
    }
    let group = tagged.group(noun);
    if group.bound && draft.bare {
        let refers = !group.refers.is_empty()
            && start
                .checked_sub(1)
                .and_then(|i| tagged.token(i))
                .is_some_and(|token| words.definite.contains(&*token.lower));
        return refers || tagged.is_speech(draft.tokens.end);
    }
    // A verb of the same form: "they guard", "to head".
    let before = start.checked_sub(1).and_then(|i| tagged.token(i));
    let verb = draft.bare
        && before.is_some_and(|token| {
            token.class.any(Class::INFINITIVE_MARKER) && !token.class.any(Class::PREPOSITION)
        });
    !verb
}
