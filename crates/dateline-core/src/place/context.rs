//! What a report is about, as far as its place names tell: which countries, which divisions of
//! them, and where on the map.
//!
//! Each name spreads one vote over its bearers, the likelier a bearer the larger its part. The votes
//! are summed by country, by first-level division and by cells of the map, so that a bearer reads in
//! a few look-ups what all the other names say for it: the cost grows with the names alone.

use std::collections::{BTreeMap, HashMap};

use super::Lexicon;
use super::candidate::{Candidate, Meaning};
use super::gazetteer::{Country, Kind, Place};
use super::resolve::prominence;

/// What speaks for the countries of the report's language, before it names any country.
const HOME: f64 = 0.3;
/// What the name of a people says for its country: less than a place does, since those who act
/// abroad are named by it.
const PEOPLE: f64 = 0.7;
/// What a place says where another place of its name is better known or as well.
const DOUBTFUL: f64 = 0.5;
/// Degrees that a cell of the map is high.
const CELL: f64 = 0.7;

/// A cell of the map: rows from the equator, columns from Greenwich.
type Cell = (i16, i16);

/// What a report is about.
#[derive(Debug, Default)]
pub struct Context {
    countries: BTreeMap<Country, f64>,
    /// What each name adds to its countries, so that none speaks for itself.
    own: HashMap<&'static str, Vec<(Country, f64)>>,
    heaviest: f64,
    votes: Votes,
    /// Names that the report says once what they lie in, with what they then mean.
    settled: Vec<(&'static str, Place)>,
    /// Places that are certain enough to measure distances to.
    pub anchors: Vec<Place>,
}

/// What the names say for the parts of countries and of the map.
#[derive(Debug, Default)]
struct Votes {
    divisions: HashMap<Place, f64>,
    cells: HashMap<Cell, f64>,
    /// The part of each name, which is taken off where the name itself asks.
    own: HashMap<&'static str, Vec<(Vote, f64)>>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Vote {
    Division(Place),
    Cell(Cell),
}

/// What a name's bearers are worth: each place with its part of one.
pub type Parts = Vec<(Place, f64)>;

impl Context {
    fn add(&mut self, name: Option<&'static str>, country: Option<Country>, weight: f64) {
        let Some(country) = country.filter(|_| weight > 0.0) else { return };
        *self.countries.entry(country).or_default() += weight;
        if let Some(name) = name {
            self.own.entry(name).or_default().push((country, weight));
        }
    }

    /// From 0 to 1: how much the report is about a country, as far as others than `name` say.
    pub fn share(&self, name: &str, country: Option<Country>) -> f64 {
        let Some(country) = country else { return 0.0 };
        let own = self.own.get(name).map_or(0.0, |own| {
            own.iter().filter(|(known, _)| *known == country).map(|(_, weight)| weight).sum()
        });
        let sum = self.countries.get(&country).copied().unwrap_or_default() - own;
        (sum / self.heaviest.max(1.0)).max(0.0)
    }

    /// Notes that a name means a place, since the report says what it lies in.
    pub fn settle(&mut self, name: &'static str, place: Place) {
        self.settled.push((name, place));
    }

    /// True where the report says elsewhere that the name means this place.
    pub fn is_settled(&self, name: &str, place: Place) -> bool {
        self.settled.iter().any(|&(known, meant)| meant == place && known == name)
    }

    /// The country that the report is most about.
    pub fn main_country(&self) -> Option<Country> {
        self.countries
            .iter()
            .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(a.0)))
            .map(|(&country, _)| country)
    }

    /// What the names say that need no context themselves.
    pub fn read(candidates: &[Candidate], lexicon: &Lexicon) -> Self {
        let mut context = Self::default();
        for &country in &lexicon.home {
            context.add(None, Some(country), HOME);
        }
        let sure = |candidate: &&Candidate| {
            !candidate.frame.person && !candidate.guessed && !candidate.spelled
        };
        for candidate in candidates.iter().filter(sure) {
            match &candidate.meaning {
                Meaning::People(place) => context.add(None, place.country(), PEOPLE),
                Meaning::Listed(_) => context.add_listed(candidate),
                Meaning::Unlisted => {}
            }
        }
        context.heaviest = context.countries.values().copied().fold(0.0, f64::max);
        context
    }

    fn add_listed(&mut self, candidate: &Candidate) {
        let Meaning::Listed(bearers) = &candidate.meaning else { return };
        let mut bearers = bearers.iter();
        let Some(first) = bearers.next() else { return };
        let rival = bearers
            .filter(|b| b.place.country() != first.place.country())
            .map(|b| b.place.prominence())
            .fold(0.0, f64::max);
        let known = first.place.prominence();
        let weight = match first.place.kind() {
            // "Georgia": a division elsewhere has as many people.
            Kind::Country if rival + 2.5 > known => DOUBTFUL,
            Kind::Country => 1.5,
            Kind::Division | Kind::Region if rival + 2.0 < known => 1.0,
            _ if known > prominence::FAMOUS && rival + 2.5 < known => 0.7,
            _ if !first.alternate && rival == 0.0 && candidate.frame.strength > 0 => 0.5,
            _ => 0.0,
        };
        let name = Some(candidate.name());
        let chained = candidate.frame.within.iter().filter_map(|place| place.country()).next();
        self.add(name, first.place.country().filter(|_| chained.is_none()), weight);
        // What a name lies in speaks for the name's next mention as well.
        self.add(None, chained, 0.7);
        if candidate.frame.dateline {
            self.add(None, chained.or_else(|| first.place.country()), 2.0);
        }
    }

    /// Takes the votes of the names anew.
    pub fn vote(&mut self, names: &[(&'static str, f64, Parts)]) {
        let mut votes = Votes::default();
        for (name, weight, parts) in names {
            // Of several bearers in one division or cell the likeliest votes.
            let mut own: Vec<(Vote, f64)> = Vec::new();
            for &(place, part) in parts {
                let division = division(place).map(Vote::Division);
                let cell = is_small(place).then(|| cell(place)).flatten().map(Vote::Cell);
                for vote in division.into_iter().chain(cell) {
                    let part = part * weight;
                    match own.iter_mut().find(|(known, _)| *known == vote) {
                        Some((_, most)) => *most = most.max(part),
                        None => own.push((vote, part)),
                    }
                }
            }
            for &(vote, part) in &own {
                match vote {
                    Vote::Division(place) => *votes.divisions.entry(place).or_default() += part,
                    Vote::Cell(cell) => *votes.cells.entry(cell).or_default() += part,
                }
            }
            votes.own.insert(name, own);
        }
        self.votes = votes;
    }

    /// What the other names say for the division that a place is or lies in.
    pub fn division(&self, name: &str, place: Place) -> f64 {
        let Some(division) = division(place) else { return 0.0 };
        let sum = self.votes.divisions.get(&division).copied().unwrap_or_default();
        (sum - self.own_vote(name, Vote::Division(division))).max(0.0)
    }

    /// What the other names say for the part of the map around a place.
    pub fn around(&self, name: &str, place: Place) -> f64 {
        let Some((latitude, longitude)) = place.point().filter(|_| is_small(place)) else {
            return 0.0;
        };
        let row = row(latitude);
        let mut sum = 0.0;
        for row in row - 1..=row + 1 {
            // Columns of two rows are not of one width: each row counts its own.
            let column = column(row, longitude);
            for cell in [(row, column - 1), (row, column), (row, column + 1)] {
                if let Some(all) = self.votes.cells.get(&cell) {
                    sum += (all - self.own_vote(name, Vote::Cell(cell))).max(0.0);
                }
            }
        }
        sum
    }

    fn own_vote(&self, name: &str, vote: Vote) -> f64 {
        let own = self.votes.own.get(name).into_iter().flatten();
        own.filter(|(known, _)| *known == vote).map(|(_, part)| *part).sum()
    }
}

fn division(place: Place) -> Option<Place> {
    if place.kind() == Kind::Division { Some(place) } else { place.division() }
}

/// True of what is smaller than a first-level division.
fn is_small(place: Place) -> bool {
    place.kind().is_spot() || place.kind() == Kind::District
}

/// The cell of a place: as wide as high on the ground.
fn cell(place: Place) -> Option<Cell> {
    let (latitude, longitude) = place.point()?;
    let row = row(latitude);
    Some((row, column(row, longitude)))
}

fn row(latitude: f64) -> i16 {
    (latitude / CELL).floor() as i16
}

fn column(row: i16, longitude: f64) -> i16 {
    let width = CELL / (f64::from(row) * CELL).to_radians().cos().max(0.2);
    (longitude / width).floor() as i16
}
