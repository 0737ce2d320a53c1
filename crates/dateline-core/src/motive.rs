//! Why: the words that a report gives for an actor's reasons.
//!
//! A motive is only ever what the report says, in the sentence that tells of the act: "in retaliation
//! for the raid", "in coordination with the militia". Nothing is concluded from what came before what.

use std::collections::HashMap;

use serde::Deserialize;

use crate::Rule;
use crate::event::Mentions;
use crate::read::Reason;
use crate::record::{About, CodePoints, Event, EventType, Kind, Motive, MotiveKind};
use crate::text::{Class, Document, Span, Token};

/// `motive.toml` as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Source {
    language: String,
    noun_capitals: bool,
    retaliation: Vec<String>,
    coordination: Vec<String>,
    cause: Vec<String>,
    solidarity: Vec<String>,
    aim: Vec<String>,
    stops: Vec<String>,
    other: Vec<String>,
}

/// `motive.toml`: words that open a motive, by their first word, and words that end one.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    language: String,
    noun_capitals: bool,
    entries: HashMap<Box<str>, Vec<Entry>>,
}

/// An entry behind its first word.
#[derive(Clone, Debug)]
struct Entry {
    rest: Vec<Box<str>>,
    means: Meaning,
}

/// What the words of an entry do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// They open a motive.
    Opens(MotiveKind),
    /// They end one.
    Ends,
    /// They begin like words that open a motive, and are none: "due to resume".
    Other,
}

/// In an entry: some words may stand here.
const GAP: &str = "…";

/// Most words that stand in a gap.
const WIDEST_GAP: usize = 5;

/// Most words of a motive.
const LONGEST: usize = 24;

impl Lexicon {
    /// Reads `motive.toml`.
    ///
    /// # Errors
    ///
    /// Where the text is not TOML of the right shape.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let source: Source = toml::from_str(text)?;
        let (language, noun_capitals) = (source.language, source.noun_capitals);
        let mut lexicon = Self { language, noun_capitals, ..Self::default() };
        for (phrases, means) in [
            (source.retaliation, Meaning::Opens(MotiveKind::Retaliation)),
            (source.coordination, Meaning::Opens(MotiveKind::Coordination)),
            (source.cause, Meaning::Opens(MotiveKind::Cause)),
            (source.solidarity, Meaning::Opens(MotiveKind::Solidarity)),
            (source.aim, Meaning::Opens(MotiveKind::Aim)),
            (source.stops, Meaning::Ends),
            (source.other, Meaning::Other),
        ] {
            for phrase in phrases {
                let mut words = phrase.split_whitespace().map(crate::text::lower);
                if let Some(first) = words.next() {
                    let rest = words.collect();
                    lexicon.entries.entry(first).or_default().push(Entry { rest, means });
                }
            }
        }
        Ok(lexicon)
    }

    /// All words of the lists.
    pub(crate) fn known(&self) -> Vec<&str> {
        let rest = self.entries.values().flatten().flat_map(|entry| entry.rest.iter());
        self.entries.keys().chain(rest).map(|word| &**word).filter(|word| *word != GAP).collect()
    }

    /// The longest entry that `tokens` begin with: how many of them it takes, and what it does.
    fn at(&self, tokens: &[Token]) -> Option<(usize, Meaning)> {
        let entries = self.entries.get(&*tokens.first()?.lower)?;
        let fitting = entries
            .iter()
            .filter_map(|entry| Some((1 + length(&entry.rest, &tokens[1..])?, entry.means)));
        fitting.max_by_key(|(length, _)| *length)
    }
}

/// How many tokens the words of an entry take.
fn length(words: &[Box<str>], tokens: &[Token]) -> Option<usize> {
    let Some((first, rest)) = words.split_first() else { return Some(0) };
    if **first == *GAP {
        let within = tokens.iter().take(WIDEST_GAP).take_while(|token| token.is_word()).count();
        return (0..=within).find_map(|gap| Some(gap + length(rest, &tokens[gap..])?));
    }
    tokens.first().filter(|token| token.lower == *first)?;
    Some(1 + length(rest, &tokens[1..])?)
}

/// A motive in a document.
#[derive(Clone, Debug)]
pub struct MotiveMention {
    /// The words that open it: "in retaliation for".
    pub cue: Span,
    /// What they name: "the raid on the camp".
    pub span: Span,
    /// What kind of motive.
    pub kind: MotiveKind,
    /// The rule.
    pub rule: Rule,
}

/// Finds the motives of a document, in order.
#[must_use]
pub fn find(document: &Document, lexicon: &Lexicon) -> Vec<MotiveMention> {
    let mut found = Vec::new();
    for sentence in &document.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let tokens = &document.tokens[at..sentence.tokens.end];
            let Some((length, Meaning::Opens(kind))) = lexicon.at(tokens) else {
                at += 1;
                continue;
            };
            let quoted = tokens.get(length).is_some_and(|token| token.is_mark("\"“„«»‘'"));
            let behind = at + length + usize::from(quoted);
            let mut end = behind + words(&document.tokens[behind..sentence.tokens.end], lexicon);
            let noun = |at: usize| !document.tokens[at].is_word() || document.tokens[at].capital;
            while lexicon.noun_capitals && !document.caseless && end > behind && !noun(end - 1) {
                // "wegen einer Drohung gesperrt": behind the last noun the clause goes on
                end -= 1;
            }
            if document.tokens[behind..end].iter().any(names_something) {
                found.push(MotiveMention {
                    cue: document.token_span(at..at + length),
                    span: document.token_span(behind..end),
                    kind,
                    rule: format!("{}.motive.{}", lexicon.language, kind.name()).into(),
                });
            }
            at = end.max(behind);
        }
    }
    found
}

/// "In response to this" says nothing.
fn names_something(token: &Token) -> bool {
    let empty = Class::PRONOUN.or(Class::DETERMINER).or(Class::PREPOSITION).or(Class::AUXILIARY);
    token.is_word() && !token.class.any(empty)
}

/// How many tokens a motive takes: to the end of its clause.
fn words(tokens: &[Token], lexicon: &Lexicon) -> usize {
    let clause = Class::RELATIVE.or(Class::SUBORDINATOR).or(Class::CONDITIONAL).or(Class::MODAL);
    let mut end = 0;
    while end < tokens.len().min(LONGEST) {
        let token = &tokens[end];
        // "that" is also "that attack", "as" also a preposition: only what is nothing else ends a clause.
        let other = Class::PREPOSITION.or(Class::DETERMINER);
        let next = end > 1 && token.class.any(clause) && !token.class.any(other);
        let ends = !token.is_word() && !token.lower.chars().any(char::is_alphanumeric);
        let joined = token.is_mark("-'’");
        let stop = lexicon.at(&tokens[end..]).is_some_and(|(_, means)| means != Meaning::Other);
        if (ends && !joined) || next || (end > 0 && stop) {
            break;
        }
        end += 1;
    }
    end
}

/// Gives each event the motives that its own sentences name.
pub fn attach(mentions: &Mentions<'_>, events: &mut [Event], reasons: &mut Vec<Reason>) {
    for motive in find(mentions.document, &mentions.pack.motive) {
        let Some(at) = host(mentions.document, &motive, events) else { continue };
        let event = &mut events[at];
        let said = told(mentions, &motive, event);
        let same = |known: &Motive| known.kind == said.kind && known.text == said.text;
        if event.motives.iter().any(same) {
            continue;
        }
        reasons.push(Reason {
            event: event.id.clone(),
            slot: "motive".to_owned(),
            value: format!("{}: {}", said.kind.name(), said.text),
            text: said.cue.text.clone(),
            span: said.cue.span,
            rule: motive.rule,
        });
        event.motives.push(said);
    }
}

/// The event whose motive it is: of its sentence the act told nearest before it, else the nearest
/// behind it; where no act is told there, the one event that has the sentence as evidence.
fn host(document: &Document, motive: &MotiveMention, events: &[Event]) -> Option<usize> {
    let sentence = document.sentence_at(motive.cue.start);
    let cue = document.code_points(motive.cue);
    let content = document.code_points(motive.span);
    let here = document.code_points(document.sentences.get(sentence)?.span);
    let inside = |span: CodePoints, whole: CodePoints| whole[0] <= span[0] && span[1] <= whole[1];
    // what kills people is no reason for killing them, and a charge is none for a sentence
    let may = |event: &Event| {
        use EventType::{Accuse, Assault, Sanction};
        let other = matches!(event.event_type, Accuse | Assault | Sanction);
        motive.kind != MotiveKind::Cause || !other
    };
    let told = |event: &Event| inside(event.trigger.span, here);
    let apart = |(_, event): &(usize, &Event)| {
        let [start, end] = event.trigger.span;
        // the cue may itself name the act: "retaliated against the town for"
        let before = start < cue[1];
        (!before, if before { cue[1].saturating_sub(end) } else { start - cue[1] })
    };
    let acts = || events.iter().enumerate().filter(|(_, event)| told(event));
    let overlaps = |span: CodePoints| span[0] < content[1] && content[0] < span[1];
    let candidates = acts().filter(|(_, event)| !overlaps(event.trigger.span));
    if let Some((at, event)) = candidates.min_by_key(apart) {
        return may(event).then_some(at);
    }
    if acts().next().is_some() {
        // the act told here is the one that is answered
        return None;
    }
    let has = |event: &Event| event.evidence.iter().any(|evidence| evidence.span == here);
    let mut owners = events.iter().enumerate().filter(|(_, event)| has(event));
    let (at, event) = owners.next()?;
    (owners.next().is_none() && may(event)).then_some(at)
}

/// A motive as the record writes it.
fn told(mentions: &Mentions<'_>, motive: &MotiveMention, event: &Event) -> Motive {
    let document = mentions.document;
    let cue = document.quote(motive.cue);
    let words = document.quote(motive.span);
    let by = event
        .claims
        .iter()
        .find(|claim| {
            claim.content.as_ref().is_some_and(|content| {
                content.span[0] <= cue.span[0] && cue.span[1] <= content.span[1]
            })
        })
        .and_then(|claim| claim.source.as_ref())
        .map(|source| source.name.clone().unwrap_or_else(|| source.text.clone()));
    let mut about: Vec<About> = Vec::new();
    let places = mentions.places.iter().filter(|place| motive.span.contains(place.head));
    let places = places.filter(|place| !place.adjectival && !place.modifier).map(|place| About {
        name: place.name.clone(),
        kind: Kind::Place,
        country: place.country.map(str::to_owned),
    });
    let actors = mentions.actors.iter().filter(|actor| motive.span.contains(actor.head));
    let named = actors.filter(|actor| actor.named || actor.id.is_some());
    let actors = named.filter_map(|actor| {
        let (name, kind, country) = (actor.name.clone()?, actor.kind, actor.country.clone());
        Some(About { name, kind, country })
    });
    for one in places.chain(actors) {
        if !about.iter().any(|known| known.name == one.name) {
            about.push(one);
        }
    }
    Motive { kind: motive.kind, cue, text: words.text, span: words.span, by, about }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LanguagePack;

    /// `kind: words`, one after the other.
    #[track_caller]
    fn check(code: &str, text: &str, expected: &str) {
        let pack = LanguagePack::get(code).unwrap();
        let document = Document::new(text.to_owned(), None, pack);
        let found = find(&document, &pack.motive);
        let said =
            found.iter().map(|one| format!("{}: {}", one.kind.name(), document.words(one.span)));
        assert_eq!(said.collect::<Vec<_>>().join("; "), expected, "{text}");
    }

    #[test]
    fn english() {
        check(
            "en",
            "Rebels shelled Dorva in retaliation for a raid on their camp.",
            "retaliation: a raid on their camp",
        );
        check(
            "en",
            "The group said it fired at the base to avenge its commander, who died on Monday.",
            "retaliation: its commander",
        );
        check(
            "en",
            "The front retaliated against the army for an attack in Dorva by firing shells.",
            "retaliation: an attack in Dorva",
        );
        check(
            "en",
            "The assault was coordinated with the Korva militia.",
            "coordination: the Korva militia",
        );
        check(
            "en",
            "Soldiers closed the bridge due to mortar fire from the hills.",
            "cause: mortar fire from the hills",
        );
        check(
            "en",
            "The army entered the town in a bid to free the hostages.",
            "aim: free the hostages",
        );
        check("en", "In response to this, they left.", "");
        check("en", "Talks are due to resume in Korva.", "");
        check("en", "They marched in solidarity with the miners.", "solidarity: the miners");
        check("en", "They fought on the bridge for two days.", "");
    }

    #[test]
    fn german() {
        check(
            "de",
            "Rebellen beschossen Dorwa als Vergeltung für einen Überfall auf ihr Lager.",
            "retaliation: einen Überfall auf ihr Lager",
        );
        check(
            "de",
            "Die Armee schloss die Brücke wegen Mörserbeschusses aus den Hügeln.",
            "cause: Mörserbeschusses aus den Hügeln",
        );
        check("de", "Die Brücke wurde wegen einer Drohung gesperrt.", "cause: einer Drohung");
        check("de", "Der Angriff geschah in Abstimmung mit der Miliz.", "coordination: der Miliz");
    }

    #[test]
    fn romance_languages() {
        check(
            "fr",
            "Les rebelles ont pilonné Dorva en représailles à un raid contre leur camp.",
            "retaliation: un raid contre leur camp",
        );
        check(
            "fr",
            "L'armée a fermé le pont en raison de tirs de mortier.",
            "cause: tirs de mortier",
        );
        check(
            "es",
            "Los rebeldes bombardearon Dorva en represalia por una incursión en su campamento.",
            "retaliation: una incursión en su campamento",
        );
        check(
            "es",
            "El ejército cerró el puente debido a disparos de mortero.",
            "cause: disparos de mortero",
        );
    }

    #[test]
    fn semitic_languages() {
        check(
            "ar",
            "قصف المتمردون البلدة ردا على غارة على معسكرهم.",
            "retaliation: غارة على معسكرهم",
        );
        check("ar", "أغلق الجيش الجسر بسبب إطلاق قذائف الهاون.", "cause: إطلاق قذائف الهاون");
        check(
            "he",
            "המורדים ירו על העיירה בתגובה על פשיטה על מחנה שלהם.",
            "retaliation: פשיטה על מחנה שלהם",
        );
        check("he", "הצבא סגר את הגשר בעקבות ירי מרגמות.", "cause: ירי מרגמות");
    }

    #[test]
    fn slavic_languages() {
        check(
            "ru",
            "Повстанцы обстреляли город в ответ на рейд против их лагеря.",
            "retaliation: рейд против их лагеря",
        );
        check("ru", "Армия закрыла мост из-за миномётного огня.", "cause: миномётного огня");
        check(
            "uk",
            "Повстанці обстріляли місто у відповідь на рейд проти їхнього табору.",
            "retaliation: рейд проти їхнього табору",
        );
        check("uk", "Армія закрила міст внаслідок мінометного вогню.", "cause: мінометного вогню");
    }
}
