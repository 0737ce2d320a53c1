//! Keys by which reports that may have an occurrence in common find each other, so that not every
//! pair of reports need be compared.
//!
//! An event is kept under its *index* keys and looks under its *probe* keys. A key is of a day or
//! month and of a place or actor. Whatever [`features`](super::pair::features) does not rule out by
//! day and place meets, if it has a day or place or actor to be found by; and two events meet
//! from both sides or from none. A report without any place is also found by names of its story; two
//! that have places are not, since many reports of a week have some names in common.

use super::days::{self, Day, Days};
use super::facts::{EventFacts, Facts, Spot, When, hash64};
use super::pair::KM_APART;

/// Most days that an event is found by one by one; longer stretches go by their months.
const DAYS: Day = 10;

/// Most months that a stretch is found by; longer ones are found by their actors and places alone.
const MONTHS: usize = 4;

/// Degrees of latitude and of longitude of a cell of the map.
const CELL: f64 = 2.0;

/// Part of a key that says what the rest is.
#[derive(Clone, Copy)]
#[repr(u8)]
enum What {
    /// A day of an event with an exact date.
    Day,
    /// A month of an event with an exact date.
    Month,
    /// A month of an event with a vague date.
    Vague,
    /// Day of an unknown year, or nothing known.
    Undated,
    /// A cell of the map with an exact place.
    Cell,
    /// A country with an exact place.
    Country,
    /// A country with a vague place.
    Wide,
    /// An event without a place, by actor.
    Placeless,
    /// An event with a place, by actor.
    Actor,
    /// A band of a text's sketch.
    Band,
    /// Two names of a report of which no place is known, with the days of its publication.
    PlacelessStory,
    /// The same of a report of which one is.
    Story,
}

impl Facts {
    /// The keys under which the report is kept, in order, each once.
    #[must_use]
    pub fn index(&self) -> Vec<u64> {
        self.keys(index, false)
    }

    /// The keys under which the report looks for others, in order, each once.
    #[must_use]
    pub fn probe(&self) -> Vec<u64> {
        self.keys(probe, true)
    }

    fn keys(&self, of: fn(&EventFacts, Option<&Spot>) -> Vec<u64>, probe: bool) -> Vec<u64> {
        let bands = self.report.sketch.bands().map(|band| key(&[(What::Band, band)]));
        let home = self.report.home.as_ref();
        let events = self.events.iter().flat_map(|event| of(event, home));
        let mut keys: Vec<u64> = events.chain(bands).chain(self.stories(probe)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Keys of the story that a report tells: a stretch of days in which it was published and two of its
    /// names. By these a report without any place is found; two reports that have one are found by it.
    fn stories(&self, probe: bool) -> Vec<u64> {
        let Some(published) = self.report.published else { return Vec::new() };
        let names = &self.report.story[..self.report.story.len().min(NAMES)];
        let middle = published.first.div_euclid(STRETCH);
        let around = Day::from(probe);
        let kinds: &[What] = match (self.report.home, probe) {
            (None, true) => &[What::PlacelessStory, What::Story],
            (None, false) | (Some(_), true) => &[What::PlacelessStory],
            (Some(_), false) => &[What::Story],
        };
        let mut keys = Vec::new();
        for stretch in middle - around..=middle + around {
            for (at, &one) in names.iter().enumerate() {
                for &two in &names[at + 1..] {
                    let names = u64::from(one) << 32 | u64::from(two);
                    let days = (What::Day, number(stretch));
                    keys.extend(kinds.iter().map(|&kind| key(&[days, (kind, names)])));
                }
            }
        }
        keys
    }
}

/// How many names of a report stand for its story: those with the smallest numbers, which two reports
/// of one story are likely to have in common (MinHash, Broder 1997).
const NAMES: usize = 6;

/// Days of publication that are looked up together; the stretches next to it too.
const STRETCH: Day = 4;

type Token = (What, u64);

fn index(event: &EventFacts, home: Option<&Spot>) -> Vec<u64> {
    product(&when(event.when, false), &whereabouts(event, home, false))
}

fn probe(event: &EventFacts, home: Option<&Spot>) -> Vec<u64> {
    product(&when(event.when, true), &whereabouts(event, home, true))
}

fn product(times: &[Token], places: &[Token]) -> Vec<u64> {
    times.iter().flat_map(|&time| places.iter().map(move |&place| key(&[time, place]))).collect()
}

fn key(tokens: &[Token]) -> u64 {
    let bytes = tokens
        .iter()
        .flat_map(|&(what, value)| [what as u8].into_iter().chain(value.to_le_bytes()));
    hash64(bytes)
}

/// Days, and months of what is vague. An exact date is looked up among the vague ones of its month,
/// and the other way round.
fn when(when: When, probe: bool) -> Vec<Token> {
    let Some(days) = when.days() else {
        let value = match when {
            When::Yearless(month, day) => u64::from(month) * 32 + u64::from(day),
            _ => 0,
        };
        return vec![(What::Undated, value)];
    };
    let exact = days.len() <= DAYS;
    let mut tokens = Vec::new();
    if exact {
        // what is a day apart meets on the day between
        tokens.extend((days.first..=days.last + 1).map(|day| (What::Day, number(day))));
    }
    let months = months(days);
    let own = if exact { What::Month } else { What::Vague };
    match (exact, probe) {
        (_, false) => tokens.extend(months.map(|month| (own, month))),
        (true, true) => tokens.extend(months.map(|month| (What::Vague, month))),
        (false, true) => {
            for month in months {
                tokens.extend([(What::Vague, month), (What::Month, month)]);
            }
        }
    }
    tokens
}

/// The months of a stretch and of the days next to it.
fn months(days: Days) -> impl Iterator<Item = u64> + Clone {
    let month = |day: Day| {
        let date = days::date(day);
        i32::from(date.year()) * 12 + i32::from(date.month())
    };
    let (first, last) = (month(days.first - 1), month(days.last + 1));
    // a long stretch is found by its ends
    let long = usize::try_from(last - first).unwrap_or(usize::MAX) >= MONTHS;
    let all = (first..=last).filter(move |&at| !long || at <= first + 1 || at >= last - 1);
    all.map(number)
}

/// Cells, countries and actors. What has no place is also found by where its report's others are.
fn whereabouts(event: &EventFacts, home: Option<&Spot>, probe: bool) -> Vec<Token> {
    let mut tokens = Vec::new();
    let spot = event.spot.as_ref();
    let actors = event.parties.iter().filter_map(|party| {
        let id = party.id.map(u64::from);
        id.or_else(|| party.name.first().map(|&word| u64::from(word)))
    });
    let mut actors: Vec<u64> = actors.collect();
    actors.sort_unstable();
    actors.dedup();
    match spot {
        None => {
            tokens.extend(actors.iter().map(|&actor| (What::Placeless, actor)));
            if probe {
                tokens.extend(actors.iter().map(|&actor| (What::Actor, actor)));
            }
            if tokens.is_empty() {
                tokens.push((What::Placeless, u64::from(event.event_type as u8)));
            }
            if let Some(point) = home.and_then(|home| home.point) {
                tokens.extend(cells(point, probe).map(|cell| (What::Cell, cell)));
            }
        }
        Some(spot) => {
            tokens.extend(
                actors
                    .iter()
                    .map(|&actor| (if probe { What::Placeless } else { What::Actor }, actor)),
            );
            located(spot, probe, &mut tokens);
        }
    }
    tokens
}

fn located(spot: &Spot, probe: bool, tokens: &mut Vec<Token>) {
    let country = spot
        .country
        .map(|code| code.iter().fold(0, |number, &letter| number << 8 | u64::from(letter)));
    let exact = spot.point.filter(|_| spot.is_exact());
    match exact {
        Some(point) => {
            tokens.extend(cells(point, probe).map(|cell| (What::Cell, cell)));
            let what = if probe { What::Wide } else { What::Country };
            tokens.extend(country.map(|country| (what, country)));
        }
        None => {
            let name = u64::from(spot.name);
            tokens.push((What::Wide, country.unwrap_or(name)));
            if let (true, Some(country)) = (probe, country) {
                tokens.push((What::Country, country));
            }
        }
    }
}

/// Kilometres within which places may be of one occurrence, whatever their radii.
const REACH: f64 = KM_APART + 100.0;

/// Kilometres of a degree of latitude.
const DEGREE: f64 = 111.2;

/// The cell of a point, or all cells that may hold what is near it. Two cells see each other or
/// neither does.
fn cells([lat, lon]: [f64; 2], around: bool) -> impl Iterator<Item = u64> {
    #[expect(clippy::cast_possible_truncation, reason = "within the globe")]
    let cell = |degrees: f64| (degrees / CELL).floor() as i32;
    #[expect(clippy::cast_possible_truncation, reason = "a constant")]
    let circle = (360.0 / CELL) as i32;
    let (row, column) = (cell(lat), cell(lon));
    let rows = i32::from(around);
    (row - rows..=row + rows).flat_map(move |other| {
        // a degree of longitude shrinks to the poles: what counts is the cell nearer to one
        let pole = f64::from(row.abs().max(other.abs()) + 1) * CELL;
        let wide = CELL * DEGREE * pole.min(85.0).to_radians().cos();
        #[expect(clippy::cast_possible_truncation, reason = "at most a few cells")]
        let columns = if around { (REACH / wide).ceil() as i32 } else { 0 };
        (column - columns..=column + columns)
            .map(move |column| number(other) << 32 | number(column.rem_euclid(circle)))
    })
}

fn number(signed: i32) -> u64 {
    u64::from(signed.cast_unsigned())
}
