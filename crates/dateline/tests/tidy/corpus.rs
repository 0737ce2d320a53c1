//! The corpus that the model is trained on is what its README says.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{files, none, text};

/// Every object that quotes the report, with what it is.
fn quotes<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(object) => {
            if object.contains_key("span") && object.contains_key("text") {
                found.push(value);
            }
            object.values().for_each(|inner| quotes(inner, found));
        }
        Value::Array(items) => items.iter().for_each(|inner| quotes(inner, found)),
        _ => {}
    }
}

#[test]
fn the_corpus_is_what_its_readme_says() {
    let (mut breaches, mut names) = (Vec::new(), BTreeSet::new());
    let (mut reports, mut events) = (0, 0);
    for path in files("training/corpus", &["jsonl"]) {
        for (number, line) in text(&path).lines().enumerate() {
            let at = format!("{}:{}", path.display(), number + 1);
            let Ok(record) = serde_json::from_str::<Value>(line) else {
                breaches.push(format!("{at}: not JSON"));
                continue;
            };
            let name = record["report"]["name"].as_str().unwrap_or_default().to_owned();
            if name.is_empty() || !names.insert(name.clone()) {
                breaches.push(format!("{at}: the name {name:?} is missing or stands twice"));
            }
            reports += 1;
            events += record["events"].as_array().map_or(0, Vec::len);
            let points: Vec<char> =
                record["report"]["text"].as_str().unwrap_or_default().chars().collect();
            let mut quoted = Vec::new();
            quotes(&record["events"], &mut quoted);
            for quote in quoted {
                let edge = |index: usize| {
                    quote["span"][index].as_u64().and_then(|n| usize::try_from(n).ok())
                };
                let (Some(start), Some(end)) = (edge(0), edge(1)) else { continue };
                let there: Option<String> =
                    points.get(start..end).map(|chars| chars.iter().collect());
                if there.as_deref() != quote["text"].as_str() {
                    breaches.push(format!(
                        "{at} {name}: {} does not stand at {start}..{end}",
                        quote["text"]
                    ));
                }
            }
        }
    }
    none("the corpus quotes its reports where it says", &breaches);
    let readme = text("training/corpus/README.md").replace(',', "");
    for (what, number) in [("reports", reports), ("events", events)] {
        assert!(readme.contains(&number.to_string()), "the README does not say {number} {what}");
    }
}
