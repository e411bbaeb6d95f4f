//! Parameters that are not taken: those that people do write with the reason, any other with the one that was probably meant.

use super::parameter::{BEFORE_QUERY, IN_URL};
use crate::failure::Failure;

/// Parameters people do write, with the reason why provost does not take them.
const REFUSED: [(&str, &str); 29] = [
    (
        "pgbouncer",
        "it is Prisma's mark of a transaction pooler, which breaks locks and settings: use the session pooler or a direct connection, port 5432, and leave it out",
    ),
    ("hostaddr", "the server's certificate is checked against the host's name: give that"),
    ("service", "the target must stand in the address itself, not in another file"),
    ("servicefile", "the target must stand in the address itself, not in another file"),
    ("passfile", "give the password in the address, or in the environment as PGPASSWORD"),
    ("sslcert", "client certificates are not supported: log in by password"),
    ("sslkey", "client certificates are not supported: log in by password"),
    ("sslpassword", "client certificates are not supported: log in by password"),
    ("sslcrl", "revocation lists are not supported"),
    ("sslcrldir", "revocation lists are not supported"),
    ("sslnegotiation", "TLS is always asked for in PostgreSQL's usual way"),
    ("ssl", "write `sslmode=verify-full`"),
    ("requiressl", "write `sslmode=verify-full`"),
    ("sslaccept", "write `sslmode=verify-full`"),
    ("gssencmode", "Kerberos is not supported: log in by password"),
    ("krbsrvname", "Kerberos is not supported: log in by password"),
    ("require_auth", "provost refuses weak logins by itself"),
    ("target_session_attrs", "give the one server to work on; provost says so when it is read-only"),
    ("load_balance_hosts", "give the one server to work on"),
    ("keepalives", "provost sets it"),
    ("keepalives_idle", "provost sets it"),
    ("keepalives_interval", "provost sets it"),
    ("keepalives_count", "provost sets it"),
    ("tcp_user_timeout", "provost sets it"),
    ("schema", "it is Prisma's: leave it out"),
    ("connection_limit", "it is Prisma's: leave it out"),
    ("pool_timeout", "it is Prisma's: leave it out"),
    ("client_encoding", "provost always speaks UTF-8"),
    ("replication", "provost needs an ordinary session"),
];

/// Whether a name is one that people write, so that it can be repeated in an error without a thought.
pub(super) fn is_known(name: &str) -> bool {
    IN_URL.contains(&name) || BEFORE_QUERY.contains(&name) || REFUSED.iter().any(|(known, _)| *known == name)
}

/// What to say of a parameter that is not taken.
pub(super) fn failure(name: &str) -> Failure {
    if let Some((_, why)) = REFUSED.iter().find(|(known, _)| *known == name) {
        return Failure::bad_input(format!("the parameter `{name}` is not accepted"))
            .because(why)
            .hint(format!("remove `{name}` from the address"));
    }
    let printable =
        (1..=40).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let shown = if printable { format!("`{name}`") } else { "with an unusual name".to_owned() };
    let lower = name.to_ascii_lowercase();
    let failure = Failure::bad_input(format!("the address has an unknown parameter {shown}"));
    match similar::get_close_matches(lower.as_str(), &IN_URL, 1, 0.7).first() {
        Some(close) if printable => failure.hint(format!("did you mean `{close}`?")),
        _ => failure.hint(format!("leave it out; accepted are {}", IN_URL.join(", "))),
    }
}
