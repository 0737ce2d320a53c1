//! From the bytes of one report to what the core reads.

use dateline_core::Input;
use dateline_core::record::PublishedBasis;

use super::json::{self, Fields};
use super::sniff::Format;
use super::{MAX_TEXT, decode, sniff};
use crate::error::Kind;
use crate::{page, published};

/// Lines at the top of a text among which its headline is looked for.
const TOP: usize = 5;

/// Why bytes that begin like this are not read at all.
pub(super) fn refused(head: &[u8]) -> Option<Kind> {
    if head.is_empty() {
        return Some(Kind::Empty);
    }
    sniff::binary(head).map(Kind::Binary)
}

/// Bytes that hold one report.
pub(super) fn document(
    bytes: Vec<u8>,
    format: Format,
    extension: Option<&str>,
) -> Result<Input, Kind> {
    if let Some(kind) = refused(&bytes[..bytes.len().min(8 * 1024)]) {
        return Err(kind);
    }
    if format != Format::Html
        && let Some(what) = sniff::other_text(extension, &bytes)
    {
        return Err(Kind::Entry(format!("{what}, not a report")));
    }
    let decoded = decode::decode(bytes, format == Format::Html).ok_or_else(no_text)?;
    let mut input = match format {
        Format::Html => page(&decoded.text, None)?,
        _ => plain(decoded.text, None)?,
    };
    input.notes.splice(0..0, decoded.notes);
    Ok(input)
}

/// One object of a JSON file. What it says itself goes before what its page says.
pub(super) fn entry(bytes: Vec<u8>) -> Result<Input, Kind> {
    let decoded = decode::decode(bytes, false).ok_or_else(no_text)?;
    let fields: Fields = serde_json::from_str(decoded.text.trim_start_matches('\u{feff}'))
        .map_err(|error| Kind::Entry(reason(&error)))?;
    let mut input = match (fields.text, fields.html) {
        (Some(text), _) if !text.trim().is_empty() => plain(text, fields.title.as_deref())?,
        (_, Some(html)) => page(&html, fields.url.as_deref())?,
        (Some(_), None) => return Err(Kind::Blank),
        (None, None) => return Err(Kind::Entry("neither text nor html".to_owned())),
    };
    input.title = fields.title.or(input.title);
    input.url = fields.url.or(input.url);
    input.publisher = fields.publisher.or(input.publisher);
    input.byline = fields.author.map(json::Names::into_text).or(input.byline);
    if let Some(said) = fields.language {
        match language(&said) {
            Some(code) => input.language = Some(code),
            None => input.notes.push(format!("the language “{said}” is no two-letter code")),
        }
    }
    if let Some(said) = fields.published {
        match published::date(&said) {
            Some(date) => {
                input.published = Some(date);
                input.published_basis = PublishedBasis::Given;
            }
            None => input.notes.push(format!("the publication date “{said}” is no date")),
        }
    }
    input.notes.splice(0..0, decoded.notes);
    Ok(input)
}

fn no_text() -> Kind {
    Kind::Binary("binary data".to_owned())
}

/// A report that is nothing but text.
fn plain(text: String, title: Option<&str>) -> Result<Input, Kind> {
    let mut notes = Vec::new();
    let text = with_title(title, body(text, &mut notes)?);
    Ok(Input { text, notes, ..Input::default() })
}

/// A text with something in it, cut where it is too long to be one report.
fn body(mut text: String, notes: &mut Vec<String>) -> Result<String, Kind> {
    let bytes = text.len();
    if decode::cut(&mut text, MAX_TEXT) {
        text.shrink_to_fit();
        let limit = MAX_TEXT >> 10;
        notes.push(format!("the text has {bytes} bytes, of which the first {limit} KB are read"));
    }
    if text.trim().is_empty() { Err(Kind::Blank) } else { Ok(decode::unify_lines(text)) }
}

/// Takes a page apart.
fn page(html: &str, url: Option<&str>) -> Result<Input, Kind> {
    if html.trim().is_empty() {
        return Err(Kind::Blank);
    }
    let mut page = page::read(html, url);
    if page.text.trim().is_empty() {
        return Err(Kind::Entry("a page without text".to_owned()));
    }
    let text = body(page.text, &mut page.notes)?;
    let published = page.published.as_deref().and_then(published::date);
    let metadata = published.as_ref().map(|_| PublishedBasis::Metadata);
    Ok(Input {
        text: with_title(page.title.as_deref(), text),
        title: page.title,
        byline: page.byline,
        publisher: page.publisher,
        language: page.language.as_deref().and_then(language),
        url: page.url.or_else(|| url.map(str::to_owned)),
        published,
        published_basis: metadata.unwrap_or_default(),
        removed: page.removed,
        notes: page.notes,
        ..Input::default()
    })
}

/// A text that begins with its headline: what a headline says is part of what a report says.
fn with_title(title: Option<&str>, text: String) -> String {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(title) = title.map(words).filter(|title| !title.is_empty()) else { return text };
    let mut top = text.lines().filter(|line| !line.trim().is_empty()).take(TOP);
    if top.any(|line| words(line) == title) { text } else { format!("{title}\n\n{text}") }
}

/// The language of a tag such as `en-GB`; none where that is not two letters.
fn language(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(code)
}

/// A JSON error without its line, which the subject names, but with its column.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let bare = message.split(" at line ").next().unwrap_or(&message);
    let what = if error.is_data() { "not a report" } else { "not JSON" };
    format!("{what}: {bare} at column {}", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(json: &str) -> Result<Input, String> {
        super::entry(json.as_bytes().to_vec()).map_err(|kind| kind.to_string())
    }

    #[test]
    fn an_entry_says_what_it_knows() {
        let input = entry(
            r#"{"id": 7, "text": "Rebels left.\r\nAll of them.", "title": "Rebels  leave", "lang": "en-GB",
                "author": ["A. Ray", "B. Oz"], "published": "2024-05-05T10:00:00Z", "more": []}"#,
        )
        .unwrap();
        assert_eq!(input.text, "Rebels leave\n\nRebels left.\nAll of them.");
        assert_eq!(input.byline.as_deref(), Some("A. Ray, B. Oz"));
        assert_eq!(input.language.as_deref(), Some("en"));
        assert_eq!(input.published.as_deref(), Some("2024-05-05"));
        assert_eq!(input.published_basis, PublishedBasis::Given);
        assert_eq!(input.notes, Vec::<String>::new());
    }

    #[test]
    fn a_headline_that_is_there_is_not_put_there_again() {
        let input =
            entry(r#"{"text": "By A. Ray\nRebels leave\nThey left.", "title": "Rebels leave"}"#);
        assert_eq!(input.unwrap().text, "By A. Ray\nRebels leave\nThey left.");
    }

    #[test]
    fn what_an_entry_says_wrongly_is_noted_and_left_out() {
        let input =
            entry(r#"{"text": "x", "published": "yesterday", "language": "English"}"#).unwrap();
        assert_eq!((input.published, input.language), (None, None));
        assert_eq!(
            input.notes,
            [
                "the language “English” is no two-letter code",
                "the publication date “yesterday” is no date"
            ]
        );
    }

    #[test]
    fn bad_entries_say_why() {
        for (json, reason) in [
            ("{\"text\": \"a\"", "not JSON: EOF while parsing an object at column 12"),
            (
                "{\"text\": 5}",
                "not a report: invalid type: integer `5`, expected a string at column 10",
            ),
            ("{\"body\": \"a\"}", "neither text nor html"),
            ("{\"text\": \" \"}", "holds only white space"),
            ("[]", "neither text nor html"),
            ("17", "not a report: invalid type: integer `17`, expected an object at column 2"),
        ] {
            assert_eq!(entry(json).unwrap_err(), reason, "{json}");
        }
    }

    #[test]
    fn a_page_is_read_with_its_metadata() {
        let html = r#"<html lang="en"><head><title>Rebels leave</title>
            <meta property="article:published_time" content="2024-03-02T08:00:00Z"></head><body><article>
            <h1>Rebels leave</h1><p>The rebels left the town on Saturday, two years after they came, residents said.</p>
            <p>Nobody was hurt, according to the mayor of the town, who had asked them to go.</p></article></body>"#;
        let input = document(html.as_bytes().to_vec(), Format::Html, None).unwrap();
        assert!(input.text.starts_with("Rebels leave\n\nThe rebels left"), "{}", input.text);
        assert_eq!(input.published.as_deref(), Some("2024-03-02"));
        assert_eq!(input.published_basis, PublishedBasis::Metadata);
    }

    #[test]
    fn what_is_no_report_is_refused() {
        for (bytes, extension, reason) in [
            (&b""[..], None, "empty"),
            (b" \n\t\xc2\xa0", None, "holds only white space"),
            (b"%PDF-1.4\n", Some("txt"), "a PDF document, not a text"),
            (b"words\0words", Some("txt"), "binary data, not a text"),
            (b"a\tb\n", Some("tsv"), "a table, not a report"),
        ] {
            let error = document(bytes.to_vec(), Format::Text, extension).unwrap_err();
            assert_eq!(error.to_string(), reason);
        }
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        let input = document(b"words of war\n".repeat(300_000), Format::Text, None).unwrap();
        assert!(input.text.len() <= MAX_TEXT);
        assert_eq!(input.notes, ["the text has 3900000 bytes, of which the first 512 KB are read"]);
    }
}
