#![no_main]

#[path = "../../crates/dateline-io/tests/properties/checks.rs"]
#[allow(dead_code)]
mod checks;

libfuzzer_sys::fuzz_target!(|text: &str| {
    for language in [None, Some("en"), Some("de")] {
        checks::words_stand_where_the_record_says(text, language, Some("2024-05-05"));
    }
});
