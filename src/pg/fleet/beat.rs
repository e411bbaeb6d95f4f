//! A worker's heartbeat.

use super::hand::Worker;
use super::ledger::{Ledger, Silent};
use super::rows;
use crate::render::sql::{File, render};
use serde::Serialize;

impl Ledger {
    /// Says that a worker lives; gives the courses that are still its own, each with its delivery.
    pub(super) async fn beat(
        &self,
        epoch: i64,
        worker: &Worker,
        held: &[&str],
    ) -> Result<Vec<(String, i32)>, Silent> {
        #[derive(Serialize)]
        struct Holes<'a> {
            epoch: i64,
            worker: &'a str,
            held: String,
        }
        let holes = Holes { epoch, worker: worker.name(), held: rows::json(&held).map_err(Silent::Refused)? };
        let answer = self.try_ask(&render(File::FleetBeat, holes), "could not renew the leases").await?;
        Ok(answer.rows(0).iter().filter_map(rows::given).collect())
    }
}
