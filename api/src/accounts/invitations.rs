//! Invitations: sent by an Admin, accepted by whoever has the mailbox.

use secrecy::{ExposeSecret, SecretString};
use shared::{
    accounts::{AcceptInvitation, Invitation, ReadInvitation},
    problem::Code,
    wire::{PersonId, id::OrganisationId},
};

use super::{
    limits,
    password::Verdict,
    passwords::no_random_bytes,
    queries::{
        accounts::{self, AccountRow},
        links::{self, NewLink},
        organisations::{self, InvitedRow, Invitees},
    },
    token::{self, LinkHash, Purpose},
};
use crate::{
    audit::Event,
    config::Origin,
    db::{AccountTx, TenantTx},
    http::{Answered, Failure, Reply, Visit},
    worker::mail::{self, Letter, outbox},
};

/// What a working link leads to.
struct Found {
    org: OrganisationId,
    person: InvitedRow,
    account: Option<AccountRow>,
}

fn find(tx: &mut AccountTx<'_>, hash: &LinkHash) -> Result<Option<Found>, Failure> {
    let link = links::look_at(tx.conn(), Purpose::Invitation, hash)?;
    let Some((org, person, key)) = link.and_then(|link| Some((link.org_id?, link.person_id?, link.email_key))) else {
        return Ok(None);
    };
    let person = organisations::invited(tx.conn(), org, person)?;
    // The link proves the mailbox it was sent to, and no other.
    let Some(person) = person.filter(|person| person.email_key == key) else { return Ok(None) };
    let account = accounts::find(tx.conn(), &key)?;
    Ok(Some(Found { org, person, account }))
}

pub(super) async fn read(visit: Visit<ReadInvitation>) -> Answered<ReadInvitation> {
    let gates = limits::link(visit.facts.address);
    let counted = gates.clone();
    visit.accounts(move |tx| limits::admit(tx.conn(), &counted)).await?;
    let hash = token::recognise(Purpose::Invitation, &visit.body.token).ok_or(Code::LinkSpent)?;
    let invitation = visit.accounts(move |tx| {
        let Found { org, person, account } = find(tx, &hash)?.ok_or(Code::LinkSpent)?;
        limits::succeed(tx.conn(), &gates)?;
        let organisation = organisations::read(tx.conn(), org)?.name;
        Ok(Invitation { organisation, name: person.name, email: person.email, has_account: account.is_some() })
    });
    Ok(Reply::new(invitation.await?))
}

/// With a new password, or with that of the account which the address has. Logs nobody in.
pub(super) async fn accept(visit: Visit<AcceptInvitation>) -> Answered<AcceptInvitation> {
    let link_gates = limits::link(visit.facts.address);
    let counted = link_gates.clone();
    visit.accounts(move |tx| limits::admit(tx.conn(), &counted)).await?;
    let hash = token::recognise(Purpose::Invitation, &visit.body.token).ok_or(Code::LinkSpent)?;
    let from = visit.facts.address;
    let (found, organisation, gates) = visit
        .accounts(move |tx| {
            let found = find(tx, &hash)?.ok_or(Code::LinkSpent)?;
            let mut gates = link_gates;
            if found.account.is_some() {
                let log_in = limits::log_in(&found.person.email_key, from, None);
                limits::admit(tx.conn(), &log_in)?;
                gates.extend(log_in);
            }
            let organisation = organisations::read(tx.conn(), found.org)?.name;
            Ok((found, organisation, gates))
        })
        .await?;
    let password = SecretString::from(visit.body.password.as_str());
    let new_hash = match &found.account {
        Some(account) => {
            let stored = Some(account.password_hash.clone());
            if visit.state.hasher.verify(password, stored).await? == Verdict::Wrong {
                return Err(Code::WrongCredentials.into());
            }
            None
        }
        None => {
            let about = vec![found.person.email.clone(), found.person.name.clone(), organisation];
            let judged = visit.state.hasher.judge(password.clone(), about).await?;
            judged.map_err(|weakness| Failure::field("password", &weakness.code()))?;
            Some(visit.state.hasher.hash(password).await?)
        }
    };
    let facts = visit.facts.clone();
    visit
        .accounts(move |tx| {
            let Found { org, person, account } = found;
            if !links::use_up(tx.conn(), Purpose::Invitation, &hash)? {
                return Err(Code::LinkSpent.into());
            }
            limits::succeed(tx.conn(), &gates)?;
            let account = match (account, new_hash) {
                (Some(account), _) => account.id,
                (None, Some(hash)) => accounts::add(tx.conn(), &person.email, &hash)?.ok_or(Code::LinkSpent)?,
                (None, None) => return Err(Code::LinkSpent.into()),
            };
            tx.enter(org)?;
            if !organisations::join(tx.conn(), org, person.id, account)? {
                return Err(Code::LinkSpent.into());
            }
            tx.note(org, Some(person.id.0), None, &facts, Event::new("people.joined", person.id))
        })
        .await?;
    Ok(Reply::new(()))
}

/// How many mails are written at a time.
const BATCH: usize = 500;

/// Sends an invitation to a person who has not joined yet; earlier links stop working. 429 if one was
/// sent within the last minute, 409 if they have joined. Whether the actor may is for the caller to check.
pub(crate) fn invite(tx: &mut TenantTx<'_>, origin: &Origin, person: PersonId) -> Result<(), Failure> {
    let org = tx.actor.org;
    organisations::invited(tx.conn(), org, person)?.ok_or(Code::Conflict)?;
    if send(tx, origin, Invitees::One(person))?.is_empty() {
        return Err(Failure::too_many(60));
    }
    tx.note(Event::new("people.invited", person))
}

/// Sends an invitation to everybody who never got one; to how many.
pub(crate) fn invite_everybody(tx: &mut TenantTx<'_>, origin: &Origin) -> Result<usize, Failure> {
    let invited = send(tx, origin, Invitees::Everybody)?;
    tx.note(Event::general("people.invited").after(&invited))?;
    Ok(invited.len())
}

/// Sends them off; to whom.
fn send(tx: &mut TenantTx<'_>, origin: &Origin, who: Invitees) -> Result<Vec<PersonId>, Failure> {
    let (org, actor) = (tx.actor.org, tx.actor.person);
    let conn = tx.conn();
    let invited = organisations::mark_invited(conn, org, who)?;
    let inviter = organisations::name_of(conn, org, actor)?;
    let organisation = organisations::read(conn, org)?.name;
    for batch in invited.chunks(BATCH) {
        let (mut links, mut mails) = (Vec::with_capacity(BATCH), Vec::with_capacity(BATCH));
        for InvitedRow { id, name, email, email_key } in batch {
            let (secret, hash) = token::generate(Purpose::Invitation).map_err(no_random_bytes)?;
            let link = NewLink::new(Purpose::Invitation, hash, email_key);
            links.push(NewLink { org_id: Some(org), person_id: Some(*id), ..link });
            let secret = secret.expose_secret();
            let letter = mail::Invitation { name, inviter: &inviter, organisation: &organisation, secret };
            mails.push(letter.to(email, origin)?);
        }
        let people: Vec<PersonId> = batch.iter().map(|person| person.id).collect();
        links::void_invitations(conn, org, &people)?;
        links::add(conn, &links)?;
        outbox::put(conn, &mails)?;
    }
    Ok(invited.into_iter().map(|person| person.id).collect())
}
