//! What goes and what stays, per language.

use super::*;
use crate::language::LanguagePack;

fn strip_in(code: &str, page: &str) -> Stripped {
    strip(page, None, &LanguagePack::get(code).unwrap().debris)
}

/// The pages' story, once per language; what stands around it is debris.
fn story(code: &str) -> &'static str {
    match code {
        "en" => {
            "Shells hit a market in the north\n\nFour shells hit the market of the town on Monday, police said, and two traders were wounded."
        }
        "de" => {
            "Granaten treffen Markt im Norden\n\nVier Granaten trafen am Montag den Markt der Stadt, wie die Polizei mitteilte, und verletzten zwei Händler."
        }
        "fr" => {
            "Des obus sur un marché du nord\n\nQuatre obus ont touché lundi le marché de la ville, a indiqué la police, et deux marchands ont été blessés."
        }
        "es" => {
            "Proyectiles caen en un mercado del norte\n\nCuatro proyectiles cayeron el lunes en el mercado de la ciudad, dijo la policía, y dos comerciantes resultaron heridos."
        }
        "ar" => {
            "قذائف تصيب سوقا في الشمال\n\nأصابت أربع قذائف سوق البلدة يوم الاثنين وأسفرت عن جرح اثنين من التجار، حسبما قالت الشرطة المحلية."
        }
        "he" => {
            "פגזים פגעו בשוק בצפון\n\nארבעה פגזים פגעו ביום שני בשוק של העיירה ושני סוחרים נפצעו באורח בינוני, כך מסרה המשטרה המקומית."
        }
        "ru" => {
            "Снаряды попали в рынок на севере\n\nЧетыре снаряда попали в понедельник в городской рынок, сообщила полиция, ранены двое торговцев."
        }
        "uk" => {
            "Снаряди влучили в ринок на півночі\n\nЧотири снаряди влучили в понеділок у міський ринок, повідомила поліція, поранено двох торговців."
        }
        _ => unreachable!(),
    }
}

/// `debris` goes where it stands below the story, and nothing else does.
fn goes(code: &str, kind: &str, debris: &str) {
    let stripped = strip_in(code, &format!("{}\n\n{debris}", story(code)));
    assert_eq!(stripped.text, story(code), "{debris}");
    assert!(
        stripped.removed.iter().any(|cut| cut.kind == kind),
        "{debris}: {:?}",
        stripped.removed
    );
}

/// `words` stay where they stand below the story.
fn stays(code: &str, words: &str) {
    let page =
        format!("{}\n\n{words}\n\n{}", story(code), story(code).split("\n\n").last().unwrap());
    let stripped = strip_in(code, &page);
    assert_eq!(stripped.text, page);
}

#[test]
fn english() {
    goes(
        "en",
        "comment-form",
        "Leave a Reply\nYour email address will not be published. Required fields are marked *",
    );
    goes(
        "en",
        "cookie-notice",
        "We use cookies to make this page work. You may refuse them.\nAccept all | Manage options",
    );
    goes("en", "credit", "[Photo: A. Person / Agency]");
    goes("en", "share-bar", "Share on Facebook Share on X Copy link");
    goes("en", "related-links", "You may also like: Five ways to cook rice | A walk by the sea");
    goes("en", "copyright", "© 2024 Hill Wire. All rights reserved.");
    goes("en", "navigation", "Home | News | Asia");
    goes("en", "newsletter", "Sign up for our daily newsletter");
    goes("en", "contributor-line", "(Reporting by A. Person; Editing by B. Person)");
    goes("en", "byline", "By Ann O. Person, Gusau");
    goes("en", "date-line", "Updated 12:30, 4 March 2024");
    goes("en", "advertisement", "Advertisement");
    goes("en", "repeated-headline", "Shells hit a market in the north");
    goes("en", "comments", "3 comments\nhill_7: About time.\nLee: You said that before.");
    stays("en", "Correction: an earlier version said that three traders were wounded.");
    stays("en", "“Share this story with everyone,” he said.");
    stays("en", "By Monday the army had left.");
    stays("en", "14:05 Two people are missing, says the mayor.");
}

#[test]
fn german() {
    goes(
        "de",
        "comment-form",
        "Schreibe einen Kommentar\nDeine E-Mail-Adresse wird nicht veröffentlicht. Erforderliche Felder sind mit * markiert",
    );
    goes(
        "de",
        "cookie-notice",
        "Diese Seite verwendet Cookies. Mehr erfahren\nAlle akzeptieren | Ablehnen",
    );
    goes("de", "credit", "Foto: A. Mensch/Agentur");
    goes("de", "credit", "Bild: Archiv");
    goes("de", "share-bar", "Teilen Tweeten Mailen Drucken");
    goes("de", "related-links", "Lesen Sie auch: Fünf Wege, Reis zu kochen");
    goes("de", "copyright", "© 2024 Bergbote. Alle Rechte vorbehalten.");
    goes("de", "navigation", "Startseite · Politik · Sport · Wetter");
    goes("de", "newsletter", "Abonnieren Sie unseren Newsletter");
    goes(
        "de",
        "contributor-line",
        "‘ Ann Mensch, Bernd Mensch und Carl Mensch haben zu diesem Bericht beigetragen.",
    );
    goes("de", "byline", "Von Anna Mensch, Gao");
    goes("de", "date-line", "Aktualisiert: 4. März 2024, 12:30 Uhr");
    goes("de", "advertisement", "Anzeige");
    goes("de", "notice", "Fehler gefunden? Jetzt melden.");
    stays("de", "Von den Tätern fehlt jede Spur.");
    stays("de", "„Teilen Sie das mit allen“, sagte er.");
    stays("de", "Korrektur: In einer früheren Fassung war von drei Händlern die Rede.");
}

#[test]
fn french() {
    goes(
        "fr",
        "comment-form",
        "Laisser un commentaire\nVotre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *",
    );
    goes("fr", "cookie-notice", "Ce site utilise des cookies. Tout accepter");
    goes("fr", "credit", "Crédit photo : A. Personne");
    goes("fr", "share-bar", "Partager sur Facebook — Envoyer par courriel — Imprimer");
    goes("fr", "related-links", "À lire aussi : cinq façons de cuire le riz");
    goes("fr", "copyright", "Tous droits réservés.");
    goes("fr", "navigation", "Accueil > Monde > Afrique");
    goes("fr", "newsletter", "Inscrivez-vous à notre newsletter");
    goes("fr", "byline", "Par Anne Personne");
    goes("fr", "date-line", "Publié le 4 mars 2024 à 12 h 30");
    goes("fr", "advertisement", "Publicité");
    goes("fr", "subscription", "Cet article est réservé aux abonnés.");
    stays("fr", "Par ailleurs, deux soldats sont portés disparus.");
    stays("fr", "« Partagez la nouvelle », a-t-il dit.");
}

#[test]
fn spanish() {
    goes(
        "es",
        "comment-form",
        "Deja un comentario\nTu dirección de correo electrónico no será publicada. Los campos obligatorios están marcados con *",
    );
    goes("es", "cookie-notice", "Esta web utiliza cookies. Aceptar todo");
    goes("es", "credit", "Foto: A. Persona / Agencia");
    goes("es", "share-bar", "Compartir en WhatsApp · Copiar enlace");
    goes("es", "related-links", "Te puede interesar: cinco maneras de cocer arroz");
    goes("es", "copyright", "Prohibida la reproducción total o parcial");
    goes("es", "navigation", "Inicio | Mundo | Deportes");
    goes("es", "newsletter", "Suscríbete a nuestro boletín");
    goes("es", "byline", "Por Ana Persona, corresponsal");
    goes("es", "date-line", "Actualizado: 4 de marzo de 2024, 12:30");
    goes("es", "advertisement", "PUBLICIDAD");
    stays("es", "Por la noche volvió la calma.");
    stays("es", "Según la policía, hay dos detenidos.");
}

#[test]
fn arabic() {
    goes(
        "ar",
        "comment-form",
        "اترك تعليقاً\nلن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
    );
    goes("ar", "cookie-notice", "يستخدم هذا الموقع ملفات تعريف الارتباط. موافق");
    goes("ar", "credit", "تصوير: فلان");
    goes("ar", "share-bar", "شارك الخبر: فيسبوك · تويتر · واتساب");
    goes("ar", "related-links", "اقرأ أيضاً: خمس طرق لطبخ الأرز");
    goes("ar", "copyright", "جميع الحقوق محفوظة");
    goes("ar", "navigation", "الرئيسية > أخبار > رياضة");
    goes("ar", "newsletter", "اشترك في نشرتنا البريدية");
    goes("ar", "byline", "بقلم: فلان الفلاني");
    goes("ar", "date-line", "آخر تحديث: 4 مارس 2024 الساعة 12:30");
    goes("ar", "advertisement", "إعلان");
    stays("ar", "تصحيح: ذكرنا سابقا أن ثلاثة تجار أصيبوا.");
    stays("ar", "شارك في المظاهرة نحو مئة شخص من أهالي البلدة.");
}

#[test]
fn hebrew() {
    goes("he", "comment-form", "כתיבת תגובה\nהאימייל לא יוצג באתר. שדות החובה מסומנים *");
    goes("he", "cookie-notice", "האתר משתמש בעוגיות. אישור");
    goes("he", "credit", "צילום: פלוני אלמוני");
    goes("he", "share-bar", "שתפו בפייסבוק | שלחו לחבר | הדפסה");
    goes("he", "related-links", "קראו גם: חמש דרכים לבשל אורז");
    goes("he", "copyright", "© כל הזכויות שמורות");
    goes("he", "navigation", "חדשות | ספורט | תרבות");
    goes("he", "newsletter", "הירשמו לניוזלטר היומי");
    goes("he", "byline", "מאת: פלוני אלמוני");
    goes("he", "date-line", "עודכן: 4 במרץ 2024, 12:30");
    goes("he", "advertisement", "פרסומת");
    stays("he", "תיקון: בידיעה קודמת נמסר על שלושה פצועים.");
    stays("he", "כתב אישום הוגש נגד שני חשודים בירי.");
}

#[test]
fn russian() {
    goes(
        "ru",
        "comment-form",
        "Добавить комментарий\nВаш адрес email не будет опубликован. Обязательные поля помечены *",
    );
    goes("ru", "cookie-notice", "Мы используем файлы cookie. Принять");
    goes("ru", "credit", "Фото: А. Человек / агентство");
    goes("ru", "share-bar", "Поделиться: Telegram ВКонтакте Одноклассники");
    goes("ru", "related-links", "Читайте также: Пять способов сварить рис");
    goes("ru", "copyright", "Все права защищены. Перепечатка запрещена");
    goes("ru", "navigation", "Главная | Политика | Спорт");
    goes("ru", "newsletter", "Подпишитесь на наш канал");
    goes("ru", "byline", "Автор: Анна Человек");
    goes("ru", "date-line", "Обновлено: 4 марта 2024, 12:30");
    goes("ru", "advertisement", "Реклама");
    goes("ru", "notice", "Нашли опечатку? Выделите текст и нажмите Ctrl+Enter");
    stays("ru", "Автор заявления не назван.");
    stays("ru", "Поделиться подробностями полиция отказалась.");
}

#[test]
fn ukrainian() {
    goes(
        "uk",
        "comment-form",
        "Залишити коментар\nВаша e-mail адреса не оприлюднюватиметься. Обов’язкові поля позначені *",
    );
    goes("uk", "cookie-notice", "Цей сайт використовує файли cookie. Прийняти всі");
    goes("uk", "credit", "Фото: А. Людина");
    goes("uk", "share-bar", "Поділитися: Facebook Telegram Viber");
    goes("uk", "related-links", "Читайте також: П’ять способів зварити рис");
    goes("uk", "copyright", "Усі права захищено. Передрук заборонено");
    goes("uk", "navigation", "Головна | Політика | Спорт");
    goes("uk", "newsletter", "Підпишіться на наш канал");
    goes("uk", "byline", "Автор: Ганна Людина");
    goes("uk", "date-line", "Оновлено: 4 березня 2024, 12:30");
    goes("uk", "advertisement", "Реклама");
    goes("uk", "notice", "Знайшли помилку? Виділіть текст і натисніть Ctrl+Enter");
    stays("uk", "Автор заяви невідомий.");
    stays("uk", "За участю поліції почалося розслідування, яке триватиме кілька тижнів.");
}

#[test]
fn furniture_left_in_english_goes_from_other_pages() {
    goes("de", "comment-form", "Leave a Reply");
    goes("uk", "share-bar", "Share Tweet Print");
}

#[test]
fn only_the_debris_of_a_line_goes() {
    let page = "Headline of it\n\nThe army said on Monday that it had left the town for good. (Reporting by A. B.; Editing by C. D.)";
    let stripped = strip_in("en", page);
    assert!(stripped.text.ends_with("left the town for good."));
    assert_eq!(stripped.removed[0].text, "(Reporting by A. B.; Editing by C. D.)");
}

#[test]
fn a_caption_stands_beside_its_credit() {
    let page = "Photo: A. Person\nThe minister consults\nPhoto: A. Person\nMinister orders attack\nThe minister ordered the army to attack the town on Sunday evening.\nSmoke over the town\nPhoto: B. Person";
    let stripped = strip_in("en", page);
    assert_eq!(
        stripped.text,
        "Minister orders attack\nThe minister ordered the army to attack the town on Sunday evening."
    );
    assert_eq!(stripped.title.as_deref(), Some("Minister orders attack"));
    assert_eq!(stripped.removed.iter().filter(|cut| cut.kind == "caption").count(), 2);
}

#[test]
fn headline_byline_and_publisher_are_named() {
    let page = "Eleven soldiers killed\nArmy blames rebels\nBy Ann Lee | 3 March 2024\n\nGAO, Mali, 3 March (Hill Wire) — Eleven soldiers were killed on Saturday, the army said.\n\nIt blamed rebels.";
    let stripped = strip_in("en", page);
    let headline = stripped.headline.unwrap();
    assert_eq!(
        &stripped.text[headline.start..headline.end],
        "Eleven soldiers killed\nArmy blames rebels"
    );
    assert_eq!(stripped.title.as_deref(), Some("Eleven soldiers killed"));
    assert_eq!(stripped.byline.as_deref(), Some("Ann Lee"));
    assert_eq!(stripped.publisher.as_deref(), Some("Hill Wire"));
    let page = "The army left the town on Monday, a witness said.\nIt was not clear why it did so.\n© 2024 Hill Post. All rights reserved.";
    let stripped = strip_in("en", page);
    assert_eq!(stripped.headline, None);
    assert_eq!(stripped.publisher.as_deref(), Some("Hill Post"));
    assert_eq!(
        strip_in(
            "en",
            "Note\n\nThe army left the town on Monday, a witness said.\n\n© All rights reserved"
        )
        .publisher,
        None
    );
}

#[test]
fn a_chronicle_keeps_its_dates() {
    let page = "How it went\n\n3 March 2024\n\nThe army left the town on Monday, a witness told this paper.\n\n5 March 2024\n\nRebels entered the town on Wednesday, the same witness told this paper.";
    assert_eq!(strip_in("en", page).text, page);
}

#[test]
fn what_stays_is_left_as_it_is() {
    let page = "A\u{a0}headline – with “marks”\n\n\nThe army’s\u{2002}men  left the town on Monday, a witness told this paper.\r\n\r\nSo it ends.";
    assert_eq!(strip_in("en", page).text, page);
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Lines such as pages are made of, and noise.
    fn lines() -> impl Strategy<Value = Vec<String>> {
        let known: Vec<String> = [
            "",
            "",
            "Leave a Reply",
            "By Ann Lee",
            "Photo: A. Person",
            "Smoke over town",
            "Share | Print",
            "The army said on Monday that it had left the town after two days.",
            "3 March 2024",
            "Updated 12:30",
            "Advertisement",
            "3 comments",
            "Lee: You said that.",
            "Home > News",
            "Read also",
            "- A list item",
            "(Reporting by A.)",
            "It left the town for good on Monday. (Editing by A. Person)",
            "Army leaves town",
            "“Stop!” he said.",
            "© 2024 Post",
            "| · |",
            "#",
        ]
        .iter()
        .map(|&line| line.to_owned())
        .collect();
        prop::collection::vec(
            prop_oneof![8 => prop::sample::select(known), 1 => "\\PC{0,60}", 1 => "[ \t\r:|()\\[\\].·#0-9a-zА-я»«–“”]{0,40}"],
            0..25,
        )
    }

    proptest! {
        #[test]
        fn nothing_is_added_and_twice_is_once(lines in lines(), code in prop::sample::select(vec!["en", "de", "ru", "he", "ar"])) {
            let page = lines.join("\n");
            let once = strip_in(code, &page);
            let mut from = page.chars();
            prop_assert!(once.text.chars().all(|c| from.any(|other| other == c)), "{:?}", once.text);
            let twice = strip_in(code, &once.text);
            prop_assert_eq!(&twice.text, &once.text);
            if let Some(headline) = once.headline {
                prop_assert!(once.text.get(headline.start..headline.end).is_some());
            }
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test may look at the clock")]
    fn a_megabyte_is_read_in_a_breath() {
        let line =
            "By x | Share 3 comments. (a [b Photo: 3 March 2024 > reporting by we use \"cookies\n";
        for page in [
            line.repeat(12_000),
            line.replace('\n', " ").repeat(12_000),
            "by ".repeat(350_000),
            "Read also\n".repeat(100_000),
            "(".repeat(1_000_000),
        ] {
            let start = std::time::Instant::now();
            let stripped = strip_in("en", &page);
            assert!(stripped.text.len() <= page.len());
            assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
        }
    }
}
