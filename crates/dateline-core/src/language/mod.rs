//! What Dateline knows of a language: reviewed data under `data/lang/<code>/`, the same parts by
//! the same names in every language, each read by the room that uses it.

pub mod clitics;
pub mod recognise;
pub mod words;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::{actor, attribution, background, count, debris, event, motive, place, time, weapon};

/// `language.toml`: what a language is written with.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// The English name of the language.
    pub name: String,
    /// True where the language is complete: events are read, not only recognised and cleaned.
    #[serde(default)]
    pub complete: bool,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// True where the script has capitals.
    pub has_case: bool,
    /// True where a point behind a number makes an ordinal ("7. Oktober").
    #[serde(default)]
    pub ordinal_point: bool,
    /// True where every noun is written with a capital.
    #[serde(default)]
    pub noun_capitals: bool,
    /// The mark between thousands ("," in English).
    pub thousands: Vec<String>,
    /// The mark before decimals.
    pub decimal: String,
    /// Words that are written with a point and do not end a sentence, without that point.
    #[serde(default)]
    pub abbreviations: BTreeSet<String>,
    /// Abbreviations only in front of a number, and else words: "no. 4", "S. 12".
    #[serde(default)]
    pub number_abbreviations: BTreeSet<String>,
    /// Words that lose their vowel before another word and are written onto it with an apostrophe,
    /// without that apostrophe ("l" of "l'armée"); they are tokens of their own.
    #[serde(default)]
    pub elisions: BTreeSet<String>,
    /// The letters, small, before which they do so.
    #[serde(default)]
    pub elides_before: String,
    /// The words that are met most often, by which the language is recognised.
    #[serde(default)]
    pub common_words: Vec<String>,
    /// Letters of its script that it does not use.
    #[serde(default)]
    pub foreign_letters: String,
    /// Letters that of the known languages of its script it alone uses, and few others do.
    #[serde(default)]
    pub own_letters: String,
    /// What is written together with the word behind it.
    #[serde(default)]
    pub clitics: clitics::Source,
}

impl Language {
    /// True where `word`, in lower case and without its point, is an abbreviation.
    #[must_use]
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
    }
}

/// Everything known of one language.
#[derive(Debug)]
pub struct LanguagePack {
    /// ISO 639-1 code.
    pub code: &'static str,
    /// How it is written.
    pub language: Language,
    /// Its function words.
    pub words: words::Words,
    /// What is written together with the word behind it.
    pub clitics: clitics::Clitics,
    /// What pages add to a report.
    pub debris: debris::Lexicon,
    /// Its time expressions.
    pub time: time::Lexicon,
    /// The words around its place names.
    pub place: place::Lexicon,
    /// The words that name actors.
    pub actor: actor::Lexicon,
    /// Its numbers and what they count.
    pub count: count::Lexicon,
    /// Its cues and sources.
    pub attribution: attribution::Lexicon,
    /// Its triggers, roles and status words.
    pub event: event::Lexicon,
    /// Its words for what is no event.
    pub background: background::Lexicon,
    /// Its words for why something is done.
    pub motive: motive::Lexicon,
    /// Its words for weapons, by kind.
    pub weapon: weapon::Lexicon,
}

/// A part of a language pack that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("data/lang/{code}/{part}.toml: {message}")]
pub struct PackError {
    /// The language.
    pub code: String,
    /// The part.
    pub part: &'static str,
    /// What is wrong, with line and column.
    pub message: String,
}

impl LanguagePack {
    /// The built-in pack of a language, read once.
    ///
    /// # Panics
    ///
    /// Where a built-in pack cannot be read, which a test rules out.
    #[must_use]
    pub fn get(code: &str) -> Option<&'static Self> {
        static PACKS: [OnceLock<LanguagePack>; dateline_data::LANGUAGES.len()] =
            [const { OnceLock::new() }; dateline_data::LANGUAGES.len()];
        let at = dateline_data::LANGUAGES.iter().position(|source| source.code == code)?;
        Some(PACKS[at].get_or_init(|| {
            Self::parse(&dateline_data::LANGUAGES[at]).unwrap_or_else(|error| panic!("{error}"))
        }))
    }

    /// Reads a pack from its source.
    ///
    /// # Errors
    ///
    /// Where a part is not TOML of the right shape.
    pub fn parse(source: &dateline_data::LanguageSource) -> Result<Self, PackError> {
        fn part<T, E: std::fmt::Display>(
            code: &str,
            part: &'static str,
            read: Result<T, E>,
        ) -> Result<T, PackError> {
            read.map_err(|error| PackError {
                code: code.to_owned(),
                part,
                message: error.to_string(),
            })
        }
        let code = source.code;
        let mut pack = Self {
            code,
            language: part(code, "language", toml::from_str(source.language))?,
            words: part(code, "words", words::Words::parse(source.words))?,
            clitics: clitics::Clitics::default(),
            debris: part(code, "debris", debris::Lexicon::parse(source.debris))?,
            time: part(code, "time", time::Lexicon::parse(source.time))?,
            place: part(code, "place", place::Lexicon::parse(source.place))?,
            actor: part(code, "actor", actor::Lexicon::parse(source.actor))?,
            count: part(code, "count", count::Lexicon::parse(source.count))?,
            attribution: part(
                code,
                "attribution",
                attribution::Lexicon::parse(source.attribution),
            )?,
            event: part(code, "event", event::Lexicon::parse(source.event))?,
            background: part(code, "background", background::Lexicon::parse(source.background))?,
            motive: part(code, "motive", motive::Lexicon::parse(source.motive))?,
            weapon: part(code, "weapon", weapon::Lexicon::parse(source.weapon))?,
        };
        pack.words.add_verbs(pack.event.verbs());
        let rooms = [
            pack.words.known(),
            pack.time.known(),
            pack.place.known(),
            pack.actor.known(),
            pack.count.known(),
            pack.motive.known(),
        ];
        let known = rooms.iter().flatten().copied();
        pack.clitics =
            clitics::Clitics::new(&pack.language.clitics, code, known, &pack.place.script);
        pack.actor.inflect(pack.place.inflection.clone());
        Ok(pack)
    }
}

/// The forms of a phrase of a language whose article is written together with its noun, and whose
/// nouns bear endings: as it stands, with the article on each word, on the first, on the last, and
/// with each ending (what is replaced, what stands for it) on the last.
pub(crate) fn forms(phrase: &str, article: &str, endings: &[(Box<str>, Box<str>)]) -> Vec<String> {
    let phrase = crate::text::lower(phrase);
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let mut forms = vec![words.join(" ")];
    let Some((last, before)) = words.split_last() else { return forms };
    if !article.is_empty() && !words.iter().any(|word| word.starts_with(article)) {
        let with = |on: &dyn Fn(usize) -> bool| {
            let word = |(at, word): (usize, &&str)| {
                if on(at) { format!("{article}{word}") } else { (*word).to_owned() }
            };
            words.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
        };
        forms.push(with(&|_| true));
        if !before.is_empty() {
            forms.push(with(&|at| at == before.len()));
            forms.push(with(&|at| at == 0));
        }
    }
    for (from, to) in endings {
        if let Some(stem) = last.strip_suffix(&**from) {
            let last = format!("{stem}{to}");
            forms.push(before.iter().copied().chain([last.as_str()]).collect::<Vec<_>>().join(" "));
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_can_be_read() {
        for source in dateline_data::LANGUAGES {
            if let Err(error) = LanguagePack::parse(source) {
                panic!("{error}");
            }
        }
    }
}
