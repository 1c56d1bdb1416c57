//! Asking at addresses that people gave us, and reading the answer: an OpenID provider's, which is a short document.
//!
//! The door is the same as for posting: public addresses only, no redirects, little time. What is read is never shown to
//! whoever set the address: only what it is in a word.

use reqwest::{RequestBuilder, header};
use secrecy::{ExposeSecret, SecretString};

use super::{Outgoing, guard};

/// Longer than any provider's keys.
const LARGEST: usize = 256 << 10;

/// A document as it came.
#[derive(Debug)]
pub struct Document {
    /// The status of the answer.
    pub status: u16,
    /// Its body.
    pub body: Vec<u8>,
}

/// Why there is no document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoDocument {
    /// No whole answer came in time, or it was too long.
    Silence,
    /// The address leads elsewhere than to the public internet; nothing was sent.
    NotPublic,
}

impl Outgoing {
    /// Reads a document, with a bearer's token if there is one.
    pub async fn read(&self, address: &str, bearer: Option<&SecretString>) -> Result<Document, NoDocument> {
        let url = self.address(address).map_err(|_| NoDocument::NotPublic)?;
        let request = self.client.get(url);
        ask(match bearer {
            Some(token) => request.bearer_auth(token.expose_secret()),
            None => request,
        })
        .await
    }

    /// Posts a form, as whoever `authorization` says.
    pub async fn ask(
        &self,
        address: &str,
        form: String,
        authorization: Option<&SecretString>,
    ) -> Result<Document, NoDocument> {
        let url = self.address(address).map_err(|_| NoDocument::NotPublic)?;
        let request =
            self.client.post(url).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(form);
        ask(match authorization {
            Some(value) => request.header(header::AUTHORIZATION, value.expose_secret()),
            None => request,
        })
        .await
    }
}

/// The client's timeout holds for the body, too.
async fn ask(request: RequestBuilder) -> Result<Document, NoDocument> {
    let sent = request.header(header::ACCEPT, "application/json").send().await;
    let mut response =
        sent.map_err(|error| if guard::was_refused(&error) { NoDocument::NotPublic } else { NoDocument::Silence })?;
    let (status, mut body) = (response.status().as_u16(), Vec::new());
    while let Some(chunk) = response.chunk().await.map_err(|_| NoDocument::Silence)? {
        if body.len() + chunk.len() > LARGEST {
            return Err(NoDocument::Silence);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Document { status, body })
}
