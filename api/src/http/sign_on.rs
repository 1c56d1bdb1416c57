//! The cookie of a log-in that is at an organisation's provider. It opens nothing by itself.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use secrecy::SecretString;

use crate::app::State;

/// So long one may take at the provider.
pub const SIGN_ON_SECONDS: i64 = 600;
/// 32 bytes as base64url; whatever else is sent is nobody's secret.
const SECRET_CHARACTERS: usize = 43;

/// Reads and writes the cookie.
pub struct SignOnCookie;

impl SignOnCookie {
    /// Carries the secret of a log-in.
    pub fn holding(state: &State, secret: String) -> Cookie<'static> {
        cookie(state, secret, Duration::seconds(SIGN_ON_SECONDS))
    }

    /// Takes it away, with the same attributes.
    pub fn gone(state: &State) -> Cookie<'static> {
        cookie(state, String::new(), Duration::ZERO)
    }

    /// The secret a browser presents.
    pub(super) fn presented(request: &HttpRequest, state: &State) -> Option<SecretString> {
        let cookie = request.cookie(name(state.origin.is_https()))?;
        (cookie.value().len() == SECRET_CHARACTERS).then(|| cookie.value().into())
    }
}

/// `Lax`, since the browser comes back from another site.
fn cookie(state: &State, value: String, age: Duration) -> Cookie<'static> {
    let secure = state.origin.is_https();
    Cookie::build(name(secure), value)
        .path("/")
        .http_only(true)
        .secure(secure)
        .same_site(SameSite::Lax)
        .max_age(age)
        .finish()
}

/// Named like the session cookie, and for the same reasons.
const fn name(secure: bool) -> &'static str {
    if secure { "__Host-pt_sign_on" } else { "pt_sign_on_dev" }
}
