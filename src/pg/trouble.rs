//! Why no connection came about, before it is put in plain words.

use super::Address;
use super::plain::is_supabase;
use crate::failure::{Failure, Reason};
use std::error::Error as _;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use tokio_postgres::error::SqlState;

/// Why no connection came about.
pub(super) enum Trouble {
    /// The host's name leads nowhere.
    Resolve(io::Error),
    /// The socket's file could not be opened.
    Socket { path: PathBuf, error: io::Error },
    /// The host leads to an address that is not public, and must be. What kind it is; nothing for a socket's file.
    Private(Option<(std::net::IpAddr, &'static str)>),
    /// None of the host's addresses could be reached.
    Unreachable(Vec<(SocketAddr, io::Error)>),
    /// The link broke before the login.
    Broken(io::Error),
    /// The server does not offer TLS, and must.
    TlsNotOffered,
    /// Something else than PostgreSQL answered.
    NotPostgres { answer: u8 },
    /// The TLS handshake failed.
    Handshake(io::Error),
    /// The roots to check against could not be had.
    Trust(Failure),
    /// The driver or the server refused the login.
    Login(tokio_postgres::Error),
    /// Time ran out, while this was going on.
    Deadline { during: &'static str },
}

/// How long it makes sense to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Patience {
    /// Not at all.
    None,
    /// A moment: it may be a restart.
    Moment,
    /// Until time runs out: the server said that it is coming.
    Full,
}

impl Trouble {
    /// Only what passes by itself is tried again; above all never a refused password, which can get the address banned.
    ///
    /// `again`: the server was there a moment ago, so a socket that is missing, or a login that is broken off without a word, is a restart.
    pub(super) fn patience(&self, again: bool) -> Patience {
        match self {
            Self::Unreachable(_) | Self::Broken(_) | Self::Socket { .. } if again => Patience::Full,
            Self::Login(error) if again && is_broken_off(error) => Patience::Full,
            Self::Unreachable(tried) if tried.iter().any(|(_, error)| may_pass(error)) => Patience::Moment,
            Self::Broken(error) | Self::Socket { error, .. } if may_pass(error) => Patience::Moment,
            Self::Login(error) if error.code() == Some(&SqlState::CANNOT_CONNECT_NOW) => Patience::Full,
            _ => Patience::None,
        }
    }
}

impl Trouble {
    /// What of it a fleet's report counts by.
    pub(super) fn reason(&self, address: &Address) -> Reason {
        match self {
            // A paused project's own host has no address, and its pooler knows no such tenant.
            Self::Resolve(_) if is_supabase(address) => Reason::Paused,
            Self::Login(error) => match error.as_db_error() {
                Some(said) if is_supabase(address) && is_unknown_project(said.message()) => Reason::Paused,
                Some(said) if said.code().code().starts_with("28") => Reason::Auth,
                Some(said) if said.message().contains("authentication") => Reason::Auth,
                _ => Reason::Unreachable,
            },
            _ => Reason::Unreachable,
        }
    }
}

fn is_unknown_project(text: &str) -> bool {
    ["Tenant or user not found", "ENOTFOUND", "tenant/user"].iter().any(|part| text.contains(part))
}

/// Whether a login ended without a word of the server.
fn is_broken_off(error: &tokio_postgres::Error) -> bool {
    let source = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    error.is_closed() || source.is_some_and(may_pass)
}

fn may_pass(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, TimedOut, UnexpectedEof};
    matches!(error.kind(), ConnectionRefused | ConnectionReset | ConnectionAborted | TimedOut | UnexpectedEof)
}
