//! What bytes are, told from their beginning.

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Words.
    Text,
    /// A web page.
    Html,
    /// A JSON object a line.
    JsonLines,
    /// JSON objects one after the other, or an array of them.
    Json,
}

/// Extensions of packed files, which hide the one that matters.
const PACKED: [&str; 4] = ["gz", "gzip", "zst", "zstd"];

/// A file's name without folder and extensions, and the extension that tells its format.
pub(super) fn split_name(file: &str) -> (&str, Option<&str>) {
    let bare = match file.rsplit_once('.') {
        Some((stem, packed)) if PACKED.contains(&&*packed.to_ascii_lowercase()) => stem,
        _ => file,
    };
    match bare.rsplit_once('.') {
        // "St. Petersburg blast" has no extension
        Some((stem, extension))
            if !stem.is_empty()
                && (1..=5).contains(&extension.len())
                && extension.bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
        {
            (stem, Some(extension))
        }
        _ => (bare, None),
    }
}

/// What the extension promises; none where the bytes must say.
pub(super) fn by_extension(extension: Option<&str>) -> Option<Format> {
    match &*extension?.to_ascii_lowercase() {
        "txt" | "text" | "md" => Some(Format::Text),
        "html" | "htm" | "xhtml" | "shtml" => Some(Format::Html),
        "jsonl" | "ndjson" => Some(Format::JsonLines),
        "json" => Some(Format::Json),
        _ => None,
    }
}

/// What the first bytes look like.
pub(super) fn by_content(head: &[u8]) -> Format {
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let start = start.trim_ascii_start();
    match start.first() {
        Some(b'<') if is_html(start) => Format::Html,
        Some(b'{') => {
            let line = start.split(|&byte| byte == b'\n').next().unwrap_or(start);
            let whole = serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
            // a first line longer than what is looked at is a line all the same
            if whole || line.len() == start.len() { Format::JsonLines } else { Format::Json }
        }
        Some(b'[') if start[1..].trim_ascii_start().starts_with(b"{") => Format::Json,
        _ => Format::Text,
    }
}

/// True where a page begins, perhaps behind an XML declaration or a comment.
pub(super) fn is_html(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let head = start[..start.len().min(2048)].to_ascii_lowercase();
    let begins = |tag: &[u8]| head.starts_with(tag);
    let holds = |tag: &[u8]| head.windows(tag.len()).any(|window| window == tag);
    [&b"<!doctype html"[..], b"<html", b"<head>", b"<body"].iter().any(|tag| begins(tag))
        || ((begins(b"<?xml") || begins(b"<!--")) && holds(b"<html"))
}

/// What bytes are that are no text, in words for an error message.
pub(super) fn binary(head: &[u8]) -> Option<String> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some((*what).to_owned());
    }
    if head.starts_with(b"PK\x03\x04") {
        return Some(zip(head).to_owned());
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Some("a video or audio file (MP4)".to_owned());
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some("a tar archive".to_owned());
    }
    None
}

/// First bytes of what people have beside their reports.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF87a", "an image (GIF)"),
    (b"GIF89a", "an image (GIF)"),
    (b"RIFF", "an image, audio or video file (RIFF)"),
    (b"II*\0", "an image (TIFF)"),
    (b"MM\0*", "an image (TIFF)"),
    (b"\0\0\x01\0", "an icon"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an office document (Word, Excel or PowerPoint before 2007)",
    ),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x1f\x8b", "a gzip archive inside an archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive inside an archive"),
    (b"WARC/", "a web archive (WARC)"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\0asm", "a program (WebAssembly)"),
    (b"OggS", "an audio or video file (Ogg)"),
    (b"ID3", "an audio file (MP3)"),
    (b"\x1aE\xdf\xa3", "a video file (Matroska)"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
];

/// Which of the many kinds of file that are zip archives.
fn zip(head: &[u8]) -> &'static str {
    let holds = |name: &[u8]| head.windows(name.len()).any(|window| window == name);
    if holds(b"word/") {
        "an office document (Word)"
    } else if holds(b"xl/") {
        "an office document (Excel)"
    } else if holds(b"ppt/") {
        "an office document (PowerPoint)"
    } else if holds(b"opendocument") {
        "an office document (OpenDocument)"
    } else if holds(b"epub") {
        "an e-book (EPUB)"
    } else if holds(b"[Content_Types].xml") {
        "an office document"
    } else {
        "a zip archive"
    }
}

/// What a text is that is no report, in words for an error message.
pub(super) fn other_text(extension: Option<&str>, head: &[u8]) -> Option<&'static str> {
    match &*extension.unwrap_or_default().to_ascii_lowercase() {
        "csv" | "tsv" => return Some("a table"),
        "css" => return Some("a style sheet"),
        "js" | "mjs" => return Some("a script"),
        "svg" => return Some("an image (SVG)"),
        _ => {}
    }
    let start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let xml =
        start.starts_with(b"<?xml") || start.starts_with(b"<svg") || start.starts_with(b"<rss");
    (xml && !is_html(start)).then_some("an XML document other than XHTML")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_the_extensions_that_are_some() {
        for (file, stem, extension) in [
            ("report.txt", "report", Some("txt")),
            ("report.v2.txt", "report.v2", Some("txt")),
            ("report.html.gz", "report", Some("html")),
            ("report.jsonl.ZST", "report", Some("jsonl")),
            ("report.gz", "report", None),
            ("report", "report", None),
            (".txt", ".txt", None),
            ("St. Petersburg blast", "St. Petersburg blast", None),
            ("u.s. strikes", "u.s. strikes", None),
        ] {
            assert_eq!(split_name(file), (stem, extension), "{file}");
        }
    }

    #[test]
    fn formats_by_content() {
        for (head, format) in [
            ("Army shells town", Format::Text),
            ("\u{feff}\n<!DOCTYPE html>\n<p>", Format::Html),
            ("<?xml version='1.0'?>\n<html xmlns='x'>", Format::Html),
            ("<!-- saved -->\n<HTML>", Format::Html),
            ("<<< wire >>>", Format::Text),
            ("{\"text\": \"a\"}\n{\"text\": \"b\"}", Format::JsonLines),
            ("{\n  \"text\": \"a\"\n}", Format::Json),
            ("[ {\"text\": \"a\"}]", Format::Json),
            ("[Reuters] Army shells town", Format::Text),
        ] {
            assert_eq!(by_content(head.as_bytes()), format, "{head}");
        }
    }

    #[test]
    fn what_is_no_text_is_called_by_its_name() {
        for (head, what) in [
            (&b"%PDF-1.7"[..], "a PDF document"),
            (b"\xff\xd8\xff\xe0", "an image (JPEG)"),
            (b"PK\x03\x04........word/document.xml", "an office document (Word)"),
            (
                b"PK\x03\x04........mimetypeapplication/vnd.oasis.opendocument.text",
                "an office document (OpenDocument)",
            ),
            (b"PK\x03\x04........notes.txt", "a zip archive"),
        ] {
            assert_eq!(binary(head).as_deref(), Some(what));
        }
        assert_eq!(binary(b"PAKISTAN: a blast"), None);
        assert_eq!(
            other_text(None, b"<?xml version='1.0'?><rss>"),
            Some("an XML document other than XHTML")
        );
        assert_eq!(other_text(None, b"<?xml version='1.0'?><html>"), None);
    }
}
