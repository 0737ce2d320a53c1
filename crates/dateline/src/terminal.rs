//! What is true of the terminal, if there is one, and text that is safe to show on it.

use std::borrow::Cow;
use std::env;
use std::io::{self, IsTerminal, Write};

use terminal_size::Width;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns where nobody says how many there are.
const COLUMNS: usize = 100;

/// Fewer columns than this are not worth wrapping to.
const FEWEST: usize = 40;

/// Says on standard error what went wrong, with the program's name before it.
pub fn complain(message: &str) {
    // where standard error is closed too there is nobody to tell
    let _ = writeln!(io::stderr(), "dateline: {}", plain(message));
}

/// Columns of standard output: what `COLUMNS` says, else the terminal, else 100.
pub fn columns() -> usize {
    let said = env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size_of(io::stdout()).map(|(Width(w), _)| w.into());
    said.or_else(terminal).unwrap_or(COLUMNS).max(FEWEST)
}

/// True where standard output is a terminal that shows colours and nobody objects
/// (<https://no-color.org>).
pub fn has_colour() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    io::stdout().is_terminal()
        && !set("NO_COLOR")
        && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// How words stand out on a terminal, as ECMA-48 has it.
#[derive(Clone, Copy)]
pub enum Paint {
    Bold,
    Dim,
    Cyan,
    Yellow,
}

/// Where tables are written: how wide it is, and whether it shows colours.
#[derive(Clone, Copy)]
pub struct Page {
    /// Columns to wrap to.
    pub columns: usize,
    /// True where the output shows colours.
    pub colour: bool,
}

impl Page {
    /// The page of standard output, or of a file, which never has colours.
    pub fn of(standard_output: bool) -> Self {
        Self { columns: columns(), colour: standard_output && has_colour() }
    }

    /// Words that stand out, where there are colours.
    pub fn painted(&self, paint: Paint, text: &str) -> String {
        if !self.colour || text.is_empty() {
            return text.to_owned();
        }
        let code = match paint {
            Paint::Bold => 1,
            Paint::Dim => 2,
            Paint::Cyan => 36,
            Paint::Yellow => 33,
        };
        format!("\x1b[{code}m{text}\x1b[0m")
    }

    /// Lines with some spaces before each.
    pub fn lines(&self, text: &str, indent: usize, paint: Option<Paint>, out: &mut String) {
        for line in wrap(&plain(text), self.columns, indent, indent) {
            out.push_str(&" ".repeat(indent));
            out.push_str(&paint.map_or_else(|| line.clone(), |paint| self.painted(paint, &line)));
            out.push('\n');
        }
    }
}

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// A text without anything that a terminal would obey: control characters, and the marks that
/// turn the direction of all that follows. Words that run from right to left are fenced in, so
/// that they do not reorder what stands around them.
pub fn plain(text: &str) -> Cow<'_, str> {
    let obeyed = |c: char| c.is_control() && c != '\n';
    if !text.chars().any(|c| obeyed(c) || is_direction_mark(c) || is_right_to_left(c)) {
        return Cow::Borrowed(text);
    }
    let shown: String = text
        .chars()
        .filter(|&c| !is_direction_mark(c))
        .map(|c| if obeyed(c) { '\u{fffd}' } else { c })
        .collect();
    Cow::Owned(fence(&shown))
}

/// Puts each run of words from right to left between FIRST STRONG ISOLATE and POP DIRECTIONAL
/// ISOLATE. A run goes on over spaces and digits and ends before other letters and separators.
fn fence(text: &str) -> String {
    let ends = |c: char| (c.is_alphabetic() && !is_right_to_left(c)) || "·→;:/“”()\n".contains(c);
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = rest.find(is_right_to_left) {
        let run = &rest[start..];
        let reach = &run[..run.find(ends).unwrap_or(run.len())];
        let end = reach.char_indices().rfind(|&(_, c)| is_right_to_left(c));
        let end = start + end.map_or(0, |(at, c)| at + c.len_utf8());
        out.push_str(&rest[..start]);
        out.push('\u{2068}');
        out.push_str(&rest[start..end]);
        out.push('\u{2069}');
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// True of letters of Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
pub fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Breaks a text into lines of at most `columns`, at spaces; a word that is too long is broken
/// where it must be. Lines after the first have `indent` spaces before them, which count.
pub fn wrap(text: &str, columns: usize, first: usize, indent: usize) -> Vec<String> {
    let room =
        |lines: usize| columns.saturating_sub(if lines == 0 { first } else { indent }).max(10);
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let wide = width(word);
        if used > 0 && used + 1 + wide > room(lines.len()) {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        if wide <= room(lines.len()) {
            line.push_str(word);
            used += wide;
            continue;
        }
        for c in word.chars() {
            let wide = c.width().unwrap_or(0);
            if used > 0 && used + wide > room(lines.len()) {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += wide;
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit() {
        assert_eq!(wrap("one two three four five", 14, 0, 4), ["one two three", "four five"]);
        assert_eq!(
            wrap("a 漢字漢字漢字漢字漢字漢字", 10, 0, 0),
            ["a", "漢字漢字漢", "字漢字漢字", "漢字"]
        );
        assert_eq!(wrap("", 10, 0, 0), [""]);
    }

    #[test]
    fn nothing_in_a_report_moves_the_cursor_or_turns_the_line() {
        assert_eq!(plain("a\x1b[2Jb\u{202e}c"), "a\u{fffd}[2Jbc");
        assert_eq!(plain("צה״ל"), "\u{2068}צה״ל\u{2069}");
        assert_eq!(
            plain("by צה״ל: 30 of דובר צה״ל."),
            "by \u{2068}צה״ל\u{2069}: 30 of \u{2068}דובר צה״ל\u{2069}."
        );
        assert_eq!(plain("Köln"), "Köln");
    }
}
