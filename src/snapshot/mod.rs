//! A database's whole catalog as a value: its canonical form, its fingerprints, how two of them differ, and the SQL that undoes that.
//!
//! Both sides of a comparison were written by PostgreSQL: texts of files are never compared with texts of servers. The form of a
//! snapshot is pinned by [`FORMAT`]; a file of another one is refused.

mod accept;
mod category;
mod compare;
mod document;
mod fingerprint;
mod kind;
mod loose;
mod object;
mod owner;
mod rank;
mod undo;
mod words;

pub use accept::{Accepted, Accepts};
pub use category::Category;
pub use compare::{Change, Difference, Drift, compare};
pub use document::{FORMAT, Snapshot};
pub use kind::Kind;
pub use object::{Facts, Id, Object};
pub use undo::{Undo, Untouched, undo};
pub use words::{finding, findings};
