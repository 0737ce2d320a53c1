//! What can be said to the commands that put reports into a store and ask it.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use dateline_core::incident::record::Grade;
use dateline_core::record::{EventType, Status};
use dateline_io::export;
use dateline_store::{Near, Query, Within};

use super::{Base, Jobs, Known, Model, Output, PartFormat, Paths};

/// What the exit codes of the commands that ask a store or change it mean.
pub const EXIT_CODES: &str = "\
Exit codes:
  0  it was done; also where nothing fits what was asked
  2  it could not be done, or the output could not be written; standard error says why";

/// Which store.
#[derive(Debug, Args)]
pub struct File {
    /// The store, one file [default: what DATELINE_STORE says, else dateline.db]
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
}

const ADD_EXAMPLES: &str = "\
Examples:
  dateline add reports/                             reads reports and keeps them in dateline.db
  dateline add --store mali.db --published-from dates.tsv reports/
  zcat crawl.jsonl.gz | dateline add --jobs 8 -

It can be stopped at any time, and run again: what is stored already is not read again. A report
that has changed since is a new version of itself; the old one stays.

Exit codes:
  0  everything is stored
  1  some inputs could not be read; each is named on standard error, the others are stored
  2  nothing could be read, the call is wrong, or the store could not be written";

/// Read reports and put them into a store, where those of one incident come together.
#[derive(Debug, Args)]
#[command(after_help = ADD_EXAMPLES)]
pub struct Add {
    #[command(flatten)]
    pub file: File,

    #[command(flatten)]
    pub known: Known,

    #[command(flatten)]
    pub model: Model,

    #[command(flatten)]
    pub base: Base,

    #[command(flatten)]
    pub jobs: Jobs,

    #[command(flatten)]
    pub paths: Paths,
}

/// Which incidents. All that is given must hold.
#[derive(Debug, Args)]
pub struct Filters {
    /// It may have been on or after this day, month or year: 2024-05-31, 2024-05 or 2024
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    pub since: Option<String>,

    /// It may have been on or before this day, month or year
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    pub until: Option<String>,

    /// It lies in this circle: degrees north, degrees east, kilometres
    #[arg(long, value_name = "LAT,LON,KM", value_parser = near, allow_hyphen_values = true)]
    pub near: Option<Near>,

    /// It lies in this box: the degrees of its west, south, east and north
    #[arg(long, value_name = "W,S,E,N", value_parser = within, allow_hyphen_values = true)]
    pub within: Option<Within>,

    /// Its place is called so, by the gazetteer or a report, or it lies in the country of this name or
    /// code (Mali, MLI)
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,

    /// Somebody who takes part is called so, or has this id in the actor base
    #[arg(long, value_name = "NAME")]
    pub actor: Option<String>,

    /// Its type, one of PLOVER's: assault, coerce, protest, …
    #[arg(long = "type", value_name = "TYPE", value_parser = event_type)]
    pub event_type: Option<EventType>,

    /// Whether it happened: occurred, attempted, prevented, ongoing, planned, threatened,
    /// hypothetical or denied
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub status: Option<Status>,

    /// How well it is attested: confirmed, fair, weak, contested or discounted
    #[arg(long, value_name = "GRADE", value_parser = grade)]
    pub grade: Option<Grade>,

    /// At least so many reports tell of it
    #[arg(long, value_name = "N")]
    pub min_sources: Option<usize>,

    /// So many incidents at most, the earliest
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

impl Filters {
    /// The question that a store is asked.
    pub fn query(&self, conflicting: bool) -> Query {
        Query {
            since: self.since.clone(),
            until: self.until.clone(),
            near: self.near,
            within: self.within,
            place: self.place.clone(),
            actor: self.actor.clone(),
            event_type: self.event_type,
            status: self.status,
            grade: self.grade,
            min_sources: self.min_sources,
            conflicting,
            words: None,
            limit: self.limit,
        }
    }
}

const INCIDENTS_EXAMPLES: &str = "\
Examples:
  dateline incidents --since 2024-05-01 --place MLI what happened in Mali since then
  dateline incidents --near 15.08,-2.22,50 --min-sources 2
  dateline incidents --conflicting                  those that reports disagree on
  dateline incidents --format jsonl --type assault > assaults.jsonl
  dateline incidents --as acled --without-persons --output acled.csv

docs/exports.md has every column of every format, docs/incidents.md what an incident is.
";

/// List incidents, for people or for programs.
#[derive(Debug, Args)]
#[command(after_help = format!("{INCIDENTS_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Incidents {
    #[command(flatten)]
    pub file: File,

    #[command(flatten)]
    pub filters: Filters,

    /// Its reports disagree, and nobody has settled it
    #[arg(long)]
    pub conflicting: bool,

    /// How to say it: `table` for people, `jsonl` (an incident a line), `json` (one array), `csv`,
    /// `geojson`, `parquet`
    #[arg(long, value_enum, default_value_t = IncidentFormat::Table, hide_possible_values = true)]
    pub format: IncidentFormat,

    /// In the form of others instead: `acled`, `ucdp`, `plover`, `hxl`, `claimreview`,
    /// `geoparquet`; also the formats above
    #[arg(long = "as", value_name = "FORM", conflicts_with = "format", value_parser = form())]
    pub form: Option<export::Format>,

    /// Leave out private persons: victims, bystanders, and their names in everything else
    #[arg(long)]
    pub without_persons: bool,

    #[command(flatten)]
    pub output: Output,
}

/// How to list incidents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum IncidentFormat {
    Table,
    Jsonl,
    Json,
    Csv,
    Geojson,
    Parquet,
}

impl IncidentFormat {
    /// The export that it is; none for people.
    pub fn export(self) -> Option<export::Format> {
        Some(match self {
            Self::Table => return None,
            Self::Jsonl => export::Format::Jsonl,
            Self::Json => export::Format::Json,
            Self::Csv => export::Format::Csv,
            Self::Geojson => export::Format::Geojson,
            Self::Parquet => export::Format::Parquet,
        })
    }
}

/// How to say what was found, and where it goes.
#[derive(Debug, Args)]
pub struct Answer {
    /// How to say it: `table` for people, `jsonl` (an object a line)
    #[arg(long, value_enum, default_value_t = PartFormat::Table, hide_possible_values = true)]
    pub format: PartFormat,

    #[command(flatten)]
    pub output: Output,
}

const SHOW_EXAMPLES: &str = "\
Examples:
  dateline show i-2024-05-05-7f3a                   everything that is known of it
  dateline show --format jsonl i-2024-05-05-7f3a    the same, with its reports, for programs
";

/// Show one incident: each value with who says it, and where they disagree.
#[derive(Debug, Args)]
#[command(after_help = format!("{SHOW_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Show {
    #[command(flatten)]
    pub file: File,

    #[command(flatten)]
    pub answer: Answer,

    /// The incident's id, as `dateline incidents` shows it, or one that it has had
    #[arg(value_name = "ID")]
    pub id: String,
}

const CONFLICTS_EXAMPLES: &str = "\
Examples:
  dateline conflicts --since 2024-05                what reports of that month disagree on
  dateline conflicts --format jsonl > conflicts.jsonl
  dateline settle i-2024-05-05-7f3a killed --why \"the ministry corrected itself\"
";

/// List what reports disagree on and nobody has settled, with both sides.
#[derive(Debug, Args)]
#[command(after_help = format!("{CONFLICTS_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Conflicts {
    #[command(flatten)]
    pub file: File,

    #[command(flatten)]
    pub filters: Filters,

    #[command(flatten)]
    pub answer: Answer,
}

const SEARCH_EXAMPLES: &str = "\
Examples:
  dateline search market Gao                        incidents whose reports have both words
  dateline search --format jsonl --limit 10 ambush
";

/// Find incidents by words of their reports, the likeliest to be meant first.
#[derive(Debug, Args)]
#[command(after_help = format!("{SEARCH_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Search {
    #[command(flatten)]
    pub file: File,

    /// So many incidents at most [default: 100 for people, all for programs]
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,

    #[command(flatten)]
    pub answer: Answer,

    /// Words that all must be there; one of four letters or more is also found with an ending
    #[arg(required = true, value_name = "WORD")]
    pub words: Vec<String>,
}

const LOG_EXAMPLES: &str = "\
Examples:
  dateline log --limit 20                           the last twenty changes
  dateline log --format jsonl > log.jsonl           all of them
";

/// List every change of a store: reports that came in, and what persons have decided and why.
#[derive(Debug, Args)]
#[command(after_help = format!("{LOG_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Log {
    #[command(flatten)]
    pub file: File,

    /// So many entries at most, the last
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,

    #[command(flatten)]
    pub answer: Answer,
}

const REPORT_EXAMPLES: &str = "\
Examples:
  dateline report gao-ministry                      what was read out of it, and its versions
  dateline report --version 3 gao-ministry          as an older version had it
";

/// Show what was read out of a stored report, also in an older version.
#[derive(Debug, Args)]
#[command(after_help = format!("{REPORT_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Report {
    #[command(flatten)]
    pub file: File,

    /// The version, by its number in the store [default: the one that holds]
    #[arg(long, value_name = "N")]
    pub version: Option<i64>,

    #[command(flatten)]
    pub answer: Answer,

    /// The report's name, as `dateline show` has it
    #[arg(value_name = "NAME")]
    pub name: String,
}

const RECODE_EXAMPLES: &str = "\
Examples:
  dateline recode                                   what would be read otherwise now
  dateline recode --actors my-actors/ --format jsonl > changes.jsonl
  dateline recode --apply                           reads again and takes it over

Nothing changes without --apply. With it the old versions stay, and decisions hold on.

Exit codes:
  0  it was done
  1  some reports could not be read again; each is named on standard error, the others were
  2  none could be read again, it could not be done, or the output could not be written";

/// Read all stored reports again, and say value by value what is otherwise.
#[derive(Debug, Args)]
#[command(after_help = RECODE_EXAMPLES)]
pub struct Recode {
    #[command(flatten)]
    pub file: File,

    /// Take over what is otherwise, as new versions of the reports
    #[arg(long)]
    pub apply: bool,

    #[command(flatten)]
    pub model: Model,

    #[command(flatten)]
    pub base: Base,

    #[command(flatten)]
    pub jobs: Jobs,

    #[command(flatten)]
    pub answer: Answer,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  dateline check                                    says nothing is wrong, or what is
  dateline check --store mali.db && dateline backup --store mali.db kept/mali.db

Exit codes:
  0  the store is what it should be
  1  it is not; each breach is a line of the output
  2  the store could not be read, or the output not be written";

/// Check that a store is what it should be.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct Check {
    #[command(flatten)]
    pub file: File,

    #[command(flatten)]
    pub answer: Answer,
}

const REBUILD_EXAMPLES: &str = "\
Examples:
  dateline rebuild                                  groups and readings anew, by this program's rules
";

/// Work out incidents, readings and indices again from the reports and the log.
#[derive(Debug, Args)]
#[command(after_help = format!("{REBUILD_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Rebuild {
    #[command(flatten)]
    pub file: File,
}

pub fn near(text: &str) -> Result<Near, String> {
    let numbers: Option<Vec<f64>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    match numbers.as_deref() {
        Some(&[lat, lon, km]) => Ok(Near { lat, lon, km }),
        _ => Err("not a circle (write degrees north, degrees east and kilometres: \
                  15.08,-2.22,50)"
            .to_owned()),
    }
}

pub fn within(text: &str) -> Result<Within, String> {
    let numbers: Option<Vec<f64>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    match numbers.as_deref() {
        Some(&[west, south, east, north]) => Ok(Within { west, south, east, north }),
        _ => Err("not a box (write the degrees of its west, south, east and north: \
                  -12.2,10.1,4.3,25)"
            .to_owned()),
    }
}

/// The value whose name in the record this is, letter case aside.
fn code<T: serde::de::DeserializeOwned>(name: String) -> Result<T, String> {
    // the message lists the names that there are
    serde_json::from_value(serde_json::Value::String(name)).map_err(|error| error.to_string())
}

pub fn event_type(text: &str) -> Result<EventType, String> {
    code(text.to_uppercase())
}

pub fn status(text: &str) -> Result<Status, String> {
    code(text.to_lowercase())
}

pub fn grade(text: &str) -> Result<Grade, String> {
    code(text.to_lowercase())
}

fn form() -> impl TypedValueParser<Value = export::Format> {
    let names = export::Format::ALL.map(export::Format::name);
    PossibleValuesParser::new(names)
        .try_map(|name| export::Format::of_name(&name).ok_or_else(|| format!("no form {name}")))
}
