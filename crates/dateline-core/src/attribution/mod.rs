//! According to whom: sources, cues, contents.
//!
//! A report is read sentence by sentence, every quotation taken as one thing ([`quotes`],
//! [`line`]). The cues of `attribution.toml` say what may hang on them; where the subject stands
//! is a matter of the language: before its verb ([`subject_verb`]) or on either side of it
//! ([`verb_second`]). What hangs on prepositions, hedges and colons is the same everywhere
//! ([`adverbial`]). At the end quotations and reported speech that go on over sentences are given
//! to whoever spoke before, and each attribution is told inside which other it stands.

mod adverbial;
mod holders;
mod lexicon;
mod line;
mod quotes;
mod source;
mod stance;
mod subject_verb;
mod tagged;
#[cfg(test)]
mod tests;
mod verb_second;
mod write;

use std::ops::Range;

use crate::Rule;
use crate::actor::ActorMention;
use crate::record::{SourceKind, Stance};
use crate::text::{Class, Document, Sentence, Span};
pub use lexicon::Lexicon;
use line::{Found, Item, Line};
use quotes::Quotation;
pub use tagged::from_tags;
pub use write::claim;
pub(crate) use write::{named, source};

/// Who is made to speak.
#[derive(Clone, Debug)]
pub struct SourceMention {
    /// The whole phrase with its article left in: "a senior IDF official".
    pub span: Span,
    /// Index into the actors, where the source is one (its head lies in `span`).
    pub actor: Option<usize>,
    /// What kind of source.
    pub kind: SourceKind,
}

/// One attribution: somebody says something.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// Who; none where only "reportedly" is said.
    pub source: Option<SourceMention>,
    /// The word that attributes; none in a "Netanyahu: …" headline.
    pub cue: Option<Span>,
    /// What is said, in one or more pieces ("'…,' he said. '…'").
    pub content: Vec<Span>,
    /// How the source stands to it.
    pub stance: Stance,
    /// True where the content is between quotation marks.
    pub direct: bool,
    /// Outlets and sources between the source and this report, nearest first.
    pub via: Vec<Span>,
    /// Index of the attribution inside whose content this one stands.
    pub inside: Option<usize>,
    /// True where the report names a bare possibility: "it is possible that".
    pub possible: bool,
    /// The rule or cue entry.
    pub rule: Rule,
}

impl Attribution {
    /// Where the attribution is first seen: its cue, or its content where it has none.
    fn anchor(&self) -> Span {
        self.cue.or(self.content.first().copied()).unwrap_or_default()
    }
}

/// A longer sentence is read in pieces, so that no text takes more than linear time.
const LINE: usize = 400;
/// A parenthesis of fewer tokens is read over.
const PARENTHESIS: usize = 10;

/// Finds the attributions of a document, in order.
#[must_use]
pub fn find(document: &Document, lexicon: &Lexicon, actors: &[ActorMention]) -> Vec<Attribution> {
    if lexicon.is_empty() {
        return Vec::new();
    }
    let quotations = quotes::find(document);
    let mut reader = Reader {
        document,
        lexicon,
        actors,
        quotations: &quotations,
        found: Vec::new(),
        speaker: None,
    };
    let mut quotation = 0;
    for sentence in &document.sentences {
        while quotation < quotations.len()
            && quotations[quotation].tokens.end <= sentence.tokens.start
        {
            quotation += 1;
        }
        reader.sentence(sentence, quotation);
    }
    let mut found = reader.found;
    found.sort_by_key(|one| (one.anchor(), one.content.first().copied()));
    nest(&mut found);
    found
}

/// What stands between quotation marks and may be an utterance, in order, without the marks.
#[must_use]
pub fn utterances(document: &Document) -> Vec<Span> {
    quotes::find(document)
        .into_iter()
        .filter(|quote| quote.utterance)
        .map(|quote| quote.inner)
        .collect()
}

/// The state of reading one document.
struct Reader<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    actors: &'a [ActorMention],
    quotations: &'a [Quotation],
    found: Vec<Attribution>,
    /// The last attribution outside quotations, and the sentence up to which it runs.
    speaker: Option<(usize, usize)>,
}

impl<'a> Reader<'a> {
    /// True where nearly every longer word has a capital.
    fn is_titled(&self, sentence: &Sentence) -> bool {
        let tokens = &self.document.tokens[sentence.tokens.clone()];
        let long = tokens
            .iter()
            .take(LINE)
            .filter(|token| token.is_word() && token.lower.chars().count() > 3);
        let (words, capitals) = long.fold((0, 0), |(words, capitals), token| {
            (words + 1, capitals + usize::from(token.capital))
        });
        words > 3 && capitals * 4 > words * 3
    }

    fn line(&self, items: Vec<Item>, sentence: &Sentence, titled: bool) -> Line<'a> {
        Line {
            document: self.document,
            lexicon: self.lexicon,
            quotations: self.quotations,
            items,
            part: sentence.part,
            titled,
        }
    }

    /// Reads one sentence; `quotation` is the first that does not end before it.
    fn sentence(&mut self, sentence: &Sentence, quotation: usize) {
        let (outer, inner) = self.split(sentence, quotation);
        let titled = self.is_titled(sentence);
        let first = self.found.len();
        let index = self.document.tokens[sentence.tokens.start].sentence;
        for items in outer.chunks(LINE) {
            let outer = self.line(items.to_vec(), sentence, titled);
            for one in read(&outer) {
                for holder in said_by_each(&outer, one) {
                    let one = self.settle(&outer, holder, sentence);
                    self.found.extend(one);
                }
            }
        }
        let spoken = (first..self.found.len()).rev().find(|&at| self.found[at].source.is_some());
        match spoken {
            Some(at) => self.speaker = Some((at, index)),
            None if outer.len() <= LINE => {
                let outer = self.line(outer, sentence, titled);
                self.carry(&outer, index);
            }
            None => {}
        }
        for items in inner.iter().flat_map(|items| items.chunks(LINE)) {
            let inner = self.line(items.to_vec(), sentence, titled);
            for one in read(&inner) {
                // "I think" inside a quotation is the speaker again.
                let again =
                    one.source.as_ref().is_none_or(|source| inner.is(source.start, Class::PRONOUN));
                let one = self.settle(&inner, one, sentence);
                self.found.extend(one.filter(|one| !again || tells_more(one.stance)));
            }
        }
    }

    /// The items of a sentence, and those inside each of its quotations.
    fn split(&self, sentence: &Sentence, mut quotation: usize) -> (Vec<Item>, Vec<Vec<Item>>) {
        let (mut outer, mut inner) = (Vec::with_capacity(sentence.tokens.len()), Vec::new());
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            match self.quotations.get(quotation) {
                Some(quote) if quote.tokens.start <= at => {
                    let end = quote.tokens.end.min(sentence.tokens.end);
                    outer.push(Item::Quote(quotation));
                    if quote.utterance {
                        inner.push((at..end).map(Item::Token).collect());
                    }
                    at = end;
                    quotation += 1;
                }
                _ => {
                    if let Some(end) = self.parenthesis(at, sentence.tokens.end) {
                        at = end;
                        continue;
                    }
                    outer.push(Item::Token(at));
                    at += 1;
                }
            }
        }
        (outer, inner)
    }

    /// The end of a short parenthesis that opens at `at` in mid-sentence: "Smith (R-Ohio) said".
    fn parenthesis(&self, at: usize, end: usize) -> Option<usize> {
        let tokens = &self.document.tokens;
        if !tokens[at].is_mark("([") {
            return None;
        }
        let last = end.min(at + PARENTHESIS);
        let close = (at + 1..last).find(|&i| tokens[i].is_mark(")]"))?;
        (close + 1 < end).then_some(close + 1)
    }

    /// Makes an attribution of what was found in a line.
    fn settle(&self, line: &Line<'_>, found: Found, sentence: &Sentence) -> Option<Attribution> {
        let mut content: Vec<Span> = found
            .content
            .iter()
            .map(|piece| line.range_span(piece.clone()))
            .filter(|span| !span.is_empty())
            .collect();
        let mut direct = !found.content.is_empty()
            && found
                .content
                .iter()
                .all(|piece| line.trim(piece.clone()).all(|at| line.is_quote(at)));
        if found.reaches_back {
            let before = self.quotations.partition_point(|q| q.tokens.end <= sentence.tokens.start);
            let quote = &self.quotations[before.checked_sub(1)?];
            if quote.tokens.end != sentence.tokens.start {
                return None;
            }
            content = vec![quote.inner];
            direct = true;
        }
        if content.is_empty() {
            return None;
        }
        let mut source = found.source.map(|items| self.source(line.range_span(items)));
        let mut via: Vec<Span> =
            found.via.into_iter().map(|items| line.range_span(items)).collect();
        // "X, citing Y, said": where Y is somebody who can speak, Y does, by way of X.
        if let Some((items, unsure)) = found.relayed
            && let relayed = self.source(line.range_span(items))
            && (!unsure || relayed.actor.is_some() || relayed.kind != SourceKind::Named)
            && let Some(outlet) = source.replace(relayed)
        {
            via.push(outlet.span);
        }
        // Before a headline's colon may stand a place or a topic.
        if found.cue.is_none()
            && source.as_ref().is_some_and(|s| s.actor.is_none() && s.kind == SourceKind::Named)
        {
            return None;
        }
        let stance = match found.stance {
            Stance::Asserts if found.plain => {
                stance::of_content(self.document, self.lexicon, &content).unwrap_or(Stance::Asserts)
            }
            stance => stance,
        };
        Some(Attribution {
            source,
            cue: found.cue,
            content,
            stance,
            direct,
            via,
            inside: None,
            possible: found.possible,
            rule: found.rule,
        })
    }

    fn source(&self, span: Span) -> SourceMention {
        let ties = &self.lexicon.grammar.ties;
        let actor = source::actor(self.document, ties, self.actors, span);
        let known = actor.is_some_and(|actor| self.actors[actor].id.is_some());
        let actor = source::apposed(self.document, self.actors, span).filter(|_| !known).or(actor);
        let mention = actor.map(|at| &self.actors[at]);
        let kind = source::kind(self.document, &self.lexicon.sources, span, mention);
        // "The statement said": whose statement it is was said before.
        let actor = actor.or_else(|| {
            let (speaker, _) = self.speaker.filter(|_| kind == SourceKind::Document)?;
            self.found[speaker]
                .source
                .as_ref()
                .filter(|before| before.kind == SourceKind::Document)?
                .actor
        });
        SourceMention { span, actor, kind }
    }

    /// Gives a sentence without a source of its own to whoever spoke just before: a quotation that
    /// stands alone, and reported speech.
    fn carry(&mut self, line: &Line<'_>, index: usize) {
        let Some((speaker, last)) = self.speaker.filter(|&(_, last)| last + 1 >= index) else {
            return;
        };
        let items = line.trim(0..line.len());
        let grammar = &self.lexicon.grammar;
        if !items.is_empty() && items.clone().all(|at| line.is_quote(at)) {
            self.speaker = Some((speaker, index.max(last)));
            let one = &mut self.found[speaker];
            let span = line.range_span(items);
            if one.direct && one.content.last().is_some_and(|piece| piece.end <= span.start) {
                one.content.push(span);
            }
            return;
        }
        let reported = (items.clone().any(|at| grammar.reported.contains(line.lower(at)))
            && !items.clone().any(|at| grammar.first_person.contains(line.lower(at))))
            || (items.clone().any(|at| grammar.reported_weak.contains(line.lower(at)))
                && !items.clone().any(|at| is_indicative(line, at)));
        let carrier = items.clone().next().filter(|&at| grammar.carriers.contains(line.lower(at)));
        let reported = reported || carrier.is_some();
        if !reported {
            return;
        }
        let content = vec![line.range_span(items)];
        let stance =
            stance::of_content(self.document, self.lexicon, &content).unwrap_or(Stance::Asserts);
        let source = self.found[speaker].source.clone();
        let via = self.found[speaker].via.clone();
        self.speaker = Some((self.found.len(), index));
        self.found.push(Attribution {
            source,
            cue: carrier.map(|at| line.span(at)),
            content,
            stance,
            direct: false,
            via,
            inside: None,
            possible: false,
            rule: "carried".into(),
        });
    }
}

/// The same statement once for each of its sources.
fn said_by_each(line: &Line<'_>, found: Found) -> Vec<Found> {
    let Some(last) = found.source.clone() else { return vec![found] };
    let holders = holders::of(line, last).into_iter();
    holders.map(|source| Found { source: Some(source), ..found.clone() }).collect()
}

/// True of the stances that matter even where a speaker takes them on in passing.
fn tells_more(stance: Stance) -> bool {
    matches!(
        stance,
        Stance::ClaimsResponsibility
            | Stance::Denies
            | Stance::Accuses
            | Stance::Threatens
            | Stance::Demands
    )
}

/// True of a finite auxiliary or modal that is no reported speech.
fn is_indicative(line: &Line<'_>, at: usize) -> bool {
    let grammar = &line.lexicon.grammar;
    let word = line.lower(at);
    line.is(at, Class::AUXILIARY.or(Class::MODAL))
        && !grammar.reported.contains(word)
        && !grammar.reported_weak.contains(word)
        && grammar.indicative.contains(word)
}

/// The attributions of one line, each content ended where another clause attributes beside it.
fn read(line: &Line<'_>) -> Vec<Found> {
    let mut found = if line.lexicon.grammar.verb_second {
        verb_second::read(line)
    } else {
        subject_verb::read(line)
    };
    adverbial::read(line, &mut found);
    found.sort_by_key(|one| one.cue_at);
    let clauses: Vec<Option<usize>> =
        found.iter().map(|one| (!one.embedded).then_some(one.clause)).collect();
    for (at, one) in found.iter_mut().enumerate() {
        let siblings: Vec<usize> = clauses[at + 1..].iter().take(6).copied().flatten().collect();
        for piece in &mut one.content {
            clip(line, piece, &siblings);
        }
    }
    found
}

/// Ends a piece of content where a clause begins that stands beside it, not inside.
fn clip(line: &Line<'_>, piece: &mut Range<usize>, clauses: &[usize]) {
    for &clause in clauses {
        if clause <= piece.start || clause >= piece.end {
            continue;
        }
        let mut link = clause;
        let joins = |at: usize| {
            line.is_mark(at, ",;—–")
                || (line.is(at, Class::COORDINATOR.or(Class::SUBORDINATOR).or(Class::ADVERB))
                    && !line.lexicon.grammar.complementizers.contains(line.lower(at)))
        };
        while link > piece.start && joins(link - 1) {
            link -= 1;
        }
        if link < clause || line.is_mark(clause, ",;") || line.is(clause, Class::COORDINATOR) {
            piece.end = link.max(piece.start);
            return;
        }
    }
}

/// Tells each attribution inside whose content it stands: the innermost that holds its anchor.
fn nest(found: &mut [Attribution]) {
    let mut pieces: Vec<(Span, usize)> = found
        .iter()
        .enumerate()
        .flat_map(|(at, one)| one.content.iter().map(move |&span| (span, at)))
        .collect();
    pieces.sort_by_key(|&(span, at)| (span.start, std::cmp::Reverse(span.end), at));
    let mut open: Vec<(Span, usize)> = Vec::new();
    let mut next = 0;
    for at in 0..found.len() {
        let anchor = found[at].anchor();
        while next < pieces.len() && pieces[next].0.start <= anchor.start {
            open.push(pieces[next]);
            next += 1;
        }
        while open.last().is_some_and(|(span, _)| span.end <= anchor.start) {
            open.pop();
        }
        let own = found[at].content.clone();
        found[at].inside = open
            .iter()
            .rev()
            .take(16)
            .find(|(span, holder)| {
                *holder != at
                    && span.contains(anchor)
                    && !own.iter().any(|piece| piece.contains(*span))
            })
            .map(|&(_, holder)| holder);
    }
}
