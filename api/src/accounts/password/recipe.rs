//! From password to stored text and back: the arithmetic, without queue or clock.
//!
//! The password is first keyed with a pepper that the database does not hold, as
//! `base64(HMAC-SHA-384(pepper, password))`. That gives 64 ASCII bytes whatever was typed: nothing that
//! bcrypt would cut at 72 bytes, and no NUL that it would confuse. The stored text names everything that
//! verifying needs, `<pepper id>$2b$12$…` or `<pepper id>$argon2id$…`, so kinds can live side by side.

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, PasswordHash, Salt},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use sha2::Sha384;
use subtle::ConstantTimeEq;

use crate::config::{Argon2Cost, HashChoice, KeyRing, Passwords};

/// Memory that argon2id works in; kept and used again, because giving 19 MiB back and asking for them
/// anew at every log-in makes the allocator hold on to ever more.
pub(super) type Workspace = Vec<Block>;

/// Why a password could not be hashed or compared. Says nothing about the password.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("the stored hash names pepper {0:?}, which PERFTRACK_PEPPERS does not have")]
    UnknownPepper(String),
    #[error("the stored hash is of no known kind")]
    UnknownKind,
    #[error("hashing failed: {0}")]
    Failed(String),
}

impl Fault {
    fn failed(error: impl std::fmt::Display) -> Self {
        Fault::Failed(error.to_string())
    }
}

/// How hashes are made now, and everything needed to verify older ones.
#[derive(Debug)]
pub(super) struct Recipe {
    peppers: KeyRing,
    choice: HashChoice,
}

impl Recipe {
    pub(super) fn new(config: &Passwords) -> Self {
        Recipe { peppers: config.peppers.clone(), choice: config.choice }
    }

    /// A new stored text for a password.
    pub(super) fn make(&self, password: &SecretString, memory: &mut Workspace) -> Result<String, Fault> {
        let pepper = self.peppers.current();
        let keyed = keyed(&pepper.secret, password)?;
        let hash = match self.choice {
            HashChoice::Bcrypt(cost) => {
                note_work("bcrypt", cost);
                bcrypt::non_truncating_hash(keyed.expose_secret(), cost).map_err(Fault::failed)?
            }
            HashChoice::Argon2id(cost) => {
                let params = Params::new(cost.memory, cost.passes, 1, None).map_err(Fault::failed)?;
                let salt = Salt::generate();
                let output = argon2id(&params, &keyed, &salt, Params::DEFAULT_OUTPUT_LEN, memory)?;
                let output = Output::new(&output).map_err(Fault::failed)?;
                format!("$argon2id$v={}${params}${salt}${output}", u32::from(Version::V0x13))
            }
        };
        Ok(format!("{}{hash}", pepper.id))
    }

    /// How hashes are made, in words.
    pub(super) fn way(&self) -> String {
        match self.choice {
            HashChoice::Bcrypt(cost) => format!("bcrypt at cost {cost}"),
            HashChoice::Argon2id(Argon2Cost { memory, passes }) => {
                format!("argon2id with {memory} KiB of memory in {passes} passes")
            }
        }
    }

    /// How a stored text begins that was made by this recipe.
    pub(super) fn beginning(&self) -> String {
        let id = &self.peppers.current().id;
        match self.choice {
            HashChoice::Bcrypt(cost) => format!("{id}$2b${cost:02}$"),
            HashChoice::Argon2id(Argon2Cost { memory, passes }) => {
                format!("{id}$argon2id$v={}$m={memory},t={passes},p=1$", u32::from(Version::V0x13))
            }
        }
    }

    /// Whether the password is the one that the stored text was made of.
    pub(super) fn matches(&self, password: &SecretString, stored: &str, memory: &mut Workspace) -> Result<bool, Fault> {
        let (id, hash) = split(stored)?;
        let pepper = self.peppers.find(id).ok_or_else(|| Fault::UnknownPepper(id.to_owned()))?;
        let keyed = keyed(&pepper.secret, password)?;
        if is_bcrypt(hash) {
            let parts: bcrypt::HashParts = hash.parse().map_err(Fault::failed)?;
            note_work("bcrypt", parts.get_cost());
            return bcrypt::non_truncating_verify(keyed.expose_secret(), hash).map_err(Fault::failed);
        }
        let (params, hash) = parse_argon2id(hash)?;
        let (Some(salt), Some(expected)) = (hash.salt, hash.hash) else { return Err(Fault::UnknownKind) };
        let output = argon2id(&params, &keyed, &salt, expected.len(), memory)?;
        Ok(output.as_slice().ct_eq(expected.as_bytes()).into())
    }

    /// Whether the stored text was made otherwise than one would be made now.
    pub(super) fn is_dated(&self, stored: &str) -> bool {
        let Ok((id, hash)) = split(stored) else { return false };
        let same_cost = match self.choice {
            HashChoice::Bcrypt(cost) => {
                is_bcrypt(hash) && hash.parse().is_ok_and(|parts: bcrypt::HashParts| parts.get_cost() == cost)
            }
            HashChoice::Argon2id(cost) => parse_argon2id(hash).is_ok_and(|(params, _)| {
                (params.m_cost(), params.t_cost(), params.p_cost()) == (cost.memory, cost.passes, 1)
            }),
        };
        id != self.peppers.current().id || !same_cost
    }
}

/// Says what work is about to be done, and not about what: that it is the same whether an address is known can
/// be seen in the log.
fn note_work(kind: &str, cost: impl std::fmt::Debug) {
    tracing::debug!(work = format!("{kind} {cost:?}"), "hashing a password");
}

fn keyed(pepper: &SecretSlice<u8>, password: &SecretString) -> Result<SecretString, Fault> {
    let mut mac = Hmac::<Sha384>::new_from_slice(pepper.expose_secret()).map_err(Fault::failed)?;
    mac.update(password.expose_secret().as_bytes());
    Ok(STANDARD.encode(mac.finalize().into_bytes()).into())
}

/// Pepper ids hold no `$`, and every kind of hash begins with one.
fn split(stored: &str) -> Result<(&str, &str), Fault> {
    let at = stored.find('$').ok_or(Fault::UnknownKind)?;
    stored.split_at_checked(at).ok_or(Fault::UnknownKind)
}

fn is_bcrypt(hash: &str) -> bool {
    hash.starts_with("$2b$") || hash.starts_with("$2y$")
}

fn parse_argon2id(hash: &str) -> Result<(Params, PasswordHash), Fault> {
    let hash = PasswordHash::new(hash).map_err(|_| Fault::UnknownKind)?;
    if hash.algorithm.as_str() != "argon2id" || hash.version != Some(u32::from(Version::V0x13)) {
        return Err(Fault::UnknownKind);
    }
    let params = Params::try_from(&hash).map_err(|_| Fault::UnknownKind)?;
    if params.m_cost() > Argon2Cost::MAX_MEMORY {
        return Err(Fault::UnknownKind);
    }
    Ok((params, hash))
}

fn argon2id(
    params: &Params,
    keyed: &SecretString,
    salt: &Salt,
    length: usize,
    memory: &mut Workspace,
) -> Result<Vec<u8>, Fault> {
    note_work("argon2id", params);
    memory.resize(params.block_count(), Block::new());
    let mut output = vec![0; length];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
        .hash_password_into_with_memory(keyed.expose_secret().as_bytes(), salt, &mut output, &mut *memory)
        .map_err(Fault::failed)?;
    Ok(output)
}
