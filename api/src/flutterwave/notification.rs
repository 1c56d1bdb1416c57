//! What the provider calls out to us. It says that something happened; what, is asked of the provider.
//!
//! Its header proves that the caller knows a secret, and nothing about the body: whoever overhears one notification
//! could send any other. So only references are taken, and they lead to nothing but a question.

use actix_web::http::header::HeaderMap;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::{Client, answers::Id};

const HEADER: &str = "verif-hash";
/// As long as the provider lets a reference be.
const LONGEST: usize = 100;

/// What a notification is about; nothing where it is about something that we don't use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notice {
    /// Our reference, well-formed, perhaps nobody's.
    pub tx_ref: Option<String>,
    /// The provider's number of the transaction, perhaps nobody's.
    pub transaction_id: Option<i64>,
}

/// Whoever sent it doesn't know the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the notification is not the payment provider's")]
pub struct Refused;

impl Client {
    /// Reads a notification, if it has one of our secrets. A body that nobody understands is about nothing: the
    /// provider would only send it again.
    pub fn notice(&self, headers: &HeaderMap, body: &[u8]) -> Result<Notice, Refused> {
        read(&self.webhook_hashes, headers, body)
    }
}

/// The same with these secrets: two while one replaces the other.
pub(super) fn read(hashes: &[SecretString], headers: &HeaderMap, body: &[u8]) -> Result<Notice, Refused> {
    let mut given = headers.get_all(HEADER);
    let (Some(given), None) = (given.next(), given.next()) else { return Err(Refused) };
    // All are compared, whichever fits.
    let fits =
        hashes.iter().fold(0, |fits, hash| fits | given.as_bytes().ct_eq(hash.expose_secret().as_bytes()).unwrap_u8());
    if fits == 0 {
        return Err(Refused);
    }
    Ok(serde_json::from_slice::<Body>(body).map(Body::notice).unwrap_or_default())
}

/// The four shapes that come, as far as they are read.
#[derive(Deserialize)]
struct Body {
    /// Of charges and subscriptions.
    data: Option<Charge>,
    /// Of charges, as older settings of an account send them.
    #[serde(rename = "txRef")]
    tx_ref: Option<String>,
    id: Option<Id>,
    /// Of refunds, whose own number is `id`.
    #[serde(rename = "TransactionId")]
    transaction_id: Option<Id>,
}

#[derive(Deserialize)]
struct Charge {
    id: Option<Id>,
    tx_ref: Option<String>,
}

impl Body {
    fn notice(self) -> Notice {
        let (tx_ref, id) = match (self.data, self.tx_ref) {
            (Some(Charge { id, tx_ref: Some(tx_ref) }), _) => (Some(tx_ref), id),
            (None, Some(tx_ref)) => (Some(tx_ref), self.id),
            // Without a reference the number is that of something else, such as a transfer.
            _ => (None, self.transaction_id),
        };
        let well_formed = |text: &String| {
            (1..=LONGEST).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))
        };
        match (tx_ref, id) {
            (Some(tx_ref), _) if !well_formed(&tx_ref) => Notice::default(),
            (tx_ref, id) => Notice { tx_ref, transaction_id: id.map(Id::number) },
        }
    }
}
