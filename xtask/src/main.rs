//! The project's own tasks: `cargo xtask <task>`.

mod actors;
mod counts;
mod debris;
mod incidents;
mod link;
mod load;
mod muc4;
mod opening;
mod pages;
mod recognise;
mod sample;
mod score;
mod sentences;
mod slots;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        // A line a task: its name, and the module that does it.
        Some("actors") => actors::run(arguments),
        Some("counts") => counts::run(arguments),
        Some("debris") => debris::run(arguments),
        Some("incidents") => incidents::run(arguments),
        Some("link") => link::run(arguments),
        Some("load") => load::run(arguments),
        Some("muc4") => muc4::run(arguments),
        Some("pages") => pages::run(arguments),
        Some("score") => score::run(&arguments.collect::<Vec<_>>()),
        Some("opening") => opening::run(),
        Some("sample") => sample::run(arguments),
        Some("recognise") => recognise::run(arguments),
        Some("sentences") => sentences::run(arguments),
        Some("slots") => slots::run(arguments),
        other => anyhow::bail!("no task {:?}; see CONTRIBUTING.md", other.unwrap_or_default()),
    }
}

/// Builds the reader with the release profile and says where it lies.
pub(crate) fn reader() -> anyhow::Result<std::path::PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = std::process::Command::new(cargo)
        .args(["build", "--quiet", "--release", "--package", "dateline"])
        .status()?;
    anyhow::ensure!(status.success(), "the reader does not build");
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| "target".into(), std::path::PathBuf::from);
    Ok(target.join("release").join("dateline"))
}
