//! Sealing by the browser's own AES-GCM, with the key that the server derives for the account. It is asked for once,
//! held in memory, and can't be read out of the browser again.

use std::cell::RefCell;

use js_sys::{Array, Object, Reflect, Uint8Array};
use leptos::prelude::*;
use shared::{accounts::ReadDraftKey, operation::Nothing, wire::PersonId};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto};

use crate::{client::call, session::Session};

const NONCE: usize = 12;

thread_local! {
    static HERE: RefCell<Option<(PersonId, Key)>> = const { RefCell::new(None) };
}

/// The key of whoever is logged in.
#[derive(Clone)]
pub struct Key {
    seals: CryptoKey,
    /// Those of before the server's key was changed.
    older: Vec<CryptoKey>,
}

impl Key {
    /// The key, asked for if it isn't here; `None` without a connection, or where the browser has no cryptography.
    pub async fn here() -> Option<Self> {
        let me = untrack(|| Session::here().me())?.person_id;
        if let Some(key) =
            HERE.with_borrow(|here| here.as_ref().filter(|(whose, _)| *whose == me).map(|(_, key)| key.clone()))
        {
            return Some(key);
        }
        let (_, subtle) = crypto()?;
        let answer = call::<ReadDraftKey>(Nothing {}, Nothing {}, ()).await.ok()?;
        let mut key = Self { seals: import(&subtle, &answer.key).await?, older: Vec::new() };
        for older in &answer.older {
            key.older.extend(import(&subtle, older).await);
        }
        HERE.set(Some((me, key.clone())));
        Some(key)
    }

    /// Forgets it.
    pub fn forget() {
        HERE.set(None);
    }

    /// Seals a text: nonce and ciphertext, in base64.
    pub async fn seal(&self, text: &str) -> Option<String> {
        let (crypto, subtle) = crypto()?;
        let mut nonce = [0; NONCE];
        crypto.get_random_values_with_u8_array(&mut nonce).ok()?;
        let plain = Uint8Array::from(text.as_bytes());
        let done = subtle.encrypt_with_object_and_buffer_source(&how(&nonce)?, &self.seals, &plain).ok()?;
        let sealed = Uint8Array::new(&JsFuture::from(done).await.ok()?).to_vec();
        to_base64(&[&nonce[..], &sealed].concat())
    }

    /// Opens what it sealed, or what an older one did.
    pub async fn open(&self, sealed: &str) -> Option<String> {
        let bytes = from_base64(sealed)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        for key in std::iter::once(&self.seals).chain(&self.older) {
            if let Some(plain) = open_by(key, nonce, sealed).await {
                return Some(plain);
            }
        }
        None
    }
}

async fn import(subtle: &SubtleCrypto, key: &str) -> Option<CryptoKey> {
    let bytes = Uint8Array::from(&from_base64(key)?[..]);
    let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
    let made = subtle.import_key_with_str("raw", &bytes, "AES-GCM", false, &usages).ok()?;
    JsFuture::from(made).await.ok()?.dyn_into().ok()
}

async fn open_by(key: &CryptoKey, nonce: &[u8], sealed: &[u8]) -> Option<String> {
    let (_, subtle) = crypto()?;
    let sealed = Uint8Array::from(sealed);
    let done = subtle.decrypt_with_object_and_buffer_source(&how(nonce)?, key, &sealed).ok()?;
    let plain = Uint8Array::new(&JsFuture::from(done).await.ok()?).to_vec();
    String::from_utf8(plain).ok()
}

/// Only pages that came over TLS, or from this machine, have it.
fn crypto() -> Option<(Crypto, SubtleCrypto)> {
    let crypto = window().crypto().ok()?;
    let subtle = Reflect::get(&crypto, &"subtle".into()).ok()?.dyn_into().ok()?;
    Some((crypto, subtle))
}

fn how(nonce: &[u8]) -> Option<Object> {
    let how = Object::new();
    Reflect::set(&how, &"name".into(), &"AES-GCM".into()).ok()?;
    Reflect::set(&how, &"iv".into(), &JsValue::from(Uint8Array::from(nonce))).ok()?;
    Some(how)
}

/// The browser's base64 speaks of texts whose letters are bytes.
fn to_base64(bytes: &[u8]) -> Option<String> {
    window().btoa(&bytes.iter().copied().map(char::from).collect::<String>()).ok()
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    window().atob(text).ok()?.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect()
}
