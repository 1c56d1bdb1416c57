//! Session tokens.

use chrono::Utc;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use shared::wire::{SessionId, id::AccountId};
use uuid::Uuid;

use crate::{config::Sessions, http::SESSION_SECONDS};

/// Signs and reads session tokens.
pub struct Tokens(Sessions);

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    sid: Uuid,
    jti: Uuid,
    iat: i64,
    nbf: i64,
    exp: i64,
}

impl Tokens {
    /// With these keys.
    pub fn new(sessions: Sessions) -> Self {
        Self(sessions)
    }

    /// A token for a new session.
    pub fn issue(&self, account: AccountId, session: SessionId) -> anyhow::Result<String> {
        let now = Utc::now().timestamp();
        let key = self.0.keys.current();
        let header =
            Header { kid: Some(key.id.clone()), typ: Some("pt-session+jwt".into()), ..Header::new(Algorithm::HS256) };
        let claims = Claims {
            iss: "perftrack".into(),
            aud: "perftrack-session".into(),
            sub: account.0,
            sid: session.0,
            jti: Uuid::new_v4(),
            iat: now,
            nbf: now,
            exp: now + SESSION_SECONDS,
        };
        Ok(encode(&header, &claims, &EncodingKey::from_secret(key.secret.expose_secret()))?)
    }

    /// The session of a valid token.
    pub fn read(&self, token: &str) -> Option<SessionId> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        let key = self.0.keys.find(header.kid.as_deref()?)?;
        let mut validation = Validation::new(Algorithm::HS256);
        validation.leeway = 0;
        validation.validate_nbf = true;
        validation.set_audience(&["perftrack-session"]);
        validation.set_issuer(&["perftrack"]);
        validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        let claims =
            decode::<Claims>(token, &DecodingKey::from_secret(key.secret.expose_secret()), &validation).ok()?.claims;
        (claims.exp - claims.iat == SESSION_SECONDS).then_some(claims.sid.into())
    }
}
