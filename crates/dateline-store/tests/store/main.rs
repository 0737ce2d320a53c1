//! What any store must do, and what of it holds for whatever comes in.

mod access;
mod backup;
mod contract;
mod correct;
mod file;
mod lists;
mod made;
mod properties;
mod scale;
mod subject;
