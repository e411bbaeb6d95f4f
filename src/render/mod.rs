//! Values as text: SQL files with quoted holes, plans, findings and failures for people and programs.
//!
//! Text made here may hold colour; [`crate::term::Printer`] removes it where it is not wanted. Nothing here prints.

pub mod access;
mod checkup;
pub mod course;
mod difference;
mod duration;
pub mod escape;
mod event;
mod excerpt;
mod explanation;
mod failure;
mod finding;
pub mod fleet;
pub mod html;
pub mod json;
mod lint;
pub mod plan;
pub mod proof;
pub mod report;
pub mod reviewed;
mod shell;
pub mod sql;
mod status;
pub mod style;
mod table;

pub use checkup::checkup;
pub use difference::difference;
pub use duration::duration;
pub use event::{backend, event, step_name};
pub use explanation::explanation;
pub use failure::failure;
pub use finding::{finding, findings};
pub use lint::lint;
pub use shell::shell_word;
pub use status::status;
pub use table::Table;

#[cfg(test)]
pub(crate) use event::tests;
