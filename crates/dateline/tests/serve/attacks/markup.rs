//! Reports that bring markup and scripts, and names that look like addresses.

use serde_json::json;

use super::is_safe;
use crate::client::encode;
use crate::server::Server;

const SCRIPT: &str = "<script>alert(1)</script>";
const IMAGE: &str = "\"'><img src=x onerror=alert(2)>";
const URLS: [&str; 4] = [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    IMAGE,
    "https://ok.example/<script>alert(1)</script>",
];
const TEMPLATE: &str = "{{ 7777*7 }}{% raw %}${7777*7}";

fn names() -> Vec<String> {
    let mut names: Vec<String> = [
        "\"><script>",
        "../../etc/passwd",
        "a/b?c#d",
        "x.json",
        "x",
        ".json",
        ".",
        "..",
        "%2e%2e%2f",
        "a%00b",
        "e1/e1",
        "{{ 7*7 }}",
        "🙂🚀",
        "\u{202e}gnp.txt\u{2066}",
        "تقرير عن ‏صعدة",
        "javascript:alert(1)",
        "a&amp;b=c;d",
        "line\nbreak",
        "a b+c",
        "'; DROP TABLE report; --",
    ]
    .map(str::to_owned)
    .to_vec();
    names.push("n".repeat(300));
    names
}

/// The addresses that a page leads to.
fn links(page: &str) -> Vec<String> {
    let parts = page.split("href=\"").skip(1).chain(page.split("href='").skip(1));
    let ends = parts.map(|part| part.split(['"', '\'']).next().unwrap());
    ends.map(|link| link.replace("&amp;", "&").replace("&#39;", "'")).collect()
}

/// Holds that nothing of a report has become markup.
#[track_caller]
fn is_clean(path: &str, page: &str) {
    for markup in ["<script>alert", "<img src=x", "onerror=alert(2)>", "<b>bold", "<svg", "<iframe"]
    {
        if markup == "<svg" {
            continue;
        }
        assert!(!page.contains(markup), "{path}: {markup}");
    }
    assert!(!page.contains('\u{202e}') && !page.contains('\u{2066}'), "{path}: a turning mark");
    assert!(!page.contains('\0'), "{path}");
    let lower = page.to_lowercase();
    for part in
        ["href=\"javascript:", "href='javascript:", "href=\"data:", "src=\"javascript:", "style=\""]
    {
        assert!(!lower.contains(part), "{path}: {part}");
    }
    // every script is the server's own
    for script in lower.split("<script").skip(1) {
        let tag = script.split('>').next().unwrap();
        assert!(tag.contains("src=\"/assets/"), "{path}: <script{tag}>");
    }
}

#[test]
fn nothing_of_a_report_becomes_markup_and_links_lead_back_to_it() {
    let server = Server::empty("markup");
    let token = server.folder.token("\"><script>alert(3)</script>", "add,review");
    let mut stored = Vec::new();
    let mut incidents = Vec::new();
    for (number, name) in names().iter().enumerate() {
        let town = ["Gao", "Mosul", "Aleppo"][number % 3];
        let report = json!({
            "name": name,
            "title": format!("{SCRIPT}{IMAGE} {number} {TEMPLATE} <b>bold"),
            "url": URLS[number % URLS.len()],
            "publisher": format!("{IMAGE}{SCRIPT}\u{202e}"),
            "author": SCRIPT,
            "published": format!("2024-05-{:02}", number + 4),
            "text": format!(
                "{SCRIPT} {IMAGE} <iframe src=//evil.example> \u{202e}\u{2066} {TEMPLATE}\n\n{town}, May {}, 2024 - Gunmen \
                 attacked a bus in {town} on May {}, 2024, killing {} people, said {SCRIPT} spokesman \
                 Tom {IMAGE} Miller of the <b>bold police.",
                number + 3, number + 3, number + 2),
        });
        let answer = server.post("/reports", &token, &report);
        is_safe(&answer);
        if answer.status == 422 {
            continue;
        }
        let told = answer.told(201);
        let one = &told["reports"][0];
        stored.push(one["name"].as_str().unwrap().to_owned());
        for id in one["incidents"].as_object().unwrap().values() {
            incidents.push(id.as_str().unwrap().to_owned());
        }
    }
    assert!(stored.len() >= names().len() - 3, "{stored:?}");
    assert!(incidents.len() >= 10, "the reports tell of something");
    for name in &stored {
        let told = server.json(&format!("/reports/{}.json?", encode(name)));
        assert_eq!(told["record"]["report"]["name"], **name);
    }
    for why in [SCRIPT, IMAGE, TEMPLATE] {
        let note = json!({"kind": "note", "incidents": [incidents[0]], "why": why});
        server.post("/decisions", &token, &note).told(201);
    }
    let mut pages: Vec<String> = [
        "/",
        "/incidents",
        "/reports",
        "/events",
        "/claims",
        "/conflicts",
        "/actors",
        "/places",
        "/log",
        "/decisions",
        "/review",
        "/review?kind=low",
        "/map",
        "/exports",
        "/docs",
        "/session",
    ]
    .map(str::to_owned)
    .to_vec();
    for hostile in [SCRIPT, IMAGE, TEMPLATE] {
        let hostile = encode(hostile);
        for path in [
            "/search?words=",
            "/incidents?words=",
            "/?place=",
            "/incidents?since=",
            "/actors?prefix=",
            "/reports?publisher=",
            "/session?back=",
            "/reports/",
            "/incidents/",
            "/actors/",
            "/places/",
            "/log/",
            "/exports/",
            "/nowhere/",
            "/?x=",
            "/review?kind=",
            "/incidents?after=",
            "/reports?after=",
        ] {
            pages.push(format!("{path}{hostile}"));
        }
    }
    pages.extend(stored.iter().map(|name| format!("/reports/{}", encode(name))));
    pages.extend(stored.iter().map(|name| format!("/reports/{}?mark=3-30", encode(name))));
    pages.extend(incidents.iter().map(|id| format!("/incidents/{id}")));
    let mut followed = std::collections::BTreeSet::new();
    for path in &pages {
        let page = server.get_with(path, &[("Accept", "text/html"), ("Authorization", &*token)]);
        is_safe(&page);
        is_clean(path, &page.text());
        assert!(!page.text().contains("54439"), "{path}: a template in a report was worked out");
        for link in links(&page.text()) {
            if link.starts_with('/') && !link.starts_with("//") {
                followed.insert(link.split('#').next().unwrap().to_owned());
            } else {
                let own = link.is_empty()
                    || link.starts_with(['?', '#'])
                    || link.starts_with("https://ok.example/");
                assert!(own, "{path} leads to {link}");
            }
        }
    }
    let wanted = stored.iter().filter(|name| {
        let whole = format!("/reports/{}", server_encode(name));
        followed.iter().any(|link| link.split('?').next() == Some(&*whole))
    });
    assert_eq!(wanted.count(), stored.len(), "{followed:?}");
    for link in &followed {
        if link == "/stream" || link.starts_with("/?") && link.contains("since=") {
            continue;
        }
        let answer = server.get_with(link, &[("Accept", "text/html")]);
        is_safe(&answer);
        // pages of wrong addresses lead to the twins of themselves
        let echo = pages.iter().any(|page| link.starts_with(page.split('?').next().unwrap()));
        assert!(answer.status < 400 || echo, "{link}: {}", answer.status);
    }
    let feed = server.get("/feed.atom").text();
    crate::api::well_formed(&feed);
    assert!(!feed.contains("<script>"));
    for format in ["csv", "geojson", "claimreview", "hxl"] {
        assert_eq!(server.get(&format!("/exports/{format}")).status, 200);
    }
}

/// A name as the server's own links have it.
fn server_encode(name: &str) -> String {
    let each = name.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    });
    each.collect()
}
