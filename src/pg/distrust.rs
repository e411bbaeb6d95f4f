//! Why TLS did not prove who the server is.

use super::address::{Address, TlsMode};
use super::plain::{Words, is_supabase, say};
use rustls::CertificateError as Bad;
use std::io;

/// The server said no when asked for TLS.
pub(super) fn not_offered(address: &Address) -> Words {
    Words::new(
        "the server does not offer TLS, and provost does not fall back to plain text",
        format!(
            "switch TLS on at the server; where every machine on the way to `{}` is yours, write `sslmode=disable`",
            address.label()
        ),
    )
}

/// The handshake failed.
pub(super) fn handshake(address: &Address, error: &io::Error) -> Words {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match inner {
        Some(rustls::Error::InvalidCertificate(bad)) => certificate(address, bad),
        Some(rustls::Error::AlertReceived(alert)) => Words::new(
            format!("the server broke off the TLS handshake: {alert:?}"),
            "check the server's TLS settings and its log; provost speaks TLS 1.2 and 1.3",
        ),
        Some(other) => Words::new(
            format!("the TLS handshake failed: {other}"),
            "check the server's TLS settings and its log; provost speaks TLS 1.2 and 1.3",
        ),
        None => Words::new(
            format!("the connection broke during the TLS handshake: {}", say(error)),
            format!("check that no proxy stands before `{}`; the server's log may say more", address.label()),
        ),
    }
}

fn certificate(address: &Address, bad: &Bad) -> Words {
    match bad {
        Bad::Expired => Words::new("the server's certificate has expired", renew()),
        Bad::ExpiredContext { time, not_after } => Words::new(
            format!(
                "the server's certificate expired {} ago",
                span(time.as_secs().saturating_sub(not_after.as_secs()))
            ),
            renew(),
        ),
        Bad::NotValidYet | Bad::NotValidYetContext { .. } => {
            Words::new("the server's certificate is not valid yet", "check this machine's clock: `date`")
        }
        Bad::NotValidForName => Words::new("the server's certificate is for another name", wrong_name()),
        Bad::NotValidForNameContext { presented, .. } => {
            let names = match presented.is_empty() {
                true => "it names none in `subjectAltName`".to_owned(),
                false => {
                    format!("it is for {}", presented.iter().map(|n| named(n)).collect::<Vec<_>>().join(", "))
                }
            };
            Words::new(
                format!("the server's certificate is not for `{}`: {names}", address.label()),
                wrong_name(),
            )
        }
        Bad::UnknownIssuer => unknown_issuer(address),
        Bad::BadSignature => Words::new(
            "the server's certificate is signed by a key that only has a trusted name",
            "do not connect before you know why: somebody may stand in between, or the root certificate was replaced",
        ),
        Bad::Revoked => Words::new("the server's certificate is revoked", renew()),
        // Signed by itself, and not the certificate that was given as the root.
        Bad::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => unknown_issuer(address),
        Bad::Other(other) => Words::new(
            format!("the server's certificate cannot be used: {other}"),
            "make a version 3 certificate that is signed by a root of its own, and pass the root with `--ssl-root-cert FILE`",
        ),
        other => Words::new(format!("the server's certificate is not trusted: {other}"), renew()),
    }
}

fn unknown_issuer(address: &Address) -> Words {
    let cause = match &address.root_cert {
        Some(path) => format!("the server's certificate is not signed by the root in `{}`", path.display()),
        None => "the server's certificate is signed by a root that this machine does not know".to_owned(),
    };
    let hint = if is_supabase(address) {
        "download the certificate (dashboard > Database > Settings > SSL) and pass it with `--ssl-root-cert prod-ca-2021.crt`"
    } else {
        "get the root certificate from whoever runs the server and pass it with `--ssl-root-cert FILE`"
    };
    Words::new(cause, hint)
}

fn renew() -> &'static str {
    "let whoever runs the server renew its certificate"
}

fn wrong_name() -> &'static str {
    "connect by a name that the certificate has; where that cannot be, check the issuer alone: `sslmode=verify-ca` with `--ssl-root-cert FILE`"
}

/// rustls shows names as `DnsName("x")` and `IpAddress(x)`.
fn named(presented: &str) -> String {
    let inner = presented.split_once('(').map_or(presented, |(_, inner)| inner.trim_end_matches(')'));
    format!("`{}`", inner.trim_matches('"'))
}

fn span(seconds: u64) -> String {
    match seconds {
        0..3600 => format!("{} minutes", seconds / 60),
        3600..172_800 => format!("{} hours", seconds / 3600),
        _ => format!("{} days", seconds / 86400),
    }
}

/// Whether plain text would have been possible; kept beside the words so that both agree.
pub(super) fn may_fall_back(address: &Address, mode: TlsMode) -> bool {
    matches!(mode, TlsMode::Allow | TlsMode::Prefer) && address.is_local()
}
