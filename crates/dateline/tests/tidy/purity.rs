//! The core is a function: nothing in it reaches for the outside.

use crate::none;
use crate::source::of_crate;

/// What would make a record depend on more than its `Input`.
const OUTSIDE: [&str; 17] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "std::io",
    "std::os",
    "SystemTime",
    "Instant",
    "Timestamp::now",
    "Zoned::now",
    "RandomState::new",
    "rand::",
    "println!",
    "eprintln!",
    "static mut",
    "thread_local!",
];

#[test]
fn the_core_reaches_for_nothing_outside() {
    let mut breaches = Vec::new();
    for name in ["dateline-core", "dateline-data"] {
        for source in of_crate(name) {
            for outside in OUTSIDE {
                for (at, _) in source.code.match_indices(outside) {
                    let line = source.line(at);
                    breaches.push(format!("{}:{line}: {outside}", source.path.display()));
                }
            }
        }
    }
    none("the core has no files, environment, clock, network, processes or chance", &breaches);
}
