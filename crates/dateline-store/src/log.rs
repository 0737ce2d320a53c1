//! The log: every change of what is held for one incident, by rule or by a person.
//!
//! It is only ever added to; triggers of the file see to it. Together with the reports it is the
//! whole state: everything else can be worked out again ([`Store::rebuild`]).

use std::ops::ControlFlow;

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::correct::Change;
use crate::error::{Error, Result};
use crate::token::Granted;
use crate::{By, Store};

/// Who acts where no person does.
pub const RULE: &str = "rule";

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// Its number, from 1 without gaps.
    pub seq: i64,
    /// When, as the caller said.
    pub at: String,
    /// `rule`, or a person.
    pub who: String,
    /// What was done.
    pub kind: Act,
    /// Why.
    pub why: String,
    /// What it was done to, and what followed.
    pub body: Body,
    /// The entry that has taken this one back, where one has.
    pub undone_by: Option<i64>,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// A report came in.
    Add,
    /// A report came in again with other content.
    Supersede,
    /// A stored report was read again by another version of the reader.
    Recode,
    /// Groups were made anew over everything.
    Regroup,
    /// A person took incidents for one.
    Merge,
    /// A person took an incident apart.
    Split,
    /// A person said that two incidents are never one.
    NeverMerge,
    /// A person took an entry back.
    Undo,
    /// A person wrote something down.
    Note,
    /// A person settled a conflict.
    Settle,
    /// A person took a conflict up again.
    Reopen,
    /// A person said what a report says, where it was read otherwise.
    Correct,
    /// Somebody was given a token.
    MakeToken,
    /// A token was revoked.
    RevokeToken,
}

impl Act {
    /// The name in the log: `never-merge`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Supersede => "supersede",
            Self::Recode => "recode",
            Self::Regroup => "regroup",
            Self::Merge => "merge",
            Self::Split => "split",
            Self::NeverMerge => "never-merge",
            Self::Undo => "undo",
            Self::Note => "note",
            Self::Settle => "settle",
            Self::Reopen => "reopen",
            Self::Correct => "correct",
            Self::MakeToken => "make-token",
            Self::RevokeToken => "revoke-token",
        }
    }

    const ALL: [Self; 14] = [
        Self::Add,
        Self::Supersede,
        Self::Recode,
        Self::Regroup,
        Self::Merge,
        Self::Split,
        Self::NeverMerge,
        Self::Undo,
        Self::Note,
        Self::Settle,
        Self::Reopen,
        Self::Correct,
        Self::MakeToken,
        Self::RevokeToken,
    ];

    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }

    /// True of what a person decides on reports and incidents, which can be undone.
    #[must_use]
    pub const fn is_decision(self) -> bool {
        !matches!(self, Self::Add | Self::Supersede | Self::Recode | Self::Regroup)
            && !self.is_access()
    }

    /// True of what is done about who may do what.
    #[must_use]
    pub const fn is_access(self) -> bool {
        matches!(self, Self::MakeToken | Self::RevokeToken)
    }
}

/// What an entry was about, and what followed from it. Events are named by the numbers of their rows
/// in table `event`, which never change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Body {
    /// The report that came in: its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// Its row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<i64>,
    /// The row of the version that it supersedes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<i64>,
    /// Events of the old version and the same ones of the new.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aligned: Vec<(i64, i64)>,
    /// The incidents that a person decided on, by the ids that they had.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub incidents: Vec<String>,
    /// Their events, one list a side of the decision.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<Vec<i64>>,
    /// The entry that was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoes: Option<i64>,
    /// The slot of a conflict or of a correction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot: Option<String>,
    /// What the members said of it when it was settled.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// Events that changed their incident: which, from where, to where.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Move>,
    /// Why events that moved are with others where they are now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
    /// Ids that ended, and the incident that took most of their events.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<(String, Option<String>)>,
    /// What a person said that a report says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<Change>,
    /// The token that was made or revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<Granted>,
}

/// An event that changed its incident: its row, the incident it left, the one it joined.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Move(pub i64, pub Option<String>, pub Option<String>);

/// Why two events were taken for one occurrence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The rows of the two.
    pub events: [i64; 2],
    /// From 0 to 1, how likely.
    pub score: f64,
    /// In words.
    pub because: Vec<String>,
}

impl Store {
    /// The entries of the log after number `after`, oldest first, `limit` at most.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn log(&self, after: i64, limit: Option<usize>) -> std::result::Result<Vec<Entry>, Error> {
        let limit = limit.unwrap_or(usize::MAX);
        let mut entries = Vec::new();
        let _: ControlFlow<()> = self.each_entry(after, |entry| {
            if entries.len() < limit {
                entries.push(entry);
            }
            if entries.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })?;
        Ok(entries)
    }

    /// The entries of the log after number `after`, oldest first, one at a time, until `tell` breaks
    /// off; gives what it broke off with. No more than one is in memory.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn each_entry<B>(
        &self,
        after: i64,
        tell: impl FnMut(Entry) -> ControlFlow<B>,
    ) -> std::result::Result<ControlFlow<B>, Error> {
        let mut tell = tell;
        self.read(|db| each(db, after, |entry| Ok(tell(entry))))
    }

    /// The number of the last entry of the log, 0 where there is none.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn last_entry(&self) -> std::result::Result<i64, Error> {
        self.read(|db| Ok(next(db)? - 1))
    }

    /// One entry of the log.
    ///
    /// # Errors
    ///
    /// Where there is none ([`Error::is_not_found`]).
    pub fn entry(&self, seq: i64) -> std::result::Result<Entry, Error> {
        self.read(|db| entry(db, seq))
    }
}

/// The entries after a number, until one breaks off.
pub(crate) fn each<B>(
    db: &Connection,
    after: i64,
    mut tell: impl FnMut(Entry) -> Result<ControlFlow<B>>,
) -> Result<ControlFlow<B>> {
    let mut query = db.prepare_cached(&format!("{SELECT} WHERE l.seq > ?1 ORDER BY l.seq"))?;
    let mut rows = query.query([after])?;
    while let Some(row) = rows.next()? {
        if let ControlFlow::Break(with) = tell(of_row(row)?)? {
            return Ok(ControlFlow::Break(with));
        }
    }
    Ok(ControlFlow::Continue(()))
}

const SELECT: &str = "SELECT l.seq, l.at, l.who, l.kind, l.why, l.body, d.undone_by
    FROM log l LEFT JOIN decision d ON d.seq = l.seq";

pub(crate) fn entry(db: &Connection, seq: i64) -> Result<Entry> {
    let mut rows = db.prepare_cached(&format!("{SELECT} WHERE l.seq = ?1"))?;
    let mut rows = rows.query([seq])?;
    match rows.next()? {
        Some(row) => of_row(row),
        None => Err(crate::error::Kind::NoEntry(seq)),
    }
}

fn of_row(row: &rusqlite::Row<'_>) -> Result<Entry> {
    let (kind, body): (String, String) = (row.get(3)?, row.get(5)?);
    let Some(kind) = Act::of_name(&kind) else {
        return Err(crate::error::Kind::Damaged(format!("an entry of the log is a “{kind}”")));
    };
    Ok(Entry {
        seq: row.get(0)?,
        at: row.get(1)?,
        who: row.get(2)?,
        kind,
        why: row.get(4)?,
        body: serde_json::from_str(&body)?,
        undone_by: row.get(6)?,
    })
}

/// The number of the next entry.
pub(crate) fn next(db: &Connection) -> Result<i64> {
    let mut query = db.prepare_cached("SELECT coalesce(max(seq), 0) + 1 FROM log")?;
    Ok(query.query_row([], |row| row.get(0))?)
}

/// Writes an entry; gives its number.
pub(crate) fn write(db: &Connection, act: Act, by: By<'_>, body: &Body) -> Result<i64> {
    let seq = next(db)?;
    db.prepare_cached("INSERT INTO log (seq, at, who, kind, why, body) VALUES (?, ?, ?, ?, ?, ?)")?
        .execute(params![seq, by.now, by.who, act.name(), by.why, serde_json::to_string(body)?])?;
    Ok(seq)
}
