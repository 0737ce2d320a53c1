//! Who may do what: tokens, sessions, and requests from other sites' pages.

use serde_json::json;

use super::pages::gao;
use crate::seeds;
use crate::server::Server;

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

/// Signs in with a token; gives the cookie, as a browser sends it back.
fn sign_in(server: &Server, token: &str, back: &str) -> String {
    let token = token.strip_prefix("Bearer ").unwrap();
    let answer = server.ask(
        "POST",
        "/session",
        &[FORM, ("Accept", "text/html")],
        format!("token={token}&back={back}"),
    );
    assert_eq!(answer.status, 303, "{}", answer.text());
    let cookie = answer.header("set-cookie").unwrap();
    let flags: Vec<&str> = cookie.split("; ").skip(1).collect();
    for flag in ["Path=/", "HttpOnly", "SameSite=Strict"] {
        assert!(flags.contains(&flag), "{cookie}");
    }
    cookie.split(';').next().unwrap().to_owned()
}

/// The word that a session's page knows.
fn csrf(server: &Server, cookie: &str, path: &str) -> String {
    let page = server.get_with(path, &[("Cookie", cookie), ("Accept", "text/html")]).text();
    let behind = page.split("name=\"csrf\"").nth(1).expect("the page has a form");
    behind.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn a_token_allows_what_its_scopes_say_and_nothing_else() {
    let server = Server::seeded("scopes");
    let id = gao(&server);
    let note = json!({"kind": "note", "incidents": [id], "why": "x"});
    let report = seeds::small(800);
    let (read, add, review) = (
        server.folder.token("rita", "read"),
        server.folder.token("ada", "add"),
        server.folder.token("rob", "review"),
    );
    assert_eq!(server.post("/decisions", &review, &note).status, 201);
    assert_eq!(server.post("/reports", &add, &report).status, 201);
    server.post("/decisions", &add, &note).problem(403);
    server.post("/decisions", &read, &note).problem(403);
    server.post("/reports", &review, &report).problem(403);
    server.post("/reports", &read, &report).problem(403);
    let answer =
        server.ask("POST", "/decisions", &[("Content-Type", "application/json")], note.to_string());
    answer.problem(401);
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
    for path in ["/incidents.json", "/"] {
        assert_eq!(server.get_with(path, &[("Authorization", &*read)]).status, 200);
    }
}

#[test]
fn a_token_that_is_revoked_or_has_expired_holds_no_more() {
    let server = Server::seeded("revoked");
    let id = gao(&server);
    let note = json!({"kind": "note", "incidents": [id], "why": "x"});
    let token = server.folder.token("ana", "review");
    let cookie = sign_in(&server, &token, "");
    let with_cookie = [("Cookie", &*cookie)];
    assert_eq!(server.get_with("/session.json", &with_cookie).told(200)["who"], "ana");
    assert_eq!(server.post("/decisions", &token, &note).status, 201);
    // by another program, while this one serves
    server.folder.run(&["token", "revoke", "1"]);
    server.post("/decisions", &token, &note).problem(401);
    assert_eq!(server.get_with("/session.json", &with_cookie).told(200)["who"], json!(null));
    server.get_with("/incidents.json", &[("Authorization", &*token)]).problem(401);
    let last = server.folder.run(&[
        "token",
        "new",
        "--who",
        "ben",
        "--scope",
        "review",
        "--expires",
        "2999-01-01",
    ]);
    let last = format!("Bearer {}", last.trim());
    assert_eq!(server.post("/decisions", &last, &note).status, 201);
}

#[test]
fn a_session_carries_its_word_and_ends_when_it_is_told_to() {
    let server = Server::seeded("session");
    let id = gao(&server);
    let token = server.folder.token("ana", "add,review");
    let cookie = sign_in(&server, &token, "%2Freview%3Fkind%3Dweak");
    let page = format!("/incidents/{id}");
    let word = csrf(&server, &cookie, &page);
    assert!(!cookie.contains(&word));
    let decide = |csrf: &str| {
        let body = format!("kind=note&incidents={id}&why=x{csrf}");
        server
            .ask("POST", "/decisions", &[FORM, ("Cookie", &*cookie), ("Accept", "text/html")], body)
            .status
    };
    assert_eq!(decide(""), 403);
    assert_eq!(decide("&csrf=0000"), 403);
    assert_eq!(decide(&format!("&csrf={}", word.to_uppercase())), 403);
    assert_eq!(decide(&format!("&csrf={word}")), 303);
    let json = [("Cookie", &*cookie), ("Content-Type", "application/json")];
    let note = json!({"kind": "note", "incidents": [id], "why": "x"}).to_string();
    server.ask("POST", "/decisions", &json, &note).problem(403);
    let marked = [json[0], json[1], ("X-CSRF-Token", &*word)];
    server.ask("POST", "/decisions", &marked, &note).told(201);
    let report = seeds::small(810).to_string();
    server.ask("POST", "/reports", &json, &report).problem(403);
    server.ask("POST", "/reports", &marked, &report).told(201);
    // another session's word is not this one's
    let second = sign_in(&server, &token, "");
    assert_ne!(second, cookie);
    let other = csrf(&server, &second, &page);
    assert_ne!(other, word);
    assert_eq!(decide(&format!("&csrf={other}")), 403);

    let ended =
        server.ask("POST", "/session/end", &[FORM, ("Cookie", &*cookie)], format!("csrf={word}"));
    assert_eq!(ended.status, 303, "{}", ended.text());
    assert!(ended.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(decide(&format!("&csrf={word}")), 401, "the cookie leads nowhere now");
    assert_eq!(server.get_with("/session.json", &[("Cookie", &*second)]).told(200)["who"], "ana");
}

#[test]
fn a_report_comes_in_by_the_form_of_a_page() {
    let server = Server::empty("form");
    let add = sign_in(&server, &server.folder.token("ada", "add"), "");
    let review = sign_in(&server, &server.folder.token("rob", "review"), "");
    let page = |cookie: &str| server.get_with("/reports", &[("Cookie", cookie)]).text();
    assert!(!page(&review).contains("name=\"content\""), "who may not add has no form");
    assert!(page(&add).contains("name=\"content\""));
    let word = csrf(&server, &add, "/reports");
    let send = |cookie: &str, fields: &str| {
        let headers = [FORM, ("Cookie", cookie), ("Accept", "text/html")];
        server.ask("POST", "/reports", &headers, fields)
    };
    let act = "GAO%2C+Mali+-+Rebels+shelled+the+town+of+Gao+on+Friday%2C+killing+two+people%2C+police+said.";
    let fields = format!(
        "content={act}&as=text&title=Shells+on+Gao&publisher=River+Post&published=2024-05-04&name=gao\
         &url=https%3A%2F%2Fpost.example%2F1&language=&csrf={word}"
    );
    let stored = send(&add, &fields);
    assert_eq!(stored.status, 201, "{}", stored.text());
    assert!(stored.text().contains("href=\"/reports/gao\""), "{}", stored.text());
    let report = server.json("/reports/gao.json")["record"]["report"].take();
    for (field, value) in [
        ("title", "Shells on Gao"),
        ("publisher", "River Post"),
        ("published", "2024-05-04"),
        ("url", "https://post.example/1"),
        ("language", "en"),
    ] {
        assert_eq!(report[field], value, "{field}");
    }
    assert_eq!(server.json("/log.json?limit=1")["entries"][0]["who"], "ada");
    let page = format!(
        "<!DOCTYPE html><html><head><title>Gao</title></head><body><article><h1>Gao</h1><p>{}</p></article></body></html>",
        act.replace('+', " ").replace("%2C", ",")
    );
    let page = crate::client::encode(&page);
    let stored = send(&add, &format!("content={page}&as=html&name=bridge&csrf={word}"));
    assert_eq!(stored.status, 201, "{}", stored.text());
    let text = server.json("/reports/bridge.json")["record"]["report"]["text"].take();
    assert!(!text.as_str().unwrap().contains('<'), "{text}");
    for (fields, status) in [
        (format!("content={act}"), 403),
        (format!("content={act}&csrf=0000"), 403),
        (format!("content={act}&published=soon&csrf={word}"), 400),
        (format!("content={act}&as=tale&csrf={word}"), 400),
        (format!("content={act}&colour=red&csrf={word}"), 400),
        (format!("content=&csrf={word}"), 422),
    ] {
        assert_eq!(send(&add, &fields).status, status, "{fields}");
    }
    let word = csrf(&server, &review, "/reports");
    assert_eq!(send(&review, &format!("content={act}&csrf={word}")).status, 403);
    assert_eq!(server.json("/reports.json")["reports"].as_array().unwrap().len(), 2);
}

#[test]
fn a_cookie_that_somebody_else_chose_is_not_taken_up() {
    let server = Server::seeded("fixation");
    let token = server.folder.token("ana", "review");
    let chosen = "dateline=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    let body = format!("token={}", token.strip_prefix("Bearer ").unwrap());
    let answer = server.ask("POST", "/session", &[FORM, ("Cookie", chosen)], body);
    assert!(!answer.header("set-cookie").unwrap().contains(&chosen[9..]));
    assert_eq!(
        server.get_with("/session.json", &[("Cookie", chosen)]).told(200)["who"],
        json!(null)
    );
}

#[test]
fn a_listener_beyond_loopback_takes_a_token_for_everything() {
    let folder = crate::server::Folder::new("public");
    folder.add(&seeds::reports());
    let read = folder.token("rita", "read");
    let server = Server::of(folder, &["--public-address", "https://dateline.example"]);
    let host = ("Host", "dateline.example");
    for path in [
        "/incidents.json",
        "/overview.json",
        "/stream",
        "/feed.atom",
        "/metrics",
        "/exports/csv",
        "/openapi.json",
    ] {
        let answer = server.get_with(path, &[host, ("Accept", "application/json")]);
        answer.problem(401);
    }
    let page = server.get_with("/", &[host, ("Accept", "text/html")]);
    assert!(page.status == 401 && page.text().contains("/session"), "{}", page.text());
    assert_eq!(server.get_with("/incidents.json", &[host, ("Authorization", &*read)]).status, 200);
    assert_eq!(server.get_with("/healthz", &[host]).status, 200);
    assert_eq!(server.get_with("/session", &[host]).status, 200);
    // over TLS the cookie is the host's alone
    let body = format!("token={}", read.strip_prefix("Bearer ").unwrap());
    let answer = server.ask("POST", "/session", &[FORM, host], body);
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-dateline=") && cookie.contains("; Secure"), "{cookie}");
    // so many at once are too many
    let mut client = server.client();
    let many = (0..400).find(|_| {
        client.request("GET", "/metrics", &[host, ("Authorization", &*read)], b"").unwrap().status
            == 429
    });
    assert!(many.is_some_and(|many| many >= 100), "{many:?}");
}
