//! Tokens that are none, and requests that other sites' pages make a browser send.

use serde_json::json;

use super::is_safe;
use crate::server::Server;

#[test]
fn forged_tokens_open_nothing_and_are_counted() {
    let server = Server::seeded("forged");
    let token = server.folder.token("ana", "review");
    let text = token.strip_prefix("Bearer ").unwrap();
    let note = json!({"kind": "note", "incidents": ["i-x"], "why": "x"}).to_string();
    let mut last = text.to_owned();
    let changed = if last.pop() == Some('a') { 'b' } else { 'a' };
    last.push(changed);
    for forged in [
        text.to_uppercase(),
        last,
        text[..text.len() - 1].to_owned(),
        format!("{text}0"),
        "dateline_".to_owned(),
        format!("{text}{text}"),
        "' OR 1=1 --".to_owned(),
    ] {
        let answer = server.ask(
            "POST",
            "/decisions",
            &[
                ("Authorization", &*format!("Bearer {forged}")),
                ("Content-Type", "application/json"),
            ],
            &note,
        );
        assert!([401, 429].contains(&answer.status), "{forged}: {}", answer.text());
        is_safe(&answer);
        assert!(!answer.text().contains(&forged), "a token is not sent back");
    }
    for value in
        ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer\ta", "bearer x y", &format!("Token {text}")]
    {
        let headers = [("Authorization", value), ("Content-Type", "application/json")];
        let answer = server.ask("POST", "/decisions", &headers, &note);
        assert!([401, 429].contains(&answer.status), "{value:?}: {}", answer.status);
    }
    // whoever goes on guessing is told to wait, and the one that holds still does
    let tried: Vec<u16> = (0..15)
        .map(|number| {
            let guess = format!("Bearer {}{number:02}", &text[..text.len() - 2]);
            server.get_with("/incidents.json", &[("Authorization", &*guess)]).status
        })
        .collect();
    assert_eq!(tried.last(), Some(&429), "{tried:?}");
    let right = server.get_with("/incidents.json", &[("Authorization", &*token)]);
    assert_eq!(right.status, 200, "{}", right.text());
    // the same letters under another name
    let lower = token.replacen("Bearer", "bearer", 1);
    assert_eq!(server.get_with("/incidents.json", &[("Authorization", &*lower)]).status, 200);
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let answer = server.ask("POST", "/session", &form, "token=guess");
    assert!([401, 429].contains(&answer.status) && answer.header("set-cookie").is_none());
    let metrics = server.get("/metrics").text();
    assert!(metrics.contains("dateline_tokens_refused"), "{metrics}");
}

#[test]
fn cookies_that_are_none_are_passed_over() {
    let server = Server::seeded("cookies");
    for cookie in [
        "dateline=",
        "dateline=x; dateline=y",
        "dateline=../../etc/passwd",
        "dateline=\"'; DROP TABLE token; --",
        ";;;;=;=",
        "dateline",
        &format!("dateline={}", "0".repeat(20_000)),
    ] {
        let answer = server.get_with("/session.json", &[("Cookie", cookie)]);
        is_safe(&answer);
        assert_eq!(answer.told(200)["who"], json!(null), "{cookie}");
    }
}

#[test]
fn pages_of_other_sites_change_nothing() {
    let server = Server::seeded("cross-site");
    let token = server.folder.token("ana", "add,review");
    let own = format!("http://{}", server.address);
    let other_port = format!("http://127.0.0.1:{}", server.address.port() ^ 1);
    let over_tls = own.replace("http:", "https:");
    let below = format!("{own}.evil.example");
    let before = server.json("/healthz")["entry"].clone();
    for (name, value) in [
        ("Origin", "null"),
        ("Origin", "https://evil.example"),
        ("Origin", &*other_port),
        ("Origin", &*over_tls),
        ("Origin", &*below),
        ("Origin", ""),
        ("Origin", "é"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Sec-Fetch-Site", "anything"),
    ] {
        for (path, kind, body) in [
            (
                "/reports",
                "text/plain",
                "GAO, Mali - Rebels shelled Gao on May 3, 2024, killing two.",
            ),
            ("/decisions", "application/x-www-form-urlencoded", "kind=note&incidents=i-x&why=x"),
            ("/session", "application/x-www-form-urlencoded", "token=x"),
            ("/session/end", "application/x-www-form-urlencoded", ""),
        ] {
            let headers = [("Authorization", &*token), ("Content-Type", kind), (name, value)];
            let answer = server.ask("POST", path, &headers, body);
            is_safe(&answer);
            answer.problem(403);
        }
    }
    assert_eq!(server.json("/healthz")["entry"], before);
    let headers = [
        ("Authorization", &*token),
        ("Content-Type", "text/plain"),
        ("Origin", &*own),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    let text = "GAO, Mali - Rebels shelled Gao on May 3, 2024, killing two people.";
    assert_eq!(server.ask("POST", "/reports", &headers, text).status, 201);
}
