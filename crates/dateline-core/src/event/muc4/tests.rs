//! Invented wires in the manner of those that MUC-4 read, and what its templates would say.

use crate::record::{Event, Participant, Role};
use crate::{Input, read};

fn incidents(text: &str) -> Vec<Event> {
    let input = Input {
        name: "wire".into(),
        language: Some("en".into()),
        text: text.into(),
        published: Some("1990-03-03".into()),
        ..Input::default()
    };
    let events = read(input).record.events;
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
    assert_eq!(said(&told[0], Role::Victim), ["THREE PEASANTS | CIVILIAN | INJURY | 3"]);
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
