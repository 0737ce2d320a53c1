//! Made-up reports of made-up acts, told in different words.

use dateline_core::record::{Event, Report};
use dateline_core::{Input, Record};
use serde_json::json;

/// When everything in these tests happens.
pub const NOW: &str = "2024-06-01T12:00:00Z";

/// The version of the reader in these tests.
pub const READER: &str = "0.1.0";

/// Towns: name, GeoNames id, degrees north and east, country.
const TOWNS: [(&str, u32, f64, f64, &str); 6] = [
    ("Velikovo", 9_000_001, 48.10, 37.20, "UKR"),
    ("Qasr Dibba", 9_000_002, 33.20, 35.50, "LBN"),
    ("Tel Arava", 9_000_003, 33.15, 35.60, "ISR"),
    ("Bir Halwan", 9_000_004, 15.30, 44.20, "YEM"),
    ("Sabkara", 9_000_005, 13.10, 12.60, "NER"),
    ("Puerto Lindo", 9_000_006, 3.40, -76.50, "COL"),
];

/// Armed bodies: name and id.
const BODIES: [(&str, &str); 4] = [
    ("Northern Front", "northern-front"),
    ("River Brigade", "river-brigade"),
    ("Army of Dawn", "army-of-dawn"),
    ("Coast Guard Corps", "coast-guard-corps"),
];

/// Acts: word, type, mode, ACLED's name.
const ACTS: [(&str, &str, &str, &str); 4] = [
    ("shelled", "ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack"),
    ("bombed", "ASSAULT", "explosives", "Remote explosive/landmine/IED"),
    ("arrested", "COERCE", "arrest", "Arrests"),
    ("marched", "PROTEST", "demo", "Peaceful protest"),
];

/// One thing that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Act {
    pub day: u8,
    pub town: u8,
    pub body: u8,
    pub act: u8,
    pub killed: u8,
}

impl Act {
    /// An act out of a number, so that few numbers give acts that are often alike.
    pub fn of(number: u64) -> Self {
        let pick = |shift: u32, of: u64| u8::try_from((number >> shift) % of).unwrap_or_default();
        Self {
            day: 1 + pick(0, 5),
            town: pick(8, 6),
            body: pick(16, 4),
            act: pick(24, 4),
            killed: pick(32, 9),
        }
    }

    pub fn town(&self) -> (&'static str, f64, f64) {
        let town = TOWNS[self.town as usize];
        (town.0, town.2, town.3)
    }

    fn date(&self) -> String {
        format!("2024-05-{:02}", self.day)
    }

    /// The act in the words of one outlet.
    fn sentence(&self, outlet: u64) -> String {
        let (town, body) = (TOWNS[self.town as usize].0, BODIES[self.body as usize].0);
        let (act, killed, date) = (ACTS[self.act as usize].0, self.killed, self.date());
        match outlet % 4 {
            0 => {
                format!("Fighters of the {body} {act} in {town} on {date}, leaving {killed} dead.")
            }
            1 => {
                format!("In {town} the {body} {act} on {date}; {killed} people died, medics said.")
            }
            2 => format!(
                "{killed} were killed when the {body} {act} near the market of {town} ({date})."
            ),
            _ => format!(
                "On {date} it was {town} where the {body} {act}, and {killed} lost their lives."
            ),
        }
    }

    fn event(&self, number: usize, text: &str, sentence: &str) -> Event {
        let begin = |word: &str| {
            let at = text.find(word).unwrap_or_default();
            text[..at].chars().count()
        };
        let span = |word: &str| [begin(word), begin(word) + word.chars().count()];
        let town = TOWNS[self.town as usize];
        let body = BODIES[self.body as usize];
        let act = ACTS[self.act as usize];
        let killed = self.killed.to_string();
        let counts = if self.killed == 0 {
            json!([])
        } else {
            json!([{ "of": "killed", "low": self.killed, "best": self.killed, "high": self.killed,
                "text": killed, "span": span(&killed), "by": null }])
        };
        serde_json::from_value(json!({
            "id": format!("e{}", number + 1),
            "type": act.1, "modes": [act.2], "contexts": ["military"], "acled": act.3,
            "cameo": null, "muc4": null, "status": "occurred",
            "trigger": { "text": act.0, "span": span(act.0) },
            "summary": format!("{} {} in {}", body.0, act.0, town.0),
            "time": { "text": self.date(), "span": span(&self.date()), "edtf": self.date(),
                "precision": "day", "basis": null },
            "place": { "text": town.0, "span": span(town.0), "name": town.0, "geonames": town.1,
                "lat": town.2, "lon": town.3, "country": town.4, "precision": "settlement",
                "where_prec": 1, "geo_precision": 1, "radius_km": 5.0 },
            "participants": [{ "role": "actor", "text": body.0, "name": body.0, "id": body.1,
                "kind": "armed-group", "country": town.4, "span": span(body.0) }],
            "responsibility": [], "counts": counts, "claims": [],
            "evidence": [{ "text": sentence, "span": span(sentence), "in": "body" }],
        }))
        .expect("a made-up event is an event")
    }
}

/// A report by its name, told by one outlet, of some acts.
pub fn report(name: &str, outlet: u64, acts: &[Act]) -> (Input, Record) {
    let sentences: Vec<String> = acts.iter().map(|act| act.sentence(outlet)).collect();
    let filler = format!("Told to the paper number {outlet} by {name}, who was not there itself.");
    let text = format!("{}\n{filler}", sentences.join("\n"));
    let last = acts.iter().map(|act| act.day).max().unwrap_or(1);
    let published = format!("2024-05-{:02}", last + 1);
    let input = Input {
        name: name.to_owned(),
        source_path: Some(format!("in/{name}.txt")),
        publisher: Some(format!("Paper {outlet}")),
        language: Some("en".to_owned()),
        published: Some(published.clone()),
        text: text.clone(),
        ..Input::default()
    };
    (input.clone(), read(&input, acts, outlet))
}

/// What is read out of a report whose acts are known.
pub fn read(input: &Input, acts: &[Act], outlet: u64) -> Record {
    let events = acts.iter().enumerate();
    Record {
        schema: "dateline/1".to_owned(),
        report: Report {
            name: input.name.clone(),
            source_path: input.source_path.clone(),
            url: input.url.clone(),
            publisher: input.publisher.clone(),
            language: "en".to_owned(),
            published: input.published.clone(),
            text: input.text.clone(),
            ..Report::default()
        },
        events: events
            .map(|(number, act)| act.event(number, &input.text, &act.sentence(outlet)))
            .collect(),
    }
}

/// Numbers that look like chance and are the same every time (Steele, Lea and Flood 2014).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.roll() % bound
    }
}

/// Reports that tell of a few acts, each of some of them, now and then with another figure.
pub fn world(seed: u64, reports: usize) -> Vec<(Input, Record)> {
    let mut dice = Dice(seed);
    let acts: Vec<Act> = (0..3 + dice.below(5)).map(|_| Act::of(dice.roll())).collect();
    let tell = |number: usize, dice: &mut Dice| {
        let mut told: Vec<Act> = Vec::new();
        for _ in 0..1 + dice.below(3) {
            let mut act = acts[usize::try_from(dice.below(acts.len() as u64)).unwrap_or_default()];
            if dice.below(4) == 0 {
                act.killed = u8::try_from(dice.below(9)).unwrap_or_default();
            }
            if !told.contains(&act) {
                told.push(act);
            }
        }
        report(&format!("r{number:02}"), dice.below(7), &told)
    };
    (0..reports).map(|number| tell(number, &mut dice)).collect()
}
