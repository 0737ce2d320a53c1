//! Each room by itself, on a report and on a long text.
//!
//! `cargo bench -p dateline-core --bench rooms`. A room's bytes a second must be about the same
//! for both: else its time grows faster than the text.

mod texts;

use dateline_core::actor::ActorMention;
use dateline_core::attribution::Attribution;
use dateline_core::count::CountMention;
use dateline_core::language::LanguagePack;
use dateline_core::language::recognise::recognise;
use dateline_core::phrase::Phrase;
use dateline_core::place::PlaceMention;
use dateline_core::text::{Document, Span};
use dateline_core::time::{Anchor, TimeMention};
use dateline_core::{actor, attribution, count, debris, event, phrase, place, time};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

/// Bytes of a report, and of a text of 256 reports.
const SIZES: [usize; 2] = [texts::REPORT, 256 * texts::REPORT];

fn main() {
    divan::main();
}

/// A text with what each room finds in it.
struct Desk {
    text: String,
    pack: &'static LanguagePack,
    anchor: Anchor,
    headline: Option<Span>,
    document: Document,
    phrases: Vec<Phrase>,
    times: Vec<TimeMention>,
    places: Vec<PlaceMention>,
    actors: Vec<ActorMention>,
    counts: Vec<CountMention>,
    attributions: Vec<Attribution>,
}

impl Desk {
    fn new(bytes: usize) -> Self {
        let text = texts::text("en", bytes);
        let pack = LanguagePack::get("en").expect("English is built in");
        let anchor = Anchor { published: "2024-05-05".parse().ok(), ..Anchor::default() };
        let stripped = debris::strip(&text, None, &pack.debris);
        let headline = stripped.headline;
        let document = Document::new(stripped.text, headline, pack);
        let phrases = phrase::find(&document, pack);
        let times = time::find(&document, &pack.time, &anchor);
        let places = place::find(&document, &pack.place);
        let actors = actor::find(&document, &pack.actor, actor::Known::default(), &places);
        let counts = count::find(&document, &pack.count);
        let attributions = attribution::find(&document, &pack.attribution, &actors);
        Self {
            text,
            pack,
            anchor,
            headline,
            document,
            phrases,
            times,
            places,
            actors,
            counts,
            attributions,
        }
    }

    fn mentions(&self) -> event::Mentions<'_> {
        event::Mentions {
            document: &self.document,
            pack: self.pack,
            phrases: &self.phrases,
            times: &self.times,
            places: &self.places,
            actors: &self.actors,
            counts: &self.counts,
            attributions: &self.attributions,
        }
    }
}

fn measure<T>(bencher: Bencher<'_, '_>, bytes: usize, room: impl Fn(&Desk) -> T + Sync) {
    let desk = Desk::new(bytes);
    bencher.counter(BytesCount::new(desk.text.len())).bench(|| room(black_box(&desk)));
}

macro_rules! rooms {
    ($($(#[$doc:meta])* $name:ident: $room:expr;)*) => {
        $($(#[$doc])*
        #[divan::bench(args = SIZES, max_time = 1)]
        fn $name(bencher: Bencher<'_, '_>, bytes: usize) {
            measure(bencher, bytes, $room);
        })*
    };
}

rooms! {
    /// Which language it is.
    a_recognise: |desk| recognise(&desk.text);
    /// What pages add to a report.
    b_debris: |desk| debris::strip(&desk.text, None, &desk.pack.debris);
    /// Tokens, classes, sentences.
    c_tokenise: |desk| Document::new(desk.document.text.clone(), desk.headline, desk.pack);
    /// Noun phrases.
    d_phrase: |desk| phrase::find(&desk.document, desk.pack);
    /// Time expressions.
    e_time: |desk| time::find(&desk.document, &desk.pack.time, &desk.anchor);
    /// Places.
    f_place: |desk| place::find(&desk.document, &desk.pack.place);
    /// Actors.
    g_actor: |desk| actor::find(&desk.document, &desk.pack.actor, actor::Known::default(), &desk.places);
    /// Counts.
    h_count: |desk| count::find(&desk.document, &desk.pack.count);
    /// Attributions.
    i_attribution: |desk| attribution::find(&desk.document, &desk.pack.attribution, &desk.actors);
    /// Events with their claims.
    j_event: |desk| event::find(&desk.mentions());
}
