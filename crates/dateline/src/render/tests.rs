//! The shapes on records that are written by hand, so that nothing here changes when the reader
//! reads better.

use dateline_core::read::Reason;
use dateline_core::{Reading, Record};

use super::html::Page;
use super::json::{Array, Lines};
use super::table::Table;
use super::*;
use crate::terminal;

/// Three records: one where sources disagree and the page is hostile, one in Hebrew, one without
/// an event.
pub fn readings() -> Vec<Reading> {
    let records: Vec<Record> = serde_json::from_str(include_str!("samples/records.json"))
        .expect("records of this version");
    let reason = |slot: &str, value: &str, text: &str, span, rule: &'static str| Reason {
        event: "e1".to_owned(),
        slot: slot.to_owned(),
        value: value.to_owned(),
        text: text.to_owned(),
        span,
        rule: rule.into(),
    };
    let reasons = vec![
        reason("type", "ASSAULT", "struck", [70, 76], "en.event.strike"),
        reason("time", "2024-05-06", "Monday evening", [104, 118], "en.time.weekday"),
        reason("count.killed", "9 to 9", "nine people", [128, 139], "en.count.plain"),
        reason("count.killed", "14 to 14", "14", [207, 209], "en.count.plain"),
        reason("status", "occurred", "", [0, 0], "no status word"),
    ];
    records.into_iter().map(|record| Reading { record, reasons: reasons.clone() }).collect()
}

fn rendered(render: &dyn Render<Reading>) -> String {
    let readings = readings();
    let reports = readings.iter().enumerate().map(|(number, one)| render.report(one, number));
    let body = reports.collect::<Vec<_>>().join(render.between());
    render.start() + &body + &render.end()
}

#[test]
fn the_table_fits_its_columns() {
    for columns in [100, 60] {
        let text = rendered(&Table(terminal::Page { columns, colour: false }));
        for line in text.lines() {
            assert!(crate::terminal::width(line) <= columns, "{line}");
        }
        insta::assert_snapshot!(format!("table_{columns}"), text);
    }
}

#[test]
fn colour_adds_nothing_but_colour() {
    let plain = rendered(&Table(terminal::Page { columns: 80, colour: false }));
    let mut coloured = rendered(&Table(terminal::Page { columns: 80, colour: true }));
    assert!(coloured.contains("\x1b[1m"));
    for code in ["0", "1", "2", "33", "36"] {
        coloured = coloured.replace(&format!("\x1b[{code}m"), "");
    }
    assert_eq!(coloured, plain);
}

#[test]
fn the_page_is_whole() {
    let page = rendered(&Page);
    let main = &page[page.find("<main").unwrap()..];
    insta::assert_snapshot!("page_main", main);
}

#[test]
fn nothing_on_the_page_runs_or_is_fetched() {
    let page = rendered(&Page);
    for bad in
        ["<script", "<b>hit", "<cookies>", "href=\"javascript:", "src=", "url(", "@import", "<link"]
    {
        assert!(!page.contains(bad), "{bad}");
    }
    assert!(page.contains("<bdi>javascript:alert(1)</bdi>"));
}

#[test]
fn every_link_on_the_page_leads_somewhere_and_no_id_is_given_twice() {
    let page = rendered(&Page);
    let between = |start: &str| -> Vec<String> {
        let ends = |rest: &str| rest.split('"').next().map(str::to_owned);
        page.split(start).skip(1).filter_map(ends).collect()
    };
    let mut ids = between(" id=\"");
    for target in between("href=\"#") {
        assert!(ids.contains(&target), "{target}");
    }
    let many = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), many);
}

#[test]
fn the_text_on_the_page_is_the_text_of_the_report() {
    for (number, reading) in readings().iter().enumerate() {
        let page = Page.report(reading, number);
        let text = page.split("<section class=\"text\"").nth(1).unwrap();
        let text = text.split_once('>').unwrap().1.split("</section>").next().unwrap();
        let mut plain = String::new();
        for (at, piece) in text.split('<').enumerate() {
            plain.push_str(if at == 0 { piece } else { piece.split_once('>').unwrap().1 });
        }
        let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'");
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&plain), words(&reading.record.report.text));
    }
}

#[test]
fn json_is_read_back_as_it_was() {
    let records: Vec<Record> = readings().into_iter().map(|reading| reading.record).collect();
    let array: Vec<Record> = serde_json::from_str(&rendered(&Array)).unwrap();
    assert_eq!(array, records);
    let lines = rendered(&Lines);
    assert_eq!(lines.lines().count(), records.len());
    for (line, record) in lines.lines().zip(&records) {
        assert_eq!(&serde_json::from_str::<Record>(line).unwrap(), record);
    }
}
