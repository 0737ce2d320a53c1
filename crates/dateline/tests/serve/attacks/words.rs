//! The languages of databases, in every field that takes words.

use std::time::{Duration, Instant};

use super::is_safe;
use crate::client::{encode, encode_bytes};
use crate::server::Server;

fn hostile() -> Vec<String> {
    let mut all: Vec<String> = [
        "' OR 1=1 --",
        "'; DROP TABLE report; --",
        "\" OR \"\"=\"",
        "\"",
        "'",
        "\\",
        "%",
        "%%",
        "_",
        "____",
        "*",
        "a*",
        "^",
        "^a",
        "NEAR(",
        "NEAR(a b, 5)",
        "a AND",
        "AND",
        "OR",
        "NOT",
        "a NOT b OR",
        "{a b}: c",
        "words: a",
        "- a",
        "+",
        "()",
        "(((",
        "x') UNION SELECT * FROM token --",
        "1; ATTACH DATABASE 'x' AS y",
        "\"a\" AND \"",
        "a\"b",
        "\u{0}",
        "a\u{0}b",
        "\u{202e}",
        "�",
        "🙂",
        "ﷺ",
        "é́́́",
        "{{7*7}}",
        "${7*7}",
        "../../x",
        "null",
        "undefined",
        "[]",
        "{}",
        "true",
        "-1",
        "1e999",
    ]
    .map(encode)
    .to_vec();
    all.push("a".repeat(10_000));
    all.push(encode(&"a b ".repeat(2_500)));
    all.push("%22".repeat(3_000));
    all.push(encode_bytes(&[0xff, 0xfe, 0xc3]));
    all
}

#[test]
fn no_words_are_taken_for_a_language() {
    let server = Server::seeded("injection");
    let total = server.json("/overview.json")["total"].as_u64().unwrap();
    let mut client = server.client();
    for value in hostile() {
        for path in [
            "/incidents.json?place=",
            "/incidents.json?actor=",
            "/incidents.json?words=",
            "/overview.json?words=",
            "/map.json?actor=",
            "/search.json?words=",
            "/actors.json?prefix=",
            "/places.json?prefix=",
            "/actors.json?after=zzzzzz&prefix=",
            "/reports.json?publisher=",
            "/reports.json?language=",
            "/events.json?report=",
            "/events.json?incident=",
            "/claims.json?report=",
            "/conflicts.json?place=",
            "/feed.atom?words=",
            "/exports/csv?words=",
            "/review.json?kind=",
            "/incidents.json?type=",
            "/incidents.json?status=",
            "/incidents.json?grade=",
            "/incidents.json?after=",
            "/reports.json?after=",
            "/log.json?after=",
            "/incidents.json?since=",
            "/incidents.json?near=",
        ] {
            let begun = Instant::now();
            let path = format!("{path}{value}");
            let host = server.address.to_string();
            let answer = client.request("GET", &path, &[("Host", &host)], b"");
            let answer = answer.unwrap_or_else(|error| panic!("{path}: {error}"));
            is_safe(&answer);
            assert!(begun.elapsed() < Duration::from_secs(5), "{path}: {:?}", begun.elapsed());
            if answer.status == 200 && answer.header("content-type") == Some("application/json") {
                let told = answer.json();
                let matching = told["matching"].as_u64().unwrap_or(0);
                assert!(matching < total, "{path}: {matching}");
                for list in
                    ["incidents", "actors", "places", "reports", "events", "claims", "conflicts"]
                {
                    let many = told[list].as_array().map_or(0, Vec::len);
                    let few = total.min(50) as usize;
                    assert!(many < few, "{path}: {many} {list}");
                }
            }
        }
        for path in ["/incidents/", "/reports/", "/actors/", "/places/", "/log/", "/exports/"] {
            let answer = server.get(&format!("{path}{value}.json"));
            is_safe(&answer);
            assert!(
                answer.status >= 400 || value == "%5F" || path == "/places/",
                "{path}{value}: {}",
                answer.status
            );
        }
    }
    assert_eq!(server.json("/overview.json")["total"], total);
    server.folder.run(&["check"]);
}
