//! What holds for any input whatever. `fuzz/` checks the same functions on inputs of its own.

use dateline_core::record::{CodePoints, Record};
use dateline_core::{Input, read};
use dateline_io::{intake, page, published};

/// Any bytes are a report or an error, as a page and as text, and what is read is within bounds.
pub fn bytes_are_a_report_or_an_error(bytes: &[u8]) {
    for format in [intake::Told::Text, intake::Told::Html, intake::Told::Json] {
        if let Ok(input) = intake::from_bytes("any", bytes.to_vec(), format) {
            assert!(!input.text.trim().is_empty());
            assert!(input.text.len() <= intake::MAX_TEXT + 64 * 1024);
            if let Some(date) = &input.published {
                assert_eq!(published::date(date).as_ref(), Some(date));
            }
        }
    }
}

/// Any markup is a page, the same one each time, and no tag is left in its text that was one.
pub fn markup_is_a_page(html: &str) {
    let page = page::read(html, None);
    assert_eq!(page, page::read(html, None));
    if let Some(date) = &page.published {
        assert_eq!(published::date(date).as_ref(), Some(date), "{html}");
    }
}

/// Whatever a text says, the record's words stand where the record says that they stand, and the
/// same text gives the same record.
pub fn words_stand_where_the_record_says(
    text: &str,
    language: Option<&str>,
    published: Option<&str>,
) {
    let input = || Input {
        name: "any".to_owned(),
        text: text.to_owned(),
        language: language.map(str::to_owned),
        published: published.map(str::to_owned),
        ..Input::default()
    };
    let reading = read(input());
    let again = read(input());
    assert_eq!(reading.record, again.record);
    assert_eq!(reading.reasons, again.reasons);
    let points: Vec<char> = reading.record.report.text.chars().collect();
    for (what, words, [start, end]) in quotes(&reading.record) {
        assert!(
            start <= end && end <= points.len(),
            "{what} {words:?} {start}..{end} of {}",
            points.len()
        );
        let there: String = points[start..end].iter().collect();
        assert_eq!(one_line(&there), one_line(&words), "{what} at {start}..{end}");
    }
}

/// A date is one of the calendar, in the one form, or none at all.
pub fn a_date_is_of_the_calendar(text: &str) {
    let Some(date) = published::date(text) else { return };
    assert_eq!(published::date(&date).as_ref(), Some(&date));
    assert!(matches!(date.len(), 4 | 7 | 10), "{text} gives {date}");
    assert!(text.trim().starts_with(&date), "{text} gives {date}");
}

/// All words of a record that have a place, with what they are.
fn quotes(record: &Record) -> Vec<(&'static str, String, CodePoints)> {
    let mut all = Vec::new();
    for event in &record.events {
        all.push(("trigger", event.trigger.text.clone(), event.trigger.span));
        all.extend(event.time.iter().map(|time| ("time", time.text.clone(), time.span)));
        all.extend(event.place.iter().map(|place| ("place", place.text.clone(), place.span)));
        all.extend(
            event.participants.iter().map(|one| ("participant", one.text.clone(), one.span)),
        );
        all.extend(event.counts.iter().map(|count| ("count", count.text.clone(), count.span)));
        all.extend(event.evidence.iter().map(|one| ("evidence", one.text.clone(), one.span)));
        for claim in &event.claims {
            all.extend(claim.source.iter().map(|one| ("source", one.text.clone(), one.span)));
            all.extend(claim.cue.iter().map(|cue| ("cue", cue.text.clone(), cue.span)));
            all.extend(claim.content.iter().map(|said| ("content", said.text.clone(), said.span)));
        }
    }
    all
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
