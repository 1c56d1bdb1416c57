//! Who is logged in, where, and going on elsewhere.

use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;
use shared::{
    accounts::{LogOut, Me, Membership, ReadMe, SwitchOrganisation},
    problem::Code,
    wire::SessionId,
};
use uuid::Uuid;

use super::{
    jwt,
    queries::{
        accounts::{self, MembershipRow},
        organisations,
        sessions::{self, NewSession},
    },
};
use crate::{
    audit::Event,
    db::AccountTx,
    http::{Answered, Failure, MemberCall, Reply, SessionCookie},
};

/// Everything the app shows of who is logged in.
pub(super) fn build(
    tx: &mut AccountTx<'_>,
    email: String,
    here: &MembershipRow,
    memberships: Vec<MembershipRow>,
    expires_at: DateTime<Utc>,
) -> Result<Me, Failure> {
    let organisation = organisations::read(tx.conn(), here.org_id)?;
    let as_membership = |row: MembershipRow| {
        let MembershipRow { person_id, organisation, role, .. } = row;
        Membership { person_id, organisation, role }
    };
    let MembershipRow { person_id, person_name, role, .. } = here.clone();
    let organisations = memberships.into_iter().map(as_membership).collect();
    Ok(Me { person_id, name: person_name, email, role, organisation, organisations, expires_at })
}

pub(super) async fn read_me(call: MemberCall<ReadMe>) -> Answered<ReadMe> {
    let actor = call.actor;
    let me = call.accounts(move |tx| {
        let account = accounts::get(tx.conn(), actor.account)?;
        let expires_at = sessions::expires_at(tx.conn(), actor.session)?;
        let memberships = accounts::memberships(tx.conn(), actor.account)?;
        let here =
            memberships.iter().find(|row| row.person_id == actor.person).cloned().ok_or(Code::Unauthenticated)?;
        build(tx, account.email, &here, memberships, expires_at)
    });
    Ok(Reply::new(me.await?))
}

/// A new session in the other organisation in place of this one. It ends when this one would have.
pub(super) async fn switch_organisation(call: MemberCall<SwitchOrganisation>) -> Answered<SwitchOrganisation> {
    let (actor, facts, chosen) = (call.actor, call.facts.clone(), call.ask.body.person_id);
    let session = SessionId::from(Uuid::now_v7());
    let me = call.accounts(move |tx| {
        let account = accounts::get(tx.conn(), actor.account)?;
        let memberships = accounts::memberships(tx.conn(), actor.account)?;
        let there = memberships.iter().find(|row| row.person_id == chosen).cloned().ok_or(Code::NotFound)?;
        let expires_at = sessions::expires_at(tx.conn(), actor.session)?;
        // Of two switches at once, one finds the session over.
        sessions::end(tx.conn(), actor.account, actor.session)?.ok_or(Code::Unauthenticated)?;
        let row = NewSession {
            org_id: there.org_id,
            id: session,
            account_id: actor.account,
            person_id: there.person_id,
            expires_at,
            device: facts.device.clone(),
            address: facts.address.to_string(),
        };
        sessions::open(tx.conn(), &row)?;
        let left = Event::new("accounts.logged_out", actor.session);
        let arrived = Event::new("accounts.logged_in", session);
        let mut events =
            [(actor.org, actor.person, actor.session, left), (there.org_id, there.person_id, session, arrived)];
        events.sort_by_key(|(org, ..)| *org);
        for (org, person, session, event) in events {
            tx.enter(org)?;
            tx.note(org, Some(person.0), Some(session.0), &facts, event)?;
        }
        build(tx, account.email, &there, memberships, expires_at)
    });
    let me = me.await?;
    let began = me.expires_at - jwt::LIFETIME;
    let (token, _) = call.state.tokens.issue(actor.account, session, began).map_err(Failure::fault)?;
    Ok(Reply::new(me).with_cookie(SessionCookie::holding(&call.state, token.expose_secret().to_owned())))
}

pub(super) async fn log_out(call: MemberCall<LogOut>) -> Answered<LogOut> {
    let (actor, facts) = (call.actor, call.facts.clone());
    call.accounts(move |tx| {
        sessions::end(tx.conn(), actor.account, actor.session)?;
        tx.enter(actor.org)?;
        let event = Event::new("accounts.logged_out", actor.session);
        tx.note(actor.org, Some(actor.person.0), Some(actor.session.0), &facts, event)
    })
    .await?;
    Ok(Reply::new(()).with_cookie(SessionCookie::gone(&call.state)).clearing_site_data())
}
