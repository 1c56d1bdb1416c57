//! The cookies of a log-in that isn't finished. They open nothing by themselves.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
};
use secrecy::SecretString;

use crate::app::State;

/// 32 bytes as base64url; whatever else is sent is nobody's secret.
const SECRET_CHARACTERS: usize = 43;

/// Of a log-in that waits for its second step.
pub const SECOND_STEP: WaitingCookie = WaitingCookie {
    over_https: "__Host-pt_log_in",
    in_development: "pt_log_in_dev",
    seconds: 300,
    same_site: SameSite::Strict,
};

/// Of a log-in that is at an organisation's provider: `Lax`, since the browser comes back from another site.
pub const SIGN_ON: WaitingCookie = WaitingCookie {
    over_https: "__Host-pt_sign_on",
    in_development: "pt_sign_on_dev",
    seconds: 600,
    same_site: SameSite::Lax,
};

/// Reads and writes one of them.
pub struct WaitingCookie {
    over_https: &'static str,
    in_development: &'static str,
    /// So long one has to go on.
    pub seconds: i64,
    same_site: SameSite,
}

impl WaitingCookie {
    /// Carries the secret of a log-in.
    pub fn holding(&self, state: &State, secret: String) -> Cookie<'static> {
        self.cookie(state, secret, Duration::seconds(self.seconds))
    }

    /// Takes it away, with the same attributes.
    pub fn gone(&self, state: &State) -> Cookie<'static> {
        self.cookie(state, String::new(), Duration::ZERO)
    }

    /// The secret a browser presents.
    pub(super) fn presented(&self, request: &HttpRequest, state: &State) -> Option<SecretString> {
        let cookie = request.cookie(self.name(state.origin.is_https()))?;
        (cookie.value().len() == SECRET_CHARACTERS).then(|| cookie.value().into())
    }

    fn cookie(&self, state: &State, value: String, age: Duration) -> Cookie<'static> {
        let secure = state.origin.is_https();
        Cookie::build(self.name(secure), value)
            .path("/")
            .http_only(true)
            .secure(secure)
            .same_site(self.same_site)
            .max_age(age)
            .finish()
    }

    /// Named like the session cookie, and for the same reasons.
    const fn name(&self, secure: bool) -> &'static str {
        if secure { self.over_https } else { self.in_development }
    }
}
