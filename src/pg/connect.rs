//! The one place that opens connections.

use super::address::{Address, ChannelBinding, Host, TlsMode};
use super::connection::Connection;
use super::counters::{ANSWER_BUDGET, WireCounters};
use super::dial::dial;
use super::pooler::session_address;
use super::session_task::drive;
use super::stream::{Handover, Wire};
use super::transport::secure;
use super::trouble::{Patience, Trouble};
use super::watch::LoginPolicy;
use super::{plain, tls};
use crate::failure::{Failure, Result};
use backon::{BackoffBuilder, ExponentialBuilder};
use secrecy::ExposeSecret;
use std::sync::Mutex;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};
use tokio_postgres::config::{ChannelBinding as DriverBinding, SslMode, SslNegotiation};
use tokio_postgres::error::SqlState;

/// How long connecting may take where nobody says.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a refused or broken connection is tried again: enough for a restart, short for a typing error.
const MOMENT: Duration = Duration::from_secs(2);
/// PostgreSQL cuts names longer than this.
const NAME_BYTES: usize = 63;

/// What the caller wants of a connection, beside where it leads.
#[derive(Debug, Clone, Default)]
pub struct ConnectOptions {
    /// Shown in `pg_stat_activity`; goes before the address's own.
    pub application_name: Option<String>,
    /// How long connecting may take altogether, tries included; goes before the address's own.
    pub connect_timeout: Option<Duration>,
    /// What one answer may cost in memory; [`ANSWER_BUDGET`] where absent.
    pub answer_budget: Option<u64>,
    /// Whether a connection to this server broke a moment ago: then absence is waited out, as in a restart.
    pub again: bool,
}

/// Connects and logs in.
///
/// A refused login is never tried again. What can pass by itself (a restart, a reset link) is, within the time allowed.
///
/// # Errors
/// In plain words, with what to do.
pub async fn connect(address: &Address, options: &ConnectOptions) -> Result<Connection> {
    let (address, moved) = session_address(address)?;
    let address = &address;
    let limit = options.connect_timeout.or(address.connect_timeout).unwrap_or(CONNECT_TIMEOUT);
    let start = Instant::now();
    let deadline = start + limit;
    let stage = Mutex::new("looking for the host");
    let mut pauses = ExponentialBuilder::default()
        .with_min_delay(Duration::from_millis(50))
        .with_max_delay(Duration::from_millis(800))
        .with_jitter()
        .without_max_times()
        .build();
    loop {
        let attempt = timeout_at(deadline, attempt(address, options, deadline, &stage)).await;
        let trouble = match attempt {
            Ok(Ok(connection)) => return Ok(Connection { moved, ..connection }),
            Ok(Err(trouble)) => trouble,
            Err(_) => {
                let during = *stage.lock().map_err(|_| lost())?;
                return Err(plain::connect_failure(address, &Trouble::Deadline { during }, limit));
            }
        };
        let until = match trouble.patience(options.again) {
            Patience::None => start,
            _ if options.again => deadline,
            Patience::Moment => deadline.min(start + MOMENT),
            Patience::Full => deadline,
        };
        match pauses.next() {
            Some(pause) if Instant::now() + pause < until => sleep(pause).await,
            _ => return Err(plain::connect_failure(address, &trouble, limit)),
        }
    }
}

/// One try, or two where libpq's `allow` and `prefer` have a second way.
async fn attempt(
    address: &Address,
    options: &ConnectOptions,
    deadline: Instant,
    stage: &Mutex<&'static str>,
) -> Result<Connection, Trouble> {
    let (first, second) = match (address.tls, address.is_local(), &address.host) {
        (_, _, Host::Socket(_)) => (TlsMode::Disable, None),
        (TlsMode::Allow, true, _) => (TlsMode::Disable, Some(TlsMode::Prefer)),
        (TlsMode::Prefer, true, _) => (TlsMode::Prefer, Some(TlsMode::Disable)),
        (mode, _, _) => (mode, None),
    };
    match (open(address, options, first, deadline, stage).await, second) {
        // The server has no rule for this kind of connection; it may have one for the other.
        (Err(Trouble::Login(error)), Some(second))
            if error.code() == Some(&SqlState::INVALID_AUTHORIZATION_SPECIFICATION) =>
        {
            open(address, options, second, deadline, stage).await
        }
        (Err(Trouble::Handshake(_)), Some(TlsMode::Disable)) => {
            open(address, options, TlsMode::Disable, deadline, stage).await
        }
        (result, _) => result,
    }
}

async fn open(
    address: &Address,
    options: &ConnectOptions,
    mode: TlsMode,
    deadline: Instant,
    stage: &Mutex<&'static str>,
) -> Result<Connection, Trouble> {
    let enter = |now| {
        if let Ok(mut stage) = stage.lock() {
            *stage = now;
        }
    };
    enter("opening the connection");
    let socket = dial(address, deadline).await?;
    enter("setting up TLS");
    let transport = secure(socket, address, mode).await?;
    let encrypted = transport.is_tls();
    let verified = encrypted && tls::verifies(mode, address.root_cert.as_deref());
    enter("logging in");
    let wire = WireCounters::new(options.answer_budget.unwrap_or(ANSWER_BUDGET));
    let policy = LoginPolicy { verified, local: address.is_local() };
    let handover = Handover(Wire::new(transport, policy, wire.clone()));
    let login = login(address, options);
    let (client, driver) = login.connect_raw(tokio::io::empty(), handover).await.map_err(Trouble::Login)?;
    let server_version = driver.parameter("server_version").unwrap_or_default().to_owned();
    let in_recovery = driver.parameter("in_hot_standby") == Some("on");
    let (notices, ending) = drive(driver);
    Ok(Connection {
        moved: None,
        client,
        key_pid: wire.key_pid(),
        wire,
        server_version,
        in_recovery,
        encrypted,
        verified,
        notices,
        ending,
    })
}

/// The driver's settings. Host, TLS and time-outs are not among them: they are dealt with before the driver starts.
fn login(address: &Address, options: &ConnectOptions) -> tokio_postgres::Config {
    let mut config = tokio_postgres::Config::new();
    config.user(&address.user).dbname(&address.database);
    config.ssl_mode(SslMode::Require).ssl_negotiation(SslNegotiation::Direct);
    config.channel_binding(match address.channel_binding {
        ChannelBinding::Disable => DriverBinding::Disable,
        ChannelBinding::Prefer => DriverBinding::Prefer,
        ChannelBinding::Require => DriverBinding::Require,
    });
    if let Some(password) = &address.password {
        config.password(password.expose_secret());
    }
    if let Some(startup) = address.options.as_deref().filter(|options| !options.is_empty()) {
        config.options(startup);
    }
    let name =
        options.application_name.as_deref().or(address.application_name.as_deref()).unwrap_or("provost");
    let name: String =
        name.chars().map(|c| if c.is_ascii_graphic() { c } else { '?' }).take(NAME_BYTES).collect();
    config.application_name(name);
    config
}

fn lost() -> Failure {
    Failure::new(crate::failure::Kind::Bug, "the state of a connection attempt was lost")
}
