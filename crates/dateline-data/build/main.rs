//! Compiles `data/places/` into the tables that `src/gazetteer.rs` includes, and `data/actors/` into one
//! array that is read faster than the files for people.
//!
//! The extract and the supplement stay the only source: nothing generated is kept in the
//! repository, so nothing can be stale.

#![expect(clippy::print_stdout, reason = "cargo reads a build script's standard output")]

mod actors;
#[path = "../src/fold.rs"]
mod fold;
#[path = "../src/actors.rs"]
mod names;
mod sources;
mod tables;

use std::path::{Path, PathBuf};

fn main() {
    let places = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/places");
    println!("cargo:rerun-if-changed={}", places.display());
    println!("cargo:rerun-if-changed=../../data/actors");
    println!("cargo:rerun-if-changed=build");
    println!("cargo:rerun-if-changed=src/actors.rs");
    println!("cargo:rerun-if-changed=src/fold.rs");
    let mut records = sources::extract(&places.join("geonames.tsv.zst"));
    let mut supplements: Vec<PathBuf> = std::fs::read_dir(&places)
        .expect("data/places can be listed")
        .map(|entry| entry.expect("data/places can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    supplements.sort();
    let mut index = sources::Index::new(&records);
    for path in supplements {
        index.add(&mut records, &path);
    }
    index.add_names(&mut records);
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo names OUT_DIR"));
    tables::write(records, &out);
    actors::write(names::FILES, &out);
}
