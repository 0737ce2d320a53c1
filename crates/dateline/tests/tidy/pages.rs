//! What holds for the pages of the server, read off its templates and addresses.

use std::collections::BTreeSet;

use crate::{files, none, text};

const TEMPLATES: &str = "crates/dateline/src/serve/templates";

/// Addresses that are no page: what they tell has one form.
const NO_PAGES: [&str; 10] = [
    "/assets/{*path}",
    "/corrections.jsonl",
    "/docs",
    "/exports/{format}",
    "/feed.atom",
    "/healthz",
    "/metrics",
    "/openapi.json",
    "/session/end",
    "/stream",
];

/// What makes something of a report's words markup.
const SAFE: [&str; 4] = ["|safe", "| safe", "autoescape", "from_safe_string"];

#[test]
fn nothing_is_marked_safe_in_a_template() {
    let mut breaches = Vec::new();
    let mut paths = files(TEMPLATES, &["html"]);
    paths.extend(files("crates/dateline/src/serve", &["rs"]));
    for path in paths {
        let text = text(&path);
        for (number, line) in text.lines().enumerate() {
            if SAFE.iter().any(|word| line.contains(word)) {
                breaches.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    none("no template takes a value for markup", &breaches);
}

#[test]
fn no_template_has_a_script_or_a_style_of_its_own() {
    let mut breaches = Vec::new();
    for path in files(TEMPLATES, &["html"]) {
        for (number, line) in text(&path).lines().enumerate() {
            let lower = line.to_lowercase();
            let inline_script = lower
                .split("<script")
                .skip(1)
                .any(|tag| !tag.split('>').next().unwrap_or_default().contains("src=\"/assets/"));
            let handler =
                [" onclick=", " onload=", " onerror=", " onsubmit=", " onchange=", " oninput="];
            let other = ["<style", " style=\"", "javascript:", "src=\"http", "url("];
            if inline_script || handler.iter().chain(&other).any(|word| lower.contains(word)) {
                breaches.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    none("the policy that browsers are told lets none of this be", &breaches);
}

#[test]
fn every_page_has_a_twin_in_the_api() {
    let routes = text("crates/dateline/src/serve/routes/mod.rs");
    let document: serde_json::Value =
        serde_json::from_str(&text("docs/openapi.json")).expect("the document is JSON");
    let paths = document["paths"].as_object().expect("it has paths");
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut breaches = Vec::new();
    for route in routes.split(".route(").skip(1) {
        let path = route.split('"').nth(1).expect("an address has a path");
        known.insert(path.to_owned());
        let twin = if path == "/" { "/overview.json".to_owned() } else { format!("{path}.json") };
        if !NO_PAGES.contains(&path) && paths.get(&twin).is_none_or(|twin| twin["get"].is_null()) {
            breaches.push(format!("{path}: docs/openapi.json does not have {twin}"));
        }
    }
    for path in paths.keys() {
        let page = path.strip_suffix(".json").unwrap_or(path);
        let page = if page == "/overview" { "/" } else { page };
        if !known.contains(page) && !known.contains(path.as_str()) {
            breaches.push(format!("{path}: routes/mod.rs does not have it"));
        }
    }
    none("a page and what a program is told have one address", &breaches);
}

#[test]
fn every_kind_of_problem_is_explained() {
    let explained = text("docs/serve.md");
    let source = text("crates/dateline/src/serve/problem.rs");
    let kinds = source.split("\"/problems/").skip(1).filter_map(|rest| rest.split('"').next());
    let missing = kinds.filter(|kind| !explained.contains(&format!("`/problems/{kind}`")));
    none("docs/serve.md has every problem", &missing.map(str::to_owned).collect::<Vec<_>>());
}

#[test]
fn every_filter_and_metric_is_explained() {
    let explained = text("docs/serve.md");
    let filters = text("crates/dateline/src/serve/filters.rs");
    let filters = filters.split("set(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let metrics = text("crates/dateline/src/serve/telemetry.rs");
    let metrics = metrics.split("register(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut missing: Vec<String> = filters
        .filter(|filter| !explained.contains(&format!("`{filter}`")))
        .map(str::to_owned)
        .collect();
    missing.extend(
        metrics
            .filter(|metric| !explained.contains(&format!("`dateline_{metric}")))
            .map(str::to_owned),
    );
    none("docs/serve.md has every filter and every metric", &missing);
}
