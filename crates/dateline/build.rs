//! Has the program built anew when files that it takes in come or go: what is in them is watched by what takes them in,
//! and a folder that was not there is not.

use std::path::Path;

fn main() {
    for folder in ["src/serve/assets", "src/serve/templates"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    // a folder that is watched and not there would have the program built every time; the one that it will be in is there
    let built = Path::new("../../web/dist");
    let watched = if built.is_dir() { built } else { Path::new("../../web") };
    println!("cargo::rerun-if-changed={}", watched.display());
}
