//! Which blocks of a page are the report.
//!
//! Two steps. First the element is found that holds the report: each block speaks for the elements
//! around it (prose, by its length) or against them (links and labels), and the element with the
//! best sum wins; among equals the innermost. Then what stands in that element and is still not
//! the report is left out: lists of links, other stories, what comes before the headline.

use std::collections::BTreeSet;

use super::blocks::{Block, Shape};
use super::names::NAMES;
use super::tree::{Id, Tree};

/// Characters outside links from which a block is prose.
const PROSE: usize = 60;

/// What prose before the headline is worth, of what it would be after it.
const BEFORE: f64 = 0.5;

/// So many lines of links and labels after the headline halve the worth of prose.
const FADING: f64 = 30.0;

/// What a move from one list of paragraphs to another costs, in characters.
const STEP: f64 = 60.0;

/// An element named as the body is it where it holds one part in so many of the prose found.
const BODY_SHARE: usize = 3;

/// What the prose of an element named as the body is worth at least.
const NAMED: f64 = 0.5;

/// Paragraphs that may stand between the headline and the body.
const LEAD: usize = 2;

/// Characters of a label.
const LABEL: usize = 40;

/// Blocks in a teaser: a heading that is a link, and what it leads to in a few words.
const TEASER: usize = 4;

/// Characters of prose without which a page of teasers is taken for a page of short posts.
const ENOUGH: usize = 500;

/// A page's blocks with what is known of them together.
struct Page<'a> {
    tree: &'a Tree<'a>,
    blocks: &'a [Block],
    headline: Option<usize>,
    teaser: Vec<bool>,
    /// The elements that are named as the body, by number.
    named: Vec<Id>,
}

impl<'a> Page<'a> {
    fn new(tree: &'a Tree<'a>, blocks: &'a [Block], title: Option<&str>) -> Self {
        let headline = headline(blocks, title);
        let named = (0..tree.nodes.len())
            .filter(|id| is_container(tree.name(*id)) && is_named_body(tree, *id))
            .collect();
        let mut page = Self { tree, blocks, headline, teaser: vec![false; blocks.len()], named };
        page.mark_teasers();
        page
    }

    /// The blocks in an element, by number.
    fn range(&self, id: Id) -> std::ops::Range<usize> {
        let from = |node: Id| self.blocks.partition_point(|block| block.node < node);
        from(id)..from(self.tree.end(id))
    }

    fn prose(&self, range: std::ops::Range<usize>) -> usize {
        self.blocks[range].iter().filter(|it| is_prose(it)).map(Block::own).sum()
    }

    /// Marks the words under headings that lead elsewhere.
    fn mark_teasers(&mut self) {
        for (index, block) in self.blocks.iter().enumerate() {
            let leads =
                matches!(block.shape, Shape::Heading(_)) && block.linked * 10 >= block.length * 9;
            if !leads || block.part.is_some() || self.headline == Some(index) {
                continue;
            }
            // The element around the heading and what comes with it.
            let mut card = block.holder;
            let mut range = self.range(card);
            while range.len() < 2 {
                let Some(parent) = self.tree.parent(card) else { break };
                card = parent;
                range = self.range(card);
            }
            if range.len() <= TEASER && !self.headline.is_some_and(|it| range.contains(&it)) {
                self.teaser[range].fill(true);
            }
        }
        let rest: usize = self
            .blocks
            .iter()
            .zip(&self.teaser)
            .filter(|(block, teaser)| !**teaser && is_prose(block))
            .map(|(block, _)| block.own())
            .sum();
        if rest < ENOUGH {
            self.teaser.fill(false);
        }
    }

    /// What each block says for or against the element that holds it, in characters.
    fn worths(&self) -> Vec<f64> {
        let mut junk = 0.0;
        let mut family = usize::MAX;
        let mut worths = Vec::with_capacity(self.blocks.len());
        for (index, block) in self.blocks.iter().enumerate() {
            if self.headline == Some(index) {
                junk = 0.0;
            }
            let worth = if self.teaser[index] { -20.0 } else { worth(block) };
            if worth <= 0.0 {
                junk += if worth < 0.0 { 1.0 } else { 0.0 };
                worths.push(worth);
                continue;
            }
            let trust = match self.headline {
                None => 1.0,
                Some(headline) if index < headline => BEFORE,
                Some(_) => FADING / (FADING + junk),
            };
            let parent = self.tree.parent(block.holder).unwrap_or_default();
            let in_row = matches!(block.shape, Shape::Cell(_) | Shape::Item);
            let step =
                if parent == family || block.holder == family || in_row { 0.0 } else { STEP };
            family = parent;
            worths.push(worth * trust - step);
        }
        worths
    }

    fn is_named(&self, id: Id) -> bool {
        self.named.binary_search(&id).is_ok()
    }

    /// How much an element's own name speaks for it.
    fn lean(&self, id: Id) -> f64 {
        if is_article_body(self.tree, id) {
            1.25
        } else if self.is_named(id) {
            1.15
        } else if self.tree.name(id) == "article" {
            1.05
        } else {
            1.0
        }
    }

    /// The element that holds the report.
    fn root(&self) -> Option<Id> {
        let mut before = vec![0.0];
        let mut prose_before = vec![0.0];
        let (mut sum, mut prose) = (0.0, 0.0);
        for worth in self.worths() {
            sum += worth;
            prose += worth.max(0.0);
            before.push(sum);
            prose_before.push(prose);
        }
        let mut best: Option<(f64, Id)> = None;
        for id in 0..self.tree.nodes.len() {
            if !is_container(self.tree.name(id)) {
                continue;
            }
            let range = self.range(id);
            let mut score = (before[range.end] - before[range.start]) * self.lean(id);
            if self.is_named(id) {
                // However many links it holds.
                score = score.max((prose_before[range.end] - prose_before[range.start]) * NAMED);
            }
            if score > 0.0 && best.is_none_or(|(other, _)| score >= other) {
                best = Some((score, id));
            }
        }
        best.map(|(_, id)| self.settle(id))
    }

    /// Moves to the element that its publisher names as the body, where it is around or in `id`.
    fn settle(&self, id: Id) -> Id {
        let mut around = id;
        while let Some(parent) = self.tree.parent(around) {
            if self.is_named(around) {
                return around;
            }
            around = parent;
        }
        let all = self.prose(self.range(id));
        let mut inner = id + 1;
        let mut found = None;
        while inner < self.tree.end(id) {
            if self.is_named(inner) {
                let prose = self.prose(self.range(inner));
                if prose >= ENOUGH && prose * BODY_SHARE >= all {
                    if found.is_some() {
                        return id;
                    }
                    found = Some(inner);
                }
                inner = self.tree.end(inner);
            } else {
                inner += 1;
            }
        }
        found.unwrap_or(id)
    }

    /// Some publishers set the first paragraph apart, between the headline and the body.
    fn keep_lead(&self, root: Id, kept: &mut [bool]) {
        let start = self.range(root).start;
        let Some(headline) = self.headline.filter(|it| *it < start) else { return };
        let lead: Vec<usize> = (headline + 1..start)
            .filter(|it| {
                is_prose(&self.blocks[*it])
                    && !self.teaser[*it]
                    && ends_sentence(&self.blocks[*it].text)
            })
            .collect();
        if lead.len() <= LEAD {
            for index in lead {
                kept[index] = true;
            }
        }
    }

    /// Leaves out what stands before the headline, where more stands after it.
    fn drop_before_headline(&self, kept: &mut [bool]) {
        let Some(headline) = self.headline else { return };
        let count = |range: std::ops::Range<usize>, kept: &[bool]| -> usize {
            range.filter(|it| kept[*it]).map(|it| self.blocks[it].own()).sum()
        };
        if count(0..headline, kept) < count(headline..kept.len(), kept) {
            kept[..headline].fill(false);
        }
    }

    /// Where the headline stands in an article, articles after it are other stories.
    fn drop_other_articles(&self, kept: &mut [bool]) {
        let Some(headline) = self.headline else { return };
        let mut at = self.blocks[headline].holder;
        while self.tree.name(at) != "article" {
            let Some(parent) = self.tree.parent(at) else { return };
            at = parent;
        }
        let own = self.range(at);
        let all: usize = self.prose(0..kept.len());
        let mine = self.prose(own.clone());
        if mine < ENOUGH && mine * 3 < all {
            return;
        }
        let mut id = self.tree.end(at);
        while id < self.tree.nodes.len() {
            if self.tree.name(id) == "article" {
                kept[self.range(id)].fill(false);
                id = self.tree.end(id);
            } else {
                id += 1;
            }
        }
    }

    /// Leaves out lists whose items all lead elsewhere and none of which is a sentence.
    fn drop_link_lists(&self, kept: &mut [bool]) {
        let list = |index: usize| {
            let block: &Block = &self.blocks[index];
            if block.shape != Shape::Item {
                return None;
            }
            let mut item = block.holder;
            while !matches!(self.tree.name(item), "li" | "dd" | "dt") {
                item = self.tree.parent(item)?;
            }
            self.tree.parent(item)
        };
        let mut index = 0;
        while index < kept.len() {
            let Some(own) = list(index) else {
                index += 1;
                continue;
            };
            let start = index;
            while index < kept.len() && list(index) == Some(own) {
                index += 1;
            }
            let items = &self.blocks[start..index];
            let linked: usize = items.iter().map(|it| it.linked).sum();
            let length: usize = items.iter().map(|it| it.length).sum();
            let sentences = items.iter().filter(|it| ends_sentence(&it.text)).count();
            if items.iter().all(|it| it.linked > 0)
                && linked * 5 >= length * 2
                && sentences * 3 < items.len()
            {
                kept[start..index].fill(false);
            }
        }
    }

    /// Leaves out dates, times and the like between the headline and the first sentence.
    fn drop_before_text(&self, kept: &mut [bool]) {
        for (index, block) in
            self.blocks.iter().enumerate().filter(|(index, _)| kept[*index]).collect::<Vec<_>>()
        {
            if block.own() >= PROSE
                || ends_sentence(&block.text)
                || matches!(block.shape, Shape::Cell(_) | Shape::Item)
            {
                return;
            }
            if block.length <= LABEL + 5
                && (block.linked > 0 || block.text.contains(char::is_numeric))
            {
                kept[index] = false;
            }
        }
    }

    /// Whether links come next that lead to other pages.
    fn leads_to_links(&self, index: usize) -> bool {
        self.blocks[index + 1..]
            .iter()
            .find(|it| !matches!(it.part, Some("caption" | "advertisement")))
            .is_some_and(|next| {
                next.part == Some("related") || (next.part.is_none() && next.is_link())
            })
    }

    /// Leaves out headings over nothing, and the headline itself.
    fn drop_headings(&self, kept: &mut [bool], title: Option<&str>) {
        let mut text_below = false;
        for index in (0..kept.len()).rev() {
            let block = &self.blocks[index];
            if is_label(block) && kept[index] {
                // "Read on:" over links.
                kept[index] = !self.leads_to_links(index);
                continue;
            }
            if !matches!(block.shape, Shape::Heading(_)) {
                let seen = block.part.is_none() || block.part == Some("related");
                if seen && (kept[index] || self.headline.is_none_or(|it| index > it)) {
                    text_below = kept[index];
                }
                continue;
            }
            let is_title = self.headline == Some(index)
                || block.shape == Shape::Heading(1)
                || title.is_some_and(|title| same_words(title, &block.text));
            kept[index] &= text_below && !is_title;
        }
    }
}

/// Elements that may hold a whole report.
fn is_container(name: &str) -> bool {
    matches!(
        name,
        "article" | "body" | "center" | "div" | "form" | "html" | "main" | "pre" | "section" | "td"
    )
}

/// Where the headline stands among the blocks.
fn headline(blocks: &[Block], title: Option<&str>) -> Option<usize> {
    let first = |test: &dyn Fn(&Block) -> bool| {
        blocks.iter().position(|block| block.part.is_none() && test(block))
    };
    let Some(title) = title else {
        return first(&|block| block.shape == Shape::Heading(1));
    };
    first(&|block| matches!(block.shape, Shape::Heading(_)) && same_words(title, &block.text))
        .or_else(|| {
            first(&|block| block.shape == Shape::Heading(1) && are_alike(title, &block.text))
        })
        .or_else(|| {
            first(&|block| block.shape == Shape::Heading(2) && are_alike(title, &block.text))
        })
}

/// Whether two headlines share most words of the shorter.
fn are_alike(one: &str, other: &str) -> bool {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|it: char| !it.is_alphanumeric())
            .filter(|it| !it.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let common = one.intersection(&other).count();
    common * 10 >= one.len().min(other.len()) * 6 && common * 4 >= one.len().max(other.len())
}

/// Whether the page's microdata say that this is the body.
fn is_article_body(tree: &Tree, id: Id) -> bool {
    tree.attribute(id, "itemprop").is_some_and(|it| {
        it.split_ascii_whitespace().any(|it| it.eq_ignore_ascii_case("articleBody"))
    })
}

/// Whether an element is named as the body.
fn is_named_body(tree: &Tree, id: Id) -> bool {
    let named =
        |attribute: &str| tree.attribute(id, attribute).is_some_and(|names| NAMES.is_body(names));
    is_article_body(tree, id) || named("class") || named("id")
}

/// A few words that are no sentence.
fn is_label(block: &Block) -> bool {
    block.shape == Shape::Paragraph
        && block.length <= LABEL
        && block.linked == 0
        && !ends_sentence(&block.text)
}

fn is_prose(block: &Block) -> bool {
    block.part.is_none() && !block.is_link() && block.own() >= PROSE
}

/// Whether a line ends as a sentence does.
fn ends_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '"', '”', '“', '»', '«', '…', '。', '！', '？', '’'])
}

/// What a block says for or against the element that holds it, in characters.
#[expect(clippy::cast_precision_loss, reason = "lengths of blocks")]
fn worth(block: &Block) -> f64 {
    if block.part.is_some() {
        return 0.0;
    }
    if block.is_link() {
        return -(block.length.min(200) as f64 + 20.0);
    }
    if block.own() >= PROSE {
        return block.own() as f64;
    }
    match block.shape {
        Shape::Heading(_) => 0.0,
        _ if ends_sentence(&block.text) => block.own() as f64,
        Shape::Cell(_) => -1.0,
        Shape::Item if block.linked == 0 => -1.0,
        _ => -10.0,
    }
}

/// Which blocks are the report, by number.
pub(super) fn keep(
    tree: &Tree,
    blocks: &[Block],
    title: Option<&str>,
    url: Option<&str>,
) -> Vec<bool> {
    let page = Page::new(tree, blocks, title);
    let mut kept = vec![false; blocks.len()];
    let Some(root) = page.root() else { return kept };
    for index in page.range(root) {
        kept[index] =
            blocks[index].part.is_none() && !blocks[index].is_link() && !page.teaser[index];
    }
    page.keep_lead(root, &mut kept);
    page.drop_before_headline(&mut kept);
    page.drop_other_articles(&mut kept);
    page.drop_link_lists(&mut kept);
    page.drop_before_text(&mut kept);
    for (index, block) in blocks.iter().enumerate() {
        kept[index] &= url.is_none_or(|url| block.text != url);
    }
    page.drop_headings(&mut kept, title);
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
