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
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use std::path::Path;
use std::sync::Arc;

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
        (true, None) => Some(system_roots()?),
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

fn system_roots() -> Result<RootCertStore> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err(Failure::new(Kind::Connect, "this machine has no root certificates to check the server against")
            .hint("install them (Debian: `apt-get install ca-certificates`), or pass the server's with `--ssl-root-cert FILE`"));
    }
    Ok(roots)
}

fn roots_of(path: &Path) -> Result<RootCertStore> {
    let refuse = |why: String| {
        Failure::bad_input(format!("cannot use the root certificate `{}`", path.display())).because(why)
    };
    let pem = std::fs::read(path).map_err(|e| {
        refuse(e.to_string()).hint("check the path behind `--ssl-root-cert` or `sslrootcert=`")
    })?;
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&pem) {
        let certificate = certificate
            .map_err(|e| refuse(format!("its PEM text is damaged: {e}")).hint("download it again"))?;
        roots.add(certificate).map_err(|e| {
            refuse(format!("a certificate in it is not valid: {e}")).hint("download it again")
        })?;
    }
    if roots.is_empty() {
        return Err(refuse("it holds no certificate in PEM form".to_owned())
            .hint("give the file that begins with `-----BEGIN CERTIFICATE-----`"));
    }
    Ok(roots)
}

/// Checks a server's certificate as far as the mode asks for.
#[derive(Debug)]
struct Verifier {
    roots: Option<RootCertStore>,
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
            verify_server_cert_signed_by_trust_anchor(
                &certificate,
                roots,
                intermediates,
                now,
                self.algorithms.all,
            )?;
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
