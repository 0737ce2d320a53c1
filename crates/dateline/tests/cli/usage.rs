//! Arguments, help, and what goes where.

use super::{Folder, REPORT};

#[test]
fn help_says_what_there_is() {
    let folder = Folder::new("help");
    for (name, arguments) in [
        ("help", &["--help"][..]),
        ("help_read", &["read", "--help"]),
        ("help_explain", &["explain", "--help"]),
        ("help_time", &["time", "--help"]),
        ("help_claims", &["claims", "--help"]),
        ("help_add", &["add", "--help"]),
        ("help_incidents", &["incidents", "--help"]),
        ("help_show", &["show", "--help"]),
        ("help_conflicts", &["conflicts", "--help"]),
        ("help_search", &["search", "--help"]),
        ("help_merge", &["merge", "--help"]),
        ("help_split", &["split", "--help"]),
        ("help_never_merge", &["never-merge", "--help"]),
        ("help_settle", &["settle", "--help"]),
        ("help_reopen", &["reopen", "--help"]),
        ("help_note", &["note", "--help"]),
        ("help_correct", &["correct", "--help"]),
        ("help_corrections", &["corrections", "--help"]),
        ("help_undo", &["undo", "--help"]),
        ("help_log", &["log", "--help"]),
        ("help_report", &["report", "--help"]),
        ("help_recode", &["recode", "--help"]),
        ("help_check", &["check", "--help"]),
        ("help_rebuild", &["rebuild", "--help"]),
        ("help_backup", &["backup", "--help"]),
        ("help_restore", &["restore", "--help"]),
        ("help_token", &["token", "--help"]),
        ("help_token_new", &["token", "new", "--help"]),
        ("help_token_list", &["token", "list", "--help"]),
        ("help_token_revoke", &["token", "revoke", "--help"]),
    ] {
        let said = folder.run(arguments);
        assert_eq!(said.code, 0);
        insta::assert_snapshot!(name, said.out);
    }
    assert_eq!(
        folder.run(&["--version"]).out,
        concat!("dateline ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn the_exit_codes_in_the_help_are_those_in_the_docs() {
    let folder = Folder::new("codes");
    let docs = include_str!("../../../../docs/exit-codes.md");
    let commands = folder.run(&["--help"]).out;
    let commands = commands.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    // a line that goes on from the one above is further in
    let commands =
        commands.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let mut found = 0;
    for command in commands.filter_map(|line| line.split_whitespace().next()) {
        if command == "help" {
            continue;
        }
        found += 1;
        assert!(docs.contains(&format!("`{command}`")), "{command}");
        let help = folder.run(&[command, "--help"]).out;
        let codes = help.split("Exit codes:").nth(1).unwrap_or_else(|| panic!("{command}"));
        for line in codes.lines().filter(|line| !line.trim().is_empty()) {
            let (code, meaning) = line.trim().split_once("  ").unwrap();
            let row = format!("| {code} | {} |", meaning.trim());
            assert!(docs.contains(&row), "{command}: {line}");
        }
    }
    assert!(found > 20, "{found}");
}

#[test]
fn wrong_calls_end_with_2() {
    let folder = Folder::new("wrong");
    folder.file("a.txt", REPORT);
    for arguments in [
        &["read"][..],
        &["read", "--format", "xml", "a.txt"],
        &["read", "--published", "yesterday", "a.txt"],
        &["read", "--language", "English", "a.txt"],
        &["read", "--jobs", "0", "a.txt"],
        &["explain", "a.txt"],
        &["explain", "a.txt", "e99"],
        &["explain", "nowhere.txt", "e1"],
        &["raed", "a.txt"],
        &["time"],
        &["time", "--format", "html", "a.txt"],
        &["actors", "--actors", "nowhere", "a.txt"],
        &["places", "nowhere.txt"],
        &["read", "--output", "nowhere/out.html", "a.txt"],
        &["add"],
        &["add", "--store", "nowhere/a.db", "a.txt"],
        &["add", "--format", "jsonl", "a.txt"],
        &["incidents"],
        &["incidents", "--near", "15,-2"],
        &["incidents", "--within", "15,-2"],
        &["incidents", "--grade", "poor"],
        &["incidents", "--since", "yesterday"],
        &["incidents", "--type", "war"],
        &["incidents", "--status", "maybe"],
        &["incidents", "--as", "xml"],
        &["incidents", "--as", "acled", "--format", "csv"],
        &["show"],
        &["search"],
        &["merge", "i-1", "--why", "one"],
        &["merge", "i-1", "i-2"],
        &["merge", "i-1", "i-2", "--why", " "],
        &["split", "i-1", "e1", "--why", "two"],
        &["settle", "i-1", "colour", "--why", "it is"],
        &["undo", "0", "--why", "no"],
        &["note", "i-1"],
        &["correct", "i-1", "a/e1", "killed", "--why", "no value"],
        &["correct", "i-1", "a/e1", "killed", "6", "--none", "--why", "both"],
        &["correct", "i-1", "e1", "killed", "6", "--why", "no report"],
        &["backup"],
        &["backup", "--store", "nowhere.db", "copy.db"],
        &["restore", "nowhere.db"],
        &["token"],
        &["token", "new", "--who", "ben"],
        &["token", "new", "--scope", "read"],
        &["token", "new", "--who", "ben", "--scope", "write"],
        &["token", "revoke", "0"],
    ] {
        let said = folder.run(arguments);
        assert_eq!(said.code, 2, "{arguments:?}");
        assert_eq!(said.out, "", "{arguments:?}");
        assert_ne!(said.errors, "", "{arguments:?}");
    }
}

#[test]
fn the_table_is_for_people_and_the_default() {
    let folder = Folder::new("table");
    folder.file("gao.txt", REPORT);
    let said = folder.run(&["read", "--published", "2024-05-07", "gao.txt"]);
    assert_eq!((said.code, said.errors.as_str()), (0, ""));
    assert!(said.out.starts_with("gao\n"), "{}", said.out);
    assert!(said.out.contains("English · published 2024-05-07 (as given)"), "{}", said.out);
    assert!(!said.out.contains('\x1b'));
}

#[test]
fn every_format_comes_out_whole() {
    let folder = Folder::new("formats");
    folder.file("a.txt", REPORT).file("b.txt", REPORT);
    let run = |format: &str| folder.run(&["read", "--format", format, "a.txt", "b.txt"]).out;
    let array: serde_json::Value = serde_json::from_str(&run("json")).unwrap();
    assert_eq!(array.as_array().unwrap().len(), 2);
    assert_eq!(run("jsonl").lines().count(), 2);
    let page = run("html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    assert_eq!(page.matches("<article").count(), 2);
}

#[test]
fn the_order_is_that_of_the_paths_and_of_the_names_in_a_folder() {
    let folder = Folder::new("order");
    folder.file("in/b.txt", REPORT).file("in/a/z.txt", REPORT).file("in/c.txt", REPORT);
    folder.file("z.txt", REPORT).file("in/.hidden.txt", REPORT);
    let said = folder.run(&["read", "--format", "jsonl", "z.txt", "in"]);
    assert_eq!(said.names(), ["z", "a/z", "b", "c"]);
    assert_eq!(said.code, 0);
    let note = said.reports()[1]["notes"].to_string();
    assert!(note.contains("another report is named “z”"), "{note}");
}

#[test]
fn standard_input_is_a_report_or_many() {
    let folder = Folder::new("stdin");
    let read = |input: &[u8]| folder.run_with(&["read", "--format", "jsonl", "-"], input);
    assert_eq!(read(REPORT.as_bytes()).names(), ["stdin"]);
    let lines = "{\"text\": \"A bridge fell.\"}\n{\"id\": \"x\", \"text\": \"A bridge rose.\"}\n";
    assert_eq!(read(lines.as_bytes()).names(), ["stdin-1", "x"]);
    let empty = read(b"");
    assert_eq!((empty.code, empty.errors.as_str()), (2, "dateline: stdin: empty\n"));
}

#[test]
fn dates_come_from_the_table_then_the_call_then_the_report() {
    let folder = Folder::new("dates");
    folder
        .file("a.txt", REPORT)
        .file("b.txt", REPORT)
        .file("dates.tsv", "a\t2024-05-05\nx\t2024\n");
    folder.file(
        "c.jsonl",
        "{\"id\": \"c\", \"text\": \"A bridge fell.\", \"published\": \"2020-01-01\"}\n",
    );
    let read = |more: &[&str]| {
        let mut arguments = vec!["read", "--format", "jsonl", "a.txt", "b.txt", "c.jsonl"];
        arguments.extend(more);
        let said = folder.run(&arguments);
        let dates: Vec<_> =
            said.reports().iter().map(|report| report["published"].clone()).collect();
        (dates, said.errors)
    };
    let (dates, errors) = read(&["--published-from", "dates.tsv"]);
    assert_eq!(dates, ["2024-05-05".into(), serde_json::Value::Null, "2020-01-01".into()]);
    assert_eq!(errors, "dateline: note: no report is named “x” of the dates given\n");
    let (dates, _) = read(&["--published-from", "dates.tsv", "--published", "2023-02"]);
    assert_eq!(dates, ["2024-05-05", "2023-02", "2023-02"]);
}

#[test]
fn a_bad_table_of_dates_is_told_line_by_line() {
    let folder = Folder::new("bad-dates");
    folder.file("a.txt", REPORT).file("dates.tsv", "a 2024-05-05\nb\t31.5.2024\nc\t2024-02-30\n");
    let said = folder.run(&["read", "--published-from", "dates.tsv", "a.txt"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    insta::assert_snapshot!(said.errors, @r"
    dateline: dates.tsv, line 1: no tab between name and date
    dateline: dates.tsv, line 2: “31.5.2024” is not a date (write 2024-05-31, 2024-05 or 2024)
    dateline: dates.tsv, line 3: “2024-02-30” is not a date (write 2024-05-31, 2024-05 or 2024)
    ");
    let said = folder.run(&["read", "--published-from", "nowhere.tsv", "a.txt"]);
    assert_eq!(said.errors, "dateline: nowhere.tsv: no such file or folder\n");
    assert_eq!(said.code, 2);
}

#[test]
fn explain_wants_one_report() {
    let folder = Folder::new("explain");
    folder.file("two.jsonl", "{\"text\": \"A bridge fell.\"}\n{\"text\": \"A bridge rose.\"}\n");
    let said = folder.run(&["explain", "two.jsonl", "e1"]);
    assert_eq!(
        (said.code, said.errors.as_str()),
        (2, "dateline: two.jsonl: holds more than one report\n")
    );
    folder.file("none.txt", "The flower show opened.");
    let said = folder.run(&["explain", "none.txt", "e1"]);
    assert_eq!((said.code, said.errors.as_str()), (2, "dateline: none tells of no event\n"));
}
