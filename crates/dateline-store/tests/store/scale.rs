//! How long things take with many events: a measurement, not run with the other tests.
//!
//! `EVENTS=100000 cargo test --release -p dateline-store scale -- --ignored --nocapture`; with
//! `STORE=path` the store is kept, and used again where it is there; then `REGROUP=no` leaves the
//! grouping out, and `SEED=number` has other reports added than the last time.

#![expect(clippy::print_stdout, reason = "a measurement says what it has measured")]

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use dateline_core::record::Event;
use dateline_core::{Input, Record};
use dateline_store::{EventQuery, Named, Near, Query, ReportQuery, Store};

use crate::made::{Act, Dice, NOW, READER, report};

/// Days that acts are spread over: three years.
const DAYS: u64 = 1095;

/// Something that happened somewhere, told by several reports.
#[derive(Clone, Copy)]
struct Occurrence {
    day: u64,
    place: u64,
    body: u64,
    act: u64,
    killed: u64,
}

/// A place out of `places`: few have most of what happens. The number says where it lies.
fn place(dice: &mut Dice, places: u64) -> u64 {
    let share = (dice.below(1_000_000) + 1) as f64 / 1_000_000.0;
    // the share of the k-th place falls as 1/k
    (places as f64).powf(share) as u64
}

fn point(place: u64) -> (f64, f64) {
    let mut dice = Dice(place);
    let north = dice.below(60_000) as f64 / 1000.0;
    let east = dice.below(80_000) as f64 / 1000.0 - 10.0;
    (north, east)
}

/// A made-up country for each ten degrees.
fn country(lat: f64, lon: f64) -> String {
    let letter = |degrees: f64| char::from(b'A' + (degrees / 10.0) as u8);
    format!("C{}{}", letter(lat), letter(lon + 10.0))
}

impl Occurrence {
    fn of(dice: &mut Dice, places: u64) -> Self {
        Self {
            day: dice.below(DAYS),
            place: place(dice, places),
            body: dice.below(40),
            act: dice.below(4),
            killed: dice.below(30),
        }
    }

    fn date(&self, after: u64) -> String {
        let day = i32::try_from(18_993 + self.day + after).unwrap_or_default();
        dateline_core::incident::days::date(day).to_string()
    }

    fn event(&self, template: &[Event], number: usize, dice: &mut Dice) -> (Event, String) {
        let mut event = template[usize::try_from(self.act).unwrap_or_default()].clone();
        let (lat, lon) = point(self.place);
        let town = format!("Town{}", self.place);
        let killed = if dice.below(5) == 0 { self.killed + 1 } else { self.killed };
        let body = format!("Brigade{}", self.body);
        let words: String = (0..6).map(|_| format!(" word{}", dice.below(20_000))).collect();
        let sentence = format!(
            "{body} {} {town} on {}, {killed} died.{words}",
            event.trigger.text,
            self.date(0)
        );
        event.id = format!("e{}", number + 1);
        event.summary = format!("{body} {} in {town}", event.trigger.text);
        if let Some(time) = &mut event.time {
            time.edtf = Some(self.date(0));
            time.text = self.date(0);
        }
        if let Some(place) = &mut event.place {
            place.name.clone_from(&town);
            place.text = town;
            place.geonames = u32::try_from(20_000_000 + self.place).ok();
            (place.lat, place.lon) = (Some(lat), Some(lon));
            place.country = Some(country(lat, lon));
        }
        for one in &mut event.participants {
            one.name = Some(body.clone());
            one.text.clone_from(&body);
            one.id = Some(format!("brigade-{}", self.body));
        }
        for count in &mut event.counts {
            (count.low, count.best, count.high) = (killed, Some(killed), Some(killed));
        }
        event.evidence[0].text.clone_from(&sentence);
        (event, sentence)
    }
}

/// Reports with so many events together: each of one to four, each act told by one to five reports,
/// one report in six a copy of the one before.
struct Reports {
    dice: Dice,
    template: Vec<Event>,
    left: usize,
    places: u64,
    number: usize,
    open: Vec<Occurrence>,
    last: Option<(Input, Record)>,
}

impl Reports {
    fn new(events: usize, seed: u64) -> Self {
        let acts: Vec<Act> =
            (0..4).map(|act| Act { day: 3, town: 0, body: 0, act, killed: 4 }).collect();
        let template = report("t", 0, &acts).1.events;
        let places = (events as u64 / 20).max(100);
        Self {
            dice: Dice(seed),
            template,
            left: events,
            places,
            number: 0,
            open: Vec::new(),
            last: None,
        }
    }
}

impl Iterator for Reports {
    type Item = (Input, Record);

    fn next(&mut self) -> Option<Self::Item> {
        if self.left == 0 {
            return None;
        }
        self.number += 1;
        let name = format!("r{:07}-{}", self.number, self.dice.0 % 1000);
        if self.dice.below(6) == 0
            && let Some((mut input, mut record)) = self.last.clone()
        {
            input.name.clone_from(&name);
            record.report.name = name;
            record.events.truncate(self.left);
            self.left -= record.events.len();
            return Some((input, record));
        }
        // acts of about the same time and place are told together, several times
        while self.open.len() < 64 {
            let one = Occurrence::of(&mut self.dice, self.places);
            let times = 1 + self.dice.below(5);
            self.open.extend((0..times).map(|_| one));
        }
        let count = (1 + self.dice.below(4) as usize).min(self.left);
        let (mut events, mut text, mut last) = (Vec::new(), String::new(), 0);
        let mut told: Vec<u64> = Vec::new();
        for number in 0..count {
            let at = self.dice.below(self.open.len() as u64) as usize;
            let one = self.open.swap_remove(at);
            if told.contains(&one.place) {
                continue;
            }
            told.push(one.place);
            let (event, sentence) = one.event(&self.template, number, &mut self.dice);
            text.push_str(&sentence);
            text.push('\n');
            events.push(event);
            last = last.max(one.day);
        }
        self.left -= events.len();
        let mut made = report(&name, 0, &[]);
        made.0.text.clone_from(&text);
        made.1.report.text = text;
        let date = Occurrence { day: last, place: 0, body: 0, act: 0, killed: 0 }.date(1);
        made.0.published = Some(date.clone());
        made.1.report.published = Some(date);
        made.1.events = events;
        self.last = Some(made.clone());
        Some(made)
    }
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    println!("{what}: {:.3} s", start.elapsed().as_secs_f64());
    done
}

/// Most memory that this process has had, in MB, where the system says.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    number.unwrap_or_default() / 1024
}

fn middle_and_worst(mut times: Vec<Duration>) -> String {
    times.sort();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let worst = times[times.len() - 1];
    format!(
        "median {:.1} ms, 95 % {:.1} ms, worst {:.1} ms",
        ms(times[times.len() / 2]),
        ms(times[times.len() * 95 / 100]),
        ms(worst)
    )
}

/// What a program that shows a store asks for.
fn lists(store: &Store) {
    let mut rows = Vec::new();
    let end: ControlFlow<()> = timed("all outlines", || {
        store.each_outline(|outline| {
            rows.push(outline.row);
            ControlFlow::Continue(())
        })
    })
    .expect("they can be read");
    assert!(end.is_continue());
    let last = store.last_entry().expect("it can be asked");
    let since =
        timed("outlines since the last hundred entries", || store.outlines_since(last - 100));
    println!("  {} of {}", since.expect("they can be read").changed.len(), rows.len());
    let some: Vec<i64> = rows.iter().step_by(rows.len() / 500 + 1).copied().collect();
    timed("five hundred rows", || store.rows(&some)).expect("they can be read");
    let found = timed("rows of one actor", || store.rows_named(Named::Actor, "brigade-3"));
    println!("  {} found", found.expect("it can be asked").len());
    let found = timed("rows of one country", || store.rows_named(Named::Place, "CBC"));
    println!("  {} found", found.expect("it can be asked").len());
    let found = timed("rows with words", || store.rows_with_words("word17 died"));
    println!("  {} found", found.expect("it can be asked").len());
    let page = ReportQuery { limit: Some(50), ..ReportQuery::default() };
    timed("a page of reports", || store.reports(&page)).expect("they can be read");
    let page = ReportQuery { language: Some("en".to_owned()), after: Some(1000), ..page };
    timed("a page of reports of a language", || store.reports(&page)).expect("they can be read");
    let page = EventQuery { after: Some(1000), limit: Some(50), ..EventQuery::default() };
    timed("a page of events", || store.events(&page)).expect("they can be read");
    timed("a page of names", || store.names(Named::Place, "town1", None, 50)).expect("it is read");
    timed("a page of the log", || store.log_before(None, 50)).expect("it can be read");
}

#[test]
#[ignore = "a measurement that takes minutes"]
fn many_events() {
    let events = std::env::var("EVENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let kept = std::env::var("STORE").ok();
    let path = kept.clone().unwrap_or_else(|| {
        let name = format!("dateline-store-scale-{}.db", std::process::id());
        std::env::temp_dir().join(name).display().to_string()
    });
    let mut store = Store::open(&path).expect("it can be made");
    if store.counts().expect("it can be counted").events == 0 {
        timed("adding all", || store.add_all(Reports::new(events, 1), READER, NOW)).expect("added");
    }
    println!("{:?}, {} MB of memory", store.counts().expect("it can be counted"), memory());
    if std::env::var_os("REGROUP").is_none() {
        let regroup = timed("grouping all anew", || store.recluster_all(NOW));
        let moved = regroup.expect("it can be grouped");
        println!("{moved} moved, {} MB of memory", memory());
    }
    let seed = std::env::var("SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(77);
    let mut times = Vec::new();
    for (input, record) in Reports::new(1000, seed) {
        let start = Instant::now();
        store.add(&input, &record, READER, NOW).expect("it can be added");
        times.push(start.elapsed());
    }
    println!("adding one: {}", middle_and_worst(times));
    let mut dice = Dice(5);
    let (mut times, mut found) = (Vec::new(), 0);
    for _ in 0..200 {
        let one = Occurrence::of(&mut dice, (events as u64 / 20).max(100));
        let (lat, lon) = point(one.place);
        let near = Some(Near { lat, lon, km: 30.0 });
        let query =
            Query { since: Some(one.date(0)), until: Some(one.date(2)), near, ..Query::default() };
        let start = Instant::now();
        found += store.incidents(&query).expect("it can be asked").len();
        times.push(start.elapsed());
    }
    println!("by day and place: {} ({found} found in all)", middle_and_worst(times));
    let ask = |what: &str, query: Query| {
        let found = timed(what, || store.incidents(&query)).expect("it can be asked").len();
        println!("  {found} found");
    };
    let day = Some("2023-05-05".to_owned());
    ask("one day", Query { since: day.clone(), until: day.clone(), ..Query::default() });
    ask("first hundred since", Query { since: day, limit: Some(100), ..Query::default() });
    ask(
        "one actor",
        Query { actor: Some("brigade-3".into()), limit: Some(100), ..Query::default() },
    );
    ask("one town", Query { place: Some("Town7".into()), limit: Some(100), ..Query::default() });
    ask("conflicting", Query { conflicting: true, limit: Some(100), ..Query::default() });
    ask("words", Query { words: Some("word17 died".into()), ..Query::default() });
    for limit in [Some(100), None] {
        let found = timed("search", || store.search("word17 died", limit));
        println!("  {} found", found.expect("it can be asked").len());
    }
    lists(&store);
    let size = std::fs::metadata(&path).map(|file| file.len()).unwrap_or_default();
    println!("{} MB of disk, {} MB of memory", size >> 20, memory());
    if kept.is_none() {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{path}{ending}"));
        }
    }
}
