//! What a project's files say: text in, model out, with a place for every fault.
//!
//! Nothing here opens a file. `command` reads them and hands over names and bytes.

pub mod access;
mod directive;
mod duration;
mod fault;
mod folder;
mod meant;
mod name;
mod notice;
mod project;
mod setting;
mod text;
mod toml_fault;

pub use directive::mode;
pub use duration::TimeLimit;
pub use folder::Folder;
pub use name::{FileName, NameFault};
pub use project::{About, Copying, Course, Limits, Lint, Main, Project, schema};
pub use setting::Setting;
