use shared::{
    access::Relation,
    operation::Each,
    teams::{CreateTeam, DeleteTeam, EditTeam, ExportTeamsNdjson, ListTeams, SendTeams, SentTeam, Teams},
    wire::{TeamId, batch::Wanted},
};

use super::{changes, queries};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply, row_by_row},
};

pub(super) fn list(_: &Ask<ListTeams>, tx: &mut TenantTx<'_>) -> Answered<ListTeams> {
    Ok(Reply::new(Teams { items: queries::all(tx)? }))
}

pub(super) fn lines(_: &Ask<ExportTeamsNdjson>, tx: &mut TenantTx<'_>) -> Answered<ExportTeamsNdjson> {
    Ok(Reply::new(queries::all(tx)?))
}

pub(super) fn batch(ask: &Ask<SendTeams>, tx: &mut TenantTx<'_>) -> Answered<SendTeams> {
    ask.require(tx, Relation::Organisation)?;
    let sent: Vec<_> = ask.body.teams.iter().map(Each::read).collect();
    // All of them before anything is noted: whoever holds the log waits for nobody.
    let meant: Vec<TeamId> = sent.iter().flatten().flat_map(teams_of).collect();
    queries::hold(tx, &meant)?;
    let rows = row_by_row(tx, "teams", sent, |tx, row| match row.wanted()? {
        Wanted::Create(new) => changes::create(tx, new).map_err(|failure| failure.under("create")),
        Wanted::Edit { id, version, changes: asked } => {
            changes::edit(tx, id, version, asked).map_err(|failure| failure.under("edit"))
        }
    })?;
    Ok(Reply::new(rows))
}

/// The teams that a row is about: the one that changes, and what it is to hang under.
fn teams_of(row: &SentTeam) -> impl Iterator<Item = TeamId> {
    let under = row.create.as_ref().and_then(|new| new.parent_id);
    let moved = row.edit.as_ref().and_then(|changes| changes.parent_id.set().copied());
    [row.id, under, moved].into_iter().flatten()
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
