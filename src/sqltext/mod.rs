//! SQL as text: statements and their places, what they are, what an edit changed. The only module that knows `squawk-lexer`.
//!
//! Everything here works on PostgreSQL's tokens and never on a syntax tree: a tree of hostile or very long input costs stack and memory,
//! and what has to be known (where a statement ends, which command it is, which table it names) stands in the tokens. Nothing recurses.
//!
//! Text is read as the server reads it under `standard_conforming_strings = on`, its default since 9.1.

mod change;
mod kind;
mod name;
mod object;
mod problem;
mod reader;
mod risk;
mod script;
mod split;
mod token;
mod wrapping;

pub use change::Change;
pub use kind::{IndexBuild, Kind};
pub use object::{Object, ObjectKind, creates};
pub use problem::{Notice, Problem};
pub use risk::{Own, risk};
pub use script::Script;
pub use split::{Statement, split};
pub use token::is_comment;
