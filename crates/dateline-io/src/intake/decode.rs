//! From bytes to characters.
//!
//! A byte order mark decides; else valid UTF-8 is UTF-8 whatever the page declares; else the
//! declaration of a page decides; else the encoding is guessed from the bytes and the guess noted.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text and what is to be said of its making.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) notes: Vec<String>,
}

/// Where pages declare their encoding; browsers look at 1024 bytes.
const DECLARED_WITHIN: usize = 4096;

/// How much of a text the guess is made from, in bytes.
const GUESSED_FROM: usize = 256 * 1024;

/// Bytes to text; none where they are no text in any encoding.
pub(super) fn decode(bytes: Vec<u8>, page: bool) -> Option<Decoded> {
    if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        return Some(decode_as(encoding, &bytes, Vec::new()));
    }
    if let Some(encoding) = utf_16_without_mark(&bytes) {
        let note = format!("encoding {} guessed", encoding.name());
        return Some(decode_as(encoding, &bytes, vec![note]));
    }
    if is_control(&bytes) {
        return None;
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\x1b') => return Some(Decoded { text, notes: Vec::new() }),
        Ok(text) => text.into_bytes(),
        Err(error) => error.into_bytes(),
    };
    if let Some(encoding) = declared(&bytes).filter(|&found| page && found != UTF_8) {
        return Some(decode_as(encoding, &bytes, Vec::new()));
    }
    if is_nearly_utf_8(&bytes) {
        return Some(decode_as(UTF_8, &bytes, Vec::new()));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(GUESSED_FROM)], true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let notes = vec![format!("not UTF-8; encoding {} guessed", encoding.name())];
    Some(decode_as(encoding, &bytes, notes))
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8], mut notes: Vec<String>) -> Decoded {
    let (text, encoding, malformed) = encoding.decode(bytes);
    if malformed {
        let many = text.matches('\u{fffd}').count();
        notes.push(format!("{many} places are no valid {} and read as \u{fffd}", encoding.name()));
    }
    Decoded { text: text.into_owned(), notes }
}

/// UTF-16 that forgot its byte order mark: every other byte is nought in most scripts' spaces and
/// in all of Latin.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let noughts = |at: usize| head.iter().skip(at).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, pairs) = (noughts(0), noughts(1), head.len() / 2);
    if pairs < 2 {
        None
    } else if odd * 10 > pairs * 7 && even * 50 < pairs {
        Some(UTF_16LE)
    } else if even * 10 > pairs * 7 && odd * 50 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// True of bytes that no text holds: a NUL anywhere, or many control characters.
fn is_control(bytes: &[u8]) -> bool {
    let odd = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    bytes.contains(&0) || {
        let head = &bytes[..bytes.len().min(GUESSED_FROM)];
        head.iter().filter(|byte| odd(byte)).count() * 10 > head.len()
    }
}

/// The encoding that a page declares: `<meta charset="…">`, `content="text/html; charset=…"` or
/// `<?xml encoding="…"?>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(DECLARED_WITHIN)].to_ascii_lowercase();
    let label = ["charset", "encoding"].iter().find_map(|key| {
        let at = head.windows(key.len()).position(|window| window == key.as_bytes())?;
        let rest = head[at + key.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|byte| b"\"' ;>?/".contains(byte)).unwrap_or(rest.len());
        Some(&rest[..end])
    })?;
    match Encoding::for_label(label)? {
        // a page that could be searched for this declaration byte by byte is not in UTF-16
        encoding if encoding == UTF_16LE || encoding == UTF_16BE => Some(UTF_8),
        encoding => Some(encoding),
    }
}

/// True of UTF-8 with some damage: at least ten good characters beyond ASCII for a bad one.
fn is_nearly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * 10
}

/// Line ends as `\n`, whatever the system that wrote them.
pub(super) fn unify_lines(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

/// Cuts a text to at most `limit` bytes, behind the last line that fits if there is one in reach.
/// True where something was cut.
pub(super) fn cut(text: &mut String, limit: usize) -> bool {
    if text.len() <= limit {
        return false;
    }
    let end = text.floor_char_boundary(limit);
    let line = text[..end].rfind('\n').filter(|&at| end - at < 64 * 1024);
    text.truncate(line.unwrap_or(end));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], page: bool, text: &str, notes: &[&str]) {
        let decoded = decode(bytes.to_vec(), page).unwrap();
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.notes, notes);
    }

    fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn marks_decide() {
        check(b"\xef\xbb\xbfK\xc3\xb6ln", false, "Köln", &[]);
        check(&utf_16("\u{feff}Köln", u16::to_le_bytes), false, "Köln", &[]);
        check(&utf_16("\u{feff}Киев", u16::to_be_bytes), false, "Киев", &[]);
        check(
            &utf_16("Army shells town", u16::to_le_bytes),
            false,
            "Army shells town",
            &["encoding UTF-16LE guessed"],
        );
    }

    #[test]
    fn a_page_says_its_encoding_and_utf_8_needs_no_saying() {
        check(
            b"<meta charset=windows-1251>\xca\xe8\xe5\xe2",
            true,
            "<meta charset=windows-1251>Киев",
            &[],
        );
        check(
            b"<meta content='text/html; charset=iso-8859-1'>\xe9",
            true,
            "<meta content='text/html; charset=iso-8859-1'>é",
            &[],
        );
        check(b"<meta charset=latin1>K\xc3\xb6ln", true, "<meta charset=latin1>Köln", &[]);
    }

    #[test]
    fn what_is_not_declared_is_guessed_and_noted() {
        let text = "Боевики обстреляли пригород, сообщил представитель армии в понедельник.";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(text);
        check(&bytes, false, text, &["not UTF-8; encoding windows-1251 guessed"]);
        let text = "Les rebelles ont été repoussés à l’aube, a déclaré l’armée.";
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(text);
        check(&bytes, false, text, &["not UTF-8; encoding windows-1252 guessed"]);
    }

    #[test]
    fn damage_is_counted() {
        let mut bytes = "Die Bürger flüchteten über die Brücke, während Schüsse fielen; später hörte man nur Glöckchen läuten.".as_bytes().to_vec();
        bytes.extend(b" Ende\xff");
        let decoded = decode(bytes, false).unwrap();
        assert!(decoded.text.ends_with("läuten. Ende\u{fffd}"), "{}", decoded.text);
        assert_eq!(decoded.notes, ["1 places are no valid UTF-8 and read as \u{fffd}"]);
    }

    #[test]
    fn bytes_that_are_no_text() {
        assert_eq!(decode(b"words\0words and words".to_vec(), false), None);
        assert_eq!(decode((1..32).collect(), false), None);
    }

    #[test]
    fn a_cut_respects_lines_and_characters() {
        let mut text = "one\ntwo\nthree".to_owned();
        assert!(cut(&mut text, 9));
        assert_eq!(text, "one\ntwo");
        let mut text = "ü".repeat(9);
        assert!(cut(&mut text, 9));
        assert_eq!(text, "üüüü");
        assert!(!cut(&mut text, 8));
    }
}
