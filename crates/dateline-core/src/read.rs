//! The way of one report through the rooms.

use crate::language::LanguagePack;
use crate::language::recognise::recognise;
use crate::record::{self, PublishedBasis, Record};
use crate::tags::Tagger;
use crate::text::Document;
use crate::{
    Input, actor, attribution, background, count, debris, event, motive, phrase, place, time,
};

/// A record and the reason of each of its values.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What the report says.
    pub record: Record,
    /// Why: which words and which rule gave which slot of which event.
    pub reasons: Vec<Reason>,
}

/// Which words and which rule or data entry gave one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Id of the event: `e1`.
    pub event: String,
    /// The slot: `type`, `status`, `time`, `place`, `actor`, `count.killed`, `claim`, …
    pub slot: String,
    /// The value given, as text.
    pub value: String,
    /// The words that gave it.
    pub text: String,
    /// Where they stand, in code points.
    pub span: record::CodePoints,
    /// The rule or data entry: `en.event.ambush`.
    pub rule: crate::Rule,
}

/// The code for a language that was not recognised (ISO 639-2).
pub const UNDETERMINED: &str = "und";

/// Reads one report: text in, record out; with the built-in actors, by word lists alone.
///
/// ```
/// use dateline_core::{Input, read};
///
/// let reading = read(Input {
///     name: "note".into(),
///     language: Some("en".into()),
///     text: "Rebels shelled the town of Gao on Monday, killing two soldiers.".into(),
///     ..Input::default()
/// });
/// assert_eq!(reading.record.report.published, None);
/// ```
#[must_use]
pub fn read(input: Input) -> Reading {
    Reader::default().read(input)
}

/// What reports are read with.
///
/// ```
/// use dateline_core::{Input, Reader};
///
/// let text = "Rebels shelled the town of Gao on Monday.".into();
/// let reading = Reader::default().read(Input { text, ..Input::default() });
/// assert_eq!(reading.record.report.language, "en");
/// ```
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The eyes that see acts. With them reports in every language of [`crate::language`] have events;
    /// without them only those whose word lists are complete.
    pub tagger: Option<&'a dyn Tagger>,
    /// The actors known by name.
    pub actors: &'a actor::Base,
}

impl Default for Reader<'_> {
    /// Word lists and the built-in actors.
    fn default() -> Self {
        Self { tagger: None, actors: actor::Base::get() }
    }
}

impl Reader<'_> {
    /// Reads one report: text in, record out.
    #[must_use]
    pub fn read(&self, input: Input) -> Reading {
        let code = language_of(&input);
        let Some(pack) = code.and_then(LanguagePack::get) else { return unread(input, code) };
        let stripped = debris::strip(&input.text, input.title.as_deref(), &pack.debris);
        let (published, published_basis) = published(&input, pack);
        let anchor = anchor(published.as_deref());
        let document = Document::new(stripped.text, stripped.headline, pack);
        let (events, reasons, background) = if pack.language.complete || self.tagger.is_some() {
            self.events(&document, pack, &anchor)
        } else {
            Default::default()
        };
        let mut removed = input.removed;
        removed.extend(stripped.removed);
        let report = record::Report {
            name: input.name,
            source_path: input.source_path,
            url: input.url,
            title: input.title.or(stripped.title),
            byline: input.byline.or(stripped.byline),
            publisher: input.publisher.or(stripped.publisher),
            language: pack.code.to_owned(),
            published,
            published_basis,
            text: document.text,
            removed,
            background,
            notes: input.notes,
        };
        Reading { record: Record { schema: record::SCHEMA.to_owned(), report, events }, reasons }
    }

    /// What is known of actors on the day of a report.
    pub(crate) fn known(&self, anchor: &time::Anchor) -> actor::Known<'_> {
        actor::Known { base: self.actors, day: anchor.published }
    }

    /// What a document tells of, why, and the sentences that tell of nothing.
    fn events(
        &self,
        document: &Document,
        pack: &LanguagePack,
        anchor: &time::Anchor,
    ) -> (Vec<record::Event>, Vec<Reason>, Vec<record::Background>) {
        let tags = self.tagger.map(|tagger| tagger.tags(document));
        // Where a tagger sees no act, nobody asks what the words mean.
        let idle = tags.as_ref().is_some_and(|tags| tags.acts.is_empty() && tags.asked.is_empty());
        let rooms = if idle {
            Rooms::default()
        } else {
            Rooms::new(document, pack, anchor, self.known(anchor))
        };
        let mentions = rooms.mentions(document, pack);
        let (mut events, mut reasons) = match &tags {
            Some(tags) => event::compose(&mentions, tags),
            None => event::find(&mentions),
        };
        motive::attach(&mentions, &mut events, &mut reasons);
        let asked = tags.as_ref().map(|tags| &*tags.asked);
        event::muc4::annotate(&mentions, asked, &mut events, &mut reasons, anchor.published);
        let background = background::find(&mentions, &events);
        (events, reasons, background)
    }
}

/// What the rooms found in a document.
#[derive(Default)]
struct Rooms {
    phrases: Vec<phrase::Phrase>,
    times: Vec<time::TimeMention>,
    places: Vec<place::PlaceMention>,
    actors: Vec<actor::ActorMention>,
    counts: Vec<count::CountMention>,
    attributions: Vec<attribution::Attribution>,
}

impl Rooms {
    fn new(
        document: &Document,
        pack: &LanguagePack,
        anchor: &time::Anchor,
        known: actor::Known<'_>,
    ) -> Self {
        let places = place::find(document, &pack.place);
        let actors = actor::find(document, &pack.actor, known, &places);
        let anchor = &time::Anchor { between: actor::days(&actors), ..*anchor };
        Self {
            phrases: phrase::find(document, pack),
            times: time::find(document, &pack.time, anchor),
            counts: count::find(document, &pack.count),
            attributions: attribution::find(document, &pack.attribution, &actors),
            places,
            actors,
        }
    }

    fn mentions<'a>(
        &'a self,
        document: &'a Document,
        pack: &'a LanguagePack,
    ) -> event::Mentions<'a> {
        event::Mentions {
            document,
            pack,
            phrases: &self.phrases,
            times: &self.times,
            places: &self.places,
            actors: &self.actors,
            counts: &self.counts,
            attributions: &self.attributions,
        }
    }
}

/// The day that relative times are counted from.
pub(crate) fn anchor(published: Option<&str>) -> time::Anchor {
    time::Anchor { published: published.and_then(|day| day.parse().ok()), between: None }
}

/// The language that the input names, or the one that its text is recognised to be in.
pub(crate) fn language_of(input: &Input) -> Option<&'static str> {
    match &input.language {
        Some(code) => LanguagePack::get(code).map(|pack| pack.code),
        None => recognise(&input.text),
    }
}

/// The day of publication: as given, as the page's metadata say, or as the text itself states.
pub(crate) fn published(input: &Input, pack: &LanguagePack) -> (Option<String>, PublishedBasis) {
    if let Some(day) = &input.published {
        let basis = match input.published_basis {
            PublishedBasis::Unknown => PublishedBasis::Given,
            basis => basis,
        };
        return (Some(day.clone()), basis);
    }
    match time::published(&input.text, &pack.time) {
        Some((day, basis, _)) => (Some(day.to_string()), basis),
        None => (None, PublishedBasis::Unknown),
    }
}

/// The note of a report in a language that is not known.
pub(crate) const UNRECOGNISED: &str = "the language was not recognised: nothing was read out";

/// A report in a language that is not known: kept whole, with nothing read out of it.
fn unread(input: Input, code: Option<&'static str>) -> Reading {
    let mut notes = input.notes;
    notes.push(UNRECOGNISED.to_owned());
    let published_basis = match (&input.published, input.published_basis) {
        (Some(_), PublishedBasis::Unknown) => PublishedBasis::Given,
        (_, basis) => basis,
    };
    let report = record::Report {
        name: input.name,
        source_path: input.source_path,
        url: input.url,
        title: input.title,
        byline: input.byline,
        publisher: input.publisher,
        language: code.unwrap_or(UNDETERMINED).to_owned(),
        published: input.published,
        published_basis,
        text: input.text,
        removed: input.removed,
        background: Vec::new(),
        notes,
    };
    Reading {
        record: Record { schema: record::SCHEMA.to_owned(), report, events: Vec::new() },
        reasons: Vec::new(),
    }
}
