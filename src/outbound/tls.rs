//! The encryption of outgoing calls: rustls with ring, the usual certificate authorities, and the operator's own.

use anyhow::Context;
use rustls::pki_types::CertificateDer;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

/// A configuration that trusts the usual authorities and these.
pub(super) fn config(extra_roots: &[Vec<u8>]) -> anyhow::Result<ClientConfig> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for root in extra_roots {
        roots
            .add(CertificateDer::from(root.as_slice()))
            .context("a certificate authority for outgoing calls cannot be read")?;
    }
    let mut config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .context("set up TLS for outgoing calls")?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
