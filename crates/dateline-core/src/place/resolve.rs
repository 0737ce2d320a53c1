//! Which of its bearers a name means, and whether it is a place at all.

use std::collections::{BTreeMap, BTreeSet};

use super::candidate::{Candidate, Joined, Meaning};
use super::gazetteer::{Bearer, Country, Kind, Place, distance};
use super::word::Word;
use super::{Lexicon, PlaceMention, Roles, unlisted};
use crate::record::PlacePrecision;
use crate::text::Document;

/// Natural logarithms of populations that divide the known from the unknown.
mod prominence {
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

/// What speaks for the countries of the report's language, before it names any country.
const HOME: f64 = 0.3;
/// What the name of a people says for its country: less than a place does, since those who act
/// abroad are named by it.
const PEOPLE: f64 = 0.7;
/// The share from which on a country supports a name that letters without vowels only allow.
const SUPPORT_GUESS: f64 = 0.5;
/// Kilometres from a place of the report within which a name is believed that else would not be.
const NEAR: f64 = 150.0;
/// The share in what a report is about from which on a country supports a name.
const SUPPORT: f64 = 0.12;

/// Most bearers of a name that are weighed.
const MOST_BEARERS: usize = 100;

/// What a report is about, as far as its place names tell.
#[derive(Debug, Default)]
struct Context {
    countries: BTreeMap<Country, f64>,
    divisions: BTreeMap<Place, f64>,
    heaviest: f64,
    anchors: Vec<Place>,
}

impl Context {
    fn add(&mut self, country: Option<Country>, weight: f64) {
        if let Some(country) = country {
            let sum = self.countries.entry(country).or_default();
            *sum += weight;
            self.heaviest = self.heaviest.max(*sum);
        }
    }

    /// From 0 to 1: how much the report is about a country.
    fn share(&self, country: Option<Country>) -> f64 {
        country
            .and_then(|country| self.countries.get(&country))
            .map_or(0.0, |sum| sum / self.heaviest.max(1.0))
    }

    /// The country that the report is most about.
    fn main_country(&self) -> Option<Country> {
        self.countries
            .iter()
            .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))
            .map(|(&country, _)| country)
    }

    /// What the names say that need no context themselves.
    fn read(candidates: &[Candidate], lexicon: &Lexicon) -> Self {
        let mut context = Self::default();
        for &country in &lexicon.home {
            context.add(Some(country), HOME);
        }
        let sure = |candidate: &&Candidate| {
            !candidate.frame.person && !candidate.guessed && !candidate.spelled
        };
        for candidate in candidates.iter().filter(sure) {
            match &candidate.meaning {
                Meaning::People(country) => context.add(Some(*country), PEOPLE),
                Meaning::Listed(bearers) => {
                    let mut bearers = bearers.iter();
                    let Some(first) = bearers.next() else { continue };
                    let rival = bearers
                        .filter(|b| b.place.country() != first.place.country())
                        .map(|b| b.place.prominence())
                        .fold(0.0, f64::max);
                    let weight = match first.place.kind() {
                        Kind::Country => 1.5,
                        Kind::Division | Kind::Region if rival + 2.0 < first.place.prominence() => {
                            1.0
                        }
                        _ if first.place.prominence() > prominence::FAMOUS
                            && rival + 2.5 < first.place.prominence() =>
                        {
                            0.7
                        }
                        _ if !first.alternate && rival == 0.0 && candidate.frame.strength > 0 => {
                            0.5
                        }
                        _ => 0.0,
                    };
                    let chained =
                        candidate.frame.within.iter().filter_map(|place| place.country()).next();
                    context.add(first.place.country().filter(|_| chained.is_none()), weight);
                    context.add(chained, 0.7);
                    if weight > 0.0 && first.place.kind() == Kind::Division {
                        *context.divisions.entry(first.place).or_default() += weight;
                    }
                    if candidate.frame.dateline {
                        let country = chained.or_else(|| first.place.country());
                        context.add(country, 2.0);
                    }
                }
                Meaning::Unlisted => {}
            }
        }
        context
    }
}

/// A bearer with the reason for taking it.
#[derive(Clone, Copy, Debug)]
struct Choice {
    bearer: Bearer,
    rule: &'static str,
    /// Something other than the number of its people speaks for it.
    supported: bool,
    /// It lies where the report is, and not only in its country.
    near: bool,
}

/// Weighs the bearers of a name.
fn choose(candidate: &Candidate, lexicon: &Lexicon, context: &Context) -> Option<Choice> {
    let Meaning::Listed(bearers) = &candidate.meaning else { return None };
    let kinds = candidate
        .frame
        .type_word
        .and_then(|at| lexicon.types.get(at))
        .map(|class| class.kinds.as_slice());
    // "провинции Газни": a province that is the only one of its letters is hardly another.
    let only = candidate.spelled && bearers.is_one_country();
    let mut best: Option<(f64, Choice)> = None;
    for bearer in bearers.iter().take(MOST_BEARERS) {
        let place = bearer.place;
        let kind = place.kind();
        let typed = kinds.is_some_and(|kinds| kinds.contains(&kind));
        let whole = matches!(kind, Kind::Country | Kind::Division | Kind::District);
        // "Smith" for "Smith County": a district is called by its whole name.
        if bearer.alternate && kind == Kind::District && !typed && candidate.tokens.len() == 1 {
            continue;
        }
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
        let mut rule = "place.population";
        if kinds.is_some() {
            score += if typed { 4.0 } else { -3.0 };
        }
        let share = context.share(place.country());
        // A name that only its spelling gives is believed in a country that the report names.
        if share > SUPPORT {
            score += 1.5 + 4.5 * share;
            rule = "place.country";
        }
        if place.division().is_some_and(|division| context.divisions.contains_key(&division)) {
            score += 3.0;
            rule = "place.division";
        }
        let nearest = context
            .anchors
            .iter()
            .filter(|&&anchor| anchor != place)
            .filter_map(|&anchor| distance(anchor, place))
            .fold(f64::MAX, f64::min);
        // A name that only its spelling gives is believed in a country that the report is about.
        let alien = share <= SUPPORT || share < SUPPORT_GUESS && nearest > NEAR;
        if candidate.guessed && (alien || kind == Kind::District) {
            continue;
        }
        if nearest < 400.0 {
            score += 3.0 * (-nearest / 150.0).exp();
        }
        let within =
            candidate.frame.within.iter().any(|&whole| whole != place && place.lies_in(whole));
        if within {
            score += 30.0;
            rule = "place.within";
        }
        let supported = share > SUPPORT
            || within
            || nearest < NEAR
            || only && whole && (typed || candidate.tokens.len() > 1);
        let near = within || nearest < NEAR || rule == "place.division";
        let choice = Choice { bearer, rule, supported, near };
        if best.is_none_or(|(top, _)| score > top) {
            best = Some((score, choice));
        }
    }
    best.map(|(_, choice)| choice)
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
    let country = place.kind() == Kind::Country
        && !(choice.bearer.alternate && place.name().len() > 4 && word.folded.len() < 4);
    let known = place.prominence();
    if candidate.guessed && frame.strength < 2 {
        return false;
    }
    if frame.person || single && word.roles.any(Roles::NEVER) {
        return false;
    }
    if frame.longer_name && frame.strength < 3 {
        return false;
    }
    // Letters alone lead to many villages: only with the report's country, or where a place is due.
    if candidate.spelled && (!choice.supported || frame.strength == 0) && frame.strength < 2 {
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
        let function = !document.tokens[start].class.is_empty();
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
    if choice.bearer.alternate && single && frame.strength < 3 {
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
    let accepted = |context: &Context, candidate: &Candidate| {
        choose(candidate, lexicon, context)
            .filter(|&choice| is_place(candidate, choice, words, document, lexicon, &persons))
    };
    // A first round finds the places that the second one measures distances to.
    let mut anchors: Vec<Place> = candidates
        .iter()
        .filter_map(|candidate| accepted(&context, candidate))
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
            Meaning::People(country) => Some(people(&candidate, *country)),
            _ => accepted(&context, &candidate)
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
    references(document, lexicon, &context, &mut mentions);
    let mut mentions: Vec<PlaceMention> = mentions
        .into_iter()
        .map(|(candidate, mention)| widen(document, &candidate, mention))
        .collect();
    part(&mut mentions);
    mentions
}

fn people(candidate: &Candidate, country: Country) -> PlaceMention {
    PlaceMention {
        span: candidate.head,
        head: candidate.head,
        name: country.place().name().to_owned(),
        geonames: country.place().geonames(),
        point: country.place().point(),
        country: Some(country.alpha3()),
        precision: PlacePrecision::Country,
        adjectival: true,
        rule: "place.people".into(),
        ..PlaceMention::default()
    }
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
        modifier: frame.modifier || candidate.inhabitant,
        dateline: frame.dateline,
        frame: frame.strength,
        rule: choice.rule.into(),
        ..PlaceMention::default()
    };
    let unknown = place.prominence() < prominence::KNOWN && place.kind().is_spot();
    let far = !choice.supported && (unknown || candidate.spelled);
    // "Don Bosco compound": a building of a small town's name is seldom in that town.
    let borrowed = mention.precision == PlacePrecision::Point
        && place.kind() == Kind::Settlement
        && place.prominence() < prominence::LARGE
        && !choice.near;
    if far || borrowed {
        if frame.strength < 2 {
            return None;
        }
        mention.name = document.words(candidate.head);
        mention.rule = "place.unsupported".into();
    } else {
        mention.name = place.name().to_owned();
        mention.geonames = place.geonames();
        mention.point = place.point();
        mention.country = place.country().map(Country::alpha3);
    }
    Some(mention)
}

fn unlisted_mention(document: &Document, lexicon: &Lexicon, candidate: &Candidate) -> PlaceMention {
    PlaceMention {
        span: candidate.head,
        head: candidate.head,
        name: document.words(candidate.head),
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

/// "the capital", "the south of the country": names by what the report is about.
fn references(
    document: &Document,
    lexicon: &Lexicon,
    context: &Context,
    mentions: &mut Vec<(Candidate, PlaceMention)>,
) {
    towns(document, lexicon, mentions);
    let main = context.main_country().and_then(Country::capital);
    let mut found = Vec::new();
    for at in 0..document.tokens.len() {
        let length = lexicon
            .capital
            .iter()
            .filter(|phrase| {
                document.tokens[at..]
                    .iter()
                    .take(phrase.len())
                    .map(|token| &*token.lower)
                    .eq(phrase.iter().map(|word| &**word))
            })
            .map(Vec::len)
            .max();
        let Some(length) = length else { continue };
        let mut tokens = at..at + length;
        // "the Italian capital": the adjective says whose.
        let people = mentions.iter().find_map(|(candidate, _)| match candidate.meaning {
            Meaning::People(country) if candidate.tokens.end == at => {
                Some((candidate.tokens.start, country))
            }
            _ => None,
        });
        let capital = people.map_or(main, |(_, country)| country.capital());
        let Some(capital) = capital else { continue };
        if let Some((start, _)) = people {
            tokens.start = start;
        }
        let span = document.token_span(tokens.clone());
        // "the capital, Bamako", "the capital of Mali": the name says it.
        let named = mentions.iter().any(|(candidate, _)| {
            !matches!(candidate.meaning, Meaning::People(_))
                && candidate.frame.tokens.start < tokens.end + 3
                && candidate.tokens.end + 2 > tokens.start
        });
        if named
            || found
                .last()
                .is_some_and(|(last, _): &(Candidate, PlaceMention)| last.tokens.end > at)
        {
            continue;
        }
        let candidate = pointing(tokens, span);
        let mention = PlaceMention {
            span,
            head: span,
            name: capital.name().to_owned(),
            geonames: capital.geonames(),
            point: capital.point(),
            country: capital.country().map(Country::alpha3),
            precision: PlacePrecision::Settlement,
            rule: "place.capital".into(),
            ..PlaceMention::default()
        };
        found.push((candidate, mention));
    }
    mentions.retain(|(candidate, _)| {
        found.iter().all(|(capital, _)| !capital.tokens.contains(&candidate.tokens.start))
    });
    mentions.extend(found);
    mentions.sort_by_key(|(candidate, _)| candidate.tokens.start);
}

/// Words that are no name but stand for a place: "the capital", "the town".
fn pointing(tokens: std::ops::Range<usize>, span: crate::text::Span) -> Candidate {
    Candidate {
        tokens: tokens.clone(),
        head: span,
        meaning: Meaning::Unlisted,
        inhabitant: false,
        guessed: false,
        spelled: false,
        joined: Joined::No,
        frame: super::frame::Frame { tokens, ..Default::default() },
    }
}

/// "in the town": the one that was named last.
fn towns(document: &Document, lexicon: &Lexicon, mentions: &mut Vec<(Candidate, PlaceMention)>) {
    let mut found = Vec::new();
    for at in 0..document.tokens.len() {
        let matches = |phrase: &&Vec<Box<str>>| {
            let words = document.tokens[at..].iter().take(phrase.len()).map(|token| &*token.lower);
            words.eq(phrase.iter().map(|word| &**word))
        };
        let length = lexicon.settlement.iter().filter(matches).map(Vec::len).max();
        let Some(length) = length else { continue };
        let tokens = at..at + length;
        let near = |range: &std::ops::Range<usize>| {
            range.start < tokens.end + 3 && range.end > tokens.start
        };
        let named = mentions.iter().any(|(candidate, _)| near(&candidate.frame.tokens));
        // A name in capitals behind it is its own.
        let called = document
            .tokens
            .get(tokens.end)
            .is_some_and(|token| token.capital && token.sentence == document.tokens[at].sentence);
        let last = mentions.iter().rev().find(|(candidate, mention)| {
            candidate.tokens.end <= at
                && mention.precision == PlacePrecision::Settlement
                && mention.geonames.is_some()
        });
        let Some((_, last)) = last.filter(|_| !named && !called) else { continue };
        let span = document.token_span(tokens.clone());
        let mention = PlaceMention {
            span,
            head: span,
            dateline: false,
            modifier: false,
            frame: 0,
            rule: "place.town".into(),
            ..last.clone()
        };
        let candidate = pointing(tokens, span);
        found.push((candidate, mention));
    }
    mentions.extend(found);
    mentions.sort_by_key(|(candidate, _)| candidate.tokens.start);
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
