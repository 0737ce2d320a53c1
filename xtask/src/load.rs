//! `cargo xtask load [--address URL] [--clients 20] [--seconds 10] [--token T] [--scenario NAME]`: how
//! fast a running `dateline serve` answers many clients at once.
//!
//! Each scenario has its clients ask as fast as they are answered, over connections that stay open,
//! and says how many answers there were, how long the middle one took, and how long all but one in
//! twenty and one in a hundred. Questions are made of what the store holds, and hardly any comes twice
//! (no incident, unless the store has fewer than are answered), so that what the server remembers is of
//! no use. Pages and overviews are asked for as browsers do,
//! packed; single incidents as programs do, plain.
//!
//! How many requests one core serves: `taskset -c 0 dateline serve …`, and `taskset -c 1` for this.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use flate2::read::GzDecoder;
use serde_json::Value;

/// Incidents that are asked for, one after the other: more than a server answers in the time.
const IDS: usize = 40_000;

/// Clients that ask for single incidents where nothing else is said.
const FEW: usize = 8;

/// An answer that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// Beside the map's own programs and pictures, which the figure leaves out.
const OF_THE_MAP: [&str; 2] = ["maplibre", "world"];

/// What is asked, and of whom.
struct Options {
    /// `127.0.0.1:8080`
    host: String,
    clients: Option<usize>,
    seconds: u64,
    token: Option<String>,
    scenario: Option<String>,
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<Self> {
        let mut options = Self {
            host: "127.0.0.1:8080".to_owned(),
            clients: None,
            seconds: 10,
            token: None,
            scenario: None,
        };
        while let Some(name) = arguments.next() {
            let value = arguments.next().with_context(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--address" => {
                    let host = value.strip_prefix("http://").context("an address: http://…")?;
                    options.host = host.trim_end_matches('/').to_owned();
                }
                "--clients" => options.clients = Some(value.parse()?),
                "--seconds" => options.seconds = value.parse()?,
                "--token" => options.token = Some(value),
                "--scenario" => options.scenario = Some(value),
                other => bail!("unknown argument {other}"),
            }
        }
        Ok(options)
    }

    /// Whether a scenario is asked for: all are where none is named.
    fn wants(&self, scenario: &str) -> bool {
        self.scenario.as_deref().is_none_or(|wanted| wanted == scenario)
    }
}

/// Runs the task.
///
/// # Errors
///
/// Where the server cannot be asked, or has failed to answer.
pub fn run(arguments: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let options = Options::read(arguments)?;
    let store = Store::look(&options)?;
    println!("{} incidents at {}", store.total, options.host);
    println!("scenario  clients  requests       /s  median ms   95th   99th    max  errors");
    let mut failed = 0;
    for (name, clients, packed) in
        [("overview", 20, true), ("pages", 20, true), ("incident", FEW, false)]
    {
        if options.wants(name) {
            let clients = options.clients.unwrap_or(clients);
            failed += measure(&options, &store, name, clients, packed)?;
        }
    }
    if options.wants("first") {
        first_page(&options)?;
    }
    ensure!(failed == 0, "{failed} requests were not answered, or with an error of the server");
    Ok(())
}

/// What questions are made of.
struct Store {
    total: u64,
    types: Vec<String>,
    countries: Vec<String>,
    grades: Vec<String>,
    actors: Vec<String>,
    words: Vec<String>,
    /// Boxes of the map that have something in them: west, south, east, north.
    middles: Vec<(f64, f64)>,
    /// Months from the first to the last that has incidents: years and months.
    months: Vec<String>,
    ids: Vec<String>,
    /// How many of them have been asked for.
    asked: AtomicUsize,
}

impl Store {
    /// Looks what there is.
    fn look(options: &Options) -> anyhow::Result<Self> {
        let mut connection = Connection::to(options, false)?;
        let mut ask = |path: &str| -> anyhow::Result<Value> {
            let answer = connection.get(path)?;
            ensure!(answer.status == 200, "{path}: {}", answer.status);
            Ok(serde_json::from_slice(&answer.body)?)
        };
        let overview = ask("/overview.json")?;
        let facet = |name: &str| texts(&overview["facets"][name], "value");
        let features = overview["map"]["features"].as_array().cloned().unwrap_or_default();
        let middle = |one: &Value| Some((one["lon"].as_f64()?, one["lat"].as_f64()?));
        let timeline = &overview["timeline"];
        let year = |end: &str| timeline[end].as_str().and_then(|day| day.get(..4)?.parse().ok());
        let years = year("from").unwrap_or(2020)..=year("until").unwrap_or(2025);
        let months: Vec<String> = years
            .flat_map(|year: u32| (1..=12).map(move |month| format!("{year}-{month:02}")))
            .collect();
        let actors = texts(&ask("/actors.json?limit=500")?["actors"], "name");
        let mut words = Vec::new();
        for month in months.iter().step_by((months.len() / 20).max(1)) {
            let told = ask(&format!("/incidents.json?limit=100&order=earliest&since={month}"))?;
            for summary in texts(&told["incidents"], "summary") {
                let long =
                    summary.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 4);
                words.extend(long.map(str::to_owned));
            }
        }
        let (mut ids, mut next) = (Vec::new(), Some("/incidents.json?limit=500".to_owned()));
        while let Some(path) = next.filter(|_| options.wants("incident") && ids.len() < IDS) {
            let told = ask(&path)?;
            ids.extend(texts(&told["incidents"], "id"));
            next = told["next"].as_str().map(str::to_owned);
        }
        words.sort_unstable();
        words.dedup();
        ensure!(!words.is_empty(), "the store is empty");
        Ok(Self {
            total: overview["total"].as_u64().unwrap_or(0),
            types: facet("types"),
            countries: facet("countries"),
            grades: facet("grades"),
            actors,
            words,
            middles: features.iter().filter_map(middle).collect(),
            months,
            ids,
            asked: AtomicUsize::new(0),
        })
    }

    /// The address of one question of a scenario.
    fn question(&self, scenario: &str, dice: &mut Dice) -> String {
        match scenario {
            "pages" => format!("/?{}", self.filters(dice)),
            "incident" => {
                let number = self.asked.fetch_add(1, Ordering::Relaxed);
                format!("/incidents/{}.json", self.ids[number % self.ids.len()])
            }
            _ if dice.below(2) == 0 => format!("/overview.json?{}", self.filters(dice)),
            _ => {
                let zoom = dice.below(8);
                let area = self.area(dice, 240.0 / f64::from(1 << zoom as u32));
                format!("/map.json?box={area}&zoom={zoom}&{}", self.filters(dice))
            }
        }
    }

    /// One to three filters, as people set them.
    fn filters(&self, dice: &mut Dice) -> String {
        let mut filters = Vec::new();
        for _ in 0..=dice.below(3) {
            let filter = match dice.below(8) {
                0 if !self.types.is_empty() => format!("type={}", dice.of(&self.types)),
                1 => format!("since={}", dice.of(&self.months)),
                2 => format!("until={}", dice.of(&self.months)),
                3 if !self.countries.is_empty() => format!("place={}", dice.of(&self.countries)),
                4 => format!("within={}", self.area(dice, 20.0)),
                5 => format!("words={}", encode(dice.of::<String>(&self.words))),
                6 if !self.actors.is_empty() => {
                    format!("actor={}", encode(dice.of::<String>(&self.actors)))
                }
                _ if !self.grades.is_empty() => format!("grade={}", dice.of(&self.grades)),
                _ => "min_sources=2".to_owned(),
            };
            let (name, _) = filter.split_once('=').unwrap_or_default();
            if !filters.iter().any(|other: &String| other.starts_with(&format!("{name}="))) {
                filters.push(filter);
            }
        }
        filters.join("&")
    }

    /// A box of so many degrees around some place, never quite the same.
    fn area(&self, dice: &mut Dice, degrees: f64) -> String {
        let middle = if self.middles.is_empty() { &(0.0, 0.0) } else { dice.of(&self.middles) };
        let shifted = |degree: f64, dice: &mut Dice| degree + dice.below(1000) as f64 / 500.0 - 1.0;
        let (lon, lat) = (shifted(middle.0, dice), shifted(middle.1, dice));
        let (wide, high) = (degrees / 2.0, degrees / 4.0);
        let (west, east) = ((lon - wide).max(-180.0), (lon + wide).min(180.0));
        let (south, north) = ((lat - high).max(-90.0), (lat + high).min(90.0));
        format!("{west:.3},{south:.3},{east:.3},{north:.3}")
    }
}

/// The texts of a member of each object of a list.
fn texts(list: &Value, member: &str) -> Vec<String> {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(|one| one[member].as_str().map(str::to_owned)).collect()
}

/// Has clients ask for as long as was said, and prints what came of it; gives how many requests failed.
fn measure(
    options: &Options,
    store: &Store,
    scenario: &str,
    clients: usize,
    packed: bool,
) -> anyhow::Result<usize> {
    let begun = Instant::now();
    let until = begun + Duration::from_secs(options.seconds);
    let asked: Vec<anyhow::Result<Asked>> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..clients)
            .map(|number| {
                let dice = Dice(number as u64 + 1);
                scope.spawn(move || ask_until(options, store, scenario, packed, dice, until))
            })
            .collect();
        all.into_iter().map(|one| one.join().expect("a client does not panic")).collect()
    });
    let seconds = begun.elapsed().as_secs_f64();
    let (mut times, mut errors) = (Vec::new(), 0);
    for one in asked {
        let one = one?;
        times.extend(one.times);
        errors += one.errors;
    }
    times.sort_unstable();
    ensure!(!times.is_empty(), "nothing was answered");
    let at = |share: f64| {
        let place = ((times.len() as f64 * share) as usize).min(times.len() - 1);
        times[place].as_secs_f64() * 1000.0
    };
    println!(
        "{scenario:<9} {clients:>7} {:>9} {:>8.0} {:>10.1} {:>6.1} {:>6.1} {:>6.0} {errors:>7}",
        times.len(),
        times.len() as f64 / seconds,
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0),
    );
    Ok(errors)
}

/// What one client has seen.
#[derive(Default)]
struct Asked {
    times: Vec<Duration>,
    errors: usize,
}

fn ask_until(
    options: &Options,
    store: &Store,
    scenario: &str,
    packed: bool,
    mut dice: Dice,
    until: Instant,
) -> anyhow::Result<Asked> {
    let mut connection = Connection::to(options, packed)?;
    let mut asked = Asked::default();
    while Instant::now() < until {
        let path = store.question(scenario, &mut dice);
        let begun = Instant::now();
        match connection.get(&path) {
            Ok(answer) if answer.status == 200 => asked.times.push(begun.elapsed()),
            Ok(answer) if answer.status == 429 => {
                bail!("the server limits how often one may ask: --rate 1000000")
            }
            Ok(answer) => {
                eprintln!("{path}: {}", answer.status);
                asked.errors += 1;
            }
            Err(error) => {
                eprintln!("{path}: {error}");
                asked.errors += 1;
                connection = Connection::to(options, packed)?;
            }
        }
    }
    Ok(asked)
}

/// Says how much a browser loads for the first page.
fn first_page(options: &Options) -> anyhow::Result<()> {
    let mut connection = Connection::to(options, true)?;
    let page = connection.get("/")?;
    ensure!(page.status == 200, "/: {}", page.status);
    let mut sum = page.body.len();
    println!("first page: / has {sum} bytes packed");
    let html = page.unpacked()?;
    for tag in html
        .split('<')
        .filter(|tag| ["link ", "script ", "img "].iter().any(|name| tag.starts_with(name)))
    {
        let loads = !tag.starts_with("link ")
            || ["stylesheet", "icon", "modulepreload"].iter().any(|kind| tag.contains(kind));
        let address =
            ["href=\"", "src=\""].iter().find_map(|name| tag.split(name).nth(1)?.split('"').next());
        let Some(address) = address.filter(|address| loads && address.starts_with('/')) else {
            continue;
        };
        let file = connection.get(address)?;
        if file.status == 404 {
            println!("  {address}: not there; is web/ built?");
            continue;
        }
        ensure!(file.status == 200, "{address}: {}", file.status);
        let is_map = OF_THE_MAP.iter().any(|name| address.contains(name));
        println!(
            "  {address}: {} bytes{}",
            file.body.len(),
            if is_map { ", of the map" } else { "" }
        );
        sum += if is_map { 0 } else { file.body.len() };
    }
    println!("first page: {:.0} KB packed, without the map", sum as f64 / 1000.0);
    Ok(())
}

/// A connection that stays open.
struct Connection<'a> {
    stream: BufReader<TcpStream>,
    options: &'a Options,
    packed: bool,
}

/// An answer.
struct Answer {
    status: u16,
    /// As it came: packed where that was asked for.
    body: Vec<u8>,
    packed: bool,
}

impl Answer {
    /// Its text.
    fn unpacked(&self) -> anyhow::Result<String> {
        let mut text = String::new();
        if self.packed {
            GzDecoder::new(&*self.body).read_to_string(&mut text)?;
        } else {
            (&*self.body).read_to_string(&mut text)?;
        }
        Ok(text)
    }
}

impl<'a> Connection<'a> {
    fn to(options: &'a Options, packed: bool) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(&options.host).with_context(|| options.host.clone())?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream: BufReader::with_capacity(1 << 16, stream), options, packed })
    }

    fn get(&mut self, path: &str) -> anyhow::Result<Answer> {
        let mut head = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n", self.options.host);
        if self.packed {
            head.push_str("Accept-Encoding: gzip\r\n");
        }
        if let Some(token) = &self.options.token {
            head.push_str(&format!("Authorization: Bearer {token}\r\n"));
        }
        head.push_str("\r\n");
        self.stream.get_mut().write_all(head.as_bytes())?;
        let first = self.line()?;
        let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.with_context(|| format!("no answer: {first:?}"))?;
        let (mut long, mut in_pieces, mut packed) = (0, false, false);
        loop {
            let line = self.line()?.to_ascii_lowercase();
            match line.split_once(": ") {
                Some(("content-length", value)) => long = value.parse()?,
                Some(("transfer-encoding", "chunked")) => in_pieces = true,
                Some(("content-encoding", "gzip")) => packed = true,
                Some(_) => {}
                None => break,
            }
        }
        let mut body = Vec::new();
        if in_pieces {
            loop {
                let size = usize::from_str_radix(&self.line()?, 16)?;
                let from = body.len();
                body.resize(from + size + 2, 0);
                self.stream.read_exact(&mut body[from..])?;
                body.truncate(from + size);
                if size == 0 {
                    break;
                }
            }
        } else {
            body.resize(long, 0);
            self.stream.read_exact(&mut body)?;
        }
        Ok(Answer { status, body, packed })
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        ensure!(self.stream.read_line(&mut line)? > 0, "the server has hung up");
        Ok(line.trim_end().to_owned())
    }
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, many: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % many
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// A text as a part of an address.
fn encode(text: &str) -> String {
    let each = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    each.collect()
}
