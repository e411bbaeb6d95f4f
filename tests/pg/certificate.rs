//! Roots and server certificates, made for one test.

use crate::server::give_away;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, Issuer, KeyPair};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// A root that signs.
pub(crate) struct Root(CertifiedIssuer<'static, KeyPair>);

/// A server's certificate and key, as PEM.
pub(crate) struct Identity {
    pub(crate) certificate: String,
    pub(crate) key: String,
}

impl Root {
    pub(crate) fn new(name: &str) -> Self {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    /// A certificate for these names.
    pub(crate) fn sign(&self, names: &[&str]) -> Identity {
        self.sign_until(names, (2096, 1, 1))
    }

    /// A certificate that ends on a day.
    pub(crate) fn sign_until(&self, names: &[&str], (year, month, day): (i32, u8, u8)) -> Identity {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        params.not_after = rcgen::date_time_ymd(year, month, day);
        let key = KeyPair::generate().unwrap();
        let issuer: &Issuer<'_, KeyPair> = &self.0;
        let certificate = params.signed_by(&key, issuer).unwrap().pem();
        Identity { certificate, key: key.serialize_pem() }
    }

    /// Writes the root where `sslrootcert` can point.
    pub(crate) fn file(&self, directory: &Path) -> PathBuf {
        let path = directory.join("root.crt");
        fs::write(&path, self.0.pem()).unwrap();
        path
    }
}

impl Identity {
    /// Writes `NAME.crt` and `NAME.key` as PostgreSQL wants them.
    pub(crate) fn write(&self, directory: &Path, name: &str) {
        let (certificate, key) =
            (directory.join(format!("{name}.crt")), directory.join(format!("{name}.key")));
        fs::write(&certificate, &self.certificate).unwrap();
        fs::write(&key, &self.key).unwrap();
        fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
        give_away(&certificate);
        give_away(&key);
    }
}

/// What `openssl req -x509` makes, as PostgreSQL's manual shows it: one certificate that is server and root at once. Its file
/// `server.crt` lies in the directory.
pub(crate) fn self_signed(name: &str) -> (tempfile::TempDir, Identity) {
    let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.not_after = rcgen::date_time_ymd(2096, 1, 1);
    let key = KeyPair::generate().unwrap();
    let identity =
        Identity { certificate: params.self_signed(&key).unwrap().pem(), key: key.serialize_pem() };
    let directory = crate::server::private_directory();
    identity.write(directory.path(), "server");
    (directory, identity)
}
