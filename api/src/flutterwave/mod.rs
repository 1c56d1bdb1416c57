//! Flutterwave, who takes payments: hosted checkouts (v3), asked about them afterwards, and heard of them.
//!
//! This knows nothing of invoices. Of what the provider says only what decides is read; what it says of cards never
//! enters a struct. Nothing here logs a key, a hash, a link or a body.

mod amounts;
mod answers;
mod asking;
#[cfg(test)]
mod attack_tests;
mod links;
mod listing;
mod notification;
mod pause;
mod payments;
#[cfg(test)]
mod property_tests;
mod refunds;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod sandbox;
mod verifying;

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use reqwest::{Client as Requests, redirect::Policy};
use secrecy::SecretString;

use self::{links::Hosts, pause::Pause};
pub use self::{
    listing::{ListedTransaction, Transactions},
    notification::{Notice, Refused},
    payments::{Link, NewPayment, Payer},
    refunds::{RefundState, Started},
    verifying::{PaidTransaction, Verified},
};
use crate::{config, worker::outgoing};

/// Longer than the provider's own 28 seconds, after which it says 503.
const TIMEOUT: Duration = Duration::from_secs(35);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Asks the provider. Cheap to clone; clones wait together when it asks us to wait.
#[derive(Clone)]
pub struct Client {
    requests: Requests,
    /// Ends without a slash.
    base: String,
    secret_key: SecretString,
    webhook_hashes: Vec<SecretString>,
    hosts: Hosts,
    pause: Arc<Pause>,
}

/// Why the provider did not do or say what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// It can't be done as asked; asked again it can't either. Nothing happened.
    #[error("the payment provider refused with {0}")]
    Refused(u16),
    /// It doesn't take our key, which is logged for the operator. Nothing happened.
    #[error("the payment provider doesn't take our key")]
    KeyRefused,
    /// Too much was asked. Nothing happened; ask again after that long.
    #[error("the payment provider asks us to wait {} s", .0.as_secs())]
    Wait(Duration),
    /// No answer came, or one of a server in trouble: what was asked may have happened or may yet. What makes
    /// something is never asked again before it is known what came of it.
    #[error("no answer came from the payment provider")]
    Unclear,
    /// An answer came that is not as documented: as unclear, and for somebody to look at.
    #[error("an answer of the payment provider can't be understood: {0}")]
    Odd(&'static str),
}

impl Client {
    /// By the settings; connects to nothing yet.
    pub fn new(settings: &config::Flutterwave) -> anyhow::Result<Self> {
        Self::waiting(settings, TIMEOUT)
    }

    /// The same with another patience, of which tests have less.
    fn waiting(settings: &config::Flutterwave, timeout: Duration) -> anyhow::Result<Self> {
        let requests = Requests::builder()
            .tls_backend_preconfigured(outgoing::tls()?)
            .redirect(Policy::none())
            .referer(false)
            .no_proxy()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(timeout)
            .user_agent("PerfTrack")
            .build()
            .context("no client for payments")?;
        Ok(Self {
            requests,
            base: settings.base.as_str().trim_end_matches('/').to_owned(),
            secret_key: settings.secret_key.clone(),
            webhook_hashes: settings.webhook_hashes.clone(),
            hosts: Hosts::of(settings),
            pause: Arc::default(),
        })
    }
}
