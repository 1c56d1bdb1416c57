//! Teams by the directory: its groups, and who is in them. Somebody is in one team: whoever comes into another leaves theirs.

use std::collections::BTreeSet;

use garde::Validate;
use shared::{
    people::{MANAGE, PersonChanges},
    problem::{Code, Problem},
    teams::{NewTeam, TeamChanges},
    wire::{Patch, PersonId, TeamId},
};
use uuid::Uuid;

use super::{
    attributes::object,
    door::{Door, Edit, answer, body, is_current},
    filter::Equals,
    group::Told,
    listing::Wanted,
    patch,
    queries::{self, GroupFilter, GroupRow, MemberRow},
    said::wrong,
};
use crate::{
    audit::Event,
    db::{Changeable, TenantTx},
    http::{Failure, ForeignCall, ForeignReply},
    people::{self, PersonRow},
    teams,
};

pub(super) fn list(call: &ForeignCall, tx: &mut TenantTx<'_>) -> Result<ForeignReply, Failure> {
    let door = Door::open(call, tx)?;
    let wanted = Wanted::of(&call.query)?;
    let (rows, total) = match filter(&wanted.filter)? {
        Some(filter) => queries::groups(tx, &filter, wanted.count, wanted.offset())?,
        None => (Vec::new(), 0),
    };
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let members = queries::members(tx, &ids)?;
    Ok(ForeignReply::of(wanted.page(rows.iter().map(|row| row.shown(&members, &door.base)), total)))
}

/// Which to look for; `None` if it can be none.
fn filter(all: &[Equals]) -> Result<Option<GroupFilter>, Failure> {
    let mut filter = GroupFilter::default();
    for equals in all {
        let id = || equals.key().parse::<Uuid>().ok();
        match equals.attribute.as_str() {
            "id" => filter.id = id(),
            "members" | "members.value" => filter.member = id(),
            "displayname" => filter.name = Some(equals.key()),
            "externalid" => filter.external_id = Some(equals.text()),
            other => return Err(wrong("invalidFilter", format!("no group is found by {other}"))),
        }
        if matches!(equals.attribute.as_str(), "id" | "members" | "members.value") && id().is_none() {
            return Ok(None);
        }
    }
    Ok(Some(filter))
}

pub(super) fn show(call: &ForeignCall, tx: &mut TenantTx<'_>) -> Result<ForeignReply, Failure> {
    let door = Door::open(call, tx)?;
    shown(&door, call, tx, call.id()?, 200)
}

pub(super) fn create(call: &ForeignCall, tx: &mut TenantTx<'_>) -> Result<ForeignReply, Failure> {
    let door = Door::open(call, tx)?;
    let told = Told::of(object(&body(call)?)?)?;
    people::hold_all(tx)?;
    let new = NewTeam { name: told.name.clone(), parent_id: None, lead_id: None };
    new.validate().map_err(Problem::from)?;
    let team = teams::create(tx, &new)?.id;
    if told.external_id.is_some() {
        link(tx, team, &told)?;
    }
    move_all(&door, tx, team, &BTreeSet::new(), &told.members)?;
    shown(&door, call, tx, team.0, 201)
}

pub(super) fn replace(call: &ForeignCall, tx: &mut TenantTx<'_>) -> Result<ForeignReply, Failure> {
    edit(call, tx, patch::take_over)
}

pub(super) fn change(call: &ForeignCall, tx: &mut TenantTx<'_>) -> Result<ForeignReply, Failure> {
    edit(call, tx, patch::apply)
}

pub(super) fn remove(call: &ForeignCall, tx: &mut TenantTx<'_>) -> Result<ForeignReply, Failure> {
    let door = Door::open(call, tx)?;
    people::hold_all(tx)?;
    let (row, members) = read(tx, call.id()?)?;
    is_current(call, &row.shown(&members, &door.base))?;
    // Before anything is noted: see `move_all`.
    queries::empty_of_hidden(tx, TeamId(row.id))?;
    move_all(&door, tx, TeamId(row.id), &ids(&members), &BTreeSet::new())?;
    teams::remove(tx, TeamId(row.id), None)?;
    Ok(ForeignReply::nothing())
}

fn edit(call: &ForeignCall, tx: &mut TenantTx<'_>, edit: Edit) -> Result<ForeignReply, Failure> {
    let door = Door::open(call, tx)?;
    people::hold_all(tx)?;
    let (row, members) = read(tx, call.id()?)?;
    is_current(call, &row.shown(&members, &door.base))?;
    let mut resource = row.basis(&members);
    edit(&mut resource, &body(call)?)?;
    let (told, team) = (Told::of(&resource)?, TeamId(row.id));
    if told.name != row.name {
        let changes = TeamChanges { name: Some(told.name.clone()), ..TeamChanges::default() };
        changes.validate().map_err(Problem::from)?;
        teams::edit(tx, team, None, &changes)?;
    }
    if told.external_id != row.external_id {
        link(tx, team, &told)?;
    }
    move_all(&door, tx, team, &ids(&members), &told.members)?;
    shown(&door, call, tx, row.id, 200)
}

fn read(tx: &mut TenantTx<'_>, id: Uuid) -> Result<(GroupRow, Vec<MemberRow>), Failure> {
    let row = queries::group(tx, id)?.ok_or(Code::NotFound)?;
    let members = queries::members(tx, &[id])?;
    Ok((row, members))
}

fn ids(members: &[MemberRow]) -> BTreeSet<Uuid> {
    members.iter().map(|member| member.id).collect()
}

fn shown(
    door: &Door,
    call: &ForeignCall,
    tx: &mut TenantTx<'_>,
    id: Uuid,
    status: u16,
) -> Result<ForeignReply, Failure> {
    let (row, members) = read(tx, id)?;
    let shown = row.shown(&members, &door.base);
    let narrowed = Wanted::of(&call.query)?.narrowed(shown.clone());
    Ok(answer(call, status, shown, narrowed))
}

fn link(tx: &mut TenantTx<'_>, team: TeamId, told: &Told) -> Result<(), Failure> {
    queries::link_group(tx, team, told.external_id.as_deref())?;
    tx.note(Event::new("scim.team_linked", team))
}

/// Whoever is new comes into the team, and whoever is no longer meant leaves it. All are held before anything is noted of one:
/// whoever holds the log waits for nobody.
fn move_all(
    door: &Door,
    tx: &mut TenantTx<'_>,
    team: TeamId,
    now: &BTreeSet<Uuid>,
    then: &BTreeSet<Uuid>,
) -> Result<(), Failure> {
    if door.has_departments() && now != then {
        return Err(wrong("mutability", "here people's departments say which team they are in"));
    }
    let moving: Vec<PersonId> = now.symmetric_difference(then).map(|id| PersonId(*id)).collect();
    people::hold_rows(tx, &moving)?;
    moving.into_iter().try_for_each(|id| move_one(tx, id, team, then.contains(&id.0)))
}

fn move_one(tx: &mut TenantTx<'_>, id: PersonId, team: TeamId, comes: bool) -> Result<(), Failure> {
    let before = match Changeable::<PersonRow>::change(tx, id, &MANAGE, None) {
        Err(failure) if failure.code() == Code::NotFound => {
            return Err(wrong("invalidValue", format!("no such user: {id}")));
        }
        before => before?,
    };
    let team_id = match (comes, before.team_id) {
        (true, Some(now)) if now == team => return Ok(()),
        (true, _) => Patch::Set(team),
        (false, Some(now)) if now == team => Patch::Clear,
        (false, _) => return Ok(()),
    };
    people::edit(tx, &before, &PersonChanges { team_id, ..PersonChanges::default() })?;
    Ok(())
}
