//! Cases a linguist can read: a sentence and its mentions, as `phrase | name | kind`.

use super::*;
use crate::language::LanguagePack;
use crate::place;

fn read(code: &str, text: &str) -> (Document, Vec<ActorMention>) {
    let pack = LanguagePack::get(code).unwrap();
    let document = Document::new(text.to_owned(), None, pack);
    let places = place::find(&document, &pack.place);
    let actors = find(&document, &pack.actor, &places);
    (document, actors)
}

#[track_caller]
fn check(code: &str, text: &str, expected: &[&str]) {
    let (document, actors) = read(code, text);
    let said: Vec<String> = actors
        .iter()
        .map(|actor| {
            let kind = serde_json::to_value(actor.kind).unwrap();
            format!(
                "{} | {} | {}",
                document.words(actor.span),
                actor.name.as_deref().unwrap_or("-"),
                kind.as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(said, expected, "{text}");
}

#[test]
fn names_and_nouns_of_english() {
    let check = |text: &str, expected: &[&str]| check("en", text, expected);
    check("Hezbollah fired 30 rockets.", &["Hezbollah | Hezbollah | armed-group"]);
    check("A senior IDF official spoke.", &["senior IDF official | - | armed-forces"]);
    check(
        "Masked gunmen shot two policemen.",
        &["Masked gunmen | - | armed-group", "policemen | - | government"],
    );
    check("A 65 year old man was hurt.", &["65 year old man | - | person"]);
    check("Renegade Hamas operatives fled.", &["Renegade Hamas operatives | Hamas | armed-group"]);
    check(
        "Armed men killed nine villagers.",
        &["Armed men | - | armed-group", "villagers | - | civilians"],
    );
    check(
        "Members of the National Guard fled.",
        &["Members of the National Guard | - | armed-forces"],
    );
    check("The convoy was hit by aid workers.", &["aid workers | - | civilians"]);
    check(
        "The ELN and the FARC met.",
        &[
            "ELN | National Liberation Army | armed-group",
            "FARC | Revolutionary Armed Forces of Colombia | armed-group",
        ],
    );
    check("Qassam rockets hit the town.", &[]);
    check(
        "The Qassam Brigades fired.",
        &["Qassam Brigades | Izz ad-Din al-Qassam Brigades | armed-group"],
    );
}

#[test]
fn persons_of_english() {
    let check = |text: &str, expected: &[&str]| check("en", text, expected);
    check(
        "Hamas leader Ismail Haniyeh spoke.",
        &["Hamas leader Ismail Haniyeh | Ismail Haniyeh | person"],
    );
    check(
        "Defence Minister General Oumar Tessougué said so.",
        &["Defence Minister General Oumar Tessougué | Oumar Tessougué | person"],
    );
    check(
        "An RSF adviser, Musa Hamdan, said so.",
        &["RSF adviser, Musa Hamdan | Musa Hamdan | person"],
    );
    check(
        "Army spokesman Nabil Awadalla said so. Awadalla left.",
        &[
            "Army spokesman Nabil Awadalla | Nabil Awadalla | person",
            "Awadalla | Nabil Awadalla | person",
        ],
    );
    check(
        "Col. Hernán Ibarguren left. He spoke.",
        &["Col. Hernán Ibarguren | Hernán Ibarguren | person", "He | Hernán Ibarguren | person"],
    );
}

#[test]
fn unknown_bodies_of_english() {
    let check = |text: &str, expected: &[&str]| check("en", text, expected);
    check(
        "The Orange Valley Doctors Committee (OVDC) left. The OVDC said so.",
        &[
            "Orange Valley Doctors Committee (OVDC) | Orange Valley Doctors Committee | organisation",
            "OVDC | Orange Valley Doctors Committee | organisation",
        ],
    );
    check(
        "The Blue Lake Liberation Army (BLLA) struck. Later the BLLA denied it.",
        &[
            "Blue Lake Liberation Army (BLLA) | Blue Lake Liberation Army | armed-group",
            "BLLA | Blue Lake Liberation Army | armed-group",
        ],
    );
    check(
        "The Movement for the Salvation of Orange Valley left.",
        &[
            "Movement for the Salvation of Orange Valley | Movement for the Salvation of Orange Valley | organisation",
        ],
    );
}

#[test]
fn references_of_english() {
    let check = |text: &str, expected: &[&str]| check("en", text, expected);
    check(
        "Boko Haram struck a village. The group fled.",
        &["Boko Haram | Boko Haram | armed-group", "group | Boko Haram | armed-group"],
    );
    check(
        "The PKK and the Taliban met Hamas. The militia fled.",
        &[
            "PKK | Kurdistan Workers' Party | armed-group",
            "Taliban | Taliban | armed-group",
            "Hamas | Hamas | armed-group",
            "militia | - | armed-group",
        ],
    );
}

#[test]
fn nations_of_english() {
    let check = |text: &str, expected: &[&str]| check("en", text, expected);
    check("Mali denied it.", &["Mali | Mali | government"]);
    check("It happened in Mali.", &[]);
    check("The Malian army fled.", &["Malian army | Malian Armed Forces | armed-forces"]);
    check("Kenyan police fired.", &["Kenyan police | Kenya Police | government"]);
    check("Israeli airstrikes killed two.", &["Israeli | Israel | government"]);
}

#[test]
fn old_wires_have_capitals_only() {
    check(
        "en",
        "TERRORISTS OF THE FARABUNDO MARTI NATIONAL LIBERATION FRONT KIDNAPPED 50 PEASANTS YESTERDAY IN THE TOWN.",
        &[
            "TERRORISTS OF THE FARABUNDO MARTI NATIONAL LIBERATION FRONT | Farabundo Martí National Liberation Front | armed-group",
            "PEASANTS | - | civilians",
        ],
    );
}

#[test]
fn names_and_nouns_of_german() {
    let check = |text: &str, expected: &[&str]| check("de", text, expected);
    check("Hamas-Terroristen griffen an.", &["Hamas-Terroristen | Hamas | armed-group"]);
    check("Die Regierungssoldaten flohen.", &["Regierungssoldaten | - | armed-forces"]);
    check("Die Sicherheitskräfte schossen.", &["Sicherheitskräfte | - | armed-forces"]);
    check("Ein Polizeisprecher sagte das.", &["Polizeisprecher | - | person"]);
    check(
        "Maskierte Angreifer töteten zwei Polizisten.",
        &["Maskierte Angreifer | - | armed-group", "Polizisten | - | government"],
    );
    check(
        "Bewaffnete Männer entführten Schülerinnen.",
        &["Bewaffnete Männer | - | armed-group", "Schülerinnen | - | civilians"],
    );
    check("Er fuhr mit zwei Fahrzeugen und Flugzeugen zur Einführung.", &[]);
    check(
        "Die Rebellengruppe M23 floh.",
        &["Rebellengruppe M23 | March 23 Movement | armed-group"],
    );
    check("Ein Sprecher der Hamas sagte das.", &["Sprecher der Hamas | - | person"]);
    check(
        "Mitglieder der Nationalgarde schossen.",
        &["Mitglieder der Nationalgarde | - | armed-forces"],
    );
    check("Das Auswärtige Amt warnte.", &["Auswärtige Amt | German Foreign Office | government"]);
}

#[test]
fn persons_and_nations_of_german() {
    let check = |text: &str, expected: &[&str]| check("de", text, expected);
    check(
        "Verteidigungsminister Yoav Gallant drohte.",
        &["Verteidigungsminister Yoav Gallant | Yoav Gallant | person"],
    );
    check(
        "Milizenführer Karim Dogbo drohte. Dogbo floh.",
        &["Milizenführer Karim Dogbo | Karim Dogbo | person", "Dogbo | Karim Dogbo | person"],
    );
    check("Gestern hat der Präsident Verhandlungen angeboten.", &["Präsident | - | person"]);
    check("Die malische Armee floh.", &["malische Armee | Malian Armed Forces | armed-forces"]);
    check("Ruanda bestritt das.", &["Ruanda | Rwanda | government"]);
}

#[test]
fn the_base_is_sound() {
    let base = Base::get();
    assert!(base.actors().len() > 1000);
    for actor in base.actors() {
        let owners =
            actor.roles.iter().map(|role| role.of.as_str()).chain(actor.part_of.as_deref());
        for owner in owners.filter(|of| !(of.len() == 3 && of.chars().all(char::is_uppercase))) {
            assert!(base.actor(owner).is_some(), "{}: {owner}", actor.id);
        }
        assert!(
            actor.id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'),
            "{}",
            actor.id
        );
    }
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_it(text in "(?s)([A-Za-zäßé’' .,()„“\\-]|Hamas|Präsident |the |der |of |IDF|\\n|[0-9]){0,80}") {
        for code in ["en", "de"] {
            let (document, actors) = read(code, &text);
            let mut end = 0;
            for actor in &actors {
                assert!(actor.span.start >= end && actor.span.contains(actor.head));
                end = actor.span.end;
                let _ = document.slice(actor.head);
            }
        }
    }
}

#[test]
fn names_in_cases_of_russian_and_ukrainian() {
    check("ru", "ВСУ обстреляли колонну.", &["ВСУ | Armed Forces of Ukraine | armed-forces"]);
    check("ru", "Удар нанесён по позициям «Хезболлы».", &["Хезболлы | Hezbollah | armed-group"]);
    check(
        "uk",
        "Речник Служби безпеки України мовчав.",
        &["Речник Служби безпеки України | - | person"],
    );
}

#[test]
fn actors_of_arabic() {
    let check = |text: &str, expected: &[&str]| check("ar", text, expected);
    check("أعلن الجيش السوداني ذلك.", &["الجيش السوداني | Sudanese Armed Forces | armed-forces"]);
    check("هاجم مسلحون مجهولون القرية.", &["مسلحون مجهولون | - | armed-group"]);
    check("أطلق حزب الله صواريخ.", &["حزب الله | Hezbollah | armed-group"]);
    check(
        "اتهمت الشرطة الكينية الحركة.",
        &["الشرطة الكينية | Kenya Police | government", "الحركة | - | armed-group"],
    );
    check("قتل ثلاثة من رجال الشرطة.", &["رجال الشرطة | - | government"]);
}

#[test]
fn actors_of_hebrew() {
    let check = |text: &str, expected: &[&str]| check("he", text, expected);
    check("בצה\"ל אמרו.", &["צה\"ל | Israel Defense Forces | armed-forces"]);
    check("משטרת תאילנד עצרה חשוד.", &["משטרת תאילנד | Royal Thai Police | government"]);
    check("הצבא הסורי הגיב.", &["הצבא הסורי | Syrian Armed Forces | armed-forces"]);
    check("חמאס דחה את ההצעה.", &["חמאס | Hamas | armed-group"]);
}
