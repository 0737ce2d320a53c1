//! Private persons, left out.
//!
//! They go from the participants, and their names from everything else that is written: a quotation
//! that holds one is left out whole, in any other text the name becomes [`GAP`]. A name is found by
//! its words, so that the family name alone or an inflected form is found too; where in doubt a word
//! is taken for the name.

use dateline_core::incident::Incident;
use dateline_core::incident::record::Participant;
use dateline_core::record::{self, Event, Kind, Report, Role};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Exported;
use super::view::Subject;

/// What stands for a name.
const GAP: &str = "[…]";

/// An incident with its reports and events, without private persons.
pub(super) struct Clean {
    incident: Incident,
    told: Vec<(Report, Event)>,
    on_civilians: bool,
    by_civilians: bool,
}

impl Clean {
    /// As a format gets it.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            incident: &self.incident,
            told: self.told.iter().map(|(report, event)| (report, event)).collect(),
            on_civilians: self.on_civilians,
            by_civilians: self.by_civilians,
        }
    }
}

/// Leaves out the private persons of an incident.
pub(super) fn clean(exported: &Exported<'_>) -> serde_json::Result<Clean> {
    let whole = Subject::of(exported);
    let names = Names::of(exported);
    let mut incident = exported.incident.clone();
    incident.participants.retain(|one| !is_private(one) && !names.is_named(&one.name));
    let incident = names.without(&incident)?;
    let mut told = Vec::with_capacity(exported.told.len());
    for (number, (report, event)) in exported.told.iter().enumerate() {
        let mut event = (*event).clone();
        event.participants.retain(|one| {
            let name = one.name.as_deref().unwrap_or(&one.text);
            !is_private_in_event(one) && !names.is_named(name)
        });
        let mut report = names.without(&known_of(report))?;
        if let Some(member) = incident.members.get(number) {
            report.name.clone_from(&member.report);
        }
        told.push((report, names.without(&event)?));
    }
    let (on_civilians, by_civilians) = (whole.on_civilians, whole.by_civilians);
    Ok(Clean { incident, told, on_civilians, by_civilians })
}

/// What an export says of a report: not its text, nor who wrote it.
fn known_of(report: &Report) -> Report {
    Report {
        name: report.name.clone(),
        url: report.url.clone(),
        title: report.title.clone(),
        publisher: report.publisher.clone(),
        language: report.language.clone(),
        published: report.published.clone(),
        published_basis: report.published_basis,
        ..Report::default()
    }
}

/// Victims and bystanders, as the reader marks them, and persons among the victims of whom the
/// actor base knows nothing.
fn is_private(one: &Participant) -> bool {
    one.private || one.kind == Kind::Person && one.role == Role::Victim && one.id.is_none()
}

fn is_private_in_event(one: &record::Participant) -> bool {
    one.private || one.kind == Kind::Person && one.role == Role::Victim && one.id.is_none()
}

/// The names that are left out.
#[derive(Default)]
struct Names {
    /// Each name whole, in words.
    whole: Vec<Vec<String>>,
    /// The words of persons' names.
    words: Vec<Word>,
    /// Names that stay, although a word of them may be a private person's too.
    kept: Vec<Vec<String>>,
}

impl Names {
    fn of(exported: &Exported<'_>) -> Self {
        let (mut private, mut public): (Vec<(Kind, &str)>, Vec<&str>) = (Vec::new(), Vec::new());
        for one in &exported.incident.participants {
            let said = one.said.iter().map(|wording| wording.text.as_str());
            for name in said.chain([one.name.as_str()]) {
                if is_private(one) { private.push((one.kind, name)) } else { public.push(name) }
            }
        }
        public.extend(exported.incident.place.as_ref().map(|place| place.name.as_str()));
        Self::among(private, public, exported.told.iter().map(|(_, event)| *event))
    }

    /// The names of some private and public parties, and of those of some events.
    fn among<'a>(
        mut private: Vec<(Kind, &'a str)>,
        mut public: Vec<&'a str>,
        events: impl Iterator<Item = &'a Event>,
    ) -> Self {
        let mut names = Self::default();
        for event in events {
            for one in &event.participants {
                for name in [Some(one.text.as_str()), one.name.as_deref()].into_iter().flatten() {
                    let is_private = is_private_in_event(one);
                    if is_private { private.push((one.kind, name)) } else { public.push(name) }
                }
            }
            public.extend(event.place.as_ref().map(|place| place.name.as_str()));
        }
        let known: Vec<String> = public.iter().flat_map(|name| folded(name)).collect();
        for (kind, name) in private {
            let is_known = |word: &str| !is_name_like(word) || known.contains(&fold(word));
            // "residents of" a place are a group whom nobody knows by that
            if kind == Kind::Person || !words(name).all(|(_, word)| is_known(word)) {
                names.add(kind, name);
            }
        }
        for name in public {
            let words = folded(name);
            // a public name that is itself part of a private one does not keep it
            let part = names.whole.iter().any(|whole| holds(whole, &words));
            if !words.is_empty() && !part && !names.is_named(name) {
                names.kept.push(words);
            }
        }
        names
    }

    fn add(&mut self, kind: Kind, name: &str) {
        let words: Vec<&str> = words(name).map(|(_, word)| word).collect();
        // "two children" is nobody's name
        if !words.iter().any(|word| is_name_like(word)) {
            return;
        }
        self.whole.push(folded(name));
        // of a group ("residents of …") the words are no person's name
        if kind == Kind::Person {
            let name_like = words.into_iter().filter(|word| is_name_like(word));
            self.words.extend(name_like.map(Word::of));
        }
    }

    /// True of a text that holds a whole name.
    fn is_named(&self, text: &str) -> bool {
        let words = folded(text);
        self.whole.iter().any(|name| holds(&words, name))
    }

    /// The same value without the names.
    fn without<T: Serialize + DeserializeOwned>(&self, value: &T) -> serde_json::Result<T> {
        let mut value = serde_json::to_value(value)?;
        self.walk(&mut value, "");
        serde_json::from_value(value)
    }

    fn walk(&self, value: &mut Value, key: &str) {
        match value {
            Value::Array(items) => {
                for (number, item) in items.iter_mut().enumerate() {
                    self.walk(item, key);
                    // a file may be called after whom it is about
                    if key == "members"
                        && let Some(report) = item.get_mut("report")
                        && report.as_str().is_some_and(|name| self.is_in_address(name))
                    {
                        *report = format!("report-{}", number + 1).into();
                    }
                }
            }
            Value::Object(object) => {
                let quotes = object.contains_key("span") && object.contains_key("text");
                for (key, inner) in object.iter_mut() {
                    let text = inner.as_str();
                    if quotes
                        && key == "text"
                        && text.is_some_and(|text| self.gapped(text).is_some())
                    {
                        *inner = "".into();
                    } else if key == "url" && text.is_some_and(|text| self.is_in_address(text)) {
                        *inner = Value::Null;
                    } else {
                        self.walk(inner, key);
                    }
                }
            }
            Value::String(text) if !matches!(key, "schema" | "id" | "report" | "incident") => {
                if let Some(gapped) = self.gapped(text) {
                    *text = gapped;
                }
            }
            _ => {}
        }
    }

    /// True of an address or file name that has a word of a name in it.
    fn is_in_address(&self, address: &str) -> bool {
        let parts = folded(address);
        parts.iter().any(|part| self.words.iter().any(|word| word.alone && word.folded == *part))
            || self.whole.iter().any(|name| holds(&parts, name))
    }

    /// The words of a text, and which of them are of names.
    fn gone<'t>(&self, text: &'t str) -> (Vec<(usize, &'t str)>, Vec<bool>) {
        let all: Vec<(usize, &str)> = words(text).collect();
        let folded: Vec<String> = all.iter().map(|(_, word)| fold(word)).collect();
        let mut gone = vec![false; all.len()];
        for (at, (_, word)) in all.iter().enumerate() {
            gone[at] = self.words.iter().any(|name| name.alone && name.is(word, &folded[at]));
        }
        for kept in &self.kept {
            for start in found(&folded, kept) {
                gone[start..start + kept.len()].fill(false);
            }
        }
        for name in &self.whole {
            for start in found(&folded, name) {
                gone[start..start + name.len()].fill(true);
            }
        }
        // a word too short to tell by itself goes with its neighbour
        for at in 0..all.len() {
            let beside = at > 0 && gone[at - 1] || gone.get(at + 1) == Some(&true);
            let (_, word) = all[at];
            if beside && self.words.iter().any(|name| !name.alone && name.is(word, &folded[at])) {
                gone[at] = true;
            }
        }
        (all, gone)
    }

    /// The text with a gap for each name; none where it holds none.
    fn gapped(&self, text: &str) -> Option<String> {
        let (all, gone) = self.gone(text);
        if !gone.contains(&true) {
            return None;
        }
        let (mut gapped, mut from) = (String::new(), 0);
        for (at, (start, word)) in all.iter().enumerate() {
            if !gone[at] {
                continue;
            }
            let between = &text[from..*start];
            if !(gapped.ends_with(GAP) && between.trim().is_empty()) {
                gapped.push_str(between);
                gapped.push_str(GAP);
            }
            from = start + word.len();
        }
        gapped.push_str(&text[from..]);
        Some(gapped)
    }
}

/// What stands for each letter of a name where places in a text must stay what they are.
const LETTER: char = '█';

impl Names {
    /// The names of private persons in some events, and more such names.
    fn of_events(events: &[Event], more: &[String]) -> Self {
        let mut names = Self::among(Vec::new(), Vec::new(), events.iter());
        for name in more {
            names.add(Kind::Person, name);
        }
        names
    }

    /// The value with every letter of a name hidden, and without the participants who are private
    /// persons.
    fn hide(&self, value: &mut Value, key: &str) {
        match value {
            Value::Array(items) => {
                if key == "participants" {
                    items.retain(|one| !self.is_somebodys(one));
                }
                items.iter_mut().for_each(|item| self.hide(item, key));
            }
            Value::Object(object) => {
                object.iter_mut().for_each(|(key, inner)| self.hide(inner, key));
            }
            Value::String(text) if !matches!(key, "id" | "type" | "slot" | "who" | "at") => {
                *text = self.hidden(text);
            }
            _ => {}
        }
    }

    /// True of a participant, in JSON, who is a private person.
    fn is_somebodys(&self, one: &Value) -> bool {
        let participant = record::Participant::deserialize(one);
        participant.is_ok_and(|one| {
            let name = one.name.as_deref().unwrap_or(&one.text);
            is_private_in_event(&one) || self.is_named(name)
        })
    }

    /// The text with every letter of a name hidden, so that all else stands where it stood.
    fn hidden(&self, text: &str) -> String {
        let (all, gone) = self.gone(text);
        let (mut hidden, mut from) = (String::with_capacity(text.len()), 0);
        for ((start, word), gone) in all.into_iter().zip(gone) {
            hidden.push_str(&text[from..start]);
            from = start + word.len();
            if gone {
                hidden.extend(word.chars().map(|_| LETTER));
            } else {
                hidden.push_str(word);
            }
        }
        hidden.push_str(&text[from..]);
        hidden
    }
}

/// Something told of a report, as JSON, without private persons: those among the participants of
/// `events`, all that the report tells of, and `more` names. They are taken out of lists of
/// participants; elsewhere every letter of their names becomes `█`, so that whatever is an offset
/// into a text still is. The report's own name, under `report`, is given another one where it has
/// theirs in it.
///
/// # Errors
///
/// Where the value is none that JSON can say.
pub fn without_persons(
    value: &impl Serialize,
    events: &[Event],
    more: &[String],
) -> serde_json::Result<Value> {
    let names = Names::of_events(events, more);
    let mut value = serde_json::to_value(value)?;
    if let Some(report) = value.get_mut("report")
        && report.as_str().is_some_and(|name| names.is_in_address(name))
    {
        *report = "report".into();
    }
    names.hide(&mut value, "");
    Ok(value)
}

/// A word of a name.
struct Word {
    folded: String,
    /// Whether its script has capitals, which a name begins with.
    has_case: bool,
    /// Long enough to be the name by itself.
    alone: bool,
}

impl Word {
    fn of(word: &str) -> Self {
        let folded = fold(word);
        let has_case = word.chars().any(|c| c.is_lowercase() || c.is_uppercase());
        Self { alone: folded.chars().count() >= 3, has_case, folded }
    }

    /// True of the name in any of its forms: with an ending, in scripts without capitals also with
    /// what is written together before it.
    fn is(&self, word: &str, folded: &str) -> bool {
        if self.has_case && !word.starts_with(char::is_uppercase) {
            return false;
        }
        if !self.alone {
            return folded == self.folded;
        }
        let longer = folded.chars().count().saturating_sub(self.folded.chars().count());
        if self.has_case {
            longer <= 4 && folded.starts_with(self.stem())
        } else {
            longer <= 4 && folded.contains(&self.folded)
        }
    }

    /// The word without the ending that it changes when it is declined, as Slavic names are.
    fn stem(&self) -> &str {
        let cyrillic = self.folded.chars().all(|c| ('\u{400}'..='\u{52f}').contains(&c));
        let off = match self.folded.chars().count() {
            _ if !cyrillic => 0,
            ..=3 => 0,
            4 => 1,
            _ => 2,
        };
        let end = self.folded.char_indices().rev().nth(off.max(1) - 1).map(|(at, _)| at);
        if off == 0 { &self.folded } else { &self.folded[..end.unwrap_or(0)] }
    }
}

/// A capitalised word, or one of a script without capitals.
fn is_name_like(word: &str) -> bool {
    word.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase())
}

/// Letters that belong to a word although they are marks above or below one.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// The words of a text with their offsets.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |c: char| c.is_alphanumeric() || is_mark(c);
    text.split(move |c: char| !inside(c))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn fold(word: &str) -> String {
    word.chars().filter(|&c| !is_mark(c)).flat_map(char::to_lowercase).collect()
}

fn folded(text: &str) -> Vec<String> {
    words(text).map(|(_, word)| fold(word)).collect()
}

/// Where some words stand among others.
fn found(all: &[String], some: &[String]) -> Vec<usize> {
    if some.is_empty() {
        return Vec::new();
    }
    let windows = all.windows(some.len()).enumerate();
    windows.filter(|(_, window)| *window == some).map(|(at, _)| at).collect()
}

fn holds(all: &[String], some: &[String]) -> bool {
    !found(all, some).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(private: &[&str], kept: &[&str]) -> Names {
        let mut names = Names::default();
        for name in private {
            names.add(Kind::Person, name);
        }
        names.kept = kept.iter().map(|name| folded(name)).collect();
        names
    }

    #[track_caller]
    fn gapped(private: &str, text: &str, expected: &str) {
        let names = names(&[private], &["Weiss Foundation"]);
        assert_eq!(names.gapped(text).unwrap_or_else(|| text.to_owned()), expected);
    }

    #[test]
    fn a_name_is_found_in_all_its_forms() {
        gapped("Dina Weiss", "Rockets kill Dina Weiss at home.", "Rockets kill […] at home.");
        gapped("Dina Weiss", "Weiss’s sister; DINA", "[…]’s sister; […]");
        gapped("Dina Weiss", "Weisswasser", "Weisswasser");
        gapped("Dina Weiss", "a white house, dinar", "a white house, dinar");
        gapped("Dina Weiss", "The Weiss Foundation says", "The Weiss Foundation says");
        gapped("Li Bo", "the driver, Li Bo, and Bo", "the driver, […], and Bo");
        gapped("Олег Петренко", "вбито Олега Петренка", "вбито […]");
        gapped("Анна", "ранили Анну", "ранили […]");
        gapped("יעל כהן", "הרקטה פגעה ביעל כהן", "הרקטה פגעה […]");
        gapped("سامر حداد", "قتل سامر وحداد", "قتل […]");
        gapped("two children", "two children", "two children");
    }

    #[test]
    fn a_hidden_name_moves_nothing() {
        let names = names(&["Dina Weiss", "Анна"], &[]);
        let text = "Rockets kill Dina Weiss at home; Анну not.";
        let hidden = names.hidden(text);
        assert_eq!(hidden, "Rockets kill ████ █████ at home; ████ not.");
        assert_eq!(hidden.chars().count(), text.chars().count());
        assert_eq!(names.hidden("nobody"), "nobody");
    }

    #[test]
    fn what_is_told_of_a_report_is_without_its_private_persons() {
        let event: Event = serde_json::from_value(serde_json::json!({
            "id": "e1", "type": "ASSAULT", "modes": [], "contexts": [], "acled": null,
            "cameo": null, "muc4": null, "status": "occurred",
            "trigger": { "text": "hit", "span": [0, 3] }, "summary": "attack, Dina Weiss",
            "time": null, "place": null, "responsibility": [], "counts": [], "claims": [],
            "participants": [
                { "role": "victim", "text": "Dina Weiss", "name": "Dina Weiss", "id": null,
                    "kind": "person", "country": null, "span": [8, 18] },
                { "role": "actor", "text": "Gunmen", "name": "Gunmen", "id": null,
                    "kind": "armed-group", "country": null, "span": [20, 26] },
            ],
            "evidence": [],
        }))
        .unwrap();
        let told = serde_json::json!({
            "report": "dina-weiss-killed", "text": "They hit Dina Weiss, said Olga Brandt.",
            "event": event, "value": ["Olga Brandt"], "who": "Olga Brandt",
        });
        let clean = without_persons(&told, &[event], &["Olga Brandt".to_owned()]).unwrap();
        assert_eq!(clean["text"], "They hit ████ █████, said ████ ██████.");
        assert_eq!(clean["report"], "report");
        assert_eq!(clean["event"]["participants"].as_array().unwrap().len(), 1);
        assert_eq!(clean["event"]["summary"], "attack, ████ █████");
        assert_eq!(clean["value"][0], "████ ██████");
        assert_eq!(clean["who"], "Olga Brandt", "who corrects is named");
    }

    #[test]
    fn a_name_is_found_in_an_address() {
        let names = names(&["Dina Weiss"], &[]);
        assert!(names.is_in_address("https://example.org/2024/dina-weiss-killed.html"));
        assert!(names.is_in_address("weiss_3"));
        assert!(!names.is_in_address("https://example.org/2024/rockets.html"));
    }
}
