//! A worker's turn: it hands back what it has ended, and takes what is next.

use super::hand::{Ended, Worker};
use super::ledger::{Ledger, Silent};
use super::rows;
use crate::failure::Failure;
use crate::fleet::RolloutState;
use crate::pg::look::{number, text};
use crate::render::sql::{File, render};
use serde::Serialize;

/// Places of the results in `sql/fleet/turn.sql`.
const TAKEN: usize = 3;
const STANDING: usize = 4;

/// What came of a turn.
pub(super) struct Turn {
    /// The courses that are ours now, each with its delivery.
    pub(super) taken: Vec<(String, i32)>,
    /// How far the rollout is.
    pub(super) state: RolloutState,
    /// How many of its courses are done, and how many there are.
    pub(super) standing: (usize, usize),
}

impl Ledger {
    /// Takes a turn. It may be taken again when its answer was lost: what was ended is then written already, and what was taken is given
    /// out anew when its lease ends.
    pub(super) async fn turn(
        &self,
        epoch: i64,
        worker: &Worker,
        ended: &[Ended],
        held: &[&str],
        free: usize,
    ) -> Result<Turn, Silent> {
        #[derive(Serialize)]
        struct Holes<'a> {
            epoch: i64,
            worker: &'a str,
            ended: String,
            held: String,
            free: usize,
            registry: bool,
        }
        let (ended, held) = match (rows::json(&ended), rows::json(&held)) {
            (Ok(ended), Ok(held)) => (ended, held),
            (Err(failure), _) | (_, Err(failure)) => return Err(Silent::Refused(failure)),
        };
        let registry = self.registry;
        let holes = Holes { epoch, worker: worker.name(), ended, held, free, registry };
        let answer =
            self.try_ask(&render(File::FleetTurn, holes), "could not take a turn in the rollout").await?;
        let gone = || Silent::Refused(Failure::bad_input("the rollout is gone from main"));
        let standing = answer.rows(STANDING).first().ok_or_else(gone)?;
        Ok(Turn {
            taken: answer.rows(TAKEN).iter().filter_map(rows::given).collect(),
            state: RolloutState::of_word(&text(standing, 0)).ok_or_else(gone)?,
            standing: (number(standing, 1).unwrap_or(0), number(standing, 2).unwrap_or(0)),
        })
    }
}
