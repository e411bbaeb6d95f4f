//! Transaction poolers: every transaction may run in another server process, so session locks do not exclude anybody, settings leak
//! to strangers, and temporary things get lost. provost does not work through one.

use super::address::{Address, Host};
use super::connect::{ConnectOptions, connect};
use super::connection::Connection;
use super::plain::is_supabase;
use crate::failure::{Failure, Kind, Result};

const PID: &str = include_str!("../../sql/session/pid.sql");
/// The port of Supabase's transaction pooler.
const TRANSACTION_PORT: u16 = 6543;
const SESSION_PORT: u16 = 5432;

/// An address that is surely no transaction pooler's as far as its host and port tell, and what to say where it was changed.
///
/// # Errors
/// For a Supabase project's own PgBouncer, which has no session mode.
pub fn session_address(address: &Address) -> Result<(Address, Option<String>)> {
    let host = match &address.host {
        Host::Tcp(host) if address.port == TRANSACTION_PORT && is_supabase(address) => host,
        // Elsewhere a port proves nothing; `check` asks the server.
        _ => return Ok((address.clone(), None)),
    };
    if host.ends_with(".pooler.supabase.com") {
        let moved = Address { port: SESSION_PORT, ..address.clone() };
        let notice = format!(
            "`{host}:{TRANSACTION_PORT}` is a transaction pooler; connecting to port {SESSION_PORT}, the session pooler, instead"
        );
        return Ok((moved, Some(notice)));
    }
    Err(refusal(address)
        .hint(format!("connect to the database itself: the same address with port {SESSION_PORT}")))
}

/// Makes sure that the session is the same server process throughout.
///
/// `reported_pid` is what `pg_backend_pid()` said in this session. Over a direct connection it agrees with the login, and nothing
/// is sent. Otherwise something stands in between, and a second session tells whether both keep a process of their own.
///
/// # Errors
/// When they do not, or when the second session cannot be had.
pub async fn check(
    connection: &Connection,
    reported_pid: i32,
    address: &Address,
    options: &ConnectOptions,
) -> Result<()> {
    if connection.key_pid == Some(reported_pid) {
        return Ok(());
    }
    let second = connect(address, options).await?;
    let (mut here, mut there) = (Some(reported_pid), None);
    // Twice in a row on each side, so that a pooler which hands its servers out in turn cannot keep step.
    for session in [&second, connection, connection, &second, &second, connection] {
        let pid = backend_pid(session, address).await?;
        let known = if std::ptr::eq(session, connection) { &mut here } else { &mut there };
        if known.is_some_and(|known| known != pid) {
            return Err(refuse(address, "one session was served by several server processes"));
        }
        *known = Some(pid);
        if here == there {
            return Err(refuse(address, "two sessions were served by one server process"));
        }
    }
    Ok(())
}

async fn backend_pid(session: &Connection, address: &Address) -> Result<i32> {
    let what = format!("could not find out whether a pooler stands before `{}`", address.label());
    let failed = |error| session.failure(Kind::Connect, what.clone(), &error);
    let rows = session.client.query_typed(PID, &[]).await.map_err(failed)?;
    match rows.first() {
        Some(row) => row.try_get(0).map_err(failed),
        None => Err(Failure::new(Kind::Connect, what).because("the server gave no answer").hint("try again")),
    }
}

fn refuse(address: &Address, evidence: &str) -> Failure {
    let hint = if is_supabase(address) {
        format!("take the string under dashboard > Connect > Session pooler (port {SESSION_PORT})")
    } else {
        "connect to the PostgreSQL server itself, or through a pool with `pool_mode = session`".to_owned()
    };
    refusal(address).because(evidence).hint(hint)
}

fn refusal(address: &Address) -> Failure {
    let what = format!("`{}/{}` is behind a transaction pooler", address.label(), address.database);
    Failure::new(Kind::Connect, what)
        .because("through it, locks protect nothing and settings reach strangers")
}
