//! Decides which lines, and which ends of lines, are debris.
//!
//! In three steps, each sure of the one before: lines that their own words give away; lines that
//! their place gives away as well (a byline stands above or below the story, never in it); lines
//! that their neighbours give away (a caption beside its credit, the headline's repetition).

use super::lexicon::{Lexicon, Match, Role};
use super::line::{self, Border, Line, Piece};
use crate::language::LanguagePack;
use crate::text::Span;

/// A piece of the page to take off.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    pub kind: String,
    /// The words, without surrounding white space.
    pub text: String,
    /// What goes, white space included.
    pub span: Span,
}

/// What is to become of a line.
#[derive(Clone, Debug, PartialEq)]
enum Verdict {
    Keep,
    /// It goes whole.
    Debris(String),
    /// It goes whole if it stands above or below the story.
    AtEdge(String),
    /// It goes from this piece on, or up to this piece.
    Tail(usize, String),
    Head(usize, String),
}

/// The page under judgement.
struct Page<'a> {
    text: &'a str,
    lines: Vec<Line>,
    verdicts: Vec<Verdict>,
    /// The lexicon of the page's language and that of English, in which page furniture is often
    /// left untranslated.
    lexicons: Vec<&'a Lexicon>,
    title: Option<String>,
}

/// The debris of a text, in order.
pub(super) fn judge(text: &str, title: Option<&str>, lexicon: &Lexicon) -> Vec<Cut> {
    let mut lexicons = vec![lexicon];
    if let Some(english) = LanguagePack::get("en")
        && !std::ptr::eq(&raw const english.debris, lexicon)
    {
        lexicons.push(&english.debris);
    }
    let lines = line::lines(text);
    let verdicts = vec![Verdict::Keep; lines.len()];
    let title = title.map(plain);
    let mut page = Page { text, lines, verdicts, lexicons, title };
    page.by_words();
    page.by_place();
    page.by_neighbours();
    page.cuts()
}

/// Adds what a later look at the page has found.
pub(super) fn merge(cuts: &mut Vec<Cut>, found: Vec<Cut>) {
    cuts.extend(found);
}

/// The words of a line, marks and case aside.
fn plain(text: &str) -> String {
    line::words(text)
        .iter()
        .filter(|word| !word.is(":"))
        .map(|word| &*word.lower)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Kinds that say who wrote the report and when: never inside the story.
fn is_edge_kind(kind: &str) -> bool {
    matches!(kind, "byline" | "date-line")
}

fn is_picture_kind(kind: &str) -> bool {
    matches!(kind, "credit" | "caption")
}

impl Page<'_> {
    fn find(&self, line: &Line, piece: &Piece, roles: &[Role]) -> Option<Match<'_>> {
        let words = line.words_of(piece);
        let quoted = self.text[piece.span.start..].starts_with(['"', '“', '„', '«', '‘', '\'']);
        // In a long sentence a few words may stand by chance; a quotation is somebody's words.
        let weak = |found: &Match| {
            let length = found.to - found.from;
            let page = matches!(found.kind, "navigation" | "notice");
            let sentence = piece.stopped && words.len() > if page { 8 } else { 12 } && length <= 2;
            (found.anchored && quoted && length < 4)
                || (!found.anchored && words.len() > 25 && length < 4)
                || (found.kind == "caption" && piece.stopped && words.len() > 14)
                || (sentence && (page || !found.certain) && found.kind != "cookie-notice")
        };
        (0..words.len())
            .flat_map(|at| {
                self.lexicons.iter().filter_map(move |lexicon| lexicon.at(words, at, roles))
            })
            .find(|found| !weak(found))
    }

    /// The kind of each piece that its own words give away.
    fn piece_kinds(&self, line: &Line) -> Vec<Option<String>> {
        line.pieces
            .iter()
            .map(|piece| {
                self.find(line, piece, &[Role::Phrase, Role::Header])
                    .map(|found| found.kind.to_owned())
            })
            .collect()
    }

    fn by_words(&mut self) {
        let mut headline_seen = false;
        for i in 0..self.lines.len() {
            let line = &self.lines[i];
            let is_title = !headline_seen
                && self.title.as_ref().is_some_and(|title| {
                    *title == plain(&self.text[line.span.start..line.span.end])
                });
            let verdict =
                if is_title { Verdict::Keep } else { self.words_verdict(line, !headline_seen) };
            headline_seen |= !matches!(verdict, Verdict::Debris(_) | Verdict::AtEdge(_));
            self.verdicts[i] = verdict;
        }
    }

    fn words_verdict(&self, line: &Line, first: bool) -> Verdict {
        let kinds = self.piece_kinds(line);
        if kinds.iter().all(Option::is_none) {
            return match self.filled(line) {
                Some(kind) if is_edge_kind(&kind) => Verdict::AtEdge(kind),
                Some(kind) => Verdict::Debris(kind),
                None => Verdict::Keep,
            };
        }
        let kind = kinds.iter().flatten().next().cloned().unwrap_or_default();
        let is_story = |(piece, kind): (&Piece, &Option<String>)| {
            let length = piece.words.len();
            kind.is_none()
                && match piece.border {
                    Border::Cell => piece.stopped && length >= 8,
                    _ => (piece.stopped && length >= 4) || length >= if first { 3 } else { 10 },
                }
        };
        let story = line.pieces.iter().zip(&kinds).filter(|&pair| is_story(pair)).count();
        // What begins as a cookie notice goes on as one; a time or "Live" may stand before a story.
        let limit = match &*kind {
            "navigation" | "notice" | "contributor-line" => 0,
            "credit" | "caption" => 20,
            "advertisement" | "related-links" => 25,
            _ => 45,
        };
        let whole = story == 0 || (kinds[0].is_some() && line.length() <= limit);
        if is_edge_kind(&kind) {
            let edge = whole && line.length() <= 20;
            return if edge { Verdict::AtEdge(kind) } else { Verdict::Keep };
        }
        if whole {
            return Verdict::Debris(kind);
        }
        self.part_of(line, &kinds, first)
    }

    /// Where a line of the story begins or ends with debris.
    fn part_of(&self, line: &Line, kinds: &[Option<String>], first: bool) -> Verdict {
        let short = |piece: &Piece| piece.words.len() <= 4 && !piece.stopped;
        let mut from = kinds.len();
        while from > 0 && (kinds[from - 1].is_some() || short(&line.pieces[from - 1])) {
            from -= 1;
        }
        while from < kinds.len() && kinds[from].is_none() {
            from += 1;
        }
        if let Some(Some(kind)) = kinds.get(from)
            && from > 0
            && !is_edge_kind(kind)
        {
            let before: usize = line.pieces[..from].iter().map(|piece| piece.words.len()).sum();
            let sentence =
                line.pieces[..from].iter().any(|piece| piece.stopped && piece.words.len() > 8);
            let caption = is_picture_kind(kind) && before <= 14 && !sentence && !first;
            return if caption {
                Verdict::Debris("caption".into())
            } else {
                Verdict::Tail(from, kind.clone())
            };
        }
        let numbered = line.words_of(&line.pieces[0]).iter().any(|word| word.is("#"));
        match &kinds[0] {
            // A time in front of an entry is the entry's.
            Some(kind) if !numbered => {
                Verdict::Head(kinds.iter().take_while(|kind| kind.is_some()).count(), kind.clone())
            }
            _ => Verdict::Keep,
        }
    }

    /// The kind of a line that furniture words fill.
    fn filled(&self, line: &Line) -> Option<String> {
        let counted = |from: usize, to: usize| {
            line.words[from..to]
                .iter()
                .filter(|word| !word.is("#") && !word.is(":") && !word.is("©"))
                .count()
        };
        let total = counted(0, line.words.len());
        if total == 0 || total > 24 {
            return None;
        }
        let mut covered: Vec<(&str, usize)> = Vec::new();
        let mut taken = vec![false; line.words.len()];
        let mut at = 0;
        while at < line.words.len() {
            let found = self
                .lexicons
                .iter()
                .find_map(|lexicon| lexicon.at(&line.words, at, &[Role::Filler]));
            let Some(found) = found.filter(|found| found.kind != "publisher") else {
                at += 1;
                continue;
            };
            let words = counted(found.from, found.to);
            match covered.iter_mut().find(|(kind, _)| *kind == found.kind) {
                Some((_, sum)) => *sum += words,
                None => covered.push((found.kind, words)),
            }
            taken[found.from..found.to].fill(true);
            at = found.to;
        }
        let sum: usize = covered.iter().map(|&(_, words)| words).sum();
        let (kind, _) = covered.into_iter().max_by_key(|&(_, words)| words)?;
        let cells = line.cells();
        let full = line
            .pieces
            .iter()
            .filter(|piece| {
                piece.words.clone().all(|word| taken[word] || counted(word, word + 1) == 0)
            })
            .count();
        let short = line.pieces.iter().all(|piece| piece.words.len() <= 8);
        let enough = match kind {
            "date-line" => sum == total && line.words.iter().any(|word| word.is("#")),
            "navigation" => {
                (sum * 10 >= total * 6 && (sum >= 3 || cells >= 2))
                    || (cells >= 3 && short && full * 2 >= cells)
            }
            _ => {
                (sum * 10 >= total * 6 && !(line.stopped && total >= 5))
                    || (cells >= 3 && short && full * 2 >= cells)
            }
        };
        enough.then(|| kind.to_owned())
    }

    /// First and last line of the running text.
    fn story(&self) -> Option<(usize, usize)> {
        let is_story = |i: &usize| {
            !matches!(self.verdicts[*i], Verdict::Debris(_) | Verdict::AtEdge(_))
                && self.lines[*i].is_body()
        };
        let first = (0..self.lines.len()).find(is_story)?;
        let last = (0..self.lines.len()).rev().find(is_story)?;
        Some((first, last))
    }

    fn by_place(&mut self) {
        let Some((first, last)) = self.story() else {
            for verdict in &mut self.verdicts {
                if matches!(verdict, Verdict::AtEdge(_)) {
                    *verdict = Verdict::Keep;
                }
            }
            return;
        };
        let is_date =
            |verdict: &Verdict| matches!(verdict, Verdict::AtEdge(kind) if kind == "date-line");
        // Dates between the paragraphs are the headings of a chronicle, and so is the first one.
        let chronicle = (first..=last).any(|i| is_date(&self.verdicts[i]));
        let headline = (0..self.lines.len()).find(|&i| self.verdicts[i] == Verdict::Keep);
        for i in 0..self.lines.len() {
            let edge = i < first || i > last;
            let verdict = match &self.verdicts[i] {
                Verdict::AtEdge(kind) if edge && !(chronicle && kind == "date-line") => {
                    Verdict::Debris(kind.clone())
                }
                Verdict::AtEdge(_) => Verdict::Keep,
                Verdict::Keep if edge && self.is_byline(&self.lines[i], Some(i) == headline) => {
                    Verdict::Debris("byline".into())
                }
                Verdict::Keep
                    if Some(i) != headline && self.is_navigation(&self.lines[i], edge) =>
                {
                    Verdict::Debris("navigation".into())
                }
                other => other.clone(),
            };
            self.verdicts[i] = verdict;
        }
    }

    /// True where the line is "By" and a name.
    fn is_byline(&self, line: &Line, headline: bool) -> bool {
        let Some(found) =
            self.lexicons.iter().find_map(|lexicon| lexicon.at(&line.words, 0, &[Role::Opener]))
        else {
            return false;
        };
        let cell = &line.pieces[0];
        let end = cell.words.end.max(found.to);
        let name = &line.words[found.to..end];
        if name.is_empty() || name.len() > if headline { 4 } else { 9 } || line.length() > 16 {
            return false;
        }
        let capital = |word: &line::Word| word.capital && !word.is("#");
        let capitals = name.iter().filter(|word| capital(word)).count();
        let rest_stopped = line.stopped && name.len() > 4;
        capital(&name[0])
            && capitals * 10 >= name.len() * 7
            && !rest_stopped
            && !name.iter().any(|word| word.is(":"))
    }

    /// True where bars cut the line into short cells without a sentence among them.
    fn is_navigation(&self, line: &Line, edge: bool) -> bool {
        let cells = line.cells();
        let short = line.pieces.iter().all(|piece| piece.words.len() <= 5 && !piece.stopped);
        let numbers = line.words.iter().any(|word| word.is("#"));
        let bars =
            self.text[line.span.start..line.span.end].contains(['|', '·', '•', '>', '»', '›']);
        short && bars && !numbers && (cells >= 3 || (cells == 2 && edge && line.length() <= 6))
    }

    fn by_neighbours(&mut self) {
        self.captions();
        self.repetitions();
        self.lists();
    }

    fn kind(&self, i: usize) -> Option<&str> {
        match self.verdicts.get(i) {
            Some(Verdict::Debris(kind)) => Some(kind),
            _ => None,
        }
    }

    /// A short line without a full stop beside a photo credit: below the headline and above the
    /// credit, or between two credits.
    fn captions(&mut self) {
        let mut kept = 0;
        for i in 0..self.lines.len() {
            if self.verdicts[i] != Verdict::Keep {
                continue;
            }
            let line = &self.lines[i];
            let credit = |j: usize| self.kind(j).is_some_and(is_picture_kind);
            let next_to = |j: usize| j < self.lines.len() && !self.lines[j].after_blank;
            let above = next_to(i + 1) && credit(i + 1);
            let below = i > 0 && !line.after_blank && credit(i - 1);
            if !line.stopped && line.length() <= 12 && above && (below || kept > 0) {
                self.verdicts[i] = Verdict::Debris("caption".into());
            } else {
                kept += 1;
            }
        }
    }

    /// A later line that is the headline again.
    fn repetitions(&mut self) {
        let line = |i: usize| plain(&self.text[self.lines[i].span.start..self.lines[i].span.end]);
        let Some(first) = (0..self.lines.len()).find(|&i| self.verdicts[i] == Verdict::Keep) else {
            return;
        };
        if self.lines[first].is_body() && self.title.is_none() {
            return;
        }
        let headline = line(first);
        let repeated: Vec<usize> = (first + 1..self.lines.len())
            .filter(|&i| self.verdicts[i] == Verdict::Keep && self.lines[i].length() >= 3)
            .filter(|&i| {
                let words = line(i);
                words == headline
                    || self
                        .title
                        .as_ref()
                        .is_some_and(|title| *title == words && *title == headline)
            })
            .collect();
        for i in repeated {
            self.verdicts[i] = Verdict::Debris("repeated-headline".into());
        }
    }

    /// The list below "Read also" and the readers' words below "Comments (3)".
    fn lists(&mut self) {
        let (first, last) = self.story().unwrap_or_default();
        for i in 0..self.lines.len() {
            let Some(kind) = self.kind(i).map(str::to_owned) else { continue };
            let line = &self.lines[i];
            let header = self.find(line, &line.pieces[0], &[Role::Header]);
            let Some(header) = header.filter(|found| found.to == line.words.len()) else {
                continue;
            };
            let comments = header.kind == "comments";
            let kind = if comments { "comments".to_owned() } else { kind };
            for j in i + 1..self.lines.len() {
                let item = &self.lines[j];
                if self.verdicts[j] != Verdict::Keep || item.after_blank {
                    break;
                }
                let fits = if comments {
                    self.is_comment(item) && i > first
                } else {
                    item.length() <= 16
                        && (self.is_listed(item)
                            || (!item.stopped && (j > last || self.lines[i].after_blank)))
                };
                if !fits || (kind == "advertisement" && j > i + 1) {
                    break;
                }
                self.verdicts[j] = Verdict::Debris(kind.clone());
            }
        }
    }

    /// True where the line begins with a bullet or a number.
    fn is_listed(&self, line: &Line) -> bool {
        let text = &self.text[line.span.start..line.span.end];
        text.starts_with(['-', '–', '—', '•', '*', '·', '▪', '›', '»', '►', '▶']) || {
            let digits = text.trim_start_matches(char::is_numeric);
            digits.len() < text.len() && digits.starts_with(['.', ')'])
        }
    }

    /// True where the line begins with a number or with a name and a colon.
    fn is_comment(&self, line: &Line) -> bool {
        let text = &self.text[line.span.start..line.span.end];
        let colon = line.words.iter().take(5).position(|word| word.is(":"));
        self.is_listed(line) || text.starts_with('@') || colon.is_some_and(|at| at > 0)
    }

    fn cuts(self) -> Vec<Cut> {
        let mut cuts = Vec::new();
        for (line, verdict) in self.lines.iter().zip(self.verdicts) {
            let (kind, words, span) = match verdict {
                Verdict::Keep | Verdict::AtEdge(_) => continue,
                Verdict::Debris(kind) => (kind, line.span, line.whole),
                Verdict::Tail(from, kind) => {
                    let words = Span::new(line.pieces[from].span.start, line.span.end);
                    let kept = self.text[line.span.start..words.start].trim_end().len();
                    (kind, words, Span::new(line.span.start + kept, words.end))
                }
                Verdict::Head(to, kind) => {
                    let words = Span::new(line.span.start, line.pieces[to - 1].span.end);
                    (
                        kind,
                        words,
                        Span::new(
                            words.start,
                            line.pieces.get(to).map_or(words.end, |next| next.span.start),
                        ),
                    )
                }
            };
            cuts.push(Cut {
                kind,
                text: self.text[words.start..words.end].trim().to_owned(),
                span,
            });
        }
        cuts
    }
}
