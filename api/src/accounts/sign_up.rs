//! Signing an organisation up: nothing exists until the address is proved by its mailbox.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use shared::{
    accounts::{SignUp, VerifiedSignUp, VerifySignUp},
    problem::Code,
    wire::id::OrganisationId,
};
use uuid::Uuid;

use super::{
    limits,
    passwords::no_random_bytes,
    queries::{
        accounts, email_key,
        links::{self, NewLink},
        organisations,
    },
    token::{self, Purpose},
};
use crate::{
    audit::Event,
    config::Origin,
    db::AccountTx,
    http::{Answered, Facts, Failure, Reply, Visit},
    worker::mail::{self, AlreadyRegistered, Letter, Welcome, outbox},
};

/// What waits beside the link until the address is proved.
#[derive(Serialize, Deserialize)]
struct Pending {
    organisation: String,
    name: String,
    email: String,
    password_hash: String,
    time_zone: String,
}

/// An address that has an account gets a mail that says so; whoever asks here learns nothing of it.
pub(super) async fn sign_up(visit: Visit<SignUp>) -> Answered<SignUp> {
    let body = &visit.body;
    let password = SecretString::from(body.password.as_str());
    let about = vec![body.email.clone(), body.name.clone(), body.organisation.clone()];
    let judged = visit.state.hasher.judge(password.clone(), about).await?;
    judged.map_err(|weakness| Failure::field("password", &weakness.code()))?;
    let time_zone = body.time_zone.as_deref().unwrap_or("UTC");
    time_zone.parse::<chrono_tz::Tz>().map_err(|_| Failure::field("time_zone", "unknown_time_zone"))?;
    let key = email_key(&body.email);
    let gates = limits::mail("sign_up", &key, visit.facts.address);
    visit.accounts(move |tx| limits::admit(tx.conn(), &gates)).await?;
    let pending = Pending {
        organisation: body.organisation.trim().to_owned(),
        name: body.name.trim().to_owned(),
        email: body.email.trim().to_owned(),
        password_hash: visit.state.hasher.hash(password).await?,
        time_zone: time_zone.to_owned(),
    };
    let origin = visit.state.origin.clone();
    visit.accounts(move |tx| remember(tx, &pending, &origin)).await?;
    Ok(Reply::new(()))
}

fn remember(tx: &mut AccountTx<'_>, pending: &Pending, origin: &Origin) -> Result<(), Failure> {
    let key = email_key(&pending.email);
    let (secret, hash) = token::generate(Purpose::SignUp).map_err(no_random_bytes)?;
    links::void(tx.conn(), Purpose::SignUp, &key)?;
    if let Some(account) = accounts::find(tx.conn(), &key)? {
        // Of as much work as below: this link was sent to nobody.
        links::add(tx.conn(), &[NewLink::new(Purpose::SignUp, hash, &key)])?;
        let letter = AlreadyRegistered { name: &pending.name };
        return outbox::put(tx.conn(), &[letter.to(&account.email, origin)?]);
    }
    let payload = serde_json::to_value(pending).map_err(Failure::fault)?;
    let link = NewLink { payload: Some(payload), ..NewLink::new(Purpose::SignUp, hash, &key) };
    links::add(tx.conn(), &[link])?;
    let Pending { name, organisation, .. } = pending;
    let letter = mail::VerifySignUp { name, organisation, secret: secret.expose_secret() };
    outbox::put(tx.conn(), &[letter.to(&pending.email, origin)?])
}

pub(super) async fn verify(visit: Visit<VerifySignUp>) -> Answered<VerifySignUp> {
    let gates = limits::link(visit.facts.address);
    let counted = gates.clone();
    visit.accounts(move |tx| limits::admit(tx.conn(), &counted)).await?;
    let hash = token::recognise(Purpose::SignUp, &visit.body.token).ok_or(Code::LinkSpent)?;
    let (facts, origin) = (visit.facts.clone(), visit.state.origin.clone());
    let email = visit.accounts(move |tx| {
        let link = links::look_at(tx.conn(), Purpose::SignUp, &hash)?.ok_or(Code::LinkSpent)?;
        if !links::use_up(tx.conn(), Purpose::SignUp, &hash)? {
            return Err(Code::LinkSpent.into());
        }
        limits::succeed(tx.conn(), &gates)?;
        let pending = serde_json::from_value(link.payload.unwrap_or_default()).map_err(Failure::fault)?;
        found(tx, pending, &origin, &facts)
    });
    Ok(Reply::new(VerifiedSignUp { email: email.await? }))
}

/// Makes account, organisation and first Admin at once.
fn found(tx: &mut AccountTx<'_>, pending: Pending, origin: &Origin, facts: &Facts) -> Result<String, Failure> {
    let Pending { organisation, name, email, password_hash, time_zone } = pending;
    // Perhaps an invitation was accepted meanwhile.
    let account = accounts::add(tx.conn(), &email, &password_hash)?.ok_or(Code::LinkSpent)?;
    let org = OrganisationId::from(Uuid::now_v7());
    tx.enter(org)?;
    organisations::found(tx.conn(), org, &organisation, &time_zone)?;
    let person = organisations::add_founder(tx.conn(), org, account, &name, &email)?;
    tx.note(org, Some(person.0), None, facts, Event::new("organisations.signed_up", org))?;
    let letter = Welcome { name: &name, organisation: &organisation };
    outbox::put(tx.conn(), &[letter.to(&email, origin)?])?;
    Ok(email)
}
