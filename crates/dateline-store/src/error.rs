//! What can go wrong with a store.

use std::fmt;
use std::io;
use std::path::Path;

use rusqlite::ErrorCode;

/// What could not be done with a store, and why.
///
/// The message names the store: `dateline.db: not a store of Dateline`. What kind of thing went
/// wrong is asked by predicates such as [`Error::is_locked`].
#[derive(Debug)]
pub struct Error {
    subject: String,
    kind: Box<Kind>,
}

/// Why. Inside the crate everything fails with this; the store's name is put before it outside.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("{}", in_words(.0))]
    Sqlite(#[from] rusqlite::Error),
    #[error("no such file")]
    Missing,
    #[error("a database, but not a store of Dateline")]
    Foreign,
    #[error("made by a newer Dateline (schema {found}; this program knows up to {known})")]
    Newer { found: u32, known: u32 },
    #[error(
        "made by an older Dateline (schema {found}; this program reads {known}): `dateline check` \
         brings it up to date"
    )]
    Older { found: usize, known: usize },
    #[error("damaged: {0}")]
    Damaged(String),
    #[error("no incident “{0}”")]
    NoIncident(String),
    #[error("no report of incident “{0}” tells of it any more")]
    Ended(String),
    #[error("no report “{0}”")]
    NoReport(String),
    #[error("the log has no entry {0}")]
    NoEntry(i64),
    #[error(
        "entry {0} of the log was not made by a person: only a person's decision can be undone"
    )]
    NotAPersons(i64),
    #[error("entry {entry} of the log is already undone by entry {by}")]
    Undone { entry: i64, by: i64 },
    #[error("{0}")]
    Asked(String),
    #[error("no token {0}")]
    NoToken(i64),
    #[error("a file of that name is there already")]
    InTheWay,
    #[error("there is no folder {0}")]
    NoFolder(String),
    #[error("another program has it open")]
    InUse,
    #[error("{}", io_in_words(.0))]
    Io(#[from] io::Error),
}

/// What the crate's inner functions give.
pub(crate) type Result<T> = std::result::Result<T, Kind>;

impl From<serde_json::Error> for Kind {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl Error {
    pub(crate) fn new(subject: impl Into<String>, kind: impl Into<Kind>) -> Self {
        Self { subject: subject.into(), kind: Box::new(kind.into()) }
    }

    pub(crate) fn at(path: &Path, kind: impl Into<Kind>) -> Self {
        Self::new(path.display().to_string(), kind)
    }

    /// Which store: its path.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Why, without the store's name.
    #[must_use]
    pub fn reason(&self) -> String {
        self.kind.to_string()
    }

    /// True where the file is no store: other bytes, another program's database.
    #[must_use]
    pub fn is_not_a_store(&self) -> bool {
        matches!(*self.kind, Kind::Foreign) || self.code() == Some(ErrorCode::NotADatabase)
    }

    /// True where there is no file.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(*self.kind, Kind::Missing)
    }

    /// True of a store that a newer program has made.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        matches!(*self.kind, Kind::Newer { .. })
    }

    /// True of a store that an older program has made, where it is opened for reading alone.
    #[must_use]
    pub fn is_older(&self) -> bool {
        matches!(*self.kind, Kind::Older { .. })
    }

    /// True where the file or its folder may not be written.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied))
    }

    /// True where there is no room left.
    #[must_use]
    pub fn is_full(&self) -> bool {
        let full =
            matches!(&*self.kind, Kind::Io(error) if error.kind() == io::ErrorKind::StorageFull);
        full || self.code() == Some(ErrorCode::DiskFull)
    }

    /// True where another program has been writing for longer than this one waits.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        matches!(*self.kind, Kind::InUse)
            || matches!(self.code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
    }

    /// True where a file is there that was not to be replaced.
    #[must_use]
    pub fn is_in_the_way(&self) -> bool {
        matches!(*self.kind, Kind::InTheWay)
    }

    /// True where what is asked for is not there: an incident, a report, an entry of the log.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(
            *self.kind,
            Kind::NoIncident(_)
                | Kind::Ended(_)
                | Kind::NoReport(_)
                | Kind::NoEntry(_)
                | Kind::NoToken(_)
        )
    }

    /// True of an incident that was there: what it was made of is no event of any report now.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        matches!(*self.kind, Kind::Ended(_))
    }

    /// True where what is asked for makes no sense: a split without a rest, a day that is none.
    #[must_use]
    pub fn is_bad_request(&self) -> bool {
        matches!(
            *self.kind,
            Kind::Asked(_) | Kind::NotAPersons(_) | Kind::Undone { .. } | Kind::NoFolder(_)
        )
    }

    /// True where the file holds what cannot be: only another copy of it helps.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        matches!(*self.kind, Kind::Damaged(_)) || self.code() == Some(ErrorCode::DatabaseCorrupt)
    }

    fn code(&self) -> Option<ErrorCode> {
        match &*self.kind {
            Kind::Sqlite(error) => error.sqlite_error_code(),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.subject, self.kind)
    }
}

// the message says all that the causes say, so that a chain of causes would say it twice
impl std::error::Error for Error {}

/// The database's message in words for people.
fn in_words(error: &rusqlite::Error) -> String {
    let said = match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => "not a store of Dateline",
        Some(ErrorCode::ReadOnly) => "may not be written",
        Some(ErrorCode::PermissionDenied) => "permission denied",
        Some(ErrorCode::DiskFull) => "no room left on the disk",
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            "another program is writing to it"
        }
        Some(ErrorCode::CannotOpen) => "cannot be opened or made here",
        Some(ErrorCode::DatabaseCorrupt) => "damaged",
        _ => return error.to_string(),
    };
    said.to_owned()
}

/// The system's message in words for people.
fn io_in_words(error: &io::Error) -> String {
    let said = match error.kind() {
        io::ErrorKind::StorageFull => "no room left on the disk",
        io::ErrorKind::PermissionDenied => "permission denied",
        io::ErrorKind::ReadOnlyFilesystem => "may not be written",
        _ => return error.to_string(),
    };
    said.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_disk_refuses_is_told_in_words() {
        let error = |code| {
            Error::new(
                "a.db",
                rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None),
            )
        };
        let full = error(rusqlite::ffi::SQLITE_FULL);
        assert!(full.is_full());
        assert_eq!(full.to_string(), "a.db: no room left on the disk");
        let read_only = error(rusqlite::ffi::SQLITE_READONLY);
        assert!(read_only.is_read_only());
        assert_eq!(read_only.to_string(), "a.db: may not be written");
        assert!(error(rusqlite::ffi::SQLITE_CORRUPT).is_damaged());
        assert!(error(rusqlite::ffi::SQLITE_BUSY).is_locked());
    }
}
