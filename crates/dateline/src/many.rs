//! Many reports, one after the other, to one output.

use anyhow::{Context, Result};
use dateline_io::intake;

use crate::known::Known;
use crate::output::Output;
use crate::pipeline::{self, Work};
use crate::progress::Progress;
use crate::reader::Read;
use crate::render::Render;
use crate::{Outcome, cli};

/// Reads the reports under some paths with `read` and writes what `render` makes of them.
pub fn run<T>(
    arguments: &cli::Many,
    known: &Known,
    read: Read<'_, T>,
    render: &dyn Render<T>,
) -> Result<Outcome> {
    let path = arguments.output.output.as_deref();
    let mut output = Output::open(path)?;
    let work = Work { known, read: &|input, number| render.report(&read(input), number) };
    let mut sources = intake::open(arguments.paths.paths.clone());
    let mut progress = Progress::new(path.is_some(), "reports read");
    let name = output.name().to_owned();
    let cannot_write = || format!("{name}: cannot be written");
    let mut give = |result: Result<String, String>| {
        let text = match result {
            Ok(text) => text,
            Err(message) => {
                progress.one_failed(&message);
                return Ok(());
            }
        };
        let first = progress.done == 0;
        output.write(&if first { render.start() } else { render.between().to_owned() })?;
        output.write(&text)?;
        output.flush()?;
        progress.one_done();
        Ok(())
    };
    pipeline::run(&mut sources, &arguments.jobs, &work, &mut give).with_context(cannot_write)?;
    let (read, failed) = (progress.done, progress.failed);
    drop(progress);
    known.tell_unused();
    if read == 0 {
        return Ok(Outcome::Nothing);
    }
    output.write(&render.end()).with_context(cannot_write)?;
    output.finish()?;
    Ok(if failed == 0 { Outcome::All } else { Outcome::Some })
}
