//! One page for a run: each report's text with its mentions marked, its events beside it.
//!
//! The page needs nothing but itself: no script, no font, no image, no other file. A content
//! security policy in its head forbids what a hostile report might try to slip in.

mod card;
pub mod escape;
pub mod marked;

use std::fmt::Write;

use dateline_core::record::{Record, Report};
use dateline_core::{Reading, language::LanguagePack};

use self::escape::{Escaped, web_address};
use self::marked::Sort;
use super::{Render, words};

/// The page.
pub struct Page;

const STYLE: &str = include_str!("style.css");

impl Render<Reading> for Page {
    fn start(&self) -> String {
        let legend: String = Sort::SHOWN
            .iter()
            .map(|sort| {
                format!("<li><mark class=\"{}\">{}</mark></li>\n", sort.class(), sort.label())
            })
            .collect();
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" \
             content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>Reports and their events</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#reports\">To the reports</a>\n\
             <header>\n<h1>Reports and their events</h1>\n\
             <p>What each report tells of, in its own words and order. An event without a claim is \
             the report’s own statement. Nothing here says what happened; it says what was \
             reported, claimed or denied, and by whom.</p>\n\
             <section class=\"legend\" aria-labelledby=\"legend\">\n\
             <h2 id=\"legend\">Marks in the text</h2>\n<ul>\n{legend}</ul>\n</section>\n</header>\n\
             <main id=\"reports\">\n"
        )
    }

    fn report(&self, reading: &Reading, number: usize) -> String {
        let record = &reading.record;
        let (language, direction) = tongue(&record.report);
        let text = marked::text(record, number);
        let mut out = String::with_capacity(text.len() * 2);
        // writing to a string cannot fail
        let _ = writeln!(out, "<article aria-labelledby=\"r{number}\">");
        head(&record.report, number, &language, direction, &mut out);
        let _ = writeln!(
            out,
            "<div class=\"beside\">\n<section class=\"text\" aria-label=\"Text\" tabindex=\"0\"{language} dir=\"{direction}\">\n\
             {text}</section>"
        );
        events(record, number, &language, &mut out);
        out.push_str("</div>\n");
        removed(&record.report, &language, direction, &mut out);
        out.push_str("</article>\n");
        out
    }

    fn end(&self) -> String {
        "</main>\n</body>\n</html>\n".to_owned()
    }
}

/// The `lang` attribute of a report's own words, empty where the language is unknown, and the
/// direction they run in.
fn tongue(report: &Report) -> (String, &'static str) {
    let code = report.language.trim();
    let fits = !code.is_empty() && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let language = if fits { format!(" lang=\"{code}\"") } else { String::new() };
    let direction = match LanguagePack::get(code).map(|pack| pack.language.direction.as_str()) {
        Some("rtl") => "rtl",
        Some(_) => "ltr",
        None => "auto",
    };
    (language, direction)
}

/// Title, origin, date, and what is to be known of the reading.
fn head(report: &Report, number: usize, language: &str, direction: &str, out: &mut String) {
    let title = report.title.as_deref().filter(|title| !title.trim().is_empty());
    let title = words::one_line(title.unwrap_or(&report.name));
    let _ = writeln!(
        out,
        "<header>\n<h2 id=\"r{number}\"{language} dir=\"{direction}\">{}</h2>\n<dl class=\"about\">",
        Escaped(&title)
    );
    let mut row = |term: &str, words: &str| {
        let _ = writeln!(out, "<div><dt>{term}</dt><dd>{words}</dd></div>");
    };
    let escaped = |text: &str| format!("<bdi>{}</bdi>", Escaped(&words::one_line(text)));
    row("Report", &escaped(&report.name));
    row("Language", &escaped(&words::language(&report.language)));
    row("Date", &escaped(&words::published(report.published.as_deref(), report.published_basis)));
    for (term, said) in [("Publisher", &report.publisher), ("Author", &report.byline)] {
        if let Some(said) = said {
            row(term, &escaped(said));
        }
    }
    if let Some(url) = report.url.as_deref() {
        match web_address(url) {
            Some(url) => {
                let shown = Escaped(url);
                row(
                    "Address",
                    &format!("<a href=\"{shown}\" rel=\"noreferrer nofollow\">{shown}</a>"),
                );
            }
            None => row("Address", &escaped(url)),
        }
    }
    out.push_str("</dl>\n");
    if !report.notes.is_empty() {
        out.push_str("<ul class=\"notes\" aria-label=\"Notes on the reading\">\n");
        for note in &report.notes {
            let _ = writeln!(out, "<li>{}</li>", Escaped(&words::one_line(note)));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</header>\n");
}

fn events(record: &Record, number: usize, language: &str, out: &mut String) {
    out.push_str("<section class=\"events\" aria-label=\"Events\">\n");
    if record.events.is_empty() {
        out.push_str("<p class=\"none\">No event found.</p>\n");
    }
    for event in &record.events {
        card::write(event, number, language, out);
    }
    out.push_str("</section>\n");
}

/// What was taken off the page, folded away.
fn removed(report: &Report, language: &str, direction: &str, out: &mut String) {
    if report.removed.is_empty() {
        return;
    }
    let many = report.removed.len();
    let _ = writeln!(
        out,
        "<details>\n<summary>Taken off the page ({many})</summary>\n<ul{language} dir=\"{direction}\">"
    );
    for piece in &report.removed {
        let (kind, text) = (Escaped(&piece.kind), words::one_line(&piece.text));
        let _ = writeln!(out, "<li><b lang=\"en\">{kind}</b> {}</li>", Escaped(&text));
    }
    out.push_str("</ul>\n</details>\n");
}
