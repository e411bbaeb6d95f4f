//! Connections, against real servers, a real PgBouncer, and servers that lie.

mod certificate;
mod login;
mod server;
