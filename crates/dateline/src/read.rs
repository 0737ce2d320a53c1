//! `dateline read`.

use anyhow::Result;
use dateline_core::Reading;

use crate::cli::{self, Format};
use crate::known::Known;
use crate::reader::Equipment;
use crate::render::html::Page;
use crate::render::table::Table;
use crate::render::{Render, json};
use crate::{Outcome, many, terminal};

/// Reads the reports under some paths and writes what they tell of.
pub fn run(arguments: &cli::Read) -> Result<Outcome> {
    let known = Known::from_arguments(&arguments.known)?;
    let equipment = Equipment::chosen(&arguments.model, &arguments.base)?;
    let render: Box<dyn Render<Reading>> = match arguments.format {
        Format::Table => {
            Box::new(Table(terminal::Page::of(arguments.many.output.output.is_none())))
        }
        Format::Json => Box::new(json::Array),
        Format::Jsonl => Box::new(json::Lines),
        Format::Html => Box::new(Page),
    };
    many::run(&arguments.many, &known, &|input| equipment.reader().read(input), &*render)
}
