//! The nouns. Values only: nothing here reads a file or talks to a server.

pub mod access;
pub mod course;
mod detail;
mod found;
mod history;
mod ident;
mod migration;
mod target;
mod version;

pub use detail::Detail;
pub use found::{Facts, Found, HistoryFound, JournalEntry};
pub use history::{HistoryTable, Recorded, VersionWidth, checksum};
pub use ident::{Ident, Qualified, ident, literal};
pub use migration::{DownFile, Migration, Mode, Repeatable};
pub use target::Target;
pub use version::Version;
