//! What persons say that reports say, where it was read otherwise.

use dateline_core::incident::correction::CorrectedValue;
use dateline_core::incident::record::Slot;
use dateline_core::incident::{Incident, Member};
use dateline_core::record::CountOf;
use dateline_store::{Correction, Decided, Error, Query, Store};

use crate::made::{Act, report};
use crate::subject::{Subject, by};

const BLAST: Act = Act { day: 3, town: 0, body: 0, act: 1, killed: 4 };
const KILLED: Slot = Slot::Count(CountOf::Killed);

/// Corrects an event; `text` is what it says, empty where it does not.
fn correct(
    store: &mut Store,
    event: (&str, &str),
    slot: Slot,
    text: &str,
) -> Result<Decided, Error> {
    let value = CorrectedValue::of_text(slot, text).expect("it is one");
    let member = Member { report: event.0.to_owned(), event: event.1.to_owned() };
    let value = (!text.is_empty()).then_some(value);
    store.correct(&Correction { member, slot, value }, by("it says so in the last line"))
}

fn none(store: &mut Store, event: (&str, &str), slot: Slot) -> Result<Decided, Error> {
    let member = Member { report: event.0.to_owned(), event: event.1.to_owned() };
    store.correct(&Correction { member, slot, value: None }, by("it does not say this"))
}

/// A store of three reports of one blast, the last with another toll, and that incident.
fn made() -> (Store, String) {
    let mut store = Store::new();
    store.put(&report("a", 0, &[BLAST]));
    store.put(&report("b", 1, &[BLAST]));
    store.put(&report("c", 2, &[Act { killed: 7, ..BLAST }]));
    let id = store.home("a", "e1");
    for other in ["b", "c"] {
        if store.home(other, "e1") != id {
            let other = store.home(other, "e1");
            store.join(&[&id, &other]);
        }
    }
    let id = store.home("a", "e1");
    (store, id)
}

fn is_disputed(incident: &Incident, slot: Slot) -> bool {
    incident.conflicts.iter().any(|conflict| conflict.slot == slot && conflict.open)
}

#[test]
fn a_correction_takes_a_conflict_away_and_its_undoing_brings_it_back() {
    let (mut store, id) = made();
    let before = store.one(&id).expect("it is there");
    assert!(is_disputed(&before, KILLED), "{before:#?}");
    let done = correct(&mut store, ("c", "e1"), KILLED, "4").expect("it can be corrected");
    assert_eq!(done.incidents, std::slice::from_ref(&id));
    let after = store.one(&id).expect("it is there");
    assert!(!is_disputed(&after, KILLED));
    let agreed = after.agreements.iter().find(|one| one.slot == KILLED).expect("they agree");
    assert_eq!(agreed.members, [0, 1, 2]);
    let killed = after.counts.iter().find(|count| count.of == CountOf::Killed).expect("it counts");
    assert_eq!((killed.low, killed.best, killed.high), (4, Some(4), Some(4)));
    let [corrected] = after.corrections.as_slice() else { panic!("{:#?}", after.corrections) };
    let json = serde_json::to_value(corrected).expect("it is JSON");
    assert_eq!(json["slot"], "killed");
    assert_eq!(json["was"][0]["low"], 7);
    assert_eq!(json["value"][0]["low"], 4);
    assert_eq!((json["by"].as_str(), json["member"].as_i64()), (Some("anna"), Some(2)));
    assert_eq!(corrected.entry, done.entry);
    // the member is shown as it is corrected, the report's record stays as it was read
    let shown = store.members(&id).expect("they are there");
    assert_eq!(shown[2].event.counts[0].low, 4);
    assert!(shown[2].event.summary.contains("4 killed"), "{}", shown[2].event.summary);
    assert_eq!(store.record("c", None).expect("it is there").events[0].counts[0].low, 7);
    // it is found by what it says now
    assert_eq!(store.wrong(), Vec::<String>::new());
    store.take_back(done.entry).expect("it can be undone");
    assert_eq!(store.one(&id).expect("it is there"), before);
    assert_eq!(store.wrong(), Vec::<String>::new());
}

#[test]
fn every_slot_can_be_corrected_and_is_read_so() {
    let (mut store, id) = made();
    let member = ("a", "e1");
    for (slot, text) in [
        (Slot::Status, "denied"),
        (Slot::Time, "2024-05-13"),
        (Slot::Place, "Sabkara, 13.1, 12.6, NER"),
        (Slot::Actor, "Army of Dawn"),
        (Slot::Recipient, "Harbour Watch"),
        (Slot::Responsibility, "Army of Dawn: claimed"),
        (KILLED, "40..60"),
        (Slot::Type, "PROTEST"),
    ] {
        correct(&mut store, member, slot, text).expect("it can be corrected");
        let again = correct(&mut store, member, slot, text).expect_err("it says so already");
        assert!(again.is_bad_request(), "{again}");
    }
    let incident = store.one(&id).expect("it is there");
    assert_eq!(incident.corrections.len(), 8);
    assert_eq!(incident.members.len(), 3, "which events are one incident does not change");
    for slot in [Slot::Status, Slot::Time, Slot::Place, KILLED] {
        assert!(is_disputed(&incident, slot), "{slot}: {:#?}", incident.conflicts);
    }
    let found = |query: Query| store.all(&query).len();
    assert_eq!(found(Query { actor: Some("army of dawn".into()), ..Query::default() }), 1);
    assert_eq!(found(Query { words: Some("sabkara".into()), ..Query::default() }), 1);
    assert_eq!(store.wrong(), Vec::<String>::new());
    let before = store.state();
    store.anew();
    assert_eq!(store.state(), before);
    // a day that is alone said by what it is not
    for (number, slot) in [Slot::Time, Slot::Place, Slot::Recipient, KILLED].iter().enumerate() {
        none(&mut store, member, *slot).expect("it may say nothing");
        let incident = store.one(&id).expect("it is there");
        assert_eq!(incident.corrections.len(), 8, "the last of a slot holds, {number}");
        assert!(!is_disputed(&incident, Slot::Time) || *slot != Slot::Time);
    }
    assert_eq!(store.wrong(), Vec::<String>::new());
}

#[test]
fn what_cannot_be_is_refused_and_nothing_is_done() {
    let (mut store, _) = made();
    let (before, entries) = (store.state(), store.last_entry().expect("it can be read"));
    for error in [
        correct(&mut store, ("a", "e9"), KILLED, "4"),
        correct(&mut store, ("nobody", "e1"), KILLED, "4"),
        correct(&mut store, ("a", "e1"), KILLED, "4"),
        correct(&mut store, ("a", "e1"), KILLED, "9..3"),
        correct(&mut store, ("a", "e1"), Slot::Time, "yesterday"),
        correct(&mut store, ("a", "e1"), Slot::Place, "Gao, 95, 200"),
        none(&mut store, ("a", "e1"), Slot::Type),
        none(&mut store, ("a", "e1"), Slot::Recipient),
        none(&mut store, ("a", "e1"), Slot::Motive),
    ] {
        let error = error.expect_err("it cannot be");
        assert!(error.is_bad_request(), "{error}");
    }
    assert_eq!(store.state(), before);
    assert_eq!(store.last_entry().expect("it can be read"), entries);
}

#[test]
fn a_correction_goes_over_to_a_later_version_and_the_last_one_holds() {
    let (mut store, id) = made();
    let first = correct(&mut store, ("c", "e1"), KILLED, "4").expect("it can be corrected");
    let second = correct(&mut store, ("c", "e1"), KILLED, "5").expect("it can be corrected");
    let killed = |store: &Store| {
        let shown = store.members(&id).expect("they are there");
        let told = shown.iter().find(|one| one.report.name == "c").expect("it is one of them");
        told.event.counts.iter().find(|one| one.of == CountOf::Killed).map(|one| one.low)
    };
    assert_eq!(killed(&store), Some(5));
    // another version, with one more act before it
    let other = Act { day: 4, town: 3, body: 2, act: 0, killed: 1 };
    store.put(&report("c", 2, &[other, Act { killed: 7, ..BLAST }]));
    assert_eq!(killed(&store), Some(5));
    let corrections = store.one(&id).expect("it is there").corrections;
    assert_eq!(corrections.len(), 1);
    assert_eq!(corrections[0].entry, second.entry);
    assert_eq!(store.wrong(), Vec::<String>::new());
    store.take_back(second.entry).expect("it can be undone");
    assert_eq!(killed(&store), Some(4));
    store.take_back(first.entry).expect("it can be undone");
    assert_eq!(killed(&store), Some(7));
    assert_eq!(store.wrong(), Vec::<String>::new());
    let before = store.state();
    store.anew();
    assert_eq!(store.state(), before);
}

#[test]
fn corrections_teach_what_was_read_and_what_is_said() {
    let (mut store, _) = made();
    correct(&mut store, ("c", "e1"), KILLED, "4").expect("it can be corrected");
    let last = correct(&mut store, ("c", "e1"), KILLED, "5").expect("it can be corrected");
    let undone = correct(&mut store, ("a", "e1"), KILLED, "6").expect("it can be corrected");
    none(&mut store, ("b", "e1"), Slot::Place).expect("it can be corrected");
    store.take_back(undone.entry).expect("it can be undone");
    let mut lessons = Vec::new();
    let gone: std::ops::ControlFlow<()> = store
        .each_lesson(|lesson| {
            lessons.push(lesson);
            std::ops::ControlFlow::Continue(())
        })
        .expect("they can be read");
    assert!(gone.is_continue());
    let slots: Vec<_> = lessons.iter().map(|one| (one.report.as_str(), one.slot)).collect();
    assert_eq!(slots, [("c", KILLED), ("b", Slot::Place)]);
    let lesson = &lessons[0];
    assert_eq!((lesson.entry, lesson.who.as_str()), (last.entry, "anna"));
    assert_eq!(lesson.event.counts[0].low, 7, "the event as it was read");
    assert!(lesson.text.contains("lost their lives") || lesson.text.contains("7"));
    let json = serde_json::to_value(lesson).expect("it is JSON");
    assert_eq!((&json["was"][0]["low"], &json["value"][0]["low"]), (&7.into(), &5.into()));
    assert_eq!(lessons[1].value, None);
}
