//! # provost, from the inside
//!
//! ```text
//!  files ──spec──▶ model (wanted) ─┐                 ┌─▶ render ─▶ SQL / text / JSON      plan, --dry-run
//!                                  ├─ plan::build ─▶ Plan ─┼─▶ pg::apply ─▶ Event* ─▶ Outcome
//!  Postgres ──pg::look──▶ model (found) ────┘        └─▶ render(Plan, Outcome, Finding*) ─▶ text / JSON
//! ```
//!
//! **Pure** modules touch no file, clock, environment, network or terminal; `.clippy.toml` names what they may not call:
//!
//! - [`model`]: the nouns. Versions, migrations, history rows, targets, identifiers.
//! - [`spec`]: text of files in, model out. `provost.toml`, file names, directives.
//! - [`sqltext`]: SQL as text. Statements and their places, wrapping transactions, what kind of change an edit is.
//! - [`access`]: access rules and a catalog in, the SQL that they mean out, and what of it would change.
//! - [`plan`]: wanted and found in, one [`plan::Plan`] out; and the findings of `verify`.
//! - [`snapshot`]: a database's catalog as a value, how two differ, and the SQL that undoes it.
//! - [`page`]: what one page tells of a project.
//! - [`render`]: plans, findings and reports as text or JSON; SQL files with quoted holes; the one escaper.
//! - [`fleet`]: a rollout's waves, its budget of failures, what is frozen of it, who may write.
//! - [`onboarding`]: whether a database that is handed over may become a course's.
//! - [`validate`]: checks of a database, which are queries: ours and a project's.
//! - [`vault`]: boxes, keys, the seals of the audit trail.
//! - [`assets`]: the files that `provost init` writes, carried in the binary.
//! - [`failure`], [`finding`], [`event`]: the one error, the one finding, the one stream of progress.
//! - [`manual`]: what every rule finds, why that matters, and how to mend it.
//!
//! **Effects** live in four places, each behind a door of its own:
//!
//! - [`pg`]: connections. Addresses, TLS, pooler detection, locks, the history, applying a plan.
//! - [`embedded`]: the PostgreSQL that provost owns.
//! - [`term`]: stdout, stderr, prompts, progress bars. Nothing else prints.
//! - [`command`]: one file a verb. Reads files, calls the pure parts, hands the result to `term`.
//!
//! A preview cannot differ from a run: `plan`, `--dry-run` and `up` build the same [`plan::Plan`], and applying one builds it again
//! under the lock and refuses when its basis moved.

pub mod access;
pub mod assets;
pub mod cli;
pub mod command;
pub mod embedded;
pub mod event;
pub mod failure;
pub mod finding;
pub mod fleet;
pub mod manual;
pub mod model;
pub mod onboarding;
pub mod page;
pub mod pg;
pub mod plan;
pub mod render;
pub mod snapshot;
pub mod spec;
pub mod sqltext;
pub mod term;
pub mod validate;
pub mod vault;

pub use failure::{Failure, Result};
