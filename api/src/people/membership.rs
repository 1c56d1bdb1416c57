//! Who can get in: invitations, and where people are logged in.

use shared::{
    access::{Relation, can},
    accounts::{FactorHeld, SecondFactorHolders},
    people::{
        InviteEverybody, InvitePerson, InvitedCount, ListPersonSessions, ListSecondFactors, MANAGE,
        RemovePersonSecondFactor, RevokePersonSession,
    },
    problem::Code,
    wire::PersonId,
};

use super::rows::PersonRow;
use crate::{
    accounts,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply},
};

pub(super) fn invite(ask: &Ask<InvitePerson>, tx: &mut TenantTx<'_>) -> Answered<InvitePerson> {
    let person = ask.change::<PersonRow>(tx, ask.params.id)?;
    accounts::invite(tx, &ask.origin, person.id)?;
    let now = PersonRow::find(tx, person.id)?.ok_or(Code::NotFound)?;
    let version = now.version;
    Ok(Reply::versioned(now.seen_by(tx.actor.role), version))
}

pub(super) fn invite_everybody(ask: &Ask<InviteEverybody>, tx: &mut TenantTx<'_>) -> Answered<InviteEverybody> {
    ask.require(tx, Relation::Organisation)?;
    let invited = accounts::invite_everybody(tx, &ask.origin)?;
    Ok(Reply::new(InvitedCount { invited: i64::try_from(invited).unwrap_or(i64::MAX) }))
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

pub(super) fn second_factors(ask: &Ask<ListSecondFactors>, tx: &mut TenantTx<'_>) -> Answered<ListSecondFactors> {
    ask.require(tx, Relation::Organisation)?;
    Ok(Reply::new(SecondFactorHolders { people: accounts::second_factor_holders(tx)? }))
}

/// Whom a filter by second factors leaves, if one is asked for. It is for those who may know: nobody finds out by it.
pub(super) fn holding(tx: &mut TenantTx<'_>, kind: Option<FactorHeld>) -> Result<Option<Vec<PersonId>>, Failure> {
    let Some(kind) = kind else { return Ok(None) };
    if !can(tx.actor.role, &MANAGE, Relation::Organisation) {
        return Err(Code::Forbidden.into());
    }
    Ok(Some(accounts::second_factor_holders_of(tx, kind)?))
}

pub(super) fn remove_second_factor(
    ask: &Ask<RemovePersonSecondFactor>,
    tx: &mut TenantTx<'_>,
) -> Answered<RemovePersonSecondFactor> {
    let person = ask.change::<PersonRow>(tx, ask.params.id)?;
    accounts::take_second_factor(tx, person.id, &person.email, &ask.origin)?;
    Ok(Reply::new(()))
}
