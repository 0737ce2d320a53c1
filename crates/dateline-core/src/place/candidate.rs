//! Names that the gazetteer lists, wherever they stand in the text.

use std::ops::Range;

use super::frame::Frame;
use super::gazetteer::{Bearer, Kind, Names, Place, Walk};
use super::word::Word;
use super::{Lexicon, Roles};
use crate::text::{Document, Span, Token, TokenKind};

/// What a candidate could be.
#[derive(Clone, Debug)]
pub enum Meaning {
    /// A name of the gazetteer.
    Listed(Listed),
    /// An adjective of nationality or the name of a people, of a country or of a region.
    People(Place),
    /// A name that only its surroundings make a place.
    Unlisted,
}

/// The places that bear a name as it stands in the text, best known first.
#[derive(Clone, Debug, Default)]
pub struct Listed(Vec<Bearer>);

impl Listed {
    /// The places.
    pub fn iter(&self) -> impl Iterator<Item = Bearer> {
        self.0.iter().copied()
    }

    /// What all ends of walks through the names bear, each place once.
    fn at(names: &Names, walks: &[Walk]) -> Self {
        let mut all: Vec<Bearer> = Vec::new();
        let ends = walks.iter().filter_map(|&walk| names.bearers(walk));
        for (number, bearers) in ends.enumerate() {
            for bearer in bearers.iter() {
                if number == 0 || all.iter().all(|known| known.place != bearer.place) {
                    all.push(bearer);
                }
            }
        }
        if walks.len() > 1 {
            all.sort_by(|a, b| b.place.prominence().total_cmp(&a.place.prominence()));
        }
        Self(all)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// True where all lie in one country.
    pub fn is_one_country(&self) -> bool {
        self.0.iter().all(|bearer| bearer.place.country() == self.0[0].place.country())
    }
}

/// A run of tokens that may name a place.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The tokens of the name.
    pub tokens: Range<usize>,
    /// The name's bytes: less than its tokens in "Gaza-Krieg".
    pub head: Span,
    /// What it could be.
    pub meaning: Meaning,
    /// True of "Kiewer": the name with the ending of an inhabitant.
    pub inhabitant: bool,
    /// True of a name that was only spelled in the gazetteer's letters, from a script that does not
    /// write all vowels: many names fit.
    pub guessed: bool,
    /// True where only the spelling of its letters in another script leads to the name.
    pub spelled: bool,
    /// True of "Tex." behind "Paris,": a short form of a region.
    pub short: bool,
    /// True of "Nordisrael" and "Gaza-Krieg": the name is part of a longer word.
    pub joined: Joined,
    /// What the words around say.
    pub frame: Frame,
}

impl Candidate {
    /// Words that may name a place and are in no gazetteer.
    pub fn unlisted(tokens: Range<usize>, head: Span, frame: Frame) -> Self {
        Self {
            tokens,
            head,
            meaning: Meaning::Unlisted,
            inhabitant: false,
            guessed: false,
            spelled: false,
            short: false,
            joined: Joined::No,
            frame,
        }
    }

    /// What two mentions of one name have in common: the gazetteer's name of its best known bearer,
    /// whatever case or spelling stands in the text.
    pub fn name(&self) -> &'static str {
        match &self.meaning {
            Meaning::Listed(bearers) => bearers.0.first().map_or("", |first| first.place.name()),
            _ => "",
        }
    }
}

/// How a name sits in a longer word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joined {
    /// It stands alone.
    #[default]
    No,
    /// "Nordisrael".
    Compass,
    /// "Gaza-Krieg": more follows a hyphen.
    First,
}

/// The longest reading from one token on.
struct Match {
    end: usize,
    bearers: Listed,
    inhabitant: bool,
    guessed: bool,
    spelled: bool,
}

impl Match {
    /// How well known the best known of the places is.
    fn first(&self) -> f64 {
        let known = self.bearers.iter().map(|bearer| bearer.place.prominence()).fold(0.0, f64::max);
        if self.spelled { 0.0 } else { known }
    }
}

/// Finds all candidates, left to right, not overlapping, the longest first.
pub fn find(document: &Document, words: &[Word], lexicon: &Lexicon) -> Vec<Candidate> {
    let names = Names::get();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let next = match candidate(document, words, lexicon, names, at) {
            Some(candidate) => {
                let end = candidate.tokens.end;
                found.push(candidate);
                end
            }
            None => at + 1,
        };
        at = next;
    }
    found
}

fn candidate(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    names: &Names,
    at: usize,
) -> Option<Candidate> {
    let token = &document.tokens[at];
    if token.kind != TokenKind::Word {
        return None;
    }
    let people = people(document, words, lexicon, at);
    // "northern Gaza" is a name of its own, though it begins small, and so is "golfe de Guinée".
    let capital = |at: usize| words.get(at).is_some_and(|next| next.capital);
    let begins = words[at].capital
        || words[at].roles.any(Roles::COMPASS_ADJECTIVE) && capital(at + 1)
        || lexicon.type_before(&token.lower).is_some() && (capital(at + 1) || capital(at + 2));
    let listed = if begins { longest(document, words, lexicon, names, at) } else { None };
    // "north Arlington" is a part of Arlington, and no town of that name.
    let listed = listed.filter(|listed| {
        words[at].capital
            || !words[at].roles.any(Roles::COMPASS_ADJECTIVE)
            || listed.bearers.iter().any(|bearer| !bearer.place.kind().is_spot())
    });
    // "La Côte d'Ivoire": an article does not cut a longer name short, as "La Côte" would.
    let listed = listed.filter(|listed| {
        let article = words[at].roles.any(Roles::ARTICLE) && words.len() > at + 1;
        let longer = || longest(document, words, lexicon, names, at + 1);
        !article || longer().is_none_or(|longer| longer.end <= listed.end)
    });
    let new = |end: usize, head: Span, meaning: Meaning| Candidate {
        tokens: at..end,
        head,
        meaning,
        inhabitant: false,
        guessed: false,
        spelled: false,
        short: false,
        joined: Joined::No,
        frame: Frame::default(),
    };
    if let Some((end, regions)) = short_form(document, words, lexicon, at) {
        let meaning = Meaning::Listed(regions);
        return Some(Candidate { short: true, ..new(end, document.token_span(at..end), meaning) });
    }
    // Where peoples are written small, a capital is the country's: "Siria", not "siria".
    let proper = lexicon.small_peoples && words[at].capital;
    if let Some((end, country)) = people
        && listed.as_ref().is_none_or(|listed| {
            listed.end < end
                || (listed.end == end
                    && !listed
                        .bearers
                        .iter()
                        .any(|b| b.place.kind() == Kind::Country && (!b.alternate || proper)))
        })
    {
        return Some(new(end, document.token_span(at..end), Meaning::People(country)));
    }
    if let Some(listed) = listed {
        let mut candidate =
            new(listed.end, document.token_span(at..listed.end), Meaning::Listed(listed.bearers));
        candidate.inhabitant = listed.inhabitant;
        candidate.guessed = listed.guessed;
        candidate.spelled = listed.spelled;
        return Some(candidate);
    }
    if !words[at].capital {
        return None;
    }
    compass(words, lexicon, names, at)
        .map(|bearers| (token.span, Meaning::Listed(bearers), Joined::Compass))
        .or_else(|| {
            first_part(document, words, lexicon, names, at)
                .map(|(head, meaning)| (head, meaning, Joined::First))
        })
        .map(|(head, meaning, joined)| Candidate { joined, ..new(at + 1, head, meaning) })
}

/// "Tex." in "Paris, Tex.", "S.C." anywhere: a short form of a region, and where it ends.
fn short_form(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    at: usize,
) -> Option<(usize, Listed)> {
    if !words[at].capital || document.caseless {
        return None;
    }
    // "W.Va." is two words.
    let point = document.tokens.get(at + 1).is_some_and(|token| token.is_mark("."));
    let pair = words.get(at + 2).filter(|second| point && second.capital).map(|second| {
        (at + 3, lexicon.abbreviation(&format!("{} {}", words[at].folded, second.folded)))
    });
    let single = (at + 1, lexicon.abbreviation(&words[at].folded));
    let (end, regions) = pair.into_iter().chain([single]).find(|(_, list)| !list.is_empty())?;
    let dotted = document.slice(document.tokens[at].span).trim_end_matches('.').contains('.');
    let sentence = document.tokens[at].sentence;
    let mark =
        |at: usize, marks: &str| document.tokens.get(at).is_some_and(|token| token.is_mark(marks));
    let behind_name = at >= 2
        && mark(at - 1, ",(")
        && words[at - 2].capital
        && document.tokens[at - 2].sentence == sentence;
    let closed = document
        .tokens
        .get(end)
        .is_none_or(|next| next.kind != TokenKind::Word || next.sentence != sentence);
    let bearers = || regions.iter().map(|&place| Bearer { place, alternate: false }).collect();
    (dotted || end > at + 1 || behind_name && closed).then(|| (end, Listed(bearers())))
}

/// An adjective of nationality, of up to three words.
fn people(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    at: usize,
) -> Option<(usize, Place)> {
    let folded = &words[at].folded;
    let mut found = lexicon.adjective(folded).map(|country| (at + 1, country));
    if lexicon.starts_adjective(folded.split(' ').next().unwrap_or_default()) {
        let mut key = folded.clone();
        for (end, word) in words.iter().enumerate().skip(at + 1).take(2) {
            if document.tokens[end].kind != TokenKind::Word {
                break;
            }
            key.push(' ');
            key.push_str(&word.folded);
            found = lexicon.adjective(&key).map(|country| (end + 1, country)).or(found);
        }
    }
    if found.is_none() {
        let rest =
            lexicon.compass_prefixes.iter().find_map(|prefix| folded.strip_prefix(prefix.as_str()));
        found = rest
            .and_then(|rest| lexicon.adjective(rest.trim_start()))
            .map(|country| (at + 1, country));
    }
    // A people has a capital where anything has one; some languages write it small.
    found.filter(|_| words[at].capital || lexicon.capital_nouns || lexicon.small_peoples)
}

/// The longest listed name that starts at a token.
fn longest(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    names: &Names,
    at: usize,
) -> Option<Match> {
    let sentence = document.tokens[at].sentence;
    let foreign = !lexicon.script.is_empty();
    let mut walks = vec![names.start()];
    // "בים השחור": a preposition written with the word has swallowed its article.
    let swallowed = at > 0
        && !lexicon.article.is_empty()
        && document.tokens[at - 1].span.end == document.tokens[at].span.start
        && document.tokens[at - 1].kind == TokenKind::Word
        && !words[at].folded.starts_with(&*lexicon.article);
    walks.extend(names.read(names.start(), &lexicon.article).filter(|_| swallowed));
    // The same in the gazetteer's letters, where the text has others.
    let known = lexicon.script.is_loose() && is_word(document, words, lexicon, at);
    let mut spelled = if foreign && !known { walks.clone() } else { Vec::new() };
    let mut best = None;
    let mut end = at;
    while let Some(token) = document.tokens.get(end) {
        if token.sentence != sentence {
            break;
        }
        if token.is_mark(".") && end > at && document.tokens[end - 1].lower.len() <= 3 {
            // "St. Petersburg"
            end += 1;
            continue;
        }
        if !token.is_word() || (end > at && is_broken(document, end)) {
            break;
        }
        // "Côte d'Ivoire": an elided word is one with the next, as names are folded.
        if end > at && !document.tokens[end - 1].is_elided() {
            for walks in [&mut walks, &mut spelled] {
                walks.retain_mut(|walk| names.read(*walk, " ").map(|next| *walk = next).is_some());
            }
        }
        let folded = words[end].folded.trim();
        let may_end = words[end].capital
            || token.kind == TokenKind::Number
            || end > at && lexicon.ends_name(&token.lower);
        if may_end
            && let Some(found) =
                without_ending(document, words, lexicon, names, &walks, at..end + 1)
        {
            best = Some(found);
        }
        let forms = forms(folded, lexicon);
        let read = |walks: &[Walk]| -> Vec<Walk> {
            let forms = || std::iter::once(folded).chain(forms.iter().map(String::as_str));
            walks
                .iter()
                .flat_map(|&walk| forms().filter_map(move |f| names.read(walk, f)))
                .collect()
        };
        let next = read(&walks);
        if !spelled.is_empty() {
            let forms = || std::iter::once(folded).chain(forms.iter().map(String::as_str));
            spelled = spelled
                .iter()
                .flat_map(|&walk| forms().flat_map(move |f| lexicon.script.spell(names, walk, f)))
                .collect();
        }
        walks = next;
        let inflected = !lexicon.inflection.is_empty() || foreign;
        let reached = best.as_ref().is_some_and(|best| best.end == end + 1);
        if may_end && inflected && !reached {
            let mut bearers = own(Listed::at(names, &walks), foreign);
            let (mut guessed, mut by_letters) = (false, false);
            if bearers.is_empty() && folded.chars().count() >= SHORTEST_SPELLED {
                guessed = lexicon.script.is_loose();
                by_letters = !guessed;
                bearers = Listed::at(names, &spelled);
            }
            if !bearers.is_empty() && fits(document, words, lexicon, at..end + 1, false, &bearers) {
                let spelled = by_letters;
                best = Some(Match { end: end + 1, bearers, inhabitant: false, guessed, spelled });
            }
        }
        if walks.is_empty() && spelled.is_empty() {
            break;
        }
        end += 1;
    }
    // "Покровском районе" is rather of Pokrovsk than of Pokrovskoye.
    match best {
        Some(best) if best.end > at + 1 || lexicon.inflection.is_empty() => Some(best),
        Some(best) => Some(match derived(document, words, lexicon, names, at) {
            Some(other) if other.first() > best.first() => other,
            _ => best,
        }),
        None => derived(document, words, lexicon, names, at),
    }
}

/// True of a word that is known as another than a name, or bears the article as nouns do.
fn is_word(document: &Document, words: &[Word], lexicon: &Lexicon, at: usize) -> bool {
    let token = &document.tokens[at];
    let article = !lexicon.article.is_empty() && words[at].folded.starts_with(&*lexicon.article);
    article
        || !token.class.is_empty()
        || words[at].roles != Roles::default()
        || lexicon.type_before(&token.lower).is_some()
}

/// A name in the gazetteer's letters is believed from so many letters on.
const SHORTEST_SPELLED: usize = 4;

/// In another script than the gazetteer's, every name of a place is an alternate: none is less.
fn own(mut bearers: Listed, foreign: bool) -> Listed {
    if foreign {
        for bearer in &mut bearers.0 {
            bearer.alternate &= matches!(bearer.place.kind(), Kind::District | Kind::Division);
        }
    }
    bearers
}

/// The names that a word may be a case of.
fn forms(folded: &str, lexicon: &Lexicon) -> Vec<String> {
    let mut forms =
        if lexicon.inflection.is_empty() { Vec::new() } else { lexicon.inflection.nouns(folded) };
    let article = lexicon.article.as_str();
    let bare = folded.strip_prefix(article).filter(|_| !article.is_empty());
    forms.extend(bare.filter(|bare| bare.chars().count() >= SHORTEST_BARE).map(str::to_owned));
    forms
}

/// Letters of a name that may bear an article in the text and none in the gazetteer.
const SHORTEST_BARE: usize = 3;

/// The name that ends with the last token, as it stands or without an ending that a name may bear.
fn without_ending(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    names: &Names,
    walks: &[Walk],
    tokens: Range<usize>,
) -> Option<Match> {
    if !lexicon.inflection.is_empty() || !lexicon.script.is_empty() {
        return None;
    }
    let walk = *walks.first()?;
    stems(words[tokens.end - 1].folded.trim(), lexicon).find_map(|(stem, inhabitant)| {
        let end = names.read(walk, stem)?;
        let bearers = names.bearers(end).map(|_| Listed::at(names, &[end]))?;
        // "Helmand province" is Helmand; "Rafah crossing" is not Rafah.
        let own = tokens.len() == 1
            || words[tokens.end - 1].capital
            || document.tokens[tokens.end - 1].kind == TokenKind::Number
            || !matches!(
                bearers.0[0].place.kind(),
                Kind::Country | Kind::Division | Kind::District | Kind::Settlement
            );
        let fits = own && fits(document, words, lexicon, tokens.clone(), inhabitant, &bearers);
        fits.then_some(Match {
            end: tokens.end,
            bearers,
            inhabitant,
            guessed: false,
            spelled: false,
        })
    })
}

/// "Сумской области", "Харківщина": a region or district by the name of its town.
fn derived(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    names: &Names,
    at: usize,
) -> Option<Match> {
    let folded = words[at].folded.as_str();
    let phrase = document.tokens[at + 1..].iter().take(3).map(|token| &*token.lower);
    let class = lexicon.type_after(phrase).map(|(class, _)| class);
    let class = class.or_else(|| plural_ahead(document, words, lexicon, at));
    let forms = match class {
        Some(_) => lexicon.inflection.adjectives(folded),
        None => lexicon.inflection.regions(folded),
    };
    if forms.is_empty() {
        return None;
    }
    let native = forms.iter().filter_map(|form| names.read(names.start(), form));
    let mut walks: Vec<Walk> = native.filter(|&walk| names.bearers(walk).is_some()).collect();
    let spelled = walks.is_empty();
    if spelled {
        let spell = |form: &String| lexicon.script.spell(names, names.start(), form);
        walks = forms.iter().flat_map(spell).collect();
    }
    let towns = Listed::at(names, &walks);
    let kinds = class.and_then(|class| lexicon.types.get(class)).map(|class| &class.kinds);
    let whole = kinds.is_none_or(|kinds| kinds.contains(&Kind::Division));
    let divisions = if whole { divisions(&towns) } else { Listed::default() };
    let bearers = match class {
        Some(_) if divisions.is_empty() => own(towns, true),
        _ => divisions,
    };
    let end = at + 1;
    (!bearers.is_empty()).then_some(Match {
        end,
        bearers,
        inhabitant: false,
        guessed: false,
        spelled,
    })
}

/// "Сумской и Харьковской областях": the type that goes with each name of a list.
fn plural_ahead(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    at: usize,
) -> Option<usize> {
    const FARTHEST: usize = 8;
    let sentence = document.tokens[at].sentence;
    let mut tokens = document.tokens.iter().enumerate().skip(at + 1).take(FARTHEST);
    let joins = |at: usize, token: &Token| token.is_mark(",") || words[at].roles.any(Roles::JOINER);
    let joined = tokens.clone().next().is_some_and(|(at, next)| joins(at, next));
    let (_, last) = tokens.find(|&(at, token)| {
        token.sentence != sentence || !joins(at, token) && !words[at].capital
    })?;
    let plural = joined && last.sentence == sentence && lexicon.is_plural(&last.lower);
    let class = lexicon.type_after(std::iter::once(&*last.lower)).filter(|_| plural);
    class.map(|(class, _)| class)
}

/// The divisions that are called by the names of towns.
fn divisions(towns: &Listed) -> Listed {
    const SHARED: usize = 3;
    let mut all: Vec<Bearer> = Vec::new();
    for bearer in towns.iter() {
        let division = match bearer.place.kind() {
            Kind::Division => Some(bearer.place),
            Kind::Settlement => {
                bearer.place.division().filter(|whole| called(*whole, bearer.place))
            }
            _ => None,
        };
        if let Some(place) = division
            && all.iter().all(|known| known.place != place)
        {
            all.push(Bearer { place, alternate: false });
        }
    }
    return Listed(all);

    fn called(whole: Place, town: Place) -> bool {
        let letters = |place: Place| place.name().chars().flat_map(char::to_lowercase);
        letters(whole).zip(letters(town)).take_while(|(a, b)| a == b).count() >= SHARED
    }
}

/// A word, and what is left of it without the endings that a name may bear.
fn stems<'w>(folded: &'w str, lexicon: &'w Lexicon) -> impl Iterator<Item = (&'w str, bool)> {
    let strip = move |endings: &'w [String], inhabitant: bool| {
        endings
            .iter()
            .filter_map(move |ending| folded.strip_suffix(ending.as_str()))
            .filter(|stem| stem.len() >= 3)
            .map(move |stem| (stem, inhabitant))
    };
    std::iter::once((folded, false))
        .chain(strip(&lexicon.genitive, false))
        .chain(strip(&lexicon.inhabitant, true))
}

/// "Kiewer Vorort": only a large town has such a form, and a noun follows.
fn fits(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    tokens: Range<usize>,
    inhabitant: bool,
    bearers: &Listed,
) -> bool {
    const LARGE: f64 = 10.8; // 50,000 people
    let single = tokens.len() == 1;
    let word = &words[tokens.start];
    if single
        && (word.roles.any(Roles::NEVER)
            || (!document.tokens[tokens.start].class.is_empty()
                && (word.weak || word.also_small)
                && !(word.initials && bearers.iter().any(|b| b.place.kind() == Kind::Country))))
    {
        return false;
    }
    if !inhabitant {
        return true;
    }
    let noun = words.get(tokens.end).is_some_and(|next| next.capital && !next.folded.is_empty());
    noun && !lexicon.roles(&document.tokens[tokens.start].lower).any(Roles::COMMON.or(Roles::TITLE))
        && bearers.iter().any(|bearer| {
            !bearer.alternate
                && bearer.place.kind() == Kind::Settlement
                && bearer.place.prominence() > LARGE
        })
}

/// True where a line ends between a token and the one before, outside of running text.
fn is_broken(document: &Document, at: usize) -> bool {
    let between = &document.text[document.tokens[at - 1].span.end..document.tokens[at].span.start];
    between.matches('\n').count() > 1
}

/// "Nordisrael", "Ost-Ghuta": a point of the compass before a country, a region or a large town.
fn compass(words: &[Word], lexicon: &Lexicon, names: &Names, at: usize) -> Option<Listed> {
    let folded = &words[at].folded;
    lexicon
        .compass_prefixes
        .iter()
        .filter_map(|prefix| folded.strip_prefix(prefix.as_str()))
        .find_map(|rest| {
            stems(rest.trim_start(), lexicon)
                .filter(|(stem, inhabitant)| stem.len() > 2 && !inhabitant)
                .find_map(|(stem, _)| {
                    let walk: Walk = names.read(names.start(), stem)?;
                    names.bearers(walk).map(|_| Listed::at(names, &[walk])).filter(|bearers| {
                        bearers.iter().any(|b| match b.place.kind() {
                            Kind::Country | Kind::Region | Kind::Division => {
                                !b.alternate || b.place.kind() == Kind::Country
                            }
                            Kind::Settlement => b.place.prominence() > 11.5,
                            _ => false,
                        })
                    })
                })
        })
}

/// "Gaza-Krieg", "Israel-Hamas": the part of a joined word before a hyphen.
fn first_part(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    names: &Names,
    at: usize,
) -> Option<(Span, Meaning)> {
    let span = document.tokens[at].span;
    let text = document.slice(span);
    let hyphens: Vec<usize> =
        text.char_indices().filter(|(_, c)| "-‐‑–".contains(*c)).map(|(at, _)| at).collect();
    let folded = &words[at].folded;
    let ends: Vec<usize> =
        folded.char_indices().filter(|(_, c)| *c == ' ').map(|(at, _)| at).collect();
    if hyphens.len() != ends.len() {
        return None;
    }
    hyphens.iter().zip(&ends).rev().find_map(|(&hyphen, &end)| {
        let head = Span::new(span.start, span.start + hyphen);
        let part = &folded[..end];
        if let Some(country) = lexicon.adjective(part) {
            return Some((head, Meaning::People(country)));
        }
        if end < 3 || lexicon.roles(part).any(Roles::NEVER.or(Roles::COMMON).or(Roles::GIVEN_NAME))
        {
            return None;
        }
        let walk = names.read(names.start(), part)?;
        let bearers = names.bearers(walk).map(|_| Listed::at(names, &[walk]))?;
        let known = |b: Bearer| b.place.prominence() > 9.8 || b.place.kind() != Kind::Settlement;
        let any = bearers.iter().any(known);
        any.then_some((head, Meaning::Listed(bearers)))
    })
}
