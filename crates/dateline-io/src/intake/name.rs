//! A name for every report, and no name twice.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use super::sniff;

/// The names given so far, as hashes, each with the next number to try behind it: a few bytes a
/// report, however many there are.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: HashMap<u64, u32>,
}

impl Names {
    /// True where nobody has the name yet; it is given from now on.
    fn take(&mut self, name: &str) -> bool {
        let before = self.given.len();
        self.given.entry(hash(name)).or_insert(2);
        self.given.len() > before
    }

    /// The next number to put behind a name that is given already.
    fn number(&mut self, name: &str) -> u32 {
        let next = self.given.entry(hash(name)).or_insert(2);
        *next += 1;
        *next - 1
    }

    /// The name of the report in a file: its stem; with the folder before it where another report
    /// has that name; with a number behind it where that does not help. A note says so.
    pub(super) fn of_file(&mut self, path: &Path) -> (String, Option<String>) {
        let file = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let (stem, _) = sniff::split_name(&file);
        if self.take(stem) {
            return (stem.to_owned(), None);
        }
        let folder = path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy());
        let longer = match folder {
            Some(folder) => format!("{folder}/{stem}"),
            None => stem.to_owned(),
        };
        let mut name = longer.clone();
        while !self.take(&name) {
            name = format!("{longer}-{}", self.number(&longer));
        }
        let note = format!("named “{name}”, as another report is named “{stem}”");
        (name, Some(note))
    }

    /// Notes where an id that the input gave was given before. The id stays: it is the caller's.
    pub(super) fn of_entry(&mut self, id: &str) -> Option<String> {
        (!self.take(id)).then(|| format!("another report is named “{id}”"))
    }
}

fn hash(name: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_twice() {
        let mut names = Names::default();
        let mut name = |path: &str| names.of_file(Path::new(path)).0;
        assert_eq!(name("in/a/report.txt"), "report");
        assert_eq!(name("in/b/report.html"), "b/report");
        assert_eq!(name("in/b/report.txt.gz"), "b/report-2");
        assert_eq!(name("report.txt"), "report-2");
        assert_eq!(name("in/a/other.txt"), "other");
        let note = names.of_file(Path::new("in/c/report.txt")).1;
        assert_eq!(note.unwrap(), "named “c/report”, as another report is named “report”");
    }
}
