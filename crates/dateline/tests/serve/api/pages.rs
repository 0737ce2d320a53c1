//! Every address answers, is documented, and says the same as a page and as JSON.

use std::time::Duration;

use serde_json::Value;

use crate::client::encode;
use crate::server::{Server, soon};

/// An incident that several reports tell of.
pub fn gao(server: &Server) -> String {
    let found = server.json("/incidents.json?min_sources=2");
    assert_eq!(found["matching"], 1, "{found}");
    found["incidents"][0]["id"].as_str().unwrap().to_owned()
}

/// The addresses of the document, with the parts of a path filled in.
fn documented(server: &Server) -> Vec<(String, Vec<String>)> {
    let document = server.json("/openapi.json");
    let paths = document["paths"].as_object().unwrap();
    let methods = |told: &Value| told.as_object().unwrap().keys().cloned().collect();
    paths.iter().map(|(path, told)| (path.clone(), methods(told))).collect()
}

#[test]
fn every_documented_address_answers_and_every_page_has_its_twin() {
    let server = Server::seeded("documented");
    let (id, mut twins) = (gao(&server), 0);
    for (path, methods) in documented(&server) {
        if !methods.iter().any(|method| method == "get") || path == "/stream" {
            continue;
        }
        let (kind, _) = path.split_once('{').unwrap_or_default();
        let fill = match kind {
            "/incidents/" => &*id,
            "/reports/" => "gao-ministry",
            "/actors/" => "gunmen",
            "/places/" => "gao",
            "/exports/" => "csv",
            "/log/" => "1",
            "" => "",
            other => panic!("a new kind of address: {other}"),
        };
        let (open, close) = (path.find('{'), path.find('}'));
        let filled = match open.zip(close) {
            Some((open, close)) => {
                format!("{}{}{}", &path[..open], encode(fill), &path[close + 1..])
            }
            None => path.clone(),
        };
        let answer = server.get(&filled);
        assert_eq!(answer.status, 200, "{filled}: {}", answer.text());
        let Some(plain) = filled.strip_suffix(".json").filter(|_| filled != "/openapi.json") else {
            continue;
        };
        let told = answer.json();
        let page = server.get(if plain == "/overview" { "/" } else { plain });
        assert_eq!(page.status, 200, "{plain}: {}", page.text());
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{plain}");
        leads_where_it_should(&page.text(), &told);
        // asked for as JSON, a page's own address says what its twin does
        let same = server.get_with(plain_or_root(plain), &[("Accept", "application/json")]);
        let (mut same, mut told) = (same.told(200), told);
        for value in [&mut same, &mut told] {
            // the way on keeps the form of the address
            value.as_object_mut().map(|object| object.remove("next"));
        }
        assert_eq!(same, told, "{plain}");
        twins += 1;
    }
    assert!(twins >= 20, "{twins}");
}

fn plain_or_root(plain: &str) -> &str {
    if plain == "/overview" { "/" } else { plain }
}

/// A page leads to each of the incidents that its twin lists.
fn leads_where_it_should(page: &str, told: &Value) {
    for incident in told["incidents"].as_array().into_iter().flatten() {
        let Some(id) = incident["id"].as_str() else { continue };
        assert!(page.contains(&format!("/incidents/{}", id.replace('.', "%2E"))), "{id}");
    }
    if let Some(matching) = told["matching"].as_u64().filter(|_| told["filters"].is_object()) {
        assert!(page.contains(&matching.to_string()), "{matching}");
    }
}

#[test]
fn every_address_is_documented() {
    let server = Server::empty("routes");
    let documented = documented(&server);
    let routes = include_str!("../../../src/serve/routes/mod.rs");
    let mut many = 0;
    for route in routes.split(".route(\"").skip(1) {
        let (path, rest) = route.split_once('"').unwrap();
        let rest = rest.split(".route(").next().unwrap();
        if path.starts_with("/assets/") || path == "/docs" {
            continue;
        }
        many += 1;
        let twin = if path == "/" { "/overview.json".to_owned() } else { format!("{path}.json") };
        for method in ["get", "post"] {
            let has = rest.contains(&format!("{method}("));
            let told = documented.iter().any(|(told, methods)| {
                (told == path || *told == twin) && methods.iter().any(|one| one == method)
            });
            assert_eq!(has, told, "{method} {path}");
        }
    }
    assert!(many >= 25, "{many}");
    let page = server.get("/docs");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
}

#[test]
fn figures_are_the_same_on_every_channel() {
    let server = Server::seeded("figures");
    let all = server.folder.lines(&["incidents"]);
    let overview = server.json("/overview.json");
    assert_eq!(overview["total"], all.len());
    assert_eq!(overview["matching"], all.len());
    let sum = |list: &Value| -> u64 {
        list.as_array().unwrap().iter().map(|one| one["count"].as_u64().unwrap()).sum()
    };
    let (facets, map, timeline) = (&overview["facets"], &overview["map"], &overview["timeline"]);
    for facet in ["types", "statuses", "grades"] {
        assert_eq!(sum(&facets[facet]), all.len() as u64, "{facet}");
    }
    for facet in facets["types"].as_array().unwrap() {
        let kind = facet["value"].as_str().unwrap();
        assert_eq!(
            server.json(&format!("/incidents.json?type={kind}"))["matching"],
            facet["count"]
        );
    }
    let placed = map["placed"].as_u64().unwrap() + map["unplaced"].as_u64().unwrap();
    assert_eq!(placed, all.len() as u64);
    let drawn: u64 = map["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["count"].as_u64().unwrap_or(1))
        .sum();
    assert_eq!(drawn, map["placed"].as_u64().unwrap(), "all of the world is in view");
    let bins = timeline["bins"].as_array().unwrap().iter();
    let certain: u64 = bins.map(|bin| bin["certain"].as_u64().unwrap()).sum();
    let rest = timeline["undated"].as_u64().unwrap() + timeline["others"].as_u64().unwrap_or(0);
    assert_eq!(certain + sum(&timeline["uncertain"]) + rest, all.len() as u64);
    assert_eq!(server.json("/map.json")["placed"], map["placed"]);
    let conflicts = server.folder.lines(&["conflicts"]);
    let told = server.json("/conflicts.json");
    assert_eq!(told["conflicts"].as_array().unwrap().len(), conflicts.len());
    let metrics = server.get("/metrics").text();
    assert!(metrics.contains(&format!("dateline_incidents {}", all.len())), "{metrics}");
}

#[test]
fn an_incident_and_a_report_are_what_the_command_line_says() {
    let server = Server::seeded("whole");
    let id = gao(&server);
    let told = server.json(&format!("/incidents/{id}.json"));
    let shown = &server.folder.lines(&["show", &id])[0];
    let incident = if shown["incident"].is_object() { &shown["incident"] } else { shown };
    for field in ["id", "summary", "counts", "conflicts", "members", "grade"] {
        assert_eq!(told["incident"][field], incident[field], "{field}");
    }
    let members = told["members"].as_array().unwrap();
    assert_eq!(members.len(), 3);
    assert_eq!(members.iter().filter(|member| member["copy_of"].is_number()).count(), 1);
    assert!(
        members.iter().all(|member| member["report"]["text"].as_str().unwrap_or("").is_empty())
    );
    assert!(!told["incident"]["conflicts"].as_array().unwrap().is_empty());
    for member in members {
        let name = member["report"]["name"].as_str().unwrap();
        let report = server.json(&format!("/reports/{}.json", encode(name)));
        let record = &server.folder.lines(&["report", name])[0];
        let record = if record["record"].is_object() { &record["record"] } else { record };
        assert_eq!(report["record"]["events"], record["events"]);
        let text: Vec<char> =
            report["record"]["report"]["text"].as_str().unwrap().chars().collect();
        for sentence in member["sentences"].as_array().unwrap() {
            let end = |at: usize| sentence["span"][at].as_u64().unwrap() as usize;
            let words: String = text[end(0)..end(1)].iter().collect();
            assert_eq!(words, sentence["text"].as_str().unwrap());
        }
    }
    let arabic = server.get("/reports/saada");
    assert!(arabic.text().contains("dir=\"rtl\""), "the direction of an Arabic text");
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let server = Server::seeded("etags");
    for path in
        ["/", "/incidents.json", "/incidents", "/overview.json?type=ASSAULT", "/reports.json"]
    {
        let first = server.get(path);
        let tag = first.header("etag").unwrap().to_owned();
        let again = server.get_with(path, &[("If-None-Match", &tag)]);
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("etag"), Some(&*tag));
        let other = server.get_with(path, &[("If-None-Match", "W/\"0\", \"1\"")]);
        assert_eq!(other.status, 200);
    }
    let tag = server.get("/incidents.json").header("etag").unwrap().to_owned();
    let token = server.folder.token("ana", "add");
    let mut report = crate::seeds::small(200);
    report["name"] = "new-one".into();
    assert_eq!(server.post("/reports", &token, &report).status, 201);
    let after = server.get_with("/incidents.json", &[("If-None-Match", &tag)]);
    assert_eq!(after.status, 200, "after a report came in the list is another");
    let head = server.ask("HEAD", "/incidents.json", &[], "");
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[test]
fn another_programs_change_is_seen_within_seconds() {
    let server = Server::seeded("outside");
    let before = server.json("/overview.json")["total"].as_u64().unwrap();
    server.folder.add(&[crate::seeds::small(301), crate::seeds::small(302)]);
    let limit = std::time::Duration::from_secs(3);
    crate::server::soon("two more incidents", limit, || {
        server.json("/overview.json")["total"].as_u64().unwrap() > before
    });
}

#[test]
fn the_id_of_what_was_merged_leads_to_what_it_is_in() {
    let server = Server::seeded("merged");
    let ids: Vec<String> = server.json("/incidents.json?actor=gunmen&place=MLI")["incidents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["id"].as_str().unwrap().to_owned())
        .collect();
    assert!(ids.len() >= 2);
    let token = server.folder.token("ana", "review");
    let told = serde_json::json!({"kind": "merge", "incidents": ids[..2], "why": "to see"});
    let done = server.post("/decisions", &token, &told).told(201);
    let kept = done["incidents"][0].as_str().unwrap();
    let gone = ids[..2].iter().find(|id| *id != kept).unwrap();
    for end in ["", ".json"] {
        let answer = server.get(&format!("/incidents/{gone}{end}"));
        assert_eq!(answer.status, 308, "{}", answer.text());
        assert_eq!(answer.header("location"), Some(&*format!("/incidents/{kept}{end}")));
    }
}

#[test]
fn an_incident_that_has_ended_is_gone() {
    let server = Server::empty("ended");
    let told =
        |text: &str| serde_json::json!({"id": "one", "published": "2024-05-03", "text": text});
    let act = "GAO, Mali, May 3, 2024 - Rebels shelled the town of Gao on Friday, killing two people, police said.";
    server.folder.add(&[told(act)]);
    let id = |server: &Server| {
        let found = server.json("/incidents.json")["incidents"].take();
        found[0]["id"].as_str().map(str::to_owned)
    };
    soon("it comes in", Duration::from_secs(10), || id(&server).is_some());
    let ended = id(&server).unwrap();
    server.folder.add(&[told("The match in Gao was put off because of the rain.")]);
    soon("it ends", Duration::from_secs(10), || id(&server).is_none());
    let path = format!("/incidents/{ended}");
    let problem = server.get(&format!("{path}.json")).problem(410);
    assert!(problem["detail"].as_str().unwrap().contains(&ended), "{problem}");
    let page = server.get_with(&path, &[("Accept", "text/html")]);
    assert_eq!(page.status, 410);
    assert!(page.text().contains("href=\"/log\""), "{}", page.text());
    server.get("/incidents/i-2024-01-01-0000.json").problem(404);
}

#[test]
fn countries_go_by_their_names() {
    let server = Server::seeded("countries");
    let by =
        |place: &str| server.json(&format!("/incidents.json?place={place}"))["matching"].take();
    let of_code = by("MLI");
    assert!(of_code.as_u64().unwrap() > 1);
    assert_eq!(
        (by("Mali"), by("mali"), by("Mal%C3%AD")),
        (of_code.clone(), of_code.clone(), of_code.clone())
    );
    let page = server.get("/places/Mali.json").told(200);
    assert_eq!(page["matching"], of_code);
    let listed = server.json("/places.json?prefix=mali")["places"].take();
    assert!(
        listed
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one["name"] == "mali")
            .all(|one| one["incidents"] == of_code),
        "{listed}"
    );
    let list = server.get("/incidents?place=MLI").text();
    assert!(list.contains("Gao, Mali") && !list.contains("Gao, MLI"), "{list}");
    assert!(list.contains("<option data-code=\"MLI\">Mali</option>"));
    let of_command_line = server.folder.lines(&["incidents", "--place", "Mali"]).len() as u64;
    assert_eq!(of_code.as_u64(), Some(of_command_line));
}

#[test]
fn problems_are_told_to_programs_as_objects_and_to_people_as_pages() {
    let server = Server::seeded("problems");
    for (path, status) in [
        ("/incidents/i-nowhere.json", 404),
        ("/reports/nowhere.json", 404),
        ("/reports/%FF.json", 400),
        ("/incidents/%FF.json", 400),
        ("/actors/%C3.json", 400),
        ("/actors/nobody.json", 404),
        ("/places/nowhere.json", 404),
        ("/log/99999.json", 404),
        ("/nowhere.json", 404),
        ("/exports/doc.json", 404),
        ("/incidents.json?since=soon", 400),
        ("/incidents.json?limit=many", 400),
        ("/incidents.json?since=2024&since=2025", 400),
        ("/incidents.json?type=PARTY", 400),
        ("/map.json?zoom=deep", 400),
        ("/review.json?kind=all", 400),
    ] {
        server.get(path).problem(status);
        let page = server.get_with(&path.replacen(".json", "", 1), &[("Accept", "text/html")]);
        assert_eq!(page.status, status, "{path}");
        assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
    }
    server.ask("DELETE", "/incidents.json", &[], "").problem(401);
    let token = server.folder.token("ana", "review");
    let headers = [("Authorization", &*token)];
    server.ask("DELETE", "/incidents.json", &headers, "").problem(405);
}
