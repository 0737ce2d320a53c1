//! What can be said to the commands that copy a store and put a copy back.

use std::path::PathBuf;

use clap::Args;

use super::store::{EXIT_CODES, File};

const BACKUP_EXAMPLES: &str = "\
Examples:
  dateline backup kept/dateline-2024-05-05.db       while others go on adding reports
  dateline backup --force /mnt/other/dateline.db    every night over the last one

The copy is one file and a store of its own. It gets its name when it is whole and looked through.
";

/// Make a copy of a store, also while it is in use.
#[derive(Debug, Args)]
#[command(after_help = format!("{BACKUP_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Backup {
    #[command(flatten)]
    pub file: File,

    /// Replace a copy that is there already, once the new one is whole
    #[arg(long)]
    pub force: bool,

    /// The file that the copy becomes
    #[arg(value_name = "COPY")]
    pub copy: PathBuf,
}

const RESTORE_EXAMPLES: &str = "\
Examples:
  dateline restore kept/dateline-2024-05-05.db      where there is no store any more
  dateline restore --force kept/dateline-2024-05-05.db
                                                    in the place of the one that is there

The copy is looked through first, and stays as it is. A store that another program has open is not
replaced.
";

/// Put a copy of a store in its place.
#[derive(Debug, Args)]
#[command(after_help = format!("{RESTORE_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Restore {
    #[command(flatten)]
    pub file: File,

    /// Replace the store that is there; what it has and the copy has not is lost
    #[arg(long)]
    pub force: bool,

    /// A copy that `dateline backup` has made
    #[arg(value_name = "COPY")]
    pub copy: PathBuf,
}
