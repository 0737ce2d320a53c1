//! The pieces that rules are matched on: a document's tokens, with compounds cut apart
//! ("three-day", "Samstagabend"), and the kinds of word that each may be.

use std::borrow::Cow;

use jiff::civil::Date;

use super::lexicon::{Case, Label, Lexicon, kind};
use crate::text::{Class, Document, Span, Token, TokenKind};

/// A word or a part of one.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    pub span: Span,
    pub lower: Cow<'a, str>,
    pub capital: bool,
    pub number: bool,
    pub mark: bool,
    /// True for a possessive ending.
    pub possessive: bool,
    /// True for a word that may be a verb.
    pub verb: bool,
    /// True for a word of a closed class, and for a verb.
    pub function: bool,
    pub sentence: usize,
    /// True where it opens a sentence.
    pub first: bool,
}

/// All pieces of a text with their labels.
#[derive(Clone, Debug, Default)]
pub(super) struct Pieces<'a> {
    pub pieces: Vec<Piece<'a>>,
    pub caseless: bool,
    labels: Vec<Label>,
    /// Where the labels of each piece begin.
    starts: Vec<usize>,
}

impl<'a> Pieces<'a> {
    /// The pieces of a document.
    pub fn of(document: &'a Document, lexicon: &Lexicon) -> Self {
        let mut pieces = Vec::with_capacity(document.tokens.len() + 16);
        let mut sentence = usize::MAX;
        for token in &document.tokens {
            let before = pieces.len();
            cut(token, document.slice(token.span), lexicon, &mut pieces);
            if token.sentence != sentence {
                sentence = token.sentence;
                if let Some(piece) = pieces.get_mut(before) {
                    piece.first = true;
                }
            }
        }
        // A text without any capital, as people write on their phones, says as little by its case
        // as one that is all capitals.
        let caseless = document.caseless || !pieces.iter().any(|piece| piece.capital);
        Self { pieces, caseless, ..Self::default() }.labelled(lexicon)
    }

    /// The pieces of one line of a page that has not been read yet.
    pub fn of_line(line: &'a str, lexicon: &Lexicon) -> Self {
        let mut pieces = Vec::new();
        let mut chars = line.char_indices().peekable();
        while let Some((mut start, c)) = chars.next() {
            if c.is_whitespace() {
                continue;
            }
            let mut end = start + c.len_utf8();
            let number = c.is_numeric();
            if c.is_alphanumeric() {
                while let Some(&(at, next)) = chars.peek() {
                    let digit_behind =
                        || line[at + next.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
                    let inner = number && matches!(next, '.' | ':') && digit_behind();
                    if !inner && !next.is_alphanumeric() {
                        break;
                    }
                    end = at + next.len_utf8();
                    chars.next();
                }
            }
            let lower = crate::text::lower(&line[start..end]);
            let prefix = lexicon.published.articles.iter().find(|article| {
                !lexicon.knows(&lower)
                    && lower.strip_prefix(&***article).is_some_and(|rest| lexicon.knows(rest))
            });
            // "במרץ": a preposition written together with the month.
            if let Some(prefix) = prefix.filter(|prefix| line[start..].starts_with(&***prefix)) {
                start += prefix.len();
            }
            pieces.push(Piece {
                span: Span::new(start, end),
                lower: Cow::Owned(crate::text::lower(&line[start..end]).into_string()),
                capital: c.is_uppercase(),
                number,
                mark: !c.is_alphanumeric(),
                possessive: false,
                verb: false,
                function: false,
                sentence: 0,
                first: pieces.is_empty(),
            });
        }
        let caseless = !line.chars().any(char::is_lowercase);
        Self { pieces, caseless, ..Self::default() }.labelled(lexicon)
    }

    /// The labels of a piece.
    pub fn labels(&self, at: usize) -> &[Label] {
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&start), Some(&end)) => &self.labels[start..end],
            _ => &[],
        }
    }

    /// The piece, where there is one.
    pub fn get(&self, at: usize) -> Option<&Piece<'a>> {
        self.pieces.get(at)
    }

    /// True where a piece belongs to the sentence of the piece before it.
    pub fn same_sentence(&self, at: usize) -> bool {
        at > 0 && self.get(at).is_some_and(|piece| piece.sentence == self.pieces[at - 1].sentence)
    }

    /// True where the piece is no noun or adjective that a number before it would count: a mark,
    /// a function word, the end of the sentence.
    pub fn stands_alone(&self, at: usize) -> bool {
        self.get(at).is_none_or(|piece| piece.mark || piece.function || !self.same_sentence(at))
    }

    /// True where a clause ends before the piece.
    pub fn closes(&self, at: usize) -> bool {
        self.get(at).is_none_or(|piece| piece.mark || !self.same_sentence(at))
    }

    /// True where nothing stands between a piece and the one before it.
    fn glued(&self, at: usize) -> bool {
        at > 0 && self.get(at).is_some_and(|piece| piece.span.start == self.pieces[at - 1].span.end)
    }

    fn labelled(mut self, lexicon: &Lexicon) -> Self {
        let mut labels = Vec::new();
        let mut starts = Vec::with_capacity(self.pieces.len() + 1);
        for at in 0..self.pieces.len() {
            starts.push(labels.len());
            self.words(at, lexicon, &mut labels);
            if self.pieces[at].number {
                self.digits(at, lexicon, &mut labels);
            } else if self.pieces[at].mark {
                mark(&self.pieces[at].lower, &mut labels);
            }
        }
        starts.push(labels.len());
        self.labels = labels;
        self.starts = starts;
        self
    }

    /// What the word lists say of a piece.
    fn words(&self, at: usize, lexicon: &Lexicon, labels: &mut Vec<Label>) {
        let piece = &self.pieces[at];
        for entry in lexicon.entries(&piece.lower) {
            let case = match entry.case {
                _ if self.caseless => true,
                Case::Any => true,
                Case::Shouted => false,
                Case::Capital => piece.capital,
                Case::Small => !piece.capital || piece.first,
            };
            let rest = (1..)
                .zip(&entry.rest)
                .all(|(i, word)| self.get(at + i).is_some_and(|next| *next.lower == **word));
            if case && rest {
                labels.push(Label {
                    kind: entry.kind,
                    value: entry.value,
                    length: entry.rest.len() + 1,
                });
            }
        }
        if piece.mark || piece.number {
            return;
        }
        let number = |word: &str| lexicon.value(word, kind::NUMBER);
        let joiner = &*lexicon.numerals.joiner;
        if !joiner.is_empty()
            && let Some((units, tens)) = piece.lower.rsplit_once(joiner)
            && let (Some(units), Some(tens)) = (number(units), number(tens))
        {
            labels.push(Label { kind: kind::NUMBER, value: units + tens, length: 1 });
        }
        let number_at = |at: usize| self.get(at).and_then(|next| number(&next.lower));
        let tens = |at: usize| match (number_at(at), number_at(at + 1)) {
            (Some(tens @ 20..=90), Some(units @ 1..=9)) => Some((tens + units, 2)),
            (Some(tens @ 10..=90), _) => Some((tens, 1)),
            _ => None,
        };
        if let Some((value, length @ 2)) = tens(at) {
            labels.push(Label { kind: kind::NUMBER, value, length });
        }
        // "nineteen ninety-seven", as it is written down from speech.
        if let Some(century @ 19..=20) = number_at(at)
            && let Some((years, length)) = tens(at + 1)
        {
            let (value, length) = (century * 100 + years, length + 1);
            labels.push(Label { kind: kind::YEAR, value, length });
        }
    }

    /// What the digits of a piece may be.
    fn digits(&self, at: usize, lexicon: &Lexicon, labels: &mut Vec<Label>) {
        let word = &self.pieces[at].lower;
        let split = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
        let (digits, tail) = word.split_at(split);
        let Ok(value) = digits.parse::<i32>() else { return };
        let numerals = &lexicon.numerals;
        let push = |labels: &mut Vec<Label>, kind, value, length| {
            labels.push(Label { kind, value, length })
        };
        if let Some((date, length)) = self.date(at, lexicon) {
            push(labels, kind::DATE, date, length);
        }
        if let Some(date) = self.short_date(at, lexicon) {
            push(labels, kind::SHORT_DATE, date, 3);
        }
        if tail.is_empty() {
            push(labels, kind::NUMBER, value, 1);
            let point =
                self.glued(at + 1) && self.get(at + 1).is_some_and(|next| next.lower == ".");
            if (1..=31).contains(&value) && digits.len() <= 2 {
                push(labels, kind::DAY, value, 1);
                if numerals.ordinal_point && point {
                    push(labels, kind::DAY, value, 2);
                }
            }
            if numerals.ordinal_point && point {
                push(labels, kind::ORDINAL, value, 2);
                push(labels, kind::NUMERAL, value, 2);
            }
            match digits.len() {
                4 if (1000..2200).contains(&value) => push(labels, kind::YEAR, value, 1),
                2 => push(labels, kind::YEAR2, value + if value < 50 { 2000 } else { 1900 }, 1),
                _ => {}
            }
            let (hours, minutes) =
                if digits.len() == 4 { (value / 100, value % 100) } else { (value, 0) };
            if hours <= 24 && minutes < 60 {
                push(labels, kind::HOUR, hours * 60 + minutes, 1);
            }
        } else if numerals.ordinal_endings.iter().any(|ending| **ending == *tail) {
            push(labels, kind::ORDINAL, value, 1);
            push(labels, kind::NUMERAL, value, 1);
            if (1..=31).contains(&value) {
                push(labels, kind::DAY, value, 1);
            } else if digits.len() == 4
                && value < 2200
                && lexicon.value(word, kind::DECADE).is_none()
            {
                push(labels, kind::YEAR, value, 1);
            }
        } else if numerals.decade_endings.iter().any(|ending| **ending == *tail) {
            if value % 10 == 0 && (digits.len() == 2 || (1000..2200).contains(&value)) {
                push(labels, kind::DECADE, if value < 100 { 1900 + value } else { value }, 1);
            }
        } else if let Some(&hours) = numerals.clock_endings.get(tail) {
            if value <= 12 {
                push(labels, kind::CLOCK, (value % 12 + hours) * 60, 1);
            }
        } else if let Some(minutes) = marked_clock(value, tail, &numerals.clock_marks) {
            push(labels, kind::CLOCK, minutes, 1);
        } else if let Some(minutes) = clock(digits, tail) {
            push(
                labels,
                if tail.starts_with(':') { kind::CLOCK } else { kind::POINT_CLOCK },
                minutes,
                1,
            );
        }
    }

    /// A day and a month with a stroke between them, as `mmdd`: "le 7/2".
    fn short_date(&self, at: usize, lexicon: &Lexicon) -> Option<i32> {
        let (stroke, second) = (self.get(at + 1)?, self.get(at + 2)?);
        let alone = self.get(at + 3).is_none_or(|next| !self.glued(at + 3) || next.lower != "/");
        let short = stroke.lower == "/" && self.glued(at + 1) && self.glued(at + 2) && alone;
        let fits = |word: &str| word.len() <= 2;
        if !short || !fits(&self.get(at)?.lower) || !fits(&second.lower) {
            return None;
        }
        pack(&lexicon.numerals.slash_order, &self.get(at)?.lower, &second.lower, "0")
            .filter(|_| !lexicon.numerals.slash_order.is_empty())
    }

    /// A date in digits that begins at a piece, as `yyyymmdd`, with its number of pieces.
    /// The year is 0 where it is not said.
    fn date(&self, at: usize, lexicon: &Lexicon) -> Option<(i32, usize)> {
        let word = &*self.pieces[at].lower;
        let numerals = &lexicon.numerals;
        if word.contains('.') {
            let fields: Vec<&str> = word.split('.').collect();
            let open = fields.len() == 2
                && fields.iter().all(|field| field.len() <= 2)
                && self.glued(at + 1)
                && self.get(at + 1).is_some_and(|next| next.lower == ".");
            return match fields[..] {
                [a, b, c] => pack(&numerals.point_order, a, b, c).map(|date| (date, 1)),
                [a, b] if open && numerals.ordinal_point => {
                    pack("dmy", a, b, "0").map(|date| (date, 2))
                }
                _ => None,
            };
        }
        let mark = self.get(at + 1)?;
        let separator = matches!(&*mark.lower, "-" | "/" | "." | "–" | "‑");
        if !separator
            || (1..5).any(|i| !self.glued(at + i))
            || self.get(at + 3)?.lower != mark.lower
        {
            return None;
        }
        let (second, third) = (&*self.get(at + 2)?.lower, &*self.get(at + 4)?.lower);
        let third = third.split('t').next().unwrap_or(third);
        let order = if word.len() == 4 {
            "ymd"
        } else if mark.lower == "." {
            &numerals.point_order
        } else {
            &numerals.slash_order
        };
        pack(order, word, second, third).map(|date| (date, 5))
    }
}

/// A mark that rules speak of.
fn mark(mark: &str, labels: &mut Vec<Label>) {
    let kind = match mark {
        "," | "،" => kind::MARK_COMMA,
        "." => kind::MARK_POINT,
        "-" | "–" | "—" | "‑" | "/" => kind::MARK_DASH,
        "'" | "’" | "‘" => kind::MARK_APOSTROPHE,
        ":" => kind::MARK_COLON,
        _ => return,
    };
    labels.push(Label { kind, value: 0, length: 1 });
}

/// `18:40` and `18.40`, in minutes.
fn clock(hours: &str, tail: &str) -> Option<i32> {
    let minutes = tail.strip_prefix([':', '.'])?;
    let minutes = minutes.split(':').next()?;
    let (hours, minutes): (i32, i32) =
        (hours.parse().ok()?, (minutes.len() == 2).then(|| minutes.parse().ok())??);
    (hours <= 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// `14h30` and `8h`, in minutes.
fn marked_clock(hours: i32, tail: &str, marks: &[Box<str>]) -> Option<i32> {
    let minutes = marks.iter().find_map(|mark| tail.strip_prefix(&**mark))?;
    let minutes: i32 = match minutes.len() {
        0 => 0,
        2 => minutes.parse().ok()?,
        _ => return None,
    };
    (hours <= 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// Three fields as `yyyymmdd`, where they make a day. Without an order only a day above 12 tells.
fn pack(order: &str, a: &str, b: &str, c: &str) -> Option<i32> {
    let number = |field: &str| field.parse::<i32>().ok().filter(|_| field.len() <= 4);
    let (x, y, z) = (number(a)?, number(b)?, number(c)?);
    let year = |year: i32, field: &str| match field.len() {
        4 => Some(year),
        2 => Some(year + if year < 50 { 2000 } else { 1900 }),
        1 if year == 0 => Some(0),
        _ => None,
    };
    let (year, month, day) = match order {
        "ymd" => (year(x, a)?, y, z),
        "dmy" => (year(z, c)?, y, x),
        "mdy" => (year(z, c)?, x, y),
        _ if x > 12 || x == y => (year(z, c)?, y, x),
        _ if y > 12 => (year(z, c)?, x, y),
        _ => return None,
    };
    let leap = if year == 0 { 2000 } else { i16::try_from(year).ok()? };
    Date::new(leap, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(year * 10_000 + month * 100 + day)
}

/// Cuts a token into the pieces that time words can be seen in.
fn cut<'a>(token: &'a Token, text: &str, lexicon: &Lexicon, pieces: &mut Vec<Piece<'a>>) {
    let piece = |start: usize, end: usize, lower: Cow<'a, str>| {
        let first = text.get(start..end).and_then(|part| part.chars().next());
        Piece {
            span: Span::new(token.span.start + start, token.span.start + end),
            number: lower.starts_with(|c: char| c.is_ascii_digit()),
            mark: matches!(token.kind, TokenKind::Mark | TokenKind::Possessive),
            verb: token
                .class
                .any(Class::VERB.or(Class::AUXILIARY).or(Class::MODAL).or(Class::SUBORDINATOR)),
            possessive: token.kind == TokenKind::Possessive,
            function: !token.class.is_empty() && !token.class.any(Class::ADJECTIVE),
            lower,
            capital: first.is_some_and(char::is_uppercase) || (start > 0 && token.capital),
            sentence: token.sentence,
            first: false,
        }
    };
    let lower = &*token.lower;
    if let Some(unit) = lexicon.duals.get(lower) {
        pieces.push(piece(0, text.len(), Cow::Borrowed("2")));
        pieces.push(piece(0, text.len(), Cow::Owned(unit.to_string())));
        return;
    }
    if token.is_word() && lower.len() == text.len() {
        let whole =
            || lower.char_indices().map(|(at, _)| at).eq(text.char_indices().map(|(at, _)| at));
        // "18-й": the ending of a number, which is also a word ("and").
        let ordinal = |word: &str| {
            let tail = word.trim_start_matches(|c: char| c.is_ascii_digit());
            tail.len() < word.len()
                && lexicon.numerals.ordinal_endings.iter().any(|ending| **ending == *tail)
        };
        if lower.contains('-')
            && !ordinal(lower)
            && lower.split('-').any(|part| lexicon.knows(part))
            && whole()
        {
            let mut start = 0;
            for part in lower.split('-') {
                if !part.is_empty() {
                    pieces.push(piece(start, start + part.len(), Cow::Borrowed(part)));
                }
                start += part.len() + 1;
            }
            return;
        }
        if lower.len() > 5 && !lexicon.tails.is_empty() && !lexicon.knows(lower) {
            let tail = lexicon.tails.iter().find_map(|(tail, word)| {
                let head = lower.strip_suffix(&**tail)?;
                let number = head.bytes().all(|b| b.is_ascii_digit());
                (!head.is_empty() && (number || lexicon.knows(head))).then(|| (head, word.clone()))
            });
            if let Some((head, word)) = tail
                && whole()
            {
                pieces.push(piece(0, head.len(), Cow::Borrowed(head)));
                pieces.push(piece(head.len(), lower.len(), Cow::Owned(word.into_string())));
                return;
            }
        }
    }
    pieces.push(piece(0, text.len(), Cow::Borrowed(lower)));
}
