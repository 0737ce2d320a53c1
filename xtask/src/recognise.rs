//! `recognise FILE…`: how often the language of a report is recognised, from its whole text, from
//! its first line and from its first line in capitals.
//!
//! A line of a file is a report with `text` and `lang` or `language`, or a record with `report`.

use std::fs;

use anyhow::Context;
use dateline_core::language::recognise::recognise;
use serde_json::Value;

/// Runs the task over the files named.
pub(crate) fn run(files: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let mut sums = [[0_usize; 3]; 3];
    for file in files {
        let text = fs::read_to_string(&file).with_context(|| file.clone())?;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let value: Value = serde_json::from_str(line)?;
            let report = value.get("report").unwrap_or(&value);
            let language = report.get("lang").or(report.get("language")).and_then(Value::as_str);
            let language = language.context("no language")?;
            let text = report["text"].as_str().context("no text")?;
            let first = text.lines().next().unwrap_or_default();
            for (sum, text) in sums.iter_mut().zip([text, first, &first.to_uppercase()]) {
                match recognise(text) {
                    Some(code) if code == language => sum[0] += 1,
                    None => sum[1] += 1,
                    Some(code) => {
                        sum[2] += 1;
                        println!(
                            "{language} taken for {code}: {:?}",
                            text.chars().take(90).collect::<String>()
                        );
                    }
                }
            }
        }
    }
    for (name, [right, unsure, wrong]) in
        ["whole text", "first line", "in capitals"].iter().zip(sums)
    {
        println!("{name}: {right} right, {unsure} unsure, {wrong} wrong");
    }
    Ok(())
}
