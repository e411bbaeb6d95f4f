//! From a host to a connected socket.

#![expect(clippy::disallowed_types, reason = "connections are opened here and nowhere else")]

use super::address::private::private;
use super::address::{Address, Host};
use super::names::look_up;
use super::transport::Socket;
use super::trouble::Trouble;
use socket2::{SockRef, TcpKeepalive};
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpStream, UnixStream};
use tokio::time::{Instant, timeout};

/// A link that went dead is noticed after about 25 seconds, instead of two hours.
const KEEPALIVE_IDLE: Duration = Duration::from_secs(10);
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(5);
const KEEPALIVE_TRIES: u32 = 3;
/// How long bytes may stay unacknowledged.
#[cfg(target_os = "linux")]
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);
/// An address gets at least this long before the next one is tried.
const SHORTEST_TRY: Duration = Duration::from_millis(500);

/// Connects to the first of the host's addresses that answers.
pub(super) async fn dial(address: &Address, deadline: Instant) -> Result<Socket, Trouble> {
    let host = match &address.host {
        Host::Socket(_) if address.public_only => return Err(Trouble::Private(None)),
        Host::Socket(directory) => {
            let path = directory.join(format!(".s.PGSQL.{}", address.port));
            let socket = UnixStream::connect(&path).await.map_err(|error| Trouble::Socket { path, error })?;
            return Ok(Box::new(socket));
        }
        Host::Tcp(host) => host,
    };
    let found = look_up(host, address.port).await.map_err(Trouble::Resolve)?;
    let usable = usable(address, found)?;
    let mut tried = Vec::new();
    for (index, to) in usable.iter().enumerate() {
        let left = deadline.saturating_duration_since(Instant::now());
        let share = (left / (usable.len() - index) as u32).max(SHORTEST_TRY);
        let error = match timeout(share, TcpStream::connect(to)).await {
            Ok(Ok(stream)) => {
                tune(&stream).map_err(Trouble::Broken)?;
                return Ok(Box::new(stream));
            }
            Ok(Err(error)) => error,
            Err(_) => io::ErrorKind::TimedOut.into(),
        };
        tried.push((*to, error));
    }
    if tried.is_empty() {
        return Err(Trouble::Resolve(io::Error::other("the name has no usable address")));
    }
    Err(Trouble::Unreachable(tried))
}

/// Those of a name's addresses that may be connected to. Nothing is asked anew: a name must not lead elsewhere at a second look.
fn usable(address: &Address, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Trouble> {
    // One that is not public is enough: whoever made the name could have meant that one.
    if address.public_only
        && let Some((ip, kind)) = found.iter().find_map(|at| Some((at.ip(), private(at.ip())?)))
    {
        return Err(Trouble::Private(Some((ip, kind))));
    }
    // `localhost` has rights that other names do not have; it must not lead away from here.
    let is_here = |at: &SocketAddr| at.ip().to_canonical().is_loopback();
    Ok(found.into_iter().filter(|at| !address.is_local() || is_here(at)).collect())
}

fn tune(stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let socket = SockRef::from(stream);
    let keepalive = TcpKeepalive::new().with_time(KEEPALIVE_IDLE).with_interval(KEEPALIVE_INTERVAL);
    socket.set_tcp_keepalive(&keepalive.with_retries(KEEPALIVE_TRIES))?;
    #[cfg(target_os = "linux")]
    socket.set_tcp_user_timeout(Some(UNACKNOWLEDGED))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(host: &str, public_only: bool, found: &[&str]) -> Result<Vec<String>, String> {
        let address = Address::parse(&format!("postgres://u:p@{host}/d")).unwrap();
        let found = found.iter().map(|ip| SocketAddr::new(ip.parse().unwrap(), 5432)).collect();
        match usable(&Address { public_only, ..address }, found) {
            Ok(usable) => Ok(usable.iter().map(|at| at.ip().to_string()).collect()),
            Err(Trouble::Private(Some((ip, kind)))) => Err(format!("{ip}: {kind}")),
            Err(_) => panic!("another trouble"),
        }
    }

    #[test]
    fn a_name_is_judged_by_every_address_that_it_leads_to() {
        for (found, wanted) in [
            (&["169.254.169.254"][..], "169.254.169.254: a link-local address"),
            (&["fe80::1"], "fe80::1: a link-local address"),
            (&["8.8.8.8", "10.0.0.7"], "10.0.0.7: a private network"),
            (&["2606:4700::1111", "::ffff:127.0.0.1"], "::ffff:127.0.0.1: this machine"),
        ] {
            assert_eq!(judged("db.example.org", true, found), Err(wanted.to_owned()));
            assert_eq!(judged("db.example.org", false, found).unwrap().len(), found.len());
        }
        let public = ["8.8.8.8", "2606:4700::1111"];
        assert_eq!(judged("db.example.org", true, &public).unwrap(), public);
    }

    #[test]
    fn localhost_does_not_lead_away() {
        assert_eq!(judged("localhost", false, &["8.8.8.8", "::1"]).unwrap(), ["::1"]);
        assert!(judged("localhost", false, &["8.8.8.8"]).unwrap().is_empty());
    }
}
