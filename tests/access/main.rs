//! Access rules: what is read, what is refused, what is generated, and that it does what it says on a real server.

mod generated;
mod known;
mod refused;
