//! What holds whatever comes in, in whatever order.

use dateline_core::incident::Member;
use dateline_core::incident::correction::CorrectedValue;
use dateline_core::incident::record::Slot;
use dateline_core::record::CountOf;
use dateline_store::{Correction, Query, Store};
use proptest::prelude::*;

use crate::made::{Act, Dice, report, world};
use crate::subject::Subject;

/// Something that is done to a store; the numbers choose what to.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    Add(u64),
    Merge(u64, u64),
    Split(u64, u64),
    NeverMerge(u64, u64),
    Undo(u64),
    Note(u64),
    Correct(u64, u64),
}

pub fn deed() -> impl Strategy<Value = Deed> {
    let number = any::<u64>();
    prop_oneof![
        6 => number.prop_map(Deed::Add),
        1 => (number, number).prop_map(|(a, b)| Deed::Merge(a, b)),
        1 => (number, number).prop_map(|(a, b)| Deed::Split(a, b)),
        1 => (number, number).prop_map(|(a, b)| Deed::NeverMerge(a, b)),
        2 => number.prop_map(Deed::Undo),
        1 => number.prop_map(Deed::Note),
        2 => (number, number).prop_map(|(a, b)| Deed::Correct(a, b)),
    ]
}

/// Few names and few acts, so that reports supersede each other and tell of the same.
fn add(store: &mut Store, number: u64) {
    let mut dice = Dice(number);
    let acts: Vec<Act> =
        (0..1 + dice.below(3)).map(|_| Act::of(Dice(dice.below(5)).roll())).collect();
    let mut told: Vec<Act> = Vec::new();
    for act in acts {
        if !told.contains(&act) {
            told.push(act);
        }
    }
    let name = format!("r{}", dice.below(9));
    store.put(&report(&name, dice.below(4), &told));
}

fn pick(ids: &[String], number: u64) -> Option<&str> {
    let count = u64::try_from(ids.len()).ok().filter(|count| *count > 0)?;
    ids.get(usize::try_from(number % count).ok()?).map(String::as_str)
}

/// Corrects something of an event; what it says already is left alone.
fn correct(store: &mut Store, member: &Member, number: u64) {
    let mut dice = Dice(number);
    let values = [
        (Slot::Status, "denied"),
        (Slot::Time, "2024-05-01/2024-05-04"),
        (Slot::Place, "Tel Arava, 33.15, 35.6, ISR"),
        (Slot::Actor, "River Brigade"),
        (Slot::Count(CountOf::Killed), "2..5"),
        (Slot::Count(CountOf::Killed), "8"),
    ];
    let (slot, text) = values[usize::try_from(dice.below(6)).unwrap_or_default()];
    let value = (slot == Slot::Status || dice.below(4) > 0)
        .then(|| CorrectedValue::of_text(slot, text).expect("it is a value"));
    let correction = Correction { member: member.clone(), slot, value };
    if let Err(error) = store.correct(&correction, crate::subject::by("it says so")) {
        assert!(error.is_bad_request(), "{error}");
    }
}

pub fn act(store: &mut Store, deed: Deed) {
    let all = store.all(&Query::default());
    let ids: Vec<String> = all.iter().map(|incident| incident.id.clone()).collect();
    match deed {
        Deed::Add(number) => add(store, number),
        Deed::Merge(a, b) => {
            if let (Some(a), Some(b)) = (pick(&ids, a), pick(&ids, b))
                && a != b
            {
                store.join(&[a, b]);
            }
        }
        Deed::NeverMerge(a, b) => {
            if let (Some(a), Some(b)) = (pick(&ids, a), pick(&ids, b))
                && a != b
            {
                store.keep_apart(a, b);
            }
        }
        Deed::Split(a, many) => {
            let several: Vec<_> = all.iter().filter(|one| one.members.len() > 1).collect();
            if !several.is_empty() {
                let one = several[usize::try_from(a).unwrap_or_default() % several.len()];
                let out = 1 + usize::try_from(many).unwrap_or_default() % (one.members.len() - 1);
                store.part(&one.id, &one.members[..out]);
            }
        }
        Deed::Undo(number) => {
            let entries = store.log(0, None).expect("it can be read");
            let open: Vec<i64> = entries
                .iter()
                .filter(|entry| entry.kind.is_decision() && entry.undone_by.is_none())
                .map(|entry| entry.seq)
                .collect();
            if !open.is_empty() {
                let entry = open[usize::try_from(number).unwrap_or_default() % open.len()];
                store.take_back(entry).expect("it can be undone");
            }
        }
        Deed::Note(number) => {
            if let Some(id) = pick(&ids, number) {
                store.note(id, crate::subject::by("to be looked at")).expect("it can be noted");
            }
        }
        Deed::Correct(a, b) => {
            let members: Vec<_> = all.iter().flat_map(|one| &one.members).collect();
            if !members.is_empty() {
                let at = usize::try_from(a).unwrap_or_default() % members.len();
                correct(store, members[at], b);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_breaks_nothing_and_the_log_leads_to_it(
        deeds in proptest::collection::vec(deed(), 1..24),
    ) {
        let mut store = Store::new();
        for &deed in &deeds {
            act(&mut store, deed);
        }
        prop_assert_eq!(store.wrong(), Vec::<String>::new());
        let before = store.state();
        store.anew();
        prop_assert_eq!(store.state(), before);
        prop_assert_eq!(store.wrong(), Vec::<String>::new());
        store.recluster_all(crate::made::NOW).expect("it can be grouped");
        prop_assert_eq!(store.wrong(), Vec::<String>::new());
    }

    #[test]
    fn order_of_arrival_changes_no_group(seed in any::<u64>(), order in any::<u64>()) {
        let reports = world(seed, 10);
        let mut turned = reports.clone();
        let mut dice = Dice(order);
        for at in (1..turned.len()).rev() {
            turned.swap(at, usize::try_from(dice.below(at as u64 + 1)).unwrap_or_default());
        }
        let (mut one, mut two) = (Store::new(), Store::new());
        reports.iter().for_each(|report| { one.put(report); });
        turned.iter().for_each(|report| { two.put(report); });
        prop_assert_eq!(one.groups(), two.groups());
    }

    #[test]
    fn adding_twice_is_adding_once(seed in any::<u64>()) {
        let reports = world(seed, 8);
        let mut store = Store::new();
        reports.iter().for_each(|report| { store.put(report); });
        let before = (store.state(), store.log(0, None).expect("it can be read").len());
        reports.iter().for_each(|report| { store.put(report); });
        let after = (store.state(), store.log(0, None).expect("it can be read").len());
        prop_assert_eq!(before, after);
    }

    #[test]
    fn undoing_restores_what_was(
        deeds in proptest::collection::vec(deed(), 1..12),
        a in any::<u64>(),
        b in any::<u64>(),
        how in 0..3,
    ) {
        let mut store = Store::new();
        for &deed in &deeds {
            act(&mut store, deed);
        }
        let before = store.all(&Query::default());
        let entries = store.log(0, None).expect("it can be read").len();
        act(&mut store, match how {
            0 => Deed::Split(a, b),
            1 => Deed::Merge(a, b),
            _ => Deed::Correct(a, b),
        });
        let log = store.log(0, None).expect("it can be read");
        if log.len() > entries {
            store.take_back(log[log.len() - 1].seq).expect("it can be undone");
        }
        prop_assert_eq!(store.all(&Query::default()), before);
    }

    #[test]
    fn what_is_kept_apart_never_meets(seed in any::<u64>(), later in any::<u64>()) {
        let mut store = Store::new();
        for report in world(seed, 4) {
            store.put(&report);
        }
        let all = store.all(&Query::default());
        prop_assume!(all.len() > 1);
        let (one, two) = (&all[0], &all[1]);
        store.keep_apart(&one.id, &two.id);
        let mut dice = Dice(later);
        // more of the same world, under other names
        for (mut input, mut record) in world(seed, 12).into_iter().skip(4) {
            input.name = format!("later{}", dice.below(1_000_000));
            record.report.name.clone_from(&input.name);
            store.put(&(input, record));
        }
        for a in &one.members {
            for b in &two.members {
                prop_assert_ne!(store.home(&a.report, &a.event), store.home(&b.report, &b.event));
            }
        }
        prop_assert_eq!(store.wrong(), Vec::<String>::new());
    }
}
