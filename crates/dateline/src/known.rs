//! What the caller knows of the reports, laid over what the reports say of themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, anyhow};
use dateline_core::Input;
use dateline_core::record::PublishedBasis;
use dateline_io::published::{self, Dates};

use crate::{cli, terminal};

/// Publication dates and language as the caller gave them.
#[derive(Debug, Default)]
pub struct Known {
    published: Option<String>,
    dates: Dates,
    language: Option<String>,
    /// Names in the table that no report had yet.
    unused: Mutex<BTreeSet<String>>,
}

impl Known {
    /// Reads what the arguments name. Every bad line of the table is told; one is enough to stop.
    pub fn from_arguments(arguments: &cli::Known) -> Result<Self> {
        let dates = match &arguments.published_from {
            None => BTreeMap::new(),
            Some(path) => published::read(path).map_err(|mut errors| {
                let last = errors.pop();
                for error in errors {
                    terminal::complain(&error.to_string());
                }
                last.map_or_else(|| anyhow!("no dates"), Into::into)
            })?,
        };
        let (published, language) = (arguments.published.clone(), arguments.language.clone());
        let unused = Mutex::new(dates.keys().cloned().collect());
        Ok(Self { published, dates, language, unused })
    }

    /// Says on standard error which names of the table no report had: a slip in a name would
    /// otherwise pass unseen.
    pub fn tell_unused(&self) {
        let unused = self.unused.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(first) = unused.first() else { return };
        let others = match unused.len() - 1 {
            0 => String::new(),
            others => format!(" and {others} other names"),
        };
        terminal::complain(&format!(
            "note: no report is named “{first}”{others} of the dates given"
        ));
    }

    /// Completes an input. The table goes before `--published`, both before the report's own date.
    pub fn lay_over(&self, input: &mut Input) {
        let file = input.source_path.as_deref().map(Path::new).and_then(Path::file_name);
        let by_file = || self.dates.get_key_value(file?.to_str()?);
        let listed = self.dates.get_key_value(&input.name).or_else(by_file);
        if let Some((name, _)) = listed {
            self.unused.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
        }
        if let Some(date) = listed.map(|(_, date)| date).or(self.published.as_ref()) {
            input.published = Some(date.clone());
            input.published_basis = PublishedBasis::Given;
        }
        if let Some(language) = &self.language {
            input.language = Some(language.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_goes_first_then_the_one_date_then_the_report() {
        let dates = [("a", "2024-01-01"), ("b.txt", "2024-02")];
        let dates = dates.map(|(name, date)| (name.to_owned(), date.to_owned())).into();
        let known = Known { published: Some("2020".to_owned()), dates, ..Known::default() };
        let date = |name: &str, path: &str| {
            let mut input = Input {
                name: name.to_owned(),
                source_path: Some(path.to_owned()),
                published: Some("1999".to_owned()),
                ..Input::default()
            };
            known.lay_over(&mut input);
            assert_eq!(input.published_basis, PublishedBasis::Given);
            input.published.unwrap()
        };
        assert_eq!(date("a", "x/a.txt"), "2024-01-01");
        assert_eq!(date("b", "x/b.txt"), "2024-02");
        assert_eq!(date("c", "x/c.txt"), "2020");
    }
}
