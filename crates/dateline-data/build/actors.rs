//! The actor base as one JSON array: TOML is for people, and takes ten times as long to read.

use std::path::Path;

use toml::{Table, Value};

/// Writes the entries of all files, each with what its file says of all.
///
/// # Panics
///
/// Where a file is not TOML of tables; what they say is checked by a test of the core.
pub fn write(files: &[(&str, &str)], out: &Path) {
    let mut all: Vec<Value> = Vec::new();
    for (path, text) in files {
        let mut file: Table = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let Some(Value::Array(entries)) = file.remove("actors") else { continue };
        for mut entry in entries {
            let entry_table = entry.as_table_mut().expect("an entry is a table");
            for (key, value) in &file {
                entry_table.entry(key).or_insert_with(|| value.clone());
            }
            all.push(entry);
        }
    }
    let json = serde_json::to_string(&all).expect("what TOML says JSON can say");
    std::fs::write(out.join("actors.json"), json).expect("the array can be written");
}
