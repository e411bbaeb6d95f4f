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

impl Connection {
    /// Asks the server to stop the statement that this session runs. It answers nothing: the statement fails with 57014, or it was
    /// done already. `address` is the one the session was opened with.
    ///
    /// # Errors
    /// When the server cannot be reached within `limit`.
    pub async fn cancel(&self, address: &Address, limit: Duration) -> Result<()> {
        let (address, _) = session_address(address)?;
        let deadline = Instant::now() + limit;
        let mode = if self.encrypted { address.tls } else { TlsMode::Disable };
        let ask = async {
            let transport = secure(dial(&address, deadline).await?, &address, mode).await?;
            let policy = LoginPolicy { verified: false, local: false };
            let wire = Wire::new(transport, policy, WireCounters::new(LOGIN_BUDGET));
            let token = self.client.cancel_token();
            token.cancel_query_raw(tokio::io::empty(), Handover(wire)).await.map_err(Trouble::Login)
        };
        let asked =
            timeout_at(deadline, ask).await.unwrap_or(Err(Trouble::Deadline { during: "asking to cancel" }));
        asked.map_err(|trouble| plain::connect_failure(&address, &trouble, limit))
    }
}
