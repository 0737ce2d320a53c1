//! `debris FILE…`: how much of what pages add to reports is taken off, and how much of the story
//! with it.
//!
//! A line of a file is a gold report (`text`, `boilerplate`, `events[].anchor`) or a coded page
//! (`report.text`, `report.removed`, `events[].evidence`).

use std::fs;

use anyhow::Context;
use dateline_core::debris::strip;
use dateline_core::language::LanguagePack;
use serde_json::Value;

/// What was wanted and what was got.
#[derive(Default)]
struct Sum {
    pages: usize,
    debris: usize,
    left: usize,
    story: usize,
    lost: usize,
    extra: usize,
}

/// Runs the task over the files named.
pub(crate) fn run(files: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let (mut total, mut verbose) = (Sum::default(), false);
    for file in files {
        if file == "--misses" {
            verbose = true;
            continue;
        }
        let text = fs::read_to_string(&file).with_context(|| file.clone())?;
        let mut sum = Sum::default();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            page(&serde_json::from_str(line)?, &mut sum, verbose)?;
        }
        print(&file, &sum);
        total.add(&sum);
    }
    print("all", &total);
    Ok(())
}

impl Sum {
    fn add(&mut self, other: &Self) {
        self.pages += other.pages;
        self.debris += other.debris;
        self.left += other.left;
        self.story += other.story;
        self.lost += other.lost;
        self.extra += other.extra;
    }
}

fn print(name: &str, sum: &Sum) {
    println!(
        "{name}: {} pages, debris {} of which {} left in, story {} of which {} lost, {} cuts not named",
        sum.pages, sum.debris, sum.left, sum.story, sum.lost, sum.extra
    );
}

fn page(page: &Value, sum: &mut Sum, verbose: bool) -> anyhow::Result<()> {
    let gold = page.get("text").is_some();
    let report = if gold { page } else { &page["report"] };
    let name = report[if gold { "id" } else { "name" }].as_str().unwrap_or_default();
    let language =
        report.get("lang").or(report.get("language")).and_then(Value::as_str).unwrap_or_default();
    let text = report["text"].as_str().context("no text")?;
    let pack = LanguagePack::get(language).context("no such language")?;
    let stripped = strip(text, None, &pack.debris);
    let body = plain(&stripped.text);
    let (debris, story) = if gold {
        (strings(&page["boilerplate"], None), strings(&page["events"], Some("anchor")))
    } else {
        let evidence = page["events"].as_array().into_iter().flatten();
        (
            strings(&report["removed"], Some("text")),
            evidence.flat_map(|event| strings(&event["evidence"], Some("text"))).collect(),
        )
    };
    sum.pages += 1;
    sum.debris += debris.len();
    sum.story += story.len();
    for words in &debris {
        // What a page also says in its story cannot be told from what was left in.
        if body.contains(&plain(words))
            && !story.iter().any(|story| plain(story).contains(&plain(words)))
        {
            sum.left += 1;
            if verbose {
                println!("left  {language} {name}: {words:?}");
            }
        }
    }
    for words in story.iter().filter(|words| !body.contains(&plain(words))) {
        sum.lost += 1;
        if verbose {
            println!("lost  {language} {name}: {words:?}");
        }
    }
    for cut in &stripped.removed {
        let named = debris.iter().any(|words| {
            let (words, cut) = (plain(words), plain(&cut.text));
            words.contains(&cut) || cut.contains(&words)
        });
        if !named {
            sum.extra += 1;
            if verbose {
                println!("extra {language} {name}: {} {:?}", cut.kind, cut.text);
            }
        }
    }
    Ok(())
}

fn strings(list: &Value, field: Option<&str>) -> Vec<String> {
    let text =
        |value: &Value| field.map_or(value, |field| &value[field]).as_str().map(str::to_owned);
    list.as_array().into_iter().flatten().filter_map(text).filter(|text| !text.is_empty()).collect()
}

/// Letters and digits in lower case, single spaces between words.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    format!(" {} ", words.map(str::to_lowercase).collect::<Vec<_>>().join(" "))
}
