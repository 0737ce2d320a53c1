//! The core, called so that one report's trouble stays its own.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

use dateline_core::{Input, Reading};

/// Something that reads a report; the core, or a stand-in for a test.
pub type Reader = fn(Input) -> Reading;

thread_local! {
    /// What the panic of the report that this thread reads said: none outside of a report.
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Has panics inside [`read`] kept for its caller, all others told as ever.
pub fn keep_panics_quiet() {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let kept = SAID.with_borrow_mut(|said| match said {
            Some(said) => {
                *said = info.to_string().lines().collect::<Vec<_>>().join(" ");
                true
            }
            None => false,
        });
        if !kept {
            tell(info);
        }
    }));
}

/// Reads a report.
///
/// # Errors
///
/// Where the reader panics: a defect, which must not take the other reports with it.
pub fn read(reader: Reader, input: Input) -> Result<Reading, String> {
    SAID.set(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(|| reader(input)));
    let said = SAID.take().unwrap_or_default();
    result.map_err(|_| format!("the reader failed, which is a defect of dateline: {said}"))
}
