//! Outlines, rows and lists: what a program that shows a store asks it for.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use dateline_core::incident::is_copy;
use dateline_core::incident::record::{Grade, Slot};
use dateline_core::incident::{Facts, Incident};
use dateline_core::record::CountOf;
use dateline_store::{EventQuery, Named, Outline, Query, ReportQuery, Store, Within, weakest};
use proptest::prelude::*;

use crate::made::{Act, NOW, report, world};
use crate::properties::{Deed, act, deed};
use crate::subject::{Subject, by};

fn outlines(store: &Store) -> Vec<Outline> {
    let mut outlines = Vec::new();
    let end: ControlFlow<()> = store
        .each_outline(|outline| {
            outlines.push(outline);
            ControlFlow::Continue(())
        })
        .expect("they can be read");
    assert!(end.is_continue());
    outlines
}

/// What a program keeps in memory and brings up to date.
#[derive(Default)]
struct Kept {
    entry: i64,
    rows: BTreeMap<i64, Outline>,
}

impl Kept {
    fn follow(&mut self, store: &Store) {
        let since = store.outlines_since(self.entry).expect("it can be asked");
        for row in since.gone {
            self.rows.remove(&row);
        }
        for outline in since.changed {
            self.rows.insert(outline.row, outline);
        }
        self.entry = since.entry;
    }

    fn ids(&self) -> BTreeMap<&str, i64> {
        self.rows.values().map(|outline| (outline.id.as_str(), outline.row)).collect()
    }
}

fn check_kept(kept: &Kept, store: &Store) {
    let fresh: BTreeMap<i64, Outline> =
        outlines(store).into_iter().map(|outline| (outline.row, outline)).collect();
    assert_eq!(kept.rows, fresh);
    assert_eq!(kept.entry, store.last_entry().expect("it can be asked"));
}

#[test]
fn outlines_are_those_of_the_incidents_in_their_order() {
    let mut store = Store::new();
    store.put_all(&world(5, 14));
    let mut bare = report("bare", 0, &[Act::of(3)]);
    bare.1.events[0].place = None;
    bare.1.events[0].time = None;
    store.put(&bare);
    let incidents = store.all(&Query::default());
    let outlines = outlines(&store);
    assert_eq!(outlines.len(), incidents.len());
    for (outline, incident) in outlines.iter().zip(&incidents) {
        let place = incident.place.as_ref();
        assert_eq!(outline.id, incident.id);
        assert_eq!(outline.event_type, incident.event_type);
        assert_eq!(outline.status, incident.status);
        assert_eq!(outline.level, incident.level);
        assert_eq!(outline.grade, incident.grade);
        assert_eq!(outline.sources as usize, incident.sources);
        assert_eq!(outline.independent_sources as usize, incident.independent_sources);
        assert_eq!(outline.lat, place.and_then(|place| place.lat));
        assert_eq!(outline.country, place.and_then(|place| place.country.clone()));
        assert_eq!(outline.where_prec, place.and_then(|place| place.where_prec));
        assert_eq!(outline.radius_km, place.and_then(|place| place.radius_km));
        assert_eq!(outline.weakest, weakest(incident));
        assert_eq!(outline.weakest.is_some(), incident.members.len() > 1);
        let date = |day| dateline_core::incident::days::date(day).to_string();
        let time = incident.time.as_ref();
        assert_eq!(outline.first.map(date), time.and_then(|time| time.earliest.clone()));
        assert_eq!(outline.last.map(date), time.and_then(|time| time.latest.clone()));
    }
    assert!(outlines.iter().any(|outline| outline.first.is_none() && outline.lat.is_none()));
    assert!(outlines.iter().any(|outline| outline.weakest.is_some()));
    let mut seen = 0;
    let end = store.each_outline(|outline| {
        seen += 1;
        if seen == 2 { ControlFlow::Break(outline.id) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(end.expect("it can be read"), ControlFlow::Break(incidents[1].id.clone()));
}

#[test]
fn the_weakest_member_is_the_one_whose_best_link_is_least() {
    let mut store = Store::new();
    store.put_all(&world(5, 14));
    let all = store.all(&Query::default());
    let several = all.iter().find(|incident| incident.why.len() > 1).expect("there is one");
    let links = |scores: &[([usize; 2], f64)]| {
        let mut incident = several.clone();
        let member = incident.members[0].clone();
        incident.members = vec![member; 4];
        let mut why = incident.why[0].clone();
        incident.why = scores
            .iter()
            .map(|&(members, score)| {
                (why.members, why.score) = (members, score);
                why.clone()
            })
            .collect();
        weakest(&incident)
    };
    assert_eq!(links(&[([0, 1], 0.9), ([1, 2], 0.7), ([2, 3], 0.8)]), Some(0.8));
    assert_eq!(links(&[([0, 1], 0.9), ([1, 2], 0.9), ([1, 3], 0.6)]), Some(0.6));
    // whom a person has joined belongs for sure
    assert_eq!(links(&[([0, 1], 0.9), ([1, 2], 1.0)]), Some(0.9));
    assert_eq!(links(&[]), Some(1.0));
    let alone = Incident { members: several.members[..1].to_vec(), ..several.clone() };
    assert_eq!(weakest(&alone), None);
}

#[test]
fn what_has_changed_is_told_and_what_has_not_is_not() {
    let mut store = Store::new();
    store.put_all(&world(5, 14));
    let mut kept = Kept::default();
    kept.follow(&store);
    check_kept(&kept, &store);
    let entry = kept.entry;
    assert!(store.outlines_since(entry).expect("it can be asked").changed.is_empty());
    let all = outlines(&store);
    let merged = store.join(&[&all[0].id, &all[1].id]);
    let since = store.outlines_since(entry).expect("it can be asked");
    assert_eq!(since.entry, merged.entry);
    assert_eq!(since.changed.len(), 1);
    assert_eq!(since.changed[0].id, merged.incidents[0]);
    assert_eq!(since.changed[0].changed, merged.entry);
    assert_eq!(since.gone.len(), 1);
    kept.follow(&store);
    check_kept(&kept, &store);
    // an id that is there again has a row of its own
    store.take_back(merged.entry).expect("it can be undone");
    kept.follow(&store);
    check_kept(&kept, &store);
    assert_eq!(kept.ids().len(), all.len());
    assert!(!kept.rows.contains_key(&since.gone[0]), "no row is used twice");
    // all is read anew, each in its row
    let rows: Vec<i64> = kept.rows.keys().copied().collect();
    store.anew();
    kept.follow(&store);
    check_kept(&kept, &store);
    assert_eq!(kept.rows.keys().copied().collect::<Vec<_>>(), rows);
    store.put(&report("z", 2, &[Act::of(12345)]));
    kept.follow(&store);
    check_kept(&kept, &store);
}

#[test]
fn rows_give_incidents_in_the_order_asked_for() {
    let mut store = Store::new();
    store.put_all(&world(5, 14));
    let all = store.all(&Query::default());
    let mut rows: Vec<i64> = outlines(&store).iter().map(|outline| outline.row).collect();
    assert_eq!(store.rows(&rows).expect("they are there"), all);
    rows.reverse();
    rows.insert(1, 99_999);
    let found = store.rows(&rows).expect("they are there");
    assert!(found.iter().eq(all.iter().rev()));
    let mut whole = Vec::new();
    let end = store.each_whole_of(&rows, |incident, shown| {
        whole.push((incident, shown));
        if whole.len() == 2 { ControlFlow::Break("enough") } else { ControlFlow::Continue(()) }
    });
    assert_eq!(end.expect("they are there"), ControlFlow::Break("enough"));
    for (one, wanted) in whole.into_iter().zip(all.iter().rev()) {
        assert_eq!(one, store.whole(&wanted.id).expect("it is there"));
    }
}

/// The ids of some rows.
fn ids(store: &Store, rows: &[i64]) -> BTreeSet<String> {
    let found = store.rows(rows).expect("they are there");
    found.into_iter().map(|incident| incident.id).collect()
}

#[test]
fn rows_are_found_by_name_and_words_as_questions_find_them() {
    let mut store = Store::new();
    store.put_all(&world(5, 14));
    let asked = |query: Query| -> BTreeSet<String> {
        store.all(&query).into_iter().map(|incident| incident.id).collect()
    };
    let text = |text: &str| Some(text.to_owned());
    let mut some = 0;
    for place in ["velikovo", "TEL  Árava", "Sabkara", "NER", "ner", "COL", "UKR", "Nowhere"] {
        let rows = store.rows_named(Named::Place, place).expect("it can be asked");
        let wanted = asked(Query { place: text(place), ..Query::default() });
        assert_eq!(ids(&store, &rows), wanted, "{place}");
        some += wanted.len();
    }
    for actor in ["River brigade", "army-of-dawn", "NORTHERN FRONT", "NER"] {
        let rows = store.rows_named(Named::Actor, actor).expect("it can be asked");
        let wanted = asked(Query { actor: text(actor), ..Query::default() });
        assert_eq!(ids(&store, &rows), wanted, "{actor}");
        some += wanted.len();
    }
    for words in ["died", "fight", "shelled sabkara", "\"*", "market"] {
        let rows = store.rows_with_words(words).expect("it can be asked");
        let wanted = asked(Query { words: text(words), ..Query::default() });
        assert_eq!(ids(&store, &rows), wanted, "{words}");
        some += wanted.len();
    }
    assert!(some > 10, "{some}");
}

#[test]
fn a_box_holds_what_lies_in_it() {
    let mut store = Store::new();
    for (number, lon) in [-179.9, -120.0, 0.0, 10.5, 179.5].into_iter().enumerate() {
        let acts = [Act { day: 1 + number as u8, town: number as u8, ..Act::of(7) }];
        let mut one = report(&format!("r{number}"), 0, &acts);
        let place = one.1.events[0].place.as_mut().expect("it has one");
        (place.lat, place.lon) = (Some(-10.0 + 5.0 * number as f64), Some(lon));
        store.put(&one);
    }
    let count = |west: f64, south: f64, east: f64, north: f64, since: Option<&str>| {
        let within = Within { west, south, east, north };
        let since = since.map(str::to_owned);
        let found =
            store.all(&Query { within: Some(within), since: since.clone(), ..Query::default() });
        let all = store.all(&Query { since, ..Query::default() });
        let point = |incident: &Incident| {
            let place = incident.place.as_ref().expect("it has one");
            within.holds(place.lat.expect("it has one"), place.lon.expect("it has one"))
        };
        let wanted: Vec<Incident> = all.into_iter().filter(point).collect();
        assert_eq!(found, wanted);
        found.len()
    };
    assert_eq!(count(-180.0, -90.0, 180.0, 90.0, None), 5);
    assert_eq!(count(0.0, 0.0, 10.5, 5.0, None), 2, "the border is in it");
    assert_eq!(count(0.0, 0.0, 10.499_99, 5.0, None), 1);
    assert_eq!(count(170.0, -20.0, -110.0, 20.0, None), 3);
    assert_eq!(count(170.0, -20.0, -110.0, 20.0, Some("2024-05-02")), 2);
    assert_eq!(count(179.0, -20.0, -179.95, 20.0, None), 1);
    assert_eq!(count(1.0, -20.0, 2.0, 20.0, None), 0);
    for (west, south, east, north) in [
        (0.0, 5.0, 1.0, 4.0),
        (-181.0, 0.0, 0.0, 1.0),
        (0.0, 0.0, 1.0, 91.0),
        (f64::NAN, 0.0, 1.0, 1.0),
    ] {
        let within = Some(Within { west, south, east, north });
        let error = store.incidents(&Query { within, ..Query::default() });
        assert!(error.expect_err("it is no box").is_bad_request());
    }
}

#[test]
fn a_grade_is_asked_for() {
    let mut store = Store::new();
    store.put_all(&world(5, 14));
    let all = store.all(&Query::default());
    let grades = [Grade::Confirmed, Grade::Fair, Grade::Weak, Grade::Contested, Grade::Discounted];
    for grade in grades {
        let found = store.all(&Query { grade: Some(grade), ..Query::default() });
        let wanted: Vec<&Incident> = all.iter().filter(|one| one.grade == grade).collect();
        assert!(found.iter().eq(wanted), "{grade:?}");
    }
}

#[test]
fn reports_are_listed_the_last_first_a_page_at_a_time() {
    let mut store = Store::new();
    for (number, language) in ["en", "fr", "en", "ar", "en"].into_iter().enumerate() {
        let mut one = report(&format!("r{number}"), number as u64 % 2, &[Act::of(number as u64)]);
        one.1.report.language = language.to_owned();
        one.1.report.title = Some(format!("Title {number}"));
        store.put(&one);
    }
    // a later version of the first comes to the front
    let mut later = report("r0", 0, &[Act::of(0), Act::of(9_000_000_000)]);
    later.1.report.title = Some("Title 0, updated".to_owned());
    store.put(&later);
    let list = |query: ReportQuery| store.reports(&query).expect("they can be listed");
    let names = |query: ReportQuery| -> Vec<String> {
        list(query).into_iter().map(|report| report.name).collect()
    };
    let all = ReportQuery { limit: Some(9), ..ReportQuery::default() };
    assert_eq!(names(all.clone()), ["r0", "r4", "r3", "r2", "r1"]);
    let first = &list(all.clone())[0];
    assert_eq!(first.title.as_deref(), Some("Title 0, updated"));
    assert_eq!((first.events, first.added.as_str(), first.language.as_str()), (2, NOW, "en"));
    let mut paged = Vec::new();
    let mut after = None;
    loop {
        let page = list(ReportQuery { after, limit: Some(2), ..ReportQuery::default() });
        let Some(last) = page.last() else { break };
        after = Some(last.row);
        paged.extend(page);
    }
    assert_eq!(paged, list(all.clone()));
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(names(ReportQuery { language: text("en"), ..all.clone() }), ["r0", "r4", "r2"]);
    assert_eq!(names(ReportQuery { publisher: text("paper 1"), ..all.clone() }), ["r3", "r1"]);
    let both = ReportQuery { publisher: text("Paper 1"), language: text("fr"), ..all };
    assert_eq!(names(both), ["r1"]);
}

#[test]
fn events_are_listed_with_their_incidents() {
    let mut store = Store::new();
    store.put_all(&world(5, 14));
    let list = |query: EventQuery| store.events(&query).expect("they can be listed");
    let all = list(EventQuery { limit: Some(1000), ..EventQuery::default() });
    assert_eq!(all.len() as u64, store.counts().expect("they can be counted").events);
    let mut paged = Vec::new();
    let mut after = None;
    loop {
        let page = list(EventQuery { after, limit: Some(3), ..EventQuery::default() });
        let Some(last) = page.last() else { break };
        after = Some(last.row);
        paged.extend(page);
    }
    assert_eq!(paged, all);
    for one in &all {
        let home = store.home(&one.report, &one.event.id);
        assert_eq!(one.incident.as_deref(), Some(home.as_str()));
    }
    for incident in store.all(&Query::default()) {
        let id = Some(incident.id.clone());
        let of =
            list(EventQuery { incident: id.clone(), limit: Some(99), ..EventQuery::default() });
        let wanted: Vec<_> = all.iter().filter(|one| one.incident == id).cloned().collect();
        assert_eq!(of, wanted);
        let report = Some(incident.members[0].report.clone());
        let both = EventQuery { incident: id, report, limit: Some(99), ..EventQuery::default() };
        let report = &incident.members[0].report;
        assert!(list(both).iter().eq(of.iter().filter(|one| one.report == *report)));
    }
    let record = store.record("r03", None).expect("it is there");
    let of = list(EventQuery {
        report: Some("r03".to_owned()),
        limit: Some(99),
        ..EventQuery::default()
    });
    assert!(of.iter().map(|one| &one.event).eq(&record.events));
    let homes = store.incidents_of("r03").expect("it is there");
    assert!(of.iter().all(|one| homes.get(&one.event.id) == one.incident.as_ref()));
    assert_eq!(homes.len(), of.len());
    assert!(store.incidents_of("none").expect_err("it is not there").is_not_found());
    let none = EventQuery { report: Some("none".to_owned()), ..EventQuery::default() };
    assert!(store.events(&none).expect_err("it is not there").is_not_found());
}

#[test]
fn names_are_listed_by_the_alphabet() {
    let mut store = Store::new();
    store.put_all(&world(5, 14));
    let all = store.names(Named::Actor, "", None, 1000).expect("they can be listed");
    assert!(all.is_sorted_by(|one, two| one.name < two.name));
    for name in &all {
        let rows = store.rows_named(Named::Actor, &name.name).expect("it can be asked");
        assert_eq!(rows.len() as u64, name.incidents, "{name:?}");
    }
    let mut paged = Vec::new();
    loop {
        let after = paged.last().map(|name: &dateline_store::Name| name.name.clone());
        let page = store.names(Named::Actor, "", after.as_deref(), 2).expect("they can be listed");
        if page.is_empty() {
            break;
        }
        paged.extend(page);
    }
    assert_eq!(paged, all);
    let first = all[0].name.chars().take(3).collect::<String>().to_uppercase();
    let some = store.names(Named::Actor, &first, None, 1000).expect("they can be listed");
    let wanted = all.iter().filter(|name| name.name.starts_with(&first.to_lowercase()));
    assert!(some.iter().eq(wanted) && !some.is_empty());
    let after = Some("zz");
    assert!(store.names(Named::Actor, &first, after, 9).expect("it can be asked").is_empty());
}

#[test]
fn private_persons_are_found_by_name_and_not_listed() {
    let act = Act { day: 3, town: 0, body: 0, act: 1, killed: 4 };
    let told = |name: &str, private: bool| {
        let act = if private { act } else { Act { day: 9, town: 1, body: 1, act: 0, killed: 1 } };
        let (input, mut record) = report(name, 0, &[act]);
        let event = &mut record.events[0];
        let mut person = event.participants[0].clone();
        person.name = Some("Jane Doe".to_owned());
        person.id = None;
        person.text = "a baker".to_owned();
        person.private = private;
        event.participants.push(person);
        (input, record)
    };
    let mut store = Store::new();
    store.put(&told("a", true));
    let listed = |store: &Store| -> Vec<(String, u64)> {
        let names = store.names(Named::Actor, "", None, 1000).expect("they can be listed");
        names.into_iter().map(|one| (one.name, one.incidents)).collect()
    };
    assert_eq!(listed(&store), [("northern front".to_owned(), 1)]);
    for name in ["Jane Doe", "a baker", "northern-front", "Northern Front"] {
        let actor = Some(name.to_owned());
        let found = store.all(&Query { actor: actor.clone(), ..Query::default() });
        assert_eq!(found.len(), 1, "{name}");
        let place = Some("Velikovo".to_owned());
        assert_eq!(store.all(&Query { actor, place, ..Query::default() }).len(), 1, "{name}");
        assert_eq!(store.rows_named(Named::Actor, name).expect("it can be asked").len(), 1);
    }
    // who is in public life elsewhere is listed, with all incidents of that name
    store.put(&told("b", false));
    assert!(listed(&store).contains(&("jane doe".to_owned(), 2)), "{:?}", listed(&store));
    assert!(store.wrong().is_empty());
}

#[test]
fn copies_are_told_as_the_reading_tells_them() {
    let mut store = Store::new();
    let blast = Act::of(1);
    store.put(&report("a", 0, &[blast]));
    // the same words under another name, as wires are passed on
    let mut copy = report("a", 0, &[blast]);
    copy.0.name = "b".to_owned();
    copy.0.source_path = None;
    copy.1.report.name = "b".to_owned();
    copy.1.report.publisher = Some("Another".to_owned());
    store.put(&copy);
    store.put(&report("c", 1, &[blast]));
    let id = store.home("a", "e1");
    let incident = store.one(&id).expect("it is there");
    let names: Vec<&str> = incident.members.iter().map(|member| &*member.report).collect();
    assert_eq!(names, ["a", "b", "c"]);
    assert_eq!(store.copies(&id).expect("it is there"), [None, Some(0), None]);
    let facts = |name: &str| Facts::of(&store.record(name, None).expect("it is there"));
    assert!(is_copy(&facts("a"), &facts("b")) && !is_copy(&facts("a"), &facts("c")));
    assert!(store.copies("i-none").expect_err("it is not there").is_not_found());
}

#[test]
fn what_persons_have_done_is_listed_the_last_first() {
    let mut store = Store::new();
    store.put_all(&world(5, 14));
    let all = store.all(&Query::default());
    let [one, two, three] = [0, 1, 2].map(|at| all[at].id.as_str());
    let note = store.note(three, by("to be looked at")).expect("it can be noted").entry;
    let merged = store.join(&[one, two]);
    let undone = store.take_back(merged.entry).expect("it can be undone");
    store.put(&report("z", 2, &[Act::of(12345)]));
    let seqs = |entries: Vec<dateline_store::Entry>| -> Vec<i64> {
        entries.iter().map(|entry| entry.seq).collect()
    };
    let decisions = |before, limit| seqs(store.decisions(before, limit).expect("it can be read"));
    assert_eq!(decisions(None, 9), [undone.entry, merged.entry, note]);
    assert_eq!(decisions(None, 2), [undone.entry, merged.entry]);
    assert_eq!(decisions(Some(merged.entry), 9), [note]);
    let on = |id: &str| seqs(store.decisions_on(id).expect("it is there"));
    assert_eq!(on(three), [note]);
    assert_eq!(on(one), [undone.entry, merged.entry]);
    let entries = store.decisions_on(one).expect("it is there");
    assert_eq!(entries[1].undone_by, Some(undone.entry));
    assert!(store.decisions_on("i-none").expect_err("it is not there").is_not_found());
    let mut log = store.log(0, None).expect("it can be read");
    log.reverse();
    assert_eq!(store.log_before(None, 1000).expect("it can be read"), log);
    let before = log[1].seq;
    assert_eq!(store.log_before(Some(before), 2).expect("it can be read"), log[2..4]);
}

#[test]
fn open_conflicts_of_rows_are_those_that_nobody_has_settled() {
    let mut store = Store::new();
    let act = Act::of(1);
    store.put(&report("a", 0, &[Act { killed: 3, ..act }]));
    store.put(&report("b", 1, &[Act { killed: 8, ..act }]));
    let id = store.home("a", "e1");
    let rows: Vec<i64> = outlines(&store).iter().map(|outline| outline.row).collect();
    let mut wanted = Vec::new();
    let _: ControlFlow<()> = store
        .each_conflict(&Query::default(), |dispute| {
            wanted.push(dispute);
            ControlFlow::Continue(())
        })
        .expect("it can be read");
    assert!(!wanted.is_empty());
    assert_eq!(store.disputes(&rows).expect("it can be read"), wanted);
    store.close(&id, Slot::Count(CountOf::Killed));
    let left = store.disputes(&rows).expect("it can be read");
    assert_eq!(left.len(), wanted.len() - 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn who_follows_a_store_has_what_is_there(
        deeds in proptest::collection::vec((deed(), any::<u64>()), 1..24),
    ) {
        let mut store = Store::new();
        let mut kept = Kept::default();
        for &(deed, number) in &deeds {
            act(&mut store, deed);
            if number % 7 == 0 {
                store.anew();
            } else if number % 7 == 1 {
                store.recluster_all(NOW).expect("it can be grouped");
            } else if number % 7 == 2 {
                // what happens several times between two looks
                act(&mut store, Deed::Undo(number));
                act(&mut store, deed);
            }
            if number % 3 != 0 {
                kept.follow(&store);
                check_kept(&kept, &store);
            }
        }
        kept.follow(&store);
        check_kept(&kept, &store);
        prop_assert_eq!(store.wrong(), Vec::<String>::new());
        let unchanged = |outline| Outline { changed: 0, ..outline };
        let before: Vec<Outline> = outlines(&store).into_iter().map(unchanged).collect();
        store.anew();
        let after: Vec<Outline> = outlines(&store).into_iter().map(unchanged).collect();
        prop_assert_eq!(after, before);
    }
}
