//! Exchanging what the browser brought for what the provider says of somebody (OpenID Connect Core, 3.1.3).

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::Utc;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use shared::single_sign_on::{ConnectionOutcome, SignOnRefusal};
use url::form_urlencoded::{Serializer, byte_serialize};

use super::{Provider, Providers, keys::NotBelieved};
use crate::{
    single_sign_on::claims::{About, Claims, Expected, Identity},
    worker::outgoing::{Document, Outgoing},
};

/// As what a provider knows us.
pub(in crate::single_sign_on) struct Client {
    /// By which address the provider calls itself.
    pub issuer: String,
    /// Our name there.
    pub id: String,
    /// Our secret there.
    pub secret: SecretString,
    /// Where it sends people back to.
    pub redirect_uri: String,
}

/// What a browser brought back, with what only the browser that began can have.
pub(in crate::single_sign_on) struct Brought {
    /// The provider's code.
    pub code: SecretString,
    /// What shows that we began.
    pub verifier: SecretString,
    /// What has to stand in the token.
    pub nonce: String,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    #[serde(default)]
    access_token: Option<String>,
}

/// What is said beside the token.
#[derive(Deserialize)]
struct Beside {
    sub: String,
    #[serde(flatten)]
    about: About,
}

impl Client {
    /// Whom the provider vouches for.
    pub(in crate::single_sign_on) async fn identity(
        &self,
        providers: &Providers,
        outgoing: &Outgoing,
        provider: &Provider,
        brought: &Brought,
    ) -> Result<Identity, SignOnRefusal> {
        let tokens = self.exchange(outgoing, provider, brought).await?;
        let mut claims = self.believed(providers, outgoing, provider, &tokens.id_token).await?;
        let expected = Expected { issuer: &self.issuer, client_id: &self.id, nonce: &brought.nonce };
        if !claims.are_for(&expected, Utc::now()) {
            return Err(SignOnRefusal::Token);
        }
        if claims.about.lacks_address()
            && let Some(access) = tokens.access_token
            && let Some(beside) = said_beside(outgoing, provider, &access.into()).await
        {
            if !claims.are_about(&beside.sub) {
                return Err(SignOnRefusal::Token);
            }
            claims.about = beside.about;
        }
        claims.identity()
    }

    async fn exchange(
        &self,
        outgoing: &Outgoing,
        provider: &Provider,
        brought: &Brought,
    ) -> Result<Tokens, SignOnRefusal> {
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code")
            .append_pair("code", brought.code.expose_secret())
            .append_pair("redirect_uri", &self.redirect_uri)
            .append_pair("client_id", &self.id)
            .append_pair("code_verifier", brought.verifier.expose_secret());
        let in_header = provider.takes_header();
        if !in_header {
            form.append_pair("client_secret", self.secret.expose_secret());
        }
        let authorization = in_header.then(|| self.authorization());
        let endpoint = &provider.description.token_endpoint;
        match outgoing.ask(endpoint, form.finish(), authorization.as_ref()).await {
            Ok(Document { status: 200, body }) => serde_json::from_slice(&body).map_err(|_| SignOnRefusal::Provider),
            _ => Err(SignOnRefusal::Provider),
        }
    }

    /// Name and secret, each encoded as in a form (RFC 6749, 2.3.1).
    fn authorization(&self) -> SecretString {
        let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        let pair = format!("{}:{}", encoded(&self.id), encoded(self.secret.expose_secret()));
        format!("Basic {}", STANDARD.encode(pair)).into()
    }

    /// What the token says; a key that isn't known is looked for once more, since providers change theirs.
    async fn believed(
        &self,
        providers: &Providers,
        outgoing: &Outgoing,
        provider: &Provider,
        token: &str,
    ) -> Result<Claims, SignOnRefusal> {
        match provider.keys.verify(token) {
            Ok(claims) => Ok(claims),
            Err(NotBelieved::Forged) => Err(SignOnRefusal::Token),
            Err(NotBelieved::NoSuchKey) => {
                let again = providers.anew(outgoing, &self.issuer).await;
                let again = again.map_err(|_: ConnectionOutcome| SignOnRefusal::Provider)?;
                again.keys.verify(token).map_err(|_| SignOnRefusal::Token)
            }
        }
    }
}

impl Provider {
    /// Whether our secret goes into the header, as it does unless a provider says that it takes it in the form alone.
    fn takes_header(&self) -> bool {
        let says = self.description.token_endpoint_auth_methods_supported.as_ref();
        says.is_none_or(|all| {
            let takes = |method: &str| all.iter().any(|one| one == method);
            takes("client_secret_basic") || !takes("client_secret_post")
        })
    }
}

async fn said_beside(outgoing: &Outgoing, provider: &Provider, access: &SecretString) -> Option<Beside> {
    let endpoint = provider.description.userinfo_endpoint.as_deref()?;
    match outgoing.read(endpoint, Some(access)).await {
        Ok(Document { status: 200, body }) => serde_json::from_slice(&body).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;
    use url::form_urlencoded::parse;

    use super::*;
    use crate::http::nasty;

    const ANSWER: &str = r#"{"access_token":"opaque","token_type":"Bearer","expires_in":300,"id_token":"eyJhbGciOiJFUzI1NiJ9.e30.AAAA"}"#;
    const BESIDE: &str = r#"{"sub":"248289761001","name":"Jane Doe","email":"jane@example.com","email_verified":true}"#;

    proptest! {
        #[test]
        fn whatever_is_answered_it_is_read_as_it_stands_or_not_at_all(said in nasty::bytes(&[ANSWER, BESIDE])) {
            let whole = serde_json::from_slice::<Value>(&said).unwrap_or_default();
            if let Some(fields) = whole.as_object() {
                if let Ok(tokens) = serde_json::from_slice::<Tokens>(&said) {
                    prop_assert_eq!(fields.get("id_token").and_then(Value::as_str), Some(tokens.id_token.as_str()));
                    let access = fields.get("access_token").and_then(Value::as_str);
                    prop_assert_eq!(access, tokens.access_token.as_deref());
                }
                if let Ok(beside) = serde_json::from_slice::<Beside>(&said) {
                    prop_assert_eq!(fields.get("sub").and_then(Value::as_str), Some(beside.sub.as_str()));
                    prop_assert_eq!(beside.about.lacks_address(), fields.get("email").is_none_or(Value::is_null));
                }
            }
        }

        #[test]
        fn a_provider_reads_the_name_and_the_secret_that_it_gave_us(id in any::<String>(), secret in any::<String>()) {
            let client = Client {
                issuer: String::new(), id: id.clone(), secret: secret.clone().into(), redirect_uri: String::new(),
            };
            let header = client.authorization();
            let pair = STANDARD.decode(header.expose_secret().strip_prefix("Basic ").unwrap()).unwrap();
            let pair = String::from_utf8(pair).unwrap();
            let (name, rest) = pair.split_once(':').unwrap();
            let read = |text: &str| parse(["k=", text].concat().as_bytes()).next().unwrap().1.into_owned();
            prop_assert_eq!((read(name), read(rest)), (id, secret));
        }
    }
}
