//! The table of spans, as it is written.

use std::fs;
use std::path::PathBuf;

/// One span of a report and what must become of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// `A01`.
    pub id: String,
    /// The first three digits of the report's name.
    pub report: String,
    /// Offsets into the raw file, in code points, end exclusive.
    pub span: [usize; 2],
    /// What must become of it, in words.
    pub treatment: String,
}

/// The folder of the reports, where it is.
pub fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    folder.is_dir().then_some(folder)
}

/// The text of the file whose name starts so.
pub fn report(name: &str) -> String {
    let folder = folder().expect("checked before");
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let is_it = |path: &&PathBuf| path.file_name().unwrap().to_string_lossy().starts_with(name);
    fs::read_to_string(paths.iter().find(is_it).expect("a report of that name")).unwrap()
}

/// The rows of the table, each checked against its report; none where the reports are not there.
pub fn rows() -> Option<Vec<Row>> {
    let text = fs::read_to_string(folder()?.join("acceptance.md")).ok()?;
    let table = &text[text.find("## Appendix 1").expect("the table of spans")..];
    Some(table.lines().filter_map(row).collect())
}

fn row(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line.strip_prefix('|')?.splitn(5, '|').map(str::trim).collect();
    let [id, report, span, quote, treatment] = cells[..] else { return None };
    let (start, end) = span.split_once('–')?;
    let row = Row {
        id: id.to_owned(),
        report: report.to_owned(),
        span: [start.parse().ok()?, end.parse().ok()?],
        treatment: treatment.trim_end_matches('|').trim().to_owned(),
    };
    row.check(quote);
    Some(row)
}

impl Row {
    /// The words of the raw file at the span.
    pub fn words(&self) -> String {
        let [start, end] = self.span;
        self::report(&self.report).chars().skip(start).take(end - start).collect()
    }

    /// True of what the page adds to the report.
    pub fn is_debris(&self) -> bool {
        self.treatment.starts_with("boilerplate") || self.treatment.starts_with("contributor line")
    }

    /// The words at the span are the quoted ones; "…" stands for what was left out.
    fn check(&self, quote: &str) {
        let quote = quote.trim_end_matches(" (×2)");
        let words = self.words();
        let said = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        let (head, tail) = quote.split_once('…').unwrap_or((quote, quote));
        assert!(said(&words).starts_with(&said(head)), "{}: {words} / {quote}", self.id);
        assert!(said(&words).ends_with(said(tail).trim_start()), "{}: {words} / {quote}", self.id);
    }
}
