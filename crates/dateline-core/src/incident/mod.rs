//! From the events of many reports to incidents: which tell of one occurrence, and what they
//! together say of it.
//!
//! The way of the data: [`Facts`] is what a report's events are compared by. [`Facts::index`] and
//! [`Facts::probe`] are keys: only reports where one's probe meets the other's index can have
//! anything in common. [`compare()`] says which events of two reports are likely one occurrence, with
//! reasons. [`cluster()`] makes groups of events out of all such links and a person's decisions; the
//! same whatever the order of the reports. [`reading()`] says what a group's reports together say.
//!
//! Every step is a function of what it is given: comparing two reports needs no other report, and a
//! group depends only on the links among its own events, so a store can do again just what one
//! more report has changed.

pub mod batch;
pub mod block;
pub mod cluster;
pub mod compare;
pub mod copies;
pub mod correction;
pub mod days;
pub mod facts;
pub mod pair;
pub mod reading;
pub mod record;
pub mod weights;

pub use cluster::{Decision, DecisionKind, Edge, cluster};
pub use compare::{Link, compare};
pub use correction::CorrectedValue;
pub use facts::{EventFacts, Facts};
pub use reading::{Told, reading};
pub use record::{Incident, Member};

/// True where two reports share one text: a wire copy, or a light rewrite.
#[must_use]
pub fn is_copy(a: &Facts, b: &Facts) -> bool {
    a.report.sketch.is_copy(&b.report.sketch)
}
