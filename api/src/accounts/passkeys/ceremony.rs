//! What authenticators are asked, and whether what they answer holds.

use anyhow::anyhow;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use shared::{
    accounts::{NewPasskey, PasskeyAssertion, PasskeyCreation, PasskeyRequest},
    problem::{Code, Problem},
    wire::id::AccountId,
};
use url::{Host, Url};
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{
        DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential,
        WebauthnError,
    },
};

use crate::{config::Origin, http::Failure};

/// What became of a signature.
pub(super) enum Verdict {
    /// It holds; the passkey as it is to be kept from now on.
    Right(Value),
    /// It doesn't, or was made for something else.
    Wrong,
    /// It holds, and its counter says that another has signed since: a copy exists.
    Copied,
}

/// A passkey that an authenticator has made: its id and what is kept of it.
pub(super) struct Made {
    pub id: Vec<u8>,
    pub credential: Value,
}

/// Bytes that came from a browser; `None` if they aren't written as they should be.
pub(super) fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Bytes as they travel.
pub(super) fn text(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whom passkeys are for: the host under which browsers know us. A passkey belongs to a name, never to an address; that of
/// one's own machine has one.
fn party(origin: &Origin) -> Result<Webauthn, Failure> {
    let url = named(origin);
    let url =
        url.ok_or_else(|| Problem::new(Code::Conflict).because("this server's address has no name for passkeys"))?;
    let host = url.domain().unwrap_or_default();
    let party = WebauthnBuilder::new(host, &url).and_then(|builder| builder.rp_name("PerfTrack").build());
    party.map_err(fault)
}

fn named(origin: &Origin) -> Option<Url> {
    let mut url = Url::parse(origin.as_str()).ok()?;
    if url.domain().is_some() {
        return Some(url);
    }
    let is_here = match url.host()? {
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
        Host::Domain(_) => false,
    };
    if !is_here {
        return None;
    }
    url.set_host(Some("localhost")).ok()?;
    Some(url)
}

/// Asks for a new passkey of an account that has these: what the browser is told, and what is to be kept until it answers.
pub(super) fn begin(
    origin: &Origin,
    account: AccountId,
    email: &str,
    have: &[Vec<u8>],
) -> Result<(PasskeyCreation, Vec<u8>), Failure> {
    let begun = party(origin)?.start_passkey_registration(account.0, email, email, Some(have.to_vec()));
    let (asked, state) = begun.map_err(fault)?;
    let asked = asked.public_key;
    let told = PasskeyCreation {
        relying_party: asked.rp.id,
        relying_party_name: asked.rp.name,
        user_handle: text(asked.user.id),
        email: asked.user.name,
        challenge: text(asked.challenge),
        algorithms: asked.pub_key_cred_params.iter().filter_map(|kind| i32::try_from(kind.alg).ok()).collect(),
        exclude: have.iter().map(text).collect(),
    };
    Ok((told, kept(&state)?))
}

/// Whether it was made for what was asked. `None` if not.
pub(super) fn finish(origin: &Origin, begun: &[u8], given: &NewPasskey) -> Result<Option<Made>, Failure> {
    let state: PasskeyRegistration = read(begun)?;
    let answer = json!({
        "id": given.credential_id, "rawId": given.credential_id, "type": "public-key", "extensions": {},
        "response": {
            "clientDataJSON": given.client_data, "attestationObject": given.attestation_object, "transports": null,
        },
    });
    let Ok(answer) = serde_json::from_value::<RegisterPublicKeyCredential>(answer) else { return Ok(None) };
    match party(origin)?.finish_passkey_registration(&answer, &state) {
        Ok(passkey) => Ok(Some(Made { id: passkey.cred_id().clone(), credential: written(&passkey)? })),
        Err(error) => {
            tracing::info!(%error, "a new passkey was refused");
            Ok(None)
        }
    }
}

/// Asks for a signature by one of these passkeys, or by any of ours that the device knows: as [`begin`].
pub(super) fn ask(origin: &Origin, allow: &[Vec<u8>]) -> Result<(PasskeyRequest, Vec<u8>), Failure> {
    // Which passkey it is to be, we look at ourselves, as it is when the answer comes: what is kept holds none.
    let (asked, state) = party(origin)?.start_discoverable_authentication().map_err(fault)?;
    let asked = asked.public_key;
    let allow = allow.iter().map(text).collect();
    Ok((PasskeyRequest { relying_party: asked.rp_id, challenge: text(asked.challenge), allow }, kept(&state)?))
}

/// Whether what was asked was signed by the passkey that is stored, for this host, by our own page, after its owner was
/// verified, and with a counter that goes on.
pub(super) fn verify(
    origin: &Origin,
    begun: &[u8],
    stored: &Value,
    given: &PasskeyAssertion,
) -> Result<Verdict, Failure> {
    let state: DiscoverableAuthentication = read(begun)?;
    let mut passkey: Passkey = serde_json::from_value(stored.clone()).map_err(Failure::fault)?;
    let answer = json!({
        "id": given.credential_id, "rawId": given.credential_id, "type": "public-key", "extensions": {},
        "response": {
            "clientDataJSON": given.client_data, "authenticatorData": given.authenticator_data,
            "signature": given.signature, "userHandle": given.user_handle,
        },
    });
    let Ok(answer) = serde_json::from_value::<PublicKeyCredential>(answer) else { return Ok(Verdict::Wrong) };
    match party(origin)?.finish_discoverable_authentication_v2(&answer, state, &passkey) {
        Ok(result) => {
            passkey.update_credential(&result);
            Ok(Verdict::Right(written(&passkey)?))
        }
        Err(WebauthnError::CredentialPossibleCompromise) => Ok(Verdict::Copied),
        Err(error) => {
            tracing::info!(%error, "a passkey was refused");
            Ok(Verdict::Wrong)
        }
    }
}

fn kept(state: &impl Serialize) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(state).map_err(Failure::fault)
}

fn read<T: DeserializeOwned>(state: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(state).map_err(Failure::fault)
}

fn written(passkey: &Passkey) -> Result<Value, Failure> {
    serde_json::to_value(passkey).map_err(Failure::fault)
}

fn fault(error: WebauthnError) -> Failure {
    Failure::fault(anyhow!("passkeys: {error}"))
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::http::nasty;

    const CLIENT: &str = r#"{"type":"webauthn.create","challenge":"AAAA","origin":"http://localhost:8080"}"#;

    /// As an authenticator writes it, in CBOR, around whatever it says of itself.
    fn attestation(said: &[u8]) -> Vec<u8> {
        let length = u16::try_from(said.len()).unwrap().to_be_bytes();
        [b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".as_slice(), &length, said].concat()
    }

    proptest! {
        #[test]
        fn nothing_but_what_an_authenticator_made_becomes_a_passkey(
            client in nasty::bytes(&[CLIENT]), said in vec(any::<u8>(), 0..200), odd in nasty::bytes(&[]),
        ) {
            let origin = Origin::of_listener("127.0.0.1:8080".parse().unwrap());
            let (told, begun) = begin(&origin, AccountId(uuid::Uuid::from_u128(7)), "ada@example.com", &[]).unwrap();
            // Right as far as the browser is concerned, so that the rest is looked at, too.
            let right = CLIENT.replace("AAAA", &told.challenge).into_bytes();
            for (client, attested) in [(client, attestation(&said)), (right.clone(), attestation(&said)), (right, odd)] {
                let given = NewPasskey {
                    name: "Key".to_owned(),
                    credential_id: text(&said),
                    client_data: text(client),
                    attestation_object: text(attested),
                };
                prop_assert!(matches!(finish(&origin, &begun, &given), Ok(None)));
            }
        }
    }

    #[test]
    fn passkeys_belong_to_a_name() {
        let here = Origin::of_listener("127.0.0.1:8080".parse().unwrap());
        assert_eq!(named(&here).unwrap().as_str(), "http://localhost:8080/");
        let here = Origin::of_listener("[::1]:8080".parse().unwrap());
        assert_eq!(named(&here).unwrap().as_str(), "http://localhost:8080/");
        let elsewhere = Origin::of_tls_listener("192.0.2.7:443".parse().unwrap());
        assert!(named(&elsewhere).is_none() && party(&elsewhere).is_err());
    }

    #[test]
    fn an_authenticator_is_asked_for_the_host_and_told_what_it_has() {
        let origin = Origin::of_listener("127.0.0.1:8080".parse().unwrap());
        let account = AccountId(uuid::Uuid::from_u128(7));
        let (told, _) = begin(&origin, account, "ada@example.com", &[vec![1, 2, 3]]).unwrap();
        assert_eq!((told.relying_party.as_str(), told.exclude), ("localhost", vec!["AQID".to_owned()]));
        assert_eq!(bytes(&told.user_handle).unwrap(), account.0.as_bytes());
        assert!(told.algorithms.contains(&-7), "ES256, which every authenticator knows");
        let (asked, _) = ask(&origin, &[]).unwrap();
        assert!(bytes(&asked.challenge).unwrap().len() >= 16 && asked.challenge != told.challenge);
    }
}
