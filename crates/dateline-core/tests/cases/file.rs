//! A file of cases: Markdown with headings, prose and fenced blocks.

use crate::expect::{self, Expected};

/// The heading above the cases that the reader does not get right yet.
const KNOWN_TO_FAIL: &str = "Known to fail";

/// One case.
#[derive(Debug)]
pub struct Case {
    /// The nearest heading above the report.
    pub title: String,
    /// The line of the file where the report begins, from 1.
    pub line: usize,
    /// Whether it stands below the heading "Known to fail".
    pub known_to_fail: bool,
    /// The day of publication, where the case gives one.
    pub published: Option<String>,
    /// The report's text.
    pub report: String,
    /// What is right.
    pub expected: Expected,
    /// The lines between the fences of the block `expect`, from 0, end exclusive.
    block: std::ops::Range<usize>,
}

/// All cases of a file.
#[derive(Debug)]
pub struct CaseFile {
    /// In the order of the file.
    pub cases: Vec<Case>,
}

/// A block `report` that waits for its block `expect`.
struct Report {
    line: usize,
    published: Option<String>,
    text: String,
}

impl CaseFile {
    /// Reads a file of cases.
    ///
    /// # Errors
    ///
    /// What is wrong with its form, with the line.
    pub fn parse(source: &str) -> Result<Self, String> {
        let lines: Vec<&str> = source.lines().collect();
        let mut cases = Vec::new();
        let mut title = String::new();
        // the level of the heading "Known to fail", while below it
        let mut failing: Option<usize> = None;
        let mut prose = false;
        let mut waiting: Option<Report> = None;
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if let Some(kind) = line.strip_prefix("```") {
                let from = at + 1;
                let end = (from..lines.len()).find(|&end| lines[end] == "```");
                let end = end.ok_or(format!("line {from}: a block without an end"))?;
                match kind {
                    "report" if waiting.is_some() => {
                        return Err(format!("line {from}: two reports without an expectation"));
                    }
                    "report" => waiting = Some(report(&lines[from..end], from)),
                    "expect" => {
                        let given = waiting.take();
                        let given = given.ok_or(format!("line {from}: no report above"))?;
                        let expected =
                            expect::parse(&lines[from..end]).map_err(|(line, reason)| {
                                format!("line {}: {reason}", from + line + 1)
                            })?;
                        cases.push(Case {
                            title: title.clone(),
                            line: given.line,
                            known_to_fail: failing.is_some(),
                            published: given.published,
                            report: given.text,
                            expected,
                            block: from..end,
                        });
                    }
                    _ => return Err(format!("line {from}: no such block: {kind}")),
                }
                at = end;
            } else if let Some(level) = heading(line) {
                title = line[level..].trim().to_owned();
                if failing.is_some_and(|above| level <= above) {
                    failing = None;
                }
                if title == KNOWN_TO_FAIL {
                    failing = Some(level);
                }
            } else {
                prose |= !line.trim().is_empty();
            }
            at += 1;
        }
        if waiting.is_some() || cases.is_empty() {
            return Err("a report without an expectation, or no case".to_owned());
        }
        if !prose {
            return Err("no words say why".to_owned());
        }
        Ok(Self { cases })
    }
}

/// How many `#` a heading begins with.
fn heading(line: &str) -> Option<usize> {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    (level > 0 && line[level..].starts_with(' ')).then_some(level)
}

fn report(lines: &[&str], line: usize) -> Report {
    let published = lines.first().and_then(|first| first.strip_prefix("published: "));
    let text = if published.is_some() { &lines[1..] } else { lines };
    Report { line, published: published.map(str::to_owned), text: text.join("\n") }
}

/// The file with the expectations of some cases rewritten.
pub fn replace(source: &str, updated: &[(&Case, String)]) -> String {
    let mut out = String::with_capacity(source.len());
    for (number, line) in source.lines().enumerate() {
        match updated.iter().find(|(case, _)| case.block.contains(&number)) {
            Some((case, block)) if case.block.start == number => out.push_str(block),
            Some(_) => {}
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}
