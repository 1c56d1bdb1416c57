//! The evidence for what the Security page promises, as an Admin can see it today.

mod declared;
mod evidence;
mod keeping;
mod queries;
mod wall;

use chrono::{DateTime, Utc};
use shared::trust::{ReadTrust, Trust, TrustEvidence};

use crate::{
    accounts, backup, disclosure,
    http::{Answered, Failure, MemberCall, Mounts, Reply, security_txt_end},
    keys,
    tls::Tls,
};

/// Every handler of this feature.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member_async::<ReadTrust, _>(show);
    mounts.member(wall::try_it);
}

/// What is about the installation.
struct Installation {
    backup: Option<DateTime<Utc>>,
    passwords: accounts::PasswordStanding,
    keys: Vec<keys::KeyAge>,
    is_one_overdue: bool,
}

async fn installation(call: &MemberCall<ReadTrust>) -> Result<Installation, Failure> {
    let (hasher, org) = (call.state.hasher.clone(), call.actor.org);
    call.accounts(move |tx| {
        Ok(Installation {
            backup: backup::last_verified(tx)?,
            passwords: accounts::password_standing(tx, &hasher, org)?,
            keys: keys::ages(tx)?,
            is_one_overdue: disclosure::is_one_overdue(tx)?,
        })
    })
    .await
}

async fn show(call: MemberCall<ReadTrust>) -> Answered<ReadTrust> {
    let here = installation(&call).await?;
    let found = call.tenant_read(|tx| Ok(queries::found(tx)?)).await?;
    Ok(Reply::new(Trust { items: items(&call, &here, found) }))
}

/// Every piece, in the order in which they are read.
fn items(call: &MemberCall<ReadTrust>, here: &Installation, found: queries::Found) -> Vec<TrustEvidence> {
    let (state, now) = (&call.state, Utc::now());
    let is_https = state.origin.is_https();
    let tls = call.facts.tls.as_ref().map(|tls| (tls.version, tls.cipher.as_str()));
    let served = state.tls.as_ref().map(Tls::about);
    vec![
        evidence::connection(tls, is_https),
        keeping::certificate(served.as_ref().map(Option::as_ref), is_https, now),
        keeping::passwords(&here.passwords),
        evidence::sessions(found.policy, is_https),
        evidence::second_factor(&found.coverage),
        evidence::isolation(found.wall, now),
        declared::roles(&found.coverage),
        declared::public(),
        evidence::backup(here.backup, now),
        evidence::audit(&found.log),
        keeping::keys(&here.keys, now),
        declared::payments(state.flutterwave.is_some(), &found.card_columns),
        keeping::disclosure(security_txt_end(now), here.is_one_overdue),
        evidence::dependencies(option_env!("PERFTRACK_DEPENDENCY_CHECK"), now),
        evidence::version(option_env!("PERFTRACK_REVISION"), state.revision.as_deref()),
    ]
}
