//! Properties on made-up inputs. Each runs some hundred cases, always the same ones; with
//! `DATELINE_FUZZ_SECONDS=60` each runs for a minute on new ones.

mod checks;

use std::env;
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

/// Checks a property on what a strategy makes up.
fn hold<S: Strategy>(strategy: &S, property: impl Fn(S::Value)) {
    let seconds = env::var("DATELINE_FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let config = Config { cases: 100, failure_persistence: None, ..Config::default() };
    let check = |mut runner: TestRunner| {
        let result = runner.run(strategy, |value| {
            property(value);
            Ok(())
        });
        if let Err(failure) = result {
            panic!("{failure}");
        }
    };
    let Some(seconds) = seconds else {
        let algorithm = proptest::test_runner::RngAlgorithm::ChaCha;
        let rng = proptest::test_runner::TestRng::deterministic_rng(algorithm);
        return check(TestRunner::new_with_rng(config, rng));
    };
    let started = Instant::now();
    while started.elapsed() < Duration::from_secs(seconds) {
        check(TestRunner::new(config.clone()));
    }
}

/// Pieces of pages: tags open and closed in any order, attributes, entities, what ends wrongly.
const MARKUP: &[&str] = &[
    "<html lang=en>",
    "<head>",
    "</head>",
    "<title>",
    "</title>",
    "<body>",
    "</body>",
    "<div>",
    "<div class=comments>",
    "</div>",
    "<p>",
    "</p>",
    "<article>",
    "</article>",
    "<table><tr><td>",
    "</table>",
    "<script>",
    "</script>",
    "<style>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<br>",
    "<time datetime='2024-02-30'>",
    "<time datetime=2024-02-29T10:00>",
    "<meta charset=",
    "<meta property='article:published_time' content='",
    "'>",
    "\"",
    "<a href=\"",
    "&amp;",
    "&#x0;",
    "&#xd800;",
    "&nbsp",
    "<",
    ">",
    "</",
    "<svg>",
    "<math>",
    "<template>",
    "<select>",
    "<li>",
    "<h1>",
    "</h1>",
    "<script type='application/ld+json'>",
    "{\"@type\":\"NewsArticle\",\"datePublished\":\"2024-05-05\"}",
    "{\"headline\":",
    "<img alt='",
    "<noscript>",
    "<plaintext>",
];

/// Words that make the reader work: triggers, numbers, names, quotes, odd characters, in English
/// and German.
const WORDS: &[&str] = &[
    "The army",
    "said",
    "that",
    "rebels",
    "shelled",
    "killed",
    "killing",
    "at least",
    "dozens of",
    "12",
    "1,400",
    "1.400",
    "people",
    "soldiers",
    "in Gao",
    "Kiryat Shmona",
    "on Monday",
    "last week",
    "since 7 October",
    "2024",
    "yesterday",
    "denied",
    "blamed",
    "according to",
    "“",
    "”",
    "\"",
    "'",
    "’s",
    "(",
    ")",
    ".",
    ",",
    ":",
    "!",
    "?",
    "\n",
    "\n\n",
    "Die Armee",
    "teilte mit",
    "Rebellen",
    "beschossen",
    "getötet",
    "mindestens",
    "zwei",
    "Tote",
    "am Mittwoch",
    "laut",
    "Hamas",
    "IDF",
    "Mr.",
    "U.S.",
    "3. Mai",
    "\u{a0}",
    "\u{2002}",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "e\u{301}",
    "İ",
    "ß",
    "ﬁ",
    "漢字",
    "צה״ל",
    "قتل",
    "👩‍👩‍👧",
    "\0",
    "Leave a Comment",
    "Photo:",
    "By A. Ray",
    "he",
    "they",
    "the group",
    "no",
    "not",
    "would",
    "if",
    "plans to",
    "threatened to",
    "rockets",
    "from",
    "to",
    "-",
    "–",
    "—",
    "/",
    "7/10",
    "99999999999999999999",
];

/// Pieces of dates, right and wrong.
const DATES: &[&str] = &[
    "2024", "0000", "9999", "-", "--", "02", "29", "30", "31", "12", "13", "00", "1", "T", "t",
    " ", "10:00", "Z", "+", "２", "é", ".", "/", "\0",
];

/// How packed files and texts in some encodings begin, and JSON.
const MAGIC: &[&[u8]] = &[
    b"",
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"{\"text\":\"",
    b"[{",
];

const LANGUAGES: &[Option<&str>] = &[None, Some("en"), Some("de"), Some("ar")];

const PUBLISHED: &[Option<&str>] =
    &[None, Some("2024-05-05"), Some("2024-05"), Some("0000-01-01"), Some("9999-12-31")];

fn pieces(of: &'static [&'static str], between: &'static str) -> impl Strategy<Value = String> {
    let piece = prop_oneof![9 => select(of).prop_map(str::to_owned), 1 => any::<String>()];
    vec(piece, 0..80).prop_map(move |pieces| pieces.join(between))
}

#[test]
fn bytes_are_a_report_or_an_error() {
    let bytes = (select(MAGIC), vec(any::<u8>(), 0..400));
    let bytes = bytes.prop_map(|(magic, bytes)| [magic, &bytes[..]].concat());
    hold(&bytes, |bytes| checks::bytes_are_a_report_or_an_error(&bytes));
    hold(&pieces(MARKUP, ""), |html| checks::bytes_are_a_report_or_an_error(html.as_bytes()));
}

#[test]
fn markup_is_a_page() {
    hold(&pieces(MARKUP, ""), |html| checks::markup_is_a_page(&html));
}

#[test]
fn words_stand_where_the_record_says() {
    let (language, published) = (select(LANGUAGES), select(PUBLISHED));
    hold(&(pieces(WORDS, " "), language, published), |(text, language, published)| {
        checks::words_stand_where_the_record_says(&text, language, published);
    });
}

#[test]
fn a_date_is_of_the_calendar() {
    hold(&pieces(DATES, ""), |text| checks::a_date_is_of_the_calendar(&text));
    hold(&(0..=9999_u32, 0..=99_u32, 0..=99_u32), |(year, month, day)| {
        checks::a_date_is_of_the_calendar(&format!("{year:04}-{month:02}-{day:02}"));
    });
}
