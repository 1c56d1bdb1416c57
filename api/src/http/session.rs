//! The session cookie: the only place where a browser's token is read or written. And the header by which a program shows
//! an API token.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    http::header::{self, HeaderValue},
};
use chrono::Utc;
use shared::problem::Code;

use super::Failure;
use crate::{
    app::State,
    db::{Claim, token_hash},
};

/// A session lasts this long from log-in, whatever happens: exactly 7 days, in seconds.
pub const SESSION_SECONDS: i64 = 604_800;

/// Writes session cookies.
pub struct SessionCookie;

impl SessionCookie {
    /// Carries `token` for a new session.
    pub fn holding(state: &State, token: String) -> Cookie<'static> {
        cookie(state, token, Duration::seconds(SESSION_SECONDS))
    }

    /// Takes the session away, with the same attributes.
    pub fn gone(state: &State) -> Cookie<'static> {
        cookie(state, String::new(), Duration::ZERO)
    }
}

/// `__Host-` binds the cookie to this very host over https; plain http exists on one's own machine
/// in development only and gets another name, so that neither is ever taken for the other.
pub const fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-pt_session" } else { "pt_session_dev" }
}

fn cookie(state: &State, value: String, age: Duration) -> Cookie<'static> {
    let secure = state.origin.is_https();
    Cookie::build(cookie_name(secure), value)
        .path("/")
        .http_only(true)
        .secure(secure)
        .same_site(SameSite::Lax)
        .max_age(age)
        .finish()
}

/// The session a request claims, its token's signature and times checked, or the API token; whether it still lives the
/// transaction tells. One of them: whoever shows both leaves open which is meant.
pub(super) fn claimed(request: &HttpRequest, state: &State) -> Result<Claim, Failure> {
    let name = cookie_name(state.origin.is_https());
    let mut tokens = request
        .headers()
        .get_all(header::COOKIE)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter_map(|(key, token)| (key == name).then_some(token));
    let token = tokens.next();
    let mut authorizations = request.headers().get_all(header::AUTHORIZATION);
    let authorization = authorizations.next();
    if tokens.next().is_some() || authorizations.next().is_some() || (token.is_some() && authorization.is_some()) {
        return Err(Code::AmbiguousCredentials.into());
    }
    if let Some(authorization) = authorization {
        return bearer(authorization).ok_or_else(|| Code::Unauthenticated.into());
    }
    let claims = state.tokens.verify(token.ok_or(Code::Unauthenticated)?, Utc::now());
    claims.map(|claims| Claim::Session(claims.session)).map_err(|_| Code::Unauthenticated.into())
}

/// The API token of `Authorization: Bearer pt_…` (RFC 6750); `None` if it can't be one.
fn bearer(authorization: &HeaderValue) -> Option<Claim> {
    let (scheme, token) = authorization.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token_hash(token.trim())).flatten().map(Claim::Token)
}
