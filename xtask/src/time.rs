//! `cargo xtask time [--edtf|--published] DOCS.jsonl`: the time expressions of a set of texts, as TIMEX3 values,
//! or with `--edtf` as the reader sees them, or with `--published` the date that each states itself.
//!
//! Each line of the set has `id`, `text`, and perhaps `language` and `dct` (the text's date). Each
//! line said has `id` and `timex`: `span` in code points, `type`, `value`.

use anyhow::Context;
use dateline_core::language::LanguagePack;
use dateline_core::text::Document;
use dateline_core::time::{Anchor, find, find_all, published, timex};
use serde_json::{Value, json};

/// What to say of each text.
#[derive(Clone, Copy)]
enum Mode {
    Timex,
    Edtf,
    Published,
}

/// Runs the task.
///
/// # Errors
///
/// Where a set cannot be read or written.
pub fn run(arguments: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let mut mode = Mode::Timex;
    for path in arguments {
        match &*path {
            "--edtf" => mode = Mode::Edtf,
            "--published" => mode = Mode::Published,
            _ => {}
        }
        if path.starts_with("--") {
            continue;
        }
        let set = std::fs::read_to_string(&path).with_context(|| path.clone())?;
        for line in set.lines() {
            println!("{}", document(&serde_json::from_str(line)?, mode)?);
        }
    }
    Ok(())
}

fn document(source: &Value, mode: Mode) -> anyhow::Result<Value> {
    let field = |name: &str| source[name].as_str();
    let pack = LanguagePack::get(field("language").unwrap_or("en")).context("unknown language")?;
    let text = field("text").context("no text")?;
    let document = Document::new(text.to_owned(), None, pack);
    let day = field("dct").and_then(|dct| dct.get(..10)).and_then(|dct| dct.parse().ok());
    if let Mode::Edtf = mode {
        let times: Vec<Value> = find(&document, &pack.time, &Anchor { published: day })
            .iter()
            .map(|m| {
                json!({
                    "span": document.code_points(m.span), "text": document.words(m.span), "edtf": m.edtf,
                    "precision": m.precision, "basis": m.basis, "rule": m.rule, "kind": format!("{:?}", m.kind),
                })
            })
            .collect();
        return Ok(json!({ "id": source["id"], "times": times }));
    }
    if let Mode::Published = mode {
        let said = published(text, &pack.time);
        return Ok(
            json!({ "id": source["id"], "dct": source["dct"], "published": said.map(|(day, ..)| day.to_string()) }),
        );
    }
    let mentions = find_all(&document, &pack.time, &Anchor { published: day });
    let said: Vec<Value> = mentions
        .iter()
        .flat_map(timex)
        .map(|t| json!({ "span": document.code_points(t.span), "type": t.kind, "value": t.value }))
        .collect();
    Ok(json!({ "id": source["id"], "timex": said }))
}
