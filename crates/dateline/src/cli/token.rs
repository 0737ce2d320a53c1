//! What can be said to `dateline token`.

use clap::{Args, Subcommand};
use dateline_store::Scope;

use super::decide::text;
use super::store::{Answer, EXIT_CODES, File};

const TOKEN_EXAMPLES: &str = "\
Examples:
  dateline token new --who ben --scope read,review --expires 2027-12-31
  dateline token list                               whose there are, and when each was last used
  dateline token revoke 3

A token begins with dateline_ and 72 digits follow. The store keeps only its hash.
";

/// Say who may do what through the server: make, list and revoke tokens.
#[derive(Debug, Args)]
#[command(after_help = format!("{TOKEN_EXAMPLES}\n{EXIT_CODES}"))]
pub struct Token {
    #[command(subcommand)]
    pub what: What,
}

/// What is done about tokens.
#[derive(Debug, Subcommand)]
pub enum What {
    New(New),
    List(List),
    Revoke(Revoke),
}

/// Make a token and print it: this is the only time that it can be seen.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct New {
    #[command(flatten)]
    pub file: File,

    /// Whose it is: what this person does stands in the log under this name
    #[arg(long, value_name = "NAME", value_parser = text)]
    pub who: String,

    /// What its bearer may do: `read`, `add` (put reports in), `review` (decide); more than one with
    /// commas between them
    #[arg(long = "scope", value_name = "SCOPE", required = true, value_delimiter = ',',
        value_parser = scope)]
    pub scopes: Vec<Scope>,

    /// The last day on which it holds [default: until it is revoked]
    #[arg(long, value_name = "DATE")]
    pub expires: Option<String>,

    #[command(flatten)]
    pub by: By,
}

/// List all tokens, the revoked ones included.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct List {
    #[command(flatten)]
    pub file: File,

    #[command(flatten)]
    pub answer: Answer,
}

/// Revoke a token: from now on it holds no more.
#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub struct Revoke {
    #[command(flatten)]
    pub file: File,

    /// Its number, as `dateline token list` shows it
    #[arg(value_name = "ID", value_parser = clap::value_parser!(i64).range(1..))]
    pub id: i64,

    #[command(flatten)]
    pub by: By,
}

/// Who does it.
#[derive(Debug, Args)]
pub struct By {
    /// Who does this, for the log [default: the user's name]
    #[arg(long = "by", value_name = "NAME", value_parser = text)]
    pub name: Option<String>,
}

fn scope(name: &str) -> Result<Scope, String> {
    Scope::of_name(name.trim()).ok_or_else(|| "not one of read, add and review".to_owned())
}
