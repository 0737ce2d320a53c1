//! Copies of a store: made while it is in use, and put back.
//!
//! A copy is one file with no other beside it. It is written under a name of its own, looked through,
//! brought to the disk, and only then gets the name that was asked for: under that name there is a
//! whole copy, or what was there before.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::Store;
use crate::error::{Error, Kind, Result};
use crate::open;
use crate::watch::{Stage, Watch};

/// Pages that are copied before somebody who waits is told: 4 MB.
const SOME: i32 = 1000;

/// How long is waited where a page cannot be had at once.
const PAUSE: Duration = Duration::from_millis(20);

/// How long a program that has the old store open is waited for, so that one that is just ending is
/// in nobody's way.
const PATIENCE: Duration = Duration::from_secs(1);

/// What SQLite keeps beside a file.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

impl Store {
    /// Makes a copy of the store as it is at this moment; others go on reading and writing it
    /// meanwhile. A copy that is there already is replaced only with `force`.
    ///
    /// # Errors
    ///
    /// Where a file of that name is there ([`Error::is_in_the_way`]), there is no room for a copy
    /// ([`Error::is_full`]), its folder is not there or may not be written, or the store turns out to
    /// be damaged ([`Error::is_damaged`]). Whatever was under the name is then as it was.
    pub fn backup(&self, copy: impl AsRef<Path>, force: bool) -> std::result::Result<(), Error> {
        let copy = copy.as_ref();
        refuse(copy, force, Path::new(&self.name)).map_err(|kind| Error::at(copy, kind))?;
        let made = Unfinished::beside(copy);
        // of one moment, and nobody who writes makes the copying begin anew
        let step = self.db.unchecked_transaction();
        let step = step.map_err(|error| Error::new(&self.name, error))?;
        open::version(&step).map_err(|kind| Error::new(&self.name, kind))?;
        made.fill(&step, &self.watch).map_err(|kind| Error::at(copy, kind))?;
        drop(step);
        let sound = made.look_through(&self.watch);
        // what is wrong with a copy that has just been made was wrong with the store
        sound.map_err(|kind| Error::new(&self.name, kind))?;
        made.name(copy, force).map_err(|kind| Error::at(copy, kind))
    }

    /// Puts a copy of a store in the place of the store `into`, which need not be there; where it is,
    /// it is replaced only with `force`. The copy stays as it is. `tell` is told as
    /// [`Store::watch`] says.
    ///
    /// # Errors
    ///
    /// Where the copy is no store ([`Error::is_not_a_store`]), of a newer program
    /// ([`Error::is_newer`]) or damaged ([`Error::is_damaged`]), a store is there and not to be
    /// replaced ([`Error::is_in_the_way`]) or another program has it open ([`Error::is_locked`]), or
    /// there is no room ([`Error::is_full`]). The store is then as it was.
    pub fn restore(
        copy: impl AsRef<Path>,
        into: impl AsRef<Path>,
        force: bool,
        tell: impl Fn(Stage, usize, usize) + Send + Sync + 'static,
    ) -> std::result::Result<(), Error> {
        let (copy, into) = (copy.as_ref(), into.as_ref());
        let watch = Watch::by(tell);
        let at_copy = |kind| Error::at(copy, kind);
        let at_store = |kind| Error::at(into, kind);
        if !copy.exists() {
            return Err(at_copy(Kind::Missing));
        }
        refuse(into, force, copy).map_err(at_store)?;
        let source = open_copy(copy).map_err(at_copy)?;
        let step = source.unchecked_transaction().map_err(|error| at_copy(error.into()))?;
        if open::version(&step).map_err(at_copy)? == 0 {
            return Err(at_copy(Kind::Foreign));
        }
        let made = Unfinished::beside(into);
        made.fill(&step, &watch).map_err(|kind| {
            let is_copys = matches!(&kind, Kind::Sqlite(error) if matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
            ));
            if is_copys { at_copy(kind) } else { at_store(kind) }
        })?;
        made.look_through(&watch).map_err(at_copy)?;
        made.name(into, force).map_err(at_store)
    }
}

/// Says what is against a file of that name.
fn refuse(path: &Path, force: bool, source: &Path) -> Result<()> {
    let folder = folder(path);
    if !folder.is_dir() {
        return Err(Kind::NoFolder(folder.display().to_string()));
    }
    let Ok(about) = fs::metadata(path) else { return Ok(()) };
    if !about.is_file() {
        return Err(Kind::Asked("not a file that could be replaced".to_owned()));
    }
    let (whole, source) = (path.canonicalize()?, source.canonicalize().unwrap_or_default());
    if whole == source || beside(&source).contains(&whole) {
        return Err(Kind::Asked("a store cannot be a copy of itself".to_owned()));
    }
    if force { Ok(()) } else { Err(Kind::InTheWay) }
}

/// The folder that a file lies in.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Opens a copy, which may lie where nothing can be written.
fn open_copy(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(PATIENCE)?;
    Ok(db)
}

/// A copy that does not have its name yet; gone when dropped.
struct Unfinished(PathBuf);

impl Unfinished {
    /// A hidden name in the same folder, which no walk over the folder picks up.
    fn beside(path: &Path) -> Self {
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}.unfinished", std::process::id()));
        let made = Self(path.with_file_name(name));
        made.remove();
        made
    }

    fn remove(&self) {
        // what cannot be taken away stays under a name that says what it is
        let _ = fs::remove_file(&self.0);
        for path in beside(&self.0) {
            let _ = fs::remove_file(path);
        }
    }

    /// Copies page by page.
    fn fill(&self, source: &Connection, watch: &Watch) -> Result<()> {
        let mut into = Connection::open(&self.0)?;
        // a copy that is broken off is thrown away
        into.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
        let copying = Backup::new(source, &mut into)?;
        let count = |pages: i32| usize::try_from(pages).unwrap_or_default();
        loop {
            let step = copying.step(SOME)?;
            let progress = copying.progress();
            let (of, left) = (count(progress.pagecount), count(progress.remaining));
            watch.tell(Stage::Copying, of.saturating_sub(left), of);
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => thread::sleep(PAUSE),
            }
        }
        drop(copying);
        // one file, which can be read where nothing can be written
        let journal: String =
            into.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
        debug_assert_eq!(journal, "delete");
        into.close().map_err(|(_, error)| error)?;
        Ok(())
    }

    /// Says what is wrong with the copy, if anything is.
    fn look_through(&self, watch: &Watch) -> Result<()> {
        let db = open_copy(&self.0)?;
        open::version(&db)?;
        watch.tell(Stage::File, 0, 0);
        let found: String = db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        watch.tell(Stage::File, 1, 1);
        if found == "ok" { Ok(()) } else { Err(Kind::Damaged(found)) }
    }

    /// Brings the copy to the disk and gives it its name.
    fn name(self, path: &Path, force: bool) -> Result<()> {
        File::options().write(true).open(&self.0)?.sync_all()?;
        if path.exists() {
            if !force {
                // it has come meanwhile
                return Err(Kind::InTheWay);
            }
            make_way(path)?;
        }
        for left in beside(path) {
            // what an old store has left would be taken for changes of the new one
            if left.exists() {
                fs::remove_file(left)?;
            }
        }
        fs::rename(&self.0, path)?;
        if let Ok(folder) = File::open(folder(path)) {
            // not every system can do it with a folder; then the name is brought to disk later
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        self.remove();
    }
}

/// What SQLite may keep beside a file.
fn beside(path: &Path) -> [PathBuf; 3] {
    BESIDE.map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    })
}

/// Makes sure that nobody has a store open which is to be replaced, and that all of it is in its one
/// file.
fn make_way(path: &Path) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let since = Instant::now();
    loop {
        let alone = Connection::open_with_flags(path, flags).and_then(|db| {
            db.busy_timeout(Duration::ZERO)?;
            // cannot be done while another program has the file open
            db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0))
        });
        let code = alone.err().and_then(|error| error.sqlite_error_code());
        match code {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {}
            // what is damaged, or no store at all, is nobody's who could lose by it
            _ => return Ok(()),
        }
        if since.elapsed() >= PATIENCE {
            return Err(Kind::InUse);
        }
        thread::sleep(PAUSE);
    }
}
