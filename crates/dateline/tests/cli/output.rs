//! Where the output goes, and what happens when it cannot.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use super::{Folder, REPORT};

/// Some reports, so different in length that threads finish them out of order.
fn many(folder: &Folder, reports: usize) {
    for number in 0..reports {
        folder.file(&format!("in/{number:03}.txt"), REPORT.repeat(1 + number * 37 % 50));
    }
    folder.file("in/050-empty.txt", "");
}

#[test]
fn any_number_of_jobs_gives_the_same_bytes() {
    let folder = Folder::new("jobs");
    many(&folder, 60);
    let run =
        |format: &str, jobs: &str| folder.run(&["read", "--format", format, "--jobs", jobs, "in"]);
    for (format, others) in
        [("table", &["8"][..]), ("json", &["8"]), ("jsonl", &["8", "2", "8"]), ("html", &["8"])]
    {
        let one = run(format, "1");
        assert_eq!(one.code, 1);
        assert_eq!(one.errors, "dateline: in/050-empty.txt: empty\n");
        for jobs in others {
            let other = run(format, jobs);
            assert!(one.out == other.out, "{format}, {jobs} jobs");
            assert_eq!(one.errors, other.errors);
        }
    }
}

/// Every process orders its hash maps by a secret of its own: what leaked of it would differ.
#[test]
fn any_process_gives_the_same_bytes() {
    let folder = Folder::new("processes");
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/reports");
    let run = || folder.run(&["read", "--format", "jsonl", examples]).out;
    let first = run();
    assert!(first.lines().count() >= 12);
    for _ in 0..4 {
        assert!(run() == first);
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = Folder::new("pipe");
    many(&folder, 120);
    let mut command = folder.command(&["read", "--format", "html", "in"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let said = child.wait_with_output().unwrap();
    assert_eq!(line, "<!DOCTYPE html>\n");
    assert_eq!(said.status.code(), Some(0));
    let errors = String::from_utf8(said.stderr).unwrap();
    assert!(!errors.contains("pipe"), "{errors}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_ends_with_2() {
    let folder = Folder::new("full");
    folder.file("a.txt", REPORT);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let said = folder.command(&["read", "a.txt"]).stdout(full).output().unwrap();
    assert_eq!(said.status.code(), Some(2));
    let errors = String::from_utf8(said.stderr).unwrap();
    assert!(
        errors.starts_with("dateline: standard output: cannot be written: No space"),
        "{errors}"
    );
    let said = folder.run(&["read", "--output", "/dev/full", "a.txt"]);
    assert_eq!(said.code, 2);
    assert!(
        said.errors.starts_with("dateline: /dev/full: cannot be written: No space"),
        "{}",
        said.errors
    );
}

#[test]
fn a_file_is_replaced_only_by_a_whole_one() {
    let folder = Folder::new("replace");
    folder.file("a.txt", REPORT).file("out.jsonl", "old\n").file("empty.txt", "");
    let said = folder.run(&["read", "--format", "jsonl", "--output", "out.jsonl", "empty.txt"]);
    assert_eq!(said.code, 2);
    assert_eq!(fs::read_to_string(folder.0.join("out.jsonl")).unwrap(), "old\n");
    let said =
        folder.run(&["read", "--format", "jsonl", "--output", "out.jsonl", "empty.txt", "a.txt"]);
    assert_eq!((said.code, said.out.as_str()), (1, ""));
    assert!(fs::read_to_string(folder.0.join("out.jsonl")).unwrap().starts_with("{\"schema\":"));
    let left: Vec<_> =
        fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}
