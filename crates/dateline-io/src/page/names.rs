//! What `markup.toml` says: the words by which publishers name the parts of a page.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// Parts of one class name or id that are looked at.
const MAX_WORDS: usize = 40;

/// A part of a page that is not the report, the value of `Removed::kind`.
pub(super) type Kind = &'static str;

/// What cannot be seen on the page, and what is not text.
pub(super) const UNREAD: Kind = "unread";

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Source {
    parts: HashMap<String, Vec<String>>,
    not_after: Words,
    embedded: Embedded,
    body: Words,
    roles: HashMap<String, Vec<String>>,
    elements: HashMap<String, Vec<String>>,
    metadata: HashMap<String, Vec<String>>,
    dates: HashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Embedded {
    words: Vec<String>,
    posts: Vec<String>,
}

#[derive(Deserialize)]
struct Words {
    words: Vec<String>,
}

/// The words, by what they name.
#[derive(Debug)]
pub(super) struct Names {
    parts: HashMap<String, Kind>,
    not_after: Vec<String>,
    embedded: Vec<String>,
    posts: Vec<String>,
    body: HashMap<String, ()>,
    roles: HashMap<String, Kind>,
    elements: HashMap<String, Kind>,
    metadata: HashMap<String, Vec<String>>,
    dates: HashMap<String, Vec<String>>,
}

/// The words of `markup.toml`, read once.
pub(super) static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let source: Source = toml::from_str(include_str!("markup.toml"))
        .expect("markup.toml has the shape of Source; a test reads it");
    Names {
        parts: turned(source.parts),
        not_after: source.not_after.words,
        embedded: source.embedded.words,
        posts: source.embedded.posts,
        body: source.body.words.into_iter().map(|word| (word, ())).collect(),
        roles: turned(source.roles),
        elements: turned(source.elements),
        metadata: source.metadata,
        dates: source.dates,
    }
});

/// From words by kind to kind by word.
fn turned(table: HashMap<String, Vec<String>>) -> HashMap<String, Kind> {
    let mut by_word = HashMap::new();
    let mut kinds: Vec<_> = table.into_iter().collect();
    kinds.sort();
    for (kind, words) in kinds {
        // A dozen short names, kept as long as the process runs.
        let kind: Kind = Box::leak(kind.into_boxed_str());
        for word in words {
            by_word.insert(word, kind);
        }
    }
    by_word
}

impl Names {
    /// What an element is by its tag.
    pub fn element(&self, name: &str) -> Option<Kind> {
        self.elements.get(name).copied()
    }

    /// What an element is by its role.
    pub fn role(&self, role: &str) -> Option<Kind> {
        self.roles.get(role).copied()
    }

    /// What an element is by a class name or an id.
    pub fn part(&self, names: &str) -> Option<Kind> {
        let mut found = None;
        let mut embedded = false;
        each_word(names, |before, word, pair| {
            embedded |= self.embedded.iter().any(|other| other == word);
            if found.is_none()
                && !before.is_some_and(|it| self.not_after.iter().any(|other| other == it))
            {
                found = pair
                    .and_then(|it| self.parts.get(it))
                    .or_else(|| self.parts.get(word))
                    .copied();
            }
        });
        found.filter(|kind| !(embedded && *kind == "share-bar"))
    }

    /// Whether a class name is that of a post quoted from elsewhere.
    pub fn is_post(&self, names: &str) -> bool {
        names.split_ascii_whitespace().any(|name| self.posts.iter().any(|post| post == name))
    }

    /// Whether a class name or id is one of those that hold the report.
    pub fn is_body(&self, names: &str) -> bool {
        let mut found = false;
        each_word(names, |_, word, pair| {
            found |=
                self.body.contains_key(word) || pair.is_some_and(|it| self.body.contains_key(it));
        });
        found
    }

    /// The number of a month, from 1, by its name or the first three letters of it.
    pub fn month(&self, name: &str) -> Option<i8> {
        let name = name.to_ascii_lowercase();
        let months = self.dates.get("months")?;
        let found = months
            .iter()
            .position(|month| *month == name || (name.len() == 3 && month.starts_with(&name)))?;
        i8::try_from(found + 1).ok()
    }

    /// Whether a class name says that a date is that of publication.
    pub fn is_published(&self, names: &str) -> bool {
        let mut found = false;
        if let Some(words) = self.dates.get("published") {
            each_word(names, |_, word, pair| {
                found |= words.iter().any(|it| it == word || Some(it.as_str()) == pair);
            });
        }
        found
    }

    /// The names of metadata that say `what`, the surest first.
    pub fn metadata(&self, what: &str) -> &[String] {
        self.metadata.get(what).map_or(&[], Vec::as_slice)
    }
}

/// Takes class names apart; calls with the word before (of the same name), the word, and the two
/// joined by a hyphen.
fn each_word(names: &str, mut see: impl FnMut(Option<&str>, &str, Option<&str>)) {
    let mut count = 0;
    for name in names.split_ascii_whitespace() {
        let name = hyphenated(name);
        // Where the word before starts and ends.
        let mut before: Option<(usize, usize)> = None;
        let mut at = 0;
        for word in name.split('-').filter(|word| !word.is_empty()) {
            count += 1;
            if count > MAX_WORDS {
                return;
            }
            let end = at + word.len();
            see(
                before.map(|(from, to)| &name[from..to]),
                word,
                before.map(|(from, _)| &name[from..end]),
            );
            before = Some((at, end));
            at = end + 1;
        }
    }
}

/// `article__shareBar-2` as `article-share-bar-2`.
fn hyphenated(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 4);
    let mut lower_before = false;
    for character in name.chars() {
        let upper = character.is_ascii_uppercase();
        if (!character.is_alphanumeric() || (upper && lower_before))
            && !words.is_empty()
            && !words.ends_with('-')
        {
            words.push('-');
        }
        if character.is_ascii() {
            words.extend(character.is_alphanumeric().then(|| character.to_ascii_lowercase()));
        } else if character.is_alphanumeric() {
            words.extend(character.to_lowercase());
        }
        lower_before = character.is_ascii_lowercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        let cases = [
            ("article__shareBar-2", "article share article-share bar share-bar 2 bar-2"),
            ("SHARE", "share"),
            ("--", ""),
        ];
        for (name, expected) in cases {
            let mut seen = Vec::new();
            each_word(name, |_, word, pair| {
                seen.push(word.to_owned());
                seen.extend(pair.map(str::to_owned));
            });
            assert_eq!(seen.join(" "), expected);
        }
    }

    #[test]
    fn parts_by_their_names() {
        let cases = [
            ("article__share-bar", Some("share-bar")),
            ("wp-caption-text", Some("caption")),
            ("has-sidebar", None),
            ("story read-more", Some("related")),
            ("story read", None),
            ("shareholder", None),
            ("relatedArticles", Some("related")),
            ("comment-list", Some("comment-section")),
            ("paragraph", None),
        ];
        for (names, expected) in cases {
            assert_eq!(NAMES.part(names), expected, "{names}");
        }
    }

    #[test]
    fn bodies_by_their_names() {
        assert!(NAMES.is_body("entry-content clearfix"));
        assert!(NAMES.is_body("StoryBody"));
        assert!(!NAMES.is_body("entry"));
    }
}
