//! The way to the target: how far one gets, what proves the server, what time it is there. Facts in, findings out.

use crate::embedded::OLDEST_MAJOR;
use crate::finding::{Finding, Severity};
use crate::pg::{Address, Connection, Host, Reach};
use std::time::Duration;

/// Clocks that are closer than this may as well be the same.
const SKEW: f64 = 5.0;

/// How far one got on a way that did not end at the server.
pub(super) fn way(address: &Address, way: &Reach) -> Vec<Finding> {
    let note = |text: String| Finding::note("target-connect", address.label(), text);
    let mut findings = Vec::new();
    match (&address.host, &way.name) {
        (Host::Tcp(host), Ok(found)) => {
            findings.push(note(format!("the name `{host}` leads to {}", found.join(", "))))
        }
        (Host::Tcp(host), Err(why)) => findings.push(note(format!("the name `{host}` leads nowhere: {why}"))),
        (Host::Socket(_), _) => {}
    }
    match &way.port {
        Some(Ok(())) => findings.push(note(format!("something takes connections at `{}`", address.label()))),
        Some(Err(why)) => {
            findings.push(note(format!("nothing takes connections at `{}`: {why}", address.label())))
        }
        None => {}
    }
    findings
}

/// The server's version, and what proves that it is the one that was meant.
pub(super) fn link(address: &Address, connection: &Connection) -> Vec<Finding> {
    let label = address.label();
    let note = |rule, text: String| Finding::note(rule, &label, text);
    let version = note("target-version", format!("PostgreSQL {} answers", connection.server_version));
    let version = match connection.major_version() {
        major if major < OLDEST_MAJOR => version
            .severity(Severity::Warning)
            .fix(format!("upgrade it: provost is made for PostgreSQL {OLDEST_MAJOR} and later")),
        _ => version,
    };
    let tls = match (&address.host, connection.encrypted, connection.verified) {
        (Host::Socket(_), ..) => note("target-tls", "through a socket of this machine".to_owned()),
        (_, true, true) => note("target-tls", "TLS, and the certificate proves the server".to_owned()),
        (_, true, false) => note("target-tls", "TLS, but nothing proves which server this is".to_owned()),
        (_, false, _) => note("target-tls", "the connection is not encrypted".to_owned()),
    };
    let tls = if connection.verified || address.is_local() {
        tls
    } else {
        tls.severity(Severity::Warning).fix("write `sslmode=verify-full`, with `--ssl-root-cert FILE` where the certificate is signed by a CA of your own")
    };
    vec![version, tls]
}

/// Time stamps of files come from one clock and those of history from the other.
pub(super) fn clock(local: f64, server: f64, uncertain: Duration) -> Option<Finding> {
    let apart = local - server;
    if apart.abs() < SKEW + uncertain.as_secs_f64() {
        return None;
    }
    let ahead = if apart > 0.0 { "ahead of" } else { "behind" };
    let text = format!(
        "this machine's clock is {:.0} s {ahead} the server's: time stamps of new files and of history do not agree",
        apart.abs()
    );
    Some(
        Finding::note("target-clock", "clock", text)
            .severity(Severity::Warning)
            .fix("set the clock by the network: `sudo timedatectl set-ntp true`"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_link_is_no_skew() {
        let apart = |local: f64, uncertain: u64| clock(local, 1_000.0, Duration::from_secs(uncertain));
        assert_eq!(apart(1_004.0, 0), None);
        assert_eq!(apart(1_008.0, 4), None);
        let ahead = apart(1_060.4, 0).unwrap();
        assert_eq!(ahead.severity, Severity::Warning);
        assert!(ahead.message.starts_with("this machine's clock is 60 s ahead of the server's"), "{ahead:?}");
        assert!(apart(940.0, 0).unwrap().message.contains("60 s behind the server's"));
    }

    #[test]
    fn a_way_is_told_as_far_as_it_goes() {
        let address = Address::parse("postgres://x@db.example.org:5433/x").unwrap();
        let told = |name: Result<Vec<String>, String>, port| -> Vec<String> {
            way(&address, &Reach { name, port }).into_iter().map(|finding| finding.message).collect()
        };
        assert_eq!(
            told(Err("no such name".into()), None),
            ["the name `db.example.org` leads nowhere: no such name"]
        );
        assert_eq!(
            told(Ok(vec!["192.0.2.1".into(), "2001:db8::1".into()]), Some(Ok(()))),
            [
                "the name `db.example.org` leads to 192.0.2.1, 2001:db8::1",
                "something takes connections at `db.example.org:5433`"
            ]
        );
    }
}
