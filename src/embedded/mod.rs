//! The PostgreSQL that provost owns: for first steps, shadows and tests.
//!
//! [`find`] chooses the programs, [`Throwaway`] runs a server that dies with its owner, and [`platform`] is the stand-in for what Supabase
//! brings. A server is reached through a socket in a directory that only its account can open; there is no TCP port.

mod account;
mod binaries;
mod bootstrap;
mod cluster;
mod discover;
mod disk;
mod fetch;
mod find;
mod guard;
mod home;
mod keeper;
mod leftovers;
mod look;
mod password;
pub mod platform;
mod process;
mod progress;
mod record;
mod server;
mod template;
mod throwaway;

pub use account::Account;
pub use binaries::{OLDEST_MAJOR, ServerBinaries, ServerVersion};
pub use cluster::{Cluster, Status};
pub use discover::{Candidate, Choice, Origin, Unfit, choose};
pub use find::{Source, Wanted, find};
pub use home::{CACHE_VARIABLE, Home, STATE_VARIABLE};
pub use progress::{OnProgress, Progress};
pub use server::{Contents, OWNER, PLATFORM_DATABASE, SUPERUSER, Server};
pub use throwaway::Throwaway;
