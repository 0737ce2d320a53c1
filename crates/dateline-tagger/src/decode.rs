//! From the model's scores to mentions and acts; `training/decode.py` does the same in Python, but for
//! words cut in two, which are made whole here.

use std::collections::BTreeMap;
use std::ops::Range;

use dateline_core::tags::{Act, Layer, Link, Mention, Tags};
use dateline_core::text::Span;
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};

use crate::Tagger;
use crate::pieces::Piece;
use crate::window::Window;

/// A run of pieces of one layer, counted from the window's first piece.
type Run = Range<usize>;

/// What was found in the windows so far.
#[derive(Debug, Default)]
pub struct Found {
    /// Mentions by layer and pieces of the document, with their number.
    known: BTreeMap<(Layer, usize, usize), usize>,
    tags: Tags,
}

impl Found {
    /// The tags of a document: mentions and acts in order, spans of whole words without white space
    /// and marks at their edges.
    pub fn finish(mut self, text: &str) -> Tags {
        for mention in &mut self.tags.mentions {
            mention.span = whole(text, trimmed(text, mention.span));
        }
        for act in &mut self.tags.acts {
            act.trigger = whole(text, trimmed(text, act.trigger));
        }
        for (_, span) in &mut self.tags.asked {
            *span = whole(text, trimmed(text, *span));
        }
        self.tags.acts.sort_by_key(|act| act.trigger);
        self.tags.asked.sort_unstable_by_key(|&(asked, span)| (span, asked));
        self.tags
    }
}

/// A span without what is no part of a phrase at its edges; as it is where nothing would be left.
fn trimmed(text: &str, span: Span) -> Span {
    let words = &text[span.start..span.end];
    let edge = |c: char| c.is_whitespace() || ",;:.!?«»„“”\"'‘’()[]–—-،؛؟״׳".contains(c);
    // A point or quotation mark may belong to the last word: "U.S.", "צה\"ל" end within it.
    let end = words.trim_end_matches(|c: char| edge(c) && c != '.');
    let end = if end.ends_with('.') && !end[..end.len() - 1].contains('.') {
        end.trim_end_matches(edge)
    } else {
        end
    };
    let cut = words.len() - words.trim_start_matches(edge).len();
    if cut >= end.len() { span } else { Span::new(span.start + cut, span.start + end.len()) }
}

/// A span that cuts words in two, drawn out to whole words. In scripts whose small words are written
/// together with the next ("وقال") a span may begin inside a word.
fn whole(text: &str, span: Span) -> Span {
    let Span { mut start, mut end } = span;
    let letter = |c: Option<char>| c.filter(|c| c.is_alphanumeric());
    let may_begin_inside = |c: char| matches!(c, '\u{590}'..='\u{6ff}');
    if letter(text[start..].chars().next()).is_some() {
        let before = text[..start].chars().rev();
        let inside = before.take_while(|&c| c.is_alphanumeric() && !may_begin_inside(c));
        start -= inside.map(char::len_utf8).sum::<usize>();
    }
    if letter(text[..end].chars().next_back()).is_some() {
        let behind = text[end..].chars().take_while(|c| c.is_alphanumeric());
        end += behind.map(char::len_utf8).sum::<usize>();
    }
    Span::new(start, end)
}

/// The runs of a layer: a run begins with its first tag or, where that is missing, with any.
fn runs(tags: &[u8]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, &tag) in tags.iter().enumerate() {
        if tag != 2
            && let Some(from) = start.take()
        {
            runs.push(from..at);
        }
        if tag != 0 && start.is_none() {
            start = Some(at);
        }
    }
    runs.extend(start.map(|from| from..tags.len()));
    runs
}

/// The index of the greatest score; the first of equals.
fn greatest(scores: &[f32]) -> usize {
    let mut best = 0;
    for (index, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = index;
        }
    }
    best
}

fn sigmoid(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

/// The share of the greatest score among all (softmax).
fn share(scores: &[f32], of: usize) -> f32 {
    1.0 / scores.iter().map(|score| (score - scores[of]).exp()).sum::<f32>()
}

impl Tagger {
    /// Reads one window's scores. Hidden states and scores have a row for begin and end each.
    pub(crate) fn decode(
        &self,
        pieces: &[Piece],
        window: &Window,
        hidden: &NdTensor<f32, 2>,
        scores: &NdTensor<f32, 2>,
        found: &mut Found,
    ) {
        let labels = &self.labels;
        let size = window.pieces.len();
        let layer_runs = |layer: usize| {
            let bias = match layer {
                0 => labels.thresholds.trigger_bias,
                layer if layer < labels.layers.len() => labels.thresholds.mention_bias,
                _ => labels.thresholds.asked_bias,
            };
            let tags: Vec<u8> = (1..=size)
                .map(|row| {
                    let score = |tag: usize| scores[[row, 3 * layer + tag]];
                    let three = [score(0) - bias, score(1), score(2)];
                    u8::try_from(greatest(&three)).unwrap_or(0)
                })
                .collect();
            runs(&tags)
        };
        let own = |run: &Run| window.own.contains(&(window.pieces.start + run.start));
        let triggers: Vec<Run> = layer_runs(0).into_iter().filter(own).collect();
        let mentions: Vec<(usize, Layer, Run)> = labels
            .layers
            .iter()
            .enumerate()
            .filter_map(|(number, layer)| Some((number, (*layer)?)))
            .flat_map(|(number, layer)| {
                layer_runs(number).into_iter().map(move |run| (number, layer, run))
            })
            .collect();
        let span = |run: &Run| {
            let at = window.pieces.start;
            Span::new(pieces[at + run.start].span.start, pieces[at + run.end - 1].span.end)
        };
        for (number, asked) in labels.asked.iter().enumerate() {
            let runs = layer_runs(labels.layers.len() + number);
            found
                .tags
                .asked
                .extend(runs.iter().filter(|run| own(run)).map(|run| (*asked, span(run))));
        }
        if triggers.is_empty() && mentions.is_empty() {
            return;
        }
        // A network reads no empty rows: where there is nothing, it is given the window's first piece.
        let nothing = 0..1;
        let ends = |runs: &[&Run]| {
            let width = hidden.size(1);
            let mut rows = Vec::with_capacity(runs.len() * 2 * width);
            for run in runs {
                for row in [run.start + 1, run.end] {
                    rows.extend((0..width).map(|column| hidden[[row, column]]));
                }
            }
            Tensor::from_data(&[runs.len(), 2 * width], rows)
        };
        let or_nothing = |runs: Vec<&Run>| -> Vec<Run> {
            if runs.is_empty() {
                vec![nothing.clone()]
            } else {
                runs.into_iter().cloned().collect()
            }
        };
        let heads = or_nothing(triggers.iter().collect());
        let tails = or_nothing(mentions.iter().map(|(_, _, run)| run).collect());
        let near: Vec<i32> = heads
            .iter()
            .flat_map(|head| tails.iter().map(|tail| labels.step(head.start, tail.start)))
            .collect();
        let layers: Vec<i32> = if mentions.is_empty() {
            vec![1]
        } else {
            mentions.iter().map(|(number, _, _)| i32::try_from(*number).unwrap_or(1)).collect()
        };
        let inputs = vec![
            ends(&heads.iter().collect::<Vec<_>>()).into(),
            ends(&tails.iter().collect::<Vec<_>>()).into(),
            Tensor::from_data(&[heads.len(), tails.len()], near).into(),
            Tensor::from_data(&[tails.len()], layers).into(),
        ];
        let Some(outputs) = self.heads.run(inputs) else { return };
        let mut outputs = outputs.into_iter();
        let (Some(acts), Some(links), Some(kinds)) =
            (outputs.next(), outputs.next(), outputs.next())
        else {
            return;
        };
        let (Ok(acts), Ok(links), Ok(kinds)) = (
            NdTensor::<f32, 2>::try_from(acts),
            NdTensor::<f32, 3>::try_from(links),
            NdTensor::<f32, 2>::try_from(kinds),
        ) else {
            return;
        };
        // The numbers of this window's mentions among those of the document.
        let numbers: Vec<usize> = mentions
            .iter()
            .enumerate()
            .map(|(row, (_, layer, run))| {
                let at = window.pieces.start;
                let next = found.tags.mentions.len();
                *found.known.entry((*layer, at + run.start, at + run.end)).or_insert_with(|| {
                    let row: Vec<f32> =
                        (0..kinds.size(1)).map(|column| kinds[[row, column]]).collect();
                    let (kind, source) = row.split_at(labels.kinds.len());
                    found.tags.mentions.push(Mention {
                        layer: *layer,
                        span: span(run),
                        kind: (*layer == Layer::Participant).then(|| labels.kinds[greatest(kind)]),
                        source_kind: (*layer == Layer::Source)
                            .then(|| labels.source_kinds[greatest(source)]),
                    });
                    next
                })
            })
            .collect();
        let (types, statuses) = (labels.types.len(), labels.statuses.len());
        for (row, run) in triggers.iter().enumerate() {
            let scores: Vec<f32> = (0..acts.size(1)).map(|column| acts[[row, column]]).collect();
            let (type_scores, rest) = scores.split_at(types);
            let (status_scores, mode_scores) = rest.split_at(statuses);
            let best = greatest(type_scores);
            let Some(event_type) = labels.types[best] else { continue };
            let modes = labels
                .modes
                .iter()
                .zip(mode_scores)
                .filter(|(_, score)| sigmoid(**score) > labels.thresholds.mode)
                .map(|(mode, _)| mode.clone())
                .collect();
            let mut parts = Vec::new();
            for (column, &mention) in numbers.iter().enumerate() {
                for (number, &part) in labels.links.iter().enumerate() {
                    let score = sigmoid(links[[row, column, number]]);
                    if score > labels.threshold(part) {
                        parts.push(Link { mention, part, score });
                    }
                }
            }
            parts.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.mention.cmp(&b.mention)));
            found.tags.acts.push(Act {
                trigger: span(run),
                event_type,
                modes,
                status: labels.statuses[greatest(status_scores)],
                score: share(type_scores, best),
                links: parts,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_may_begin_without_its_first_tag() {
        assert_eq!(runs(&[0, 1, 2, 0, 2, 2, 1, 1, 2]), [1..3, 4..6, 6..7, 7..9]);
        assert_eq!(runs(&[]), []);
    }

    #[test]
    fn a_word_is_not_cut_in_two() {
        let drawn = |text: &'static str, part: &str| {
            let start = text.find(part).unwrap();
            let span = whole(text, Span::new(start, start + part.len()));
            &text[span.start..span.end]
        };
        assert_eq!(drawn("El Ejército-bomba huyó.", "Ejér"), "Ejército");
        assert_eq!(drawn("El Ejército-bomba huyó.", "cito"), "Ejército");
        assert_eq!(drawn("El Ejército-bomba huyó.", "huyó"), "huyó");
        assert_eq!(drawn("وقالت", "قال"), "قالت");
        assert_eq!(drawn("«a»", "«"), "«");
    }

    #[test]
    fn marks_at_the_edges_are_no_part_of_a_mention() {
        let cut = |text: &'static str| {
            let span = trimmed(text, Span::new(0, text.len()));
            &text[span.start..span.end]
        };
        assert_eq!(cut("« neuf corps »"), "neuf corps");
        assert_eq!(cut("the U.S."), "the U.S.");
        assert_eq!(cut("soldiers."), "soldiers");
        assert_eq!(cut("—"), "—");
    }
}
