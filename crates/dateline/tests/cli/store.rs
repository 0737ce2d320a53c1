//! A store as people and scripts use it: reports in, incidents out, decisions and their undoing.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use super::{Folder, Said};

/// Two reports of one attack that differ on the dead, a copy of the first, and something else.
const REPORTS: [(&str, &str); 4] = [
    (
        "gao-ministry",
        "Gunmen attack checkpoint in Gao, killing six soldiers\n\n\
         GAO, Mali, March 10, 2025 - Gunmen attacked a checkpoint in Gao on Sunday, killing six \
         soldiers and wounding four, the defence ministry said.\n",
    ),
    (
        "gao-copy",
        "Six soldiers killed at checkpoint\n\n\
         GAO, Mali, March 10, 2025 - Gunmen attacked a checkpoint in Gao on Sunday, killing six \
         soldiers and wounding four, the defence ministry said.\n",
    ),
    (
        "gao-residents",
        "Checkpoint in Gao attacked on Sunday\n\n\
         BAMAKO, Mali, March 10, 2025 - Gunmen attacked a checkpoint in Gao on Sunday, killing \
         eleven soldiers and wounding four, residents said. Shops stayed closed.\n",
    ),
    (
        "haifa",
        "Hundreds protest in Haifa\n\n\
         HAIFA, Israel, May 4, 2024 - Several hundred people protested in Haifa on Saturday against \
         the government.\n",
    ),
];

/// A folder with these reports in a store.
pub fn stored(name: &str) -> Folder {
    let folder = Folder::new(name);
    for (name, text) in REPORTS {
        folder.file(&format!("in/{name}.txt"), text);
    }
    let said = add(&folder);
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.errors);
    folder
}

fn add(folder: &Folder) -> Said {
    folder.run(&["add", "--no-model", "in"])
}

/// Runs a command that goes well.
pub fn out(folder: &Folder, arguments: &[&str]) -> String {
    let said = folder.run(arguments);
    assert_eq!((said.code, said.errors.as_str()), (0, ""), "{arguments:?}");
    said.out
}

/// The same with the times of the log made steady.
fn steady(folder: &Folder, arguments: &[&str]) -> String {
    let mut text = out(folder, arguments);
    for entry in json(folder, &["log"]) {
        text = text.replace(entry["at"].as_str().unwrap(), "2025-03-11T12:00:00Z");
    }
    text
}

/// What a command says for programs.
pub fn json(folder: &Folder, arguments: &[&str]) -> Vec<serde_json::Value> {
    let text = out(folder, &[arguments, &["--format", "jsonl"]].concat());
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn ids(folder: &Folder) -> Vec<String> {
    let incidents = json(folder, &["incidents"]);
    incidents.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

/// The incident that several reports tell of.
fn gao(folder: &Folder) -> String {
    let found = json(folder, &["incidents", "--min-sources", "2"]);
    assert_eq!(found.len(), 1);
    found[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn every_command_says_what_it_has_to() {
    let folder = stored("store-commands");
    let gao = gao(&folder);
    let mut said = String::new();
    for arguments in [
        &["incidents"][..],
        &["incidents", "--conflicting", "--place", "MLI", "--actor", "gunmen"],
        &["show", &gao],
        &["conflicts"],
        &["search", "soldiers", "checkpoint"],
        &["note", &gao, "asked the hospital", "--who", "ben"],
        &["settle", &gao, "killed", "--why", "names were published"],
        &["conflicts"],
        &["reopen", &gao, "killed", "--why", "one name was there twice"],
        &["split", &gao, "gao-residents:e1", "--why", "another checkpoint"],
        &["undo", "8", "--why", "it is the same one"],
        &["log"],
        &["log", "--limit", "1"],
        &["report", "gao-residents"],
        &["recode", "--no-model"],
        &["check"],
        &["rebuild"],
    ] {
        let call: Vec<_> = arguments.iter().map(|word| word.replace(&gao, "ID")).collect();
        said.push_str(&format!("== {}\n{}", call.join(" "), steady(&folder, arguments)));
    }
    insta::assert_snapshot!(said);
    assert!(steady(&folder, &["show", &gao]).contains("asked the hospital"));
}

#[test]
fn lines_fit_a_narrow_terminal() {
    let folder = stored("store-narrow");
    let gao = gao(&folder);
    for arguments in [&["incidents"][..], &["show", &gao], &["conflicts"], &["log"]] {
        let said = folder.command(arguments).env("COLUMNS", "40").output().unwrap();
        for line in String::from_utf8(said.stdout).unwrap().lines() {
            assert!(line.chars().count() <= 40, "{line}");
        }
    }
}

#[test]
fn the_same_again_changes_nothing_and_a_new_version_supersedes() {
    let folder = stored("store-again");
    let before = out(&folder, &["incidents", "--format", "jsonl"]);
    let said = add(&folder);
    assert_eq!(said.code, 0);
    assert!(said.errors.contains("0 new, 4 the same, 0 superseding, 0 failed"), "{}", said.errors);
    assert_eq!(out(&folder, &["incidents", "--format", "jsonl"]), before);
    folder.file("in/gao-residents.txt", REPORTS[2].1.replace("eleven", "twelve"));
    let said = add(&folder);
    assert!(said.errors.contains("0 new, 3 the same, 1 superseding, 0 failed"), "{}", said.errors);
    let killed = json(&folder, &["incidents", "--min-sources", "2"])[0]["counts"].to_string();
    assert!(killed.contains("12") && !killed.contains("11"), "{killed}");
    out(&folder, &["check"]);
}

#[test]
fn a_bad_report_and_the_stores_own_files_stop_no_others() {
    let folder = stored("store-bad");
    folder.file("in/empty.txt", "");
    // the store lies among the reports
    fs::rename(folder.0.join("dateline.db"), folder.0.join("in/dateline.db")).unwrap();
    folder.file("in/new.txt", "Rebels shelled the town of Gao on 3 May 2024, killing two.\n");
    let said = folder.run(&["add", "--no-model", "--store", "in/dateline.db", "in"]);
    assert_eq!(said.code, 1);
    assert!(said.errors.starts_with("dateline: in/empty.txt: empty\n"), "{}", said.errors);
    assert!(said.errors.contains("1 new, 4 the same, 0 superseding, 1 failed"), "{}", said.errors);
    let said = folder.run(&["add", "--no-model", "nowhere.txt"]);
    assert_eq!(said.code, 2);
}

#[test]
fn merging_and_its_undoing_leave_what_was() {
    let folder = stored("store-merge");
    let before = out(&folder, &["incidents", "--format", "jsonl"]);
    let ids = ids(&folder);
    let said = out(&folder, &["merge", &ids[0], &ids[1], "--why", "to see"]);
    assert!(said.contains("one incident now (entry 5 of the log)"), "{said}");
    assert_eq!(self::ids(&folder).len(), ids.len() - 1);
    // an id that has ended leads to the incident that took it in
    for id in &ids[..2] {
        out(&folder, &["show", id]);
    }
    out(&folder, &["undo", "5", "--why", "seen"]);
    assert_eq!(out(&folder, &["incidents", "--format", "jsonl"]), before);
    out(&folder, &["never-merge", &ids[0], &ids[1], "--why", "a year apart"]);
    let log = json(&folder, &["log"]);
    assert_eq!(log[6]["kind"], "never-merge");
    assert_eq!((&log[6]["who"], &log[6]["why"]), (&"anna".into(), &"a year apart".into()));
    assert_eq!(log[4]["undone_by"], 6);
}

#[test]
fn wrong_requests_name_the_store_and_say_what_to_do() {
    let folder = stored("store-wrong");
    let gao = gao(&folder);
    folder.file("notes.txt", "no store\n");
    let mut said = String::new();
    for arguments in [
        &["show", "i-nowhere"][..],
        &["merge", &gao, &gao, "--why", "one"],
        &["split", &gao, "haifa:e1", "--why", "two"],
        &["settle", &gao, "time", "--why", "it is"],
        &["undo", "1", "--why", "no"],
        &["undo", "99", "--why", "no"],
        &["note", &gao, "x", "--who", "rule"],
        &["check", "--store", "notes.txt"],
        &["add", "--store", "notes.txt", "in"],
        &["check", "--store", "nowhere.db"],
        &["add", "--store", "nowhere/a.db", "in"],
        &["incidents", "--near", "95,0,10"],
        &["incidents", "--within", "0,5,1,4"],
        &["report", "nowhere"],
        &["report", "haifa", "--version", "1"],
    ] {
        let run = folder.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        said.push_str(&run.errors.replace(&gao, "ID"));
    }
    insta::assert_snapshot!(said);
    assert_eq!(fs::read_to_string(folder.0.join("notes.txt")).unwrap(), "no store\n");
    assert!(!folder.0.join("nowhere.db").exists());
}

#[test]
fn a_store_is_found_where_the_environment_says() {
    let folder = stored("store-environment");
    let at = |store: &str, more: &[&str]| {
        let mut command = folder.command(&[&["incidents", "--format", "jsonl"], more].concat());
        String::from_utf8(command.env("DATELINE_STORE", store).output().unwrap().stdout).unwrap()
    };
    assert_eq!(at("dateline.db", &[]).lines().count(), 2);
    assert_eq!(at("nowhere.db", &[]), "");
    assert_eq!(at("nowhere.db", &["--store", "dateline.db"]).lines().count(), 2);
    assert_eq!(at("", &[]).lines().count(), 2);
}

#[test]
fn what_is_asked_for_must_all_hold() {
    let folder = stored("store-filters");
    for (arguments, found) in [
        (&["--since", "2025"][..], 1),
        (&["--until", "2024-05-04"], 1),
        (&["--since", "2024-05-05", "--until", "2025-03-08"], 0),
        (&["--near", "16.3,0,20"], 1),
        (&["--near=-16.3,0,20"], 0),
        (&["--within", "-5,10,5,20"], 1),
        (&["--within", "5,10,-5,20"], 0),
        (&["--place", "haifa"], 1),
        (&["--place", "ISR"], 1),
        (&["--actor", "Gunmen"], 1),
        (&["--type", "protest"], 1),
        (&["--type", "assault", "--place", "ISR"], 0),
        (&["--status", "occurred"], 2),
        (&["--status", "planned"], 0),
        (&["--grade", "Confirmed"], 0),
        (&["--min-sources", "3"], 1),
        (&["--conflicting"], 1),
        (&["--limit", "1"], 1),
    ] {
        assert_eq!(
            json(&folder, &[&["incidents"], arguments].concat()).len(),
            found,
            "{arguments:?}"
        );
    }
    let conflicts = json(&folder, &["conflicts", "--place", "MLI"]);
    assert_eq!((conflicts.len(), &conflicts[0]["conflict"]["slot"]), (1, &"killed".into()));
    assert_eq!(json(&folder, &["conflicts", "--place", "ISR"]).len(), 0);
    assert_eq!(json(&folder, &["search", "haifa"]).len(), 1);
    assert_eq!(json(&folder, &["search", "haifa", "checkpoint"]).len(), 0);
}

#[test]
fn every_form_of_others_comes_out() {
    let folder = stored("store-forms");
    for form in [
        "jsonl",
        "json",
        "csv",
        "geojson",
        "parquet",
        "geoparquet",
        "acled",
        "ucdp",
        "plover",
        "hxl",
        "claimreview",
    ] {
        let said = folder.run(&["incidents", "--as", form, "--without-persons", "--output", form]);
        assert_eq!((said.code, said.out.as_str()), (0, ""), "{form}");
        assert!(fs::metadata(folder.0.join(form)).unwrap().len() > 0, "{form}");
    }
    let said = folder.run(&["incidents", "--as", "ucdp"]);
    assert_eq!(said.out.lines().count(), 2);
    assert!(said.errors.contains("1 of 2 incidents have no place in ucdp"), "{}", said.errors);
    let bytes = fs::read(folder.0.join("parquet")).unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_said() {
    let folder = stored("store-full");
    let gao = gao(&folder);
    for arguments in [
        &["incidents"][..],
        &["incidents", "--format", "jsonl"],
        &["incidents", "--as", "geoparquet"],
        &["show", &gao],
        &["conflicts", "--format", "jsonl"],
        &["log"],
        &["check"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let said = folder.command(arguments).stdout(full).output().unwrap();
        let errors = String::from_utf8(said.stderr).unwrap();
        assert_eq!(said.status.code(), Some(2), "{arguments:?}: {errors}");
        let errors = errors.to_lowercase();
        assert!(errors.starts_with("dateline: standard output: cannot be written"), "{errors}");
        assert!(errors.contains("no space"), "{errors}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_of_a_store_is_no_error() {
    let folder = Folder::new("store-pipe");
    let lines: String = (0..300)
        .map(|number| {
            let day = 1 + number % 28;
            format!(
                "{{\"id\": \"r{number}\", \"published\": \"2024-05-{day:02}\", \"text\": \"Rebels \
                 shelled the town of Gao on {day} May 2024, killing {} soldiers.\"}}\n",
                2 + number * 7
            )
        })
        .collect();
    folder.file("in.jsonl", lines);
    assert_eq!(folder.run(&["add", "--no-model", "in.jsonl"]).code, 0);
    for arguments in [&["log"][..], &["incidents", "--format", "jsonl"], &["incidents"]] {
        let mut command = folder.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::with_capacity(16, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said = child.wait_with_output().unwrap();
        let errors = String::from_utf8(said.stderr).unwrap();
        assert_eq!((said.status.code(), errors.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn a_store_that_is_damaged_does_not_pass() {
    let folder = stored("store-damaged");
    out(&folder, &["check"]);
    // the last page of the file, in its middle
    let path = folder.0.join("dateline.db");
    let mut bytes = fs::read(&path).unwrap();
    let end = bytes.len();
    bytes[end - 2000..end - 1000].fill(0x55);
    fs::write(&path, bytes).unwrap();
    let said = folder.run(&["check"]);
    assert!(matches!(said.code, 1 | 2), "{said:?}");
}

#[test]
fn recode_takes_over_only_when_asked_to() {
    let folder = stored("store-recode");
    // actors of one's own are read otherwise
    folder.file(
        "mine/a.toml",
        "kind = \"armed-group\"\n\n[[actors]]\nid = \"checkpoint-men\"\nname = \"Gunmen\"\n",
    );
    let recode =
        |more: &[&str]| folder.run(&[&["recode", "--no-model", "--actors", "mine"], more].concat());
    let before = out(&folder, &["incidents", "--format", "jsonl"]);
    let said = recode(&[]);
    assert!(said.out.contains("“checkpoint-men”"), "{}", said.out);
    assert_eq!(out(&folder, &["incidents", "--format", "jsonl"]), before);
    let lines = recode(&["--format", "jsonl", "--apply"]).out;
    assert!(lines.lines().count() > 2);
    for line in lines.lines() {
        let change: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(change["report"].is_string() && change["path"].is_string(), "{change}");
    }
    assert!(recode(&[]).out.contains("nothing is otherwise"));
    // the old version can still be cited
    let record = |more: &[&str]| json(&folder, &[&["report", "gao-residents"], more].concat());
    assert!(record(&[])[0]["events"].to_string().contains("checkpoint-men"));
    assert!(!record(&["--version", "3"])[0]["events"].to_string().contains("checkpoint-men"));
    assert!(out(&folder, &["incidents", "--format", "jsonl"]).contains("checkpoint-men"));
    out(&folder, &["check"]);
}
