//! Passkeys, as the browser makes and uses them (`navigator.credentials`). What it is to ask for, and what becomes of the
//! answer, the server says.

use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::window;
use shared::{
    accounts::{NewPasskey, PasskeyAssertion, PasskeyCreation, PasskeyRequest},
    problem::{Code, Problem},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CredentialCreationOptions, CredentialRequestOptions};

use crate::text::passkeys as text;

/// As long as the server waits, in milliseconds.
const PATIENCE: u32 = 300_000;

/// Whether this browser can use passkeys here: they belong to a host with a name, on a page that came over TLS or from this
/// machine.
pub fn available() -> bool {
    let host = window().location().hostname().unwrap_or_default();
    let has_name = host.contains(|letter: char| letter.is_ascii_alphabetic()) && !host.contains(':');
    has_name && Reflect::get(&window(), &"PublicKeyCredential".into()).is_ok_and(|it| it.is_truthy())
}

/// Has an authenticator make a passkey, to be called `name`.
pub async fn create(asked: &PasskeyCreation, name: String) -> Result<NewPasskey, Problem> {
    let made = make(asked).await.map_err(|refused| refusal(&refused))?;
    new_passkey(&made, name).ok_or_else(|| problem(text::NOT_USED))
}

/// Has a passkey sign what is asked.
pub async fn sign(asked: &PasskeyRequest) -> Result<PasskeyAssertion, Problem> {
    let signed = get(asked).await.map_err(|refused| refusal(&refused))?;
    assertion(&signed).ok_or_else(|| problem(text::NOT_USED))
}

/// What the server didn't take, as a sentence: no field of a form can show it.
pub fn refused(refused: Problem) -> Problem {
    if refused.errors.iter().any(|error| error.code == "wrong_passkey") { problem(text::WRONG) } else { refused }
}

fn problem(why: &str) -> Problem {
    Problem::new(Code::Conflict).because(why)
}

async fn make(asked: &PasskeyCreation) -> Result<JsValue, JsValue> {
    let party =
        object(&[("id", asked.relying_party.as_str().into()), ("name", asked.relying_party_name.as_str().into())])?;
    let user = object(&[
        ("id", buffer(&asked.user_handle)?),
        ("name", asked.email.as_str().into()),
        ("displayName", asked.email.as_str().into()),
    ])?;
    let kinds = Array::new();
    for algorithm in &asked.algorithms {
        kinds.push(&object(&[("type", "public-key".into()), ("alg", JsValue::from(*algorithm))])?.into());
    }
    let selection = object(&[
        ("residentKey", "required".into()),
        ("requireResidentKey", true.into()),
        ("userVerification", "required".into()),
    ])?;
    let public_key = object(&[
        ("rp", party.into()),
        ("user", user.into()),
        ("challenge", buffer(&asked.challenge)?),
        ("pubKeyCredParams", kinds.into()),
        ("excludeCredentials", named(&asked.exclude)?),
        ("authenticatorSelection", selection.into()),
        ("attestation", "none".into()),
        ("timeout", PATIENCE.into()),
    ])?;
    let options: CredentialCreationOptions = object(&[("publicKey", public_key.into())])?.unchecked_into();
    JsFuture::from(window().navigator().credentials().create_with_options(&options)?).await
}

async fn get(asked: &PasskeyRequest) -> Result<JsValue, JsValue> {
    let public_key = object(&[
        ("rpId", asked.relying_party.as_str().into()),
        ("challenge", buffer(&asked.challenge)?),
        ("allowCredentials", named(&asked.allow)?),
        ("userVerification", "required".into()),
        ("timeout", PATIENCE.into()),
    ])?;
    let options: CredentialRequestOptions = object(&[("publicKey", public_key.into())])?.unchecked_into();
    JsFuture::from(window().navigator().credentials().get_with_options(&options)?).await
}

/// Passkeys by what their authenticators call them.
fn named(ids: &[String]) -> Result<JsValue, JsValue> {
    let all = Array::new();
    for id in ids {
        all.push(&object(&[("type", "public-key".into()), ("id", buffer(id)?)])?.into());
    }
    Ok(all.into())
}

fn object(fields: &[(&str, JsValue)]) -> Result<Object, JsValue> {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &JsValue::from_str(name), value)?;
    }
    Ok(object)
}

fn new_passkey(made: &JsValue, name: String) -> Option<NewPasskey> {
    let response = Reflect::get(made, &"response".into()).ok()?;
    Some(NewPasskey {
        name,
        credential_id: read(made, "rawId")?,
        client_data: read(&response, "clientDataJSON")?,
        attestation_object: read(&response, "attestationObject")?,
    })
}

fn assertion(signed: &JsValue) -> Option<PasskeyAssertion> {
    let response = Reflect::get(signed, &"response".into()).ok()?;
    Some(PasskeyAssertion {
        credential_id: read(signed, "rawId")?,
        client_data: read(&response, "clientDataJSON")?,
        authenticator_data: read(&response, "authenticatorData")?,
        signature: read(&response, "signature")?,
        // Some browsers say nothing by a buffer with nothing in it.
        user_handle: read(&response, "userHandle").filter(|handle| !handle.is_empty()),
    })
}

/// A buffer of bytes, as they travel.
fn read(of: &JsValue, name: &str) -> Option<String> {
    let buffer = Reflect::get(of, &JsValue::from_str(name)).ok().filter(JsValue::is_truthy)?;
    let letters: String = Uint8Array::new(&buffer).to_vec().into_iter().map(char::from).collect();
    let text = window().btoa(&letters).ok()?;
    Some(text.trim_end_matches('=').replace('+', "-").replace('/', "_"))
}

/// Bytes that travelled, for the browser.
fn buffer(text: &str) -> Result<JsValue, JsValue> {
    let letters = window().atob(&text.replace('-', "+").replace('_', "/"))?;
    let bytes: Vec<u8> = letters.chars().filter_map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    Ok(Uint8Array::from(&bytes[..]).into())
}

/// Why the browser made or used none. Whether somebody changed their mind, had no passkey or was too slow, it doesn't say.
fn refusal(refused: &JsValue) -> Problem {
    let name = Reflect::get(refused, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    problem(match name.as_str() {
        "InvalidStateError" => text::KNOWN,
        "NotAllowedError" | "AbortError" => text::CANCELLED,
        _ => text::NOT_USED,
    })
}
