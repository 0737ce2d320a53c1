//! Dates as pages write them for machines. Only the day is kept, as written, without regard to
//! time zones; a form that two readers could take differently (`11/10/2023`) gives none.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::names::NAMES;

/// The web began to carry news in the nineties; an earlier date is a default value of some program.
const FIRST_YEAR: i16 = 1990;

/// Later dates are slips.
const LAST_YEAR: i16 = 2100;

/// The date that `text` writes, as ISO 8601.
pub(super) fn parse(text: &str) -> Option<String> {
    let text = text.trim();
    let found = numeric(text).or_else(|| named(text)).or_else(|| seconds(text))?;
    (FIRST_YEAR..LAST_YEAR).contains(&found.year()).then(|| found.to_string())
}

/// The date in an address, as in `/2023/10/25/` or `-2023-10-25-`.
pub(super) fn in_address(url: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let mut parts = path.split(['/', '-', '_', '.']).peekable();
    let mut window: [&str; 3] = [""; 3];
    let mut found = None;
    while let Some(part) = parts.next() {
        window = [window[1], window[2], part];
        let date = match window {
            [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
                civil(year, month, day)
            }
            [year, month, day] if year.len() == 4 && month.len() == 3 && day.len() == 2 => {
                NAMES.month(month).and_then(|month| civil(year, &month.to_string(), day))
            }
            [_, _, whole] if whole.len() == 8 && parts.peek().is_some() && whole.is_ascii() => {
                civil(&whole[..4], &whole[4..6], &whole[6..])
            }
            _ => None,
        };
        if found.is_none() {
            found = date.filter(|date| (FIRST_YEAR..LAST_YEAR).contains(&date.year()));
        }
    }
    found.map(|date| date.to_string())
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    if !(digits(year) && digits(month) && digits(day)) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `2023-10-25T08:00:00Z`, `2023/10/25`, `20231025`.
fn numeric(text: &str) -> Option<Date> {
    let head = text.get(..10).unwrap_or(text);
    let bytes = head.as_bytes();
    if bytes.len() == 10 && matches!(bytes[4], b'-' | b'/' | b'.') && bytes[7] == bytes[4] {
        if text.as_bytes().get(10).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        return civil(head.get(..4)?, head.get(5..7)?, head.get(8..)?);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let stamped = text.len() == 8 || matches!(text.as_bytes().get(8), Some(b'T' | b' '));
    if digits == 8 && stamped {
        return civil(&text[..4], &text[4..6], &text[6..8]);
    }
    None
}

/// `Wed, 25 Oct 2023 08:00:00 GMT`, `October 25, 2023`.
fn named(text: &str) -> Option<Date> {
    let words: Vec<&str> = text
        .split(|it: char| it.is_whitespace() || matches!(it, ',' | '.'))
        .filter(|it| !it.is_empty())
        .take(6)
        .collect();
    words.windows(3).find_map(|window| {
        let [one, two, year] = window else { return None };
        if year.len() != 4 {
            return None;
        }
        let (month, day) = match (NAMES.month(one), NAMES.month(two)) {
            (Some(month), None) => (month, two),
            (None, Some(month)) => (month, one),
            _ => return None,
        };
        civil(year, &month.to_string(), day)
    })
}

/// Seconds or milliseconds since 1970.
fn seconds(text: &str) -> Option<Date> {
    if !matches!(text.len(), 10 | 13) || !text.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let seconds: i64 = text[..10].parse().ok()?;
    Some(Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_for_machines() {
        let cases = [
            ("2023-10-25", Some("2023-10-25")),
            ("2023-10-25T23:30:00-05:00", Some("2023-10-25")),
            ("2023-10-25 08:00:00", Some("2023-10-25")),
            ("2023/10/25", Some("2023-10-25")),
            ("20231025", Some("2023-10-25")),
            ("20231025T080000Z", Some("2023-10-25")),
            ("Wed, 25 Oct 2023 08:00:00 GMT", Some("2023-10-25")),
            ("October 25, 2023 8:00 am", Some("2023-10-25")),
            ("25 Oct. 2023", Some("2023-10-25")),
            ("1698220800", Some("2023-10-25")),
            ("1698220800000", Some("2023-10-25")),
            ("11/10/2023", None),
            ("2023-13-45", None),
            ("0001-01-01T00:00:00Z", None),
            ("1970-01-01", None),
            ("yesterday", None),
            ("2023", None),
            ("", None),
            ("2023–10–25", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn dates_in_addresses() {
        let cases = [
            ("https://example.org/2023/10/25/story.html", Some("2023-10-25")),
            ("https://example.org/world/2023/oct/25/story", Some("2023-10-25")),
            ("https://example.org/news/story-2023-10-25.html", Some("2023-10-25")),
            ("https://example.org/20231025/story", Some("2023-10-25")),
            ("https://example.org/story-20191118", None),
            ("https://example.org/2023/10/story", None),
            ("https://example.org/story?date=2023-10-25", None),
            ("", None),
        ];
        for (url, expected) in cases {
            assert_eq!(in_address(url).as_deref(), expected, "{url}");
        }
    }
}
