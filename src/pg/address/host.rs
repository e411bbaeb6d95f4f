//! Host and port, taken only in the forms that mean the same to everybody.

use super::Host;
use crate::failure::{Failure, Result};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;

/// Reads a host: a name, an IP address (in brackets or bare), or the directory of a socket.
pub(super) fn host(text: &str) -> Result<Host> {
    if text.starts_with('/') {
        return Ok(Host::Socket(PathBuf::from(text)));
    }
    let refuse =
        |why: &str| Failure::bad_input("the host of the database's address is not valid").because(why);
    if text.contains(',') {
        return Err(refuse("it lists several hosts; provost works on one server, and must know which")
            .hint("write the one host to work on"));
    }
    if text.starts_with('@') {
        return Err(refuse("abstract sockets are not supported").hint("give the directory of the socket"));
    }
    let bare = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')).unwrap_or(text);
    if bare.contains(':') || bare.len() != text.len() {
        return match bare.parse::<Ipv6Addr>() {
            Ok(ip) => Ok(Host::Tcp(ip.to_string())),
            Err(_) => {
                Err(refuse("it is no IPv6 address")
                    .hint("write an IPv6 address in brackets: `[2001:db8::1]`"))
            }
        };
    }
    let name = bare.strip_suffix('.').unwrap_or(bare);
    let labels_fit = name.len() <= 253
        && name.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        });
    if !labels_fit {
        return Err(refuse("a host name has letters, digits, `-`, `_` and dots")
            .hint("copy the host again; write a name with other letters in its `xn--` form"));
    }
    // The resolver reads `127.1`, `0x7f000001` and `2130706433` as addresses of this machine.
    let last = name.rsplit('.').next().unwrap_or(name);
    let numeric =
        last.bytes().all(|b| b.is_ascii_digit()) || last.starts_with("0x") || last.starts_with("0X");
    if numeric && name.parse::<IpAddr>().is_err() {
        return Err(refuse("it is a number, but no IP address in its usual form")
            .hint("write the address as `192.0.2.1`"));
    }
    Ok(Host::Tcp(name.parse::<Ipv4Addr>().map_or_else(|_| name.to_ascii_lowercase(), |ip| ip.to_string())))
}

/// Reads a port.
pub(super) fn port(text: &str) -> Result<u16> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.parse::<u16>().ok().filter(|port| digits && *port > 0).ok_or_else(|| {
        Failure::bad_input("the port of the database's address is no number from 1 to 65535")
            .hint("write `HOST:5432`; if this part belongs to the password, write its `:` as `%3A`, `@` as `%40`, `/` as `%2F`")
    })
}
