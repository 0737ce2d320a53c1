//! Places that are told by pointing at others: "the capital", "in the town", "between A and B".

use super::candidate::{Candidate, Meaning};
use super::context::Context;
use super::exactness::Exactness;
use super::frame::Frame;
use super::gazetteer::{Country, kilometres};
use super::{Lexicon, PlaceMention, Roles};
use crate::record::PlacePrecision;
use crate::text::Document;

/// Kilometres between two towns of which something happens on the way.
const WAY: f64 = 300.0;

/// "the capital", "the south of the country": names by what the report is about.
pub(super) fn references(
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
            Meaning::People(people) if candidate.tokens.end == at => {
                Some((candidate.tokens.start, people.country()?))
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
        let mut mention = PlaceMention {
            span,
            head: span,
            name: capital.name().to_owned(),
            geonames: capital.geonames(),
            point: capital.point(),
            country: capital.country().map(Country::alpha3),
            admin1: capital.admin1(),
            precision: PlacePrecision::Settlement,
            rule: "place.capital".into(),
            ..PlaceMention::default()
        };
        Exactness::of(capital, mention.precision).put(&mut mention);
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
    Candidate::unlisted(tokens.clone(), span, Frame { tokens, ..Default::default() })
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

/// "between Kidal and Gao": one place, somewhere on the way.
pub(super) fn ways(document: &Document, lexicon: &Lexicon, mentions: &mut Vec<PlaceMention>) {
    let mut at = 0;
    while at + 1 < mentions.len() {
        if let Some(way) = way(document, lexicon, &mentions[at], &mentions[at + 1]) {
            mentions[at] = way;
            mentions.remove(at + 1);
        }
        at += 1;
    }
}

fn way(
    document: &Document,
    lexicon: &Lexicon,
    from: &PlaceMention,
    to: &PlaceMention,
) -> Option<PlaceMention> {
    let town = |mention: &PlaceMention| {
        mention.precision == PlacePrecision::Settlement && !mention.adjectival && !mention.modifier
    };
    let first = document.tokens_in(from.span);
    let second = document.tokens_in(to.span);
    let opens = first.start.checked_sub(1).is_some_and(|before| {
        let token = &document.tokens[before];
        token.sentence == document.tokens[first.start].sentence
            && lexicon.roles(&token.lower).any(Roles::BETWEEN)
    });
    let joins = (first.end..second.start).len() <= 2
        && document.tokens.get(first.end..second.start).unwrap_or_default().iter().all(|token| {
            let roles = lexicon.roles(&token.lower);
            roles.any(Roles::JOINER.or(Roles::TOWARD).or(Roles::BETWEEN).or(Roles::CONNECTOR))
        });
    if !(opens && joins && town(from) && town(to)) {
        return None;
    }
    let (start, end) = (from.point?, to.point?);
    let apart = kilometres(start, end);
    (apart > 0.0 && apart < WAY).then(|| PlaceMention {
        span: from.span.join(to.span),
        head: from.head.join(to.head),
        name: format!("{}–{}", from.name, to.name),
        geonames: None,
        point: Some((f64::midpoint(start.0, end.0), f64::midpoint(start.1, end.1))),
        country: from.country.filter(|_| from.country == to.country),
        precision: PlacePrecision::Area,
        radius: Some(apart / 2.0),
        where_prec: Exactness::BETWEEN,
        frame: 2,
        rule: "place.way".into(),
        ..PlaceMention::default()
    })
}
