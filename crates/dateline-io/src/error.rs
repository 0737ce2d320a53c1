//! What can go wrong between a path and a report.

use std::fmt;
use std::io;
use std::path::Path;

/// Something that could not be read, and why.
///
/// The message names the thing: `reports/a.pdf: a PDF document, not a text`. What kind of thing
/// went wrong is asked by predicates such as [`Error::is_empty`].
#[derive(Debug)]
pub struct Error {
    subject: String,
    kind: Box<Kind>,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("{}", in_words(.0))]
    Io(io::Error),
    #[error("not a file or folder ({0})")]
    NotRegular(&'static str),
    #[error("empty")]
    Empty,
    #[error("holds only white space")]
    Blank,
    #[error("{0}, not a text")]
    Binary(String),
    #[error("larger than {limit_mb} MB ({what})")]
    TooLarge { what: &'static str, limit_mb: u64 },
    #[error("the {archive} is cut short: {read} bytes could be read before it ends")]
    Truncated { archive: &'static str, read: u64 },
    #[error("the {archive} is damaged after {read} bytes: {reason}")]
    Damaged { archive: &'static str, read: u64, reason: String },
    #[error("no reports in this folder")]
    NoReports,
    #[error("{0}")]
    Entry(String),
    #[error("{0}")]
    Export(String),
}

impl From<io::Error> for Kind {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Error {
    pub(crate) fn new(subject: impl Into<String>, kind: Kind) -> Self {
        Self { subject: subject.into(), kind: Box::new(kind) }
    }

    pub(crate) fn io(path: &Path, error: io::Error) -> Self {
        Self::new(path.display().to_string(), Kind::Io(error))
    }

    /// What could not be read: a path, with `, line 7` behind it where it is a line of a file.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Why it could not be read, without the subject.
    #[must_use]
    pub fn reason(&self) -> String {
        self.kind.to_string()
    }

    /// True where the system refused: missing, no permission, a failing disk.
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(*self.kind, Kind::Io(_))
    }

    /// True where whoever was to take what is written has gone: a pipe into `head`.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        matches!(&*self.kind, Kind::Io(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// True where there is nothing to read: no bytes, only white space, or a folder without files.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(*self.kind, Kind::Empty | Kind::Blank | Kind::NoReports)
    }

    /// True of images, PDFs, office documents and other bytes that are no text.
    #[must_use]
    pub fn is_binary(&self) -> bool {
        matches!(*self.kind, Kind::Binary(_))
    }

    /// True where a limit of [`crate::intake`] was passed.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(*self.kind, Kind::TooLarge { .. })
    }

    /// True of a compressed file that ends too early or is damaged.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        matches!(*self.kind, Kind::Truncated { .. } | Kind::Damaged { .. })
    }

    /// True of one bad line or entry of a file whose other entries may be good.
    #[must_use]
    pub fn is_entry(&self) -> bool {
        matches!(*self.kind, Kind::Entry(_))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.subject, self.kind)
    }
}

// the message says all that the causes say, so that a chain of causes would say it twice
impl std::error::Error for Error {}

/// The system's message without Rust's "(os error 2)".
fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => {
            let message = error.to_string();
            match message.find(" (os error") {
                Some(at) => message[..at].to_lowercase(),
                None => message,
            }
        }
    }
}
