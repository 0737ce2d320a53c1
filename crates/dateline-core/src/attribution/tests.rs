//! What a linguist would check: a report's words, and who says what in them.

use proptest::prelude::*;

use super::*;
use crate::language::LanguagePack;

fn read(code: &str, headline: Option<usize>, text: &str) -> Vec<String> {
    let pack = LanguagePack::get(code).unwrap();
    let document = Document::new(text.to_owned(), headline.map(|end| Span::new(0, end)), pack);
    find(&document, &pack.attribution, &[]).iter().map(|one| show(&document, one)).collect()
}

/// `source | cue | content | stance`, with `via` and what it stands inside where there is any.
fn show(document: &Document, one: &Attribution) -> String {
    let words = |span: Option<Span>| span.map_or("-".to_owned(), |span| document.words(span));
    let content: Vec<_> = one.content.iter().map(|&span| document.words(span)).collect();
    let stance = serde_json::to_value(one.stance).unwrap();
    let mut line = format!(
        "{} | {} | {} | {}",
        words(one.source.as_ref().map(|source| source.span)),
        words(one.cue),
        content.join(" … "),
        stance.as_str().unwrap(),
    );
    for &via in &one.via {
        line += &format!(" | via {}", document.words(via));
    }
    if let Some(inside) = one.inside {
        line += &format!(" | in {inside}");
    }
    line
}

fn check(code: &str, text: &str, expected: &[&str]) {
    assert_eq!(read(code, None, text), expected, "{text}");
}

#[test]
fn english_reported_speech() {
    let check = |text, expected| check("en", text, expected);
    check(
        "The army said that it had closed the road.",
        &["The army | said | that it had closed the road | asserts"],
    );
    check(
        "The army said Thursday the road was closed.",
        &["The army | said | the road was closed | asserts"],
    );
    check("Two men died, police said on Monday.", &["police | said | Two men died | asserts"]);
    check(
        "Two men died, said a spokesman for the army.",
        &["a spokesman for the army | said | Two men died | asserts"],
    );
    check(
        "Two men, officials said, were hurt.",
        &["officials | said | Two men … were hurt | asserts"],
    );
    check(
        "The army, which lost two men, said the rebels fled.",
        &["The army | said | the rebels fled | asserts"],
    );
    check(
        "Two men died, according to the police.",
        &["the police | according to | Two men died | asserts"],
    );
    check(
        "The mayor blamed the army and said the road was closed.",
        &[
            "The mayor | blamed | the army | accuses",
            "The mayor | said | the road was closed | asserts",
        ],
    );
    check("Two men died, army says", &["army | says | Two men died | asserts"]);
}

#[test]
fn english_stances() {
    let check = |text, expected| check("en", text, expected);
    check("RSF denies shelling", &["RSF | denies | shelling | denies"]);
    check(
        "The group claimed responsibility for the ambush.",
        &["The group | claimed | the ambush | claims-responsibility"],
    );
    check(
        "The group claimed the ambush.",
        &["The group | claimed | the ambush | claims-responsibility"],
    );
    check(
        "The group claimed that the army had fled.",
        &["The group | claimed | that the army had fled | asserts"],
    );
    check(
        "The attack was claimed by the group.",
        &["the group | claimed | The attack | claims-responsibility"],
    );
    check(
        "Israel blamed Hamas for the barrage.",
        &["Israel | blamed | Hamas for the barrage | accuses"],
    );
    check(
        "Israel accused Hamas of firing rockets.",
        &["Israel | accused | Hamas of firing rockets | accuses"],
    );
    check(
        "Hamas is believed to have fired the rockets.",
        &["- | believed | Hamas is believed to have fired the rockets | suspects"],
    );
    check("The ministry put the dead at 14.", &["The ministry | put | the dead at 14 | asserts"]);
    check(
        "The group threatened to burn the depot.",
        &["The group | threatened | to burn the depot | threatens"],
    );
    check(
        "The ministry could not confirm the attack.",
        &["The ministry | confirm | the attack | doubts"],
    );
    check(
        "The ministry said it had nothing to do with the blast.",
        &["The ministry | said | it had nothing to do with the blast | denies"],
    );
    check(
        "Two men were reportedly killed.",
        &["- | reportedly | Two men were reportedly killed | asserts"],
    );
}

#[test]
fn english_quotations_and_chains() {
    let check = |text, expected| check("en", text, expected);
    check(
        "“We saw nothing,” the mayor said. “Nothing at all.”",
        &["the mayor | said | We saw nothing, … Nothing at all. | asserts"],
    );
    check(
        "The mayor said: “We saw nothing. We slept.”",
        &["The mayor | said | We saw nothing. We slept. | asserts"],
    );
    check(
        "“We saw nothing.\n\n“We slept,” the mayor said.",
        &["the mayor | said | We saw nothing. “We slept, | asserts"],
    );
    check(
        "The Tower reported that officials denied the claim.",
        &[
            "The Tower | reported | that officials denied the claim | asserts",
            "officials | denied | the claim | denies | in 0",
        ],
    );
    check(
        "The mayor told Reuters that the road was closed.",
        &["The mayor | told | that the road was closed | asserts | via Reuters"],
    );
    check(
        "Army radio, quoting the ministry, said two men died.",
        &["the ministry | said | two men died | asserts | via Army radio"],
    );
}

#[test]
fn english_subjects_at_a_distance() {
    let check = |text, expected| check("en", text, expected);
    check(
        "Survivors trickling into Gao say gunmen took the women.",
        &["Survivors trickling into Gao | say | gunmen took the women | asserts"],
    );
    check(
        "The group last night claimed the raid.",
        &["The group | claimed | the raid | claims-responsibility"],
    );
    check(
        "Joyce — who is a lawyer — told Reuters that he had fled.",
        &["Joyce | told | that he had fled | asserts | via Reuters"],
    );
    check(
        "The United States said it would wait.",
        &["The United States | said | it would wait | asserts"],
    );
    check("No group claimed responsibility.", &[]);
    check(
        "Officials, speaking on condition of anonymity, said the strike failed.",
        &["Officials | said | the strike failed | asserts"],
    );
}

#[test]
fn english_without_attribution() {
    for text in [
        "The army called for calm.",
        "He is said to be in hiding with them.",
        "The army closed the road on Monday.",
        "Peretz to IDF: Prepare for war",
    ] {
        let found = read("en", Some(text.len()), text);
        assert!(found.iter().all(|one| one.starts_with("- |")), "{text}: {found:?}");
    }
}

#[test]
fn german_reported_speech() {
    let check = |text, expected| check("de", text, expected);
    check(
        "Ein Sprecher sagte, die Straße sei gesperrt.",
        &["Ein Sprecher | sagte | die Straße sei gesperrt | asserts"],
    );
    check(
        "Die Polizei teilte mit, dass zwei Männer starben.",
        &["Die Polizei | teilte | dass zwei Männer starben | asserts"],
    );
    check(
        "Am Montag sagte der Minister, er sei krank.",
        &["der Minister | sagte | er sei krank | asserts"],
    );
    check(
        "Zwei Männer starben, wie die Polizei am Montag mitteilte.",
        &["die Polizei | mitteilte | Zwei Männer starben | asserts"],
    );
    check(
        "Zwei Männer seien tot, sagte ein Sprecher der Armee.",
        &["ein Sprecher der Armee | sagte | Zwei Männer seien tot | asserts"],
    );
    check(
        "Nach Angaben der Polizei starben zwei Männer.",
        &["der Polizei | Nach | starben zwei Männer | asserts"],
    );
    check(
        "Der Armee zufolge starben zwei Männer.",
        &["Der Armee | zufolge | starben zwei Männer | asserts"],
    );
    check(
        "Der Leiter, Klaus Stöhr, sagte: „Wir warten noch.“",
        &["Der Leiter | sagte | Wir warten noch. | asserts"],
    );
    check(
        "Ein Bericht der Zeitung, wonach zwei Männer starben.",
        &["Ein Bericht der Zeitung | wonach | zwei Männer starben | asserts"],
    );
    check(
        "Zwei Männer seien tot, so die Polizei.",
        &["die Polizei | so | Zwei Männer seien tot | asserts"],
    );
    check(
        "„Wir gehen jetzt sofort“, sagte Müller. „Alle.“",
        &["Müller | sagte | Wir gehen jetzt sofort … Alle. | asserts"],
    );
    check(
        "Ein Sprecher sagte, es gebe Tote. Drei Männer seien verletzt.",
        &[
            "Ein Sprecher | sagte | es gebe Tote | asserts",
            "Ein Sprecher | - | Drei Männer seien verletzt | asserts",
        ],
    );
}

#[test]
fn german_stances() {
    let check = |text, expected| check("de", text, expected);
    check(
        "Eine Splittergruppe bekannte sich zu dem Anschlag.",
        &["Eine Splittergruppe | bekannte | dem Anschlag | claims-responsibility"],
    );
    check(
        "Zu dem Anschlag bekannte sich die Gruppe.",
        &["die Gruppe | bekannte | Zu dem Anschlag | claims-responsibility"],
    );
    check(
        "Das Ministerium wies den Vorwurf zurück.",
        &["Das Ministerium | wies | den Vorwurf | denies"],
    );
    check(
        "Die Vorwürfe wies das Ministerium am Montag zurück.",
        &["das Ministerium | wies | Die Vorwürfe | denies"],
    );
    check(
        "Am Montag warf die Armee den Rebellen vor, die Stadt beschossen zu haben.",
        &["die Armee | warf | die Stadt beschossen zu haben | accuses"],
    );
    check(
        "Die Gruppe drohte, das Lager niederzubrennen.",
        &["Die Gruppe | drohte | das Lager niederzubrennen | threatens"],
    );
    check("Teheran dementiert den Treffer.", &["Teheran | dementiert | den Treffer | denies"]);
    check(
        "Zwei Männer sollen gestorben sein.",
        &["- | sollen | Zwei Männer sollen gestorben sein | suspects"],
    );
    check(
        "Ein Sprecher hat den Angriff bestätigt.",
        &["Ein Sprecher | bestätigt | den Angriff | asserts"],
    );
}

#[test]
fn every_example_reads() {
    for code in ["en", "de"] {
        let lexicon = &LanguagePack::get(code).unwrap().attribution;
        let examples = lexicon.cues.iter().map(|cue| (&cue.name, &cue.example));
        let examples = examples
            .chain(lexicon.according.iter().map(|one| (&one.name, &one.example)))
            .chain(lexicon.hedges.iter().map(|one| (&one.name, &one.example)));
        let silent: Vec<_> = examples
            .filter(|(name, example)| !finds(code, name, example))
            .map(|(name, example)| format!("{name}: {example}"))
            .collect();
        assert!(silent.is_empty(), "{code}: {silent:#?}");
    }
}

fn finds(code: &str, name: &str, example: &str) -> bool {
    let pack = LanguagePack::get(code).unwrap();
    let document = Document::new(example.to_owned(), None, pack);
    find(&document, &pack.attribution, &[]).iter().any(|one| one.rule == name)
}

#[test]
fn a_text_without_end_is_read() {
    for piece in ["he said that ", "\"we fired, ", "he said \"no\" and ", "(", "X: ", "'' "] {
        read("en", None, &piece.repeat(20_000));
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "([a-zA-Zäß.,:;!?\"“”„»«‘’()\\- ]|said |sagte |that |dass |\n\n|laut |by ){0,60}") {
        for code in ["en", "de"] {
            let pack = LanguagePack::get(code).unwrap();
            let document = Document::new(text.clone(), None, pack);
            for one in find(&document, &pack.attribution, &[]) {
                for span in one.content.iter().chain(one.cue.as_ref()).chain(one.via.iter()) {
                    prop_assert!(!document.slice(*span).is_empty());
                }
            }
        }
    }
}

#[test]
fn several_sources_of_one_statement() {
    check(
        "en",
        "Local media, two rebel-linked websites, and at least one witness said that the bridge was hit.",
        &[
            "Local media | said | that the bridge was hit | asserts",
            "two rebel-linked websites | said | that the bridge was hit | asserts",
            "at least one witness | said | that the bridge was hit | asserts",
        ],
    );
    check(
        "en",
        "Regional, federal and foreign officials said that the bridge was hit.",
        &["Regional, federal and foreign officials | said | that the bridge was hit | asserts"],
    );
    check(
        "en",
        "In Gao, officials and residents said that the bridge was hit.",
        &["officials and residents | said | that the bridge was hit | asserts"],
    );
    check(
        "en",
        "The mayor and the police said that the bridge was hit.",
        &["The mayor and the police | said | that the bridge was hit | asserts"],
    );
}

#[test]
fn bare_possibilities() {
    check(
        "en",
        "It is possible that the guards fired first, or even that it was a mistake.",
        &[
            "- | It is possible | that the guards fired first, or even that it was a mistake | suspects",
        ],
    );
    check(
        "en",
        "It’s possible the guards fired first.",
        &["- | It’s possible | the guards fired first | suspects"],
    );
    check(
        "de",
        "Es ist möglich, dass die Wachen zuerst schossen.",
        &["- | Es ist möglich | dass die Wachen zuerst schossen | suspects"],
    );
}
