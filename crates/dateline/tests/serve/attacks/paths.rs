//! Addresses that want out of where they belong.

use super::is_safe;
use crate::server::Server;

#[test]
fn no_address_leads_to_a_file_or_another_server() {
    let server = Server::seeded("paths");
    let mut paths: Vec<String> = [
        "/assets/../../Cargo.toml",
        "/assets/%2e%2e/%2e%2e/Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/%252e%252e%252fCargo.toml",
        "/assets/..%5c..%5cCargo.toml",
        "/assets//etc/passwd",
        "/assets/%2Fetc%2Fpasswd",
        "/assets/",
        "/assets/style.css%00.txt",
        "/assets/.",
        "/../dateline.db",
        "/dateline.db",
        "/exports/../../dateline.db",
        "//evil.example",
        "//evil.example/%2e%2e",
        "/%2f%2fevil.example",
        "/\\evil.example",
        "/.git/config",
        "/reports/%00",
        "/reports/%C0%AE%C0%AE",
        "/reports/%FF%FE",
        "/incidents/%",
        "/incidents/%zz",
        "/incidents/%u0041",
        "/incidents/..%2f..%2fhealthz",
        "/;/incidents",
        "/incidents;x=1",
        "/incidents/",
        "/INCIDENTS",
        "/.json",
        "/.json.json",
        "/incidents.json.json",
        "/healthz/.json",
        "/session/end",
        "/log/1e3",
        "/log/+1",
        "/log/%31x",
    ]
    .map(str::to_owned)
    .to_vec();
    paths.push(format!("/{}", "a/".repeat(4000)));
    paths.push(format!("/reports/{}", "%41".repeat(4000)));
    paths.push(format!("/incidents?{}", "a=b&".repeat(4000)));
    for path in &paths {
        for kind in ["text/html", "application/json"] {
            let answer = server.get_with(path, &[("Accept", kind)]);
            is_safe(&answer);
            assert!(
                answer.header("location").is_none(),
                "{path} leads to {:?}",
                answer.header("location")
            );
            let text = answer.text();
            for link in text.split("href=\"").skip(1) {
                assert!(!link.starts_with("//") && !link.starts_with("/\\"), "{path}: {link}");
            }
            assert!(!text.contains("[package]") && !text.contains("root:"), "{path}");
            assert!(!answer.body.starts_with(b"SQLite"), "{path}");
        }
    }
    for raw in [&b"GET /reports/\xff\xfe.json HTTP/1.1\r\n"[..], b"GET /\xc3\x28 HTTP/1.1\r\n"] {
        let mut client = server.client();
        let host = format!("Host: {}\r\n\r\n", server.address);
        client.send(&[raw, host.as_bytes()].concat()).unwrap();
        if let Ok(answer) = client.answer(false) {
            assert!((400..500).contains(&answer.status), "{}", answer.status);
        }
    }
    server.is_well();
}

#[test]
fn the_way_back_stays_here() {
    let server = Server::seeded("back");
    let token = server.folder.token("ana", "read");
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    for back in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/%09/evil.example",
        "/\t/evil.example",
        " //evil.example",
        "%2F%2Fevil.example",
        "http:evil.example",
        "///evil.example",
        "evil.example",
        "/\n/evil.example",
        "@evil.example",
        "data:text/html,x",
    ] {
        let body: String =
            url(&[("token", token.strip_prefix("Bearer ").unwrap()), ("back", back)]);
        let answer = server.ask("POST", "/session", &form, body);
        assert_eq!(answer.status, 303);
        let to = answer.header("location").unwrap();
        let here = to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\");
        assert!(here && !to.contains(['\t', '\n', '\\']), "{back:?} leads to {to:?}");
        let page = server.get(&format!("/session?back={}", crate::client::encode(back)));
        is_safe(&page);
        assert!(
            !page.text().contains("value=\"//") && !page.text().contains("value=\"http"),
            "{back:?}"
        );
    }
    let body = url(&[
        ("token", token.strip_prefix("Bearer ").unwrap()),
        ("back", "/review?kind=weak&limit=2"),
    ]);
    let answer = server.ask("POST", "/session", &form, body);
    assert_eq!(answer.header("location"), Some("/review?kind=weak&limit=2"));
}

/// A form's fields.
fn url(fields: &[(&str, &str)]) -> String {
    let fields =
        fields.iter().map(|(name, value)| format!("{name}={}", crate::client::encode(value)));
    fields.collect::<Vec<_>>().join("&")
}
