//! What a course's database must be before provost works on it: the string that is handed over, whose the database is, what it allows.
//!
//! Pure: facts in, refusals in plain words out. `command::provision` brings the facts.

mod fitness;
mod string;
mod whose;

pub use fitness::{Needs, fitness, refuse_unfit};
pub use string::{HandedOver, read};
pub use whose::whose;
