//! A sentence as attribution sees it: words, with every quotation as one thing among them.

use std::ops::Range;

use super::lexicon::{Entry, Lexicon};
use super::quotes::Quotation;
use crate::Rule;
use crate::record::{Part, Stance};
use crate::text::{Class, Document, Span, Token, TokenKind};

/// A word or mark outside quotations, or a whole quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// Index of a token.
    Token(usize),
    /// Index of a quotation.
    Quote(usize),
}

/// One attribution while its sentence is being read.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The source's phrase, as items.
    pub source: Option<Range<usize>>,
    /// The cue's words.
    pub cue: Option<Span>,
    /// Where the cue begins.
    pub cue_at: usize,
    /// What is said, as items, in one or two pieces.
    pub content: Vec<Range<usize>>,
    /// How the source stands to it.
    pub stance: Stance,
    /// True where the cue is colourless, so that the content may say more of the stance.
    pub plain: bool,
    /// Outlets named on the way.
    pub via: Vec<Range<usize>>,
    /// Whom the source cites, and who then is the source; true where it might be no speaker.
    pub relayed: Option<(Range<usize>, bool)>,
    /// Where the attributing clause begins.
    pub clause: usize,
    /// True where that clause stands inside another's content whatever comes before it.
    pub embedded: bool,
    /// True where the content is the quotation that the sentence before ends with.
    pub reaches_back: bool,
    /// True where it is a bare possibility.
    pub possible: bool,
    /// The entry.
    pub rule: Rule,
}

/// A sentence, or the part of one that stands inside a quotation.
pub(super) struct Line<'a> {
    pub document: &'a Document,
    pub lexicon: &'a Lexicon,
    pub quotations: &'a [Quotation],
    pub items: Vec<Item>,
    pub part: Part,
    /// True where nearly every word has a capital, as headlines have.
    pub titled: bool,
}

impl Line<'_> {
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// The token at `at`; none for a quotation.
    pub fn token(&self, at: usize) -> Option<&Token> {
        match self.items.get(at)? {
            Item::Token(token) => self.document.tokens.get(*token),
            Item::Quote(_) => None,
        }
    }

    pub fn lower(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| &token.lower)
    }

    pub fn class(&self, at: usize) -> Class {
        self.token(at).map(|token| token.class).unwrap_or_default()
    }

    pub fn is(&self, at: usize, class: Class) -> bool {
        self.class(at).any(class)
    }

    pub fn is_mark(&self, at: usize, marks: &str) -> bool {
        self.token(at).is_some_and(|token| token.is_mark(marks))
    }

    pub fn is_quote(&self, at: usize) -> bool {
        matches!(self.items.get(at), Some(Item::Quote(_)))
    }

    /// True of a quotation that can be an utterance.
    pub fn is_utterance(&self, at: usize) -> bool {
        match self.items.get(at) {
            Some(Item::Quote(quote)) => self.quotations[*quote].utterance,
            _ => false,
        }
    }

    pub fn span(&self, at: usize) -> Span {
        match self.items.get(at) {
            Some(Item::Token(token)) => self.document.tokens[*token].span,
            Some(Item::Quote(quote)) => self.quotations[*quote].inner,
            None => Span::default(),
        }
    }

    /// The span of a run of items, without marks at its ends.
    pub fn range_span(&self, items: Range<usize>) -> Span {
        let items = self.trim(items);
        match items.len() {
            0 => Span::default(),
            1 => self.span(items.start),
            _ => {
                let whole = |at: usize| match self.items[at] {
                    Item::Token(token) => self.document.tokens[token].span,
                    Item::Quote(quote) => {
                        self.document.token_span(self.quotations[quote].tokens.clone())
                    }
                };
                whole(items.start).join(whole(items.end - 1))
            }
        }
    }

    /// The run without marks at its ends; brackets and percent signs stay.
    pub fn trim(&self, items: Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (items.start, items.end.min(self.len()));
        let loose = |at: usize| {
            self.token(at).is_some_and(|token| {
                token.kind == TokenKind::Mark && !token.is_mark("()[]%&#@$€£+")
            })
        };
        while start < end && loose(start) {
            start += 1;
        }
        while end > start && loose(end - 1) {
            end -= 1;
        }
        start..end.max(start)
    }

    /// The entries that begin at `at`, longest first.
    pub fn entries(&self, at: usize) -> Vec<(Entry, usize)> {
        match self.items.get(at) {
            Some(Item::Token(token)) => {
                let end = (*token + 8).min(self.document.tokens.len());
                self.lexicon.entries(&self.document.tokens[*token..end]).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The words inside a quotation, in lower case.
    pub fn quoted(&self, at: usize) -> impl Iterator<Item = &str> {
        let tokens = match self.items.get(at) {
            Some(Item::Quote(quote)) => self.quotations[*quote].tokens.clone(),
            _ => 0..0,
        };
        self.document.tokens[tokens].iter().take(60).map(|token| &*token.lower)
    }

    /// True of a mark that ends a clause.
    pub fn ends_clause(&self, at: usize) -> bool {
        at >= self.len() || self.is_mark(at, ",;:!?…—–-()[]|+") || self.is_full_stop(at)
    }

    /// True of a full stop that is not an abbreviation's.
    fn is_full_stop(&self, at: usize) -> bool {
        self.is_mark(at, ".") && at + 1 >= self.len()
    }

    /// True of a word for a time: a weekday, a month, "morning".
    pub fn is_time(&self, at: usize) -> bool {
        self.lexicon.grammar.times.contains(self.lower(at))
    }

    /// True of what may be part of a noun phrase behind its determiner.
    pub fn is_nominal(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else {
            return self.is_quote(at) && !self.is_utterance(at);
        };
        match token.kind {
            TokenKind::Number | TokenKind::Possessive => return true,
            TokenKind::Mark => {
                return token.is_mark("%&/") || (token.is(".") && at + 1 < self.len());
            }
            TokenKind::Word => {}
        }
        const CLOSED: Class = Class::PREPOSITION
            .or(Class::COORDINATOR)
            .or(Class::SUBORDINATOR)
            .or(Class::RELATIVE)
            .or(Class::AUXILIARY)
            .or(Class::MODAL)
            .or(Class::PRONOUN)
            .or(Class::NEGATION)
            .or(Class::DETERMINER)
            .or(Class::POSSESSIVE)
            .or(Class::CONDITIONAL);
        // "Islamic State": a capital in mid-sentence is part of a name.
        if !self.lexicon.grammar.verb_second && self.is_name_part(at) {
            return !token.class.any(CLOSED) || token.class.any(Class::ADJECTIVE);
        }
        let noun =
            self.lexicon.grammar.verb_second && token.capital && !self.document.caseless && at > 0;
        if noun {
            return !token.class.any(Class::DETERMINER.or(Class::PRONOUN));
        }
        if self.entries(at).iter().any(|(entry, _)| matches!(entry, Entry::According(_))) {
            return false;
        }
        if self.writes_nouns_large() && self.is_cue(at) && !self.follows_determiner(at) {
            return false;
        }
        if token.class.any(CLOSED) {
            return token.class.any(Class::ADJECTIVE) && !token.class.any(Class::PREPOSITION);
        }
        if token.class.any(Class::VERB.or(Class::ADVERB)) && !token.class.any(Class::ADJECTIVE) {
            return self.follows_determiner(at);
        }
        true
    }

    /// True where a capital tells a noun from everything else.
    pub fn writes_nouns_large(&self) -> bool {
        self.lexicon.grammar.verb_second && !self.document.caseless
    }

    /// True of a capital in mid-sentence that is no headline's.
    pub fn is_name_part(&self, at: usize) -> bool {
        at > 0
            && !self.document.caseless
            && self.part != Part::Headline
            && !self.titled
            && self.token(at).is_some_and(|token| token.capital && token.kind == TokenKind::Word)
    }

    fn is_cue(&self, at: usize) -> bool {
        self.entries(at).iter().any(|(entry, _)| {
            matches!(entry, Entry::Cue(_) | Entry::Participle(_) | Entry::Joined(_))
        })
    }

    /// True of a determiner that cannot open a content clause.
    fn is_determiner(&self, at: usize) -> bool {
        self.is(at, Class::DETERMINER.or(Class::POSSESSIVE))
            && !self.lexicon.grammar.complementizers.contains(self.lower(at))
    }

    fn follows_determiner(&self, at: usize) -> bool {
        at > 0
            && (self.is(at - 1, Class::DETERMINER.or(Class::POSSESSIVE).or(Class::ADJECTIVE))
                || self.token(at - 1).is_some_and(|token| token.kind == TokenKind::Possessive))
    }

    /// True of a preposition, or an article in the genitive, that hangs a noun on another.
    fn attaches(&self, at: usize) -> bool {
        self.lexicon.grammar.attaching.contains(self.lower(at))
            || (self.lexicon.grammar.all_attach && self.is(at, Class::PREPOSITION))
    }

    /// Where the noun phrase that ends before `end` begins; none where no noun stands there.
    pub fn phrase_left(&self, end: usize) -> Option<usize> {
        let last = end.checked_sub(1)?;
        if self.is(last, Class::PRONOUN)
            && !self.lexicon.grammar.complementizers.contains(self.lower(last))
        {
            let grammar = &self.lexicon.grammar;
            let word = self.lower(last);
            return (!grammar.oblique.contains(word) && !grammar.no_source.contains(word))
                .then_some(last);
        }
        let mut start = self.core_left(end)?;
        while let Some(link) = start.checked_sub(1) {
            // A genitive hangs on the noun before it: "ein Bericht der Zeitung".
            if self.lexicon.grammar.verb_second
                && self.is_determiner(start)
                && self.attaches(start)
                && self.is_nominal(link)
            {
                match self.core_left(start) {
                    Some(core) => start = core,
                    None => break,
                }
                continue;
            }
            let authored = self.lexicon.grammar.agent.contains(self.lower(link))
                && link > 0
                && super::source::is_document(self, link - 1..link);
            if (self.attaches(link) || authored) && link > 0 && !self.is_time(start) {
                match self.core_left(link) {
                    Some(core) => start = core,
                    None => break,
                }
            } else if self.is(link, Class::COORDINATOR) && link > 0 {
                match self.core_left(link) {
                    // "X and Y said", where nothing but this phrase opens the clause.
                    Some(core) if core == 0 || self.ends_clause(core - 1) => start = core,
                    _ => break,
                }
            } else {
                break;
            }
        }
        Some(start)
    }

    /// Where the run of nominal words that ends before `end` begins, its determiner included.
    fn core_left(&self, end: usize) -> Option<usize> {
        let mut start = end;
        while start > 0 {
            let at = start - 1;
            if self.is_mark(at, ")") {
                match (at.saturating_sub(8)..at).rev().find(|&i| self.is_mark(i, "(")) {
                    Some(open) if open > 0 => start = open,
                    _ => break,
                }
                continue;
            }
            let head = start == end
                && self.is(at, Class::VERB)
                && !self.is(at, Class::AUXILIARY.or(Class::MODAL));
            if self.is_time(at) && start != end {
                break;
            }
            if self.is_nominal(at) || (head && at > 0 && self.is_nominal(at - 1)) {
                start = at;
                continue;
            }
            if start < end && self.is_determiner(at) {
                start = at;
                // "all the", "both their": one more.
                if at > 0 && self.is_determiner(at - 1) {
                    start = at - 1;
                }
            }
            break;
        }
        while start < end
            && (self.is_mark(start, ".%&/")
                || self.token(start).is_some_and(|t| t.kind == TokenKind::Possessive))
        {
            start += 1;
        }
        let names = (start..end).any(|at| {
            self.is_quote(at)
                || (self.token(at).is_some_and(|t| t.kind == TokenKind::Word)
                    && !self.is_determiner(at))
        });
        (start < end && names && !(end - start == 1 && self.is_time(start))).then_some(start)
    }

    /// Where the noun phrase that begins at `start` ends; `start` itself where there is none.
    /// `wide` takes in what hangs on it by prepositions and "and".
    pub fn phrase_right(&self, start: usize, wide: bool) -> usize {
        let pronoun = self.is(start, Class::PRONOUN)
            && !self.lexicon.grammar.quantifiers.contains(self.lower(start))
            && (!self.is(start, Class::DETERMINER.or(Class::POSSESSIVE))
                || !self.is_nominal(start + 1));
        if pronoun {
            return if self.lexicon.grammar.no_source.contains(self.lower(start)) {
                start
            } else {
                start + 1
            };
        }
        let mut end = self.core_right(start);
        if end == start || !wide {
            return end;
        }
        loop {
            let link = end;
            let joins = self.lexicon.grammar.attaching.contains(self.lower(link))
                || self.is(link, Class::COORDINATOR);
            let infinitive = self.is(link, Class::INFINITIVE_MARKER)
                && !self.is_determiner(link + 1)
                && !self.token(link + 1).is_some_and(|token| token.capital);
            if !joins || infinitive || self.is_time(link + 1) || self.is_time(link + 2) {
                return end;
            }
            let genitive = self.is(link, Class::DETERMINER) && !self.is(link, Class::PREPOSITION);
            let next = if genitive { self.core_right(link) } else { self.core_right(link + 1) };
            if next <= link + 1 {
                return end;
            }
            end = next;
        }
    }

    fn core_right(&self, start: usize) -> usize {
        let mut at = start;
        while self.is_determiner(at)
            || (self.lexicon.grammar.quantifiers.contains(self.lower(at))
                && self.is_nominal(at + 1))
            || (self.is(at, Class::ADVERB)
                && !self.is(at, Class::PREPOSITION)
                && !self.is_time(at)
                && self.is_nominal(at + 1))
        {
            at += 1;
        }
        let nominal = at;
        while at < self.len() && (self.is_nominal(at) && !self.is_time(at)) {
            at += 1;
        }
        let small = |at: usize| {
            self.writes_nouns_large()
                && self.token(at).is_some_and(|t| t.kind == TokenKind::Word && !t.capital)
        };
        if at == nominal && self.is_quote(at) {
            at += 1;
        }
        while at > nominal && (self.is_mark(at - 1, ".") || small(at - 1)) {
            at -= 1;
        }
        if at == nominal { start } else { at }
    }

    /// True where a finite verb seems to stand in the run.
    pub fn has_verb(&self, items: Range<usize>) -> bool {
        items.into_iter().any(|at| {
            self.is(at, Class::AUXILIARY.or(Class::MODAL))
                || (self.is(at, Class::VERB) && !self.follows_determiner(at))
                || self.entries(at).iter().any(|(entry, _)| matches!(entry, Entry::Cue(_)))
        })
    }
}

/// True of a cue's form that stands before a noun or is part of a name: "suspected gunmen",
/// "registered voters", "the United States".
pub(super) fn is_attributive(line: &Line<'_>, at: usize) -> bool {
    if line.is_name_part(at) {
        return true;
    }
    let Some(before) = at.checked_sub(1) else { return false };
    let determined = (line.is(before, Class::DETERMINER)
        && !line.is(before, Class::PRONOUN.or(Class::SUBORDINATOR)))
        || (line.is(before, Class::POSSESSIVE) && !line.is(before, Class::PRONOUN))
        || line.token(before).is_some_and(|token| token.kind == TokenKind::Number);
    let prepositional = line.is(before, Class::PREPOSITION)
        && !line.is(before, Class::SUBORDINATOR.or(Class::ADVERB).or(Class::PARTICLE));
    (determined || prepositional) && !line.lower(at).ends_with("ing")
}
