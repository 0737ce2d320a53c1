#![no_main]

#[path = "../../crates/dateline-io/tests/properties/checks.rs"]
#[allow(dead_code)]
mod checks;

libfuzzer_sys::fuzz_target!(|text: &str| checks::a_date_is_of_the_calendar(text));
