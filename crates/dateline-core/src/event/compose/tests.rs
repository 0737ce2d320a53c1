//! What follows from what a tagger says: sentences with marked words, and the rows they give.

use crate::record::{
    EventType, Kind, ResponsibilityStatus as By, Role, SourceKind, Stance, Status,
};
use crate::tags::{Act, Layer, Link, Mention, Part, Tagger, Tags};
use crate::text::{Document, Span};
use crate::{Input, read_with};

/// One act: the words that name it, and words with their parts in it.
struct Marks {
    act: (&'static str, EventType),
    parts: Vec<(&'static str, Layer, Part)>,
}

impl Tagger for Marks {
    fn tags(&self, document: &Document) -> Tags {
        let span = |words: &str| {
            let at = document.text.find(words).expect("the text has the words");
            Span::new(at, at + words.len())
        };
        let mention = |&(words, layer, _): &(&str, Layer, Part)| Mention {
            layer,
            span: span(words),
            kind: (layer == Layer::Participant).then_some(Kind::ArmedGroup),
            source_kind: (layer == Layer::Source).then_some(SourceKind::Named),
        };
        let link = |(mention, &(_, _, part)): (usize, &(&str, Layer, Part))| Link {
            mention,
            part,
            score: 0.9,
        };
        let act = Act {
            trigger: span(self.act.0),
            event_type: self.act.1,
            modes: Vec::new(),
            status: Status::Occurred,
            score: 0.9,
            links: self.parts.iter().enumerate().map(link).collect(),
        };
        let mentions = self.parts.iter().map(mention).collect();
        Tags { mentions, acts: vec![act], ..Tags::default() }
    }
}

/// "actor: status" of each row of responsibility.
fn rows(text: &str, marks: &Marks) -> Vec<(String, By)> {
    let input = Input {
        name: "case".into(),
        language: Some("en".into()),
        text: text.into(),
        ..Input::default()
    };
    let record = read_with(input, Some(marks)).record;
    assert_eq!(record.events.len(), 1);
    record.events[0].responsibility.iter().map(|row| (row.text.clone(), row.status)).collect()
}

#[test]
fn force_that_the_report_tells_of_itself_is_reported_as_fact() {
    let told = rows(
        "Dorvan rebels shelled the market.",
        &Marks {
            act: ("shelled", EventType::Assault),
            parts: vec![("Dorvan rebels", Layer::Participant, Part::Role(Role::Actor))],
        },
    );
    assert_eq!(told, [("Dorvan rebels".to_owned(), By::ReportedAsFact)]);
}

#[test]
fn a_protest_is_nobodys_fault_unless_somebody_says_so() {
    let told = rows(
        "Dorvan miners marched to the square.",
        &Marks {
            act: ("marched", EventType::Protest),
            parts: vec![
                ("Dorvan miners", Layer::Participant, Part::Role(Role::Actor)),
                ("Dorvan miners", Layer::Participant, Part::Responsibility(By::ReportedAsFact)),
            ],
        },
    );
    assert_eq!(told, []);
}

#[test]
fn who_claims_an_act_has_a_row() {
    let told = rows(
        "A bomb exploded in the market. The Dorvan Front said it had planted it.",
        &Marks {
            act: ("exploded", EventType::Assault),
            parts: vec![(
                "Dorvan Front",
                Layer::Source,
                Part::Stance(Stance::ClaimsResponsibility),
            )],
        },
    );
    assert_eq!(told, [("Dorvan Front".to_owned(), By::Claimed)]);
}

#[test]
fn who_is_accused_and_denies_it_has_two_rows() {
    let told = rows(
        "The army accused the Dorvan Front of shelling the market. Dorvan Front denied it.",
        &Marks {
            act: ("shelling", EventType::Assault),
            parts: vec![
                ("army", Layer::Source, Part::Stance(Stance::Accuses)),
                ("Dorvan Front", Layer::Participant, Part::Role(Role::Actor)),
                ("Dorvan Front", Layer::Participant, Part::Responsibility(By::Accused)),
                (
                    "Dorvan Front",
                    Layer::Participant,
                    Part::Responsibility(By::AccusedByAuthorities),
                ),
                ("Dorvan Front", Layer::Source, Part::Stance(Stance::Denies)),
            ],
        },
    );
    let front = "Dorvan Front".to_owned();
    assert_eq!(told, [(front.clone(), By::Accused), (front, By::Denied)]);
}
