//! Connections to PostgreSQL: addresses, TLS, what a server may send, poolers, and what its errors mean.
//!
//! [`connect`] is the only door. What it returns counts what passes ([`WireCounters`]), keeps the server's notices and can say
//! why it broke.

pub mod access;
mod address;
pub mod apply;
mod cancel;
mod catalog;
mod check;
mod checkup;
mod connect;
mod connection;
mod counters;
mod dial;
mod distrust;
mod door;
mod fence;
pub mod fleet;
pub mod golden;
mod held;
mod identity;
mod lint;
mod lock;
mod login_words;
mod look;
pub mod message;
pub mod names;
mod plain;
pub mod pooler;
mod preflight;
pub mod proof;
mod reach;
pub mod registry;
pub mod scratch;
mod session_task;
mod snapshot;
pub mod statement;
mod stream;
mod tls;
mod transport;
mod trouble;
pub mod vault;
mod watch;
mod watermark;

pub use address::{Address, ChannelBinding, Host, TlsMode};
pub use cancel::Canceler;
pub use checkup::Checkup;
pub use connect::{ConnectOptions, connect};
pub use connection::Connection;
pub use counters::{ANSWER_BUDGET, WireCount, WireCounters};
pub use door::{AccessLook, Door, Limits, Session};
pub use identity::Pin;
pub use lint::plans;
pub use preflight::Preflight;
pub use reach::{Reach, reach};
pub use watch::Breach;
pub use watermark::{Asked, Watermark};
