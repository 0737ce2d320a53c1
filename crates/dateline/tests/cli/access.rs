//! `dateline token`: made, listed, revoked.

use std::fs;

use super::Folder;
use super::store::{json, out, stored};

#[test]
fn a_token_is_shown_once_and_kept_nowhere() {
    let folder = stored("token");
    let said = folder.run(&["token", "new", "--who", "ben", "--scope", "read,review"]);
    assert_eq!(said.code, 0, "{}", said.errors);
    assert_eq!(
        said.errors,
        "dateline: note: token 1 of ben: keep it, it is shown only this once\n"
    );
    let token = said.out.trim_end();
    assert!(dateline_store::is_token(token), "{token}");
    let arguments = ["token", "new", "--who", "cleo", "--scope", "add", "--expires", "2999-12-31"];
    let second = folder.run(&[&arguments[..], &["--by", "dora"]].concat());
    assert_ne!(second.out, said.out);

    let listed = json(&folder, &["token", "list"]);
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[0]["scopes"], serde_json::json!(["read", "review"]));
    assert_eq!(listed[1]["expires"], "2999-12-31");
    let table = out(&folder, &["token", "list"]);
    assert!(table.starts_with("1 · ben · read, review · made "), "{table}");
    assert!(table.contains(" · holds until 2999-12-31 · not used\n"), "{table}");
    assert_eq!(out(&folder, &["token", "revoke", "2"]), "token 2 of cleo is revoked\n");
    let table = out(&folder, &["token", "list"]);
    let words: Vec<&str> = table.split_whitespace().collect();
    assert!(words.join(" ").contains(" · not used · revoked 2"), "{table}");

    let log = out(&folder, &["log", "--limit", "3"]);
    assert!(log.contains(" · anna · make-token · token 1 of ben (read, review)"), "{log}");
    assert!(log.contains(" · dora · make-token · token 2 of cleo (add)"), "{log}");
    assert!(log.contains(" · anna · revoke-token · token 2 of cleo (add)"), "{log}");
    let digits = &token["dateline_".len()..][..16];
    for entry in fs::read_dir(&folder.0).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = fs::read(path).unwrap();
            assert!(!bytes.windows(16).any(|window| window == digits.as_bytes()));
        }
    }
    out(&folder, &["check"]);
}

#[test]
fn a_token_that_cannot_be_is_refused() {
    let folder = Folder::new("token-wrong");
    folder.file("a.txt", super::REPORT);
    assert_eq!(folder.run(&["add", "--no-model", "a.txt"]).code, 0);
    assert_eq!(out(&folder, &["token", "list"]), "there are no tokens\n");
    for (arguments, why) in [
        (&["new", "--who", "ben", "--scope", "read", "--expires", "soon"][..], "“soon” is no day"),
        (&["new", "--who", "ben", "--scope", "read", "--expires", "2001-01-01"], "is past"),
        (&["new", "--who", "rule", "--scope", "read"], "a token is somebody's"),
        (&["revoke", "7"], "no token 7; `dateline token list` lists them"),
    ] {
        let said = folder.run(&[&["token"], arguments].concat());
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{arguments:?}");
        assert!(said.errors.contains(why), "{}", said.errors);
    }
    assert_eq!(out(&folder, &["token", "list"]), "there are no tokens\n");
}
