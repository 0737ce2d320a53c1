//! The program as people and scripts call it.
//!
//! What a report says is not tested here, but that every report and every failure comes out once,
//! in order, with the right exit code, whatever is put in.

mod access;
mod backup;
mod correct;
mod hostile;
mod killed;
mod output;
mod parts;
mod store;
mod usage;

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A folder for one test, gone when dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("dateline-cli-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Writes a file, with the folders before it.
    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// The program, to be run in this folder.
    fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command
            .args(arguments)
            .current_dir(&self.0)
            .env("USER", "anna")
            .env_remove("COLUMNS")
            .env_remove("DATELINE_STORE")
            .stdin(Stdio::null());
        command
    }

    /// Runs the program in this folder.
    fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Said {
        ended(self.command(arguments), b"")
    }

    /// Runs the program with something on standard input.
    fn run_with(&self, arguments: &[&str], input: &[u8]) -> Said {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped());
        ended(command, input)
    }
}

/// A run that takes longer has hung.
const LIMIT: Duration = Duration::from_secs(180);

/// Runs a command to its end, or kills it and fails the test.
fn ended(mut command: Command, input: &[u8]) -> Said {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (stdin, input) = (child.stdin.take(), input.to_vec());
    let writer = thread::spawn(move || {
        // the program need not read to the end
        let _ = stdin.map(|mut stdin| stdin.write_all(&input));
    });
    let (out, errors) = (collect(child.stdout.take()), collect(child.stderr.take()));
    let started = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if started.elapsed() < LIMIT => thread::sleep(Duration::from_millis(5)),
            None => {
                child.kill().unwrap();
                panic!("{command:?} did not end");
            }
        }
    };
    writer.join().unwrap();
    let (out, errors) = (out.join().unwrap(), errors.join().unwrap());
    Said { code: status.code().expect("ended by itself"), out, errors }
}

/// Reads a stream to its end, if there is one.
fn collect(stream: Option<impl Read + Send + 'static>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut text = String::new();
        if let Some(mut stream) = stream {
            stream.read_to_string(&mut text).unwrap();
        }
        text
    })
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a run said.
#[derive(Debug)]
struct Said {
    code: i32,
    out: String,
    errors: String,
}

impl Said {
    /// The reports of a run with `--format jsonl`.
    fn reports(&self) -> Vec<serde_json::Value> {
        let line = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
        self.out.lines().map(|text| line(text)["report"].take()).collect()
    }

    /// The names of the reports of a run with `--format jsonl`.
    fn names(&self) -> Vec<String> {
        self.reports().iter().map(|report| report["name"].as_str().unwrap().to_owned()).collect()
    }
}

/// A short report in English.
const REPORT: &str =
    "Rebels shelled the town of Gao on Monday, killing two soldiers, the army said.\n";
