//! Stopping what a session is doing, from outside: by a second, short connection that names the session's secret.

use super::address::{Address, TlsMode};
use super::connection::Connection;
use super::counters::WireCounters;
use super::dial::dial;
use super::plain;
use super::pooler::session_address;
use super::stream::{Handover, Wire};
use super::transport::secure;
use super::trouble::Trouble;
use super::watch::{LOGIN_BUDGET, LoginPolicy};
use crate::failure::Result;
use std::time::Duration;
use tokio::time::{Instant, timeout_at};
use tokio_postgres::CancelToken;

/// What it takes to stop a session's statement; outlives the session.
#[derive(Clone)]
pub struct Canceler {
    address: Address,
    encrypted: bool,
    token: CancelToken,
}

impl Connection {
    /// What stops this session's statements. `address` is the one the session was opened with.
    pub fn canceler(&self, address: &Address) -> Canceler {
        Canceler { address: address.clone(), encrypted: self.encrypted, token: self.client.cancel_token() }
    }

    /// Asks the server to stop the statement that this session runs.
    ///
    /// # Errors
    /// As [`Canceler::cancel`].
    pub async fn cancel(&self, address: &Address, limit: Duration) -> Result<()> {
        self.canceler(address).cancel(limit).await
    }
}

impl Canceler {
    /// Asks the server to stop the statement that the session runs. It answers nothing: the statement fails with 57014, or it was
    /// done already.
    ///
    /// # Errors
    /// When the server cannot be reached within `limit`.
    pub async fn cancel(&self, limit: Duration) -> Result<()> {
        let (address, _) = session_address(&self.address)?;
        let deadline = Instant::now() + limit;
        let mode = if self.encrypted { address.tls } else { TlsMode::Disable };
        let ask = async {
            let transport = secure(dial(&address, deadline).await?, &address, mode).await?;
            let policy = LoginPolicy { verified: false, local: false };
            let wire = Wire::new(transport, policy, WireCounters::new(LOGIN_BUDGET));
            let token = self.token.clone();
            token.cancel_query_raw(tokio::io::empty(), Handover(wire)).await.map_err(Trouble::Login)
        };
        let asked =
            timeout_at(deadline, ask).await.unwrap_or(Err(Trouble::Deadline { during: "asking to cancel" }));
        asked.map_err(|trouble| plain::connect_failure(&address, &trouble, limit))
    }
}
