//! `sentences FILE…`: how often the evidence of coded pages begins and ends where a sentence does.
//!
//! A line of a file is a record whose `events[].evidence[].text` are whole sentences of
//! `report.text`. `--misses` prints those that begin or end inside one, with their surroundings.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::Context;
use dateline_core::debris::strip;
use dateline_core::language::LanguagePack;
use dateline_core::text::Document;
use serde_json::Value;

/// Runs the task over the files named.
pub(crate) fn run(files: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let mut sums: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut verbose = false;
    for file in files {
        if file == "--misses" {
            verbose = true;
            continue;
        }
        for line in fs::read_to_string(&file).with_context(|| file.clone())?.lines() {
            let record: Value = serde_json::from_str(line)?;
            let language = record["report"]["language"].as_str().unwrap_or_default();
            let pack = LanguagePack::get(language).context("no such language")?;
            let text = record["report"]["text"].as_str().context("no text")?;
            let stripped = strip(text, record["report"]["title"].as_str(), &pack.debris);
            let document = Document::new(stripped.text, stripped.headline, pack);
            let evidence: BTreeSet<&str> = record["events"]
                .as_array()
                .into_iter()
                .flatten()
                .flat_map(|event| event["evidence"].as_array().into_iter().flatten())
                .filter_map(|evidence| evidence["text"].as_str())
                .collect();
            for words in evidence {
                let Some(start) = document.text.find(words) else { continue };
                let end = start + words.len();
                let begins = document.sentences.iter().any(|sentence| sentence.span.start == start);
                let ends = document.sentences.iter().any(|sentence| sentence.span.end == end);
                let sum = sums.entry(language.to_owned()).or_default();
                sum[0] += 1;
                sum[1] += usize::from(begins);
                sum[2] += usize::from(ends);
                if verbose && !(begins && ends) {
                    let before: String = document.text[..start].chars().rev().take(40).collect();
                    let before: String = before.chars().rev().collect();
                    let after: String = document.text[end..].chars().take(40).collect();
                    println!("{language} {before:?} [{words}] {after:?}");
                }
            }
        }
    }
    for (language, [all, begins, ends]) in sums {
        let share = |n: usize| 100.0 * n as f64 / all.max(1) as f64;
        println!(
            "{language}: {all} pieces of evidence, {:.1} % begin and {:.1} % end a sentence",
            share(begins),
            share(ends)
        );
    }
    Ok(())
}
