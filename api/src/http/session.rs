//! The session cookie: the only place where a browser's token is read or written. And the header by which a program shows
//! an API token.

use actix_web::{
    HttpRequest,
    cookie::{Cookie, SameSite, time::Duration},
    http::header::{self, HeaderMap, HeaderValue},
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
    match shown(request.headers(), cookie_name(state.origin.is_https()))? {
        Shown::Program(authorization) => bearer(authorization).ok_or_else(|| Code::Unauthenticated.into()),
        Shown::Browser(token) => {
            let claims = state.tokens.verify(token, Utc::now());
            claims.map(|claims| Claim::Session(claims.session)).map_err(|_| Code::Unauthenticated.into())
        }
    }
}

/// What a request shows of whom it is from, unread.
#[derive(Debug, PartialEq, Eq)]
enum Shown<'a> {
    /// What stands in the session's cookie.
    Browser(&'a str),
    /// What stands in `Authorization`.
    Program(&'a HeaderValue),
}

/// The one of them that is shown, whose cookie is called `name`.
fn shown<'a>(headers: &'a HeaderMap, name: &str) -> Result<Shown<'a>, Code> {
    let mut tokens = headers
        .get_all(header::COOKIE)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter_map(|(key, token)| (key == name).then_some(token));
    let token = tokens.next();
    let mut authorizations = headers.get_all(header::AUTHORIZATION);
    let authorization = authorizations.next();
    if tokens.next().is_some() || authorizations.next().is_some() {
        return Err(Code::AmbiguousCredentials);
    }
    match (token, authorization) {
        (Some(_), Some(_)) => Err(Code::AmbiguousCredentials),
        (Some(token), None) => Ok(Shown::Browser(token)),
        (None, Some(authorization)) => Ok(Shown::Program(authorization)),
        (None, None) => Err(Code::Unauthenticated),
    }
}

/// The API token of `Authorization: Bearer pt_…` (RFC 6750); `None` if it can't be one.
fn bearer(authorization: &HeaderValue) -> Option<Claim> {
    let (scheme, token) = authorization.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token_hash(token.trim())).flatten().map(Claim::Token)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::http::nasty;

    const OURS: &str = "__Host-pt_session";

    fn headers(cookies: &[String], authorizations: &[String]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let all = cookies.iter().map(|value| (header::COOKIE, value));
        for (name, value) in all.chain(authorizations.iter().map(|value| (header::AUTHORIZATION, value))) {
            headers.append(name, HeaderValue::from_str(value).unwrap());
        }
        headers
    }

    fn name() -> impl Strategy<Value = &'static str> {
        prop_oneof![Just(OURS), Just("pt_session_dev"), Just("__host-pt_session"), Just("x")]
    }

    proptest! {
        #[test]
        fn one_is_taken_as_it_stands_and_two_are_ambiguous(
            pairs in vec((name(), "[!-+.-:<-~]{0,12}"), 0..4),
            in_one_header in any::<bool>(),
            authorizations in vec("[ -~]{0,12}", 0..3),
        ) {
            let written: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let cookies = if in_one_header { vec![written.join("; ")] } else { written };
            let headers = headers(&cookies, &authorizations);
            let ours: Vec<&str> = pairs.iter().filter(|(name, _)| *name == OURS).map(|(_, value)| value.as_str()).collect();
            let shown = shown(&headers, OURS);
            match (ours.as_slice(), authorizations.len()) {
                ([], 0) => prop_assert_eq!(shown, Err(Code::Unauthenticated)),
                ([one], 0) => prop_assert_eq!(shown, Ok(Shown::Browser(one))),
                ([], 1) => prop_assert!(matches!(shown, Ok(Shown::Program(_)))),
                _ => prop_assert_eq!(shown, Err(Code::AmbiguousCredentials)),
            }
        }

        #[test]
        fn whatever_stands_in_a_head_shows_one_or_none(
            cookie in nasty::bytes(&["__Host-pt_session=a.b.c; x=y"]), authorization in nasty::bytes(&["Bearer pt_abc"]),
        ) {
            let mut headers = HeaderMap::new();
            if let Ok(value) = HeaderValue::from_bytes(&cookie) {
                headers.append(header::COOKIE, value);
            }
            if let Ok(Shown::Browser(token)) = shown(&headers, OURS) {
                prop_assert!(!token.contains(';') && cookie.windows(OURS.len()).any(|part| part == OURS.as_bytes()));
            }
            if let Ok(value) = HeaderValue::from_bytes(&authorization)
                && let Some(claim) = bearer(&value)
            {
                prop_assert!(matches!(claim, Claim::Token(_)) && authorization.to_ascii_lowercase().starts_with(b"bearer "));
            }
        }
    }
}
