//! SQL as text, from the outside; the splits are compared with what a real server sees.

mod kind;
mod script;
mod split;
