//! Web pages to reports: the body as text, and what the page says of itself.
//!
//! [`read`] takes a page as markup and gives the report that stands on it, without menus, share
//! bars, captions, comments and teasers. No script is run and nothing is fetched.
//!
//! How it goes: the markup becomes a flat list of elements (`tree`), the elements become blocks of
//! text as a reader sees them (`blocks`), and the element whose blocks hold the most prose for the
//! least furniture is the report (`body`). What publishers call the furniture stands in
//! `markup.toml`. The page's own data (meta tags, JSON-LD, microdata) give headline, author,
//! publisher, date, language and address (`metadata`).
//!
//! Limits, so that time and memory are bounded whatever comes: [`MAX_MARKUP`] bytes of markup, a
//! million elements, 512 elements inside each other. What lies past a limit is not read, and a
//! note says so. All work is linear in the length of the markup.

mod blocks;
mod body;
mod date;
mod linked_data;
mod metadata;
mod names;
mod tokens;
mod tree;

use dateline_core::record::Removed;

use blocks::{Block, Shape};
use tree::Tree;

/// Bytes of markup that are read of one page.
pub const MAX_MARKUP: usize = 20_000_000;

/// Pieces listed in [`Page::removed`].
pub const MAX_REMOVED: usize = 200;

/// Characters listed of one piece.
pub const MAX_REMOVED_LENGTH: usize = 300;

/// A body shorter than this, in characters, is perhaps not the whole: the page may show it by script only.
const SHORT: usize = 200;

/// A web page as a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The headline, without the site's name.
    pub title: Option<String>,
    /// Who wrote it, as the page's data say.
    pub byline: Option<String>,
    /// The site or its publisher.
    pub publisher: Option<String>,
    /// Day of publication, ISO 8601; none where the page does not say, never a guess.
    pub published: Option<String>,
    /// ISO 639-1 code, as declared.
    pub language: Option<String>,
    /// The page's own address for itself, else the one given.
    pub url: Option<String>,
    /// The body without the headline: a block a line, a blank line between paragraphs; items of a
    /// list follow one another without, cells of a table's row stand in one line, parted by tabs.
    pub text: String,
    /// What was taken off, at most [`MAX_REMOVED`] pieces of [`MAX_REMOVED_LENGTH`] characters.
    pub removed: Vec<Removed>,
    /// What a reader should know of the reading: a cut page, a body that the page hides.
    pub notes: Vec<String>,
}

/// Reads a page. `url` is the address it came from, if known.
///
/// ```
/// let html = r#"<html lang="en"><head><title>Bridge reopens - The Example</title>
///   <meta property="og:site_name" content="The Example">
///   <meta property="article:published_time" content="2024-03-02T08:00:00Z"></head>
///   <body><nav><a href="/">Home</a></nav><article><h1>Bridge reopens</h1>
///   <p>The bridge over the river reopened on Saturday, two years after a shell hit it.</p>
///   <figure><img src="b.jpg"><figcaption>The bridge. Photo: A. N. Other</figcaption></figure>
///   <p>Traders had asked for it since the spring of last year, the mayor said.</p>
///   </article></body></html>"#;
/// let page = dateline_io::page::read(html, None);
/// assert_eq!(page.title.as_deref(), Some("Bridge reopens"));
/// assert_eq!(page.published.as_deref(), Some("2024-03-02"));
/// assert!(page.text.starts_with("The bridge over the river reopened on Saturday"));
/// assert!(page.removed.iter().any(|it| it.kind == "caption"));
/// ```
#[must_use]
pub fn read(html: &str, url: Option<&str>) -> Page {
    let mut notes = Vec::new();
    let markup = &html[..html.floor_char_boundary(MAX_MARKUP)];
    if markup.len() < html.len() {
        notes.push(format!("page cut: only its first {MAX_MARKUP} bytes were read"));
    }
    let tree = Tree::parse(markup);
    if tree.cut {
        notes.push(format!("page cut: only its first {} elements were read", tree::MAX_NODES));
    }
    let blocks = blocks::blocks(&tree, false);
    let metadata = metadata::read(&tree, &blocks, url);
    let kept = body::keep(&tree, &blocks, metadata.title.as_deref(), metadata.url.as_deref());
    let mut text = join(&blocks, &kept);
    let removed = list_removed(&blocks, &kept);
    if text.chars().count() < SHORT
        && let Some((other, note)) = elsewhere(&tree, &metadata, text.len())
    {
        text = other;
        notes.push(note.to_owned());
    }
    Page {
        title: metadata.title.map(|it| without_script(&it)),
        byline: metadata.byline.map(|it| without_script(&it)),
        publisher: metadata.publisher.map(|it| without_script(&it)),
        published: metadata.published,
        language: metadata.language,
        url: metadata.url,
        text: without_script(&text),
        removed,
        notes,
    }
}

/// The body from where a page keeps it for its scripts, if that is much longer than `length`.
fn elsewhere(
    tree: &Tree,
    metadata: &metadata::Metadata,
    length: usize,
) -> Option<(String, &'static str)> {
    if let Some(body) = &metadata.body {
        let body_tree = Tree::parse(body);
        let blocks = blocks::blocks(&body_tree, false);
        let text = if body.contains("</") {
            join(&blocks, &vec![true; blocks.len()])
        } else {
            body.lines().map(str::trim).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n\n")
        };
        if text.len() >= SHORT.max(length * 3) {
            return Some((
                text,
                "the page shows its body by script only: read from its linked data",
            ));
        }
    }
    let blocks = blocks::blocks(tree, true);
    let kept = body::keep(tree, &blocks, metadata.title.as_deref(), metadata.url.as_deref());
    let text = join(&blocks, &kept);
    (text.len() >= SHORT.max(length * 3))
        .then_some((text, "the page hides its body until a script runs: read all the same"))
}

/// The blocks that are kept, as text.
fn join(blocks: &[Block], kept: &[bool]) -> String {
    let mut text = String::new();
    let mut before: Option<Shape> = None;
    for (block, _) in blocks.iter().zip(kept).filter(|(_, kept)| **kept) {
        text.push_str(match (before, block.shape) {
            (None, _) => "",
            (Some(Shape::Cell(row)), Shape::Cell(own)) if row == own => "\t",
            (Some(Shape::Cell(_)), Shape::Cell(_))
            | (Some(Shape::Item), Shape::Item)
            | (Some(Shape::Preformatted), Shape::Preformatted) => "\n",
            _ => "\n\n",
        });
        text.push_str(&block.text);
        before = Some(block.shape);
    }
    text
}

/// What is not kept, neighbours of a kind together.
fn list_removed(blocks: &[Block], kept: &[bool]) -> Vec<Removed> {
    let mut removed: Vec<Removed> = Vec::new();
    let mut length = 0;
    let mut adjoins = false;
    for (block, kept) in blocks.iter().zip(kept) {
        if *kept {
            adjoins = false;
            continue;
        }
        let kind = block.part.unwrap_or(if block.is_link() { "related" } else { "furniture" });
        let same = adjoins && removed.last().is_some_and(|it| it.kind == kind);
        adjoins = true;
        if !same {
            if removed.len() == MAX_REMOVED {
                break;
            }
            removed.push(Removed { kind: kind.to_owned(), text: String::new() });
            length = 0;
        }
        let Some(last) = removed.last_mut() else { break };
        if length > 0 && length < MAX_REMOVED_LENGTH {
            last.text.push('\n');
            length += 1;
        }
        let room = MAX_REMOVED_LENGTH.saturating_sub(length);
        last.text.extend(block.text.chars().take(room));
        length += block.length.min(room);
    }
    for piece in &mut removed {
        piece.text = without_script(&piece.text);
    }
    removed
}

/// A text may speak of markup ("&lt;script&gt;"); whoever puts it into a page without care shall
/// not run it: the brackets before that one word are left out.
fn without_script(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let after = &rest[at + 1..];
        let opens = after.get(..6).is_some_and(|it| it.eq_ignore_ascii_case("script"));
        kept.push_str(&rest[..at + usize::from(!opens)]);
        if opens {
            kept.truncate(kept.trim_end_matches('<').len());
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests;
