//! Web pages, very roughly: tags off, nothing else.

use dateline_core::record::Removed;

/// What a web page holds.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// ISO 8601 date.
    pub published: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// The page's own address.
    pub url: Option<String>,
    /// The body, one block a line.
    pub text: String,
    /// What was taken off.
    pub removed: Vec<Removed>,
    /// What a reader should know.
    pub notes: Vec<String>,
}

/// Reads a page.
#[must_use]
pub fn read(html: &str, url: Option<&str>) -> Page {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                text.push('\n');
            }
            _ if !inside => text.push(c),
            _ => {}
        }
    }
    Page { url: url.map(str::to_owned), text: text.trim().to_owned(), ..Page::default() }
}
