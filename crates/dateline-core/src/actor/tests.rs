//! Cases a linguist can read: a sentence and its mentions, as `phrase | name | kind`.

use super::*;
use crate::language::LanguagePack;
use crate::place;

fn read(code: &str, text: &str) -> (Document, Vec<ActorMention>) {
    let pack = LanguagePack::get(code).unwrap();
    let document = Document::new(text.to_owned(), None, pack);
    let places = place::find(&document, &pack.place);
    let actors = find(&document, &pack.actor, Known::default(), &places);
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
fn a_title_before_a_place_may_end_the_text() {
    check("en", "Mr. Lebanon", &["Mr. Lebanon | Lebanon | person"]);
    check("en", "Mr. U.S.", &["Mr. U.S. | U.S. | organisation"]);
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
fn the_base_has_who_the_world_reports_of() {
    let files: Vec<File> =
        dateline_data::actors::FILES.iter().map(|&(name, text)| File { name, text }).collect();
    let written = Base::empty().extended(&files).unwrap_or_else(|flaws| panic!("{flaws:#?}"));
    let base = Base::get();
    let ids = |base: &Base| base.actors().iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&written), ids(base), "the array is what the files say");
    let persons = base.actors().iter().filter(|actor| actor.kind == Kind::Person).count();
    let media = base.actors().iter().filter(|actor| actor.media).count();
    assert!(persons >= 400, "{persons} persons");
    assert!(base.actors().len() - persons - media >= 500);
}

/// What a user's file adds, or what is wrong with it.
fn extended(text: &str) -> Result<Base, Vec<String>> {
    let file = File { name: "mine.toml", text };
    let told = |flaws: Vec<Flaw>| flaws.iter().map(ToString::to_string).collect();
    Base::get().extended(&[file]).map_err(told)
}

#[test]
fn a_user_adds_actors_and_names() {
    let base = extended(
        r#"
kind = "armed-group"
actors = [
  { id = "river-guard", name = "River Guard", country = "MLI", names = { fr = ["Garde du fleuve"] } },
  { id = "hezbollah", names = { en = ["Cedar Column"] } },
]
"#,
    )
    .unwrap();
    let pack = LanguagePack::get("en").unwrap();
    let text = "The River Guard denied it. The Cedar Column fired rockets.";
    let document = Document::new(text.to_owned(), None, pack);
    let known = Known { base: &base, day: None };
    // A town in New Jersey is called The River, too.
    let places = place::find(&document, &pack.place);
    let actors = find(&document, &pack.actor, known, &places);
    let ids: Vec<_> = actors.iter().filter_map(|actor| actor.id.as_deref()).collect();
    assert_eq!(ids, ["river-guard", "hezbollah"]);
    // what was known of the second stays
    assert_eq!(&*base.actor("hezbollah").unwrap().name, "Hezbollah");
    assert_eq!(base.actor("hezbollah").unwrap().country.as_deref(), Some("LBN"));
}

#[test]
fn every_broken_entry_is_told_with_its_line() {
    let flaws = extended(
        r#"kind = "armed-group"
actors = [
  { id = "one", name = "One", colour = "red" },
  { id = "Two", name = "Two" },
  { id = "three", name = "Three", country = "Mali" },
  { id = "four", name = "Four", names = { xx = ["Vier"] } },
  { id = "five", name = "Five", part_of = "nobody-knows" },
  { id = "six", name = "Six", wikidata = "12" },
  { id = "seven", name = "Seven", kind = "person", roles = [{ role = "Leader", of = "hezbollah", from = "2024-13" }] },
  { id = "eight", name = "Eight", part_of = [{ of = "hezbollah", from = "2020", to = "2019-12" }] },
  { id = "nine", name = "Nine", part_of = 9 },
  { id = "ten", names = { en = ["Ten"] } },
  { id = "good", name = "Good Group of Ours" },
]
"#,
    )
    .unwrap_err();
    assert_eq!(
        flaws,
        [
            "mine.toml, line 3: unknown field `colour`, expected one of `id`, `name`, `kind`, `country`, `part_of`, `wikidata`, `branch`, `media`, `names`, `roles`",
            "mine.toml, line 4: the id “Two” is not of small letters, digits and hyphens",
            "mine.toml, line 5: “three”: “Mali” is not a country’s code of three capitals",
            "mine.toml, line 6: “four”: no language “xx”",
            "mine.toml, line 8: “six”: “12” is not a Wikidata item (Q and digits)",
            "mine.toml, line 9: “seven”: “2024-13” is not a date (write 2024-05-31, 2024-05 or 2024)",
            "mine.toml, line 10: “eight”: 2020 is later than 2019-12",
            "mine.toml, line 11: part_of is an id, or a list of { of, from, to }",
            "mine.toml, line 12: “ten” has no name",
            "mine.toml, line 7: “five” is part of “nobody-knows”, which is not there",
        ]
    );
    assert_eq!(
        extended("actors = [\n  { id = \"a\"\n  { id = \"b\" } ]").unwrap_err().len(),
        1,
        "what is no TOML is told once"
    );
    let flaws = extended("[[actors]]\nid = \"a\"\nname = \"A B\"\n").unwrap_err();
    assert_eq!(flaws, ["mine.toml, line 1: “a” has no kind"]);
    let ring = "kind = \"armed-group\"\nactors = [{ id = \"a-b\", name = \"A B\", part_of = \"c-d\" },\n{ id = \"c-d\", name = \"C D\", part_of = \"a-b\" }]";
    assert_eq!(extended(ring).unwrap_err().len(), 2);
}

/// What is on record for the person of a text's first mention, on a day, and whether it differs.
fn office(
    language: &str,
    day: &str,
    text: &str,
) -> Option<(Option<String>, Vec<String>, Option<bool>)> {
    let pack = LanguagePack::get(language).unwrap();
    let document = Document::new(text.to_owned(), None, pack);
    let known = Known { day: day.parse().ok(), ..Known::default() };
    let actors = find(&document, &pack.actor, known, &[]);
    let office = actors.into_iter().find_map(|actor| actor.office)?;
    let on_record = office.on_record.iter().map(|role| format!("{} {}", role.role, role.of));
    Some((office.said, on_record.collect(), office.differs))
}

#[test]
fn the_office_that_a_report_names_stands_beside_the_one_on_record() {
    let olmert = |day: &str, text: &str| office("en", day, text);
    let on_record = vec!["Prime Minister ISR".to_owned()];
    let said = |words: &str| Some(words.to_owned());
    assert_eq!(
        olmert("2006-07-14", "Prime Minister Ehud Olmert refused."),
        Some((said("Prime Minister"), on_record.clone(), Some(false)))
    );
    assert_eq!(
        olmert("2006-07-14", "Defence Minister Ehud Olmert refused."),
        Some((said("Defence Minister"), on_record, Some(true)))
    );
    // He was no longer; the report says so, or it does not.
    assert_eq!(
        olmert("2010-07-14", "Prime Minister Ehud Olmert refused."),
        Some((said("Prime Minister"), vec![], Some(true)))
    );
    assert_eq!(
        olmert("2010-07-14", "Former Prime Minister Ehud Olmert refused."),
        Some((said("Prime Minister"), vec![], None))
    );
    // Nobody knows when the report was written.
    assert_eq!(
        olmert("", "Prime Minister Ehud Olmert refused."),
        Some((said("Prime Minister"), vec![], None))
    );
}

#[test]
fn a_membership_has_its_time() {
    let base = extended(
        r#"
kind = "armed-group"
actors = [{ id = "a-b", name = "A B", part_of = [{ of = "hezbollah", to = "2016-07" }, { of = "hamas", from = "2018" }] }]
"#,
    )
    .unwrap();
    let owner = |day: &str| base.actor("a-b").unwrap().owner(day.parse().ok()).map(str::to_owned);
    assert_eq!(owner("2016-07-31").as_deref(), Some("hezbollah"));
    assert_eq!(owner("2017-01-01"), None);
    assert_eq!(owner("2018-01-01").as_deref(), Some("hamas"));
    assert_eq!(owner("").as_deref(), Some("hamas"), "what never ended holds on an unknown day");
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
