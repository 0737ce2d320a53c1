//! How far a long run is, for somebody who waits at a terminal.

use std::borrow::Cow;
use std::io::{self, IsTerminal};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use dateline_store::{Stage, Store};
use indicatif::{ProgressBar, ProgressStyle};

use crate::terminal;

/// A run that is shorter needs no telling.
const LONG: Duration = Duration::from_secs(2);

/// How often something moves where nothing else does.
const TICK: Duration = Duration::from_millis(200);

/// Counts what is done, and shows the counts on standard error once the run is long; never where
/// standard error is no terminal, or where what is done appears on the terminal.
pub struct Progress {
    started: Instant,
    wanted: bool,
    bar: Option<ProgressBar>,
    /// What is counted: "reports read".
    what: &'static str,
    /// How many there are, where that is known.
    pub of: Option<u64>,
    /// How many are done.
    pub done: u64,
    /// How many failed.
    pub failed: u64,
}

impl Progress {
    /// Starts counting. `to_file` says that what is done goes to a file.
    pub fn new(to_file: bool, what: &'static str) -> Self {
        let wanted = io::stderr().is_terminal() && (to_file || !io::stdout().is_terminal());
        let started = Instant::now();
        Self { started, wanted, bar: None, what, of: None, done: 0, failed: 0 }
    }

    /// One more.
    pub fn one_done(&mut self) {
        self.done += 1;
        self.show();
    }

    /// One that failed.
    pub fn one_failed(&mut self, message: &str) {
        self.failed += 1;
        match &self.bar {
            Some(bar) => bar.suspend(|| terminal::complain(message)),
            None => terminal::complain(message),
        }
        self.show();
    }

    /// Shows nothing until something more is done.
    pub fn rest(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn show(&mut self) {
        if !self.wanted || self.started.elapsed() < LONG {
            return;
        }
        let of = self.of;
        let bar = self.bar.get_or_insert_with(|| bar(of));
        let failed = match self.failed {
            0 => String::new(),
            failed => format!(", {failed} failed"),
        };
        bar.set_position(self.done + self.failed);
        bar.set_message(match of {
            Some(_) => format!("{}{failed}", self.what),
            None => format!("{} {}{failed}", self.done, self.what),
        });
        bar.tick();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.rest();
    }
}

/// Shows on standard error how far a store is with what takes it long.
pub fn watch(store: &mut Store) {
    if let Some(tell) = teller() {
        store.watch(tell);
    }
}

/// Who shows it, where somebody waits at a terminal.
pub fn teller() -> Option<impl Fn(Stage, usize, usize) + Send + Sync + 'static> {
    io::stderr().is_terminal().then(|| {
        let bars = Mutex::new(Bars::default());
        move |stage, done, of| {
            bars.lock().unwrap_or_else(PoisonError::into_inner).tell(stage, done, of);
        }
    })
}

/// The bar of what a store is doing.
#[derive(Default)]
struct Bars {
    /// What it is doing, since when.
    stage: Option<(Stage, Instant)>,
    bar: Option<ProgressBar>,
}

impl Bars {
    fn tell(&mut self, stage: Stage, done: usize, of: usize) {
        let since = match self.stage {
            Some((known, since)) if known == stage => since,
            _ => {
                self.clear();
                Instant::now()
            }
        };
        self.stage = Some((stage, since));
        if of > 0 && done >= of {
            return self.clear();
        }
        if of > 0 && since.elapsed() < LONG {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = bar((of > 0).then_some(of as u64));
            bar.set_message(in_words(stage));
            bar.enable_steady_tick(TICK);
            bar
        });
        bar.set_position(done as u64);
    }

    fn clear(&mut self) {
        self.stage = None;
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Bars {
    fn drop(&mut self) {
        self.clear();
    }
}

/// What a store does, as a bar says it.
fn in_words(stage: Stage) -> Cow<'static, str> {
    Cow::Borrowed(match stage {
        Stage::Facts => "reports looked at",
        Stage::Comparing => "reports compared with each other",
        Stage::Reading => "incidents read",
        Stage::File => "looking at the file",
        Stage::Log => "entries of the log gone through",
        Stage::Copying => "pages copied",
    })
}

/// A bar up to a number; something that moves where the number is not known.
fn bar(of: Option<u64>) -> ProgressBar {
    let (bar, template) = match of {
        Some(of) => (ProgressBar::new(of), COUNTED),
        None => (ProgressBar::new_spinner(), TEMPLATE),
    };
    // the templates are constants that a test reads
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| unreachable!());
    bar.set_style(style);
    bar
}

const TEMPLATE: &str = "{spinner} {elapsed_precise} {msg}";

const COUNTED: &str = "{spinner} {elapsed_precise} {wide_bar} {human_pos} of {human_len} {msg}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_are_some() {
        for template in [TEMPLATE, COUNTED] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }

    #[test]
    fn a_bar_goes_when_its_stage_is_done() {
        let mut bars = Bars::default();
        bars.tell(Stage::File, 0, 0);
        assert!(bars.bar.is_some());
        bars.tell(Stage::File, 1, 1);
        assert!(bars.bar.is_none() && bars.stage.is_none());
        bars.tell(Stage::Comparing, 0, 400);
        assert!(bars.bar.is_none(), "it is not long yet");
        bars.tell(Stage::Reading, 0, 300);
        assert!(bars.stage.is_some_and(|(stage, _)| stage == Stage::Reading));
    }
}
