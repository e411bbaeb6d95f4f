//! How far one gets on the way to a server: for a person who cannot connect and asks where it ends.

use super::address::{Address, Host};
use super::dial::dial;
use super::names::look_up;
use super::plain;
use std::time::Duration;
use tokio::time::{Instant, timeout};

/// How long each stage may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// How far one gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The addresses that the host's name leads to, or why it leads nowhere. For a socket: its directory.
    pub name: Result<Vec<String>, String>,
    /// Whether something takes connections there, or why not; absent where the name leads nowhere.
    pub port: Option<Result<(), String>>,
}

/// Tries the way to a server, stage by stage. Nothing is sent.
pub async fn reach(address: &Address) -> Reach {
    let name = match &address.host {
        Host::Socket(directory) => Ok(vec![directory.display().to_string()]),
        Host::Tcp(host) => match timeout(PATIENCE, look_up(host, address.port)).await {
            Ok(Ok(found)) => Ok(found.iter().map(|at| at.ip().to_string()).collect()),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err("the name service does not answer".to_owned()),
        },
    };
    let port = match &name {
        Err(_) => None,
        Ok(_) => Some(match timeout(PATIENCE, dial(address, Instant::now() + PATIENCE)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(trouble)) => Err(plain::stage(&trouble)),
            Err(_) => Err("no answer".to_owned()),
        }),
    };
    Reach { name, port }
}
