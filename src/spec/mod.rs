//! What a project's files say: text in, model out, with a place for every fault.
//!
//! Nothing here opens a file. `command` reads them and hands over names and bytes.

mod directive;
mod fault;
mod folder;
mod meant;
mod name;
mod notice;
mod text;

pub use folder::Folder;
pub use name::{FileName, NameFault};
