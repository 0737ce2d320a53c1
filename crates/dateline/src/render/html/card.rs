//! One event beside the text: each value leads to the words that give it.

use std::fmt::Write;

use dateline_core::record::{Claim, CodePoints, Count, Event, Part, Role};

use super::escape::Escaped;
use super::marked::{anchor, card};
use crate::render::words;

/// How many characters of what a source says a card repeats; a link leads to all of it.
const SAID: usize = 160;

/// Writes an event's card.
pub fn write(event: &Event, report: usize, language: &str, out: &mut String) {
    let card = Card { event, report, language };
    let id = self::card(report, &event.id);
    let mut head = format!(
        "<section class=\"event\" id=\"{id}\" aria-labelledby=\"{id}-h\">\n<h3 id=\"{id}-h\">\
         <span class=\"id\">{}</span> {}",
        Escaped(&event.id),
        card.link(event.trigger.span, &words::kind(event)),
    );
    for standing in words::standing(event) {
        // writing to a string cannot fail
        let _ = write!(head, " <span class=\"standing\">{standing}</span>");
    }
    let _ = writeln!(out, "{head}</h3>");
    if !event.summary.trim().is_empty() {
        let _ = writeln!(
            out,
            "<p{language} dir=\"auto\">{}</p>",
            Escaped(&words::one_line(&event.summary))
        );
    }
    let _ = writeln!(out, "<dl>");
    card.when_and_where(out);
    card.who(out);
    card.counts(out);
    for one in &event.responsibility {
        row("Responsible", &format!("<bdi>{}</bdi>", Escaped(&words::responsibility(one))), out);
    }
    for one in &event.motives {
        let span = [one.cue.span[0].min(one.span[0]), one.cue.span[1].max(one.span[1])];
        row("Motive", &card.link(span, &words::motive(one)), out);
    }
    for claim in &event.claims {
        row("Claim", &card.claim(claim), out);
    }
    card.evidence(out);
    let open = words::open(event);
    if !open.is_empty() {
        row("Not known", &open.join(", "), out);
    }
    out.push_str("</dl>\n</section>\n");
}

fn row(term: &str, words: &str, out: &mut String) {
    let _ = writeln!(out, "<div><dt>{term}</dt><dd>{words}</dd></div>");
}

struct Card<'a> {
    event: &'a Event,
    report: usize,
    language: &'a str,
}

impl Card<'_> {
    /// Words that lead to their place in the text.
    fn link(&self, span: CodePoints, words: &str) -> String {
        let words = Escaped(words);
        if span[0] >= span[1] {
            return format!("<bdi>{words}</bdi>");
        }
        format!("<a href=\"#{}\"><bdi>{words}</bdi></a>", anchor(self.report, span[0]))
    }

    /// The report's own words, quoted.
    fn quote(&self, text: &str) -> String {
        format!("<q{} dir=\"auto\">{}</q>", self.language, Escaped(&words::one_line(text)))
    }

    fn when_and_where(&self, out: &mut String) {
        if let Some(time) = &self.event.time {
            let mut value = self.link(time.span, &words::time(Some(time)));
            if time.edtf.is_some() && !time.text.trim().is_empty() {
                let _ = write!(value, " {}", self.quote(&time.text));
            }
            let precision = words::code(time.precision);
            let basis =
                time.basis.as_deref().map(|basis| format!(", from: {basis}")).unwrap_or_default();
            let _ = write!(value, " <small>{}{}</small>", Escaped(&precision), Escaped(&basis));
            row("When", &value, out);
        }
        if let (Some(place), Some(name)) = (&self.event.place, words::place(self.event)) {
            let mut value = self.link(place.span, &name);
            let _ = write!(value, " <small>{}", words::code(place.precision));
            if let (Some(lat), Some(lon)) = (place.lat, place.lon) {
                let (north, east) =
                    (if lat < 0.0 { 'S' } else { 'N' }, if lon < 0.0 { 'W' } else { 'E' });
                let _ = write!(value, ", {:.2}° {north}, {:.2}° {east}", lat.abs(), lon.abs());
            }
            value.push_str("</small>");
            row("Where", &value, out);
        }
    }

    fn who(&self, out: &mut String) {
        for (role, term) in [
            (Role::Actor, "Actor"),
            (Role::Recipient, "Recipient"),
            (Role::Victim, "Victim"),
            (Role::Object, "Object"),
            (Role::Instrument, "Means"),
        ] {
            let values: Vec<String> = self
                .event
                .participants
                .iter()
                .filter(|one| one.role == role)
                .map(|one| {
                    let name = words::name(one);
                    let mut value = self.link(one.span, &name);
                    let said = words::one_line(&one.text);
                    if !said.is_empty() && said != name {
                        let _ = write!(value, " {}", self.quote(&said));
                    }
                    value
                })
                .collect();
            if !values.is_empty() {
                row(term, &values.join("<br>"), out);
            }
        }
    }

    fn counts(&self, out: &mut String) {
        for (of, counts) in words::by_kind(&self.event.counts) {
            let values: Vec<String> = counts.iter().map(|count| self.count(count)).collect();
            let differ = words::disagree(&counts);
            let note = if differ { "<br><strong>The numbers differ.</strong>" } else { "" };
            let term = words::counted(of);
            row(&Escaped(&term).to_string(), &format!("{}{note}", values.join("<br>")), out);
        }
    }

    fn count(&self, count: &Count) -> String {
        let mut value = self.link(count.span, &words::number(count));
        if !count.text.trim().is_empty() {
            let _ = write!(value, " {}", self.quote(&count.text));
        }
        if let Some(by) = &count.by {
            let _ = write!(
                value,
                " <small>according to <bdi>{}</bdi></small>",
                Escaped(&words::one_line(by))
            );
        }
        value
    }

    fn claim(&self, claim: &Claim) -> String {
        let mut value = words::stance(claim.stance).to_owned();
        match &claim.source {
            Some(source) => {
                let (name, said) = words::source(source);
                let _ = write!(value, " by {}", self.link(source.span, &name));
                if let Some(said) = said {
                    let _ = write!(value, " {}", self.quote(&said));
                }
            }
            None => value.push_str(", nobody named"),
        }
        let via = words::via(claim);
        if !via.is_empty() {
            let _ = write!(value, ", via <bdi>{}</bdi>", Escaped(&via.join(", ")));
        }
        if claim.part == Some(Part::Headline) {
            value.push_str(", in the headline");
        }
        if let Some(cue) = &claim.cue {
            let _ = write!(value, " ({})", self.quote(&cue.text));
        }
        if let Some(content) = &claim.content {
            let _ = write!(value, ": {}", self.quote(&words::short(&content.text, SAID)));
            value.push(' ');
            value.push_str(&self.link(content.span, "in the text"));
        }
        value
    }

    /// The headline and the sentences that tell of the event, as numbers that lead there.
    fn evidence(&self, out: &mut String) {
        let mut sentences = 0;
        let mut values = Vec::new();
        for evidence in &self.event.evidence {
            let label = if evidence.part == Some(Part::Headline) {
                "headline".to_owned()
            } else {
                sentences += 1;
                format!("sentence {sentences}")
            };
            values.push(self.link(evidence.span, &label));
        }
        if !values.is_empty() {
            row("Told in", &values.join(", "), out);
        }
    }
}
