//! `cargo xtask slots [--language xx] [--slot time|place|count|actor] [--misses N] [FILE.jsonl…]`:
//! how much of what a set codes as time, place, count and actor the rooms find, and how often they
//! give it the right value. Without files, all of `../shared/gold/train`.
//!
//! A report's text is read as it stands in the set, debris included, so that positions agree. For
//! each coded span the mention of the room that shares most of it is looked at:
//!
//! - time: right where the EDTF value is the same stretch of days (an open end is the report's day);
//! - place: right within 25 km, or where the set gives no point; what the room does not know is given
//!   the place that the composing of events would give it, were these its words;
//! - count: right where low and high are the same;
//! - actor (groups, forces, governments, organisations): right where the name is the set's, ignoring
//!   case, or the mention names nobody of the actor base.
//!
//! Printed per language and slot: coded spans, how many have a mention, how many of all are right,
//! how many have a mention without a value, how many a wrong value. `--misses N` prints up to N
//! that are not right in each slot: what is coded, and what the room says.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use dateline_core::actor;
use dateline_core::count;
use dateline_core::language::LanguagePack;
use dateline_core::place::{self, gazetteer::kilometres};
use dateline_core::record::CodePoints;
use dateline_core::text::{Document, Span};
use dateline_core::time::{self, Anchor};
use serde_json::Value;

const SET: &str = "../shared/gold/train";
const SLOTS: [&str; 4] = ["time", "place", "count", "actor"];
/// How far a point may be from the one that is coded.
const KILOMETRES: f64 = 25.0;

/// What a mention is against what is coded.
#[derive(Clone, Copy, PartialEq)]
enum Verdict {
    Unseen,
    Empty,
    Wrong,
    Right,
}

#[derive(Default)]
struct Tally {
    all: usize,
    found: usize,
    right: usize,
    empty: usize,
    wrong: usize,
}

/// One coded span, its value as text for the eye, and the coded object.
struct Coded<'a> {
    slot: &'static str,
    span: CodePoints,
    object: &'a Value,
}

/// What a room says at a span: where, the value for the eye, and the verdict on it.
struct Said {
    span: Span,
    value: String,
    verdict: Verdict,
}

/// Runs the task.
///
/// # Errors
///
/// Where a set cannot be read.
pub fn run(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let (mut files, mut language, mut slot, mut misses) = (Vec::new(), None, None, 0_usize);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--language" => language = Some(arguments.next().context("--language xx")?),
            "--slot" => slot = Some(arguments.next().context("--slot NAME")?),
            "--misses" => misses = arguments.next().context("--misses N")?.parse()?,
            _ => files.push(PathBuf::from(argument)),
        }
    }
    if files.is_empty() {
        if !Path::new(SET).is_dir() {
            println!("slots: no {SET} beside the project; nothing to measure");
            return Ok(());
        }
        for entry in std::fs::read_dir(SET)? {
            files.push(entry?.path());
        }
        files.retain(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
        files.sort();
    }
    let mut out = std::io::stdout().lock();
    let mut tallies: BTreeMap<(String, &str), Tally> = BTreeMap::new();
    let mut left = BTreeMap::from(SLOTS.map(|slot| (slot, misses)));
    for path in files {
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        for line in text.lines() {
            let gold: Value = serde_json::from_str(line)?;
            let code = gold["report"]["language"].as_str().unwrap_or_default();
            let wanted = language.as_deref().is_none_or(|wanted| wanted == code);
            let (true, Some(pack)) = (wanted, LanguagePack::get(code)) else { continue };
            let rooms = Rooms::read(&gold, pack)?;
            let whereabouts = rooms.whereabouts(&gold, pack);
            for coded in coded(&gold) {
                if slot.as_deref().is_some_and(|wanted| wanted != coded.slot) {
                    continue;
                }
                let said = rooms.said(&coded, &whereabouts);
                let verdict = said.as_ref().map_or(Verdict::Unseen, |said| said.verdict);
                let tally = tallies.entry((code.to_owned(), coded.slot)).or_default();
                tally.all += 1;
                tally.found += usize::from(verdict != Verdict::Unseen);
                tally.right += usize::from(verdict == Verdict::Right);
                tally.empty += usize::from(verdict == Verdict::Empty);
                tally.wrong += usize::from(verdict == Verdict::Wrong);
                let left = left.entry(coded.slot).or_default();
                if verdict != Verdict::Right && *left > 0 {
                    *left -= 1;
                    rooms.show(&mut out, &coded, said.as_ref())?;
                }
            }
        }
    }
    let head = ["coded", "found %", "right %", "empty %", "wrong %"];
    writeln!(out, "{:<12}{}", "", head.map(|name| format!("{name:>9}")).concat())?;
    for ((code, slot), tally) in &tallies {
        let percent = |part: usize| 100.0 * part as f64 / tally.all as f64;
        let parts = [tally.found, tally.right, tally.empty, tally.wrong];
        let parts = parts.map(|part| format!("{:>9.1}", percent(part))).concat();
        writeln!(out, "{:<12}{:>9}{parts}", format!("{code} {slot}"), tally.all)?;
    }
    Ok(())
}

/// What the rooms find in one report.
struct Rooms<'a> {
    name: &'a str,
    published: Option<&'a str>,
    document: Document,
    times: Vec<time::TimeMention>,
    places: Vec<place::PlaceMention>,
    counts: Vec<count::CountMention>,
    actors: Vec<actor::ActorMention>,
}

impl<'a> Rooms<'a> {
    fn read(gold: &'a Value, pack: &'static LanguagePack) -> anyhow::Result<Self> {
        let report = &gold["report"];
        let published = report["published"].as_str();
        let text = report["text"].as_str().context("a report has a text")?;
        let document = Document::new(text.to_owned(), None, pack);
        let anchor =
            Anchor { published: published.and_then(|day| day.parse().ok()), ..Anchor::default() };
        let places = place::find(&document, &pack.place);
        Ok(Self {
            name: report["name"].as_str().unwrap_or_default(),
            published,
            times: time::find(&document, &pack.time, &anchor),
            counts: count::find(&document, &pack.count),
            actors: actor::find(&document, &pack.actor, actor::Known::default(), &places),
            places,
            document,
        })
    }

    /// Where things lie that have no point of their own, as the composing of events is told it.
    fn whereabouts(&self, gold: &Value, pack: &'static LanguagePack) -> place::Whereabouts<'_> {
        let events = gold["events"].as_array().into_iter().flatten();
        let spans: Vec<CodePoints> = events.filter_map(|event| span(&event["place"])).collect();
        place::Whereabouts::new(&self.document, &pack.place, &self.places, |mention| {
            let [start, end] = self.document.code_points(mention.span);
            spans.iter().any(|span| span[0] < end && start < span[1])
        })
    }

    /// The mention of the room that shares most with what is coded, the closer one of two.
    fn said(&self, coded: &Coded<'_>, whereabouts: &place::Whereabouts<'_>) -> Option<Said> {
        let object = coded.object;
        let shared = |span: Span| {
            let [start, end] = self.document.code_points(span);
            let shared = end.min(coded.span[1]).saturating_sub(start.max(coded.span[0]));
            (shared, std::cmp::Reverse(end - start), std::cmp::Reverse(start))
        };
        let all: Vec<Said> = match coded.slot {
            "time" => {
                self.times.iter().map(|mention| time(mention, object, self.published)).collect()
            }
            "place" => {
                let near = self.places.iter().filter(|mention| shared(mention.span).0 > 0);
                let own = near.max_by_key(|mention| shared(mention.span));
                let words = self.bytes(coded.span);
                if own.is_none_or(|own| own.point.is_none())
                    && let Some(named) = whereabouts.named(words)
                {
                    return Some(Said { span: words, ..place(&named, object) });
                }
                let around = whereabouts.is_needed(own, words).then(|| {
                    let around = whereabouts.around(words, own)?;
                    Some(Said { span: words, ..place(around, object) })
                });
                let own = || own.map(|mention| place(mention, object));
                return around.flatten().or_else(own);
            }
            "count" => self.counts.iter().map(|mention| count(mention, object)).collect(),
            _ => self.actors.iter().map(|mention| actor(mention, object)).collect(),
        };
        all.into_iter().filter(|said| shared(said.span).0 > 0).max_by_key(|said| shared(said.span))
    }

    /// A span in bytes of the text.
    fn bytes(&self, [start, end]: CodePoints) -> Span {
        let text = &self.document.text;
        let byte = |point| text.char_indices().nth(point).map_or(text.len(), |(at, _)| at);
        Span { start: byte(start), end: byte(end) }
    }

    fn show(
        &self,
        out: &mut impl std::io::Write,
        coded: &Coded<'_>,
        said: Option<&Said>,
    ) -> anyhow::Result<()> {
        let [start, end] = coded.span;
        let part = |from: usize, to: usize| -> String {
            let text = self.document.text.chars().skip(from).take(to - from);
            text.map(|letter| if letter == '\n' { ' ' } else { letter }).collect()
        };
        let before = part(start.saturating_sub(40), start);
        let context = format!("{before}[{}]{}", part(start, end), part(end, end + 30));
        let published = match (coded.slot, self.published) {
            ("time", Some(day)) => format!(" ({day})"),
            _ => String::new(),
        };
        writeln!(out, "{} {}{published}: …{context}…", self.name, coded.slot)?;
        writeln!(out, "    coded {}", value(coded))?;
        match said {
            Some(said) => {
                writeln!(out, "    said  {:?} {}", self.document.words(said.span), said.value)?;
            }
            None => writeln!(out, "    said  nothing")?,
        }
        Ok(())
    }
}

/// The coded spans of a report, each with each of its values once.
fn coded(gold: &Value) -> Vec<Coded<'_>> {
    let mut all = Vec::new();
    let mut seen = BTreeSet::new();
    let mut add = |slot: &'static str, one| {
        let Some(span) = span(one) else { return };
        let coded = Coded { slot, span, object: one };
        if seen.insert((slot, span, value(&coded))) {
            all.push(coded);
        }
    };
    for event in gold["events"].as_array().into_iter().flatten() {
        add("time", &event["time"]);
        add("place", &event["place"]);
        for one in event["counts"].as_array().into_iter().flatten() {
            add("count", one);
        }
        for one in event["participants"].as_array().into_iter().flatten() {
            let kind = one["kind"].as_str().unwrap_or_default();
            if matches!(kind, "armed-group" | "armed-forces" | "government" | "organisation") {
                add("actor", one);
            }
        }
    }
    all
}

fn span(one: &Value) -> Option<CodePoints> {
    let point = |at: usize| usize::try_from(one["span"].get(at)?.as_u64()?).ok();
    Some([point(0)?, point(1)?])
}

/// What is coded, for the eye.
fn value(coded: &Coded<'_>) -> String {
    let fields: &[&str] = match coded.slot {
        "time" => &["edtf"],
        "place" => &["name", "lat", "lon"],
        "count" => &["of", "low", "high"],
        _ => &["name", "kind"],
    };
    fields.iter().map(|field| coded.object[*field].to_string()).collect::<Vec<_>>().join(" ")
}

fn time(mention: &time::TimeMention, object: &Value, published: Option<&str>) -> Said {
    let (said, coded) = (mention.edtf.as_deref(), object["edtf"].as_str());
    // "Since Friday" runs to the report's day, where a coder gives it an end.
    let open = |one: &str, other: &str| one == other || (one == ".." && Some(other) == published);
    let same = |said: &str, coded: &str| {
        let (said, coded) = (ends(said), ends(coded));
        open(said.0, coded.0) && open(said.1, coded.1)
    };
    let verdict = if said.zip(coded).map_or(said == coded, |(said, coded)| same(said, coded)) {
        Verdict::Right
    } else if said.is_none() {
        Verdict::Empty
    } else {
        Verdict::Wrong
    };
    let value = format!("{} {}", said.unwrap_or("null"), mention.rule);
    Said { span: mention.span, value, verdict }
}

/// The two ends of an EDTF value, one where it has but one.
fn ends(edtf: &str) -> (&str, &str) {
    edtf.split_once('/').unwrap_or((edtf, edtf))
}

fn place(mention: &place::PlaceMention, object: &Value) -> Said {
    let coded = object["lat"].as_f64().zip(object["lon"].as_f64());
    let verdict = match (mention.point, coded) {
        (_, None) => Verdict::Right,
        (None, Some(_)) => Verdict::Empty,
        (Some(said), Some(coded)) if kilometres(said, coded) <= KILOMETRES => Verdict::Right,
        (Some(_), Some(_)) => Verdict::Wrong,
    };
    let value = format!(
        "{} {:?} {} {}",
        mention.name,
        mention.point,
        mention.country.unwrap_or("-"),
        mention.rule
    );
    Said { span: mention.span, value, verdict }
}

fn count(mention: &count::CountMention, object: &Value) -> Said {
    let same =
        object["low"].as_u64() == Some(mention.low) && object["high"].as_u64() == mention.high;
    let high = mention.high.map_or("null".to_owned(), |high| high.to_string());
    Said {
        span: mention.span,
        value: format!("{} {high} {}", mention.low, mention.rule),
        verdict: if same { Verdict::Right } else { Verdict::Wrong },
    }
}

fn actor(mention: &actor::ActorMention, object: &Value) -> Said {
    let name = mention.name.as_deref().unwrap_or_default();
    let coded = object["name"].as_str().unwrap_or_default();
    let right = mention.id.is_none() || name.to_lowercase() == coded.to_lowercase();
    Said {
        span: mention.span,
        value: format!("{name:?} {:?} {}", mention.id, mention.rule),
        verdict: if right { Verdict::Right } else { Verdict::Wrong },
    }
}
