//! What can be said to the commands by which persons decide.

use clap::Args;
use dateline_core::incident::Member;
use dateline_core::incident::record::Slot;

use super::Output;
use super::store::{EXIT_CODES, File};

/// Who decides, and why.
#[derive(Debug, Args)]
pub struct By {
    /// The reason, which the log keeps
    #[arg(long, value_name = "TEXT", value_parser = text)]
    pub why: String,

    #[command(flatten)]
    pub who: Who,
}

/// Who decides.
#[derive(Debug, Args)]
pub struct Who {
    /// Who decides [default: the user's name]
    #[arg(long, value_name = "NAME", value_parser = text)]
    pub who: Option<String>,
}

const MERGE_EXAMPLES: &str = "\
Examples:
  dateline merge i-2024-05-05-7f3a i-2024-05-06-01bc --why \"same market, told a day later\"
";

/// Take incidents for one; the one with most events keeps its id.
///
/// With one incident alone it confirms that its events are one.
#[derive(Debug, Args)]
#[command(after_help = format!("{MERGE_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Merge {
    #[command(flatten)]
    pub file: File,

    #[command(flatten)]
    pub by: By,

    /// Ids of incidents
    #[arg(required = true, num_args = 1.., value_name = "ID")]
    pub ids: Vec<String>,
}

const SPLIT_EXAMPLES: &str = "\
Examples:
  dateline split i-2024-05-05-7f3a gao-evening:e2 --why \"another attack, hours later\"
";

/// Take events out of an incident: they are another one.
#[derive(Debug, Args)]
#[command(after_help = format!("{SPLIT_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Split {
    #[command(flatten)]
    pub file: File,

    #[command(flatten)]
    pub by: By,

    /// The incident's id
    #[arg(value_name = "ID")]
    pub id: String,

    /// Events that are taken out: the report's name, a colon, the event's id in it
    #[arg(required = true, value_name = "REPORT:EVENT", value_parser = member)]
    pub members: Vec<Member>,
}

const NEVER_MERGE_EXAMPLES: &str = "\
Examples:
  dateline never-merge i-2024-05-05-7f3a i-2024-05-05-22e0 --why \"two bridges\"
";

/// Keep two incidents apart, whatever comes later.
#[derive(Debug, Args)]
#[command(after_help = format!("{NEVER_MERGE_EXAMPLES}\n{EXIT_CODES}"))]
pub struct NeverMerge {
    #[command(flatten)]
    pub file: File,

    #[command(flatten)]
    pub by: By,

    /// The one incident's id
    #[arg(value_name = "ID")]
    pub one: String,

    /// The other's
    #[arg(value_name = "ID")]
    pub other: String,
}

const SETTLE_EXAMPLES: &str = "\
Examples:
  dateline settle i-2024-05-05-7f3a killed --why \"the ministry corrected itself\"

When a report says something new of it, it is open again.
";

/// Settle what the reports of an incident disagree on.
#[derive(Debug, Args)]
#[command(after_help = format!("{SETTLE_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Settle {
    #[command(flatten)]
    pub conflict: Conflict,
}

const REOPEN_EXAMPLES: &str = "\
Examples:
  dateline reopen i-2024-05-05-7f3a killed --why \"a list of names was published\"
";

/// Take a conflict up again that was settled.
#[derive(Debug, Args)]
#[command(after_help = format!("{REOPEN_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Reopen {
    #[command(flatten)]
    pub conflict: Conflict,
}

/// Which conflict.
#[derive(Debug, Args)]
pub struct Conflict {
    #[command(flatten)]
    pub file: File,

    #[command(flatten)]
    pub by: By,

    /// The incident's id
    #[arg(value_name = "ID")]
    pub id: String,

    /// What they disagree on, as `dateline show` names it: killed, time, actor, …
    #[arg(value_name = "SLOT", value_parser = slot)]
    pub slot: Slot,
}

const NOTE_EXAMPLES: &str = "\
Examples:
  dateline note i-2024-05-05-7f3a \"asked the hospital on 7 May\"
";

/// Write something down about an incident.
#[derive(Debug, Args)]
#[command(after_help = format!("{NOTE_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Note {
    #[command(flatten)]
    pub file: File,

    #[command(flatten)]
    pub who: Who,

    /// The incident's id
    #[arg(value_name = "ID")]
    pub id: String,

    /// What is to be kept
    #[arg(value_name = "TEXT", value_parser = text)]
    pub text: String,
}

const CORRECT_EXAMPLES: &str = "\
Examples:
  dateline correct i-2024-05-05-7f3a gao-evening/e2 killed 6 --why \"the last line has six\"
  dateline correct i-2024-05-05-7f3a gao-evening/e2 time 2024-05-04 --why \"Saturday, not Sunday\"
  dateline correct i-2024-05-05-7f3a gao-evening/e2 recipient --none --why \"it names nobody\"

What was read stays; the incident follows what is corrected. docs/corrections.md has every slot.
";

/// Correct what one report of an incident says of something, where it was read wrongly.
#[derive(Debug, Args)]
#[command(after_help = format!("{CORRECT_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Correct {
    #[command(flatten)]
    pub file: File,

    #[command(flatten)]
    pub by: By,

    /// The incident's id
    #[arg(value_name = "ID")]
    pub id: String,

    /// The report's name, a slash, the event's id in it
    #[arg(value_name = "REPORT/EVENT", value_parser = member)]
    pub member: Member,

    /// What was read wrongly: type, status, time, place, actor, recipient, responsibility, killed, …
    #[arg(value_name = "SLOT", value_parser = slot)]
    pub slot: Slot,

    /// What the report says
    #[arg(value_name = "VALUE", required_unless_present = "none", conflicts_with = "none")]
    pub value: Option<String>,

    /// The report does not say this
    #[arg(long)]
    pub none: bool,
}

const CORRECTIONS_EXAMPLES: &str = "\
Examples:
  dateline corrections --without-persons --output corrections.jsonl

Each line has the report's text, the event as it was read, the slot, what was read (`was`), what the
report says (`value`), and who says so, when and why.
";

/// List all corrections that hold, as JSON Lines to learn from.
#[derive(Debug, Args)]
#[command(after_help = format!("{CORRECTIONS_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Corrections {
    #[command(flatten)]
    pub file: File,

    /// Leave out private persons: victims, bystanders, and their names in everything else
    #[arg(long)]
    pub without_persons: bool,

    #[command(flatten)]
    pub output: Output,
}

const UNDO_EXAMPLES: &str = "\
Examples:
  dateline log --limit 5                            shows entries with their numbers
  dateline undo 12 --why \"they were two after all\"
  dateline undo 13 --why \"no, one\"                  an undoing can be undone, too
";

/// Take back what a person has decided, by its entry of the log.
#[derive(Debug, Args)]
#[command(after_help = format!("{UNDO_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Undo {
    #[command(flatten)]
    pub file: File,

    #[command(flatten)]
    pub by: By,

    /// The entry's number, as `dateline log` shows it
    #[arg(value_name = "ENTRY", value_parser = clap::value_parser!(i64).range(1..))]
    pub entry: i64,
}

/// A text with something in it.
pub fn text(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() { Err("nothing said".to_owned()) } else { Ok(text.to_owned()) }
}

/// A report may have a colon or a slash in its name, an event has none.
fn member(text: &str) -> Result<Member, String> {
    match text.rsplit_once([':', '/']) {
        Some((report, event)) if !report.is_empty() && !event.is_empty() => {
            Ok(Member { report: report.to_owned(), event: event.to_owned() })
        }
        _ => Err("not an event (write the report's name, a colon and the event's id: \
                  gao-evening:e2)"
            .to_owned()),
    }
}

fn slot(text: &str) -> Result<Slot, String> {
    Slot::of_name(text).ok_or_else(|| {
        "nothing that reports can disagree on (killed, injured, time, place, actor, …)".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_members_event_stands_behind_the_last_colon() {
        let found = member("a:b:e2").unwrap();
        assert_eq!((found.report.as_str(), found.event.as_str()), ("a:b", "e2"));
        let found = member("a/b/e2").unwrap();
        assert_eq!((found.report.as_str(), found.event.as_str()), ("a/b", "e2"));
        assert!(member("e2").is_err() && member(":e2").is_err() && member("a:").is_err());
    }
}
