//! What Admins set: whether the directory is let in, and how far.

use shared::{
    access::Relation,
    problem::Code,
    scim::{BASE, EditScim, ReadScim, Scim},
};

use super::queries::{self, Settings};
use crate::{
    audit::Event,
    config::Origin,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
};

pub(super) fn show(ask: &Ask<ReadScim>, tx: &mut TenantTx<'_>) -> Answered<ReadScim> {
    ask.require(tx, Relation::Organisation)?;
    let settings = queries::settings(tx)?;
    let version = settings.version;
    Ok(Reply::versioned(shown(tx, &ask.origin, settings)?, version))
}

pub(super) fn edit(ask: &Ask<EditScim>, tx: &mut TenantTx<'_>) -> Answered<EditScim> {
    ask.require(tx, Relation::Organisation)?;
    let before = queries::lock(tx)?;
    if ask.version.is_some_and(|version| version != before.version) {
        return Err(Code::VersionMismatch.into());
    }
    let to = Settings {
        is_on: ask.body.is_on.unwrap_or(before.is_on),
        roles: ask.body.roles.unwrap_or(before.roles),
        teams: ask.body.teams.unwrap_or(before.teams),
        invites: ask.body.invites.unwrap_or(before.invites),
        ..before.clone()
    };
    let after = queries::set(tx, &to)?;
    let version = after.version;
    let before = shown(tx, &ask.origin, before)?;
    let after = shown(tx, &ask.origin, after)?;
    tx.note(Event::new("scim.edited", tx.org()).before(&before).after(&after))?;
    Ok(Reply::versioned(after, version))
}

fn shown(tx: &mut TenantTx<'_>, origin: &Origin, settings: Settings) -> Result<Scim, Failure> {
    let Settings { is_on, roles, teams, invites, last_called_at, last_caller, version } = settings;
    let (people, latest) = (queries::kept(tx)?, queries::arrivals(tx)?);
    let base_url = format!("{origin}{BASE}");
    Ok(Scim { is_on, base_url, roles, teams, invites, people, latest, last_called_at, last_caller, version })
}
