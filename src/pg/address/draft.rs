//! An address in the making: every field may still be missing, and none may be said twice.

use super::{Address, ChannelBinding, DEFAULT_PORT, Host, TlsMode, startup_options};
use crate::failure::{Failure, Result};
use secrecy::{ExposeSecret, SecretString};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;
use std::time::Duration;

/// What was said of an address so far.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) host: Option<Host>,
    pub(super) port: Option<u16>,
    pub(super) user: Option<String>,
    pub(super) password: Option<SecretString>,
    pub(super) database: Option<String>,
    pub(super) tls: Option<TlsMode>,
    pub(super) root_cert: Option<RootCert>,
    pub(super) channel_binding: Option<ChannelBinding>,
    pub(super) connect_timeout: Option<Duration>,
    pub(super) application_name: Option<String>,
    pub(super) options: Option<String>,
}

/// Which roots certificates are checked against.
#[derive(Clone)]
pub(super) enum RootCert {
    /// `sslrootcert=system`.
    System,
    /// A file.
    File(PathBuf),
}

impl Draft {
    /// Fills what is missing from `other`. A password belongs to a user: one is not borrowed for somebody else.
    pub(super) fn or(self, other: Self) -> Self {
        let password_fits = self.user.is_none() || other.user.is_none() || self.user == other.user;
        Self {
            host: self.host.or(other.host),
            port: self.port.or(other.port),
            user: self.user.or(other.user),
            password: self.password.or(other.password.filter(|_| password_fits)),
            database: self.database.or(other.database),
            tls: self.tls.or(other.tls),
            root_cert: self.root_cert.or(other.root_cert),
            channel_binding: self.channel_binding.or(other.channel_binding),
            connect_timeout: self.connect_timeout.or(other.connect_timeout),
            application_name: self.application_name.or(other.application_name),
            options: self.options.or(other.options),
        }
    }

    /// Takes the address as complete.
    pub(super) fn finish(self) -> Result<Address> {
        let host = self.host.ok_or_else(|| {
            incomplete("no host").hint("write the host: `postgres://USER@HOST:5432/DATABASE`")
        })?;
        let user = self.user.ok_or_else(|| {
            incomplete("no user name")
                .hint("write the user before the host: `postgres://USER@HOST:5432/DATABASE`")
        })?;
        check_pooler_user(&host, &user)?;
        let (tls, root_cert) = trust(self.tls, self.root_cert)?;
        let mut address = Address {
            port: self.port.unwrap_or(DEFAULT_PORT),
            database: self.database.unwrap_or_else(|| user.clone()),
            host,
            user,
            password: self.password.filter(|p| !p.expose_secret().is_empty()),
            tls: TlsMode::Prefer,
            root_cert,
            channel_binding: self.channel_binding.unwrap_or(ChannelBinding::Prefer),
            connect_timeout: self.connect_timeout,
            application_name: self.application_name,
            options: self.options.map(|options| startup_options::check(&options)).transpose()?,
        };
        address.tls = match tls {
            Some(mode) => mode,
            None if address.is_local() => TlsMode::Prefer,
            None => TlsMode::VerifyFull,
        };
        if address.channel_binding == ChannelBinding::Require
            && (address.tls == TlsMode::Disable || matches!(address.host, Host::Socket(_)))
        {
            return Err(Failure::bad_input("`channel_binding=require` cannot be met without TLS")
                .hint("remove `channel_binding=require`, or connect with `sslmode=verify-full`"));
        }
        Ok(address)
    }
}

/// The combinations of mode and roots that mean something; libpq refuses the others too.
fn trust(mode: Option<TlsMode>, root: Option<RootCert>) -> Result<(Option<TlsMode>, Option<PathBuf>)> {
    match (mode, root) {
        (None | Some(TlsMode::VerifyFull), Some(RootCert::System)) => Ok((Some(TlsMode::VerifyFull), None)),
        (Some(_), Some(RootCert::System)) => {
            Err(Failure::bad_input("`sslrootcert=system` is only safe with `sslmode=verify-full`")
                .because("anybody can get a certificate that the system trusts, for a name of their own")
                .hint("write `sslmode=verify-full`"))
        }
        (Some(TlsMode::VerifyCa), None) => Err(Failure::bad_input(
            "`sslmode=verify-ca` needs a root certificate",
        )
        .because("without one, any certificate that the system trusts would do, whatever its name")
        .hint(
            "pass the server's root certificate with `--ssl-root-cert FILE`, or write `sslmode=verify-full`",
        )),
        (mode, Some(RootCert::File(path))) => Ok((mode, Some(path))),
        (mode, None) => Ok((mode, None)),
    }
}

/// Supabase's pooler serves every project at one host and tells them apart by the user name.
fn check_pooler_user(host: &Host, user: &str) -> Result<()> {
    match host {
        Host::Tcp(host) if host.ends_with(".pooler.supabase.com") && !user.contains('.') => {
            Err(Failure::bad_input("the user name lacks the project's reference")
                .because("Supabase's pooler finds the project by the user name: `postgres.REF`")
                .hint("copy the whole string again: dashboard > Connect > Session pooler"))
        }
        _ => Ok(()),
    }
}

pub(super) fn incomplete(missing: &str) -> Failure {
    Failure::bad_input(format!("the database's address has {missing}"))
}

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
