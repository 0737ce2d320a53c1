//! Where the result goes: standard output, or a file that appears only when it is whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Something to write to, and what to call it in a message.
pub struct Output {
    writer: BufWriter<Box<dyn Write>>,
    name: String,
    /// The unfinished file, and the name it gets in the end.
    unfinished: Option<(PathBuf, PathBuf)>,
}

impl Output {
    /// Standard output, or a file. A file that exists and is a device is written to as it is.
    pub fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else {
            let writer: Box<dyn Write> = Box::new(io::stdout());
            return Ok(Self::new(writer, "standard output".to_owned(), None));
        };
        let name = path.display().to_string();
        let device = fs::metadata(path).is_ok_and(|about| !about.is_file());
        let (target, unfinished) = if device {
            (path.to_owned(), None)
        } else {
            let temporary = beside(path);
            (temporary.clone(), Some((temporary, path.to_owned())))
        };
        let file =
            if device { File::options().write(true).open(&target) } else { File::create(&target) };
        let file = file.with_context(|| format!("{name}: cannot be written"))?;
        Ok(Self::new(Box::new(file), name, unfinished))
    }

    fn new(writer: Box<dyn Write>, name: String, unfinished: Option<(PathBuf, PathBuf)>) -> Self {
        Self { writer: BufWriter::with_capacity(64 * 1024, writer), name, unfinished }
    }

    /// Writes and flushes, so that each report can be seen when it is read.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        self.writer.write_all(text.as_bytes())
    }

    /// Where bytes of any kind go.
    pub fn bytes(&mut self) -> &mut dyn Write {
        &mut self.writer
    }

    /// Lets everything written so far be seen.
    pub fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }

    /// Ends the writing: a file gets its name now.
    pub fn finish(mut self) -> Result<()> {
        let name = self.name.clone();
        self.writer.flush().with_context(|| format!("{name}: cannot be written"))?;
        if let Some((temporary, path)) = self.unfinished.take() {
            fs::rename(&temporary, path).with_context(|| format!("{name}: cannot be written"))?;
        }
        Ok(())
    }

    /// What to call it in a message.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some((temporary, _)) = &self.unfinished {
            // nothing more can be done about a file that cannot be removed
            let _ = fs::remove_file(temporary);
        }
    }
}

/// A hidden name in the same folder, which no walk over the folder picks up.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.unfinished", std::process::id()))
}

/// True where an error means that the reader of our output is gone.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>();
        let export = cause.downcast_ref::<dateline_io::Error>();
        io.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
            || export.is_some_and(dateline_io::Error::is_broken_pipe)
    })
}
