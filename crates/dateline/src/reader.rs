//! The core, with what it reads with, called so that one report's trouble stays its own.

use std::borrow::Cow;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use dateline_core::actor::Base;
use dateline_core::{Input, Reader};
use dateline_tagger::{Files, Tagger};

use crate::{cli, terminal};

/// Something that reads a report; the core, or a stand-in for a test.
pub type Read<'a, T> = &'a (dyn Fn(Input) -> T + Sync);

/// What the arguments ask to read with.
pub struct Equipment {
    model: Model,
    actors: Cow<'static, Base>,
    /// What it is, beside the program's version.
    name: String,
}

enum Model {
    None,
    /// Loaded when the first report asks for it.
    Shipped,
    Other(Box<Tagger>),
}

impl Equipment {
    /// Word lists and the built-in actors.
    pub fn plain() -> Self {
        Self { model: Model::None, actors: Cow::Borrowed(Base::get()), name: String::new() }
    }

    /// What the arguments ask for: the shipped model, another or none; the built-in actors, or more.
    ///
    /// # Errors
    ///
    /// Where the folder of another model or of more actors cannot be read or holds what it should not.
    pub fn chosen(asked: &cli::Model, base: &cli::Base) -> Result<Self> {
        let model = match &asked.model {
            _ if asked.no_model => Model::None,
            None => Model::Shipped,
            Some(folder) => Model::Other(Box::new(tagger(folder)?)),
        };
        let with = |what: &str, folder: &Option<PathBuf>| {
            let name = folder.as_deref()?.file_name()?.to_string_lossy().into_owned();
            Some(format!("{what} {name}"))
        };
        let mut parts = vec![format!("dateline {}", env!("CARGO_PKG_VERSION"))];
        parts.extend(asked.no_model.then(|| "without a model".to_owned()));
        parts.extend(with("model", &asked.model));
        parts.extend(with("actors", &base.actors));
        Ok(Self { model, name: parts.join(", "), ..Self::with_actors(base)? })
    }

    /// What reads, for whoever asks later: "dateline 0.1.0, without a model".
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The actors that are known by name.
    pub fn actors(&self) -> &Base {
        &self.actors
    }

    /// Word lists, and the built-in actors or more.
    ///
    /// # Errors
    ///
    /// Where the folder of more actors cannot be read or has a broken entry: every one is told, one is
    /// enough to stop.
    pub fn with_actors(base: &cli::Base) -> Result<Self> {
        let Some(folder) = &base.actors else { return Ok(Self::plain()) };
        let texts = dateline_io::actors::read(folder)?;
        let files: Vec<_> = texts.iter().map(dateline_io::actors::Text::file).collect();
        let actors = Base::get().extended(&files).map_err(|mut flaws| {
            let last = flaws.pop();
            for flaw in flaws {
                terminal::complain(&flaw.to_string());
            }
            last.map_or_else(|| anyhow!("no actors"), Into::into)
        })?;
        Ok(Self { actors: Cow::Owned(actors), ..Self::plain() })
    }

    /// The core with this equipment.
    pub fn reader(&self) -> Reader<'_> {
        let tagger = match &self.model {
            Model::None => None,
            Model::Shipped => Some(Tagger::shipped()),
            Model::Other(tagger) => Some(&**tagger),
        };
        Reader { tagger: tagger.map(|tagger| tagger as _), actors: &self.actors }
    }
}

/// The tagger of a model's folder.
fn tagger(folder: &Path) -> Result<Tagger> {
    let file = |name: &str| {
        let path = folder.join(name);
        std::fs::read(&path).with_context(|| format!("{}: cannot be read", path.display()))
    };
    let text = |name: &str| {
        let path = folder.join(name);
        std::fs::read_to_string(&path)
            .with_context(|| format!("{}: cannot be read", path.display()))
    };
    let files = Files {
        encoder: file("encoder.onnx")?.into(),
        heads: file("heads.onnx")?.into(),
        vocabulary: text("vocabulary.tsv")?.into(),
        labels: text("labels.json")?.into(),
        screen_table: file("screen.table")?.into(),
        screen: text("screen.json")?.into(),
    };
    Tagger::new(files).with_context(|| folder.display().to_string())
}

thread_local! {
    /// What the panic of the report that this thread reads said: none outside of a report.
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Has panics inside [`read`] kept for its caller, all others told as ever.
pub fn keep_panics_quiet() {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let kept = SAID.with_borrow_mut(|said| match said {
            Some(said) => {
                *said = info.to_string().lines().collect::<Vec<_>>().join(" ");
                true
            }
            None => false,
        });
        if !kept {
            tell(info);
        }
    }));
}

/// Reads a report.
///
/// # Errors
///
/// Where the reader panics: a defect, which must not take the other reports with it.
pub fn read<T>(read: Read<'_, T>, input: Input) -> std::result::Result<T, String> {
    guarded(|| read(input))
}

/// Does something for one report, with its panics told as an error rather than ending the program.
///
/// # Errors
///
/// Where it panics.
pub fn guarded<T>(work: impl FnOnce() -> T) -> std::result::Result<T, String> {
    SAID.set(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    let said = SAID.take().unwrap_or_default();
    result.map_err(|_| format!("the reader failed, which is a defect of dateline: {said}"))
}
