//! What a page says of itself in JSON-LD.

use serde_json::{Map, Value};

use super::names::NAMES;
use super::tree::{Id, Tree};

/// Values that are looked at in the linked data of one page.
const MAX_VALUES: usize = 20_000;

/// The article that a page's linked data tell of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Article {
    /// `headline`.
    pub headline: Option<String>,
    /// Names of the authors.
    pub authors: Vec<String>,
    /// The name of the publisher.
    pub publisher: Option<String>,
    /// `datePublished`, as written.
    pub published: Option<String>,
    /// `inLanguage`.
    pub language: Option<String>,
    /// `url` or `mainEntityOfPage`.
    pub url: Option<String>,
    /// `articleBody`.
    pub body: Option<String>,
}

/// Reads the linked data of a page.
pub(super) fn read(tree: &Tree) -> Article {
    let mut left = MAX_VALUES;
    let mut best: Option<(usize, Map<String, Value>)> = None;
    for id in 0..tree.nodes.len() {
        let is_data = tree.name(id) == "script"
            && tree
                .attribute(id, "type")
                .is_some_and(|it| it.to_ascii_lowercase().contains("ld+json"));
        if is_data && let Some(value) = parse(tree, id) {
            find(value, &mut best, &mut left);
        }
    }
    best.map(|(_, object)| article(&object)).unwrap_or_default()
}

/// Many pages wrap their data in comments or leave line breaks in strings, which JSON forbids.
fn parse(tree: &Tree, id: Id) -> Option<Value> {
    let text = tree.raw_text(id);
    let text =
        text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim().trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        let cleaned: String =
            text.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
        serde_json::from_str(&cleaned).ok()
    })
}

/// Finds the object of the surest type: the earlier in the list of types, the surer.
fn find(value: Value, best: &mut Option<(usize, Map<String, Value>)>, left: &mut usize) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        *left = left.saturating_sub(1);
        if *left == 0 {
            return;
        }
        match value {
            Value::Array(values) => open.extend(values.into_iter().rev()),
            Value::Object(mut object) => {
                let rank = types(&object)
                    .filter_map(|own| NAMES.metadata("articles").iter().position(|it| it == own))
                    .min();
                for part in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"] {
                    if let Some(value @ (Value::Array(_) | Value::Object(_))) = object.get(part)
                        && (part == "@graph"
                            || rank.is_none_or(|it| it + 1 == NAMES.metadata("articles").len()))
                    {
                        let value = value.clone();
                        object.remove(part);
                        open.push(value);
                    }
                }
                if let Some(rank) = rank
                    && best.as_ref().is_none_or(|(other, _)| rank < *other)
                {
                    *best = Some((rank, object));
                }
            }
            _ => {}
        }
    }
}

fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let own = object.get("@type");
    let one = own.and_then(Value::as_str);
    let many = own.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    one.into_iter().chain(many).map(|it| it.rsplit('/').next().unwrap_or(it))
}

fn article(object: &Map<String, Value>) -> Article {
    let text = |key: &str| object.get(key).and_then(name);
    Article {
        headline: text("headline").or_else(|| text("name")),
        authors: object
            .get("author")
            .or_else(|| object.get("creator"))
            .map(names)
            .unwrap_or_default(),
        publisher: text("publisher"),
        published: text("datePublished"),
        language: text("inLanguage"),
        url: object.get("url").and_then(Value::as_str).map(str::to_owned).or_else(|| {
            let page = object.get("mainEntityOfPage")?;
            page.as_str().or_else(|| page.get("@id")?.as_str()).map(str::to_owned)
        }),
        body: text("articleBody"),
    }
}

/// A string, the name of a thing, or the first of a list of these.
fn name(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.as_str(),
        Value::Object(object) => object.get("name")?.as_str()?,
        Value::Array(values) => return values.first().filter(|it| !it.is_array()).and_then(name),
        _ => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// All names of a list.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => {
            values.iter().filter(|it| !it.is_array()).take(20).filter_map(name).collect()
        }
        other => name(other).into_iter().collect(),
    }
}
