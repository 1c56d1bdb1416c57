//! What Admins set: the provider, and who comes in by it.

use secrecy::SecretString;
use shared::{
    access::{Relation, can},
    operation::{Json, Operation},
    pages,
    problem::Code,
    single_sign_on::{
        Connection, ConnectionChanges, ConnectionOutcome, ConnectionTrial, EditConnection, MANAGE, NewConnection,
        ReadSingleSignOn, RemoveConnection, SetConnection, SingleSignOn, TryConnection, UnlinkPerson,
    },
};
use uuid::Uuid;

use super::queries::{
    connections::{self, ConnectionRow, Setting, Switches},
    domains::{self, DomainRow},
    identities,
};
use crate::{
    audit::Event,
    config::Origin,
    db::TenantTx,
    http::{Answered, Ask, Failure, MemberCall, Reply},
    sealed::Sealer,
};

/// Where a provider sends people back to.
pub(super) fn redirect_uri(origin: &Origin) -> String {
    format!("{origin}{}", pages::SIGN_ON)
}

pub(super) fn show(ask: &Ask<ReadSingleSignOn>, tx: &mut TenantTx<'_>) -> Answered<ReadSingleSignOn> {
    ask.require(tx, Relation::Organisation)?;
    let domains = domains::all(tx)?.into_iter().map(DomainRow::shown).collect();
    let connection = connections::read(tx)?.map(ConnectionRow::shown);
    Ok(Reply::new(SingleSignOn { domains, connection, redirect_uri: redirect_uri(&ask.origin) }))
}

pub(super) async fn set(call: MemberCall<SetConnection>) -> Answered<SetConnection> {
    let (new, sealer) = (call.ask.body.clone(), call.ask.sealer.clone());
    let issuer = new.issuer.trim().to_owned();
    let address = call.state.outgoing.address(&issuer).map_err(|code| Failure::field("issuer", code))?;
    if address.query().is_some() {
        return Err(Failure::field("issuer", "bad_address"));
    }
    call.tenant(move |tx| {
        may_manage(tx)?;
        let before = connections::lock(tx)?;
        let secret = secret(tx, &sealer, &new, &issuer, before.as_ref())?;
        let client_id = new.client_id.trim();
        let is_same = |before: &ConnectionRow| before.issuer == issuer && before.client_id == client_id;
        let goes_on = before.as_ref().is_some_and(is_same);
        let scopes = scopes(&new.scopes);
        let setting = Setting { issuer: &issuer, client_id, client_secret: &secret, scopes: &scopes, goes_on };
        let after = connections::set(tx, &setting)?.shown();
        if !goes_on {
            connections::end_provider_sessions(tx, None)?;
        }
        tx.note(Event::new("single_sign_on.set", tx.org()).before(&before.map(ConnectionRow::shown)).after(&after))?;
        versioned(after)
    })
    .await
}

/// The secret, sealed. The one that is there stays only for the provider that gave it: set for another, it would be sent
/// to whoever answers there.
fn secret(
    tx: &TenantTx<'_>,
    sealer: &Sealer,
    new: &NewConnection,
    issuer: &str,
    before: Option<&ConnectionRow>,
) -> Result<Vec<u8>, Failure> {
    match (&new.client_secret, before) {
        (Some(secret), _) => Ok(sealer.seal(&context(tx.org()), secret.trim().as_bytes())?),
        (None, Some(before)) if before.issuer == issuer => Ok(before.client_secret.clone()),
        (None, _) => Err(Failure::field("client_secret", "required")),
    }
}

/// Each once, and without those that are always asked for.
fn scopes(typed: &[String]) -> Vec<String> {
    let mut scopes: Vec<String> =
        typed.iter().filter(|scope| !matches!(scope.as_str(), "openid" | "email")).cloned().collect();
    scopes.sort();
    scopes.dedup();
    scopes
}

pub(super) fn edit(ask: &Ask<EditConnection>, tx: &mut TenantTx<'_>) -> Answered<EditConnection> {
    ask.require(tx, Relation::Organisation)?;
    let before = connections::lock(tx)?.ok_or(Code::NotFound)?;
    if ask.version.is_some_and(|version| version != before.version) {
        return Err(Code::VersionMismatch.into());
    }
    let switches = switches(tx, &before, &ask.body)?;
    let after = connections::switch(tx, &switches)?.shown();
    let org = tx.actor.org;
    let mut ended = connections::end_password_sessions(tx.conn(), org)?;
    if before.is_on && !after.is_on {
        ended += connections::end_provider_sessions(tx, None)?;
    }
    let event = Event::new("single_sign_on.edited", org).before(&before.shown());
    tx.note(event.after(&serde_json::json!({ "connection": &after, "sessions_ended": ended })))?;
    versioned(after)
}

/// How it is to be switched, if it can be: nobody is sent to a provider that wasn't found in order, and nobody loses their
/// password before Admins have a way back that is worth one.
fn switches(tx: &mut TenantTx<'_>, before: &ConnectionRow, to: &ConnectionChanges) -> Result<Switches, Failure> {
    let is_on = to.is_on.unwrap_or(before.is_on);
    let only_sso = is_on && to.only_sso.unwrap_or(before.only_sso);
    let creates_people = to.creates_people.unwrap_or(before.creates_people);
    if is_on && !before.is_on {
        if before.tested_at.is_none() {
            return Err(Failure::field("is_on", "try_first"));
        }
        if !domains::any_proven(tx)? {
            return Err(Failure::field("is_on", "no_domain"));
        }
    }
    if to.only_sso == Some(true) && !is_on {
        return Err(Failure::field("only_sso", "switch_on_first"));
    }
    if only_sso && !before.only_sso && !connections::admins_have_a_second_step(tx)? {
        return Err(Failure::field("only_sso", "second_step_first"));
    }
    // That it answers as it should says nothing yet of whether it lets anybody in.
    if only_sso && !before.only_sso && !identities::any(tx, &before.issuer)? {
        return Err(Failure::field("only_sso", "log_in_first"));
    }
    Ok(Switches { is_on, only_sso, creates_people })
}

/// As a log-in would, but for nobody: the provider's description, and its keys.
pub(super) async fn try_it(call: MemberCall<TryConnection>) -> Answered<TryConnection> {
    let connection = call.tenant_read(|tx| {
        may_manage(tx)?;
        Ok(connections::read(tx)?.ok_or(Code::NotFound)?)
    });
    let issuer = connection.await?.issuer;
    let found = call.state.providers.anew(&call.state.outgoing, &issuer).await;
    let trial = ConnectionTrial { outcome: found.err().unwrap_or(ConnectionOutcome::Fine) };
    call.once(move |tx| {
        if trial.outcome == ConnectionOutcome::Fine {
            connections::tested(tx, &issuer)?;
        }
        tx.note(Event::new("single_sign_on.tried", tx.org()).after(&trial))?;
        Ok(Reply::new(trial))
    })
    .await
}

pub(super) fn remove(ask: &Ask<RemoveConnection>, tx: &mut TenantTx<'_>) -> Answered<RemoveConnection> {
    ask.require(tx, Relation::Organisation)?;
    let before = connections::lock(tx)?.ok_or(Code::NotFound)?;
    if ask.version.is_some_and(|version| version != before.version) {
        return Err(Code::VersionMismatch.into());
    }
    connections::remove(tx)?;
    connections::end_provider_sessions(tx, None)?;
    tx.note(Event::new("single_sign_on.removed", tx.org()).before(&before.shown()))?;
    Ok(Reply::new(()))
}

pub(super) fn unlink(ask: &Ask<UnlinkPerson>, tx: &mut TenantTx<'_>) -> Answered<UnlinkPerson> {
    ask.require(tx, Relation::Organisation)?;
    let key = ask.body.email.trim().to_lowercase();
    let person = identities::unlink(tx, &key)?.ok_or_else(|| Failure::field("email", "not_linked"))?;
    connections::end_provider_sessions(tx, Some(person))?;
    tx.note(Event::new("single_sign_on.unlinked", person))?;
    Ok(Reply::new(()))
}

/// 403 unless the actor may manage this by now, for handlers of more than one transaction.
pub(super) fn may_manage(tx: &TenantTx<'_>) -> Result<(), Failure> {
    if can(tx.actor.role, &MANAGE, Relation::Organisation) { Ok(()) } else { Err(Code::Forbidden.into()) }
}

/// What a provider's secret is sealed for.
fn context(org: Uuid) -> String {
    format!("single_sign_on.client_secret/{org}")
}

/// The secret, for a log-in.
pub(super) fn opened(sealer: &Sealer, org: Uuid, sealed: &[u8]) -> Result<SecretString, Failure> {
    let plain = sealer.open(&context(org), sealed)?;
    Ok(String::from_utf8(plain).map_err(Failure::fault)?.into())
}

fn versioned<O: Operation<Answer = Json<Connection>>>(connection: Connection) -> Answered<O> {
    let version = connection.version;
    Ok(Reply::versioned(connection, version))
}
