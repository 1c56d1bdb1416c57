//! Mails that can be answered: each at an address of its own, whose secret says what is answered and by whom.
//!
//! The secret is kept as its hash. It can do nothing but check in on what the mail asked for, for two weeks.

mod queries;

use std::fmt::Write;

use anyhow::anyhow;
use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use shared::{
    notifications::{Notice, NoticeKind},
    wire::{KeyResultId, NoticeId},
};

pub(super) use self::queries::sweep;
use crate::{config::Replies, db::TenantTx, http::Failure, worker::mail::Answering};

/// How long a mail can be answered.
pub(crate) const KEPT: TimeDelta = TimeDelta::days(14);
/// How long whoever answers hears that it is too late.
const KNOWN: TimeDelta = TimeDelta::days(90);
/// Key results that one mail counts at most.
const MOST_NUMBERED: usize = 20;
const BYTES: usize = 16;

/// Makes an address at which the actor can answer what of these asks for a check-in; `None` if nothing does, or mails
/// can't be answered here.
pub(super) fn offer(
    tx: &mut TenantTx<'_>,
    notices: &[&Notice],
    replies: Option<&Replies>,
) -> Result<Option<Answering>, Failure> {
    let Some(replies) = replies else { return Ok(None) };
    let of = |kind: NoticeKind| notices.iter().filter(move |notice| notice.kind == kind);
    let due: Vec<(NoticeId, KeyResultId)> =
        of(NoticeKind::CheckInDue).map(|notice| (notice.id, notice.about.into())).collect();
    let asked: Vec<_> = due.iter().map(|(_, key_result)| *key_result).collect();
    let by_value = queries::by_value(tx, &asked)?;
    let numbered: Vec<_> =
        due.into_iter().filter(|(_, key_result)| by_value.contains(key_result)).take(MOST_NUMBERED).collect();
    let weekly = of(NoticeKind::WeeklyDue).next().is_some();
    if numbered.is_empty() && !weekly {
        return Ok(None);
    }
    let (numbered, key_results): (Vec<_>, Vec<_>) = numbered.into_iter().unzip();
    let (secret, hash) = generate()?;
    queries::insert(tx, &hash, weekly, &key_results)?;
    let address = format!("{}+{secret}@{}", replies.address.user(), replies.address.domain());
    Ok(Some(Answering { address, numbered, weekly }))
}

/// A new secret, 32 characters that no mail server changes, and what is kept of it.
fn generate() -> Result<(String, [u8; 32]), Failure> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|error| Failure::fault(anyhow!("no random bytes to be had: {error}")))?;
    let mut secret = String::with_capacity(2 * BYTES);
    for byte in bytes {
        write!(secret, "{byte:02x}").map_err(Failure::fault)?;
    }
    let hash = hash(&secret);
    Ok((secret, hash))
}

/// The hash to look the secret of an address up by; mail servers may have changed its case.
pub(crate) fn hash(secret: &str) -> [u8; 32] {
    Sha256::new().chain_update("reply_address\0").chain_update(secret.to_ascii_lowercase()).finalize().into()
}
