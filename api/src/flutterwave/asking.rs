//! One question to the provider, and what kind of answer came. What it means, whoever asked knows.

use std::time::{Duration, Instant};

use reqwest::{
    Method, Response,
    header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER},
};
use secrecy::ExposeSecret;
use serde::Serialize;
use url::form_urlencoded;

use super::{
    Client, ProviderError,
    answers::{Body, Envelope},
};

/// Longer than any page of a list.
const LARGEST: usize = 1 << 20;

/// What is asked.
pub(super) struct Call {
    method: Method,
    path: String,
    body: Option<Vec<u8>>,
}

/// An answer that can be relied on: it was done, or nothing was.
pub(super) enum Asked {
    /// The call worked.
    Done(Body),
    /// The provider refused.
    Refused {
        /// The status of HTTP, which may be 200.
        status: u16,
        /// Whether it says that there is no such transaction.
        not_found: bool,
    },
}

impl Call {
    /// Reads something.
    pub(super) fn get(path: &str, query: &[(&str, &str)]) -> Self {
        let mut path = path.to_owned();
        if !query.is_empty() {
            let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
            path = [path.as_str(), "?", &query].concat();
        }
        Self { method: Method::GET, path, body: None }
    }

    /// Makes or does something.
    pub(super) fn post(path: &str, body: &impl Serialize) -> Result<Self, ProviderError> {
        let body = serde_json::to_vec(body).map_err(|_| ProviderError::Odd("what it was to be asked"))?;
        Ok(Self { method: Method::POST, path: path.to_owned(), body: Some(body) })
    }
}

impl Asked {
    /// The body of what was done.
    pub(super) fn done(self) -> Result<Body, ProviderError> {
        match self {
            Self::Done(body) => Ok(body),
            Self::Refused { status, .. } => Err(ProviderError::Refused(status)),
        }
    }
}

impl Client {
    /// Asks, once. While the provider wants to be left alone, nothing is sent.
    pub(super) async fn ask(&self, call: Call) -> Result<Asked, ProviderError> {
        if let Some(rest) = self.pause.rest(Instant::now()) {
            return Err(ProviderError::Wait(rest));
        }
        let address = [self.base.as_str(), &call.path].concat();
        let request = self.requests.request(call.method, address).header(ACCEPT, "application/json");
        let request = match call.body {
            Some(body) => request.header(CONTENT_TYPE, "application/json").body(body),
            None => request,
        };
        // An error names the address, so it isn't passed on.
        let sent = request.bearer_auth(self.secret_key.expose_secret()).send().await;
        let response = sent.map_err(|error| {
            tracing::warn!(timeout = error.is_timeout(), "the payment provider doesn't answer");
            ProviderError::Unclear
        })?;
        self.answer(response).await
    }

    async fn answer(&self, response: Response) -> Result<Asked, ProviderError> {
        let status = response.status().as_u16();
        match status {
            401 => {
                tracing::error!("Flutterwave doesn't take PERFTRACK_FLUTTERWAVE_SECRET_KEY: nobody can pay");
                return Err(ProviderError::KeyRefused);
            }
            429 => return Err(ProviderError::Wait(self.pause.lengthen(wish(&response), Instant::now()))),
            408 | 500.. => {
                tracing::warn!(status, "the payment provider is in trouble");
                return Err(ProviderError::Unclear);
            }
            _ => self.pause.end(),
        }
        let body = whole(response).await?;
        let is_success = (200..300).contains(&status);
        match Envelope::read(&body) {
            Some(envelope) if is_success && envelope.is_success() => Ok(Asked::Done(Body::new(body))),
            Some(envelope) if envelope.is_error() && (is_success || (400..500).contains(&status)) => {
                let not_found = envelope.is_not_found();
                if !not_found {
                    tracing::warn!(status, reason = envelope.reason(), "the payment provider refused");
                }
                Ok(Asked::Refused { status, not_found })
            }
            _ => {
                tracing::warn!(status, "an answer of the payment provider is not as documented");
                Err(ProviderError::Odd("neither success nor error"))
            }
        }
    }
}

/// How long it wants to be left alone, if it says so: nothing documents that, so seconds are understood and no dates.
fn wish(response: &Response) -> Option<Duration> {
    let text = response.headers().get(RETRY_AFTER)?.to_str().ok()?;
    text.trim().parse().ok().map(Duration::from_secs)
}

/// The client's timeout holds for the body, too.
async fn whole(mut response: Response) -> Result<Vec<u8>, ProviderError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|_| ProviderError::Unclear)? {
        if body.len() + chunk.len() > LARGEST {
            return Err(ProviderError::Odd("too long"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
