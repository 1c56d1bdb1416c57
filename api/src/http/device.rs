//! The device cookie: tells a browser that has logged in before from a stranger's. It opens nothing.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use secrecy::SecretString;

use crate::app::State;

/// A browser is known for half a year after its last log-in.
const KNOWN_FOR: Duration = Duration::days(180);
/// 32 bytes as base64url; whatever else is sent is nobody's secret.
const SECRET_CHARACTERS: usize = 43;

/// Reads and writes device cookies.
pub struct DeviceCookie;

impl DeviceCookie {
    /// Carries a browser's secret.
    pub fn holding(state: &State, secret: String) -> Cookie<'static> {
        let secure = state.origin.is_https();
        Cookie::build(name(secure), secret)
            .path("/")
            .http_only(true)
            .secure(secure)
            .same_site(SameSite::Strict)
            .max_age(KNOWN_FOR)
            .finish()
    }

    /// The secret a browser presents.
    pub(super) fn presented(request: &HttpRequest, state: &State) -> Option<SecretString> {
        let cookie = request.cookie(name(state.origin.is_https()))?;
        (cookie.value().len() == SECRET_CHARACTERS).then(|| cookie.value().into())
    }
}

/// Named like the session cookie, and for the same reasons.
const fn name(secure: bool) -> &'static str {
    if secure { "__Host-pt_device" } else { "pt_device_dev" }
}
