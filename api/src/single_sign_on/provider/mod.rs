//! OpenID providers as they describe themselves: read from where the organisation says, by the outgoing door, and kept for
//! a few minutes.

mod keys;
mod token;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use serde::Deserialize;
use shared::single_sign_on::ConnectionOutcome;

use self::keys::Keys;
pub(super) use self::token::{Brought, Client};
use crate::worker::outgoing::{Document, NoDocument, Outgoing};

/// What was read so long ago is read again.
const KEPT: Duration = Duration::from_secs(600);
/// As many are remembered at a time.
const MOST: usize = 1000;
/// Where a provider describes itself (OpenID Connect Discovery, 4).
const DISCOVERY: &str = "/.well-known/openid-configuration";

/// A provider's own description.
#[derive(Debug, Clone, Deserialize)]
struct Description {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    userinfo_endpoint: Option<String>,
    #[serde(default)]
    response_types_supported: Vec<String>,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// A provider, as it was when it was read.
pub(super) struct Provider {
    description: Description,
    keys: Keys,
    read_at: Instant,
}

/// The providers of this process's log-ins.
#[derive(Default)]
pub struct Providers(Mutex<HashMap<String, Arc<Provider>>>);

impl Providers {
    /// The provider that calls itself `issuer`, perhaps as it was a few minutes ago.
    pub(super) async fn known(&self, outgoing: &Outgoing, issuer: &str) -> Result<Arc<Provider>, ConnectionOutcome> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(issuer).cloned();
        match kept.filter(|provider| provider.read_at.elapsed() < KEPT) {
            Some(provider) => Ok(provider),
            None => self.anew(outgoing, issuer).await,
        }
    }

    /// The same as it is now.
    pub(super) async fn anew(&self, outgoing: &Outgoing, issuer: &str) -> Result<Arc<Provider>, ConnectionOutcome> {
        let provider = Arc::new(read(outgoing, issuer).await?);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.retain(|_, provider| provider.read_at.elapsed() < KEPT);
        }
        if kept.len() < MOST {
            kept.insert(issuer.to_owned(), provider.clone());
        }
        Ok(provider)
    }
}

impl Provider {
    /// Where people log in.
    pub(super) fn log_in_page(&self) -> &str {
        &self.description.authorization_endpoint
    }

    /// Whether what came back to the browser can be from this provider: one that says who it is, says so always (RFC 9207).
    pub(super) fn sent_back(&self, iss: Option<&str>) -> bool {
        match iss {
            Some(iss) => iss == self.description.issuer,
            None => !self.description.authorization_response_iss_parameter_supported,
        }
    }
}

/// Reads and judges the description and the keys.
async fn read(outgoing: &Outgoing, issuer: &str) -> Result<Provider, ConnectionOutcome> {
    let address = [issuer.trim_end_matches('/'), DISCOVERY].concat();
    let description: Description = document(outgoing, &address).await?;
    judge(&description, issuer, |address| outgoing.address(address).is_ok())?;
    let keys = Keys::of(document(outgoing, &description.jwks_uri).await?);
    if keys.is_empty() {
        return Err(ConnectionOutcome::Unsuitable);
    }
    Ok(Provider { description, keys, read_at: Instant::now() })
}

/// Whether a description is that of `issuer`, and of a provider that can be logged in by.
fn judge(
    description: &Description,
    issuer: &str,
    may_be_asked: impl Fn(&str) -> bool,
) -> Result<(), ConnectionOutcome> {
    // Else one provider could pass for another (Discovery, 4.3).
    if description.issuer != issuer {
        return Err(ConnectionOutcome::OtherIssuer);
    }
    let Description { authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint, .. } = description;
    let mut endpoints = [authorization_endpoint, token_endpoint, jwks_uri].into_iter().chain(userinfo_endpoint);
    if !endpoints.all(|endpoint| may_be_asked(endpoint)) {
        return Err(ConnectionOutcome::Forbidden);
    }
    let types = &description.response_types_supported;
    if types.is_empty() || types.iter().any(|kind| kind == "code") {
        Ok(())
    } else {
        Err(ConnectionOutcome::Unsuitable)
    }
}

async fn document<T: for<'de> Deserialize<'de>>(outgoing: &Outgoing, address: &str) -> Result<T, ConnectionOutcome> {
    match outgoing.read(address, None).await {
        Ok(Document { status: 200, body }) => serde_json::from_slice(&body).map_err(|_| ConnectionOutcome::NoProvider),
        Ok(_) => Err(ConnectionOutcome::NoProvider),
        Err(NoDocument::Silence) => Err(ConnectionOutcome::Unreachable),
        Err(NoDocument::NotPublic) => Err(ConnectionOutcome::Forbidden),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::http::nasty;

    const DESCRIBED: &str = r#"{"issuer":"https://id.example","authorization_endpoint":"https://id.example/auth","token_endpoint":"https://id.example/token","jwks_uri":"https://keys.example/jwks","userinfo_endpoint":"https://id.example/me","response_types_supported":["code"],"token_endpoint_auth_methods_supported":["client_secret_post"]}"#;

    fn judged(changes: Value) -> Result<(), ConnectionOutcome> {
        let mut description = json!({
            "issuer": "https://id.example", "authorization_endpoint": "https://id.example/auth",
            "token_endpoint": "https://id.example/token", "jwks_uri": "https://keys.example/jwks",
        });
        for (name, value) in changes.as_object().unwrap() {
            description[name] = value.clone();
        }
        let description = serde_json::from_value(description).unwrap();
        judge(&description, "https://id.example", |address| address.starts_with("https://"))
    }

    #[test]
    fn a_provider_is_who_it_was_set_as() {
        assert_eq!(judged(json!({})), Ok(()));
        for other in ["https://id.example/", "https://ID.example", "http://id.example", ""] {
            assert_eq!(judged(json!({ "issuer": other })), Err(ConnectionOutcome::OtherIssuer), "{other}");
        }
    }

    #[test]
    fn every_one_of_its_addresses_has_to_be_public() {
        for name in ["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"] {
            let inside = json!({ name: "http://169.254.169.254/" });
            assert_eq!(judged(inside), Err(ConnectionOutcome::Forbidden), "{name}");
        }
    }

    #[test]
    fn it_has_to_offer_codes_if_it_says_what_it_offers() {
        assert_eq!(judged(json!({ "response_types_supported": ["id_token", "code"] })), Ok(()));
        assert_eq!(judged(json!({ "response_types_supported": ["id_token"] })), Err(ConnectionOutcome::Unsuitable));
    }

    proptest! {
        #[test]
        fn whatever_is_said_none_passes_for_another_and_none_leads_inside(said in nasty::bytes(&[DESCRIBED])) {
            let is_public = |address: &str| address.starts_with("https://");
            if let Ok(description) = serde_json::from_slice::<Description>(&said) {
                let another = format!("{}x", description.issuer);
                prop_assert_eq!(judge(&description, &another, |_| true), Err(ConnectionOutcome::OtherIssuer));
                if judge(&description, &description.issuer, is_public).is_ok() {
                    let Description { authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint, .. } = description;
                    let mut all = [authorization_endpoint, token_endpoint, jwks_uri].into_iter().chain(userinfo_endpoint);
                    prop_assert!(all.all(|address| is_public(&address)));
                }
            }
        }
    }
}
