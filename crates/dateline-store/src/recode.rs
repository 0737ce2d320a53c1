//! Stored reports read again: by newer rules, another model, another codebook.

use dateline_core::incident::Facts;
use dateline_core::{Input, Record};
use rayon::prelude::*;
use rusqlite::{Connection, params};
use serde::Serialize;
use serde_json::Value;

use crate::add::{Version, insert};
use crate::align::align;
use crate::error::{Error, Result};
use crate::groups;
use crate::log::{self, Act};
use crate::pack::unpack;
use crate::{By, Store, batch, load};

/// What reading again has changed, or would change.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Recoded {
    /// Reports that were read again.
    pub read: usize,
    /// Reports of which something is otherwise.
    pub changed: usize,
    /// Every value that is otherwise, by report.
    pub values: Vec<Changed>,
}

/// One value that is otherwise.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changed {
    /// The report's name.
    pub report: String,
    /// The version that holds now, by which it is cited when another one does.
    pub version: i64,
    /// The event, by its id now, or its new one where it was not there.
    pub event: Option<String>,
    /// Where in the event or report the value stands: a JSON pointer, empty for an event as a whole.
    pub path: String,
    /// The value that was there.
    pub old: Option<Value>,
    /// The value that takes its place.
    pub new: Option<Value>,
}

impl Store {
    /// Reads every stored report again and says what would be otherwise; where `apply` is true, takes
    /// the new records over. The old ones stay, to be cited by their versions
    /// ([`Store::record`]); persons' decisions go over to the events that tell of the same.
    ///
    /// `read` gives the record of what came in. It is called from several threads. Each report is a
    /// transaction of its own, so that what was ended can be run again.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read or written; the reports that were taken over before stay so.
    pub fn recode(
        &mut self,
        read: &(dyn Fn(&Input) -> Record + Sync),
        version: &str,
        now: &str,
        apply: bool,
    ) -> std::result::Result<Recoded, Error> {
        /// Reports that are read before what has changed is written.
        const AT_ONCE: usize = 64;
        if apply {
            self.write(|db| batch::catch_up(db, now))?;
        }
        let mut recoded = Recoded::default();
        let mut after = 0;
        loop {
            let stored = self.read(|db| some(db, after, AT_ONCE))?;
            let Some(last) = stored.last() else { return Ok(recoded) };
            after = last.row;
            let records: Vec<Record> = stored
                .par_iter()
                .map(|one| {
                    let mut record = read(&one.input);
                    record.report.name.clone_from(&one.name);
                    record
                })
                .collect();
            for (one, record) in stored.iter().zip(records) {
                recoded.read += 1;
                let values = self.read(|_| changes(one, &record))?;
                if values.is_empty() {
                    continue;
                }
                recoded.changed += 1;
                recoded.values.extend(values);
                if apply {
                    self.write(|db| take_over(db, one, &record, version, now))?;
                }
            }
        }
    }
}

/// An active report with what came in and what was read.
struct Stored {
    row: i64,
    name: String,
    hash: Vec<u8>,
    input: Input,
    record: Record,
}

/// Some active reports behind a row.
fn some(db: &Connection, after: i64, limit: usize) -> Result<Vec<Stored>> {
    let mut query = db.prepare_cached(
        "SELECT row, name, input_hash, input FROM report
         WHERE active = 1 AND row > ? ORDER BY row LIMIT ?",
    )?;
    let mut rows = query.query(params![after, i64::try_from(limit).unwrap_or(i64::MAX)])?;
    let mut some = Vec::new();
    while let Some(row) = rows.next()? {
        let number = row.get(0)?;
        some.push(Stored {
            row: number,
            name: row.get(1)?,
            hash: row.get(2)?,
            input: unpack(row.get_ref(3)?.as_blob()?)?,
            record: load::record(db, number)?,
        });
    }
    Ok(some)
}

/// Makes the new record the one that holds.
fn take_over(
    db: &Connection,
    one: &Stored,
    record: &Record,
    version: &str,
    now: &str,
) -> Result<()> {
    let reader = Version { input: &one.input, hash: &one.hash, reader: version, now };
    let laid = insert(db, &one.name, &reader, record, Facts::of(record), Some(one.row))?;
    groups::index(db, laid.row, &laid.facts)?;
    let change = groups::take_in(db, &laid)?;
    log::write(db, Act::Recode, By::rule(now), &laid.body(&one.name, change))?;
    Ok(())
}

/// Every value that is otherwise in a new record.
fn changes(one: &Stored, new: &Record) -> Result<Vec<Changed>> {
    fn json(value: &impl Serialize) -> Result<Value> {
        Ok(serde_json::to_value(value)?)
    }
    let mut found = Vec::new();
    let mut differ = |event: Option<&str>, old: Option<&Value>, new: Option<&Value>| {
        compare(String::new(), old, new, &mut |path, old, new| {
            found.push(Changed {
                report: one.name.clone(),
                version: one.row,
                event: event.map(str::to_owned),
                path,
                old: old.cloned(),
                new: new.cloned(),
            });
        });
    };
    differ(None, Some(&json(&one.record.report)?), Some(&json(&new.report)?));
    let aligned = align(&one.record.events, &new.events);
    for (at, event) in one.record.events.iter().enumerate() {
        match aligned.iter().find(|pair| pair.0 == at) {
            Some(&(_, to)) => {
                differ(Some(&event.id), Some(&json(event)?), Some(&json(&new.events[to])?));
            }
            None => differ(Some(&event.id), Some(&json(event)?), None),
        }
    }
    for (at, event) in new.events.iter().enumerate() {
        if !aligned.iter().any(|pair| pair.1 == at) {
            differ(Some(&event.id), None, Some(&json(event)?));
        }
    }
    Ok(found)
}

/// Goes through two values and tells where they are not the same.
fn compare(
    path: String,
    old: Option<&Value>,
    new: Option<&Value>,
    tell: &mut impl FnMut(String, Option<&Value>, Option<&Value>),
) {
    match (old, new) {
        (Some(one), Some(two)) if one == two => {}
        (Some(Value::Object(one)), Some(Value::Object(two))) => {
            let mut names: Vec<&String> = one.keys().collect();
            names.extend(two.keys().filter(|name| !one.contains_key(*name)));
            for name in names {
                let inner = format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
                compare(inner, one.get(name), two.get(name), tell);
            }
        }
        (Some(Value::Array(one)), Some(Value::Array(two))) => {
            for at in 0..one.len().max(two.len()) {
                compare(format!("{path}/{at}"), one.get(at), two.get(at), tell);
            }
        }
        _ => tell(path, old, new),
    }
}
