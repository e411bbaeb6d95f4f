//! What a project's files say: text in, model out, with a place for every fault.
//!
//! Nothing here opens a file. `command` reads them and hands over names and bytes.

mod meant;
mod name;

pub use name::{FileName, NameFault};
