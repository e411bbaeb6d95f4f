//! A fleet: many course databases, brought to the same files by one rollout.
//!
//! A rollout is a row in main, with a row for each course: what is to be done is frozen as a hash, how far it is stands there for
//! everybody to see, and any number of workers take courses from it. What a worker does to a course is [`crate::plan::build`] and
//! [`crate::pg::apply`], as for a single target. The effects are in [`crate::pg::fleet`].

mod budget;
mod content;
mod rollout;
mod state;
mod token;
mod waves;

pub use budget::MaxFailures;
pub use content::content;
pub use rollout::{Failed, Line, Rollout, Totals, verdict};
pub use state::{CourseState, RolloutState};
pub use token::Token;
pub use waves::{Wave, Waves};
