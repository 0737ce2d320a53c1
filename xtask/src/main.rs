//! The project's own tasks: `cargo xtask <task>`.

mod counts;
mod debris;
mod pages;
mod time;
mod places;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        // A line a task: its name, and the module that does it.
        Some("counts") => counts::run(arguments),
        Some("debris") => debris::run(arguments),
        Some("pages") => pages::run(arguments),
        Some("time") => time::run(arguments),
        Some("places") => places::run(arguments),
        other => anyhow::bail!("no task {:?}; see CONTRIBUTING.md", other.unwrap_or_default()),
    }
}
