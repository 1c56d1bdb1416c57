//! A certificate with its key, and the one place where handshakes find it.

use std::sync::{Arc, PoisonError, RwLock};

use anyhow::{Context, anyhow};
use chrono::DateTime;
use rustls::{
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};

use super::plan::Term;

/// A certificate with its chain and its key.
#[derive(Debug, Clone)]
pub(super) struct Certificate {
    key: Arc<CertifiedKey>,
    /// From when until when it holds.
    pub(super) term: Term,
    /// Who issued it, as it says.
    issuer: String,
}

impl Certificate {
    /// Reads the chain, the server's own certificate first, and the key, each from PEM. Refuses a key of another
    /// certificate.
    pub(super) fn from_pem(chain: &[u8], key: &[u8]) -> anyhow::Result<Self> {
        let chain = CertificateDer::pem_slice_iter(chain).collect::<Result<Vec<_>, _>>();
        let chain = chain.map_err(|error| anyhow!("the certificates can't be read: {error}"))?;
        let (term, issuer) = read(chain.first().context("there is no certificate in it")?)?;
        let key =
            PrivateKeyDer::from_pem_slice(key).map_err(|error| anyhow!("the private key can't be read: {error}"))?;
        let key = CertifiedKey::from_der(chain, key, &aws_lc_rs::default_provider())
            .context("the key doesn't belong to the certificate")?;
        Ok(Self { key: Arc::new(key), term, issuer })
    }
}

fn read(certificate: &[u8]) -> anyhow::Result<(Term, String)> {
    let (_, certificate) = x509_parser::parse_x509_certificate(certificate)
        .map_err(|error| anyhow!("the certificate can't be read: {error}"))?;
    let moment = |seconds: i64| DateTime::from_timestamp(seconds, 0).context("the certificate's term can't be read");
    let validity = certificate.validity();
    let term = Term { from: moment(validity.not_before.timestamp())?, until: moment(validity.not_after.timestamp())? };
    Ok((term, certificate.issuer().to_string()))
}

/// What is served: each handshake takes what is there then, so another certificate ends no connection.
#[derive(Debug, Default)]
pub(super) struct Served(RwLock<Option<Certificate>>);

impl Served {
    /// From the next handshake on.
    pub(super) fn put(&self, certificate: Certificate) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(certificate);
    }

    /// From when until when it holds; `None` while there is nothing to serve.
    pub(super) fn term(&self) -> Option<Term> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|certificate| certificate.term)
    }
}

impl Served {
    /// Who issued it, and its term; `None` while there is nothing to serve.
    pub(super) fn about(&self) -> Option<(String, Term)> {
        let served = self.0.read().unwrap_or_else(PoisonError::into_inner);
        served.as_ref().map(|certificate| (certificate.issuer.clone(), certificate.term))
    }
}

impl ResolvesServerCert for Served {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|certificate| certificate.key.clone())
    }
}
