//! Where something lies that has no name of its own or is in no gazetteer: "the barracks", "the
//! Turkish consulate", "Wettstein Bridge".
//!
//! Reports name the town and go on in it. So a thing in a town lies in the town that is named close
//! by, that the report names most, or that it is sent from. Its point is then the town's, and the
//! precision says so.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::gazetteer::{Country, Kind, Names};
use super::{Lexicon, PlaceMention, Roles};
use crate::record::{Part, PlacePrecision};
use crate::text::{Document, Span, Token};

/// How many mentions to each side are looked at.
const REACH: usize = 24;

/// How well known a place is that is meant in whatever country: of 250,000 people.
const FAMOUS: f64 = 12.4;
/// What is added for each time that a place is named.
const NAMED: f64 = 1.0;
/// What is added where the report is sent from there.
const SENT_FROM: f64 = 2.0;
/// What is added where something else in the report happens there.
const HAPPENED: f64 = 1.0;
/// What is added for a mention in the headline or the first sentence of the body.
const OPENING: f64 = 1.0;
/// What is added for a mention in the same sentence.
const SAME: f64 = 4.0;
/// What is added for one in the sentence before, less the farther it is.
const BEFORE: f64 = 3.0;
/// What is added for one in the sentence behind: what was not named yet is hardly meant.
const BEHIND: f64 = 0.5;

/// The share of all that speaks for towns from which on one is what a report is about.
const HOME: f64 = 0.55;

/// What a thing without a point lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Width {
    Town,
    Region,
    Country,
}

impl Width {
    /// How wide a listed place is; none of what has no point or is no place by itself.
    fn of(mention: &PlaceMention) -> Option<Self> {
        use PlacePrecision::{Area, Country, Point, Region, Settlement, Unknown};
        mention.point.filter(|_| !mention.adjectival)?;
        match mention.precision {
            Point | Settlement => Some(Self::Town),
            Area | Region => Some(Self::Region),
            Country => Some(Self::Country),
            Unknown => None,
        }
    }
}

/// The places of a report, weighed by how much of it is about them.
pub struct Whereabouts<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    /// What can be lain in, in order, with its width.
    places: Vec<(&'a PlaceMention, Width)>,
    /// For each of `places` the number of its place.
    numbers: Vec<usize>,
    /// What each place weighs wherever one stands.
    weights: Vec<f64>,
    /// The countries of the report's places and peoples, with how often they are named.
    countries: Vec<(&'static str, usize)>,
    /// For each width the first mention of the heaviest.
    most: [Option<usize>; 3],
}

impl<'a> Whereabouts<'a> {
    /// Weighs the places of a document. `happened` says whether something is known to happen there.
    pub fn new(
        document: &'a Document,
        lexicon: &'a Lexicon,
        places: &'a [PlaceMention],
        happened: impl Fn(&PlaceMention) -> bool,
    ) -> Self {
        let mut countries: Vec<(&'static str, usize)> = Vec::new();
        for country in places.iter().filter_map(|place| place.country) {
            match countries.iter_mut().find(|(known, _)| *known == country) {
                Some((_, times)) => *times += 1,
                None => countries.push((country, 1)),
            }
        }
        let places: Vec<_> =
            places.iter().filter_map(|mention| Some((mention, Width::of(mention)?))).collect();
        let bits = |mention: &PlaceMention| {
            mention.point.map(|(north, east)| (north.to_bits(), east.to_bits()))
        };
        let mut points: Vec<_> = places.iter().map(|(mention, _)| bits(mention)).collect();
        points.sort_unstable();
        points.dedup();
        let mut weights = vec![0.0; points.len()];
        let mut numbers = Vec::with_capacity(places.len());
        for (mention, _) in &places {
            let number = points.partition_point(|point| *point < bits(mention));
            numbers.push(number);
            weights[number] += NAMED
                + if mention.dateline { SENT_FROM } else { 0.0 }
                + if happened(mention) { HAPPENED } else { 0.0 };
        }
        let most = [Width::Town, Width::Region, Width::Country].map(|wanted| {
            let fits = (0..places.len()).filter(|&at| places[at].1 == wanted);
            fits.max_by(|&one, &other| {
                let weight = |at: usize| weights[numbers[at]];
                weight(one).total_cmp(&weight(other)).then(other.cmp(&one))
            })
        });
        Self { document, lexicon, places, numbers, weights, countries, most }
    }

    /// The place that words name which are known to name one, though nothing around them says so:
    /// one of the gazetteer in a country that the report names, or one that everybody knows.
    #[must_use]
    pub fn named(&self, span: Span) -> Option<PlaceMention> {
        let tokens = self.tokens(span);
        let (first, last) = (tokens.first()?, tokens.last()?);
        if !first.capital && self.lexicon.article.is_empty()
            || tokens.iter().any(|t| self.is_word(t))
        {
            return None;
        }
        let head = first.span.join(last.span);
        let folded = dateline_data::fold::fold(self.document.slice(head));
        let forms = self.lexicon.inflection.nouns(&folded);
        let names = std::iter::once(&folded).chain(&forms);
        let bearers = names.filter_map(|name| Names::get().find(name));
        let known = bearers.flat_map(super::gazetteer::Bearers::iter).filter_map(|bearer| {
            let place = bearer.place;
            let wide = match place.kind() {
                Kind::Settlement | Kind::Camp | Kind::Crossing | Kind::Site => 0.0,
                // A town before the division around it, which mostly bears the town's name.
                Kind::Division if !bearer.alternate => 1.0,
                _ => return None,
            };
            let share = self.share(place.country());
            let score = place.prominence() + 6.0 * share - wide;
            (share > 0.0 || place.prominence() > FAMOUS).then_some((score, place))
        });
        let (_, place) = known.max_by(|one, other| one.0.total_cmp(&other.0))?;
        let spot = place.kind().is_spot();
        Some(PlaceMention {
            span: head,
            head,
            name: place.name().to_owned(),
            geonames: place.geonames(),
            point: place.point(),
            country: place.country().map(Country::alpha3),
            admin1: place.admin1(),
            precision: if spot { PlacePrecision::Settlement } else { PlacePrecision::Region },
            rule: "place.named".into(),
            ..PlaceMention::default()
        })
    }

    /// From 0 to 1: how much of the report's places lie in a country.
    fn share(&self, country: Option<Country>) -> f64 {
        let most = self.countries.iter().map(|(_, times)| *times).max().unwrap_or(1);
        let times = country
            .and_then(|country| self.countries.iter().find(|(code, _)| *code == country.alpha3()));
        times.map_or(0.0, |(_, times)| *times as f64 / most as f64)
    }

    /// The words of a span without those that may stand before a name.
    fn tokens(&self, span: Span) -> &[Token] {
        let tokens = &self.document.tokens;
        let from = tokens.partition_point(|token| token.span.end <= span.start);
        let to = tokens.partition_point(|token| token.span.start < span.end);
        let tokens = &tokens[from..to.max(from)];
        let small = |token: &Token| {
            let roles = self.lexicon.roles(&token.lower);
            roles.any(Roles::INSIDE.or(Roles::NEAR).or(Roles::TOWARD).or(Roles::ARTICLE))
        };
        let before = tokens.iter().take_while(|token| small(token)).count();
        &tokens[before..]
    }

    /// True of a word that says what a thing is, and not what it is called: "plaza", "the north".
    fn is_word(&self, token: &Token) -> bool {
        let lower = &*token.lower;
        let folded = dateline_data::fold::fold(lower);
        let article = self.lexicon.article.as_str();
        let noun = Roles::NEVER
            .or(Roles::COMMON)
            .or(Roles::AREA_NOUN)
            .or(Roles::COMPASS_NOUN)
            .or(Roles::COMPASS_ADJECTIVE);
        !article.is_empty() && folded.starts_with(article)
            || self.lexicon.roles(lower).or(self.lexicon.roles_of_forms(&folded)).any(noun)
            || self.lexicon.type_before(lower).is_some()
            || self.lexicon.type_after(std::iter::once(lower)).is_some()
    }

    /// True of a street, a building or a quarter by its words: "West 107th Street", "Harborview
    /// Apartments", "quartier Belleville".
    fn lies_in_a_town(&self, tokens: &[Token]) -> bool {
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
        let roles = |token: &Token, role| self.lexicon.roles(&token.lower).any(role);
        let before = self.lexicon.type_before(&first.lower);
        let after = self.lexicon.type_after(std::iter::once(&*last.lower)).map(|(class, _)| class);
        let inside = |class: usize| self.lexicon.types[class].is_inside_a_town();
        roles(first, Roles::STREET_BEFORE)
            || roles(last, Roles::STREET_AFTER)
            || before.or(after).is_some_and(inside)
    }

    /// True of words that bear a name of their own, which says more than a town near by.
    fn is_name(&self, span: Span) -> bool {
        if !self.lexicon.script.is_empty() || self.document.caseless {
            return false;
        }
        let tokens = self.tokens(span);
        if self.lies_in_a_town(tokens) {
            return false;
        }
        let capital = tokens.iter().any(|token| token.capital);
        // Where all nouns have capitals, only names stand without an article.
        let start = tokens.first().map_or(span.start, |token| token.span.start);
        let at = self.document.tokens.partition_point(|token| token.span.start < start);
        let before = at.checked_sub(1).map(|before| &*self.document.tokens[before].lower);
        let article = before
            .is_some_and(|before| self.lexicon.roles(before).any(Roles::ARTICLE.or(Roles::FUSED)));
        capital && !(self.lexicon.capital_nouns && article)
    }

    /// True where a mention says less than where a thing is: nothing of the gazetteer, only whose it
    /// is ("the Turkish consulate"), or a building that is not listed.
    #[must_use]
    pub fn is_needed(&self, mention: Option<&PlaceMention>, span: Span) -> bool {
        let Some(mention) = mention else { return !self.is_name(span) };
        // Beside the words that may stand before a name: "по Україні" is no more than "Україні".
        let words = self.tokens(span);
        let length = words
            .first()
            .zip(words.last())
            .map_or(0, |(first, last)| first.span.join(last.span).len());
        let longer = 10 * length > 13 * mention.span.len();
        match mention.point {
            _ if mention.adjectival => true,
            None => mention.precision == PlacePrecision::Point || self.lies_in_a_town(words),
            Some(_) => mention.precision == PlacePrecision::Country && longer,
        }
    }

    /// The named place that a thing at `span` lies in: a town where one is named, else the widest
    /// that is said. `own` is what the words of the thing itself name.
    #[must_use]
    pub fn around(&self, span: Span, own: Option<&PlaceMention>) -> Option<&'a PlaceMention> {
        let all = [Width::Town, Width::Region, Width::Country];
        let widths = match self.meant(span) {
            Width::Country => [Width::Country, Width::Region, Width::Town],
            Width::Region => [Width::Region, Width::Town, Width::Country],
            Width::Town => all,
        };
        widths.into_iter().find_map(|width| self.nearest(span, own, width))
    }

    /// How wide the thing is by its words: "the country", "the province".
    fn meant(&self, span: Span) -> Width {
        // What is called so need not be one: "Country Meadows".
        let name = |token: &&Token| {
            token.capital && !self.lexicon.capital_nouns && !self.document.caseless
        };
        let words = self.tokens(span).iter().filter(|token| !name(token));
        let words: Vec<&str> = words.map(|token| &*token.lower).collect();
        let country = self.lexicon.country.iter().any(|phrase| {
            words
                .windows(phrase.len())
                .any(|window| window.iter().zip(phrase).all(|(word, wanted)| **word == **wanted))
        });
        let region = words.iter().any(|word| {
            self.lexicon
                .type_before(word)
                .is_some_and(|class| self.lexicon.types[class].precision == PlacePrecision::Region)
        });
        match (country, region) {
            (true, _) => Width::Country,
            (_, true) => Width::Region,
            _ => Width::Town,
        }
    }

    /// The town that a report is about, where one outweighs all others.
    #[must_use]
    pub fn home(&self) -> Option<&'a PlaceMention> {
        let towns =
            self.places.iter().zip(&self.numbers).filter(|(place, _)| place.1 == Width::Town);
        // for each town what speaks for it, and its first mention
        let mut spoken: BTreeMap<usize, (f64, &'a PlaceMention)> = BTreeMap::new();
        for ((mention, _), &number) in towns {
            let known = spoken.entry(number).or_insert((self.weights[number], mention));
            known.0 += if opens(self.document, mention.span) { OPENING } else { 0.0 };
        }
        let all: f64 = spoken.values().map(|(weight, _)| weight).sum();
        spoken.into_values().find(|(weight, _)| *weight >= HOME * all).map(|(_, town)| town)
    }

    fn nearest(
        &self,
        span: Span,
        own: Option<&PlaceMention>,
        wanted: Width,
    ) -> Option<&'a PlaceMention> {
        let here = self.document.sentence_at(span.start);
        let at = self.places.partition_point(|(mention, _)| mention.span.start < span.start);
        let near = at.saturating_sub(REACH)..(at + REACH).min(self.places.len());
        let fits = |at: usize| {
            let (mention, width) = self.places[at];
            width == wanted && own.is_none_or(|own| own.span != mention.span)
        };
        let mut weights: Vec<(usize, f64, usize)> = Vec::new();
        let mut add = |at: usize, weight: f64| {
            let number = self.numbers[at];
            match weights.iter_mut().find(|(known, ..)| *known == number) {
                Some((_, sum, _)) => *sum += weight,
                None => weights.push((number, self.weights[number] + weight, at)),
            }
        };
        for at in near.clone().filter(|&at| fits(at)) {
            let there = self.document.sentence_at(self.places[at].0.span.start);
            add(
                at,
                match there.cmp(&here) {
                    Ordering::Equal => SAME,
                    Ordering::Less => BEFORE / (here - there) as f64,
                    Ordering::Greater => BEHIND / (there - here) as f64,
                },
            );
        }
        // What the report is about most, though it stands far away.
        if let Some(most) = self.most[wanted as usize].filter(|&at| fits(at)) {
            add(most, 0.0);
        }
        let best = weights
            .into_iter()
            .max_by(|one, other| one.1.total_cmp(&other.1).then(other.2.cmp(&one.2)));
        best.map(|(_, _, at)| self.places[at].0)
    }
}

/// True in the headline and in the first sentence of the body.
fn opens(document: &Document, span: Span) -> bool {
    let at = document.sentence_at(span.start);
    let headline = |at: usize| {
        document.sentences.get(at).is_some_and(|sentence| sentence.part == Part::Headline)
    };
    headline(at) || at == 0 || headline(at - 1)
}
