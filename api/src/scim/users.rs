//! People by the directory: brought, changed, and let go.

use garde::Validate;
use shared::{
    access::{Permission, Role},
    people::{DEACTIVATE, MANAGE, NewPerson, PersonChanges},
    problem::{Code, Problem},
    teams::NewTeam,
    wire::{Patch, PersonId, TeamId},
};
use uuid::Uuid;

use super::{
    attributes::object,
    door::{Door, Edit, answer, body, is_current},
    filter::Equals,
    listing::Wanted,
    patch,
    queries::{self, Link, UserFilter, UserRow},
    said::wrong,
    user::Told,
};
use crate::{
    accounts,
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
        Some(filter) => queries::users(tx, &filter, wanted.count, wanted.offset())?,
        None => (Vec::new(), 0),
    };
    Ok(ForeignReply::of(wanted.page(rows.iter().map(|row| row.shown(&door.base)), total)))
}

/// Whom to look for; `None` if it can be nobody.
fn filter(all: &[Equals]) -> Result<Option<UserFilter>, Failure> {
    let mut filter = UserFilter::default();
    for equals in all {
        match equals.attribute.as_str() {
            "id" => match equals.key().parse() {
                Ok(id) => filter.id = Some(id),
                Err(_) => return Ok(None),
            },
            "username" => filter.user_name = Some(equals.key()),
            "externalid" => filter.external_id = Some(equals.text()),
            "emails" | "emails.value" => filter.email = Some(equals.key()),
            "active" => filter.is_active = Some(equals.key() == "true"),
            other => return Err(wrong("invalidFilter", format!("nobody is found by {other}"))),
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
    let (name, address) = (told.user_name.to_lowercase(), told.address().to_lowercase());
    let id = match queries::gone(tx, &name, &address)? {
        Some(id) => {
            link(tx, id, &told, false)?;
            settle(&door, tx, id, &told)?;
            id
        }
        None => enter(&door, tx, &told)?,
    };
    // One more is there, as when somebody is entered by hand.
    Ok(ForeignReply { came_to: Some("CreatePerson"), ..shown(&door, call, tx, id, 201)? })
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
    let row = queries::user(tx, call.id()?)?.ok_or(Code::NotFound)?;
    is_current(call, &row.shown(&door.base))?;
    if row.is_active() {
        leave(tx, row.id)?;
    }
    queries::remove(tx, PersonId(row.id))?;
    tx.note(Event::new("scim.removed", row.id))?;
    Ok(ForeignReply::nothing())
}

fn edit(call: &ForeignCall, tx: &mut TenantTx<'_>, edit: Edit) -> Result<ForeignReply, Failure> {
    let door = Door::open(call, tx)?;
    people::hold_all(tx)?;
    let row = queries::user(tx, call.id()?)?.ok_or(Code::NotFound)?;
    is_current(call, &row.shown(&door.base))?;
    let mut resource = row.basis();
    edit(&mut resource, &body(call)?)?;
    let told = Told::of(&resource)?;
    settle(&door, tx, row.id, &told)?;
    let came_to = (told.is_active && !row.is_active()).then_some("ReactivatePerson");
    Ok(ForeignReply { came_to, ..shown(&door, call, tx, row.id, 200)? })
}

fn shown(
    door: &Door,
    call: &ForeignCall,
    tx: &mut TenantTx<'_>,
    id: Uuid,
    status: u16,
) -> Result<ForeignReply, Failure> {
    let shown = queries::user(tx, id)?.ok_or(Code::NotFound)?.shown(&door.base);
    let narrowed = Wanted::of(&call.query)?.narrowed(shown.clone());
    Ok(answer(call, status, shown, narrowed))
}

/// Somebody new.
fn enter(door: &Door, tx: &mut TenantTx<'_>, told: &Told) -> Result<Uuid, Failure> {
    is_free(tx, None, &told.user_name)?;
    let team = team(door, tx, None, None, told)?;
    let new = NewPerson {
        name: told.whole_name().unwrap_or_else(|| told.user_name.clone()),
        email: told.address().to_owned(),
        job_title: told.title.clone(),
        role: door.role(Role::Employee, told.role)?,
        team_id: team.set().copied(),
        manager_id: told.manager,
        start_date: None,
        external_id: told.employee_number.clone(),
        invite: door.invites() && told.is_active,
    };
    new.validate().map_err(Problem::from)?;
    let person = people::create(tx, &door.origin, &new)?;
    link(tx, person.id.0, told, true)?;
    if !told.is_active {
        leave(tx, person.id.0)?;
    }
    Ok(person.id.0)
}

/// Makes of somebody what is said of them.
fn settle(door: &Door, tx: &mut TenantTx<'_>, id: Uuid, told: &Told) -> Result<(), Failure> {
    let row = queries::user(tx, id)?.ok_or(Code::NotFound)?;
    // First, since it waits for what they have in hand, and whoever holds the log waits for nobody.
    if !told.is_active && row.is_active() {
        leave(tx, id)?;
    }
    let kept = (&row.user_name, &row.external_id, &row.given_name, &row.family_name);
    if !row.is_linked || kept != (&told.user_name, &told.external_id, &told.given_name, &told.family_name) {
        is_free(tx, Some(id), &told.user_name)?;
        link(tx, id, told, false)?;
    }
    let is_to_be_invited = told.is_active && !row.is_active() && come_back(door, tx, &row)?;
    let before = held(tx, id, &MANAGE)?;
    let changes = changes(door, tx, &row, &before, told)?;
    if !is_nothing(&changes) {
        changes.validate().map_err(Problem::from)?;
        people::edit(tx, &before, &changes)?;
    }
    // Last, to the address that they have by now.
    if is_to_be_invited {
        accounts::invite(tx, &door.origin, PersonId(id))?;
    }
    Ok(())
}

fn held(tx: &mut TenantTx<'_>, id: Uuid, permission: &Permission) -> Result<Changeable<PersonRow>, Failure> {
    Changeable::change(tx, PersonId(id), permission, None)
}

/// Nobody else is called so.
fn is_free(tx: &mut TenantTx<'_>, but_for: Option<Uuid>, user_name: &str) -> Result<(), Failure> {
    let filter = UserFilter { user_name: Some(user_name.to_lowercase()), ..UserFilter::default() };
    let (rows, _) = queries::users(tx, &filter, 2, 0)?;
    if rows.iter().all(|row| Some(row.id) == but_for) {
        return Ok(());
    }
    Err(wrong("uniqueness", "somebody else has this userName"))
}

fn link(tx: &mut TenantTx<'_>, id: Uuid, told: &Told, came_by_it: bool) -> Result<(), Failure> {
    let link = Link {
        user_name: &told.user_name,
        external_id: told.external_id.as_deref(),
        given_name: told.given_name.as_deref(),
        family_name: told.family_name.as_deref(),
        came_by_it,
    };
    queries::link(tx, PersonId(id), &link)?;
    tx.note(Event::new("scim.linked", id))
}

/// Lets somebody back in; whether they are to be invited. With an Admin the powers of one would come back.
fn come_back(door: &Door, tx: &mut TenantTx<'_>, row: &UserRow) -> Result<bool, Failure> {
    if row.role == Role::Admin && !door.gives(Role::Admin) {
        return Err(Problem::new(Code::Forbidden).because("an Admin is let back in by an Admin").into());
    }
    let before = held(tx, row.id, &DEACTIVATE)?;
    people::reactivate(tx, &before)?;
    Ok(door.invites() && before.account_id.is_none())
}

fn leave(tx: &mut TenantTx<'_>, id: Uuid) -> Result<(), Failure> {
    let before = held(tx, id, &DEACTIVATE)?;
    people::deactivate(tx, &before)?;
    Ok(())
}

/// What changes about a person.
fn changes(
    door: &Door,
    tx: &mut TenantTx<'_>,
    row: &UserRow,
    before: &PersonRow,
    told: &Told,
) -> Result<PersonChanges, Failure> {
    let role = door.role(row.role, told.role)?;
    let team_id = team(door, tx, row.team_id, row.team_name.as_deref(), told)?;
    Ok(PersonChanges {
        name: name(row, told),
        email: told.email.clone().filter(|email| may_move(door, before) && !same(email, &row.email)),
        job_title: patched(row.job_title.as_ref(), told.title.clone()),
        role: (role != row.role).then_some(role),
        team_id,
        manager_id: patched(row.manager_id.map(PersonId).as_ref(), told.manager),
        start_date: Patch::Keep,
        external_id: patched(row.employee_number.as_ref(), told.employee_number.clone()),
    })
}

/// Whether somebody's address may be changed: not once they log in by it, and not if with the invitation powers would go
/// to another that the directory can't give.
fn may_move(door: &Door, person: &PersonRow) -> bool {
    person.account_id.is_none() && door.gives(person.role)
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// Another name: said as a whole, or made of parts of which one is new. Else they would lose what they are called here.
fn name(row: &UserRow, told: &Told) -> Option<String> {
    let parts_changed = (&row.given_name, &row.family_name) != (&told.given_name, &told.family_name);
    let said = if told.name.is_some() || parts_changed { told.whole_name() } else { None };
    said.filter(|name| *name != row.name)
}

fn patched<T: PartialEq>(now: Option<&T>, told: Option<T>) -> Patch<T> {
    match (now, told) {
        (now, Some(told)) if now == Some(&told) => Patch::Keep,
        (_, Some(told)) => Patch::Set(told),
        (Some(_), None) => Patch::Clear,
        (None, None) => Patch::Keep,
    }
}

/// The team of their department, made if there is none; where groups make teams, departments are passed over.
fn team(
    door: &Door,
    tx: &mut TenantTx<'_>,
    now: Option<Uuid>,
    name: Option<&str>,
    told: &Told,
) -> Result<Patch<TeamId>, Failure> {
    if !door.has_departments() {
        return Ok(Patch::Keep);
    }
    let Some(department) = told.department.as_deref() else {
        return Ok(if now.is_some() { Patch::Clear } else { Patch::Keep });
    };
    if name == Some(department) {
        return Ok(Patch::Keep);
    }
    if let Some(team) = teams::of_name(tx, department)? {
        return Ok(Patch::Set(team));
    }
    let new = NewTeam { name: department.to_owned(), parent_id: None, lead_id: None };
    new.validate().map_err(Problem::from)?;
    Ok(Patch::Set(teams::create(tx, &new)?.id))
}

fn is_nothing(changes: &PersonChanges) -> bool {
    let PersonChanges { name, email, job_title, role, team_id, manager_id, start_date, external_id } = changes;
    name.is_none()
        && email.is_none()
        && role.is_none()
        && job_title.is_keep()
        && external_id.is_keep()
        && team_id.is_keep()
        && manager_id.is_keep()
        && start_date.is_keep()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_changed() {
        let text = |text: &str| text.to_owned();
        assert!(patched(Some(&text("a")), Some(text("a"))).is_keep());
        assert_eq!(patched(Some(&text("a")), Some(text("b"))), Patch::Set(text("b")));
        assert_eq!(patched(Some(&text("a")), None), Patch::Clear);
        assert!(patched::<String>(None, None).is_keep());
    }

    #[test]
    fn nobody_is_looked_for_by_what_nobody_has() {
        let by = |attribute: &str, value: &str| {
            filter(&[Equals { attribute: attribute.to_owned(), value: serde_json::Value::from(value) }])
        };
        assert_eq!(by("username", "Ada@Example.com").unwrap().unwrap().user_name.as_deref(), Some("ada@example.com"));
        assert!(by("id", "no id").unwrap().is_none());
        assert!(by("nickname", "ada").is_err());
    }
}
