//! SQL as text, from the outside; the splits are compared with what a real server sees.

mod change;
mod kind;
mod object;
mod risk;
mod script;
mod split;
