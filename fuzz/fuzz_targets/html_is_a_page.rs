#![no_main]

#[path = "../../crates/dateline-io/tests/properties/checks.rs"]
#[allow(dead_code)]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    checks::bytes_are_a_report_or_an_error(bytes);
    checks::markup_is_a_page(&String::from_utf8_lossy(bytes));
});
