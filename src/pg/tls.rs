//! What TLS must prove under each `sslmode`, with libpq's meaning.

#![expect(clippy::disallowed_methods, reason = "reads the root certificate that the person named")]

use super::address::TlsMode;
use crate::failure::{Failure, Kind, Result};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{verify_server_cert_signed_by_trust_anchor, verify_server_name};
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, ring};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use x509_cert::{Certificate, der::Decode};

/// Whether `mode` proves who the server is.
pub(super) fn verifies(mode: TlsMode, root_cert: Option<&Path>) -> bool {
    match mode {
        TlsMode::Disable | TlsMode::Allow | TlsMode::Prefer => false,
        TlsMode::Require => root_cert.is_some(),
        TlsMode::VerifyCa | TlsMode::VerifyFull => true,
    }
}

/// The TLS settings for `mode`. The system's roots are read only where they are needed: it takes milliseconds.
pub(super) fn config(mode: TlsMode, root_cert: Option<&Path>) -> Result<ClientConfig> {
    let provider = Arc::new(ring::default_provider());
    let roots = match (verifies(mode, root_cert), root_cert) {
        (false, _) => None,
        (true, Some(path)) => Some(roots_of(path)?),
        (true, None) => Some(system_roots()?.clone()),
    };
    let verifier = Verifier {
        roots,
        check_name: mode == TlsMode::VerifyFull,
        algorithms: provider.signature_verification_algorithms,
    };
    let mut config = builder(provider)
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    // As libpq says it: a server of another protocol refuses at once.
    config.alpn_protocols = vec![b"postgresql".to_vec()];
    config.resumption = rustls::client::Resumption::disabled();
    Ok(config)
}

fn builder(provider: Arc<CryptoProvider>) -> rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier> {
    ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("the provider supports the protocol versions it was built with")
}

/// What a certificate may be signed by.
#[derive(Debug, Clone)]
struct Roots {
    anchors: Arc<RootCertStore>,
    /// The certificates of a root file as they are; a server may show one of them itself.
    exact: Vec<CertificateDer<'static>>,
}

/// Read once: a fleet opens many connections.
fn system_roots() -> Result<&'static Roots> {
    static SYSTEM: LazyLock<Roots> = LazyLock::new(|| {
        let mut anchors = RootCertStore::empty();
        anchors.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        Roots { anchors: Arc::new(anchors), exact: Vec::new() }
    });
    if SYSTEM.anchors.is_empty() {
        return Err(Failure::new(Kind::Connect, "this machine has no root certificates to check the server against")
            .hint("install them (Debian: `apt-get install ca-certificates`), or pass the server's with `--ssl-root-cert FILE`"));
    }
    Ok(&SYSTEM)
}

fn roots_of(path: &Path) -> Result<Roots> {
    let refuse = |why: String| {
        Failure::bad_input(format!("cannot use the root certificate `{}`", path.display())).because(why)
    };
    let pem = std::fs::read(path).map_err(|e| {
        refuse(e.to_string()).hint("check the path behind `--ssl-root-cert` or `sslrootcert=`")
    })?;
    let mut anchors = RootCertStore::empty();
    let mut exact = Vec::new();
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate
            .map_err(|e| refuse(format!("its PEM text is damaged: {e}")).hint("download it again"))?;
        anchors.add(certificate.clone()).map_err(|e| {
            refuse(format!("a certificate in it is not valid: {e}")).hint("download it again")
        })?;
        exact.push(certificate);
    }
    if anchors.is_empty() {
        return Err(refuse("it holds no certificate in PEM form".to_owned())
            .hint("give the file that begins with `-----BEGIN CERTIFICATE-----`"));
    }
    Ok(Roots { anchors: Arc::new(anchors), exact })
}

/// Whether today is within the certificate's time. Only for one that is trusted as it is; chains are checked by webpki.
fn check_time(certificate: &CertificateDer<'_>, now: UnixTime) -> Result<(), rustls::Error> {
    let parsed = Certificate::from_der(certificate).map_err(|_| CertificateError::BadEncoding)?;
    let validity = parsed.tbs_certificate.validity;
    let (from, to) = (validity.not_before.to_unix_duration(), validity.not_after.to_unix_duration());
    let at = UnixTime::since_unix_epoch;
    if now < at(from) {
        return Err(CertificateError::NotValidYetContext { time: now, not_before: at(from) }.into());
    }
    if now > at(to) {
        return Err(CertificateError::ExpiredContext { time: now, not_after: at(to) }.into());
    }
    Ok(())
}

/// Checks a server's certificate as far as the mode asks for.
#[derive(Debug)]
struct Verifier {
    roots: Option<Roots>,
    check_name: bool,
    algorithms: WebPkiSupportedAlgorithms,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if let Some(roots) = &self.roots {
            let certificate = ParsedCertificate::try_from(end_entity)?;
            // PostgreSQL's manual makes one certificate that is server and root at once; webpki takes no root for a server.
            if roots.exact.iter().any(|exact| exact == end_entity) {
                check_time(end_entity, now)?;
            } else {
                let (anchors, algorithms) = (&roots.anchors, self.algorithms.all);
                verify_server_cert_signed_by_trust_anchor(
                    &certificate,
                    anchors,
                    intermediates,
                    now,
                    algorithms,
                )?;
            }
            if self.check_name {
                verify_server_name(&certificate, server_name)?;
            }
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(message, certificate, signature, &self.algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, certificate, signature, &self.algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms.supported_schemes()
    }
}
