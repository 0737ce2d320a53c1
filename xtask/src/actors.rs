//! `actors FILE.jsonl…`: how many of the gold's participants and claim sources the actor room
//! finds, and whether it says what kind they are. `--misses N` prints the first ones it does not
//! find, `--show NAME` what it finds in one report.
//!
//! A gold span counts as found where a mention overlaps it and the two share their first or last
//! word. Not every mention must be a participant, so there is no precision here; printed instead
//! is the number of mentions a sentence.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};

use anyhow::Context;
use dateline_core::actor::{self, ActorMention};
use dateline_core::language::LanguagePack;
use dateline_core::place;
use dateline_core::text::Document;
use serde_json::Value;

/// Counts of one kind of gold span.
#[derive(Default)]
struct Tally {
    all: usize,
    found: usize,
    kind: usize,
    name: usize,
}

/// Reads the files and prints a row a language and kind.
pub fn run(arguments: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let (mut files, mut misses, mut show) = (Vec::new(), 0_usize, None);
    let mut arguments = arguments.peekable();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--misses" => misses = arguments.next().context("--misses N")?.parse()?,
            "--show" => show = arguments.next(),
            _ => files.push(argument),
        }
    }
    let mut out = std::io::stdout().lock();
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let (mut mentions, mut sentences) = (0, 0);
    for path in &files {
        for line in BufReader::new(File::open(path).with_context(|| path.clone())?).lines() {
            let gold: Value = serde_json::from_str(&line?)?;
            let report = &gold["report"];
            let language = report["language"].as_str().unwrap_or_default();
            let Some(pack) = LanguagePack::get(language).filter(|pack| pack.language.complete)
            else {
                continue;
            };
            let text = report["text"].as_str().context("no text")?;
            let document = Document::new(text.to_owned(), None, pack);
            let places = place::find(&document, &pack.place);
            let actors = actor::find(&document, &pack.actor, actor::Known::default(), &places);
            mentions += actors.len();
            sentences += document.sentences.len();
            if show.as_deref().is_some_and(|name| report["name"] == name) {
                write_mentions(&mut out, &document, &actors)?;
            }
            for (label, text, name, kind, span) in gold_spans(&gold) {
                let tally = tallies.entry(format!("{language} {label}")).or_default();
                tally.all += 1;
                let hit = actors.iter().find(|actor| matches(&document, actor, span, text));
                tally.found += usize::from(hit.is_some());
                if let Some(actor) = hit {
                    tally.kind += usize::from(serde_json::to_value(actor.kind)? == kind);
                    tally.name += usize::from(actor.name.as_deref() == Some(name));
                } else if misses > 0 {
                    misses -= 1;
                    let start = document
                        .text
                        .char_indices()
                        .nth(span[0].saturating_sub(40))
                        .map_or(0, |(at, _)| at);
                    let context: String = document.text[start..].chars().take(100).collect();
                    writeln!(
                        out,
                        "{} {label}: {text}  |  {}",
                        report["name"],
                        context.replace('\n', " ")
                    )?;
                }
            }
        }
    }
    writeln!(out, "{:<28}{:>6}{:>8}{:>8}{:>8}", "gold", "all", "found", "kind", "name")?;
    for (label, tally) in &tallies {
        let percent = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
        writeln!(
            out,
            "{label:<28}{:>6}{:>8.1}{:>8.1}{:>8.1}",
            tally.all,
            percent(tally.found, tally.all),
            percent(tally.kind, tally.found),
            percent(tally.name, tally.found)
        )?;
    }
    writeln!(out, "{mentions} mentions in {sentences} sentences")?;
    Ok(())
}

/// The gold's actors: label, text, name, kind, span.
fn gold_spans(gold: &Value) -> Vec<(String, &str, &str, &str, [usize; 2])> {
    let mut spans = Vec::new();
    for event in gold["events"].as_array().into_iter().flatten() {
        for one in event["participants"].as_array().into_iter().flatten() {
            let kind = one["kind"].as_str().unwrap_or_default();
            if !matches!(kind, "thing" | "weapon" | "place") {
                spans.extend(gold_span(one, kind.to_owned(), kind));
            }
        }
        for claim in event["claims"].as_array().into_iter().flatten() {
            spans.extend(gold_span(&claim["source"], "source".to_owned(), ""));
        }
    }
    spans.sort_by_key(|span| (span.4, span.0.clone()));
    spans.dedup_by(|a, b| a.4 == b.4 && a.0 == b.0);
    spans
}

fn gold_span<'a>(
    one: &'a Value,
    label: String,
    kind: &'a str,
) -> Option<(String, &'a str, &'a str, &'a str, [usize; 2])> {
    let span = one["span"].as_array()?;
    let point = |at: usize| span.get(at)?.as_u64().map(|point| point as usize);
    Some((
        label,
        one["text"].as_str()?,
        one["name"].as_str().unwrap_or_default(),
        kind,
        [point(0)?, point(1)?],
    ))
}

fn matches(document: &Document, actor: &ActorMention, gold: [usize; 2], text: &str) -> bool {
    let [start, end] = document.code_points(actor.span);
    if start >= gold[1] || gold[0] >= end {
        return false;
    }
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let gold = words(text);
    [actor.span, actor.head].into_iter().any(|span| {
        let said = words(document.slice(span));
        gold.last() == said.last()
            || gold.first() == said.first()
            || said.last().is_some_and(|last| gold.contains(last))
    })
}

fn write_mentions(
    out: &mut impl Write,
    document: &Document,
    actors: &[ActorMention],
) -> anyhow::Result<()> {
    writeln!(out, "{}", document.text)?;
    for (at, actor) in actors.iter().enumerate() {
        writeln!(
            out,
            "{at:>3} {} [{}] = {:?} {:?} {:?} of {:?} {:?} -> {:?} ({})",
            document.words(actor.span),
            document.words(actor.head),
            actor.name,
            actor.id,
            actor.kind,
            actor.part_of,
            actor.country,
            actor.refers_to,
            actor.rule
        )?;
    }
    Ok(())
}
