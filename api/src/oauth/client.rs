//! Which app sends a form, and whether it is that one.

use base64::{Engine, engine::general_purpose::STANDARD};
use shared::wire::OauthAppId;

use super::{
    fields::Fields,
    rows::Held,
    said::{Refusal, Wrong},
    secrets,
};

const UNKNOWN: Refusal = Refusal::new(Wrong::Client, "the app is unknown, or its secret isn't this one");

/// Who an app says it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Client {
    id: OauthAppId,
    secret: Option<String>,
}

impl Client {
    /// By the head of the request or by fields, not by both (RFC 6749, 2.3.1).
    pub(super) fn said(authorization: Option<&str>, fields: &Fields<'_>) -> Result<Self, Refusal> {
        let (id, secret) = (fields.one("client_id")?, fields.one("client_secret")?);
        let Some(authorization) = authorization else {
            let id = id.ok_or(Refusal::new(Wrong::Request, "client_id"))?;
            return Ok(Self { id: id.parse().map_err(|_| UNKNOWN)?, secret: secret.map(str::to_owned) });
        };
        let (named, shown) = basic(authorization).ok_or(UNKNOWN)?;
        if secret.is_some() || id.is_some_and(|id| id != named) {
            return Err(Refusal::new(Wrong::Request, "say once who the app is"));
        }
        Ok(Self { id: named.parse().map_err(|_| UNKNOWN)?, secret: Some(shown).filter(|shown| !shown.is_empty()) })
    }

    /// Refused unless it is the app that was allowed. One that can keep a secret has to show it; one that can't has none, so
    /// that whoever takes its name is held off by PKCE alone.
    pub(super) fn must_be(&self, held: &Held) -> Result<(), Refusal> {
        if self.id != held.app_id {
            return Err(Refusal::new(Wrong::Grant, "it was given to another app"));
        }
        let proven = match (&self.secret, held.is_confidential) {
            (Some(secret), true) => secrets::is_same(held.app_secret.as_deref(), &secrets::client_hash(secret)),
            (None, false) => true,
            _ => false,
        };
        if proven { Ok(()) } else { Err(UNKNOWN) }
    }
}

/// The name and the secret of `Authorization: Basic …`. What we give has no letter that would stand there for another.
fn basic(authorization: &str) -> Option<(String, String)> {
    let (scheme, rest) = authorization.split_once(' ')?;
    let bytes = scheme.eq_ignore_ascii_case("basic").then(|| STANDARD.decode(rest.trim()).ok()).flatten()?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01900000-0000-7000-8000-000000000001";

    fn said(authorization: Option<&str>, fields: &[(&str, &str)]) -> Result<Client, Wrong> {
        let fields: Vec<_> = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Client::said(authorization, &Fields::of(&fields)).map_err(|refusal| refusal.wrong)
    }

    #[test]
    fn an_app_says_once_who_it_is() {
        let head = ["Basic ", &STANDARD.encode([ID, ":pts_x"].concat())].concat();
        let known = Client { id: ID.parse().unwrap(), secret: Some("pts_x".to_owned()) };
        assert_eq!(said(Some(&head), &[]), Ok(known));
        assert_eq!(said(None, &[("client_id", ID), ("client_secret", "pts_x")]), said(Some(&head), &[]));
        assert_eq!(said(Some(&head), &[("client_id", ID)]), said(Some(&head), &[]));
        assert_eq!(said(None, &[("client_id", ID)]).unwrap().secret, None);
        assert_eq!(said(Some(&head), &[("client_secret", "pts_x")]), Err(Wrong::Request));
        assert_eq!(said(Some(&head), &[("client_id", "another")]), Err(Wrong::Request));
        assert_eq!(said(None, &[]), Err(Wrong::Request));
        for wrong in ["", "Basic", "Basic !", "Bearer pt_x", "Basic eA=="] {
            assert_eq!(said(Some(wrong), &[]), Err(Wrong::Client), "{wrong}");
        }
        assert_eq!(said(None, &[("client_id", "payroll")]), Err(Wrong::Client));
    }
}
