//! From a host to a connected socket.

#![expect(clippy::disallowed_types, reason = "connections are opened here and nowhere else")]

use super::address::private::private;
use super::address::{Address, Host};
use super::transport::Socket;
use super::trouble::Trouble;
use socket2::{SockRef, TcpKeepalive};
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpStream, UnixStream, lookup_host};
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
    let found: Vec<SocketAddr> =
        lookup_host((host.as_str(), address.port)).await.map_err(Trouble::Resolve)?.collect();
    // Every one of them, and then one of these very addresses is connected to: a name must not lead elsewhere at the second look.
    if address.public_only
        && let Some((ip, kind)) = found.iter().find_map(|at| Some((at.ip(), private(at.ip())?)))
    {
        return Err(Trouble::Private(Some((ip, kind))));
    }
    // `localhost` has rights that other names do not have; it must not lead away from here.
    let usable = found.iter().filter(|a| !address.is_local() || a.ip().to_canonical().is_loopback());
    let usable: Vec<SocketAddr> = usable.copied().collect();
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

fn tune(stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let socket = SockRef::from(stream);
    let keepalive = TcpKeepalive::new().with_time(KEEPALIVE_IDLE).with_interval(KEEPALIVE_INTERVAL);
    socket.set_tcp_keepalive(&keepalive.with_retries(KEEPALIVE_TRIES))?;
    #[cfg(target_os = "linux")]
    socket.set_tcp_user_timeout(Some(UNACKNOWLEDGED))?;
    Ok(())
}
