//! Which blocks of a page are the report.

use super::blocks::{Block, Shape};
use super::names::NAMES;
use super::tree::{Id, Tree};

/// What a block of prose has to have outside links.
const PROSE: usize = 60;

/// What prose before the headline is worth, of what it would be after it.
const BEFORE: f64 = 0.5;

/// So many lines of links and labels after the headline halve the worth of prose.
const FADING: f64 = 30.0;

/// What a move from one list of paragraphs to another costs, in characters.
const STEP: f64 = 60.0;

/// The report's element, and what of the page's blocks belongs to it.
pub(super) fn choose(tree: &Tree, blocks: &[Block], title: Option<&str>) -> Option<Id> {
    let worth = worths(tree, blocks, title);
    let mut before = vec![0.0; blocks.len() + 1];
    for (index, worth) in worth.iter().enumerate() {
        before[index + 1] = before[index] + worth;
    }
    let first_from = |node: Id| blocks.partition_point(|block| block.node < node);
    let sum = |id: Id| before[first_from(tree.end(id))] - before[first_from(id)];
    let mut best: Option<(f64, Id)> = None;
    for id in 0..tree.nodes.len() {
        if tree.name(id).is_empty() {
            continue;
        }
        let score = sum(id) * lean(tree, id);
        if best.is_none_or(|(other, _)| score >= other) && score > 0.0 {
            best = Some((score, id));
        }
    }
    best.map(|(_, id)| id)
}

/// Where the headline stands among the blocks.
fn headline(blocks: &[Block], title: Option<&str>) -> Option<usize> {
    let first = |test: &dyn Fn(&Block) -> bool| {
        blocks.iter().position(|block| block.part.is_none() && test(block))
    };
    first(&|block| {
        matches!(block.shape, Shape::Heading(1 | 2))
            && title.is_some_and(|title| same_words(title, &block.text))
    })
    .or_else(|| {
        let mut tops =
            blocks.iter().enumerate().filter(|(_, block)| block.shape == Shape::Heading(1));
        let (only, _) = tops.next()?;
        tops.next().is_none().then_some(only)
    })
}

/// What each block says for or against the element that holds it.
fn worths(tree: &Tree, blocks: &[Block], title: Option<&str>) -> Vec<f64> {
    let headline = headline(blocks, title);
    let mut junk = 0.0;
    let mut family = usize::MAX;
    blocks
        .iter()
        .enumerate()
        .map(|(index, block)| {
            if headline == Some(index) {
                junk = 0.0;
            }
            if block.part.is_some() {
                return 0.0;
            }
            let worth = worth(block);
            if worth <= 0.0 {
                junk += 1.0;
                return worth;
            }
            let trust = if headline.is_none() {
                1.0
            } else if headline.is_some_and(|it| index < it) {
                BEFORE
            } else {
                FADING / (FADING + junk)
            };
            let parent = tree.parent(block.holder).unwrap_or_default();
            let step = if parent == family || block.holder == family { 0.0 } else { STEP };
            family = parent;
            worth * trust - step
        })
        .collect()
}

/// How much an element's own name speaks for it.
fn lean(tree: &Tree, id: Id) -> f64 {
    let named =
        |attribute: &str| tree.attribute(id, attribute).is_some_and(|names| NAMES.is_body(names));
    if tree.attribute(id, "itemprop").is_some_and(|it| {
        it.split_ascii_whitespace().any(|it| it.eq_ignore_ascii_case("articleBody"))
    }) {
        1.25
    } else if named("class") || named("id") {
        1.15
    } else if tree.name(id) == "article" {
        1.05
    } else {
        1.0
    }
}

/// What a block says for or against the element that holds it, in characters.
fn worth(block: &Block) -> f64 {
    if block.part.is_some() {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "lengths of blocks")]
    let own = block.own() as f64;
    #[expect(clippy::cast_precision_loss, reason = "lengths of blocks")]
    let length = block.length as f64;
    if block.is_link() {
        return -(length.min(200.0) + 20.0);
    }
    if block.own() >= PROSE {
        return own;
    }
    match block.shape {
        Shape::Heading(_) => 0.0,
        _ if block.text.ends_with(['.', '!', '?', '"', '”', '…', '。']) => own,
        _ => -10.0,
    }
}

/// Which blocks are the report, by number.
pub(super) fn keep(tree: &Tree, blocks: &[Block], title: Option<&str>) -> Vec<bool> {
    let Some(root) = choose(tree, blocks, title) else { return vec![false; blocks.len()] };
    let mut kept: Vec<bool> = blocks
        .iter()
        .map(|block| tree.holds(root, block.node) && block.part.is_none() && !(block.is_link()))
        .collect();
    let last_prose =
        (0..blocks.len()).rev().find(|index| kept[*index] && blocks[*index].own() >= PROSE);
    for (index, block) in blocks.iter().enumerate() {
        if matches!(block.shape, Shape::Heading(_))
            && (last_prose.is_none_or(|last| index > last)
                || block.shape == Shape::Heading(1)
                || title.is_some_and(|title| same_words(title, &block.text)))
        {
            kept[index] = false;
        }
    }
    kept
}

/// Whether two lines have the same letters and digits.
pub(super) fn same_words(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        text.chars()
            .filter(|it| it.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    letters(one) == letters(other)
}
