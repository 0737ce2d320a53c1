//! `cargo xtask link`: fits what tells one occurrence from two, on the training clusters alone.
//!
//! `link try` says how well a fit does on clusters that it has not seen, `link pairs FILE` prints the features
//! of every pair of a file of records, `link merge FILE` its incidents.
//!
//! The reports of `../shared/gold/train/clusters.jsonl` are read as any user's are; their events are
//! matched with the coded ones by trigger words, and so every pair of read events is known to be one
//! occurrence or two. A logistic model (ridge penalty, batch gradient descent) is fitted on the pairs
//! that can be one at all, and on pairs of ECB+'s events (`../shared/data/ecbplus`), and written to `data/incident/weights.toml`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use dateline_core::Record;
use dateline_core::incident::compare::{companions, possible};
use dateline_core::incident::pair::{Feature, Features, Pair};
use dateline_core::incident::weights::{Weights, probability};
use dateline_core::incident::{Facts, batch};
use serde_json::Value;

/// Where the fitted weights lie.
const WEIGHTS: &str = "data/incident/weights.toml";

/// How strongly weights are drawn to [`PRIOR`].
const RIDGE: f64 = 3.0;

/// What one would say of the weights before seeing an example, where that is not 0: a few hundred pairs
/// of two dozen stories cannot tell by themselves that one day speaks for one occurrence.
const PRIOR: &[(Feature, f64)] = &[
    (Feature::Bias, -5.0),
    (Feature::SameType, 1.5),
    (Feature::SameSubtype, 0.5),
    (Feature::OtherSubtype, -0.5),
    (Feature::SameDay, 1.5),
    (Feature::DaysMeet, 0.5),
    (Feature::NextDay, -0.5),
    (Feature::DaysApart, -3.0),
    (Feature::SamePlace, 2.0),
    (Feature::NearPlace, 1.0),
    (Feature::PlaceWithin, 0.5),
    (Feature::PlacesApart, -3.0),
    (Feature::SameActor, 1.5),
    (Feature::KindredActor, 0.5),
    (Feature::OtherActor, -1.0),
    (Feature::SameRecipient, 1.0),
    (Feature::OtherRecipient, -0.5),
    (Feature::Crossed, -1.0),
    (Feature::SameFigure, 3.0),
    (Feature::FiguresMeet, 0.5),
    (Feature::FiguresFar, -2.0),
    (Feature::SameWords, 2.0),
    (Feature::SameStory, 3.0),
    (Feature::TwoLanguages, 0.5),
    (Feature::SameMeans, 0.5),
    (Feature::OtherMeans, -1.0),
    (Feature::OtherStatus, -0.5),
    (Feature::BothFirst, 1.0),
    (Feature::PublishedApart, -1.0),
    (Feature::Copies, 3.0),
    (Feature::Companions, 2.0),
];

/// Two read events of two reports, and whether they are one occurrence.
struct Example {
    pair: Pair,
    one: bool,
    /// The pair of reports.
    reports: usize,
    /// The events' indices in them.
    events: (usize, usize),
    /// The cluster of reports, for leaving it out.
    fold: usize,
}

/// Runs the task.
///
/// # Errors
///
/// Where the training clusters are not there or cannot be read.
pub fn run(arguments: impl Iterator<Item = String>) -> Result<()> {
    let mut arguments = arguments.peekable();
    if arguments.peek().is_some_and(|task| task == "merge") {
        return merge(arguments.nth(1).context("link merge RECORDS.jsonl")?.as_ref());
    }
    if arguments.peek().is_some_and(|task| task == "pairs") {
        return pairs(arguments.nth(1).context("link pairs RECORDS.jsonl")?.as_ref());
    }
    let train = Path::new("../shared/gold/train");
    ensure!(train.is_dir(), "no ../shared/gold/train beside the project: nothing to fit on");
    let mut examples = examples(train)?;
    examples.extend(chains(Path::new("../shared/data/ecbplus"))?);
    let ones = examples.iter().filter(|example| example.one).count();
    println!("{} pairs that can be one occurrence, {ones} that are", examples.len());
    if arguments.next().as_deref() == Some("try") {
        return leave_out(&mut examples);
    }
    let weights = fit(&mut examples, |_| true);
    let mut text = String::from(
        "# How much each feature of a pair of events says for their being one occurrence: the weights of a logistic model,\n\
         # fitted by `cargo xtask link` on our own training clusters (24 incidents in several reports each, and look-alikes) and on ECB+.\n\
         # What the features are stands in crates/dateline-core/src/incident/pair.rs.\n\n\
         # From which mean score on events of a group are taken for one occurrence: higher than one half, since two\n\
         # incidents joined wrongly cost a user more than two left apart.\ntogether = 0.65\n\n[weights]\n",
    );
    for (feature, name) in Feature::ALL {
        writeln!(text, "{name} = {:.3}", weights.of(feature))?;
    }
    std::fs::write(WEIGHTS, text)?;
    println!("written: {WEIGHTS}");
    Ok(())
}

/// Says how well weights that are fitted on three quarters of the clusters tell the pairs of the last one,
/// by the score from which on two events are joined.
fn leave_out(examples: &mut [Example]) -> Result<()> {
    const FOLDS: usize = 4;
    /// Folds of our own clusters come before those of ECB+.
    const CLUSTERS: usize = 1000;
    const SCORES: [f64; 5] = [0.3, 0.4, 0.5, 0.6, 0.7];
    let mut table = [[0_u32; 3]; SCORES.len()];
    for fold in 0..FOLDS {
        let weights = fit(examples, |example| example.fold % FOLDS != fold);
        let left = examples
            .iter()
            .filter(|example| example.fold < CLUSTERS && example.fold % FOLDS == fold);
        for (example, score) in left.map(|one| (one, probability(one.pair.logit(&weights)))) {
            for (row, least) in table.iter_mut().zip(SCORES) {
                match (score >= least, example.one) {
                    (true, true) => row[0] += 1,
                    (true, false) => row[1] += 1,
                    (false, true) => row[2] += 1,
                    (false, false) => {}
                }
            }
        }
    }
    println!("pairs of clusters left out of the fit, by the least score to be joined:");
    for (least, [right, wrong, lost]) in SCORES.iter().zip(table) {
        println!("{least}: {right} right, {wrong} wrong, {lost} lost");
    }
    Ok(())
}

/// Prints the incidents of the records of a file, a line each.
fn merge(path: &Path) -> Result<()> {
    let weights =
        Weights::of_toml(&std::fs::read_to_string(WEIGHTS)?).map_err(anyhow::Error::msg)?;
    let records: Vec<Record> =
        lines(path)?.into_iter().map(serde_json::from_value).collect::<Result<_, _>>()?;
    for incident in batch::merge_by(&weights, &records, &[]) {
        println!("{}", serde_json::to_string(&incident)?);
    }
    Ok(())
}

/// Prints each pair of events of a file's records that can be one occurrence: the two, how likely, and the
/// features that say so.
fn pairs(path: &Path) -> Result<()> {
    let records: Vec<Record> =
        lines(path)?.into_iter().map(serde_json::from_value).collect::<Result<_, _>>()?;
    let facts: Vec<Facts> = records.iter().map(Facts::of).collect();
    let weights =
        &Weights::of_toml(&std::fs::read_to_string(WEIGHTS)?).map_err(anyhow::Error::msg)?;
    for (one, two) in batch::pairs(&facts) {
        let mut pairs = possible(&facts[one], &facts[two]);
        let alone: Vec<f64> = pairs.iter().map(|(.., pair)| pair.logit(weights)).collect();
        companions(&mut pairs, &alone);
        pairs.retain(|(.., pair)| pair.is_tenable());
        for (a, b, pair) in pairs {
            let features = Feature::ALL.iter().filter_map(|&(feature, name)| {
                let value = pair.features[feature as usize];
                (value != 0.0 && feature != Feature::Bias).then(|| format!("{name} {value:.2}"))
            });
            println!(
                "{} {}\t{} {}\t{:.2}\t{}",
                records[one].report.name,
                records[one].events[a].id,
                records[two].report.name,
                records[two].events[b].id,
                probability(pair.logit(weights)),
                features.collect::<Vec<_>>().join(", ")
            );
        }
    }
    Ok(())
}

/// Reads the training clusters and makes examples of their pairs.
fn examples(train: &Path) -> Result<Vec<Example>> {
    let work = Path::new("target/score");
    std::fs::create_dir_all(work)?;
    let coded: Vec<Value> = lines(&train.join("clusters.jsonl"))?;
    let plain = work.join("clusters-plain.jsonl");
    let mut text = String::new();
    for record in &coded {
        let report = &record["report"];
        let line = serde_json::json!({
            "id": report["name"], "text": report["text"], "published": report["published"],
            "publisher": report["publisher"], "language": report["language"],
        });
        writeln!(text, "{line}")?;
    }
    std::fs::write(&plain, text)?;
    let records = read(&plain, &work.join("clusters-read.jsonl"))?;
    let truth: Value =
        serde_json::from_str(&std::fs::read_to_string(train.join("clusters.INCIDENTS.json"))?)?;
    let mut group: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (number, same) in truth["same"].as_array().into_iter().flatten().enumerate() {
        for member in same.as_array().into_iter().flatten() {
            let part = |at: usize| member[at].as_str().unwrap_or_default().to_owned();
            group.insert((part(0), part(1)), number);
        }
    }
    // which coded event each read event is
    let matched: Vec<Vec<Option<String>>> = records
        .iter()
        .map(|record| {
            let coded = coded.iter().find(|one| one["report"]["name"] == *record.report.name);
            coded.map_or_else(Vec::new, |coded| aligned(record, coded))
        })
        .collect();
    let facts: Vec<Facts> = records.iter().map(Facts::of).collect();
    let mut examples = Vec::new();
    for (number, (one, two)) in batch::pairs(&facts).into_iter().enumerate() {
        let names = [&records[one].report.name, &records[two].report.name];
        for (a, b, pair) in possible(&facts[one], &facts[two]) {
            let (Some(first), Some(second)) = (&matched[one][a], &matched[two][b]) else {
                continue;
            };
            let of = |name: &String, event: &String| group.get(&(name.clone(), event.clone()));
            let groups = (of(names[0], first), of(names[1], second));
            examples.push(Example {
                pair,
                one: groups.0.is_some() && groups.0 == groups.1,
                reports: number,
                events: (a, b),
                fold: cluster_of(names[0]),
            });
        }
    }
    Ok(examples)
}

/// Makes examples of the events of ECB+ (Cybulska and Vossen 2014): news on pairs of like occurrences, of
/// which an event's chain says what it is one with. Its texts have no publication dates.
fn chains(folder: &Path) -> Result<Vec<Example>> {
    let documents = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .map(|path| lines(&path))
        .collect::<Result<Vec<_>>>()?
        .concat();
    let work = Path::new("target/score");
    let plain = work.join("ecbplus-plain.jsonl");
    let mut text = String::new();
    for document in &documents {
        let line =
            serde_json::json!({ "id": document["id"], "text": document["text"], "language": "en" });
        writeln!(text, "{line}")?;
    }
    std::fs::write(&plain, text)?;
    let records = read(&plain, &work.join("ecbplus-read.jsonl"))?;
    let mut topics: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut chained: Vec<Vec<Option<String>>> = Vec::new();
    let mut facts = Vec::new();
    for (at, record) in records.iter().enumerate() {
        let document = documents.iter().find(|one| one["id"] == *record.report.name);
        let document = document.context("a document of ECB+")?;
        topics.entry(document["topic"].to_string()).or_default().push(at);
        let chain = |event: &dateline_core::record::Event| {
            let [start, end] = event.trigger.span;
            let mentions = document["events"].as_array().into_iter().flatten();
            let mut met =
                mentions.filter(|mention| mention["selected"] == true).filter(|mention| {
                    mention["spans"].as_array().into_iter().flatten().any(|span| {
                        let edge =
                            |at: usize| span[at].as_u64().and_then(|at| usize::try_from(at).ok());
                        edge(0)
                            .zip(edge(1))
                            .is_some_and(|(first, last)| first < end && start < last)
                    })
                });
            let mention = met.next()?;
            Some(
                mention["chain"]
                    .as_str()
                    .map_or_else(|| format!("{at} {}", event.id), str::to_owned),
            )
        };
        chained.push(record.events.iter().map(chain).collect());
        facts.push(Facts::of(record));
    }
    let mut examples = Vec::new();
    for (topic, members) in topics.into_values().enumerate() {
        for (number, &one) in members.iter().enumerate() {
            for &two in &members[number + 1..] {
                for (a, b, pair) in possible(&facts[one], &facts[two]) {
                    let (Some(first), Some(second)) = (&chained[one][a], &chained[two][b]) else {
                        continue;
                    };
                    examples.push(Example {
                        pair,
                        one: first == second,
                        reports: 1_000_000 + one * 10_000 + two,
                        events: (a, b),
                        fold: 1000 + topic,
                    });
                }
            }
        }
    }
    let ones = examples.iter().filter(|example| example.one).count();
    println!("ECB+: {} pairs that can be one occurrence, {ones} that are", examples.len());
    Ok(examples)
}

/// Reads plain reports with the shipped reader.
fn read(plain: &Path, read: &Path) -> Result<Vec<Record>> {
    let status = Command::new(crate::reader()?)
        .args(["read", "--format", "jsonl", "--output"])
        .args([read, plain])
        .status()?;
    ensure!(status.success(), "{} was not read", plain.display());
    let records = lines(read)?.into_iter().map(serde_json::from_value);
    records.collect::<Result<_, _>>().context("a record")
}

/// The number in a report's name: `clusters-07b` is of cluster 7.
fn cluster_of(name: &str) -> usize {
    name.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

fn lines(path: &Path) -> Result<Vec<Value>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

/// The coded event of each read one: that whose trigger stands in the same words, or in a sentence
/// that tells of it and is of one type; each at most once.
fn aligned(record: &Record, coded: &Value) -> Vec<Option<String>> {
    // spans of the training data count in the raw page: words are what both have
    let text = coded["report"]["text"].as_str().unwrap_or_default();
    let points: Vec<char> = text.chars().collect();
    let shift = |at: usize| -> Option<usize> {
        // the place in the read text of a place in the raw one: found by the letters around it
        let around: String = points.iter().skip(at.saturating_sub(12)).take(40).collect();
        let found = record.report.text.find(&around)?;
        Some(record.report.text[..found].chars().count() + at.min(12))
    };
    let mut scores = Vec::new();
    for (number, event) in coded["events"].as_array().into_iter().flatten().enumerate() {
        let Some(start) = event["trigger"]["span"][0].as_u64() else { continue };
        let Some(at) = usize::try_from(start).ok().and_then(shift) else { continue };
        for (other, said) in record.events.iter().enumerate() {
            let kind = serde_json::to_value(said.event_type).unwrap_or_default() == event["type"];
            let near = said.trigger.span[0].abs_diff(at) <= 3;
            let within = said.evidence.iter().any(|one| one.span[0] <= at && at < one.span[1]);
            let score = u8::from(near) * 4 + u8::from(within) * 2 + u8::from(kind);
            if near || (within && kind) {
                scores.push((score, number, other));
            }
        }
    }
    scores.sort_by_key(|&(score, number, other)| (std::cmp::Reverse(score), number, other));
    let mut matched = vec![None; record.events.len()];
    let mut taken = Vec::new();
    for (_, number, other) in scores {
        if matched[other].is_none() && !taken.contains(&number) {
            matched[other] = coded["events"][number]["id"].as_str().map(str::to_owned);
            taken.push(number);
        }
    }
    matched
}

/// Fits weights on the examples that `chosen` takes; what companions a pair has is worked out anew with
/// each round of weights.
fn fit(examples: &mut [Example], chosen: impl Fn(&Example) -> bool) -> Weights {
    let mut weights = Weights::new([0.0; Feature::COUNT], 0.5);
    for _ in 0..4 {
        accompany(examples, &weights);
        weights = descend(examples, &chosen);
    }
    accompany(examples, &weights);
    weights
}

fn accompany(examples: &mut [Example], weights: &Weights) {
    let mut from = 0;
    while from < examples.len() {
        let reports = examples[from].reports;
        let count =
            examples[from..].iter().take_while(|example| example.reports == reports).count();
        let mut pairs: Vec<(usize, usize, Pair)> = examples[from..from + count]
            .iter()
            .map(|example| (example.events.0, example.events.1, example.pair.clone()))
            .collect();
        for (.., pair) in &mut pairs {
            pair.features[Feature::Companions as usize] = 0.0;
        }
        let alone: Vec<f64> = pairs.iter().map(|(.., pair)| pair.logit(weights)).collect();
        companions(&mut pairs, &alone);
        for (example, (.., pair)) in examples[from..from + count].iter_mut().zip(pairs) {
            example.pair = pair;
        }
        from += count;
    }
}

fn descend(examples: &[Example], chosen: &impl Fn(&Example) -> bool) -> Weights {
    let taken: Vec<&Example> =
        examples.iter().filter(|example| chosen(example) && example.pair.is_tenable()).collect();
    let mut prior: Features = [0.0; Feature::COUNT];
    for &(feature, weight) in PRIOR {
        prior[feature as usize] = weight;
    }
    let mut weights = prior;
    let mut speed: Features = [0.0; Feature::COUNT];
    for _ in 0..4000 {
        let mut slope = weights;
        for (slope, prior) in slope.iter_mut().zip(&prior) {
            *slope = RIDGE * (*slope - prior);
        }
        for example in &taken {
            let logit: f64 = example
                .pair
                .features
                .iter()
                .zip(&weights)
                .map(|(value, weight)| value * weight)
                .sum();
            let error = probability(logit) - f64::from(u8::from(example.one));
            for (slope, value) in slope.iter_mut().zip(&example.pair.features) {
                *slope += error * value;
            }
        }
        for ((weight, speed), slope) in weights.iter_mut().zip(&mut speed).zip(&slope) {
            *speed = 0.9 * *speed - 0.002 * slope;
            *weight += *speed;
        }
    }
    Weights::new(weights, 0.5)
}
