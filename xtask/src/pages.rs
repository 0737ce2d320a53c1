//! `cargo xtask pages FOLDER [--dump FOLDER]`: how well web pages are read.
//!
//! FOLDER holds an article extraction benchmark in Scrapinghub's form: `ground-truth.json` (from
//! id to `articleBody`) and `html/ID.html.gz`. The main score is that benchmark's own: shingles
//! of four words, true and false ones weighed by page, precision and recall averaged over pages,
//! F1 of the two averages. Beside it stands the F1 over bags of words, averaged over pages.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use regex::Regex;
use serde_json::Value;

/// Words in a shingle.
const SHINGLE: usize = 4;

/// Times that all pages are read for the timing; the fastest counts.
const ROUNDS: usize = 5;

/// How much of what was given is right, and how much of what is right was given.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    precision: f64,
    recall: f64,
    /// Whether anything was given.
    given: bool,
    /// Whether there was anything to give.
    wanted: bool,
}

impl Score {
    fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

/// One page of the set.
struct Sample {
    id: String,
    url: Option<String>,
    html: String,
    truth: String,
}

/// Runs the task.
///
/// # Errors
///
/// Where the set cannot be read.
pub fn run(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let folder =
        PathBuf::from(arguments.next().context("cargo xtask pages FOLDER [--dump FOLDER]")?);
    let dump = match arguments.next().as_deref() {
        Some("--dump") => Some(PathBuf::from(arguments.next().context("--dump needs a folder")?)),
        Some(other) => bail!("unknown argument {other}"),
        None => None,
    };
    let samples = load(&folder)?;
    let texts: Vec<String> = samples
        .iter()
        .map(|it| dateline_io::page::read(&it.html, it.url.as_deref()).text)
        .collect();
    let word = Regex::new(r"\w+")?;
    let mut shingles = Vec::new();
    let mut words = Vec::new();
    for (sample, text) in samples.iter().zip(&texts) {
        let truth: Vec<&str> = word.find_iter(&sample.truth).map(|it| it.as_str()).collect();
        let given: Vec<&str> = word.find_iter(text).map(|it| it.as_str()).collect();
        shingles.push(compare(&grams(&truth, SHINGLE), &grams(&given, SHINGLE)));
        words.push(compare(&grams(&truth, 1), &grams(&given, 1)));
    }
    if let Some(dump) = dump {
        write_dump(&dump, &samples, &texts, &shingles)?;
    }
    let (shingle, word_f1) = (mean(&shingles), average(words.iter().map(|it| it.f1())));
    let time = fastest(&samples);
    println!("pages {}", samples.len());
    println!(
        "shingles of {SHINGLE}: F1 {:.3}, precision {:.3}, recall {:.3}",
        shingle.f1(),
        shingle.precision,
        shingle.recall
    );
    println!("words: F1 {word_f1:.3}");
    println!("speed: {:.0} pages a second on one core", samples.len() as f64 / time.as_secs_f64());
    Ok(())
}

/// Reads the set, in the order of its ids.
fn load(folder: &Path) -> anyhow::Result<Vec<Sample>> {
    let path = folder.join("ground-truth.json");
    let truth = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let truth: BTreeMap<String, Value> = serde_json::from_str(&truth)?;
    let mut samples = Vec::new();
    for (id, fields) in truth {
        let path = folder.join("html").join(format!("{id}.html.gz"));
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(
            fs::File::open(&path).with_context(|| path.display().to_string())?,
        )
        .read_to_end(&mut bytes)?;
        samples.push(Sample {
            html: String::from_utf8_lossy(&bytes).into_owned(),
            url: fields["url"].as_str().map(str::to_owned),
            truth: fields["articleBody"].as_str().unwrap_or_default().to_owned(),
            id,
        });
    }
    Ok(samples)
}

/// How often each run of `length` words stands in a text; a shorter text is one run.
fn grams<'a>(words: &'a [&'a str], length: usize) -> BTreeMap<&'a [&'a str], usize> {
    let mut counts = BTreeMap::new();
    if !words.is_empty() {
        for run in words.windows(length.min(words.len())) {
            *counts.entry(run).or_default() += 1;
        }
    }
    counts
}

fn compare<'a>(
    truth: &BTreeMap<&'a [&'a str], usize>,
    given: &BTreeMap<&'a [&'a str], usize>,
) -> Score {
    let total = |counts: &BTreeMap<&[&str], usize>| counts.values().sum::<usize>() as f64;
    let common: usize =
        truth.iter().map(|(run, count)| given.get(run).map_or(0, |other| *count.min(other))).sum();
    let (common, in_truth, in_given) = (common as f64, total(truth), total(given));
    Score {
        precision: if in_given > 0.0 { common / in_given } else { 0.0 },
        recall: if in_truth > 0.0 { common / in_truth } else { 0.0 },
        given: in_given > 0.0,
        wanted: in_truth > 0.0,
    }
}

/// Averages over pages, as the benchmark takes them: a page for which nothing was given counts
/// against the recall only, a page that holds no article against the precision only.
fn mean(scores: &[Score]) -> Score {
    Score {
        precision: average(scores.iter().filter(|it| it.given).map(|it| it.precision)),
        recall: average(scores.iter().filter(|it| it.wanted).map(|it| it.recall)),
        ..Score::default()
    }
}

fn average(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// The time to read all pages once.
fn fastest(samples: &[Sample]) -> Duration {
    (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            for sample in samples {
                std::hint::black_box(dateline_io::page::read(&sample.html, sample.url.as_deref()));
            }
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

/// Writes each page's text beside its score, the worst first in `pages.tsv`.
fn write_dump(
    folder: &Path,
    samples: &[Sample],
    texts: &[String],
    scores: &[Score],
) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    let mut lines = Vec::new();
    for ((sample, text), score) in samples.iter().zip(texts).zip(scores) {
        fs::write(folder.join(format!("{}.txt", sample.id)), text)?;
        lines.push((
            score.f1(),
            format!(
                "{:.3}\t{:.3}\t{:.3}\t{}\t{}",
                score.f1(),
                score.precision,
                score.recall,
                sample.id,
                sample.url.as_deref().unwrap_or_default()
            ),
        ));
    }
    lines.sort_by(|one, other| one.0.total_cmp(&other.0));
    let table: Vec<String> = lines.into_iter().map(|line| line.1).collect();
    fs::write(folder.join("pages.tsv"), table.join("\n") + "\n")?;
    Ok(())
}
