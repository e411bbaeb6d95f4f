//! The embedded server, for real: no test here is skipped when a program is missing, it fails.

#[path = "../support/mod.rs"]
mod support;

mod throwaway;
