//! What any store must do.

use std::collections::BTreeSet;

use dateline_core::incident::Member;
use dateline_core::incident::record::{Relation, Slot};
use dateline_core::record::{CountOf, Level};
use dateline_store::{Added, Near, Query, Store};

use crate::made::{Act, Dice, read, report, world};
use crate::subject::Subject;

const BLAST: Act = Act { day: 3, town: 0, body: 0, act: 1, killed: 4 };
const SHELLS: Act = Act { day: 3, town: 4, body: 2, act: 0, killed: 2 };
const MARCH: Act = Act { day: 20, town: 5, body: 3, act: 3, killed: 0 };

fn member(report: &str, event: &str) -> Member {
    Member { report: report.to_owned(), event: event.to_owned() }
}

fn none<T: std::fmt::Debug>(wrong: &[T]) {
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn reports_of_one_act_are_one_incident<S: Subject>() {
    let mut store = S::new();
    store.put(&report("a", 0, &[BLAST, SHELLS]));
    store.put(&report("b", 1, &[BLAST]));
    store.put(&report("c", 2, &[MARCH]));
    let incidents = store.all(&Query::default());
    assert_eq!(incidents.len(), 3);
    let blast = store.one(&store.home("a", "e1")).expect("it is there");
    assert_eq!(blast.members, [member("a", "e1"), member("b", "e1")]);
    assert_eq!(blast.sources, 2);
    assert!(blast.id.starts_with("i-2024-05-03-"), "{}", blast.id);
    assert_eq!(blast.why.len(), 1);
    assert!(!blast.why[0].because.is_empty());
    none(&store.wrong());
}

fn the_same_report_again_changes_nothing<S: Subject>() {
    let mut store = S::new();
    let one = report("a", 0, &[BLAST]);
    assert_eq!(store.put(&one), Added::New("a".into()));
    let before = store.state();
    assert_eq!(store.put(&one), Added::Same("a".into()));
    let mut elsewhere = one;
    elsewhere.0.source_path = Some("other/a.txt".into());
    assert_eq!(store.put(&elsewhere), Added::Same("a".into()));
    assert_eq!(store.state(), before);
}

fn an_updated_report_supersedes_and_an_old_one_does_not_come_back<S: Subject>() {
    let mut store = S::new();
    let first = report("a", 0, &[BLAST]);
    let second = report("a", 0, &[Act { killed: 7, ..BLAST }, SHELLS]);
    store.put(&first);
    store.put(&report("b", 1, &[BLAST]));
    let id = store.home("a", "e1");
    assert_eq!(store.put(&second), Added::Supersedes("a".into()));
    assert_eq!(store.put(&first), Added::Same("a".into()));
    assert_eq!(store.put(&second), Added::Same("a".into()));
    assert_eq!(store.all(&Query::default()).len(), 2);
    assert_eq!(store.home("a", "e1"), id);
    none(&store.wrong());
}

fn another_report_of_the_same_name_is_another_report<S: Subject>() {
    let mut store = S::new();
    store.put(&report("a", 0, &[BLAST]));
    let mut other = report("a", 2, &[MARCH, SHELLS]);
    other.0.source_path = Some("elsewhere/a.txt".into());
    assert_eq!(store.put(&other), Added::New("a~2".into()));
    assert_eq!(store.put(&other), Added::Same("a~2".into()));
    // one with an address of its own is no version of either
    let mut third = report("a", 3, &[SHELLS]);
    third.0.url = Some("https://example.org/a".into());
    assert_eq!(store.put(&third), Added::New("a~3".into()));
    third.0.text.push_str("\nThis story was corrected.");
    assert_eq!(store.put(&third), Added::Supersedes("a~3".into()));
    none(&store.wrong());
}

fn any_order_of_arrival_gives_the_groups_of_a_batch<S: Subject>() {
    for seed in 0..12 {
        let mut reports = world(seed, 12);
        let records: Vec<_> = reports.iter().map(|(_, record)| record.clone()).collect();
        let batch = dateline_core::incident::batch::merge(&records, &[]);
        let wanted = crate::subject::groups(&batch);
        let mut at_once = S::new();
        at_once.put_all(&reports);
        assert_eq!(at_once.groups(), wanted, "seed {seed}, at once");
        let mut dice = Dice(seed);
        for _ in 0..3 {
            for at in (1..reports.len()).rev() {
                reports.swap(at, usize::try_from(dice.below(at as u64 + 1)).unwrap_or_default());
            }
            let mut store = S::new();
            for report in &reports {
                store.put(report);
            }
            assert_eq!(store.groups(), wanted, "seed {seed}");
            none(&store.wrong());
        }
    }
}

fn a_merge_and_its_undoing_restore_both_incidents<S: Subject>() {
    let mut store = S::new();
    store.put(&report("a", 0, &[BLAST]));
    store.put(&report("b", 1, &[MARCH]));
    let before = store.all(&Query::default());
    let ids: Vec<&str> = before.iter().map(|incident| incident.id.as_str()).collect();
    let merged = store.join(&ids);
    assert_eq!(merged.incidents.len(), 1);
    let one = store.one(&merged.incidents[0]).expect("it is there");
    assert_eq!(one.members.len(), 2);
    assert_eq!(one.why[0].score, 1.0);
    for id in &ids {
        assert_eq!(store.one(id).expect("it leads on").id, one.id);
    }
    // another report comes to the one side in between
    store.put(&report("c", 2, &[MARCH]));
    none(&store.wrong());
    store.take_back(merged.entry).expect("it can be undone");
    let blast = store.one(&before[0].id).expect("it is there again");
    assert_eq!(blast, before[0]);
    let march = store.one(&before[1].id).expect("it is there again");
    assert_eq!(march.members, [member("b", "e1"), member("c", "e1")]);
    none(&store.wrong());
    assert!(store.take_back(merged.entry).expect_err("it is undone").is_bad_request());
    assert!(store.take_back(1).expect_err("a rule did it").is_bad_request());
    assert!(store.take_back(99).expect_err("it is not there").is_not_found());
}

fn the_events_of_one_incident_can_be_confirmed<S: Subject>() {
    let mut store = S::new();
    store.put(&report("a", 0, &[BLAST]));
    store.put(&report("b", 1, &[BLAST]));
    let before = store.all(&Query::default());
    let [one] = before.as_slice() else { panic!("they are one: {before:?}") };
    assert!(dateline_store::weakest(one) < Some(1.0));
    let confirmed = store.join(&[&one.id]);
    let after = store.one(&one.id).expect("it is there");
    assert_eq!(after.members, one.members);
    assert_eq!(dateline_store::weakest(&after), Some(1.0));
    none(&store.wrong());
    store.take_back(confirmed.entry).expect("it can be undone");
    assert_eq!(store.one(&one.id).expect("it is there"), *one);
    none(&store.wrong());
}

fn an_undoing_can_be_undone<S: Subject>() {
    let mut store = S::new();
    store.put(&report("a", 0, &[BLAST]));
    store.put(&report("b", 1, &[MARCH]));
    let ids: Vec<String> = store.all(&Query::default()).into_iter().map(|one| one.id).collect();
    let merged = store.join(&[&ids[0], &ids[1]]);
    let together = store.all(&Query::default());
    let undone = store.take_back(merged.entry).expect("it can be undone");
    let apart = store.all(&Query::default());
    let redone = store.take_back(undone.entry).expect("it can be redone");
    assert_eq!(store.all(&Query::default()), together);
    store.take_back(redone.entry).expect("it can be undone again");
    assert_eq!(store.all(&Query::default()), apart);
    none(&store.wrong());
}

fn a_split_and_its_undoing<S: Subject>() {
    let mut store = S::new();
    for (name, outlet) in [("a", 0), ("b", 1), ("c", 2)] {
        store.put(&report(name, outlet, &[BLAST]));
    }
    let before = store.all(&Query::default());
    assert_eq!(before.len(), 1);
    let split = store.part(&before[0].id, &[member("b", "e1")]);
    assert_eq!(split.incidents.len(), 2);
    assert_ne!(store.home("a", "e1"), store.home("b", "e1"));
    assert_eq!(store.home("a", "e1"), before[0].id);
    none(&store.wrong());
    store.take_back(split.entry).expect("it can be undone");
    assert_eq!(store.all(&Query::default()), before);
    none(&store.wrong());
}

fn what_is_kept_apart_stays_apart<S: Subject>() {
    let mut store = S::new();
    store.put(&report("a", 0, &[BLAST]));
    store.put(&report("b", 1, &[SHELLS]));
    store.keep_apart(&store.home("a", "e1"), &store.home("b", "e1"));
    store.put(&report("c", 2, &[BLAST, SHELLS]));
    store.put(&report("d", 3, &[BLAST]));
    assert_ne!(store.home("a", "e1"), store.home("b", "e1"));
    // it goes over to a later version of the report
    store.put(&report("b", 1, &[BLAST]));
    assert_eq!(store.home("d", "e1"), store.home("a", "e1"));
    none(&store.wrong());
}

fn a_settled_conflict_opens_when_something_new_is_said<S: Subject>() {
    let mut store = S::new();
    store.put(&report("a", 0, &[Act { killed: 3, ..BLAST }]));
    store.put(&report("b", 1, &[Act { killed: 8, ..BLAST }]));
    let id = store.home("a", "e1");
    let killed = Slot::Count(CountOf::Killed);
    let open = |store: &S| {
        let incident = store.one(&id).expect("it is there");
        let mut conflicts = incident.conflicts.iter();
        conflicts.any(|conflict| conflict.slot == killed && conflict.open)
    };
    if store.home("b", "e1") != id {
        store.join(&[&id, &store.home("b", "e1")]);
    }
    assert!(open(&store), "{:#?}", store.one(&id));
    let conflicting = Query { conflicting: true, ..Query::default() };
    assert_eq!(store.all(&conflicting).len(), 1);
    let settled = store.close(&id, killed);
    assert!(!open(&store));
    assert!(store.all(&conflicting).is_empty());
    store.take_back(settled.entry).expect("it can be undone");
    assert!(open(&store));
    store.close(&id, killed);
    let third = report("c", 2, &[Act { killed: 1, ..BLAST }]);
    store.put(&third);
    let home = store.home("c", "e1");
    if home != id {
        store.join(&[&id, &home]);
    }
    assert!(open(&store));
    none(&store.wrong());
}

fn questions_find_what_they_ask_for<S: Subject>() {
    let mut store = S::new();
    store.put(&report("a", 0, &[BLAST, SHELLS]));
    store.put(&report("b", 1, &[BLAST]));
    store.put(&report("c", 2, &[MARCH]));
    let [blast, shells, march] =
        [("a", "e1"), ("a", "e2"), ("c", "e1")].map(|(report, event)| store.home(report, event));
    let check = |query: Query, wanted: &[&String]| {
        let found: BTreeSet<String> = store.all(&query).into_iter().map(|one| one.id).collect();
        let wanted: BTreeSet<String> = wanted.iter().map(|id| (*id).clone()).collect();
        assert_eq!(found, wanted, "{query:?}");
    };
    let all = Query::default;
    let text = |text: &str| Some(text.to_owned());
    check(all(), &[&blast, &shells, &march]);
    check(Query { since: text("2024-05-04"), ..all() }, &[&march]);
    check(Query { until: text("2024-05-03"), ..all() }, &[&blast, &shells]);
    check(
        Query { since: text("2024-05-03"), until: text("2024-05"), ..all() },
        &[&blast, &shells, &march],
    );
    check(Query { since: text("2025"), ..all() }, &[]);
    check(Query { place: text("velikovo"), ..all() }, &[&blast]);
    check(Query { place: text("NER"), ..all() }, &[&shells]);
    check(Query { place: text("niger"), ..all() }, &[&shells]);
    check(Query { place: text("Niger"), actor: text("army-of-dawn"), ..all() }, &[&shells]);
    check(Query { place: text("Mali"), ..all() }, &[]);
    check(Query { place: text("NER"), until: text("2024-05-02"), ..all() }, &[]);
    check(Query { actor: text("army-of-dawn"), ..all() }, &[&shells]);
    check(Query { actor: text("NORTHERN FRONT"), place: text("Velikovo"), ..all() }, &[&blast]);
    check(Query { min_sources: Some(2), ..all() }, &[&blast]);
    check(Query { words: text("market protest"), ..all() }, &[]);
    check(Query { words: text("market"), ..all() }, &[&march]);
    let event_type = Some(dateline_core::record::EventType::Protest);
    check(Query { event_type, ..all() }, &[&march]);
    let (_, lat, lon) = BLAST.town();
    let near = |km: f64| Some(Near { lat: lat + 0.1, lon, km });
    check(Query { near: near(12.0), ..all() }, &[&blast]);
    check(Query { near: near(10.0), ..all() }, &[]);
    check(
        Query { near: near(9000.0), since: text("2024-05-03"), until: text("2024-05-03"), ..all() },
        &[&blast, &shells],
    );
    check(
        Query { near: Some(Near { lat: 0.0, lon: 179.9, km: 40_100.0 }), ..all() },
        &[&blast, &shells, &march],
    );
    check(Query { near: near(12.0), words: text("fighters"), ..all() }, &[&blast]);
    assert_eq!(store.all(&Query { limit: Some(1), ..all() }).len(), 1);
    assert_eq!(store.found("shell sabkara"), [shells]);
    assert!(store.found("\"*").is_empty());
    assert!(store.one("i-none").expect_err("it is not there").is_not_found());
}

fn a_country_is_found_with_other_places_of_its_name<S: Subject>() {
    // Niger is a state of Nigeria, too
    let (input, mut record) = report("state", 2, &[BLAST]);
    let place = record.events[0].place.as_mut().expect("it is placed");
    (place.name, place.country) = ("Niger".to_owned(), Some("NGA".to_owned()));
    let mut store = S::new();
    store.put(&(input, record));
    store.put(&report("country", 0, &[SHELLS]));
    let [state, country] = ["state", "country"].map(|report| store.home(report, "e1"));
    for (name, wanted) in [
        ("Niger", vec![&country, &state]),
        ("niger", vec![&country, &state]),
        ("NER", vec![&country]),
        ("Nigeria", vec![&state]),
        ("NGA", vec![&state]),
    ] {
        let query = Query { place: Some(name.to_owned()), ..Query::default() };
        let found: BTreeSet<String> = store.all(&query).into_iter().map(|one| one.id).collect();
        assert_eq!(found, wanted.into_iter().cloned().collect(), "{name}");
    }
}

fn a_total_includes_what_happened_in_it<S: Subject>() {
    // what is told of a whole week and of all of a country
    let total = |name: &str, body: u8, country_of: u8| {
        let (input, mut record) =
            report(name, 0, &[Act { day: 3, body, town: country_of, ..SHELLS }]);
        let event = &mut record.events[0];
        event.level = Some(Level::Aggregate);
        let time = event.time.as_mut().expect("it is dated");
        time.edtf = Some("2024-05-01/2024-05-07".to_owned());
        let place = event.place.as_mut().expect("it is placed");
        (place.where_prec, place.geonames, place.radius_km) = (Some(6), None, Some(500.0));
        (input, record)
    };
    let mut store = S::new();
    let wide = [("week", 2, 4), ("elsewhere", 2, 3)];
    for (name, body, country_of) in wide {
        store.put(&total(name, body, country_of));
    }
    let in_it = Act { town: 4, body: 2, day: 5, act: 0, killed: 1 };
    store.put(&report("in", 1, &[in_it]));
    store.put(&report("later", 1, &[Act { day: 20, killed: 2, ..in_it }]));
    store.put(&report("other-act", 1, &[Act { act: 3, killed: 0, ..in_it }]));
    let related = |name: &str| {
        let related = store.one(&store.home(name, "e1")).expect("it is there").related;
        related.into_iter().map(|one| (one.incident, one.relation)).collect::<Vec<_>>()
    };
    let [one, large] = [store.home("in", "e1"), store.home("week", "e1")];
    assert_eq!(related("in"), [(large, Relation::PartOf)]);
    assert_eq!(related("week"), [(one, Relation::Includes)]);
    for name in ["elsewhere", "later", "other-act"] {
        assert_eq!(related(name), [], "{name}");
    }
}

fn reading_again_tells_what_changes_and_keeps_decisions<S: Subject>() {
    let mut store = S::new();
    store.put(&report("a", 0, &[BLAST, SHELLS]));
    store.put(&report("b", 1, &[MARCH]));
    let joined = store.join(&[&store.home("a", "e1"), &store.home("b", "e1")]);
    let before = store.state();
    // the same rules give the same
    let same = |input: &dateline_core::Input| match input.name.as_str() {
        "a" => read(input, &[BLAST, SHELLS], 0),
        _ => read(input, &[MARCH], 1),
    };
    assert_eq!(store.again(&same, true), []);
    assert_eq!(store.state(), before);
    // newer rules see the second act first, and its mode otherwise
    let newer = |input: &dateline_core::Input| {
        let mut record = match input.name.as_str() {
            "a" => read(input, &[SHELLS, BLAST], 0),
            _ => read(input, &[MARCH], 1),
        };
        if input.name == "a" {
            record.events[0].modes = vec!["artillery".to_owned()];
        }
        record
    };
    let would = store.again(&newer, false);
    assert_eq!(store.state(), before);
    assert!(would.iter().all(|value| value.report == "a"));
    let modes = would.iter().find(|value| value.path == "/modes/0").expect("it is told");
    assert_eq!((modes.event.as_deref(), modes.report.as_str()), (Some("e2"), "a"));
    assert_eq!(store.again(&newer, true), would);
    assert_eq!(store.again(&newer, true), []);
    // the blast is e2 now, and still one with the march
    assert_eq!(store.home("a", "e2"), store.home("b", "e1"));
    assert_eq!(store.home("b", "e1"), joined.incidents[0]);
    none(&store.wrong());
    store.take_back(joined.entry).expect("it can be undone");
    assert_ne!(store.home("a", "e2"), store.home("b", "e1"));
    none(&store.wrong());
}

fn everything_can_be_worked_out_again<S: Subject>() {
    let mut store = S::new();
    for report in world(5, 14) {
        store.put(&report);
    }
    let all = store.all(&Query::default());
    let merged = store.join(&[&all[0].id, &all[1].id]);
    store.keep_apart(&merged.incidents[0], &all[all.len() - 1].id);
    store.take_back(merged.entry).expect("it can be undone");
    store.put(&report("r03", 2, &[BLAST]));
    none(&store.wrong());
    let before = store.state();
    store.anew();
    assert_eq!(store.state(), before);
    none(&store.wrong());
}

/// The contract, for one kind of store.
macro_rules! contract {
    ($kind:ident: $($test:ident)*) => {
        $(
            mod $test {
                #[test]
                fn holds() {
                    super::$test::<super::$kind>();
                }
            }
        )*
    };
}

contract! { Store:
    reports_of_one_act_are_one_incident
    the_same_report_again_changes_nothing
    an_updated_report_supersedes_and_an_old_one_does_not_come_back
    another_report_of_the_same_name_is_another_report
    any_order_of_arrival_gives_the_groups_of_a_batch
    a_merge_and_its_undoing_restore_both_incidents
    the_events_of_one_incident_can_be_confirmed
    an_undoing_can_be_undone
    a_split_and_its_undoing
    what_is_kept_apart_stays_apart
    a_settled_conflict_opens_when_something_new_is_said
    questions_find_what_they_ask_for
    a_country_is_found_with_other_places_of_its_name
    a_total_includes_what_happened_in_it
    reading_again_tells_what_changes_and_keeps_decisions
    everything_can_be_worked_out_again
}
