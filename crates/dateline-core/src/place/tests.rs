use super::*;
use crate::language::LanguagePack;

/// The mentions of a text: name, country and precision, an adjective in brackets.
fn read(code: &str, text: &str) -> Vec<String> {
    let pack = LanguagePack::get(code).unwrap();
    let document = Document::new(text.to_owned(), None, pack);
    let show = |mention: &PlaceMention| {
        let country = mention.country.unwrap_or("-");
        let precision = format!("{:?}", mention.precision).to_lowercase();
        match mention.adjectival {
            true => format!("({country})"),
            false => format!("{} {country} {precision}", mention.name),
        }
    };
    find(&document, &pack.place).iter().map(show).collect()
}

#[track_caller]
fn check(code: &str, text: &str, expected: &[&str]) {
    assert_eq!(read(code, text), expected, "{text}");
}

#[test]
fn english() {
    check("en", "Gunmen killed two men in Gao, Mali, on Monday.", &["Gao MLI settlement", "Mali MLI country"]);
}
