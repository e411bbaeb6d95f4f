//! The parameters an address may carry, those it may not, and why not.

use super::draft::{Draft, RootCert};
use super::host::{host, port};
use super::{ChannelBinding, Host, TlsMode, refused, startup_options};
use crate::failure::{Failure, Result};
use secrecy::SecretString;
use std::path::PathBuf;
use std::time::Duration;

/// The seven parameters of a URL. `host` is for the directory of a socket alone.
pub(super) const IN_URL: [&str; 7] =
    ["host", "sslmode", "sslrootcert", "channel_binding", "connect_timeout", "application_name", "options"];

/// What a URL says before its `?`, and a keyword string says by name.
pub(super) const BEFORE_QUERY: [&str; 4] = ["port", "user", "password", "dbname"];

/// Sets one named parameter. The value never shows up in an error.
pub(super) fn set(draft: &mut Draft, name: &str, value: String) -> Result<()> {
    if value.contains('\0') {
        return Err(
            Failure::bad_input(format!("`{name}` holds a NUL character")).hint("copy the address again")
        );
    }
    let fresh = match name {
        "host" => draft.host.replace(host(&value)?).is_none(),
        "port" => draft.port.replace(port(&value)?).is_none(),
        "user" => draft.user.replace(non_empty(name, value)?).is_none(),
        "password" => draft.password.replace(SecretString::from(value)).is_none(),
        "dbname" => draft.database.replace(non_empty(name, value)?).is_none(),
        "sslmode" => draft.tls.replace(tls_mode(&value)?).is_none(),
        "sslrootcert" if value == "system" => draft.root_cert.replace(RootCert::System).is_none(),
        "sslrootcert" => {
            draft.root_cert.replace(RootCert::File(PathBuf::from(non_empty(name, value)?))).is_none()
        }
        "channel_binding" => draft.channel_binding.replace(channel_binding(&value)?).is_none(),
        "connect_timeout" => draft.connect_timeout.replace(seconds(&value)?).is_none(),
        "application_name" => draft.application_name.replace(value).is_none(),
        "options" => draft.options.replace(startup_options::check(&value)?).is_none(),
        _ => return Err(refused::failure(name)),
    };
    if fresh { Ok(()) } else { Err(twice(name)) }
}

pub(super) fn twice(name: &str) -> Failure {
    Failure::bad_input(format!("the database's address says `{name}` twice"))
        .hint(format!("write `{name}` once"))
}

/// In a URL, `?host=` is only for what cannot stand before the `?`.
pub(super) fn set_in_url(draft: &mut Draft, name: &str, value: String) -> Result<()> {
    if BEFORE_QUERY.contains(&name) {
        return Err(Failure::bad_input(format!("`{name}` is not taken behind the `?` of a URL"))
            .hint("write `postgres://USER:PASSWORD@HOST:PORT/DATABASE`"));
    }
    if name == "host" && !matches!(host(&value)?, Host::Socket(_)) {
        return Err(Failure::bad_input(
            "`host` behind the `?` of a URL may only be the directory of a socket",
        )
        .because("a second host there would redirect the connection unseen")
        .hint("write `postgres://USER@HOST:PORT/DATABASE`"));
    }
    set(draft, name, value)
}

fn non_empty(name: &str, value: String) -> Result<String> {
    if value.is_empty() {
        return Err(Failure::bad_input(format!("`{name}` is empty"))
            .hint(format!("give `{name}` a value, or leave it out")));
    }
    Ok(value)
}

fn tls_mode(value: &str) -> Result<TlsMode> {
    Ok(match value {
        "disable" => TlsMode::Disable,
        "allow" => TlsMode::Allow,
        "prefer" => TlsMode::Prefer,
        "require" => TlsMode::Require,
        "verify-ca" => TlsMode::VerifyCa,
        "verify-full" => TlsMode::VerifyFull,
        _ => {
            return Err(Failure::bad_input("`sslmode` has a value that does not exist")
                .hint("write one of: verify-full, verify-ca, require, prefer, allow, disable"));
        }
    })
}

fn channel_binding(value: &str) -> Result<ChannelBinding> {
    Ok(match value {
        "disable" => ChannelBinding::Disable,
        "prefer" => ChannelBinding::Prefer,
        "require" => ChannelBinding::Require,
        _ => {
            return Err(Failure::bad_input("`channel_binding` has a value that does not exist")
                .hint("write one of: require, prefer, disable"));
        }
    })
}

fn seconds(value: &str) -> Result<Duration> {
    match value.parse::<u64>() {
        Ok(seconds @ 1..=3600) => Ok(Duration::from_secs(seconds)),
        _ => Err(Failure::bad_input("`connect_timeout` is no number of seconds from 1 to 3600")
            .hint("write for example `connect_timeout=10`")),
    }
}
