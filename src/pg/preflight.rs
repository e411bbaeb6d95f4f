//! Whether a database that was handed over is fit for a course: one look, nothing written.

use super::door::Session;
use super::identity::text;
use super::message::{self, Row};
use crate::failure::{Failure, Kind, Result};
use crate::render::sql::{File, Table, render};
use serde::Serialize;

/// Which of the statements in `sql/registry/preflight.sql` answers.
const ANSWER: usize = 3;

/// What is known of a database before anything is written to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Preflight {
    /// `server_version_num`: 180006.
    pub server_version: u32,
    /// Our role.
    pub user: String,
    /// Whether it is a superuser.
    pub superuser: bool,
    /// A standby, or a restore in progress.
    pub in_recovery: bool,
    /// Transactions are read-only by default.
    pub read_only: bool,
    /// Whether our role may make schemas.
    pub can_create: bool,
    /// Whether our role may make tables in `public`.
    pub can_create_in_public: bool,
    /// Whether our role may make roles.
    pub can_create_roles: bool,
    /// How many tables and views there are that neither the platform nor an extension brought.
    pub tables: u64,
    /// The first of them.
    pub first_tables: String,
    /// Whether provost has a history there.
    pub has_history: bool,
    /// Event triggers that neither the platform nor an extension brought: they run whatever provost does.
    pub event_triggers: Option<String>,
    /// Extensions that the server could make.
    pub extensions: Vec<String>,
    /// Whether there is what Supabase brings: `auth.uid()`.
    pub has_platform: bool,
    /// Which of the roles of an API are there.
    pub api_roles: Vec<String>,
}

#[derive(Serialize)]
struct Question<'a> {
    scope: &'a str,
    history: Table<'a>,
}

impl Session {
    /// Looks whether the database is fit for a course. `schema` is the course's, where courses share it.
    ///
    /// # Errors
    /// When the server does not answer, or a transaction pooler stands between.
    pub async fn preflight(&self, schema: Option<&str>) -> Result<Preflight> {
        let question = render(
            File::RegistryPreflight,
            Question { scope: schema.unwrap_or_default(), history: self.table() },
        );
        let what = format!("could not look at the database of {}", self.target().noun());
        let answer = self.ask(&question).await;
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) => {
                drop(message::send(&self.connection.client, "rollback").await); // of what the failed statement left open
                return Err(self.failure(Kind::Connect, what, &error).database("unchanged"));
            }
        };
        let Some(row) = answer.rows(ANSWER).first() else {
            return Err(Failure::new(Kind::Connect, what).because("the server gave no answer"));
        };
        self.refuse_pooler(text(row, 1).parse().unwrap_or_default()).await?;
        Ok(preflight(row))
    }
}

fn preflight(row: &Row) -> Preflight {
    let flag = |column: usize| text(row, column) == "t";
    let words = |column: usize| text(row, column).split_whitespace().map(str::to_owned).collect();
    Preflight {
        server_version: text(row, 0).parse().unwrap_or_default(),
        user: text(row, 2),
        superuser: flag(3),
        in_recovery: flag(4),
        read_only: flag(5),
        can_create: flag(6),
        can_create_in_public: flag(7),
        tables: text(row, 8).parse().unwrap_or_default(),
        first_tables: text(row, 9),
        has_history: flag(10),
        event_triggers: row.get(11).cloned().flatten(),
        extensions: words(12),
        api_roles: words(13),
        can_create_roles: flag(14),
        has_platform: flag(15),
    }
}
