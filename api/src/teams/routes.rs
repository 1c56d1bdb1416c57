use shared::{
    access::Relation,
    teams::{CreateTeam, DeleteTeam, EditTeam, ListTeams, Teams},
};

use super::queries::{self, TeamRow};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Reply},
};

pub(super) fn list(_: &Ask<ListTeams>, tx: &mut TenantTx<'_>) -> Answered<ListTeams> {
    Ok(Reply::new(Teams { items: queries::all(tx)? }))
}

pub(super) fn create(ask: &Ask<CreateTeam>, tx: &mut TenantTx<'_>) -> Answered<CreateTeam> {
    ask.require(tx, Relation::Organisation)?;
    let id = queries::insert(tx, &ask.body)?;
    let team = queries::one(tx, id)?;
    tx.note(Event::new("teams.created", id).after(&team))?;
    let version = team.version;
    Ok(Reply::versioned(team, version))
}

pub(super) fn edit(ask: &Ask<EditTeam>, tx: &mut TenantTx<'_>) -> Answered<EditTeam> {
    let before = ask.change::<TeamRow>(tx, ask.params.id)?;
    queries::update(tx, &before, &ask.body)?;
    let team = queries::one(tx, ask.params.id)?;
    tx.note(Event::new("teams.edited", team.id).before(&before.0).after(&team))?;
    let version = team.version;
    Ok(Reply::versioned(team, version))
}

pub(super) fn delete(ask: &Ask<DeleteTeam>, tx: &mut TenantTx<'_>) -> Answered<DeleteTeam> {
    let team = ask.change::<TeamRow>(tx, ask.params.id)?;
    queries::delete(tx, &team)?;
    tx.note(Event::new("teams.deleted", team.0.id).before(&team.0))?;
    Ok(Reply::new(()))
}
