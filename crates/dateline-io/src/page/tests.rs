//! The page reader on whole pages.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

const FIRST: &str =
    "Two shells fell on the market of the old town on Tuesday morning, the city council said.";
const SECOND: &str = "Nobody was hurt, as the stalls had not yet opened, a spokesman of the fire brigade told reporters.";
const THIRD: &str =
    "It was the third such attack since the truce ended; both sides deny that they broke it.";

/// A page whose article holds `inner` between its paragraphs.
fn page(inner: &str) -> String {
    format!(
        "<html><body><ul class=menu><li><a href=/>Home</a><li><a href=/w>World</a></ul>\
         <div class=story><h1>Shells hit market</h1><p>{FIRST}</p>{inner}<p>{SECOND}</p><p>{THIRD}</p></div>\
         <p class=foot>About us</p></body></html>"
    )
}

fn body(inner: &str) -> String {
    read(&page(inner), None).text
}

#[test]
fn what_is_not_the_report_is_left_out() {
    let plain = format!("{FIRST}\n\n{SECOND}\n\n{THIRD}");
    let inners = [
        "",
        "<script>var text = 'Not for readers, however long this sentence in a script may be.';</script>",
        "<style>p { color: red }</style><noscript>Please switch on scripts to read this page.</noscript>",
        "<template><p>A template that nobody sees, however long this paragraph in it may be.</p></template>",
        "<p style='display: none'>A paragraph that nobody sees, however long it may be on this page.</p>",
        "<p hidden>A paragraph that nobody sees, however long it may be on this page.</p>",
        "<div aria-hidden=true><p>A paragraph that nobody sees, however long it may be on this page.</p></div>",
        "<figure><img src=x><figcaption>The market before the attack. Photo: A. Nother</figcaption></figure>",
        "<div class='wp-caption'><img src=x><p class='wp-caption-text'>The market before the attack.</p></div>",
        "<div class=share-bar><a href=x>Share</a><a href=y>Tweet</a></div>",
        "<aside><p>Sign up for our newsletter and read the news before all of your neighbours do.</p></aside>",
        "<div class='related-articles'><p>An older story that has a long teaser text of its own here.</p></div>",
        "<section id=comments><p>I think that all of this is quite wrong, and I say so at length here.</p></section>",
        "<form><label>Your name</label><input name=x><button>Send it to us now, please</button></form>",
        "<p><a href=/other>Read more: an older story about the same town and the same market</a></p>",
        "<iframe src=x>Your browser does not show this frame.</iframe>",
        "<svg><title>Arrow</title><text>drawn words</text></svg>",
        "<!-- a comment with <p>markup</p> in it -->",
    ];
    for inner in inners {
        assert_eq!(body(inner), plain, "{inner}");
    }
}

#[test]
fn what_is_the_report_is_kept_in_order() {
    let cases = [
        ("<h2>A quiet week</h2>", "A quiet week"),
        (
            "<ul><li>One man was led away.<li>Two cars burnt out.</ul>",
            "One man was led away.\nTwo cars burnt out.",
        ),
        ("<blockquote><p>“We heard two blasts.”</p></blockquote>", "“We heard two blasts.”"),
        ("<p>A line.<br>Another line.</p>", "A line.\nAnother line."),
        ("<p>A paragraph.<br><br>Another paragraph.</p>", "A paragraph.\n\nAnother paragraph."),
        ("<p>Caf&eacute; &amp; bar, 1&nbsp;400 guests.</p>", "Café & bar, 1\u{a0}400 guests."),
        (
            "<p>The <b>mayor</b>, <a href=x>A.\n Nother</a>, said no.</p>",
            "The mayor, A. Nother, said no.",
        ),
        ("<p>He said: <q>No.</q></p>", "He said: \"No.\""),
        (
            "<table><tr><th>Day</th><th>Shells</th></tr><tr><td>Monday</td><td>4</td></tr></table>",
            "Day\tShells\nMonday\t4",
        ),
        ("<p>Broken <b>markup <i>here</b> and there.</i>", "Broken markup here and there."),
        (
            "<p>An invalid \u{0} character &#0; &#xFFFFFF; is kept out.</p>",
            "An invalid character \u{fffd} \u{fffd} is kept out.",
        ),
    ];
    for (inner, expected) in cases {
        assert_eq!(body(inner), format!("{FIRST}\n\n{expected}\n\n{SECOND}\n\n{THIRD}"), "{inner}");
    }
}

#[test]
fn captions_are_listed_as_removed() {
    let read =
        read(&page("<figure><figcaption>The market. Photo: A. Nother</figcaption></figure>"), None);
    let caption = read.removed.iter().find(|it| it.kind == "caption").expect("a caption");
    assert_eq!(caption.text, "The market. Photo: A. Nother");
}

#[test]
fn headline_without_the_site() {
    let cases = [
        ("<meta property=og:title content='Shells hit market | The Post'>", "Shells hit market"),
        ("<title>Shells hit market - World - The Post</title>", "Shells hit market"),
        (
            "<meta property=og:title content='Shells hit town - and a school'>",
            "Shells hit town - and a school",
        ),
        ("<meta property=og:title content='Q&amp;amp;A: shells'>", "Q&A: shells"),
        ("", "Shells hit market"),
    ];
    for (head, expected) in cases {
        let html = page("").replacen(
            "<body>",
            &format!("<head>{head}<meta property=og:site_name content='The Post'></head><body>"),
            1,
        );
        assert_eq!(read(&html, None).title.as_deref(), Some(expected), "{head}");
    }
}

fn check_published(head: &str, url: Option<&str>, expected: Option<&str>) {
    let html = page("").replacen("<body>", &format!("<head>{head}</head><body>"), 1);
    assert_eq!(read(&html, url).published.as_deref(), expected, "{head} {url:?}");
}

#[test]
fn day_of_publication() {
    let day = Some("2023-10-25");
    check_published(
        "<meta property=article:published_time content=2023-10-25T08:00:00Z>",
        None,
        day,
    );
    check_published("<meta name=DC.date.issued content='2023-10-25'>", None, day);
    check_published(
        "<meta name=sailthru.date content='Wed, 25 Oct 2023 08:00:00 +0000'>",
        None,
        day,
    );
    check_published("<meta itemprop=datePublished content='2023-10-25'>", None, day);
    check_published(
        "<script type=application/ld+json>{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"x\"},\
         {\"@type\":[\"NewsArticle\"],\"datePublished\":\"2023-10-25T01:00:00+03:00\"}]}</script>",
        None,
        day,
    );
    check_published("<script type=application/ld+json>{ broken</script>", None, None);
    check_published("", Some("https://example.org/2023/10/25/shells"), day);
    check_published(
        "<body><time class=entry-date datetime=2023-10-25T01:00>today</time>",
        None,
        day,
    );
    check_published(
        "<body><time datetime=2023-10-25></time><time datetime=2023-10-26></time>",
        None,
        None,
    );
    check_published("<meta name=date content='10/11/2023'>", None, None);
    check_published("", None, None);
}

#[test]
fn author_publisher_language_address() {
    let html = r#"<html lang="de-AT"><head><link rel=canonical href="https://example.org/a">
        <script type="application/ld+json">{"@type":"NewsArticle","headline":"Kopf",
        "author":[{"@type":"Person","name":"Anna Beispiel"},{"@type":"Person","name":"Bert Muster"}],
        "publisher":{"@type":"Organization","name":"Das Blatt"}}</script></head><body></body></html>"#;
    let page = read(html, Some("https://example.org/a?from=feed"));
    assert_eq!(page.byline.as_deref(), Some("Anna Beispiel, Bert Muster"));
    assert_eq!(page.publisher.as_deref(), Some("Das Blatt"));
    assert_eq!(page.language.as_deref(), Some("de"));
    assert_eq!(page.url.as_deref(), Some("https://example.org/a"));
    assert_eq!(page.title.as_deref(), Some("Kopf"));
    assert_eq!(page.text, "");
}

#[test]
fn live_blog_keeps_its_posts() {
    let mut posts = String::new();
    for hour in 8..12 {
        write!(posts, "<article class=post><h2>{hour}:00</h2><p>{FIRST}</p><p>{SECOND} At {hour}.</p></article>").unwrap();
    }
    let html = format!("<body><main><h1>Live</h1><div class=feed>{posts}</div></main></body>");
    let text = read(&html, None).text;
    for hour in 8..12 {
        assert!(text.contains(&format!("At {hour}.")), "{hour}: {text}");
    }
}

#[test]
fn accelerated_page() {
    let html = format!(
        "<!doctype html><html amp><head><style amp-custom>p {{}}</style></head><body><amp-sidebar><ul><li>Menu that is \
         long enough to be taken for a sentence of prose.</ul></amp-sidebar><article><h1>Head</h1><p>{FIRST}</p>\
         <amp-ad>Buy this</amp-ad><p>{SECOND}</p></article><amp-consent><p>We use cookies to make this page so much \
         better for you than it was.</p></amp-consent></body></html>"
    );
    assert_eq!(read(&html, None).text, format!("{FIRST}\n\n{SECOND}"));
}

#[test]
fn body_shown_by_script_only() {
    let long = format!("{FIRST}\\n{SECOND}\\n{THIRD}");
    let html = format!(
        "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{long}\"}}</script><p>Loading</p>"
    );
    let page = read(&html, None);
    assert_eq!(page.text, format!("{FIRST}\n\n{SECOND}\n\n{THIRD}"));
    assert_eq!(page.notes.len(), 1);
}

#[test]
fn no_body_at_all() {
    for html in [
        "",
        " ",
        "<html></html>",
        "<head><title>t</title></head>",
        "<",
        "<!--",
        "</p>",
        "\u{0}",
        "<frameset>",
    ] {
        assert_eq!(read(html, None).text, "", "{html:?}");
    }
    assert_eq!(read("plain words, no tags", None).notes, [""; 0]);
}

#[test]
fn long_pages_are_cut_with_a_note() {
    let html = format!("<p>{FIRST}</p>{}<p>{THIRD}</p>", " ".repeat(MAX_MARKUP));
    let page = read(&html, None);
    assert!(page.notes.iter().any(|it| it.starts_with("page cut")));
    assert!(!page.text.contains(THIRD));
}

/// Each page here is a megabyte or more; a square of that would take hours.
#[test]
fn time_grows_with_length_only() {
    let count = 100_000;
    let pages = [
        "<div>".repeat(count * 2),
        "<div><p>".repeat(count),
        "<a href=x>word ".repeat(count),
        "<b><p>word ".repeat(count),
        format!("{}{}", "<span>".repeat(10_000), "</div></b>".repeat(count)),
        "<table><tr><td>".repeat(count),
        "<ul><li>word".repeat(count),
        format!(
            "<p {}>",
            (0..count * 2).fold(String::new(), |all, number| all + &format!("a{number} "))
        ),
        "&amp;&lt;&notanything".repeat(count),
        "<!--".repeat(count * 2),
        "<script></".repeat(count),
        "<p>A sentence of prose that is long enough to be counted as such, and one more.</p>"
            .repeat(count / 5),
        "<svg><![CDATA[".repeat(count),
        "<".repeat(count * 10),
    ];
    for html in pages {
        let start = Instant::now();
        let page = read(&html, None);
        let limit = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 4 });
        assert!(start.elapsed() < limit, "{:?} for {:.40}", start.elapsed(), html);
        assert!(page.removed.len() <= MAX_REMOVED);
    }
}

#[test]
fn deep_nesting() {
    for tag in ["div", "b", "blockquote", "span", "table", "ul", "a", "form"] {
        let html = format!(
            "{}<p>{FIRST}</p>{}",
            format!("<{tag}>").repeat(10_000),
            format!("</{tag}>").repeat(10_000)
        );
        assert!(read(&html, None).text.len() <= html.len(), "{tag}");
    }
    let html = format!(
        "{}<script>alert('a long line of script')</script><p>{FIRST}</p>",
        "<div>".repeat(10_000)
    );
    assert!(!read(&html, None).text.contains("alert"));
}

/// Markup with more of the tags that matter than chance would give.
fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<a href=x>",
            "</a>",
            "<script>",
            "</script>",
            "<style>",
            "<!--",
            "-->",
            "<table>",
            "<tr>",
            "<td>",
            "</td>",
            "</table>",
            "<ul>",
            "<li>",
            "</ul>",
            "<br>",
            "<h1>",
            "</h1>",
            "<form>",
            "</form>",
            "<svg>",
            "</svg>",
            "<![CDATA[",
            "]]>",
            "<title>",
            "</title>",
            "<template>",
            "&lt;script",
            "<<",
            "&",
            "<pre>",
            "</pre>",
            "<body>",
            "</body>",
            "<head>",
            "<noscript>",
            "</noscript>",
            "<script type=application/ld+json>",
            "{\"@type\":\"Article\",\"author\":[",
            "<meta name=date content=",
        ])
        .prop_map(str::to_owned),
        Just(format!("{FIRST} ")),
        "\\PC{0,20}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read(html in any::<String>(), url in proptest::option::of(any::<String>())) {
        let page = read(&html, url.as_deref());
        prop_assert!(!page.text.to_lowercase().contains("<script"));
    }

    #[test]
    fn any_markup_is_read(html in markup()) {
        let page = read(&html, None);
        let all = format!("{}\n{}\n{:?}", page.text, page.title.unwrap_or_default(), page.removed);
        prop_assert!(!all.to_lowercase().contains("<script"));
        prop_assert!(page.removed.len() <= MAX_REMOVED);
    }

    #[test]
    fn any_address_is_read(url in "https?://[a-z.]{0,10}/[0-9/_.a-z-]{0,30}") {
        let _ = date::in_address(&url);
        let _ = date::parse(&url);
    }

    #[test]
    fn any_date_is_read(text in "[0-9A-Za-z:,. /-]{0,30}") {
        let _ = date::parse(&text);
    }
}
