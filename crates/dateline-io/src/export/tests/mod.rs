//! What stands in each format, read by somebody else's parser.

mod any;
mod fixture;
mod json;
mod parquet;
mod table;

use super::{Format, Options, Summary, export};
use fixture::{Made, PRIVATE, incidents};

/// All made-up incidents in a format.
fn bytes(format: Format) -> Vec<u8> {
    exported(format, Options::default()).0
}

fn exported(format: Format, options: Options) -> (Vec<u8>, Summary) {
    let made = incidents();
    let incidents: Vec<_> = made.iter().map(Made::exported).collect();
    export(format, options, &incidents).expect("memory takes all bytes")
}

fn text(format: Format) -> String {
    String::from_utf8(bytes(format)).expect("text")
}

#[test]
fn every_format_is_found_by_its_name() {
    for format in Format::ALL {
        assert_eq!(Format::of_name(format.name()), Some(format));
    }
    assert_eq!(Format::of_name("shapefile"), None);
}

#[test]
fn the_same_incidents_give_the_same_bytes() {
    for format in Format::ALL {
        assert_eq!(bytes(format), bytes(format), "{format:?}");
    }
}

#[test]
fn every_format_can_be_empty() {
    for format in Format::ALL {
        let (bytes, summary) = export(format, Options::default(), &[]).expect("written");
        assert_eq!(summary, Summary::default());
        if format.extension() == "json" || format.extension() == "jsonld" {
            let all: Vec<serde_json::Value> = serde_json::from_slice(&bytes).expect("an array");
            assert!(all.is_empty());
        }
    }
}

#[test]
fn without_persons_no_private_name_is_left_in_any_format() {
    for format in Format::ALL {
        let with = exported(format, Options::default()).0;
        let (bytes, summary) = exported(format, Options { without_persons: true });
        let found = |bytes: &[u8], name: &str| {
            bytes.windows(name.len()).any(|window| window == name.as_bytes())
        };
        // compressed bytes say nothing; the fields of Parquet are looked at in its own test
        if !format.is_binary() {
            assert!(PRIVATE.iter().any(|name| found(&with, name)), "{format:?}");
        }
        for name in PRIVATE {
            assert!(!found(&bytes, name), "{format:?}: {name}");
        }
        let (_, all) = exported(format, Options::default());
        assert_eq!(summary, all, "{format:?}: incidents stay");
    }
}

#[test]
fn an_export_says_what_it_left_out() {
    let (_, summary) = exported(Format::Ucdp, Options::default());
    assert_eq!(summary, Summary { written: 2, left_out: 4 });
    let (_, summary) = exported(Format::Acled, Options::default());
    assert_eq!(summary, Summary { written: 4, left_out: 2 });
}

#[test]
fn members_without_events_are_an_error() {
    let made = incidents();
    let mut short = made[0].exported();
    short.told.pop();
    let error = export(Format::Jsonl, Options::default(), &[short]).expect_err("too few");
    let message = "export as jsonl: i-2024-05-05-7f3a comes with 2 events for 3 members";
    assert_eq!(error.to_string(), message);
}

#[test]
fn a_closed_pipe_is_told_from_other_errors() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let made = incidents();
    for format in Format::ALL {
        let mut closed = Closed;
        let mut exporter = super::Exporter::new(format, Options::default(), &mut closed);
        let ended = exporter.each(&made[0].exported()).and_then(|_| exporter.finish());
        assert!(ended.expect_err("closed").is_broken_pipe(), "{format:?}");
    }
}

#[test]
fn every_format_and_column_is_documented() {
    let documented = include_str!("../../../../../docs/exports.md");
    let is_documented = |name: &str| documented.contains(&format!("`{name}`"));
    let mut missing = Vec::new();
    let mut check = |name: String| {
        if !is_documented(&name) {
            missing.push(name);
        }
    };
    Format::ALL.into_iter().for_each(|format| check(format.name().to_owned()));
    super::acled::COLUMNS.into_iter().for_each(|name| check(name.to_owned()));
    super::ucdp::COLUMNS.into_iter().for_each(|name| check(name.to_owned()));
    for (name, tag) in super::hxl::COLUMNS {
        check(name.to_owned());
        check(tag.to_owned());
    }
    for (name, _) in super::flat::columns(None) {
        // a line for all that is counted
        match name.strip_prefix("counts.").and_then(|rest| rest.split_once('.')) {
            Some((what, figure)) => {
                check(what.to_owned());
                check(format!("counts.WHAT.{figure}"));
            }
            None => check(name),
        }
    }
    let plover: serde_json::Value =
        serde_json::from_str(text(Format::Plover).lines().next().expect("a line")).expect("JSON");
    for name in plover.as_object().expect("an object").keys() {
        check(name.clone());
    }
    assert!(missing.is_empty(), "docs/exports.md says nothing of {missing:?}");
}
