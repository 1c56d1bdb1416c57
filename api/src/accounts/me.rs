//! Who is logged in, where, and going on elsewhere.

use chrono::{DateTime, Utc};
use diesel::OptionalExtension;
use secrecy::ExposeSecret;
use shared::{
    access::Role,
    accounts::{
        LogInMethod, LogOut, Me, Membership, ReadMe, SecondFactorPolicy, SecondFactorState, SwitchOrganisation,
    },
    problem::Code,
    wire::SessionId,
};
use uuid::Uuid;

use super::{
    jwt,
    queries::{
        accounts::{self, MembershipRow},
        organisations,
        sessions::{self, Renewal},
    },
    second_factor as factor,
};
use crate::{
    audit::Event,
    db::{AccountTx, Actor},
    http::{Answered, Failure, MemberCall, Reply, SessionCookie},
};

/// Everything the app shows of who is logged in.
pub(super) fn build(
    tx: &mut AccountTx<'_>,
    session: SessionId,
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
    let (second_factor, by_provider) = standing(tx, session, organisation.second_factor, role)?;
    let name = person_name;
    Ok(Me { person_id, name, email, role, organisation, organisations, second_factor, by_provider, expires_at })
}

/// How whoever opened the session stands to the second step, as `enter_tenant` decides it. Who came by the organisation's own
/// log-in has shown there what it asks for.
pub(super) fn second_factor(
    tx: &mut AccountTx<'_>,
    session: SessionId,
    policy: SecondFactorPolicy,
    role: Role,
) -> Result<SecondFactorState, Failure> {
    Ok(standing(tx, session, policy, role)?.0)
}

/// The same, and whether a provider opened the session.
fn standing(
    tx: &mut AccountTx<'_>,
    session: SessionId,
    policy: SecondFactorPolicy,
    role: Role,
) -> Result<(SecondFactorState, bool), Failure> {
    let (account, methods) = sessions::proved_by(tx.conn(), session)?;
    let by_provider = methods.iter().any(|by| by == LogInMethod::Sso.as_str());
    let state = SecondFactorState::of(factor::in_use(tx, account)?, policy, role);
    let elsewhere = by_provider && state != SecondFactorState::InUse;
    Ok((if elsewhere { SecondFactorState::Optional } else { state }, by_provider))
}

pub(super) async fn read_me(call: MemberCall<ReadMe>) -> Answered<ReadMe> {
    let actor = call.actor;
    let me = call.accounts(move |tx| {
        let account = accounts::get(tx.conn(), actor.account)?;
        let ends_at = sessions::ends_at(tx.conn(), actor.session)?;
        let memberships = accounts::memberships(tx.conn(), actor.account)?;
        let here =
            memberships.iter().find(|row| row.person_id == actor.person).cloned().ok_or(Code::Unauthenticated)?;
        build(tx, actor.session, account.email, &here, memberships, ends_at)
    });
    Ok(Reply::new(me.await?))
}

/// A new session in the other organisation in place of this one. It ends when this one would have, or when that organisation
/// says, and it proves as much as this one did.
pub(super) async fn switch_organisation(call: MemberCall<SwitchOrganisation>) -> Answered<SwitchOrganisation> {
    let (actor, facts, chosen) = (call.actor, call.facts.clone(), call.ask.body.person_id);
    let session = SessionId::from(Uuid::now_v7());
    let me = call.accounts(move |tx| {
        let account = accounts::get(tx.conn(), actor.account)?;
        let memberships = accounts::memberships(tx.conn(), actor.account)?;
        let there = memberships.iter().find(|row| row.person_id == chosen).cloned().ok_or(Code::NotFound)?;
        if !is_good_there(tx, &actor, &there)? {
            return Err(Code::SeparateLogIn.into());
        }
        let new = Renewal {
            org: there.org_id,
            id: session,
            person: there.person_id,
            device: &facts.device,
            address: facts.address.to_string(),
            proved: false,
        };
        // Of two switches at once, one finds the session over.
        let renewed = sessions::renew(tx.conn(), actor.account, actor.session, &new)?;
        let expires_at = renewed.ok_or(Code::Unauthenticated)?;
        let left = Event::new("accounts.logged_out", actor.session);
        let arrived = Event::new("accounts.logged_in", session);
        let mut events =
            [(actor.org, actor.person, actor.session, left), (there.org_id, there.person_id, session, arrived)];
        events.sort_by_key(|(org, ..)| *org);
        for (org, person, session, event) in events {
            tx.enter(org)?;
            tx.note(org, Some(person.0), Some(session.0), &facts, event)?;
        }
        // An organisation with shorter sessions may have ended it already.
        let ends_at = sessions::ends_at(tx.conn(), session).optional()?.unwrap_or(expires_at);
        Ok((build(tx, session, account.email, &there, memberships, ends_at)?, expires_at - jwt::LIFETIME))
    });
    let (me, began) = me.await?;
    let (token, _) = call.state.tokens.issue(actor.account, session, began).map_err(Failure::fault)?;
    Ok(Reply::new(me).with_cookie(SessionCookie::holding(&call.state, token.expose_secret().to_owned())))
}

/// Whether what opened a session is good in another organisation, too: one's provider speaks for nobody elsewhere, and no
/// password leads where a provider is the only way in.
fn is_good_there(tx: &mut AccountTx<'_>, actor: &Actor, there: &MembershipRow) -> Result<bool, Failure> {
    if there.org_id == actor.org {
        return Ok(true);
    }
    Ok(!there.only_sso && !is_by_provider(tx, actor)?)
}

/// 403 where what is the whole account's would be changed from a session that a provider opened, and the account belongs to
/// other organisations as well: it doesn't speak for their people.
pub(super) fn speaks_for_account(tx: &mut AccountTx<'_>, actor: &Actor) -> Result<(), Failure> {
    if is_by_provider(tx, actor)? && accounts::memberships(tx.conn(), actor.account)?.len() > 1 {
        return Err(Code::SeparateLogIn.into());
    }
    Ok(())
}

/// 403 where a provider opened the session: what opens the account anywhere isn't added on its word.
pub(super) fn is_own_log_in(tx: &mut AccountTx<'_>, actor: &Actor) -> Result<(), Failure> {
    if is_by_provider(tx, actor)? { Err(Code::SeparateLogIn.into()) } else { Ok(()) }
}

/// Whether an organisation's provider opened the session.
pub(super) fn is_by_provider(tx: &mut AccountTx<'_>, actor: &Actor) -> Result<bool, Failure> {
    let (_, methods) = sessions::proved_by(tx.conn(), actor.session)?;
    Ok(methods.iter().any(|by| by == LogInMethod::Sso.as_str()))
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
