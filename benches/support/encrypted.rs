//! A server that is reached as a rep's is: by TCP, encrypted with a certificate that is checked, with a password.

use super::link::Link;
use super::server::{Database, Server};
use anyhow::Result;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// Nobody else listens at this address of the own machine.
const ADDRESS: &str = "127.83.61.17";
const PASSWORD: &str = "as-long-as-a-generated-one";

/// A running server with the certificate that signs its own.
pub(crate) struct Encrypted {
    pub(crate) server: Server,
    directory: TempDir,
}

impl Encrypted {
    pub(crate) fn start() -> Result<Self> {
        let server = Server::start(&[("max_connections", "200"), ("listen_addresses", ADDRESS)])?;
        let directory = tempfile::Builder::new().prefix("provost-bench-").tempdir()?;
        let mut root = CertificateParams::default();
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root = CertifiedIssuer::self_signed(root, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let own = CertificateParams::new(["127.0.0.1".to_owned()])?.signed_by(&key, &*root)?;
        fs::write(directory.path().join("root.crt"), root.pem())?;
        give(&server.data(), "server.crt", &own.pem())?;
        give(&server.data(), "server.key", &key.serialize_pem())?;
        give(
            &server.data(),
            "pg_hba.conf",
            "local all all trust\nhostssl all all 127.0.0.0/8 scram-sha-256\n",
        )?;
        let furnish = |database: &Database<'_>| {
            let session = database.session()?;
            session.ask(&format!("alter role postgres password '{PASSWORD}'"))?;
            session.ask("alter system set ssl to on")?;
            session.ask("select pg_reload_conf()")?;
            anyhow::Ok(())
        };
        furnish(&server.database()?)?;
        Ok(Self { server, directory })
    }

    /// A way to it over which everything takes half of `round_trip`.
    pub(crate) fn link(&self, round_trip: Duration) -> Result<Link> {
        Link::over(format!("{ADDRESS}:5432").parse()?, round_trip / 2)
    }

    /// The address of a database at the port of a link.
    pub(crate) fn url(&self, database: &Database<'_>, link: &Link) -> String {
        let root: PathBuf = self.directory.path().join("root.crt");
        format!(
            "postgresql://postgres:{PASSWORD}@127.0.0.1:{}/{}?sslmode=verify-full&sslrootcert={}",
            link.port,
            database.name,
            root.display()
        )
    }
}

/// Writes a file that belongs to whom the server runs as.
fn give(data: &Path, name: &str, text: &str) -> Result<()> {
    let (path, owner) = (data.join(name), fs::metadata(data)?);
    fs::write(&path, text)?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
    chown(&path, Some(owner.uid()), Some(owner.gid()))?;
    Ok(())
}
