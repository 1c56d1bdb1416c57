//! What happened to one's account: log-ins, those that failed, ended sessions, changed passwords.

use shared::accounts::{ListSignIns, SignIn, SignIns};

use super::{
    me,
    queries::{accounts, sign_ins},
};
use crate::http::{Answered, MemberCall, Reply};

/// Of every organisation of the account, each through its own door.
pub(super) async fn list(call: MemberCall<ListSignIns>) -> Answered<ListSignIns> {
    let actor = call.actor;
    let memberships = call.accounts(move |tx| {
        let mut memberships = accounts::memberships(tx.conn(), actor.account)?;
        // One organisation's provider opens no view of what happened elsewhere.
        if me::is_by_provider(tx, &actor)? {
            memberships.retain(|membership| membership.org_id == actor.org);
        }
        Ok(memberships)
    });
    let memberships = memberships.await?;
    let mut items = Vec::new();
    for membership in memberships {
        let (org, person) = (membership.org_id, Some(membership.person_id));
        let rows = call.state.database.job(org, person, |tx| Ok(sign_ins::of_actor(tx)?)).await?.unwrap_or_default();
        items.extend(rows.into_iter().map(|row| row.shown(&membership.organisation)));
    }
    items.sort_by(|one: &SignIn, other: &SignIn| (other.at, &other.kind).cmp(&(one.at, &one.kind)));
    // What is about the account stands in the log of each of its organisations, at the same moment.
    items.dedup_by(|one, other| (one.at, &one.kind) == (other.at, &other.kind));
    items.truncate(sign_ins::MOST);
    Ok(Reply::new(SignIns { items }))
}
