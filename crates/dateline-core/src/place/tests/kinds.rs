//! What each way of telling a place gives, in eight languages: name, country, precision, and what
//! UCDP's `where_prec` makes of it.

use super::super::*;
use crate::language::LanguagePack;

/// The places of a text that are no adjectives.
fn read(code: &str, text: &str) -> Vec<PlaceMention> {
    let pack = LanguagePack::get(code).unwrap();
    let document = Document::new(text.to_owned(), None, pack);
    find(&document, &pack.place).into_iter().filter(|mention| !mention.adjectival).collect()
}

/// Checks that each text names exactly what is told, or nothing beside it.
#[track_caller]
fn all(texts: &[(&str, &str)], expected: &str) {
    for (code, text) in texts {
        let found: Vec<String> = read(code, text)
            .iter()
            .map(|mention| {
                let country = mention.country.unwrap_or("-");
                let precision = format!("{:?}", mention.precision).to_lowercase();
                format!("{} {country} {precision} {}", mention.name, mention.where_prec)
            })
            .collect();
        assert_eq!(found.join(", "), expected, "{code}: {text}");
    }
}

#[test]
fn near_a_town() {
    let texts = [
        ("en", "A bomb went off near Mopti."),
        ("de", "Eine Bombe explodierte nahe Mopti."),
        ("fr", "Une bombe a explosé près de Mopti."),
        ("es", "Una bomba estalló cerca de Mopti."),
        ("ar", "انفجرت قنبلة قرب موبتي."),
        ("ru", "Бомба взорвалась близ Мопти."),
        ("uk", "Бомба вибухнула поблизу Мопті."),
    ];
    all(&texts, "Mopti MLI area 2");
    all(&[("he", "פצצה התפוצצה ליד מופטי שבמאלי.")], "Mopti MLI area 2, Mali MLI country 6");
}

#[test]
fn the_outskirts_of_a_town() {
    let texts = [
        ("en", "Fighting reached the outskirts of Aleppo."),
        ("de", "Die Kämpfe erreichten den Stadtrand von Aleppo."),
        ("fr", "Les combats ont gagné la périphérie d'Alep."),
        ("es", "Los combates llegaron a las afueras de Alepo."),
        ("ar", "وصلت المعارك إلى مشارف حلب."),
        ("he", "הקרבות הגיעו לפאתי חלב."),
        ("ru", "Бои дошли до окраины Алеппо."),
        ("uk", "Бої дійшли до околиці Алеппо."),
    ];
    all(&texts, "Aleppo SYR area 2");
}

#[test]
fn so_far_from_a_town() {
    let texts = [
        ("en", "The convoy was hit 20 km north of Kidal."),
        ("de", "Der Konvoi wurde 20 km nördlich von Kidal getroffen."),
        ("fr", "Le convoi a été touché à 20 km au nord de Kidal."),
        ("es", "El convoy fue alcanzado 20 km al norte de Kidal."),
        ("ar", "أصيبت القافلة على بعد 20 كيلومتراً شمال كيدال."),
    ];
    all(&texts, "Kidal MLI area 2");
    let texts = [
        ("ru", "Колонна подорвалась в 20 км к северу от Харькова."),
        ("uk", "Колона підірвалася за 20 км на північ від Харкова."),
    ];
    all(&texts, "Kharkiv UKR area 2");
}

#[test]
fn between_two_towns() {
    let texts = [
        ("en", "A bus was attacked between Kidal and Gao."),
        ("de", "Ein Bus wurde zwischen Kidal und Gao angegriffen."),
        ("fr", "Un bus a été attaqué entre Kidal et Gao."),
        ("es", "Un autobús fue atacado entre Kidal y Gao."),
        ("ar", "هوجمت حافلة بين كيدال وغاو."),
    ];
    all(&texts, "Kidal–Gao MLI area 5");
    all(&[("he", "אוטובוס הותקף בין חברון לשכם.")], "Hebron–Nablus PSE area 5");
    let texts = [
        ("ru", "Автобус обстреляли между Харьковом и Сумами."),
        ("uk", "Автобус обстріляли між Харковом і Сумами."),
    ];
    all(&texts, "Kharkiv–Sumy UKR area 5");
    let way = &read("en", "A bus was attacked between Kidal and Gao.")[0];
    let (north, east) = way.point.unwrap();
    assert!((north - 17.4).abs() < 0.2 && (east - 0.7).abs() < 0.3 && way.radius.unwrap() > 100.0);
    // Two far towns, or two states, are no way.
    all(
        &[("en", "Talks between Paris and Rabat failed.")],
        "Paris FRA settlement 1, Rabat MAR settlement 1",
    );
}

#[test]
fn a_part_of_a_country() {
    let texts = [
        ("en", "Clashes broke out in the north of Syria."),
        ("fr", "Des heurts ont éclaté dans le nord de la Syrie."),
        ("es", "Hubo choques en el norte de Siria."),
        ("ar", "اندلعت اشتباكات في شمال سوريا."),
        ("ru", "Столкновения начались на севере Сирии."),
        ("uk", "Сутички почалися на півночі Сирії."),
    ];
    for (code, text) in texts {
        let found = read(code, text);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(
            (found[0].country, found[0].precision),
            (Some("SYR"), PlacePrecision::Region),
            "{text}"
        );
        assert_eq!(found[0].where_prec, 5, "{text}");
    }
}

#[test]
fn rivers_and_seas() {
    let texts = [
        ("en", "Troops crossed the Dnieper."),
        ("ru", "Войска переправились через Днепр."),
        ("uk", "Війська переправилися через Дніпро."),
    ];
    all(&texts, "Dnipro River - region 5");
    all(&[("ru", "Взрыв прогремел в Днепре.")], "Dnipro UKR settlement 1");
    let texts = [
        ("de", "Truppen überquerten den Euphrat."),
        ("fr", "Des soldats ont traversé l'Euphrate."),
        ("ar", "عبرت القوات نهر الفرات."),
    ];
    all(&texts, "Euphrates - region 5");
    let texts = [
        ("en", "A tanker burned in the Black Sea."),
        ("de", "Ein Tanker brannte im Schwarzen Meer."),
        ("fr", "Un pétrolier a brûlé en mer Noire."),
        ("es", "Un petrolero ardió en el mar Negro."),
        ("ar", "احترقت ناقلة في البحر الأسود."),
        ("he", "מכלית עלתה באש בים השחור."),
        ("ru", "Танкер загорелся в Чёрном море."),
        ("uk", "Танкер загорівся у Чорному морі."),
    ];
    all(&texts, "Black Sea - region 7");
}

#[test]
fn crossings_and_camps() {
    for (code, text) in [
        ("en", "Trucks waited at the Rafah crossing."),
        ("de", "Laster warteten am Grenzübergang Rafah."),
        ("fr", "Des camions attendaient au point de passage de Rafah."),
        ("es", "Los camiones esperaban en el paso fronterizo de Rafah."),
        ("ar", "انتظرت الشاحنات عند معبر رفح."),
        ("he", "משאיות המתינו במעבר רפיח."),
        ("uk", "Вантажівки чекали на КПП Рафах."),
        ("en", "A raid took place in the Jenin refugee camp."),
        ("de", "Im Flüchtlingslager Dschenin gab es eine Razzia."),
        ("fr", "Un raid a eu lieu dans le camp de réfugiés de Jénine."),
        ("es", "Hubo una redada en el campo de refugiados de Yenín."),
        ("ar", "جرت مداهمة في مخيم جنين للاجئين."),
        ("he", "פשיטה נערכה במחנה הפליטים ג'נין."),
        ("ru", "В лагере беженцев Дженин прошёл рейд."),
        ("uk", "У таборі біженців Дженін відбувся рейд."),
    ] {
        let found = read(code, text);
        assert_eq!(found.len(), 1, "{text}");
        let place = &found[0];
        assert_eq!(
            (place.country, place.precision),
            (Some("PSE"), PlacePrecision::Point),
            "{text}"
        );
        assert_eq!((place.where_prec, place.radius), (1, Some(1.0)), "{text}");
    }
}

#[test]
fn front_lines() {
    let texts = [
        ("en", "Losses were heavy on the Pokrovsk front."),
        ("es", "Hubo muchas bajas en el frente de Pokrovsk."),
        ("ru", "Большие потери на Покровском направлении."),
        ("uk", "Великі втрати на Покровському напрямку."),
    ];
    all(&texts, "Pokrovsk UKR area 2");
    let texts = [("ar", "كانت الخسائر كبيرة على جبهة حلب."), ("he", "אבדות כבדות בחזית חלב.")];
    all(&texts, "Aleppo SYR area 2");
}

#[test]
fn lists_share_their_type() {
    let places = |code, text| -> Vec<(String, PlacePrecision)> {
        read(code, text).into_iter().map(|mention| (mention.name, mention.precision)).collect()
    };
    for (code, text, names) in [
        ("en", "Villages burned in Ituri and Tshopo provinces.", ["Ituri", "Tshopo"]),
        ("de", "In den Provinzen Ituri und Tshopo brannten Dörfer.", ["Ituri", "Tshopo"]),
        ("fr", "On a fui les provinces de l'Ituri et de la Tshopo.", ["Ituri", "Tshopo"]),
        ("es", "Hubo choques en los departamentos de Cauca y Nariño.", ["Cauca", "Nariño"]),
        ("ar", "احترقت قرى في محافظتي نينوى وكركوك.", ["Nīnawá", "Kirkūk"]),
        (
            "ru",
            "Сёла горели в Сумской и Харьковской областях.",
            ["Sumska oblast", "Kharkivska oblast"],
        ),
        (
            "uk",
            "Села горіли в Сумській і Харківській областях.",
            ["Sumska oblast", "Kharkivska oblast"],
        ),
    ] {
        let expected = names.map(|name| (name.to_owned(), PlacePrecision::Region));
        assert_eq!(places(code, text), expected, "{text}");
    }
}

#[test]
fn where_it_came_from_is_another_place_than_where_it_fell() {
    let texts = [
        ("en", "Rockets were fired from Lebanon at Haifa."),
        ("de", "Aus dem Libanon wurden Raketen auf Haifa abgefeuert."),
        ("fr", "Des roquettes ont été tirées depuis le Liban sur Haïfa."),
        ("es", "Se lanzaron cohetes desde el Líbano contra Haifa."),
        ("ar", "أطلقت صواريخ من لبنان على حيفا."),
        ("he", "רקטות נורו מלבנון על חיפה."),
        ("ru", "Из Ливана по Хайфе выпустили ракеты."),
        ("uk", "З Лівану по Хайфі випустили ракети."),
    ];
    all(&texts, "Lebanon LBN country 6, Haifa ISR settlement 1");
}

#[test]
fn peoples_of_regions_are_no_ones_citizens() {
    for (code, text) in [
        ("en", "Chechen fighters moved in."),
        ("de", "Tschetschenische Kämpfer rückten ein."),
        ("fr", "Des combattants tchétchènes sont arrivés."),
        ("es", "Llegaron combatientes chechenos."),
        ("ar", "وصل مقاتلون شيشانيون."),
        ("he", "לוחמים צ'צ'נים הגיעו."),
        ("ru", "Чеченские бойцы вошли в село."),
        ("uk", "Чеченські бійці зайшли в село."),
    ] {
        let pack = LanguagePack::get(code).unwrap();
        let document = Document::new(text.to_owned(), None, pack);
        let found = find(&document, &pack.place);
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!((&*found[0].name, found[0].country), ("Chechnya", None), "{text}");
        assert!(found[0].adjectival && found[0].point.is_some(), "{text}");
    }
}

#[test]
fn namesakes_are_told_apart_by_what_else_is_named() {
    let near = |text: &str, name: &str, north: f64, east: f64| {
        let found = read("en", text);
        let place = found.iter().find(|mention| mention.name == name).expect(text);
        let (a, b) = place.point.unwrap();
        assert!((a - north).abs() < 1.0 && (b - east).abs() < 1.0, "{name} {a} {b}: {text}");
    };
    // A town by the county, a county by the town, and each by the state.
    near("A shop burned in Alexandria. Rapides Parish deputies came.", "Alexandria", 31.3, -92.4);
    near("Shots were fired in Paris. Paris lies in Henry County, Tennessee.", "Paris", 36.3, -88.3);
    near(
        "HURRICANE, W.Va. - Two were hurt. Police in Hurricane gave no names.",
        "Hurricane",
        38.4,
        -82.0,
    );
    near(
        "Police in Athens and Macon, in the state of Georgia, made arrests.",
        "Georgia",
        32.7,
        -83.4,
    );
    near("Tbilisi and Moscow traded charges. Georgia denied it.", "Georgia", 42.2, 43.5);
    near("It rained in Alabama, Georgia, Tennessee and Florida.", "Georgia", 32.7, -83.4);
    near("A crowd gathered in Geneva.", "Geneva", 46.2, 6.1);
}
