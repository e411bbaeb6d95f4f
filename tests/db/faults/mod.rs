//! Connections cut, processes killed, servers crashed: at every step of a run.
//!
//! After each fault the same must hold: running again reaches the end, history agrees with the catalog, and no file ran twice.

mod crash;
mod cut;
mod journey;
mod kill;
mod server;
mod sweep;
