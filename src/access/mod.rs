//! Access rules against what there is: the SQL that they mean, what of it would change, and why a person may or may not.
//!
//! Pure: [`Access`] and [`Catalog`] in, objects and steps out. `pg` reads the catalog and runs the steps, like any other plan's.
//!
//! [`Access`]: crate::model::access::Access
//! [`Catalog`]: crate::model::access::Catalog

mod branch;
mod change;
mod emit;
pub mod explain;
mod fit;
mod known;
pub mod lint;
mod object;
pub mod proof;
mod restricted;
mod signature;
mod words;

pub(crate) use branch::{Branch, Ground, Purpose, Term, branches};
pub use change::{Change, Drift, Group, changes, drifted};
pub use emit::{Mutant, check_functions, generate, weaker};
pub use fit::fit;
pub use known::known;
pub use object::{Object, Section, label};
pub use restricted::restricted;
pub use words::Words;
