//! A report's words: bytes, code points, lines, sentences, tokens.
//!
//! Inside the core every position is a byte [`Span`] into [`Document::text`]; the record counts in
//! code points. [`Document::code_points`] is the one place where the two meet.

mod sentence;
mod token;

use std::ops::Range;

use crate::language::LanguagePack;
use crate::record;

pub use crate::language::words::Class;
pub use token::{Token, TokenKind};
pub(crate) use token::{lower, unaccented};

/// A half-open range of bytes of a document's text, always on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`.
    ///
    /// ```
    /// use dateline_core::text::Span;
    /// assert!(Span::new(2, 8).contains(Span::new(3, 5)));
    /// ```
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// True where `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True where the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Number of bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// True where the span holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

/// A run of tokens that makes a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes, without surrounding white space.
    pub span: Span,
    /// Its tokens, as indices into [`Document::tokens`].
    pub tokens: Range<usize>,
    /// Number of the paragraph it stands in, from 0.
    pub paragraph: usize,
    /// Headline or body.
    pub part: record::Part,
}

/// A report's text with its tokens and sentences.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text.
    pub text: String,
    /// All tokens, in order.
    pub tokens: Vec<Token>,
    /// All sentences, in order; they do not overlap.
    pub sentences: Vec<Sentence>,
    /// True where the text is written in capitals (old wires) or its script has no case:
    /// a capital letter then says nothing.
    pub caseless: bool,
    /// Byte offset of every 64th code point.
    marks: Vec<usize>,
}

/// One mark of [`Document::marks`] every so many code points.
const STRIDE: usize = 64;

impl Document {
    /// Splits `text` into tokens and sentences with the knowledge of one language. `headline` is
    /// the part of the text that is headline or sub-headline, if that is known.
    #[must_use]
    pub fn new(text: String, headline: Option<Span>, pack: &LanguagePack) -> Self {
        let caseless = !pack.language.has_case || is_capitals(&text);
        let mut tokens = token::split(&text, pack);
        let sentences = sentence::split(&text, &mut tokens, headline, caseless, pack);
        let marks = text.char_indices().step_by(STRIDE).map(|(at, _)| at).collect();
        Self { text, tokens, sentences, caseless, marks }
    }

    /// The words at a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.start..span.end]
    }

    /// The words at a span with white space, line ends included, made single spaces.
    #[must_use]
    pub fn words(&self, span: Span) -> String {
        self.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A span counted in Unicode code points, as the record has it.
    #[must_use]
    pub fn code_points(&self, span: Span) -> record::CodePoints {
        let point = |byte: usize| {
            let mark = self.marks.partition_point(|&at| at <= byte).saturating_sub(1);
            let from = self.marks.get(mark).copied().unwrap_or(0);
            mark * STRIDE + self.text[from..byte].chars().count()
        };
        [point(span.start), point(span.end)]
    }

    /// A span counted in code points, as bytes; past the end it is the end.
    #[must_use]
    pub fn bytes(&self, span: record::CodePoints) -> Span {
        let byte = |point: usize| {
            let mark = (point / STRIDE).min(self.marks.len().saturating_sub(1));
            let from = self.marks.get(mark).copied().unwrap_or(0);
            let mut starts = self.text[from..].char_indices().map(|(at, _)| from + at);
            starts.nth(point - mark * STRIDE).unwrap_or(self.text.len())
        };
        Span::new(byte(span[0]), byte(span[1]))
    }

    /// The words at a span with their code points.
    #[must_use]
    pub fn quote(&self, span: Span) -> record::Quote {
        record::Quote { text: self.slice(span).to_owned(), span: self.code_points(span) }
    }

    /// The span of a run of tokens; empty where the run is.
    #[must_use]
    pub fn token_span(&self, tokens: Range<usize>) -> Span {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1)) {
            (Some(first), Some(last)) if last >= tokens.start => {
                Span::new(first.span.start, self.tokens[last].span.end)
            }
            _ => Span::default(),
        }
    }

    /// The tokens that a span touches, as indices.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.end <= span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        start..end.max(start)
    }

    /// Index of the sentence that holds a byte, or the last one that starts before it.
    #[must_use]
    pub fn sentence_at(&self, byte: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.span.start <= byte).saturating_sub(1)
    }
}

/// True where letters are nearly all capitals.
fn is_capitals(text: &str) -> bool {
    let (mut upper, mut lower) = (0_usize, 0_usize);
    for c in text.chars().take(20_000) {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    upper > 20 && upper > lower * 9
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::LanguagePack;

    fn sentences(code: &str, text: &str) -> Vec<String> {
        let document = Document::new(text.to_owned(), None, LanguagePack::get(code).unwrap());
        document.sentences.iter().map(|s| document.words(s.span)).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        assert_eq!(
            sentences(
                "en",
                "Gen. Halutz met the U.S. envoy at 3 p.m. on Monday. He left. “Stop!” he said."
            ),
            ["Gen. Halutz met the U.S. envoy at 3 p.m. on Monday.", "He left.", "“Stop!” he said."]
        );
        assert_eq!(
            sentences("de", "Am 7. Oktober kam Dr. Weiß an. Am 3. und 4. Mai ging er."),
            ["Am 7. Oktober kam Dr. Weiß an.", "Am 3. und 4. Mai ging er."]
        );
    }

    #[test]
    fn a_sentence_may_run_over_lines_and_a_headline_does_not_swallow_the_body() {
        assert_eq!(
            sentences(
                "en",
                "Army shells town\n\nThe army said it had called on\n\nthe town to leave."
            ),
            ["Army shells town", "The army said it had called on the town to leave."]
        );
    }

    /// `parts` joined by a space are split into `parts` again.
    fn splits(code: &str, parts: &[&str]) {
        assert_eq!(sentences(code, &parts.join(" ")), parts);
    }

    #[test]
    fn english_sentences() {
        splits(
            "en",
            &["Lt.-Gen. Dan Halutz met Gen. J. A. Smith of Acme Inc. on Monday.", "He left."],
        );
        splits("en", &["The answer was no.", "The army said so."]);
        splits("en", &["Detachment No. 4 said it had left.", "Nobody came."]);
        splits("en", &["He works for Acme Inc.", "The company denied it."]);
        splits(
            "en",
            &[
                "Rain fell on Sept. 6 in Lima, Nov. 7 in Quito and Dec. 8 in Cali.",
                "Then it stopped.",
            ],
        );
        splits(
            "en",
            &[
                "The IDF stated.",
                "“Following the sirens, ten launches were seen.",
                "The crossing is closed.”",
                "It rained.",
            ],
        );
        splits("en", &["“We are leaving. ", "We have plans,” he said."].map(str::trim));
        splits("en", &["“Will they stop?” he asked.", "They did not."]);
        splits(
            "en",
            &[
                "\"They came at night.\"",
                "A guard was shot (his name is not known).",
                "[It was Monday.]",
                "So it ends.",
            ],
        );
        splits(
            "en",
            &[
                "It cost $1.5 million.",
                "3.4 million was paid.",
                "At 5.30 p.m. the U.S. army left.",
                "It was dark.",
            ],
        );
        splits("en", &["the army left at noon.", "nobody was hurt, they say.", "more to come."]);
        splits(
            "en",
            &[
                "The group told Ynet that, “we see a change in it.",
                "Many of the rockets belonged to it.",
            ],
        );
    }

    #[test]
    fn german_sentences() {
        splits(
            "de",
            &[
                "Am Mo. 7. Oktober sprach Dr. med. Weiß mit Gen. a.D. Kurz.",
                "Er ging um 12.30 Uhr.",
            ],
        );
        splits("de", &["Die Lage ist so.", "Die Armee schweigt."]);
        splits("de", &["Laut Abs. 3 und Nr. 4 gilt das.", "Niemand widersprach."]);
        splits("de", &["„Wir gehen.", "Wir kommen nicht wieder“, sagte er.", "Dann gingen sie."]);
        splits("de", &["„Halt!“ rief er.", "»Wer da?«, fragte die Wache.", "Es war Nacht."]);
        splits(
            "de",
            &[
                "Rund 1.400 Menschen starben, ca. 200 wurden z. B. nach Gaza verschleppt.",
                "Seit dem 3. Mai ist Ruhe.",
            ],
        );
    }

    #[test]
    fn other_sentences() {
        splits(
            "fr",
            &[
                "M. Dupont et Mme Durand ont signé.",
                "« Nous partons. »",
                "À Damas, on dément.",
                "« Qui ? » a-t-il demandé.",
            ],
        );
        splits(
            "es",
            &[
                "El Gral. Pérez dijo que no.",
                "¿Hubo pago?",
                "El Sr. Gómez lo niega.",
                "«Nos vamos.»",
                "Fue ayer.",
            ],
        );
        splits(
            "ru",
            &[
                "В г. Гори, по ул. Ленина, шли бои.",
                "«Мы уходим», — сказал ген. Иванов.",
                "Погибли 5 тыс. человек.",
            ],
        );
        splits(
            "uk",
            &[
                "У м. Конотоп, на вул. Миру, поранено 7 осіб.",
                "«Ми йдемо», — сказав ген. Іваненко.",
                "Збито 30 дронів.",
            ],
        );
        splits("ar", &["قال د. سالم إن القصف توقف.", "هل عاد السكان؟", "لم يعد أحد."]);
        splits("he", &["ראש הממשלה נפגש עם שגריר ארה\"ב.", "האם יש הסכם?", "עוד לא."]);
    }

    #[test]
    fn wires_that_are_wrapped_at_a_column() {
        assert_eq!(
            sentences(
                "en",
                "   SAN ANDRES, 3 JAN 90 -- THE COMMAND HAS SAID THAT ABOUT 50\nPEASANTS OF VARIOUS AGES HAVE BEEN TAKEN AWAY BY MEN OF THE\nFRONT.  ACCORDING TO GEN. RUIZ OF THE U.S. MISSION, IT TOOK PLACE\nON 30 DECEMBER.\n\n   MEANWHILE, THREE MEN WERE KILLED AND SEVEN WOUNDED IN CLASHES\nYESTERDAY IN THE NORTH."
            ),
            [
                "SAN ANDRES, 3 JAN 90 -- THE COMMAND HAS SAID THAT ABOUT 50 PEASANTS OF VARIOUS AGES HAVE BEEN TAKEN AWAY BY MEN OF THE FRONT.",
                "ACCORDING TO GEN. RUIZ OF THE U.S. MISSION, IT TOOK PLACE ON 30 DECEMBER.",
                "MEANWHILE, THREE MEN WERE KILLED AND SEVEN WOUNDED IN CLASHES YESTERDAY IN THE NORTH.",
            ]
        );
    }

    #[test]
    fn lists_and_live_pages_break_at_the_line() {
        assert_eq!(
            sentences(
                "en",
                "What we know\n• Ten houses burned down\n• Two people are missing\n14:05 The mayor speaks of three\n13:50 Fire seen in the north of the town by several people there"
            ),
            [
                "What we know",
                "• Ten houses burned down",
                "• Two people are missing",
                "14:05 The mayor speaks of three",
                "13:50 Fire seen in the north of the town by several people there"
            ]
        );
    }

    #[test]
    fn spans_count_code_points() {
        let document = Document::new(
            "Ü’s “Tür”: 1.400 Tote".repeat(20),
            None,
            LanguagePack::get("de").unwrap(),
        );
        for token in &document.tokens {
            let [start, end] = document.code_points(token.span);
            let words: String = document.text.chars().skip(start).take(end - start).collect();
            assert_eq!(words, document.slice(token.span));
            assert_eq!(document.bytes([start, end]), token.span);
        }
    }
}
