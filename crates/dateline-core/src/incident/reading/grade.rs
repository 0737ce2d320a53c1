//! How well it is attested: Airwars' ladder, computed.

use super::super::record::{Conflict, ConflictKind, Grade, Responsibility, Slot};
use super::Told;
use super::origin::Origins;
use crate::record::{ResponsibilityStatus, Stance, Status};

/// The grade of an incident.
///
/// Airwars grades civilian harm as *confirmed* where a belligerent accepts responsibility, *fair* where
/// two or more credible sources report it, *weak* where one does, *contested* where sources blame
/// different sides, *discounted* where what comes later shows that it was not so. A source is not weighed
/// here: only counted.
pub(super) fn of(
    told: &[Told<'_>],
    origins: &Origins,
    responsibility: &[Responsibility],
    conflicts: &[Conflict],
) -> Grade {
    let denies = |one: &&Told<'_>| one.event.status == Status::Denied;
    let denying = told.iter().filter(denies).count();
    let disputed = conflicts.iter().any(|conflict| {
        conflict.kind == ConflictKind::Contradicts
            && matches!(conflict.slot, Slot::Actor | Slot::Responsibility | Slot::Status)
    });
    let doubted = told.iter().any(|one| {
        one.event.claims.iter().any(|claim| matches!(claim.stance, Stance::Denies | Stance::Doubts))
    });
    let claimed = responsibility.iter().any(|row| row.status == ResponsibilityStatus::Claimed);
    if denying * 2 > told.len() && told.len() > 1 {
        Grade::Discounted
    } else if disputed || denying > 0 {
        Grade::Contested
    } else if claimed {
        Grade::Confirmed
    } else if doubted {
        Grade::Contested
    } else if origins.count() > 1 {
        Grade::Fair
    } else {
        Grade::Weak
    }
}
