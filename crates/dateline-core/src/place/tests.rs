//! Texts and the places that a reader finds in them.

mod kinds;

use super::*;
use crate::language::LanguagePack;

/// The mentions of a text: name, country and precision; a people or adjective in brackets.
fn read(code: &str, text: &str) -> Vec<String> {
    let pack = LanguagePack::get(code).unwrap();
    let document = Document::new(text.to_owned(), None, pack);
    let show = |mention: &PlaceMention| {
        let country = mention.country.unwrap_or("-");
        let precision = format!("{:?}", mention.precision).to_lowercase();
        match mention.adjectival {
            true => format!("({country})"),
            false => format!("{} {country} {precision}", mention.name),
        }
    };
    find(&document, &pack.place).iter().map(show).collect()
}

#[track_caller]
fn check(code: &str, text: &str, expected: &[&str]) {
    assert_eq!(read(code, text), expected, "{text}");
}

/// The widened words of each mention.
fn spans(code: &str, text: &str) -> Vec<String> {
    let pack = LanguagePack::get(code).unwrap();
    let document = Document::new(text.to_owned(), None, pack);
    find(&document, &pack.place).iter().map(|mention| document.words(mention.span)).collect()
}

/// A town of Mali, and what Bonn is called in some language: nothing says which is meant.
#[test]
fn the_more_people_are_no_reason() {
    check("en", "Rebels shelled the village of Boni.", &["Boni - settlement"]);
    check(
        "en",
        "Rebels shelled the village of Boni in Mali.",
        &["Boni MLI settlement", "Mali MLI country"],
    );
}

#[test]
fn english() {
    check(
        "en",
        "Gunmen killed two men in Gao, Mali, on Monday.",
        &["Gao MLI settlement", "Mali MLI country"],
    );
    check(
        "en",
        "A bomb went off in Paris, Texas, the police said.",
        &["Paris USA settlement", "Texas USA region"],
    );
    check(
        "en",
        "Rebels said they had left Goma, in North Kivu province.",
        &["Goma COD settlement", "North Kivu COD region"],
    );
    check("en", "The Israeli army shelled northern Gaza.", &["(ISR)", "northern Gaza PSE region"]);
    check("en", "Aid lorries waited at the Kerem Shalom crossing.", &["Kerem Shalom PSE point"]);
    check("en", "Fighting was reported 70 km north of Kidal.", &["Kidal MLI area"]);
    check(
        "en",
        "Shells hit the outskirts of Khartoum, Sudan.",
        &["Khartoum SDN area", "Sudan SDN country"],
    );
    check(
        "en",
        "Two people died in the village of Sarabo, Mali.",
        &["Sarabo - settlement", "Mali MLI country"],
    );
    check(
        "en",
        "The ship was hit in the Red Sea off Yemen.",
        &["Red Sea - region", "Yemen YEM area"],
    );
    check("en", "The Gaza Health Ministry gave no figure.", &["Gaza PSE settlement"]);
    check(
        "en",
        "Protesters marched through Medellin, Colombia.",
        &["Medellín COL settlement", "Colombia COL country"],
    );
}

#[test]
fn english_persons_and_common_words_are_no_places() {
    check("en", "The spokesman, Jordan Smith, said no one was hurt.", &[]);
    check("en", "Kyle Morris told reporters that he saw it. Morris said it was over.", &[]);
    check("en", "Anders Hagstrom wrote the story in March.", &[]);
    check("en", "A nice deal was reached after a long reading.", &[]);
}

#[test]
fn german() {
    check(
        "de",
        "In Gao in Mali wurden zwei Männer getötet.",
        &["Gao MLI settlement", "Mali MLI country"],
    );
    check(
        "de",
        "Die israelische Armee griff Ziele im Süden des Gazastreifens an.",
        &["(ISR)", "southern Gaza PSE region"],
    );
    check(
        "de",
        "Raketen trafen Kiew und Charkiw.",
        &["Kyiv UKR settlement", "Kharkiv UKR settlement"],
    );
    check(
        "de",
        "Tote gab es in der Provinz Helmand in Afghanistan.",
        &["Helmand AFG region", "Afghanistan AFG country"],
    );
    check(
        "de",
        "Kämpfe gab es nahe Baalbek im Libanon.",
        &["Baalbek LBN area", "Lebanon LBN country"],
    );
    check("de", "Beim Essen fiel kein Schuss.", &[]);
    check("de", "In Essen demonstrierten Hunderte.", &["Essen DEU settlement"]);
    check("de", "Der Grenzübergang Rafah blieb geschlossen.", &["Rafah Crossing PSE point"]);
    check("de", "Aufständische in Nordsyrien lehnten ab.", &["northern Syria SYR region"]);
    check(
        "de",
        "Die Bewohner des Dorfes Sarabo in Mali flohen.",
        &["Sarabo - settlement", "Mali MLI country"],
    );
    check("de", "Sprecher Klaus Bergen sagte nichts.", &[]);
    check(
        "de",
        "Frankreichs Regierung und Gazas Behörden schwiegen.",
        &["France FRA country", "Gaza PSE settlement"],
    );
}

#[test]
fn russian() {
    check(
        "ru",
        "Взрыв прогремел в Харькове, под Бахмутом идут бои.",
        &["Kharkiv UKR settlement", "Bakhmut UKR area"],
    );
    check(
        "ru",
        "Украинские военные отошли из Великой Новосёлки.",
        &["(UKR)", "Velyka Novosilka UKR settlement"],
    );
    check("ru", "Ракеты упали в Купянском районе.", &["Kupiansk Raion UKR region"]);
    check(
        "ru",
        "В Кветте на юге Пакистана погибли двое.",
        &["Quetta PAK settlement", "Pakistan PAK region"],
    );
    check("ru", "Мэр Харькова заявил, что воды нет.", &["Kharkiv UKR settlement"]);
    check("ru", "Иван Орлов и Мария Белая приехали в среду.", &[]);
}

#[test]
fn ukrainian() {
    check(
        "uk",
        "Вибух стався у Харкові, під Бахмутом тривають бої.",
        &["Kharkiv UKR settlement", "Bakhmut UKR area"],
    );
    check("uk", "Росіяни обстріляли село в Запоріжжі.", &["(RUS)", "Zaporizhzhya UKR settlement"]);
    check("uk", "Ракети влучили в Куп'янському районі.", &["Kupiansk Raion UKR region"]);
    check(
        "uk",
        "У столиці Перу, Лімі, застрелили двох.",
        &["Peru PER country", "Lima PER settlement"],
    );
}

#[test]
fn capitals_only() {
    check(
        "en",
        "BOGOTA, COLOMBIA, 3 MAR 90 (RADIO) -- [TEXT] A BOMB EXPLODED IN MEDELLIN TODAY. THE SHINING PATH WAS NOT INVOLVED.",
        &["Bogotá COL settlement", "Colombia COL country", "Medellín COL settlement"],
    );
}

#[test]
fn what_narrows_a_name_is_in_its_span() {
    assert_eq!(spans("en", "They fled the outskirts of Gao, Mali."), ["outskirts of Gao", "Mali"]);
    assert_eq!(
        spans("en", "Clashes in the Gitega province of Burundi."),
        ["Gitega province", "Burundi"]
    );
}

#[test]
fn the_dateline_is_marked() {
    let pack = LanguagePack::get("en").unwrap();
    let document =
        Document::new("MOPTI, Mali, March 4 — Gunmen attacked a convoy.".into(), None, pack);
    let marks: Vec<bool> =
        find(&document, &pack.place).iter().map(|mention| mention.dateline).collect();
    assert_eq!(marks, [true, false]);
}

#[test]
fn the_gazetteer_can_be_read_to_its_end() {
    let names = gazetteer::Names::get();
    for name in ["San José", "Santa Rosa", "Victoria", "Gaza", "Washington"] {
        let bearers: Vec<_> = names.find(name).unwrap().iter().collect();
        assert!(bearers.iter().all(|bearer| !bearer.place.name().is_empty()), "{name}");
    }
    assert_eq!(gazetteer::Country::from_alpha3("MLI").unwrap().capital().unwrap().name(), "Bamako");
}

proptest::proptest! {
    #[test]
    fn no_text_panics_and_spans_are_in_order(text in "\\PC{0,200}|([A-Z][a-z]{2,8}[ ,.'’-]{0,2}(in |the |of )?){0,30}|([А-Я][а-яіїє]{2,8}[ ,.'’-]{0,2}(в |на |області )?){0,20}") {
        for code in ["en", "de", "ru", "uk"] {
            let pack = LanguagePack::get(code).unwrap();
            let document = Document::new(text.clone(), None, pack);
            let mut end = 0;
            for mention in find(&document, &pack.place) {
                proptest::prop_assert!(mention.span.contains(mention.head) && end <= mention.span.start);
                let _ = document.slice(mention.span);
                end = mention.span.end;
            }
        }
    }
}

#[test]
fn french() {
    check(
        "fr",
        "Des hommes armés ont tué deux civils à Gao, au Mali.",
        &["Gao MLI settlement", "Mali MLI country"],
    );
    check("fr", "L’armée malienne a quitté Ménaka.", &["(MLI)", "Ménaka MLI settlement"]);
    check("fr", "Des tirs ont éclaté à 70 km au nord de Kidal.", &["Kidal MLI area"]);
    check("fr", "On se bat dans le nord du Mali.", &["Mali MLI region"]);
    check(
        "fr",
        "La Côte d’Ivoire a fermé la route d’Odienné.",
        &["Ivory Coast CIV country", "Odienné CIV area"],
    );
    check("fr", "Le cargo a été attaqué dans le golfe de Guinée.", &["Gulf of Guinea - region"]);

    check("fr", "M. Angers a nié.", &[]);
    check("fr", "Deux soldats ukrainiens et des villageois nigériennes", &["(UKR)", "(NER)"]);
    assert_eq!(spans("fr", "Un village à l’est de Goma a brûlé."), ["est de Goma"]);
}

#[test]
fn spanish() {
    check(
        "es",
        "Hombres armados mataron a dos civiles en Toribío, Colombia.",
        &["Toribío COL settlement", "Colombia COL country"],
    );
    check("es", "El ejército colombiano dejó Tumaco.", &["(COL)", "Tumaco COL settlement"]);
    check("es", "Hubo combates a 70 km al norte de Alepo.", &["Aleppo SYR area"]);
    check("es", "Hay combates en el norte de Siria.", &["Syria SYR region"]);
    check("es", "El buque cruzó el estrecho de Ormuz.", &["Strait of Hormuz - region"]);
    check("es", "El Sr. Zamora lo negó.", &[]);
    check("es", "dos soldados israelíes y varias mujeres sirias", &["(ISR)", "(SYR)"]);
    assert_eq!(spans("es", "Ardió una finca en las afueras de Bogotá."), ["afueras de Bogotá"]);
}

#[test]
fn arabic() {
    check("ar", "انفجرت عبوة في بغداد.", &["Baghdad IRQ settlement"]);
    check(
        "ar",
        "وصلت القافلة إلى الخرطوم وبورتسودان.",
        &["Khartoum SDN settlement", "Port Sudan SDN settlement"],
    );
    check(
        "ar",
        "قصفت الطائرات بلدة بيت حانون في قطاع غزة.",
        &["Bayt Ḩānūn PSE settlement", "Gaza Strip PSE region"],
    );
    check("ar", "أعلن الجيش الإسرائيلي", &["(ISR)"]);
    check("ar", "بمحافظة نينوى", &["Nīnawá IRQ region"]);
}

#[test]
fn hebrew() {
    check("he", "הרקטה נפלה בשדרות.", &["Sderot ISR settlement"]);
    check("he", "כוחות נכנסו לג'נין ולשכם.", &["Janīn PSE settlement", "Nablus PSE settlement"]);
    check("he", "מטוסים תקפו בדרום לבנון.", &["southern Lebanon LBN region"]);
    check("he", "השיחות נערכו בז'נבה.", &["Geneva CHE settlement"]);
    check("he", "הצבא הסורי", &["(SYR)"]);
}

/// The place that something without a name lies in: `thing` as it stands in the text.
#[track_caller]
fn lies_in(code: &str, text: &str, thing: &str, expected: &str) {
    let pack = LanguagePack::get(code).unwrap();
    let document = Document::new(text.to_owned(), None, pack);
    let places = find(&document, &pack.place);
    let whereabouts = Whereabouts::new(&document, &pack.place, &places, |_| false);
    let start = text.find(thing).unwrap();
    let span = Span { start, end: start + thing.len() };
    let own = places.iter().find(|place| place.span.overlaps(span));
    let around = whereabouts.is_needed(own, span).then(|| whereabouts.around(span, own));
    let name = around.map(|around| around.map_or("nowhere", |place| &place.name));
    assert_eq!(name.unwrap_or("itself"), expected, "{thing}: {text}");
}

#[test]
fn things_without_a_name_lie_in_the_town_of_the_report() {
    let text = "Troops left Kidal and Gao, Mali. In Gao shots were fired near the barracks. A \
                crowd marched to the Turkish consulate. Unrest shook the whole country.";
    lies_in("en", text, "the barracks", "Gao");
    lies_in("en", text, "the Turkish consulate", "Gao");
    lies_in("en", text, "the whole country", "Mali");
    lies_in("en", text, "Kidal", "itself");
    lies_in("en", "Shots were fired near the barracks.", "the barracks", "nowhere");
    let text = "In Basel fielen Schüsse. Die Polizei sperrte die Brücke.";
    lies_in("de", text, "die Brücke", "Basel");
    let text = "Стрельба началась в Одессе. Полиция оцепила вокзал.";
    lies_in("ru", text, "вокзал", "Odesa");
    let text = "קרב פרץ בג'נין. הצבא פשט על בית החולים.";
    lies_in("he", text, "בית החולים", "Janīn");
}

#[test]
fn words_that_are_known_to_name_a_place_are_looked_up() {
    let named = |text: &str, words: &str| {
        let pack = LanguagePack::get("en").unwrap();
        let document = Document::new(text.to_owned(), None, pack);
        let places = find(&document, &pack.place);
        let whereabouts = Whereabouts::new(&document, &pack.place, &places, |_| false);
        let start = text.find(words).unwrap();
        let span = Span { start, end: start + words.len() };
        whereabouts.named(span).map(|place| (place.name, place.country))
    };
    let mali = Some(("Gao".to_owned(), Some("MLI")));
    assert_eq!(named("Mali: Gao fell on Monday.", "Gao"), mali);
    assert_eq!(named("Mali: the plaza was empty.", "the plaza"), None);
    assert_eq!(named("Mali: the north was quiet.", "the north"), None);
}

#[test]
fn seas_have_a_point_in_every_script() {
    for (code, text) in [
        ("en", "A tanker burned in the Gulf of Aden."),
        ("fr", "Un pétrolier a brûlé dans le golfe d'Aden."),
        ("es", "Un petrolero ardió en el golfo de Adén."),
        ("ru", "Танкер загорелся в Аденском заливе."),
        ("uk", "Танкер загорівся в Аденській затоці."),
        ("ar", "احترقت ناقلة في خليج عدن."),
        ("he", "מכלית עלתה באש במפרץ עדן."),
    ] {
        let pack = LanguagePack::get(code).unwrap();
        let document = Document::new(text.to_owned(), None, pack);
        let found = find(&document, &pack.place);
        let points: Vec<_> = found.iter().map(|place| (&*place.name, place.point)).collect();
        assert_eq!(points, [("Gulf of Aden", Some((12.5, 47.5)))], "{text}");
    }
}
