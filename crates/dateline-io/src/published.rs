//! The table of publication dates: `name<TAB>date`, a report a line. An empty date says that the
//! report's day is not known.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use crate::error::{Error, Kind};

/// Publication dates by report name.
pub type Dates = BTreeMap<String, String>;

/// Reads a date as a caller writes it: `2024-05-05`, `2024-05`, `2024`, or a time stamp that starts
/// with a full date. Gives it back as EDTF (year, month or day); none where it is no such date or
/// the calendar has no such day.
///
/// ```
/// use dateline_io::published::date;
/// assert_eq!(date("2024-05-05T10:00:00Z").as_deref(), Some("2024-05-05"));
/// assert_eq!(date("2024-05").as_deref(), Some("2024-05"));
/// assert_eq!(date("2024-02-30"), None);
/// assert_eq!(date("5 May 2024"), None);
/// ```
#[must_use]
pub fn date(text: &str) -> Option<String> {
    let text = text.trim();
    if !text.is_ascii() {
        return None;
    }
    let (day, rest) = text.split_at(text.len().min(10));
    if !rest.is_empty() && !rest.starts_with(['T', 't', ' ']) {
        return None;
    }
    let mut parts = day.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map(|part| digits(part, 2));
    let of_month = parts.next().map(|part| digits(part, 2));
    if parts.next().is_some() || (of_month.is_none() && !rest.is_empty()) {
        return None;
    }
    match (month, of_month) {
        (None, None) => Some(format!("{year:04}")),
        (Some(Some(month @ 1..=12)), None) => Some(format!("{year:04}-{month:02}")),
        (Some(Some(month)), Some(Some(day))) => {
            let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
            Some(date.to_string())
        }
        _ => None,
    }
}

/// A number written with exactly so many digits.
fn digits(text: &str, many: usize) -> Option<i16> {
    let fits = text.len() == many && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// Reads the table. Blank lines and lines that start with `#` say nothing.
///
/// # Errors
///
/// Every line that is not `name<TAB>date`, holds no date, or gives a second date to a name; or the
/// one reason why the file itself cannot be read.
pub fn read(path: &Path) -> Result<Dates, Vec<Error>> {
    let bytes = std::fs::read(path).map_err(|error| vec![Error::io(path, error)])?;
    let text = String::from_utf8(bytes).map_err(|_| {
        vec![Error::new(path.display().to_string(), Kind::Entry("not UTF-8".to_owned()))]
    })?;
    parse(&text, &path.display().to_string())
}

fn parse(text: &str, subject: &str) -> Result<Dates, Vec<Error>> {
    let mut dates = Dates::new();
    let mut errors = Vec::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if let Err(reason) = entry(line, &mut dates) {
            errors.push(Error::new(format!("{subject}, line {number}"), Kind::Entry(reason)));
        }
    }
    if errors.is_empty() { Ok(dates) } else { Err(errors) }
}

fn entry(line: &str, dates: &mut Dates) -> Result<(), String> {
    let Some((name, said)) = line.split_once('\t') else {
        return Err("no tab between name and date".to_owned());
    };
    let (name, said) = (name.trim(), said.trim());
    if name.is_empty() {
        return Err("no name before the tab".to_owned());
    }
    if said.is_empty() {
        return Ok(());
    }
    let Some(date) = date(said) else {
        return Err(format!("“{said}” is not a date (write 2024-05-31, 2024-05 or 2024)"));
    };
    match dates.get(name) {
        Some(other) if *other != date => Err(format!("“{name}” was given the date {other} before")),
        _ => {
            dates.insert(name.to_owned(), date);
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_date_is_an_unknown_one() {
        let dates = parse("a\t2024-05-05\nb\t\n", "dates.tsv").unwrap();
        assert_eq!(dates.get("a").map(String::as_str), Some("2024-05-05"));
        assert!(!dates.contains_key("b"));
    }

    #[test]
    fn dates_are_those_of_the_calendar() {
        for (text, expected) in [
            ("2024-05-05", Some("2024-05-05")),
            (" 2024-02-29 ", Some("2024-02-29")),
            ("2023-02-29", None),
            ("2024-13", None),
            ("2024-00", None),
            ("2024-5-5", None),
            ("2024", Some("2024")),
            ("24", None),
            ("2024-05-05 10:00", Some("2024-05-05")),
            ("2024-05-05x", None),
            ("2024-05T10", None),
            ("05.05.2024", None),
            ("+024-05-05", None),
            ("", None),
            ("zweitausend", None),
            ("２０２４", None),
        ] {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn every_bad_line_is_named() {
        let table = "# name\tdate\na\t2024-05-05\n\nb 2024\nc\t31.5.2024\n\t2024\na\t2024-05-06\n";
        let errors = parse(table, "dates.tsv").unwrap_err();
        let said: Vec<_> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "dates.tsv, line 4: no tab between name and date",
                "dates.tsv, line 5: “31.5.2024” is not a date (write 2024-05-31, 2024-05 or 2024)",
                "dates.tsv, line 6: no name before the tab",
                "dates.tsv, line 7: “a” was given the date 2024-05-05 before",
            ]
        );
    }

    #[test]
    fn a_good_table_gives_its_dates() {
        let dates = parse("\u{feff}a\t2024-05-05\r\nb\t2024-05\r\na\t2024-05-05\r\n", "x").unwrap();
        assert_eq!(dates["a"], "2024-05-05");
        assert_eq!(dates["b"], "2024-05");
    }
}
