//! Domains: saying that one is the organisation's, proving it, and looking at the proof again.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
    time::Duration,
};

use chrono::{TimeDelta, Utc};
use shared::{
    access::Relation,
    problem::{Code, Problem},
    single_sign_on::{
        AddEmailDomain, CheckEmailDomain, DomainCheck, DomainOutcome, DomainState, MOST_DOMAINS, RemoveEmailDomain,
    },
    wire::id::OrganisationId,
};
use tokio::time::{MissedTickBehavior, interval};

use super::{
    proof, public_mail,
    queries::{
        connections,
        domains::{self, DomainRow, Told},
    },
    settings,
};
use crate::{
    app::State,
    audit::Event,
    config::Origin,
    db::{AccountTx, Actor, TenantTx},
    http::{Answered, Ask, Facts, Failure, MemberCall, Reply},
    worker::mail::{DomainLost, Letter, outbox},
};

/// How often it is looked whether a proof is to be looked at again.
const EVERY: Duration = Duration::from_secs(15);
/// A proof is looked at again after so long.
const AGAIN: TimeDelta = TimeDelta::days(7);
/// One that wasn't found, after so long.
const AFTER_A_MISS: TimeDelta = TimeDelta::days(1);
/// One whose names didn't answer, after so long; and whoever looks has it for so long.
const LEASE: TimeDelta = TimeDelta::hours(1);
/// So often in a row it may be missing: records are lost and found when names move.
const MOST_MISSES: i32 = 3;

pub(super) fn add(ask: &Ask<AddEmailDomain>, tx: &mut TenantTx<'_>) -> Answered<AddEmailDomain> {
    ask.require(tx, Relation::Organisation)?;
    if domains::in_sandbox(tx)? {
        // It would take the domain from the organisation it was made from.
        let why = "a sandbox proves no domain: people come in by the organisation it was made from";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    let domain = ask.body.domain.trim().to_ascii_lowercase();
    if public_mail::is_service(&domain) {
        return Err(Failure::field("domain", "mail_service"));
    }
    if domains::all(tx)?.len() >= MOST_DOMAINS {
        return Err(Failure::field("domain", "too_many_domains"));
    }
    let added = domains::add(tx, &domain, &proof::new_value()?)?.shown();
    tx.note(Event::new("single_sign_on.domain_added", added.id).after(&added))?;
    Ok(Reply::new(added))
}

pub(super) fn remove(ask: &Ask<RemoveEmailDomain>, tx: &mut TenantTx<'_>) -> Answered<RemoveEmailDomain> {
    ask.require(tx, Relation::Organisation)?;
    let domain = domains::read(tx, ask.params.id)?.ok_or(Code::NotFound)?.shown();
    domains::remove(tx, domain.id)?;
    tx.note(Event::new("single_sign_on.domain_removed", domain.id).before(&domain))?;
    Ok(Reply::new(()))
}

pub(super) async fn check(call: MemberCall<CheckEmailDomain>) -> Answered<CheckEmailDomain> {
    let (id, actor, facts, origin) = (call.ask.params.id, call.actor, call.facts.clone(), call.ask.origin.clone());
    let row = call.tenant_read(move |tx| {
        settings::may_manage(tx)?;
        Ok(domains::read(tx, id)?.ok_or(Code::NotFound)?)
    });
    let row = row.await?;
    let outcome = look(&call.state, &row).await;
    if outcome == DomainOutcome::Found {
        call.accounts(move |tx| prove(tx, &row, Some(&actor), &facts, &origin)).await?;
    }
    call.once(move |tx| {
        domains::looked(tx, id)?;
        let domain = domains::read(tx, id)?.ok_or(Code::NotFound)?.shown();
        let check = DomainCheck { outcome, domain };
        tx.note(Event::new("single_sign_on.domain_checked", id).after(&check))?;
        Ok(Reply::new(check))
    })
    .await
}

/// What the domain's names say now.
async fn look(state: &State, row: &DomainRow) -> DomainOutcome {
    match state.outgoing.texts(&row.domain).await {
        Ok(texts) => proof::judge(&texts, &row.secret),
        Err(error) => {
            tracing::info!(domain = %row.domain, %error, "the proof of a domain can't be looked at now");
            DomainOutcome::Unreachable
        }
    }
}

/// The domain is the organisation's, and no longer anybody else's.
fn prove(
    tx: &mut AccountTx<'_>,
    row: &DomainRow,
    by: Option<&Actor>,
    facts: &Facts,
    origin: &Origin,
) -> Result<(), Failure> {
    for other in domains::take_from_others(tx.conn(), &row.domain, row.org_id)? {
        lose(tx, &other, &nobody(), origin)?;
    }
    if !domains::found(tx.conn(), row.org_id, row.id, Utc::now() + AGAIN)? {
        return Err(Code::NotFound.into());
    }
    connections::end_password_sessions(tx.conn(), row.org_id)?;
    if row.state != DomainState::Proven {
        let (person, session) = (by.map(|actor| actor.person.0), by.map(|actor| actor.session.0));
        tx.enter(row.org_id)?;
        let event = Event::new("single_sign_on.domain_proven", row.id).after(&row.domain);
        tx.note(row.org_id, person, session, facts, event)?;
    }
    Ok(())
}

/// Tells the log and the Admins of an organisation that a domain no longer is its own.
fn lose(tx: &mut AccountTx<'_>, row: &DomainRow, facts: &Facts, origin: &Origin) -> Result<(), Failure> {
    // Before anything is mailed: what leaves an organisation, the outbox decides by the one that is entered.
    tx.enter(row.org_id)?;
    let admins = domains::admins(tx.conn(), row.org_id)?;
    let mail = |Told { name, email, organisation }: &Told| {
        DomainLost { name, domain: &row.domain, organisation }.to(email, origin)
    };
    let mails = admins.iter().map(mail).collect::<Result<Vec<_>, _>>()?;
    outbox::put(tx.conn(), &mails)?;
    let event = Event::new("single_sign_on.domain_lost", row.id).before(&row.domain);
    tx.note(row.org_id, None, None, facts, event)
}

/// Looks at proofs again until dropped. Any number of replicas may do it at once.
pub(crate) async fn keep_proofs(state: Arc<State>) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        loop {
            match look_at_one(&state).await {
                Ok(true) => {}
                Ok(false) => break,
                Err(failure) => {
                    tracing::warn!(code = %failure.code(), "a domain's proof can't be looked at again");
                    break;
                }
            }
        }
    }
}

/// Looks at one whose time has come; whether there was one.
async fn look_at_one(state: &State) -> Result<bool, Failure> {
    let Some(row) = state.database.accounts(|tx| Ok(domains::due(tx.conn(), LEASE)?)).await? else { return Ok(false) };
    let (outcome, origin) = (look(state, &row).await, state.origin.clone());
    state.database.accounts(move |tx| settle(tx, &row, outcome, &origin)).await?;
    Ok(true)
}

fn settle(tx: &mut AccountTx<'_>, row: &DomainRow, outcome: DomainOutcome, origin: &Origin) -> Result<(), Failure> {
    match outcome {
        DomainOutcome::Found => {
            domains::found(tx.conn(), row.org_id, row.id, Utc::now() + AGAIN)?;
        }
        // That nobody answers says nothing; the lease runs out.
        DomainOutcome::Unreachable => {}
        DomainOutcome::Absent | DomainOutcome::Another => {
            let is_lost = row.misses + 1 >= MOST_MISSES;
            let state = if is_lost { DomainState::Lost } else { DomainState::Proven };
            domains::missed(tx.conn(), row, state, Utc::now() + AFTER_A_MISS)?;
            if is_lost {
                lose(tx, row, &nobody(), origin)?;
            }
        }
    }
    Ok(())
}

/// From where the server does something of itself.
fn nobody() -> Facts {
    Facts {
        request_id: String::new(),
        address: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        device: "perftrack".to_owned(),
        tls: None,
    }
}

/// In which organisation somebody with an address of this domain logs in by a provider.
pub(super) fn owner(tx: &mut AccountTx<'_>, domain: &str) -> Result<Option<OrganisationId>, Failure> {
    Ok(domains::owner(tx.conn(), domain)?)
}
