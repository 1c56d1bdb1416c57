//! An authenticator app: makes codes from a secret, as RFC 6238 says and not as the server does.

use aws_lc_rs::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
use chrono::Utc;
use data_encoding::BASE32_NOPAD;
use shared::{
    accounts::{BeginSecondFactor, ConfirmSecondFactor, SecondStep},
    operation::Nothing,
};

use crate::{Client, Database, Persona, db::run};

/// Somebody's phone.
pub struct Authenticator {
    secret: Vec<u8>,
    /// What the server gave for the day it is lost.
    pub recovery_codes: Vec<String>,
}

impl Authenticator {
    /// One that was given a secret, of which no code has come back.
    pub fn begun_by(client: &Client) -> Self {
        let told = client.call::<BeginSecondFactor>(Nothing {}, Nothing {}, ()).expect("a secret");
        let secret = BASE32_NOPAD.decode(told.secret.as_bytes()).expect("base32");
        Self { secret, recovery_codes: Vec::new() }
    }

    /// One that counts, none of whose codes was used as far as the server remembers: a test needn't wait half a minute.
    pub fn of_somebody(database: &Database, persona: &Persona) -> Self {
        let mut phone = Self::begun_by(persona);
        let code = phone.code(0);
        let made = persona.call::<ConfirmSecondFactor>(Nothing {}, Nothing {}, SecondStep { code });
        phone.recovery_codes = made.expect("recovery codes").codes;
        Self::forget_used(database, persona);
        phone
    }

    /// Makes the server forget which codes were used.
    pub fn forget_used(database: &Database, persona: &Persona) {
        let whose = format!("(SELECT account_id FROM people WHERE id = '{}')", persona.id);
        run(&mut database.admin(), &format!("UPDATE totp_factors SET last_step = 0 WHERE account_id = {whose}"));
    }

    /// What it was given, as people type it.
    pub fn secret(&self) -> String {
        BASE32_NOPAD.encode(&self.secret)
    }

    /// The half minute it is.
    pub fn step() -> i64 {
        Utc::now().timestamp() / 30
    }

    /// The code it showed so many half minutes ago.
    pub fn code(&self, ago: i64) -> String {
        let key = Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.secret);
        let tag = sign(&key, &(Self::step() - ago).to_be_bytes());
        let bytes = tag.as_ref();
        let at = usize::from(bytes[19] & 15);
        let number = u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }
}
