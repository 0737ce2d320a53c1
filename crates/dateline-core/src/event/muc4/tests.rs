//! Invented wires in the manner of those that MUC-4 read, and what its templates would say.

use crate::read::Reason;
use crate::record::{Event, EventType, Participant, Role, Status};
use crate::tags::{Act, Asked, Tagger, Tags};
use crate::text::{Document, Span};
use crate::{Input, Reader, Reading, read};

fn input(text: &str) -> Input {
    Input {
        name: "wire".into(),
        language: Some("en".into()),
        text: text.into(),
        published: Some("1990-03-03".into()),
        ..Input::default()
    }
}

fn incidents(text: &str) -> Vec<Event> {
    let events = read(input(text)).record.events;
    events.into_iter().filter(|event| event.muc4.is_some()).collect()
}

/// "text | type | effect | number" of each participant in a role.
fn said(event: &Event, role: Role) -> Vec<String> {
    let row = |p: &Participant| {
        let muc4 = &p.muc4;
        let said = [&muc4.muc4_type, &muc4.number].map(|value| value.clone().unwrap_or_default());
        format!("{} | {} | {} | {}", p.text, said[0], muc4.muc4_effect.join(" "), said[1])
    };
    event.participants.iter().filter(|p| p.role == role).map(row).collect()
}

const BOMB: &str = "BOGOTA, 3 MAR 90 (INVENTED) -- [TEXT] UNIDENTIFIED INDIVIDUALS HURLED A BOMB AT THE \
    HONDURAN EMBASSY IN BOGOTA LAST NIGHT. THE EXPLOSION DESTROYED TWO BUSES, AND THREE PEASANTS WERE \
    WOUNDED. THE POLICE BLAMED THE NATIONAL LIBERATION ARMY (ELN).";

#[test]
fn targets_have_type_effect_and_number() {
    let told = incidents(BOMB);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].muc4.as_deref(), Some("BOMBING"));
    assert_eq!(
        said(&told[0], Role::Object),
        [
            "TWO BUSES | TRANSPORT VEHICLE | DESTROYED | 2",
            "HONDURAN EMBASSY | DIPLOMAT OFFICE OR RESIDENCE | SOME DAMAGE | 1",
        ]
    );
    assert_eq!(said(&told[0], Role::Victim), ["PEASANTS | CIVILIAN | INJURY | 3"]);
    assert_eq!(said(&told[0], Role::Instrument), ["BOMB | BOMB |  | "]);
}

#[test]
fn perpetrators_place_and_category_are_written_as_muc4_wrote_them() {
    let told = incidents(BOMB);
    let actor = told[0].participants.iter().find(|p| p.role == Role::Actor).unwrap();
    assert_eq!(actor.muc4.individual.as_deref(), Some("UNIDENTIFIED INDIVIDUALS"));
    assert_eq!(told[0].muc4_category.as_deref(), Some("TERRORIST ACT"));
    let place = told[0].place.as_ref().unwrap();
    assert_eq!(place.muc4.as_deref(), Some("COLOMBIA: BOGOTA (CITY)"));
}

#[test]
fn what_two_sentences_tell_is_one_incident() {
    let told = incidents(
        "GUATEMALA CITY, 3 MAR 90 (INVENTED) -- [TEXT] ARMED MEN KIDNAPPED BUSINESSMAN JULIO RAMIRO \
         QUEZADA IN COBAN, GUATEMALA, ON 1 MARCH. THE KIDNAPPING OF THE BUSINESSMAN WAS CONDEMNED.",
    );
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].muc4.as_deref(), Some("KIDNAPPING"));
    let victim = told[0].participants.iter().find(|p| p.role == Role::Victim).unwrap();
    assert_eq!(victim.name.as_deref(), Some("JULIO RAMIRO QUEZADA"));
    assert_eq!(victim.muc4.description.as_deref(), Some("BUSINESSMAN"));
    let place = told[0].place.as_ref().unwrap();
    assert_eq!(place.muc4.as_deref(), Some("GUATEMALA: COBAN (CITY)"));
}

#[test]
fn an_incident_only_spoken_of_is_one() {
    let told = incidents(
        "SAN SALVADOR, 3 MAR 90 (INVENTED) -- [TEXT] THE ARCHBISHOP TODAY SPOKE OF PEACE AFTER THE \
         MURDER OF MAYOR RAMON ALBERTO PINEDA IN EL SALVADOR.",
    );
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(
        said(&told[0], Role::Victim),
        ["MAYOR RAMON ALBERTO PINEDA | GOVERNMENT OFFICIAL | DEATH | 1"]
    );
}

#[test]
fn fights_of_armed_bodies_are_none() {
    let told = incidents(
        "LIMA, 3 MAR 90 (INVENTED) -- [TEXT] TWENTY SHINING PATH TERRORISTS AND SIX SOLDIERS WERE KILLED \
         IN CLASHES YESTERDAY IN AYACUCHO DEPARTMENT, PERU.",
    );
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn reports_from_elsewhere_have_the_type_and_nothing_else() {
    let told = incidents("Rebels shelled the town of Gao, Mali, on Monday, killing two civilians.");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].muc4_category.is_none());
    assert!(told[0].place.as_ref().is_some_and(|place| place.muc4.is_none()));
    assert!(
        told[0].participants.iter().all(|p| p.muc4 == crate::record::Muc4Participant::default())
    );
}

/// A tagger that names one act by its word, and words for MUC-4's slots.
struct Marks(&'static str, &'static [(Asked, &'static str)]);

impl Tagger for Marks {
    fn tags(&self, document: &Document) -> Tags {
        let span = |words: &str| {
            let at = document.text.find(words).expect("the text has the words");
            Span::new(at, at + words.len())
        };
        let act = Act {
            trigger: span(self.0),
            event_type: EventType::Assault,
            modes: vec!["explosives".into()],
            status: Status::Occurred,
            score: 1.0,
            links: Vec::new(),
        };
        let asked = self.1.iter().map(|&(slot, words)| (slot, span(words))).collect();
        Tags { acts: vec![act], asked, ..Tags::default() }
    }
}

fn marked() -> Reading {
    let marks = Marks(
        "HURLED",
        &[
            (Asked::Perpetrator, "UNIDENTIFIED INDIVIDUALS"),
            (Asked::Means, "BOMB"),
            (Asked::PhysicalTarget, "HONDURAN EMBASSY"),
            (Asked::HumanTarget, "PEASANTS"),
            (Asked::Organisation, "NATIONAL LIBERATION ARMY"),
        ],
    );
    Reader { tagger: Some(&marks), ..Reader::default() }.read(input(BOMB))
}

#[test]
fn what_a_tagger_marks_fills_the_slots() {
    let events = marked().record.events;
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!(
        said(&events[0], Role::Object),
        ["HONDURAN EMBASSY | DIPLOMAT OFFICE OR RESIDENCE | SOME DAMAGE | 1"]
    );
    assert_eq!(said(&events[0], Role::Victim), ["PEASANTS | CIVILIAN | INJURY | 3"]);
    let doers: Vec<&str> = events[0]
        .participants
        .iter()
        .filter(|p| p.role == Role::Actor)
        .map(|p| p.text.as_str())
        .collect();
    assert_eq!(doers, ["UNIDENTIFIED INDIVIDUALS", "NATIONAL LIBERATION ARMY"]);
}

#[test]
fn what_an_incident_gains_has_its_reasons() {
    let has = |reasons: &[Reason], event: &Event, slot: &str, span| {
        reasons.iter().any(|r| r.event == event.id && r.slot == slot && r.span == span)
    };
    for Reading { record, reasons } in [marked(), read(input(BOMB))] {
        for event in &record.events {
            for p in &event.participants {
                let slot = format!("{:?}", p.role).to_lowercase();
                assert!(has(&reasons, event, &slot, p.span), "{}: no reason for {p:?}", event.id);
            }
            let place = event.place.as_ref().unwrap();
            assert!(has(&reasons, event, "place", place.span), "no reason for {place:?}");
            assert!(has(&reasons, event, "muc4", event.trigger.span));
        }
    }
}

#[test]
fn nothing_is_taken_out_of_an_event() {
    // The same wire from a country that MUC-4 did not ask for, where nothing is done to the events.
    let elsewhere = BOMB.replace("BOGOTA", "BAMAKO").replace("HONDURAN", "TURKISH");
    let here = BOMB.replace("HONDURAN", "TURKISH");
    let words = |text: &str| -> Vec<(Role, String)> {
        let events = read(input(text)).record.events;
        let all = events.iter().flat_map(|event| &event.participants);
        all.map(|p| (p.role, p.text.clone())).collect()
    };
    let (before, after) = (words(&elsewhere), words(&here));
    assert!(!before.is_empty());
    for one in before {
        assert!(after.contains(&one), "{one:?} of {after:?}");
    }
}
