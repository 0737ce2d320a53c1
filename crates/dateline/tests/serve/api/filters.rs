//! Filters mean the same in an address as on the command line.

use std::collections::BTreeSet;

use crate::client::encode;
use crate::seeds;
use crate::server::{Folder, Server};

/// Values of each filter; the command line has the same name with strokes.
const FILTERS: [(&str, &[&str]); 9] = [
    ("since", &["2019", "2021-03", "2024-05-04", "2025-03-09"]),
    ("until", &["2020", "2022-12", "2024-06-12", "2025-03-09"]),
    ("near", &["16.27,-0.04,30", "33,44,900", "15,10,4000"]),
    ("within", &["-5,12,3,18", "30,30,50,40", "170,-90,-170,90"]),
    ("place", &["MLI", "Mosul", "aleppo", "UKR", "Nowhere"]),
    ("actor", &["gunmen", "rebels", "police", "protesters", "army"]),
    ("type", &["ASSAULT", "PROTEST", "COERCE"]),
    ("grade", &["weak", "fair", "contested"]),
    ("min_sources", &["1", "2", "3"]),
];

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, many: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % many
    }
}

#[test]
fn any_filters_find_what_the_command_line_finds() {
    let server = Server::seeded("filters");
    let (mut dice, mut found, mut none) = (Dice(7), 0, 0);
    for round in 0..45 {
        let mut address = vec!["order=earliest".to_owned(), "limit=500".to_owned()];
        let mut call = vec!["incidents".to_owned()];
        for (at, (name, values)) in FILTERS.iter().enumerate() {
            // every filter alone at least once, then some of them together
            let wanted = if round < FILTERS.len() { at == round } else { dice.below(4) == 0 };
            if wanted {
                let value = values[dice.below(values.len())];
                address.push(format!("{name}={}", encode(value)));
                call.push(format!("--{}={value}", name.replace('_', "-")));
            }
        }
        if dice.below(5) == 0 {
            address.push("conflicting=true".to_owned());
            call.push("--conflicting".to_owned());
        }
        let told = server.json(&format!("/incidents.json?{}", address.join("&")));
        let call: Vec<&str> = call.iter().map(String::as_str).collect();
        let lines = server.folder.lines(&call);
        assert_eq!(told["incidents"].as_array().unwrap(), &lines, "{call:?}");
        assert_eq!(told["matching"], lines.len(), "{call:?}");
        let overview = server.json(&format!("/overview.json?{}", address.join("&")));
        assert_eq!(overview["matching"], lines.len(), "{call:?}");
        if lines.is_empty() { none += 1 } else { found += 1 }
    }
    assert!(found >= 15 && none >= 3, "{found} and {none}");
}

#[test]
fn words_find_what_a_search_finds() {
    let folder = Folder::new("words");
    folder.add_all(&seeds::reports());
    let server = Server::of(folder, &[]);
    for words in
        ["soldiers", "bus police", "soldats", "صعدة", "policía", "nothing such", "checkpoint GAO"]
    {
        let ids = |told: &serde_json::Value| -> BTreeSet<String> {
            let list = told["incidents"].as_array().unwrap().iter();
            list.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
        };
        let by_filter =
            ids(&server.json(&format!("/incidents.json?limit=500&words={}", encode(words))));
        let by_search =
            ids(&server.json(&format!("/search.json?limit=500&words={}", encode(words))));
        let call: Vec<&str> = ["search"].into_iter().chain(words.split(' ')).collect();
        let lines = server.folder.lines(&call).into_iter();
        let by_command: BTreeSet<String> =
            lines.map(|one| one["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(by_filter, by_command, "{words}");
        assert_eq!(by_search, by_command, "{words}");
        assert_eq!(by_command.is_empty(), words == "nothing such", "{words}");
    }
}

#[test]
fn a_field_that_nobody_filled_in_is_no_filter() {
    let server = Server::seeded("empty-fields");
    let all = server.json("/incidents.json");
    let empty =
        "since=&until=&near=&within=&place=&actor=&type=&status=&grade=&min_sources=&words=";
    let told = server.json(&format!("/incidents.json?{empty}&conflicting=&order=&limit=&after="));
    assert_eq!(told["incidents"], all["incidents"]);
    assert_eq!(told["filters"], serde_json::json!({}));
}
