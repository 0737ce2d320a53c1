//! `cargo xtask time [--edtf] DOCS.jsonl`: the time expressions of a set of texts, as TIMEX3 values,
//! or with `--edtf` as the reader sees them.
//!
//! Each line of the set has `id`, `text`, and perhaps `language` and `dct` (the text's date). Each
//! line said has `id` and `timex`: `span` in code points, `type`, `value`.

use anyhow::Context;
use dateline_core::language::LanguagePack;
use dateline_core::text::Document;
use dateline_core::time::{Anchor, find, find_all, timex};
use serde_json::{Value, json};

/// Runs the task.
///
/// # Errors
///
/// Where a set cannot be read or written.
pub fn run(arguments: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let mut edtf = false;
    for path in arguments {
        if path == "--edtf" {
            edtf = true;
            continue;
        }
        let set = std::fs::read_to_string(&path).with_context(|| path.clone())?;
        for line in set.lines() {
            println!("{}", document(&serde_json::from_str(line)?, edtf)?);
        }
    }
    Ok(())
}

fn document(source: &Value, edtf: bool) -> anyhow::Result<Value> {
    let field = |name: &str| source[name].as_str();
    let pack = LanguagePack::get(field("language").unwrap_or("en")).context("unknown language")?;
    let text = field("text").context("no text")?;
    let document = Document::new(text.to_owned(), None, pack);
    let published = field("dct").and_then(|dct| dct.get(..10)).and_then(|dct| dct.parse().ok());
    if edtf {
        let times: Vec<Value> = find(&document, &pack.time, &Anchor { published })
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
    let mentions = find_all(&document, &pack.time, &Anchor { published });
    let said: Vec<Value> = mentions
        .iter()
        .flat_map(timex)
        .map(|t| json!({ "span": document.code_points(t.span), "type": t.kind, "value": t.value }))
        .collect();
    Ok(json!({ "id": source["id"], "timex": said }))
}
