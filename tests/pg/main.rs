//! Connections, against real servers, a real PgBouncer, and servers that lie.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests start servers, write files, and fail by panicking"
)]

mod address;
mod address_refused;
mod cancel;
mod certificate;
mod fake;
mod hostile;
mod hostile_session;
mod login;
mod pgbouncer;
mod pooler;
mod server;
mod statement;
mod trust;
mod weak_login;
