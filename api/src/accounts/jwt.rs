//! The signed token in the session cookie.
//!
//! It only names a session; whether that session lives, whose it is and what they may do is read from
//! the database at every request. The library's defaults accept far too much, so everything is
//! demanded here: the exact header, every claim, no leeway, exactly seven days.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use shared::wire::{SessionId, id::AccountId};
use uuid::Uuid;

use crate::{config::KeyRing, http::SESSION_SECONDS};

/// A session ends that long after it was opened, whatever happens in between.
pub const LIFETIME: TimeDelta = TimeDelta::seconds(SESSION_SECONDS);

const ALGORITHM: Algorithm = Algorithm::HS256;
/// Tokens of any other purpose carry another type and audience.
const TYPE: &str = "session+jwt";
const ISSUER: &str = "perftrack";
const AUDIENCE: &str = "perftrack:session";
/// Ours have about 450 bytes; what is longer is not worth hashing.
const MOST_BYTES: usize = 1024;

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: AccountId,
    sid: SessionId,
    jti: Uuid,
    iat: i64,
    nbf: i64,
    exp: i64,
}

/// Which session a valid token names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionClaims {
    /// The account.
    pub account: AccountId,
    /// The session.
    pub session: SessionId,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// A token that is not valid. Why is nobody's business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the session token is not valid")]
pub struct Rejected;

/// Signs and verifies session tokens.
pub struct Tokens {
    current: (String, EncodingKey),
    verifying: HashMap<String, DecodingKey>,
    validation: Validation,
}

impl Tokens {
    /// Signs with the ring's current key and verifies with all of them.
    pub fn new(ring: &KeyRing) -> Self {
        let current = ring.current();
        let signing = EncodingKey::from_secret(current.secret.expose_secret());
        let decoding = |secret: &[u8]| DecodingKey::from_secret(secret);
        let verifying = ring.all().map(|key| (key.id.clone(), decoding(key.secret.expose_secret()))).collect();
        Tokens { current: (current.id.clone(), signing), verifying, validation: validation() }
    }

    /// A token for a session that begins now, and when it ends.
    pub fn issue(
        &self,
        account: AccountId,
        session: SessionId,
        now: DateTime<Utc>,
    ) -> Result<(SecretString, DateTime<Utc>), jsonwebtoken::errors::Error> {
        let (kid, key) = &self.current;
        let iat = now.timestamp();
        let exp = iat + LIFETIME.num_seconds();
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: account,
            sid: session,
            jti: Uuid::new_v4(),
            iat,
            nbf: iat,
            exp,
        };
        let token = encode(&header(kid), &claims, key)?;
        Ok((token.into(), DateTime::from_timestamp(exp, 0).unwrap_or(now)))
    }

    /// Which session a token names, if every single thing about it is as we make it.
    pub fn verify(&self, token: &str, now: DateTime<Utc>) -> Result<SessionClaims, Rejected> {
        if token.len() > MOST_BYTES {
            return Err(Rejected);
        }
        let claimed = decode_header(token).map_err(|_| Rejected)?;
        let kid = claimed.kid.as_deref().ok_or(Rejected)?;
        // Nothing besides type, algorithm and key id: no `crit`, no key of its own, no compression.
        if claimed != header(kid) {
            return Err(Rejected);
        }
        let key = self.verifying.get(kid).ok_or(Rejected)?;
        let claims = decode::<Claims>(token, key, &self.validation).map_err(|_| Rejected)?.claims;
        let now = now.timestamp();
        let lives = claims.iat <= now && claims.nbf <= now && now < claims.exp;
        let exact = claims.exp.checked_sub(claims.iat) == Some(LIFETIME.num_seconds());
        if !lives || !exact {
            return Err(Rejected);
        }
        let expires_at = DateTime::from_timestamp(claims.exp, 0).ok_or(Rejected)?;
        Ok(SessionClaims { account: claims.sub, session: claims.sid, expires_at })
    }
}

fn header(kid: &str) -> Header {
    let mut header = Header::new(ALGORITHM);
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(kid.to_owned());
    header
}

fn validation() -> Validation {
    let mut validation = Validation::new(ALGORITHM);
    validation.leeway = 0;
    validation.validate_nbf = true;
    validation.set_issuer(&[ISSUER]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
    validation
}

#[cfg(test)]
#[path = "jwt_tests.rs"]
mod tests;
