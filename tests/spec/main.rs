//! What a project's files say, from the outside.

mod folder;
mod name;
