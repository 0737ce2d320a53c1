//! `claims SET.jsonl`: the attributions of a set's texts, in the shape that its scorer reads:
//! `{"id", "claims": [{"source", "cue", "content", "stance", …}]}`, a document a line.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

use anyhow::Context;
use dateline_core::actor::{self, ActorMention};
use dateline_core::attribution::{self, Attribution};
use dateline_core::language::LanguagePack;
use dateline_core::place;
use dateline_core::text::{Document, Span};
use serde_json::{Value, json};

/// Reads `arguments` and prints the attributions of every document of the set named first; the
/// language may follow, where the set's documents do not say theirs.
pub fn run(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let path = arguments.next().context("claims SET.jsonl [LANGUAGE]")?;
    let default = arguments.next().unwrap_or_else(|| "en".to_owned());
    let file = BufReader::new(File::open(&path).with_context(|| path.clone())?);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in file.lines() {
        let document: Value = serde_json::from_str(&line?)?;
        let report = document.get("report").unwrap_or(&document);
        let text = report["text"].as_str().context("no text")?;
        let id = report.get("id").or_else(|| report.get("name")).cloned().unwrap_or_default();
        let language = report.get("language").or_else(|| report.get("lang"));
        let language = language.and_then(Value::as_str).unwrap_or(&default);
        let title = report.get("title").and_then(Value::as_str);
        let claims =
            LanguagePack::get(language).map(|pack| claims(text, title, pack)).unwrap_or_default();
        serde_json::to_writer(&mut out, &json!({ "id": id, "claims": claims }))?;
        writeln!(out)?;
    }
    Ok(())
}

fn claims(text: &str, title: Option<&str>, pack: &LanguagePack) -> Vec<Value> {
    let start = text.len() - text.trim_start().len();
    let headline = title
        .filter(|title| text[start..].starts_with(title))
        .map(|title| Span::new(start, start + title.len()));
    let document = Document::new(text.to_owned(), headline, pack);
    let places = place::find(&document, &pack.place);
    let actors = actor::find(&document, &pack.actor, &places);
    attribution::find(&document, &pack.attribution, &actors)
        .iter()
        .map(|one| claim(&document, &actors, one))
        .collect()
}

fn claim(document: &Document, actors: &[ActorMention], one: &Attribution) -> Value {
    let quote =
        |span: Span| json!({ "span": document.code_points(span), "text": document.words(span) });
    let source = one.source.as_ref().map(|source| {
        let mut value = quote(source.span);
        value["kind"] = json!(source.kind);
        let mut actor = source.actor.map(|at| &actors[at]);
        while let Some(before) = actor.and_then(|actor| actor.refers_to) {
            actor = actors.get(before).filter(|a| a.refers_to.is_none());
        }
        value["name"] = json!(actor.and_then(|actor| actor.name.clone()));
        value
    });
    json!({
        "source": source,
        "cue": one.cue.map(quote),
        "content": {
            "spans": one.content.iter().map(|&span| document.code_points(span)).collect::<Vec<_>>(),
            "text": one.content.iter().map(|&span| document.words(span)).collect::<Vec<_>>(),
        },
        "stance": one.stance,
        "direct": one.direct,
        "via": one.via.iter().map(|&span| quote(span)).collect::<Vec<_>>(),
        "inside": one.inside,
        "rule": one.rule,
    })
}
