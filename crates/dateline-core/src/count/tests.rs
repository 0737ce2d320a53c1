//! What is counted, sentence by sentence: `of low..high`, in order; counts of nothing known are left out.

use proptest::prelude::*;

use super::find;
use crate::language::LanguagePack;
use crate::text::Document;

fn counts(code: &str, text: &str) -> String {
    let pack = LanguagePack::get(code).unwrap();
    let document = Document::new(text.to_owned(), None, pack);
    let said = find(&document, &pack.count).into_iter().filter_map(|mention| {
        let of = format!("{:?}", mention.of?).to_lowercase();
        let high = mention.high.map_or_else(|| "?".to_owned(), |high| high.to_string());
        let none = if mention.reported_none { " none reported" } else { "" };
        Some(format!("{of} {}..{high}{none}", mention.low))
    });
    said.collect::<Vec<_>>().join(", ")
}

#[track_caller]
pub(super) fn check(code: &str, text: &str, expected: &str) {
    assert_eq!(counts(code, text), expected, "{text}");
}

#[test]
fn english_verbs_say_what_is_counted() {
    check(
        "en",
        "The blast killed 15 people and wounded 80 others.",
        "killed 15..15, injured 80..80",
    );
    check("en", "Eleven soldiers were killed and 17 wounded.", "killed 11..11, injured 17..17");
    check("en", "A bomb went off, killing at least twenty-seven villagers.", "killed 27..?");
    check("en", "More than 30 people died in the clashes.", "killed 31..?");
    check("en", "Gunmen abducted two priests near the border.", "captured 2..2");
    check("en", "Police detained about 40 students on Monday.", "arrested 36..44");
    check("en", "Tens of thousands fled their homes.", "displaced 20000..99999");
    check("en", "Some 1,400 people marched through the town.", "participants 1260..1540");
}

#[test]
fn english_nouns_say_what_is_counted() {
    check("en", "The militia fired 30 rockets at the town.", "munitions 30..30");
    check("en", "Medics counted 16 dead and dozens of wounded.", "killed 16..16, injured 24..99");
    check("en", "Up to nine shells hit the market.", "munitions 0..9");
    check("en", "The death toll rose to 14.", "killed 14..14");
}

#[test]
fn english_parts_and_sums() {
    check("en", "The strike killed 12 people, including three children.", "killed 12..12");
    check("en", "Two soldiers and a civilian were killed.", "killed 3..3");
}

#[test]
fn english_none() {
    check("en", "No one was hurt.", "injured 0..0");
    check("en", "There were no casualties.", "killed 0..0, injured 0..0");
    check("en", "There were no reports of injuries.", "injured 0..? none reported");
}

/// The bounds of each number with its words, whatever it counts.
fn bounds(code: &str, text: &str) -> Vec<String> {
    let pack = LanguagePack::get(code).unwrap();
    let document = Document::new(text.to_owned(), None, pack);
    let show = |mention: super::CountMention| {
        let high = mention.high.map_or_else(|| "?".to_owned(), |high| high.to_string());
        format!("{} {}..{high}", document.words(mention.span), mention.low)
    };
    find(&document, &pack.count).into_iter().map(show).collect()
}

#[test]
fn russian() {
    let ru = |text: &str, expected: &[&str]| assert_eq!(bounds("ru", text), expected, "{text}");
    ru("Погибли двое, ранены трое полицейских.", &["двое 2..2", "трое полицейских 3..3"]);
    ru(
        "Убиты по меньшей мере двадцать два человека.",
        &["по меньшей мере двадцать два человека 22..?"],
    );
    ru("Вышли около трёх тысяч человек.", &["около трёх тысяч человек 2700..3300"]);
    ru("Ранено более сотни жителей.", &["более сотни жителей 101..?"]);
    ru("Собрались десятки женщин.", &["десятки женщин 24..99"]);
    ru("Пришли от 100 до 200 тысяч человек.", &["от 100 до 200 тысяч человек 100000..200000"]);
    ru(
        "Выпущено до пятнадцати ракет, пострадавших нет.",
        &["до пятнадцати ракет 0..15", "пострадавших нет 0..0"],
    );
    ru("Мужчина 45 лет проехал 20 км 3 мая 2020 года.", &[]);
}

#[test]
fn ukrainian() {
    let uk = |text: &str, expected: &[&str]| assert_eq!(bounds("uk", text), expected, "{text}");
    uk("Загинули двоє, поранено трьох поліцейських.", &["двоє 2..2", "трьох поліцейських 3..3"]);
    uk("Убито щонайменше двадцять двох людей.", &["щонайменше двадцять двох людей 22..?"]);
    uk("Вийшли близько трьох тисяч людей.", &["близько трьох тисяч людей 2700..3300"]);
    uk("Зібралося кілька сотень жінок.", &["кілька сотень жінок 200..999"]);
    uk(
        "Збито шість «шахедів», обійшлося без жертв.",
        &["шість «шахедів 6..6", "обійшлося без жертв 0..0", "обійшлося без жертв 0..0"],
    );
    uk("Чоловік 45 років проїхав 20 км 3 травня 2020 року.", &[]);
}

#[test]
fn english_numbers_that_count_nothing() {
    check("en", "The officer, 29, was killed on 7 October 2023.", "killed 1..1");
    check("en", "A 65-year-old was taken 12 km along Route 60.", "");
    check("en", "The two-day visit cost $40 million.", "");
}

#[test]
fn english_bounds() {
    check("en", "At least 340 households have left their homes.", "displaced 340..?");
    check("en", "Nearly 200 protesters gathered.", "participants 180..200");
    check("en", "Between 60 and 80 prisoners were released.", "released 60..80");
    check("en", "Fewer than ten shells fell on the quarter.", "munitions 0..9");
    check("en", "About two dozen people were wounded.", "injured 22..26");
    check("en", "Half a million people were displaced.", "displaced 500000..500000");
    check("en", "Two hundred and fifty villagers were evacuated.", "displaced 250..250");
}

#[test]
fn english_figures_taken_back() {
    check("en", "The ministry first reported four dead, then nine.", "killed 9..9");
    check("en", "The toll was raised from 20 to 24.", "killed 24..24");
    check("en", "Eleven people were wounded, not 17.", "injured 11..11");
}

#[test]
fn english_one() {
    check("en", "A shepherd was killed by a mine.", "killed 1..1");
    check("en", "A baker and his son were hurt.", "injured 2..2");
    check("en", "A bridge was hit, and a report said so.", "");
}

#[test]
fn who_takes_people_away_decides_what_it_is() {
    check("en", "Gunmen took away three teachers.", "captured 3..3");
    check("en", "Soldiers took away three teachers.", "arrested 3..3");
    check(
        "en",
        "Three drivers arrested on 2 July were freed on the 9th.",
        "released 3..3, arrested 3..3",
    );
}

#[test]
fn capitals_read_alike() {
    check(
        "en",
        "TERRORISTS KIDNAPPED TWO JUDGES AND KILLED AT LEAST 12 PEASANTS IN THE VILLAGE YESTERDAY.",
        "captured 2..2, killed 12..?",
    );

    check(
        "en",
        "SIX SOLDIERS AND A GUARD WERE KILLED IN THE ATTACK BY THE FMLN REBELS NEAR THE TOWN.",
        "killed 7..7",
    );
}

#[test]
fn german_verbs_say_was_gezaehlt_wird() {
    check("de", "Bei dem Angriff wurden siebenundzwanzig Menschen getötet.", "killed 27..27");
    check("de", "Mindestens neun Menschen kamen ums Leben.", "killed 9..?");
    check(
        "de",
        "Elf Soldaten fielen, vier Angreifer wurden verletzt.",
        "killed 11..11, injured 4..4",
    );
    check("de", "Die Polizei nahm rund 40 Studenten fest.", "arrested 36..44");
    check("de", "Bewaffnete verschleppten zwei Fahrer.", "captured 2..2");
    check("de", "Dabei starben 1.400 Menschen.", "killed 1400..1400");
    check("de", "Rund 600 Menschen demonstrierten in der Stadt.", "participants 540..660");
}

#[test]
fn german_bounds() {
    check("de", "Anderthalb Millionen Menschen sind geflohen.", "displaced 1500000..1500000");
    check("de", "Gut zwei Dutzend Demonstranten blockierten die Brücke.", "participants 24..?");
    check("de", "Mehrere Hundert Menschen wurden vertrieben.", "displaced 200..999");
    check("de", "Zwischen 60 und 80 Menschen wurden verletzt.", "injured 60..80");
    check("de", "Im Februar wurden zwei Fahrgäste getötet.", "killed 2..2");
    check(
        "de",
        "Von 36 Marschflugkörpern wurden 29 abgefangen.",
        "munitions 36..36, intercepted 29..29",
    );
}

#[test]
fn german_one() {
    check(
        "de",
        "Ein Pfleger starb, fünf Patienten wurden von Splittern verletzt.",
        "killed 1..1, injured 5..5",
    );
    check("de", "Unbekannte enthaupteten einen Katecheten.", "killed 1..1");
    check("de", "Ein 58-Jähriger wurde leicht verletzt.", "injured 1..1");
    check("de", "Am 7. Oktober kam es in der A 8 zu einem Unfall.", "");
}

#[test]
fn german_nouns_say_was_gezaehlt_wird() {
    check(
        "de",
        "Die Behörden meldeten 14 Tote und mehr als 30 Verletzte.",
        "killed 14..14, injured 31..?",
    );
    check("de", "Die Hisbollah feuerte zwei Dutzend Raketen ab.", "munitions 24..24");
    check("de", "Es gab keine Verletzten.", "injured 0..0");
    check("de", "Niemand wurde verletzt.", "injured 0..0");
    check("de", "Es gab 37 Tote, darunter acht Kinder.", "killed 37..37");
}

#[test]
fn arabic_numbers_and_what_they_count() {
    check("ar", "قُتل أربعة جنود وأصيب سبعة آخرون.", "killed 4..4, injured 7..7");
    check("ar", "مقتل ما لا يقل عن أحد عشر مدنياً.", "killed 11..?");
    check("ar", "أصيب جنديان بجروح.", "injured 2..2");
    check("ar", "أسقط الجيش طائرتين مسيّرتين.", "intercepted 2..2");
    check("ar", "خمسة وعشرون قتيلاً ونحو أربعين جريحاً", "killed 25..25, injured 36..44");
    check("ar", "نزح نحو ٦٠٠٠ شخص.", "displaced 5400..6600");
    check("ar", "تظاهر أكثر من ألفي محتج.", "participants 2001..?");
    check("ar", "عشرات القتلى ومئات الجرحى", "killed 24..99, injured 200..999");
    check("ar", "لم تقع إصابات.", "injured 0..0");
    check("ar", "قُتل شرطي.", "killed 1..1");
    check("ar", "وصل يوم الاثنين.", "");
}

#[test]
fn hebrew_numbers_and_what_they_count() {
    check("he", "ארבעה חיילים נהרגו ושבעה נפצעו.", "killed 4..4, injured 7..7");
    check("he", "לפחות שישה־עשר מורדים נהרגו.", "killed 16..?");
    check("he", "כ-18,000 בני אדם נמלטו.", "displaced 16200..19800");
    check("he", "עשרים ואחד פצועים", "injured 21..21");
    check("he", "יותר ממאתיים אזרחים נהרגו.", "killed 201..?");
    check("he", "כעשרת אלפים מפגינים", "participants 9000..11000");
    check("he", "אין נפגעים.", "killed 0..0, injured 0..0");
    check("he", "שוטר נהרג.", "killed 1..1");
    check("he", "במאי 2016 דקר מאבטח.", "injured 1..1");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "(\\PC{0,6}|killed|wounded|no|12|1,400|people|and|between|to|of|soldiers|, |\\.){0,40}") {
        counts("en", &text);
        counts("de", &text);
    }

    #[test]
    fn no_row_of_words_makes_it_panic(words in prop::collection::vec(prop::sample::select(vec![
        "a", "two", "hundred", "and", "thousand", "killed", "no", "reports", "of", "injuries", "between", "3", "to", "or", "12", ",", ".",
        "including", "not", "dead", "soldiers", "were", "1.400", "half", "million", "toll", "rose", "zwei", "nahm", "fest", "unter",
    ]), 0..40)) {
        counts("en", &words.join(" "));
        counts("de", &words.join(" "));
    }
}
