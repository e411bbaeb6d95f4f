//! An address in the making: every field may still be missing, and none may be said twice.

use super::{Address, ChannelBinding, DEFAULT_PORT, Host, TlsMode};
use crate::failure::{Failure, Result};
use secrecy::{ExposeSecret, SecretString};
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
        let rooted = root_cert.is_some();
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
            options: self.options,
            public_only: false,
        };
        address.tls = match tls {
            Some(mode) => mode,
            None => address.default_tls(rooted),
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
