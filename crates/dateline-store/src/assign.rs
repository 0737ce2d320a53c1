//! Which group keeps which incident's id.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Ids of groups, and what became of those that no group has.
pub(crate) struct Assigned {
    /// The id of each group; none where it is a new incident.
    pub ids: Vec<Option<String>>,
    /// Ids that no group has kept, each with the group that took most of its events.
    pub ended: Vec<(String, Option<usize>)>,
}

/// Gives each group the id of the incident with which it shares most events; `was` says in which
/// incident an event was, `ids` are all that must have a group or end.
///
/// The largest share comes first, of equal ones the smaller id and the earlier group. Before all
/// others come ids that are to be restored.
pub(crate) fn assign(
    groups: &[Vec<i64>],
    was: &BTreeMap<i64, String>,
    ids: &BTreeSet<String>,
    restored: &BTreeSet<String>,
) -> Assigned {
    let mut shares: BTreeMap<(&str, usize), usize> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        for id in group.iter().filter_map(|event| was.get(event)) {
            *shares.entry((id, at)).or_default() += 1;
        }
    }
    let mut shares: Vec<_> = shares.into_iter().map(|((id, at), share)| (share, id, at)).collect();
    shares.sort_by_key(|&(share, id, at)| (!restored.contains(id), Reverse(share), id, at));
    let mut kept: Vec<Option<String>> = vec![None; groups.len()];
    let mut used = BTreeSet::new();
    for &(_, id, at) in &shares {
        if kept[at].is_none() && !used.contains(id) {
            used.insert(id);
            kept[at] = Some(id.to_owned());
        }
    }
    let heir = |id: &str| shares.iter().find(|share| share.1 == id).map(|share| share.2);
    let ended = ids.iter().filter(|id| !used.contains(id.as_str()));
    let ended = ended.map(|id| (id.clone(), heir(id))).collect();
    Assigned { ids: kept, ended }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        groups: &[&[i64]],
        was: &[(i64, &str)],
        ids: &[&str],
        ended: &[(&str, Option<usize>)],
    ) {
        let groups: Vec<Vec<i64>> = groups.iter().map(|group| group.to_vec()).collect();
        let was: BTreeMap<i64, String> =
            was.iter().map(|&(event, id)| (event, id.to_owned())).collect();
        let all = was.values().cloned().collect();
        let found = assign(&groups, &was, &all, &BTreeSet::new());
        let found_ids: Vec<&str> =
            found.ids.iter().map(|id| id.as_deref().unwrap_or("new")).collect();
        assert_eq!(found_ids, ids);
        let found_ended: Vec<(&str, Option<usize>)> =
            found.ended.iter().map(|(id, into)| (id.as_str(), *into)).collect();
        assert_eq!(found_ended, ended);
    }

    #[test]
    fn a_group_keeps_the_id_of_which_it_has_most() {
        check(&[&[1, 2, 3]], &[(1, "b"), (2, "b"), (3, "a")], &["b"], &[("a", Some(0))]);
        check(&[&[1, 2]], &[(1, "b"), (2, "a")], &["a"], &[("b", Some(0))]);
        check(&[&[1], &[2, 3]], &[(1, "a"), (2, "a"), (3, "a")], &["new", "a"], &[]);
        check(&[&[1, 4]], &[(1, "a")], &["a"], &[]);
    }
}
