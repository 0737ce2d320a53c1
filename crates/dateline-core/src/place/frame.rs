//! What the words around a name say: that it is a place, of what type, near it or in it, or that
//! it is a person's or a body's name.

use std::ops::Range;

use super::candidate::{Candidate, Joined, Meaning};
use super::gazetteer::{Kind, Place};
use super::word::Word;
use super::{Lexicon, Roles};
use crate::text::{Class, Document, TokenKind};

/// The evidence of the words around a name.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// See [`super::PlaceMention::frame`].
    pub strength: u8,
    /// Near the place, not in it.
    pub near: bool,
    /// A part of it: "northern".
    pub compass: bool,
    /// Index of the type that a word beside it tells.
    pub type_word: Option<usize>,
    /// A street or square that is called after the name, and lies anywhere.
    pub street: bool,
    /// The tokens of the name with what narrows it.
    pub tokens: Range<usize>,
    /// The name of a person, or part of a longer name.
    pub person: bool,
    /// Part of a longer name of something else, where only a capital word tells.
    pub longer_name: bool,
    /// The name only tells whose something is.
    pub modifier: bool,
    /// Stands before the report's first sentence.
    pub dateline: bool,
    /// What it lies in, named right behind it.
    pub within: Vec<Place>,
    /// An article stands right before, also one fused with a preposition ("im").
    pub article: bool,
    /// A verb of speech follows.
    pub speaks: bool,
    /// A word before says that it is crossed: "across", "over".
    pub across: bool,
    /// "between" stands before it, and a second name behind.
    pub between: bool,
    /// The type word stands at another name of the same list.
    pub shared: bool,
    /// The kind, a country or a division, of the names that it stands in a list with.
    pub listed: Option<Kind>,
}

/// Fills in the frame of each candidate.
pub fn judge(document: &Document, words: &[Word], lexicon: &Lexicon, candidates: &mut [Candidate]) {
    for at in 0..candidates.len() {
        let mut frame = around(document, words, lexicon, candidates[at].tokens.clone());
        let candidate = &candidates[at];
        frame.compass |= candidate.joined == Joined::Compass;
        if candidate.joined == Joined::First {
            hyphenated(document, lexicon, candidate, &mut frame);
        }
        frame.person = is_person(document, words, lexicon, candidate);
        frame.longer_name = is_longer_name(
            document,
            words,
            lexicon,
            candidate,
            candidates.get(at.wrapping_sub(1)),
            candidates.get(at + 1),
        );
        frame.within =
            within(document, words, lexicon, candidate, frame.tokens.end, &candidates[at + 1..]);
        if !frame.within.is_empty() {
            frame.strength = 3;
        }
        // "Guernsey County": the type is part of the name.
        let last = &document.tokens[candidate.tokens.end - 1].lower;
        if candidate.tokens.len() > 1
            && let Some((class, _)) = lexicon.type_after(std::iter::once(&**last))
            && let Meaning::Listed(bearers) = &candidate.meaning
            && bearers.iter().any(|b| lexicon.types[class].kinds.contains(&b.place.kind()))
        {
            frame.strength = 3;
        }
        frame.dateline = is_dateline(document, words, candidate);
        if frame.dateline {
            frame.strength = 3;
        }
        // "in Kabul, Herat and Kandahar": a list shares its preposition.
        if frame.strength < 2
            && let Some(before) = at.checked_sub(1).map(|before| &candidates[before])
        {
            let between = before.frame.tokens.end..candidate.tokens.start;
            let listed = between.len() == 1
                && document.tokens.get(between.start).is_some_and(|token| {
                    token.is_mark(",") || words[between.start].roles.any(Roles::JOINER)
                });
            if listed && matches!(before.meaning, Meaning::Listed(_)) && !before.frame.person {
                frame.strength = before.frame.strength.min(2);
            }
        }
        candidates[at].frame = frame;
    }
    share_types(document, words, lexicon, candidates);
    level_lists(document, words, candidates);
}

/// True where only a comma or a word like "and" stands between two names, or both.
fn is_list(document: &Document, words: &[Word], left: usize, right: usize) -> bool {
    // "de la Tshopo": each name of a list may bear its own small words.
    let small = Roles::ARTICLE.or(Roles::CONNECTOR).or(Roles::FUSED);
    let between = left..right;
    (1..=3).contains(&between.len())
        && between.clone().all(|at| {
            let token = &document.tokens[at];
            token.is_mark(",") || words[at].roles.any(small.or(Roles::JOINER))
        })
        && between
            .clone()
            .any(|at| document.tokens[at].is_mark(",") || words[at].roles.any(Roles::JOINER))
}

/// "Jackson, Madison and Barrow counties", "the provinces of Ituri and Tshopo": a type word in the
/// plural goes with each name of the list.
fn share_types(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    candidates: &mut [Candidate],
) {
    let plural = |tokens: Range<usize>| {
        tokens.clone().find(|&at| lexicon.is_plural(&document.tokens[at].lower))
    };
    let joined = |left: &Candidate, right: &Candidate| {
        let left = left.tokens.end;
        let right = right.tokens.start;
        left < right && is_list(document, words, left, right)
    };
    let share = |from: &Candidate, to: &mut Candidate| {
        to.frame.type_word = from.frame.type_word;
        to.frame.strength = 3;
        to.frame.longer_name = false;
    };
    for at in (1..candidates.len()).rev() {
        let (before, behind) = candidates.split_at_mut(at);
        let (Some(left), Some(right)) = (before.last_mut(), behind.first()) else { continue };
        let typed = right.frame.type_word.is_some()
            && (plural(right.tokens.end..right.frame.tokens.end).is_some() || right.frame.shared);
        if typed && left.frame.type_word.is_none() && joined(left, right) {
            share(right, left);
            left.frame.shared = true;
        }
    }
    for at in 1..candidates.len() {
        let (before, behind) = candidates.split_at_mut(at);
        let (Some(left), Some(right)) = (before.last(), behind.first_mut()) else { continue };
        let reach = left.tokens.start.saturating_sub(3)..left.tokens.start;
        let typed =
            left.frame.type_word.is_some() && (plural(reach).is_some() || left.frame.shared);
        if typed && right.frame.type_word.is_none() && joined(left, right) {
            share(left, right);
            right.frame.shared = true;
        }
    }
}

/// "Alabama, Georgia and Oregon": what stands between names of one level may be of that level.
fn level_lists(document: &Document, words: &[Word], candidates: &mut [Candidate]) {
    let level = |candidate: &Candidate| match &candidate.meaning {
        // A name that is one of a country and of a division says nothing of the others.
        Meaning::Listed(bearers) => {
            let mut wide = bearers
                .iter()
                .filter(|bearer| !bearer.alternate)
                .map(|bearer| bearer.place.kind())
                .filter(|kind| matches!(kind, Kind::Country | Kind::Division));
            let first = wide.next()?;
            wide.all(|kind| kind == first).then_some(first)
        }
        _ => None,
    };
    let levels: Vec<Option<Kind>> = candidates.iter().map(level).collect();
    let joined: Vec<bool> = (1..candidates.len())
        .map(|at| {
            let (left, right) = (candidates[at - 1].tokens.end, candidates[at].tokens.start);
            left < right && is_list(document, words, left, right)
        })
        .collect();
    let mut start = 0;
    while start < candidates.len() {
        let mut end = start + 1;
        while joined.get(end - 1) == Some(&true) {
            end += 1;
        }
        let known: Vec<Kind> = levels[start..end].iter().flatten().copied().collect();
        // Three make a list; two may be a town and what it lies in.
        if let Some(&first) = known.first()
            && end - start >= 3
            && 2 * known.len() >= end - start
            && known.iter().filter(|&&kind| kind == first).count() * 4 >= known.len() * 3
        {
            candidates[start..end].iter_mut().for_each(|one| one.frame.listed = Some(first));
        }
        start = end;
    }
}

/// The frame of a run of tokens.
pub fn around(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    tokens: Range<usize>,
) -> Frame {
    let mut frame = Frame { tokens: tokens.clone(), ..Frame::default() };
    before(document, words, lexicon, tokens.start, &mut frame);
    behind(document, words, lexicon, tokens.end, &mut frame);
    frame
}

/// How many words before a name may belong to its frame.
const REACH: usize = 7;

fn before(document: &Document, words: &[Word], lexicon: &Lexicon, start: usize, frame: &mut Frame) {
    let sentence = document.tokens.get(start).map(|token| token.sentence);
    let mut at = start;
    // A connector ("of", "from") says little by itself, much between a type word and a name.
    let mut connected = false;
    let mut naming = false;
    while let Some(previous) = at.checked_sub(1).filter(|&previous| start - previous <= REACH) {
        let (token, word) = (&document.tokens[previous], &words[previous]);
        if Some(token.sentence) != sentence {
            break;
        }
        if token.kind == TokenKind::Mark && token.is_mark("\"“”„«»‘’'(") && start == at
        {
            at = previous;
            continue;
        }
        let roles = word.roles;
        frame.across |= roles.any(Roles::ACROSS);
        frame.between |= roles.any(Roles::BETWEEN);
        if at == start {
            frame.article = roles.any(Roles::ARTICLE.or(Roles::FUSED));
        }
        if roles.any(Roles::STREET_BEFORE) && (at == start || connected) {
            frame.street = true;
            frame.strength = 3;
            frame.tokens.start = previous;
            break;
        }
        if let Some(type_word) =
            lexicon.type_before(&token.lower).filter(|_| !roles.any(Roles::AREA_NOUN) || !connected)
        {
            let precise = matches!(
                lexicon.types[type_word].precision,
                crate::record::PlacePrecision::Point
                    | crate::record::PlacePrecision::Region
                    | crate::record::PlacePrecision::Area
            );
            frame.type_word.get_or_insert(type_word);
            frame.strength = 3;
            if precise {
                frame.tokens.start = previous;
            }
            at = previous;
            connected = false;
            continue;
        }
        if roles.any(Roles::COMPASS_ADJECTIVE) && !connected && frame.type_word.is_none() {
            frame.compass = true;
            frame.tokens.start = previous;
            frame.strength = frame.strength.max(1);
        } else if roles.any(Roles::AREA_NOUN) && (connected || lexicon.capital_nouns || at == start)
        {
            // "на юге Пакистана": a name in the genitive needs no connector.
            let genitive = at == start && !lexicon.inflection.is_empty();
            if roles.any(Roles::COMPASS_NOUN)
                && (genitive || at != start && !is_measured(document, previous))
                && frame.strength < 3
            {
                frame.compass = true;
            } else {
                frame.near = true;
            }
            frame.strength = if at == start && !lexicon.capital_nouns && !genitive {
                frame.strength.max(1)
            } else {
                3
            };
            frame.tokens.start = previous;
            break;
        } else if roles.any(Roles::INSIDE.or(Roles::NEAR)) {
            frame.near |= roles.any(Roles::NEAR) && !roles.any(Roles::INSIDE);
            frame.strength = frame.strength.max(2);
            break;
        } else if roles.any(Roles::CONNECTOR) && !connected {
            connected = true;
            frame.strength = frame.strength.max(1);
        } else if roles.any(Roles::NAMING)
            && !naming
            && token.kind == TokenKind::Word
            && !roles.any(Roles::ARTICLE)
        {
            naming = true;
            connected = false;
        } else if roles.any(Roles::TOWARD) {
            frame.strength = frame.strength.max(1);
            break;
        } else if !roles.any(Roles::ARTICLE) {
            break;
        }
        at = previous;
    }
}

/// "70 km north of X" is near X; "the north of X" is in it.
fn is_measured(document: &Document, at: usize) -> bool {
    at.checked_sub(1).and_then(|before| document.tokens.get(before)).is_some_and(|token| {
        token.kind == TokenKind::Number
            || !token.class.any(Class::DETERMINER.or(Class::PREPOSITION))
                && token.kind == TokenKind::Word
                && !token.capital
    })
}

fn behind(document: &Document, words: &[Word], lexicon: &Lexicon, end: usize, frame: &mut Frame) {
    let Some(next) = document.tokens.get(end) else { return };
    if end == 0 || next.sentence != document.tokens[end - 1].sentence {
        return;
    }
    if next.kind == TokenKind::Possessive {
        // "Israel's north"
        if words.get(end + 1).is_some_and(|word| word.roles.any(Roles::COMPASS_NOUN)) {
            frame.compass = true;
            frame.strength = frame.strength.max(2);
            frame.tokens.end = end + 2;
        } else {
            frame.modifier = true;
        }
        return;
    }
    // "the Damascus road" leads there, "Damascus Road" is anywhere.
    if words[end].roles.any(Roles::STREET_AFTER) && (words[end].capital || document.caseless) {
        frame.street = true;
        frame.strength = 3;
        frame.tokens.end = end + 1;
        return;
    }
    let phrase = document.tokens[end..].iter().take(3).map(|token| &*token.lower);
    if let Some((type_word, count)) = lexicon.type_after(phrase) {
        frame.type_word.get_or_insert(type_word);
        frame.strength = 3;
        frame.tokens.end = end + count;
    } else if words[end].roles.any(Roles::MODIFIED) {
        frame.modifier = true;
        frame.strength = frame.strength.max(1);
    } else if words[end].roles.any(Roles::SPEECH) {
        frame.speaks = true;
    }
}

/// "Salang-Straße", "Gaza-Krieg", "Israel-backed": what follows the hyphen.
fn hyphenated(document: &Document, lexicon: &Lexicon, candidate: &Candidate, frame: &mut Frame) {
    let token = &document.tokens[candidate.tokens.start];
    let rest = token.lower.rsplit('-').next().unwrap_or_default();
    if let Some((type_word, _)) = lexicon.type_after(std::iter::once(rest)) {
        frame.type_word = Some(type_word);
        frame.strength = 3;
    } else {
        frame.modifier = true;
        frame.strength = frame.strength.min(1);
    }
}

/// "Jordan Smith", "Kyle Morris", "President Santos".
fn is_person(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    candidate: &Candidate,
) -> bool {
    if matches!(candidate.meaning, Meaning::People(_)) {
        return false;
    }
    let Range { start, end } = candidate.tokens;
    let same = |at: usize| {
        document
            .tokens
            .get(at)
            .is_some_and(|token| token.sentence == document.tokens[start].sentence)
    };
    let mut previous = start.checked_sub(1).filter(|&at| same(at));
    // "Gen. Santos", "John F. Kennedy": over an initial or a point.
    while let Some(at) = previous {
        let token = &document.tokens[at];
        let skip = token.is_mark(".")
            || (token.kind == TokenKind::Word
                && token.lower.trim_end_matches('.').chars().count() == 1
                && token.capital);
        if !skip {
            break;
        }
        previous = at.checked_sub(1).filter(|&at| same(at));
    }
    if let Some(before) = previous {
        let word = &words[before];
        let adjacent = document.tokens[before].kind == TokenKind::Word;
        if adjacent
            && word.capital
            && word.roles.any(Roles::GIVEN_NAME)
            && !word.roles.any(Roles::INSIDE.or(Roles::NEAR))
        {
            return true;
        }
        let title = adjacent
            && word.roles.any(Roles::TITLE)
            && lexicon.type_before(&document.tokens[before].lower).is_none();
        if title && (word.capital || before + 1 < start) && !is_big(candidate) {
            return true;
        }
    }
    let own_given = end - start == 1 && words[start].roles.any(Roles::GIVEN_NAME);
    own_given
        && words.get(end).is_some_and(|next| {
            same(end)
                && next.capital
                && !next.folded.is_empty()
                && document.tokens[end].kind == TokenKind::Word
                && document.tokens[end].class.is_empty()
                && !next.roles.any(Roles::MODIFIED.or(Roles::NEVER))
                && lexicon.type_after(std::iter::once(&*document.tokens[end].lower)).is_none()
                && lexicon.adjective(&next.folded).is_none()
        })
}

/// True of a country or a very large town, which no title or neighbour turns into a person.
fn is_big(candidate: &Candidate) -> bool {
    const VERY_LARGE: f64 = 13.4; // 660,000 people
    match &candidate.meaning {
        Meaning::Listed(bearers) => bearers.iter().any(|b| {
            b.place.kind() == Kind::Country && (!b.alternate || candidate.head.len() < 6)
                || !b.alternate && b.place.prominence() > VERY_LARGE
        }),
        Meaning::People(_) => true,
        Meaning::Unlisted => false,
    }
}

/// "Anders Hagstrom", "Washington Post", "Manchester United": a capital word without a role stands
/// beside the name.
fn is_longer_name(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    candidate: &Candidate,
    before: Option<&Candidate>,
    after: Option<&Candidate>,
) -> bool {
    if words[candidate.tokens.start].weak && lexicon.capital_nouns {
        return false;
    }
    let plain = |at: usize| {
        let (token, word) = (&document.tokens[at], &words[at]);
        token.sentence == document.tokens[candidate.tokens.start].sentence
            && token.kind == TokenKind::Word
            && word.capital
            && !document.caseless
            && token.class.is_empty()
            && !word.roles.any(
                Roles::TITLE
                    .or(Roles::COMPASS_ADJECTIVE)
                    .or(Roles::AREA_NOUN)
                    .or(Roles::MODIFIED)
                    .or(Roles::STREET_AFTER)
                    .or(Roles::NEVER),
            )
            && lexicon.type_before(&token.lower).is_none()
            && lexicon.type_after(std::iter::once(&*token.lower)).is_none()
    };
    let start = candidate.tokens.start;
    let joins = |other: Option<&Candidate>, at: usize| {
        other.is_some_and(|other| other.tokens.contains(&at))
    };
    let left =
        start.checked_sub(1).is_some_and(|at| plain(at) && !words[at].weak && !joins(before, at));
    let end = candidate.tokens.end;
    let right = end < words.len() && plain(end) && !words[end].weak && !joins(after, end);
    let particle = |at: usize| {
        document.tokens.get(at).is_some_and(|token| {
            !document.caseless
                && words[at].roles.any(Roles::PARTICLE)
                && token.sentence == document.tokens[start].sentence
        })
    };
    let capital =
        |at: usize| words.get(at).is_some_and(|word| word.capital && !word.folded.is_empty());
    let inner = particle(end) && capital(end + 1) && !joins(after, end + 1)
        || start >= 2
            && particle(start - 1)
            && capital(start - 2)
            && !words[start - 2].weak
            && !joins(before, start - 2);
    (left || right || inner) && !is_big(candidate)
}

/// What a name lies in, where that follows behind a comma or in brackets: "Gossi, Mali".
fn within(
    document: &Document,
    words: &[Word],
    lexicon: &Lexicon,
    candidate: &Candidate,
    end: usize,
    after: &[Candidate],
) -> Vec<Place> {
    let Meaning::Listed(bearers) = &candidate.meaning else { return Vec::new() };
    let Some(mark) = document.tokens.get(end).filter(|token| token.is_mark(",(/")) else {
        return Vec::new();
    };
    let mut next = end + 1;
    // "Goma, in North Kivu", "Gossi, in the north of Mali"
    while mark.is_mark(",")
        && words.get(next).is_some_and(|word| {
            word.roles.any(
                Roles::INSIDE
                    .or(Roles::ARTICLE)
                    .or(Roles::COMPASS_ADJECTIVE)
                    .or(Roles::COMPASS_NOUN),
            )
        })
        && next < end + 5
    {
        next += 1;
    }
    let short = words.get(next).map_or(&[][..], |word| lexicon.abbreviation(&word.folded));
    let short = short.iter().copied().filter(|_| words[next].capital);
    let named = after
        .iter()
        .take(2)
        .find(|other| other.tokens.contains(&next) || other.frame.tokens.contains(&next));
    let named = named.into_iter().flat_map(|other| match &other.meaning {
        Meaning::Listed(bearers) => bearers.iter().map(|bearer| bearer.place).collect(),
        _ => Vec::new(),
    });
    let wide = |place: &Place| {
        !matches!(
            place.kind(),
            Kind::Sea
                | Kind::River
                | Kind::Mountains
                | Kind::Desert
                | Kind::Camp
                | Kind::Crossing
                | Kind::Site
                | Kind::Quarter
        )
    };
    // "Armenia, Georgia, Iraq", "Oklahoma, Pennsylvania": of a list, none lies in the next.
    let level = |place: Option<Place>| {
        place.map(Place::kind).filter(|kind| matches!(kind, Kind::Country | Kind::Division))
    };
    let own = level(bearers.iter().map(|bearer| bearer.place).next());
    let mut places: Vec<Place> = short.chain(named).filter(wide).take(60).collect();
    if own.is_some() && own == level(places.first().copied()) {
        return Vec::new();
    }
    places.retain(|&whole| {
        bearers.iter().take(120).any(|part| {
            part.place != whole
                && match whole.kind() {
                    Kind::Settlement => {
                        part.place.kind() == Kind::Quarter && part.place.lies_in(whole)
                    }
                    Kind::Country => {
                        part.place.kind() != Kind::Country && part.place.lies_in(whole)
                    }
                    _ => {
                        part.place.kind() != Kind::Country
                            && part.place.kind() != Kind::Division
                            && part.place.lies_in(whole)
                    }
                }
        })
    });
    places
}

/// "GAO, Mali, 3 March (Reuters) —": the name opens a paragraph and only capitals, numbers and
/// marks stand between it and a dash.
fn is_dateline(document: &Document, words: &[Word], candidate: &Candidate) -> bool {
    const LONGEST: usize = 22;
    const LATEST_SENTENCE: usize = 12;
    let start = candidate.tokens.start;
    let sentence = document.tokens[start].sentence;
    if sentence > LATEST_SENTENCE
        || document.sentences.get(sentence).is_none_or(|s| s.tokens.start != start)
    {
        return false;
    }
    if is_closing(document, candidate) {
        return true;
    }
    let rest = document.tokens[candidate.tokens.end..].iter().zip(&words[candidate.tokens.end..]);
    let mut seen = 0;
    for (token, word) in rest.take(LONGEST) {
        if token.is_mark("—–-") {
            return true;
        }
        let plain = token.is_mark(",.()[]/:") || token.kind == TokenKind::Number || word.capital;
        if !plain {
            return false;
        }
        seen += usize::from(token.is_mark(")"));
        if seen > 2 {
            return false;
        }
    }
    false
}

/// "ХАРЬКОВ, 20 июля.": nothing but the name, a comma and a date.
fn is_closing(document: &Document, candidate: &Candidate) -> bool {
    const LONGEST: usize = 7;
    let end = candidate.tokens.end;
    let rest = document.tokens.get(end..).unwrap_or_default().iter();
    let sentence = document.tokens[candidate.tokens.start].sentence;
    let rest: Vec<_> = rest.take_while(|token| token.sentence == sentence).take(LONGEST).collect();
    rest.len() < LONGEST
        && rest.first().is_some_and(|token| token.is_mark(","))
        && rest.get(1).is_some_and(|token| token.kind == TokenKind::Number)
        && rest.last().is_some_and(|token| token.is_mark("."))
}
