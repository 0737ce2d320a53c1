//! Going on from page to page shows everything once.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::seeds;
use crate::server::Server;

fn ids(page: &Value) -> Vec<String> {
    let incidents = page["incidents"].as_array().unwrap().iter();
    incidents.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn pages_show_every_incident_once_in_both_orders() {
    let server = Server::seeded("paging");
    let all: Vec<String> = server
        .folder
        .lines(&["incidents"])
        .iter()
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .collect();
    let mut orders = Vec::new();
    for start in [
        "/incidents.json?limit=4",
        "/incidents.json?limit=4&order=earliest",
        "/incidents.json?limit=1&type=ASSAULT",
        "/incidents.json?limit=500",
    ] {
        let (mut seen, mut next) = (Vec::new(), Some(start.to_owned()));
        while let Some(path) = next {
            let page = server.json(&path);
            seen.extend(ids(&page));
            next = page["next"].as_str().map(str::to_owned);
            assert!(seen.len() <= all.len() && !ids(&page).is_empty(), "{path}");
        }
        let once: BTreeSet<&String> = seen.iter().collect();
        assert_eq!(once.len(), seen.len(), "{start}");
        orders.push(seen);
    }
    assert_eq!(orders[1], all, "the earliest first is the order of the command line");
    assert_eq!(orders[3], orders[0]);
    assert_eq!(orders[0].len(), all.len());
}

#[test]
fn what_comes_in_between_pages_takes_nothing_away() {
    let server = Server::seeded("between");
    let before: BTreeSet<String> =
        ids(&server.json("/incidents.json?limit=500")).into_iter().collect();
    let token = server.folder.token("ana", "add");
    for order in ["latest", "earliest"] {
        let mut seen = Vec::new();
        let mut next = Some(format!("/incidents.json?limit=5&order={order}"));
        let mut number = if order == "latest" { 400 } else { 500 };
        while let Some(path) = next {
            let page = server.json(&path);
            seen.extend(ids(&page));
            next = page["next"].as_str().map(str::to_owned);
            number += 1;
            assert_eq!(server.post("/reports", &token, &seeds::small(number)).status, 201);
        }
        let once: BTreeSet<String> = seen.iter().cloned().collect();
        assert_eq!(once.len(), seen.len(), "{order}");
        // a new report can join an incident and give it another id, but none of these
        let missed: Vec<&String> = before.difference(&once).collect();
        assert!(missed.is_empty(), "{order}: {missed:?}");
    }
}

#[test]
fn every_other_list_goes_on_to_its_end() {
    let server = Server::seeded("lists");
    for (list, member, key) in [
        ("/reports.json", "reports", "name"),
        ("/events.json", "events", ""),
        ("/actors.json", "actors", "name"),
        ("/places.json", "places", "name"),
        ("/log.json", "entries", "seq"),
    ] {
        let page = server.json(&format!("{list}?limit=500"));
        let all = page[member].as_array().unwrap().clone();
        assert!(all.len() > 3 && page["next"].is_null(), "{list}");
        let (mut seen, mut next) = (Vec::new(), Some(format!("{list}?limit=3")));
        while let Some(path) = next {
            let page = server.json(&path);
            seen.extend(page[member].as_array().unwrap().iter().cloned());
            next = page["next"].as_str().map(str::to_owned);
            assert!(seen.len() <= all.len(), "{path}");
        }
        if key.is_empty() {
            assert_eq!(seen, all, "{list}");
        } else {
            let keys = |list: &[Value]| list.iter().map(|one| one[key].clone()).collect::<Vec<_>>();
            assert_eq!(keys(&seen), keys(&all), "{list}");
        }
    }
    let mut next = Some("/review.json?kind=low&limit=7".to_owned());
    let (mut seen, mut counts) = (BTreeSet::new(), Value::Null);
    while let Some(path) = next {
        let page = server.json(&path);
        for one in page["queue"].as_array().unwrap() {
            assert!(seen.insert(one["incident"]["id"].to_string()), "{path}");
        }
        counts = page["counts"]["low"].clone();
        next = page["next"].as_str().map(str::to_owned);
    }
    assert_eq!(counts, seen.len());
}
