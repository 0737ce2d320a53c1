//! Splits markup into tags and text.
//!
//! A page comes from anywhere, so the time it takes must grow with its length and nothing else.
//! The tokenizer of `html5ever` compares each attribute of a tag with all before it, which lets a
//! tag of a few megabytes take hours; this one keeps at most [`MAX_ATTRIBUTES`] a tag, copies
//! nothing that it need not copy, and leaves out what no reader of text needs (doctypes,
//! namespaces, the exact error states). Character references go by the standard's own table.

use std::borrow::Cow;

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// Attributes kept of one tag; the rest is read past.
pub(super) const MAX_ATTRIBUTES: usize = 64;

/// Longest name in the table of character references, with its semicolon.
const LONGEST_REFERENCE: usize = 33;

/// Elements whose content is text up to their own end tag.
pub(super) const RAW: [&str; 6] = ["script", "style", "xmp", "iframe", "noembed", "noframes"];

/// As [`RAW`], but character references count.
pub(super) const ESCAPABLE: [&str; 2] = ["textarea", "title"];

/// One attribute: its name in lower case, its value with references resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute<'a> {
    /// Lower case.
    pub name: Cow<'a, str>,
    /// References resolved.
    pub value: Cow<'a, str>,
}

/// A piece of markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `<p class="lead">`.
    Start {
        /// Lower case.
        name: Cow<'a, str>,
        /// At most [`MAX_ATTRIBUTES`], the first of each name.
        attributes: Vec<Attribute<'a>>,
        /// Ends in `/>`.
        closes_itself: bool,
    },
    /// `</p>`.
    End {
        /// Lower case.
        name: Cow<'a, str>,
    },
    /// Characters, references resolved.
    Text(Cow<'a, str>),
}

/// Reads tokens off a page.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    html: &'a str,
    at: usize,
    /// The element whose raw content comes next.
    raw: Option<Cow<'a, str>>,
    /// Inside drawings and formulas no element has raw content, and `CDATA` is text.
    pub foreign: bool,
}

impl<'a> Tokens<'a> {
    /// Starts at the head of `html`.
    pub fn new(html: &'a str) -> Self {
        Self { html, at: 0, raw: None, foreign: false }
    }

    fn rest(&self) -> &'a str {
        &self.html[self.at..]
    }

    /// The content of a raw element, up to its end tag.
    fn raw_text(&mut self, name: &str) -> &'a str {
        let start = self.at;
        let bytes = self.html.as_bytes();
        while let Some(found) = self.rest().find("</") {
            let tag = self.at + found;
            let after = tag + 2 + name.len();
            let named = bytes
                .get(tag + 2..after)
                .is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()));
            let ended =
                bytes.get(after).is_none_or(|it| is_space(*it) || matches!(it, b'/' | b'>'));
            if named && ended {
                self.at = tag;
                return &self.html[start..tag];
            }
            self.at = tag + 2;
        }
        self.at = self.html.len();
        &self.html[start..]
    }

    /// Reads past `<!…>`, `<?…>` and their like; gives the text of a `CDATA` section.
    fn declaration(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        if let Some(comment) = rest.strip_prefix("<!--") {
            let length = if comment.starts_with('>') {
                1
            } else if comment.starts_with("->") {
                2
            } else {
                end_of_comment(comment)
            };
            self.at += 4 + length;
            return None;
        }
        if self.foreign
            && let Some(section) = rest.strip_prefix("<![CDATA[")
        {
            let end = section.find("]]>");
            let text = &section[..end.unwrap_or(section.len())];
            self.at += 9 + text.len() + if end.is_some() { 3 } else { 0 };
            return Some(Token::Text(Cow::Borrowed(text)));
        }
        self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
        None
    }

    /// Reads a tag whose name starts at `at + prefix`; `None` where the page ends inside it.
    fn tag(&mut self, prefix: usize) -> Option<(Cow<'a, str>, Vec<Attribute<'a>>, bool)> {
        let bytes = self.html.as_bytes();
        let start = self.at + prefix;
        let mut at = start;
        while bytes.get(at).is_some_and(|it| !is_space(*it) && !matches!(it, b'/' | b'>')) {
            at += 1;
        }
        let name = lower(&self.html[start..at]);
        let mut attributes: Vec<Attribute<'a>> = Vec::new();
        let mut closes_itself = false;
        loop {
            while bytes.get(at).is_some_and(|it| is_space(*it)) {
                at += 1;
            }
            match bytes.get(at) {
                None => {
                    self.at = self.html.len();
                    return None;
                }
                Some(b'>') => {
                    self.at = at + 1;
                    return Some((name, attributes, closes_itself));
                }
                Some(b'/') => {
                    closes_itself = bytes.get(at + 1) == Some(&b'>');
                    at += 1;
                }
                Some(_) => {
                    let (attribute, after) = self.attribute(at);
                    at = after;
                    if attributes.len() < MAX_ATTRIBUTES
                        && attributes.iter().all(|other| other.name != attribute.name)
                    {
                        attributes.push(attribute);
                    }
                }
            }
        }
    }

    /// Reads the attribute that starts at byte `start`; gives the byte after it.
    fn attribute(&self, start: usize) -> (Attribute<'a>, usize) {
        let bytes = self.html.as_bytes();
        // A name may start with `=`, else it ends there.
        let mut at = start + 1;
        while bytes.get(at).is_some_and(|it| !is_space(*it) && !matches!(it, b'/' | b'>' | b'=')) {
            at += 1;
        }
        // `start + 1` may stand inside a character; the end does not, as all delimiters are ASCII.
        let name = lower(&self.html[start..at]);
        let mut value_at = at;
        while bytes.get(value_at).is_some_and(|it| is_space(*it)) {
            value_at += 1;
        }
        if bytes.get(value_at) != Some(&b'=') {
            return (Attribute { name, value: Cow::Borrowed("") }, at);
        }
        value_at += 1;
        while bytes.get(value_at).is_some_and(|it| is_space(*it)) {
            value_at += 1;
        }
        let (value, after) = match bytes.get(value_at) {
            Some(quote @ (b'"' | b'\'')) => {
                let inside = &self.html[value_at + 1..];
                match inside.find(char::from(*quote)) {
                    Some(end) => (&inside[..end], value_at + end + 2),
                    None => (inside, self.html.len()),
                }
            }
            _ => {
                let mut end = value_at;
                while bytes.get(end).is_some_and(|it| !is_space(*it) && *it != b'>') {
                    end += 1;
                }
                (&self.html[value_at..end], end)
            }
        };
        (Attribute { name, value: resolve(value, true) }, after)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            let text = self.raw_text(&name);
            if !text.is_empty() {
                let resolved = if ESCAPABLE.contains(&&*name) {
                    resolve(text, false)
                } else {
                    Cow::Borrowed(text)
                };
                return Some(Token::Text(resolved));
            }
        }
        loop {
            let rest = self.rest();
            let bytes = rest.as_bytes();
            match bytes {
                [] => return None,
                [b'<', b'a'..=b'z' | b'A'..=b'Z', ..] => {
                    let (name, attributes, closes_itself) = self.tag(1)?;
                    if !self.foreign && (RAW.contains(&&*name) || ESCAPABLE.contains(&&*name)) {
                        self.raw = Some(name.clone());
                    }
                    return Some(Token::Start { name, attributes, closes_itself });
                }
                [b'<', b'/', b'a'..=b'z' | b'A'..=b'Z', ..] => {
                    let (name, _, _) = self.tag(2)?;
                    return Some(Token::End { name });
                }
                [b'<', b'!' | b'?' | b'/', ..] => {
                    if let Some(token) = self.declaration() {
                        return Some(token);
                    }
                }
                _ => {
                    // A `<` that opens no tag is text.
                    let own = usize::from(bytes[0] == b'<');
                    let end = rest[own..].find('<').map_or(rest.len(), |end| end + own);
                    self.at += end;
                    return Some(Token::Text(resolve(&rest[..end], false)));
                }
            }
        }
    }
}

/// The bytes of a comment up to and with its end.
fn end_of_comment(comment: &str) -> usize {
    let mut at = 0;
    while let Some(found) = comment[at..].find("--") {
        let after = &comment[at + found + 2..];
        if after.starts_with('>') {
            return at + found + 3;
        }
        if after.starts_with("!>") {
            return at + found + 4;
        }
        at += found + 1;
    }
    comment.len()
}

/// White space as HTML has it: no-break and other typographic spaces are characters like any other.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|it| it.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// Resolves character references: `&eacute;`, `&#233;`, `&#xE9;`, and the old ones without `;`.
pub(super) fn resolve(text: &str, in_attribute: bool) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        resolved.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match reference(rest, in_attribute) {
            Some((first, second, length)) => {
                resolved.push(first);
                resolved.extend(second);
                length
            }
            None => {
                resolved.push('&');
                1
            }
        };
        rest = &rest[length..];
    }
    resolved.push_str(rest);
    Cow::Owned(resolved)
}

/// The characters that the reference at the head of `text` stands for, and its length in bytes.
fn reference(text: &str, in_attribute: bool) -> Option<(char, Option<char>, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        return numeric(bytes);
    }
    let longest = bytes[1..]
        .iter()
        .take(LONGEST_REFERENCE)
        .take_while(|it| it.is_ascii_alphanumeric())
        .count();
    let with_end = if bytes.get(1 + longest) == Some(&b';') { longest + 1 } else { longest };
    for length in (2..=with_end).rev() {
        let Some(&(first, second)) = NAMED_ENTITIES.get(&text[1..=length]) else { continue };
        // The table also lists the beginnings of names, which stand for nothing.
        let Some(first) = char::from_u32(first).filter(|it| *it != '\0') else { continue };
        let ended = bytes[length] == b';';
        // An address such as `?a=1&copy=2` holds no reference.
        if in_attribute
            && !ended
            && bytes.get(length + 1).is_some_and(|it| *it == b'=' || it.is_ascii_alphanumeric())
        {
            return None;
        }
        return Some((first, char::from_u32(second).filter(|it| *it != '\0'), length + 1));
    }
    None
}

/// A reference by number, at the head of `bytes`.
fn numeric(bytes: &[u8]) -> Option<(char, Option<char>, usize)> {
    let hexadecimal = matches!(bytes.get(2), Some(b'x' | b'X'));
    let (start, radix) = if hexadecimal { (3, 16) } else { (2, 10) };
    let digits = bytes.get(start..)?;
    let length = digits.iter().take_while(|it| char::from(**it).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let value = digits[..length].iter().fold(0_u32, |sum, it| {
        sum.saturating_mul(radix)
            .saturating_add(char::from(*it).to_digit(radix).unwrap_or_default())
    });
    let c1 =
        (0x80..0xa0).contains(&value).then(|| C1_REPLACEMENTS[(value - 0x80) as usize]).flatten();
    let character =
        c1.or_else(|| char::from_u32(value)).filter(|it| *it != '\0').unwrap_or('\u{fffd}');
    let end = start + length;
    Some((character, None, end + usize::from(bytes.get(end) == Some(&b';'))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_text(text: &str, expected: &str) {
        assert_eq!(resolve(text, false), expected, "{text}");
    }

    #[test]
    fn references() {
        check_text("caf&eacute;", "café");
        check_text("&#233;&#xE9;&#XE9;", "ééé");
        check_text("&ldquo;yes&rdquo; &mdash; no", "“yes” — no");
        check_text("AT&T and R&D", "AT&T and R&D");
        check_text("a &amp b", "a & b");
        check_text("&notit; &notin;", "¬it; ∉");
        check_text("&#150;", "–");
        check_text("&#0;&#xD800;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}");
        check_text("&#; &#x; & &;", "&#; &#x; & &;");
        check_text("1&nbsp;400", "1\u{a0}400");
        assert_eq!(resolve("?a=1&copy=2", true), "?a=1&copy=2");
        assert_eq!(resolve("?a=1&amp;b=2", true), "?a=1&b=2");
    }

    fn shape(html: &str) -> String {
        let mut said = String::new();
        for token in Tokens::new(html) {
            match token {
                Token::Start { name, attributes, closes_itself } => {
                    said.push_str(&format!("<{name}"));
                    for attribute in attributes {
                        said.push_str(&format!(" {}={}", attribute.name, attribute.value));
                    }
                    said.push_str(if closes_itself { "/>" } else { ">" });
                }
                Token::End { name } => said.push_str(&format!("</{name}>")),
                Token::Text(text) => said.push_str(&format!("[{text}]")),
            }
        }
        said
    }

    #[test]
    fn tags() {
        let cases = [
            ("<P Class='Lead' data-x=1 hidden>a</P>", "<p class=Lead data-x=1 hidden=>[a]</p>"),
            ("a < b <3 c", "[a ][< b ][<3 c]"),
            ("<br/><img src=a/>", "<br/><img src=a/>"),
            ("<!doctype html><!-- <p> --><?php x ?>a", "[a]"),
            ("<!--><p><!--->b<!-- never ends", "<p>[b]"),
            ("<!-- a --!>b", "[b]"),
            ("<script>if (a</b) '</p>'</script>c", "<script>[if (a</b) '</p>']</script>[c]"),
            ("<SCRIPT>x</Script >y", "<script>[x]</script>[y]"),
            ("<title>a &amp; <b></title>", "<title>[a & <b>]</title>"),
            ("<style>never ends <p>", "<style>[never ends <p>]"),
            ("<p a=1 a=2>", "<p a=1>"),
            ("<p =x>", "<p =x=>"),
            ("<p ü='ö'>", "<p ü=ö>"),
            ("<a href=\"x>y\">z</a>", "<a href=x>y>[z]</a>"),
            ("text <p class=", "[text ]"),
            ("</ p>x", "[x]"),
        ];
        for (html, expected) in cases {
            assert_eq!(shape(html), expected, "{html}");
        }
    }
}
