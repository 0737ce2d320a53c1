//! `dateline backup` and `dateline restore`, and what is left of them when they cannot end.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use super::Folder;
use super::store::{out, stored};

/// The names in the folder of a test, without the reports.
fn names(folder: &Folder) -> Vec<String> {
    let entries = fs::read_dir(&folder.0).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name != "in").collect();
    names.sort();
    names
}

#[test]
fn a_copy_is_made_and_put_back() {
    let folder = stored("backup");
    let before = out(&folder, &["incidents", "--format", "jsonl"]);
    let said = out(&folder, &["backup", "copy.db"]);
    assert!(said.starts_with("copy.db: a whole copy, ") && said.ends_with(" KB\n"), "{said}");
    out(&folder, &["check", "--store", "copy.db"]);
    assert_eq!(out(&folder, &["incidents", "--format", "jsonl", "--store", "copy.db"]), before);

    let said = folder.run(&["backup", "copy.db"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    assert_eq!(
        said.errors,
        "dateline: copy.db: a file of that name is there already; --force replaces it\n"
    );
    folder.file("in/new.txt", "Rebels shelled the town of Gao on 3 May 2024, killing two.\n");
    folder.run(&["add", "--no-model", "in"]);
    assert_ne!(out(&folder, &["incidents", "--format", "jsonl"]), before);
    let said = folder.run(&["restore", "copy.db"]);
    assert_eq!(
        (said.code, said.errors.as_str()),
        (2, "dateline: dateline.db: a file of that name is there already; --force replaces it\n")
    );
    let said = out(&folder, &["restore", "--force", "copy.db"]);
    assert!(said.starts_with("dateline.db: restored from copy.db: 4 reports, "), "{said}");
    assert_eq!(out(&folder, &["incidents", "--format", "jsonl"]), before);
    out(&folder, &["check"]);
    out(&folder, &["backup", "--force", "copy.db"]);
    assert_eq!(names(&folder), ["copy.db", "dateline.db"]);
}

#[test]
fn what_is_no_copy_is_told() {
    let folder = stored("restore-wrong");
    folder.file("notes.txt", "no store\n");
    for (arguments, why) in [
        (&["restore", "--force", "nowhere.db"][..], "nowhere.db: no such file"),
        (&["restore", "--force", "notes.txt"], "notes.txt: not a store of Dateline"),
        (&["restore", "--force", "dateline.db"], "a store cannot be a copy of itself"),
        (&["restore", "--store", "no/a.db", "dateline.db"], "no/a.db: there is no folder no"),
        (&["backup", "--force", "dateline.db"], "a store cannot be a copy of itself"),
        (&["backup", "in"], "in: not a file that could be replaced"),
    ] {
        let said = folder.run(arguments);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{arguments:?}");
        assert!(said.errors.contains(why), "{}", said.errors);
    }
    out(&folder, &["check"]);
    assert_eq!(names(&folder), ["dateline.db", "notes.txt"]);
}

/// The program in a shell in which a file gets no larger than 48 KB (96 by bash), as on a disk that
/// is full: enough for what lies beside a store, not for a store.
#[cfg(unix)]
fn on_a_full_disk(folder: &Folder, arguments: &str) -> std::process::Output {
    let program = env!("CARGO_BIN_EXE_dateline");
    let script = format!("trap '' XFSZ; ulimit -f 96; exec '{program}' {arguments}");
    Command::new("sh").args(["-c", &script]).current_dir(&folder.0).output().unwrap()
}

#[cfg(unix)]
#[test]
fn without_room_what_was_there_stays() {
    let folder = stored("backup-full");
    out(&folder, &["backup", "copy.db"]);
    let copy = fs::read(folder.0.join("copy.db")).unwrap();
    assert!(copy.len() > 100_000, "{}", copy.len());
    folder.file("in/new.txt", "Rebels shelled the town of Gao on 3 May 2024, killing two.\n");
    folder.run(&["add", "--no-model", "in"]);
    let store = fs::read(folder.0.join("dateline.db")).unwrap();
    for arguments in ["backup other.db", "backup --force copy.db", "restore --force copy.db"] {
        let said = on_a_full_disk(&folder, arguments);
        assert_eq!(said.status.code(), Some(2), "{arguments}: {said:?}");
        let errors = String::from_utf8(said.stderr).unwrap();
        assert!(errors.contains(".db: disk I/O error"), "{errors}");
        assert!(said.stdout.is_empty(), "{arguments}");
        assert_eq!(names(&folder), ["copy.db", "dateline.db"], "{arguments}");
    }
    assert_eq!(fs::read(folder.0.join("copy.db")).unwrap(), copy);
    assert_eq!(fs::read(folder.0.join("dateline.db")).unwrap(), store);
    out(&folder, &["check"]);
}

#[test]
fn a_run_that_is_killed_leaves_what_was_there() {
    let folder = stored("backup-killed");
    let start = |arguments: &[&str]| {
        let mut command = folder.command(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let before = out(&folder, &["incidents", "--format", "jsonl"]);
    out(&folder, &["backup", "copy.db"]);
    for round in 0..24_u64 {
        let backup = ["backup", "--force", "copy.db"];
        let restore = ["restore", "--force", "copy.db"];
        let mut child = start(if round % 2 == 0 { &backup } else { &restore });
        thread::sleep(Duration::from_micros(round * 700));
        // SIGKILL on Unix; it may have ended by itself
        let _ = child.kill();
        child.wait().unwrap();
        for store in ["dateline.db", "copy.db"] {
            let incidents = ["incidents", "--format", "jsonl", "--store", store];
            assert_eq!(out(&folder, &incidents), before, "{store}, round {round}");
        }
    }
    out(&folder, &["check"]);
}
