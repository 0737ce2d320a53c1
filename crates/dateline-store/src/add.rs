//! Reports come in.

use dateline_core::incident::Facts;
use dateline_core::record::Event;
use dateline_core::{Input, Record};
use rusqlite::{Connection, OptionalExtension, params};

use crate::align::align;
use crate::error::{Error, Kind, Result};
use crate::groups::{self, Change};
use crate::log::{self, Act, Body};
use crate::pack::{input_hash, pack, pack_facts, unpack, unpack_facts, without_events};
use crate::{By, Store, batch};

/// What became of a report that came in. Each with the name under which the report is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It was not there.
    New(String),
    /// It was there with the same content: nothing has changed.
    Same(String),
    /// It was there with other content: this version holds now, the old one stays to be cited.
    Supersedes(String),
}

impl Added {
    /// The name under which the report is cited: its own, or with `~2` behind it where another
    /// report has that.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::New(name) | Self::Same(name) | Self::Supersedes(name) => name,
        }
    }

    /// True where the store has changed.
    #[must_use]
    pub const fn is_change(&self) -> bool {
        !matches!(self, Self::Same(_))
    }
}

impl Store {
    /// Adds a report: what came in, what was read out of it, by which version of the reader, when.
    ///
    /// A report is known by its address, else by its name. The same again changes nothing, even where
    /// it lies somewhere else now; other content under the same address or name is a new version,
    /// which supersedes the old one. A report without an address that has the name of another, comes
    /// from another path and says something else is another report, called `name~2`.
    ///
    /// Its events are compared with those that may tell of the same, and the incidents that this
    /// touches are grouped and read anew: the result is the one that grouping everything anew would
    /// have. All of it is one transaction.
    ///
    /// ```
    /// use dateline_core::{Input, Record};
    /// use dateline_store::{Added, Store};
    ///
    /// let mut store = Store::in_memory()?;
    /// let input = Input { name: "a".into(), text: "Nothing happened.".into(), ..Input::default() };
    /// let record = Record { schema: "dateline/1".into(), report: Default::default(), events: vec![] };
    /// let now = "2024-05-05T12:00:00Z";
    /// assert_eq!(store.add(&input, &record, "0.1.0", now)?, Added::New("a".into()));
    /// assert_eq!(store.add(&input, &record, "0.1.0", now)?, Added::Same("a".into()));
    /// # Ok::<(), dateline_store::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where the store cannot be written; then nothing has changed.
    pub fn add(
        &mut self,
        input: &Input,
        record: &Record,
        version: &str,
        now: &str,
    ) -> std::result::Result<Added, Error> {
        self.add_by(input, record, version, By::rule(now))
    }

    /// The same where a person brings the report in: the log says who.
    ///
    /// # Errors
    ///
    /// As [`Store::add`].
    pub fn add_by(
        &mut self,
        input: &Input,
        record: &Record,
        version: &str,
        by: By<'_>,
    ) -> std::result::Result<Added, Error> {
        self.write(|db, watch| {
            batch::catch_up(db, by.now, watch)?;
            let (name, laid) = match lay(db, input, record, version, by.now)? {
                Laid::Same(name) => return Ok(Added::Same(name)),
                Laid::Stored(name, laid) => (name, laid),
            };
            groups::index(db, laid.row, &laid.facts)?;
            let change = groups::take_in(db, &laid)?;
            let supersedes = laid.old.is_some();
            let act = if supersedes { Act::Supersede } else { Act::Add };
            log::write(db, act, by, &laid.body(&name, change))?;
            Ok(if supersedes { Added::Supersedes(name) } else { Added::New(name) })
        })
    }

    /// Adds many reports at once: they are stored first and grouped together at the end, which takes
    /// far less time than one by one and has the same result. A process that is killed in between
    /// goes on where it was: the next change of the store groups what came in.
    ///
    /// # Errors
    ///
    /// As [`Store::add`]; what was stored before stays.
    pub fn add_all(
        &mut self,
        reports: impl IntoIterator<Item = (Input, Record)>,
        version: &str,
        now: &str,
    ) -> std::result::Result<Vec<Added>, Error> {
        /// Reports a transaction.
        const AT_ONCE: usize = 500;
        let mut added = Vec::new();
        let mut reports = reports.into_iter().peekable();
        while reports.peek().is_some() {
            let some: Vec<_> = reports.by_ref().take(AT_ONCE).collect();
            added.extend(self.add_later(&some, version, now)?);
        }
        self.catch_up(now)?;
        Ok(added)
    }

    /// Adds some reports in one transaction and leaves the grouping for later: [`Store::catch_up`],
    /// or the next change of another kind, compares them with all others. Until then they are in no
    /// incident.
    ///
    /// # Errors
    ///
    /// As [`Store::add`]; then none of them is stored.
    pub fn add_later(
        &mut self,
        reports: &[(Input, Record)],
        version: &str,
        now: &str,
    ) -> std::result::Result<Vec<Added>, Error> {
        self.write(|db, _| {
            let laid =
                reports.iter().map(|(input, record)| lay_by(db, input, record, version, now));
            laid.collect()
        })
    }

    /// The name of the report that this is, if it is stored already with the same content, so that
    /// it need not be read again.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn has(&self, input: &Input) -> std::result::Result<Option<String>, Error> {
        self.read(|db| same(db, input, &input_hash(input)?))
    }
}

/// Stores a report and leaves the grouping for later.
fn lay_by(
    db: &Connection,
    input: &Input,
    record: &Record,
    version: &str,
    now: &str,
) -> Result<Added> {
    let (name, laid) = match lay(db, input, record, version, now)? {
        Laid::Same(name) => return Ok(Added::Same(name)),
        Laid::Stored(name, laid) => (name, laid),
    };
    batch::leave_for_later(db)?;
    let supersedes = laid.old.is_some();
    let act = if supersedes { Act::Supersede } else { Act::Add };
    log::write(db, act, By::rule(now), &laid.body(&name, Change::default()))?;
    Ok(if supersedes { Added::Supersedes(name) } else { Added::New(name) })
}

/// What became of a report's rows.
pub(crate) enum Laid {
    Same(String),
    Stored(String, Box<Stored>),
}

/// A version of a report that has just been stored.
pub(crate) struct Stored {
    pub row: i64,
    pub facts: Facts,
    /// Rows of its events, in order.
    pub events: Vec<i64>,
    /// The version that it supersedes.
    pub old: Option<Old>,
}

/// A version that has just been superseded.
pub(crate) struct Old {
    pub row: i64,
    pub facts: Facts,
    pub events: Vec<i64>,
    /// Rows of old events and of the same ones in the new version.
    pub aligned: Vec<(i64, i64)>,
}

impl Stored {
    pub(crate) fn body(&self, name: &str, change: Change) -> Body {
        Body {
            report: Some(name.to_owned()),
            row: Some(self.row),
            supersedes: self.old.as_ref().map(|old| old.row),
            aligned: self.old.as_ref().map(|old| old.aligned.clone()).unwrap_or_default(),
            moves: change.moves,
            ended: change.ended,
            reasons: change.reasons,
            ..Body::default()
        }
    }
}

/// Stores what came in, unless it is there.
pub(crate) fn lay(
    db: &Connection,
    input: &Input,
    record: &Record,
    version: &str,
    now: &str,
) -> Result<Laid> {
    let hash = input_hash(input)?;
    if let Some(name) = same(db, input, &hash)? {
        return Ok(Laid::Same(name));
    }
    let facts = Facts::of(record);
    let old = earlier(db, input, &facts)?;
    let name = match &old {
        Some((_, name)) => name.clone(),
        None => free_name(db, &input.name)?,
    };
    let old = old.map(|(row, _)| row);
    let version = Version { input, hash: &hash, reader: version, now };
    let laid = insert(db, &name, &version, record, facts, old)?;
    Ok(Laid::Stored(name, Box::new(laid)))
}

/// The report with this content, whichever version of it holds now.
fn same(db: &Connection, input: &Input, hash: &[u8]) -> Result<Option<String>> {
    let mut query = db.prepare_cached(
        "SELECT name FROM report
         WHERE input_hash = ?1 AND url IS ?2 AND (url IS NOT NULL OR given = ?3) LIMIT 1",
    )?;
    Ok(query.query_row(params![hash, input.url, input.name], |row| row.get(0)).optional()?)
}

/// The active version of a report that this is a later one of: its row and name.
fn earlier(db: &Connection, input: &Input, facts: &Facts) -> Result<Option<(i64, String)>> {
    /// Share of shingles from which on two texts under one name are versions of one report.
    const ALIKE: f64 = 0.25;
    if let Some(url) = &input.url {
        let mut query =
            db.prepare_cached("SELECT row, name FROM report WHERE url = ? AND active = 1")?;
        return Ok(query.query_row([url], |row| Ok((row.get(0)?, row.get(1)?))).optional()?);
    }
    let mut query = db.prepare_cached(
        "SELECT row, name, source_path, facts FROM report
         WHERE given = ? AND url IS NULL AND active = 1 ORDER BY row",
    )?;
    let mut rows = query.query([&input.name])?;
    let mut alike = None;
    while let Some(row) = rows.next()? {
        let found = (row.get(0)?, row.get(1)?);
        let path: Option<String> = row.get(2)?;
        if path == input.source_path {
            return Ok(Some(found));
        }
        let other = unpack_facts(row.get_ref(3)?.as_blob()?)?;
        if alike.is_none() && facts.report.sketch.likeness(&other.report.sketch) >= ALIKE {
            alike = Some(found);
        }
    }
    Ok(alike)
}

/// The name, or the first of `name~2`, `name~3`, … that no report has or had.
fn free_name(db: &Connection, name: &str) -> Result<String> {
    let mut taken = db.prepare_cached("SELECT 1 FROM report WHERE name = ? LIMIT 1")?;
    let mut free = name.to_owned();
    let mut number = 1_u64;
    while taken.exists([&free])? {
        number += 1;
        free = format!("{name}~{number}");
    }
    Ok(free)
}

/// What a version of a report is stored with beside its record.
pub(crate) struct Version<'a> {
    pub input: &'a Input,
    pub hash: &'a [u8],
    pub reader: &'a str,
    pub now: &'a str,
}

/// Stores a version of a report and its events; where it supersedes one, that one's events go.
pub(crate) fn insert(
    db: &Connection,
    name: &str,
    version: &Version<'_>,
    record: &Record,
    facts: Facts,
    old: Option<i64>,
) -> Result<Stored> {
    let last = |table: &str| -> Result<i64> {
        let sql = format!("SELECT coalesce(max(row), 0) FROM {table}");
        Ok(db.prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
    };
    let row = last("report")? + 1;
    if let Some(old) = old {
        db.prepare_cached("UPDATE report SET active = 0, superseded_by = ?2 WHERE row = ?1")?
            .execute([old, row])?;
        db.prepare_cached("UPDATE event SET active = 0 WHERE report = ?")?.execute([old])?;
    }
    let mut kept = without_events(record);
    kept.report.name = name.to_owned();
    let head = crate::load::head(&kept.report);
    let input = version.input;
    db.prepare_cached(
        "INSERT INTO report (row, name, given, url, source_path, published, publisher, language,
             input_hash, reader, added, input, head, record, facts, active)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)",
    )?
    .execute(params![
        row,
        name,
        input.name,
        input.url,
        input.source_path,
        kept.report.published,
        kept.report.publisher,
        kept.report.language,
        version.hash,
        version.reader,
        version.now,
        pack(input)?,
        pack(&head)?,
        pack(&kept)?,
        pack_facts(&facts)?,
    ])?;
    let first = last("event")? + 1;
    let mut events = Vec::new();
    let mut add = db.prepare_cached(
        "INSERT INTO event (row, report, place, id, json, active) VALUES (?, ?, ?, ?, ?, 1)",
    )?;
    for (at, event) in (0_i64..).zip(&record.events) {
        add.execute(params![first + at, row, at, event.id, pack(event)?])?;
        events.push(first + at);
    }
    let old = match old {
        Some(old) => Some(step_back(db, old, &record.events, &events)?),
        None => None,
    };
    Ok(Stored { row, facts, events, old })
}

/// Matches the events of a superseded version with those of the new one, and takes decisions over.
fn step_back(db: &Connection, old: i64, new: &[Event], rows: &[i64]) -> Result<Old> {
    let mut query =
        db.prepare_cached("SELECT row, json FROM event WHERE report = ? ORDER BY place")?;
    let mut found = query.query([old])?;
    let (mut events, mut told): (Vec<i64>, Vec<Event>) = (Vec::new(), Vec::new());
    while let Some(row) = found.next()? {
        events.push(row.get(0)?);
        told.push(unpack(row.get_ref(1)?.as_blob()?)?);
    }
    let facts: Vec<u8> = db
        .prepare_cached("SELECT facts FROM report WHERE row = ?")?
        .query_row([old], |row| row.get(0))?;
    let pairs = align(&told, new).into_iter();
    let aligned: Vec<(i64, i64)> = pairs.map(|(a, b)| (events[a], rows[b])).collect();
    let mut succeed = db.prepare_cached("UPDATE event SET successor = ?2 WHERE row = ?1")?;
    let mut decide = db.prepare_cached(
        "INSERT OR IGNORE INTO decided (event, seq, side)
         SELECT ?2, seq, side FROM decided WHERE event = ?1",
    )?;
    for &(from, to) in &aligned {
        succeed.execute([from, to])?;
        decide.execute([from, to])?;
    }
    Ok(Old { row: old, facts: unpack_facts(&facts)?, events, aligned })
}

impl From<rusqlite::types::FromSqlError> for Kind {
    fn from(error: rusqlite::types::FromSqlError) -> Self {
        Self::Sqlite(error.into())
    }
}
