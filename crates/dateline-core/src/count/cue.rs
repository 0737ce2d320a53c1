//! What is counted: the link from a count phrase to the verb or noun that says so.
//!
//! Every cue of the sentence is tried, and the words between it and the phrase are priced: function
//! words are cheap, other verbs, other counts and the ends of clauses are dear. The cheapest cue
//! within its limit wins. That needs no parser, and works on text without case.

use std::ops::Range;

use super::lexicon::{Hits, Lexicon, Meaning, Role};
use super::phrase::{NounKind, Phrase};
use crate::record::CountOf;
use crate::text::{Class, Document};

/// A word or phrase of a sentence that says what is counted.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    pub(super) tokens: Range<usize>,
    pub(super) of: CountOf,
    pub(super) role: Role,
    /// For a participle with an auxiliary before it, the auxiliary's first token.
    auxiliary: Option<usize>,
    /// True of a participle that is an active verb, whose noun stands behind it: "a tué deux soldats".
    active: bool,
    /// For a split verb, where the verb stands.
    pub(super) verb: Option<usize>,
}

/// The link of a phrase to a cue.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) of: CountOf,
    pub(super) cue: Range<usize>,
    pub(super) role: Role,
    pub(super) cost: u32,
}

/// Prices above this are no link.
const LIMIT: u32 = 24;
/// A participle without auxiliary must stand next to its noun.
const REDUCED_LIMIT: u32 = 5;
/// An object must stand near its verb.
const OBJECT_LIMIT: u32 = 12;
/// "a soldier" needs a closer cue than "12 soldiers".
const SINGLE_LIMIT: u32 = 8;
/// "A verger" is not known to be a person: only a verb beside it tells.
const UNKNOWN_LIMIT: u32 = 5;
/// Another verb, or the end of a clause.
const BARRIER: u32 = 14;

/// All cues of one sentence, in order; the longest at each token.
pub(super) fn in_sentence(
    document: &Document,
    lexicon: &Lexicon,
    hits: &Hits,
    sentence: usize,
) -> Vec<Cue> {
    let tokens = document.sentences[sentence].tokens.clone();
    let mut cues = Vec::new();
    let mut split_verbs: Vec<(usize, usize)> = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        for hit in hits.at(at) {
            if let Meaning::SplitVerb(split) = hit.meaning {
                split_verbs.push((split, at));
            }
            if let Meaning::SplitParticle(split) = hit.meaning
                && let Some(&(_, verb)) = split_verbs.iter().rev().find(|&&(s, _)| s == split)
            {
                let role = if lexicon.splits[split].subject { Role::Subject } else { Role::Object };
                let of = lexicon.splits[split].of;
                let (auxiliary, active, verb) = (None, false, Some(verb));
                cues.push(Cue { tokens: at..hit.end, of, role, auxiliary, active, verb });
            }
        }
        let longest = hits
            .longest(at, |m| matches!(m, Meaning::Cue(_, role) if !matches!(role, Role::WeakNoun | Role::ZeroNoun)))
            .map_or(at + 1, |hit| hit.end);
        for hit in hits.at(at).iter().filter(|hit| hit.end == longest) {
            if let Meaning::Cue(of, role) = hit.meaning {
                if is_miswritten(document, lexicon, at, tokens.start, role)
                    || is_noun(document, at, role)
                {
                    continue;
                }
                let auxiliary =
                    if role == Role::Participle { auxiliary(document, hits, at) } else { None };
                let active = auxiliary.map_or_else(
                    || follows_active(document, &cues, at, role),
                    |at| hits.is(at, Meaning::Active) && !hits.is(at, Meaning::Passive),
                );
                cues.push(Cue { tokens: at..hit.end, of, role, auxiliary, active, verb: None });
            }
        }
        at = longest;
    }
    cues
}

/// "A tué deux soldats et blessé onze civils": the second verb shares the auxiliary of the first.
fn follows_active(document: &Document, cues: &[Cue], at: usize, role: Role) -> bool {
    let joined = at > 0 && document.tokens[at - 1].class.any(Class::COORDINATOR);
    role == Role::Participle && joined && cues.last().is_some_and(|cue| cue.active)
}

/// Where nouns are written with a capital, a verb within a sentence is not, nor a noun without.
fn is_miswritten(
    document: &Document,
    lexicon: &Lexicon,
    at: usize,
    start: usize,
    role: Role,
) -> bool {
    let verbal = matches!(role, Role::Participle | Role::Subject | Role::Either);
    lexicon.noun_capitals
        && !document.caseless
        && verbal
        && at > start
        && document.tokens[at].capital
}

/// "The wounded", "the acquitted man": a participle behind an article is no verb.
fn is_noun(document: &Document, at: usize, role: Role) -> bool {
    let article = Class::DETERMINER.or(Class::POSSESSIVE);
    role == Role::Participle
        && at > 0
        && document.tokens[at - 1].class.any(article)
        && !document.tokens[at - 1].class.any(Class::PRONOUN)
}

/// The auxiliary of a participle: before it, with adverbs and participles of other auxiliaries between.
fn auxiliary(document: &Document, hits: &Hits, participle: usize) -> Option<usize> {
    let tokens = &document.tokens;
    let sentence = tokens[participle].sentence;
    let mut found = None;
    let from = participle.saturating_sub(6);
    for at in (from..participle).rev() {
        let token = &tokens[at];
        if token.sentence != sentence {
            break;
        }
        if token.class.any(Class::AUXILIARY.or(Class::MODAL)) {
            found = Some(at);
        } else if !(token.class.any(Class::ADVERB.or(Class::NEGATION))
            || is_joined(document, hits, at))
        {
            break;
        }
    }
    found
}

/// "killed and", "killed or": another participle joined to this one.
fn is_joined(document: &Document, hits: &Hits, at: usize) -> bool {
    document.tokens[at].class.any(Class::COORDINATOR)
        || hits.at(at).iter().any(|hit| matches!(hit.meaning, Meaning::Cue(_, Role::Participle)))
}

/// What a sentence's phrases are linked in.
pub(super) struct Scene<'a> {
    pub(super) document: &'a Document,
    pub(super) hits: &'a Hits,
    pub(super) cues: &'a [Cue],
    pub(super) phrases: &'a [Phrase],
    /// True where verbs may stand at the end of the clause, far from their nouns.
    pub(super) verbs_last: bool,
    /// True where the sentence names police or soldiers.
    pub(super) by_state: bool,
}

impl Scene<'_> {
    /// The cue of a phrase, by the words around it, among those of some kinds.
    pub(super) fn link(&self, phrase: &Phrase, kinds: impl Fn(CountOf) -> bool) -> Option<Link> {
        let limit = match (phrase.single, phrase.kind, self.verbs_last) {
            (true, NounKind::Unknown, _) => UNKNOWN_LIMIT,
            (true, _, false) => SINGLE_LIMIT,
            (true, _, true) => SINGLE_LIMIT * 2,
            _ => LIMIT,
        };
        self.cues
            .iter()
            .filter(|cue| !overlaps(&cue.tokens, &phrase.tokens))
            .filter(|cue| kinds(cue.of) && suits(phrase, cue.of) && !self.is_taken(cue))
            .filter(|cue| {
                phrase.kind != NounKind::Unknown || !self.hits.is(cue.tokens.start, Meaning::Loose)
            })
            .filter_map(|cue| {
                self.price(phrase, cue).map(|cost| (cost + self.unlikely(phrase, cue), cue))
            })
            .filter(|&(cost, _)| cost <= limit)
            .min_by_key(|&(cost, cue)| (cost, cue.tokens.start))
            .filter(|(_, cue)| !self.is_disjoint(cue))
            .map(|(cost, cue)| Link { of: cue.of, cue: cue.tokens.clone(), role: cue.role, cost })
    }

    /// A cue inside another count's noun phrase is that count's own ("two wounded officers").
    fn is_taken(&self, cue: &Cue) -> bool {
        cue.role != Role::Head
            && self.phrases.iter().any(|p| {
                p.tokens.start < cue.tokens.start
                    && cue.tokens.end <= p.tokens.end
                    && p.own.is_some()
            })
    }

    /// "Killed or wounded" counts neither the killed nor the wounded.
    fn is_disjoint(&self, cue: &Cue) -> bool {
        let or = |at: usize| self.hits.is(at, Meaning::Either);
        let verb = |at: usize| {
            self.cues.iter().any(|other| other.tokens.contains(&at) && other.of != cue.of)
        };
        (or(cue.tokens.end) && verb(cue.tokens.end + 1))
            || (cue.tokens.start >= 2 && or(cue.tokens.start - 1) && verb(cue.tokens.start - 2))
    }

    /// Who is taken away by police or soldiers is arrested, by others captured; what is shot *at*
    /// something is fired, not brought down.
    fn unlikely(&self, phrase: &Phrase, cue: &Cue) -> u32 {
        let mut between = phrase.tokens.end..cue.tokens.start;
        match cue.of {
            CountOf::Intercepted if between.any(|at| self.hits.is(at, Meaning::Toward)) => LIMIT,
            CountOf::Captured if self.by_state => 1,
            CountOf::Arrested if !self.by_state => 1,
            _ => 0,
        }
    }

    fn price(&self, phrase: &Phrase, cue: &Cue) -> Option<u32> {
        let before = phrase.tokens.end <= cue.tokens.start;
        match cue.role {
            Role::Noun | Role::WeakNoun | Role::ZeroNoun => None,
            Role::Head => {
                let between = cue.tokens.end..phrase.tokens.start;
                let nearest =
                    !self.phrases.iter().any(|p| !p.single && between.contains(&p.tokens.start));
                (!before && nearest && phrase.kind != NounKind::Thing && !phrase.single)
                    .then(|| self.walk(between, true) / 2)
            }
            Role::Object if cue.verb.is_some() => {
                let within = before && cue.verb.is_some_and(|verb| verb < phrase.tokens.start);
                within.then(|| self.walk(phrase.tokens.end..cue.tokens.start, false))
            }
            // "A sniper killed his brother": who stands behind the verb was killed, not who stands before it.
            Role::Participle | Role::Either
                if before && phrase.single && cue.auxiliary.is_none() && self.has_object(cue) =>
            {
                None
            }
            Role::Subject if before => Some(self.before(phrase, cue, LIMIT)?),
            Role::Subject => None,
            Role::Object => {
                if before {
                    None
                } else {
                    self.object(phrase, cue)
                }
            }
            Role::Either if before => self.before(phrase, cue, LIMIT),
            Role::Either => self.object(phrase, cue),
            Role::Participle if cue.active => {
                if before {
                    None
                } else {
                    self.object(phrase, cue)
                }
            }
            Role::Participle if before && cue.auxiliary.is_some() => {
                self.before(phrase, cue, LIMIT)
            }
            Role::Participle if before => {
                let limit = if self.verbs_last { LIMIT } else { REDUCED_LIMIT };
                self.before(phrase, cue, limit)
            }
            // Where participles end the clause, none has its noun behind it, unless it opens the sentence.
            Role::Participle if self.verbs_last => {
                let sentence = self.document.tokens[cue.tokens.start].sentence;
                let opens = self.document.sentences[sentence].tokens.start == cue.tokens.start;
                if opens { self.object(phrase, cue) } else { None }
            }
            Role::Participle if cue.auxiliary.is_none() => self.object(phrase, cue),
            Role::Participle => self.object(phrase, cue).map(|cost| cost + 6),
        }
    }

    /// True where people stand directly behind a verb.
    fn has_object(&self, cue: &Cue) -> bool {
        self.phrases
            .iter()
            .any(|phrase| phrase.kind == NounKind::People && phrase.tokens.start == cue.tokens.end)
    }

    /// The price of a phrase before its verb.
    fn before(&self, phrase: &Phrase, cue: &Cue, limit: u32) -> Option<u32> {
        let verb = cue.auxiliary.or(cue.verb);
        let start =
            phrase.noun.as_ref().map_or(phrase.tokens.end, |n| n.end.max(phrase.tokens.end));
        let end = verb.filter(|&verb| verb >= start).unwrap_or(cue.tokens.start);
        let mut cost = self.walk(start..end, false);
        // "They speak of eight people killed": a participle alone may follow any noun.
        if self.verbs_last {
            cost += self.after_preposition(phrase, LIMIT - 4);
        } else if cue.role != Role::Participle || cue.auxiliary.is_some() {
            cost +=
                self.after_preposition(phrase, if phrase.noun.is_some() { 14 } else { LIMIT + 1 });
        }
        if let Some(auxiliary) = cue.auxiliary {
            let plural = phrase.quantity.best != Some(1) || phrase.quantity.high.is_none();
            let against = if plural { Meaning::Singular } else { Meaning::Plural };
            // "A baker and his son were hurt": the subject is more than the phrase.
            let joined = self
                .document
                .tokens
                .get(start)
                .is_some_and(|token| token.class.any(Class::COORDINATOR));
            if self.hits.is(auxiliary, against) && !phrase.zero && !joined {
                if phrase.definite {
                    return None;
                }
                cost += if phrase.tokens.end <= auxiliary { 8 } else { 0 };
            }
        }
        (cost <= limit).then_some(cost)
    }

    /// The price of a phrase behind its verb.
    fn object(&self, phrase: &Phrase, cue: &Cue) -> Option<u32> {
        let behind = self.document.tokens.get(cue.tokens.end);
        // "Ein Pfleger starb, fünf Patienten …": a comma behind a verb ends its clause.
        let comma = if behind.is_some_and(|t| t.is_mark(",")) { 8 } else { 0 };
        let cost = 1
            + comma
            + self.walk(cue.tokens.end..phrase.tokens.start, true)
            + if phrase.tokens.start > cue.tokens.end {
                self.after_preposition(phrase, 12)
            } else {
                0
            };
        (cost <= if self.verbs_last { LIMIT } else { OBJECT_LIMIT }).then_some(cost)
    }

    /// A phrase behind a preposition is neither subject nor object.
    fn after_preposition(&self, phrase: &Phrase, cost: u32) -> u32 {
        let Some(before) = phrase.tokens.start.checked_sub(1).map(|i| &self.document.tokens[i])
        else {
            return 0;
        };
        let qualified = self.hits.ending(phrase.tokens.start, |m| {
            matches!(m, Meaning::Before(_) | Meaning::Through | Meaning::Cue(..))
        });
        let same = before.sentence == self.document.tokens[phrase.tokens.start].sentence;
        if same
            && before.class.any(Class::PREPOSITION)
            && !before.class.any(Class::COORDINATOR)
            && qualified.is_none()
        {
            cost
        } else {
            0
        }
    }

    /// The price of the words between phrase and cue.
    fn walk(&self, tokens: Range<usize>, forward: bool) -> u32 {
        let mut cost = 0;
        let mut at = tokens.start;
        while at < tokens.end {
            if let Some(other) = self
                .phrases
                .iter()
                .find(|p| p.tokens.start == at && !p.zero && p.tokens.end <= tokens.end)
            {
                cost += self.pass(other, forward);
                at = other.tokens.end;
                continue;
            }
            cost += self.word(at);
            at += 1;
        }
        cost
    }

    /// The price of passing another count: little where the two are joined, else much.
    fn pass(&self, other: &Phrase, forward: bool) -> u32 {
        let neighbour = if forward { other.tokens.end } else { other.tokens.start.wrapping_sub(1) };
        let joined = self
            .document
            .tokens
            .get(neighbour)
            .is_some_and(|t| t.class.any(Class::COORDINATOR) || t.is_mark(","));
        if other.own.as_ref().is_some_and(|(of, ..)| *of != CountOf::Munitions) {
            BARRIER
        } else if joined {
            2
        } else if other.single {
            5
        } else {
            8
        }
    }

    fn word(&self, at: usize) -> u32 {
        let token = &self.document.tokens[at];
        if token.is_mark(";") {
            return BARRIER * 2;
        }
        if token.is_mark(":") {
            return 8;
        }
        if token.is_mark(",()–—") {
            return 2;
        }
        if !token.is_word() {
            return 1;
        }
        if self.cues.iter().any(|cue| {
            cue.tokens.contains(&at)
                && matches!(
                    cue.role,
                    Role::Subject | Role::Object | Role::Either | Role::Participle
                )
        }) {
            return BARRIER / 2;
        }
        let class = token.class;
        if class.any(Class::SUBORDINATOR.or(Class::CONDITIONAL)) && !class.any(Class::PREPOSITION) {
            6
        } else if class.any(
            Class::ADVERB
                .or(Class::DETERMINER)
                .or(Class::POSSESSIVE)
                .or(Class::AUXILIARY)
                .or(Class::MODAL),
        ) {
            1
        } else if class.any(Class::VERB) && !class.any(Class::PREPOSITION) {
            if self.verbs_last { 5 } else { 8 }
        } else if class.any(Class::RELATIVE.or(Class::PRONOUN)) {
            3
        } else if class.any(Class::PREPOSITION) {
            2
        } else {
            1
        }
    }
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// True where a phrase with its noun can be a count of this.
fn suits(phrase: &Phrase, of: CountOf) -> bool {
    match of {
        CountOf::Munitions | CountOf::Intercepted => {
            phrase.kind == NounKind::Absent
                || phrase.own.as_ref().is_some_and(|(own, ..)| *own == CountOf::Munitions)
        }
        _ => phrase.kind != NounKind::Thing,
    }
}
