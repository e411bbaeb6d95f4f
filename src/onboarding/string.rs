//! The string that a course's rep hands over, read without connecting.

use crate::failure::{Failure, Result};
use crate::pg::pooler::session_address;
use crate::pg::{Address, TlsMode};
use secrecy::{ExposeSecret, SecretString};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where a rep finds the string.
const WHERE_IT_IS: &str = "copy the string again: dashboard > Connect > Session pooler";

/// What was handed over, as it is used and stored.
#[derive(Debug, Clone)]
pub struct HandedOver {
    /// The way to the database.
    pub address: Address,
    /// What to tell the person: what was changed, what could be better.
    pub notices: Vec<String>,
}

/// Reads what a rep handed over. `allow_private` is the operator's word that the database stands in their own network.
///
/// # Errors
/// When it is no such string, or one that must not be used; the error repeats nothing of it.
pub fn read(text: &SecretString, root_cert: Option<PathBuf>, allow_private: bool) -> Result<HandedOver> {
    // No `PG*` variables: they are the operator's, and not about this database.
    let address = Address::parse_rooted(text.expose_secret(), &BTreeMap::new(), root_cert.as_deref())?;
    refuse_extras(&address, root_cert.as_deref())?;
    let (address, moved) = session_address(&address)?;
    let address = Address { public_only: !allow_private, ..address };
    address.check_public()?;
    if address.password.is_none() && !address.is_local() {
        return Err(Failure::bad_input("the database's address has no password")
            .because("a course's database is opened with nothing but this string")
            .hint("put it in: `postgres://USER:PASSWORD@HOST:5432/DATABASE`; reset a lost one: dashboard > Database > Settings"));
    }
    let address = match root_cert {
        Some(file) => address.with_root_cert(file),
        None => address,
    };
    let mut notices: Vec<String> = moved.into_iter().collect();
    notices.extend(trust(&address)?);
    Ok(HandedOver { address, notices })
}

/// What an address may carry, and somebody else's may not.
fn refuse_extras(address: &Address, own: Option<&Path>) -> Result<()> {
    if address.root_cert.as_deref() != own {
        return Err(Failure::bad_input("`sslrootcert` is not taken from a course's rep")
            .because("it names a file of the machine that provost runs on")
            .hint("leave it out; the operator passes the certificate with `--ssl-root-cert FILE`"));
    }
    if address.options.as_deref().is_some_and(|options| options.contains("search_path")) {
        return Err(Failure::bad_input("`search_path` is not taken from a course's rep")
            .because("it decides in which schema the course's tables are made")
            .hint(WHERE_IT_IS));
    }
    Ok(())
}

/// A connection that others can read or take over is refused; one to an unproven server is told.
fn trust(address: &Address) -> Result<Option<String>> {
    if address.is_local() {
        return Ok(None);
    }
    match address.tls {
        TlsMode::Disable | TlsMode::Allow | TlsMode::Prefer => {
            Err(Failure::bad_input(format!("`sslmode={}` is not taken for a course's database", address.tls))
                .because("the password and every row would pass in the clear, or could")
                .hint("leave `sslmode` out, which means `verify-full`"))
        }
        TlsMode::Require | TlsMode::VerifyCa => Ok(Some(format!(
            "`sslmode={}` does not prove which server answers: leave it out, and pass the server's certificate with `--ssl-root-cert FILE`",
            address.tls
        ))),
        TlsMode::VerifyFull => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let failure = read(&text.into(), None, false).unwrap_err();
        assert!(!format!("{failure:?}").contains("canary"), "{failure:?}");
        failure.to_string()
    }

    #[test]
    fn the_usual_string_is_taken() {
        let url = "postgresql://postgres.abcdefghijklmnopqrst:canary@aws-0-eu-central-1.pooler.supabase.com:5432/postgres";
        let taken = read(&url.into(), None, false).unwrap();
        assert_eq!((taken.address.tls, taken.address.public_only), (TlsMode::VerifyFull, true));
        assert_eq!(taken.notices, Vec::<String>::new());
        let moved = read(&url.replace(":5432", ":6543").as_str().into(), None, false).unwrap();
        assert_eq!((moved.address.port, moved.notices.len()), (5432, 1));
    }

    #[test]
    fn what_a_rep_may_not_say() {
        for (text, why) in [
            ("postgres://u:canary@db.example.org/x?sslrootcert=/etc/passwd", "names a file"),
            ("postgres://u:canary@db.example.org/x?options=-csearch_path%3Dx", "in which schema"),
            ("postgres://u:canary@db.example.org/x?sslmode=disable", "in the clear"),
            ("postgres://u:canary@db.example.org/x?sslmode=prefer", "in the clear"),
            ("postgres://u@db.example.org/x", "has no password"),
            ("postgres://u:canary@10.0.0.7/x", "not public"),
            ("postgres://u:canary@localhost/x", "not public"),
            ("postgres://u:canary@[::ffff:169.254.169.254]/x", "not public"),
            ("postgres://u:canary@[64:ff9b::7f00:1]/x", "not public"),
            ("host=/run/postgresql user=u password=canary", "socket of this machine"),
        ] {
            let said = refused(text);
            assert!(said.contains(why), "{text}: {said}");
        }
        let other = "postgres://u:canary@db.example.org/x?sslrootcert=/etc/passwd";
        let said = read(&other.into(), Some("/ours.crt".into()), false).unwrap_err().to_string();
        assert!(said.contains("`sslrootcert` is not taken"), "{said}");
        let weak = read(&"postgres://u:canary@db.example.org/x?sslmode=require".into(), None, false).unwrap();
        assert!(weak.notices[0].contains("does not prove"), "{weak:?}");
        assert!(read(&"postgres://u:canary@10.0.0.7/x".into(), None, true).is_ok());
        let by_issuer = "postgres://u:canary@db.example.org/x?sslmode=verify-ca";
        assert!(refused(by_issuer).contains("needs a root certificate"));
        let rooted = read(&by_issuer.into(), Some("/ours.crt".into()), false).unwrap();
        assert_eq!((rooted.address.tls, rooted.notices.len()), (TlsMode::VerifyCa, 1));
    }
}
