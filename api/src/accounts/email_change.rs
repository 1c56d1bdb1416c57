//! Another address to log in with: its mailbox proves it by a link, and the account's owner opens that while logged in.
//!
//! The link alone changes nothing. Whoever mistypes an address would else give their account to a stranger.

use chrono::Utc;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use shared::{
    accounts::{ConfirmEmailChange, RequestEmailChange},
    problem::Code,
};

use super::{
    limits,
    log_in::note_everywhere,
    me,
    passwords::no_random_bytes,
    queries::{
        accounts::{self, AccountRow, MembershipRow},
        email_key,
        links::{self, NewLink},
        organisations, sessions,
    },
    token::{self, LinkHash, Purpose},
};
use crate::{
    audit::Event,
    config::Origin,
    db::{AccountTx, Actor},
    http::{Answered, Facts, Failure, MemberCall, Reply},
    worker::mail::{AddressInUse, ConfirmEmail, EmailChangeAsked, EmailChanged, Letter, outbox},
};

/// What waits beside the link, and how the audit log is told what of a person changed.
#[derive(Serialize, Deserialize)]
struct Address {
    email: String,
}

/// An address that has an account gets a mail that says so; whoever asks here learns nothing of it.
pub(super) async fn request(call: MemberCall<RequestEmailChange>) -> Answered<RequestEmailChange> {
    let (actor, facts, origin) = (call.actor, call.facts.clone(), call.state.origin.clone());
    let new = Address { email: call.ask.body.email.trim().to_owned() };
    let (secret, hash) = token::generate(Purpose::EmailChange).map_err(no_random_bytes)?;
    call.accounts(move |tx| {
        let (account, _) = movable(tx, &actor)?;
        let key = email_key(&new.email);
        if key == account.email_key {
            return Err(Failure::field("email", "own_address"));
        }
        limits::admit(tx.conn(), &limits::email_change(account.id, &key))?;
        remember(tx, &account, &new, hash)?;
        let to_new = match accounts::find(tx.conn(), &key)? {
            Some(owner) => AddressInUse.to(&owner.email, &origin)?,
            None => ConfirmEmail { secret: secret.expose_secret() }.to(&new.email, &origin)?,
        };
        let to_old = EmailChangeAsked { at: Utc::now() }.to(&account.email, &origin)?;
        outbox::put(tx.conn(), &[to_old, to_new])?;
        note_everywhere(tx, account.id, Some(&actor), &facts, "accounts.email_change_asked")
    })
    .await?;
    Ok(Reply::new(()))
}

/// Remembers the link in place of earlier ones. One that is mailed to nobody is remembered all the same, for equal work.
fn remember(tx: &mut AccountTx<'_>, account: &AccountRow, new: &Address, hash: LinkHash) -> Result<(), Failure> {
    links::void_of_account(tx.conn(), account.id, &[Purpose::EmailChange])?;
    let payload = Some(serde_json::to_value(new).map_err(Failure::fault)?);
    let link = NewLink::new(Purpose::EmailChange, hash, &email_key(&new.email));
    links::add(tx.conn(), &[NewLink { account_id: Some(account.id), payload, ..link }])?;
    Ok(())
}

/// The account and where it belongs, if its address is its owner's to change; it is held until the transaction ends.
fn movable(tx: &mut AccountTx<'_>, actor: &Actor) -> Result<(AccountRow, Vec<MembershipRow>), Failure> {
    me::is_own_log_in(tx, actor)?;
    accounts::hold_alone(tx.conn(), actor.account)?;
    if accounts::is_kept_elsewhere(tx.conn(), actor.account)? {
        return Err(Failure::field("email", "kept_elsewhere"));
    }
    Ok((accounts::get(tx.conn(), actor.account)?, accounts::memberships(tx.conn(), actor.account)?))
}

/// The link works once, for the account that it was asked for.
pub(super) async fn confirm(call: MemberCall<ConfirmEmailChange>) -> Answered<ConfirmEmailChange> {
    let (actor, facts, origin) = (call.actor, call.facts.clone(), call.state.origin.clone());
    let hash = token::recognise(Purpose::EmailChange, &call.ask.body.token).ok_or(Code::LinkSpent)?;
    call.accounts(move |tx| {
        let (account, memberships) = movable(tx, &actor)?;
        let new = spend(tx, &account, &hash)?;
        if !accounts::change_email(tx.conn(), account.id, &new.email)? {
            return Err(Failure::field("email", "taken"));
        }
        links::void_of_account(tx.conn(), account.id, &[Purpose::PasswordReset, Purpose::EmailChange])?;
        sessions::end_all(tx.conn(), account.id, Some(actor.session))?;
        sessions::end_apps(tx.conn(), account.id)?;
        tell(tx, &account, &new, &origin)?;
        move_people(tx, &actor, &facts, &account, &new, memberships)
    })
    .await?;
    Ok(Reply::new(()))
}

/// Uses the link up: the address that it proves.
fn spend(tx: &mut AccountTx<'_>, account: &AccountRow, hash: &LinkHash) -> Result<Address, Failure> {
    let link = links::look_at(tx.conn(), Purpose::EmailChange, hash)?;
    let link = link.filter(|link| link.account_id == Some(account.id)).ok_or(Code::LinkSpent)?;
    if !links::use_up(tx.conn(), Purpose::EmailChange, hash)? {
        return Err(Code::LinkSpent.into());
    }
    serde_json::from_value(link.payload.unwrap_or_default()).map_err(Failure::fault)
}

/// Both mailboxes hear of it. Written before an organisation is entered: a sandbox would keep the letters.
fn tell(tx: &mut AccountTx<'_>, account: &AccountRow, new: &Address, origin: &Origin) -> Result<(), Failure> {
    let letter = EmailChanged { at: Utc::now() };
    outbox::put(tx.conn(), &[letter.to(&account.email, origin)?, letter.to(&new.email, origin)?])
}

/// The account's people go by the new address where they went by the old one. All are changed before the first is noted:
/// whoever holds a log waits for nobody.
fn move_people(
    tx: &mut AccountTx<'_>,
    actor: &Actor,
    facts: &Facts,
    account: &AccountRow,
    new: &Address,
    mut memberships: Vec<MembershipRow>,
) -> Result<(), Failure> {
    memberships.sort_by_key(|membership| membership.org_id); // one order for everybody: the logs are locked
    let mut moved = Vec::with_capacity(memberships.len());
    for MembershipRow { org_id, person_id, .. } in memberships {
        tx.enter(org_id)?;
        let changed = organisations::change_email(tx.conn(), org_id, person_id, &account.email_key, &new.email)?;
        moved.push((org_id, person_id, changed));
    }
    let old = Address { email: account.email.clone() };
    for (org, person, changed) in moved {
        tx.enter(org)?;
        let by = Some(actor).filter(|actor| actor.org == org);
        let (who, session) = (by.map(|actor| actor.person.0), by.map(|actor| actor.session.0));
        if changed {
            tx.note(org, who, session, facts, Event::new("people.edited", person).before(&old).after(new))?;
        }
        tx.note(org, who, session, facts, Event::new("accounts.email_changed", person))?;
    }
    Ok(())
}
