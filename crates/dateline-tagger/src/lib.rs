//! Dateline's trained tagger: which words of a report name acts, who and what takes part in them, and
//! who says so, in eight languages, in pure Rust on a processor's one core.
//!
//! The model is a small multilingual encoder with heads for mentions, acts and links
//! (`docs/model-card.md`); `training/` makes it from the corpus. It gives tags; the core reads them.
//!
//! ```no_run
//! use dateline_core::{Input, Reader};
//!
//! let tagger = dateline_tagger::Tagger::shipped();
//! let reader = Reader { tagger: Some(tagger), ..Reader::default() };
//! let text = "Хмельницький: двоє загиблих унаслідок удару.".into();
//! let reading = reader.read(Input { name: "note".into(), text, ..Input::default() });
//! assert_eq!(reading.record.report.language, "uk");
//! ```

mod decode;
mod labels;
mod pieces;
mod screen;
mod window;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use dateline_core::tags::{self, Tags};
use dateline_core::text::Document;
use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value};
use rten_tensor::{NdTensor, Tensor};

pub use labels::{Labels, Thresholds};
pub use pieces::{Piece, Vocabulary};
use screen::Screen;

/// The files of a model, as `training/export.py` writes them.
#[derive(Clone, Debug)]
pub struct Files {
    /// `encoder.onnx`: pieces to hidden states and tags.
    pub encoder: Cow<'static, [u8]>,
    /// `heads.onnx`: acts, links and kinds.
    pub heads: Cow<'static, [u8]>,
    /// `vocabulary.tsv`: a line a piece: piece, tab, score.
    pub vocabulary: Cow<'static, str>,
    /// `labels.json`: what the numbers stand for.
    pub labels: Cow<'static, str>,
    /// `screen.table`: a row of 8-bit numbers a piece.
    pub screen_table: Cow<'static, [u8]>,
    /// `screen.json`: the sums over them.
    pub screen: Cow<'static, str>,
}

/// The model that the project ships.
pub const SHIPPED: Files = Files {
    encoder: Cow::Borrowed(include_bytes!("../../../data/model/encoder.onnx")),
    heads: Cow::Borrowed(include_bytes!("../../../data/model/heads.onnx")),
    vocabulary: Cow::Borrowed(include_str!("../../../data/model/vocabulary.tsv")),
    labels: Cow::Borrowed(include_str!("../../../data/model/labels.json")),
    screen_table: Cow::Borrowed(include_bytes!("../../../data/model/screen.table")),
    screen: Cow::Borrowed(include_str!("../../../data/model/screen.json")),
};

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// A network that the runtime cannot load or that has not the inputs and outputs expected.
    #[error("the model's {part} cannot be used: {message}")]
    Network {
        /// Which network.
        part: &'static str,
        /// What the runtime says.
        message: String,
    },
    /// A vocabulary with a line that is not piece, tab, score.
    #[error("the model's vocabulary has a line that is not a piece, a tab and a score")]
    Vocabulary,
    /// Labels that are not those of the record, or a screen that is no JSON of its shape.
    #[error("the model's labels or screen cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// A screen whose parts do not fit one another.
    #[error("the model's screen does not fit its vocabulary")]
    Screen,
}

/// A network with its inputs and outputs.
struct Network {
    model: Model,
    inputs: Vec<NodeId>,
    outputs: Vec<NodeId>,
}

impl Network {
    fn load(
        part: &'static str,
        data: Cow<'static, [u8]>,
        inputs: &[&str],
        outputs: &[&str],
    ) -> Result<Self, ModelError> {
        let fault = |message: String| ModelError::Network { part, message };
        let mut options = ModelOptions::with_all_ops();
        options.prepack_weights(true);
        let model = match data {
            Cow::Borrowed(data) => options.load_static_slice(data),
            Cow::Owned(data) => options.load(data),
        };
        let model = model.map_err(|error| fault(error.to_string()))?;
        let ids = |names: &[&str]| {
            names
                .iter()
                .map(|name| model.node_id(name).map_err(|error| fault(error.to_string())))
                .collect::<Result<Vec<_>, _>>()
        };
        let (inputs, outputs) = (ids(inputs)?, ids(outputs)?);
        Ok(Self { model, inputs, outputs })
    }

    /// Runs the network; none where the runtime fails, which it does for no input of the right shape.
    fn run(&self, inputs: Vec<Value>) -> Option<Vec<Value>> {
        // Reports are read side by side, a thread each: within one the arithmetic stays on one.
        thread_local! {
            static POOL: Arc<ThreadPool> = Arc::new(ThreadPool::with_num_threads(1));
        }
        let pool = POOL.with(Arc::clone);
        let options = RunOptions::default().with_thread_pool(Some(pool));
        let inputs = self.inputs.iter().copied().zip(inputs.into_iter().map(Into::into)).collect();
        self.model.run(inputs, &self.outputs, Some(options)).ok()
    }
}

/// The trained tagger.
pub struct Tagger {
    encoder: Network,
    heads: Network,
    vocabulary: Vocabulary,
    labels: Labels,
    screen: Screen,
}

impl Tagger {
    /// The model that the project ships, loaded once for the process.
    ///
    /// # Panics
    ///
    /// Where the files that the program was built with are no model; a test holds that they are one.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static TAGGER: OnceLock<Tagger> = OnceLock::new();
        TAGGER.get_or_init(|| Self::new(SHIPPED).expect("the model of this build can be used"))
    }

    /// A tagger from a model's files.
    ///
    /// # Errors
    ///
    /// Where the files are no model of this tagger.
    pub fn new(files: Files) -> Result<Self, ModelError> {
        apart(|| Self::load(files))
    }

    fn load(files: Files) -> Result<Self, ModelError> {
        let vocabulary = Vocabulary::parse(&files.vocabulary).ok_or(ModelError::Vocabulary)?;
        Ok(Self {
            encoder: Network::load("encoder", files.encoder, &["ids"], &["hidden", "tags"])?,
            heads: Network::load(
                "heads",
                files.heads,
                &["triggers", "mentions", "near", "layers"],
                &["acts", "links", "kinds"],
            )?,
            screen: Screen::parse(files.screen_table, &files.screen, vocabulary.size())?,
            vocabulary,
            labels: serde_json::from_str(&files.labels)?,
        })
    }

    /// Hidden states [pieces, hidden] and tag scores [pieces, 3 × layers], begin and end left out.
    fn encode(&self, pieces: &[Piece]) -> Option<(NdTensor<f32, 2>, NdTensor<f32, 2>)> {
        let mut ids = Vec::with_capacity(pieces.len() + 2);
        ids.push(pieces::BEGIN);
        ids.extend(pieces.iter().map(|piece| piece.id));
        ids.push(pieces::END);
        let input = Tensor::from_data(&[1, ids.len()], ids);
        let mut outputs = self.encoder.run(vec![input.into()])?.into_iter();
        let mut next = || outputs.next().and_then(|value| value.try_into().ok());
        Some((next()?, next()?))
    }
}

impl tags::Tagger for Tagger {
    fn tags(&self, document: &Document) -> Tags {
        let pieces = self.vocabulary.encode(&document.text);
        if !self.screen.lets_through(document, &pieces) {
            return Tags::default();
        }
        let windows = window::windows(document, &pieces);
        let read = || {
            let mut found = decode::Found::default();
            for window in &windows {
                if let Some((hidden, scores)) = self.encode(&pieces[window.pieces.clone()]) {
                    self.decode(&pieces, window, &hidden, &scores, &mut found);
                }
            }
            found.finish(&document.text)
        };
        apart(read)
    }
}

/// Runs something that waits for the runtime's threads where nothing else can begin meanwhile.
///
/// A thread of rayon that waits for another pool takes up its own pool's next task: a report would be read in the
/// midst of another, ever deeper, and the model be loaded in the midst of its loading, which never ends.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    if rayon::current_thread_index().is_none() {
        return work();
    }
    let result = std::thread::scope(|scope| scope.spawn(work).join());
    result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// The pieces of a text by the shipped vocabulary, for tests and measuring.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    Tagger::shipped().vocabulary.encode(text)
}
