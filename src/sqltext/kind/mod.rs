//! What a statement is, as far as running it needs to know.

mod command;
mod control;

use crate::model::Qualified;

/// What a statement is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `BEGIN` or `START TRANSACTION` without options.
    Begin,
    /// `BEGIN` or `START TRANSACTION` with an isolation level or an access mode.
    BeginWithOptions,
    /// `COMMIT` or `END`.
    Commit,
    /// `ROLLBACK` or `ABORT`.
    Rollback,
    /// `SAVEPOINT`, `RELEASE`, `ROLLBACK TO`: never ends the transaction.
    Savepoint,
    /// Transaction control that is none of these, with its name: `SET TRANSACTION`, `COMMIT AND CHAIN`, `PREPARE TRANSACTION`, …
    OtherControl(&'static str),
    /// `COPY … FROM STDIN`.
    CopyFromStdin,
    /// `COPY … TO STDOUT`.
    CopyToStdout,
    /// `CREATE INDEX CONCURRENTLY`.
    CreateIndexConcurrently(Box<IndexBuild>),
    /// `DROP INDEX CONCURRENTLY`, with the index; the server takes one only.
    DropIndexConcurrently(Option<Box<Qualified>>),
    /// `REINDEX … CONCURRENTLY`.
    ReindexConcurrently,
    /// Any other command that PostgreSQL refuses in a transaction block, with its name.
    Alone(&'static str),
    /// `ALTER TYPE … ADD VALUE`: may run in a transaction, but the value cannot be used before it is committed.
    AlterTypeAddValue,
    /// `REFRESH MATERIALIZED VIEW CONCURRENTLY`: may run in a transaction.
    RefreshConcurrently,
    /// `SET ROLE` or `RESET ROLE`.
    SetRole,
    /// `SET SESSION AUTHORIZATION` or its `RESET`.
    SetSessionAuthorization,
    /// `SET standard_conforming_strings = off`: what follows it would be read in another way than here.
    OldStrings,
    /// `SELECT pg_advisory_unlock_all()`: gives up the run lock too.
    UnlockAll,
    /// `SET` or `RESET` of anything else that lasts as long as the session.
    Setting,
    /// A command to psql: a backslash outside of quotes.
    PsqlMeta,
    /// Everything else.
    Other,
}

/// The parts of `CREATE INDEX CONCURRENTLY` that are needed to see whether it came out valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexBuild {
    /// The index's name; without one the server makes it up.
    pub name: Option<Qualified>,
    /// The table; its schema is the index's.
    pub table: Option<Qualified>,
    /// Whether it says `IF NOT EXISTS`.
    pub if_not_exists: bool,
    /// Whether it is unique.
    pub unique: bool,
}

impl Kind {
    /// The command's name, if PostgreSQL refuses it in a transaction block.
    pub fn needs_no_transaction(&self) -> Option<&'static str> {
        match self {
            Self::CreateIndexConcurrently(_) => Some("CREATE INDEX CONCURRENTLY"),
            Self::DropIndexConcurrently(_) => Some("DROP INDEX CONCURRENTLY"),
            Self::ReindexConcurrently => Some("REINDEX CONCURRENTLY"),
            Self::Alone(name) => Some(name),
            _ => None,
        }
    }

    /// Whether it changes the session and nothing in the database.
    pub fn is_session_setting(&self) -> bool {
        matches!(self, Self::Setting | Self::SetRole | Self::SetSessionAuthorization)
    }

    /// The command's name, if it begins, ends or sets a transaction.
    pub fn transaction_control(&self) -> Option<&'static str> {
        match self {
            Self::Begin | Self::BeginWithOptions => Some("BEGIN"),
            Self::Commit => Some("COMMIT"),
            Self::Rollback => Some("ROLLBACK"),
            Self::Savepoint => Some("SAVEPOINT"),
            Self::OtherControl(name) => Some(name),
            _ => None,
        }
    }
}
