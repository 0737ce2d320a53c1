//! Frames: which argument of a trigger plays which role. A frame is a way of acting, not a
//! language: "shelled the town" and "beschoss die Stadt" are both [`Frame::Strike`].

use serde::Deserialize;

use crate::record::Role;

/// A way of acting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Frame {
    /// A attacks B: "shelled the town", "an attack by rebels on a convoy".
    Strike,
    /// A sends munitions at B: "fired 30 rockets at the city".
    Launch,
    /// Munitions strike B: "a shell hit the school".
    Land,
    /// Something explodes: "a bomb went off"; or A blows B up.
    Explode,
    /// A harms persons: "killed nine people", "abducted a priest".
    Kill,
    /// Persons come to harm: "nine people died".
    Suffer,
    /// B is attacked: "the convoy came under fire".
    Undergo,
    /// Both fight: "troops clashed with rebels".
    Clash,
    /// Munitions are stopped: "shot down 12 drones".
    Intercept,
    /// An act is stopped before it is done: "police foiled an attack".
    Foil,
    /// A does something to B: "arrested 12 people", "closed the crossing".
    Affect,
    /// A puts a measure on a place: "imposed a curfew on the town".
    Impose,
    /// A protests against B.
    Protest,
    /// A says something to or about B: "urged both sides", "condemned the attack".
    Speak,
    /// A and B agree.
    Agree,
    /// A and B meet.
    Meet,
    /// A gives B something.
    Give,
    /// A leaves, stops, steps down.
    Move,
    /// A sends forces somewhere.
    Send,
}

/// How a phrase hangs on a trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Subject of an active verb.
    Subject,
    /// Object of an active verb, subject of a passive one.
    Object,
    /// "by X".
    Agent,
    /// "on X", "against X".
    Target,
    /// "of X", or a genitive behind a noun.
    Of,
    /// "X’s attack", "Hamas attack": in the noun phrase, before the trigger.
    Before,
    /// "with X" beside an act of two.
    Companion,
    /// "with X" of a thing.
    Instrument,
}

/// What a phrase names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A person or persons, civilians.
    Person,
    /// A force, group, government or body, which can act and be aimed at.
    Body,
    /// A weapon or means.
    Weapon,
    /// A place.
    Place,
    /// Anything else.
    Thing,
}

impl Frame {
    /// The role of a phrase of some sort that hangs on a trigger of this frame in some way.
    #[must_use]
    pub fn role(self, relation: Relation, sort: Sort) -> Option<Role> {
        use Relation::{Agent, Before, Companion, Instrument, Object, Of, Subject, Target};
        let acts = matches!(sort, Sort::Person | Sort::Body);
        if sort == Sort::Weapon {
            return match (self, relation) {
                (Self::Send | Self::Give | Self::Affect | Self::Move, Object) => Some(Role::Object),
                (Self::Speak | Self::Agree | Self::Meet | Self::Protest, _) => None,
                _ => Some(Role::Instrument),
            };
        }
        match (self, relation) {
            (Self::Suffer, Subject) => acts.then_some(Role::Victim),
            (Self::Undergo, Subject) => self.aimed_at(sort),
            (Self::Explode, Subject | Agent) => acts.then_some(Role::Actor),
            (Self::Intercept | Self::Foil, _) => None,
            (Self::Land, Object | Target | Of) => self.aimed_at(sort),
            (Self::Land, _) => None,
            // "rejected a truce proposed by the United Nations"
            (Self::Speak | Self::Meet, Agent) => acts.then_some(Role::Recipient),
            (_, Agent | Subject) => acts.then_some(Role::Actor),
            (Self::Clash | Self::Agree, Object | Companion | Of | Before) => {
                acts.then_some(Role::Actor)
            }
            (Self::Kill, Object | Of) => acts.then_some(Role::Victim),
            (_, Before) => acts.then_some(Role::Actor),
            (Self::Strike | Self::Launch | Self::Explode, Object | Target | Of) => {
                self.aimed_at(sort)
            }
            (Self::Affect, Object | Of | Target) => self.aimed_at(sort),
            (Self::Speak | Self::Meet | Self::Protest, Object | Of | Target) => {
                acts.then_some(Role::Recipient)
            }
            (Self::Meet, Companion) => acts.then_some(Role::Recipient),
            (Self::Protest, Companion) => None,
            (Self::Impose | Self::Give, Object | Target | Of) => match sort {
                Sort::Thing => Some(Role::Object),
                _ => acts.then_some(Role::Recipient),
            },
            (Self::Move, Of) => acts.then_some(Role::Actor),
            (Self::Send, Object | Of) => (sort != Sort::Place).then_some(Role::Object),
            (Self::Speak, Companion) => acts.then_some(Role::Recipient),
            (_, Companion | Instrument) => None,
            (Self::Agree, Target) => None,
            (_, Object | Target | Of) => (sort == Sort::Thing).then_some(Role::Object),
        }
    }

    fn aimed_at(self, sort: Sort) -> Option<Role> {
        match sort {
            Sort::Person | Sort::Body => Some(Role::Recipient),
            Sort::Thing => Some(Role::Object),
            Sort::Place | Sort::Weapon => None,
        }
    }

    /// True where what is said, not what is done, is the news.
    #[must_use]
    pub const fn is_verbal(self) -> bool {
        matches!(self, Self::Speak | Self::Agree | Self::Meet)
    }
}
