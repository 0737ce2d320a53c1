//! What can be said to `dateline serve`.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;

use clap::{Args, ValueEnum};

use super::store::File;
use super::{Base, Model};

/// Requests a second for each caller where other machines can ask and nothing else is said.
pub const RATE: Option<NonZeroU32> = NonZeroU32::new(50);

const SERVE_EXAMPLES: &str = "\
Examples:
  dateline serve                                    pages and API of dateline.db, for this machine
  dateline serve --store mali.db --listen 127.0.0.1:9000
  dateline token new --who Amina --scope read,review
  dateline serve --listen 0.0.0.0:8080 --public-address https://dateline.example.org

On this machine anybody may read, and whoever changes something shows a token. Where other machines
can ask, everything takes a token. DATELINE_LOG sets how much is told: error, warn, info or debug.

Exit codes:
  0  it was told to end, and has sent what it was sending
  2  it could not begin; standard error says why";

/// Serve a store as pages and as an API, for people and programs.
#[derive(Debug, Args)]
#[command(after_help = SERVE_EXAMPLES)]
pub struct Serve {
    #[command(flatten)]
    pub file: File,

    /// Address and port to listen on; port 0 takes a free one, which is told on standard output
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// What the server is called by others, where another server stands before it:
    /// `https://dateline.example.org`
    #[arg(long, value_name = "ADDRESS")]
    pub public_address: Option<String>,

    /// A server that stands before this one and is believed on who asks; may be given more than once
    #[arg(long, value_name = "IP")]
    pub trusted_proxy: Vec<IpAddr>,

    /// Requests a second that each caller may send, and four times as many at once [default: 50; on
    /// this machine as many as they like]
    #[arg(long, value_name = "N")]
    pub rate: Option<NonZeroU32>,

    /// How what happens is told on standard error: `text` for people, `json` (one object a line) for
    /// programs
    #[arg(long, value_enum, value_name = "FORM", default_value_t = LogForm::Text, hide_possible_values = true)]
    pub log: LogForm,

    #[command(flatten)]
    pub model: Model,

    #[command(flatten)]
    pub base: Base,
}

/// How logs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogForm {
    Text,
    Json,
}
