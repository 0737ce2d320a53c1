//! Heads of requests that no honest client sends.

use std::time::{Duration, Instant};

use super::{is_safe, leaks_nothing};
use crate::client::Answer;
use crate::server::Server;

/// Sends bytes; gives the first answer, or none where the server only hung up.
fn ask(server: &Server, bytes: &[u8]) -> Option<Answer> {
    let mut client = server.client();
    client.wait(Duration::from_secs(5));
    // the server may have heard enough before all is sent
    let _ = client.send(bytes);
    client.answer(false).ok()
}

/// An answer by the program itself, rather than by what reads HTTP.
#[track_caller]
fn refused(server: &Server, head: &str, statuses: &[u16]) {
    let answer = ask(server, head.replace("HOST", &server.address.to_string()).as_bytes());
    let Some(answer) = answer else {
        assert!(statuses.contains(&0), "{head:?}: hung up");
        return;
    };
    assert!(statuses.contains(&answer.status), "{head:?}: {}", answer.status);
    leaks_nothing(&answer);
    assert!(!answer.heads().contains("injected"), "{head:?}: {}", answer.heads());
}

#[test]
fn only_a_host_that_is_the_servers_own_is_answered() {
    let server = Server::seeded("hosts");
    let port = server.address.port();
    for host in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]", "127.0.0.2"] {
        let host = format!("{host}:{port}");
        assert_eq!(server.get_with("/incidents.json", &[("Host", &host)]).status, 200, "{host}");
    }
    for host in [
        "evil.example",
        &format!("evil.example:{port}"),
        "127.0.0.1",
        &format!("127.0.0.1:{}", port ^ 1),
        &format!("127.0.0.1.evil.example:{port}"),
        &format!("localhost.evil.example:{port}"),
        &format!("user@127.0.0.1:{port}"),
        &format!("0.0.0.0:{port}"),
        &format!("127.0.0.1:{port}@evil.example"),
        "",
        "é",
        &format!("127.0.0.1:0{port}x"),
        &format!("[::ffff:1]:{port}"),
    ] {
        for path in ["/incidents.json", "/session.json", "/reports/gao-ministry.json", "/stream"] {
            let answer = server.get_with(path, &[("Host", host), ("Accept", "application/json")]);
            assert!([400, 421].contains(&answer.status), "{host} {path}: {}", answer.status);
            assert!(!answer.text().contains("Gao"), "{host} {path}");
        }
    }
    let twice = "GET /incidents.json HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\n\r\n";
    refused(&server, twice, &[400, 421]);
    refused(&server, "GET /incidents.json HTTP/1.1\r\n\r\n", &[400, 421]);
    refused(&server, "GET /incidents.json HTTP/1.0\r\n\r\n", &[400, 421]);
    // an absolute address names the host, too
    let absolute = "GET http://evil.example/incidents.json HTTP/1.1\r\nHost: evil.example\r\n\r\n";
    refused(&server, absolute, &[400, 421]);
    let answer = ask(
        &server,
        format!("GET http://{0}/incidents.json HTTP/1.1\r\nHost: {0}\r\n\r\n", server.address)
            .as_bytes(),
    );
    is_safe(&answer.unwrap());
    // who it says that it speaks for counts for nothing
    for name in [
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "Forwarded",
        "X-Real-IP",
        "X-Original-URL",
        "X-HTTP-Method-Override",
    ] {
        let answer = server.get_with("/incidents.json", &[(name, "evil.example")]);
        assert_eq!(answer.status, 200);
        assert!(
            !answer.text().contains("evil.example") && !answer.heads().contains("evil.example")
        );
    }
}

#[test]
fn no_header_can_be_slipped_into_an_answer() {
    let server = Server::seeded("splitting");
    for path in [
        "/incidents?place=a%0d%0ainjected:%201",
        "/%0d%0ainjected:1",
        "/session?back=%2F%0d%0ainjected:1",
        "/incidents/a%0d%0ainjected:1",
        "/exports/csv%0d%0ainjected:1",
        "/reports/%E5%98%8D%E5%98%8Ainjected:1",
        "/incidents.json?limit=1&order=latest&place=%0d%0a%0d%0a%3Chtml%3E",
    ] {
        let answer = server.get(path);
        is_safe(&answer);
        assert!(answer.header("injected").is_none(), "{path}: {}", answer.heads());
    }
    let token = server.folder.token("eve", "read");
    let body =
        format!("token={}&back=%2Fa%0d%0ainjected%3A1", token.strip_prefix("Bearer ").unwrap());
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let answer = server.ask("POST", "/session", &form, body);
    assert_eq!((answer.status, answer.header("location")), (303, Some("/")));
}

#[test]
fn requests_that_are_none_are_refused() {
    let server = Server::seeded("garbage");
    for head in [
        "GET /\r\n\r\n",
        "GET / HTTP/0.9\r\nHost: HOST\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: HOST\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: HOST\r\n\r\n",
        "GET /\0 HTTP/1.1\r\nHost: HOST\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : HOST\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: HOST\r\n folded: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: HOST\r\nX: a\0b\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0",
        "hello\r\n\r\n",
        "POST /reports HTTP/1.1\r\nHost: HOST\r\nContent-Length: -1\r\n\r\n",
        "POST /reports HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST /reports HTTP/1.1\r\nHost: HOST\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        "POST /reports HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST /reports HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n",
    ] {
        refused(&server, head, &[0, 400, 401, 404, 405, 411, 413, 414, 421, 431, 501, 505]);
    }
    let long = "a".repeat(1 << 20);
    refused(&server, &format!("GET / HTTP/1.1\r\nHost: HOST\r\nX: {long}\r\n\r\n"), &[0, 431]);
    refused(&server, &format!("GET /?{long} HTTP/1.1\r\nHost: HOST\r\n\r\n"), &[0, 414, 431]);
    let many = "X: y\r\n".repeat(2000);
    refused(&server, &format!("GET / HTTP/1.1\r\nHost: HOST\r\n{many}\r\n"), &[0, 400, 431]);
    for method in
        ["TRACE", "CONNECT", "OPTIONS", "PUT", "PATCH", "DELETE", "PROPFIND", "BREW", "get"]
    {
        let answer = server.ask(method, "/incidents.json", &[("Cookie", "dateline=secret")], "");
        assert!([400, 401, 404, 405].contains(&answer.status), "{method}: {}", answer.status);
        assert!(!answer.text().contains("secret"), "{method} sends back what it was sent");
        leaks_nothing(&answer);
    }
    server.is_well();
}

#[test]
fn two_lengths_do_not_hide_a_request_in_another() {
    let server = Server::seeded("smuggling");
    for head in [
        "POST /reports HTTP/1.1\r\nHost: HOST\r\nContent-Length: 60\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /reports HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "POST /reports HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        "POST /reports HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    ] {
        let hidden = "GET /incidents.json?hidden HTTP/1.1\r\nHost: HOST\r\n\r\n";
        let all = format!("{head}{hidden}").replace("HOST", &server.address.to_string());
        let mut client = server.client();
        client.wait(Duration::from_secs(2));
        client.send(all.as_bytes()).unwrap();
        let first = client.answer(false);
        assert!(first.is_err() || [400, 401].contains(&first.unwrap().status), "{head:?}");
    }
    server.is_well();
}

#[test]
fn whoever_sends_a_head_byte_by_byte_is_hung_up_on() {
    let server = Server::seeded("slow-head");
    let mut slow = server.client();
    slow.send(b"GET / HTTP/1.1\r\n").unwrap();
    let begun = Instant::now();
    let gone = loop {
        if slow.send(b"X").is_err() {
            break true;
        }
        if begun.elapsed() > Duration::from_secs(19) {
            break false;
        }
        std::thread::sleep(Duration::from_millis(500));
        server.is_well();
    };
    assert!(gone, "a head that takes {:?} is still waited for", begun.elapsed());
}

#[test]
fn every_answer_tells_browsers_what_they_may() {
    let server = Server::seeded("headers");
    let tag = server.get("/").header("etag").unwrap().to_owned();
    for answer in [
        server.get("/"),
        server.get("/incidents.json"),
        server.get("/assets/style.css"),
        server.get("/nowhere"),
        server.get("/nowhere.json"),
        server.get("/healthz"),
        server.get("/metrics"),
        server.get("/feed.atom"),
        server.get("/exports/csv"),
        server.get("/openapi.json"),
        server.get_with("/", &[("If-None-Match", &tag)]),
        server.get_with("/", &[("Host", "evil.example")]),
        server.ask("POST", "/reports", &[], "x"),
        server.ask("DELETE", "/", &[], ""),
        server.ask(
            "OPTIONS",
            "/incidents.json",
            &[("Origin", "https://evil.example"), ("Access-Control-Request-Method", "POST")],
            "",
        ),
        server.get_with("/incidents.json", &[("Origin", "https://evil.example")]),
        server.get_with("/incidents.json", &[("Authorization", "Bearer x")]),
    ] {
        is_safe(&answer);
    }
}
