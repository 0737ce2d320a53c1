//! What is true of the terminal, if there is one.

use std::io::{self, Write};

/// Says on standard error what went wrong, with the program's name before it.
pub fn complain(message: &str) {
    // where standard error is closed too there is nobody to tell
    let _ = writeln!(io::stderr(), "dateline: {message}");
}
