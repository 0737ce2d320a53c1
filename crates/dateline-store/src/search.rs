//! Words and names by which incidents are looked for.

use std::collections::BTreeSet;

use dateline_core::incident::Incident;
use dateline_core::language::LanguagePack;
use rusqlite::{Connection, params};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::error::Result;
use crate::load::Telling;

/// From so many letters on, a word that is looked for is also found with an ending.
const STEM: usize = 4;

/// Letters without case and accents.
pub(crate) fn fold(text: &str) -> String {
    let letters = text.nfkd().filter(|&c| !is_combining_mark(c));
    letters.flat_map(char::to_lowercase).filter(|&c| !is_combining_mark(c)).collect()
}

/// A name as it is looked for: folded, one space between words.
pub(crate) fn name(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a text as they are looked for. Scripts without spaces are cut into pairs of letters.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let folded = fold(text);
    for run in folded.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
        let letters: Vec<char> = run.chars().collect();
        if letters.len() > 2 && letters.iter().all(|&c| is_unspaced(c)) {
            words.extend(letters.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else {
            words.push(run.to_owned());
        }
    }
    words
}

/// Chinese, Japanese and Thai letters.
const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

/// All words of a group's members, each once: what they tell, in whose words, where, of whom.
pub(crate) fn words_of(tellings: &[Telling], incident: &Incident) -> String {
    let mut found: BTreeSet<String> = BTreeSet::new();
    let mut add = |text: &str, language: &str| {
        let pack = LanguagePack::get(language);
        for word in words(text) {
            // "and in Gaza", written as one word, is found as "Gaza", too
            if let Some(last) = pack.and_then(|pack| pack.clitics.cut(&word)?.pop()) {
                found.extend(words(&last.lower));
            }
            found.insert(word);
        }
    };
    for telling in tellings {
        let (event, language) = (&telling.event, &*telling.source.report.language);
        add(&event.summary, language);
        for evidence in &event.evidence {
            add(&evidence.text, language);
        }
        for one in &event.participants {
            add(one.name.as_deref().unwrap_or_default(), language);
        }
        if let Some(place) = &event.place {
            add(&place.name, language);
            add(&place.text, language);
        }
    }
    if let Some(place) = &incident.place {
        add(&place.name, "");
    }
    found.into_iter().collect::<Vec<_>>().join(" ")
}

/// The names of places and actors of a group.
pub(crate) fn names_of(
    tellings: &[Telling],
    incident: &Incident,
) -> BTreeSet<(&'static str, String)> {
    let mut names = BTreeSet::new();
    let places = tellings.iter().filter_map(|telling| telling.event.place.as_ref());
    for place in places {
        names.extend([("place", name(&place.name)), ("place", name(&place.text))]);
    }
    if let Some(place) = &incident.place {
        names.insert(("place", name(&place.name)));
    }
    names.extend(actors_of(incident));
    names.retain(|(_, name)| !name.is_empty());
    names
}

/// The names of those who take part in an incident, each of one kind: `actor`; `person` where private
/// persons alone are called so, whom no list has; `actor-id` of the actor base. By all of them incidents
/// are found.
pub(crate) fn actors_of(incident: &Incident) -> BTreeSet<(&'static str, String)> {
    let called = |private: bool| -> BTreeSet<String> {
        let those = incident.participants.iter().filter(|one| one.private == private);
        those
            .flat_map(|one| one.said.iter().map(|said| &said.text).chain([&one.name]))
            .map(|text| name(text))
            .filter(|name| !name.is_empty())
            .collect()
    };
    let (actors, mut persons) = (called(false), called(true));
    persons.retain(|name| !actors.contains(name));
    let ids = incident.participants.iter().filter_map(|one| one.id.clone());
    let ids: BTreeSet<String> =
        ids.filter(|id| !actors.contains(id) && !persons.contains(id)).collect();
    let kinds = [("actor", actors), ("person", persons), ("actor-id", ids)];
    kinds
        .into_iter()
        .flat_map(|(kind, names)| names.into_iter().map(move |name| (kind, name)))
        .collect()
}

/// The condition on the table of names that it is somebody's who takes part, to be followed by the name.
pub(crate) const IS_ACTOR: &str = "kind IN ('actor', 'actor-id', 'person') AND name";

/// The same for a place's name.
pub(crate) const IS_PLACE: &str = "kind = 'place' AND name";

/// What is asked of the table of words: every word there, longer ones with any ending; none where
/// nothing is left to look for.
pub(crate) fn question(text: &str) -> Option<String> {
    let words = words(text).into_iter().map(|word| {
        let ending = if word.chars().count() >= STEM { "*" } else { "" };
        format!("\"{word}\"{ending}")
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| words.join(" AND "))
}

/// The rows of the incidents that have all these words, the likeliest to be meant first.
pub(crate) fn ranked(db: &Connection, words: &str, limit: Option<usize>) -> Result<Vec<i64>> {
    let Some(question) = question(words) else { return Ok(Vec::new()) };
    let mut query = db.prepare_cached(
        "SELECT i.row FROM words CROSS JOIN incident i ON i.row = words.rowid
         WHERE words MATCH ? ORDER BY bm25(words), i.sort, i.id LIMIT ?",
    )?;
    let limit = limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or(-1);
    let rows = query.query_map(params![question, limit], |row| row.get(0))?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_and_folded() {
        assert_eq!(words("Société, F-16s!"), ["societe", "f", "16s"]);
        assert_eq!(words("空袭警报"), ["空袭", "袭警", "警报"]);
        assert_eq!(words("غَزَّة"), ["غزة"]);
        assert_eq!(question("oil  depot").as_deref(), Some("\"oil\" AND \"depot\"*"));
        assert_eq!(question("\" *"), None);
        assert_eq!(name("  Deir  al-Balaḥ "), "deir al-balah");
    }
}
