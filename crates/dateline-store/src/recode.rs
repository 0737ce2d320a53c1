//! Stored reports read again: by newer rules, another model, another codebook.

use dateline_core::incident::Facts;
use dateline_core::record::Report;
use dateline_core::{Input, Record};
use rusqlite::Connection;
use serde::Serialize;
use serde_json::Value;

use crate::add::{Version, insert};
use crate::align::align;
use crate::error::{Error, Kind, Result};
use crate::groups;
use crate::log::{self, Act};
use crate::pack::unpack;
use crate::{By, Store, batch, load};

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

/// A stored report that holds now, with what came in and what was read out of it.
#[derive(Clone, Debug)]
pub struct Held {
    /// The number of its version.
    pub version: i64,
    /// The name by which it is cited.
    pub name: String,
    /// What came in.
    pub input: Input,
    /// What was read.
    pub record: Record,
    hash: Vec<u8>,
}

impl Store {
    /// The numbers of the versions of reports that hold, in order: of all that can be read again.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn holding(&self) -> std::result::Result<Vec<i64>, Error> {
        self.read(|db| {
            let mut query = db.prepare("SELECT row FROM report WHERE active = 1 ORDER BY row")?;
            let rows = query.query_map([], |row| row.get(0))?;
            Ok(rows.collect::<std::result::Result<_, _>>()?)
        })
    }

    /// One of them, to be read again; none where it holds no longer.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read.
    pub fn held(&self, version: i64) -> std::result::Result<Option<Held>, Error> {
        self.read(|db| held(db, version))
    }

    /// Every value of a stored report that is otherwise in a new record of it.
    ///
    /// # Errors
    ///
    /// Where a record is none that can be written.
    pub fn changes(
        &self,
        held: &Held,
        record: &Record,
    ) -> std::result::Result<Vec<Changed>, Error> {
        changes(held, record).map_err(|kind| Error::new(&self.name, kind))
    }

    /// Takes over what was read out of a stored report anew: as a new version, in one transaction. The
    /// old one stays, to be cited by its number ([`Store::record`]); persons' decisions go over to the
    /// events that tell of the same.
    ///
    /// # Errors
    ///
    /// Where the store cannot be written, or the report does not hold any more
    /// ([`Error::is_bad_request`]): another program has taken it over.
    pub fn recode(
        &mut self,
        held: &Held,
        record: &Record,
        version: &str,
        now: &str,
    ) -> std::result::Result<(), Error> {
        self.write(|db, watch| {
            batch::catch_up(db, now, watch)?;
            take_over(db, held, record, version, now)
        })
    }
}

/// The active report of a row.
fn held(db: &Connection, version: i64) -> Result<Option<Held>> {
    let mut query = db.prepare_cached(
        "SELECT name, input_hash, input FROM report WHERE row = ? AND active = 1",
    )?;
    let mut rows = query.query([version])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(Held {
        version,
        name: row.get(0)?,
        hash: row.get(1)?,
        input: unpack(row.get_ref(2)?.as_blob()?)?,
        record: load::record(db, version)?,
    }))
}

/// Makes the new record the one that holds.
fn take_over(
    db: &Connection,
    held: &Held,
    record: &Record,
    version: &str,
    now: &str,
) -> Result<()> {
    let mut holds = db.prepare_cached("SELECT 1 FROM report WHERE row = ? AND active = 1")?;
    if !holds.exists([held.version])? {
        let what = format!("report “{}” has a newer version by now", held.name);
        return Err(Kind::Asked(what));
    }
    let reader = Version { input: &held.input, hash: &held.hash, reader: version, now };
    let laid = insert(db, &held.name, &reader, record, Facts::of(record), Some(held.version))?;
    groups::index(db, laid.row, &laid.facts)?;
    let change = groups::take_in(db, &laid)?;
    log::write(db, Act::Recode, By::rule(now), &laid.body(&held.name, change))?;
    Ok(())
}

/// Every value that is otherwise in a new record.
fn changes(one: &Held, new: &Record) -> Result<Vec<Changed>> {
    fn json(value: &impl Serialize) -> Result<Value> {
        Ok(serde_json::to_value(value)?)
    }
    let mut found = Vec::new();
    let mut differ = |event: Option<&str>, old: Option<&Value>, new: Option<&Value>| {
        compare(String::new(), old, new, &mut |path, old, new| {
            found.push(Changed {
                report: one.name.clone(),
                version: one.version,
                event: event.map(str::to_owned),
                path,
                old: old.cloned(),
                new: new.cloned(),
            });
        });
    };
    // whatever the reader calls it, it is cited by the name that it has
    let report = Report { name: one.name.clone(), ..new.report.clone() };
    differ(None, Some(&json(&one.record.report)?), Some(&json(&report)?));
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
