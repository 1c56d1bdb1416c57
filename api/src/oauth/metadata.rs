//! What programs learn of us (RFC 8414).

use serde_json::{Value, json};
use shared::{
    api_tokens::{Scope, is_for_apps},
    oauth::{AUTHORIZE, REVOKE, TOKEN},
    pages,
};

use crate::config::Origin;

/// How one proves here which app one is.
const WAYS: [&str; 3] = ["none", "client_secret_basic", "client_secret_post"];

/// The document.
pub(super) fn told(origin: &Origin) -> Value {
    let at = |path: &str| [origin.as_str(), path].concat();
    let scopes: Vec<Scope> = Scope::ALL.iter().copied().filter(|scope| is_for_apps(*scope)).collect();
    json!({
        "issuer": origin.as_str(),
        "authorization_endpoint": at(AUTHORIZE),
        "token_endpoint": at(TOKEN),
        "revocation_endpoint": at(REVOKE),
        "service_documentation": at(pages::OAUTH_GUIDE),
        "scopes_supported": scopes,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "token_endpoint_auth_methods_supported": WAYS,
        "revocation_endpoint_auth_methods_supported": WAYS,
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
    })
}
