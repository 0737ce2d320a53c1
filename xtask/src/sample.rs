//! `cargo xtask sample held|tuned SET.jsonl`: the lines of a part of a set.
//!
//! `held` are the 100 documents whose `id` has the lowest hash (FNV-1a, 64 bits, of its UTF-8 bytes), whose errors
//! nobody looks at, so that they can show what is worth what was learnt from the others; `tuned` those others.
//! A scorer given a part as gold leaves out what is said of other documents.

use std::collections::HashSet;

use anyhow::{Context, bail};
use serde_json::Value;

/// How many documents of a set are held.
const HELD: usize = 100;

/// Runs the task.
///
/// # Errors
///
/// Where the call is wrong, or a set cannot be read.
pub fn run(mut arguments: impl Iterator<Item = String>) -> anyhow::Result<()> {
    let wanted = match arguments.next().as_deref() {
        Some("held") => true,
        Some("tuned") => false,
        _ => bail!("sample held|tuned SET.jsonl"),
    };
    let path = arguments.next().context("sample held|tuned SET.jsonl")?;
    let set = std::fs::read_to_string(&path).with_context(|| path.clone())?;
    let sources: Vec<Value> = set.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let held = held(&sources);
    for (source, line) in sources.iter().zip(set.lines()) {
        if source["id"].as_str().is_some_and(|id| held.contains(id)) == wanted {
            println!("{line}");
        }
    }
    Ok(())
}

/// The documents that are held.
fn held(sources: &[Value]) -> HashSet<&str> {
    let mut ids: Vec<&str> = sources.iter().filter_map(|source| source["id"].as_str()).collect();
    ids.sort_by_key(|id| fnv(id));
    ids.into_iter().take(HELD).collect()
}

/// The 64-bit FNV-1a hash of a text.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
