//! Tokens: who may do what.

use dateline_store::{Act, By, Scope, Store, is_token};

use crate::made::NOW;
use crate::subject::{Subject, by};

fn at(now: &str) -> By<'_> {
    By { who: "anna", why: "", now }
}

#[test]
fn a_token_holds_until_its_last_day_or_until_it_is_revoked() {
    let mut store = Store::in_memory().expect("there is memory");
    let scopes = [Scope::Review, Scope::Read, Scope::Review];
    let made = store.make_token("ben", &scopes, Some("2024-06-30"), at(NOW), [1; 32]);
    let made = made.expect("it can be made");
    let ever = store.make_token("cleo", &[Scope::Add], None, at(NOW), [2; 32]).expect("it can");
    assert!(is_token(&made.text) && made.text != ever.text);

    let bearer = store.token(&made.text, NOW).expect("it can be asked").expect("it holds");
    assert_eq!((bearer.id, bearer.who.as_str()), (1, "ben"));
    assert_eq!(bearer.scopes, [Scope::Read, Scope::Review]);
    assert!(bearer.may(Scope::Review) && !bearer.may(Scope::Add));
    for (now, holds) in [
        ("2024-06-30T23:59:59Z", true),
        // the day is that of UTC
        ("2024-06-30T22:30:00-02:00", false),
        ("2024-07-01T00:30:00+02:00", true),
        ("2024-07-01T00:00:00Z", false),
    ] {
        let found = store.token(&made.text, now).expect("it can be asked");
        assert_eq!(found.is_some(), holds, "{now}");
        assert!(store.token(&ever.text, now).expect("it can be asked").is_some());
    }
    let other = made.text.replacen('1', "2", 1);
    for wrong in ["", "dateline_", &other, "' OR 1=1 --"] {
        assert_eq!(store.token(wrong, NOW).expect("it can be asked"), None, "{wrong}");
    }

    store.revoke_token(2, at(NOW)).expect("it can be revoked");
    assert_eq!(store.token(&ever.text, NOW).expect("it can be asked"), None);
    assert!(store.revoke_token(2, at(NOW)).expect_err("it is revoked").is_bad_request());
    assert!(store.revoke_token(9, at(NOW)).expect_err("there is none").is_not_found());
    let listed = store.tokens().expect("they can be listed");
    let listed: Vec<_> = listed.iter().map(|one| (one.id, one.revoked.is_some())).collect();
    assert_eq!(listed, [(1, false), (2, true)]);
    assert_eq!(store.wrong(), Vec::<String>::new());
}

#[test]
fn what_is_done_about_tokens_is_in_the_log_without_their_secrets() {
    let mut store = Store::in_memory().expect("there is memory");
    let made = store.make_token("ben", &[Scope::Add], None, by("the night's feed"), [3; 32]);
    let made = made.expect("it can be made");
    store.revoke_token(made.token.id, by("it was in a mail")).expect("it can be revoked");
    let log = store.log(0, None).expect("it can be read");
    assert_eq!([log[0].kind, log[1].kind], [Act::MakeToken, Act::RevokeToken]);
    for entry in &log {
        let granted = entry.body.token.as_ref().expect("it says of which");
        assert_eq!((granted.id, granted.who.as_str()), (1, "ben"));
        assert_eq!(granted.scopes, [Scope::Add]);
        let json = serde_json::to_string(entry).expect("it is JSON");
        let secret = made.text.trim_start_matches("dateline_");
        assert!(!json.contains(&secret[..16]), "{json}");
    }
    // it is no decision on what reports tell
    assert!(store.undo(1, by("no")).expect_err("it is not").is_bad_request());
    let before = store.tokens().expect("they can be listed");
    store.rebuild(NOW).expect("it can be rebuilt");
    assert_eq!(store.tokens().expect("they can be listed"), before);
    assert_eq!(store.wrong(), Vec::<String>::new());
}

#[test]
fn a_tokens_last_use_is_a_day() {
    let mut store = Store::in_memory().expect("there is memory");
    let made = store.make_token("ben", &[Scope::Read], None, at(NOW), [4; 32]).expect("it can");
    for (now, day) in [
        ("2024-06-03T08:00:00Z", "2024-06-03"),
        ("2024-06-03T09:00:00Z", "2024-06-03"),
        ("2024-06-02T09:00:00Z", "2024-06-03"),
        ("2024-06-04T09:00:00Z", "2024-06-04"),
    ] {
        let bearer = store.token(&made.text, now).expect("it can be asked").expect("it holds");
        store.used_token(&bearer, now).expect("it can be written");
        assert_eq!(store.tokens().expect("they are there")[0].last_used.as_deref(), Some(day));
    }
}

#[test]
fn a_token_that_would_be_none_is_refused() {
    let mut store = Store::in_memory().expect("there is memory");
    for (who, scopes, expires) in [
        (" ", &[Scope::Read][..], None),
        ("rule", &[Scope::Read], None),
        ("ben\n", &[], None),
        ("b\u{7}n", &[Scope::Read], None),
        ("ben", &[], None),
        ("ben", &[Scope::Read], Some("tomorrow")),
        ("ben", &[Scope::Read], Some("2024-05-31")),
    ] {
        let error = store.make_token(who, scopes, expires, at(NOW), [5; 32]);
        let error = error.expect_err("it would be none");
        assert!(error.is_bad_request(), "{error}");
    }
    assert_eq!(store.tokens().expect("they can be listed"), []);
    assert_eq!(store.last_entry().expect("it can be read"), 0);
}
