//! What persons decide, takes effect, stands in the log with who and why, and can be taken back.

use serde_json::{Value, json};

use super::pages::gao;
use crate::server::Server;

fn ids(server: &Server, filter: &str) -> Vec<String> {
    let told = server.json(&format!("/incidents.json?limit=500{filter}"));
    let incidents = told["incidents"].as_array().unwrap().iter();
    incidents.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn each_kind_of_decision_takes_effect_and_is_taken_back() {
    let server = Server::seeded("decisions");
    let token = server.folder.token("ana", "review");
    let before = server.folder.run(&["incidents", "--format", "jsonl"]);
    let decide = |told: Value| server.post("/decisions", &token, &told).told(201);
    let undo = |entry: &Value| {
        decide(json!({"kind": "undo", "entry": entry, "why": "seen enough"}));
        assert_eq!(server.folder.run(&["incidents", "--format", "jsonl"]), before);
    };
    let id = gao(&server);
    let two = ids(&server, "&type=PROTEST")[..2].to_vec();
    let many = ids(&server, "").len();

    let done = decide(json!({"kind": "merge", "incidents": two, "why": "one march"}));
    assert_eq!(ids(&server, "").len(), many - 1);
    undo(&done["entry"]);

    let done = decide(json!({"kind": "merge", "incidents": [id], "why": "read them all"}));
    let weak = server.json(&format!("/incidents/{id}.json"))["weakest"].clone();
    assert!(weak.is_null() || weak == 1.0, "{weak}: a person has confirmed it");
    undo(&done["entry"]);

    let members = ["gao-residents/e1"];
    let done =
        decide(json!({"kind": "split", "incidents": [id], "members": members, "why": "two posts"}));
    assert_eq!(ids(&server, "").len(), many + 1);
    undo(&done["entry"]);

    decide(json!({"kind": "never-merge", "incidents": two, "why": "years apart"}));
    let never = server.json("/decisions.json")["decisions"][0].clone();
    assert_eq!((&never["kind"], &never["who"]), (&json!("never-merge"), &json!("ana")));
    undo(&never["seq"]);

    let open = server.json("/conflicts.json")["incidents"].clone();
    let done = decide(
        json!({"kind": "settle", "incidents": [id], "slot": "killed", "why": "names are out"}),
    );
    let told = server.json(&format!("/incidents/{id}.json"));
    let settled = told["incident"]["conflicts"].as_array().unwrap().iter();
    assert!(settled.clone().any(|one| one["slot"] == "killed" && one["open"] == false));
    assert_ne!(server.json("/conflicts.json")["incidents"], open);
    decide(json!({"kind": "reopen", "incidents": [id], "slot": "killed", "why": "one name twice"}));
    assert_eq!(server.json("/conflicts.json")["incidents"], open);
    assert!(done["entry"].as_i64().unwrap() > 0);

    decide(json!({"kind": "note", "incidents": [id], "why": "the hospital was asked"}));
    let told = server.json(&format!("/incidents/{id}.json"));
    assert_eq!(told["notes"].as_array().unwrap().len(), 1);
    assert!(told["notes"][0].to_string().contains("the hospital was asked"));

    let log = server.json("/log.json?limit=500");
    let of_ana: Vec<&Value> =
        log["entries"].as_array().unwrap().iter().filter(|one| one["who"] == "ana").collect();
    assert!(of_ana.len() >= 8, "{of_ana:?}");
    assert!(of_ana.iter().all(|one| one["why"].as_str().is_some_and(|why| !why.is_empty())));
    let newest = &log["entries"][0];
    let one = server.json(&format!("/log/{}.json", newest["seq"]));
    assert_eq!(&one["entry"], newest);
    server.folder.run(&["check"]);
}

#[test]
fn a_correction_says_what_a_report_says_and_can_be_learnt_from() {
    let server = Server::seeded("correction");
    let token = server.folder.token("ana", "review");
    let id = gao(&server);
    let before = server.folder.run(&["incidents", "--format", "jsonl"]);
    let open = server.json("/conflicts.json")["incidents"].as_u64().unwrap();
    let told = json!({"kind": "correct", "incidents": [id], "members": ["gao-residents/e1"],
        "slot": "killed", "value": "6", "why": "eleven is a misprint"});
    let done = server.post("/decisions", &token, &told).told(201);
    assert_eq!(server.json("/conflicts.json")["incidents"], open - 1);
    let lessons = server.get("/corrections.jsonl");
    assert_eq!(lessons.status, 200);
    assert_eq!(lessons.text(), server.folder.run(&["corrections"]));
    let lesson: Value = serde_json::from_str(lessons.text().lines().next().unwrap()).unwrap();
    assert_eq!((&lesson["was"][0]["low"], &lesson["value"][0]["low"]), (&json!(11), &json!(6)));
    let told = json!({"kind": "undo", "entry": done["entry"], "why": "it is eleven"});
    server.post("/decisions", &token, &told).told(201);
    assert_eq!(server.folder.run(&["incidents", "--format", "jsonl"]), before);
    assert_eq!(server.get("/corrections.jsonl").text(), "");
    for (slot, value) in [("killed", "many"), ("killed", "-3"), ("weather", "6"), ("time", "soon")]
    {
        let told = json!({"kind": "correct", "incidents": [id], "members": ["gao-residents/e1"],
            "slot": slot, "value": value, "why": "x"});
        server.post("/decisions", &token, &told).problem(400);
    }
}

#[test]
fn a_decision_that_makes_no_sense_changes_nothing() {
    let server = Server::seeded("wrong-decisions");
    let token = server.folder.token("ana", "review");
    let (id, alone) = (gao(&server), ids(&server, "&type=PROTEST").remove(0));
    let before = server.json("/healthz")["entry"].clone();
    for (told, status) in [
        (json!({}), 400),
        (json!({"kind": "note", "incidents": [id]}), 400),
        (json!({"kind": "note", "incidents": [id], "why": "  "}), 400),
        (json!({"kind": "note", "incidents": [], "why": "x"}), 400),
        (json!({"kind": "note", "incidents": ["i-nowhere"], "why": "x"}), 404),
        (json!({"kind": "merge", "incidents": [alone], "why": "x"}), 400),
        (json!({"kind": "merge", "incidents": [alone, alone], "why": "x"}), 400),
        (json!({"kind": "split", "incidents": [id], "members": ["haifa/e1"], "why": "x"}), 400),
        (json!({"kind": "split", "incidents": [id], "members": ["haifa"], "why": "x"}), 400),
        (json!({"kind": "split", "incidents": [id], "members": [], "why": "x"}), 400),
        (json!({"kind": "never-merge", "incidents": [id], "why": "x"}), 400),
        (json!({"kind": "settle", "incidents": [id], "slot": "weather", "why": "x"}), 400),
        (json!({"kind": "settle", "incidents": [id], "why": "x"}), 400),
        (json!({"kind": "undo", "why": "x"}), 400),
        (json!({"kind": "undo", "entry": 1, "why": "x"}), 400),
        (json!({"kind": "undo", "entry": 99999, "why": "x"}), 404),
        (json!({"kind": "undo", "entry": -1, "why": "x"}), 404),
        (json!({"kind": "undo", "entry": 1e30, "why": "x"}), 400),
        (json!({"kind": "explode", "incidents": [id], "why": "x"}), 400),
        (json!({"kind": "note", "incidents": [id], "why": "x", "who": "somebody else"}), 400),
        (json!([1, 2]), 400),
    ] {
        let answer = server.post("/decisions", &token, &told);
        assert!([status, 400, 404, 409].contains(&answer.status), "{told}: {}", answer.text());
        answer.problem(answer.status);
    }
    let text = [("Authorization", &*token), ("Content-Type", "text/plain")];
    server.ask("POST", "/decisions", &text, "{}").problem(415);
    let form = [("Authorization", &*token), ("Content-Type", "application/x-www-form-urlencoded")];
    server.ask("POST", "/decisions", &form, "kind=note&colour=red&why=x").problem(400);
    assert_eq!(server.json("/healthz")["entry"], before, "the log has no more entries");
}

#[test]
fn a_form_leads_back_to_what_it_was_about() {
    let server = Server::seeded("forms");
    let token = server.folder.token("ben", "review");
    let id = gao(&server);
    let headers = [
        ("Authorization", &*token),
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Accept", "text/html"),
    ];
    let answer =
        server.ask("POST", "/decisions", &headers, format!("kind=note&incidents={id}&why=by+form"));
    assert_eq!(answer.status, 303, "{}", answer.text());
    let to = answer.header("location").unwrap();
    assert!(to.starts_with(&format!("/incidents/{id}?done=")), "{to}");
    let page = server.get(to);
    assert_eq!(page.status, 200);
    assert!(page.text().contains("by form"));
}
