//! How many incidents there are of each kind.

use dateline_core::incident::record::Grade;
use dateline_core::record::{EventType, Status};
use serde::Serialize;

use super::{Catalogue, Selection};
use crate::render::words;

/// Countries that are told.
const COUNTRIES: usize = 20;

/// Counts by kind, most first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Facets {
    /// PLOVER types.
    pub types: Vec<Facet>,
    /// Whether they happened.
    pub statuses: Vec<Facet>,
    /// Steps of the ladder of confidence.
    pub grades: Vec<Facet>,
    /// Codes of the countries with most, 20 at most.
    pub countries: Vec<Facet>,
}

/// One kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Facet {
    /// As a filter has it.
    pub value: String,
    /// Incidents that fit.
    pub count: u32,
}

impl Catalogue {
    /// How many of the incidents that fit are of each kind.
    pub fn facets(&self, selection: &Selection) -> Facets {
        let columns = &self.columns;
        let mut types = [0_u32; 32];
        let mut statuses = [0_u32; 16];
        let mut grades = [0_u32; 16];
        let mut countries = vec![0_u32; CODES];
        for (at, fits) in selection.mask.iter().enumerate() {
            if *fits == 0 {
                continue;
            }
            types[columns.event_type[at] as usize] += 1;
            statuses[columns.status[at] as usize] += 1;
            grades[columns.grade[at] as usize] += 1;
            if let Some(number) = number(columns.country[at]) {
                countries[number] += 1;
            }
        }
        let countries = countries.iter().enumerate().filter(|(_, count)| **count > 0);
        let countries = countries.map(|(number, count)| (code(number), *count));
        let mut countries = ranked(countries);
        countries.truncate(COUNTRIES);
        Facets {
            types: ranked(EVENT_TYPES.iter().map(|&is| (words::code(is), types[is as usize]))),
            statuses: ranked(STATUSES.iter().map(|&is| (words::code(is), statuses[is as usize]))),
            grades: ranked(GRADES.iter().map(|&is| (words::code(is), grades[is as usize]))),
            countries,
        }
    }
}

/// PLOVER's types, all of them.
pub const EVENT_TYPES: [EventType; 16] = [
    EventType::Agree,
    EventType::Consult,
    EventType::Support,
    EventType::Concede,
    EventType::Cooperate,
    EventType::Aid,
    EventType::Retreat,
    EventType::Request,
    EventType::Accuse,
    EventType::Reject,
    EventType::Threaten,
    EventType::Protest,
    EventType::Sanction,
    EventType::Mobilize,
    EventType::Coerce,
    EventType::Assault,
];

/// Whether something happened, all answers.
pub const STATUSES: [Status; 8] = [
    Status::Occurred,
    Status::Attempted,
    Status::Prevented,
    Status::Ongoing,
    Status::Planned,
    Status::Threatened,
    Status::Hypothetical,
    Status::Denied,
];

/// The steps of the ladder, all of them.
pub const GRADES: [Grade; 5] =
    [Grade::Confirmed, Grade::Fair, Grade::Weak, Grade::Contested, Grade::Discounted];

/// Letters of a country's code.
const LETTERS: usize = 26;

/// Codes that there could be.
const CODES: usize = LETTERS * LETTERS * LETTERS;

/// The number of a code among all that there could be: counting by number is many times faster than by
/// name.
fn number(code: [u8; 3]) -> Option<usize> {
    code.iter().try_fold(0, |number, letter| {
        letter.is_ascii_uppercase().then(|| number * LETTERS + usize::from(letter - b'A'))
    })
}

/// The code of a number.
fn code(number: usize) -> String {
    let letters = [number / LETTERS / LETTERS, number / LETTERS % LETTERS, number % LETTERS];
    letters
        .iter()
        .filter_map(|&letter| u8::try_from(letter).ok())
        .map(|at| char::from(b'A' + at))
        .collect()
}

fn ranked(counts: impl Iterator<Item = (String, u32)>) -> Vec<Facet> {
    let facets = counts.filter(|(_, count)| *count > 0);
    let mut facets: Vec<Facet> = facets.map(|(value, count)| Facet { value, count }).collect();
    facets.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    facets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_again_by_its_number() {
        for known in ["AAA", "MLI", "ZZZ"] {
            let bytes = known.as_bytes().try_into().unwrap();
            assert_eq!(code(number(bytes).unwrap()), known);
        }
        assert_eq!(number([0; 3]), None);
    }
}
