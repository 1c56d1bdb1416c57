use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    access::{Role, ShareLevel},
    notifications::NoticeKind,
    operation::Operation,
    people,
    problem::{Code, Problem},
    shares::{
        EditShare, GranteeKind, KPI_LEVELS, ListKpiShares, ListObjectiveShares, ListSharedByMe, ListSharedWithMe,
        NewShare, RevokeKpiShares, RevokeObjectiveShares, RevokeShare, RevokeSharesWith, Revoked, Share, ShareKpi,
        ShareObjective, Shares, USUAL_DAYS,
    },
    wire::{Patch, ShareId},
};
use uuid::Uuid;

use super::{
    queries::{self, Shareable},
    rows::{ShareRow, Thing},
};
use crate::{
    audit::Event,
    db::{Readable, TenantTx},
    goals::ObjectiveRow,
    http::{Answered, Ask, Failure, Reply},
    kpis::KpiRow,
    notifications::{settle, tell},
    people::PersonRow,
};

pub(super) fn list(ask: &Ask<ListObjectiveShares>, tx: &mut TenantTx<'_>) -> Answered<ListObjectiveShares> {
    let objective = ask.read::<ObjectiveRow>(tx, ask.params.id)?;
    Ok(Reply::new(Shares { items: queries::of(tx, Thing::Objective(objective.id))? }))
}

pub(super) fn list_of_kpi(ask: &Ask<ListKpiShares>, tx: &mut TenantTx<'_>) -> Answered<ListKpiShares> {
    let kpi = ask.read::<KpiRow>(tx, ask.params.id)?;
    Ok(Reply::new(Shares { items: queries::of(tx, Thing::Kpi(kpi.id))? }))
}

pub(super) fn create(ask: &Ask<ShareObjective>, tx: &mut TenantTx<'_>) -> Answered<ShareObjective> {
    let objective = ask.change_any_version::<ObjectiveRow>(tx, ask.params.id)?;
    let share = grant(tx, &Shareable::objective(&objective), &ask.body)?;
    let version = share.version;
    Ok(Reply::versioned(share, version))
}

pub(super) fn create_of_kpi(ask: &Ask<ShareKpi>, tx: &mut TenantTx<'_>) -> Answered<ShareKpi> {
    let kpi = ask.change_any_version::<KpiRow>(tx, ask.params.id)?;
    check_level_of_kpi(ask.body.level)?;
    let share = grant(tx, &Shareable::kpi(&kpi), &ask.body)?;
    let version = share.version;
    Ok(Reply::versioned(share, version))
}

/// Shares a thing that the actor may share.
fn grant(tx: &mut TenantTx<'_>, thing: &Shareable, new: &NewShare) -> Result<Share, Failure> {
    check_grantee(new)?;
    if queries::is_double(tx, thing.thing(), new)? {
        return Err(Problem::new(Code::Conflict).because("it is shared with them already; change that share").into());
    }
    let usual = Utc::now() + TimeDelta::days(USUAL_DAYS);
    let ends_at = checked_end(tx, new.ends_at)?.unwrap_or(Some(usual));
    let id = queries::insert(tx, thing, new, ends_at)?;
    let share = queries::one(tx, id)?.ok_or(Code::NotFound)?;
    tx.note(Event::new("shares.granted", id).after(&share))?;
    tell_grantees(tx, &share)?;
    tell_manager(tx, &share)?;
    Ok(share)
}

pub(super) fn edit(ask: &Ask<EditShare>, tx: &mut TenantTx<'_>) -> Answered<EditShare> {
    let row = changeable(ask, tx, ask.params.id)?;
    if ask.version.is_some_and(|version| version != row.version) {
        return Err(Code::VersionMismatch.into());
    }
    if row.revoked_at.is_some() {
        return Err(Problem::new(Code::Conflict).because("this share was revoked; share again").into());
    }
    ask.body.level.filter(|_| row.kpi_id.is_some()).map_or(Ok(()), check_level_of_kpi)?;
    let before = queries::one(tx, row.id)?;
    let ends_at = checked_end(tx, ask.body.ends_at)?;
    queries::update(tx, &row, ask.body.level, ends_at)?;
    if ends_at.is_some() {
        settle(tx, &[NoticeKind::ShareEnding], row.id)?;
    }
    let share = queries::one(tx, row.id)?.ok_or(Code::NotFound)?;
    tx.note(Event::new("shares.edited", row.id).before(&before).after(&share))?;
    if share.level != row.level {
        tell_grantees(tx, &share)?;
    }
    let version = share.version;
    Ok(Reply::versioned(share, version))
}

pub(super) fn revoke(ask: &Ask<RevokeShare>, tx: &mut TenantTx<'_>) -> Answered<RevokeShare> {
    let row = changeable(ask, tx, ask.params.id)?;
    let before = queries::one(tx, row.id)?;
    queries::revoke(tx, &row)?;
    settle(tx, &[NoticeKind::ShareEnding], row.id)?;
    tx.note(Event::new("shares.revoked", row.id).before(&before))?;
    Ok(Reply::new(()))
}

pub(super) fn revoke_of_objective(
    ask: &Ask<RevokeObjectiveShares>,
    tx: &mut TenantTx<'_>,
) -> Answered<RevokeObjectiveShares> {
    let objective = ask.change_any_version::<ObjectiveRow>(tx, ask.params.id)?;
    let holding = queries::holding(tx, Thing::Objective(objective.id))?;
    revoke_all(tx, objective.id, &holding).map(Reply::new)
}

pub(super) fn revoke_of_kpi(ask: &Ask<RevokeKpiShares>, tx: &mut TenantTx<'_>) -> Answered<RevokeKpiShares> {
    let kpi = ask.change_any_version::<KpiRow>(tx, ask.params.id)?;
    let holding = queries::holding(tx, Thing::Kpi(kpi.id))?;
    revoke_all(tx, kpi.id, &holding).map(Reply::new)
}

pub(super) fn revoke_with(ask: &Ask<RevokeSharesWith>, tx: &mut TenantTx<'_>) -> Answered<RevokeSharesWith> {
    let person: Readable<PersonRow> = Readable::read(tx, ask.params.id, &people::VIEW)?;
    let holding = queries::holding_with(tx, person.id)?;
    revoke_all(tx, person.id, &holding).map(Reply::new)
}

/// Revokes these, which are all of a thing or with a person.
fn revoke_all(tx: &mut TenantTx<'_>, of: impl Into<Uuid>, shares: &[ShareRow]) -> Result<Revoked, Failure> {
    let mut count = 0;
    for row in shares {
        // One that somebody else has revoked meanwhile is no news.
        if queries::revoke(tx, row)? > 0 {
            settle(tx, &[NoticeKind::ShareEnding], row.id)?;
            tx.note(Event::new("shares.revoked", row.id))?;
            count += 1;
        }
    }
    let revoked = Revoked { count };
    tx.note(Event::new("shares.all_revoked", of).after(&revoked))?;
    Ok(revoked)
}

pub(super) fn with_me(_: &Ask<ListSharedWithMe>, tx: &mut TenantTx<'_>) -> Answered<ListSharedWithMe> {
    Ok(Reply::new(Shares { items: queries::with_me(tx)? }))
}

pub(super) fn by_me(_: &Ask<ListSharedByMe>, tx: &mut TenantTx<'_>) -> Answered<ListSharedByMe> {
    Ok(Reply::new(Shares { items: queries::by_me(tx)? }))
}

/// Those whom it opens something to. What is shared with everybody is published, which nobody needs telling of.
fn tell_grantees(tx: &mut TenantTx<'_>, share: &Share) -> Result<(), Failure> {
    let grantees = match (&share.grantee.person, &share.grantee.team) {
        (Some(person), _) => vec![person.id],
        (None, Some(team)) => queries::people_of(tx, team.id)?,
        (None, None) => return Ok(()),
    };
    match (&share.objective, &share.kpi) {
        (Some(objective), _) => tell(tx, NoticeKind::ObjectiveShared, objective.id, &grantees),
        (None, Some(kpi)) => tell(tx, NoticeKind::KpiShared, kpi.id, &grantees),
        (None, None) => Ok(()),
    }
}

/// The manager of whoever shares, once it leaves the tree below them.
fn tell_manager(tx: &mut TenantTx<'_>, share: &Share) -> Result<(), Failure> {
    let Some(manager) = queries::manager_whose_tree_it_leaves(tx, &share.grantee)? else { return Ok(()) };
    match (&share.objective, &share.kpi) {
        (Some(objective), _) => tell(tx, NoticeKind::ObjectiveSharedOutside, objective.id, &[manager]),
        (None, Some(kpi)) => tell(tx, NoticeKind::KpiSharedOutside, kpi.id, &[manager]),
        (None, None) => Ok(()),
    }
}

/// A share whose thing the actor may share: otherwise the same 404 as for none.
fn changeable<O: Operation>(ask: &Ask<O>, tx: &mut TenantTx<'_>, id: ShareId) -> Result<ShareRow, Failure> {
    let row = queries::row(tx, id)?.ok_or(Code::NotFound)?;
    match row.thing().ok_or(Code::NotFound)? {
        Thing::Objective(id) => drop(ask.change_any_version::<ObjectiveRow>(tx, id)?),
        Thing::Kpi(id) => drop(ask.change_any_version::<KpiRow>(tx, id)?),
    }
    // Read again under the thing's lock.
    queries::row(tx, id)?.ok_or_else(|| Code::NotFound.into())
}

/// Nobody comments on KPIs.
fn check_level_of_kpi(level: ShareLevel) -> Result<(), Failure> {
    if KPI_LEVELS.contains(&level) { Ok(()) } else { Err(Failure::field("level", "unknown_value")) }
}

fn check_grantee(new: &NewShare) -> Result<(), Failure> {
    let wanted = (new.grantee == GranteeKind::Person, new.grantee == GranteeKind::Team);
    if wanted.0 != new.person_id.is_some() {
        return Err(Failure::field("person_id", if wanted.0 { "required" } else { "not_used_here" }));
    }
    if wanted.1 != new.team_id.is_some() {
        return Err(Failure::field("team_id", if wanted.1 { "required" } else { "not_used_here" }));
    }
    Ok(())
}

/// The end that was asked for: `None` if none was, `Some(None)` for never.
fn checked_end(tx: &TenantTx<'_>, asked: Patch<DateTime<Utc>>) -> Result<Option<Option<DateTime<Utc>>>, Failure> {
    match asked {
        Patch::Clear if tx.actor.role != Role::Admin => Err(Failure::field("ends_at", "required")),
        Patch::Set(end) if end <= Utc::now() => Err(Failure::field("ends_at", "in_the_past")),
        Patch::Set(end) if end > Utc::now() + TimeDelta::days(3660) => {
            Err(Failure::field("ends_at", "date_out_of_range"))
        }
        asked => Ok(asked.asked()),
    }
}
