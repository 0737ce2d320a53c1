//! Quotations: which words of a report stand between quotation marks.
//!
//! One pass over the tokens, one open quotation at a time. Pages mix straight, English, German and
//! French marks, forget to close them, and open every paragraph of a long quotation afresh; so a
//! mark is read by its shape and by the white space around it, a quotation that stays open ends
//! with its paragraph, and one whose next paragraph opens again runs on.

use std::ops::Range;

use crate::text::{Document, Span};

/// A stretch of text between quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// The words without the outer marks.
    pub inner: Span,
    /// All tokens, marks included.
    pub tokens: Range<usize>,
    /// True where it can be an utterance, not only a name or a word held at a distance: it is
    /// long, or it ends like a sentence.
    pub utterance: bool,
}

/// A quotation of fewer words may be a name.
const LONG: usize = 10;

fn is_utterance(document: &Document, inner: Span, tokens: Range<usize>) -> bool {
    let words = document.tokens[tokens.clone()].iter().filter(|t| t.is_word()).take(LONG).count();
    let closed = document.slice(inner).ends_with([',', '.', '!', '?', '…']);
    (words > 3 && !is_name(document, tokens)) || (words > 0 && closed)
}

/// True where all longer words of a short quotation have a capital: "Youth Wing Against Dams".
fn is_name(document: &Document, tokens: Range<usize>) -> bool {
    let tokens = &document.tokens[tokens];
    !document.caseless
        && tokens.len() < LONG
        && tokens.iter().filter(|t| t.is_word() && t.lower.len() > 3).all(|t| t.capital)
}

/// The kinds of mark that open a quotation; each knows which marks close it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Straight,
    /// Two apostrophes, or two grave accents, as wires and old mark-up write it.
    Doubled,
    High,
    Low,
    Guillemets,
    InwardGuillemets,
    SingleHigh,
    SingleLow,
}

impl Style {
    /// Tokens that a mark of this style is made of.
    fn width(self) -> usize {
        if self == Self::Doubled { 2 } else { 1 }
    }

    /// True where `mark` may close a quotation of this style.
    fn closed_by(self, mark: &str) -> bool {
        match self {
            Self::Straight => mark == "\"",
            Self::Doubled => mark == "'",
            Self::High => matches!(mark, "”" | "\""),
            Self::Low => matches!(mark, "“" | "”" | "\"" | "‟"),
            Self::Guillemets => mark == "»",
            Self::InwardGuillemets => mark == "«",
            Self::SingleHigh => mark == "’",
            Self::SingleLow => matches!(mark, "‘" | "’"),
        }
    }
}

/// How a mark stands to the words around it.
#[derive(Clone, Copy)]
struct Surroundings {
    space_before: bool,
    space_after: bool,
}

/// Finds the quotations of a document, in order; they do not overlap.
pub(super) fn find(document: &Document) -> Vec<Quotation> {
    let mut quotations: Vec<Quotation> = Vec::new();
    let mut open: Option<(usize, Style)> = None;
    let mut paragraph = 0;
    for at in 0..document.tokens.len() {
        let token = &document.tokens[at];
        let now = document.sentences.get(token.sentence).map_or(0, |s| s.paragraph);
        if now != paragraph {
            paragraph = now;
            if let Some((start, style)) = open {
                if opens(document, at) == Some(style) {
                    continue;
                }
                close(document, start, at, false, &mut quotations);
                open = None;
            }
        }
        match open {
            Some((start, style)) if at >= start + style.width() && closes(document, at, style) => {
                close(document, start, at + style.width(), true, &mut quotations);
                open = None;
            }
            Some(_) => {}
            None => open = opens(document, at).map(|style| (at, style)),
        }
    }
    if let Some((start, _)) = open {
        close(document, start, document.tokens.len(), false, &mut quotations);
    }
    quotations
}

fn close(
    document: &Document,
    start: usize,
    end: usize,
    marked: bool,
    quotations: &mut Vec<Quotation>,
) {
    let width = opens(document, start).map_or(1, Style::width);
    let last = if marked { end - width } else { end };
    if last <= start + width {
        return;
    }
    let inner = document.token_span(start + width..last);
    let utterance = is_utterance(document, inner, start..end);
    quotations.push(Quotation { inner, tokens: start..end, utterance });
}

fn surroundings(document: &Document, at: usize) -> Surroundings {
    let span = document.tokens[at].span;
    let before = document.text[..span.start].chars().next_back();
    let after = document.text[span.end..].chars().next();
    Surroundings {
        space_before: before.is_none_or(|c| c.is_whitespace() || "([{—–-/„“«»\"".contains(c)),
        space_after: after.is_none_or(char::is_whitespace),
    }
}

/// The style of the quotation that the mark at `at` opens, if it opens one.
fn opens(document: &Document, at: usize) -> Option<Style> {
    let token = &document.tokens[at];
    if token.is_word() {
        return None;
    }
    let around = surroundings(document, at);
    let mark = document.slice(token.span);
    let fits = around.space_before && !around.space_after;
    match mark {
        "„" => Some(Style::Low),
        "“" | "‟" if !around.space_after => Some(Style::High),
        "\"" if fits => Some(Style::Straight),
        "'" | "`" if around.space_before && is_doubled(document, at, mark) => Some(Style::Doubled),
        "«" if around.space_before => Some(Style::Guillemets),
        "»" if fits => Some(Style::InwardGuillemets),
        "‚" if fits => Some(Style::SingleLow),
        "‘" if fits => Some(Style::SingleHigh),
        _ => None,
    }
}

/// True where the same mark follows at once.
fn is_doubled(document: &Document, at: usize, mark: &str) -> bool {
    let end = document.tokens[at].span.end;
    document
        .tokens
        .get(at + 1)
        .is_some_and(|next| next.span.start == end && document.slice(next.span) == mark)
}

fn closes(document: &Document, at: usize, style: Style) -> bool {
    let token = &document.tokens[at];
    if token.is_word() || !style.closed_by(document.slice(token.span)) {
        return false;
    }
    let around = surroundings(document, at);
    match style {
        Style::Doubled => is_doubled(document, at, "'"),
        Style::Straight | Style::SingleHigh | Style::SingleLow => {
            !around.space_before || around.space_after
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LanguagePack;

    fn check(code: &str, text: &str, expected: &[&str]) {
        let document = Document::new(text.to_owned(), None, LanguagePack::get(code).unwrap());
        let found: Vec<_> = find(&document).iter().map(|q| document.words(q.inner)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_of_all_kinds() {
        check("en", "He said \"we fired\" and left.", &["we fired"]);
        check("en", "“We fired,” he said. “Twice.”", &["We fired,", "Twice."]);
        check("de", "„Wir schossen“, sagte er. „Zweimal.“", &["Wir schossen", "Zweimal."]);
        check("de", "„Wir schossen”, sagte er.", &["Wir schossen"]);
        check("de", "»Wir schossen«, sagte er.", &["Wir schossen"]);
        check("de", "«Wir schossen», sagte er.", &["Wir schossen"]);
        check("de", "\"Wir schossen\", sagte er.", &["Wir schossen"]);
        check("en", "''We fired,'' he said. ``Twice.''", &["We fired,", "Twice."]);
    }

    #[test]
    fn a_quotation_may_run_over_paragraphs_and_may_stay_open() {
        check("en", "“We fired.\n\n“Twice,” he said.", &["We fired. “Twice,"]);
        check("en", "“We fired.\n\nHe left “at once”.", &["We fired.", "at once"]);
        check("en", "He said: “We fired", &["We fired"]);
    }

    #[test]
    fn what_is_no_quotation() {
        check("en", "The rebels’ base and Hamas' camp, 6\" of snow.", &[]);
        check("en", "\"\" and “”", &[]);
    }
}
