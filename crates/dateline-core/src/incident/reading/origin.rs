//! Which reports say it of their own, and which only pass it on.

use super::Told;
use crate::record::{SourceKind, Stance};

/// The independent source of each member: members with one number have one.
#[derive(Debug)]
pub(super) struct Origins(Vec<usize>);

impl Origins {
    /// How many independent sources there are.
    pub(super) fn count(&self) -> usize {
        let mut all = self.0.clone();
        all.sort_unstable();
        all.dedup();
        all.len()
    }

    /// How many independent sources some members have.
    pub(super) fn among(&self, members: impl Iterator<Item = usize>) -> usize {
        let mut all: Vec<usize> = members.map(|member| self.0[member]).collect();
        all.sort_unstable();
        all.dedup();
        all.len()
    }
}

/// Members of one report, of copies of one text, of one publisher, or that repeat one and the same
/// named origin and say nothing else, have one source.
pub(super) fn independent(told: &[Told<'_>]) -> Origins {
    let mut of: Vec<usize> = (0..told.len()).collect();
    for a in 0..told.len() {
        for b in a + 1..told.len() {
            if of[a] != of[b] && is_one(&told[a], &told[b]) {
                let (keep, gone) = (of[a].min(of[b]), of[a].max(of[b]));
                of.iter_mut().filter(|origin| **origin == gone).for_each(|origin| *origin = keep);
            }
        }
    }
    Origins(of)
}

fn is_one(a: &Told<'_>, b: &Told<'_>) -> bool {
    let publisher = |one: &Told<'_>| one.report.publisher.as_deref().map(crate::text::lower);
    let origin = origin(a);
    a.report.name == b.report.name
        || (publisher(a).is_some() && publisher(a) == publisher(b))
        || a.report_facts.sketch.is_copy(&b.report_facts.sketch)
        || (origin.is_some() && origin == self::origin(b))
}

/// The one named origin that a member repeats: all its claims are that one's, and every sentence
/// that tells of the event lies in a claim.
fn origin(one: &Told<'_>) -> Option<String> {
    let mut origin = None;
    for claim in &one.event.claims {
        let source = claim.source.as_ref().filter(|source| source.kind == SourceKind::Named)?;
        let name = source
            .id
            .clone()
            .or_else(|| source.name.clone())
            .unwrap_or_else(|| source.text.clone());
        if *origin.get_or_insert_with(|| name.clone()) != name || claim.stance != Stance::Asserts {
            return None;
        }
    }
    let told_by_itself = one.event.evidence.iter().any(|evidence| {
        !one.event.claims.iter().any(|claim| {
            claim.content.as_ref().is_some_and(|content| {
                content.span[0] < evidence.span[1] && evidence.span[0] < content.span[1]
            })
        })
    });
    origin.filter(|_| !told_by_itself)
}
