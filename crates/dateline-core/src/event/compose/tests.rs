//! What follows from what a tagger says: sentences with marked words, and the rows they give.

use crate::record::{
    CountOf, Event, EventType, Kind, ResponsibilityStatus as By, Role, SourceKind, Stance, Status,
};
use crate::tags::{Act, Layer, Link, Mention, Part, Tagger, Tags};
use crate::text::{Document, Span};
use crate::{Input, Reader};

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
    let record = Reader { tagger: Some(marks), ..Reader::default() }.read(input).record;
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

/// Several acts, each with its marks.
struct Several(Vec<Marks>);

impl Tagger for Several {
    fn tags(&self, document: &Document) -> Tags {
        let mut all = Tags::default();
        for marks in &self.0 {
            let mut tags = marks.tags(document);
            let before = all.mentions.len();
            for link in tags.acts.iter_mut().flat_map(|act| &mut act.links) {
                link.mention += before;
            }
            all.mentions.append(&mut tags.mentions);
            all.acts.append(&mut tags.acts);
        }
        all
    }
}

fn events(text: &str, acts: Vec<Marks>) -> Vec<Event> {
    let input = Input {
        name: "case".into(),
        language: Some("en".into()),
        published: Some("2024-05-07".into()),
        text: text.into(),
        ..Input::default()
    };
    let tagger = Several(acts);
    Reader { tagger: Some(&tagger), ..Reader::default() }.read(input).record.events
}

fn act(words: &'static str, parts: Vec<(&'static str, Layer, Part)>) -> Marks {
    Marks { act: (words, EventType::Assault), parts }
}

fn counts(event: &Event) -> Vec<(CountOf, u64)> {
    event.counts.iter().map(|count| (count.of, count.low)).collect()
}

#[test]
fn a_count_that_no_link_names_goes_with_the_act_of_its_sentence() {
    let text = "A bomb exploded in the market on Monday and killed three soldiers. A fire broke out. It rained. Four people were killed in a flood.";
    let told = events(text, vec![act("exploded", vec![])]);
    assert_eq!(counts(&told[0]), [(CountOf::Killed, 3)]);
    // who is counted is who was killed
    let victims: Vec<_> = told[0].participants.iter().map(|one| (one.role, &*one.text)).collect();
    assert_eq!(victims, [(Role::Victim, "soldiers")]);
}

#[test]
fn whether_people_died_is_said_by_the_words_of_the_count() {
    let link = ("Two soldiers", Layer::Count, Part::Count(CountOf::Killed));
    let told = events(
        "Two soldiers were wounded when a bomb exploded.",
        vec![act("exploded", vec![link])],
    );
    assert_eq!(counts(&told[0]), [(CountOf::Injured, 2)]);
}

#[test]
fn a_part_of_a_count_is_no_count_beside_it() {
    let link = |words| (words, Layer::Count, Part::Count(CountOf::Killed));
    let told = events(
        "A bomb exploded and killed 22 people. Nine of the dead were children.",
        vec![act("exploded", vec![link("22 people"), link("Nine of the dead")])],
    );
    assert_eq!(counts(&told[0]), [(CountOf::Killed, 22)]);
}

#[test]
fn an_act_without_a_day_or_town_has_those_of_the_act_told_before() {
    let text = "Gunmen ambushed a convoy in Gao on Monday. They also burned two lorries.";
    let first = act(
        "ambushed",
        vec![("Gao", Layer::Place, Part::Place), ("Monday", Layer::Time, Part::Time)],
    );
    let told = events(text, vec![first, act("burned", vec![])]);
    let edtf = |event: &Event| event.time.as_ref().and_then(|time| time.edtf.clone());
    assert_eq!(edtf(&told[1]).as_deref(), Some("2024-05-06"));
    assert_eq!(told[1].place.as_ref().map(|place| &*place.name), Some("Gao"));
}

#[test]
fn an_act_does_not_have_the_day_of_an_arrest_told_before() {
    let text = "Police arrested a man in Gao on Monday. Two people had been shot dead.";
    let day = vec![("Gao", Layer::Place, Part::Place), ("Monday", Layer::Time, Part::Time)];
    let arrest = Marks { act: ("arrested", EventType::Coerce), parts: day };
    let told = events(text, vec![arrest, act("shot", vec![])]);
    let shot = told.iter().find(|event| event.trigger.text == "shot").expect("the shooting");
    assert!(shot.time.is_none());
}

#[test]
fn where_the_report_goes_on_far_behind_is_the_one_town_it_is_about() {
    let convoy = "Gunmen ambushed a convoy in Gao on Monday.";
    let lorries = "They also burned two lorries.";
    let first = || {
        let place = ("Gao", Layer::Place, Part::Place);
        act("ambushed", vec![place, ("Monday", Layer::Time, Part::Time)])
    };
    let place = |event: &Event| event.place.as_ref().map(|place| place.name.clone());
    let far = format!("{convoy} {}{lorries}", "It rained. ".repeat(60));
    let told = events(&far, vec![first(), act("burned", vec![])]);
    assert!(told[1].time.is_none(), "another day as likely");
    assert_eq!(place(&told[1]).as_deref(), Some("Gao"));
    // of two towns neither is where it all happens
    let towns = "Kidal was calm. Timbuktu was calm. Kidal and Timbuktu were quiet.";
    let two = format!("{convoy} {towns} {}{lorries}", "It rained. ".repeat(60));
    let told = events(&two, vec![first(), act("burned", vec![])]);
    assert_eq!(place(&told[1]), None);
}

#[test]
fn an_article_alone_says_nothing() {
    let text = "The army said rebels shelled the market.";
    let parts = vec![
        ("The", Layer::Source, Part::Stance(Stance::Asserts)),
        ("army", Layer::Source, Part::Stance(Stance::Asserts)),
    ];
    let told = events(text, vec![act("shelled", parts)]);
    let sources: Vec<_> =
        told[0].claims.iter().filter_map(|claim| Some(&*claim.source.as_ref()?.text)).collect();
    assert_eq!(sources, ["army"]);
}

/// What a report with this headline tells of.
fn headed(headline: &str, body: &str, acts: Vec<Marks>) -> Vec<Event> {
    events(&format!("{headline}\n\n{body}"), acts)
}

#[test]
fn a_headline_with_another_figure_than_its_text_keeps_both() {
    let body = "Gunmen attacked the market of Gao on Monday and shot dead five traders. The town was calm on Tuesday, residents said.";
    let killed = |words| (words, Layer::Count, Part::Count(CountOf::Killed));
    let place = |words| (words, Layer::Place, Part::Place);
    let told = |headline: &str, figure| {
        let first = act("raid", vec![killed(figure), place("Gao")]);
        let second = act("attacked", vec![killed("five traders"), place("Gao on")]);
        let told = headed(headline, body, vec![first, second]);
        assert_eq!(told.len(), 1);
        counts(&told[0])
    };
    let both = [(CountOf::Killed, 7), (CountOf::Killed, 5)];
    assert_eq!(told("Seven people killed in raid on Gao market", "Seven people"), both);
    // a headline that only rounds says nothing else
    assert_eq!(told("Several people killed in raid on Gao market", "Several people"), both[1..]);
}

#[test]
fn a_headline_that_names_another_actor_for_the_same_act_keeps_both() {
    let body = "Hezbollah fired 40 rockets at the town of Safed on Monday evening, the army said. Nobody was hurt there, the mayor said on Tuesday.";
    let role = |words, role| (words, Layer::Participant, Part::Role(role));
    let munitions = |words| (words, Layer::Count, Part::Count(CountOf::Munitions));
    let told = |headline: &str, figure| {
        let first = act(
            "launches",
            vec![
                role("Hamas", Role::Actor),
                munitions(figure),
                ("Safed", Layer::Place, Part::Place),
            ],
        );
        let second = act(
            "fired",
            vec![
                role("Hezbollah", Role::Actor),
                munitions("40 rockets at the town"),
                ("Safed on", Layer::Place, Part::Place),
            ],
        );
        let told = headed(headline, body, vec![first, second]);
        let actors = |event: &Event| {
            let actors = event.participants.iter().filter(|one| one.role == Role::Actor);
            actors.map(|one| one.text.clone()).collect::<Vec<_>>().join(", ")
        };
        told.iter().map(actors).collect::<Vec<_>>().join("; ")
    };
    assert_eq!(told("Hamas launches 40 rockets on Safed", "40 rockets on"), "Hamas, Hezbollah");
    // another figure: not clearly the same
    assert_eq!(told("Hamas launches 12 rockets on Safed", "12 rockets"), "Hamas; Hezbollah");
}
