//! What a person who asks "why does it not work" wants to know of a target, in one round trip and without writing.

use super::Connection;
use super::door::Session;
use crate::failure::{Failure, Kind, Result};
use crate::render::sql::{File, render};
use std::collections::BTreeSet;

/// Which of the statements in `sql/catalog/checkup.sql` answers.
const ANSWER: usize = 2;

/// What there is beside the facts of a look.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checkup {
    /// The server's clock, in seconds since 1970.
    pub clock: f64,
    /// Whether our role may create tables in `public`; absent where there is no such schema.
    pub creates_in_public: Option<bool>,
    /// How many tables belong to roles that ours is no member of.
    pub foreign_tables: u64,
    /// The first of them, and its owner.
    pub foreign_table: Option<(String, String)>,
    /// The extensions that the server could create.
    pub extensions: BTreeSet<String>,
}

impl Session {
    /// Asks what a look does not tell.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn checkup(&self) -> Result<Checkup> {
        let what = format!("could not look at the rights in {}", self.target().noun());
        let answer = self.ask(&render(File::Checkup, ())).await;
        let answer =
            answer.map_err(|error| self.failure(Kind::Connect, &what, &error).database("unchanged"))?;
        let row = answer.rows(ANSWER).first();
        let row =
            row.ok_or_else(|| Failure::new(Kind::Connect, &what).because("the server gave no answer"))?;
        let text = |column: usize| row.get(column).cloned().flatten();
        Ok(Checkup {
            clock: text(0).and_then(|clock| clock.parse().ok()).unwrap_or_default(),
            creates_in_public: text(1).map(|flag| flag == "t"),
            foreign_tables: text(2).and_then(|count| count.parse().ok()).unwrap_or_default(),
            foreign_table: text(3).zip(text(4)),
            extensions: text(5).unwrap_or_default().split(' ').map(str::to_owned).collect(),
        })
    }

    /// The connection: whether it is encrypted, to whom, and which version answers.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }
}
