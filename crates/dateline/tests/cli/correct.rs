//! `dateline correct` and `dateline corrections`.

use super::Folder;
use super::store::{json, out, stored};

/// The incident that several reports tell of.
fn gao(folder: &Folder) -> String {
    let found = json(folder, &["incidents", "--min-sources", "2"]);
    found[0]["id"].as_str().unwrap().to_owned()
}

/// What all corrections have to teach.
fn lessons(folder: &Folder, more: &[&str]) -> Vec<serde_json::Value> {
    let text = out(folder, &[&["corrections"], more].concat());
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_correction_settles_what_was_read_wrongly() {
    let folder = stored("correct");
    let gao = gao(&folder);
    let before = out(&folder, &["incidents", "--format", "jsonl"]);
    assert_eq!(json(&folder, &["conflicts"]).len(), 1);
    let said = out(
        &folder,
        &["correct", &gao, "gao-residents/e1", "killed", "6", "--why", "eleven is a misprint"],
    );
    let entry = "is corrected (entry 5 of the log)";
    assert_eq!(said, format!("{gao}: killed of gao-residents, e1 {entry}\n"));
    assert_eq!(json(&folder, &["conflicts"]).len(), 0);
    let shown = out(&folder, &["show", &gao]);
    assert!(shown.contains("Corrections\n  [3] killed: 6 by residents; read as: 11"), "{shown}");
    assert!(shown.contains("entry 5, anna: eleven is a misprint"), "{shown}");
    let log = out(&folder, &["log", "--limit", "1"]);
    assert!(log.contains("gao-residents, e1 · killed · why:"), "{log}");
    // as it was read, and all the same in the report
    let lessons = lessons(&folder, &[]);
    assert_eq!(lessons.len(), 1);
    assert_eq!(lessons[0]["was"][0]["low"], 11);
    assert_eq!(lessons[0]["value"][0]["low"], 6);
    assert!(lessons[0]["text"].as_str().unwrap().contains("residents said"));
    let record = &json(&folder, &["report", "gao-residents"])[0];
    assert_eq!(record["events"][0]["counts"][0]["low"], 11);
    out(&folder, &["check"]);
    out(&folder, &["rebuild"]);
    assert_eq!(json(&folder, &["conflicts"]).len(), 0);
    out(&folder, &["undo", "5", "--why", "it is eleven"]);
    assert_eq!(out(&folder, &["incidents", "--format", "jsonl"]), before);
    assert_eq!(out(&folder, &["corrections"]), "");
}

#[test]
fn what_cannot_be_corrected_is_told() {
    let folder = stored("correct-wrong");
    let gao = gao(&folder);
    let before = out(&folder, &["log"]);
    for (event, slot, value, why) in [
        ("haifa/e1", "killed", "6", "event e1 of report “haifa” is not in i-2025"),
        ("gao-copy/e1", "killed", "6 soldiers", "“6 soldiers” is not a figure"),
        ("gao-copy/e1", "killed", "6", "says that of killed already"),
        ("gao-copy/e1", "time", "Sunday", "“Sunday” is not a date"),
        ("gao-copy/e1", "place", "Gao, 99, 0", "not a point of the earth"),
        ("gao-copy/e1", "type", "--none", "every event has a type"),
        ("gao-copy/e1", "motive", "--none", "motive cannot be corrected"),
    ] {
        let said = folder.run(&["correct", &gao, event, slot, value, "--why", "so it is"]);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{event} {slot} {value}");
        let one_line = said.errors.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(one_line.contains(why), "{}", said.errors);
    }
    assert_eq!(out(&folder, &["log"]), before);
}

#[test]
fn private_persons_are_left_out_on_demand() {
    let folder = Folder::new("correct-persons");
    folder.file(
        "in/one.txt",
        "GAO, Mali, March 10, 2025 - Gunmen attacked a checkpoint in Gao on Sunday, killing the \
         teacher Awa Keita, residents said.\n",
    );
    assert_eq!(folder.run(&["add", "--no-model", "in"]).code, 0);
    let incident = &json(&folder, &["incidents"])[0];
    let id = incident["id"].as_str().unwrap();
    let event = incident["members"][0]["event"].as_str().unwrap();
    let event = format!("one/{event}");
    out(&folder, &["correct", id, &event, "time", "2025-03-08", "--why", "the day before"]);
    let whole = &lessons(&folder, &[])[0];
    assert!(whole["text"].as_str().unwrap().contains("Awa Keita"));
    let clean = &lessons(&folder, &["--without-persons"])[0];
    let length = |lesson: &serde_json::Value| lesson["text"].as_str().unwrap().chars().count();
    assert_eq!(length(clean), length(whole), "spans lead to the same words");
    assert_eq!(clean["value"], "2025-03-08");
}
