//! Which of its bearers a name means, and whether it is a place at all.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{Candidate, Joined, Meaning};
use super::context::{Context, Parts};
use super::exactness::Exactness;
use super::gazetteer::{Bearer, Country, Kind, Place, distance};
use super::word::Word;
use super::{Lexicon, PlaceMention, Roles, reference, unlisted};
use crate::record::PlacePrecision;
use crate::text::Document;

/// Natural logarithms of populations that divide the known from the unknown.
pub mod prominence {
    /// 5,000: a town.
    pub const TOWN: f64 = 8.5;
    /// 15,000: below, a namesake far away is not believed without evidence.
    pub const KNOWN: f64 = 9.6;
    /// 50,000: a name that needs no preposition.
    pub const LARGE: f64 = 10.8;
    /// 250,000: a name that stands for its country.
    pub const FAMOUS: f64 = 12.4;
    /// 660,000: a name that hardly means anything else.
    pub const GREAT: f64 = 13.4;
}

/// The share from which on a country supports a name that letters without vowels only allow.
const SUPPORT_GUESS: f64 = 0.5;
/// Kilometres from a place of the report within which a name is believed that else would not be.
const NEAR: f64 = 150.0;
/// The share in what a report is about from which on a country supports a name.
const SUPPORT: f64 = 0.12;

/// The most that the other names can add for a division.
const DIVISION_MOST: f64 = 5.0;
/// The votes for a division that add half of that.
const DIVISION_HALF: f64 = 0.7;
/// The most that the other names can add for a part of the map.
const AROUND_MOST: f64 = 3.0;
/// The votes around a place that add half of that.
const AROUND_HALF: f64 = 0.7;
/// The most that the nearest of the certain places adds.
const NEAREST: f64 = 3.0;
/// What the vote of a name counts that has a weak frame.
const SAID: f64 = 0.7;
/// What the vote of a name counts that nothing around says is a place.
const NAMED: f64 = 0.4;
/// How evenly a name's first vote is spread: the difference in score of which the likelier gets 2.7 times the part.
const FIRST_SPREAD: f64 = 2.0;
/// The same of the second vote, when the others have told something.
const LAST_SPREAD: f64 = 1.5;
/// What is added to a town that is far better known than all others of its name.
const FAME: f64 = 1.0;
/// Natural logarithm of how many times the people of the next of its name it then has.
const FAME_GAP: f64 = 2.5;
/// Natural logarithm of how many times the people of a town a division has that is called by it.
const CALLED: f64 = 3.0;
/// What is taken off a division that is called by a town in it, where no type word stands.
const TOWN_FIRST: f64 = 4.0;
/// What is taken off a country where a division elsewhere bears its name and has as many people.
const DOUBTFUL: f64 = 2.5;
/// What is added to the kind that the other names of a list have.
const LISTED: f64 = 3.0;
/// What other names must say for a division or a part of the map that counts as evidence.
const DIVISION: f64 = 0.4;
/// What is added where the report says once what a name lies in: it bears one sense in a report.
const SETTLED: f64 = 8.0;

/// What is added to a river where the words say that it is crossed.
const RIVER: f64 = 6.0;
/// What is taken off a river where nothing says so.
const BANK: f64 = 2.0;
/// What is taken off a division where a report is sent from the name.
const DATELINE: f64 = 3.0;

/// Most bearers of a name that are weighed.
const MOST_BEARERS: usize = 100;

/// A bearer with the reason for taking it.
#[derive(Clone, Copy, Debug)]
struct Choice {
    bearer: Bearer,
    rule: &'static str,
    /// Something other than the number of its people speaks for it.
    supported: bool,
    /// It lies where the report is, and not only in its country.
    near: bool,
    /// It is called so in one language or another, and another town has the name as its own.
    contested: bool,
}

/// The likeliest bearer of a name.
fn choose(candidate: &Candidate, lexicon: &Lexicon, context: &Context) -> Option<Choice> {
    let scored = weigh(candidate, lexicon, context);
    // Of equals the first, which is the better known.
    let best = scored.into_iter().reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, choice)| choice)
}

/// How well a bearer fits by itself: its people, its kind and the type that the words around tell.
fn fitness(
    bearer: Bearer,
    candidate: &Candidate,
    kinds: Option<&[Kind]>,
    lexicon: &Lexicon,
) -> f64 {
    let place = bearer.place;
    let kind = place.kind();
    let typed = kinds.is_some_and(|kinds| kinds.contains(&kind));
    let mut score = place.prominence().max(5.0);
    score += match kind {
        Kind::Country => 6.0,
        Kind::Division => -2.0,
        Kind::District => -4.5,
        Kind::Quarter => -1.0,
        Kind::Settlement | Kind::Camp | Kind::Crossing | Kind::Site => 0.0,
        _ => 1.5,
    };
    if bearer.alternate && kind.is_spot() {
        score -= 1.5;
    }
    // Where all names are alternates, a town bears its own before the division around it does.
    if bearer.alternate && kind == Kind::Division && !typed && !lexicon.inflection.is_empty() {
        score -= 2.0;
    }
    // A report is sent from a town.
    if kind == Kind::Division && candidate.frame.dateline && !candidate.short {
        score -= DATELINE;
    }
    if kinds.is_some() && !candidate.short {
        score += if typed { 4.0 } else { -3.0 };
    }
    score
}

/// Weighs the bearers of a name.
fn weigh(candidate: &Candidate, lexicon: &Lexicon, context: &Context) -> Vec<(f64, Choice)> {
    let Meaning::Listed(bearers) = &candidate.meaning else { return Vec::new() };
    let name = candidate.name();
    let kinds = candidate
        .frame
        .type_word
        .and_then(|at| lexicon.types.get(at))
        .map(|class| class.kinds.as_slice());
    // "провинции Газни": a province that is the only one of its letters is hardly another.
    let only = candidate.spelled && bearers.is_one_country();
    let mut scored = Vec::new();
    let rival = |place: Place| {
        let others = bearers.iter().filter(|b| b.place.kind().is_spot() && b.place != place);
        others.map(|b| b.place.prominence()).next().unwrap_or_default()
    };
    for bearer in bearers.iter().take(MOST_BEARERS) {
        let place = bearer.place;
        let kind = place.kind();
        let typed = kinds.is_some_and(|kinds| kinds.contains(&kind));
        let whole = matches!(kind, Kind::Country | Kind::Division | Kind::District);
        // "Smith" for "Smith County": a district is called by its whole name.
        if bearer.alternate && kind == Kind::District && !typed && candidate.tokens.len() == 1 {
            continue;
        }
        let mut score = fitness(bearer, candidate, kinds, lexicon);
        // "Georgia": where a division elsewhere has as many people, the country is less certain.
        let doubtful = kind == Kind::Country
            && bearers.iter().any(|b| {
                b.place.kind() == Kind::Division
                    && b.place.country() != place.country()
                    && b.place.prominence() + 1.0 > place.prominence()
            });
        if doubtful {
            score -= DOUBTFUL;
        }
        // "across the Dnieper": not over the town that is called by its river; else the town.
        if kind == Kind::River {
            score += if candidate.frame.across { RIVER } else { -BANK };
        }
        // Of a list, all are of one kind: "Alabama, Georgia and Oregon".
        if candidate.frame.listed == Some(kind) {
            score += LISTED;
        }
        let mut rule = "place.population";
        let share = context.share(name, place.country());
        // What the name says itself makes it no likelier, but carries it where it is the only one.
        let carried = context.share("", place.country()) > SUPPORT;
        if share > SUPPORT {
            score += 1.5 + 4.5 * share;
            rule = "place.country";
        } else if carried {
            rule = "place.country";
        }
        let mut division = context.division(name, place);
        // What lies in a division speaks for it, but as much for the town that it is called by, and
        // it is the town that is meant where nothing says otherwise.
        let called_by_town = kind == Kind::Division
            && bearers.iter().any(|b| {
                b.place.kind().is_spot()
                    && b.place.division() == Some(place)
                    && place.prominence() - b.place.prominence() < CALLED
            });
        if called_by_town {
            division = 0.0;
            score -= if typed { 0.0 } else { TOWN_FIRST };
        }
        let around = context.around(name, place);
        score += DIVISION_MOST * division / (division + DIVISION_HALF);
        score += AROUND_MOST * around / (around + AROUND_HALF);
        if division > DIVISION || around > DIVISION {
            rule = "place.division";
        }
        if context.is_settled(name, place) {
            score += SETTLED;
        }
        // "Geneva" is Geneva, until much speaks for another.
        if !whole
            && place.prominence() > prominence::FAMOUS
            && place.prominence() - rival(place) > FAME_GAP
        {
            score += FAME;
        }
        let nearest = context
            .anchors
            .iter()
            .filter(|&&anchor| anchor != place)
            .filter_map(|&anchor| distance(anchor, place))
            .fold(f64::MAX, f64::min);
        // A name that only its spelling gives is believed in a country that the report is about.
        let alien =
            !carried || context.share("", place.country()) < SUPPORT_GUESS && nearest > NEAR;
        if candidate.guessed && (alien || kind == Kind::District) {
            continue;
        }
        if nearest < 400.0 {
            score += NEAREST * (-nearest / 150.0).exp();
        }
        let within =
            candidate.frame.within.iter().any(|&whole| whole != place && place.lies_in(whole));
        if within {
            score += 30.0;
            rule = "place.within";
        }
        let supported = carried
            || within
            || nearest < NEAR
            || only && whole && (typed || candidate.tokens.len() > 1);
        let near = within || nearest < NEAR || rule == "place.division";
        let contested = bearer.alternate
            && place.kind().is_spot()
            && bearers.iter().any(|other| !other.alternate && other.place.kind().is_spot());
        scored.push((score, Choice { bearer, rule, supported, near, contested }));
    }
    scored
}

/// Lets each name vote for its bearers, by how likely each is as things stand.
fn vote(candidates: &[Candidate], lexicon: &Lexicon, context: &mut Context, spread: f64) {
    // The mention that says most stands for its name.
    let mut names: BTreeMap<&'static str, &Candidate> = BTreeMap::new();
    for candidate in candidates {
        let listed = matches!(candidate.meaning, Meaning::Listed(_));
        if !listed || candidate.frame.person || candidate.frame.street || candidate.guessed {
            continue;
        }
        let says =
            |candidate: &Candidate| (!candidate.frame.within.is_empty(), candidate.frame.strength);
        let best = names.entry(candidate.name()).or_insert(candidate);
        if says(candidate) > says(best) {
            *best = candidate;
        }
    }
    let votes: Vec<(&'static str, f64, Parts)> = names
        .into_iter()
        .map(|(name, candidate)| {
            let scored = weigh(candidate, lexicon, context);
            let most = scored.iter().map(|(score, _)| *score).fold(f64::MIN, f64::max);
            let parts = scored
                .iter()
                .map(|(score, choice)| (choice.bearer.place, ((score - most) / spread).exp()));
            let mut parts: Parts = parts.filter(|(_, part)| *part > 0.01).collect();
            let sum: f64 = parts.iter().map(|(_, part)| part).sum();
            parts.iter_mut().for_each(|(_, part)| *part /= sum.max(1.0));
            let weight = match candidate.frame.strength {
                _ if candidate.short => 1.0,
                2.. => 1.0,
                1 => SAID,
                _ => NAMED,
            };
            (name, if candidate.frame.dateline { 2.0 } else { weight }, parts)
        })
        .collect();
    context.vote(&votes);
}

/// True where the evidence carries the name as a place's.
fn is_place(
    candidate: &Candidate,
    choice: Choice,
    words: &[Word],
    document: &Document,
    lexicon: &Lexicon,
    persons: &BTreeSet<&str>,
) -> bool {
    let place = choice.bearer.place;
    let frame = &candidate.frame;
    let start = candidate.tokens.start;
    let word = &words[start];
    let single = candidate.tokens.len() == 1;
    let letters = choice.bearer.alternate && place.name().len() > 4 && word.folded.len() < 4;
    let country = place.kind() == Kind::Country && (!letters || word.initials);
    let known = place.prominence();
    if candidate.guessed && frame.strength < 2 {
        return false;
    }
    if candidate.short {
        return true;
    }
    if frame.person || single && word.roles.any(Roles::NEVER) {
        return false;
    }
    if frame.longer_name && frame.strength < 3 {
        return false;
    }
    // "the South Side", "Old Town": of many towns, whatever little one is called so.
    let plain = Roles::NEVER.or(Roles::COMMON).or(Roles::COMPASS_ADJECTIVE);
    let small = choice.bearer.alternate || known < prominence::KNOWN;
    if small
        && !single
        && frame.within.is_empty()
        && candidate.tokens.clone().all(|at| words[at].roles.any(plain))
    {
        return false;
    }
    // Letters alone lead to many villages: only with the report's country, or where a place is due.
    if candidate.spelled && (!choice.supported || frame.strength == 0) && frame.strength < 2 {
        return false;
    }
    // "The village of Boni" alone: more people live in Bonn, which says nothing.
    if choice.contested && !choice.supported && known < prominence::GREAT {
        return false;
    }
    if single
        && frame.strength < 2
        && !country
        && persons.contains(word.folded.as_str())
        && known < prominence::GREAT
    {
        return false;
    }
    // "im Essen": in German a town has no article, a country or a river may.
    if lexicon.capital_nouns
        && frame.article
        && single
        && place.kind().is_spot()
        && frame.strength < 3
        && !candidate.inhabitant
    {
        return false;
    }
    if frame.within.is_empty() && single && frame.strength < 3 {
        let function = !document.tokens[start].class.is_empty() && !(country && word.initials);
        let common = word.roles.any(Roles::COMMON) || word.also_small || function && !country;
        let famous = lexicon.capital_nouns && known > prominence::LARGE && !choice.bearer.alternate;
        let trusted = frame.strength == 2 && (!word.weak || famous) && !function;
        let great =
            known > prominence::GREAT && !word.weak && !word.also_small || country && !function;
        if common && !trusted && !great {
            return false;
        }
        if word.roles.any(Roles::GIVEN_NAME) && frame.strength < 2 && !country {
            return false;
        }
    }
    if country || matches!(place.kind(), Kind::Region | Kind::Sea | Kind::Desert) {
        return true;
    }
    if place.kind() == Kind::River && frame.across {
        return true;
    }
    let mut needed: f64 = match frame.strength {
        3 => 0.0,
        2 if choice.supported => 0.0,
        2 => prominence::TOWN - 2.0,
        1 if choice.supported => prominence::TOWN - 1.5,
        1 => prominence::KNOWN,
        _ if choice.supported => prominence::TOWN + 0.5,
        _ => prominence::LARGE,
    };
    if word.weak && single {
        needed += match frame.strength {
            3 => 0.0,
            2 if choice.supported => 6.0,
            2 => 2.0,
            _ => 1.5,
        };
    }
    let landscape = matches!(place.kind(), Kind::River | Kind::Mountains | Kind::Island);
    if choice.bearer.alternate && single && frame.strength < 3 && !landscape {
        needed += if choice.supported { 0.5 } else { 1.5 };
    }
    if frame.speaks && frame.strength < 2 {
        needed += 2.5;
    }
    if candidate.inhabitant {
        needed = prominence::LARGE;
    }
    known >= needed
}

/// "Arlington Boys Club": what would be too little for a place by itself is enough where the report
/// names the place plainly elsewhere.
fn is_meant_again(
    candidate: &Candidate,
    choice: Choice,
    words: &[Word],
    document: &Document,
    lexicon: &Lexicon,
    persons: &BTreeSet<&str>,
    plain: &BTreeSet<&'static str>,
) -> bool {
    let start = candidate.tokens.start;
    let word = &words[start];
    let known = plain.contains(candidate.name())
        && !choice.bearer.alternate
        && !candidate.guessed
        && !candidate.spelled
        && !candidate.inhabitant
        && candidate.joined == Joined::No
        && word.capital
        && !document.caseless
        && !lexicon.capital_nouns;
    let name = !candidate.frame.person
        && !word.also_small
        && !word.roles.any(Roles::NEVER.or(Roles::COMMON).or(Roles::GIVEN_NAME))
        && document.tokens[start].class.is_empty();
    known && name && !persons.contains(word.folded.as_str())
}

/// The names that this report gives to persons somewhere: a surname alone is no place later on.
fn surnames<'w>(
    document: &Document,
    words: &'w [Word],
    candidates: &[Candidate],
) -> BTreeSet<&'w str> {
    let given = (1..words.len()).filter(|&at| {
        let (before, word) = (&words[at - 1], &words[at]);
        let name = before.roles.any(Roles::GIVEN_NAME) && before.capital
            || before.roles.any(Roles::TITLE) && !document.caseless;
        name && word.capital
            && !word.weak
            && document.tokens[at].sentence == document.tokens[at - 1].sentence
    });
    let judged = candidates.iter().filter(|candidate| {
        candidate.tokens.len() == 1
            && (candidate.frame.person
                || candidate.frame.longer_name && candidate.frame.strength == 0)
    });
    given
        .chain(judged.map(|candidate| candidate.tokens.start))
        .map(|at| words[at].folded.as_str())
        .collect()
}

/// Decides on all candidates and adds the unlisted names.
pub fn resolve(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    candidates: Vec<Candidate>,
) -> Vec<PlaceMention> {
    let mut context = Context::read(&candidates, lexicon);
    let persons = surnames(document, words, &candidates);
    let mut plain: BTreeSet<&'static str> = BTreeSet::new();
    let accepted = |context: &Context, candidate: &Candidate, plain: &BTreeSet<&'static str>| {
        choose(candidate, lexicon, context).filter(|&choice| {
            is_place(candidate, choice, words, document, lexicon, &persons)
                || is_meant_again(candidate, choice, words, document, lexicon, &persons, plain)
        })
    };
    // First each name votes for all its bearers, then for those that the others make likely.
    vote(&candidates, lexicon, &mut context, FIRST_SPREAD);
    for candidate in candidates.iter().filter(|candidate| !candidate.frame.within.is_empty()) {
        if let Some(choice) = choose(candidate, lexicon, &context) {
            context.settle(candidate.name(), choice.bearer.place);
        }
    }
    vote(&candidates, lexicon, &mut context, LAST_SPREAD);
    // A round of decisions finds the places that the last one measures distances to.
    let mut first: Vec<Choice> = Vec::new();
    for candidate in &candidates {
        if candidate.frame.street {
            continue;
        }
        let Some(choice) = accepted(&context, candidate, &plain) else { continue };
        first.push(choice);
        if candidate.frame.strength >= 2 && !candidate.guessed && !candidate.spelled {
            plain.insert(candidate.name());
        }
    }
    let mut anchors: Vec<Place> = first
        .into_iter()
        .filter(|choice| choice.supported && choice.bearer.place.kind().is_spot())
        .map(|choice| choice.bearer.place)
        .collect();
    anchors.sort_unstable();
    anchors.dedup();
    anchors.truncate(30);
    context.anchors = anchors;

    let mut taken = vec![false; words.len()];
    let mut mentions: Vec<(Candidate, PlaceMention)> = Vec::new();
    for candidate in candidates {
        let mention = match &candidate.meaning {
            Meaning::People(place) => Some(people(&candidate, *place)),
            _ => accepted(&context, &candidate, &plain)
                .and_then(|choice| place(document, lexicon, &candidate, choice)),
        };
        if let Some(mention) = mention {
            taken[candidate.tokens.clone()].fill(true);
            mentions.push((candidate, mention));
        }
    }
    for candidate in unlisted::find(document, words, lexicon, &taken) {
        let mention = unlisted_mention(document, lexicon, &candidate);
        mentions.push((candidate, mention));
    }
    mentions.sort_by_key(|(candidate, _)| candidate.tokens.start);
    reference::references(document, lexicon, &context, &mut mentions);
    let mut mentions: Vec<PlaceMention> = mentions
        .into_iter()
        .map(|(candidate, mention)| widen(document, &candidate, mention))
        .collect();
    part(&mut mentions);
    reference::ways(document, lexicon, &mut mentions);
    mentions
}

fn people(candidate: &Candidate, place: Place) -> PlaceMention {
    let whole = place.kind() == Kind::Country;
    // Of a region's people it is not said that they are the country's.
    let country = place.country().filter(|_| whole).map(Country::alpha3);
    let mut mention = PlaceMention {
        span: candidate.head,
        head: candidate.head,
        name: place.name().to_owned(),
        geonames: place.geonames(),
        point: place.point(),
        country,
        precision: if whole { PlacePrecision::Country } else { PlacePrecision::Region },
        adjectival: true,
        rule: "place.people".into(),
        ..PlaceMention::default()
    };
    Exactness::of(place, mention.precision).put(&mut mention);
    mention
}

/// The mention of a listed place; none where neither evidence nor frame carries even its name.
fn place(
    document: &Document,
    lexicon: &Lexicon,
    candidate: &Candidate,
    choice: Choice,
) -> Option<PlaceMention> {
    let place = choice.bearer.place;
    let frame = &candidate.frame;
    let mut mention = PlaceMention {
        span: candidate.head,
        head: candidate.head,
        precision: precision(lexicon, candidate, Some(place)),
        modifier: frame.modifier || frame.longer_name || candidate.inhabitant,
        dateline: frame.dateline,
        frame: frame.strength,
        rule: choice.rule.into(),
        ..PlaceMention::default()
    };
    let unknown = place.prominence() < prominence::KNOWN && place.kind().is_spot();
    let far = !choice.supported && (unknown || candidate.spelled);
    // "Don Bosco compound": a building of a small town's name is seldom in that town, a quarter of a
    // town's name hardly in one far away.
    let class = frame.type_word.and_then(|at| lexicon.types.get(at));
    let borrowed = place.kind() == Kind::Settlement
        && !choice.near
        && class.is_some_and(super::lexicon::Type::is_inside_a_town)
        && (place.prominence() < prominence::KNOWN || mention.precision != PlacePrecision::Point);
    // "Bourbon Street" is called after another place; a quarter's street lies in the quarter.
    let street =
        frame.street && (!matches!(place.kind(), Kind::Quarter | Kind::Site) || !choice.near);
    if far || borrowed || street {
        if frame.strength < 2 {
            return None;
        }
        mention.name = own_name(document, candidate);
        mention.rule = "place.unsupported".into();
    } else {
        mention.name = place.name().to_owned();
        mention.geonames = place.geonames();
        mention.point = place.point();
        mention.country = place.country().map(Country::alpha3);
        mention.admin1 = place.admin1();
        Exactness::of(place, mention.precision).put(&mut mention);
    }
    Some(mention)
}

/// The name of a place that is not listed, in the report's words: a street's with the word for a street.
fn own_name(document: &Document, candidate: &Candidate) -> String {
    let whole = document.token_span(candidate.frame.tokens.clone());
    document.words(if candidate.frame.street { whole } else { candidate.head })
}

fn unlisted_mention(document: &Document, lexicon: &Lexicon, candidate: &Candidate) -> PlaceMention {
    PlaceMention {
        span: candidate.head,
        head: candidate.head,
        name: own_name(document, candidate),
        precision: precision(lexicon, candidate, None),
        frame: candidate.frame.strength,
        modifier: candidate.frame.modifier,
        rule: "place.unlisted".into(),
        ..PlaceMention::default()
    }
}

fn precision(lexicon: &Lexicon, candidate: &Candidate, place: Option<Place>) -> PlacePrecision {
    let frame = &candidate.frame;
    let own = match place.map(Place::kind) {
        None => PlacePrecision::Settlement,
        Some(Kind::Country) => PlacePrecision::Country,
        Some(Kind::Settlement | Kind::Quarter) => PlacePrecision::Settlement,
        Some(Kind::Camp | Kind::Crossing | Kind::Site) => PlacePrecision::Point,
        Some(_) => PlacePrecision::Region,
    };
    if frame.street {
        return PlacePrecision::Point;
    }
    if frame.near {
        return PlacePrecision::Area;
    }
    if frame.compass {
        return match own {
            PlacePrecision::Country | PlacePrecision::Region => PlacePrecision::Region,
            _ => PlacePrecision::Area,
        };
    }
    let typed = frame.type_word.and_then(|at| lexicon.types.get(at)).map(|class| class.precision);
    match (typed, place) {
        (Some(PlacePrecision::Settlement), Some(_)) | (None, _) => own,
        (Some(_), Some(place))
            if matches!(
                place.kind(),
                Kind::Sea | Kind::River | Kind::Mountains | Kind::Desert | Kind::Island
            ) =>
        {
            own
        }
        (Some(typed), _) => typed,
    }
}

/// Takes what narrows a name into its span.
fn widen(document: &Document, candidate: &Candidate, mut mention: PlaceMention) -> PlaceMention {
    if !mention.adjectival {
        let frame = document.token_span(candidate.frame.tokens.clone());
        let plain = candidate.joined != Joined::First || candidate.frame.type_word.is_some();
        if plain {
            mention.span = frame.join(mention.head);
        }
    }
    mention
}

/// Cuts spans back to their heads where they would overlap.
fn part(mentions: &mut [PlaceMention]) {
    for at in 1..mentions.len() {
        let (left, right) = mentions.split_at_mut(at);
        if let (Some(left), Some(right)) = (left.last_mut(), right.first_mut())
            && left.span.overlaps(right.span)
        {
            right.span = right.head;
            if left.span.overlaps(right.span) {
                left.span = left.head;
            }
        }
    }
}
