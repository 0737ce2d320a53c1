//! From paths to reports.
//!
//! Reading has two halves. [`open`] walks the paths one after the other and gives a [`Source`] for
//! each report without doing much work; [`Source::load`] reads, unpacks, decodes and takes a page
//! apart, and may be called from many threads. Whoever holds a bounded number of sources at a time
//! needs bounded memory, however large the input.
//!
//! What is read:
//!
//! | bytes | told by | gives |
//! |---|---|---|
//! | plain text | extension, else whatever is nothing else | one report |
//! | HTML | extension or first bytes | one report |
//! | JSON Lines | extension or first bytes | a report a line |
//! | JSON | extension or first bytes | a report for each object |
//! | gzip, zstd (members joined) | first bytes | what is inside, by the same rules |
//!
//! Limits, so that no input can take all memory: a single report may have [`MAX_REPORT`] bytes, as
//! stored and unpacked; of a page the first [`page::MAX_MARKUP`] bytes and of a text the first
//! [`MAX_TEXT`] bytes are read and a note says so; an archive of JSON Lines may be of any size, but is given up
//! where it unpacks to more than 256 MB and more than a hundred times its own size.

mod decode;
mod json;
mod name;
mod sniff;
mod stream;
mod walk;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use dateline_core::Input;
use dateline_core::record::PublishedBasis;

use self::json::{Fields, Layout, Pieces};
use self::name::Names;
use self::sniff::Format;
use self::stream::Stream;
use self::walk::Walk;
use crate::error::{Error, Kind};
use crate::{page, published};

/// Bytes that a file with one report may have, packed or not: 64 MB. A larger one is refused.
pub const MAX_REPORT: u64 = 64 << 20;

/// Bytes of a report's text that are read: 2 MB, some 300 000 words.
pub const MAX_TEXT: usize = 2 << 20;

/// Lines at the top of a text among which its headline is looked for.
const TOP: usize = 5;

/// How standard input is named in reports and messages.
const STDIN: &str = "stdin";

/// One report that has not been read yet.
#[derive(Debug)]
pub struct Source {
    name: String,
    notes: Vec<String>,
    place: Place,
}

#[derive(Debug)]
enum Place {
    /// A file with one report.
    File(PathBuf),
    /// Standard input, read to its end.
    Bytes { bytes: Vec<u8>, format: Format },
    /// One object of a JSON file.
    Entry { path: String, subject: String, bytes: Vec<u8> },
}

/// Opens paths: files, folders (with all below them, sorted by name), and `-` for standard input.
#[must_use]
pub fn open(paths: Vec<PathBuf>) -> Intake {
    Intake { walk: Walk::new(paths), names: Names::default(), entries: None }
}

/// The reports under some paths, in order; see [`open`].
pub struct Intake {
    walk: Walk,
    names: Names,
    entries: Option<Entries>,
}

/// The JSON file that is being read.
struct Entries {
    pieces: Pieces,
    layout: Layout,
    path: String,
    stem: String,
    notes: Vec<String>,
    found: bool,
}

impl Iterator for Intake {
    type Item = Result<Source, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entries) = &mut self.entries {
                if let Some(result) = entries.next(&mut self.names) {
                    return Some(result);
                }
                self.entries = None;
            }
            let result = match self.walk.next()? {
                Err(error) => Err(error),
                Ok(path) if path.as_os_str() == "-" => self.stdin(),
                Ok(path) => self.file(path),
            };
            match result {
                Err(error) => return Some(Err(error)),
                Ok(Some(source)) => return Some(Ok(source)),
                Ok(None) => {}
            }
        }
    }
}

impl Intake {
    /// A file's one report, or none where its entries come next.
    fn file(&mut self, path: PathBuf) -> Result<Option<Source>, Error> {
        let shown = path.display().to_string();
        let file = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let (_, extension) = sniff::split_name(&file);
        let format = sniff::by_extension(extension);
        let (format, stream) = match format {
            // one report, which a worker will open
            Some(format @ (Format::Text | Format::Html)) => (format, None),
            _ => {
                let fail = |kind| Error::new(shown.clone(), kind);
                let stream = open_file(&path).and_then(Stream::open).map_err(fail)?;
                (format.unwrap_or_else(|| sniff::by_content(&stream.head)), Some(stream))
            }
        };
        let (name, note) = self.names.of_file(&path);
        let notes: Vec<String> = note.into_iter().collect();
        match (layout(format), stream) {
            (Some(layout), Some(stream)) => {
                self.entries = Some(Entries::new(stream, layout, shown, name, notes)?);
                Ok(None)
            }
            _ => Ok(Some(Source { name, notes, place: Place::File(path) })),
        }
    }

    fn stdin(&mut self) -> Result<Option<Source>, Error> {
        let fail = |kind| Error::new(STDIN, kind);
        let stream = Stream::open(Box::new(io::stdin())).map_err(fail)?;
        let format = sniff::by_content(&stream.head);
        let (name, note) = self.names.of_file(Path::new(STDIN));
        let notes: Vec<String> = note.into_iter().collect();
        if let Some(layout) = layout(format) {
            self.entries = Some(Entries::new(stream, layout, STDIN.to_owned(), name, notes)?);
            return Ok(None);
        }
        let bytes = stream.all(MAX_REPORT).map_err(fail)?;
        Ok(Some(Source { name, notes, place: Place::Bytes { bytes, format } }))
    }
}

fn layout(format: Format) -> Option<Layout> {
    match format {
        Format::JsonLines => Some(Layout::Lines),
        Format::Json => Some(Layout::Values),
        Format::Text | Format::Html => None,
    }
}

fn open_file(path: &Path) -> Result<Box<dyn Read>, Kind> {
    Ok(Box::new(File::open(path).map_err(Kind::Io)?))
}

impl Entries {
    fn new(
        stream: Stream,
        layout: Layout,
        path: String,
        stem: String,
        notes: Vec<String>,
    ) -> Result<Self, Error> {
        if let Some(kind) = refused(&stream.head) {
            return Err(Error::new(path, kind));
        }
        Ok(Self { pieces: Pieces::new(stream, layout), layout, path, stem, notes, found: false })
    }

    fn next(&mut self, names: &mut Names) -> Option<Result<Source, Error>> {
        let Some((number, piece)) = self.pieces.next() else {
            let empty = !std::mem::replace(&mut self.found, true);
            return empty.then(|| Err(Error::new(self.path.clone(), Kind::Blank)));
        };
        self.found = true;
        let word = if self.layout == Layout::Lines { "line" } else { "item" };
        let subject = format!("{}, {word} {number}", self.path);
        let bytes = match piece {
            Ok(piece) => piece.bytes,
            Err(kind @ Kind::TooLarge { what: "one entry", .. }) => {
                return Some(Err(Error::new(subject, kind)));
            }
            Err(kind) => return Some(Err(Error::new(self.path.clone(), kind))),
        };
        let mut notes = self.notes.clone();
        let name = match id(&bytes) {
            Some(id) => {
                notes.extend(names.of_entry(&id));
                id
            }
            None => {
                let name = format!("{}-{number}", self.stem);
                notes.extend(names.of_entry(&name));
                name
            }
        };
        let place = Place::Entry { path: self.path.clone(), subject, bytes };
        Some(Ok(Source { name, notes, place }))
    }
}

/// The id that an object gives, read without the rest.
fn id(bytes: &[u8]) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct OnlyId {
        id: json::Id,
    }
    let OnlyId { id } = serde_json::from_slice(bytes).ok()?;
    Some(id.into_text()).filter(|id| !id.trim().is_empty())
}

/// Why bytes that begin like this are not read at all.
fn refused(head: &[u8]) -> Option<Kind> {
    if head.is_empty() {
        return Some(Kind::Empty);
    }
    sniff::binary(head).map(Kind::Binary)
}

impl Source {
    /// The report's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the report stands, as messages name it.
    #[must_use]
    pub fn subject(&self) -> String {
        match &self.place {
            Place::File(path) => path.display().to_string(),
            Place::Bytes { .. } => STDIN.to_owned(),
            Place::Entry { subject, .. } => subject.clone(),
        }
    }

    /// Bytes that the source holds in memory.
    #[must_use]
    pub fn held(&self) -> usize {
        match &self.place {
            Place::File(_) => 0,
            Place::Bytes { bytes, .. } | Place::Entry { bytes, .. } => bytes.len(),
        }
    }

    /// Reads the report.
    ///
    /// # Errors
    ///
    /// Where it cannot be opened, unpacked or decoded, is no text, holds nothing, or is too large.
    pub fn load(self) -> Result<Input, Error> {
        let Self { name, notes, place } = self;
        let mut input = match place {
            Place::File(path) => {
                let shown = path.display().to_string();
                file(&path, &shown).map_err(|kind| Error::new(shown, kind))?
            }
            Place::Bytes { bytes, format } => {
                document(bytes, format, None).map_err(|kind| Error::new(STDIN, kind))?
            }
            Place::Entry { path, subject, bytes } => {
                let mut input = entry(bytes).map_err(|kind| Error::new(subject, kind))?;
                input.source_path = Some(path);
                input
            }
        };
        input.name = name;
        input.notes.splice(0..0, notes);
        Ok(input)
    }
}

fn file(path: &Path, shown: &str) -> Result<Input, Kind> {
    let opened = File::open(path).map_err(Kind::Io)?;
    let size = opened.metadata().map_err(Kind::Io)?.len();
    if size > MAX_REPORT {
        let what = "too large for one report";
        return Err(Kind::TooLarge { what, limit_mb: MAX_REPORT >> 20 });
    }
    let stream = Stream::open(Box::new(opened))?;
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let (_, extension) = sniff::split_name(&name);
    let format = match sniff::by_extension(extension) {
        Some(Format::Html) => Format::Html,
        // a page that was saved as text
        _ if sniff::is_html(&stream.head) => Format::Html,
        _ => Format::Text,
    };
    let bytes = stream.all(MAX_REPORT)?;
    let input = document(bytes, format, extension)?;
    Ok(Input { source_path: Some(shown.to_owned()), ..input })
}

/// Bytes that hold one report.
fn document(bytes: Vec<u8>, format: Format, extension: Option<&str>) -> Result<Input, Kind> {
    if let Some(kind) = refused(&bytes[..bytes.len().min(8 * 1024)]) {
        return Err(kind);
    }
    if format != Format::Html
        && let Some(what) = sniff::other_text(extension, &bytes)
    {
        return Err(Kind::Entry(format!("{what}, not a report")));
    }
    let decoded = decode::decode(bytes, format == Format::Html)
        .ok_or_else(|| Kind::Binary("binary data".to_owned()))?;
    let mut input = match format {
        Format::Html => page(&decoded.text, None)?,
        _ => Input { text: body(decoded.text)?, ..Input::default() },
    };
    input.notes.splice(0..0, decoded.notes);
    shorten(&mut input);
    Ok(input)
}

/// A text with something in it.
fn body(text: String) -> Result<String, Kind> {
    if text.trim().is_empty() { Err(Kind::Blank) } else { Ok(decode::unify_lines(text)) }
}

/// Takes a page apart.
fn page(html: &str, url: Option<&str>) -> Result<Input, Kind> {
    if html.trim().is_empty() {
        return Err(Kind::Blank);
    }
    let page = page::read(html, url);
    if page.text.trim().is_empty() {
        return Err(Kind::Entry("a page without text".to_owned()));
    }
    let published = page.published.as_deref().and_then(published::date);
    Ok(Input {
        title: page.title.clone(),
        byline: page.byline,
        publisher: page.publisher,
        language: page.language,
        url: page.url.or_else(|| url.map(str::to_owned)),
        published_basis: basis(published.as_ref(), PublishedBasis::Metadata),
        published,
        text: with_title(page.title.as_deref(), page.text),
        removed: page.removed,
        notes: page.notes,
        ..Input::default()
    })
}

/// A text that begins with its headline: what a headline says is part of what a report says.
fn with_title(title: Option<&str>, text: String) -> String {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(title) = title.map(words).filter(|title| !title.is_empty()) else { return text };
    let mut top = text.lines().filter(|line| !line.trim().is_empty()).take(TOP);
    if top.any(|line| words(line) == title) { text } else { format!("{title}\n\n{text}") }
}

fn basis(published: Option<&String>, basis: PublishedBasis) -> PublishedBasis {
    if published.is_some() { basis } else { PublishedBasis::Unknown }
}

/// Cuts a text that is too long to be one report.
fn shorten(input: &mut Input) {
    let bytes = input.text.len();
    if decode::cut(&mut input.text, MAX_TEXT) {
        let limit = MAX_TEXT >> 20;
        input
            .notes
            .push(format!("the text has {bytes} bytes, of which the first {limit} MB are read"));
    }
}

/// One object of a JSON file. What it says itself goes before what its page says.
fn entry(bytes: Vec<u8>) -> Result<Input, Kind> {
    let decoded =
        decode::decode(bytes, false).ok_or_else(|| Kind::Binary("binary data".to_owned()))?;
    let fields: Fields = serde_json::from_str(decoded.text.trim_start_matches('\u{feff}'))
        .map_err(|error| Kind::Entry(reason(&error)))?;
    let mut input = match (fields.text, fields.html) {
        (Some(text), _) if !text.trim().is_empty() => {
            Input { text: with_title(fields.title.as_deref(), body(text)?), ..Input::default() }
        }
        (_, Some(html)) => page(&html, fields.url.as_deref())?,
        (Some(_), None) => return Err(Kind::Blank),
        (None, None) => return Err(Kind::Entry("neither text nor html".to_owned())),
    };
    input.title = fields.title.or(input.title);
    input.url = fields.url.or(input.url);
    input.publisher = fields.publisher.or(input.publisher);
    input.byline = fields.author.map(json::Names::into_text).or(input.byline);
    input.language = fields.language.or(input.language);
    if let Some(said) = fields.published {
        match published::date(&said) {
            Some(date) => {
                input.published = Some(date);
                input.published_basis = PublishedBasis::Given;
            }
            None => input.notes.push(format!("the publication date “{said}” is no date")),
        }
    }
    input.notes.splice(0..0, decoded.notes);
    shorten(&mut input);
    Ok(input)
}

/// A JSON error without its line, which the subject names, but with its column.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let bare = message.split(" at line ").next().unwrap_or(&message);
    let what = if error.is_data() { "not a report" } else { "not JSON" };
    format!("{what}: {bare} at column {}", error.column())
}
