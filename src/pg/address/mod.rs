//! Where a database is and how to reach it, read from what a person hands over.
//!
//! The driver's own parser refuses `sslmode=verify-full` and takes parameters that redirect a connection, so provost reads
//! URLs (`url`), keyword strings (`keyword`) and `PG*` variables (`variables`) itself. All of them fill a `Draft`; what a
//! draft may hold stands in `parameter`. Parsing is pure, and no error repeats a value: it could be the password.

mod draft;
mod host;
mod keyword;
mod mistaken;
mod parameter;
pub(super) mod private;
mod refused;
mod startup_options;
mod text;
mod url;
mod variables;

use crate::failure::{Failure, Kind, Result};
use crate::model::Target;
use secrecy::{ExposeSecret, SecretString};
use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The port of PostgreSQL.
pub(super) const DEFAULT_PORT: u16 = 5432;

/// One database on one server, and how to log in.
#[derive(Debug, Clone)]
pub struct Address {
    /// The machine, or the directory of a Unix socket.
    pub host: Host,
    /// The port; names the socket file too.
    pub port: u16,
    /// The role to log in as.
    pub user: String,
    /// The password, if one was given.
    pub password: Option<SecretString>,
    /// The database.
    pub database: String,
    /// How far the connection is encrypted and the server's certificate checked. Means nothing on a Unix socket.
    pub tls: TlsMode,
    /// Roots to check certificates against; the system's where absent.
    pub root_cert: Option<PathBuf>,
    /// Whether the login must be tied to the TLS connection.
    pub channel_binding: ChannelBinding,
    /// How long connecting may take altogether.
    pub connect_timeout: Option<Duration>,
    /// The name the server shows for the session, where the caller has none of its own.
    pub application_name: Option<String>,
    /// Start-up options from a short list of harmless ones.
    pub options: Option<String>,
    /// Whether only public addresses are connected to: for hosts that others than the operator name.
    pub public_only: bool,
}

/// The machine, or the directory of a Unix socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Host {
    /// A name or an IP address.
    Tcp(String),
    /// The directory that holds `.s.PGSQL.PORT`.
    Socket(PathBuf),
}

/// The six `sslmode`s of libpq, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TlsMode {
    /// Never encrypted.
    Disable,
    /// Encrypted where the server insists. On this machine only.
    Allow,
    /// Encrypted where the server can. Falls back on this machine only.
    Prefer,
    /// Encrypted; the certificate is checked only against a given root file.
    Require,
    /// Encrypted, certificate checked, name not.
    VerifyCa,
    /// Encrypted, certificate and name checked.
    VerifyFull,
}

/// Whether the login must be tied to the TLS connection, so that nobody in between can take part in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelBinding {
    /// Never.
    Disable,
    /// Where the server offers it.
    Prefer,
    /// Always, or no login.
    Require,
}

impl Address {
    /// Reads a URL or a keyword string.
    ///
    /// # Errors
    /// When it is neither, is incomplete, or holds something that is refused; the error says what to hand over instead.
    pub fn parse(text: &str) -> Result<Self> {
        Self::parse_with(text, &BTreeMap::new())
    }

    /// Reads a URL or a keyword string and takes what it leaves out from `PG*` variables, as libpq does.
    ///
    /// # Errors
    /// As [`Address::parse`].
    pub fn parse_with(text: &str, variables: &BTreeMap<String, String>) -> Result<Self> {
        Self::parse_rooted(text, variables, None)
    }

    /// The same, with a root certificate for an address that names none: some modes mean nothing without one.
    ///
    /// # Errors
    /// As [`Address::parse`].
    pub fn parse_rooted(
        text: &str,
        variables: &BTreeMap<String, String>,
        root: Option<&Path>,
    ) -> Result<Self> {
        let text = text.trim();
        mistaken::refuse(text)?;
        let draft = match text::scheme_end(text) {
            Some(rest) => url::parse(rest)?,
            None => keyword::parse(text)?,
        };
        let root_cert = root.map(|path| draft::RootCert::File(path.to_owned()));
        let root = draft::Draft { root_cert, ..draft::Draft::default() };
        draft.or(variables::read(variables)?).or(root).finish()
    }

    /// Reads `PG*` variables alone.
    ///
    /// # Errors
    /// As [`Address::parse`].
    pub fn from_variables(variables: &BTreeMap<String, String>) -> Result<Self> {
        variables::read(variables)?.finish()
    }

    /// Host, with the port where it is not 5432.
    pub fn label(&self) -> String {
        match (&self.host, self.port) {
            (Host::Tcp(host), DEFAULT_PORT) => host.clone(),
            (Host::Tcp(host), port) if host.contains(':') => format!("[{host}]:{port}"),
            (Host::Tcp(host), port) => format!("{host}:{port}"),
            (Host::Socket(path), DEFAULT_PORT) => path.display().to_string(),
            (Host::Socket(path), port) => format!("{}:{port}", path.display()),
        }
    }

    /// This database as messages name it; `label` is `main` or a course's code.
    pub fn target(&self, label: Option<&str>) -> Target {
        Target { label: label.map(str::to_owned), host: self.label(), database: self.database.clone() }
    }

    /// Whether the server is this machine by its name: a Unix socket, `localhost`, or a loopback address.
    pub fn is_local(&self) -> bool {
        match &self.host {
            Host::Socket(_) => true,
            Host::Tcp(host) => {
                host.eq_ignore_ascii_case("localhost")
                    || host.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback())
            }
        }
    }

    /// Refuses an address that is not public by its own text, where only public ones are connected to. What a name leads to is
    /// looked at when it is connected to.
    ///
    /// # Errors
    /// When it is a socket, this machine, or an address of a private network.
    pub fn check_public(&self) -> Result<()> {
        let found = match &self.host {
            _ if !self.public_only => return Ok(()),
            Host::Socket(_) => None,
            Host::Tcp(host) if host.eq_ignore_ascii_case("localhost") => {
                Some((IpAddr::V4(Ipv4Addr::LOCALHOST), "this machine"))
            }
            Host::Tcp(host) => match host.parse::<IpAddr>() {
                Ok(ip) => match private::private(ip) {
                    Some(kind) => Some((ip, kind)),
                    None => return Ok(()),
                },
                Err(_) => return Ok(()),
            },
        };
        let what = format!("`{}` is no address for a course's database", self.label());
        Err(super::plain::not_public(Failure::new(Kind::Refused, what), found))
    }

    /// The same database, where what is made without a schema's name stands in this one.
    #[must_use]
    pub fn within(&self, schema: &str) -> Self {
        let options = Some(format!("-c search_path={}", crate::model::ident(schema)));
        Self { options, ..self.clone() }
    }

    /// This address with a root certificate to check the server against. A root is given to be used: a mode that would not
    /// look at it becomes `verify-full`.
    #[must_use]
    pub fn with_root_cert(mut self, path: PathBuf) -> Self {
        if self.tls < TlsMode::Require {
            self.tls = TlsMode::VerifyFull;
        }
        self.root_cert = Some(path);
        self
    }

    /// The mode where nobody says: full verification, unless the server is this machine and no root was given.
    fn default_tls(&self, rooted: bool) -> TlsMode {
        if self.is_local() && !rooted { TlsMode::Prefer } else { TlsMode::VerifyFull }
    }

    /// The URL with the password in it, for a program that takes nothing else. Never to be shown or logged.
    pub fn url_with_password(&self) -> SecretString {
        SecretString::from(text::url(self, self.password.as_ref().map(ExposeSecret::expose_secret)))
    }
}

impl fmt::Display for Address {
    /// The URL without the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::url(self, None))
    }
}
