//! A security key and the browser it is plugged into: makes passkeys and signs with them as WebAuthn says, or as a thief
//! would like to.

use aws_lc_rs::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::json;
use shared::{
    accounts::{AddPasskey, AddedPasskey, BeginPasskey, NewPasskey, PasskeyAssertion, PasskeyCreation, PasskeyRequest},
    operation::Nothing,
    problem::Problem,
};
use uuid::Uuid;

use crate::Client;

/// The owner is there; the owner was verified; a public key comes along.
const PRESENT: u8 = 1;
const VERIFIED: u8 = 4;
const WITH_KEY: u8 = 64;

/// Somebody's security key, with one passkey.
pub struct SecurityKey {
    pair: EcdsaKeyPair,
    /// What it calls the passkey.
    pub id: Vec<u8>,
    /// Whose it says it is: what it was told when it was made.
    pub user_handle: Option<String>,
    /// How often it has signed.
    pub counter: u32,
    /// The page that the browser says it is on.
    pub origin: String,
    /// The host that the key signs for, if another than it is asked.
    pub host: Option<String>,
    /// Whether it asks its owner for a PIN.
    pub verifies: bool,
}

impl SecurityKey {
    /// A new one, in a browser on our pages.
    pub fn new(client: &Client) -> Self {
        Self {
            pair: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("a key"),
            id: Uuid::new_v4().as_bytes().to_vec(),
            user_handle: None,
            counter: 0,
            // Passkeys belong to a name: that of this machine.
            origin: client.origin.replace("127.0.0.1", "localhost"),
            host: None,
            verifies: true,
        }
    }

    /// One that is the client's passkey; gives the recovery codes that came with it, too.
    pub fn of_somebody(client: &Client) -> (Self, Vec<String>) {
        let mut key = Self::new(client);
        let added = key.add(client).expect("the passkey is added");
        (key, added.recovery_codes)
    }

    /// Adds its passkey to the client's account.
    pub fn add(&mut self, client: &Client) -> Result<AddedPasskey, Problem> {
        let asked = client.call::<BeginPasskey>(Nothing {}, Nothing {}, ())?;
        client.call::<AddPasskey>(Nothing {}, Nothing {}, self.make(&asked))
    }

    /// Makes its passkey, as it is asked.
    pub fn make(&mut self, asked: &PasskeyCreation) -> NewPasskey {
        self.user_handle = Some(asked.user_handle.clone());
        let point: &[u8] = self.pair.public_key().as_ref();
        // EC2, ES256, P-256 (RFC 9052): the point without its first byte, which says that it is whole.
        let (x, y) = (&point[1..33], &point[33..]);
        let key = [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32][..], x, &[0x22, 0x58, 32], y].concat();
        let length = u16::try_from(self.id.len()).expect("short").to_be_bytes();
        let said = self.said(&asked.relying_party, WITH_KEY);
        let said = [&said[..], &[0; 16], &length, &self.id, &key].concat();
        let size = u16::try_from(said.len()).expect("short").to_be_bytes();
        // { "fmt": "none", "attStmt": {}, "authData": … } in CBOR.
        let object = [&b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59"[..], &size, &said].concat();
        NewPasskey {
            name: "Key ring".to_owned(),
            credential_id: text(&self.id),
            client_data: text(self.client_data("webauthn.create", &asked.challenge).as_bytes()),
            attestation_object: text(&object),
        }
    }

    /// Signs what is asked.
    pub fn sign(&mut self, asked: &PasskeyRequest) -> PasskeyAssertion {
        self.counter += 1;
        let said = self.said(&asked.relying_party, 0);
        let client_data = self.client_data("webauthn.get", &asked.challenge);
        let signed = [&said[..], digest(&SHA256, client_data.as_bytes()).as_ref()].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &signed).expect("a signature");
        PasskeyAssertion {
            credential_id: text(&self.id),
            client_data: text(client_data.as_bytes()),
            authenticator_data: text(&said),
            signature: text(signature.as_ref()),
            user_handle: self.user_handle.clone(),
        }
    }

    /// What the key says of itself and of its owner, for a host.
    fn said(&self, asked_for: &str, more: u8) -> Vec<u8> {
        let host = self.host.as_deref().unwrap_or(asked_for);
        let flags = PRESENT | more | if self.verifies { VERIFIED } else { 0 };
        [digest(&SHA256, host.as_bytes()).as_ref(), &[flags], &self.counter.to_be_bytes()].concat()
    }

    /// What the browser says of the page.
    fn client_data(&self, kind: &str, challenge: &str) -> String {
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false }).to_string()
    }
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
