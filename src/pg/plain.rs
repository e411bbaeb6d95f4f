//! Why no connection came about, in plain words and with what to do.

use super::address::{Address, Host};
use super::trouble::Trouble;
use super::watch::Breach;
use super::{distrust, login_words};
use crate::failure::{Failure, Kind};
use std::error::Error;
use std::io;
use std::net::IpAddr;
use std::time::Duration;

/// A cause and what to do about it.
pub(super) struct Words {
    pub(super) cause: String,
    pub(super) hint: String,
}

impl Words {
    pub(super) fn new(cause: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { cause: cause.into(), hint: hint.into() }
    }
}

/// Puts it all together.
pub(super) fn connect_failure(address: &Address, trouble: &Trouble, limit: Duration) -> Failure {
    let what =
        format!("could not connect to `{}/{}` as `{}`", address.label(), address.database, address.user);
    let failure = Failure::new(Kind::Connect, what).by(trouble.reason(address));
    let words = match trouble {
        Trouble::Trust(failure) => return failure.clone(),
        Trouble::Login(error) => match error.as_db_error() {
            Some(db) => {
                let failure = failure.because(format!("{} ({})", db.message(), db.code().code()));
                let (cause, hint) = login_words::of_server(address, db);
                return cause.into_iter().fold(failure, Failure::because).hint(hint);
            }
            None => driver(address, error),
        },
        Trouble::Resolve(error) => resolve(address, error),
        Trouble::Private(found) => return not_public(failure.with_kind(Kind::Refused), *found),
        Trouble::Socket { path, error } => Words::new(
            format!("`{}`: {}", path.display(), say(error)),
            "start the server, or check directory and port of its socket; `provost db status` shows the embedded one",
        ),
        Trouble::Unreachable(tried) => {
            let causes = tried.iter().map(|(at, error)| format!("{at}: {}", say(error)));
            let failure = causes.fold(failure, Failure::because);
            return failure.hint(unreachable(address, tried.iter().map(|(_, error)| error)));
        }
        Trouble::Broken(error) => Words::new(
            format!("the connection broke before the login: {}", say(error)),
            format!(
                "check that a PostgreSQL server listens at `{}`, and that no proxy or firewall is in between",
                address.label()
            ),
        ),
        Trouble::NotPostgres { answer } => not_postgres(address, *answer),
        Trouble::TlsNotOffered => distrust::not_offered(address),
        Trouble::Handshake(error) => distrust::handshake(address, error),
        Trouble::Deadline { during } => Words::new(
            format!("no answer within {} s, while {during}", limit.as_secs_f32()),
            format!(
                "check host, port and network; allow more time with `connect_timeout`: `provost doctor` tries `{}` step by step",
                address.label()
            ),
        ),
    };
    failure.because(words.cause).hint(words.hint)
}

/// What is said of a host that leads to an address which is not public. `found` is nothing for a socket's file.
pub(super) fn not_public(failure: Failure, found: Option<(IpAddr, &'static str)>) -> Failure {
    let cause = match found {
        None => "it is a socket of this machine, which is not public".to_owned(),
        Some((ip, kind)) => format!("it leads to {ip}, which is not public: {kind}"),
    };
    failure.because(cause).because("whoever hands over such an address could reach what only this machine can").hint(
        "take the string under dashboard > Connect > Session pooler; where the database really is in your own network, say `--allow-private` to `provision course` or `course set-credentials`",
    )
}

/// Why a host could not be reached, in a few words.
pub(super) fn stage(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Socket { error, .. } | Trouble::Broken(error) | Trouble::Resolve(error) => say(error),
        Trouble::Unreachable(tried) => tried.first().map_or_else(String::new, |(_, error)| say(error)),
        _ => "something else than PostgreSQL answers".to_owned(),
    }
}

/// An input or output error without the operating system's number.
pub(super) fn say(error: &io::Error) -> String {
    use io::ErrorKind::{
        ConnectionRefused, ConnectionReset, HostUnreachable, NetworkUnreachable, NotFound, PermissionDenied,
        TimedOut, UnexpectedEof,
    };
    match error.kind() {
        ConnectionRefused => "connection refused".to_owned(),
        ConnectionReset => "the other side cut the connection".to_owned(),
        UnexpectedEof => "the other side closed the connection".to_owned(),
        HostUnreachable | NetworkUnreachable => "the network does not lead there".to_owned(),
        NotFound => "there is no such file".to_owned(),
        PermissionDenied => "this user may not open it".to_owned(),
        TimedOut => "no answer".to_owned(),
        _ => error.to_string(),
    }
}

/// What an error is made of, innermost last.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    fn inner<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
        match error.downcast_ref::<io::Error>() {
            // Its own `source` skips the error that it wraps.
            Some(io) => io.get_ref().map(|inner| inner as &(dyn Error + 'static)),
            None => error.source(),
        }
    }
    std::iter::successors(Some(error), |error| inner(*error))
}

/// What the server did that ended the connection, where it was that.
pub(super) fn breach(error: &tokio_postgres::Error) -> Option<&Breach> {
    chain(error).find_map(|error| error.downcast_ref())
}

/// Why an open connection broke, or a call failed in the driver itself.
pub(super) fn broken(error: &tokio_postgres::Error) -> String {
    if let Some(breach) = breach(error) {
        return breach.to_string();
    }
    if let Some(error) = chain(error).find_map(|error| error.downcast_ref::<io::Error>()) {
        return format!("the connection broke: {}", say(error));
    }
    match error.source() {
        _ if error.is_closed() => "the server closed the connection".to_owned(),
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

fn driver(address: &Address, error: &tokio_postgres::Error) -> Words {
    if let Some(breach) = breach(error) {
        return login_words::of_breach(address, breach);
    }
    if let Some(error) = chain(error).find_map(|error| error.downcast_ref::<io::Error>()) {
        return Words::new(
            format!("the connection broke during the login: {}", say(error)),
            format!("check that a PostgreSQL server listens at `{}`; its log may say more", address.label()),
        );
    }
    login_words::of_driver(address, error)
}

fn resolve(address: &Address, error: &io::Error) -> Words {
    let text = error.to_string();
    let reason = text.rsplit(": ").next().unwrap_or(&text);
    let cause = format!("the host's name leads nowhere: {reason}");
    let hint = if is_supabase_direct(address) {
        "the project is paused, or this network has no IPv6: dashboard > Resume, or take the string under Connect > Session pooler".to_owned()
    } else {
        "check the host's spelling, and this machine's name service".to_owned()
    };
    Words::new(cause, hint)
}

fn unreachable<'a>(address: &Address, errors: impl Iterator<Item = &'a io::Error>) -> String {
    let kinds: Vec<io::ErrorKind> = errors.map(io::Error::kind).collect();
    let no_way = kinds
        .iter()
        .all(|kind| matches!(kind, io::ErrorKind::NetworkUnreachable | io::ErrorKind::HostUnreachable));
    if is_supabase_direct(address) && no_way {
        "the host has only an IPv6 address and this network has none: take the string under dashboard > Connect > Session pooler".to_owned()
    } else if is_supabase(address) && kinds.contains(&io::ErrorKind::ConnectionRefused) {
        "after several wrong passwords Supabase bans an address: look under dashboard > Database > Settings > Network bans".to_owned()
    } else {
        format!(
            "start the server, or check host and port: `pg_isready -h {} -p {}`",
            host_text(address),
            address.port
        )
    }
}

fn not_postgres(address: &Address, answer: u8) -> Words {
    let cause = match answer {
        b'E' => "the server answers the request for TLS with an error".to_owned(),
        _ => "what answers there is not PostgreSQL".to_owned(),
    };
    Words::new(cause, format!("check the port: `pg_isready -h {} -p {}`", host_text(address), address.port))
}

fn host_text(address: &Address) -> String {
    match &address.host {
        Host::Tcp(host) => host.clone(),
        Host::Socket(path) => path.display().to_string(),
    }
}

/// Whether the host belongs to Supabase.
pub(super) fn is_supabase(address: &Address) -> bool {
    matches!(&address.host, Host::Tcp(host) if host.ends_with(".supabase.co") || host.ends_with(".supabase.com"))
}

/// Whether the host is a Supabase project's own machine, which has an IPv6 address only.
fn is_supabase_direct(address: &Address) -> bool {
    matches!(&address.host, Host::Tcp(host) if host.starts_with("db.") && host.ends_with(".supabase.co"))
}
