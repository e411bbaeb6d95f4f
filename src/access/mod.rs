//! Access rules against what there is.

mod known;

pub use known::known;
