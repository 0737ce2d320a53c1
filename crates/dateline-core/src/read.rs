//! The way of one report through the rooms.

use crate::{Input, record::Record};

/// A record and the reason of each of its values.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What the report says.
    pub record: Record,
    /// Why: which words and which rule gave which slot of which event.
    pub reasons: Vec<Reason>,
}

/// Which words and which rule or data entry gave one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Id of the event: `e1`.
    pub event: String,
    /// The slot: `type`, `status`, `time`, `place`, `actor`, `count.killed`, `claim`, …
    pub slot: String,
    /// The value given, as text.
    pub value: String,
    /// The words that gave it.
    pub text: String,
    /// Where they stand, in code points.
    pub span: crate::record::CodePoints,
    /// The rule or data entry: `en.event.ambush`.
    pub rule: crate::Rule,
}

/// Reads one report.
#[must_use]
pub fn read(_input: Input) -> Reading {
    unimplemented!()
}
