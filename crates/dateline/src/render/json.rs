//! The record as it is, for programs.

use dateline_core::{Reading, Record};

use super::Render;

/// One array of records, laid out for reading.
pub struct Array;

/// A record a line.
pub struct Lines;

impl Render<Reading> for Array {
    fn start(&self) -> String {
        "[".to_owned()
    }

    fn report(&self, reading: &Reading, _number: usize) -> String {
        let text = written(serde_json::to_string_pretty(&reading.record), &reading.record);
        // a line end in a JSON text stands between values, never inside one
        format!("\n  {}", text.replace('\n', "\n  "))
    }

    fn between(&self) -> &'static str {
        ","
    }

    fn end(&self) -> String {
        "\n]\n".to_owned()
    }
}

impl Render<Reading> for Lines {
    fn report(&self, reading: &Reading, _number: usize) -> String {
        written(serde_json::to_string(&reading.record), &reading.record) + "\n"
    }
}

/// A record has no value that JSON lacks: texts, whole numbers, and coordinates from a table.
fn written(json: serde_json::Result<String>, record: &Record) -> String {
    json.unwrap_or_else(|error| panic!("{}: {error}", record.report.name))
}
