//! `dateline correct` and `dateline corrections`.

use std::ops::ControlFlow;

use anyhow::{Result, anyhow, bail};
use dateline_core::incident::CorrectedValue;
use dateline_core::incident::record::Slot;
use dateline_core::record::Role;
use dateline_io::export;
use dateline_store::{By, Correction, Lesson};

use super::decide::{person, tell};
use super::show::not_found;
use super::{Flow, now};
use crate::{Outcome, cli};

/// Corrects what one report of an incident says.
pub fn correct(arguments: &cli::decide::Correct) -> Result<Outcome> {
    let cli::decide::Correct { file, by, id, member, slot, value, none: _ } = arguments;
    let who = person(by.who.who.as_deref(), "--who")?;
    let mut store = super::open(file)?;
    let value = value.as_deref().map(|text| CorrectedValue::of_text(*slot, text)).transpose();
    let value = value.map_err(|wrong| anyhow!("{wrong}"))?;
    let incident = store.incident(id).map_err(not_found)?;
    if !incident.members.contains(member) {
        bail!("event {} of report “{}” is not in {}", member.event, member.report, incident.id);
    }
    let correction = Correction { member: member.clone(), slot: *slot, value };
    let by = By { who: &who, why: &by.why, now: &now() };
    let decided = store.correct(&correction, by).map_err(not_found)?;
    tell(&decided, &format!("{slot} of {}, {} is corrected", member.report, member.event))
}

/// Lists all corrections that hold.
pub fn corrections(arguments: &cli::decide::Corrections) -> Result<Outcome> {
    let store = super::open(&arguments.file)?;
    let mut flow = Flow::open(&arguments.output)?;
    let gone = store.each_lesson(|lesson| match line(&lesson, arguments.without_persons) {
        Ok(line) => flow.write(&line),
        Err(error) => ControlFlow::Break(error),
    });
    super::to_the_end(gone)?;
    flow.end("")?;
    Ok(Outcome::All)
}

/// A correction as a line of JSON, with private persons or without.
pub fn line(lesson: &Lesson, without_persons: bool) -> Result<String> {
    let mut line = if without_persons {
        let cleaned = export::without_persons(lesson, &lesson.events, &private(lesson))?;
        serde_json::to_string(&cleaned)?
    } else {
        serde_json::to_string(lesson)?
    };
    line.push('\n');
    Ok(line)
}

/// The names of a correction where they are those of private persons: where one stood before.
fn private(lesson: &Lesson) -> Vec<String> {
    let role = match lesson.slot {
        Slot::Actor => Role::Actor,
        Slot::Recipient => Role::Recipient,
        _ => return Vec::new(),
    };
    let mut parties = lesson.event.participants.iter();
    if !parties.any(|one| one.role == role && one.private) {
        return Vec::new();
    }
    match &lesson.value {
        Some(CorrectedValue::Names(names)) => names.clone(),
        _ => Vec::new(),
    }
}
