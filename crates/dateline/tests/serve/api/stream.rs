//! What is new, told as it comes.

use std::time::Duration;

use crate::client::Client;
use crate::seeds;
use crate::server::Server;

/// Reads a stream until it has said something; gives all that it has said.
fn until(client: &mut Client, what: &str) -> String {
    let mut said = String::new();
    while !said.contains(what) {
        let piece = client.chunk().expect("the stream goes on").expect("the stream goes on");
        said.push_str(&String::from_utf8_lossy(&piece));
    }
    said
}

fn listen(server: &Server, last: Option<&str>) -> Client {
    let mut client = server.client();
    let last = last.map(|last| format!("Last-Event-ID: {last}\r\n")).unwrap_or_default();
    let head = format!("GET /stream HTTP/1.1\r\nHost: {}\r\n{last}\r\n", server.address);
    client.send(head.as_bytes()).unwrap();
    let head = client.head().unwrap();
    assert_eq!((head.status, head.header("content-type")), (200, Some("text/event-stream")));
    client.wait(Duration::from_secs(10));
    client
}

#[test]
fn listeners_are_told_of_what_comes_and_of_what_they_missed() {
    let server = Server::seeded("stream");
    let token = server.folder.token("ana", "add");
    let mut client = listen(&server, None);
    let stored = server.post("/reports", &token, &seeds::small(600)).told(201);
    let incident = stored["reports"][0]["incidents"]["e1"].as_str().unwrap();
    let said = until(&mut client, "\n\n");
    assert!(said.contains("event: incident") && said.contains(incident), "{said}");
    let last = said.lines().find_map(|line| line.strip_prefix("id: ")).unwrap().trim().to_owned();
    drop(client);
    // one report that comes while nobody listens
    let stored = server.post("/reports", &token, &seeds::small(601)).told(201);
    let missed = stored["reports"][0]["incidents"]["e1"].as_str().unwrap();
    let mut client = listen(&server, Some(&last));
    let said = until(&mut client, missed);
    assert!(said.contains("event: incident"), "{said}");
    // and one by another program
    server.folder.add(&[seeds::small(602)]);
    let said = until(&mut client, "\n\n");
    assert!(said.contains("event: incident"), "{said}");
}

#[test]
fn whoever_has_an_overview_misses_nothing_that_comes_after_it() {
    let server = Server::seeded("stream-overview");
    let entry = server.json("/overview.json")["entry"].as_i64().unwrap();
    let page = server.get("/").text();
    assert!(page.contains(&format!("data-entry=\"{entry}\"")), "the page says it too");
    server.folder.add(&[seeds::small(620)]);
    let mut client = server.client();
    let head = format!("GET /stream?last={entry} HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
    client.send(head.as_bytes()).unwrap();
    assert_eq!(client.head().unwrap().status, 200);
    client.wait(Duration::from_secs(10));
    let said = until(&mut client, "\n\n");
    assert!(said.contains("event: incident"), "{said}");
}

#[test]
fn listeners_are_told_of_a_conflict() {
    let server = Server::empty("stream-conflict");
    let token = server.folder.token("ana", "add");
    let mut reports = seeds::reports();
    for report in &mut reports {
        report["name"] = report["id"].clone();
    }
    server.post("/reports", &token, &reports[0]).told(201);
    let mut client = listen(&server, None);
    server.post("/reports", &token, &reports[2]).told(201);
    let said = until(&mut client, "event: conflict");
    assert!(said.contains("event: incident"), "{said}");
}

#[test]
fn a_last_event_that_is_none_harms_nobody() {
    let server = Server::seeded("stream-wrong");
    for last in ["-1", "0", "99999999999", "9223372036854775807", "x", "", "1;2"] {
        drop(listen(&server, Some(last)));
    }
    server.is_well();
}

#[test]
fn a_feed_is_well_formed_and_its_ids_stay() {
    let server = Server::seeded("feed");
    let ids = |text: &str| -> Vec<String> {
        let parts = text.split("<id>").skip(1);
        parts.map(|part| part.split("</id>").next().unwrap().to_owned()).collect()
    };
    let answer = server.get("/feed.atom");
    assert_eq!(answer.header("content-type"), Some("application/atom+xml; charset=utf-8"));
    let first = answer.text();
    well_formed(&first);
    let before = ids(&first);
    assert!(before.len() > 10);
    server.folder.add(&[seeds::small(700)]);
    crate::server::soon("the new one", Duration::from_secs(3), || {
        server.get("/feed.atom").text() != first
    });
    let after = ids(&server.get("/feed.atom").text());
    assert!(before.iter().all(|id| after.contains(id)), "an id stays what it is");
    let filtered = server.get("/feed.atom?type=PROTEST&words=a%26b%3C%22%27").text();
    well_formed(&filtered);
    let fewer = server.get("/feed.atom?type=PROTEST").text();
    assert!(ids(&fewer).len() < after.len() && ids(&fewer).len() > 1);
    assert_ne!(ids(&fewer)[0], after[0], "each filter is a feed of its own");
}

/// Tags are closed in order, and nothing stands there that XML forbids.
#[track_caller]
pub fn well_formed(xml: &str) {
    let mut open = Vec::new();
    let body = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n").expect("a head");
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("a tag ends");
        assert!(!text.contains('>'), "{part}");
        for reference in text.split('&').skip(1).chain(tag.split('&').skip(1)) {
            let name = reference.split_once(';').expect("a reference ends").0;
            let known = ["amp", "lt", "gt", "quot", "#39"].contains(&name);
            assert!(known, "{name}");
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap().to_owned());
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
    }
    assert!(open.is_empty(), "{open:?}");
    assert!(!xml.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')));
}
