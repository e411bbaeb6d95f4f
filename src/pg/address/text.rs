//! Percent-encoding, and an address written as a URL again.

use super::{Address, ChannelBinding, DEFAULT_PORT, Host, TlsMode};
use crate::failure::{Failure, Result};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Everything but what is safe in any part of a URL.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What follows the scheme of a PostgreSQL URL.
pub(super) fn scheme_end(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    ["postgres", "postgresql"].iter().any(|known| scheme.eq_ignore_ascii_case(known)).then_some(rest)
}

/// Decodes one part. `part` names it for the error, which shows nothing of the value.
pub(super) fn decode(text: &str, part: &str) -> Result<String> {
    let broken = |why: &str| {
        Failure::bad_input(format!("the {part} of the database's address cannot be read")).because(why)
    };
    let malformed = text.match_indices('%').any(|(at, _)| {
        let digits = text.as_bytes().get(at + 1..at + 3);
        !digits.is_some_and(|d| d.iter().all(u8::is_ascii_hexdigit))
    });
    if malformed {
        return Err(
            broken("a `%` is not followed by two hexadecimal digits").hint("write a `%` of its own as `%25`")
        );
    }
    if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(broken("it holds a space, a line break or a control character")
            .hint("write a space as `%20`; copy the address again if it should have none"));
    }
    let decoded = percent_decode_str(text).decode_utf8();
    let decoded =
        decoded.map_err(|_| broken("it is not UTF-8 once decoded").hint("copy the address again"))?;
    if decoded.contains('\0') {
        return Err(broken("it holds a NUL character").hint("copy the address again"));
    }
    Ok(decoded.into_owned())
}

/// The address as a URL.
pub(super) fn url(address: &Address, password: Option<&str>) -> String {
    let encode = |text: &str| utf8_percent_encode(text, RESERVED).to_string();
    let mut url = format!("postgres://{}", encode(&address.user));
    if let Some(password) = password {
        url.push(':');
        url.push_str(&encode(password));
    }
    url.push('@');
    match &address.host {
        Host::Tcp(host) if host.contains(':') => url.push_str(&format!("[{host}]")),
        Host::Tcp(host) => url.push_str(host),
        Host::Socket(path) => url.push_str(&encode(&path.to_string_lossy())),
    }
    if address.port != DEFAULT_PORT {
        url.push_str(&format!(":{}", address.port));
    }
    url.push('/');
    url.push_str(&encode(&address.database));
    for (index, (name, value)) in parameters(address).iter().enumerate() {
        url.push(if index == 0 { '?' } else { '&' });
        url.push_str(&format!("{name}={}", encode(value)));
    }
    url
}

/// What the URL must say to mean the same address again; defaults are left out.
fn parameters(address: &Address) -> Vec<(&'static str, String)> {
    let mode =
        (address.tls != address.default_tls(address.root_cert.is_some())).then(|| address.tls.to_string());
    let binding = match address.channel_binding {
        ChannelBinding::Prefer => None,
        ChannelBinding::Disable => Some("disable".to_owned()),
        ChannelBinding::Require => Some("require".to_owned()),
    };
    let root = address.root_cert.as_ref().map(|path| path.to_string_lossy().into_owned());
    let timeout = address.connect_timeout.map(|timeout| timeout.as_secs().to_string());
    [
        ("sslmode", mode),
        ("sslrootcert", root),
        ("channel_binding", binding),
        ("connect_timeout", timeout),
        ("application_name", address.application_name.clone()),
        ("options", address.options.clone().filter(|options| !options.is_empty())),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect()
}

impl std::fmt::Display for TlsMode {
    /// As `sslmode` spells it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Disable => "disable",
            Self::Allow => "allow",
            Self::Prefer => "prefer",
            Self::Require => "require",
            Self::VerifyCa => "verify-ca",
            Self::VerifyFull => "verify-full",
        })
    }
}
