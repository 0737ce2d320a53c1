//! Where: the country that a report is about, and a place in MUC-4's writing.

use std::collections::BTreeMap;

use super::table::{has, table, vocabulary};
use super::view::View;
use crate::place::PlaceMention;
use crate::record::{Event, Place, PlacePrecision};

/// What a dateline's country counts for, in mentions.
const DATELINE: usize = 3;

/// The mention that stands for the country that a report is about: of the nine that MUC-4 asked for
/// the one named most; none where another country is named more.
pub(super) fn home<'a>(view: &View<'a>) -> Option<&'a PlaceMention> {
    let mut weights: BTreeMap<&str, usize> = BTreeMap::new();
    let places = view.mentions.places.iter().filter(|place| is_trusted(view, place));
    for place in places.clone() {
        let weight = if place.dateline { DATELINE } else { 1 };
        *weights.entry(place.country.unwrap_or_default()).or_default() += weight;
    }
    let asked = |country: &str| has(&table().countries, country);
    let (country, _) = weights
        .iter()
        .filter(|(country, _)| asked(country))
        .max_by_key(|&(country, weight)| (*weight, std::cmp::Reverse(*country)))?;
    let of_country = |place: &&PlaceMention| place.country == Some(*country);
    let named =
        |place: &&PlaceMention| place.precision == PlacePrecision::Country && !place.adjectival;
    places.clone().filter(of_country).find(named).or_else(|| places.clone().find(of_country))
}

/// True of a place whose name cannot be another word: in capitals "CAR" and "DRUG" are no places.
fn is_trusted(view: &View<'_>, place: &PlaceMention) -> bool {
    let asked = place.country.is_some_and(|country| has(&table().countries, country));
    asked
        || !view.mentions.document.caseless
        || place.precision == PlacePrecision::Country && place.head.len() > 4
}

/// Gives an incident its place as MUC-4 writes it; without a place of its own, the country's.
pub(super) fn fill(view: &View<'_>, home: &PlaceMention, told: &mut Event) {
    let document = view.mentions.document;
    let place = told.place.get_or_insert_with(|| Place {
        text: document.slice(home.span).to_owned(),
        span: document.code_points(home.span),
        name: home.name.clone(),
        country: home.country.map(str::to_owned),
        precision: PlacePrecision::Country,
        ..Place::default()
    });
    if place.country.is_none() {
        place.country = home.country.map(str::to_owned);
    }
    let row = vocabulary().country.iter().find(|row| Some(&row.code) == place.country.as_ref());
    let Some(row) = row else { return };
    let mut chain = vec![row.name.clone()];
    let mention = view.mentions.places.iter().find(|mention| {
        let span = document.code_points(mention.span);
        span[0] <= place.span[0] && place.span[1] <= span[1]
    });
    if let Some(mention) = mention {
        chain.extend(named(view, mention, &row.division));
    }
    let words = &vocabulary().place;
    let sentences = told.evidence.iter().flat_map(|evidence| view.tokens(evidence.span));
    if chain.len() == 1 && sentences.map(|at| view.lower(at)).any(|w| has(&words.capital, w)) {
        chain.push(format!("{} ({})", row.capital, words.settlement[0].to_uppercase()));
    }
    place.muc4 = Some(chain.join(": "));
}

/// A place and what it lies in, each with its type.
fn named(view: &View<'_>, mention: &PlaceMention, division: &str) -> Vec<String> {
    let document = view.mentions.document;
    let nameless = document
        .tokens_in(mention.head)
        .any(|at| has(&vocabulary().place.nameless, view.lower(at)));
    if nameless && mention.geonames.is_none() || mention.rule.is_empty() {
        return Vec::new();
    }
    let write = |span, sort: &str| format!("{} ({sort})", document.words(span).to_uppercase());
    match mention.precision {
        PlacePrecision::Region => vec![write(mention.head, division)],
        PlacePrecision::Settlement => {
            let tokens = document.tokens_in(mention.head);
            let around = (tokens.start.saturating_sub(3)..tokens.end + 2).map(|at| view.lower(at));
            let sort = around
                .filter(|word| has(&vocabulary().place.settlement, word))
                .map(str::to_uppercase)
                .next()
                .unwrap_or_else(|| vocabulary().place.settlement[0].to_uppercase());
            let within = view.mentions.places.iter().find(|other| {
                other.precision == PlacePrecision::Region
                    && other.country == mention.country
                    && other.head.start.abs_diff(mention.head.end) < 60
                    && view.lower(document.tokens_in(other.head).end) == division.to_lowercase()
            });
            let mut chain: Vec<String> =
                within.iter().map(|other| write(other.head, division)).collect();
            chain.push(write(mention.head, &sort));
            chain
        }
        _ => Vec::new(),
    }
}
