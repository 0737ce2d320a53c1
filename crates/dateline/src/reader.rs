//! The core, called so that one report's trouble stays its own.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};

use anyhow::{Context, Result};
use dateline_core::{Input, Reading};
use dateline_tagger::{Files, Tagger};

use crate::cli;

/// Something that reads a report; the core, or a stand-in for a test.
pub type Reader<'a> = &'a (dyn Fn(Input) -> Reading + Sync);

/// The reader that the arguments ask for: with the shipped model, with another, or by word lists alone.
///
/// # Errors
///
/// Where the folder of another model cannot be read or holds none.
pub fn chosen(known: &cli::Known) -> Result<Box<dyn Fn(Input) -> Reading + Sync>> {
    if known.no_model {
        return Ok(Box::new(dateline_core::read));
    }
    let Some(folder) = &known.model else {
        return Ok(Box::new(|input| dateline_core::read_with(input, Some(Tagger::shipped()))));
    };
    let file = |name: &str| {
        let path = folder.join(name);
        std::fs::read(&path).with_context(|| format!("{}: cannot be read", path.display()))
    };
    let text = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path)
            .with_context(|| format!("{}: cannot be read", path.display()))
    };
    let files = Files {
        encoder: file("encoder.onnx")?.into(),
        heads: file("heads.onnx")?.into(),
        vocabulary: text("vocabulary.tsv")?.into(),
        labels: text("labels.json")?.into(),
        screen_table: file("screen.table")?.into(),
        screen: text("screen.json")?.into(),
    };
    let tagger = Tagger::new(files).with_context(|| folder.display().to_string())?;
    Ok(Box::new(move |input| dateline_core::read_with(input, Some(&tagger))))
}

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
pub fn read(reader: Reader<'_>, input: Input) -> std::result::Result<Reading, String> {
    SAID.set(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(|| reader(input)));
    let said = SAID.take().unwrap_or_default();
    result.map_err(|_| format!("the reader failed, which is a defect of dateline: {said}"))
}
