//! Exports are the same bytes as the command line writes.

use crate::server::Server;

const FORMATS: [&str; 11] = [
    "jsonl",
    "json",
    "csv",
    "geojson",
    "parquet",
    "geoparquet",
    "acled",
    "ucdp",
    "plover",
    "hxl",
    "claimreview",
];

#[test]
fn every_export_is_what_the_command_line_writes() {
    let server = Server::seeded("exports");
    let formats = server.json("/exports.json");
    let names: Vec<&str> = formats["formats"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, FORMATS);
    for format in FORMATS {
        let mut sizes = Vec::new();
        for (query, options) in [
            ("", &[][..]),
            ("?without_persons=true", &["--without-persons"][..]),
            (
                "?place=MLI&since=2020&without_persons=false",
                &["--place", "MLI", "--since", "2020"][..],
            ),
        ] {
            let answer = server.get(&format!("/exports/{format}{query}"));
            assert_eq!(answer.status, 200, "{}", answer.text());
            let written =
                server.folder.run_bytes(&[&["incidents", "--as", format], options].concat());
            assert!(
                answer.body == written,
                "{format}{query}: {} and {}",
                answer.body.len(),
                written.len()
            );
            let disposition = answer.header("content-disposition").unwrap();
            assert!(disposition.starts_with("attachment; filename=\"incidents."), "{disposition}");
            sizes.push(written.len());
        }
        assert!(sizes[0] >= sizes[2] && sizes[2] > 0, "{format}: {sizes:?}");
    }
    server.get("/exports/csv.json?without_persons=maybe").problem(400);
    server.get("/exports/csv.json?since=x").problem(400);
}
