//! The kinds of time expression, one after the other, each in all eight languages.

use super::{REPORT, check_on, read};
use crate::language::LanguagePack;
use crate::text::Document;
use crate::time::{Anchor, Zone, find_all, timex};

/// Language, text, and the expressions with what they mean.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

#[track_caller]
fn each(cases: &[Case<'_>]) {
    for (code, text, expected) in cases {
        check_on(code, Some(REPORT), text, expected);
    }
}

/// The same texts without a day of publication.
#[track_caller]
fn undated(cases: &[Case<'_>]) {
    for (code, text, expected) in cases {
        check_on(code, None, text, expected);
    }
}

/// The TIMEX3 values of a text.
#[track_caller]
fn values(code: &str, text: &str, expected: &[(&str, &str)]) {
    let pack = LanguagePack::get(code).unwrap();
    let document = Document::new(text.to_owned(), None, pack);
    let found =
        find_all(&document, &pack.time, &Anchor { published: Some(REPORT), ..Anchor::default() });
    let said: Vec<(String, String)> =
        found.iter().flat_map(timex).map(|t| (document.words(t.span), t.value)).collect();
    let said: Vec<(&str, &str)> = said.iter().map(|(w, v)| (w.as_str(), v.as_str())).collect();
    assert_eq!(said, expected, "{text}");
}

#[test]
fn a_day_is_counted_from_the_start_that_the_text_gives() {
    each(&[
        (
            "en",
            "The war began on 24 February 2022. On the 18th day of the war they withdrew.",
            &[("24 February 2022", "2022-02-24"), ("the 18th day of the war", "2022-03-13")],
        ),
        (
            "de",
            "Der Krieg begann am 24. Februar 2022. Am 18. Tag des Krieges zogen sie ab.",
            &[("24. Februar 2022", "2022-02-24"), ("18. Tag des Krieges", "2022-03-13")],
        ),
        (
            "fr",
            "La guerre a commencé le 24 février 2022. Au 18e jour de la guerre, ils sont partis.",
            &[("24 février 2022", "2022-02-24"), ("Au 18e jour de la guerre", "2022-03-13")],
        ),
        (
            "es",
            "La guerra comenzó el 24 de febrero de 2022. En el día 18 de la guerra se retiraron.",
            &[("24 de febrero de 2022", "2022-02-24"), ("día 18 de la guerra", "2022-03-13")],
        ),
        (
            "ru",
            "Война началась 24 февраля 2022 года. На 18-й день войны они ушли.",
            &[("24 февраля 2022 года", "2022-02-24"), ("18-й день войны", "2022-03-13")],
        ),
        (
            "uk",
            "Війна почалася 24 лютого 2022 року. На 18-й день війни вони пішли.",
            &[("24 лютого 2022 року", "2022-02-24"), ("18-й день війни", "2022-03-13")],
        ),
        (
            "ar",
            "بدأت الحرب في 24 فبراير 2022. وفي اليوم الثامن عشر من الحرب انسحبوا.",
            &[("24 فبراير 2022", "2022-02-24"), ("اليوم الثامن عشر من الحرب", "2022-03-13")],
        ),
        (
            "he",
            "המלחמה פרצה ב-24 בפברואר 2022. ביום ה-18 למלחמה הם נסוגו.",
            &[("ב-24 בפברואר 2022", "2022-02-24"), ("יום ה-18 למלחמה", "2022-03-13")],
        ),
    ]);
    let found = read("en", "The war began on 24 February 2022; day 18 of the war.", None);
    let basis = found[1].1.basis.as_deref();
    assert_eq!(basis, Some("the day that the report gives for the start"));
}

#[test]
fn a_weekday_tells_the_year_of_its_day() {
    each(&[
        ("en", "On Saturday, October 7, they attacked.", &[("Saturday, October 7", "2023-10-07")]),
        ("de", "Am Samstag, 7. Oktober, griffen sie an.", &[("Samstag, 7. Oktober", "2023-10-07")]),
        ("fr", "Le samedi 7 octobre, ils ont attaqué.", &[("samedi 7 octobre", "2023-10-07")]),
        ("es", "El sábado 7 de octubre atacaron.", &[("sábado 7 de octubre", "2023-10-07")]),
        ("ru", "В субботу, 7 октября, они напали.", &[("субботу, 7 октября", "2023-10-07")]),
        ("uk", "У суботу, 7 жовтня, вони напали.", &[("суботу, 7 жовтня", "2023-10-07")]),
        ("ar", "هاجموا يوم السبت 7 أكتوبر.", &[("يوم السبت 7 أكتوبر", "2023-10-07")]),
        ("he", "ביום שבת, 7 באוקטובר, הם תקפו.", &[("יום שבת, 7 באוקטובר", "2023-10-07")]),
    ]);
    // Without a report's day only a year that the text says can be the one.
    undated(&[
        ("en", "On Saturday, October 7, they attacked.", &[("Saturday, October 7", "XXXX-10-07")]),
        (
            "en",
            "It was in 2023. On Saturday, October 7, they attacked.",
            &[("2023", "2023"), ("Saturday, October 7", "2023-10-07")],
        ),
        (
            "ru",
            "В субботу, 7 октября, они напали. Это было в 2023 году.",
            &[("субботу, 7 октября", "2023-10-07"), ("2023 году", "2023")],
        ),
        (
            "ar",
            "هاجموا يوم السبت 7 أكتوبر. كان ذلك في 2022.",
            &[("يوم السبت 7 أكتوبر", "XXXX-10-07"), ("2022", "2022")],
        ),
    ]);
}

#[test]
fn a_story_goes_on_from_its_day() {
    each(&[
        (
            "en",
            "The mayor was shot on Monday. The same evening a bomb went off. The next morning all \
             was over.",
            &[
                ("Monday", "2025-03-03"),
                ("The same evening", "2025-03-03"),
                ("The next morning", "2025-03-04"),
            ],
        ),
        (
            "de",
            "Am Montag fiel ein Schuss. Am selben Abend brannte es. Am nächsten Morgen war alles \
             vorbei.",
            &[
                ("Montag", "2025-03-03"),
                ("selben Abend", "2025-03-03"),
                ("Am nächsten Morgen", "2025-03-04"),
            ],
        ),
        (
            "fr",
            "Lundi, un coup est parti. Le même soir, la maison a brûlé. Le lendemain matin, tout \
             était fini.",
            &[
                ("Lundi", "2025-03-03"),
                ("Le même soir", "2025-03-03"),
                ("lendemain matin", "2025-03-04"),
            ],
        ),
        (
            "es",
            "El lunes sonó un disparo. Esa misma noche ardió la casa. A la mañana siguiente todo \
             había acabado.",
            &[
                ("lunes", "2025-03-03"),
                ("Esa misma noche", "2025-03-03"),
                ("mañana siguiente", "2025-03-04"),
            ],
        ),
        (
            "ru",
            "В понедельник раздался выстрел. Тем же вечером сгорел дом. На следующее утро всё \
             кончилось.",
            &[
                ("понедельник", "2025-03-03"),
                ("Тем же вечером", "2025-03-03"),
                ("следующее утро", "2025-03-04"),
            ],
        ),
        (
            "uk",
            "У понеділок пролунав постріл. Того ж вечора згорів будинок. Наступного ранку все \
             скінчилося.",
            &[
                ("понеділок", "2025-03-03"),
                ("Того ж вечора", "2025-03-03"),
                ("Наступного ранку", "2025-03-04"),
            ],
        ),
        (
            "ar",
            "يوم الاثنين سمع إطلاق نار. وفي مساء اليوم نفسه احترق المنزل. وفي صباح اليوم التالي \
             انتهى كل شيء.",
            &[
                ("يوم الاثنين", "2025-03-03"),
                ("مساء اليوم نفسه", "2025-03-03"),
                ("صباح اليوم التالي", "2025-03-04"),
            ],
        ),
        (
            "he",
            "ביום שני נשמעה ירייה. באותו ערב נשרף הבית. למחרת הכול נגמר.",
            &[("יום שני", "2025-03-03"), ("אותו ערב", "2025-03-03"), ("למחרת", "2025-03-04")],
        ),
    ]);
    // Several days later is no day.
    each(&[(
        "en",
        "They came on March 3. In the following days more came.",
        &[("March 3", "2025-03-03"), ("the following days", "-")],
    )]);
}

#[test]
fn that_day_and_the_same_year_are_those_of_the_story() {
    each(&[
        (
            "en",
            "He came in May 2019; that year he left.",
            &[("May 2019", "2019-05"), ("that year", "2019")],
        ),
        (
            "de",
            "Er kam im Mai 2019. Im selben Jahr ging er.",
            &[("Mai 2019", "2019-05"), ("selben Jahr", "2019")],
        ),
        (
            "fr",
            "Il est arrivé en mai 2019. La même année, il est reparti.",
            &[("mai 2019", "2019-05"), ("La même année", "2019")],
        ),
        (
            "es",
            "Llegó en mayo de 2019. Ese mismo año se fue.",
            &[("mayo de 2019", "2019-05"), ("Ese mismo año", "2019")],
        ),
        (
            "ru",
            "Он приехал в мае 2019 года. В том же году он уехал.",
            &[("мае 2019 года", "2019-05"), ("том же году", "2019")],
        ),
        (
            "uk",
            "Він приїхав у травні 2019 року. Того ж року він поїхав.",
            &[("травні 2019 року", "2019-05"), ("Того ж року", "2019")],
        ),
        (
            "ar",
            "وصل في مايو 2019. وغادر في العام نفسه.",
            &[("مايو 2019", "2019-05"), ("العام نفسه", "2019")],
        ),
        (
            "he",
            "הוא הגיע במאי 2019. באותה שנה הוא עזב.",
            &[("מאי 2019", "2019-05"), ("אותה שנה", "2019")],
        ),
    ]);
    undated(&[
        (
            "en",
            "That day two died. Two days later they left.",
            &[("That day", "-"), ("Two days later", "-")],
        ),
        (
            "de",
            "An jenem Tag starben zwei. Zwei Tage später gingen sie.",
            &[("jenem Tag", "-"), ("Zwei Tage später", "-")],
        ),
        (
            "fr",
            "Ce jour-là, deux hommes sont morts. Deux jours plus tard, ils sont partis.",
            &[("Ce jour-là", "-"), ("Deux jours plus tard", "-")],
        ),
        (
            "es",
            "Aquel día murieron dos. Dos días más tarde se fueron.",
            &[("Aquel día", "-"), ("Dos días más tarde", "-")],
        ),
        (
            "ru",
            "В тот день погибли двое. Два дня спустя они ушли.",
            &[("В тот день", "-"), ("Два дня спустя", "-")],
        ),
        (
            "uk",
            "Того дня загинули двоє. Два дні потому вони пішли.",
            &[("Того дня", "-"), ("Два дні потому", "-")],
        ),
        (
            "ar",
            "في ذلك اليوم قتل رجلان. وبعد يومين غادروا.",
            &[("ذلك اليوم", "-"), ("بعد يومين", "-")],
        ),
        (
            "he",
            "באותו יום נהרגו שניים. יומיים לאחר מכן הם עזבו.",
            &[("אותו יום", "-"), ("יומיים לאחר מכן", "-")],
        ),
    ]);
}

#[test]
fn the_verb_tells_a_coming_weekday_from_a_past_one() {
    let (coming, past) = ("2025-03-07", "2025-02-28");
    each(&[
        (
            "en",
            "The council will vote on Friday; it met on Friday.",
            &[("Friday", coming), ("Friday", past)],
        ),
        ("de", "Der Rat wird am Freitag abstimmen.", &[("Freitag", coming)]),
        ("de", "Der Rat hat am Freitag abgestimmt.", &[("Freitag", past)]),
        ("fr", "Le conseil votera vendredi.", &[("vendredi", coming)]),
        ("fr", "Le conseil a voté vendredi.", &[("vendredi", past)]),
        ("es", "El consejo votará el viernes.", &[("viernes", coming)]),
        ("es", "El consejo votó el viernes.", &[("viernes", past)]),
        ("ru", "Совет соберётся в пятницу.", &[("пятницу", coming)]),
        ("ru", "Совет собрался в пятницу.", &[("пятницу", past)]),
        ("uk", "Рада збереться у п’ятницю.", &[("п’ятницю", coming)]),
        ("uk", "Рада зібралася у п’ятницю.", &[("п’ятницю", past)]),
        ("ar", "سيجتمع المجلس يوم الجمعة.", &[("يوم الجمعة", coming)]),
        ("ar", "اجتمع المجلس يوم الجمعة.", &[("يوم الجمعة", past)]),
        ("he", "המועצה תתכנס ביום שישי.", &[("יום שישי", coming)]),
        ("he", "המועצה התכנסה ביום שישי.", &[("יום שישי", past)]),
    ]);
    // "Held" looks back, "to be held" ahead; a coming day that lies eleven months off does not.
    each(&[
        ("en", "A summit is to be held on Friday.", &[("Friday", coming)]),
        ("en", "They would meet on 20 February.", &[("20 February", "2025-02-20")]),
    ]);
}

#[test]
fn a_night_lies_between_two_days() {
    let night = "2025-03-01/2025-03-02";
    each(&[
        (
            "en",
            "Shots fell in the night from Saturday to Sunday.",
            &[("the night from Saturday to Sunday", night)],
        ),
        (
            "de",
            "In der Nacht von Samstag auf Sonntag fielen Schüsse.",
            &[("Nacht von Samstag auf Sonntag", night)],
        ),
        (
            "fr",
            "Des tirs ont éclaté dans la nuit de samedi à dimanche.",
            &[("nuit de samedi à dimanche", night)],
        ),
        (
            "es",
            "Hubo disparos la noche del sábado al domingo.",
            &[("noche del sábado al domingo", night)],
        ),
        (
            "ru",
            "В ночь с субботы на воскресенье стреляли.",
            &[("ночь с субботы на воскресенье", night)],
        ),
        ("uk", "У ніч із суботи на неділю стріляли.", &[("ніч із суботи на неділю", night)]),
        ("ar", "وقع إطلاق نار ليل السبت الأحد.", &[("ليل السبت الأحد", night)]),
        ("he", "נשמע ירי בלילה שבין שבת לראשון.", &[("לילה שבין שבת לראשון", night)]),
    ]);
    each(&[("de", "Heute morgen fielen Schüsse.", &[("Heute morgen", "2025-03-05")])]);
}

#[test]
fn decades_in_words_and_digits() {
    each(&[
        (
            "en",
            "in the 1990s and in the eighties",
            &[("the 1990s", "199X"), ("the eighties", "198X")],
        ),
        ("en", "She was in her 40s; it was a village in the 1800s.", &[("the 1800s", "18XX")]),
        (
            "de",
            "in den 1990er-Jahren und in den achtziger Jahren",
            &[("den 1990er-Jahren", "199X"), ("den achtziger Jahren", "198X")],
        ),
        (
            "fr",
            "dans les années 1990 et les années 80",
            &[("les années 1990", "199X"), ("les années 80", "198X")],
        ),
        ("fr", "les années 1994 et 1995", &[("les années 1994", "1994"), ("1995", "1995")]),
        (
            "es",
            "en los años noventa y en la década de 1980",
            &[("los años noventa", "199X"), ("década de 1980", "198X")],
        ),
        ("ru", "в 1990-е годы и в 80-х годах", &[("1990-е годы", "199X"), ("80-х годах", "198X")]),
        ("uk", "у 1990-х і у вісімдесятих", &[("1990-х", "199X"), ("вісімдесятих", "198X")]),
        ("ar", "في التسعينيات وفي الثمانينيات", &[("التسعينيات", "199X"), ("الثمانينيات", "198X")]),
        ("he", "בשנות התשעים ובשנות ה-80", &[("שנות התשעים", "199X"), ("שנות ה-80", "198X")]),
    ]);
}

#[test]
fn the_nth_week_and_weekday_of_a_month() {
    let (week, sunday) = ("2025-02-01/2025-02-07", "2025-01-26");
    each(&[
        (
            "en",
            "They met in the first week of February and on the last Sunday in January.",
            &[("the first week of February", week), ("the last Sunday in January", sunday)],
        ),
        (
            "de",
            "Sie trafen sich in der ersten Woche im Februar und am letzten Sonntag im Januar.",
            &[("der ersten Woche im Februar", week), ("letzten Sonntag im Januar", sunday)],
        ),
        (
            "fr",
            "Ils se sont vus la première semaine de février et le dernier dimanche de janvier.",
            &[("la première semaine de février", week), ("le dernier dimanche de janvier", sunday)],
        ),
        (
            "es",
            "Se vieron la primera semana de febrero y el último domingo de enero.",
            &[("la primera semana de febrero", week), ("el último domingo de enero", sunday)],
        ),
        (
            "ru",
            "Они встретились в первую неделю февраля и в последнее воскресенье января.",
            &[("первую неделю февраля", week), ("последнее воскресенье января", sunday)],
        ),
        (
            "uk",
            "Вони зустрілися у перший тиждень лютого та в останню неділю січня.",
            &[("перший тиждень лютого", week), ("останню неділю січня", sunday)],
        ),
        ("ar", "التقوا في الأسبوع الأول من فبراير.", &[("الأسبوع الأول من فبراير", week)]),
        ("he", "הם נפגשו בשבוע הראשון של פברואר.", &[("שבוע הראשון של פברואר", week)]),
    ]);
    undated(&[(
        "en",
        "They met in the first week of February.",
        &[("the first week of February", "XXXX-02")],
    )]);
}

#[test]
fn days_in_a_list() {
    let [one, two, three] = ["2025-02-03", "2025-02-04", "2025-02-07"];
    each(&[
        (
            "en",
            "They came on 3, 4 and 7 February.",
            &[("3", one), ("4", two), ("7 February", three)],
        ),
        (
            "de",
            "Sie kamen am 3., 4. und 7. Februar.",
            &[("3.", one), ("4.", two), ("7. Februar", three)],
        ),
        (
            "fr",
            "Ils sont venus les 3, 4 et 7 février.",
            &[("3", one), ("4", two), ("7 février", three)],
        ),
        (
            "es",
            "Vinieron los días 3, 4 y 7 de febrero.",
            &[("3", one), ("4", two), ("7 de febrero", three)],
        ),
        ("ru", "Они приходили 3, 4 и 7 февраля.", &[("3", one), ("4", two), ("7 февраля", three)]),
        ("uk", "Вони приходили 3, 4 і 7 лютого.", &[("3", one), ("4", two), ("7 лютого", three)]),
        ("ar", "جاؤوا في 4 و7 فبراير.", &[("4", two), ("7 فبراير", three)]),
        ("he", "הם באו ב-3, 4 ו-7 בפברואר.", &[("3", one), ("4", two), ("7 בפברואר", three)]),
    ]);
    // "Between" makes a run of the same words.
    each(&[(
        "fr",
        "Ils sont venus entre le 3 et le 7 février.",
        &[("entre le 3 et le 7 février", "2025-02-03/2025-02-07")],
    )]);
}

#[test]
fn holidays_that_move_with_easter() {
    each(&[
        ("en", "He died on Good Friday 2024.", &[("Good Friday 2024", "2024-03-29")]),
        ("de", "Er starb am Karfreitag 2024.", &[("Karfreitag 2024", "2024-03-29")]),
        ("fr", "Il est mort le Vendredi saint 2024.", &[("Vendredi saint 2024", "2024-03-29")]),
        ("es", "Murió el Viernes Santo de 2024.", &[("Viernes Santo de 2024", "2024-03-29")]),
        ("ru", "Он погиб на Пасху 2024 года.", &[("Пасху 2024", "2024-05-05")]),
        ("uk", "Він загинув на Великдень 2024 року.", &[("Великдень 2024", "2024-05-05")]),
    ]);
    undated(&[("en", "He died on Good Friday.", &[("Good Friday", "-")])]);
}

#[test]
fn clocks_say_by_which_zone_they_run() {
    let zones = |code: &str, text: &str| -> Vec<Option<Zone>> {
        read(code, text, Some(REPORT)).iter().map(|(_, mention)| mention.sense.zone).collect()
    };
    let both = vec![Some(Zone::Minutes(0)), Some(Zone::Local)];
    for (code, text) in [
        ("en", "It began at 03:00 GMT and ended at 6:30 p.m. local time."),
        ("de", "Es begann um 03:00 GMT und endete um 18.30 Uhr Ortszeit."),
        ("fr", "Cela a commencé à 3 heures GMT et fini à 18h30 heure locale."),
        ("es", "Empezó a las 03:00 GMT y acabó a las 18:30 hora local."),
        ("ru", "Началось в 03:00 по Гринвичу и кончилось в 18:30 по местному времени."),
        ("uk", "Почалося о 03:00 за Гринвічем і скінчилося о 18:30 за місцевим часом."),
        ("ar", "بدأ الساعة 03:00 بتوقيت غرينتش وانتهى الساعة 18:30 بالتوقيت المحلي."),
        ("he", "זה החל בשעה 03:00 שעון גריניץ והסתיים בשעה 18:30 שעון מקומי."),
    ] {
        assert_eq!(zones(code, text), both, "{text}");
    }
}

#[test]
fn hours_that_run_from_one_to_another() {
    let [ten, three] = ["2025-03-05T10:00", "2025-03-05T15:00"];
    values(
        "en",
        "It was quiet from 10 to 11.30 a.m.",
        &[("10", ten), ("11.30 a.m.", "2025-03-05T11:30")],
    );
    values("de", "Von 10 bis 15 Uhr war es still.", &[("10", ten), ("15 Uhr", three)]);
    values("fr", "De 10 à 15 heures, tout était calme.", &[("10", ten), ("15 heures", three)]);
    values("es", "De 10 a 15 horas hubo calma.", &[("10", ten), ("15 horas", three)]);
    values("ru", "С 10 до 15 часов было тихо.", &[("10", ten), ("15 часов", three)]);
    values("uk", "З 10 до 15 години було тихо.", &[("10", ten), ("15 години", three)]);
    values("he", "בין 10:00 ל-15:00 היה שקט.", &[("10:00", ten), ("15:00", three)]);
    values("en", "He fled at 3 in the afternoon.", &[("3 in the afternoon", three)]);
    values("de", "Um 8 Uhr abends floh er.", &[("8 Uhr abends", "2025-03-05T20:00")]);
}

#[test]
fn lengths_and_sets_as_timex() {
    values(
        "en",
        "It took six to eight months; they meet every Friday and every other day.",
        &[
            ("six", "P6M"),
            ("eight months", "P8M"),
            ("every Friday", "XXXX-WXX-5"),
            ("every other day", "P1D"),
        ],
    );
    values(
        "en",
        "It stood for centuries, in the coming weeks, in recent years.",
        &[("centuries", "PXY"), ("the coming weeks", "FUTURE_REF"), ("recent years", "PAST_REF")],
    );
    values(
        "de",
        "Er ging vor zwei Jahren; es dauerte tagelang, jeden Freitag.",
        &[("zwei Jahren", "P2Y"), ("tagelang", "PXD"), ("jeden Freitag", "XXXX-WXX-5")],
    );
    values(
        "fr",
        "deux à trois jours, chaque vendredi, pendant des heures",
        &[
            ("deux", "P2D"),
            ("trois jours", "P3D"),
            ("chaque vendredi", "XXXX-WXX-5"),
            ("heures", "PTXH"),
        ],
    );
    values(
        "es",
        "dos o tres días, cada viernes, durante horas",
        &[("dos", "P2D"), ("tres días", "P3D"), ("cada viernes", "XXXX-WXX-5"), ("horas", "PTXH")],
    );
    values(
        "ru",
        "два-три дня, каждую пятницу",
        &[("два", "P2D"), ("три дня", "P3D"), ("каждую пятницу", "XXXX-WXX-5")],
    );
    values(
        "uk",
        "два-три дні, кожної п’ятниці",
        &[("два", "P2D"), ("три дні", "P3D"), ("кожної п’ятниці", "XXXX-WXX-5")],
    );
    values("ar", "استمر القتال ثلاثة أيام", &[("ثلاثة أيام", "P3D")]);
    values(
        "he",
        "שלושה ימים, כל יום שישי, במשך שבועות",
        &[("שלושה ימים", "P3D"), ("כל יום שישי", "XXXX-WXX-5"), ("שבועות", "PXW")],
    );
}

#[test]
fn a_year_ago_is_the_quarter_that_is_spoken_of() {
    values(
        "en",
        "In the third quarter of 2024 it lost. It had won a year earlier, in the year-ago period.",
        &[
            ("the third quarter of 2024", "2024-Q3"),
            ("a year earlier", "2023-Q3"),
            ("the year-ago period", "2023-Q3"),
        ],
    );
    values("en", "In nineteen ninety-seven it burned.", &[("nineteen ninety-seven", "1997")]);
    values("de", "Er wurde 1928 verurteilt; 2000 maskierte Männer kamen.", &[("1928", "1928")]);
}
