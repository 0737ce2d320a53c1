//! What any store must do, and what of it holds for whatever comes in.

mod contract;
mod file;
mod made;
mod properties;
mod scale;
mod subject;
