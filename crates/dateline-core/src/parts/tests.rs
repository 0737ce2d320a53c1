//! One room at a time, as it is written out.

use super::*;
use crate::record::{SourceKind, Stance};
use crate::tags::{Layer, Mention, Tagger, Tags};

fn input(language: &str, text: &str) -> Input {
    Input {
        name: "note".into(),
        language: Some(language.into()),
        published: Some("2024-05-07".into()),
        text: text.into(),
        ..Input::default()
    }
}

/// Marks words of three layers, wherever they stand first.
struct Marks(Vec<(Layer, &'static str)>);

impl Tagger for Marks {
    fn tags(&self, document: &Document) -> Tags {
        let mention = |&(layer, words): &(Layer, &str)| {
            let start = document.text.find(words).expect("the text has the words");
            Mention {
                layer,
                span: Span::new(start, start + words.len()),
                kind: None,
                source_kind: (layer == Layer::Source).then_some(SourceKind::Named),
            }
        };
        let mut mentions: Vec<Mention> = self.0.iter().map(mention).collect();
        mentions.sort_by_key(|one| (one.layer, one.span));
        Tags { mentions, ..Tags::default() }
    }
}

#[test]
fn every_part_says_where_its_words_stand_in_the_text_as_handed_over() {
    let text = "Share this\n\nA bomb killed three soldiers in Gao on Monday, Prime Minister Rishi Sunak said.\n\nLeave a comment";
    for part in [Part::Times, Part::Places, Part::Actors, Part::Counts, Part::Claims] {
        let parts = Reader::default().part(part, input("en", text));
        assert_eq!(parts.text, text);
        assert!(!parts.found.is_empty(), "{part:?}");
        let json = serde_json::to_value(&parts).unwrap();
        let again: Parts = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(again, parts);
        let points: Vec<char> = text.chars().collect();
        for list in json.as_object().unwrap().values().filter_map(serde_json::Value::as_array) {
            for one in list.iter().filter(|one| one["span"].is_array()) {
                let at = |index: usize| one["span"][index].as_u64().unwrap() as usize;
                let there: String = points[at(0)..at(1)].iter().collect();
                assert!(one["text"].as_str().unwrap().contains(&there), "{one}");
            }
        }
    }
}

#[test]
fn an_unknown_language_is_said_and_nothing_is_looked_for() {
    let parts =
        Reader::default().part(Part::Times, Input { text: "12 ¿?".into(), ..Input::default() });
    assert_eq!(parts.language, UNDETERMINED);
    assert_eq!(parts.notes, [UNRECOGNISED]);
    assert!(parts.found.is_empty());
}

#[test]
fn claims_of_a_language_without_cues_are_what_a_tagger_sees() {
    let text =
        "Le gouverneur Ali Traoré a accusé les rebelles. Selon la police, deux hommes ont fui.";
    let marks = Marks(vec![
        (Layer::Source, "gouverneur Ali Traoré"),
        (Layer::Cue, "accusé"),
        (Layer::Content, "les rebelles"),
        (Layer::Cue, "Selon"),
        (Layer::Source, "police"),
        (Layer::Content, "deux hommes ont fui"),
        // a word that only binds others together, and one inside a source
        (Layer::Cue, "a "),
        (Layer::Cue, "Ali"),
    ]);
    let reader = Reader { tagger: Some(&marks), ..Reader::default() };
    let Found::Claims { claims } = reader.part(Part::Claims, input("fr", text)).found else {
        panic!("not claims")
    };
    let said: Vec<_> = claims
        .iter()
        .map(|claim| {
            let source = claim.source.as_ref().map(|source| source.text.as_str()).unwrap_or("-");
            let cue = claim.cue.as_ref().map(|cue| cue.text.as_str()).unwrap_or("-");
            let content =
                claim.content.as_ref().map(|said| said.text.join(" ")).unwrap_or_default();
            format!("{source} | {cue} | {content}")
        })
        .collect();
    assert_eq!(
        said,
        ["gouverneur Ali Traoré | accusé | les rebelles", "police | Selon | deux hommes ont fui",]
    );
    assert!(claims.iter().all(|claim| claim.stance == Stance::Asserts && !claim.direct));
}

#[test]
fn who_holds_which_office_says_in_which_year_a_weekday_was() {
    let edtf = |text: &str| {
        let input = Input { published: None, ..input("en", text) };
        let Found::Times { timex } = Reader::default().part(Part::Times, input).found else {
            panic!("not times")
        };
        timex[0].edtf.clone().unwrap_or_default()
    };
    // In office from January 2006 to March 2009; 7 October is a Saturday in 2006 alone.
    let text = "On Saturday 7 October rockets fell on the town, Prime Minister Ehud Olmert said.";
    assert_eq!(edtf(text), "2006-10-07");
    // Who held it before says nothing of the day, and a day without its weekday is of any year.
    assert_eq!(edtf(&text.replace("Prime", "former Prime")), "XXXX-10-07");
    assert_eq!(edtf(&text.replace("Saturday ", "")), "XXXX-10-07");
}
