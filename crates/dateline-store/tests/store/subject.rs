//! The few functions of a store that its contract is written against, so that another store can be
//! put under the same tests.

use std::collections::BTreeSet;

use dateline_core::incident::record::Slot;
use dateline_core::incident::{Incident, Member};
use dateline_core::{Input, Record};
use dateline_store::{Added, By, Changed, Decided, Error, Query, Store};

use crate::made::{NOW, READER};

/// A store under test.
pub trait Subject: Sized {
    fn new() -> Self;
    fn put(&mut self, report: &(Input, Record)) -> Added;
    fn put_all(&mut self, reports: &[(Input, Record)]);
    fn all(&self, query: &Query) -> Vec<Incident>;
    fn one(&self, id: &str) -> Result<Incident, Error>;
    fn found(&self, words: &str) -> Vec<String>;
    fn join(&mut self, ids: &[&str]) -> Decided;
    fn part(&mut self, id: &str, out: &[Member]) -> Decided;
    fn keep_apart(&mut self, a: &str, b: &str) -> Decided;
    fn close(&mut self, id: &str, slot: Slot) -> Decided;
    fn take_back(&mut self, entry: i64) -> Result<Decided, Error>;
    /// Reads all reports again and gives what is otherwise; takes it over where asked to.
    fn again(&mut self, read: &dyn Fn(&Input) -> Record, apply: bool) -> Vec<Changed>;
    /// Everything worked out again from reports and log.
    fn anew(&mut self);
    /// Everything that follows from reports and log, as one word.
    fn state(&self) -> String;
    /// Nothing, or what is wrong.
    fn wrong(&self) -> Vec<String>;

    /// The events of all incidents.
    fn groups(&self) -> BTreeSet<BTreeSet<Member>> {
        groups(&self.all(&Query::default()))
    }

    /// The id of the incident that an event is in.
    fn home(&self, report: &str, event: &str) -> String {
        let is_it = |member: &Member| member.report == report && member.event == event;
        let all = self.all(&Query::default()).into_iter();
        let mut homes = all.filter(|incident| incident.members.iter().any(is_it));
        homes.next().expect("the event is in an incident").id
    }
}

pub fn groups(incidents: &[Incident]) -> BTreeSet<BTreeSet<Member>> {
    incidents.iter().map(|incident| incident.members.iter().cloned().collect()).collect()
}

pub fn by(why: &str) -> By<'_> {
    By { who: "anna", why, now: NOW }
}

impl Subject for Store {
    fn new() -> Self {
        Self::in_memory().expect("there is memory")
    }

    fn put(&mut self, (input, record): &(Input, Record)) -> Added {
        self.add(input, record, READER, NOW).expect("it can be added")
    }

    fn put_all(&mut self, reports: &[(Input, Record)]) {
        self.add_all(reports.iter().cloned(), READER, NOW).expect("they can be added");
    }

    fn all(&self, query: &Query) -> Vec<Incident> {
        self.incidents(query).expect("it can be asked")
    }

    fn one(&self, id: &str) -> Result<Incident, Error> {
        self.incident(id)
    }

    fn found(&self, words: &str) -> Vec<String> {
        let found = self.search(words, None).expect("it can be searched");
        found.into_iter().map(|incident| incident.id).collect()
    }

    fn join(&mut self, ids: &[&str]) -> Decided {
        self.merge(ids, by("the same blast")).expect("they can be merged")
    }

    fn part(&mut self, id: &str, out: &[Member]) -> Decided {
        self.split(id, out, by("two blasts")).expect("it can be split")
    }

    fn keep_apart(&mut self, a: &str, b: &str) -> Decided {
        self.never_merge(a, b, by("two places")).expect("they can be kept apart")
    }

    fn close(&mut self, id: &str, slot: Slot) -> Decided {
        self.settle(id, slot, by("the later figure")).expect("it can be settled")
    }

    fn take_back(&mut self, entry: i64) -> Result<Decided, Error> {
        self.undo(entry, by("a mistake"))
    }

    fn again(&mut self, read: &dyn Fn(&Input) -> Record, apply: bool) -> Vec<Changed> {
        let mut changed = Vec::new();
        for version in self.holding().expect("it can be read") {
            let held = self.held(version).expect("it can be read").expect("it holds");
            let record = read(&held.input);
            let values = self.changes(&held, &record).expect("they can be compared");
            if apply && !values.is_empty() {
                self.recode(&held, &record, "0.2.0", NOW).expect("it can be taken over");
                let again = self.recode(&held, &record, "0.2.0", NOW);
                assert!(again.expect_err("it holds no longer").is_bad_request());
            }
            changed.extend(values);
        }
        changed
    }

    fn anew(&mut self) {
        self.rebuild(NOW).expect("it can be rebuilt");
    }

    fn state(&self) -> String {
        self.fingerprint().expect("it can be read")
    }

    fn wrong(&self) -> Vec<String> {
        let breaches = self.check().expect("it can be checked");
        breaches.iter().map(ToString::to_string).collect()
    }
}
