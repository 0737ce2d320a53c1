//! What attackers send: nothing leaks, nothing falls over, nobody else waits.

mod bodies;
mod crowd;
mod heads;
mod markup;
mod numbers;
mod paths;
mod tokens;
mod words;

use crate::client::Answer;

/// Holds that an answer has what browsers must be told, and nothing that is nobody's business.
#[track_caller]
pub fn is_safe(answer: &Answer) {
    let policy = answer.header("content-security-policy").expect("a policy");
    assert!(
        policy.contains("default-src 'none'") && policy.contains("script-src 'self'"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe"), "{policy}");
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(answer.header("x-frame-options"), Some("DENY"));
    assert_eq!(answer.header("referrer-policy"), Some("same-origin"));
    assert!(!answer.heads().contains("access-control"), "{}", answer.heads());
    assert!(answer.status < 500, "{}: {}", answer.status, answer.text());
    leaks_nothing(answer);
}

/// Holds that an answer tells nothing of the machine or the program's inside.
#[track_caller]
pub fn leaks_nothing(answer: &Answer) {
    let text = format!("{}{}", answer.heads(), answer.text());
    for inside in [
        "panicked",
        ".rs:",
        "no such table",
        "no such column",
        "syntax error",
        "sqlite",
        "rusqlite",
        "/tmp/",
        "dateline-serve-",
        "stack backtrace",
        "fts5",
    ] {
        assert!(!text.contains(inside), "{inside}: {text}");
    }
}
