//! One connection with the run's limits and the names of what it works on.

use super::connect::{ConnectOptions, connect};
use super::connection::Connection;
use super::identity::Pin;
use super::message::{self, Answer};
use super::{Address, pooler};
use crate::failure::{Failure, Kind, Result};
use crate::fleet::Token;
use crate::model::{Found, HistoryTable, Target};
use crate::render::sql::Table;
use serde::Serialize;
use std::time::Duration;

/// How long things may take.
#[derive(Debug, Clone)]
pub struct Limits {
    /// How long one try may wait for a table that is in use; readers behind it stall no longer.
    pub lock_timeout: Duration,
    /// How long all tries together, and the wait for another runner, may take.
    pub lock_wait: Duration,
    /// How long one statement may run; zero is no limit.
    pub statement_timeout: Duration,
    /// How long connecting may take, retries included; absent, the address or the default says.
    pub connect_timeout: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            lock_timeout: Duration::from_millis(50),
            lock_wait: Duration::from_secs(60),
            statement_timeout: Duration::ZERO,
            connect_timeout: None,
        }
    }
}

/// Everything needed to open the session again after a break.
#[derive(Debug, Clone)]
pub struct Door {
    /// Where the server is.
    pub address: Address,
    /// What messages call the target.
    pub target: Target,
    /// Where its history is kept.
    pub history: HistoryTable,
    /// Names this run in `application_name` and in the tables beside the history.
    pub run: String,
    /// How long things may take.
    pub limits: Limits,
    /// What a look brings for access rules; nothing where there are none.
    pub access: Option<AccessLook>,
    /// Who may write, where several could believe that it is their turn; nothing outside of a fleet.
    pub token: Option<Token>,
    /// Which database it must lead to; nothing where the person named it.
    pub pin: Option<Pin>,
}

/// What a look brings for access rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessLook {
    /// Buckets may be among what was generated.
    pub storage: bool,
}

/// An open door.
pub struct Session {
    pub(super) connection: Connection,
    pub(super) door: Door,
    pub(super) checks_connection: bool,
    /// What was found under the run lock, until the run that it was taken for begins.
    pub(super) under_lock: Option<Found>,
}

impl Door {
    /// Opens a connection. Nothing is sent beyond what logging in takes, and where the database is pinned, one question.
    ///
    /// # Errors
    /// When the server cannot be reached, does not let us in, or is not to be trusted, or is another than it must be.
    pub async fn open(&self) -> Result<Session> {
        let session = self.session(self.connect().await?);
        self.check(&session).await?;
        Ok(session)
    }

    /// Opens a connection and looks at the target, in one round trip after logging in: the question which database it is and the look go
    /// out together, and the look counts only where the answer is right.
    ///
    /// # Errors
    /// As [`Self::open`] and [`Session::look`].
    pub async fn open_and_look(&self) -> Result<(Session, Found)> {
        let (session, answer) = self.open_and(async |session| session.look_raw("").await).await?;
        let found = session.read_look(answer, 0).await?;
        Ok((session, found))
    }

    /// The same, and takes the run lock on the way where it is free: what is found can be acted on without another look.
    ///
    /// # Errors
    /// As [`Self::open_and_look`].
    pub async fn open_to_apply(&self) -> Result<(Session, Found)> {
        let (mut session, tried) = self.open_and(async |session| session.try_lock().await).await?;
        let found = session.tried(tried).await?;
        Ok((session, found))
    }

    /// Opens a connection and asks something. The question which database it is goes out first, and the answer counts only where that is
    /// the right one.
    pub(super) async fn open_and<T>(
        &self,
        ask: impl AsyncFnOnce(&Session) -> Result<T>,
    ) -> Result<(Session, T)> {
        let session = self.session(self.connect().await?);
        // Polled in this order, so they are sent in it.
        let (checked, answer) = tokio::join!(biased; self.check(&session), ask(&session));
        checked?;
        let answer = answer?;
        Ok((session, answer))
    }

    /// Opens it again after a break, and gives a server that restarts the time that connecting may take.
    pub(super) async fn reopen(&self) -> Result<Session> {
        let options = ConnectOptions { again: true, ..self.options() };
        let session = self.session(connect(&self.address, &options).await?);
        self.check(&session).await?;
        Ok(session)
    }

    /// Sees that a pinned door leads where it must.
    async fn check(&self, session: &Session) -> Result<()> {
        let Some(pin) = &self.pin else { return Ok(()) };
        pin.check(&session.identity(pin.schema.as_deref()).await?)
    }

    fn session(&self, connection: Connection) -> Session {
        tracing::info!(
            server = %self.address.label(),
            version = %connection.server_version,
            encrypted = connection.encrypted,
            verified = connection.verified,
            "connected"
        );
        Session { connection, door: self.clone(), checks_connection: false, under_lock: None }
    }

    pub(super) async fn connect(&self) -> Result<Connection> {
        connect(&self.address, &self.options()).await
    }

    fn options(&self) -> ConnectOptions {
        let target = self.target.label.as_deref().unwrap_or("database");
        ConnectOptions {
            application_name: Some(format!("provost/{}/{target}", self.run)),
            connect_timeout: self.limits.connect_timeout,
            ..ConnectOptions::default()
        }
    }
}

/// The two numbers of the run lock: `prov`, and a hash of the history table's name.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct LockKeys {
    space: i32,
    key: i32,
}

impl Session {
    /// What messages call the target.
    pub fn target(&self) -> &Target {
        &self.door.target
    }

    /// Whether the server is a standby, or a restore that is not finished.
    pub fn in_recovery(&self) -> bool {
        self.connection.in_recovery
    }

    /// A failure with everything that server or connection said.
    pub(super) fn failure(
        &self,
        kind: Kind,
        what: impl Into<String>,
        error: &tokio_postgres::Error,
    ) -> Failure {
        self.connection.failure(kind, what, error)
    }

    /// The one line that names what went wrong.
    pub(super) fn said(&self, error: &tokio_postgres::Error) -> String {
        self.connection.causes(error).into_iter().next().unwrap_or_else(|| error.to_string())
    }

    /// Sends one message and reads its answer.
    ///
    /// # Errors
    /// What the server or the connection said.
    pub async fn ask(&self, sql: &str) -> Result<Answer, tokio_postgres::Error> {
        message::ask(&self.connection.client, sql).await
    }

    /// Whether the connection is lost, and not only a question refused.
    pub(super) async fn is_gone(&self) -> bool {
        // One that is still busy with an earlier question answers late, and is there.
        let answer = tokio::time::timeout(Duration::from_secs(5), self.ask("")).await;
        answer.is_ok_and(|answer| answer.is_err_and(|error| message::is_lost(&error)))
    }

    pub(super) fn lock_keys(&self) -> LockKeys {
        let label = self.door.history.label();
        let hash = crate::model::checksum(
            crate::model::VersionWidth::Int8,
            &label,
            crate::model::Version::new(0),
            "",
        );
        // Positive, since `pg_locks` shows the keys as unsigned.
        LockKeys { space: i32::from_be_bytes(*b"prov"), key: (hash & 0x7fff_ffff) as i32 }
    }

    pub(super) fn table(&self) -> Table<'_> {
        Table::from(&self.door.history.0)
    }

    /// Refuses a transaction pooler, which would break the lock, the settings and the no-transaction files.
    pub(super) async fn refuse_pooler(&self, backend_pid: i32) -> Result<()> {
        pooler::check(&self.connection, backend_pid, &self.door.address, &self.door.options()).await
    }
}
