//! One part of the reading by itself: `time`, `places`, `actors`, `counts`, `claims`.

use super::{Folder, REPORT};

#[test]
fn every_part_has_a_table_and_lines() {
    let folder = Folder::new("parts");
    folder.file("gao.txt", REPORT).file("b.txt", "The flower show opened.\n");
    let mut tables = String::new();
    for (part, field) in [
        ("time", "timex"),
        ("places", "places"),
        ("actors", "actors"),
        ("counts", "counts"),
        ("claims", "claims"),
    ] {
        let known = ["--language", "en", "--published", "2024-05-07"];
        let run = |more: &[&str]| {
            let said = folder.run(&[&[part], &known[..], more, &["gao.txt", "b.txt"]].concat());
            assert_eq!((said.code, said.errors.as_str()), (0, ""), "{part}");
            said.out
        };
        tables.push_str(&format!("== {part}\n{}", run(&[])));
        let lines = run(&["--format", "jsonl"]);
        let lines: Vec<serde_json::Value> =
            lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines[0]["id"], "gao");
        assert!(!lines[0][field].as_array().unwrap().is_empty(), "{part}");
        assert_eq!(lines[1][field].as_array().unwrap().len(), 0, "{part}");
    }
    insta::assert_snapshot!(tables);
}

#[test]
fn the_places_that_cannot_be_read_stop_no_others() {
    let folder = Folder::new("parts-bad");
    folder.file("gao.txt", REPORT).file("a.txt", "");
    let said = folder.run(&["places", "--format", "jsonl", "a.txt", "gao.txt"]);
    assert_eq!((said.code, said.out.lines().count()), (1, 1));
    assert_eq!(said.errors, "dateline: a.txt: empty\n");
}

#[test]
fn actors_of_a_folder_are_known_and_its_flaws_are_told_by_line() {
    let folder = Folder::new("actors");
    folder.file("a.txt", "The River Guard shelled the village of Boni on Monday.\n");
    folder.file(
        "mine/a.toml",
        "kind = \"armed-group\"\n\n[[actors]]\nid = \"river-guard\"\nname = \"River Guard\"\n",
    );
    folder.file("mine/notes.md", "no actors");
    let arguments =
        ["actors", "--actors", "mine", "--language", "en", "--format", "jsonl", "a.txt"];
    let said = folder.run(&arguments);
    assert!(said.out.contains("\"id\":\"river-guard\""), "{}", said.out);
    folder.file(
        "mine/b.toml",
        "actors = [\n  { id = \"one\", name = \"One\", kind = \"armed-group\", country = \"Mali\" },\n  { id = \"two\", names = 3 },\n]\n",
    );
    folder.file("mine/c.toml", "actors = [\n");
    let said = folder.run(&arguments);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    insta::assert_snapshot!(said.errors);
    folder.file("empty/notes.md", "no actors");
    let said = folder.run(&["read", "--actors", "empty", "a.txt"]);
    assert_eq!(said.code, 2);
    assert_eq!(said.errors, "dateline: empty: no file of actors (*.toml) in this folder\n");
}
