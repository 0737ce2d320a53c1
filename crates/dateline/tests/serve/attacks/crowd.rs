//! More connections than there is room for.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::is_safe;
use crate::seeds;
use crate::server::{Folder, Server};

/// Connections that are opened, where the system allows it.
const WANTED: u64 = 10_000;

/// File handles of this test besides.
const OTHERS: u64 = 300;

#[test]
fn ten_thousand_connections_keep_nobody_out() {
    let (soft, hard) = rlimit::Resource::NOFILE.get().unwrap();
    let wanted = (WANTED + OTHERS).min(hard);
    if soft < wanted {
        rlimit::Resource::NOFILE.set(wanted, hard).unwrap();
    }
    let many = wanted.saturating_sub(OTHERS).min(WANTED);
    let server = Server::seeded("crowd");
    let before = server.memory();
    let half = format!("GET /incidents.json HTTP/1.1\r\nHost: {}\r\nX-Slow: ", server.address);
    let mut crowd = Vec::new();
    let begun = Instant::now();
    for number in 0..many {
        let mut one = TcpStream::connect(server.address).expect("one more connection");
        if number % 2 == 0 {
            // the server may have hung up on it already
            let _ = one.write_all(half.as_bytes());
        }
        crowd.push(one);
        if number % 1000 == 999 {
            server.is_well();
        }
    }
    let opened = begun.elapsed();
    for path in ["/", "/incidents.json", "/overview.json?type=ASSAULT"] {
        let begun = Instant::now();
        let answer = server.get(path);
        is_safe(&answer);
        assert_eq!(answer.status, 200);
        assert!(begun.elapsed() < Duration::from_secs(2), "{path}: {:?}", begun.elapsed());
    }
    let grown = server.memory().saturating_sub(before) >> 20;
    assert!(grown < 512, "{many} connections have taken {grown} MB");
    drop(crowd);
    server.is_well();
    let token = server.folder.token("ana", "add");
    assert_eq!(server.post("/reports", &token, &crate::seeds::small(950)).status, 201);
    let said = format!("{many} connections within {opened:?}; {grown} MB more\n");
    // beside what the harness shows, so that a run says how many there were
    let _ = std::io::stderr().write_all(said.as_bytes());
}

#[test]
fn whoever_reads_nothing_holds_up_nobody() {
    let server = Server::seeded("readers-that-do-not");
    let ask = format!("GET /exports/jsonl HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).repeat(50);
    let mut crowd = Vec::new();
    for _ in 0..100 {
        let mut one = TcpStream::connect(server.address).unwrap();
        let _ = one.write_all(ask.as_bytes());
        crowd.push(one);
    }
    for _ in 0..5 {
        server.is_well();
        assert_eq!(server.get("/overview.json").status, 200);
    }
    assert_eq!(server.get("/exports/csv").status, 200);
    drop(crowd);
    server.is_well();
}

#[test]
#[ignore = "it takes the half minute that the server waits for a client to take an export"]
fn exports_that_nobody_takes_give_way_to_others() {
    let folder = Folder::new("exports-not-taken");
    folder.add(&(0..1000).map(seeds::small).collect::<Vec<_>>());
    let server = Server::of(folder, &[]);
    // one after the other on each connection, so that they are more than the system holds for it
    let ask = format!("GET /exports/jsonl HTTP/1.1\r\nHost: {}\r\n\r\n", server.address).repeat(40);
    let stuck: Vec<TcpStream> = (0..20)
        .map(|_| {
            let mut one = TcpStream::connect(server.address).unwrap();
            one.write_all(ask.as_bytes()).unwrap();
            one
        })
        .collect();
    server.is_well();
    // long before each of those before it would have been waited for as if nobody else were there
    let mut client = server.client();
    client.wait(Duration::from_secs(100));
    let answer = client.request("GET", "/exports/csv", &[], b"").unwrap();
    assert_eq!(answer.status, 200);
    // one that was broken off does not look like a whole one
    let mut first = &stuck[0];
    wait_until_nothing_comes(first, Duration::from_secs(40));
    let mut got = Vec::new();
    first.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let _ = first.read_to_end(&mut got);
    assert!(!got.is_empty());
    assert!(!got.ends_with(b"0\r\n\r\n"), "{} bytes", got.len());
}

/// Waits until as much lies ready to be read as did a while before.
fn wait_until_nothing_comes(stream: &TcpStream, quiet: Duration) {
    let mut ready = vec![0; 64 << 20];
    let (mut known, mut since) = (0, Instant::now());
    let begun = Instant::now();
    while since.elapsed() < quiet {
        assert!(begun.elapsed() < 10 * quiet, "it goes on and on");
        std::thread::sleep(Duration::from_millis(500));
        // an error means that the server has hung up, so nothing more comes
        let now = stream.peek(&mut ready).unwrap_or(known);
        if now != known {
            (known, since) = (now, Instant::now());
        }
    }
}

#[test]
fn many_questions_at_once_are_all_answered() {
    let server = Server::seeded("at-once");
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..16)
            .map(|worker| {
                let server = &server;
                scope.spawn(move || {
                    let mut client = server.client();
                    for number in 0..40 {
                        let path = match (worker + number) % 4 {
                            0 => "/overview.json?type=ASSAULT".to_owned(),
                            1 => format!("/incidents.json?limit={number}"),
                            2 => "/".to_owned(),
                            _ => format!("/search.json?words=w{number}"),
                        };
                        let answer = client.request("GET", &path, &[], b"").unwrap();
                        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
                    }
                })
            })
            .collect();
        for worker in workers {
            worker.join().unwrap();
        }
    });
}
