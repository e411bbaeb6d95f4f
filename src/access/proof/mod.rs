//! Proof that people can do what is expected and nothing else: small worlds, and everything tried in them as the real database roles.
//!
//! Pure: who is in a world, what it is filled with, what is tried, and how that compares with the matrix. `pg::proof` does it.

mod answer;
mod fill;
mod ground;
mod mention;
mod mismatch;
mod order;
mod people;
mod report;
mod right;
mod subject;
mod survivor;
mod trial;

pub use answer::{Answer, Attempt, Survey};
pub use fill::{Filling, LinkSource, fillings, quoted};
pub use ground::Ground;
pub use mismatch::{Mismatch, Verb};
pub use people::{Actor, people};
pub use report::{Report, TableReport};
pub use subject::{Subject, subjects};
pub use survivor::Mutation;
pub use trial::{Question, Trial, Verdict};
