//! A server on a store of its own, for one test.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::client::{Answer, Client};
use crate::seeds;

/// A folder for one test, gone when dropped.
pub struct Folder(pub PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Folder {
    pub fn new(name: &str) -> Self {
        let name = format!("dateline-serve-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// The program, to be run in this folder.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command
            .args(arguments)
            .current_dir(&self.0)
            .env("USER", "anna")
            .env("DATELINE_LOG", "error")
            .env_remove("DATELINE_STORE")
            .stdin(Stdio::null());
        command
    }

    /// Runs the program, which must go well; gives its output.
    #[track_caller]
    pub fn run_bytes<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Vec<u8> {
        let said = self.command(arguments).output().unwrap();
        let errors = String::from_utf8_lossy(&said.stderr);
        assert!(said.status.success(), "{}: {errors}", said.status);
        said.stdout
    }

    /// The same as text.
    #[track_caller]
    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> String {
        String::from_utf8(self.run_bytes(arguments)).unwrap()
    }

    /// What a command says with `--format jsonl`.
    #[track_caller]
    pub fn lines(&self, arguments: &[&str]) -> Vec<Value> {
        let text = self.run(&[arguments, &["--format", "jsonl"]].concat());
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Puts reports into the store, as another program than the server; by the rules alone, which are
    /// quick and suffice for what is told in English.
    #[track_caller]
    pub fn add(&self, reports: &[Value]) {
        self.add_by(&["add", "--no-model", "-"], reports);
    }

    /// The same with the model, which reads every language.
    #[track_caller]
    pub fn add_all(&self, reports: &[Value]) {
        self.add_by(&["add", "-"], reports);
    }

    #[track_caller]
    fn add_by(&self, call: &[&str], reports: &[Value]) {
        let mut child =
            self.command(call).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let lines: String = reports.iter().map(|report| format!("{report}\n")).collect();
        let write = |mut input: ChildStdin| input.write_all(lines.as_bytes());
        child.stdin.take().map(write).unwrap().unwrap();
        let said = child.wait_with_output().unwrap();
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    }

    /// A new token.
    #[track_caller]
    pub fn token(&self, who: &str, scopes: &str) -> String {
        let token = self.run(&["token", "new", "--who", who, "--scope", scopes]);
        format!("Bearer {}", token.trim())
    }
}

/// A running server; it ends when dropped.
pub struct Server {
    pub folder: Folder,
    pub address: SocketAddr,
    pub child: Child,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Serves the made-up reports.
    pub fn seeded(name: &str) -> Self {
        let folder = Folder::new(name);
        folder.add(&seeds::reports());
        Self::of(folder, &[])
    }

    /// Serves an empty store.
    pub fn empty(name: &str) -> Self {
        Self::of(Folder::new(name), &[])
    }

    /// Serves the store of a folder.
    pub fn of(folder: Folder, arguments: &[&str]) -> Self {
        let call = [&["serve", "--no-model", "--listen", "127.0.0.1:0"], arguments].concat();
        let mut child = folder.command(&call).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").and_then(|rest| rest.strip_suffix('/'));
        let address = address.unwrap_or_else(|| panic!("no address: {line:?}")).parse().unwrap();
        Self { folder, address, child }
    }

    pub fn client(&self) -> Client {
        Client::of(self.address)
    }

    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    #[track_caller]
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask("GET", path, headers, b"")
    }

    #[track_caller]
    pub fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl AsRef<[u8]>,
    ) -> Answer {
        let answer = self.client().request(method, path, headers, body.as_ref());
        answer.unwrap_or_else(|error| panic!("{method} {path}: {error}"))
    }

    /// The JSON of an address.
    #[track_caller]
    pub fn json(&self, path: &str) -> Value {
        self.get(path).told(200)
    }

    /// Sends JSON with a token.
    #[track_caller]
    pub fn post(&self, path: &str, token: &str, told: &Value) -> Answer {
        let headers = [("Authorization", token), ("Content-Type", "application/json")];
        self.ask("POST", path, &headers, told.to_string())
    }

    /// Holds that the server still answers, and soon.
    #[track_caller]
    pub fn is_well(&self) {
        let asked = Instant::now();
        assert_eq!(self.json("/healthz")["status"], "ok");
        assert!(asked.elapsed() < Duration::from_secs(2), "an answer took {:?}", asked.elapsed());
    }

    /// Bytes of memory that the server has.
    pub fn memory(&self) -> u64 {
        let path = format!("/proc/{}/status", self.child.id());
        let status = fs::read_to_string(path).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.split_whitespace().next().unwrap().parse::<u64>().unwrap() * 1024
    }
}

/// Asks until something holds, 10 seconds at most.
#[track_caller]
pub fn soon(what: &str, limit: Duration, mut holds: impl FnMut() -> bool) {
    let asked = Instant::now();
    while !holds() {
        assert!(asked.elapsed() < limit, "{what}: not within {limit:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
