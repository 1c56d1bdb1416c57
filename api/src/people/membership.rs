//! Who can get in: invitations, and where people are logged in.

use shared::{
    access::Relation,
    people::{InviteEverybody, InvitePerson, InvitedCount, ListPersonSessions, RevokePersonSession},
    problem::Code,
};

use super::rows::PersonRow;
use crate::{
    accounts,
    db::{Resource, TenantTx},
    http::{Answered, Ask, MemberCall, Reply},
};

pub(super) async fn invite(call: MemberCall<InvitePerson>) -> Answered<InvitePerson> {
    let MemberCall { state, ask, actor, facts } = call;
    let origin = state.origin.clone();
    let invited = state.database.tenant(actor.session, shared::operation::Method::Post, facts, move |tx| {
        let person = ask.change::<PersonRow>(tx, ask.params.id)?;
        accounts::invite(tx, &origin, person.id)?;
        let row = PersonRow::find(tx, person.id)?.ok_or(Code::NotFound)?;
        Ok(row.seen_by(tx.actor.role))
    });
    let person = invited.await?;
    let version = person.version;
    Ok(Reply::versioned(person, version))
}

pub(super) async fn invite_everybody(call: MemberCall<InviteEverybody>) -> Answered<InviteEverybody> {
    let MemberCall { state, ask, actor, facts } = call;
    let origin = state.origin.clone();
    let invited = state.database.tenant(actor.session, shared::operation::Method::Post, facts, move |tx| {
        ask.require(tx, Relation::Organisation)?;
        accounts::invite_everybody(tx, &origin)
    });
    Ok(Reply::new(InvitedCount { invited: i64::try_from(invited.await?).unwrap_or(i64::MAX) }))
}

pub(super) fn sessions(ask: &Ask<ListPersonSessions>, tx: &mut TenantTx<'_>) -> Answered<ListPersonSessions> {
    let person = ask.read::<PersonRow>(tx, ask.params.id)?;
    Ok(Reply::new(accounts::sessions_of_person(tx, person.id)?))
}

pub(super) fn revoke_session(ask: &Ask<RevokePersonSession>, tx: &mut TenantTx<'_>) -> Answered<RevokePersonSession> {
    let person = ask.change::<PersonRow>(tx, ask.params.id)?;
    accounts::end_session_of_person(tx, person.id, ask.params.session_id)?;
    Ok(Reply::new(()))
}
