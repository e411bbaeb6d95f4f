//! SQL as text, from the outside; the splits are compared with what a real server sees.

#[path = "../support/mod.rs"]
mod support;

mod change;
mod kind;
mod object;
mod risk;
mod script;
mod server;
mod split;
mod structure;
