//! How passwords are hashed.

use secrecy::SecretString;

use super::{Check, KeyRing, given, sessions::ring};

/// What OWASP asks of bcrypt, and the least that production accepts.
const MIN_BCRYPT_COST: u32 = 10;
/// The least that bcrypt knows: for tests, in development only.
const FASTEST_BCRYPT_COST: u32 = 4;
const MAX_BCRYPT_COST: u32 = 16;

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct PasswordSettings {
    /// Secrets mixed into every password hash, as `id:base64[,…]`: the first is current, all verify.
    #[arg(long, env = "PERFTRACK_PEPPERS", hide_env_values = true)]
    pub peppers: Option<SecretString>,
    /// Algorithm of new password hashes, `bcrypt` or `argon2id`; either kind verifies.
    #[arg(long, env = "PERFTRACK_PASSWORD_HASH")]
    pub password_hash: Option<String>,
    /// bcrypt's cost, 12 unless set; each step doubles the time.
    #[arg(long, env = "PERFTRACK_BCRYPT_COST")]
    pub bcrypt_cost: Option<String>,
    /// argon2id's memory in KiB, 19456 unless set.
    #[arg(long, env = "PERFTRACK_ARGON2_MEMORY")]
    pub argon2_memory: Option<String>,
    /// argon2id's passes over the memory, 2 unless set.
    #[arg(long, env = "PERFTRACK_ARGON2_PASSES")]
    pub argon2_passes: Option<String>,
}

/// Costs of argon2id; always one lane, because parallel log-ins already fill the cores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Argon2Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Argon2Cost {
    /// The least that OWASP accepts, and our default.
    pub const LEAST: Self = Argon2Cost { memory: 19_456, passes: 2 };
    /// More would let a few log-ins fill the machine's memory.
    pub const MAX_MEMORY: u32 = 262_144;
    const MAX_PASSES: u32 = 16;
}

/// How new hashes are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HashChoice {
    /// bcrypt of that cost.
    Bcrypt(u32),
    /// argon2id of those costs.
    Argon2id(Argon2Cost),
}

/// How passwords are hashed and verified.
#[derive(Debug, Clone)]
pub struct Passwords {
    /// Mixed into every hash, and kept outside the database.
    pub peppers: KeyRing,
    /// How new hashes are made.
    pub choice: HashChoice,
}

impl PasswordSettings {
    pub(super) fn check(&self, check: &mut Check) -> Option<Passwords> {
        let made_up = "PERFTRACK_PEPPERS is not set: passwords set now will not work after a restart";
        let peppers = ring("PERFTRACK_PEPPERS", &self.peppers, made_up, check);
        let bcrypt = self.bcrypt(check);
        let argon2id = self.argon2id(check);
        let choice = match given(&self.password_hash).unwrap_or("bcrypt") {
            "bcrypt" => bcrypt.map(HashChoice::Bcrypt),
            "argon2id" => argon2id.map(HashChoice::Argon2id),
            _ => {
                check.faults.add("PERFTRACK_PASSWORD_HASH", "is either bcrypt or argon2id");
                None
            }
        };
        Some(Passwords { peppers: peppers?, choice: choice? })
    }

    fn bcrypt(&self, check: &mut Check) -> Option<u32> {
        let production = check.mode.is_production();
        let least = if production { MIN_BCRYPT_COST } else { FASTEST_BCRYPT_COST };
        number("PERFTRACK_BCRYPT_COST", &self.bcrypt_cost, 12, least, MAX_BCRYPT_COST, check)
    }

    fn argon2id(&self, check: &mut Check) -> Option<Argon2Cost> {
        let Argon2Cost { memory, passes } = Argon2Cost::LEAST;
        let (max_memory, max_passes) = (Argon2Cost::MAX_MEMORY, Argon2Cost::MAX_PASSES);
        let given_memory = &self.argon2_memory;
        let memory = number("PERFTRACK_ARGON2_MEMORY", given_memory, memory, memory, max_memory, check);
        let given_passes = &self.argon2_passes;
        let passes = number("PERFTRACK_ARGON2_PASSES", given_passes, passes, passes, max_passes, check);
        Some(Argon2Cost { memory: memory?, passes: passes? })
    }
}

fn number(
    setting: &'static str,
    value: &Option<String>,
    default: u32,
    least: u32,
    most: u32,
    check: &mut Check,
) -> Option<u32> {
    let number = match given(value) {
        None => return Some(default),
        Some(text) => text.parse::<u32>().ok().filter(|n| (least..=most).contains(n)),
    };
    let wrong = || format!("must be a number from {least} to {most}");
    check.faults.take(setting, number.ok_or_else(wrong))
}
