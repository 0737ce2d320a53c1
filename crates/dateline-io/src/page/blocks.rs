//! The page as blocks of text: what a reader sees as a paragraph, a heading, an item of a list.

use super::names::{Kind, NAMES, UNREAD};
use super::tokens::is_space;
use super::tree::{Data, Id, Tree, is_block};

/// A text node counts as prose from this many characters on; menus and labels are shorter.
const PROSE_LENGTH: usize = 40;

/// Characters beside a link that only lead to it ("Read more:").
const LABEL: usize = 25;

/// An element named as no part of the report is one all the same where it holds more of the
/// page's prose than this.
const MOST_PROSE: f64 = 0.4;

/// The same for comments, which may be longer than the report.
const MOST_COMMENTS: f64 = 0.85;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Running text.
    Paragraph,
    /// `h1` to `h6`, by number.
    Heading(u8),
    /// An item of a list.
    Item,
    /// Text as typed, line by line.
    Preformatted,
    /// A cell of the table row with that number.
    Cell(Id),
}

/// A block of text.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Its words, white space joined; a line break of the page is one here.
    pub text: String,
    /// Its first node of text.
    pub node: Id,
    /// The element that makes it a block.
    pub holder: Id,
    /// Characters.
    pub length: usize,
    /// Characters in links.
    pub linked: usize,
    /// What it is.
    pub shape: Shape,
    /// Which part of the page, where that is known and not the report.
    pub part: Option<Kind>,
}

impl Block {
    /// Characters outside links.
    pub fn own(&self) -> usize {
        self.length.saturating_sub(self.linked)
    }

    fn lines(&self) -> usize {
        self.text.lines().count().max(1)
    }

    /// Whether most of it is links.
    pub fn is_link(&self) -> bool {
        self.linked * 10 > self.length * 9
            || (self.linked * 10 > self.length * 6 && self.own() < LABEL * self.lines())
    }
}

/// How much prose stands before each node.
struct Prose {
    before: Vec<u32>,
    /// Number of the first node of the only `h1`.
    headline: Option<Id>,
}

impl Prose {
    fn of(tree: &Tree) -> Self {
        let mut before = Vec::with_capacity(tree.nodes.len() + 1);
        let mut sum = 0_u32;
        let mut skip = 0;
        for (id, node) in tree.nodes.iter().enumerate() {
            before.push(sum);
            match &node.data {
                Data::Element(name, _) => {
                    if id >= skip && (&**name == "a" || NAMES.element(name) == Some(UNREAD)) {
                        skip = tree.end(id);
                    }
                }
                Data::Text(text) => {
                    let length = text.trim().chars().count();
                    if id >= skip && length >= PROSE_LENGTH {
                        sum = sum.saturating_add(u32::try_from(length).unwrap_or(u32::MAX));
                    }
                }
            }
        }
        before.push(sum);
        let mut tops = (0..tree.nodes.len()).filter(|id| tree.name(*id) == "h1");
        let headline = tops.next().filter(|_| tops.next().is_none());
        Self { before, headline }
    }

    /// The share of the page's prose that an element holds.
    fn share(&self, tree: &Tree, id: Id) -> f64 {
        let all = self.before.last().copied().unwrap_or_default();
        f64::from(self.before[tree.end(id)] - self.before[id]) / f64::from(all.max(1))
    }
}

/// Whether nobody sees the element.
fn is_hidden(tree: &Tree, id: Id) -> bool {
    let style = || {
        tree.attribute(id, "style").is_some_and(|style| {
            let style: String = style
                .chars()
                .filter(|it| !it.is_whitespace())
                .collect::<String>()
                .to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
    };
    tree.attribute(id, "hidden").is_some_and(|it| !it.eq_ignore_ascii_case("until-found"))
        || tree.attribute(id, "aria-hidden").is_some_and(|it| it.eq_ignore_ascii_case("true"))
        || style()
}

/// Which part of the page the element is by itself, where that is not the report.
fn part(tree: &Tree, id: Id, prose: &Prose) -> Option<Kind> {
    let name = tree.name(id);
    if matches!(name, "html" | "body" | "main") {
        return None;
    }
    let kind = NAMES
        .element(name)
        .or_else(|| tree.attribute(id, "role").and_then(|role| NAMES.role(role)));
    // Classes of an article also name its subjects ("tag-advertising").
    if kind.is_none()
        && prose.headline.is_some_and(|it| tree.holds(id, it))
        && prose.share(tree, id) > 0.05
    {
        return None;
    }
    let kind = kind
        .or_else(|| tree.attribute(id, "class").and_then(|class| NAMES.part(class)))
        .or_else(|| tree.attribute(id, "id").and_then(|own| NAMES.part(own)))?;
    let most = if kind == "comment-section" { MOST_COMMENTS } else { MOST_PROSE };
    (kind == UNREAD || prose.share(tree, id) <= most).then_some(kind)
}

/// An open element that matters to its text.
#[derive(Clone, Copy)]
struct Frame {
    end: Id,
    holder: Id,
    shape: Shape,
    part: Option<Kind>,
    linked: bool,
    preformatted: bool,
    /// Whether its end ends a block.
    bounds: bool,
    quoted: bool,
}

/// Collects the blocks of a page.
struct Collector {
    blocks: Vec<Block>,
    text: String,
    first: Option<Id>,
    linked: usize,
}

impl Collector {
    /// Ends the block under way.
    fn flush(&mut self, frame: &Frame) {
        let text = tidy(&std::mem::take(&mut self.text), frame.preformatted);
        let linked = std::mem::take(&mut self.linked);
        let Some(node) = self.first.take() else { return };
        if text.is_empty() {
            return;
        }
        // A blank line in it parts two paragraphs.
        let all = text.chars().count().max(1);
        for piece in text.split("\n\n").filter(|piece| !piece.trim().is_empty()) {
            let length = piece.chars().count();
            self.blocks.push(Block {
                text: piece.to_owned(),
                node,
                holder: frame.holder,
                length,
                linked: (linked * length / all).min(length),
                shape: frame.shape,
                part: frame.part,
            });
        }
    }
}

/// All blocks of text that the page shows, in its order. With `hidden` also those that it hides.
pub(super) fn blocks(tree: &Tree, hidden: bool) -> Vec<Block> {
    let prose = Prose::of(tree);
    let mut collector =
        Collector { blocks: Vec::new(), text: String::new(), first: None, linked: 0 };
    let mut frames = vec![Frame {
        end: tree.nodes.len(),
        holder: 0,
        shape: Shape::Paragraph,
        part: None,
        linked: false,
        preformatted: false,
        bounds: true,
        quoted: false,
    }];
    let mut id = 1;
    while id < tree.nodes.len() {
        close(&mut frames, &mut collector, id);
        let frame = *frames.last().expect("the root's frame ends last");
        match &tree.nodes[id].data {
            Data::Text(text) => {
                if collector.first.is_none() && !text.trim().is_empty() {
                    collector.first = Some(id);
                }
                if frame.linked {
                    collector.linked += text.trim().chars().count();
                }
                push(&mut collector.text, text, frame.preformatted);
            }
            Data::Element(name, _) => {
                let kind = part(tree, id, &prose);
                // What opens over a word is not part of the sentence around the word.
                let opens =
                    matches!(kind, Some("overlay" | "hidden")) && !is_block(name) && !hidden;
                if kind == Some(UNREAD) || opens || (!hidden && is_hidden(tree, id)) {
                    id = tree.end(id);
                    continue;
                }
                open(tree, id, name, kind, &mut frames, &mut collector);
            }
        }
        id += 1;
    }
    close(&mut frames, &mut collector, usize::MAX);
    collector.blocks
}

/// Leaves the elements that end before node `id`.
fn close(frames: &mut Vec<Frame>, collector: &mut Collector, id: Id) {
    while let Some(frame) = frames.last().copied().filter(|frame| frame.end <= id) {
        if frame.bounds {
            collector.flush(&frame);
        }
        if frame.quoted {
            collector.text.push('"');
        }
        if frames.len() == 1 {
            break;
        }
        frames.pop();
    }
}

/// Enters an element.
fn open(
    tree: &Tree,
    id: Id,
    name: &str,
    kind: Option<Kind>,
    frames: &mut Vec<Frame>,
    collector: &mut Collector,
) {
    let outer = *frames.last().expect("the root's frame ends last");
    if name == "br" {
        collector.text.push('\u{1}');
        return;
    }
    let block = is_block(name);
    // A word that a publisher marks inside a running sentence is part of the sentence.
    let kind = if block || collector.text.trim().is_empty() {
        kind
    } else {
        kind.filter(|_| NAMES.element(name).is_some())
    };
    let bounds = block || (kind.is_some() && outer.part.is_none());
    if bounds {
        collector.flush(&outer);
    }
    let linked = outer.linked || (name == "a" && tree.attribute(id, "href").is_some());
    let shape = match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Shape::Heading(name.as_bytes()[1] - b'0'),
        "li" | "dd" | "dt" => Shape::Item,
        "pre" | "listing" => Shape::Preformatted,
        "td" | "th" => Shape::Cell(tree.parent(id).unwrap_or_default()),
        "p" if outer.shape == Shape::Item => Shape::Item,
        _ if block
            && !matches!(outer.shape, Shape::Heading(_) | Shape::Item | Shape::Preformatted) =>
        {
            Shape::Paragraph
        }
        _ => outer.shape,
    };
    let quoted = name == "q";
    if quoted {
        collector.text.push('"');
    }
    frames.push(Frame {
        end: tree.end(id),
        holder: if bounds { id } else { outer.holder },
        shape,
        part: outer
            .part
            .or(kind)
            .filter(|_| !tree.attribute(id, "class").is_some_and(|it| NAMES.is_post(it))),
        linked,
        preformatted: outer.preformatted || matches!(name, "pre" | "listing"),
        bounds,
        quoted,
    });
}

/// Adds characters, white space as the page shows it.
fn push(text: &mut String, more: &str, preformatted: bool) {
    for character in more.chars() {
        match character {
            '\n' if preformatted => text.push('\u{1}'),
            _ if u8::try_from(character).is_ok_and(is_space) => {
                if !text.ends_with([' ', '\u{1}']) {
                    text.push(' ');
                }
            }
            '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
            _ if character.is_control() => {}
            _ => text.push(character),
        }
    }
}

/// Line breaks of the page (marked so far by a control character, which no page's text keeps)
/// become line breaks; two of them become a blank line.
fn tidy(text: &str, preformatted: bool) -> String {
    if !text.contains('\u{1}') {
        return text.trim().to_owned();
    }
    let mut tidied = String::with_capacity(text.len());
    let mut blank = 0;
    for line in text.split('\u{1}') {
        let line = if preformatted { line.trim_end() } else { line.trim() };
        if line.trim_matches(|it: char| it.is_whitespace()).is_empty() {
            blank += 1;
            continue;
        }
        if !tidied.is_empty() {
            tidied.push_str(if blank > 0 { "\n\n" } else { "\n" });
        }
        blank = 0;
        tidied.push_str(line);
    }
    tidied
}
