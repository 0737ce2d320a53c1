//! Who takes part and who is held responsible, by all that say so.

use super::super::record::{Participant, Responsibility, Wording};
use super::Told;
use crate::actor::fold::fold;

/// The participants of all members, joined by role and actor: by id, else by name.
pub(super) fn participants(told: &[Told<'_>]) -> Vec<Participant> {
    let mut all: Vec<(String, Participant)> = Vec::new();
    for (member, one) in told.iter().enumerate() {
        for participant in &one.event.participants {
            let name = participant.name.as_deref().unwrap_or(&participant.text);
            let key = participant.id.clone().unwrap_or_else(|| fold(name).into());
            let wording =
                Wording { member, text: participant.text.clone(), span: participant.span };
            let known =
                all.iter_mut().find(|(other, one)| *other == key && one.role == participant.role);
            if let Some((_, known)) = known {
                known.private |= participant.private;
                known.said.push(wording);
                continue;
            }
            let joined = Participant {
                role: participant.role,
                name: name.to_owned(),
                id: participant.id.clone(),
                kind: participant.kind,
                country: participant.country.clone(),
                private: participant.private,
                said: vec![wording],
            };
            all.push((key, joined));
        }
    }
    all.sort_by_key(|(_, one)| one.role);
    all.into_iter().map(|(_, one)| one).collect()
}

/// Who is held responsible, once for each actor, confidence and speaker.
pub(super) fn responsibility(told: &[Told<'_>]) -> Vec<Responsibility> {
    let mut all: Vec<Responsibility> = Vec::new();
    for (member, one) in told.iter().enumerate() {
        for row in &one.event.responsibility {
            let known = all.iter_mut().find(|known| {
                known.actor == row.actor && known.status == row.status && known.by == row.by
            });
            match known {
                Some(known) if known.members.contains(&member) => {}
                Some(known) => known.members.push(member),
                None => all.push(Responsibility {
                    actor: row.actor.clone(),
                    status: row.status,
                    by: row.by.clone(),
                    members: vec![member],
                }),
            }
        }
    }
    all.sort_by(|a, b| (&a.actor, a.status, &a.by).cmp(&(&b.actor, b.status, &b.by)));
    all
}
