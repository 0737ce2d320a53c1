//! What one room found: a table for people, an object a line for programs.

use dateline_core::parts::{Actor, Claim, Count, Expression, Found, Parts, Place};

use super::{Render, words};
use crate::terminal::{Page, Paint, plain, width, wrap};

/// An object a text.
pub struct Lines;

impl Render<Parts> for Lines {
    fn report(&self, parts: &Parts, _number: usize) -> String {
        // parts have no value that JSON lacks: texts, whole numbers, and coordinates from a table
        serde_json::to_string(parts).unwrap_or_else(|error| panic!("{}: {error}", parts.id)) + "\n"
    }
}

/// A block a text, a line a mention, in columns.
pub struct Table(pub Page);

/// The widest that a column but the last becomes.
const WIDEST: usize = 34;

/// Columns between two columns.
const GAP: usize = 2;

/// Columns before the first.
const INDENT: usize = 2;

/// The last column wants as many.
const ROOM: usize = 24;

impl Render<Parts> for Table {
    fn report(&self, parts: &Parts, _number: usize) -> String {
        let mut out = String::new();
        self.0.lines(&parts.id, 0, Some(Paint::Cyan), &mut out);
        let published = words::published(parts.published.as_deref(), parts.published_basis);
        let about = format!("{} · {published}", words::language(&parts.language));
        self.0.lines(&about, 0, Some(Paint::Dim), &mut out);
        for note in &parts.notes {
            let note = format!("note: {}", words::one_line(note));
            self.0.lines(&note, 2, Some(Paint::Yellow), &mut out);
        }
        if parts.found.is_empty() {
            self.0.lines("nothing found", 2, Some(Paint::Dim), &mut out);
            return out;
        }
        let rows: Vec<Vec<String>> = match &parts.found {
            Found::Times { timex } => timex.iter().map(time).collect(),
            Found::Places { places } => places.iter().map(place).collect(),
            Found::Actors { actors } => {
                actors.iter().map(|one| actor(one, one.refers_to.map(|at| &actors[at]))).collect()
            }
            Found::Counts { counts } => counts.iter().map(count).collect(),
            Found::Claims { claims } => claims.iter().map(claim).collect(),
        };
        self.columns(&rows, &mut out);
        out
    }

    fn between(&self) -> &'static str {
        "\n"
    }
}

impl Table {
    /// Rows in columns as wide as what stands in them. Where there is no room for the last beside the
    /// others, it stands under them.
    fn columns(&self, rows: &[Vec<String>], out: &mut String) {
        let shown: Vec<Vec<String>> = rows
            .iter()
            .map(|row| row.iter().map(|cell| plain(&words::one_line(cell)).into_owned()).collect())
            .collect();
        let cells = shown.first().map_or(0, Vec::len);
        // a third of the page at most, so that the others have room
        let widest = WIDEST.min(self.0.columns / 3);
        let wide = |at: usize| shown.iter().map(|row| width(&row[at])).max().unwrap_or(0);
        let widths: Vec<usize> = (0..cells - 1).map(|at| wide(at).min(widest)).collect();
        let before: usize = INDENT + widths.iter().map(|width| width + GAP).sum::<usize>();
        let beside = before + ROOM <= self.0.columns;
        for row in &shown {
            let mut blocks: Vec<Vec<String>> = row
                .iter()
                .zip(&widths)
                .map(|(cell, &width)| wrap(cell, width.max(1), 0, 0))
                .collect();
            let last = row.last().map_or("", String::as_str);
            if beside {
                blocks.push(wrap(last, self.0.columns - before, 0, 0));
            }
            self.block(&blocks, &widths, out);
            if !beside && !last.is_empty() {
                self.0.lines(last, 2 * INDENT + GAP, Some(Paint::Dim), out);
            }
        }
    }

    /// One row: cells of one or more lines beside each other.
    fn block(&self, blocks: &[Vec<String>], widths: &[usize], out: &mut String) {
        let height = blocks.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut text = " ".repeat(INDENT);
            for (at, block) in blocks.iter().enumerate() {
                let cell = block.get(line).map_or("", String::as_str);
                text.push_str(&match at {
                    0 => self.0.painted(Paint::Bold, cell),
                    at if at == widths.len() => self.0.painted(Paint::Dim, cell),
                    _ => cell.to_owned(),
                });
                if let Some(wanted) = widths.get(at) {
                    text.push_str(&" ".repeat(wanted.saturating_sub(width(cell)) + GAP));
                }
            }
            out.push_str(text.trim_end());
            out.push('\n');
        }
    }
}

fn quoted(text: &str) -> String {
    format!("“{}”", words::short(text, 80))
}

fn time(one: &Expression) -> Vec<String> {
    let edtf = one.edtf.clone().unwrap_or_else(|| "no date".to_owned());
    let basis = one.basis.clone().unwrap_or_default();
    vec![quoted(&one.text), one.timex.clone(), one.value.clone(), edtf, basis]
}

fn place(one: &Place) -> Vec<String> {
    let point = match (one.lat, one.lon) {
        (Some(lat), Some(lon)) => format!("{lat:.2} {lon:.2}"),
        _ => "no point".to_owned(),
    };
    let mut about = vec![words::code(one.precision)];
    about.extend(one.geonames.map(|id| format!("GeoNames {id}")));
    about.extend(one.adjectival.then(|| "of a nationality".to_owned()));
    about.extend(one.dateline.then(|| "sent from here".to_owned()));
    let country = one.country.clone().unwrap_or_default();
    vec![quoted(&one.text), one.name.clone(), country, point, about.join(", ")]
}

fn actor(one: &Actor, stands_for: Option<&Actor>) -> Vec<String> {
    let name = one.name.clone().unwrap_or_default();
    let mut about = Vec::new();
    about.extend(one.title.as_deref().map(quoted));
    about.extend(one.part_of.as_deref().map(|id| format!("part of {id}")));
    about.extend(one.wikidata.clone());
    about.extend(stands_for.map(|other| format!("stands for {}", quoted(&other.text))));
    let country = one.country.clone().unwrap_or_default();
    vec![quoted(&one.text), name, words::code(one.kind), country, about.join(", ")]
}

fn count(one: &Count) -> Vec<String> {
    let number = words::bounds(one.low, one.best, one.high);
    let mut about = Vec::new();
    about.extend(one.cue.as_ref().map(|cue| format!("by {}", quoted(&cue.text))));
    about.extend(one.part.then(|| "part of another count".to_owned()));
    about.extend(one.aggregate.then(|| "a total over a period".to_owned()));
    about.extend(one.reported_none.then(|| "none are reported".to_owned()));
    let of = one.of.map(words::counted).unwrap_or_default();
    vec![quoted(&one.text), of, number, about.join(", ")]
}

fn claim(one: &Claim) -> Vec<String> {
    let source = match &one.source {
        Some(source) => words::one_line(source.name.as_deref().unwrap_or(&source.text)),
        None => "nobody named".to_owned(),
    };
    let cue = one.cue.as_ref().map(|cue| quoted(&cue.text)).unwrap_or_default();
    let content =
        one.content.as_ref().map(|said| quoted(&said.text.join(" … "))).unwrap_or_default();
    vec![source, words::stance(one.stance).to_owned(), cue, content]
}
