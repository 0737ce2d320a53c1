//! The commands by which persons decide: `merge`, `split`, `never-merge`, `settle`, `reopen`,
//! `note` and `undo`.

use std::env;

use anyhow::{Context, Result, anyhow, bail};
use dateline_store::{By, Decided, Error, RULE, Store};

use super::show::not_found;
use crate::output::Output;
use crate::{Outcome, cli};

/// Takes incidents for one.
pub fn merge(arguments: &cli::decide::Merge) -> Result<Outcome> {
    let ids: Vec<&str> = arguments.ids.iter().map(String::as_str).collect();
    let by = &arguments.by;
    decide(&arguments.file, &by.who, &by.why, "one incident now", |store, by| store.merge(&ids, by))
}

/// Takes events out of an incident.
pub fn split(arguments: &cli::decide::Split) -> Result<Outcome> {
    let (by, id) = (&arguments.by, &arguments.id);
    decide(&arguments.file, &by.who, &by.why, "apart now", |store, by| {
        store.split(id, &arguments.members, by)
    })
}

/// Keeps two incidents apart.
pub fn never_merge(arguments: &cli::decide::NeverMerge) -> Result<Outcome> {
    let by = &arguments.by;
    decide(&arguments.file, &by.who, &by.why, "kept apart", |store, by| {
        store.never_merge(&arguments.one, &arguments.other, by)
    })
}

/// Settles a conflict.
pub fn settle(arguments: &cli::decide::Settle) -> Result<Outcome> {
    let cli::decide::Conflict { file, by, id, slot } = &arguments.conflict;
    let done = format!("{slot} is settled");
    decide(file, &by.who, &by.why, &done, |store, by| store.settle(id, *slot, by))
}

/// Takes a conflict up again.
pub fn reopen(arguments: &cli::decide::Reopen) -> Result<Outcome> {
    let cli::decide::Conflict { file, by, id, slot } = &arguments.conflict;
    let done = format!("{slot} is open again");
    decide(file, &by.who, &by.why, &done, |store, by| store.reopen(id, *slot, by))
}

/// Writes something down.
pub fn note(arguments: &cli::decide::Note) -> Result<Outcome> {
    decide(&arguments.file, &arguments.who, &arguments.text, "noted", |store, by| {
        store.note(&arguments.id, by)
    })
}

/// Takes a decision back.
pub fn undo(arguments: &cli::decide::Undo) -> Result<Outcome> {
    let (by, entry) = (&arguments.by, arguments.entry);
    let done = format!("entry {entry} is taken back");
    decide(&arguments.file, &by.who, &by.why, &done, |store, by| store.undo(entry, by))
}

/// Does what a person decides, and says what has come of it.
fn decide(
    file: &cli::store::File,
    who: &cli::decide::Who,
    why: &str,
    done: &str,
    work: impl FnOnce(&mut Store, By<'_>) -> Result<Decided, Error>,
) -> Result<Outcome> {
    let who = name(who)?;
    let mut store = super::open(file)?;
    let by = By { who: &who, why, now: &super::now() };
    tell(&work(&mut store, by).map_err(not_found)?, done)
}

/// Says what has come of a decision.
pub fn tell(decided: &Decided, done: &str) -> Result<Outcome> {
    let Decided { entry, incidents } = decided;
    let text = format!("{}: {done} (entry {entry} of the log)\n", incidents.join(", "));
    let mut output = Output::open(None)?;
    output.write(&text).with_context(|| format!("{}: cannot be written", output.name()))?;
    output.finish()?;
    Ok(Outcome::All)
}

/// Who decides: as the call says, else the user.
fn name(who: &cli::decide::Who) -> Result<String> {
    person(who.who.as_deref(), "--who")
}

/// A person by the name that an option gives, else the user.
pub fn person(name: Option<&str>, option: &str) -> Result<String> {
    let user = |name: &str| env::var(name).ok().filter(|name| !name.trim().is_empty());
    let users = || ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(user);
    let name = name.map(str::to_owned).or_else(users);
    let name = name.ok_or_else(|| anyhow!("nobody decides: say who with {option} NAME"))?;
    if name == RULE {
        bail!("“{RULE}” is what the log calls the program: say who decides with {option} NAME");
    }
    Ok(name)
}
