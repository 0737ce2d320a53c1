//! What holds for any text in any language. Each property runs on some hundred made-up texts,
//! always the same ones; with `DATELINE_FUZZ_SECONDS=60` each runs for a minute on new ones.
#![allow(clippy::disallowed_methods, reason = "a test may look at the clock and the environment")]

use std::env;
use std::time::{Duration, Instant};

use dateline_core::language::LanguagePack;
use dateline_core::record::{
    CodePoints, CountOf, EventType, Record, ResponsibilityStatus, Role, Stance, Status,
};
use dateline_core::tags::{Act, Asked, Layer, Link, Mention, Part, Tagger, Tags};
use dateline_core::text::{Document, Span};
use dateline_core::{Input, Reader, Reading, debris, read};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

/// Checks a property on what a strategy makes up.
fn hold<S: Strategy>(
    cases: u32,
    strategy: &S,
    property: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let check = |mut runner: TestRunner| {
        if let Err(failure) = runner.run(strategy, &property) {
            panic!("{failure}");
        }
    };
    let seconds = env::var("DATELINE_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let Some(seconds) = seconds else {
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        return check(TestRunner::new_with_rng(config, rng));
    };
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(seconds) {
        check(TestRunner::new(config.clone()));
    }
}

/// Sentences of reports in the languages that are complete.
const SENTENCES: &[&str] = &[
    "Gunmen opened fire on a convoy near the town of Tessalit on Thursday, killing at least 12 soldiers.",
    "The army said the attackers had come from across the border.",
    "“We did not fire a single shell,” a spokesman for the militia told reporters.",
    "A rebel commander denied that his men were behind Tuesday’s ambush.",
    "According to the interior ministry, 30 to 40 people were wounded in the blast.",
    "Police arrested two suspects last week in connection with the bombing.",
    "Dozens of rockets have hit the city since 7 October, officials said.",
    "The president threatened to strike back if the attacks do not stop.",
    "No group has claimed responsibility.",
    "Earlier this month, thousands protested in the capital against the war.",
    "The airstrike killed three children, aid workers said. The air force said it had hit a depot.",
    "Ceasefire talks will resume in Geneva on 3 March 2024.",
    "Bewaffnete griffen am Mittwoch einen Militärposten bei Menaka an und töteten mindestens zwölf Soldaten.",
    "Nach Angaben der Polizei wurden 1.400 Menschen verletzt.",
    "„Wir haben damit nichts zu tun“, sagte ein Sprecher der Miliz.",
    "Die Regierung bestritt, dass ihre Truppen das Dorf beschossen hätten.",
    "Anfang dieses Monats schlugen Dutzende Raketen im Norden des Landes ein.",
    "Seit Sonntag seien keine Angriffe gemeldet worden, teilte die Armee mit.",
    "Laut einem Bericht der Zeitung wurden zwei Geiseln freigelassen.",
    "Der Minister drohte mit Vergeltung, falls die Angriffe nicht aufhören.",
    "GUNMEN KILLED FIVE OFFICERS IN AYACUCHO ON 3 MARCH 1989, THE ARMY REPORTED.",
    "Army: Rebels shell market in border town",
];

/// Sentences of which none may be taken for debris.
const STORY: &[&str] = &[
    "Gunmen opened fire on a convoy near the town of Tessalit on Thursday, killing at least 12 soldiers.",
    "According to the interior ministry, 30 to 40 people were wounded in the blast.",
    "Dozens of rockets have hit the city since 7 October, officials said.",
    "The president threatened to strike back if the attacks do not stop.",
    "Police arrested two suspects last week in connection with the bombing.",
];

/// Lines that pages add to a report.
const ADDED: &[&str] = &[
    "By Ann Lee",
    "Photo: Ann Lee / Agency",
    "We use cookies to improve your experience.",
    "Share this article",
    "Leave a Reply",
    "Read also: What we know",
    "Lesen Sie auch: Was wir wissen",
    "Home | World | Africa",
    "Advertisement",
    "12 comments",
    "",
];

/// Pieces that hurt: marks that do not match, odd spaces, mixed scripts, numbers at the edges.
const PIECES: &[&str] = &[
    "“",
    "”",
    "„",
    "‘",
    "’",
    "«",
    "»",
    "\"",
    "'",
    "(",
    ")",
    "[",
    "]",
    "...",
    "…",
    ".",
    ",",
    ":",
    ";",
    "–",
    "—",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    "\u{a0}",
    "\u{2002}",
    "\u{2028}",
    "\u{200f}",
    "\u{301}",
    "\u{fffd}",
    "\u{10ffff}",
    "𝕬",
    "İstanbul",
    "ǅ",
    "ﬀ",
    "ẞ",
    "Ⅷ",
    "½",
    "٣٠",
    "１２",
    "0",
    "00",
    "1,2,3",
    "1.2.3",
    "-1",
    "1e9",
    "18446744073709551616",
    "29 February 2023",
    "31.2.",
    "0000-00-00",
    "9999-12-31",
    "12/13/2014",
    "the 7th",
    "killed",
    "killed killed",
    "at least",
    "at least at least",
    "between",
    "and",
    "said",
    "that",
    "that that",
    "not",
    "no",
    "denied",
    "who",
    "of",
    "in",
    "in in",
    "from Monday to",
    "last",
    "two weeks before",
    "wurden",
    "getötet",
    "nach Angaben",
    "sagte",
    "seit",
    "zwischen",
    "und",
    "in Homs",
    "Hamas",
    "le",
    "los",
    "قتل",
    "جنود",
    "в",
    "убиты",
    "солдат",
    "вбито",
    "נהרגו",
    "חיילים",
    "tués",
];

/// Words that count time from the day of the report, or leave out the year.
const RELATIVE: &[&str] = &[
    "on Monday",
    "yesterday",
    "today",
    "last week",
    "this morning",
    "two days ago",
    "over the weekend",
    "earlier this month",
    "since Sunday",
    "last year",
    "three weeks earlier",
    "am Mittwoch",
    "gestern",
    "heute",
    "vergangene Woche",
    "Anfang dieses Monats",
    "vor zwei Tagen",
    "am Wochenende",
    "seit Sonntag",
    "im vergangenen Jahr",
    "on 7 October",
    "am 7. Oktober",
];

/// Languages by code, `None` where the language is to be recognised, and one that is not known.
fn language() -> impl Strategy<Value = Option<&'static str>> {
    let known = dateline_data::LANGUAGES.iter().map(|source| Some(source.code));
    select([None, Some("xx")].into_iter().chain(known).collect::<Vec<_>>())
}

fn published() -> impl Strategy<Value = Option<&'static str>> {
    select(vec![None, Some("2024-05-05"), Some("2024-02-29"), Some("2024-05"), Some("no date")])
}

/// Sentences in any order with what pages add, and pieces between them.
fn report() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        8 => select(SENTENCES).prop_map(str::to_owned),
        2 => select(ADDED).prop_map(str::to_owned),
        2 => select(PIECES).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let between = select(vec![" ", "\n", "\n\n", ""]);
    (vec(part, 0..16), between).prop_map(|(parts, between)| parts.join(between))
}

/// Anything at all.
fn noise() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => select(PIECES).prop_map(str::to_owned), 1 => any::<String>()];
    (vec(piece, 0..60), select(vec![" ", ""])).prop_map(|(pieces, between)| pieces.join(between))
}

fn reading(text: &str, language: Option<&str>, published: Option<&str>) -> Reading {
    read(Input {
        name: "any".to_owned(),
        text: text.to_owned(),
        language: language.map(str::to_owned),
        published: published.map(str::to_owned),
        ..Input::default()
    })
}

/// Every place of a record that quotes the report, with the words that it says stand there.
fn quotes(record: &Record) -> Vec<(&'static str, &str, CodePoints)> {
    let mut all = Vec::new();
    for event in &record.events {
        all.push(("trigger", event.trigger.text.as_str(), event.trigger.span));
        all.extend(event.time.iter().map(|one| ("time", one.text.as_str(), one.span)));
        all.extend(event.place.iter().map(|one| ("place", one.text.as_str(), one.span)));
        all.extend(event.participants.iter().map(|one| ("party", one.text.as_str(), one.span)));
        all.extend(event.counts.iter().map(|one| ("count", one.text.as_str(), one.span)));
        all.extend(event.evidence.iter().map(|one| ("evidence", one.text.as_str(), one.span)));
        for claim in &event.claims {
            all.extend(claim.source.iter().map(|one| ("source", one.text.as_str(), one.span)));
            all.extend(claim.cue.iter().map(|one| ("cue", one.text.as_str(), one.span)));
            all.extend(claim.content.iter().map(|one| ("content", one.text.as_str(), one.span)));
        }
    }
    all
}

/// White space made single spaces: a phrase over a line's end is quoted as one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// True where `kept` is `text` with some of its characters left out.
fn is_rest_of(kept: &str, text: &str) -> bool {
    let mut from = text.chars();
    kept.chars().all(|c| from.any(|other| other == c))
}

#[test]
fn any_text_is_read_without_a_panic() {
    hold(256, &(noise(), language(), published()), |(text, language, published)| {
        reading(&text, language, published);
        Ok(())
    });
}

#[test]
fn quoted_words_stand_at_their_spans() {
    hold(128, &(report(), language()), |(text, language)| {
        let reading = reading(&text, language, Some("2024-05-05"));
        let points: Vec<char> = reading.record.report.text.chars().collect();
        let reasons = reading.reasons.iter().map(|one| ("reason", one.text.as_str(), one.span));
        for (what, words, [start, end]) in quotes(&reading.record).into_iter().chain(reasons) {
            prop_assert!(start <= end && end <= points.len(), "{what} {words:?} {start}..{end}");
            let there: String = points[start..end].iter().collect();
            prop_assert_eq!(one_line(&there), one_line(words), "{} at {}..{}", what, start, end);
        }
        Ok(())
    });
}

#[test]
fn reading_twice_gives_the_same_bytes() {
    hold(96, &(report(), language(), published()), |(text, language, published)| {
        let [once, twice] = [(); 2].map(|()| reading(&text, language, published));
        let bytes = |reading: &Reading| serde_json::to_string(&reading.record).expect("it is JSON");
        prop_assert_eq!(bytes(&once), bytes(&twice));
        prop_assert_eq!(once.reasons, twice.reasons);
        Ok(())
    });
}

#[test]
fn a_record_comes_back_from_its_json() {
    hold(64, &(report(), language()), |(text, language)| {
        let json = serde_json::to_string(&reading(&text, language, None).record);
        let json = json.expect("it is JSON");
        let record: Record = serde_json::from_str(&json).expect("it is a record");
        prop_assert_eq!(serde_json::to_string(&record).expect("it is JSON"), json);
        Ok(())
    });
}

#[test]
fn no_relative_time_is_a_full_date_without_a_publication_date() {
    let sentence =
        (select(RELATIVE), select(RELATIVE), any::<bool>()).prop_map(|(a, b, german)| {
            if german {
                format!("Die Armee beschoss {a} das Dorf. Rebellen töteten {b} zwei Soldaten.")
            } else {
                format!("The army shelled the village {a}. Rebels killed two soldiers {b}.")
            }
        });
    hold(128, &(vec(sentence, 1..4), select(vec!["en", "de"])), |(sentences, language)| {
        let record = reading(&sentences.join(" "), Some(language), None).record;
        prop_assert_eq!(record.report.published, None);
        for time in record.events.iter().filter_map(|event| event.time.as_ref()) {
            let edtf = time.edtf.as_deref().unwrap_or_default();
            // no year is said, so none may be read
            let year = edtf.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
            prop_assert!(!year, "{:?} is {edtf:?}", time.text);
        }
        Ok(())
    });
}

#[test]
fn bounds_of_counts_are_in_order() {
    hold(128, &(report(), select(vec!["en", "de"])), |(text, language)| {
        let record = reading(&text, Some(language), None).record;
        for count in record.events.iter().flat_map(|event| &event.counts) {
            let ends: Vec<u64> =
                [Some(count.low), count.best, count.high].into_iter().flatten().collect();
            prop_assert!(ends.is_sorted(), "{count:?}");
        }
        Ok(())
    });
}

#[test]
fn what_stays_of_a_page_stays_in_order() {
    hold(128, &(report(), language()), |(text, language)| {
        let Some(pack) = language.and_then(LanguagePack::get) else { return Ok(()) };
        let stripped = debris::strip(&text, None, &pack.debris);
        prop_assert!(is_rest_of(&stripped.text, &text), "{:?}", stripped.text);
        Ok(())
    });
}

#[test]
fn no_sentence_of_the_story_goes_with_the_debris() {
    let pack = LanguagePack::get("en").expect("English is known");
    hold(128, &vec((select(ADDED), select(STORY)), 1..8), |lines| {
        let text: Vec<String> = lines.iter().map(|(a, b)| format!("{a}\n{b}")).collect();
        let stripped = debris::strip(&text.join("\n"), None, &pack.debris);
        for (_, sentence) in lines {
            prop_assert!(stripped.text.contains(sentence), "{sentence:?} went from {text:?}");
        }
        Ok(())
    });
}

#[test]
fn every_event_has_evidence_and_an_id_of_its_own() {
    hold(96, &(report(), select(vec!["en", "de"])), |(text, language)| {
        let events = reading(&text, Some(language), Some("2024-05-05")).record.events;
        for (at, event) in events.iter().enumerate() {
            prop_assert_eq!(&event.id, &format!("e{}", at + 1));
            prop_assert!(!event.evidence.is_empty(), "{event:?}");
            prop_assert!(!event.trigger.text.trim().is_empty(), "{event:?}");
        }
        Ok(())
    });
}

#[test]
fn languages_that_are_not_complete_give_no_events() {
    hold(24, &report(), |text| {
        for source in dateline_data::LANGUAGES {
            let pack = LanguagePack::get(source.code).expect("it is built in");
            if !pack.language.complete {
                let events = reading(&text, Some(source.code), None).record.events;
                prop_assert!(events.is_empty(), "{}: {events:?}", source.code);
            }
        }
        Ok(())
    });
}

/// A tagger that says anything: numbers name words of the document, wherever they are.
struct Anything(Vec<(u8, u8, u8)>);

impl Tagger for Anything {
    fn tags(&self, document: &Document) -> Tags {
        if document.tokens.is_empty() {
            return Tags::default();
        }
        let layers = [
            Layer::Participant,
            Layer::Place,
            Layer::Time,
            Layer::Count,
            Layer::Source,
            Layer::Cue,
            Layer::Content,
        ];
        let parts = [
            Part::Role(Role::Actor),
            Part::Role(Role::Victim),
            Part::Responsibility(ResponsibilityStatus::Denied),
            Part::Place,
            Part::Time,
            Part::Count(CountOf::Killed),
            Part::Stance(Stance::Accuses),
            Part::Cue,
            Part::Content,
        ];
        let span = |at: u8, size: u8| {
            let first = usize::from(at) % document.tokens.len();
            let last = (first + usize::from(size % 9)).min(document.tokens.len() - 1);
            Span::new(document.tokens[first].span.start, document.tokens[last].span.end)
        };
        let mention = |&(at, size, layer): &(u8, u8, u8)| Mention {
            layer: layers[usize::from(layer) % layers.len()],
            span: span(at, size),
            kind: None,
            source_kind: None,
        };
        let mentions: Vec<Mention> = self.0.iter().map(mention).collect();
        let link = |(mention, &(_, size, part)): (usize, &(u8, u8, u8))| Link {
            mention,
            part: parts[usize::from(part ^ size) % parts.len()],
            score: 0.5,
        };
        let act = |&(at, size, one): &(u8, u8, u8)| Act {
            trigger: span(at, size),
            event_type: if one % 2 == 0 { EventType::Assault } else { EventType::Reject },
            modes: vec!["explosives".to_owned()],
            status: if one % 3 == 0 { Status::Denied } else { Status::Occurred },
            score: 0.5,
            links: self.0.iter().enumerate().map(link).collect(),
        };
        let acts = self.0.iter().step_by(3).map(act).collect();
        let slots = [
            Asked::Perpetrator,
            Asked::Organisation,
            Asked::Means,
            Asked::PhysicalTarget,
            Asked::HumanTarget,
        ];
        let asked = self
            .0
            .iter()
            .map(|&(at, size, slot)| (slots[usize::from(slot) % slots.len()], span(at, size)));
        let asked = asked.collect();
        Tags { mentions, acts, asked }
    }
}

#[test]
fn whatever_a_tagger_says_is_written_where_it_stands() {
    let tags = vec(any::<(u8, u8, u8)>(), 0..24);
    hold(128, &(prop_oneof![report(), noise()], language(), tags), |(text, language, tags)| {
        let input = Input {
            name: "any".to_owned(),
            text,
            language: language.map(str::to_owned),
            ..Input::default()
        };
        let reading = Reader { tagger: Some(&Anything(tags)), ..Reader::default() }.read(input);
        let points: Vec<char> = reading.record.report.text.chars().collect();
        for (what, words, [start, end]) in quotes(&reading.record) {
            prop_assert!(start <= end && end <= points.len(), "{what} {words:?} {start}..{end}");
            let there: String = points[start..end].iter().collect();
            prop_assert_eq!(one_line(&there), one_line(words), "{} at {}..{}", what, start, end);
        }
        for event in &reading.record.events {
            prop_assert!(!event.evidence.is_empty(), "{event:?}");
            prop_assert!(event.modes.is_empty() || event.event_type == EventType::Assault);
        }
        Ok(())
    });
}
