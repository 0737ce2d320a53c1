//! How far a long run is, for somebody who waits at a terminal.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::terminal;

/// A run that is shorter needs no telling.
const LONG: Duration = Duration::from_secs(2);

/// Counts reports, and shows the counts on standard error once the run is long; never where
/// standard error is no terminal, or where the reports themselves appear on the terminal.
pub struct Progress {
    started: Instant,
    wanted: bool,
    bar: Option<ProgressBar>,
    /// Reports that were read.
    pub read: u64,
    /// Inputs that could not be read.
    pub failed: u64,
}

impl Progress {
    /// Starts counting. `to_file` says that the reports go to a file.
    pub fn new(to_file: bool) -> Self {
        let wanted = io::stderr().is_terminal() && (to_file || !io::stdout().is_terminal());
        Self { started: Instant::now(), wanted, bar: None, read: 0, failed: 0 }
    }

    /// One report more.
    pub fn one_read(&mut self) {
        self.read += 1;
        self.show();
    }

    /// One input that could not be read.
    pub fn one_failed(&mut self, message: &str) {
        self.failed += 1;
        match &self.bar {
            Some(bar) => bar.suspend(|| terminal::complain(message)),
            None => terminal::complain(message),
        }
        self.show();
    }

    /// Says what is done after the reading, which may take a while.
    pub fn doing(&mut self, what: &str) {
        self.show();
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{} reports read, {what}", self.read));
            bar.enable_steady_tick(Duration::from_millis(200));
        }
    }

    fn show(&mut self) {
        if !self.wanted || self.started.elapsed() < LONG {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::new_spinner();
            // the template is a constant that a test reads
            bar.set_style(
                ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| unreachable!()),
            );
            bar
        });
        let failed = match self.failed {
            0 => String::new(),
            failed => format!(", {failed} could not be read"),
        };
        bar.set_message(format!("{} reports read{failed}", self.read));
        bar.tick();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

const TEMPLATE: &str = "{spinner} {elapsed_precise} {msg}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_is_one() {
        assert!(ProgressStyle::with_template(TEMPLATE).is_ok());
    }
}
