use super::*;
use crate::record::CountOf;

const KILLED: Slot = Slot::Count(CountOf::Killed);

#[track_caller]
fn text(slot: Slot, text: &str) -> CorrectedValue {
    CorrectedValue::of_text(slot, text).and_then(|value| value.checked(slot)).unwrap()
}

#[track_caller]
fn wrong(slot: Slot, text: &str) -> String {
    let value = CorrectedValue::of_text(slot, text).and_then(|value| value.checked(slot));
    value.unwrap_err().to_string()
}

#[test]
fn a_value_is_written_on_one_line() {
    assert_eq!(text(Slot::Type, "protest"), CorrectedValue::Type(EventType::Protest));
    assert_eq!(text(Slot::Status, "Denied"), CorrectedValue::Status(Status::Denied));
    for edtf in ["2024", "2024-05", "2024-05-05", "2024-05-05/..", "202X", "XXXX-02-29", "2024-05~"]
    {
        assert_eq!(text(Slot::Time, edtf), CorrectedValue::Time(edtf.to_owned()));
    }
    let figure = |low, best, high| CorrectedFigure { low, best, high, ..Default::default() };
    for (written, wanted) in [
        ("6", figure(6, Some(6), Some(6))),
        ("0", figure(0, Some(0), Some(0))),
        ("6..11", figure(6, None, Some(11))),
        ("6..9..11", figure(6, Some(9), Some(11))),
        ("6..", figure(6, None, None)),
        ("..6", figure(0, None, Some(6))),
        ("none reported", CorrectedFigure { reported_none: true, ..Default::default() }),
        (
            "6.. by the ministry",
            CorrectedFigure { by: Some("the ministry".into()), ..figure(6, None, None) },
        ),
    ] {
        assert_eq!(text(KILLED, written), CorrectedValue::Figures(vec![wanted]), "{written}");
    }
    let names = CorrectedValue::Names(vec!["Hezbollah".into(), "River Watch".into()]);
    assert_eq!(text(Slot::Actor, "hezbollah; River  Watch;"), names);
    let CorrectedValue::Responsibility(rows) =
        text(Slot::Responsibility, "River Watch: accused by authorities by Ministry of Tolls")
    else {
        panic!();
    };
    assert_eq!(rows[0].status, ResponsibilityStatus::AccusedByAuthorities);
    assert_eq!(rows[0].by.as_deref(), Some("Ministry of Tolls"));
}

#[test]
fn a_place_is_filled_with_what_is_known_of_it() {
    let place = |written: &str| match text(Slot::Place, written) {
        CorrectedValue::Place(place) => place,
        other => panic!("{other:?}"),
    };
    let gao = place("Gao, MLI");
    assert!(gao.lat.is_some() && gao.geonames.is_some() && gao.where_prec == Some(1), "{gao:?}");
    assert_eq!(gao.precision, Some(PlacePrecision::Settlement));
    assert_eq!(place("Gao, 16.27, -0.04").geonames, gao.geonames);
    // another one of the name
    assert_eq!(place("Gao, 10, 10").geonames, None);
    let unlisted = place("Bir Nowhere, 15.5, 44.2, YEM");
    assert_eq!((unlisted.lat, unlisted.country.as_deref()), (Some(15.5), Some("YEM")));
    assert_eq!(place("Xqzt Ford").where_prec, None);
    assert_eq!(place("Mali").precision, Some(PlacePrecision::Country));
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    for (slot, written, said) in [
        (Slot::Type, "war", "“war” is not one of PLOVER’s types"),
        (Slot::Status, "maybe", "“maybe” is not one of occurred"),
        (Slot::Time, "yesterday", "“yesterday” is not a date"),
        (Slot::Time, "2024-02-30", "is not a date"),
        (Slot::Time, "2024-5-5", "is not a date"),
        (Slot::Time, "2024-05-07/2024-05-01", "is not a date"),
        (Slot::Time, "XXXX-02-30", "is not a date"),
        (Slot::Place, "", "is not a place"),
        (Slot::Place, "Gao, 95, 0", "not a point of the earth"),
        (Slot::Place, "Gao, XYZ", "“XYZ” is not a country’s code"),
        (Slot::Actor, " ; ", "is not a list of names"),
        (Slot::Actor, "42", "a name has letters"),
        (Slot::Responsibility, "Hamas", "does not say who is held responsible"),
        (KILLED, "many", "“many” is not a figure"),
        (KILLED, "..", "is not a figure"),
        (KILLED, "-3", "is not a figure"),
        (KILLED, "11..6", "11....6 is not in order"),
        (KILLED, "6..20..11", "6..20..11 is not in order"),
        (Slot::Motive, "revenge", "motive cannot be corrected"),
    ] {
        let found = wrong(slot, written);
        assert!(found.contains(said), "{written}: {found}");
    }
    let none = serde_json::json!({ "low": 3, "reported_none": true });
    let value = CorrectedValue::of_json(KILLED, &none).unwrap();
    assert_eq!(value.checked(KILLED).unwrap_err(), Wrong::NoneAndSome);
    assert!(can_be_absent(Slot::Type).is_err() && can_be_absent(Slot::Place).is_ok());
}

#[test]
fn a_value_is_the_same_in_json() {
    for (slot, written) in [
        (Slot::Type, "protest"),
        (Slot::Status, "denied"),
        (Slot::Time, "2024-05"),
        (Slot::Place, "Gao, MLI"),
        (Slot::Recipient, "Hezbollah"),
        (Slot::Responsibility, "Hezbollah: denied"),
        (KILLED, "6 by ministry; 11.. by residents"),
    ] {
        let value = text(slot, written);
        let json = serde_json::to_value(&value).unwrap();
        assert_eq!(serde_json::from_value::<CorrectedValue>(json.clone()).unwrap(), value);
        assert_eq!(CorrectedValue::of_json(slot, &json).unwrap(), value);
    }
    let one = serde_json::json!({ "low": 6, "best": 6, "high": 6 });
    let six = text(KILLED, "6");
    assert_eq!(CorrectedValue::of_json(KILLED, &one).unwrap(), six);
    assert_eq!(CorrectedValue::of_json(KILLED, &6.into()).unwrap(), six);
    let extra = serde_json::json!({ "low": 6, "lowest": 6 });
    assert!(CorrectedValue::of_json(KILLED, &extra).is_err());
}

/// An event of one sentence.
fn event() -> Event {
    let text = "Gunmen of River Watch shelled Dorva on Monday, killing six, the ministry said.";
    serde_json::from_value(serde_json::json!({
        "id": "e1", "type": "ASSAULT", "modes": ["heavy-weapons"], "contexts": [], "acled": null,
        "cameo": null, "muc4": null, "status": "occurred",
        "trigger": { "text": "shelled", "span": [22, 29] }, "summary": "",
        "time": { "text": "Monday", "span": [39, 45], "edtf": "2024-05-06", "precision": "day",
            "basis": null },
        "place": { "text": "Dorva", "span": [30, 35], "name": "Dorva", "geonames": null,
            "lat": 10.0, "lon": 10.0, "country": null, "precision": "settlement" },
        "participants": [{ "role": "actor", "text": "Gunmen", "name": "Gunmen", "id": null,
            "kind": "armed-group", "country": null, "span": [0, 6] }],
        "responsibility": [], "claims": [],
        "counts": [{ "of": "killed", "low": 6, "best": 6, "high": 6, "text": "six",
            "span": [55, 58], "by": "ministry" }],
        "evidence": [{ "text": text, "span": [0, text.chars().count()], "in": "body" }],
    }))
    .unwrap()
}

#[test]
fn a_correction_is_what_the_event_then_says() {
    for (slot, written) in [
        (Slot::Type, "protest"),
        (Slot::Status, "denied"),
        (Slot::Time, "2024-05"),
        (Slot::Place, "Gao, MLI"),
        (Slot::Actor, "River Watch; Hezbollah"),
        (Slot::Recipient, "Hezbollah"),
        (Slot::Responsibility, "Hezbollah: denied"),
        (KILLED, "7 by ministry; 11.. by residents"),
        (KILLED, "none reported"),
        (Slot::Count(CountOf::Injured), "3"),
    ] {
        let (mut corrected, value) = (event(), text(slot, written));
        correct(&mut corrected, slot, Some(&value));
        assert_eq!(said(&corrected, slot), Some(value), "{slot}");
        if can_be_absent(slot).is_ok() {
            correct(&mut corrected, slot, None);
            assert_eq!(said(&corrected, slot), None, "{slot}");
        }
        // nothing else is otherwise
        for other in [Slot::Type, Slot::Status, Slot::Time, Slot::Place, Slot::Actor, KILLED] {
            if other != slot {
                assert_eq!(said(&corrected, other), said(&event(), other), "{slot}, {other}");
            }
        }
    }
}

#[test]
fn words_stay_where_they_are_those_of_the_value() {
    let mut corrected = event();
    correct(&mut corrected, Slot::Actor, Some(&text(Slot::Actor, "River Watch; Hezbollah")));
    let words = |one: &crate::record::Participant| (one.text.clone(), one.span, one.id.clone());
    let actors: Vec<_> = corrected.participants.iter().map(words).collect();
    assert_eq!(actors[0], ("River Watch".to_owned(), [10, 21], None));
    assert_eq!(actors[1], (String::new(), [0, 0], Some("hezbollah".to_owned())));
    correct(&mut corrected, Slot::Time, Some(&text(Slot::Time, "2024-05-13")));
    let time = corrected.time.as_ref().unwrap();
    assert_eq!((time.text.as_str(), time.span), ("Monday", [39, 45]));
    correct(&mut corrected, KILLED, Some(&text(KILLED, "7 by ministry; 9 by residents")));
    let counts: Vec<_> = corrected.counts.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(counts, ["six", ""]);
    correct(&mut corrected, Slot::Place, Some(&text(Slot::Place, "Dorva, 12, 12")));
    assert_eq!(corrected.place.as_ref().unwrap().text, "Dorva");
    correct(&mut corrected, Slot::Place, Some(&text(Slot::Place, "Gao, MLI")));
    assert_eq!(corrected.place.as_ref().unwrap().text, "");
    assert_eq!(
        corrected.summary,
        "River Watch, Hezbollah: attack with heavy weapons, Gao, 7 killed"
    );
}
