//! What a page says of itself: headline, author, publisher, date, language, address.

use std::collections::BTreeMap;

use super::blocks::{Block, Shape};
use super::body::same_words;
use super::names::NAMES;
use super::tokens::resolve;
use super::tree::{Id, Tree};
use super::{date, linked_data};

/// Characters of a byline; what is longer is no byline.
const LONGEST_BYLINE: usize = 200;

/// Characters of a headline.
const LONGEST_TITLE: usize = 500;

/// What stands between a headline and the name of its site.
const SEPARATORS: [&str; 8] = [" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " • "];

/// What a page says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Metadata {
    /// The headline without the site's name.
    pub title: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The site or its publisher.
    pub publisher: Option<String>,
    /// ISO 8601 date.
    pub published: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// The body, where the page carries it as data.
    pub body: Option<String>,
}

/// The `meta` elements and their like, by name in lower case; the first of a name counts.
struct Tags {
    values: BTreeMap<String, String>,
    canonical: Option<String>,
    title: Option<String>,
}

impl Tags {
    fn of(tree: &Tree) -> Self {
        let mut tags = Self { values: BTreeMap::new(), canonical: None, title: None };
        for id in 0..tree.nodes.len() {
            match tree.name(id) {
                "meta" => {
                    let content =
                        tree.attribute(id, "content").map(clean).filter(|it| !it.is_empty());
                    let Some(content) = content else { continue };
                    for key in ["property", "name", "itemprop", "http-equiv"] {
                        if let Some(name) = tree.attribute(id, key) {
                            tags.values
                                .entry(name.trim().to_lowercase())
                                .or_insert_with(|| content.clone());
                        }
                    }
                }
                "link" if tags.canonical.is_none() => {
                    let canonical = tree
                        .attribute(id, "rel")
                        .is_some_and(|it| it.eq_ignore_ascii_case("canonical"));
                    tags.canonical =
                        tree.attribute(id, "href").filter(|_| canonical).map(str::to_owned);
                }
                "title" if tags.title.is_none() && !in_drawing(tree, id) => {
                    tags.title = Some(clean(&tree.raw_text(id))).filter(|it| !it.is_empty());
                }
                _ => {}
            }
        }
        tags
    }

    /// The values under the names that say `what`, the surest first.
    fn all<'a>(&'a self, what: &str) -> impl Iterator<Item = &'a str> {
        NAMES.metadata(what).iter().filter_map(|name| self.values.get(name)).map(String::as_str)
    }
}

/// A drawing has titles of its own.
fn in_drawing(tree: &Tree, id: Id) -> bool {
    tree.parent(id).is_some_and(|parent| !matches!(tree.name(parent), "head" | "html" | "body"))
}

/// Joins white space; some publishers write references twice (`&amp;quot;`).
fn clean(text: &str) -> String {
    resolve(text, false).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads what the page says of itself.
pub(super) fn read(tree: &Tree, blocks: &[Block], url: Option<&str>) -> Metadata {
    let tags = Tags::of(tree);
    let data = linked_data::read(tree);
    let url = address(&tags, data.url.as_deref(), url);
    let publisher = tags
        .all("publisher")
        .map(str::to_owned)
        .next()
        .filter(|it| !it.starts_with('@'))
        .or_else(|| data.publisher.as_deref().map(clean))
        .filter(|it| !it.starts_with("http"));
    Metadata {
        title: title(&tags, data.headline.as_deref(), blocks, publisher.as_deref(), url.as_deref()),
        byline: byline(tree, &tags, &data.authors),
        published: published(tree, &tags, data.published.as_deref(), url.as_deref()),
        language: language(tree, &tags, data.language.as_deref()),
        publisher,
        url,
        body: data.body.map(|it| resolve(&it, false).into_owned()),
    }
}

/// The page's own address for itself, else the one that it was fetched from.
fn address(tags: &Tags, data: Option<&str>, url: Option<&str>) -> Option<String> {
    let whole = |it: &&str| it.starts_with("http://") || it.starts_with("https://");
    tags.canonical
        .as_deref()
        .filter(whole)
        .or_else(|| tags.all("url").find(whole))
        .or(url)
        .or(data.filter(|it| whole(it)))
        .map(str::to_owned)
}

/// The headline: what the page gives for sharing, else its first heading, else its title.
fn title(
    tags: &Tags,
    data: Option<&str>,
    blocks: &[Block],
    publisher: Option<&str>,
    url: Option<&str>,
) -> Option<String> {
    let headings: Vec<&str> = blocks
        .iter()
        .filter(|it| it.shape == Shape::Heading(1) && it.length <= LONGEST_TITLE)
        .map(|it| it.text.as_str())
        .take(5)
        .collect();
    let given = tags.all("title").next().map(str::to_owned).or_else(|| data.map(clean));
    let title = given
        .or_else(|| (headings.len() == 1).then(|| headings[0].replace('\n', " ")))
        .or_else(|| tags.title.clone())
        .or_else(|| headings.first().map(|it| it.replace('\n', " ")))?;
    let all: Vec<&str> = blocks
        .iter()
        .filter(|it| matches!(it.shape, Shape::Heading(1 | 2)) && it.length <= LONGEST_TITLE)
        .map(|it| it.text.as_str())
        .take(20)
        .collect();
    let title = without_site(&title, &all, publisher, url);
    (!title.is_empty() && title.chars().count() <= LONGEST_TITLE).then_some(title)
}

/// Takes the site's name off the end of a headline.
fn without_site(
    title: &str,
    headings: &[&str],
    publisher: Option<&str>,
    url: Option<&str>,
) -> String {
    let host = url
        .and_then(|it| it.split_once("://"))
        .map(|(_, rest)| rest.split('/').next().unwrap_or(rest).trim_start_matches("www."));
    let mut title = title.trim();
    for _ in 0..3 {
        let Some((at, separator)) =
            SEPARATORS.iter().filter_map(|it| Some((title.rfind(it)?, it))).max()
        else {
            break;
        };
        let (head, site) = (title[..at].trim(), title[at + separator.len()..].trim());
        let is_site = headings.iter().any(|it| same_words(it, head))
            || publisher.is_some_and(|it| same_words(it, site))
            || host.is_some_and(|host| names_host(host, site));
        if !is_site || head.is_empty() {
            break;
        }
        title = head;
    }
    title.to_owned()
}

/// Whether `site` is a site's name as its address writes it: "The Daily Post" of `thedailypost.example`.
fn names_host(host: &str, site: &str) -> bool {
    let name: String =
        site.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let host: String =
        host.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    name.chars().count() >= 3 && host.starts_with(&name)
}

/// Who wrote it: names only, no addresses of profiles.
fn byline(tree: &Tree, tags: &Tags, authors: &[String]) -> Option<String> {
    let fits = |it: &str| {
        !it.is_empty()
            && it.chars().count() <= LONGEST_BYLINE
            && !it.contains("://")
            && !it.starts_with('@')
    };
    if !authors.is_empty() {
        let mut names: Vec<String> = Vec::new();
        for name in authors.iter().map(|it| clean(it)).filter(|it| fits(it)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if !names.is_empty() {
            return Some(names.join(", "));
        }
    }
    tags.all("byline").find(|it| fits(it)).map(str::to_owned).or_else(|| {
        (0..tree.nodes.len())
            .filter(|id| {
                tree.attribute(*id, "rel").is_some_and(|it| it.eq_ignore_ascii_case("author"))
                    || tree
                        .attribute(*id, "itemprop")
                        .is_some_and(|it| it.eq_ignore_ascii_case("author"))
            })
            .filter(|id| tree.end(*id) - id < 50)
            .map(|id| clean(&tree.raw_text(id)))
            // With digits it holds the date, too.
            .find(|it| fits(it) && !it.contains(|character: char| character.is_numeric()))
    })
}

/// The day of publication: data for machines first, then elements marked so, then the address.
fn published(tree: &Tree, tags: &Tags, data: Option<&str>, url: Option<&str>) -> Option<String> {
    data.and_then(date::parse)
        .or_else(|| tags.all("published").find_map(date::parse))
        .or_else(|| marked(tree))
        .or_else(|| url.and_then(date::in_address))
        .or_else(|| only_time(tree))
}

fn moment(tree: &Tree, id: Id) -> Option<String> {
    ["datetime", "content"].iter().find_map(|name| tree.attribute(id, name)).and_then(date::parse)
}

/// An element that is marked as the date of publication.
fn marked(tree: &Tree) -> Option<String> {
    (0..tree.nodes.len()).find_map(|id| {
        let by_property = tree
            .attribute(id, "itemprop")
            .is_some_and(|it| it.eq_ignore_ascii_case("datePublished"));
        let by_name = tree.name(id) == "time"
            && (tree.attribute(id, "pubdate").is_some()
                || tree.attribute(id, "class").is_some_and(|it| NAMES.is_published(it)));
        if !by_property && !by_name {
            return None;
        }
        moment(tree, id).or_else(|| {
            (tree.end(id) - id < 20).then(|| tree.raw_text(id)).and_then(|it| date::parse(&it))
        })
    })
}

/// The one date of all `time` elements, where they agree.
fn only_time(tree: &Tree) -> Option<String> {
    let mut dates = (0..tree.nodes.len())
        .filter(|id| tree.name(*id) == "time")
        .filter_map(|id| moment(tree, id));
    let first = dates.next()?;
    dates.all(|it| it == first).then_some(first)
}

/// ISO 639-1 code of the page's language.
fn language(tree: &Tree, tags: &Tags, data: Option<&str>) -> Option<String> {
    let code = |tag: &str| {
        let primary = tag.trim().split(['-', '_', ',']).next()?.to_ascii_lowercase();
        (primary.len() == 2 && primary.bytes().all(|it| it.is_ascii_lowercase())).then_some(primary)
    };
    tree.attribute(0, "lang")
        .and_then(code)
        .or_else(|| tree.attribute(0, "xml:lang").and_then(code))
        .or_else(|| data.and_then(code))
        .or_else(|| tags.all("language").find_map(code))
}
