//! Bodies that are too large, too deep, too slow or not what they say.

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::is_safe;
use crate::server::Server;

#[test]
fn what_is_too_large_is_refused() {
    let server = Server::seeded("large");
    let token = server.folder.token("ana", "add,review");
    let send = |path: &str, kind: &str, body: &[u8]| {
        let headers = [("Authorization", &*token), ("Content-Type", kind)];
        let answer = server.ask("POST", path, &headers, body);
        is_safe(&answer);
        answer
    };
    let megabytes = |many: usize| vec![b'a'; many << 20];
    send("/reports", "text/plain", &megabytes(11)).problem(413);
    send("/reports", "application/json", &megabytes(30)).problem(413);
    send("/decisions", "application/json", &megabytes(1)).problem(413);
    send("/session", "application/x-www-form-urlencoded", &megabytes(1)).problem(413);
    // in pieces, without saying how many
    let mut client = server.client();
    let head = format!(
        "POST /reports HTTP/1.1\r\nHost: {}\r\nAuthorization: {token}\r\nContent-Type: text/plain\r\n\
         Transfer-Encoding: chunked\r\n\r\n",
        server.address
    );
    client.send(head.as_bytes()).unwrap();
    let piece = [b"100000\r\n", &megabytes(1)[..], b"\r\n"].concat();
    let sent = (0..64).take_while(|_| client.send(&piece).is_ok()).count();
    assert!(sent < 64, "64 MB were taken in");
    server.is_well();
    assert!(server.memory() < 1 << 30, "{} bytes", server.memory());
}

#[test]
fn bombs_do_not_go_off() {
    let server = Server::seeded("bombs");
    let token = server.folder.token("ana", "add,review");
    let send = |path: &str, headers: &[(&str, &str)], body: &[u8]| {
        let headers = [&[("Authorization", &*token)], headers].concat();
        let begun = Instant::now();
        let answer = server.ask("POST", path, &headers, body);
        is_safe(&answer);
        assert!(begun.elapsed() < Duration::from_secs(15), "{path} took {:?}", begun.elapsed());
        answer
    };
    let json = ("Content-Type", "application/json");
    send("/reports", &[json], &vec![b'['; (10 << 20) - 1]).problem(400);
    send("/reports", &[json], "{\"text\":".repeat(200_000).as_bytes()).problem(400);
    send("/decisions", &[json], &vec![b'['; 200_000]).problem(400);
    let deep = format!("{{\"text\":\"x\",\"more\":{}{}}}", "[".repeat(120), "]".repeat(120));
    send("/reports", &[json], deep.as_bytes());
    let wide = format!("{{{}\"text\":\"\"}}", "\"a\":1,".repeat(1_000_000));
    send("/reports", &[json], wide.as_bytes()).problem(422);
    send("/reports", &[json], b"{\"text\": \"\\ud800\"}").problem(400);
    send("/reports", &[json], b"{\"text\": 1e999999}").problem(400);
    send("/reports", &[json], b"\xff\xfe{\x00").problem(400);
    let tags = ("Content-Type", "text/html");
    send("/reports", &[tags], "<div>".repeat(500_000).as_bytes());
    send("/reports", &[tags], format!("<p>{}", "<b a=1 ".repeat(300_000)).as_bytes());
    let text = ("Content-Type", "text/plain");
    send("/reports", &[text], &vec![0; 100_000]).problem(422);
    send("/reports", &[text], "\u{202e}\u{0301}".repeat(50_000).as_bytes());
    send("/reports", &[text], "(".repeat(300_000).as_bytes());
    // a gigabyte of nothing, packed: it is not unpacked
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..256 {
        packed.write_all(&zeros).unwrap();
    }
    let packed = packed.finish().unwrap();
    let answer = send("/reports", &[text, ("Content-Encoding", "gzip")], &packed);
    assert!((400..500).contains(&answer.status), "{}", answer.status);
    let answer = send("/reports", &[json, ("Content-Encoding", "gzip")], &packed);
    assert!((400..500).contains(&answer.status), "{}", answer.status);
    assert!(server.memory() < 1 << 30, "{} bytes", server.memory());
    server.is_well();
}

#[test]
#[ignore = "it takes the minute that the server waits for a body"]
fn whoever_sends_a_body_byte_by_byte_holds_up_nobody() {
    let server = Server::seeded("slow-body");
    let token = server.folder.token("ana", "add");
    let begin = || {
        let mut slow = server.client();
        let head = format!(
            "POST /reports HTTP/1.1\r\nHost: {}\r\nAuthorization: {token}\r\nContent-Type: text/plain\r\n\
             Content-Length: 100000\r\n\r\n",
            server.address
        );
        slow.send(head.as_bytes()).unwrap();
        slow
    };
    let mut all: Vec<_> = (0..50).map(|_| begin()).collect();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(55) {
        for slow in &mut all {
            slow.send(b"a").unwrap();
        }
        server.is_well();
        std::thread::sleep(Duration::from_secs(1));
    }
    // and others still get their reports in
    let report = crate::seeds::small(900);
    assert_eq!(server.post("/reports", &token, &report).status, 201);
    for slow in &mut all {
        slow.wait(Duration::from_secs(20));
        let answer = slow.answer(false).expect("it is told that this took too long");
        answer.problem(408);
    }
}
