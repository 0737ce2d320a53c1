//! Participants, and who is held responsible.

use super::{Composer, RULE, overlapping, shared};
use crate::actor::ActorMention;
use crate::event::write;
use crate::record::{
    Claim, EventType, Kind, Participant, Responsibility, ResponsibilityStatus, Role, Stance,
};
use crate::tags::Part;
use crate::text::Span;

impl Composer<'_, '_> {
    pub(super) fn participants(&mut self) -> Vec<Participant> {
        let linked = self.linked(|part| match part {
            Part::Role(role) => Some(role),
            _ => None,
        });
        let mut all: Vec<(Span, Participant)> = Vec::new();
        for (mention, role) in linked {
            let span = self.span(mention);
            let (participant, rule) = self.participant(mention, role);
            let same = |known: &Participant| {
                known.role == role
                    && (known.text.to_lowercase() == participant.text.to_lowercase()
                        || known.name.is_some() && known.name == participant.name)
            };
            if all.iter().any(|(_, known)| same(known)) {
                continue;
            }
            let slot = format!("{role:?}").to_lowercase();
            let value = participant.name.clone().unwrap_or_else(|| participant.text.clone());
            self.say(&slot, value, span, rule);
            all.push((span, participant));
        }
        all.sort_by_key(|(span, participant)| (participant.role, *span));
        all.into_iter().map(|(_, participant)| participant).collect()
    }

    fn participant(&self, mention: usize, role: Role) -> (Participant, crate::Rule) {
        let document = self.document();
        let span = self.span(mention);
        let kind = self.tags.mentions[mention].kind.unwrap_or_default();
        let mut participant = write::bare(document, role, span, kind);
        let mut rule = RULE.into();
        let thing = matches!(participant.kind, Kind::Thing | Kind::Weapon);
        if let Some(actor) = self.actor(span).filter(|_| !thing) {
            write::identify(document, &mut participant, actor);
            if actor.id.is_some() || actor.named {
                participant.kind = actor.kind;
            }
            rule = actor.rule.clone();
        }
        let person = matches!(participant.kind, Kind::Person | Kind::Civilians);
        participant.private = participant.id.is_none()
            && (participant.kind == Kind::Civilians || person && role == Role::Victim);
        (participant, rule)
    }

    /// The actor that words name: the one whose words are most of them, led back to whom it points.
    pub(super) fn actor(&self, span: Span) -> Option<&ActorMention> {
        let actors = self.mentions.actors;
        let near = overlapping(actors, |actor| actor.span, span).map(|(_, actor)| actor);
        let meant = near.filter(|actor| {
            let common = shared(actor.span, span);
            // Half of either: "the Malian army's chief" is not the army, "army" is.
            2 * common >= span.len() || actor.span.contains(span) && actor.head.overlaps(span)
        });
        let mut actor = meant.max_by_key(|actor| {
            (shared(actor.span, span), actor.id.is_some(), std::cmp::Reverse(actor.span))
        })?;
        for _ in 0..8 {
            match actor.refers_to.and_then(|next| actors.get(next)) {
                Some(next) => actor = next,
                None => break,
            }
        }
        Some(actor)
    }

    /// Who is held responsible: as tagged, and as the event's own participants and claims imply.
    ///
    /// An act of force that the report tells of in its own voice is reported as fact; elsewhere there is
    /// a row only where somebody claims or disputes the act (`GOLD.md` of the development sets).
    pub(super) fn responsibility(
        &mut self,
        participants: &[Participant],
        claims: &[Claim],
    ) -> Vec<Responsibility> {
        let force = matches!(self.act.event_type, EventType::Assault | EventType::Coerce);
        let linked = self.linked(|part| match part {
            Part::Responsibility(status) => Some(status),
            _ => None,
        });
        let mut rows = Rows::default();
        for (mention, status) in linked {
            let span = self.span(mention);
            let text = self.document().words(span);
            let actor = self.actor(span).and_then(|actor| actor.name.clone());
            if status != ResponsibilityStatus::ReportedAsFact || force {
                rows.add(span, actor, text, status, RULE);
            }
        }
        for claim in claims {
            let Some(source) = &claim.source else { continue };
            let span = self.document().bytes(source.span);
            let (name, text) = (source.name.clone(), source.text.clone());
            match claim.stance {
                Stance::ClaimsResponsibility if !rows.has(ResponsibilityStatus::Claimed) => {
                    rows.add(
                        span,
                        name,
                        text,
                        ResponsibilityStatus::Claimed,
                        "responsibility.claim",
                    );
                }
                Stance::Denies if rows.blames(name.as_ref().unwrap_or(&text)) => {
                    rows.add(
                        span,
                        name,
                        text,
                        ResponsibilityStatus::Denied,
                        "responsibility.denial",
                    );
                }
                _ => {}
            }
        }
        let blamed = claims.iter().any(|claim| claim.stance == Stance::Accuses);
        for participant in participants.iter().filter(|p| force && p.role == Role::Actor) {
            let span = self.document().bytes(participant.span);
            let (name, text) = (participant.name.clone(), participant.text.clone());
            if !rows.knows(name.as_ref().unwrap_or(&text)) && !blamed {
                let status = ResponsibilityStatus::ReportedAsFact;
                rows.add(span, name, text, status, "responsibility.told");
            }
        }
        rows.0.sort_by_key(|(span, row, _)| (*span, row.status));
        let mut all = Vec::new();
        for (span, mut row, rule) in rows.0 {
            row.by = by(claims, row.status);
            row.part = self.part(span);
            self.say("responsibility", format!("{}: {:?}", row.actor, row.status), span, rule);
            all.push(row);
        }
        all
    }
}

/// Rows of responsibility as they come together, with where they stand and the rule that gave them.
#[derive(Default)]
struct Rows(Vec<(Span, Responsibility, &'static str)>);

impl Rows {
    /// Adds a row. Of what is said of one actor the first stands, but for denial and acquittal, which
    /// stand beside it.
    fn add(
        &mut self,
        span: Span,
        name: Option<String>,
        text: String,
        status: ResponsibilityStatus,
        rule: &'static str,
    ) {
        let actor = name.unwrap_or_else(|| text.clone());
        let side = |status| {
            matches!(status, ResponsibilityStatus::Denied | ResponsibilityStatus::Acquitted)
        };
        let known = self.0.iter().any(|(_, row, _)| {
            row.actor == actor && (row.status == status || !side(row.status) && !side(status))
        });
        if !known {
            let row = Responsibility { actor, text, status, by: None, part: None };
            self.0.push((span, row, rule));
        }
    }

    fn has(&self, status: ResponsibilityStatus) -> bool {
        self.0.iter().any(|(_, row, _)| row.status == status)
    }

    fn knows(&self, actor: &str) -> bool {
        self.0.iter().any(|(_, row, _)| row.actor == actor)
    }

    /// True where somebody lays the act on an actor.
    fn blames(&self, actor: &str) -> bool {
        self.0.iter().any(|(_, row, _)| {
            row.actor == actor
                && matches!(
                    row.status,
                    ResponsibilityStatus::Accused
                        | ResponsibilityStatus::AccusedByAuthorities
                        | ResponsibilityStatus::Suspected
                        | ResponsibilityStatus::Possible
                )
        })
    }
}

/// Who says so, where exactly one source takes the stance that such a row rests on.
fn by(claims: &[Claim], status: ResponsibilityStatus) -> Option<String> {
    let stances: &[Stance] = match status {
        ResponsibilityStatus::Claimed => &[Stance::ClaimsResponsibility],
        ResponsibilityStatus::Accused | ResponsibilityStatus::AccusedByAuthorities => {
            &[Stance::Accuses]
        }
        ResponsibilityStatus::Suspected | ResponsibilityStatus::Possible => &[Stance::Suspects],
        ResponsibilityStatus::Denied => &[Stance::Denies],
        ResponsibilityStatus::ReportedAsFact | ResponsibilityStatus::Acquitted => &[],
    };
    let mut sources = claims
        .iter()
        .filter(|claim| stances.contains(&claim.stance))
        .filter_map(|claim| claim.source.as_ref());
    let source = sources.next()?;
    sources.next().is_none().then(|| source.name.clone().unwrap_or_else(|| source.text.clone()))
}
