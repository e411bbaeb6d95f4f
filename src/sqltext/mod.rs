//! SQL as text: statements and their places, what they are, what an edit changed. The only module that knows `squawk`.
//!
//! Files are read as PostgreSQL's tokens and never as a syntax tree: a tree of hostile or very long input costs stack and memory,
//! and what has to be known (where a statement ends, which command it is, which table it names) stands in the tokens. Nothing recurses
//! there, not even in [`Structure`]. Only [`Expression`] and [`Query`], short texts out of access files, are parsed.
//!
//! Text is read as the server reads it under `standard_conforming_strings = on`, its default since 9.1.

mod change;
mod compared;
mod expression;
mod kind;
pub mod lint;
mod name;
mod object;
mod problem;
mod reader;
mod reshape;
mod risk;
mod role;
mod script;
mod split;
mod structure;
mod token;
mod wrapping;

pub use change::Change;
pub use compared::{Compared, compared};
pub use expression::{Column, Expression, Piece, Query};
pub use kind::{IndexBuild, Kind};
pub use object::{Object, ObjectKind, creates};
pub use problem::{Notice, Problem};
pub use reshape::reshaped;
pub use risk::{Own, risk};
pub use role::made_role;
pub use script::Script;
pub use split::{Statement, split};
pub use structure::{Relation, RelationKind, Structure};
pub use token::is_comment;
