//! Pieces are the same in Rust as in `training/tokens.py`, which made the fixture.
#![allow(clippy::disallowed_methods, reason = "a test reads its fixture")]

use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    text: String,
    ids: Vec<i32>,
    spans: Vec<[usize; 2]>,
}

#[test]
fn pieces_are_those_that_the_model_was_trained_on() {
    let fixture = include_str!("pieces.jsonl");
    let mut seen = 0;
    for line in fixture.lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        let pieces = dateline_tagger::pieces(&case.text);
        let ids: Vec<i32> = pieces.iter().map(|piece| piece.id).collect();
        assert_eq!(ids, case.ids, "{}", case.text);
        let points = |byte: usize| case.text[..byte].chars().count();
        for (piece, span) in pieces.iter().zip(&case.spans) {
            if !piece.span.is_empty() {
                assert_eq!(
                    [points(piece.span.start), points(piece.span.end)],
                    *span,
                    "{}",
                    case.text
                );
            }
        }
        seen += 1;
    }
    assert!(seen > 20);
}
