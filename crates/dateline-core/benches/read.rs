//! The whole reader: how long a report takes, and whether time grows with length only.
//!
//! `cargo bench -p dateline-core --bench read`. In `long`, the bytes a second must stay about the
//! same down the table: where they halve as the text doubles, a room reads all of a document for
//! each part of it.

mod texts;

use dateline_core::{Input, read};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

fn input(text: &str, language: Option<&str>) -> Input {
    let (text, language) = (text.to_owned(), language.map(str::to_owned));
    Input {
        name: "bench".into(),
        published: Some("2024-05-05".into()),
        text,
        language,
        ..Input::default()
    }
}

/// One report of the usual size, its language recognised.
#[divan::bench(args = ["en", "de"])]
fn report(bencher: Bencher<'_, '_>, language: &str) {
    let text = texts::text(language, texts::REPORT);
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| input(&text, None))
        .bench_values(|input| read(black_box(input)));
}

/// The reports of `../shared/seeds`; nothing where they do not lie there.
#[divan::bench]
fn seeds(bencher: Bencher<'_, '_>) {
    let seeds = texts::seeds();
    bencher.counter(ItemsCount::new(seeds.len())).bench(|| {
        for text in &seeds {
            black_box(read(input(black_box(text), None)));
        }
    });
}

/// Texts that double in length: kilobytes.
#[divan::bench(args = [64, 128, 256, 512, 1024, 2048], sample_count = 3)]
fn long(bencher: Bencher<'_, '_>, kilobytes: usize) {
    let text = texts::text("en", kilobytes << 10);
    bencher
        .counter(BytesCount::of_str(&text))
        .with_inputs(|| input(&text, Some("en")))
        .bench_values(|input| read(black_box(input)));
}
