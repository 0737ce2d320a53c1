//! Reports are hostile: nothing of them may become markup.

use std::fmt::{self, Display, Formatter, Write};

/// A text as it may stand between tags and in a quoted attribute. Control characters, which HTML
/// forbids, and marks that turn the direction of what follows are shown as U+FFFD.
pub struct Escaped<'a>(pub &'a str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\t' | '\n' => f.write_char(c)?,
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => f.write_char('\u{fffd}')?,
                c if c.is_control() => f.write_char('\u{fffd}')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// An address that a browser may be led to: only the web's own, nothing that runs.
pub fn web_address(url: &str) -> Option<&str> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    let web = lower.starts_with("https://") || lower.starts_with("http://");
    (web && !url.chars().any(|c| c.is_whitespace() || c.is_control())).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(
            Escaped("<a href='x' title=\"y\">&\0\x1b\u{202e}").to_string(),
            "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;\u{fffd}\u{fffd}\u{fffd}"
        );
    }

    #[test]
    fn only_web_addresses_are_led_to() {
        assert!(web_address("https://example.org/a?b=c").is_some());
        assert!(web_address("HTTP://example.org").is_some());
        for bad in ["javascript:alert(1)", "data:text/html,x", "https://a b", "", "é"] {
            assert!(web_address(bad).is_none(), "{bad}");
        }
    }
}
