//! What can be said on the command line.

pub mod backup;
pub mod decide;
pub mod serve;
pub mod store;
pub mod token;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Reads news reports and keeps a sourced record of the conflict incidents they tell of: what is
/// said to have happened, when, where, who and how many, and according to whom.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Read(Read),
    Explain(Explain),
    Add(store::Add),
    Incidents(store::Incidents),
    Show(store::Show),
    Conflicts(store::Conflicts),
    Search(store::Search),
    Merge(decide::Merge),
    Split(decide::Split),
    NeverMerge(decide::NeverMerge),
    Settle(decide::Settle),
    Reopen(decide::Reopen),
    Note(decide::Note),
    Correct(decide::Correct),
    Corrections(decide::Corrections),
    Undo(decide::Undo),
    Log(store::Log),
    Report(store::Report),
    Recode(store::Recode),
    Check(store::Check),
    Rebuild(store::Rebuild),
    Serve(serve::Serve),
    Backup(backup::Backup),
    Restore(backup::Restore),
    Token(token::Token),
    Time(Time),
    Places(Places),
    Actors(Actors),
    Counts(Counts),
    Claims(Claims),
}

/// What the exit codes of the commands that read reports mean.
const EXIT_CODES: &str = "\
Exit codes:
  0  everything was read
  1  some inputs could not be read; each is named on standard error, the others were read
  2  nothing could be read, the call is wrong, or the output could not be written";

const READ_EXAMPLES: &str = "\
Examples:
  dateline read reports/*.txt                       what some reports tell of, for people
  dateline read --format html --output page.html reports/
                                                    one page with each report beside its events
  dateline read --format jsonl --published-from dates.tsv reports/ > records.jsonl
  zcat crawl.jsonl.gz | dateline read --format jsonl -

Without a publication date no date is ever completed: “Monday” stays “Monday”.
";

/// Read reports and say what they tell of.
#[derive(Debug, Args)]
#[command(after_help = format!("{READ_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Read {
    /// How to say it: `table` for people, `json` (one array), `jsonl` (one record a line), `html`
    /// (one page with everything)
    #[arg(long, value_enum, default_value_t = Format::Table, hide_possible_values = true)]
    pub format: Format,

    #[command(flatten)]
    pub known: Known,

    #[command(flatten)]
    pub model: Model,

    #[command(flatten)]
    pub base: Base,

    #[command(flatten)]
    pub many: Many,
}

/// Many reports, and where what they say goes.
#[derive(Debug, Args)]
pub struct Many {
    #[command(flatten)]
    pub jobs: Jobs,

    #[command(flatten)]
    pub output: Output,

    #[command(flatten)]
    pub paths: Paths,
}

/// How much at a time.
#[derive(Debug, Args)]
pub struct Jobs {
    /// How many reports to read at the same time [default: one a processor core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

/// Where what is said goes.
#[derive(Debug, Args)]
pub struct Output {
    /// Write to this file, which is replaced only when everything is written
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Where the reports are.
#[derive(Debug, Args)]
pub struct Paths {
    /// Files and folders: plain text, HTML, JSON Lines or JSON, also packed with gzip or zstd.
    /// `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// What the caller knows of the reports.
#[derive(Debug, Default, Args)]
pub struct Known {
    /// Publication date of every report: 2024-05-31, 2024-05 or 2024
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<String>,

    /// Publication dates by report name, a line each: name, tab, date
    #[arg(long, value_name = "FILE.tsv")]
    pub published_from: Option<PathBuf>,

    /// Language of every report (ISO 639-1, such as `en` or `de`), else it is recognised
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub language: Option<String>,
}

/// Which model sees what a report tells of.
#[derive(Debug, Default, Args)]
pub struct Model {
    /// Read by word lists alone, without the trained model: English and German only
    #[arg(long)]
    pub no_model: bool,

    /// Read with another model than the shipped one: a folder as `training/export.py` writes it
    #[arg(long, value_name = "FOLDER", conflicts_with = "no_model")]
    pub model: Option<PathBuf>,
}

/// Which actors are known by name.
#[derive(Debug, Default, Args)]
pub struct Base {
    /// Know these actors too: a folder of TOML files as docs/actors.md describes them
    #[arg(long = "actors", value_name = "FOLDER")]
    pub actors: Option<PathBuf>,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  dateline read reports/border.txt                  shows its events: e1, e2, …
  dateline explain reports/border.txt e2            says why e2 reads as it does
";

/// Say which words and which rule or data entry gave each value of an event.
#[derive(Debug, Args)]
#[command(after_help = format!("{EXPLAIN_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Explain {
    #[command(flatten)]
    pub known: Known,

    #[command(flatten)]
    pub model: Model,

    #[command(flatten)]
    pub base: Base,

    /// A file with one report; `-` is standard input
    #[arg(value_name = "REPORT")]
    pub report: PathBuf,

    /// The event's id, as `dateline read` shows it: e1, e2, …
    #[arg(value_name = "EVENT")]
    pub event: String,
}

const TIME_EXAMPLES: &str = "\
Examples:
  dateline time --published 2024-05-07 report.txt   which days the words of a report mean
  dateline time --format jsonl --published-from dates.tsv reports/ > times.jsonl
";

/// Say which time expressions texts have and what they mean, as TIMEX3 and EDTF.
#[derive(Debug, Args)]
#[command(after_help = format!("{TIME_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Time {
    #[command(flatten)]
    pub part: Part,
}

const PLACES_EXAMPLES: &str = "\
Examples:
  dateline places report.txt                        which places a report names, and where they are
  dateline places --format jsonl reports/ > places.jsonl
";

/// Say which places texts name, and where they are.
#[derive(Debug, Args)]
#[command(after_help = format!("{PLACES_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Places {
    #[command(flatten)]
    pub part: Part,
}

const ACTORS_EXAMPLES: &str = "\
Examples:
  dateline actors report.txt                        who is named in a report, and who they are
  dateline actors --actors my-actors/ report.txt    the same, with actors of your own
";

/// Say which actors texts name, and who they are.
#[derive(Debug, Args)]
#[command(after_help = format!("{ACTORS_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Actors {
    #[command(flatten)]
    pub base: Base,

    #[command(flatten)]
    pub part: Part,
}

const COUNTS_EXAMPLES: &str = "\
Examples:
  dateline counts report.txt                        how many of whom or what a report tells of
  dateline counts --format jsonl reports/ > counts.jsonl
";

/// Say which numbers of people, munitions and things texts give.
#[derive(Debug, Args)]
#[command(after_help = format!("{COUNTS_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Counts {
    #[command(flatten)]
    pub part: Part,
}

const CLAIMS_EXAMPLES: &str = "\
Examples:
  dateline claims report.txt                        who is said to say what
  dateline claims --format jsonl reports/ > claims.jsonl
";

/// Say who is said to say what: source, cue and content of each attribution.
#[derive(Debug, Args)]
#[command(after_help = format!("{CLAIMS_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Claims {
    #[command(flatten)]
    pub model: Model,

    #[command(flatten)]
    pub base: Base,

    #[command(flatten)]
    pub part: Part,
}

/// What all parts that can be asked by themselves have in common.
#[derive(Debug, Args)]
pub struct Part {
    /// How to say it: `table` for people, `jsonl` (an object a text)
    #[arg(long, value_enum, default_value_t = PartFormat::Table, hide_possible_values = true)]
    pub format: PartFormat,

    #[command(flatten)]
    pub known: Known,

    #[command(flatten)]
    pub many: Many,
}

/// How to say what a part found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PartFormat {
    Table,
    Jsonl,
}

/// How to say what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Json,
    Jsonl,
    Html,
}

fn date(text: &str) -> Result<String, String> {
    dateline_io::published::date(text)
        .ok_or_else(|| "not a date (write 2024-05-31, 2024-05 or 2024)".to_owned())
}

fn language(text: &str) -> Result<String, String> {
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_lowercase()) {
        Ok(text.to_owned())
    } else {
        Err("not a two-letter code (ISO 639-1), such as en or de".to_owned())
    }
}
