//! Opening a store: making the file, bringing an older one up to date, saying what is wrong.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::checkpoint::Checkpoints;
use crate::error::{Error, Kind, Result};
use crate::watch::Watch;
use crate::{Store, batch, outline};

/// "DtLn" in the file's header, so that a store is told from other databases.
const APPLICATION: u32 = 0x4474_4c6e;

/// How long is waited for another program that writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// The forms that a store has had, one file a step. A step that has been released is never changed.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/1_store.sql"),
    include_str!("../migrations/2_links.sql"),
    include_str!("../migrations/3_lists.sql"),
    include_str!("../migrations/4_access.sql"),
];

/// Pages of the file that are kept in memory, in KiB below zero.
pub(crate) const CACHE: i64 = -65_536;

/// The same for one that only reads, of which there are several.
const READING_CACHE: i64 = -16_384;

const SETTINGS: &str = "
    PRAGMA foreign_keys = ON;
    PRAGMA synchronous = NORMAL;
    PRAGMA temp_store = MEMORY;
    PRAGMA journal_size_limit = 67108864;
";

/// A connection to a file that is there.
fn existing(path: &Path) -> std::result::Result<Connection, Error> {
    if !path.exists() {
        return Err(Error::at(path, Kind::Missing));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).map_err(|error| Error::at(path, error))
}

impl Store {
    /// Opens the store at `path`; makes it where there is none, and brings one that an older
    /// Dateline has made up to date.
    ///
    /// The file is in WAL mode: a process that is killed at any point loses and doubles nothing.
    /// When the machine itself fails, the last reports may have to be added again.
    ///
    /// # Errors
    ///
    /// Where the file is no store ([`Error::is_not_a_store`]), of a newer program
    /// ([`Error::is_newer`]), may not be written ([`Error::is_read_only`]), is being written by
    /// another program for more than ten seconds ([`Error::is_locked`]), or the disk is full
    /// ([`Error::is_full`]).
    pub fn open(path: impl AsRef<Path>) -> std::result::Result<Self, Error> {
        let path = path.as_ref();
        let db = Connection::open(path).map_err(|error| Error::at(path, error))?;
        Self::with(db, path.display().to_string(), Some(path))
    }

    /// Opens a store that is there.
    ///
    /// # Errors
    ///
    /// As [`Store::open`], and where there is no file ([`Error::is_missing`]).
    pub fn open_existing(path: impl AsRef<Path>) -> std::result::Result<Self, Error> {
        let path = path.as_ref();
        let db = existing(path)?;
        Self::with(db, path.display().to_string(), Some(path))
    }

    /// Opens a store that is there for reading alone: nothing that is done by it changes the file. Many
    /// such may be open, in one process and in several, while one other writes.
    ///
    /// What changes a store gives an error here ([`Error::is_read_only`]).
    ///
    /// # Errors
    ///
    /// As [`Store::open_existing`], and where an older program has made the store
    /// ([`Error::is_older`]), which is brought up to date by [`Store::open`] and every command that
    /// writes.
    pub fn open_reading(path: impl AsRef<Path>) -> std::result::Result<Self, Error> {
        let path = path.as_ref();
        // the right to write is for the files beside it, by which readers and writers see each other
        let db = existing(path)?;
        prepare_reading(&db).map_err(|kind| Error::at(path, kind))?;
        let name = path.display().to_string();
        Ok(Self { checkpoints: None, db, name, watch: Watch::default() })
    }

    /// A number that is another one whenever another connection, of this process or another, has changed
    /// the store since it was asked for the last time: asked for before every answer, it costs next to
    /// nothing. What this connection itself changes does not change it.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn data_version(&self) -> std::result::Result<i64, Error> {
        self.read(|db| {
            let mut query = db.prepare_cached("PRAGMA data_version")?;
            Ok(query.query_row([], |row| row.get(0))?)
        })
    }

    /// A store that ends with the process.
    ///
    /// # Errors
    ///
    /// Where there is no memory for it.
    pub fn in_memory() -> std::result::Result<Self, Error> {
        let name = ":memory:";
        let db = Connection::open_in_memory().map_err(|error| Error::new(name, error))?;
        Self::with(db, name.to_owned(), None)
    }

    fn with(
        mut db: Connection,
        name: String,
        path: Option<&Path>,
    ) -> std::result::Result<Self, Error> {
        let prepared = prepare(&mut db)
            .and_then(|()| path.map(|path| Checkpoints::of(&mut db, path)).transpose());
        match prepared {
            Ok(checkpoints) => Ok(Self { checkpoints, db, name, watch: Watch::default() }),
            Err(kind) => Err(Error::new(name, kind)),
        }
    }
}

fn prepare(db: &mut Connection) -> Result<()> {
    db.busy_timeout(PATIENCE)?;
    db.set_prepared_statement_cache_capacity(128);
    // a look before anything is written, so that nobody else's file is touched
    let found = version(db)?;
    let journal: String = db.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    debug_assert!(matches!(&*journal, "wal" | "memory"), "{journal}");
    db.execute_batch(SETTINGS)?;
    db.pragma_update(None, "cache_size", CACHE)?;
    if found < MIGRATIONS.len() {
        migrate(db)?;
    }
    Ok(())
}

fn prepare_reading(db: &Connection) -> Result<()> {
    db.busy_timeout(PATIENCE)?;
    db.set_prepared_statement_cache_capacity(128);
    db.pragma_update(None, "query_only", true)?;
    let (found, known) = (version(db)?, MIGRATIONS.len());
    if found < known {
        return Err(Kind::Older { found, known });
    }
    db.pragma_update(None, "temp_store", "MEMORY")?;
    db.pragma_update(None, "cache_size", READING_CACHE)?;
    Ok(())
}

/// How many steps a store has behind it; 0 where the file is empty.
pub(crate) fn version(db: &Connection) -> Result<usize> {
    let number =
        |name: &str| db.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, u32>(0));
    let (application, found) = (number("application_id")?, number("user_version")?);
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 && application == 0 {
        return Ok(0);
    }
    if application != APPLICATION {
        return Err(Kind::Foreign);
    }
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(Kind::Newer { found, known });
    }
    Ok(usize::try_from(found).unwrap_or(usize::MAX))
}

/// Takes the steps that are missing, all or none.
fn migrate(db: &mut Connection) -> Result<()> {
    let step = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // another process may have done it while this one waited
    let found = version(&step)?;
    for (behind, sql) in MIGRATIONS.iter().enumerate().skip(found) {
        step.execute_batch(sql)?;
        if behind + 1 == outline::MIGRATION {
            outline::fill(&step)?;
        }
    }
    if found == 0 {
        batch::set_rules(&step)?;
    }
    step.pragma_update(None, "application_id", APPLICATION)?;
    step.pragma_update(None, "user_version", u32::try_from(MIGRATIONS.len()).unwrap_or_default())?;
    step.commit()?;
    Ok(())
}
