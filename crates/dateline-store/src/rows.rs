//! Incidents by the numbers of their rows: for whoever knows from their outlines which ones are asked
//! for.

use std::ops::ControlFlow;

use dateline_core::incident::Incident;
use rusqlite::{Connection, OptionalExtension, Params};

use crate::error::{Error, Result};
use crate::pack::unpack;
use crate::query::{Dispute, country_named, disputes, is_country};
use crate::show::{Shown, whole};
use crate::{Store, search};

/// What bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Named {
    /// Where something happened.
    Place,
    /// Who takes part.
    Actor,
}

impl Named {
    /// The condition on the table of names, to be followed by the name.
    pub(crate) const fn is(self) -> &'static str {
        match self {
            Self::Place => search::IS_PLACE,
            Self::Actor => search::IS_ACTOR,
        }
    }

    /// The name in the file of those that are listed.
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Actor => "actor",
        }
    }
}

impl Store {
    /// The incidents of some rows, in the order given. A row that is no incident's any more is left
    /// out.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn rows(&self, rows: &[i64]) -> std::result::Result<Vec<Incident>, Error> {
        self.read(|db| {
            let found = rows.iter().map(|&row| found(db, row)).filter_map(Result::transpose);
            found.collect()
        })
    }

    /// The same, each with what it is part of and the events that it is made of, as
    /// [`Store::each_whole`] has it: one at a time, until `tell` breaks off; gives what it broke off
    /// with.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn each_whole_of<B>(
        &self,
        rows: &[i64],
        mut tell: impl FnMut(Incident, Vec<Shown>) -> ControlFlow<B>,
    ) -> std::result::Result<ControlFlow<B>, Error> {
        self.read(|db| {
            for &row in rows {
                let Some(incident) = found(db, row)? else { continue };
                let (incident, shown) = whole(db, incident)?;
                if let ControlFlow::Break(with) = tell(incident, shown) {
                    return Ok(ControlFlow::Break(with));
                }
            }
            Ok(ControlFlow::Continue(()))
        })
    }

    /// The conflicts of some rows' incidents that nobody has settled, in the order given. A row that is
    /// no incident's any more has none.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn disputes(&self, rows: &[i64]) -> std::result::Result<Vec<Dispute>, Error> {
        Ok(self.rows(rows)?.into_iter().flat_map(disputes).collect())
    }

    /// The rows of the incidents with a name, which is understood as in [`crate::Query::place`] and
    /// [`crate::Query::actor`], the smallest first.
    ///
    /// ```
    /// use dateline_store::{Named, Store};
    ///
    /// let store = Store::in_memory()?;
    /// assert!(store.rows_named(Named::Place, "Aleppo")?.is_empty());
    /// # Ok::<(), dateline_store::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn rows_named(&self, kind: Named, name: &str) -> std::result::Result<Vec<i64>, Error> {
        self.read(|db| {
            let country = "SELECT row FROM incident INDEXED BY incident_by_day WHERE country =";
            if kind == Named::Place && is_country(name) {
                return list(db, &format!("{country} ?"), [name]);
            }
            let named = format!("SELECT incident FROM named WHERE {} = ?1", kind.is());
            let called = search::name(name);
            match country_named(name).filter(|_| kind == Named::Place) {
                Some(code) => list(db, &format!("{named} UNION {country} ?2"), [&called, code]),
                None => list(db, &named, [called]),
            }
        })
    }

    /// The rows of the incidents whose reports have all these words, as [`crate::Query::words`] asks
    /// for, in no order.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn rows_with_words(&self, words: &str) -> std::result::Result<Vec<i64>, Error> {
        self.read(|db| {
            let Some(question) = search::question(words) else { return Ok(Vec::new()) };
            let mut query = db.prepare_cached("SELECT rowid FROM words WHERE words MATCH ?")?;
            let rows = query.query_map([question], |row| row.get(0))?;
            Ok(rows.collect::<std::result::Result<_, _>>()?)
        })
    }
}

/// The rows that a question finds, the smallest first.
fn list(db: &Connection, sql: &str, values: impl Params) -> Result<Vec<i64>> {
    let mut query = db.prepare_cached(sql)?;
    let rows = query.query_map(values, |row| row.get(0))?;
    let mut rows: Vec<i64> = rows.collect::<std::result::Result<_, _>>()?;
    rows.sort_unstable();
    Ok(rows)
}

/// The incident of a row, if it is one's.
fn found(db: &Connection, row: i64) -> Result<Option<Incident>> {
    let mut query = db.prepare_cached("SELECT json FROM incident WHERE row = ?")?;
    let json: Option<Vec<u8>> = query.query_row([row], |row| row.get(0)).optional()?;
    json.map(|json| unpack(&json)).transpose()
}
