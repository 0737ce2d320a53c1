//! Cases a linguist can read: a sentence, the report's day, and what each expression means.

mod kinds;

use jiff::civil::{Date, date};

use super::{Anchor, TimeKind, TimeMention, find, find_all, published};
use crate::language::LanguagePack;
use crate::record::TimePrecision;
use crate::text::Document;

/// A Wednesday.
const REPORT: Date = date(2025, 3, 5);

fn read(code: &str, text: &str, published: Option<Date>) -> Vec<(String, TimeMention)> {
    let pack = LanguagePack::get(code).unwrap();
    let document = Document::new(text.to_owned(), None, pack);
    let mentions = find(&document, &pack.time, &Anchor { published, ..Anchor::default() });
    mentions.into_iter().map(|mention| (document.words(mention.span), mention)).collect()
}

#[track_caller]
fn check_on(code: &str, published: Option<Date>, text: &str, expected: &[(&str, &str)]) {
    let found = read(code, text, published);
    let said: Vec<(&str, &str)> = found
        .iter()
        .filter(|(_, mention)| matches!(mention.kind, TimeKind::Point | TimeKind::Interval))
        .map(|(words, mention)| (words.as_str(), mention.edtf.as_deref().unwrap_or("-")))
        .collect();
    assert_eq!(said, expected, "{text}");
}

#[track_caller]
fn en(text: &str, expected: &[(&str, &str)]) {
    check_on("en", Some(REPORT), text, expected);
}

#[track_caller]
fn de(text: &str, expected: &[(&str, &str)]) {
    check_on("de", Some(REPORT), text, expected);
}

#[track_caller]
fn fr(text: &str, expected: &[(&str, &str)]) {
    check_on("fr", Some(REPORT), text, expected);
}

#[track_caller]
fn es(text: &str, expected: &[(&str, &str)]) {
    check_on("es", Some(REPORT), text, expected);
}

#[test]
fn french_days() {
    fr("Le convoi a été attaqué samedi.", &[("samedi", "2025-03-01")]);
    fr("Deux hommes sont morts mercredi.", &[("mercredi", "2025-03-05")]);
    fr("L’attaque de mardi est la seconde.", &[("mardi", "2025-03-04")]);
    fr("Ce lundi, l’armée a tiré.", &[("lundi", "2025-03-03")]);
    fr("Des obus sont tombés hier soir.", &[("hier soir", "2025-03-04")]);
    fr("On a tiré avant-hier.", &[("avant-hier", "2025-03-03")]);
    fr("Les pourparlers reprendront vendredi.", &[("vendredi", "2025-03-07")]);
    fr("Il a dit vendredi qu’il ferait appel.", &[("vendredi", "2025-02-28")]);
    fr("Ils doivent se réunir lundi prochain.", &[("lundi prochain", "2025-03-10")]);
    fr("Il a été tué mercredi dernier.", &[("mercredi dernier", "2025-02-26")]);
    fr("Dimanche à l’aube, ils ont attaqué.", &[("Dimanche à l’aube", "2025-03-02")]);
    fr("La bombe a explosé mardi vers 14h30.", &[("mardi vers 14h30", "2025-03-04")]);
    fr("Il y a deux jours, ils sont partis.", &[("Il y a deux jours", "2025-03-03")]);
    fr("Ce matin, rien.", &[("Ce matin", "2025-03-05")]);
    fr("Le bourg est tombé dans la nuit.", &[("nuit", "2025-03-04/2025-03-05")]);
    fr(
        "Il a été enlevé dans la nuit de samedi à dimanche.",
        &[("nuit de samedi à dimanche", "2025-03-01/2025-03-02")],
    );
    fr("Il était âgé de 65 ans ; il a pris dix ans de prison.", &[]);
}

#[test]
fn french_dates_and_stretches() {
    fr("Il a été tué le 12 février.", &[("12 février", "2025-02-12")]);
    fr("le 1er mai 1998", &[("1er mai 1998", "1998-05-01")]);
    fr("Le 7/2, deux morts.", &[("7/2", "2025-02-07")]);
    fr("jeudi 12 juin 2014", &[("jeudi 12 juin 2014", "2014-06-12")]);
    fr("En janvier, ils sont partis.", &[("janvier", "2025-01")]);
    fr("Fin octobre, ils sont partis.", &[("Fin octobre", "2024-10")]);
    fr(
        "Ils se sont battus du 3 au 5 mai 2023.",
        &[("du 3 au 5 mai 2023", "2023-05-03/2023-05-05")],
    );
    fr("entre janvier 2019 et avril 2020", &[("janvier 2019 et avril 2020", "2019-01/2020-04")]);
    fr("On tire depuis le 7 février.", &[("7 février", "2025-02-07/..")]);
    fr("Ils ont jusqu’à vendredi.", &[("vendredi", "../2025-03-07")]);
    fr("Ils se sont vus la semaine dernière.", &[("semaine dernière", "2025-02-24/2025-03-02")]);
    fr("Le mois dernier, trois morts.", &[("mois dernier", "2025-02")]);
    fr("cinq morts en 24 heures", &[]);
    fr(
        "cinq morts ces dernières 24 heures",
        &[("ces dernières 24 heures", "2025-03-04/2025-03-05")],
    );
    fr("Ils se sont vus l’été dernier.", &[("été dernier", "2024-06/2024-08")]);
    fr("Il a été arrêté.", &[]);
    fr(
        "Le 12 février, ils sont venus. Deux jours plus tard, ils sont partis.",
        &[("12 février", "2025-02-12"), ("Deux jours plus tard", "2025-02-14")],
    );
    fr(
        "Le maire a été tué lundi. La veille, on l’avait menacé.",
        &[("lundi", "2025-03-03"), ("veille", "2025-03-02")],
    );
    fr(
        "EN FIN D’APRES-MIDI, L’ARMEE A OUVERT LE FEU A GAO.",
        &[("FIN D’APRES-MIDI", "2025-03-05")],
    );
}

#[test]
fn spanish_days() {
    es("El convoy fue atacado el sábado.", &[("sábado", "2025-03-01")]);
    es("Murieron dos hombres este miércoles.", &[("miércoles", "2025-03-05")]);
    es("Este domingo hubo combates.", &[("domingo", "2025-03-02")]);
    es("El ataque del martes es el segundo.", &[("martes", "2025-03-04")]);
    es("El pasado domingo lo mataron.", &[("pasado domingo", "2025-03-02")]);
    es("Cayeron obuses ayer por la tarde.", &[("ayer por la tarde", "2025-03-04")]);
    es("Anoche hubo disparos.", &[("Anoche", "2025-03-04")]);
    es("Las conversaciones se reanudarán el viernes.", &[("viernes", "2025-03-07")]);
    es("Dijo el viernes que apelará.", &[("viernes", "2025-02-28")]);
    es("La votación es el próximo lunes.", &[("próximo lunes", "2025-03-10")]);
    es("El paro del lunes 10 será total.", &[("lunes 10", "2025-03-10")]);
    es("La bomba estalló en la madrugada del domingo.", &[("madrugada del domingo", "2025-03-02")]);
    es("Hace dos días se fueron.", &[("Hace dos días", "2025-03-03")]);
    es("Esta mañana no pasó nada.", &[("Esta mañana", "2025-03-05")]);
    es("Hoy no; mañana habrá paro.", &[("Hoy", "2025-03-05"), ("mañana", "2025-03-06")]);
    es(
        "Fue secuestrado la noche del sábado al domingo.",
        &[("noche del sábado al domingo", "2025-03-01/2025-03-02")],
    );
    es("Un hombre de 65 años fue condenado a diez años de prisión.", &[]);
}

#[test]
fn spanish_dates_and_stretches() {
    es("Lo mataron el 12 de febrero.", &[("12 de febrero", "2025-02-12")]);
    es("el 3 de mayo de 1998", &[("3 de mayo de 1998", "1998-05-03")]);
    es("Desde el 7/2 hay combates.", &[("7/2", "2025-02-07/..")]);
    es("El martes 4 de marzo hubo tiros.", &[("martes 4 de marzo", "2025-03-04")]);
    es("En enero se fueron.", &[("enero", "2025-01")]);
    es("A finales de octubre se fueron.", &[("finales de octubre", "2024-10")]);
    es(
        "Lucharon del 3 al 5 de mayo de 2023.",
        &[("del 3 al 5 de mayo de 2023", "2023-05-03/2023-05-05")],
    );
    es("Tienen hasta el viernes.", &[("viernes", "../2025-03-07")]);
    es("Se vieron la semana pasada.", &[("semana pasada", "2025-02-24/2025-03-02")]);
    es("Tres muertos el mes pasado.", &[("mes pasado", "2025-02")]);
    es(
        "cinco muertos en las últimas 24 horas",
        &[("las últimas 24 horas", "2025-03-04/2025-03-05")],
    );
    es("Se vieron el verano pasado.", &[("verano pasado", "2024-06/2024-08")]);
    es(
        "El 12 de febrero llegaron. Dos días después se fueron.",
        &[("12 de febrero", "2025-02-12"), ("Dos días después", "2025-02-14")],
    );
    es(
        "El alcalde murió el lunes. El día anterior lo habían amenazado.",
        &[("lunes", "2025-03-03"), ("día anterior", "2025-03-02")],
    );
}

#[track_caller]
fn ar(text: &str, expected: &[(&str, &str)]) {
    check_on("ar", Some(REPORT), text, expected);
}

#[track_caller]
fn he(text: &str, expected: &[(&str, &str)]) {
    check_on("he", Some(REPORT), text, expected);
}

#[test]
fn arabic_days() {
    ar("قُتل ثلاثة جنود أمس.", &[("أمس", "2025-03-04")]);
    ar("انفجرت عبوة فجر الأحد.", &[("فجر الأحد", "2025-03-02")]);
    ar("وصل الوفد مساء أمس الثلاثاء.", &[("مساء أمس الثلاثاء", "2025-03-04")]);
    ar("وقع الهجوم يوم الجمعة.", &[("يوم الجمعة", "2025-02-28")]);
    ar("يجتمعون الاثنين المقبل.", &[("الاثنين المقبل", "2025-03-10")]);
    ar("قال إنه غادر قبل يومين.", &[("قبل يومين", "2025-03-03")]);
    ar("سقط صاروخ ليل الخميس - الجمعة.", &[("ليل الخميس - الجمعة", "2025-02-27/2025-02-28")]);
    ar("عاد أول أمس.", &[("أول أمس", "2025-03-03")]);
    ar("التقى أحد القادة.", &[]);
}

#[test]
fn arabic_dates() {
    ar("في ٧ أكتوبر 2023 بدأت الحرب.", &[("٧ أكتوبر 2023", "2023-10-07")]);
    ar("قُتل في 12 شباط.", &[("12 شباط", "2025-02-12")]);
    ar("منذ كانون الثاني الماضي", &[("كانون الثاني الماضي", "2025-01/..")]);
    ar("الثاني من أيلول", &[("الثاني من أيلول", "2024-09-02")]);
    ar("الشهر الماضي", &[("الشهر الماضي", "2025-02")]);
}

#[test]
fn hebrew_days() {
    he("שלושה חיילים נהרגו אתמול.", &[("אתמול", "2025-03-04")]);
    he("המטען התפוצץ אמש.", &[("אמש", "2025-03-04")]);
    he("המשלחת הגיעה ביום שלישי שעבר.", &[("יום שלישי שעבר", "2025-03-04")]);
    he("הרקטה נפלה בשבת בבוקר.", &[("שבת", "2025-03-01")]);
    he("הוא עזב לפני יומיים.", &[("לפני יומיים", "2025-03-03")]);
    he("בשבוע שעבר נעצרו שישה.", &[("שבוע שעבר", "2025-02-23/2025-03-01")]);
    he("שני חיילים נהרגו.", &[]);
}

#[test]
fn hebrew_dates() {
    he("ב-7 באוקטובר 2023 פרצה המלחמה.", &[("ב-7 באוקטובר 2023", "2023-10-07")]);
    he("הוא נהרג ב־12 בפברואר.", &[("ב־12 בפברואר", "2025-02-12")]);
    he("בינואר", &[("ינואר", "2025-01")]);
}

#[test]
fn english_days() {
    en("The convoy was hit on Saturday.", &[("Saturday", "2025-03-01")]);
    en("Two men died on Wednesday.", &[("Wednesday", "2025-03-05")]);
    en("Tuesday’s attack was the second.", &[("Tuesday", "2025-03-04")]);
    en("Gunmen struck today.", &[("today", "2025-03-05")]);
    en("Shells fell yesterday morning.", &[("yesterday morning", "2025-03-04")]);
    en("A blast was heard last night.", &[("last night", "2025-03-04")]);
    en("The talks will resume on Friday.", &[("Friday", "2025-03-07")]);
    en("He said on Friday that it will appeal.", &[("Friday", "2025-02-28")]);
    en(
        "It fell at 10:30 a.m. (0830 GMT) on Tuesday.",
        &[("10:30 a.m.", "2025-03-04"), ("0830 GMT", "2025-03-04"), ("Tuesday", "2025-03-04")],
    );
    en("The truce will end in three days.", &[("three days", "2025-03-08")]);
    en("They are to meet on Friday.", &[("Friday", "2025-03-07")]);
    en("The text would be signed by April.", &[("April", "2025-04")]);
    en("Tuesday's attack will not go unanswered.", &[("Tuesday", "2025-03-04")]);
    en("Shells fell shortly before Friday prayers.", &[("Friday", "2025-02-28")]);
    en("The vote is next Monday.", &[("next Monday", "2025-03-10")]);
    en("They met last Wednesday.", &[("last Wednesday", "2025-02-26")]);
    en("A bomb exploded on Sunday evening.", &[("Sunday evening", "2025-03-02")]);
    en("It happened two days ago.", &[("two days ago", "2025-03-03")]);
    en("It fell to rebels overnight.", &[("overnight", "2025-03-04/2025-03-05")]);
}

#[test]
fn english_dates() {
    en("He was killed on 12 February.", &[("12 February", "2025-02-12")]);
    en("He was killed on December 14.", &[("December 14", "2024-12-14")]);
    en("The strike of October 7, 2023 began it.", &[("October 7, 2023", "2023-10-07")]);
    en("the 3rd of May, 1998", &[("3rd of May, 1998", "1998-05-03")]);
    en("It ended in November 2012.", &[("November 2012", "2012-11")]);
    en("In January the rebels left.", &[("January", "2025-01")]);
    en("It began in early 2020.", &[("early 2020", "2020")]);
    en("The army left in the 1990s.", &[("the 1990s", "199X")]);
    en("They met last summer.", &[("last summer", "2024-06/2024-08")]);
    en("Fighting lasted from 3 to 5 May 2023.", &[("3 to 5 May 2023", "2023-05-03/2023-05-05")]);
    en(
        "between January 2019 and April 2020",
        &[("January 2019 and April 2020", "2019-01/2020-04")],
    );
}

#[test]
fn english_stretches() {
    en("They met last week.", &[("last week", "2025-02-24/2025-03-02")]);
    en("They met last month.", &[("last month", "2025-02")]);
    en("Rockets fell over the weekend.", &[("the weekend", "2025-03-01/2025-03-02")]);
    en("Rockets fell since October 8th.", &[("October 8th", "2024-10-08/..")]);
    en("Rockets have fallen since the attack of 7 February.", &[("7 February", "2025-02-07/..")]);
    en(
        "No one was paid on Saturday and Sunday.",
        &[("Saturday and Sunday", "2025-03-01/2025-03-02")],
    );
    en("They have until Friday to leave.", &[("Friday", "../2025-03-07")]);
    en(
        "Shelling killed five in the last 24 hours.",
        &[("the last 24 hours", "2025-03-04/2025-03-05")],
    );
    en("Attacks rose in recent weeks.", &[("recent weeks", "-")]);
}

#[test]
fn english_times_that_lean_on_others() {
    en(
        "On 12 February they came. Two days later they left.",
        &[("12 February", "2025-02-12"), ("Two days later", "2025-02-14")],
    );
    en(
        "The mayor was shot on Monday. The same evening a bomb went off.",
        &[("Monday", "2025-03-03"), ("The same evening", "2025-03-03")],
    );
    en("Two days later they left.", &[("Two days later", "-")]);
    en("They came on Monday. Two days after the attack they left.", &[("Monday", "2025-03-03")]);
    en(
        "It fell on Monday. Fires burned until dawn; at 10 p.m. the mayor fled.",
        &[("Monday", "2025-03-03"), ("dawn", "2025-03-03"), ("10 p.m.", "2025-03-03")],
    );
}

#[test]
fn english_words_that_are_no_time() {
    en("On the 18th day of the war he fled.", &[]);
    en("He was abducted on 3/4/2024.", &[]);
    en("The 65 year old man may have fled on his march through the fall of the second house.", &[]);
    en("At least 17 may have died.", &[]);
    en("Some 2000 protesters marched for three days every Friday.", &[]);
}

#[test]
fn a_text_without_any_capital_is_read_too() {
    en(
        "they shot at us on saturday and we may march in may.",
        &[("saturday", "2025-03-01"), ("may", "2025-05")],
    );
}

#[test]
fn capitals_are_read_too() {
    let day = Some(date(1990, 2, 4));
    check_on(
        "en",
        day,
        "THE ARMY DENIED TODAY THAT GUERRILLAS ATTACKED LAST NIGHT.",
        &[("TODAY", "1990-02-04"), ("LAST NIGHT", "1990-02-03")],
    );
    check_on(
        "en",
        day,
        "THEY MET THE PRESIDENT IN BOGOTA ON 3 FEB 90 AND ON SATURDAY.",
        &[("3 FEB 90", "1990-02-03"), ("SATURDAY", "1990-02-03")],
    );
    check_on("en", day, "AT LEAST 17 MAY HAVE DIED IN THE MARCH OF THE UNIONS.", &[]);
}

#[test]
fn without_a_report_day_no_full_date_comes_out() {
    let none = |text, expected: &[(&str, &str)]| check_on("en", None, text, expected);
    none("Rockets hit the town today and on Tuesday.", &[("today", "-"), ("Tuesday", "-")]);
    none("since the attack on October 7", &[("October 7", "XXXX-10-07/..")]);
    none("The ceasefire of November 2012 held.", &[("November 2012", "2012-11")]);
    none(
        "It left on Monday 14 April 2025; talks follow on 28 April and ended 9 June.",
        &[
            ("Monday 14 April 2025", "2025-04-14"),
            ("28 April", "2025-04-28"),
            ("9 June", "XXXX-06-09"),
        ],
    );
    none(
        "On October 7, 2023 it began; since October 7 it has gone on.",
        &[("October 7, 2023", "2023-10-07"), ("October 7", "2023-10-07/..")],
    );
    let today = &read("en", "It fell today.", None)[0].1;
    assert_eq!(today.precision, TimePrecision::Day);
    assert_eq!(today.basis.as_deref(), Some("relative to an unknown report date"));
    check_on(
        "de",
        None,
        "Anfang dieses Monats begann es, am Dienstag endete es.",
        &[("Anfang dieses Monats", "-"), ("Dienstag", "-")],
    );
    check_on("de", None, "seit dem Angriff am 7. Oktober", &[("7. Oktober", "XXXX-10-07/..")]);
}

#[test]
fn german_days() {
    de("Der Konvoi wurde am Samstag angegriffen.", &[("Samstag", "2025-03-01")]);
    de("Am Dienstagabend fielen Schüsse.", &[("Dienstagabend", "2025-03-04")]);
    de("Er starb gestern früh.", &[("gestern früh", "2025-03-04")]);
    de("Morgen tagt der Rat.", &[("Morgen", "2025-03-06")]);
    de("Am Morgen fielen Schüsse.", &[("Morgen", "2025-03-05")]);
    de("Die Gespräche sollen am Freitag beginnen.", &[("Freitag", "2025-03-07")]);
    de("Er kam am vergangenen Sonntag.", &[("vergangenen Sonntag", "2025-03-02")]);
    de("Er kommt am nächsten Montag.", &[("nächsten Montag", "2025-03-10")]);
    de(
        "In der Nacht zu Dienstag schlugen Raketen ein.",
        &[("Nacht zu Dienstag", "2025-03-03/2025-03-04")],
    );
    de(
        "In der Nacht von Montag auf Dienstag schlugen Raketen ein.",
        &[("Nacht von Montag auf Dienstag", "2025-03-03/2025-03-04")],
    );
    de(
        "Am Montag fiel der Strom aus, tags zuvor war geschossen worden.",
        &[("Montag", "2025-03-03"), ("tags zuvor", "2025-03-02")],
    );
    de(
        "In der Nacht auf Dienstag schlugen Raketen ein.",
        &[("Nacht auf Dienstag", "2025-03-03/2025-03-04")],
    );
    de("Vor einer Woche wurde er entführt.", &[("einer Woche", "2025-02-26")]);
}

#[test]
fn german_dates() {
    de("Er wurde am 14. Januar getötet.", &[("14. Januar", "2025-01-14")]);
    de("Er wurde am 7. Oktober 2023 getötet.", &[("7. Oktober 2023", "2023-10-07")]);
    de("Am 7.10.2023 begann der Krieg.", &[("7.10.2023", "2023-10-07")]);
    de("Anfang dieses Monats kam es zu Gefechten.", &[("Anfang dieses Monats", "2025-03")]);
    de("Ende Februar kam es zu Gefechten.", &[("Ende Februar", "2025-02")]);
    de("Im Dezember 2004 kam es zu Gefechten.", &[("Dezember 2004", "2004-12")]);
    de(
        "Gekämpft wurde vom 3. bis 5. Mai 2023.",
        &[("3. bis 5. Mai 2023", "2023-05-03/2023-05-05")],
    );
    de("Seit dem 3. Juli wurde gekämpft.", &[("3. Juli", "2024-07-03/..")]);
}

#[test]
fn german_stretches() {
    de("Vergangene Woche wurde gekämpft.", &[("Vergangene Woche", "2025-02-24/2025-03-02")]);
    de("Am Wochenende wurde gekämpft.", &[("Wochenende", "2025-03-01/2025-03-02")]);
    de(
        "In den letzten 24 Stunden starben vier.",
        &[("den letzten 24 Stunden", "2025-03-04/2025-03-05")],
    );
    de(
        "Seit dem Putsch vom 1. Februar 2021 starben Tausende.",
        &[("1. Februar 2021", "2021-02-01/..")],
    );
    de("Seit zwei Wochen wird gekämpft.", &[("zwei Wochen", "2025-02-19/..")]);
    de("Sie müssen bis Freitag abziehen.", &[("Freitag", "../2025-03-07")]);
    de("Im Vorjahr wurde gekämpft.", &[("Vorjahr", "2024")]);
    de(
        "Am 12. Februar kamen sie. Zwei Tage später gingen sie.",
        &[("12. Februar", "2025-02-12"), ("Zwei Tage später", "2025-02-14")],
    );
    de(
        "Am Montag fiel der Strom aus, am Vortag war geschossen worden.",
        &[("Montag", "2025-03-03"), ("Vortag", "2025-03-02")],
    );
}

#[test]
fn german_words_that_are_no_time() {
    de("Die 65-jährige Frau floh mit dem Mann, der 65 Jahre alt war.", &[]);
    de("So ging es mit der Mi-24 weiter, drei Tage lang und jeden Freitag.", &[]);
}

#[track_caller]
fn check_published(code: &str, raw: &str, expected: Option<Date>) {
    let found = published(raw, &LanguagePack::get(code).unwrap().time);
    assert_eq!(found.map(|(day, ..)| day), expected, "{raw}");
}

#[test]
fn a_page_states_its_own_date() {
    let day = Some(date(2025, 7, 12));
    check_published("en", "Toll rises\nBy Hala Idris | 12 July 2025 | 3 min read\nThe army …", day);
    check_published("en", "Toll rises\nPublished: July 12, 2025\n", day);
    check_published("en", "Toll rises\nPosted on July 12, 2025 at 9:41 am\n", day);
    check_published("en", "By a correspondent, 2025-07-12\nToll rises", day);
    check_published(
        "en",
        "KABUL, 4 FEB 90 (AFP) -- [TEXT] THE ARMY SAID …",
        Some(date(1990, 2, 4)),
    );
    check_published(
        "en",
        "Bamako, 3 May 2019 (Sahel Monitor). Who shot the villagers?",
        Some(date(2019, 5, 3)),
    );
    check_published("de", "Vier Tote\nVeröffentlicht am 12. Juli 2025\n", day);
    check_published("de", "Vier Tote\n12.07.2025, 14:30 Uhr\n", day);
    check_published("de", "Nachrichten\n12. Juli 2025 um 14:07 aktualisiert\n", day);
    check_published("fr", "Ouagadougou, le 12 juillet 2025\n", day);
    check_published("fr", "Publié le 12 juillet 2025 à 18h\n", day);
    check_published("es", "Publicado el 12 de julio de 2025\n", day);
    check_published("ru", "12 июля 2025\nТекст", day);
    check_published("uk", "12 липня 2025, 18:30\nТекст", day);
    check_published("ar", "12 يوليو 2025\nالنص", day);
    check_published("he", "12 ביולי 2025\nטקסט", day);
}

#[test]
fn a_body_states_no_publication_date() {
    check_published("en", "GAO, Mali, 3 March (Sahel Wire) — Eleven soldiers were killed.", None);
    check_published(
        "en",
        "On 3 May 2019 gunmen shot eleven villagers in the region of Mopti, the army said.",
        None,
    );
    check_published("en", "© 12 July 2025 The Paper", None);
    check_published(
        "de",
        "Am 7. Oktober 2023 griffen Bewaffnete mehrere Orte an der Grenze an und töteten viele.",
        None,
    );
}

#[test]
fn russian() {
    let ru = |text: &str, expected: &[(&str, &str)]| check_on("ru", Some(REPORT), text, expected);
    ru("Взрыв прогремел во вторник утром.", &[("вторник утром", "2025-03-04")]);
    ru("В минувшее воскресенье обстреляли порт.", &[("минувшее воскресенье", "2025-03-02")]);
    ru("В ночь на среду дроны атаковали город.", &[("ночь на среду", "2025-03-05")]);
    ru(
        "Ночью с четверга на пятницу горел склад.",
        &[("Ночью с четверга на пятницу", "2025-02-27/2025-02-28")],
    );
    ru("3 февраля убили мэра.", &[("3 февраля", "2025-02-03")]);
    ru(
        "Двадцать восьмого октября 2014 года ушли войска.",
        &[("Двадцать восьмого октября 2014 года", "2014-10-28")],
    );
    ru("Переговоры пройдут в пятницу.", &[("пятницу", "2025-03-07")]);
    ru("На прошлой неделе задержали троих.", &[("прошлой неделе", "2025-02-24/2025-03-02")]);
    ru("С октября дорогу перекрывали трижды.", &[("октября", "2024-10/..")]);
    ru("Срок истекает, город надо покинуть до воскресенья.", &[("воскресенья", "../2025-03-09")]);
    ru("Бастуют четвёртые сутки.", &[("четвёртые сутки", "2025-03-02/2025-03-05")]);
    ru("Двадцать дней назад похитили врача.", &[("Двадцать дней назад", "2025-02-13")]);
    check_on("ru", None, "Во вторник погибли двое.", &[("вторник", "-")]);
}

#[test]
fn ukrainian() {
    let uk = |text: &str, expected: &[(&str, &str)]| check_on("uk", Some(REPORT), text, expected);
    uk("У вівторок, 4 березня, прогримів вибух.", &[("вівторок, 4 березня", "2025-03-04")]);
    uk("Минулої доби відбили сорок атак.", &[("Минулої доби", "2025-03-04")]);
    uk("В ніч на середу дрони атакували місто.", &[("ніч на середу", "2025-03-05")]);
    uk("Торік у листопаді вислали двох.", &[("Торік у листопаді", "2024-11")]);
    uk("Минулого тижня затримали трьох.", &[("Минулого тижня", "2025-02-24/2025-03-02")]);
    uk("П'ятнадцятого лютого викрали лікаря.", &[("П'ятнадцятого лютого", "2025-02-15")]);
    uk("Зустріч призначено на четвер.", &[("четвер", "2025-03-06")]);
    check_on("uk", None, "У вівторок загинули двоє.", &[("вівторок", "-")]);
}

#[test]
fn every_rule_finds_its_own_examples() {
    let mut wrong = Vec::new();
    for source in dateline_data::LANGUAGES {
        let table: toml::Table = source.time.parse().unwrap();
        let pack = LanguagePack::get(source.code).unwrap();
        for rule in table.get("rule").and_then(toml::Value::as_array).into_iter().flatten() {
            let name = rule["name"].as_str().unwrap();
            if rule["means"].as_str() == Some("nothing") {
                continue;
            }
            for example in rule["examples"].as_array().unwrap() {
                let text = example.as_str().unwrap();
                let document = Document::new(text.to_owned(), None, pack);
                let found = find_all(
                    &document,
                    &pack.time,
                    &Anchor { published: Some(REPORT), ..Anchor::default() },
                );
                let names: Vec<&str> = found.iter().map(|mention| &*mention.rule).collect();
                if !names.contains(&&*format!("{}.time.{name}", source.code)) {
                    wrong.push(format!("{} {name}: {text:?} gave {names:?}", source.code));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in "(?s)([0-9]{1,6}|[ .,/:–-]|last|next|Monday|May|days|later|ago|seit|Nacht|zu|Uhr|vor|Tagen|\\PC){0,40}") {
        for code in ["en", "de", "ar"] {
            let found = read(code, &text, Some(REPORT));
            for pair in found.windows(2) {
                assert!(pair[0].1.span.end <= pair[1].1.span.start);
            }
            let _ = published(&text, &LanguagePack::get(code).unwrap().time);
        }
    }
}
