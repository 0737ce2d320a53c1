//! Which of the lines at the top are headline, and who wrote and published the report.

use super::judge::Cut;
use super::lexicon::{Lexicon, Role};
use super::line::{self, Line};
use crate::text::Span;

/// The lines at the top that are not running text.
pub(super) struct Headline {
    pub span: Span,
    pub title: String,
}

/// Most lines that a headline with its sub-headlines takes.
const LINES: usize = 6;

/// The headline and the sub-headlines: the lines before the first sentence of the body that have
/// no full stop at their end. A text that begins with a sentence has none.
pub(super) fn find(text: &str, title: Option<&str>) -> Option<Headline> {
    let lines = line::lines(text);
    let first = lines.first()?;
    let words = |line: &Line| text[line.span.start..line.span.end].to_owned();
    let given = title.is_some_and(|title| plain(title) == plain(&words(first)));
    if !given && !is_headline(text, &lines, 0) {
        return None;
    }
    // A page of nothing but one line has no body to be the headline of.
    let mut end = first.span.end;
    for i in 1..lines.len().min(LINES) {
        if i + 1 == lines.len() || !is_headline(text, &lines, i) {
            break;
        }
        end = lines[i].span.end;
    }
    Some(Headline { span: Span::new(first.span.start, end), title: words(first) })
}

fn plain(text: &str) -> String {
    line::words(text).into_iter().map(|word| word.lower).collect::<Vec<_>>().join(" ")
}

fn is_headline(text: &str, lines: &[Line], i: usize) -> bool {
    let line = &lines[i];
    let words = &text[line.span.start..line.span.end];
    let closed = words.trim_end_matches(['"', '”', '“', '’', '\'', '»', '«', ')', ' ', '\u{a0}']);
    let stopped = closed.ends_with(['.', '…', ':', ';', ',', '۔', '،'])
        || (line.stopped && line.length() >= 14);
    let quotes_open =
        words.starts_with(['“', '"', '„', '«']) && !words.ends_with(['”', '"', '“', '»', '«']);
    // A paragraph that is broken at a column: the next line goes on with a small letter.
    let goes_on = lines.get(i + 1).is_some_and(|next| {
        !next.after_blank && text[next.span.start..].starts_with(char::is_lowercase)
    });
    !stopped
        && !goes_on
        && !(quotes_open && line.length() > 20)
        && line.length() <= 60
        && !is_dateline(words)
        && !(i == 0 && lines.len() == 1)
}

/// True where a paragraph opens as a wire's does: "GAO, Mali, 3 March (Sahel Wire) — ".
fn is_dateline(words: &str) -> bool {
    dateline(words).is_some_and(|(place, _)| {
        let first = place.split([' ', ',', '/']).next().unwrap_or_default();
        first.chars().count() > 1 && first.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
            || place.contains('(')
    }) && words.chars().count() > 80
}

/// The place and date in front of a wire's dash, and what follows.
fn dateline(words: &str) -> Option<(&str, &str)> {
    let end = words.char_indices().nth(90).map_or(words.len(), |(at, _)| at);
    let at = ["—", " – ", " -- ", " - ", "). ", "): "]
        .iter()
        .filter_map(|dash| words[..end].find(dash).map(|at| (at, *dash)))
        .min()?;
    let (at, dash) = at;
    let place = &words[..if dash.starts_with(')') { at + 1 } else { at }];
    Some((place, &words[at + dash.len()..]))
}

/// The author in a byline that was taken off.
pub(super) fn author(cut: &Cut, lexicon: &Lexicon) -> Option<String> {
    if cut.kind != "byline" {
        return None;
    }
    let words = line::words(&cut.text);
    let found = lexicon.at(&words, 0, &[Role::Opener])?;
    let first = words[found.to..].iter().find(|word| !word.is(":"))?;
    let rest = &cut.text[first.span.start..];
    let end = rest.find(['|', '(', '·', '•', ',', '—', '–', ';', '/', '\t']).unwrap_or(rest.len());
    let end = words
        .iter()
        .filter(|word| word.is("#") && word.span.start >= first.span.start)
        .map(|word| word.span.start - first.span.start)
        .min()
        .map_or(end, |number| end.min(number));
    let name = rest[..end].trim().trim_end_matches('.').trim();
    (first.capital && !name.is_empty() && name.split_whitespace().count() <= 6)
        .then(|| name.to_owned())
}

/// The publisher: the wire in the dateline's brackets, or who holds the copyright.
pub(super) fn publisher(text: &str, cuts: &[Cut], lexicon: &Lexicon) -> Option<String> {
    let lines = line::lines(text);
    let wire = lines
        .iter()
        .take(LINES + 2)
        .find_map(|line| wire(&text[line.span.start..line.span.end], lexicon));
    wire.or_else(|| cuts.iter().find_map(|cut| copyright(cut, lexicon)))
}

/// "(Sahel Wire)" in front of a dateline's dash, where a word of it is known to be a wire's.
fn wire(words: &str, lexicon: &Lexicon) -> Option<String> {
    let (place, _) = dateline(words)?;
    let (before, inside) = place.rsplit_once('(')?;
    let name = inside.split_once(')')?.0.trim();
    let found = line::words(name);
    let known = (0..found.len()).any(|at| {
        lexicon.at(&found, at, &[Role::Filler]).is_some_and(|found| found.kind == "publisher")
    });
    (known && found.len() <= 5 && !before.trim().is_empty()).then(|| name.to_owned())
}

/// "© 2024 Sahel Newswire. All rights reserved."
fn copyright(cut: &Cut, lexicon: &Lexicon) -> Option<String> {
    if !matches!(
        &*cut.kind,
        "copyright" | "navigation" | "subscription" | "newsletter" | "related-links" | "share-bar"
    ) {
        return None;
    }
    let after = &cut.text[cut.text.rfind('©')? + '©'.len_utf8()..];
    let name = after.trim_start_matches(|c: char| {
        c.is_numeric() || c.is_whitespace() || matches!(c, '-' | '–' | ',')
    });
    let end = name.find(['.', '|', ',', '–', '—', '·', '/', '(', '\n']).unwrap_or(name.len());
    let name = name[..end].trim().trim_matches(['«', '»', '"', '“', '”', '„']).trim();
    let words = line::words(name);
    let plain = !name.is_empty()
        && words.len() <= 5
        && words.iter().all(|word| !word.is("#") && !word.is(":"));
    let phrase = (0..words.len()).any(|at| lexicon.at(&words, at, &[Role::Phrase]).is_some());
    (plain && !phrase && words.first().is_some_and(|word| word.capital)).then(|| name.to_owned())
}
