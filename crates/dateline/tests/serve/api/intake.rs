//! Reports that come in by HTTP.

use serde_json::json;

use crate::seeds;
use crate::server::Server;

const TEXT: &str = "GAO, Mali, May 3, 2024 - Rebels shelled the town of Gao on Friday, killing two people, police said.";

#[test]
fn reports_come_in_as_objects_lists_words_and_pages() {
    let server = Server::empty("intake");
    let token = server.folder.token("ana", "add");
    let object = json!({"name": "one", "published": "2024-05-03", "text": TEXT});
    let told = server.post("/reports", &token, &object).told(201);
    assert_eq!(told["reports"][0]["name"], "one");
    assert_eq!(told["reports"][0]["outcome"], "new");
    let incident = told["reports"][0]["incidents"]["e1"].as_str().unwrap();
    assert_eq!(server.get(&format!("/incidents/{incident}.json")).status, 200);
    let entry = server.json("/log.json?limit=1")["entries"][0].take();
    assert_eq!((&entry["kind"], &entry["who"]), (&json!("add"), &json!("ana")));
    let again = server.post("/reports", &token, &object).told(201);
    assert_eq!(again["reports"][0]["outcome"], "same");
    let newer =
        json!({"name": "one", "published": "2024-05-03", "text": TEXT.replace("two", "three")});
    let newer = server.post("/reports", &token, &newer).told(201);
    assert_eq!(newer["reports"][0]["outcome"], "supersedes");
    assert_eq!(server.json("/reports/one.json")["versions"].as_array().unwrap().len(), 2);

    let list = json!([seeds::small(1), {"name": "empty", "text": ""}, seeds::small(2)]);
    let told = server.post("/reports", &token, &list).told(201);
    let outcomes: Vec<_> = told["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(outcomes, ["new", "unreadable", "new"]);
    assert!(told["reports"][1]["detail"].is_string());

    let send = |kind: &str, path: &str, body: &str| {
        let headers = [("Authorization", &*token), ("Content-Type", kind)];
        server.ask("POST", path, &headers, body)
    };
    let path =
        "/reports?name=words&published=2024-05-04&url=https%3A%2F%2Fpost.example%2F1&language=en";
    let told = send("text/plain; charset=utf-8", path, &TEXT.replace("Gao", "Mopti")).told(201);
    assert_eq!(told["reports"][0]["name"], "words");
    let record = server.json("/reports/words.json")["record"].take();
    assert_eq!(record["report"]["url"], "https://post.example/1");
    assert_eq!(record["report"]["published"], "2024-05-04");
    let page = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Attack near Kidal</title></head><body><article>\
         <h1>Attack near Kidal</h1><p>{}</p></article></body></html>",
        TEXT.replace("Gao", "Kidal")
    );
    let told = send("text/html", "/reports", &page).told(201);
    let name = told["reports"][0]["name"].as_str().unwrap();
    assert!(name.starts_with("report-"), "{name}");
    let text =
        server.json(&format!("/reports/{name}.json"))["record"]["report"]["text"].to_string();
    assert!(text.contains("Kidal") && !text.contains("<p>"), "{text}");
    // what was sent is what the command line reads
    let record = server.folder.lines(&["report", "words"]).remove(0);
    assert!(record.to_string().contains("Mopti"));
    server.folder.run(&["check"]);
}

#[test]
fn what_cannot_be_read_is_refused_with_a_reason() {
    let server = Server::empty("refused");
    let token = server.folder.token("ana", "add");
    let send = |kind: &str, path: &str, body: &[u8]| {
        let headers = [("Authorization", &*token), ("Content-Type", kind)];
        server.ask("POST", path, &headers, body)
    };
    send("text/plain", "/reports", b"").problem(422);
    send("text/plain", "/reports", b" \n\t ").problem(422);
    send("application/json", "/reports", b"{\"text\": ").problem(400);
    send("application/json", "/reports", b"[]").problem(400);
    send("application/json", "/reports", b"7").problem(422);
    send("application/json", "/reports", b"{\"title\": \"no text\"}").problem(422);
    send("application/pdf", "/reports", b"%PDF-1.4").problem(415);
    send("application/gzip", "/reports", &[0x1f, 0x8b, 8, 0]).problem(415);
    send("", "/reports", b"words").problem(415);
    send("text/plain", "/reports?published=soon", TEXT.as_bytes()).problem(400);
    send("text/plain", "/reports?name=a&name=b", TEXT.as_bytes()).problem(400);
    let many = serde_json::Value::Array(vec![json!({"text": "a"}); 101]);
    send("application/json", "/reports", many.to_string().as_bytes()).problem(400);
    assert_eq!(server.json("/overview.json")["total"], 0);
    assert_eq!(server.json("/reports.json")["reports"], json!([]));
}
