//! What a report and its events are compared by: little enough to keep of a million events.

use serde::{Deserialize, Serialize};

use super::copies::Sketch;
use super::days::{self, Day, Days};
use crate::actor::Base;
use crate::actor::fold::fold;
use crate::record::{
    CountOf, Event, EventType, Kind, Level, Part, PlacePrecision, Record, Role, Status,
};

/// A name, word or id as a number: 32 bits of FNV-1a of its folded letters.
pub type Word = u32;

/// Most words kept of an event: those with the smallest numbers, so that two events keep the same.
const WORDS: usize = 48;

/// What a report and its events are compared by. A function of the record alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// What the report as a whole is compared by.
    pub report: ReportFacts,
    /// Its events, in the record's order.
    pub events: Vec<EventFacts>,
}

/// What a report as a whole is compared by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportFacts {
    /// When it was published.
    pub published: Option<Days>,
    /// Its language.
    pub language: Word,
    /// Its wording, by which copies are found.
    pub sketch: Sketch,
    /// Names and numbers of the whole report, by which two tellings of one story are known.
    pub story: Vec<Word>,
    /// Where most of its events are.
    pub home: Option<Spot>,
}

/// What an event is compared by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventFacts {
    /// PLOVER type.
    pub event_type: EventType,
    /// PLOVER modes.
    pub modes: Vec<Word>,
    /// ACLED sub-event type.
    pub acled: Option<Word>,
    /// Whether it happened.
    pub status: Status,
    /// One occurrence, a series or a total.
    pub level: Level,
    /// When.
    pub when: When,
    /// Where.
    pub spot: Option<Spot>,
    /// Who and what, by role.
    pub parties: Vec<Party>,
    /// How many.
    pub figures: Vec<Range>,
    /// Words of the sentences that tell of it.
    pub words: Vec<Word>,
    /// Its place among the events of its report: 0 the first.
    pub rank: u16,
    /// True where the headline tells of it.
    pub headline: bool,
}

/// When an event was, as far as that can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// On these days, as the report says.
    Told(Days),
    /// The report does not say; most likely in the days before its publication.
    Recent(Days),
    /// A month and a day of a year that is not known.
    Yearless(u8, u8),
    /// Not known.
    Unknown,
}

impl When {
    /// The days, where they are known at all.
    #[must_use]
    pub const fn days(self) -> Option<Days> {
        match self {
            Self::Told(days) | Self::Recent(days) => Some(days),
            Self::Yearless(..) | Self::Unknown => None,
        }
    }
}

/// Where an event was, as far as that can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// Degrees north and east, where there is a point.
    pub point: Option<[f64; 2]>,
    /// Kilometres around the point.
    pub radius_km: f64,
    /// How exact.
    pub precision: PlacePrecision,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<[u8; 3]>,
    /// The name.
    pub name: Word,
}

impl Spot {
    /// True where the point is that of a town, a building or a small area.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        self.point.is_some()
            && matches!(
                self.precision,
                PlacePrecision::Point | PlacePrecision::Settlement | PlacePrecision::Area
            )
    }
}

/// Who or what takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// In which role.
    pub role: Role,
    /// Id in the actor base.
    pub id: Option<Word>,
    /// Ids of the actors that it is part of, nearest first.
    pub wholes: Vec<Word>,
    /// What kind.
    pub kind: Kind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<[u8; 3]>,
    /// Words of the name; empty where there is none but a common noun.
    pub name: Vec<Word>,
}

/// A figure and what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// Of what.
    pub of: CountOf,
    /// At least.
    pub low: u64,
    /// At most; none where no upper bound is said.
    pub high: Option<u64>,
}

impl Facts {
    /// What a record's report and events are compared by.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let published = record.report.published.as_deref().and_then(Days::of_edtf);
        let home = home(&record.events);
        let events = record.events.iter().enumerate();
        Self {
            report: ReportFacts {
                published,
                language: number(&record.report.language),
                sketch: Sketch::of(&record.report.text),
                story: story(&record.report.text),
                home,
            },
            events: events
                .map(|(rank, event)| EventFacts::of(event, published, home, rank))
                .collect(),
        }
    }
}

/// Where most events of a report are, of those with an exact place; the first of equals.
fn home(events: &[Event]) -> Option<Spot> {
    let places = events.iter().filter_map(|event| event.place.as_ref());
    let spots: Vec<Spot> = places.map(Spot::of).filter(Spot::is_exact).collect();
    let times = |spot: &Spot| spots.iter().filter(|other| other.point == spot.point).count();
    spots.iter().rev().max_by_key(|spot| times(spot)).copied()
}

/// Kilometres around the town of a report within which a thing lies that is in no gazetteer.
const OUTSKIRTS: f64 = 10.0;

/// An event that a report dates by no word is told because it is news: days before publication in
/// which it most likely was.
const NEWS: Day = 3;

impl EventFacts {
    /// What an event is compared by: the event of that place in its report (0 the first), with when the
    /// report was published and where most of its events are.
    #[must_use]
    pub fn of(event: &Event, published: Option<Days>, home: Option<Spot>, rank: usize) -> Self {
        let edtf = event.time.as_ref().and_then(|time| time.edtf.as_deref());
        let recent = published.filter(|days| days.len() == 1 && event.time.is_none());
        let when = match edtf {
            Some(edtf) => match (Days::of_edtf(edtf), days::yearless(edtf)) {
                (Some(days), _) => When::Told(closed(days, published)),
                (None, Some((month, day))) => When::Yearless(month, day),
                (None, None) => When::Unknown,
            },
            None => recent.map_or(When::Unknown, |days| {
                When::Recent(Days { first: days.first - NEWS, last: days.last })
            }),
        };
        let day = when.days().map(|days| days::date(days.first));
        let told = |part| event.evidence.iter().any(|evidence| evidence.part == Some(part));
        Self {
            event_type: event.event_type,
            modes: event.modes.iter().map(|mode| number(mode)).collect(),
            acled: event.acled.as_deref().map(number),
            status: event.status,
            level: event.level.unwrap_or(Level::Incident),
            when,
            spot: event.place.as_ref().map(|place| Spot::of(place).or_around(home)),
            parties: event.participants.iter().map(|one| Party::of(one, day)).collect(),
            figures: event.counts.iter().map(Range::of).collect(),
            words: words(event),
            rank: u16::try_from(rank).unwrap_or(u16::MAX),
            headline: told(Part::Headline),
        }
    }

    /// The parties in a role.
    pub fn in_role(&self, role: Role) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(move |party| party.role == role)
    }
}

/// An open stretch ends on the day of the report that tells of it.
fn closed(days: Days, published: Option<Days>) -> Days {
    match published {
        Some(published) if days.is_open() && published.last >= days.first => {
            Days { first: days.first, last: days.last.min(published.last) }
        }
        _ => days,
    }
}

impl Spot {
    fn of(place: &crate::record::Place) -> Self {
        Self {
            point: place.lat.zip(place.lon).map(|(lat, lon)| [lat, lon]),
            radius_km: place.radius_km.unwrap_or(0.0),
            precision: place.precision,
            geonames: place.geonames,
            country: place.country.as_deref().and_then(code),
            name: number(&place.name),
        }
    }

    /// A thing that only its name tells of lies in or around the town that its report is about.
    fn or_around(self, home: Option<Self>) -> Self {
        match home {
            Some(home) if self.point.is_none() && self.country.is_none() => Self {
                point: home.point,
                radius_km: home.radius_km.max(OUTSKIRTS),
                precision: PlacePrecision::Area,
                country: home.country,
                ..self
            },
            _ => self,
        }
    }
}

impl Party {
    fn of(participant: &crate::record::Participant, day: Option<jiff::civil::Date>) -> Self {
        let mut wholes = Vec::new();
        let mut next = participant.part_of.clone().or_else(|| {
            let actor = Base::get().actor(participant.id.as_deref()?)?;
            actor.owner(day).map(str::to_owned)
        });
        while let Some(id) = next.filter(|id| !wholes.contains(&number(id))) {
            wholes.push(number(&id));
            let actor = Base::get().actor(&id);
            next = actor.and_then(|actor| actor.owner(day)).map(str::to_owned);
        }
        // A name is told from a common noun by its first letter, where its script has two kinds.
        let name = participant.name.as_deref().filter(|name| {
            participant.id.is_some() || name.chars().any(char::is_uppercase) || !name.is_ascii()
        });
        let folded = name.map(fold).unwrap_or_default();
        let words = folded.split(|c: char| !c.is_alphanumeric());
        Self {
            role: participant.role,
            id: participant.id.as_deref().map(number),
            wholes,
            kind: participant.kind,
            country: participant.country.as_deref().and_then(code),
            name: words.filter(|word| word.chars().count() > 2).map(hash).collect(),
        }
    }
}

impl Range {
    /// The range of a count.
    #[must_use]
    pub const fn of(count: &crate::record::Count) -> Self {
        Self { of: count.of, low: count.low, high: count.high }
    }
}

/// Words that tell one event from another: long ones and numbers of its evidence, cut to their first
/// letters so that inflected forms meet.
fn words(event: &Event) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for evidence in &event.evidence {
        for word in evidence.text.split(|c: char| !c.is_alphanumeric()) {
            let length = word.chars().count();
            if length > 4 || word.bytes().any(|byte| byte.is_ascii_digit()) {
                words.push(hash(&fold(word).chars().take(LETTERS).collect::<String>()));
            }
        }
    }
    words.sort_unstable();
    words.dedup();
    words.truncate(WORDS);
    words
}

/// Most words kept of a story: those with the smallest numbers, a sample that is the same in all reports
/// (bottom-k sketch, Cohen and Kaplan 2007).
pub(super) const STORY: usize = 64;

/// Names and numbers of a text: words with a capital within a sentence, words with digits, and all long
/// words of scripts that have no capitals.
fn story(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut opens = true;
    for piece in text.split_whitespace() {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let length = word.chars().count();
        let cased = word.chars().any(|c| c.is_lowercase() || c.is_uppercase());
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let digits = length > 1 && word.bytes().any(|byte| byte.is_ascii_digit());
        if digits || (length > 2 && capital && !opens) || (length > 4 && !cased) {
            words.push(hash(&fold(word).chars().take(LETTERS).collect::<String>()));
        }
        opens = word.is_empty() && opens || piece.ends_with(['.', '!', '?', ':', '"', '”', '»']);
    }
    words.sort_unstable();
    words.dedup();
    words.truncate(STORY);
    words
}

/// Letters of a word that are looked at, so that inflected forms meet.
const LETTERS: usize = 6;

fn code(country: &str) -> Option<[u8; 3]> {
    country.as_bytes().try_into().ok()
}

/// The number of a name: its folded letters'.
pub(super) fn number(name: &str) -> Word {
    hash(&fold(name))
}

/// FNV-1a, folded to 32 bits: stable over builds, unlike the standard library's.
pub(super) fn hash(text: &str) -> Word {
    let long = hash64(text.bytes());
    #[expect(clippy::cast_possible_truncation, reason = "both halves are taken in")]
    let folded = (long ^ (long >> 32)) as u32;
    folded
}

/// FNV-1a (Fowler, Noll, Vo 1991) of 64 bits.
pub(super) fn hash64(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
