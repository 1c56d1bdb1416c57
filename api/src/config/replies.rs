//! Where people may answer mails, and who brings the answers.

use lettre::Address;
use secrecy::{ExposeSecret, SecretString};

use super::{Check, KeyRing, given};

const ADDRESS: &str = "PERFTRACK_REPLY_ADDRESS";
const KEYS: &str = "PERFTRACK_REPLY_KEYS";

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct RepliesSettings {
    /// The address that answers to reminders go to, such as check-in@reply.example.com: each mail adds a secret after
    /// a plus. Unless set, mails can't be answered.
    #[arg(long, env = ADDRESS)]
    pub reply_address: Option<String>,
    /// Keys that the mail server shows when it brings answers, as `id:base64[,id:base64…]`.
    #[arg(long, env = KEYS, hide_env_values = true)]
    pub reply_keys: Option<SecretString>,
}

/// How mails are answered.
#[derive(Debug, Clone)]
pub struct Replies {
    /// Where answers go.
    pub address: Address,
    /// What whoever brings them shows.
    pub keys: KeyRing,
}

impl RepliesSettings {
    /// `Some(None)`: mails can't be answered.
    pub(super) fn check(&self, check: &mut Check) -> Option<Option<Replies>> {
        let keys = self.reply_keys.as_ref().filter(|keys| !keys.expose_secret().trim().is_empty());
        let (address, keys) = match (given(&self.reply_address), keys) {
            (None, None) => return Some(None),
            (Some(address), Some(keys)) => (address, keys),
            (Some(_), None) => {
                check.faults.add(KEYS, "is needed too: by it the mail server that brings answers is known");
                return None;
            }
            (None, Some(_)) => {
                check.faults.add(ADDRESS, "is needed too: it is where answers go");
                return None;
            }
        };
        let keys = check.faults.take(KEYS, KeyRing::parse(keys));
        let address = check.faults.take(ADDRESS, examine(address));
        Some(Some(Replies { address: address?, keys: keys? }))
    }
}

/// The part before the @ has room for a plus and the secret: mail servers take 64 characters of it.
fn examine(text: &str) -> Result<Address, String> {
    let address: Address =
        text.parse().map_err(|_| format!("{text:?} is not an address such as check-in@reply.example.com"))?;
    if address.user().len() > 20 || address.user().contains('+') {
        return Err("has at most 20 characters before the @, and no +".to_owned());
    }
    Ok(address)
}
