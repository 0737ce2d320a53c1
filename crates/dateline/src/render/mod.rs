//! The record in the shapes that people and programs read.

pub mod html;
pub mod incident;
pub mod incident_words;
pub mod incidents;
pub mod json;
mod lines;
pub mod log;
pub mod parts;
pub mod recoded;
pub mod table;
#[cfg(test)]
pub mod tests;
pub mod words;

pub use lines::Lines;
pub use words::{kind, one_line, several};

/// One way to say what was read. Reports are rendered one by one, perhaps on many threads, and
/// joined in order: [`Render::start`], reports with [`Render::between`] between them,
/// [`Render::end`].
pub trait Render<T>: Sync {
    /// What stands before the first report.
    fn start(&self) -> String {
        String::new()
    }

    /// One report; `number` is different for each report of a run.
    fn report(&self, said: &T, number: usize) -> String;

    /// What stands between two reports.
    fn between(&self) -> &'static str {
        ""
    }

    /// What stands behind the last report.
    fn end(&self) -> String {
        String::new()
    }
}
