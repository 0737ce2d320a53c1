//! The server ends when it is told to, and not in the middle of an answer.

use std::process::Command;
use std::time::Duration;

use crate::seeds;
use crate::server::{Folder, Server, soon};

#[test]
fn an_export_under_way_ends_whole() {
    let folder = Folder::new("ending");
    folder.add(&(0..400).map(seeds::small).collect::<Vec<_>>());
    let mut server = Server::of(folder, &[]);
    let whole = server.get("/exports/jsonl").body;
    let mut client = server.client();
    let head = format!("GET /exports/jsonl HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
    client.send(head.as_bytes()).unwrap();
    let head = client.head().unwrap();
    assert_eq!(head.header("transfer-encoding"), Some("chunked"));
    let mut got = client.chunk().unwrap().unwrap();
    assert!(got.len() < whole.len(), "the rest is still to come");
    // a listener does not hold it up
    let mut listener = server.client();
    let ask = format!("GET /stream HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
    listener.send(ask.as_bytes()).unwrap();
    assert_eq!(listener.head().unwrap().status, 200);
    let idle = server.client();
    let told = Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status();
    assert!(told.unwrap().success());
    std::thread::sleep(Duration::from_millis(300));
    while let Some(piece) = client.chunk().unwrap() {
        got.extend(piece);
    }
    assert!(got == whole, "{} of {} bytes", got.len(), whole.len());
    let mut status = None;
    soon("the end", Duration::from_secs(12), || {
        status = server.child.try_wait().unwrap();
        status.is_some()
    });
    assert_eq!(status.unwrap().code(), Some(0));
    drop(idle);
    server.folder.run(&["check"]);
}

#[test]
fn a_server_that_cannot_begin_says_why() {
    let server = Server::empty("twice");
    let address = server.address.to_string();
    let said =
        server.folder.command(&["serve", "--no-model", "--listen", &address]).output().unwrap();
    let errors = String::from_utf8_lossy(&said.stderr);
    assert_eq!(said.status.code(), Some(2), "{errors}");
    assert!(errors.contains(&address), "{errors}");
}
