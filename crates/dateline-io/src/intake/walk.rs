//! From the paths a caller names to files, in an order that does not depend on the disk.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Kind};

/// The files under some paths: each path in the order given, a folder's files sorted by name,
/// subfolders where their own name sorts. Hidden entries of a folder (their name starts with a
/// point) and links to folders are passed over; a file or folder that is named outright never is.
#[derive(Debug)]
pub(super) struct Walk {
    /// What is still to be looked at, next first.
    ahead: VecDeque<Entry>,
}

#[derive(Debug)]
struct Entry {
    path: PathBuf,
    /// True of a path that the caller named.
    named: bool,
}

impl Walk {
    pub(super) fn new(paths: Vec<PathBuf>) -> Self {
        Self { ahead: paths.into_iter().map(|path| Entry { path, named: true }).collect() }
    }

    /// Puts a folder's entries before everything else.
    fn enter(&mut self, folder: &Path, named: bool) -> Result<(), Error> {
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).map_err(|error| Error::io(folder, error))? {
            let name = entry.map_err(|error| Error::io(folder, error))?.file_name();
            if !name.as_encoded_bytes().starts_with(b".") {
                names.push(name);
            }
        }
        if names.is_empty() && named {
            return Err(Error::new(folder.display().to_string(), Kind::NoReports));
        }
        names.sort_unstable();
        for name in names.into_iter().rev() {
            self.ahead.push_front(Entry { path: folder.join(name), named: false });
        }
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Result<PathBuf, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(Entry { path, named }) = self.ahead.pop_front() {
            if path.as_os_str() == "-" && named {
                return Some(Ok(path));
            }
            // follows links, so that a dangling one is an error like a missing file
            let about = match fs::metadata(&path) {
                Ok(about) => about,
                Err(error) => return Some(Err(Error::io(&path, error))),
            };
            if !about.is_dir() {
                return Some(regular(&path, &about).map(|()| path));
            }
            if !named && path.is_symlink() {
                continue;
            }
            if let Err(error) = self.enter(&path, named) {
                return Some(Err(error));
            }
        }
        None
    }
}

/// Refuses what would block or never end.
fn regular(path: &Path, about: &fs::Metadata) -> Result<(), Error> {
    if about.is_file() {
        return Ok(());
    }
    Err(Error::new(path.display().to_string(), Kind::NotRegular(sort_of(about))))
}

#[cfg(unix)]
fn sort_of(about: &fs::Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let sort = about.file_type();
    if sort.is_fifo() {
        "a named pipe; use - to read a stream"
    } else if sort.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn sort_of(_about: &fs::Metadata) -> &'static str {
    "a device"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with some files, gone when dropped.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str, files: &[&str]) -> Self {
            let root =
                std::env::temp_dir().join(format!("dateline-walk-{}-{name}", std::process::id()));
            for file in files {
                let path = root.join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, "words").unwrap();
            }
            Self(root)
        }

        fn walk(&self) -> Vec<String> {
            Walk::new(vec![self.0.clone()])
                .map(|found| match found {
                    Ok(path) => path.strip_prefix(&self.0).unwrap().display().to_string(),
                    Err(error) => error.reason(),
                })
                .collect()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn files_come_sorted_and_hidden_ones_not_at_all() {
        let folder = Folder::new("sorted", &["b.txt", "a/z.txt", "a/y.txt", ".git/x", "c.txt"]);
        assert_eq!(folder.walk(), ["a/y.txt", "a/z.txt", "b.txt", "c.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_dangling_link_is_named_and_a_link_to_a_folder_is_passed_over() {
        let folder = Folder::new("links", &["a/y.txt"]);
        std::os::unix::fs::symlink(&folder.0, folder.0.join("a/loop")).unwrap();
        std::os::unix::fs::symlink("nowhere", folder.0.join("b")).unwrap();
        assert_eq!(folder.walk(), ["a/y.txt", "no such file or folder"]);
    }

    #[test]
    fn an_empty_folder_is_named() {
        let folder = Folder::new("empty", &[".hidden"]);
        assert_eq!(folder.walk(), ["no reports in this folder"]);
    }

    #[cfg(unix)]
    #[test]
    fn devices_are_refused() {
        let found = Walk::new(vec!["/dev/null".into()]).next().unwrap();
        assert_eq!(found.unwrap_err().to_string(), "/dev/null: not a file or folder (a device)");
    }
}
