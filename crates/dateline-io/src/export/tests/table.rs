//! Tables, read by the `csv` crate.

use super::{Format, Options, exported, text};
use crate::export::{acled, hxl, ucdp};

/// The header and the rows.
fn read(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes());
    let head = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let rows = reader
        .records()
        .map(|row| row.expect("as many cells as columns").iter().map(str::to_owned).collect())
        .collect();
    (head, rows)
}

/// The rows as lines `column: value`, empty cells left out.
fn lines(text: &str) -> String {
    let (head, rows) = read(text);
    let rows = rows.iter().map(|row| {
        let cells = head.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
        cells.map(|(name, cell)| format!("{name}: {cell}\n")).collect::<String>()
    });
    rows.collect::<Vec<_>>().join("\n")
}

fn cell(text: &str, id: &str, column: &str) -> String {
    let (head, rows) = read(text);
    let at = head.iter().position(|name| name == column).expect("a column of that name");
    let row = rows.iter().find(|row| row[0] == id).expect("a row of that id");
    row[at].clone()
}

#[test]
fn acled() {
    let text = text(Format::Acled);
    assert_eq!(read(&text).0, acled::COLUMNS);
    insta::assert_snapshot!(lines(&text));
}

#[test]
fn acled_has_the_lowest_figure_and_the_dispute() {
    let text = text(Format::Acled);
    assert_eq!(cell(&text, "i-2024-05-05-7f3a", "fatalities"), "4");
    let notes = cell(&text, "i-2024-05-05-7f3a", "notes");
    assert!(notes.contains("Reports disagree on the number of people killed: 11"), "{notes}");
    assert_eq!(cell(&text, "i-2024-05-05-7f3a", "admin1"), "Upper Orvala");
    // neither a clock nor a guess
    let (head, rows) = read(&text);
    for column in ["timestamp", "admin2", "source_scale"] {
        let at = head.iter().position(|name| name == column).expect("a column");
        assert!(rows.iter().all(|row| row[at].is_empty()), "{column}");
    }
}

#[test]
fn ucdp() {
    let text = text(Format::Ucdp);
    assert_eq!(read(&text).0, ucdp::COLUMNS);
    insta::assert_snapshot!(lines(&text));
}

#[test]
fn ucdp_has_only_incidents_with_deaths() {
    let text = text(Format::Ucdp);
    let (_, rows) = read(&text);
    let ids: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(ids, ["i-2024-05-05-7f3a", "i-2023-11-55e2"]);
    let range = |id| ["low", "best", "high"].map(|column| cell(&text, id, column));
    assert_eq!(range("i-2024-05-05-7f3a"), ["4", "11", "11"]);
    // "dozens" has no best figure, and none is made up
    assert_eq!(range("i-2023-11-55e2"), ["24", "", "99"]);
}

#[test]
fn hxl() {
    let text = text(Format::Hxl);
    let (head, rows) = read(&text);
    assert_eq!(head, hxl::COLUMNS.map(|(name, _)| name));
    // a hashtag with attributes, as HXL's grammar has it
    let tag = regex::Regex::new(r"^#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*$").expect("a pattern");
    assert!(rows[0].iter().all(|cell| tag.is_match(cell)), "{:?}", rows[0]);
    insta::assert_snapshot!(lines(&text));
}

#[test]
fn csv() {
    let text = text(Format::Csv);
    assert!(text.contains("\r\n"));
    insta::assert_snapshot!(lines(&text));
}

#[test]
fn the_columns_of_csv_are_fields_of_the_json() {
    let (head, _) = read(&text(Format::Csv));
    let whole: serde_json::Value =
        serde_json::from_str(text(Format::Jsonl).lines().next().expect("a line")).expect("JSON");
    for name in head {
        let (first, rest) = name.split_once('.').unwrap_or((&name, ""));
        let field = whole.get(first).unwrap_or_else(|| panic!("no field {name}"));
        if field.is_object() {
            assert!(field.get(rest).is_some(), "no field {name}");
        }
    }
}

#[test]
fn a_spreadsheet_runs_no_formula_of_a_report() {
    for format in [Format::Csv, Format::Hxl, Format::Acled, Format::Ucdp] {
        let (_, rows) = read(&text(format));
        for cell in rows.iter().flatten() {
            let number = cell.parse::<f64>().is_ok();
            assert!(number || !cell.starts_with(['=', '+', '-', '@']), "{format:?}: {cell}");
        }
    }
}

#[test]
fn no_point_of_a_table_lacks_its_precision() {
    let columns = [
        (Format::Acled, "latitude", "longitude", "geo_precision"),
        (Format::Ucdp, "latitude", "longitude", "where_prec"),
        (Format::Hxl, "lat", "lon", "where_prec"),
    ];
    for (format, lat, lon, precision) in columns {
        let (head, rows) = read(&text(format));
        let at = |name| head.iter().position(|column| column == name).expect("a column");
        for row in rows.iter().filter(|row| !row[0].starts_with('#')) {
            let point = !row[at(lat)].is_empty() || !row[at(lon)].is_empty();
            assert!(!point || !row[at(precision)].is_empty(), "{format:?}: {row:?}");
        }
    }
}

#[test]
fn without_persons_civilians_still_count_as_civilians() {
    let (bytes, _) = exported(Format::Acled, Options { without_persons: true });
    let text = String::from_utf8(bytes).expect("text");
    assert_eq!(cell(&text, "i-2023-11-55e2", "civilian_targeting"), "Civilian targeting");
    assert_eq!(cell(&text, "i-2024-06-01-0c4d", "actor1"), "Protesters (Lebanon)");
    // a group that is called after its town is nobody's name
    let notes = cell(&text, "i-2024-06-01-0c4d", "notes");
    assert!(notes.starts_with("Residents of Orvala protest"), "{notes}");
}
