//! What a server, or the driver, says when it refuses a login.

use super::address::{Address, TlsMode};
use super::plain::{Words, is_supabase};
use super::watch::Breach;
use crate::render::shell_word;
use std::error::Error;
use tokio_postgres::error::{DbError, SqlState};

const WAY_OUT_OF_UNPROVEN: &str = "add `sslmode=verify-full` and pass the server's root certificate with `--ssl-root-cert FILE`, or let the role log in by scram-sha-256";

/// More about a refusal by the server, and what to do.
pub(super) fn of_server(address: &Address, error: &DbError) -> (Option<String>, String) {
    let text = error.message();
    let has = |part: &str| text.contains(part);
    let code = error.code();
    let words = |cause: &str, hint: &str| (Some(cause.to_owned()), hint.to_owned());
    if has("ECIRCUITBREAKER") || has("too many authentication failures") {
        return words(
            "too many wrong passwords: Supabase blocks this address for about 2 minutes",
            "stop every program that uses the old password, wait 2 minutes, then try again",
        );
    }
    if has("Tenant or user not found") || has("ENOTFOUND") || has("tenant/user") {
        return words(
            "this is not about the password: Supabase does not find the project",
            "copy the string again (dashboard > Connect > Session pooler); the user name is `postgres.REF`; a paused project is woken under dashboard > Resume, which takes up to 15 minutes",
        );
    }
    if has("EADDRNOTALLOWED") || has("not in tenant allow_list") {
        return words(
            "the project lets in only listed addresses",
            "add this machine's address: dashboard > Database > Settings > Network restrictions",
        );
    }
    if has("EMAXCONNSESSION")
        || has("max clients reached")
        || *code == SqlState::TOO_MANY_CONNECTIONS
        || has("no more connections allowed")
    {
        return words(
            "all connections of the server are in use",
            "close other tools that hold connections, or wait a minute, then try again",
        );
    }
    if has("ESSLREQUIRED") || has("SSL connection is required") || has("SSL required") {
        return words(
            "the server takes encrypted connections only",
            "write `sslmode=verify-full` and pass the server's root certificate with `--ssl-root-cert FILE`",
        );
    }
    if has("unsupported startup parameter") {
        return words(
            "this is a PgBouncer that refuses a parameter of the login",
            "leave `options` out of the address",
        );
    }
    if *code == SqlState::INVALID_PASSWORD
        || has("SASL authentication failed")
        || has("password authentication failed")
    {
        let hint = if is_supabase(address) {
            "give the database's password (neither the one for Supabase's web site nor an API key); reset a lost one: dashboard > Database > Settings. provost does not try again: several wrong passwords get an address banned"
        } else {
            "check user and password; provost does not try again by itself"
        };
        return words("wrong user or password", hint);
    }
    if has("no pg_hba.conf entry") {
        let hint = if has("no encryption") || has("SSL off") {
            "connect with TLS: leave `sslmode=disable` out"
        } else {
            "let the server's administrator add a rule for this user, database and address to `pg_hba.conf`"
        };
        return words("the server has no rule that lets this login in", hint);
    }
    if *code == SqlState::INVALID_CATALOG_NAME {
        return (
            None,
            format!("check the database's name, or create it: `createdb {}`", shell_word(&address.database)),
        );
    }
    if *code == SqlState::CANNOT_CONNECT_NOW {
        return (None, "wait until the server is up, then try again".to_owned());
    }
    if *code == SqlState::INVALID_AUTHORIZATION_SPECIFICATION {
        return (None, "check the user name; the role must exist and have LOGIN".to_owned());
    }
    (None, "the server's log says more; `provost doctor` tries the connection step by step".to_owned())
}

/// What to do where the connection was cut because of what the server did.
pub(super) fn of_breach(address: &Address, breach: &Breach) -> Words {
    match breach {
        Breach::ClearTextPassword | Breach::Md5Password => {
            Words::new(format!("{breach}; it was not sent"), WAY_OUT_OF_UNPROVEN)
        }
        Breach::TooMuch { .. } | Breach::Copy | Breach::NotPostgres => {
            let hint = format!("check that `{}` is the PostgreSQL server you mean", address.label());
            Words::new(breach.to_string(), hint)
        }
    }
}

/// What to do where the driver gave up by itself.
pub(super) fn of_driver(address: &Address, error: &tokio_postgres::Error) -> Words {
    let reason = error.source().map_or_else(|| error.to_string(), ToString::to_string);
    match reason.as_str() {
        "password missing" => Words::new(
            "the server asks for a password, and none was given",
            format!(
                "set it for this run: `read -rs PGPASSWORD && export PGPASSWORD`, or put it into the address (`{address}`)"
            ),
        ),
        "server did not use channel binding" => {
            let hint = if address.tls == TlsMode::VerifyFull {
                "leave `channel_binding=require` out: `sslmode=verify-full` already proves who the server is"
            } else {
                "write `sslmode=verify-full` instead of `channel_binding=require`"
            };
            Words::new(
                "the server did not tie the login to the TLS connection, as `channel_binding=require` asks for",
                hint,
            )
        }
        _ if error.is_closed() => Words::new(
            "the server closed the connection during the login",
            format!("check that a PostgreSQL server listens at `{}`; its log may say more", address.label()),
        ),
        _ => Words::new(
            format!("the login failed: {reason}"),
            "let the role log in by scram-sha-256; the server's log says more",
        ),
    }
}
