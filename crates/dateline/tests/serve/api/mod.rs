//! What the server tells whom.

mod access;
mod decisions;
mod ending;
mod exports;
mod filters;
mod intake;
mod pages;
mod paging;
mod stream;

pub use pages::gao;
pub use stream::well_formed;
