//! The `dateline` program: reads news reports and keeps a sourced record of the conflict incidents
//! they tell of.
//!
//! This crate is the outermost room. It knows about arguments, terminals, threads and exit codes;
//! what a report says is read by `dateline-core`, where reports come from by `dateline-io`, what
//! many of them say together is kept by `dateline-store`.

mod cli;
mod explain;
mod known;
mod many;
mod output;
mod part;
mod pipeline;
mod progress;
mod read;
mod reader;
mod render;
mod serve;
mod store;
mod terminal;

use std::process::ExitCode;

use clap::Parser;
use dateline_core::parts::Part;

use crate::reader::Equipment;

/// How a run ended; see `docs/exit-codes.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Everything was read or done.
    All,
    /// Some inputs could not be read, and the others were; or a store is not what it should be.
    Some,
    /// Nothing could be read.
    Nothing,
}

impl Outcome {
    fn code(self) -> u8 {
        match self {
            Self::All => 0,
            Self::Some => 1,
            Self::Nothing => 2,
        }
    }
}

fn main() -> ExitCode {
    reader::keep_panics_quiet();
    let result = match cli::Arguments::parse().command {
        cli::Command::Add(arguments) => store::add::run(&arguments),
        cli::Command::Incidents(arguments) => store::incidents::run(&arguments),
        cli::Command::Show(arguments) => store::show::run(&arguments),
        cli::Command::Conflicts(arguments) => store::incidents::conflicts(&arguments),
        cli::Command::Search(arguments) => store::incidents::search(&arguments),
        cli::Command::Merge(arguments) => store::decide::merge(&arguments),
        cli::Command::Split(arguments) => store::decide::split(&arguments),
        cli::Command::NeverMerge(arguments) => store::decide::never_merge(&arguments),
        cli::Command::Settle(arguments) => store::decide::settle(&arguments),
        cli::Command::Reopen(arguments) => store::decide::reopen(&arguments),
        cli::Command::Note(arguments) => store::decide::note(&arguments),
        cli::Command::Correct(arguments) => store::correct::correct(&arguments),
        cli::Command::Corrections(arguments) => store::correct::corrections(&arguments),
        cli::Command::Undo(arguments) => store::decide::undo(&arguments),
        cli::Command::Log(arguments) => store::log::run(&arguments),
        cli::Command::Report(arguments) => store::report::run(&arguments),
        cli::Command::Recode(arguments) => store::recode::run(&arguments),
        cli::Command::Check(arguments) => store::check::run(&arguments),
        cli::Command::Rebuild(arguments) => store::check::rebuild(&arguments),
        cli::Command::Backup(arguments) => store::backup::backup(&arguments),
        cli::Command::Restore(arguments) => store::backup::restore(&arguments),
        cli::Command::Token(arguments) => store::token::run(&arguments),
        cli::Command::Serve(arguments) => serve::run(&arguments),
        cli::Command::Read(arguments) => read::run(&arguments),
        cli::Command::Explain(arguments) => explain::run(&arguments),
        cli::Command::Time(arguments) => {
            part::run(Part::Times, &Equipment::plain(), &arguments.part)
        }
        cli::Command::Places(arguments) => {
            part::run(Part::Places, &Equipment::plain(), &arguments.part)
        }
        cli::Command::Actors(arguments) => Equipment::with_actors(&arguments.base)
            .and_then(|equipment| part::run(Part::Actors, &equipment, &arguments.part)),
        cli::Command::Counts(arguments) => {
            part::run(Part::Counts, &Equipment::plain(), &arguments.part)
        }
        cli::Command::Claims(arguments) => Equipment::chosen(&arguments.model, &arguments.base)
            .and_then(|equipment| part::run(Part::Claims, &equipment, &arguments.part)),
    };
    match result {
        Ok(outcome) => ExitCode::from(outcome.code()),
        // whoever read our output has seen enough
        Err(error) if output::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::complain(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}
