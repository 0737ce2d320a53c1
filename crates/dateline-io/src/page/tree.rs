//! The elements of a page, in the order of its markup.
//!
//! Nodes stand in one list, each before what it holds, so that an element and everything in it
//! is one range of the list: the page is read by loops over ranges and never by recursion. What
//! broken markup leaves open is closed by the rules that matter to text (paragraphs, list items,
//! table cells, headings, links); the standard's rules for formatting elements are left out.

use std::borrow::Cow;

use super::tokens::{Attribute, ESCAPABLE, RAW, Token, Tokens};

/// Open elements at one time; deeper ones are kept, but hold nothing. Browsers draw the line there too.
pub(super) const MAX_DEPTH: usize = 512;

/// Nodes of one page; what comes after them is not read.
pub(super) const MAX_NODES: usize = 1_000_000;

/// The number of a node.
pub(super) type Id = usize;

/// What a node is.
#[derive(Debug)]
pub(super) enum Data<'a> {
    /// An element with its attributes.
    Element(Cow<'a, str>, Box<[Attribute<'a>]>),
    /// Characters.
    Text(Cow<'a, str>),
}

/// An element or a run of text.
#[derive(Debug)]
pub(super) struct Node<'a> {
    /// What it is.
    pub data: Data<'a>,
    /// The element that holds it; the root holds itself.
    pub parent: u32,
    /// The first node after it that is not in it.
    pub end: u32,
}

/// A page.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    /// The root first, each node before what it holds.
    pub nodes: Vec<Node<'a>>,
    /// Whether the page held more than [`MAX_NODES`].
    pub cut: bool,
}

impl<'a> Tree<'a> {
    /// Reads a page.
    pub fn parse(html: &'a str) -> Self {
        let mut builder = Builder::default();
        let mut tokens = Tokens::new(html);
        while let Some(token) = tokens.next() {
            if builder.nodes.len() >= MAX_NODES {
                builder.cut = true;
                break;
            }
            match token {
                Token::Start { name, attributes, closes_itself } => {
                    builder.start(name, attributes, closes_itself);
                }
                Token::End { name } => builder.end(&name),
                Token::Text(text) => builder.text(text),
            }
            tokens.foreign = builder.foreign > 0;
        }
        builder.finish()
    }

    /// The name of an element; empty for text.
    pub fn name(&self, id: Id) -> &str {
        match &self.nodes[id].data {
            Data::Element(name, _) => name,
            Data::Text(_) => "",
        }
    }

    /// The value of an attribute.
    pub fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        match &self.nodes[id].data {
            Data::Element(_, attributes) => {
                attributes.iter().find(|it| it.name == name).map(|it| &*it.value)
            }
            Data::Text(_) => None,
        }
    }

    /// The element that holds a node; `None` for the root.
    pub fn parent(&self, id: Id) -> Option<Id> {
        (id != 0).then(|| self.nodes[id].parent as Id)
    }

    /// The first node after `id` that is not in it.
    pub fn end(&self, id: Id) -> Id {
        self.nodes[id].end as Id
    }

    /// Whether `inner` stands in `outer`, or is it.
    pub fn holds(&self, outer: Id, inner: Id) -> bool {
        (outer..self.end(outer)).contains(&inner)
    }

    /// All characters in an element, scripts and all.
    pub fn raw_text(&self, id: Id) -> String {
        let mut text = String::new();
        for node in &self.nodes[id..self.end(id)] {
            if let Data::Text(characters) = &node.data {
                text.push_str(characters);
            }
        }
        text
    }
}

/// Elements that have no content.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that belong in the head.
fn is_of_head(name: &str) -> bool {
    matches!(
        name,
        "base"
            | "link"
            | "meta"
            | "noscript"
            | "script"
            | "style"
            | "template"
            | "title"
            | "basefont"
            | "bgsound"
    )
}

/// Elements that stand as blocks of their own and close an open paragraph.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "li"
            | "listing"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "caption"
            | "amp-sidebar"
            | "frameset"
            | "noscript"
            | "template"
    )
}

/// Elements that an end tag inside them does not reach past.
fn is_wall(name: &str) -> bool {
    matches!(
        name,
        "td" | "th"
            | "caption"
            | "table"
            | "template"
            | "button"
            | "svg"
            | "math"
            | "body"
            | "html"
    )
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// An element whose end tag has not come.
#[derive(Clone, Copy, Debug)]
struct Open {
    id: Id,
    /// Its end tag came while something in it was open.
    ended: bool,
}

#[derive(Debug, Default)]
struct Builder<'a> {
    nodes: Vec<Node<'a>>,
    open: Vec<Open>,
    /// Elements past [`MAX_DEPTH`] whose end tags are still to come.
    too_deep: usize,
    /// Open drawings and formulas.
    foreign: usize,
    /// Open paragraphs.
    paragraphs: usize,
    body: Option<Id>,
    cut: bool,
}

impl<'a> Builder<'a> {
    fn push(&mut self, data: Data<'a>) -> Id {
        let id = self.nodes.len();
        let parent = self.open.last().map_or(0, |open| open.id);
        #[expect(clippy::cast_possible_truncation, reason = "at most MAX_NODES")]
        self.nodes.push(Node { data, parent: parent as u32, end: id as u32 + 1 });
        id
    }

    /// The root, if it is not there yet.
    fn ensure_root(&mut self) {
        if self.nodes.is_empty() {
            let id = self.push(Data::Element(Cow::Borrowed("html"), Box::default()));
            self.open.push(Open { id, ended: false });
        }
    }

    fn name(&self, id: Id) -> &str {
        match &self.nodes[id].data {
            Data::Element(name, _) => name,
            Data::Text(_) => "",
        }
    }

    fn top(&self) -> &str {
        self.open.last().map_or("", |open| self.name(open.id))
    }

    fn pop_one(&mut self) {
        let Some(open) = self.open.pop() else { return };
        #[expect(clippy::cast_possible_truncation, reason = "at most MAX_NODES")]
        let end = self.nodes.len() as u32;
        self.nodes[open.id].end = end;
        match self.name(open.id) {
            "p" => self.paragraphs -= 1,
            "svg" | "math" => self.foreign -= 1,
            _ => {}
        }
    }

    /// Closes everything above and with the open element at `index`.
    fn close_to(&mut self, index: usize) {
        while self.open.len() > index {
            self.pop_one();
        }
        while self.open.len() > 1 && self.open.last().is_some_and(|open| open.ended) {
            self.pop_one();
        }
        self.too_deep = 0;
    }

    /// The nearest open element that `wanted` accepts, unless one that `stop` accepts is nearer.
    fn nearest(&self, wanted: impl Fn(&str) -> bool, stop: impl Fn(&str) -> bool) -> Option<usize> {
        for (index, open) in self.open.iter().enumerate().skip(1).rev() {
            let name = self.name(open.id);
            if !open.ended && wanted(name) {
                return Some(index);
            }
            if stop(name) {
                return None;
            }
        }
        None
    }

    fn close_nearest(&mut self, wanted: impl Fn(&str) -> bool, stop: impl Fn(&str) -> bool) {
        if let Some(index) = self.nearest(wanted, stop) {
            self.close_to(index);
        }
    }

    /// Adds attributes to an element that was there already.
    fn merge(&mut self, id: Id, more: Vec<Attribute<'a>>) {
        if let Data::Element(_, attributes) = &mut self.nodes[id].data {
            let mut all = std::mem::take(attributes).into_vec();
            for attribute in more {
                if all.len() < super::tokens::MAX_ATTRIBUTES
                    && all.iter().all(|it| it.name != attribute.name)
                {
                    all.push(attribute);
                }
            }
            *attributes = all.into();
        }
    }

    /// Closes what the start of `name` ends by itself.
    fn close_before(&mut self, name: &str) {
        if is_block(name) && self.paragraphs > 0 {
            self.close_nearest(|it| it == "p", is_wall);
        }
        let list_wall = |it: &str| {
            is_wall(it) || matches!(it, "ul" | "ol" | "menu" | "dir" | "section" | "article")
        };
        match name {
            "li" => self.close_nearest(|it| it == "li", list_wall),
            "dd" | "dt" => {
                self.close_nearest(|it| matches!(it, "dd" | "dt"), |it| is_wall(it) || it == "dl")
            }
            "option" | "optgroup" => {
                self.close_nearest(|it| it == "option", |it| it == "select" || is_wall(it))
            }
            "a" => self.close_nearest(|it| it == "a", |it| is_wall(it) || is_block(it)),
            "td" | "th" => self.close_nearest(|it| matches!(it, "td" | "th"), |it| it == "table"),
            "tr" => self.close_nearest(|it| it == "tr", |it| it == "table"),
            "tbody" | "thead" | "tfoot" => {
                self.close_nearest(
                    |it| matches!(it, "tbody" | "thead" | "tfoot" | "caption"),
                    |it| it == "table",
                );
            }
            _ if is_heading(name) && is_heading(self.top()) => self.close_to(self.open.len() - 1),
            _ => {}
        }
    }

    fn start(&mut self, name: Cow<'a, str>, attributes: Vec<Attribute<'a>>, closes_itself: bool) {
        if &*name == "html" && self.nodes.is_empty() {
            let id = self.push(Data::Element(name, attributes.into()));
            self.open.push(Open { id, ended: false });
            return;
        }
        self.ensure_root();
        match &*name {
            "html" => return self.merge(0, attributes),
            "body" => {
                if let Some(body) = self.body {
                    return self.merge(body, attributes);
                }
                self.close_to(1);
            }
            "head" if self.nodes.len() > 1 => return,
            _ if !is_of_head(&name) && self.top() == "head" => self.close_to(1),
            _ => {}
        }
        self.close_before(&name);
        let id = self.push(Data::Element(name, attributes.into()));
        let name = self.name(id);
        if is_void(name) || (closes_itself && self.foreign > 0) {
            return;
        }
        // Where too deep an element were left out, what it hides would be read as text.
        let hides = RAW.contains(&name) || ESCAPABLE.contains(&name);
        if self.open.len() >= MAX_DEPTH && !hides {
            self.too_deep += 1;
            return;
        }
        match name {
            "body" => self.body = Some(id),
            "p" => self.paragraphs += 1,
            "svg" | "math" => self.foreign += 1,
            _ => {}
        }
        self.open.push(Open { id, ended: false });
    }

    fn end(&mut self, name: &str) {
        if self.top() == name && (RAW.contains(&name) || ESCAPABLE.contains(&name)) {
            return self.pop_one();
        }
        if self.too_deep > 0 && !matches!(name, "html" | "body") {
            self.too_deep -= 1;
            return;
        }
        match name {
            // What comes after them still belongs to the body.
            "html" | "body" => {}
            "br" => {
                self.ensure_root();
                self.push(Data::Element(Cow::Borrowed("br"), Box::default()));
            }
            "svg" | "math" => self.close_nearest(|it| it == name, |_| false),
            "table" | "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" | "button"
            | "template" => {
                self.close_nearest(
                    |it| it == name,
                    |it| it == "template" || (it == "table" && name != "table"),
                );
            }
            "form" => {
                if let Some(index) = self.nearest(|it| it == name, is_wall) {
                    if index + 1 == self.open.len() {
                        self.close_to(index);
                    } else {
                        self.open[index].ended = true;
                    }
                }
            }
            "a" => self.close_nearest(
                |it| it == "a",
                |it| is_wall(it) || matches!(it, "li" | "article" | "section"),
            ),
            "li" => {
                self.close_nearest(|it| it == "li", |it| is_wall(it) || matches!(it, "ul" | "ol"))
            }
            _ if is_heading(name) => self.close_nearest(is_heading, is_wall),
            _ if is_block(name) => self.close_nearest(|it| it == name, is_wall),
            _ => self.end_inline(name),
        }
    }

    /// An inline element ends; where a block stands open in it, it ends with that block.
    fn end_inline(&mut self, name: &str) {
        if let Some(index) = self.nearest(|it| it == name, |it| is_wall(it) || it == "li") {
            if self.open[index + 1..].iter().any(|open| is_block(self.name(open.id))) {
                self.open[index].ended = true;
            } else {
                self.close_to(index);
            }
        }
    }

    fn text(&mut self, text: Cow<'a, str>) {
        if self.open.len() <= 1 || self.top() == "head" {
            if text.bytes().all(super::tokens::is_space) {
                return;
            }
            self.ensure_root();
            if self.top() == "head" {
                self.close_to(1);
            }
        }
        self.push(Data::Text(text));
    }

    fn finish(mut self) -> Tree<'a> {
        self.ensure_root();
        while !self.open.is_empty() {
            self.pop_one();
        }
        Tree { nodes: self.nodes, cut: self.cut }
    }
}

#[cfg(test)]
mod tests;
