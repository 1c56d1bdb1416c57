//! How an ACME directory is reached: over TLS, in bounded time, without redirects, by nobody's proxy.

use std::{future::Future, path::Path, pin::Pin, sync::Arc, time::Duration};

use actix_web::web::Bytes;
use anyhow::Context;
use instant_acme::{BodyWrapper, BytesResponse, Error, HttpClient};
use reqwest::{Body, Client, Request, redirect::Policy};
use rustls::{
    ClientConfig, RootCertStore,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, pem::PemObject},
};

const TIMEOUT: Duration = Duration::from_secs(30);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Asks directories.
#[derive(Debug, Clone)]
pub(super) struct Directories(Client);

impl Directories {
    /// Believes the usual authorities; with `root`, the ones of that file alone.
    pub(super) fn new(root: Option<&Path>) -> anyhow::Result<Self> {
        let client = Client::builder()
            .tls_backend_preconfigured(tls(root)?)
            .redirect(Policy::none())
            .referer(false)
            .no_proxy()
            .https_only(true)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT)
            .build()
            .context("no client for certificates")?;
        Ok(Self(client))
    }
}

impl HttpClient for Directories {
    fn request(
        &self,
        request: http::Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        let client = self.0.clone();
        Box::pin(async move {
            let request = Request::try_from(request.map(Body::wrap)).map_err(failed)?;
            let response = client.execute(request).await.map_err(failed)?;
            Ok(BytesResponse::from(http::Response::<Body>::from(response)))
        })
    }
}

fn failed(error: reqwest::Error) -> Error {
    Error::Other(Box::new(error))
}

fn tls(root: Option<&Path>) -> anyhow::Result<ClientConfig> {
    let mut roots = RootCertStore::empty();
    match root {
        Some(file) => {
            let unread = || format!("PERFTRACK_ACME_ROOT: {} holds no certificates", file.display());
            for root in CertificateDer::pem_file_iter(file).with_context(unread)? {
                roots.add(root.with_context(unread)?).with_context(unread)?;
            }
            anyhow::ensure!(!roots.is_empty(), unread());
        }
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
    }
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}
