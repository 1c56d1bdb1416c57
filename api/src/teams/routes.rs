use shared::{
    access::Relation,
    teams::{CreateTeam, DeleteTeam, EditTeam, ListTeams, Teams},
};

use super::{changes, queries};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply},
};

pub(super) fn list(_: &Ask<ListTeams>, tx: &mut TenantTx<'_>) -> Answered<ListTeams> {
    Ok(Reply::new(Teams { items: queries::all(tx)? }))
}

pub(super) fn create(ask: &Ask<CreateTeam>, tx: &mut TenantTx<'_>) -> Answered<CreateTeam> {
    ask.require(tx, Relation::Organisation)?;
    let team = changes::create(tx, &ask.body)?;
    let version = team.version;
    Ok(Reply::versioned(team, version))
}

pub(super) fn edit(ask: &Ask<EditTeam>, tx: &mut TenantTx<'_>) -> Answered<EditTeam> {
    let team = changes::edit(tx, ask.params.id, ask.version, &ask.body)?;
    let version = team.version;
    Ok(Reply::versioned(team, version))
}

pub(super) fn delete(ask: &Ask<DeleteTeam>, tx: &mut TenantTx<'_>) -> Answered<DeleteTeam> {
    changes::remove(tx, ask.params.id, ask.version)?;
    Ok(Reply::new(()))
}
