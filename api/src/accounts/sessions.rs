//! Where somebody is logged in, and ending that: one's own sessions anywhere, a member's by an Admin.

use shared::{
    accounts::{ListSessions, RevokeOtherSessions, RevokeSession, Sessions},
    problem::Code,
    wire::{PersonId, SessionId},
};

use super::{
    me,
    queries::sessions::{self, Ended, SessionRow},
};
use crate::{
    audit::Event,
    db::{AccountTx, Actor, TenantTx},
    http::{Answered, Facts, Failure, MemberCall, Reply},
};

const ENDED: &str = "accounts.session_ended";

pub(super) async fn list(call: MemberCall<ListSessions>) -> Answered<ListSessions> {
    let actor = call.actor;
    let rows = call.accounts(move |tx| {
        // One organisation's provider opens no view of where somebody is logged in elsewhere.
        if me::is_by_provider(tx, &actor)? {
            return Ok(sessions::of_person(tx.conn(), actor.org, actor.person)?);
        }
        Ok(sessions::of_account(tx.conn(), actor.account)?)
    });
    let rows = rows.await?;
    Ok(Reply::new(shown(rows, actor.session)))
}

pub(super) async fn revoke(call: MemberCall<RevokeSession>) -> Answered<RevokeSession> {
    let (actor, facts, id) = (call.actor, call.facts.clone(), call.ask.params.id);
    call.accounts(move |tx| {
        let ended = sessions::end(tx.conn(), actor.account, id)?.ok_or(Code::NotFound)?;
        note(tx, &actor, &facts, vec![ended])
    })
    .await?;
    Ok(Reply::new(()))
}

pub(super) async fn revoke_others(call: MemberCall<RevokeOtherSessions>) -> Answered<RevokeOtherSessions> {
    let (actor, facts) = (call.actor, call.facts.clone());
    call.accounts(move |tx| {
        me::speaks_for_account(tx, &actor)?;
        end_others(tx, &actor, &facts)
    })
    .await?;
    Ok(Reply::new(()))
}

/// Ends all sessions of an account but the one that acts.
pub(super) fn end_others(tx: &mut AccountTx<'_>, actor: &Actor, facts: &Facts) -> Result<(), Failure> {
    let ended = sessions::end_all(tx.conn(), actor.account, Some(actor.session))?;
    note(tx, actor, facts, ended)
}

/// Each ended session stands in the log of its own organisation.
fn note(tx: &mut AccountTx<'_>, actor: &Actor, facts: &Facts, mut ended: Vec<Ended>) -> Result<(), Failure> {
    ended.sort();
    for (org, session) in ended {
        tx.enter(org)?;
        // Who acts is known by another person in another organisation; there, the event names nobody.
        let here = org == actor.org;
        let (person, by) = (here.then_some(actor.person.0), here.then_some(actor.session.0));
        tx.note(org, person, by, facts, Event::new(ENDED, session))?;
    }
    Ok(())
}

/// Where a person is logged in to this organisation.
pub(crate) fn of_person(tx: &mut TenantTx<'_>, person: PersonId) -> Result<Sessions, Failure> {
    let (org, asking) = (tx.actor.org, tx.actor.session);
    Ok(shown(sessions::of_person(tx.conn(), org, person)?, asking))
}

/// Ends one of a person's sessions in this organisation; 404 if they have no such session.
pub(crate) fn end_of_person(tx: &mut TenantTx<'_>, person: PersonId, id: SessionId) -> Result<(), Failure> {
    let org = tx.actor.org;
    if !sessions::end_of_person(tx.conn(), org, person, id)? {
        return Err(Code::NotFound.into());
    }
    tx.note(Event::new(ENDED, id))
}

fn shown(rows: Vec<SessionRow>, asking: SessionId) -> Sessions {
    Sessions { items: rows.into_iter().map(|row| row.into_session(asking)).collect() }
}
