//! `cargo xtask places DOCS.jsonl`: the places of a set's texts, one JSON object a document, for a
//! score that joins on `id`.

use std::io::Write as _;

use anyhow::Context as _;
use dateline_core::language::LanguagePack;
use dateline_core::place;
use dateline_core::text::Document;
use serde_json::{Value, json};

/// Reads documents (`id`, `text`, optional `language`; or records with a `report`) from a file.
pub fn run(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let path =
        arguments.next().context("places needs a file of documents, one JSON object a line")?;
    let text = std::fs::read_to_string(&path).with_context(|| path.clone())?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in text.lines() {
        let value: Value = serde_json::from_str(line)?;
        let report = value.get("report").unwrap_or(&value);
        let id = value.get("id").or_else(|| report.get("name")).cloned().unwrap_or_default();
        let text = report["text"].as_str().context("a document has a text")?;
        let code = report
            .get("language")
            .or_else(|| value.get("lang"))
            .and_then(Value::as_str)
            .unwrap_or("en");
        let Some(pack) = LanguagePack::get(code) else { continue };
        let document = Document::new(text.to_owned(), None, pack);
        let places: Vec<Value> = place::find(&document, &pack.place)
            .iter()
            .map(|mention| show(&document, mention))
            .collect();
        writeln!(out, "{}", json!({ "id": id, "places": places }))?;
    }
    Ok(())
}

fn show(document: &Document, mention: &place::PlaceMention) -> Value {
    json!({
        "span": document.code_points(mention.head),
        "whole": document.code_points(mention.span),
        "text": document.words(mention.span),
        "name": mention.name,
        "lat": mention.point.map(|point| point.0),
        "lon": mention.point.map(|point| point.1),
        "geonames": mention.geonames,
        "country": mention.country,
        "precision": mention.precision,
        "adjectival": mention.adjectival,
        "modifier": mention.modifier,
        "dateline": mention.dateline,
        "frame": mention.frame,
        "rule": mention.rule,
    })
}
