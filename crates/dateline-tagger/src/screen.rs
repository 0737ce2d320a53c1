//! Whether a report may tell of an act at all: a look at its words, so that a report on sport or prices
//! is not read by the encoder. `training/screen.py` trains it and holds the same sums.

use std::borrow::Cow;

use dateline_core::text::Document;
use serde::Deserialize;

use crate::ModelError;
use crate::pieces::Piece;

/// So few pieces are quickly read, and say too little to be judged by: two sentences or three.
const SHORT: usize = 48;

/// The numbers of each piece, and the two layers over them.
#[derive(Debug)]
pub struct Screen {
    /// Rows of `width` 8-bit numbers, one a piece of the vocabulary.
    table: Cow<'static, [u8]>,
    width: usize,
    sums: Sums,
}

/// `screen.json`.
#[derive(Debug, Deserialize)]
struct Sums {
    /// What a number of the table is worth.
    scale: f32,
    /// From which score on a report may tell of an act.
    threshold: f32,
    /// From the pieces of a sentence.
    sentence: Layer,
    /// From the sentences of a report.
    report: Layer,
    /// To its score.
    out: Layer,
}

/// A layer of sums: weights [outputs, inputs] and bias [outputs].
#[derive(Debug, Deserialize)]
struct Layer {
    weight: Vec<Vec<f32>>,
    bias: Vec<f32>,
}

impl Layer {
    fn run(&self, input: &[f32]) -> Vec<f32> {
        let sum = |row: &[f32]| row.iter().zip(input).map(|(weight, x)| weight * x).sum::<f32>();
        self.weight.iter().zip(&self.bias).map(|(row, bias)| sum(row) + bias).collect()
    }

    fn fits(&self, inputs: usize) -> bool {
        self.weight.len() == self.bias.len() && self.weight.iter().all(|row| row.len() == inputs)
    }
}

/// The mean and the greatest of rows, side by side.
struct Both {
    values: Vec<f32>,
    rows: usize,
}

impl Both {
    fn new(width: usize) -> Self {
        let mut values = vec![0.0; 2 * width];
        values[width..].fill(f32::NEG_INFINITY);
        Self { values, rows: 0 }
    }

    fn add(&mut self, row: impl Iterator<Item = f32>) {
        let width = self.values.len() / 2;
        for (at, value) in row.enumerate() {
            self.values[at] += value;
            self.values[width + at] = self.values[width + at].max(value);
        }
        self.rows += 1;
    }

    fn finish(mut self) -> Vec<f32> {
        let width = self.values.len() / 2;
        #[expect(clippy::cast_precision_loss, reason = "a report has far fewer rows than 2^24")]
        let rows = self.rows as f32;
        self.values[..width].iter_mut().for_each(|sum| *sum /= rows);
        self.values
    }
}

impl Screen {
    /// A screen from its two files, for a vocabulary of so many pieces.
    pub fn parse(table: Cow<'static, [u8]>, sums: &str, pieces: usize) -> Result<Self, ModelError> {
        let sums: Sums = serde_json::from_str(sums)?;
        let width = table.len() / pieces.max(1);
        let fits = table.len() == width * pieces
            && sums.sentence.fits(2 * width)
            && sums.report.fits(2 * sums.sentence.bias.len())
            && sums.out.fits(sums.report.bias.len())
            && sums.out.bias.len() == 1;
        if fits { Ok(Self { table, width, sums }) } else { Err(ModelError::Screen) }
    }

    /// True where a document may tell of an act.
    pub fn lets_through(&self, document: &Document, pieces: &[Piece]) -> bool {
        pieces.len() < SHORT
            || self.score(document, pieces).is_some_and(|score| score >= self.sums.threshold)
    }

    /// The score of a document; none where it has no pieces.
    fn score(&self, document: &Document, pieces: &[Piece]) -> Option<f32> {
        let positive = |x: f32| x.max(0.0);
        let mut report = Both::new(self.sums.sentence.bias.len());
        let mut rest = pieces;
        let mut ids = Vec::new();
        for sentence in &document.sentences {
            let end = rest.partition_point(|piece| piece.span.start < sentence.span.end);
            let (inside, behind) = rest.split_at(end);
            rest = behind;
            ids.clear();
            ids.extend(inside.iter().filter_map(|piece| usize::try_from(piece.id).ok()));
            ids.sort_unstable();
            ids.dedup();
            if ids.is_empty() {
                continue;
            }
            let mut words = Both::new(self.width);
            for id in &ids {
                let row = self.table.get(id * self.width..(id + 1) * self.width)?;
                words.add(row.iter().map(|&byte| f32::from(byte.cast_signed()) * self.sums.scale));
            }
            report.add(self.sums.sentence.run(&words.finish()).into_iter().map(positive));
        }
        if report.rows == 0 {
            return None;
        }
        let inner: Vec<f32> =
            self.sums.report.run(&report.finish()).into_iter().map(positive).collect();
        self.sums.out.run(&inner).first().copied()
    }
}
