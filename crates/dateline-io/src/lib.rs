//! The outside world, thin: files, encodings, compressed archives, web pages, other people's formats.
//!
//! [`intake`] turns paths into [`dateline_core::Input`]s, one report each, or into an [`Error`]
//! that names what could not be read and why. [`published`] reads the table of publication dates,
//! [`actors`] a folder of actors. [`export`] writes incidents in the formats that others read.
//! Nothing here knows what a report says; that is `dateline-core`'s business.
//!
//! ```no_run
//! use dateline_io::intake;
//!
//! for found in intake::open(vec!["reports".into()]) {
//!     match found.and_then(|source| source.load()) {
//!         Ok(input) => println!("{}: {} bytes", input.name, input.text.len()),
//!         Err(error) => eprintln!("{error}"),
//!     }
//! }
//! ```

pub mod actors;
mod error;
pub mod export;
pub mod intake;
pub mod page;
pub mod published;

pub use error::Error;
