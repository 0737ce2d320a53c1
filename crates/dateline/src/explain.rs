//! `dateline explain`.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use dateline_core::Reading;
use dateline_core::read::Reason;
use dateline_io::intake;

use crate::known::Known;
use crate::output::Output;
use crate::reader::{self, Equipment, Read};
use crate::render::Lines;
use crate::terminal::{plain, wrap};
use crate::{Outcome, cli, render, terminal};

/// Says which words and which rule gave each value of one event.
pub fn run(arguments: &cli::Explain) -> Result<Outcome> {
    let known = Known::from_arguments(&arguments.known)?;
    let equipment = Equipment::chosen(&arguments.model, &arguments.base)?;
    let read = |input| equipment.reader().read(input);
    let reading = reading(&arguments.report, &known, &read)?;
    let text = explanation(&reading, &arguments.event, terminal::columns())?;
    let mut output = Output::open(None)?;
    output.write(&text).with_context(|| format!("{}: cannot be written", output.name()))?;
    output.finish()?;
    Ok(Outcome::All)
}

/// Reads the one report at a path.
fn reading(path: &Path, known: &Known, read: Read<'_, Reading>) -> Result<Reading> {
    let mut sources = intake::open(vec![path.to_owned()]);
    let source = sources.next().ok_or_else(|| anyhow!("{}: no report", path.display()))??;
    if sources.next().is_some() {
        bail!("{}: holds more than one report", path.display());
    }
    let subject = source.subject();
    let mut input = source.load()?;
    known.lay_over(&mut input);
    reader::read(read, input).map_err(|reason| anyhow!("{subject}: {reason}"))
}

/// The explanation of one event, a value a block.
fn explanation(reading: &Reading, id: &str, columns: usize) -> Result<String> {
    let record = &reading.record;
    let Some(event) = record.events.iter().find(|event| event.id == id) else {
        let name = &record.report.name;
        match (record.events.first(), record.events.last()) {
            (Some(first), Some(last)) if record.events.len() > 1 => {
                bail!("{name} tells of no event {id}, only of {} to {}", first.id, last.id)
            }
            (Some(only), _) => bail!("{name} tells of no event {id}, only of {}", only.id),
            _ => bail!("{name} tells of no event"),
        }
    };
    let mut out = String::new();
    let mut say = |text: &str, indent: usize| {
        for line in wrap(&plain(text), columns, indent, indent) {
            out.push_str(&" ".repeat(indent));
            out.push_str(&line);
            out.push('\n');
        }
    };
    say(&format!("{}, {}: {}", record.report.name, event.id, render::kind(event)), 0);
    for evidence in &event.evidence {
        say(&format!("“{}”", render::one_line(&evidence.text)), 2);
    }
    let lines = Lines::new(&record.report.text);
    let mut slot = "";
    for reason in reading.reasons.iter().filter(|reason| reason.event == id) {
        if slot != reason.slot {
            slot = &reason.slot;
            say(slot, 0);
        }
        say(&render::one_line(&reason.value), 2);
        say(&because(reason, &lines), 4);
    }
    Ok(out)
}

/// "“slammed” in line 3, code points 62 to 69, by en.event.shelling".
fn because(reason: &Reason, lines: &Lines) -> String {
    let Reason { text, span: [start, end], rule, .. } = reason;
    if start >= end {
        return format!("by {rule}");
    }
    let (line, text) = (lines.of(*start), render::one_line(text));
    format!("“{text}” in line {line}, code points {start} to {end}, by {rule}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_words_its_place_and_its_rule() {
        let reading = &crate::render::tests::readings()[0];
        insta::assert_snapshot!(explanation(reading, "e1", 80).unwrap());
        let error = explanation(reading, "e9", 80).unwrap_err();
        assert_eq!(error.to_string(), "market tells of no event e9, only of e1 to e2");
    }
}
