//! The mail server of the installation: known by a key of the settings.

use std::net::IpAddr;

use actix_web::{HttpRequest, http::header};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use secrecy::ExposeSecret;
use shared::problem::{Code, Problem};
use subtle::ConstantTimeEq;

use super::Failure;
use crate::app::State;

/// 404 where mails can't be answered, 401 without a key; whoever is turned away is limited as other visitors are.
pub(super) fn admit(request: &HttpRequest, state: &State, address: IpAddr) -> Result<(), Failure> {
    let Some(replies) = &state.replies else {
        state.limits.admit_visitor(request, address)?;
        return Err(Code::NotFound.into());
    };
    let mut given = request.headers().get_all(header::AUTHORIZATION);
    let shown = given.next().and_then(|value| value.to_str().ok()).and_then(|value| value.strip_prefix("Bearer "));
    let shown = shown.map(str::trim).unwrap_or_default();
    let bytes = STANDARD.decode(shown).or_else(|_| URL_SAFE_NO_PAD.decode(shown)).unwrap_or_default();
    let is_one = |secret: &[u8]| bool::from(secret.ct_eq(&bytes));
    if given.next().is_none() && replies.keys.all().any(|key| is_one(key.secret.expose_secret())) {
        return Ok(());
    }
    state.limits.admit_visitor(request, address)?;
    Err(Problem::new(Code::WrongCredentials)
        .because("show a key of PERFTRACK_REPLY_KEYS as Authorization: Bearer")
        .into())
}
