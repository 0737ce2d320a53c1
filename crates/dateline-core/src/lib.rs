//! Text in, record out: the pure reader of Dateline.
//!
//! [`read()`] takes one report's text and says what it tells of. Nothing here opens a file, asks a
//! clock, or talks to a network: the same input gives the same record, byte for byte.

pub mod actor;
pub mod attribution;
pub mod background;
pub mod count;
pub mod debris;
pub mod event;
pub mod incident;
pub mod input;
pub mod language;
pub mod motive;
pub mod parts;
pub mod phrase;
pub mod place;
pub mod read;
pub mod record;
pub mod tags;
pub mod text;
pub mod time;
pub mod weapon;

pub use input::Input;
pub use read::{Reader, Reading, read};
pub use record::Record;

/// The name of the rule or data entry that gave a value, as `en.time.weekday`.
pub type Rule = std::borrow::Cow<'static, str>;
