//! Rust sources as the rules see them: code without comments and tests, and the strings in it.

use std::path::{Path, PathBuf};

use crate::{files, text};

/// A source file, as far as it is not test.
pub struct Source {
    /// Its path from the root.
    pub path: PathBuf,
    /// Its code; comments and the insides of strings are blank.
    pub code: String,
    /// Its strings.
    pub strings: Vec<Literal>,
}

/// A string of a source file.
pub struct Literal {
    /// Byte offset of its opening quotation mark.
    pub at: usize,
    /// What stands between the marks, escapes as written.
    pub text: String,
}

impl Source {
    /// The line of a byte offset, from 1.
    pub fn line(&self, at: usize) -> usize {
        self.code[..at].bytes().filter(|&byte| byte == b'\n').count() + 1
    }
}

/// The sources of a crate that go into the product: nothing under `tests/`, no `…tests.rs`, no
/// `#[cfg(test)]`.
pub fn of_crate(name: &str) -> Vec<Source> {
    let mut paths = files(&format!("crates/{name}/src"), &["rs"]);
    paths.retain(|path| {
        let inside = path.components().any(|part| part.as_os_str() == "tests");
        !inside && path.file_name().is_none_or(|name| !name.to_string_lossy().ends_with("tests.rs"))
    });
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Source {
    let raw = text(path);
    let (mut code, mut strings) = blank(&raw);
    while let Some(start) = code.find("#[cfg(test)]") {
        let end = end_of_item(&code, start);
        code.replace_range(start..end, &spaces(&code[start..end]));
        strings.retain(|literal| !(start..end).contains(&literal.at));
    }
    Source { path: path.to_owned(), code, strings }
}

/// Where the item behind an attribute ends: at its `;`, or at the brace that closes it.
fn end_of_item(code: &str, start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(start) {
        match byte {
            b';' if depth == 0 => return at + 1,
            b'{' => depth += 1,
            b'}' if depth == 1 => return at + 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    code.len()
}

/// As many bytes of white space, lines kept.
fn spaces(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// The code with comments, and what stands in strings and characters, made blank; and the strings.
fn blank(raw: &str) -> (String, Vec<Literal>) {
    let mut code = String::with_capacity(raw.len());
    let mut strings = Vec::new();
    let mut at = 0;
    while at < raw.len() {
        let rest = &raw[at..];
        let before = code.chars().next_back();
        let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
        if rest.starts_with("//") {
            let end = rest.find('\n').unwrap_or(rest.len());
            code.push_str(&spaces(&rest[..end]));
            at += end;
        } else if rest.starts_with("/*") {
            let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
            code.push_str(&spaces(&rest[..end]));
            at += end;
        } else if let Some((open, end)) = string(rest, in_word) {
            let inside = &rest[open..end.0];
            strings.push(Literal { at, text: inside.to_owned() });
            code.push_str(&spaces(&rest[..end.1]));
            at += end.1;
        } else if let Some(end) = character(rest) {
            code.push_str(&spaces(&rest[..end]));
            at += end;
        } else {
            let c = rest.chars().next().expect("there is a rest");
            // so that a byte of the code is a byte of the file
            if c.is_ascii() {
                code.push(c)
            } else {
                code.push_str(&" ".repeat(c.len_utf8()))
            }
            at += c.len_utf8();
        }
    }
    (code, strings)
}

/// The string that `rest` begins with: where its inside begins, where it ends and where it closes.
fn string(rest: &str, in_word: bool) -> Option<(usize, (usize, usize))> {
    let prefix = rest.bytes().take(3).position(|byte| matches!(byte, b'"' | b'#'))?;
    if prefix > 0 && (in_word || !matches!(&rest[..prefix], "r" | "b" | "br" | "c" | "cr")) {
        return None;
    }
    let hashes = rest[prefix..].bytes().take_while(|&byte| byte == b'#').count();
    let open = prefix + hashes;
    let raw = rest[..prefix].ends_with('r');
    if !rest[open..].starts_with('"') || (hashes > 0 && !raw) {
        return None;
    }
    let inside = open + 1;
    let close = format!("\"{}", "#".repeat(hashes));
    if raw {
        let end = inside + rest[inside..].find(&close).unwrap_or(rest.len() - inside);
        return Some((inside, (end, (end + close.len()).min(rest.len()))));
    }
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(inside) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some((inside, (at, at + 1))),
            _ => {}
        }
    }
    Some((inside, (rest.len(), rest.len())))
}

/// The character that `rest` begins with, if it is one and no lifetime: where it ends.
fn character(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices().skip(1);
    if !rest.starts_with('\'') {
        return None;
    }
    let (_, first) = chars.next()?;
    if first == '\\' {
        // the escaped character may be a quotation mark itself
        chars.next();
        return chars.find(|&(_, c)| c == '\'').map(|(at, _)| at + 1);
    }
    chars.next().filter(|&(_, c)| c == '\'').map(|(at, _)| at + 1)
}

#[test]
fn comments_strings_and_tests_are_told_from_code() {
    let raw = "a(\"x \\\" y\"); // \"no\"\nlet c = '\"'; let s: &'static str = r#\"raw \" it\"#;\n";
    let (code, strings) = blank(raw);
    assert_eq!(code.len(), raw.len());
    let strings: Vec<&str> = strings.iter().map(|literal| literal.text.as_str()).collect();
    assert_eq!(strings, ["x \\\" y", "raw \" it"]);
    assert!(!code.contains("no") && code.contains("&'static str"));
    let with_test = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { {} } }\nfn c() {}";
    assert_eq!(&with_test[end_of_item(with_test, 10)..], "\nfn c() {}");
}
