//! Scores the counts that are found against reports coded by hand.
//!
//! A report's counts are a multiset of (what is counted, low, high), over all its events; a count
//! that several events or sources repeat with the same bounds is asked for once.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Parser;
use dateline_core::count;
use dateline_core::language::LanguagePack;
use dateline_core::record::CountOf;
use dateline_core::text::Document;
use serde_json::Value;

/// Arguments of the task.
#[derive(Parser)]
#[command(name = "counts")]
struct Arguments {
    /// Files of coded reports, one JSON object a line.
    files: Vec<PathBuf>,
    /// ISO 639-1 code of the language to read.
    #[arg(long, default_value = "en")]
    language: String,
    /// Print what is wrong.
    #[arg(long)]
    misses: bool,
}

type Key = (CountOf, u64, Option<u64>);

/// How often a count was right, found and asked for.
#[derive(Clone, Copy, Default)]
struct Tally {
    right: usize,
    found: usize,
    asked: usize,
}

/// Runs the task.
///
/// # Errors
///
/// Where a file cannot be read or is not of the right shape.
pub fn run(arguments: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let arguments = Arguments::parse_from(std::iter::once("counts".to_owned()).chain(arguments));
    let pack = LanguagePack::get(&arguments.language).context("no such language")?;
    let mut tallies: BTreeMap<Option<CountOf>, Tally> = BTreeMap::new();
    for file in &arguments.files {
        let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
        for line in text.lines() {
            let record: Value = serde_json::from_str(line)?;
            if record["report"]["language"] == arguments.language.as_str() {
                score(&record, pack, arguments.misses, &mut tallies);
            }
        }
    }
    print_table(&tallies);
    Ok(())
}

fn score(
    record: &Value,
    pack: &LanguagePack,
    misses: bool,
    tallies: &mut BTreeMap<Option<CountOf>, Tally>,
) {
    let text = record["report"]["text"].as_str().unwrap_or_default();
    let document = Document::new(text.to_owned(), None, pack);
    let asked = asked(record);
    let mut found: BTreeMap<Key, String> = BTreeMap::new();
    for mention in count::find(&document, &pack.count) {
        if let Some(of) = mention.of {
            let words = document.words(around(&document, mention.span));
            found.insert(
                (of, mention.low, mention.high),
                format!("[{}] {words}", document.words(mention.span)),
            );
        }
    }
    let mut tally = |of: CountOf, change: &dyn Fn(&mut Tally)| {
        change(tallies.entry(Some(of)).or_default());
        change(tallies.entry(None).or_default());
    };
    for (key, words) in &found {
        tally(key.0, &|tally| tally.found += 1);
        if asked.contains_key(key) {
            tally(key.0, &|tally| tally.right += 1);
        } else if misses {
            println!("+ {key:?} {words}");
        }
    }
    for (key, words) in &asked {
        tally(key.0, &|tally| tally.asked += 1);
        if misses && !found.contains_key(key) {
            println!("- {key:?} {words}");
        }
    }
}

fn asked(record: &Value) -> BTreeMap<Key, String> {
    let text: Vec<char> = record["report"]["text"].as_str().unwrap_or_default().chars().collect();
    let events = record["events"].as_array().into_iter().flatten();
    let counts = events.flat_map(|event| event["counts"].as_array().into_iter().flatten());
    counts
        .filter_map(|count| {
            let of = serde_json::from_value(count["of"].clone()).ok()?;
            let at = |i: usize| {
                count["span"][i].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(0)
            };
            let around = at(0).saturating_sub(60)..(at(1) + 60).min(text.len());
            let words: String = text.get(around).unwrap_or_default().iter().collect();
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let said = format!("[{}] {words}", count["text"].as_str().unwrap_or_default());
            Some(((of, count["low"].as_u64()?, count["high"].as_u64()), said))
        })
        .collect()
}

fn around(document: &Document, span: dateline_core::text::Span) -> dateline_core::text::Span {
    let mut start = span.start.saturating_sub(70);
    let mut end = (span.end + 70).min(document.text.len());
    while !document.text.is_char_boundary(start) {
        start -= 1;
    }
    while !document.text.is_char_boundary(end) {
        end += 1;
    }
    dateline_core::text::Span::new(start, end)
}

fn print_table(tallies: &BTreeMap<Option<CountOf>, Tally>) {
    println!(
        "{:14} {:>5} {:>5} {:>5} {:>6} {:>6} {:>6}",
        "of", "asked", "found", "right", "P", "R", "F1"
    );
    for (of, tally) in tallies {
        let name = of.map_or_else(|| "all".to_owned(), |of| format!("{of:?}").to_lowercase());
        let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        println!(
            "{name:14} {:>5} {:>5} {:>5} {:>6.1} {:>6.1} {:>6.1}",
            tally.asked,
            tally.found,
            tally.right,
            percent(tally.right, tally.found),
            percent(tally.right, tally.asked),
            percent(2 * tally.right, tally.found + tally.asked),
        );
    }
}
