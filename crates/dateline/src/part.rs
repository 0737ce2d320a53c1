//! `dateline time`, `places`, `actors`, `counts` and `claims`: one room at a time.

use anyhow::Result;
use dateline_core::parts::{self, Parts};

use crate::cli::{self, PartFormat};
use crate::known::Known;
use crate::reader::Equipment;
use crate::render::Render;
use crate::render::parts::{Lines, Table};
use crate::{Outcome, many, terminal};

/// Asks one room what the reports under some paths say.
pub fn run(part: parts::Part, equipment: &Equipment, arguments: &cli::Part) -> Result<Outcome> {
    let known = Known::from_arguments(&arguments.known)?;
    let render: Box<dyn Render<Parts>> = match arguments.format {
        PartFormat::Table => {
            Box::new(Table(terminal::Page::of(arguments.many.output.output.is_none())))
        }
        PartFormat::Jsonl => Box::new(Lines),
    };
    many::run(&arguments.many, &known, &|input| equipment.reader().part(part, input), &*render)
}
