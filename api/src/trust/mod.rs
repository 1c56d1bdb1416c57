//! The evidence for what the Security page promises, as an Admin can see it today.

mod evidence;
mod queries;
mod wall;

use chrono::Utc;
use shared::trust::{ReadTrust, Trust};

use crate::{
    backup,
    http::{Answered, MemberCall, Mounts, Reply},
};

/// Every handler of this feature.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member_async::<ReadTrust, _>(show);
    mounts.member(wall::try_it);
}

async fn show(call: MemberCall<ReadTrust>) -> Answered<ReadTrust> {
    let backup = call.accounts(backup::last_verified).await?;
    let found = call.tenant_read(|tx| Ok(queries::found(tx)?)).await?;
    let now = Utc::now();
    let tls = call.facts.tls.as_ref().map(|tls| (tls.version, tls.cipher.as_str()));
    let is_https = call.state.origin.is_https();
    let items = vec![
        evidence::connection(tls, is_https),
        evidence::sessions(found.policy, is_https),
        evidence::second_factor(&found.coverage),
        evidence::isolation(found.wall, now),
        evidence::backup(backup, now),
        evidence::audit(&found.log),
        evidence::dependencies(option_env!("PERFTRACK_DEPENDENCY_CHECK"), now),
        evidence::version(option_env!("PERFTRACK_REVISION"), call.state.revision.as_deref()),
    ];
    Ok(Reply::new(Trust { items }))
}
