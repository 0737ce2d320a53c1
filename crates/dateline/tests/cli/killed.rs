//! `dateline add` that is killed at any point loses and doubles nothing.

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::Folder;

/// Reports of incidents that several of them tell of, more than are compared one by one.
fn reports(folder: &Folder) {
    const TOWNS: [&str; 6] = ["Gao", "Mopti", "Kidal", "Homs", "Aleppo", "Mosul"];
    for number in 0..160_usize {
        let (town, day, killed) = (TOWNS[number % 6], 1 + number % 20, 2 + number % 9);
        let text = format!(
            "Gunmen attacked a checkpoint in {town} on {day} May 2024, killing {killed} soldiers, \
             a local official said. {}\n",
            "The road to the river stayed closed. ".repeat(number % 30)
        );
        folder.file(&format!("in/{number:03}.txt"), text);
    }
}

/// What a store says that does not hang on the order in which reports came in.
fn incidents(folder: &Folder, store: &str) -> Vec<String> {
    let said = folder.run(&["incidents", "--format", "jsonl", "--store", store]);
    assert_eq!((said.code, said.errors.as_str()), (0, ""));
    let mut lines: Vec<String> = said
        .out
        .lines()
        .map(|line| {
            let mut incident: serde_json::Value = serde_json::from_str(line).unwrap();
            incident["id"].take();
            incident.to_string()
        })
        .collect();
    lines.sort();
    lines
}

#[test]
fn a_run_that_is_killed_loses_and_doubles_nothing() {
    let folder = Folder::new("killed");
    reports(&folder);
    let add =
        |store: &str| folder.command(&["add", "--no-model", "--jobs", "2", "--store", store, "in"]);
    let started = Instant::now();
    assert!(add("whole.db").stderr(Stdio::null()).status().unwrap().success());
    let whole = started.elapsed();
    let expected = incidents(&folder, "whole.db");
    assert!(!expected.is_empty());
    // parts of the time that a whole run takes, in no order
    let mut seed = 88_172_645_463_325_252_u64;
    for round in 0..6 {
        let store = format!("killed-{round}.db");
        for _ in 0..4 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            let share = u32::try_from(seed % 100).unwrap();
            let mut child = add(&store).stderr(Stdio::null()).spawn().unwrap();
            thread::sleep(whole.max(Duration::from_millis(100)) * share / 100);
            // SIGKILL on Unix; it may have ended by itself
            let _ = child.kill();
            child.wait().unwrap();
            // whatever there is by now is sound; what is not compared yet is known not to be
            let said = folder.run(&["check", "--store", &store]);
            let found = said.out.lines().next().unwrap_or_default();
            assert!(
                said.code == 0
                    || said.code == 1 && found.starts_with("reports are grouped:")
                    || said.errors.contains("no such file"),
                "{said:?}"
            );
        }
        let said = super::ended(add(&store), b"");
        assert_eq!(said.code, 0, "{}", said.errors);
        assert_eq!(incidents(&folder, &store), expected, "round {round}");
        let said = folder.run(&["check", "--store", &store]);
        assert_eq!((said.code, said.errors.as_str()), (0, ""), "round {round}: {}", said.out);
        assert!(said.out.starts_with("nothing is wrong: 160 reports"), "{}", said.out);
    }
}
