//! Numbers that are too large, too small, or none.

use std::time::{Duration, Instant};

use super::is_safe;
use crate::api::gao;
use crate::client::encode;
use crate::server::Server;

const NUMBERS: [&str; 24] = [
    "0",
    "-0",
    "-1",
    "1",
    "501",
    "4294967296",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551615",
    "99999999999999999999999999",
    "1e3",
    "1e308",
    "1e309",
    "-1e309",
    "NaN",
    "inf",
    "-inf",
    "0x10",
    " 5 ",
    "+5",
    "5.5",
    "٥",
    "1_000",
];

#[test]
fn numbers_out_of_range_are_refused_or_bounded() {
    let server = Server::seeded("numbers");
    let id = gao(&server);
    let mut paths = Vec::new();
    for number in NUMBERS {
        let number = encode(number);
        for path in [
            "/incidents.json?limit=",
            "/incidents.json?min_sources=",
            "/incidents.json?after=",
            "/incidents.json?after=~",
            "/incidents.json?order=earliest&after=",
            "/reports.json?limit=",
            "/reports.json?after=",
            "/events.json?after=",
            "/log.json?after=",
            "/log.json?limit=",
            "/review.json?after=",
            "/review.json?limit=",
            "/actors.json?limit=",
            "/search.json?words=army&limit=",
            "/map.json?zoom=",
            "/reports/gao-ministry.json?version=",
            "/incidents.json?since=",
            "/incidents.json?until=",
            "/decisions.json?after=",
        ] {
            paths.push(format!("{path}{number}"));
        }
        paths.push(format!("/incidents.json?after={number}~i-x"));
        paths.push(format!("/incidents.json?order=earliest&after={number}~"));
        for path in [
            "/log/NUMBER.json",
            "/incidents/ID?done=NUMBER",
            "/reports/gao-ministry?version=NUMBER",
        ] {
            paths.push(path.replace("NUMBER", &number).replace("ID", &id));
        }
        for other in NUMBERS {
            let other = encode(other);
            paths.push(format!("/incidents.json?near={number},{other},{number}"));
            paths.push(format!("/map.json?box={number},{other},{other},{number}&zoom={number}"));
            paths.push(format!("/overview.json?within={other},{number},{number},{other}"));
            paths.push(format!("/reports/gao-ministry?mark={number}-{other}"));
        }
    }
    for (area, zoom) in [
        ("-180,-90,180,90", "18"),
        ("-180,-90,180,90", "30"),
        ("179,-90,-179,90", "18"),
        ("0,0,0,0", "18"),
        ("180,90,-180,-90", "0"),
        ("-180,-90,180,90", "-5"),
        ("-1e-300,0,1e-300,0", "17.9"),
        ("179.999,89.999,-179.999,90", "18"),
    ] {
        paths.push(format!("/map.json?box={area}&zoom={zoom}"));
        paths.push(format!("/map.json?within={area}&box={area}&zoom={zoom}"));
    }
    for since in [
        "9999",
        "9999-12-31",
        "-0001",
        "0000",
        "0000-00-00",
        "2024-13",
        "2024-02-30",
        "+12024",
        "2024-05-01T00:00",
        "../..",
        "2024~",
    ] {
        paths.push(format!("/overview.json?since={since}"));
        paths.push(format!("/overview.json?until={since}"));
    }
    let mut client = server.client();
    let host = server.address.to_string();
    for path in &paths {
        let begun = Instant::now();
        let answer = client.request("GET", path, &[("Host", &host)], b"");
        let answer = answer.unwrap_or_else(|error| panic!("{path}: {error}"));
        is_safe(&answer);
        assert!(begun.elapsed() < Duration::from_secs(3), "{path}: {:?}", begun.elapsed());
        assert!([200, 400, 404].contains(&answer.status), "{path}: {}", answer.status);
        if answer.status == 200 && path.contains("limit=") {
            let told = answer.json();
            for list in ["incidents", "reports", "entries", "queue", "actors"] {
                assert!(told[list].as_array().map_or(0, Vec::len) <= 500, "{path}");
            }
        }
    }
    server.is_well();
}
