//! What the shipped model does in each language, and what holds for it whatever the text.

use dateline_core::record::{EventType, Role, Stance};
use dateline_core::tags::{Tagger as _, Tags};
use dateline_core::text::Document;
use dateline_core::{Input, Reader, Reading, language::LanguagePack};
use dateline_tagger::Tagger;

fn reading(language: &str, text: &str) -> Reading {
    let input = Input {
        name: "case".to_owned(),
        language: Some(language.to_owned()),
        published: Some("2025-03-12".to_owned()),
        text: text.to_owned(),
        ..Input::default()
    };
    Reader { tagger: Some(Tagger::shipped()), ..Reader::default() }.read(input)
}

/// One plain sentence a language: a day, a number of dead, who did it, and who says so.
const PLAIN: &[(&str, &str, &str)] = &[
    (
        "en",
        "Rebels shelled the market of Gao on Monday, killing four civilians, the army said.",
        "Rebels",
    ),
    (
        "de",
        "Rebellen haben am Montag den Markt von Gao beschossen und vier Zivilisten getötet, teilte die Armee mit.",
        "Rebellen",
    ),
    (
        "fr",
        "Des rebelles ont bombardé lundi le marché de Gao, tuant quatre civils, a indiqué l'armée.",
        "rebelles",
    ),
    (
        "es",
        "Los rebeldes bombardearon el lunes el mercado de Gao y mataron a cuatro civiles, informó el ejército.",
        "rebeldes",
    ),
    ("ar", "قصف المتمردون يوم الاثنين سوق غاو وقتلوا أربعة مدنيين، بحسب الجيش.", "المتمردون"),
    ("he", "המורדים הפגיזו ביום שני את השוק של גאו והרגו ארבעה אזרחים, מסר הצבא.", "המורדים"),
    (
        "ru",
        "Повстанцы обстреляли в понедельник рынок в Гао, убив четверых мирных жителей, сообщила армия.",
        "Повстанцы",
    ),
    (
        "uk",
        "Повстанці обстріляли в понеділок ринок у Гао, убивши чотирьох цивільних, повідомила армія.",
        "Повстанці",
    ),
];

#[test]
fn a_plain_sentence_is_read_in_every_language() {
    let mut found = 0;
    for &(language, text, actor) in PLAIN {
        let record = reading(language, text).record;
        let event = record.events.iter().find(|event| event.event_type == EventType::Assault);
        let event = event.unwrap_or_else(|| panic!("{language}: no attack in {:?}", record.events));
        let actors: Vec<&str> = event
            .participants
            .iter()
            .filter(|participant| participant.role == Role::Actor)
            .map(|participant| participant.text.as_str())
            .collect();
        found += usize::from(actors.iter().any(|text| text.contains(actor)));
        assert_eq!(
            event.time.as_ref().and_then(|time| time.edtf.as_deref()),
            Some("2025-03-10"),
            "{language}"
        );
    }
    // One may be missed, as a reader of the model card expects; none is made up.
    assert!(
        found >= PLAIN.len() - 1,
        "who attacked is found in {found} of {} languages",
        PLAIN.len()
    );
}

#[test]
fn sources_and_their_stance_are_found() {
    let text = "A bomb went off in Mosul and killed nine people. The governor accused the Islamic State of the attack. \
                The group denied it.";
    let record = reading("en", text).record;
    let stances: Vec<Stance> =
        record.events.iter().flat_map(|event| &event.claims).map(|claim| claim.stance).collect();
    assert!(stances.contains(&Stance::Accuses), "{stances:?}");
    assert!(stances.contains(&Stance::Denies), "{stances:?}");
}

#[test]
fn capitals_and_small_letters_are_read_as_any_others() {
    let text = "Guerrillas attacked the power station of San Miguel with dynamite and killed two soldiers, \
                according to the military command of the province.";
    for text in [text.to_uppercase(), text.to_lowercase()] {
        let record = reading("en", &text).record;
        assert!(record.events.iter().any(|e| e.event_type == EventType::Assault), "{text}");
    }
}

fn tags(language: &str, text: &str) -> (Document, Tags) {
    let pack = LanguagePack::get(language).expect("it is built in");
    let document = Document::new(text.to_owned(), None, pack);
    let tags = Tagger::shipped().tags(&document);
    (document, tags)
}

#[test]
fn the_shipped_model_gives_the_same_tags_every_time() {
    for &(language, text, _) in PLAIN {
        let (_, here) = tags(language, text);
        let there = std::thread::scope(|scope| {
            let other = scope.spawn(|| tags(language, text).1);
            other.join().expect("tagging does not panic")
        });
        assert_eq!(here, there, "{language}");
    }
}

#[test]
fn a_text_of_any_length_is_tagged_where_its_words_stand() {
    let (language, sentence, _) = PLAIN[0];
    let long = format!("{sentence} ").repeat(120);
    let endless = "attacked ".repeat(3000);
    for text in ["", " ", "!", "a", sentence, &long, &endless] {
        let (document, tags) = tags(language, text);
        for mention in &tags.mentions {
            assert!(!document.slice(mention.span).trim().is_empty());
        }
        for act in &tags.acts {
            assert!(!document.slice(act.trigger).trim().is_empty());
            for link in &act.links {
                assert!(link.mention < tags.mentions.len());
                assert!((0.0..=1.0).contains(&link.score));
            }
        }
        if text.len() > sentence.len() && text == long {
            assert!(
                tags.acts.len() > 60,
                "acts are found beyond the first window: {}",
                tags.acts.len()
            );
        }
    }
}

#[test]
fn no_report_is_begun_in_the_midst_of_another() {
    use std::cell::Cell;
    thread_local! {
        static DEPTH: Cell<usize> = const { Cell::new(0) };
    }
    // Reports on one thread of rayon: while it waits for the arithmetic it must not take up the next.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let read = |(language, text): (&'static str, &'static str)| {
        DEPTH.set(DEPTH.get() + 1);
        assert_eq!(DEPTH.get(), 1, "a report inside a report");
        let reading = reading(language, text);
        DEPTH.set(DEPTH.get() - 1);
        assert_eq!(reading.record.report.language, language);
    };
    pool.scope(|scope| {
        for &(language, text, _) in PLAIN {
            scope.spawn(move |_| read((language, text)));
        }
    });
}

/// Ordinary news, a report a language: nobody does anything to anybody.
const ORDINARY: &[(&str, &str)] = &[
    (
        "en",
        "The bakery on Mill Lane has won the county prize for its rye loaf. Owner Ella Brand said the recipe was her grandmother's. The shop opens at six and the first loaves are usually gone by eight, regulars say.",
    ),
    (
        "de",
        "Die Gärtnerei am Stadtrand verkauft im Frühjahr wieder alte Apfelsorten. Die Bäume wachsen langsam, tragen aber jedes Jahr, sagt der Gärtner. Wer einen Garten hat, kann sich am Samstag beraten lassen.",
    ),
    (
        "fr",
        "La boulangerie du village a fêté ses cent ans avec un pain géant. Les enfants de l'école ont décoré la vitrine. La recette, au levain, n'a pas changé depuis l'ouverture, raconte la patronne.",
    ),
    (
        "es",
        "La panadería del barrio celebra cien años con una tarta gigante. La receta del pan de centeno no ha cambiado desde la apertura. Los vecinos hacen cola cada mañana para comprar los primeros bollos.",
    ),
    (
        "ru",
        "Пекарня на окраине города отметила столетие большим пирогом с яблоками. Рецепт хлеба на закваске не менялся с открытия. По утрам за свежими булочками выстраивается очередь покупателей.",
    ),
    (
        "uk",
        "Пекарня на околиці міста відзначила сторіччя великим пирогом із яблуками. Рецепт хліба на заквасці не змінювався від відкриття. Щоранку по свіжі булочки стоїть черга покупців.",
    ),
];

#[test]
fn ordinary_news_is_not_read_by_the_encoder() {
    for &(language, text) in ORDINARY {
        let pack = LanguagePack::get(language).unwrap();
        let document = Document::new(text.to_owned(), None, pack);
        assert_eq!(Tagger::shipped().tags(&document), Tags::default(), "{language}");
    }
}
