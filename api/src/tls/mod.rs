//! TLS spoken by the server itself, with a certificate from files or one that it orders.
//!
//! 1.2 and 1.3 alone, with suites that keep past talks secret and notice every change (rustls knows no others).

mod acme;
mod alarm;
mod certificate;
mod client;
mod files;
mod plan;
mod queries;

use std::sync::Arc;

use rustls::{
    ServerConfig,
    crypto::aws_lc_rs,
    version::{TLS12, TLS13},
};

pub use self::plan::Term;
use self::{acme::Orders, certificate::Served, files::Followed};
use crate::{app::State, config, http::Failure};

/// The longest token of a proof that is looked for; authorities take 43 characters.
const LONGEST_TOKEN: usize = 200;

/// The server's certificate, and where it comes from.
#[derive(Debug)]
pub struct Tls {
    served: Arc<Served>,
    source: Source,
}

/// The certificate that is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Who issued it, as it says.
    pub issuer: String,
    /// From when until when it holds.
    pub term: Term,
    /// Whether the server orders the next one; else it comes from files.
    pub is_ordered: bool,
}

#[derive(Debug)]
enum Source {
    Files(Followed),
    Orders(Box<Orders>),
}

impl Tls {
    /// By the settings. Fails when files were named and hold no certificate with its key; an ordered one comes later.
    pub fn open(certificates: config::Certificates) -> anyhow::Result<Self> {
        let served = Arc::new(Served::default());
        let source = match certificates {
            config::Certificates::Files { chain, key } => Source::Files(Followed::open(chain, key, &served)?),
            config::Certificates::Acme(acme) => Source::Orders(Box::new(Orders::new(acme)?)),
        };
        Ok(Self { served, source })
    }

    /// What a listener needs. Which protocol is spoken inside, the HTTP server says.
    pub fn server_config(&self) -> anyhow::Result<ServerConfig> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_protocol_versions(&[&TLS13, &TLS12])?;
        Ok(config.with_no_client_auth().with_cert_resolver(self.served.clone()))
    }

    /// The served certificate; `None` while there is none.
    pub fn about(&self) -> Option<About> {
        let is_ordered = matches!(self.source, Source::Orders(_));
        self.served.about().map(|(issuer, term)| About { issuer, term, is_ordered })
    }

    /// From when until when the served certificate holds; `None` while there is none.
    pub fn term(&self) -> Option<Term> {
        self.served.term()
    }
}

/// Looks after the certificate until dropped; does nothing where the server speaks no TLS.
pub async fn keep(state: Arc<State>) {
    match state.tls.as_ref().map(|tls| (&tls.source, &tls.served)) {
        Some((Source::Files(files), served)) => files.follow(&state, served).await,
        Some((Source::Orders(orders), served)) => orders.follow(&state, served).await,
        None => {}
    }
}

/// What an authority is answered that asks for the proof of `token`, if one is kept.
pub async fn proof(state: &State, token: &str) -> Result<Option<String>, Failure> {
    let orders = state.tls.as_ref().is_some_and(|tls| matches!(tls.source, Source::Orders(_)));
    let readable =
        token.len() <= LONGEST_TOKEN && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if !orders || !readable {
        return Ok(None);
    }
    let token = token.to_owned();
    state.database.accounts(move |tx| Ok(queries::proof(tx.conn(), &token)?)).await
}
