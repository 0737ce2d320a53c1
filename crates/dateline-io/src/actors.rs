//! A folder of actors that a user adds to the built-in ones: TOML files.

use std::path::Path;

use dateline_core::actor::File;

use crate::error::{Error, Kind};

/// The text of one file of actors, with its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The path, as messages show it.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

impl Text {
    /// The file as the core reads it.
    #[must_use]
    pub fn file(&self) -> File<'_> {
        File { name: &self.path, text: &self.text }
    }
}

/// Reads the files that end in `.toml` of a folder, in the order of their names. Other files, hidden
/// ones and folders inside are left alone.
///
/// # Errors
///
/// Where the folder or a file cannot be read, a file is not UTF-8, or there is none.
pub fn read(folder: &Path) -> Result<Vec<Text>, Error> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| Error::io(folder, error))? {
        let path = entry.map_err(|error| Error::io(folder, error))?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.extension().is_some_and(|end| end == "toml") && !hidden && path.is_file() {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        let reason = "no file of actors (*.toml) in this folder".to_owned();
        return Err(Error::new(folder.display().to_string(), Kind::Entry(reason)));
    }
    paths.sort();
    let text = |path: &std::path::PathBuf| {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| Error::io(path, error))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Error::new(name.clone(), Kind::Entry("not UTF-8".to_owned())))?;
        Ok(Text { path: name, text })
    };
    paths.iter().map(text).collect()
}
