//! The embedded server, for real: no test here is skipped when a program is missing, it fails.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "tests start processes and look at what they leave behind"
)]

#[path = "../support/mod.rs"]
mod support;

mod campus;
mod default_target;
mod fetch;
mod platform;
mod platform_install;
mod program;
mod throwaway;
